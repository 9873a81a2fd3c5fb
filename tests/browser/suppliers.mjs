// Suppliers, with and without scripts, on a phone and a desk, in both languages: the one
// that is due is judged, what is left out is told at its field, the next day stands there.
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = { "zh-CN": { due: "该评估了", why: "准时，配合好" }, en: { due: "Due now", why: "Punctual" } };
const text = (page) => page.locator("main").innerText();

async function looks(page, how) {
	const { violations } = await new AxeBuilder({ page }).analyze();
	check(`axe ${how}`, violations.length === 0, violations.map((v) => `${v.id}: ${v.nodes[0].html}`).join("\n"));
	check(`${how}: fits`, !await page.evaluate(() => document.documentElement.scrollWidth > innerWidth));
}

async function journey(browser, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	const send = async () => {
		await page.locator("main form[action='/admin/suppliers/judge'] button[type=submit]").click();
		await page.waitForLoadState();
	};
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/suppliers");
	const first = page.locator("main tbody tr").first();
	check(`${how}: the first is due`, (await first.innerText()).includes(what.due), await first.innerText());
	const name = (await first.locator("th a").innerText()).trim();
	if (scripts)
		await looks(page, `${how}: list`);
	await first.locator("th a").click();
	await page.waitForLoadState();
	check(`${how}: its page`, (await page.locator("h1").innerText()).includes(name));
	await page.fill("[name=words]", what.why);
	await send();
	check(`${how}: a score is asked for`, await page.locator("[id=score-error]").count() === 1);
	check(`${how}: what was typed stays`, await page.inputValue("[name=words]") === what.why);
	if (scripts)
		await looks(page, `${how}: errors`);
	await page.check("[name=score][value='5']");
	await send();
	check(`${how}: it is written down`, (await text(page)).includes(what.why) && page.url().includes("done="), page.url());
	check(`${how}: it is due no more`, !(await text(page)).includes(what.due));
	await page.goto("/admin/suppliers");
	const row = page.locator("main tbody tr", { hasText: name }).first();
	check(`${how}: the list says so`, !(await row.innerText()).includes(what.due) && (await row.innerText()).includes("5"));
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function suppliers(browser) {
	await journey(browser, true, "zh-CN", {});
	await journey(browser, false, "en", {});
	await journey(browser, true, "en", desk);
	await journey(browser, false, "zh-CN", desk);
}
