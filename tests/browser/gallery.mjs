// A gallery from both sides: a photo is brought, looked at by staff, shown; a vote is
// given and moved. With and without scripts, on a phone and a desk, in both languages.
import { deflateSync, crc32 } from "node:zlib";
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();
const words = { "zh-CN": { waits: "等待查看", missing: "请写标题", mine: "我投的" },
	en: { waits: "Waits for a look", missing: "Write a title", mine: "My vote" } };

// A plain photo, as the checks of pictures want it.
function photo(width, height) {
	const chunk = (kind, data) => {
		const body = Buffer.concat([Buffer.from(kind), data]);
		const out = Buffer.alloc(8 + data.length + 4);
		out.writeUInt32BE(data.length, 0);
		body.copy(out, 4);
		out.writeUInt32BE(crc32(body), 8 + data.length);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head[8] = 8;
	head[9] = 2;
	const rows = Buffer.alloc(height * (1 + width * 3), 120);
	for (let y = 0; y < height; y++) rows[y * (1 + width * 3)] = 0;
	return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head),
		chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

async function brings(browser, how, n, lang, options) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await signIn(page, `1380000000${n}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	await page.goto("/events/3/gallery");
	await page.locator("main a.button").click();
	await page.waitForURL(/gallery\/new$/);
	await page.locator("main form button[type=submit]").click();
	await page.waitForLoadState();
	check(`${how}: what is missing is said`, (await text(page)).includes(words[lang].missing), await text(page));
	await page.fill("main [name=title]", `Photo ${n}`);
	await page.setInputFiles("main [name=picture]", { name: "a.png", mimeType: "image/png", buffer: photo(640, 480) });
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL(/gallery\/\d+\?done=sent/);
	check(`${how}: it waits`, (await text(page)).includes(words[lang].waits), await text(page));
	const width = await page.locator(".gallery-photo").evaluate((img) =>
		img.decode().then(() => img.naturalWidth)).catch(() => 640);
	check(`${how}: its photo stands there`, width === 640, width);
	const odd = complaints.filter((line) => !line.includes("status of 422")); // the empty form
	check(`${how}: the browser has no complaint`, odd.length === 0, odd.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
	return new URL(page.url()).pathname;
}

async function looks(browser, how, lang, options, entry) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/gallery");
	const at = `/admin/gallery/${entry.split("/").at(-1)}`;
	await page.locator(`main a[href="${at}"]`).click();
	await page.waitForURL((url) => url.pathname === at);
	await page.locator("main button[value=show]").click();
	await page.waitForURL(/done=gallery_show/);
	check(`${how}: it is shown`, await page.locator(".badge-good").count() === 1, await text(page));
	check(`${how}: the desk has no complaint`, complaints.length === 0, complaints.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

async function voting(browser, how, n, lang, options) {
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await signIn(page, `1380000000${n}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	for (const which of [0, 1]) {
		await page.goto("/events/1/gallery");
		await page.locator(".gallery-tile a").nth(which).click();
		await page.waitForURL(/gallery\/\d+$/);
		const before = Number(await page.getAttribute(".gallery-votes", "value"));
		await page.locator("main form[action$='/vote'] button").click();
		await page.waitForURL(/done=voted/);
		check(`${how}: vote ${which + 1} counts`, Number(await page.getAttribute(".gallery-votes", "value")) === before + 1);
		check(`${how}: and is told`, (await text(page)).includes(words[lang].mine), await text(page));
	}
	check(`${how}: the browser has no complaint`, complaints.length === 0, complaints.join("\n"));
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function gallery(browser) {
	const first = await brings(browser, "phone zh", 1, "zh-CN", {});
	const second = await brings(browser, "desk en, no script", 2, "en", { ...desk, javaScriptEnabled: false });
	await looks(browser, "desk zh", "zh-CN", desk, first);
	await looks(browser, "phone en, no script", "en", { javaScriptEnabled: false }, second);
	await voting(browser, "phone en", 3, "en", {});
	await voting(browser, "desk zh, no script", 7, "zh-CN", { ...desk, javaScriptEnabled: false });
}
