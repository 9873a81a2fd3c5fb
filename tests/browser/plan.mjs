// The plan desk: a draft begun, a row changed in the form, a slip in the text told with
// its line, holidays entered, the past rehearsed, published after a second look. With and
// without scripts, on a phone and a desk, in both languages.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { row: "需要积分", points: "1,200", slip: "看不懂", done: "已完成", days: "春节",
		sure: "不能撤回", published: "已发布" },
	en: { row: "Points needed", points: "1,200", slip: "cannot be read", done: "Done",
		days: "Spring Festival 2027", sure: "cannot be taken back", published: "Published" } };

const text = (page) => page.locator("main").innerText();

async function press(page, selector) {
	await page.locator(`main form:has(${selector}) button[type=submit]`).last().click();
	await page.waitForLoadState();
}

async function change(page, how, what) {
	await page.goto("/admin/plan");
	await page.fill("main [name=title]", `2027 ${how}`);
	await press(page, "[name=title]");
	await page.waitForURL(/\/admin\/plan\/drafts\/\d+/);
	const draft = new URL(page.url()).pathname;
	await page.locator("main a[href$='/form/tiers']").click();
	await page.waitForURL(/\/form\/tiers/);
	await page.getByLabel(new RegExp(what.row)).first().fill("1200");
	await press(page, "[name=edit]");
	await page.waitForURL(/done=plan_saved/);
	check(`${how}: what it changes is said`, (await text(page)).includes(what.points), await text(page));
	return draft;
}

async function slip(page, how, what, draft) {
	await page.goto(`${draft}/text`);
	const source = await page.locator("main [name=source]").inputValue();
	await page.fill("main [name=source]", `Nonsense here\n${source}`);
	await press(page, "[name=source]");
	check(`${how}: a slip is told`, (await text(page)).includes(what.slip), await text(page));
	check(`${how}: and kept as typed`,
		(await page.locator("main [name=source]").inputValue()).startsWith("Nonsense here"));
}

async function holidays(page, how, what, draft) {
	await page.goto(draft);
	await page.locator("main a[href*='/admin/plan/calendar?']").click();
	await page.waitForURL(/calendar/);
	await page.fill("main [name=from]", "2027-02-05");
	await page.fill("main [name=until]", "2027-02-11");
	await page.fill("main [name=name]", "春节");
	await page.fill("main [name=name_en]", "Spring Festival 2027");
	await press(page, "[name=name_en]");
	await page.waitForURL(/done=plan_saved/);
	check(`${how}: the holiday stands in the draft`, (await text(page)).includes(what.days), await text(page));
}

async function rehearse(page, how, what, draft) {
	await page.goto(draft);
	await press(page, "[name=from]");
	await page.waitForURL(/\/admin\/plan\/rehearsals\/\d+/);
	for (let i = 0; i < 60 && await page.locator("main data.new-points").count() === 0; i++) {
		await page.waitForTimeout(500);
		await page.goto(page.url());
	}
	check(`${how}: rehearsed`, (await text(page)).includes(what.done), await text(page));
	const sums = await page.locator("main section[aria-labelledby=months] td:nth-of-type(3) data")
		.evaluateAll((all) => all.reduce((sum, one) => sum + Number(one.value), 0));
	const total = Number(await page.locator("main data.new-points").getAttribute("value"));
	check(`${how}: its months make its sum`, sums === total && total > 0, `${sums} ${total}`);
}

async function publish(page, how, what, draft, day, there) {
	await page.goto(draft);
	await page.locator("main a[href$='/publish']").click();
	await page.waitForURL(/\/publish/);
	await page.fill("main [name=from]", day);
	await press(page, "[name=from]");
	check(`${how}: a second look`, (await text(page)).includes(what.sure), await text(page));
	if (!there) return;
	await press(page, "[name=sure]");
	await page.waitForURL(/done=plan_published/);
	check(`${how}: published`, (await text(page)).includes(what.published), await text(page));
	await page.goto("/programme/changes");
	check(`${how}: members read it`, await page.locator(`main time[datetime^='${day}']`).count() > 0,
		await text(page));
}

async function journey(browser, scripts, lang, options, day, there) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	const what = words[lang], draft = await change(page, how, what);
	await slip(page, how, what, draft);
	await holidays(page, how, what, draft);
	await rehearse(page, how, what, draft);
	await publish(page, how, what, draft, day, there);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await context.close();
}

export async function plan(browser) {
	await journey(browser, false, "zh-CN", {}, "2999-01-01", false);
	await journey(browser, true, "en", {}, "2999-01-01", false);
	await journey(browser, false, "en", desk, "2999-01-01", false);
	await journey(browser, true, "zh-CN", desk, "2999-01-01", true);
}
