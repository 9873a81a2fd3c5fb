// Draws from both sides: entered, an instant ticket opened, the proof read, a prize
// claimed and handed out; one prepared, published and cancelled at the desk. With and
// without scripts, on a phone and a desk, in both languages.
import { AxeBuilder } from "@axe-core/playwright";
import { base, check, choose, figure, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { snow: "冬日雪国之旅", tags: "行李牌刮刮乐", won: "秋日温泉抽奖", odds: "张里有", reason: "天气不好",
		recipient: "陈小满", address: "北京市东城区东四北大街 107 号", ready: "都齐了", opened: "开好了" },
	en: { snow: "A winter journey to the snow", tags: "Luggage tag lucky dip", won: "Autumn hot spring draw",
		odds: "in 500 tickets", reason: "A typhoon", recipient: "Chen Xiaoman",
		address: "107 Dongsi North Street, Beijing", ready: "Nothing is missing", opened: "Opened." } };

// A form that comes back with what is wrong is no complaint.
const real = (complaints) => complaints.filter((c) => !c.includes("status of 422"));
const text = (page) => page.locator("main").innerText();

async function axe(page, what) {
	if (what.includes("no scripts")) return; // it is a script itself
	const { violations } = await new AxeBuilder({ page }).analyze();
	check(`axe ${what}`, violations.length === 0, violations.map((v) =>
		`${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`).join("\n"));
}

// Presses the last button of the form that holds SELECTOR.
async function press(page, selector) {
	await page.locator(`main form:has(${selector}) button[type=submit]:not([name=change])`).last().click();
	await page.waitForLoadState();
}

// The path of the draw called NAME on the list.
async function find(page, how, name) {
	await page.goto("/draws");
	const link = page.locator(`main .draw a:text-is("${name}")`);
	check(`${how}: “${name}” is on the list`, await link.count() === 1, await text(page));
	await link.click();
	await page.waitForURL(/\/draws\/\d+$/);
	return new URL(page.url()).pathname;
}

async function enter(page, how, what) {
	const draw = await find(page, how, what.snow), before = await figure(page, "draw-mine");
	const cost = await figure(page, "draw-cost"), points = await figure(page, "points-available");
	await page.locator(`main a[href='${draw}/enter']`).click();
	await page.waitForURL(/\/enter$/);
	await page.fill("[name=tickets]", "0");
	await press(page, "[name=tickets]");
	check(`${how}: none is no number of tickets`, await page.locator(".errors a[href='#tickets']").count() === 1,
		await text(page));
	await page.fill("[name=tickets]", "2");
	await press(page, "[name=tickets]");
	check(`${how}: the answers are shown before they count`,
		await figure(page, "points-total") === 2 * cost, await text(page));
	await axe(page, `${how}: answers to check`);
	const again = await page.locator("main form#redeem").evaluate((form) =>
		Object.fromEntries([...new FormData(form), ["confirm", "1"]]));
	await page.locator("main form#redeem button[name=confirm]").click();
	await page.waitForURL(/done=entered/);
	check(`${how}: entered, and paid for once`, await figure(page, "draw-mine") === before + 2 &&
		await figure(page, "points-available") === points - 2 * cost, await text(page));
	const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join("; ");
	const twice = await fetch(`${base}${draw}/enter`, { method: "POST", redirect: "manual",
		headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" }, body: new URLSearchParams(again) });
	check(`${how}: the same form leads to the same place`, twice.status === 303 &&
		twice.headers.get("location") === `${draw}?done=entered`, twice.headers.get("location"));
	await page.goto(draw);
	check(`${how}: and enters nobody again`, await figure(page, "draw-mine") === before + 2);
	await page.locator(`main a[href='${draw}/proof']`).first().click();
	await page.waitForURL(/\/proof$/);
	const hash = (await page.locator("main .proof-step code").first().innerText()).trim();
	const proof = await (await fetch(`${base}${draw}/proof.json`)).json();
	check(`${how}: the proof promises and does not tell`, proof.seed_hash === hash && proof.seed === null &&
		await page.locator("main .proof-step.is-done").count() === 1, JSON.stringify(proof));
}

async function play(page, how, what) {
	const draw = await find(page, how, what.tags), before = await figure(page, "draw-mine");
	check(`${how}: odds are written down`, (await text(page)).includes(what.odds), await text(page));
	await page.locator(`main a[href='${draw}/enter']`).click();
	await page.waitForURL(/\/enter$/);
	await press(page, "[name=tickets]");
	await page.locator("main form#redeem button[name=confirm]").click();
	await page.waitForURL(/done=played/);
	check(`${how}: the ticket says at once what it is`, await figure(page, "draw-mine") === before + 1 &&
		(await text(page)).includes(what.opened) &&
		await page.locator("main .seq .seq-text").count() === before + 1, await text(page));
	await axe(page, `${how}: opened tickets`);
}

// Prepared with what the law asks for, seen by a visitor, cancelled with a reason.
async function prepare(browser, how, lang, options, what) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	await page.goto("/admin/draws");
	await page.locator("main a[href='/admin/draws/new']").click();
	await page.waitForURL(/\/admin\/draws\/new$/);
	await page.fill("[name=name]", "试一试");
	await press(page, "[name=contact]");
	await page.waitForURL(/\/admin\/draws\/\d+/);
	const draft = new URL(page.url()).pathname;
	const lacks = await page.locator("main .lacks li").count();
	check(`${how}: a draft says what it lacks`, lacks >= 12, lacks);
	await axe(page, `${how}: a draft`);
	await page.locator(`main form[action='${draft}/publish'] button`).click();
	await page.waitForLoadState();
	check(`${how}: and is not published`, await page.locator(".errors").count() === 1 &&
		(await fetch(base + draft.replace("/admin", ""))).status === 404);
	await page.goto(draft);
	for (const name of ["text", "who", "method", "claim_how", "delivery", "forfeit", "organiser", "contact"])
		await page.fill(`[name=${name}]`, `写明：${name}。`);
	for (const [name, day] of [["opens_at", 1], ["closes_at", 3], ["draws_at", 3]])
		await page.fill(`[name=${name}]`, new Date(Date.now() + day * 864e5).toISOString().slice(0, 16));
	await page.fill("[name=claim_days]", "10");
	await press(page, "[name=contact]");
	await page.locator(`main a[href='${draft}/prizes/new']`).click();
	await page.waitForURL(/\/prizes\/new$/);
	for (const [name, value] of [["name", "雨伞"], ["value", "39.5"], ["count", "3"]])
		await page.fill(`[name=${name}]`, value);
	await axe(page, `${how}: a prize`);
	await press(page, "[name=count]");
	check(`${how}: nothing lacks any more`, (await text(page)).includes(what.ready), await text(page));
	await page.locator(`main form[action='${draft}/publish'] button`).click();
	await page.waitForURL(/done=draw_published/);
	const visitor = await (await fetch(base + draft.replace("/admin", ""))).text();
	check(`${how}: visitors read it`, visitor.includes("雨伞") && visitor.includes("写明：contact。"));
	await page.fill("[name=reason]", what.reason);
	await press(page, "[name=reason]");
	await page.waitForURL(/done=draw_cancelled/);
	const after = await (await fetch(base + draft.replace("/admin", ""))).text();
	check(`${how}: cancelled, and visitors read why`, after.includes(what.reason));
	check(`${how}: no complaint of the manager's browser`, real(complaints).length === 0, complaints.join("\n"));
	await context.close();
}

// Which of the demo's members won something to be claimed, and claims it.
async function claim(browser, how, lang, what) {
	for (const n of ["07", "03", "10", "04"]) {
		const { context, page } = await open(browser, { locale: lang });
		await signIn(page, `138000000${n}`, `demo-points-${Number(n)}`);
		await choose(page, "lang", lang);
		const draw = await find(page, how, what.won);
		const way = page.locator(`main a[href='${draw}/claim']`);
		if (await way.count() === 0) {
			await context.close();
			continue;
		}
		await way.click();
		await page.waitForURL(/\/claim$/);
		await axe(page, `${how}: claiming`);
		await page.fill("[name=phone]", "12");
		await press(page, "[name=phone]");
		check(`${how}: a phone that is none is told`, await page.locator(".errors a[href='#phone']").count() === 1);
		await page.fill("[name=phone]", "13912345678");
		if (await page.locator("main [name=recipient]").count()) {
			await page.fill("[name=recipient]", what.recipient);
			await page.selectOption("[name=province]", "上海市");
			await page.fill("[name=city]", "上海市");
			await page.fill("[name=district]", "徐汇区");
			await page.fill("[name=address]", what.address);
		}
		await press(page, "[name=phone]");
		await page.waitForURL(/done=claimed/);
		check(`${how}: claimed`, await page.locator(`main a[href='${draw}/claim']`).count() === 0);
		return { context, page, draw };
	}
	check(`${how}: one of the demo's members has won`, false);
	return null;
}

async function handOut(browser, how, lang, winner) {
	const { context, page, complaints } = await open(browser, { ...desk, locale: lang });
	const number = "SF" + String(Date.now());
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/draws/prizes");
	await page.locator(`main a[href^='/admin${winner.draw}/winners/']`).first().click();
	await page.waitForURL(/\/winners\/\d+$/);
	await page.locator("main button[value=identity]").click();
	await page.waitForURL(/done=win_step/);
	await page.fill("main #text-deliver", number);
	await page.locator("main button[value=deliver]").click();
	await page.waitForURL(/done=win_step/);
	await winner.page.goto(winner.draw);
	check(`${how}: handed out, and the winner reads how`, (await text(winner.page)).includes(number),
		await text(winner.page));
	check(`${how}: no complaint of the clerk's browser`, real(complaints).length === 0, complaints.join("\n"));
	await context.close();
	await winner.context.close();
}

export async function draws(browser) {
	for (const [how, lang, options] of [
		["zh, phone", "zh-CN", {}],
		["en, desk", "en", desk],
		["zh, no scripts", "zh-CN", { javaScriptEnabled: false }],
		["en, desk, no scripts", "en", { ...desk, javaScriptEnabled: false }]]) {
		const what = words[lang];
		const { context, page, complaints } = await open(browser, { ...options, locale: lang });
		await signIn(page, "13800000010", "demo-points-10");
		await choose(page, "lang", lang);
		if (how === "zh, phone" || how === "en, desk, no scripts") await enter(page, how, what);
		await play(page, how, what);
		await prepare(browser, how, lang, options, what);
		check(`${how}: no complaint of the browser`, real(complaints).length === 0, complaints.join("\n"));
		await context.close();
	}
	const winner = await claim(browser, "zh, phone", "zh-CN", words["zh-CN"]);
	if (winner) await handOut(browser, "zh, desk", "zh-CN", winner);
}
