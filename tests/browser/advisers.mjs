// An adviser notes a contact with a call-back, finds it on the desk of their members,
// and settles it. With and without
// scripts, on a phone and a desk, in both languages.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { note: "问到冬天的温泉", missing: "请写谈了什么", waits: "待回访", called: "已回访" },
	en: { note: "Asked about hot springs", missing: "Write what it was about", waits: "Call back by",
		called: "Called back" } };

const text = (page) => page.locator("main").innerText();

function inDays(days) {
	return new Date(Date.now() + (8 * 3600 + days * 86400) * 1000).toISOString().slice(0, 10);
}

async function note(page, how, what) {
	await page.goto("/admin/members/M9000004");
	await page.locator("main a[href='/admin/members/M9000004/contacts']").first().click();
	await page.waitForURL(/\/contacts$/);
	const send = page.locator("main form[action$='/contacts'] button[type=submit]");
	await page.fill("main [name=due_on]", inDays(2));
	await send.click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said, what was typed is kept`, (await text(page)).includes(what.missing)
		&& await page.inputValue("main [name=due_on]") === inDays(2), await text(page));
	await page.fill("main [name=note]", what.note);
	await send.click();
	await page.waitForURL(/done=contact_noted/);
}

async function journey(browser, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await note(page, how, what);
	await page.goto("/admin/mine");
	await page.locator("main select[name=who]").selectOption("nobody");
	await page.locator("main form.filters button").click();
	await page.waitForURL(/who=nobody/);
	const call = page.locator("main li.case-step", { hasText: what.note }).first();
	check(`${how}: it stands on the desk of members without an adviser`, await call.count() === 1, await text(page));
	await call.locator("a[href$='/contacts']").click();
	await page.waitForURL(/\/contacts$/);
	const row = page.locator("main li.case-step", { hasText: what.note }).first();
	check(`${how}: noted, with its call-back`, (await row.innerText()).includes(what.waits), await text(page));
	await row.locator("button").click();
	await page.waitForURL(/done=contact_called/);
	const done = page.locator("main li.case-step", { hasText: what.note }).first();
	check(`${how}: called back, once`, (await done.innerText()).includes(what.called)
		&& await done.locator("button").count() === 0, await text(page));
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/admin/");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function advisers(browser) {
	await journey(browser, true, "zh-CN", {});
	await journey(browser, false, "en", desk);
	await journey(browser, false, "zh-CN", {});
	await journey(browser, true, "en", desk);
}
