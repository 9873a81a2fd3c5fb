// Staff stop all spending, a member reads why in their language, staff lift it: on a
// phone without scripts and on a desk with them.
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
const wide = { viewport: { width: 1280, height: 900 } };
const said = { "zh-CN": "我们在核对价格，您的积分一分不少。", en: "We are checking a price. Your points are safe." };
const pages = ["/catalogue", "/donations", "/draws", "/pay", "/planner"];

const text = (page) => page.locator("main").innerText();

async function send(page, name) {
	await page.locator(`main form:has([name="${name}"]) button[type=submit]:not([name=change])`).last().click();
	await page.waitForLoadState();
}

async function axe(page, how, device) {
	if (device.javaScriptEnabled === false) return; // it is a script itself
	const found = (await new AxeBuilder({ page }).analyze()).violations;
	check(`${how}: axe finds nothing`, found.length === 0, found.map((v) => `${v.id}: ${v.nodes[0].html}`).join("\n"));
}

async function stops(page, how, device) {
	await page.goto("/admin/stops/new");
	await axe(page, `${how}, the form`, device);
	await page.check("[name=kind][value=all]");
	await page.fill("[name=text]", said["zh-CN"]);
	await page.fill("[name=text_en]", said.en);
	await send(page, "reason");
	check(`${how}: without a reason it comes back`, await page.locator(".errors a[href='#reason']").count() === 1,
		await text(page));
	check(`${how}: and keeps what was typed`, await page.inputValue("[name=text_en]") === said.en);
	await page.fill("[name=reason]", "价格填错");
	await send(page, "reason");
	check(`${how}: what members will read is shown first`, (await text(page)).includes(said.en), await text(page));
	await axe(page, `${how}, the check`, device);
	await page.locator("main button[name=sure]").click();
	await page.waitForURL(/done=stop_set/);
}

async function lifts(page, how) {
	await page.goto("/admin/stops");
	await page.locator("main th a[href^='/admin/stops/']").first().click();
	await page.waitForURL(/stops\/\d+$/);
	await page.fill("[name=reason]", "已核对");
	await page.check("[name=sure]");
	await send(page, "sure");
	await page.waitForURL(/done=stop_lifted/);
	check(`${how}: it is lifted`, true);
}

async function journey(browser, lang, device) {
	const how = `stop, ${lang}, ${device.javaScriptEnabled === false ? "phone without scripts" : "desk"}`;
	const desk = await open(browser, device), member = await open(browser, device);
	await staffIn(desk.page, "manager");
	await choose(desk.page, "lang", lang);
	await signIn(member.page, "13800000003", "demo-points-3");
	await choose(member.page, "lang", lang);
	await stops(desk.page, how, device);
	try {
		for (const path of pages) {
			await member.page.goto(path);
			check(`${how}: ${path} says why`, (await text(member.page)).includes(said[lang]), await text(member.page));
			const sideways = await member.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
			check(`${how}: ${path} does not scroll sideways`, !sideways);
			await axe(member.page, `${how}: ${path}`, device);
		}
		check(`${how}: the planner offers nothing`, await member.page.locator("main .use").count() === 0);
	} finally {
		await lifts(desk.page, how);
	}
	await member.page.goto("/planner");
	check(`${how}: lifted, the words are gone`, !(await text(member.page)).includes(said[lang]));
	const complaints = [...desk.complaints, ...member.complaints].filter((c) => !c.includes("status of 422"));
	check(`${how}: no browser complains`, complaints.length === 0, complaints.join("\n"));
	await desk.context.close();
	await member.context.close();
}

export async function emergency(browser) {
	for (const lang of ["zh-CN", "en"])
		for (const device of [phone, wide])
			await journey(browser, lang, device);
}
