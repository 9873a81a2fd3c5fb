import { chromium } from 'playwright-core';
const base='http://localhost:18301', out='/tmp/eyes1/shots';
import fs from 'fs'; fs.mkdirSync(out,{recursive:true});
// jobs: argv JSON list of {n,w,dark,lang,paths,print,elder}
const jobs=JSON.parse(process.argv[2]);
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
for (const j of jobs){
 const c = await b.newContext({viewport:{width:j.w||390,height:844},deviceScaleFactor:j.s||1,colorScheme:j.dark?'dark':'light',locale:j.lang||'zh-CN'});
 const p = await c.newPage();
 p.on('console',m=>m.type()==='error'&&console.log('console',p.url(),m.text()));
 p.on('response',r=>r.status()>=500&&console.log('5xx',r.url()));
 if(j.n){ await p.goto(base+'/sign-in'); await p.fill('[name=login]','138000000'+String(j.n).padStart(2,'0')); await p.fill('[name=password]','demo-points-'+j.n); await p.press('[name=password]','Enter'); await p.waitForLoadState(); }
 if(j.post) await c.request.get(base+'/');
 if(j.setlang){ if(!j.n) await p.goto(base+"/sign-in"); await p.evaluate(async l=>{},j.setlang); const btn=p.locator('form[action="/language"] button').first(); if(await p.locator('html').getAttribute('lang')!==j.setlang){await btn.click(); await p.waitForLoadState();} }
 if(j.elder){ await p.locator('button[name=size][value=large]').click(); await p.waitForLoadState(); }
 if(j.print) await p.emulateMedia({media:'print'});
 for (const path of j.paths){ const r=await p.goto(base+path); 
  const ov=await p.evaluate(()=>document.documentElement.scrollWidth-innerWidth); 
  const f=out+'/'+((path.replace(/[^a-z0-9]+/gi,'_')||'root')+`-${j.w||390}${j.dark?'d':''}${j.print?'p':''}${j.elder?'e':''}-${(j.setlang||j.lang||'zh').slice(0,2)}-${j.n||0}.png`);
  await p.screenshot({path:f,fullPage:true}); console.log(r.status(),ov>0?'OVERFLOW '+ov:'',f, await p.title()); }
 await c.close(); }
await b.close();
