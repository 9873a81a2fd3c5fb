// The bell, the messages behind it, and the newsletter from the form to the link
// and the desk. With and without scripts, on a phone and a desk, in both languages.
import { api, check, choose, mailed, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { done: "欢迎同行", points: "分到账了" },
	en: { done: "Welcome aboard", points: "pts are yours" } };
const text = (page) => page.locator("main").innerText();
const unread = async (page) => await page.locator(".bell-count").count() ?
	Number(await page.locator(".bell-count").innerText()) : 0;

async function bell(page, how, lang, phone, tag) {
	await page.goto("/notices");
	await page.goto("/balance");
	check(`${how}: nothing new to begin with`, await unread(page) === 0, await unread(page));
	const [status] = await api("POST", "/orders", { order_no: `N-${tag}`, member: phone,
		category: "domestic", paid_fen: 32100, status: "completed",
		paid_at: new Date(Date.now() - 6e4).toISOString() });
	check(`${how}: a trip is completed`, status === 201, status);
	await page.reload();
	check(`${how}: the bell says so`, await unread(page) >= 1, await unread(page));
	await page.locator("a.bell").click();
	await page.waitForURL(/\/notices$/);
	check(`${how}: the messages tell its points`, (await text(page)).includes(words[lang].points), await text(page));
	check(`${how}: what is shown is read`, await unread(page) === 0, await unread(page));
	await page.locator("main .notice a[href^='/history/']").first().click();
	await page.waitForURL(/\/history\/\d+$/);
	check(`${how}: it leads to the receipt`, await page.locator("main h1").count() === 1);
}

async function newsletter(page, how, lang, tag) {
	const address = `n-${tag}@example.test`;
	await page.goto("/newsletter");
	await page.fill("[name=email]", "nobody");
	await page.locator("main form button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said`, await page.locator(".errors a").count() === 2, await text(page));
	check(`${how}: what was typed is kept`, await page.inputValue("[name=email]") === "nobody");
	await page.fill("[name=email]", address);
	await page.check("[name=consent]");
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL(/done=sent/);
	await page.goto(await mailed("newsletter", address));
	check(`${how}: the link asks, and names nobody`, !(await text(page)).includes(address), await text(page));
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL(/\/newsletter\/confirmed$/);
	check(`${how}: welcome`, (await text(page)).includes(words[lang].done), await text(page));
}

async function journey(browser, n, scripts, lang, options) {
	const how = `notices: ${[scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ")}`;
	const { context, page, complaints } = await open(browser, { ...options, locale: lang, javaScriptEnabled: scripts });
	const phone = `138000000${String(n).padStart(2, "0")}`, tag = `${n}-${Date.now()}`;
	await signIn(page, phone, `demo-points-${n}`);
	await choose(page, "lang", lang);
	await bell(page, how, lang, phone, tag);
	await newsletter(page, how, lang, tag);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// The desk writes a letter, tries it on itself and sends it.
async function letter(browser, scripts, lang) {
	const how = `a letter: ${scripts ? "scripts" : "no scripts"}, ${lang}`;
	const { context, page } = await open(browser, { ...desk, locale: lang, javaScriptEnabled: scripts });
	const subject = `Letter ${lang} ${Date.now()}`;
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/newsletters");
	await page.locator("main a[href='/admin/newsletters/new']").click();
	await page.fill("[name=subject]", subject);
	await page.locator("main form button[type=submit]").last().click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said`, await page.locator(".errors a").count() === 3, await text(page));
	for (const name of ["subject_en", "text", "text_en"]) await page.fill(`[name=${name}]`, `${subject} ${name}`);
	await page.locator("main form button[type=submit]").last().click();
	await page.waitForURL(/\/admin\/newsletters\/\d+/);
	check(`${how}: the preview shows both languages`, await page.locator("article.letter").count() === 2, await text(page));
	await page.locator("main form[action$='/try'] button").click();
	await page.waitForURL(/done=newsletter_tried/);
	await page.locator("main form[action$='/send'] button").click();
	await page.waitForLoadState();
	check(`${how}: it is not sent unread`, await page.locator("#sure-error").count() === 1, await text(page));
	await page.check("[name=sure]");
	await page.locator("main form[action$='/send'] button").click();
	await page.waitForURL(/done=newsletter_begun/);
	check(`${how}: then it is on its way, and is not changed`, await page.locator("[name=subject]").count() === 0, await text(page));
	await context.close();
}

export async function notices(browser) {
	await journey(browser, 1, true, "zh-CN", {});
	await journey(browser, 2, false, "en", {});
	await journey(browser, 7, false, "zh-CN", desk);
	await journey(browser, 9, true, "en", desk);
	await letter(browser, true, "zh-CN");
	await letter(browser, false, "en");
}
