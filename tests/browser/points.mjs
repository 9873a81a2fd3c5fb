// The points and liability reports as managers read them: periods, days of one's own,
// the drawing beside its table, files. With and without scripts, phone and desk, both
// languages; and on paper.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

// Status and first bytes of the file at HREF.
async function file(page, href) {
	return page.evaluate(async (at) => {
		const answer = await fetch(at);
		return String([answer.status, ...new Uint8Array(await answer.arrayBuffer()).subarray(0, 2)]);
	}, href);
}

async function files(page, how) {
	const links = await page.locator("main a.report-csv").evaluateAll((all) =>
		all.map((a) => a.getAttribute("href")));
	check(`there are files to take, ${how}`, links.length >= 4, links.join(" "));
	for (const href of links)
		check(`${href} is a file, ${how}`, await file(page, href) ===
			(href.includes(".xlsx") ? "200,80,75" : "200,239,187"));
}

async function points(page, how) {
	await page.goto("/admin/reports");
	await page.locator('main a[href="/admin/reports/points"]').click();
	await page.locator('main nav.chips a[href*="period=year"]').click();
	await page.waitForLoadState();
	check(`the books of a year balance, ${how}`,
		await page.locator(".report-proof.status-good").count() === 1);
	const values = await page.locator(".report-books data").evaluateAll((all) =>
		Object.fromEntries(all.filter((d) => d.className).map((d) => [d.className.slice(7), +d.value])));
	const sum = ["opening", "issued", "spent", "given_back", "expired", "reversed", "adjusted",
		"forgiven"].reduce((total, key) => total + values[key], 0);
	check(`opening and all lines give closing, ${how}`, sum === values.closing, JSON.stringify(values));
	const bars = await page.locator(".chart-bar:not(.is-down)").count();
	const issued = await page.locator("section[aria-labelledby=days] tbody tr td:nth-of-type(1) data")
		.evaluateAll((all) => all.filter((d) => +d.value > 0).length);
	check(`a bar for each month that issued, ${how}`, bars === issued && bars > 0, `${bars} ${issued}`);
	await files(page, how);
	await page.locator("main details summary").click();
	await page.fill("#from", "2026-02-30");
	await page.locator("main form.filters button").click();
	await page.waitForLoadState();
	check(`a day that is none is told, ${how}`, await page.locator(".errors").count() === 1);
}

async function liability(page, how) {
	await page.goto("/admin/reports/liability");
	check(`ten figures with what they mean, ${how}`,
		await page.locator("tr[id^=figure-] .report-what").count() === 10);
	const words = await page.locator("main").innerText();
	check(`it speaks in words, ${how}`, !/Lang\.|undefined|NaN/.test(words));
	const open = await page.locator("#figure-open data").getAttribute("value");
	const total = await page.locator("table[data-table=expiry] tr.is-total data").first()
		.getAttribute("value");
	check(`its sum is the figure, ${how}`, open === total, `${open} ${total}`);
	await files(page, how);
}

async function reads(browser, role, lang, script, options) {
	const how = `${lang} ${script ? "with" : "without"} scripts ${options.viewport ? "at a desk" : "on a phone"}`;
	const { context, page, complaints } = await open(browser,
		{ ...options, javaScriptEnabled: script, locale: lang });
	await staffIn(page, role);
	await choose(page, "lang", lang);
	await points(page, how);
	await liability(page, how);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	check(`no sideways scrolling, ${how}`, wide <= 0, wide);
	await page.emulateMedia({ media: "print" });
	check(`on paper there is no menu nor a button, ${how}`, await page.locator(
		".desk-nav:visible, main button:visible, main .no-print:visible").count() === 0);
	const odd = complaints.filter((line) => !line.includes("status of 422"));
	check(`the browser has nothing to complain of, ${how}`, odd.length === 0, odd.join("\n"));
	await context.close();
}

export async function reportPoints(browser) {
	await reads(browser, "manager", "zh-CN", true, { viewport: { width: 1280, height: 900 } });
	await reads(browser, "auditor", "en", false, {});
	await reads(browser, "clerk", "zh-CN", false, {});
}
