// The members desk: found, looked at, adjusted, seen at a moment, merged and parted
// again. With and without scripts, on a phone and a desk, in both languages.
import { check, choose, figure, open } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const words = {
	"zh-CN": { reason: "补记一次活动", readOnly: "只读", merged: "已合并", lang: "zh-CN" },
	en: { reason: "A missed event", readOnly: "Read only", merged: "merged", lang: "en" } };

const text = (page) => page.locator("main").innerText();

// Presses the button of the form whose action ends with END.
async function press(page, end) {
	await page.locator(`main form[action$="${end}"] button[type=submit]`).last().click();
	await page.waitForLoadState();
}

const available = async (page, no) => {
	await page.goto(`/admin/members/${no}`);
	return figure(page, "points-available");
};

async function find(page, how, no) {
	await page.goto("/admin/members");
	await page.fill("main [name=who]", "x");
	await press(page, "/admin/members");
	check(`${how}: one letter is too little`, await page.locator("main .errors").count() === 1);
	await page.fill("main [name=who]", `138000000${no.slice(-2)}`);
	await press(page, "/admin/members");
	await page.locator(`main a[href='/admin/members/${no}']`).click();
	await page.waitForURL(new RegExp(`/admin/members/${no}`));
	check(`${how}: the phone is starred`, (await text(page)).includes(`138****00${no.slice(-2)}`),
		await text(page));
}

async function adjust(page, how, no, what) {
	const before = await available(page, no);
	await page.goto(`/admin/members/${no}/adjust`);
	await page.fill("main [name=points]", "30");
	await press(page, "/adjust");
	check(`${how}: a reason is asked for`, await page.locator("#reason-error").count() === 1,
		await text(page));
	check(`${how}: what was typed stays`, await page.inputValue("main [name=points]") === "30");
	await page.fill("main [name=reason]", what.reason);
	await press(page, "/adjust");
	await page.waitForURL(/done=adjusted/);
	check(`${how}: booked`, await available(page, no) === before + 30, await text(page));
	check(`${how}: with its reason`, (await text(page)).includes(what.reason), await text(page));
}

async function merge(page, how, from, into, what) {
	const sum = await available(page, from) + await available(page, into);
	await page.goto(`/admin/members/${from}/merge`);
	await page.fill("main [name=other]", into);
	await press(page, "/merge/look");
	check(`${how}: both stand side by side`, (await text(page)).includes(into), await text(page));
	await page.fill("main [name=reason]", what.reason);
	await page.check("main [name=sure]", { force: true });
	await press(page, "/merge");
	await page.waitForURL(/done=merged/);
	check(`${how}: the points are together`, await available(page, into) === sum, await text(page));
	await page.locator("main form[action^='/admin/members/merges/'] button").first().click();
	await page.waitForURL(/done=unmerged/);
	check(`${how}: and apart again`, await available(page, into) + await available(page, from) === sum);
}

async function story(browser, how, lang, options, from, into) {
	const { context, page, complaints } = await open(browser, options);
	const what = words[lang];
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await find(page, how, from);
	await adjust(page, how, from, what);
	await page.goto(`/admin/members/${from}/seen`);
	check(`${how}: a moment is read only`, (await text(page)).includes(what.readOnly), await text(page));
	await merge(page, how, from, into, what);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
	check(`${how}: nothing sticks out`, !wide);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function members(browser) {
	await story(browser, "desk, scripts, zh", "zh-CN", { viewport: { width: 1280, height: 900 } },
		"M9000002", "M9000003");
	await story(browser, "phone, no scripts, en", "en",
		{ viewport: { width: 390, height: 844 }, javaScriptEnabled: false }, "M9000002", "M9000003");
}
