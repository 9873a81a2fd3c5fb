// The reports of redemptions, campaigns, draws, satisfaction and referrals as managers
// read them: another period by its chip, what charts say beside their tables, files.
// With and without scripts, on a phone and a desk, in both languages.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const codes = ["redemptions", "campaigns", "draws", "satisfaction", "referrals", "partners"];

// Names and numbers of the lying bars of TABLE, and of as many of its rows.
async function ranked(page, table) {
	const card = page.locator(`.card:has(#table-${table})`);
	const drawn = await card.locator(".chart-bar title").allTextContents();
	const rows = await card.locator("tbody tr").evaluateAll((all) => all.map((row) =>
		[row.querySelector("th").innerText, ...[...row.querySelectorAll("td data")].map((d) => d.textContent)]));
	return { drawn, rows };
}

// The file behind the first link of the page that ends so: its status and first bytes.
async function file(page, ending) {
	const link = await page.locator(`main a[href*='.${ending}']`).first().getAttribute("href");
	return page.evaluate(async (href) => {
		const answer = await fetch(href);
		return [answer.status, ...new Uint8Array(await answer.arrayBuffer()).subarray(0, 2)];
	}, link).then(String);
}

async function reads(browser, role, lang, script, options) {
	const how = `${lang} ${script ? "with" : "without"} scripts ${options.viewport ? "at a desk" : "on a phone"}`;
	const { context, page, complaints } = await open(browser,
		{ ...options, javaScriptEnabled: script, locale: lang });
	await staffIn(page, role);
	await choose(page, "lang", lang);
	await page.goto("/admin/reports");
	for (const code of codes) {
		await page.goto("/admin/reports");
		await page.locator(`main a[href="/admin/reports/${code}"]`).first().click();
		await page.waitForLoadState();
		await page.locator('main nav.chips a[href*="period=year"]').click();
		await page.waitForLoadState();
		check(`${code} of a year, ${how}`, page.url().includes("period=year") &&
			await page.locator("tr[id^=figure-]").count() >= 6, page.url());
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		check(`${code} needs no sideways scrolling, ${how}`, wide <= 0, wide);
		const words = await page.locator("main").innerText();
		check(`${code} speaks in words, ${how}`, !/Lang\.|undefined|NaN/.test(words));
		check(`${code} has its file, ${how}`, await file(page, "csv") === "200,239,187");
		check(`and its sheets, ${how}`, await file(page, "xlsx") === "200,80,75");
	}
	// The days behind us, not a calendar year: in January that has few redemptions.
	const first = new Date(Date.now() + 8 * 3600e3 - 300 * 864e5).toISOString().slice(0, 10);
	await page.goto(`/admin/reports/redemptions?from=${first}`);
	const { drawn, rows } = await ranked(page, "items");
	check(`every bar says what its row says, ${how}`, drawn.length > 3 && drawn.every((tip, i) =>
		tip.startsWith(rows[i][0]) && tip.endsWith(` ${rows[i][3]}`)), `${drawn[0]} | ${rows[0]}`);
	await page.goto("/admin/reports/satisfaction?from=2026-02-30");
	check(`a day that is none is told, ${how}`, await page.locator(".errors").count() === 1);
	const odd = complaints.filter((line) => !line.includes("status of 422"));
	check(`the browser has nothing to complain of, ${how}`, odd.length === 0, odd.join("\n"));
	await context.close();
}

export async function reasons(browser) {
	const desk = { viewport: { width: 1280, height: 900 } };
	await reads(browser, "manager", "zh-CN", true, desk);
	await reads(browser, "auditor", "en", false, {});
	await reads(browser, "clerk", "zh-CN", false, {});
}
