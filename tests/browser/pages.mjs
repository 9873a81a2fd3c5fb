// Every page in both languages: the Nu checker, html-validate, axe in light and
// dark, no sideways scrolling at 320 px and at 200 % text, no complaint of the browser.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open, signIn } from "./lib.mjs";
import { staffIn } from "./shop.mjs";

export const guest = ["/", "/sign-in", "/sign-up", "/forgot", "/newsletter",
	"/newsletter/confirmed", "/profile/deleted", "/programme", "/programme/changes", "/help", "/help?q=%E7%A7%AF%E5%88%86", "/terms", "/privacy", "/draws", "/draws/1", "/there-is-no-such-page"];
export const member = ["/balance", "/history", "/orders", "/programme", "/profile",
	"/profile/password", "/profile/consents", "/profile/data", "/profile/delete", "/people", "/help", "/catalogue", "/catalogue?q=%E4%BC%9E",
	"/catalogue?category=donation", "/catalogue?q=nothing-like-it", "/catalogue/suitcase-20",
	"/catalogue/camera-strap", "/catalogue/dunhuang-4d", "/catalogue/umbrella/redeem",
	"/catalogue/wuzhen-1d/redeem", "/catalogue/miles-1000/redeem", "/redemptions", "/coupons", "/wishes",
	"/planner", "/pay", "/donations", "/addresses", "/orders/claim", "/draws", "/draws/1", "/draws/2", "/draws/3",
	"/draws/4", "/draws/3/enter", "/draws/1/proof", "/draws/2/proof", "/draws/1/winners", "/draws/1/claim", "/events", "/events/1", "/events/2",
	"/events/3", "/events/2/join", "/events/1/leave", "/events/1/gallery", "/events/1/gallery/1", "/events/3/gallery", "/events/3/gallery/new", "/campaigns", "/campaigns/winter_snow", "/notices", "/newsletter", "/surveys", "/surveys/trip", "/cases", "/custom", "/invite", "/tasks", "/tasks/1", "/tasks/2", "/tasks/3", "/tasks/4", "/profile/preferences", "/profile/messages", "/profile/wechat"];
export const staff = ["/admin/", "/admin/today/books", "/admin/today/imports", "/admin/today/debts",
	"/admin/today/unbooked", "/admin/today/complaints", "/admin/reports/risk", "/admin/redemptions", "/admin/redemptions?show=overdue",
	"/admin/catalogue", "/admin/catalogue/new", "/admin/catalogue/wuzhen-1d", "/admin/catalogue/cinema",
	"/admin/catalogue/umbrella/preview", "/admin/campaigns", "/admin/campaigns/new", "/admin/campaigns/winter_snow",
	"/admin/campaigns/spring_flowers", "/admin/events", "/admin/events/new", "/admin/events/1",
	"/admin/events/1/people", "/admin/events/1/gallery", "/admin/events/2/gallery", "/admin/gallery", "/admin/gallery/5", "/admin/claims", "/admin/review", "/admin/tasks", "/admin/tasks/new", "/admin/tasks/2", "/admin/draws", "/admin/draws/new",
	"/admin/draws/1", "/admin/draws/3", "/admin/draws/5", "/admin/draws/5/prizes/1", "/admin/draws/prizes",
	"/admin/draws/prizes?show=won", "/admin/draws/1/winners", "/admin/cases", "/admin/custom", "/admin/early", "/admin/fulfilment", "/admin/fulfilment/tax", "/admin/suppliers", "/admin/suppliers/one", "/admin/suppliers/one?name=%E9%80%94%E6%82%A6%E8%A1%8C%E6%9D%8E%E7%A4%BE",
	"/admin/mine", "/admin/mine?who=nobody", "/admin/members", "/admin/members/records", "/admin/members/M9000003", "/admin/members/M9000003/adjust", "/admin/members/M9000003/tier", "/admin/members/M9000003/contacts",
	"/admin/members/M9000007/people", "/admin/members/M9000002/merge", "/admin/members/M9000003/seen",
	"/admin/members/M9000003/seen?page=history", "/admin/members/adjustments",
	"/admin/cases/new", "/admin/cases/answers", "/admin/cases/goodwill", "/admin/messages", "/admin/coupons", "/admin/verify", "/admin/counter", "/admin/orders", "/admin/orders/new",
	"/admin/stops", "/admin/stops/new", "/admin/stops/1", "/admin/plan", "/admin/plan/calendar", "/admin/plan/drafts/1", "/admin/plan/drafts/1/text",
	"/admin/plan/drafts/1/form/tiers", "/admin/plan/drafts/1/form/gifts", "/admin/plan/drafts/1/publish",
	"/admin/plan/calendar?draft=1", "/admin/plan/rehearsals/1", "/admin/partners", "/admin/announcements", "/admin/announcements/new", "/admin/announcements/1", "/admin/announcements/2", "/admin/newsletters", "/admin/newsletters/new", "/admin/newsletters/1",
	"/admin/newsletters/2", "/admin/surveys", "/admin/surveys/new", "/admin/surveys/1", "/admin/surveys/1/write", "/admin/surveys/1/poster", "/admin/surveys/1/answers", "/admin/reports", "/admin/reports/points",
	"/admin/reports/points?period=year", "/admin/reports/liability",
	"/admin/reports/redemptions", "/admin/reports/redemptions?period=year", "/admin/reports/campaigns", "/admin/reports/draws",
	"/admin/reports/satisfaction?period=year", "/admin/reports/referrals", "/admin/reports/service", "/admin/reports/service?period=year", "/admin/reports/partners", "/admin/reports/partners?partner=demo-booking&period=year",
	"/admin/reports/members", "/admin/reports/tiers", "/admin/reports/rfm", "/admin/reports/retention", "/admin/reports/behaviour", "/admin/staff", "/admin/audit",
	"/admin/faq", "/admin/faq/new", "/admin/faq/1", "/admin/help", "/admin/password", "/admin/there-is-no-such-page"];
const memberInner = [["/history", /^\/history\/\d+$/], ["/orders", /^\/orders\/(?!claim)[^/]+$/],
	["/redemptions", /^\/redemptions\/R\w+$/], ["/cases", /^\/cases\/K\w+$/], ["/coupons", /^\/coupons\/\w+$/]];
const staffInner = [["/admin/draws/1/winners", /^\/admin\/draws\/1\/winners\/\d+$/],
	["/admin/redemptions", /^\/admin\/redemptions\/R\w+$/],
	["/admin/claims", /^\/admin\/claims\/C\w+$/],
	["/admin/cases", /^\/admin\/cases\/K\w+$/],
	["/admin/custom", /^\/admin\/custom\/T\w+$/]];

// Addresses that only the pages themselves know: a receipt, a trip, a coupon.
async function inner(page, lists) {
	const found = [];
	for (const [list, pattern] of lists) {
		await page.goto(list);
		const links = await page.locator("main a").evaluateAll((all) =>
			all.map((a) => a.getAttribute("href")));
		const link = links.find((href) => pattern.test(href ?? ""));
		check(`${list} links to its details`, link, links.join(" "));
		if (link) found.push(link);
	}
	return found;
}

// PAGES=catalogue looks at those addresses only.
const only = new RegExp(process.env.PAGES ?? "");

// In the dark scheme only colours differ.
async function axe(page, scheme, what) {
	const builder = new AxeBuilder({ page });
	if (scheme === "dark") builder.withRules(["color-contrast", "link-in-text-block"]);
	const { violations } = await builder.analyze();
	check(`axe ${what}`, violations.length === 0, violations.map((v) =>
		`${v.id}: ${v.nodes.map((n) => n.target + " " + (n.any[0]?.message ?? "")).join("; ")}`).join("\n"));
}

async function narrow(page, what) {
	const wide = () => page.evaluate(() =>
		document.documentElement.scrollWidth - document.documentElement.clientWidth);
	await page.setViewportSize({ width: 320, height: 640 });
	const at320 = await wide();
	await page.evaluate(() => { document.documentElement.classList.add("probe"); });
	const client = await page.context().newCDPSession(page);
	await client.send("Emulation.setDeviceMetricsOverride",
		{ width: 390, height: 844, deviceScaleFactor: 1, mobile: true });
	await page.setViewportSize({ width: 390, height: 844 });
	check(`${what} fits 320 px`, at320 <= 0, `${at320} px too wide`);
	await client.detach();
}

async function look(page, path, lang, keep) {
	if (!only.test(path)) return;
	const wanted = path.includes("/there-is") ? 404 : 200;
	const answer = await page.goto(path);
	if (!check(`${path} ${lang} answers ${wanted}`, answer.status() === wanted, answer.status())) return;
	check(`${path} speaks ${lang}`, await page.getAttribute("html", "lang") === lang);
	keep(path, await answer.text());
	for (const scheme of lang === "en" ? ["light"] : ["light", "dark"]) {
		await page.emulateMedia({ colorScheme: scheme });
		await axe(page, scheme, `${path} ${lang} ${scheme}`);
	}
	await narrow(page, `${path} ${lang}`);
}

// All kept pages in one run of each checker; each page is one check.
function judge(dir, names) {
	const vnu = spawnSync("java", ["-Xss8m", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar",
		"--errors-only", "--format", "gnu", "--stdout", ...names.map((n) => join(dir, n))],
	{ encoding: "utf8", maxBuffer: 1e8 });
	const validate = spawnSync(process.execPath, ["node_modules/html-validate/bin/html-validate.mjs",
		"--config", "htmlvalidate.json", "--formatter", "text", ...names.map((n) => join(dir, n))],
	{ encoding: "utf8", maxBuffer: 1e8 });
	if (vnu.error || validate.error) throw vnu.error ?? validate.error;
	check("the Nu checker worked", vnu.status === 0 || vnu.stdout.includes(dir), vnu.stderr);
	check("html-validate worked", validate.status === 0 || validate.stdout.includes(dir), validate.stderr);
	for (const name of names) {
		const of = (text) => text.split("\n").filter((line) => line.includes(`/${name}:`)).join("\n");
		check(`Nu ${name}`, of(vnu.stdout) === "", of(vnu.stdout));
		check(`html-validate ${name}`, of(validate.stdout) === "", of(validate.stdout));
	}
}

function control(dir) {
	writeFileSync(join(dir, "control.html"),
		"<!doctype html><html><title></title><img src=x><input><font>x</font></html>");
	const vnu = spawnSync("java", ["-Xss8m", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar",
		"--errors-only", "--stdout", join(dir, "control.html")]);
	check("control: the Nu checker refuses a bad page", vnu.status === 1);
}

function complained(complaints, what) {
	const real = complaints.filter((c) => !c.includes("there-is-no-such-page"));
	check(`the browser has no complaint (${what})`, real.length === 0, real.join("\n"));
}

async function membersPages(browser, lang, keeper) {
	const { context, page, complaints } = await open(browser, { locale: lang });
	for (const path of guest) await look(page, path, lang, keeper("guest", lang));
	await signIn(page, "13800000010", "demo-points-10");
	await choose(page, "lang", lang);
	for (const path of [...member, ...await inner(page, memberInner)])
		await look(page, path, lang, keeper("member", lang));
	complained(complaints, `members ${lang}`);
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

// What only a higher tier has: the form for a custom trip, and a trip under way.
async function goldPages(browser, lang, keeper) {
	const { context, page, complaints } = await open(browser, { locale: lang });
	await signIn(page, "13800000003", "demo-points-3");
	await choose(page, "lang", lang);
	for (const path of ["/custom", ...await inner(page, [["/custom", /^\/custom\/T\w+$/]])])
		await look(page, path, lang, keeper("gold", lang));
	complained(complaints, `gold member ${lang}`);
	await page.goto("/profile");
	await choose(page, "lang", "zh-CN");
	await context.close();
}

async function staffPages(browser, lang, keeper) {
	const { context, page, complaints } = await open(browser, { locale: lang });
	await page.goto("/admin/sign-in");
	await choose(page, "lang", lang);
	await look(page, "/admin/sign-in", lang, keeper("staff", lang));
	await staffIn(page, "manager");
	await choose(page, "lang", lang);
	for (const path of [...staff, ...await inner(page, staffInner)])
		await look(page, path, lang, keeper("staff", lang));
	complained(complaints, `staff ${lang}`);
	await choose(page, "lang", "zh-CN");
	await context.close();
}

export async function pages(browser) {
	const dir = mkdtempSync(join(tmpdir(), "jifen-html-"));
	const names = [];
	const keeper = (who, lang) => (path, html) => {
		const name = `${who}-${lang}${path.replaceAll(/[^\w-]/g, "_")}.html`;
		writeFileSync(join(dir, name), html);
		names.push(name);
	};
	// Members' pages and the desk's at the same time: each has a visitor of its own.
	await Promise.all([membersPages, goldPages, staffPages].map(async (visit) => {
		for (const lang of ["zh-CN", "en"]) await visit(browser, lang, keeper);
	}));
	judge(dir, names);
	control(dir);
	rmSync(dir, { recursive: true });
}
