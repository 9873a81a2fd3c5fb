// Parcels out and waybills in, with and without scripts, on a phone and a desk, in both
// languages: what is bad is told by its line, the rest is sent, and the clock says so.
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = { "zh-CN": { bad: "第 2 行", sent: "已寄出 1 单" }, en: { bad: "Line 2", sent: "1 sent" } };
const text = (page) => page.locator("main").innerText();

async function looks(page, how) {
	const { violations } = await new AxeBuilder({ page }).analyze();
	check(`axe ${how}`, violations.length === 0, violations.map((v) => `${v.id}: ${v.nodes[0].html}`).join("\n"));
	const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	check(`${how}: fits`, !over);
}

async function bring(page, lines) {
	await page.setInputFiles("main [name=file]", { name: "waybills.csv", mimeType: "text/csv",
		buffer: Buffer.from(["redemption_no,carrier,waybill", ...lines].join("\n")) });
	await page.locator("main form[action='/admin/fulfilment/waybills'] button[type=submit]").click();
	await page.waitForLoadState();
}

async function journey(browser, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/redemptions?category=goods");
	const href = await page.locator("main tbody a[href^='/admin/redemptions/R']").first().getAttribute("href");
	const no = href.split("/").pop();
	await page.goto("/admin/fulfilment");
	await bring(page, ["RNOTHERE000,SF,SF100200"]);
	check(`${how}: a bad line is told`, (await text(page)).includes(what.bad), await text(page));
	if (scripts)
		await looks(page, `${how}: what is bad`);
	await bring(page, [`${no},SF,SF${Date.now()}`]);
	check(`${how}: sent`, (await text(page)).includes(what.sent), await text(page));
	await page.goto(`/admin/redemptions/${no}`);
	check(`${how}: it has its number`, (await text(page)).includes("SF"));
	await page.goto("/admin/fulfilment/tax");
	check(`${how}: tax by month`, await page.locator("main [name=month]").count() === 1);
	if (scripts)
		await looks(page, `${how}: tax`);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// The pages in English on the smallest screen.
async function visit(browser) {
	const { context, page } = await open(browser, { viewport: { width: 320, height: 700 }, locale: "en" });
	await staffIn(page, "manager");
	await choose(page, "lang", "en");
	for (const path of ["/admin/fulfilment", "/admin/fulfilment/tax"]) {
		await page.goto(path);
		await looks(page, `en, 320 px: ${path}`);
		check(`${path} speaks English`, !/[\u4e00-\u9fff]/.test(await page.locator("main h1, main th[scope=col]")
			.allInnerTexts().then((all) => all.join(" "))));
	}
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function fulfilment(browser) {
	await journey(browser, true, "zh-CN", {});
	await journey(browser, false, "en", desk);
	await visit(browser);
}
