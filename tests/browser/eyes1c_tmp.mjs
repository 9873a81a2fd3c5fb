import { chromium } from 'playwright-core'; import fs from 'fs';
const [,,out,h,off,...fs_]=process.argv;
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const p=await b.newPage({viewport:{width:1600,height:1000}});
await p.setContent('<body style="margin:0;display:flex;gap:8px;background:#888;width:max-content">'+fs_.map(f=>`<div style="height:${h}px;overflow:hidden"><img style="display:block;margin-top:-${off}px" src="data:image/png;base64,${fs.readFileSync(f).toString('base64')}"></div>`).join('')+'</body>');
await p.waitForTimeout(200);
await p.locator('body').screenshot({path:out}); await b.close();
