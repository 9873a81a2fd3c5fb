// A member's rights: what is held is opened part by part and taken along as a file; the
// account is deleted, after what is missing is told. With and without scripts, on a
// phone and a desk, in both languages; every page of it checked for access.
import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { check, choose, open, signIn } from "./lib.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const PASSWORD = "three green trains go";
const words = {
	"zh-CN": { name: "林晚舟", tick: "请先勾选", gone: "账户已注销", kept: "30 年" },
	en: { name: "Ada Lin", tick: "Please tick", gone: "Your account is deleted",
		kept: "30 years" } };

const text = (page) => page.locator("main").innerText();

async function joins(page, n, name) {
	await page.goto("/sign-up");
	await page.fill("main [name=name]", name);
	await page.fill("main [name=email]", `rights${n}@wisteria.test`);
	await page.fill("main [name=phone]", `1377000000${n}`);
	await page.fill("main [name=password]", PASSWORD);
	for (const box of await page.locator("main [name=consent]").all())
		await box.check({ force: true });
	await page.locator("main form:has([name=consent]) button[type=submit]").last().click();
	await page.waitForLoadState();
	await signIn(page, `rights${n}@wisteria.test`, PASSWORD);
}

async function accessible(page, how, scripts) {
	const wide = await page.locator("html").evaluate((e) => e.scrollWidth > e.clientWidth);
	check(`${how}: nothing scrolls sideways`, !wide);
	if (!scripts)
		return;
	const found = (await new AxeBuilder({ page }).analyze()).violations;
	check(`${how}: axe finds nothing`, found.length === 0,
		found.map((v) => `${v.id}: ${v.nodes[0].html}`).join("\n"));
}

async function looks(page, how, what, name, scripts) {
	await page.goto("/profile");
	await page.locator("main a[href='/profile/data']").click();
	await page.waitForURL(/\/profile\/data/);
	const part = page.locator("main details").nth(1); // behind the account: the person
	await part.locator("summary").click();
	check(`${how}: the part opens`, (await part.innerText()).includes(name), await part.innerText());
	await accessible(page, `${how}: my data`, scripts);
	for (const kind of ["csv", "json"]) {
		const [file] = await Promise.all([page.waitForEvent("download"),
			page.locator(`main a[href='/profile/data.${kind}']`).click()]);
		check(`${how}: the ${kind} file has it`,
			readFileSync(await file.path(), "utf8").includes(name), file.suggestedFilename());
	}
}

async function deletes(page, how, what, scripts) {
	await page.goto("/profile");
	await page.locator("main a[href='/profile/delete']").click();
	await page.waitForURL(/\/profile\/delete/);
	check(`${how}: what is kept until when`, (await text(page)).includes(what.kept), await text(page));
	await accessible(page, `${how}: deletion`, scripts);
	await page.fill("main [name=password]", PASSWORD);
	await page.locator("main form button[type=submit]").last().click();
	await page.waitForLoadState();
	check(`${how}: not ticked is told`, (await text(page)).includes(what.tick), await text(page));
	await accessible(page, `${how}: deletion refused`, scripts);
	await page.fill("main [name=password]", PASSWORD);
	await page.check("main [name=confirm]", { force: true });
	await page.locator("main form button[type=submit]").last().click();
	await page.waitForURL(/\/profile\/deleted/);
	check(`${how}: it is done`, (await text(page)).includes(what.gone), await text(page));
	await accessible(page, `${how}: the farewell`, scripts);
	await page.goto("/balance");
	check(`${how}: signed out`, new URL(page.url()).pathname === "/sign-in", page.url());
}

async function journey(browser, n, scripts, lang, options) {
	const how = [scripts ? "scripts" : "no scripts", options.viewport ? "desk" : "phone", lang].join(", ");
	const { context, page, complaints } = await open(browser, { ...options, locale: lang,
		javaScriptEnabled: scripts });
	const what = words[lang];
	await joins(page, n, what.name);
	await choose(page, "lang", lang);
	await looks(page, how, what, what.name, scripts);
	await deletes(page, how, what, scripts);
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await context.close();
}

export async function rights(browser) {
	await journey(browser, 1, true, "zh-CN", {});
	await journey(browser, 2, true, "en", desk);
	await journey(browser, 3, false, "en", {});
	await journey(browser, 4, false, "zh-CN", desk);
}
