// A custom trip from both sides: asked for, proposed, agreed to, booked. With and
// without scripts, on a phone and a desk, in both languages.
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { place: "喀纳斯湖", month: "9 月，七天左右", plan: "七天六晚，住湖边木屋，共 18,600 元。",
		missing: "写上想去的地方", booked: "已订好" },
	en: { place: "Lofoten islands", month: "September, a week", plan: "Seven days by the sea, 26,400 yuan.",
		missing: "Say where you would like to go", booked: "Booked" } };

const text = (page) => page.locator("main").innerText();

async function ask(page, how, what) {
	await page.goto("/custom");
	await page.fill("main [name=period]", what.month);
	await page.locator("main form[action='/custom'] button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said, what was typed is kept`, (await text(page)).includes(what.missing)
		&& await page.inputValue("main [name=period]") === what.month, await text(page));
	await page.fill("main [name=destination]", what.place);
	await page.fill("main [name=people]", "3");
	await page.fill("main [name=budget]", "30000");
	await page.locator("main form[action='/custom'] button[type=submit]").click();
	await page.waitForURL(/\/custom\/T\w+/);
	check(`${how}: asked for`, (await text(page)).includes(what.place), await text(page));
	return new URL(page.url()).pathname;
}

async function atDesk(browser, how, lang, options, place, work) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/custom");
	const link = page.locator(`main a[href='/admin${place}']`);
	check(`${how}: it stands in the adviser's queue`, await link.count() === 1, await text(page));
	await page.goto(`/admin${place}`);
	await work(page, async (act) => {
		await page.locator(`main button[name=act][value=${act}]`).click();
		await page.waitForLoadState();
	});
	check(`${how}: no complaint of the clerk's browser`, complaints.length === 0, complaints.join("\n"));
	await context.close();
}

async function journey(browser, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	await signIn(page, "13800000003", "demo-points-3");
	await choose(page, "lang", lang);
	const place = await ask(page, how, what);
	await atDesk(browser, how, lang, options, place, async (staff, act) => {
		await staff.fill("main [name=text]", what.plan);
		await act("propose");
		check(`${how}: the adviser sees the proposal`, (await text(staff)).includes(what.plan), await text(staff));
	});
	await page.goto(place);
	check(`${how}: the member reads the proposal`, (await text(page)).includes(what.plan), await text(page));
	await page.locator("main form[action$='/agree'] button").click();
	await page.waitForLoadState();
	check(`${how}: agreed, once`, await page.locator("main form[action$='/agree']").count() === 0);
	await atDesk(browser, how, lang, options, place, (staff, act) => act("book"));
	await page.goto(place);
	check(`${how}: booked`, (await text(page)).includes(what.booked)
		&& await page.locator("main form[action$='/withdraw']").count() === 0, await text(page));
	await atBooked(browser, lang, options, place);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// The trip is over: a member may have only so many open at once.
async function atBooked(browser, lang, options, place) {
	const { context, page } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await page.goto(`/admin${place}`);
	await page.locator("main button[name=act][value=close]").click();
	await page.waitForLoadState();
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function custom(browser) {
	await journey(browser, true, "zh-CN", {});
	await journey(browser, false, "en", desk);
	await journey(browser, false, "zh-CN", {});
	await journey(browser, true, "en", desk);
}
