// A complaint from both sides: filed with a picture, taken up, answered, accepted,
// done, closed, rated; a caller's, with goodwill. With and without scripts, on a phone
// and a desk, in both languages.
import { deflateSync, crc32 } from "node:zlib";
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { said: "第二天的车迟到了一个小时，没有人说明。", answer: "很抱歉，我们退还当天的车费。",
		rating: "处理得很快。", noText: "写几句" },
	en: { said: "The coach of day two was an hour late and nobody said why.",
		answer: "We are sorry and pay back the fare of that day.", rating: "Quick work.",
		noText: "few words" } };

const text = (page) => page.locator("main").innerText();

function chunk(kind, data) {
	const head = Buffer.alloc(4), sum = Buffer.alloc(4), body = Buffer.concat([Buffer.from(kind), data]);
	head.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([head, body, sum]);
}

// A plain picture of W by H pixels.
function png(w, h) {
	const size = Buffer.alloc(13);
	size.writeUInt32BE(w, 0);
	size.writeUInt32BE(h, 4);
	size.set([8, 2, 0, 0, 0], 8);
	const rows = Buffer.concat(Array.from({ length: h }, () =>
		Buffer.concat([Buffer.from([0]), Buffer.alloc(w * 3, 120)])));
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", size),
		chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

// Presses the button of the form that holds SELECTOR.
async function press(page, selector) {
	await page.locator(`main form:has(${selector}) button[type=submit]`).last().click();
	await page.waitForLoadState();
}

async function file(page, how, what) {
	await page.goto("/cases");
	await page.check("main [name=kind][value=complaint]", { force: true });
	await press(page, "[name=text]");
	check(`${how}: what is missing is said`, (await text(page)).includes(what.noText), await text(page));
	await page.selectOption("main [name=class]", "service");
	await page.fill("main [name=text]", what.said);
	await press(page, "[name=text]");
	await page.waitForURL(/\/cases\/K\w+/);
	check(`${how}: filed`, (await text(page)).includes(what.said), await text(page));
	const place = new URL(page.url()).pathname;
	await page.setInputFiles("main [name=picture]", { name: "coach.png", mimeType: "image/png",
		buffer: png(640, 480) });
	await press(page, "[name=picture]");
	const width = await page.locator(".case-pictures img").first().evaluate((img) =>
		img.decode().then(() => img.naturalWidth)).catch(() => 640);
	check(`${how}: its picture stands with it`, width === 640, width);
	return place;
}

async function act(page, word) {
	await page.locator(`main button[name=act][value=${word}]`).click();
	await page.waitForLoadState();
}

async function atDesk(browser, how, lang, options, place, work) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/cases");
	const there = `/admin${place}`;
	if (await page.locator(`main a[href='${there}']`).count()) {
		await page.locator(`main a[href='${there}']`).first().click();
		await page.waitForURL(new RegExp(there));
	} else {
		check(`${how}: it stands in the queue`, false, await text(page));
		await page.goto(there);
	}
	await work(page);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the clerk's browser`, real.length === 0, real.join("\n"));
	await context.close();
}

async function journey(browser, n, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	await signIn(page, `138000000${String(n).padStart(2, "0")}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	const place = await file(page, how, what);
	await atDesk(browser, how, lang, options, place, async (staff) => {
		await staff.selectOption("main [name=department]", "guides");
		await act(staff, "classify");
		await act(staff, "investigate");
		await staff.fill("main [name=text]", what.answer);
		await act(staff, "propose");
		check(`${how}: the clerk sees what was written`, (await text(staff)).includes(what.answer),
			await text(staff));
	});
	await page.goto(place);
	check(`${how}: the member reads the answer`, (await text(page)).includes(what.answer), await text(page));
	await page.locator("main form[action$='/accept'] button").click();
	await page.waitForLoadState();
	check(`${how}: accepted`, await page.locator("main form[action$='/accept']").count() === 0);
	await atDesk(browser, how, lang, options, place, async (staff) => {
		await staff.fill("main [name=text]", what.answer);
		await act(staff, "execute");
		await staff.selectOption("main [name=cause]", "service_quality");
		await act(staff, "close");
	});
	await page.goto(place);
	await page.locator("main input[name=score][value='5']").check({ force: true });
	await page.fill("main [name=words]", what.rating);
	await press(page, "[name=score]");
	check(`${how}: closed and rated`, (await text(page)).includes(what.rating), await text(page));
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// Somebody calls: filed for them, with points to make good.
async function caller(browser) {
	const { context, page } = await open(browser, desk);
	await staffIn(page, "clerk");
	await page.goto("/admin/cases/new");
	await page.fill("main [name=member]", "13800000006");
	await page.check("main [name=kind][value=complaint]", { force: true });
	await page.selectOption("main [name=class]", "product");
	await page.fill("main [name=text]", "来电：房间没有窗");
	await press(page, "[name=member]");
	await page.waitForURL(/\/admin\/cases\/K/);
	await page.fill("main [name=points]", "300");
	await page.fill("main [name=reason]", "换房不成");
	await press(page, "[name=points]");
	check("a caller's complaint with 300 points", (await text(page)).includes("300"), await text(page));
	await context.close();
}

export async function cases(browser) {
	await journey(browser, 2, true, "zh-CN", {});
	await journey(browser, 10, false, "en", desk);
	await journey(browser, 5, false, "zh-CN", {});
	await journey(browser, 3, true, "en", desk);
	await caller(browser);
}
