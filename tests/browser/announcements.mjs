// An announcement from both sides: written at the desk, released, read over the balance and
// among the notices, put away. With and without scripts, phone and desk, both languages.
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();
const words = { "zh-CN": { missing: "请填写标题", ways: "至少选一种方式", out: "已放行" },
	en: { missing: "Please write a title", ways: "at least one way", out: "Released" } };

async function writes(browser, how, lang, options) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/announcements");
	await page.locator("main a.button").click();
	await page.waitForURL(/announcements\/new$/);
	await page.uncheck("main [name=by_notice]");
	await page.locator("main form button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said`, (await text(page)).includes(words[lang].missing) &&
		(await text(page)).includes(words[lang].ways), await text(page));
	await page.fill("main [name=title]", `换季 ${how}`.slice(0, 30));
	await page.fill("main [name=title_en]", `Season ${how}`.slice(0, 60));
	await page.fill("main [name=text]", "第一段\n第二段");
	await page.fill("main [name=text_en]", "First\nSecond");
	await page.fill("main [name=link]", "/catalogue");
	await page.check("main [name=by_banner]");
	await page.check("main [name=by_notice]");
	await page.check("main [name=tiers][value=silver]");
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL(/announcements\/\d+\?done=announcement_kept/);
	check(`${how}: counted`, Number(await page.locator("data.announcement-count").getAttribute("value")) > 0);
	await page.check("main [name=sure]");
	await page.locator("main form[action$='/release'] button").click();
	await page.waitForURL(/done=announcement_released/);
	check(`${how}: released`, (await page.locator("body").innerText()).includes(words[lang].out));
	const odd = complaints.filter((line) => !line.includes("status of 422")); // the empty form
	check(`${how}: the desk has no complaint`, odd.length === 0, odd.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
	return new URL(page.url()).pathname.replace("/admin", "");
}

async function reads(browser, how, n, lang, options, path) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await signIn(page, `1380000000${n}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	for (let tries = 0; tries < 60; tries++) { // the mailer posts it every few seconds
		await page.goto("/notices");
		if (await page.locator(`main a[href="${path}"]`).count() > 0) break;
		await page.waitForTimeout(500);
	}
	check(`${how}: among the notices`, await page.locator(`main a[href="${path}"]`).count() === 1);
	await page.goto("/balance");
	await page.locator(`main a[href="${path}"]`).click();
	await page.waitForURL((url) => url.pathname === path);
	check(`${how}: in their language`, (await text(page)).includes(lang === "en" ? "Second" : "第二段"), await text(page));
	await page.goto("/balance");
	await page.locator(`main form[action="${path}/close"] button`).click();
	await page.waitForURL(/\/balance$/);
	check(`${how}: put away`, await page.locator(`main a[href="${path}"]`).count() === 0);
	check(`${how}: the browser has no complaint`, complaints.length === 0, complaints.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function announcements(browser) {
	const ways = [["phone", "zh-CN", {}], ["desk", "en", desk],
		["phone without scripts", "en", { javaScriptEnabled: false }],
		["desk without scripts", "zh-CN", { ...desk, javaScriptEnabled: false }]];
	for (const [i, [how, lang, options]] of ways.entries()) {
		const path = await writes(browser, how, lang, options);
		await reads(browser, how, [2, 4, 6, 2][i], lang, options, path);
	}
}
