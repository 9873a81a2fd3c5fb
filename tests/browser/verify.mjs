// A member shows a coupon, the shop's clerk takes it: on a phone without scripts and on
// a desk with them, in both languages. The camera is offered only where codes are read.
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
const wide = { viewport: { width: 1280, height: 900 } };
const words = { "zh-CN": { done: "已核销", wrong: "没有可以在这里用的" },
	en: { done: "works no more", wrong: "no such voucher" } };

const text = (page) => page.locator("main").innerText();
const send = (page, name) =>
	page.locator(`main form:has([name="${name}"]) button[type=submit]:not([name=change])`).last().click();

// A coupon of the member's, redeemed just now; its code.
async function redeems(browser) {
	const { context, page } = await open(browser);
	await signIn(page, "13800000010", "demo-points-10");
	await page.goto("/catalogue/coupon/redeem");
	await send(page, "quantity");
	await page.waitForLoadState();
	await send(page, "confirm");
	await page.waitForURL(/\/redemptions\/R/);
	const link = await page.locator("main a[href^='/coupons/']").first().getAttribute("href");
	await context.close();
	return decodeURIComponent(link.split("/").pop());
}

async function serves(browser, lang, device) {
	const how = `the counter, ${lang}, ${device.javaScriptEnabled === false ? "phone without scripts" : "desk"}`;
	const code = await redeems(browser);
	const { context, page } = await open(browser, device);
	await staffIn(page, "merchant");
	await choose(page, "lang", lang);
	await page.goto("/admin/");
	check(`${how}: the first page is the counter`, new URL(page.url()).pathname === "/admin/verify", page.url());
	await page.fill("[name=code]", "23456789ABCDEFG2");
	await send(page, "code");
	check(`${how}: a wrong code is told`, (await text(page)).includes(words[lang].wrong), await text(page));
	check(`${how}: what was typed stays`, await page.inputValue("[name=code]") === "23456789ABCDEFG2");
	await page.fill("[name=code]", code.replace(/(.{4})/g, "$1 ").toLowerCase());
	await send(page, "code");
	await page.waitForLoadState();
	const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
		.catch(() => false);
	check(`${how}: nothing scrolls sideways`, !sideways);
	if (device.javaScriptEnabled !== false) {
		const found = (await new AxeBuilder({ page }).analyze()).violations;
		check(`${how}: axe finds nothing`, found.length === 0,
			found.map((v) => `${v.id}: ${v.nodes[0].html}`).join("\n"));
	}
	if (await page.locator("main [name=amount]").count() > 0)
		await page.fill("[name=amount]", "8000");
	await page.locator("main button[name=use]").click();
	await page.waitForURL(/done=voucher_used/);
	check(`${how}: it is used`, (await text(page)).includes(words[lang].done), await text(page));
	await page.fill("[name=code]", code);
	await send(page, "code");
	await page.waitForLoadState();
	check(`${how}: and only once`, await page.locator("main button[name=use]").count() === 0, await text(page));
	await context.close();
}

async function scans(browser) {
	const { context, page } = await open(browser, wide);
	await staffIn(page, "merchant");
	await page.goto("/admin/verify");
	const reads = await page.evaluate(() => "BarcodeDetector" in window);
	check("the camera is offered where codes are read, and nowhere else",
		await page.locator("button[data-scan]").isVisible() === reads, `BarcodeDetector: ${reads}`);
	await context.close();
}

export async function verify(browser) {
	for (const lang of ["zh-CN", "en"])
		for (const device of [phone, wide])
			await serves(browser, lang, device);
	await scans(browser);
}
