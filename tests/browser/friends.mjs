// Friends and tasks: a link is opened, a friend joins by it, travels, and points come
// within seconds; a quiz, a report that staff read, a shared link. With and without
// scripts, on a phone and a desk, in both languages.
import { api, check, choose, figure, mailed, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();
const words = {
	"zh-CN": { paid: "已到账", share: "1 位确认", report: "山里下了一夜的雪，早上开窗全白了。", done: "完成了" },
	en: { paid: "Paid out", share: "1 have confirmed", report: "It snowed all night, and everything was white.",
		done: "Done." } };

async function press(page, selector) {
	await page.locator(`main form:has(${selector}) button[type=submit]`).last().click();
	await page.waitForLoadState();
}

// A friend opens the link, joins, proves the e-mail and takes a trip.
async function friend(browser, how, link, options, n) {
	const { context, page } = await open(browser, options);
	const address = `newcomer-${n}-${Date.now()}@friend.example`;
	await page.goto(link);
	check(`${how}: the one who invited is filled in`, await page.inputValue("[name=invite]") !== "");
	await page.fill("[name=name]", "钱小满");
	await page.fill("[name=email]", address);
	await page.fill("[name=password]", "three green trains go");
	for (const box of await page.locator("main [name=consent]").all())
		await box.check({ force: true });
	await press(page, "[name=invite]");
	await page.goto(await mailed("verify", address));
	await page.locator("main form button[type=submit]").first().click();
	await page.waitForLoadState();
	const at = new Date(Date.now() - 30000).toISOString().replace(/\.\d+/, "");
	const [status] = await api("POST", "/orders", { order_no: `FRIEND-${n}-${Date.now()}`, member: address,
		category: "domestic", paid_fen: 100000, status: "completed", paid_at: at });
	check(`${how}: the friend travels`, status === 201, status);
	await context.close();
}

async function invited(browser, page, how, what, options, n) {
	await page.goto("/invite");
	const link = (await page.locator("#invite-link").innerText()).trim();
	check(`${how}: the link's picture is there`, await page.locator("main img").first().evaluate(
		(img) => img.decode().then(() => img.naturalWidth > 100)).catch(() => true));
	await friend(browser, how, new URL(link).pathname + new URL(link).search, options, n);
	for (let i = 0; i < 30 && !(await text(page)).includes(what.paid); i++) {
		await page.waitForTimeout(500);
		await page.goto("/invite");
	}
	check(`${how}: paid out within seconds`, (await text(page)).includes(what.paid), await text(page));
	check(`${how}: the friend's name stays theirs`, !(await text(page)).includes("钱小满"));
	check(`${how}: 200 points`, await figure(page, "referral-points") === 200);
}

// The address of the first open task whose page holds SELECTOR.
async function taskWith(page, selector) {
	await page.goto("/tasks");
	const all = await page.locator("main a[href^='/tasks/']").evaluateAll((list) =>
		list.map((a) => a.getAttribute("href")));
	for (const one of all) {
		await page.goto(one);
		if (await page.locator(selector).count()) return one;
	}
	throw new Error(`no task with ${selector}`);
}

async function quiz(page, how, what) {
	await taskWith(page, "main [name=q_1]");
	await page.check("main [name=q_1][value='1']", { force: true });
	await press(page, "[name=q_1]");
	check(`${how}: a missing answer is said`, await page.locator("#q_2-error").count() === 1);
	await page.check("main [name=q_2][value='2']", { force: true });
	await press(page, "[name=q_1]");
	await page.waitForURL(/done=paid/);
	check(`${how}: the quiz pays`, (await text(page)).includes(what.done), await text(page));
}

async function report(browser, page, how, what) {
	await taskWith(page, "main [name=text]");
	await page.fill("main [name=text]", what.report);
	await press(page, "[name=text]");
	await page.waitForURL(/done=sent/);
	const staff = await open(browser, desk);
	await staffIn(staff.page, "clerk");
	await staff.page.goto("/admin/tasks");
	const row = staff.page.locator("main tr", { hasText: what.report });
	check(`${how}: staff read the report`, await row.count() === 1);
	await row.locator("[name=note]").fill("写得好");
	await row.locator("button[value=pay]").click();
	await staff.page.waitForURL(/done=task_paid/);
	check(`${how}: nothing of it waits any more`, !(await text(staff.page)).includes(what.report));
	await staff.context.close();
	await page.goto("/tasks");
	check(`${how}: the words of the staff are there`, (await text(page)).includes("写得好"));
}

async function shared(browser, page, how, what) {
	const place = await taskWith(page, "#share-link");
	const link = (await page.locator("#share-link").innerText()).trim();
	const visitor = await open(browser, {});
	await visitor.page.goto(new URL(link).pathname);
	await visitor.page.locator("main form button[type=submit]").click();
	await visitor.page.waitForURL(/done=1/);
	check(`${how}: the visitor is thanked`, await visitor.page.locator("main form").count() === 0);
	await visitor.context.close();
	await page.goto(place);
	check(`${how}: one visitor`, (await text(page)).includes(what.share), await text(page));
}

async function journey(browser, n, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const settings = { ...options, locale: lang, javaScriptEnabled: scripts };
	const { context, page, complaints } = await open(browser, settings);
	await signIn(page, `138000000${String(n).padStart(2, "0")}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	await invited(browser, page, how, words[lang], settings, n);
	await quiz(page, how, words[lang]);
	await report(browser, page, how, words[lang]);
	await shared(browser, page, how, words[lang]);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

async function review(browser) {
	const { context, page } = await open(browser, desk);
	await staffIn(page, "clerk");
	await page.goto("/admin/review");
	const row = page.locator("main tbody tr").first();
	await row.locator("button[value=refuse]").click();
	await page.waitForSelector(".errors");
	check("no decision without a reason", await page.locator(".errors").count() === 1);
	const again = page.locator("main tbody tr").first();
	await again.locator("[name=note]").fill("同一付款人");
	await again.locator("button[value=refuse]").click();
	await page.waitForURL(/done=review_refused/);
	check("decided with one", await page.locator(".status-good").count() >= 1, await text(page));
	await context.close();
}

export async function friends(browser) {
	await journey(browser, 9, true, "zh-CN", {});
	await journey(browser, 10, false, "en", desk);
	await journey(browser, 6, false, "zh-CN", {});
	await journey(browser, 2, true, "en", desk);
	await review(browser);
}
