// The desk's navigation: every group opens by click and by key, with and without
// scripts, on a phone and a desk, in both languages, and leads on.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const wide = { viewport: { width: 1280, height: 900 } };

async function walk(browser, script, lang, options) {
	const how = `${lang} ${script ? "with" : "without"} scripts ${options.viewport ? "at a desk" : "on a phone"}`;
	const { context, page, complaints } = await open(browser,
		{ ...options, javaScriptEnabled: script, locale: lang });
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/draws");
	const nav = page.locator(".desk-nav"), opened = nav.locator("details[open]");
	check(`${how}: the navigation is low`, (await nav.boundingBox()).height <= (options.viewport ? 50 : 100));
	check(`${how}: the group of the page is marked`, await nav.locator("details.is-here").count() === 1);
	const groups = nav.locator("summary");
	for (let i = 0; i < await groups.count(); i++) {
		await groups.nth(i).click();
		const list = await opened.locator("ul").boundingBox();
		check(`${how}: group ${i} alone opens, inside the page`, await opened.count() === 1 &&
			list.x >= 0 && list.x + list.width <= page.viewportSize().width, JSON.stringify(list));
	}
	if (script) {
		await page.keyboard.press("Escape");
		check(`${how}: Escape closes it`, await opened.count() === 0);
		await groups.first().click();
		await page.mouse.click(4, page.viewportSize().height - 4);
		check(`${how}: so does a click elsewhere`, await opened.count() === 0);
	}
	await page.goto("/admin/draws");
	await groups.first().focus();
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => url.pathname !== "/admin/draws");
	check(`${how}: a key leads on`, await nav.locator("details.is-here").count() === 1, page.url());
	check(`${how}: nothing to complain of`, complaints.length === 0, complaints.join("\n"));
	await context.close();
}

export async function desk(browser) {
	await walk(browser, true, "zh-CN", {});
	await walk(browser, false, "en", {});
	await walk(browser, true, "en", wide);
	await walk(browser, false, "zh-CN", wide);
}
