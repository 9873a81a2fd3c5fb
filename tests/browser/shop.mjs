// The shop from the catalogue to the desk and back: redeem, ship, receive, rate;
// a coupon and its QR to the partner; a code that pays an order. With and without
// scripts, on a phone and a desk, in both languages.
import { api, base, check, choose, figure, open, signIn } from "./lib.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const words = {
	"zh-CN": { search: "雨伞", part: "伞", recipient: "陈小满", address: "北京市东城区东四北大街 107 号", rating: "比想的轻。" },
	en: { search: "umbrella", part: "umbrella", recipient: "Chen Xiaoman",
		address: "107 Dongsi North Street, Beijing", rating: "Lighter than I thought." } };

export async function staffIn(page, role) {
	await page.goto("/admin/sign-in");
	await page.fill("[name=email]", `${role}@demo.test`);
	await page.fill("[name=password]", `demo-staff-${role}`);
	await page.locator("main form button[type=submit]").first().click();
	await page.waitForURL((url) => !url.pathname.includes("sign-in"));
}

// Submits the form of the page that holds FIELD.
async function send(page, field) {
	await page.locator(`main form:has([name="${field}"]) button[type=submit]:not([name=change])`).last().click();
	await page.waitForLoadState();
}

const available = (page) => figure(page, "points-available");
const text = (page) => page.locator("main").innerText();

// The fields of the check page, as its form would send them again.
const fields = (page) => page.locator("main form#redeem").evaluate((form) =>
	Object.fromEntries([...new FormData(form), ["confirm", "1"]]));

async function redeem(page, how, what) {
	const before = await available(page);
	await page.goto("/catalogue");
	await page.fill("[name=q]", what.part);
	await page.press("[name=q]", "Enter");
	await page.waitForURL(/q=/);
	check(`${how}: a search finds the umbrella`, await page.locator("main a[href='/catalogue/umbrella']").count() > 0,
		await text(page));
	await page.locator("main a[href='/catalogue/umbrella']").first().click();
	await page.waitForURL(/\/catalogue\/umbrella$/);
	const cost = await figure(page, "item-cost");
	await page.locator("main a[href^='/catalogue/umbrella/redeem']").first().click();
	await page.waitForURL(/\/redeem/);
	await page.fill("[name=recipient]", "");
	await page.fill("[name=phone]", "12");
	await page.fill("[name=address]", "");
	await send(page, "phone");
	check(`${how}: what is missing is said`, await page.locator(".errors a").count() >= 2, await text(page));
	await page.fill("[name=recipient]", what.recipient);
	await page.fill("[name=phone]", "13912345678");
	await page.selectOption("[name=province]", "上海市");
	await page.fill("[name=city]", "上海市");
	await page.fill("[name=district]", "徐汇区");
	await page.fill("[name=address]", what.address);
	await send(page, "phone");
	check(`${how}: the answers are shown before they count`, (await text(page)).includes(what.address) &&
		await figure(page, "points-after") === before - cost, await text(page));
	const again = await fields(page);
	await page.locator("main form#redeem button[name=confirm]").click();
	await page.waitForURL(/\/redemptions\/R/);
	const url = new URL(page.url()).pathname;
	check(`${how}: redeemed, and paid for once`, await available(page) === before - cost, await text(page));
	const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join("; ");
	const twice = await fetch(`${base}/catalogue/umbrella/redeem`, { method: "POST", redirect: "manual",
		headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" }, body: new URLSearchParams(again) });
	check(`${how}: the same form leads to the same redemption`, twice.status === 303 &&
		twice.headers.get("location").startsWith(url), `${twice.status} ${twice.headers.get("location")}`);
	await page.reload();
	check(`${how}: and costs nothing more`, await available(page) === before - cost);
	return url;
}

async function ship(browser, how, lang, options, url) {
	const no = url.split("/").pop(), number = "SF" + String(Date.now());
	const { context, page, complaints } = await open(browser, { ...options, locale: lang });
	await staffIn(page, "clerk");
	await choose(page, "lang", lang);
	await page.goto("/admin/redemptions");
	check(`${how}: the clerk has it in the queue`, await page.locator(`main a[href='/admin/redemptions/${no}']`).count() > 0,
		await text(page));
	await page.locator(`main a[href='/admin/redemptions/${no}']`).click();
	await page.waitForURL(/\/admin\/redemptions\/R/);
	await page.fill("[name=carrier]", "顺丰速运");
	await page.fill("[name=tracking_no]", number);
	await page.locator("main button[name=step][value=ship]").click();
	await page.waitForLoadState();
	check(`${how}: shipped with its number`, (await text(page)).includes(number), await text(page));
	check(`${how}: no complaint of the clerk's browser`, complaints.length === 0, complaints.join("\n"));
	await context.close();
	return number;
}

async function receive(page, how, url, number, what) {
	await page.goto(url);
	check(`${how}: the member reads the number`, (await text(page)).includes(number), await text(page));
	await page.locator("main form[action$='/confirm'] button").click();
	await page.waitForLoadState();
	await page.locator("main input[name=score][value='5']").check({ force: true });
	await page.fill("[name=text]", what.rating);
	await send(page, "score");
	check(`${how}: received and rated`, page.url().includes(url) && (await text(page)).includes(what.rating),
		page.url() + "\n" + await text(page));
}

async function coupon(page, how, tag) {
	await page.goto("/catalogue/coupon/redeem");
	await page.fill("[name=quantity]", "2");
	await send(page, "quantity");
	await page.locator("main form#redeem button[name=confirm]").click();
	await page.waitForURL(/\/redemptions\/R/);
	await page.locator("main a[href^='/coupons/']").first().click();
	await page.waitForURL(/\/coupons\/\w+$/);
	const code = page.url().split("/").pop();
	const picture = await page.locator("main img[src$='qr.png']").evaluate((img) => img.decode().then(
		() => img.naturalWidth));
	check(`${how}: the coupon has its picture`, picture > 100, picture);
	const order = { order_no: `Q-${tag}`, amount_fen: 50000 };
	const [used, answer] = await api("POST", `/coupons/${code}/use`, order);
	check(`${how}: the partner takes ¥20 off`, used === 200 && JSON.stringify(answer).includes("2000"), JSON.stringify(answer));
	const [other] = await api("POST", `/coupons/${code}/use`, { ...order, order_no: `Q2-${tag}` });
	check(`${how}: but not for another order`, other === 409 || other === 422, other);
	await page.reload();
	check(`${how}: the coupon says where it was used`, (await text(page)).includes(order.order_no), await text(page));
}

async function pay(page, how, tag, member) {
	await page.goto("/pay");
	const before = await available(page);
	await page.locator("main form[action='/pay'] button").click();
	await page.waitForLoadState();
	const code = await page.locator("data.pay-digits").getAttribute("value");
	check(`${how}: eight digits to pay with`, /^\d{8}$/.test(code), code);
	const order = { order_no: `P-${tag}`, member, category: "domestic", paid_fen: 100000, status: "paid",
		paid_at: new Date(Date.now() - 6e4).toISOString(), pay_code: code, pay_points: 500 };
	const [status, answer] = await api("POST", "/orders", order);
	check(`${how}: the desk books with the code`, status === 201, JSON.stringify(answer));
	const [again] = await api("POST", "/orders", { ...order, order_no: `P2-${tag}` });
	check(`${how}: the code works once`, again === 422 || again === 409, again);
	await page.goto("/balance");
	check(`${how}: 500 points are spent`, await available(page) === before - 500, before);
}

async function journey(browser, n, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang, javaScriptEnabled: scripts });
	const phone = `138000000${String(n).padStart(2, "0")}`, tag = `${n}-${Date.now()}`;
	await signIn(page, phone, `demo-points-${n}`);
	await choose(page, "lang", lang);
	await page.goto("/balance");
	const url = await redeem(page, how, words[lang]);
	const number = await ship(browser, how, lang, options, url);
	await receive(page, how, url, number, words[lang]);
	await coupon(page, how, tag);
	await pay(page, how, tag, phone);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// A wish kept and let go, an item put away while it was looked at, no points.
async function others(browser) {
	const { context, page } = await open(browser);
	await signIn(page, "13800000001", "demo-points-1");
	await page.goto("/catalogue/suitcase-20");
	check("who has no points reads what is missing", (await text(page)).includes("3,000"), await text(page));
	check("and is offered no redemption", await page.locator("main a[href$='/redeem']").count() === 0, await text(page));
	await page.goto("/catalogue/camera-strap");
	await page.locator("main form[action='/wishes'] button").first().click();
	await page.waitForLoadState();
	await page.goto("/wishes");
	check("a wish is kept", await page.locator("main a[href='/catalogue/camera-strap']").count() > 0, await text(page));
	for (const path of ["/redemptions/RAAAAAAAAAA", "/coupons/AAAAAAAAAAAAAAAA"])
		check(`${path} is nobody's`, (await page.goto(path)).status() === 404);
	await context.close();
}

export async function shop(browser) {
	await journey(browser, 8, true, "zh-CN", {});
	await journey(browser, 3, false, "en", desk);
	await journey(browser, 10, false, "zh-CN", {});
	await journey(browser, 2, true, "en", desk);
	await others(browser);
}
