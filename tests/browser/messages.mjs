// What comes by mail, or by WeChat: a member chooses; the link at the end of a mail ends its
// kind without signing in; staff look after what was not delivered. With and
// without scripts, on a phone and a desk, in both languages.
import { check, choose, mailed, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();
const words = { "zh-CN": { saved: "记下了", wechat: "把 8 位数字发给服务号", ended: "不再发了", none: "没有。" },
	en: { saved: "Noted", wechat: "Send the eight digits", ended: "no more of these", none: "None." } };

// Turns the box of TOPIC over and saves; what stands then.
async function turn(page, topic) {
	const box = page.locator(`#topic-${topic}`);
	await (await box.isChecked() ? box.uncheck() : box.check());
	await page.locator("main form[action='/profile/messages'] button[type=submit]").click();
	await page.waitForURL(/done=saved/);
	return page.locator(`#topic-${topic}`).isChecked();
}

// The way to WeChat: a code is asked for and shown, again for who asks again.
async function tiesWechat(page, how, lang) {
	await page.goto("/profile/messages");
	await page.locator("main a[href='/profile/wechat']").click();
	await page.waitForURL(/\/profile\/wechat$/);
	await page.locator("main button[value=code]").click();
	await page.waitForLoadState();
	const code = await page.locator(".pay-digits").getAttribute("value");
	check(`${how}: a code for WeChat is shown`, /^\d{8}$/.test(code), code);
	check(`${how}: with how to use it`, (await text(page)).includes(words[lang].wechat), await text(page));
	await page.reload();
	check(`${how}: loaded again it is the same`, await page.locator(".pay-digits").getAttribute("value") === code);
}

async function chooses(browser, how, lang, options) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await signIn(page, "13800000006", "demo-points-6");
	await choose(page, "lang", lang);
	await page.goto("/profile/messages");
	const before = await page.locator("#topic-wish").isChecked();
	check(`${how}: a topic is switched over`, await turn(page, "wish") === !before, await text(page));
	check(`${how}: and told`, (await page.locator("body").innerText()).includes(words[lang].saved));
	await tiesWechat(page, how, lang);
	await page.goto("/profile/messages");
	check(`${how}: it stays`, await page.locator("#topic-wish").isChecked() === !before);
	check(`${how}: and is switched back`, await turn(page, "wish") === before);
	check(`${how}: what is needed has no box`, await page.locator("main [type=checkbox]").count() === 6);
	check(`${how}: the browser has no complaint`, complaints.length === 0, complaints.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// Member 4 is told by mail of points that end; the link leads anybody who has it.
async function ends(browser, how, lang, options) {
	const link = await mailed("unsubscribe", "member4@demo.test");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	for (let i = 0; i < 3; i++) await page.goto(link);
	const asked = await page.locator("main form button[type=submit]").count();
	if (asked) await page.locator("main form button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: the link ends it, signed in or not`, (await text(page)).includes(words[lang].ended), await text(page));
	check(`${how}: whose it is stays untold`, !(await page.content()).includes("member4"));
	await page.goto(link);
	check(`${how}: the link tells so later`, (await text(page)).includes(words[lang].ended));
	const other = await page.goto(link.slice(0, -3) + "AAA");
	check(`${how}: another link leads nowhere`, other.status() === 404, other.status());
	check(`${how}: the browser has no complaint`, complaints.every((c) => c.includes("404")), complaints.join("\n"));
	await context.close();
	return asked;
}

async function staffLook(browser, how, lang, options) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/messages");
	check(`${how}: nothing is undelivered`, (await text(page)).includes(words[lang].none), await text(page));
	await page.locator("main nav a").nth(1).click();
	await page.waitForURL(/show=unknown/);
	check(`${how}: the other lists open`, await page.locator("main nav a[aria-current]").count() === 1);
	check(`${how}: the browser has no complaint`, complaints.length === 0, complaints.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function messages(browser) {
	await chooses(browser, "phone zh", "zh-CN", {});
	await chooses(browser, "desk en, no script", "en", { ...desk, javaScriptEnabled: false });
	const asked = await ends(browser, "phone en, no script", "en", { javaScriptEnabled: false });
	check("the link asked before it ended anything", asked === 1, asked);
	await ends(browser, "desk zh", "zh-CN", desk);
	await staffLook(browser, "desk zh", "zh-CN", desk);
	await staffLook(browser, "phone en, no script", "en", { javaScriptEnabled: false });
}
