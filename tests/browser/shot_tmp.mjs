import { chromium } from 'playwright-core';
const [,, base, n, out, ...paths] = process.argv;
const width = +(process.env.W||390), dark = process.env.DARK==='1', lang = process.env.L||'zh-CN';
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
const c = await b.newContext({viewport:{width,height:844},deviceScaleFactor:1.5,colorScheme:dark?'dark':'light',locale:lang});
const p = await c.newPage();
p.on('console',m=>m.type()==='error'&&console.log('console',m.text()));
if(+n>0){ await p.goto(base+'/sign-in'); await p.fill('[name=login]','138000000'+String(n).padStart(2,'0')); await p.fill('[name=password]','demo-points-'+n); await p.press('[name=password]','Enter'); await p.waitForLoadState(); }
for (const path of paths){ await p.goto(base+path); const f=out+'/'+(path.replace(/[^a-z0-9]+/gi,'_')||'root')+`-${width}${dark?'-dark':''}-${lang}-${n}.png`; await p.screenshot({path:f,fullPage:true}); console.log(f, await p.title()); }
await b.close();
