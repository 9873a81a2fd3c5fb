// An event from both sides: made and opened at the desk, signed up for with points and
// given up again, checked in by its code; a campaign planned and published. With and
// without scripts, on a phone and a desk, in both languages.
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const text = (page) => page.locator("main").innerText();

// Presses the button of the form that holds SELECTOR.
async function press(page, selector) {
	await page.locator(`main form:has(${selector}) button[type=submit]`).last().click();
	await page.waitForLoadState();
}

// A moment HOURS from now by the programme's clock, as the browser's field takes it.
const moment = (hours) =>
	new Date(Date.now() + (hours + 8) * 3600e3).toISOString().slice(0, 16);
const day = (days) => new Date(Date.now() + (days * 24 + 8) * 3600e3).toISOString().slice(0, 10);

async function made(browser) {
	const { context, page, complaints } = await open(browser, desk);
	await staffIn(page, "manager");
	await choose(page, "lang", "zh-CN"); // whatever was chosen last
	await page.goto("/admin/events/new");
	await press(page, "[name=places]");
	check("an empty event says what it needs", await page.locator(".errors").count() === 1);
	await page.fill("main [name=name]", "灯下读信");
	await page.fill("main [name=place]", "绍兴");
	await page.fill("main [name=starts_at]", moment(4));
	await page.fill("main [name=ends_at]", moment(6));
	await page.fill("main [name=places]", "5");
	await page.fill("main [name=cost_points]", "20");
	await press(page, "[name=places]");
	const at = new URL(page.url()).pathname;
	check("the event is kept", /^\/admin\/events\/\d+$/.test(at), at);
	await page.locator('main form[action$="/open"] button').click();
	await page.waitForLoadState();
	check("and opened", (await text(page)).includes("开放"), await text(page));
	const odd = complaints.filter((line) => !line.includes("status of 422")); // the empty one was refused
	check("the desk has nothing to complain of", odd.length === 0, odd.join("\n"));
	await context.close();
	return at;
}

async function joins(browser, event, n, script, lang, options) {
	const how = `${lang} ${script ? "with" : "without"} scripts ${options.viewport ? "at a desk" : "on a phone"}`;
	const { context, page, complaints } = await open(browser,
		{ ...options, javaScriptEnabled: script, locale: lang });
	await signIn(page, `138000000${String(n).padStart(2, "0")}`, `demo-points-${n}`);
	await choose(page, "lang", lang);
	await page.goto("/events");
	await page.locator(`main a[href="${event}"]`).click();
	await page.locator(`main a[href="${event}/join"]`).click();
	const had = Number(await page.getAttribute("data.points-available", "value"));
	await press(page, "[name=form_id]");
	await page.waitForURL((url) => url.pathname === event);
	check(`${how}: the ticket has its code`, await page.locator("#code").count() === 1, await text(page));
	const picture = page.locator(".tear-qr img");
	check(`${how}: and its picture`, await picture.count() === 1 && (!script ||
		await picture.evaluate((img) => img.complete && img.naturalWidth > 0)));
	await page.locator(`main a[href="${event}/leave"]`).click();
	await page.locator(`main form[action="${event}/leave"] button`).click();
	await page.waitForLoadState();
	await page.goto(`${event}/join`);
	check(`${how}: the points are back`,
		Number(await page.getAttribute("data.points-available", "value")) === had);
	await press(page, "[name=form_id]");
	await page.waitForURL((url) => url.pathname === event);
	const code = await page.locator("#code").innerText();
	check(`${how}: nothing to complain of`, complaints.length === 0, complaints.join("\n"));
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
	return code;
}

async function comesIn(browser, at, code) {
	const { context, page } = await open(browser);
	await staffIn(page, "clerk");
	await choose(page, "lang", "zh-CN"); // whatever was chosen last
	await page.goto(`${at}/people`);
	await page.fill("main [name=code]", code);
	await press(page, "[name=code]");
	check("the clerk's phone says who came in", await page.locator(".status-good").count() === 1,
		await text(page));
	await context.close();
}

async function campaign(browser) {
	const { context, page, complaints } = await open(browser, desk);
	await staffIn(page, "manager");
	await choose(page, "lang", "zh-CN"); // whatever was chosen last
	await page.goto("/admin/campaigns/new");
	const fields = { campaign: "browser_days", name: "看海去", name_en: "To the sea",
		text: "海边的行程，积分多一成。", target: "5", from_day: day(5), until_day: day(9), bonus: "10",
		product: "sea" };
	for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value);
	await press(page, "[name=until_day]");
	await page.locator('main form[action$="/publish"] button').click();
	await page.waitForLoadState();
	check("the campaign is published", page.url().includes("done=campaign_on"), await text(page));
	check("the desk complains of nothing", complaints.length === 0, complaints.join("\n"));
	await context.close();
	const member = await open(browser);
	await signIn(member.page, "13800000004", "demo-points-4");
	await member.page.goto("/campaigns");
	await member.page.locator('main a[href="/campaigns/browser_days"]').click();
	check("members see it coming, with its rule", (await text(member.page)).includes("10%"),
		await text(member.page));
	await member.context.close();
}

export async function events(browser) {
	const at = await made(browser), event = at.replace("/admin", "");
	const code = await joins(browser, event, 4, true, "zh-CN", {});
	await joins(browser, event, 10, false, "en", desk);
	await joins(browser, event, 3, false, "zh-CN", {});
	await joins(browser, event, 8, true, "en", desk);
	await comesIn(browser, at, code);
	await campaign(browser);
}
