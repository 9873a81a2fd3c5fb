// The help: found by topic and by words, opened without scripts; a manager writes a
// question, looks at it, shows it. Phone without scripts and desk with them.
import { check, choose, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
const wide = { viewport: { width: 1280, height: 900 } };
const words = { "zh-CN": { seek: "聊天", found: "为什么没有会员聊天区" },
	en: { seek: "chat", found: "Why is there no open chat" } };
const text = (page) => page.locator("main").innerText();

async function reads(browser, lang, device, how) {
	const { context, page, complaints } = await open(browser, { ...device, locale: lang });
	await page.goto("/help");
	await choose(page, "lang", lang);
	await page.locator("footer a[href='/help']").first().click();
	await page.waitForURL(/\/help/);
	const first = page.locator(".faq details").first();
	check(`${how}: an answer is closed at first`, !await first.locator("p").first().isVisible());
	await first.locator("summary").click();
	check(`${how}: and opens by hand`, await first.locator("p").first().isVisible());
	await page.locator("main nav a[href='#privacy']").click();
	check(`${how}: a topic's link leads there`, page.url().endsWith("#privacy"), page.url());
	await page.fill("#q", words[lang].seek);
	await page.locator("form[action='/help'] button[type=submit]").click();
	await page.waitForURL(/q=/);
	check(`${how}: a search opens what it finds`, (await text(page)).includes(words[lang].found)
		&& await page.locator(".faq details[open]").count() === await page.locator(".faq details").count(), await text(page));
	check(`${how}: no complaint of the browser`, complaints.length === 0, complaints.join("\n"));
	await context.close();
}

async function writes(browser, lang, device, how) {
	const { context, page } = await open(browser, { ...device, locale: lang });
	const ask = `${lang} ${how} ${Date.now()}`;
	const save = (act) => page.locator(`main button[name=act][value=${act}]`).click();
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/faq");
	await page.locator("main a[href='/admin/faq/new']").click();
	await page.selectOption("[name=topic]", "pages");
	await page.fill("[name=ask]", ask);
	await page.fill("[name=ask_en]", ask);
	await page.fill("[name=answer]", "{nobody}");
	await page.fill("[name=answer_en]", "{life_months}");
	await save("save");
	await page.waitForLoadState();
	check(`${how}: an unknown figure is told at its field`, (await page.locator("#answer-error").innerText()).includes("nobody"));
	check(`${how}: what was typed stays`, await page.inputValue("[name=ask]") === ask);
	await page.fill("[name=answer]", "{life_months}");
	await save("preview");
	await page.waitForLoadState();
	check(`${how}: both languages are shown before`, await page.locator("article.letter").count() === 2
		&& !(await page.locator("article.letter").first().innerText()).includes("{"));
	await save("save");
	await page.waitForURL(/\/admin\/faq\/\d+\?done/);
	await page.locator("main button[name=step][value=show]").click();
	await page.waitForURL(/done=faq_show/);
	await page.goto("/help");
	check(`${how}: members see it`, (await text(page)).includes(ask), await text(page));
	await page.goto("/admin/help");
	check(`${how}: the handbook tells of the page`, await page.locator("main a[href='/admin/faq']").count() === 1);
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function help(browser) {
	for (const lang of ["zh-CN", "en"])
		for (const [name, device] of [["phone", phone], ["desk", wide]]) {
			await reads(browser, lang, device, `help: ${name}, ${lang}`);
			await writes(browser, lang, device, `questions: ${name}, ${lang}`);
		}
}
