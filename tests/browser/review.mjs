// The morning page and the review queue: every line leads somewhere, a signal is settled
// with words, the page prints on one sheet. Without scripts and with, on a phone and a
// desk, in both languages.
import { check, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();

async function language(page, lang) {
	const button = page.locator(`.desk-me button[name=lang][value="${lang}"]`);
	if (await button.count() > 0) {
		await button.click();
		await page.waitForLoadState();
	}
}

// Each line of the page, followed.
async function follow(page, how) {
	await page.goto("/admin/");
	const links = await page.locator(".today-line a").evaluateAll((all) =>
		all.map((a) => a.getAttribute("href")));
	check(`${how}: something waits, each with its way`, links.length > 5 &&
		links.length === await page.locator(".today-line").count(), links.join(" "));
	for (const link of new Set(links)) {
		const answer = await page.goto(link);
		check(`${how}: ${link} opens`, answer.status() === 200, answer.status());
	}
	await page.goto("/admin/");
	const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	check(`${how}: nothing lies beside the page`, !wide);
}

async function settle(page, how, note) {
	await page.goto("/admin/review");
	const row = page.locator("section[aria-labelledby=signals] tbody tr").first();
	await row.locator("button[value=clear]").click();
	await page.waitForSelector(".errors");
	check(`${how}: no verdict without a reason`, await page.locator(".errors").count() === 1);
	const again = page.locator("section[aria-labelledby=signals] tbody tr").first();
	await again.locator("[name=note]").fill(note);
	await again.locator("button[value=clear]").click();
	await page.waitForURL(/done=signal_cleared/);
	check(`${how}: settled with one`, (await text(page)).includes(note), await text(page));
}

async function journey(browser, javaScriptEnabled, lang, options) {
	const { context, page } = await open(browser, { ...options, javaScriptEnabled });
	const how = `${lang}, ${options.viewport ? "desk" : "phone"}, ${javaScriptEnabled ? "scripts" : "none"}`;
	await staffIn(page, "manager");
	await language(page, lang);
	await follow(page, how);
	if (lang === "zh-CN")
		await settle(page, how, "会员取消行程，已说明。");
	await language(page, "zh-CN");
	await context.close();
}

async function paper(browser) {
	const { context, page } = await open(browser, desk);
	await staffIn(page, "auditor");
	await page.goto("/admin/");
	const sheet = (await page.pdf({ format: "A4" })).toString("latin1");
	check("the morning page prints on one sheet", (sheet.match(/\/Type\s*\/Page\b/g) || []).length === 1);
	await context.close();
}

export async function review(browser) {
	await paper(browser);
	await journey(browser, false, "zh-CN", {});
	await journey(browser, true, "en", desk);
}
