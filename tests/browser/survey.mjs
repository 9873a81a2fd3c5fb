// A survey begun on a small phone without scripts and ended at a desk with them;
// and the desk that writes, previews and publishes one and reads the answers.
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };
const text = (page) => page.locator("main").innerText();

// Answers the question that is shown and goes on.
async function answer(page, place, words) {
	if (await page.locator("form.survey textarea").count() === 1)
		await page.fill("form.survey textarea", words);
	else
		await page.locator("form.survey fieldset input[type=radio]").nth(place).check();
	await page.locator("form.survey button[type=submit]").click();
	await page.waitForLoadState();
}

async function begin(browser) {
	const how = "survey: no scripts, phone, zh-CN";
	const { context, page, complaints } = await open(browser, { ...phone, locale: "zh-CN", javaScriptEnabled: false });
	await signIn(page, "13800000008", "demo-points-8");
	await choose(page, "lang", "zh-CN");
	await page.goto("/surveys");
	check(`${how}: one waits, with its points`, await page.locator(".survey-points[value='50']").count() === 1, await text(page));
	await page.locator("main a[href^='/survey/']").first().click();
	await page.waitForURL(/\/survey\/[\w-]{43}$/);
	const link = page.url();
	check(`${how}: one question a screen`, await page.locator("main h1").count() === 1);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	check(`${how}: nothing is wider than the phone`, wide <= 360, wide);
	await page.locator("form.survey button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said`, await page.locator(".errors a").count() === 1, await text(page));
	await answer(page, 9);
	await answer(page, 0);
	check(`${how}: the third question`, (await page.locator("progress").getAttribute("value")) === "3", await text(page));
	check(`${how}: no complaint of the browser`, complaints.every((c) => c.includes("422")), complaints.join("\n"));
	await context.close();
	return link;
}

async function finish(browser, link) {
	const how = "survey: scripts, desk, resumed";
	const { context, page } = await open(browser, { ...desk, locale: "en", javaScriptEnabled: true });
	await page.goto(link);
	check(`${how}: it goes on where it was left`, (await page.locator("progress").getAttribute("value")) === "3", await text(page));
	check(`${how}: and names nobody`, !(await text(page)).includes("黄梦琪"), await text(page));
	for (let i = 3; i <= 8 && !page.url().endsWith("/done"); i++) await answer(page, 1, "都好");
	check(`${how}: handed in`, page.url().endsWith("/done"), page.url());
	check(`${how}: the points are said`, (await text(page)).includes("50"), await text(page));
	await page.goto(link);
	check(`${how}: it stays handed in`, page.url().endsWith("/done"), page.url());
	await page.goto(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`);
	check(`${how}: an altered link tells nothing`, !(await text(page)).includes("50"), await text(page));
	await context.close();
}

async function paid(browser) {
	const how = "survey: afterwards";
	const { context, page } = await open(browser, { ...phone, locale: "en", javaScriptEnabled: true });
	await signIn(page, "13800000008", "demo-points-8");
	await page.goto("/surveys");
	check(`${how}: nothing waits, 50 were paid once`, await page.locator("main a[href^='/survey/']").count() === 0 &&
		await page.locator(".survey-points[value='50']").count() === 1, await text(page));
	await context.close();
}

// The desk writes a survey, previews it in both languages and publishes it.
async function write(browser, scripts, lang, options) {
	const how = `the desk's survey: ${scripts ? "scripts" : "no scripts"}, ${lang}`;
	const code = `t${Date.now()}`;
	const { context, page } = await open(browser, { ...options, locale: lang, javaScriptEnabled: scripts });
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/surveys");
	await page.locator("main a[href='/admin/surveys/new']").click();
	for (const name of ["name", "name_en"]) await page.fill(`[name=${name}]`, `${code} ${name}`);
	await page.fill("[name=code]", code);
	await page.fill("[name=questions]", "nps nps\n推荐吗？\nRecommend?\n\nagain choice\n再来？\nAgain?\n想");
	await page.locator("main form button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: the wrong question is named`, (await page.locator("#questions-error").innerText()).includes("2"), await text(page));
	await page.fill("[name=questions]", "nps nps\n推荐吗？\nRecommend?\n\nagain choice\n再来？\nAgain?\n想 || Yes\n不 || No");
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL(/done=survey_kept/);
	check(`${how}: the preview shows both languages`, await page.locator("article.survey-preview").count() === 2 &&
		(await text(page)).includes("推荐吗？") && (await text(page)).includes("Recommend?"), await text(page));
	await page.locator("main form[action$='/publish'] button").click();
	await page.waitForLoadState();
	check(`${how}: it is not published unread`, await page.locator("#sure-error").count() === 1, await text(page));
	await page.check("[name=sure]");
	await page.locator("main form[action$='/publish'] button").click();
	await page.waitForURL(/done=survey_published/);
	check(`${how}: then it stays as it is`, await page.locator("[name=questions]").count() === 0, await text(page));
	await page.goto("/admin/surveys/1/answers");
	check(`${how}: NPS, CSAT, CSI with their n`, await page.locator(".survey-figure data").count() === 3 &&
		(await text(page)).split("n = ").length > 3, await text(page));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function survey(browser) {
	const link = await begin(browser);
	await finish(browser, link);
	await paid(browser);
	await write(browser, true, "zh-CN", {});
	await write(browser, false, "en", desk);
}
