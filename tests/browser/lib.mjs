// What every browser test uses: counting, the portal under test, a browser.
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { chromium } from "playwright-core";

export const base = process.env.PORTAL; // http://localhost:PORT
const varDir = process.env.PORTAL_VAR;
export const count = { passed: 0, failed: 0 };

export function check(what, good, detail = "") {
	count[good ? "passed" : "failed"]++;
	console.log((good ? "ok   " : "FAIL ") + what);
	if (!good && detail) console.log("     " + String(detail).slice(0, 1500).replaceAll("\n", "\n     "));
	return good;
}

export const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const launch = () =>
	chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });

// A phone's page that writes down every console error, script error and
// violation of the content policy.
export async function open(browser, options = {}) {
	// No transitions: a check of contrast would find a tile half way between two colours.
	const context = await browser.newContext({ baseURL: base,
		viewport: { width: 390, height: 844 }, locale: "zh-CN", reducedMotion: "reduce", ...options });
	const page = await context.newPage();
	const complaints = [];
	page.on("console", (m) => m.type() === "error" && complaints.push(`${page.url()} ${m.text()}`));
	page.on("pageerror", (e) => complaints.push(`${page.url()} ${e}`));
	if (options.javaScriptEnabled !== false)
		await page.addInitScript(() => addEventListener("securitypolicyviolation",
			(e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`)));
	return { context, page, complaints };
}

// A signed call of the partner API: [status, answer].
export async function api(method, path, body) {
	const target = "/api/v1" + path;
	const data = body ? JSON.stringify(body) : "";
	const time = Math.floor(Date.now() / 1000), nonce = randomBytes(16).toString("hex");
	const secret = readFileSync(`${varDir}/demo-booking.secret`, "utf8").trim();
	const text = [method, target, time, nonce, createHash("sha256").update(data).digest("hex")];
	const answer = await fetch(base + target, { method, body: data || undefined, headers: {
		"Content-Type": "application/json", "X-Key": "demo-booking", "X-Timestamp": String(time),
		"X-Nonce": nonce,
		"X-Signature": createHmac("sha256", secret).update(text.join("\n")).digest("hex") } });
	return [answer.status, await answer.json()];
}

// The base64 parts of a message, as text.
const decoded = (text) => [...text.matchAll(/\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map((part) =>
	Buffer.from(part[1], "base64").toString()).join("\n");

// The newest link of KIND ("verify") mailed to ADDRESS; waits for the mailer.
export async function mailed(kind, address) {
	for (let i = 0; i < 60; i++) {
		for (const name of readdirSync(`${varDir}/mail`).sort().reverse()) {
			const text = readFileSync(`${varDir}/mail/${name}`, "utf8");
			const link = decoded(text).match(new RegExp(`/${kind}/[A-Za-z0-9_-]+`));
			if (text.includes(address) && link) return link[0];
		}
		await new Promise((done) => setTimeout(done, 500));
	}
	throw new Error(`no mail with a ${kind} link came to ${address}`);
}

export async function signIn(page, login, password) {
	await page.goto("/sign-in");
	await page.fill("[name=login]", login);
	await page.fill("[name=password]", password);
	await page.locator("main form:has([name=password]) button[type=submit], main form:has([name=password]) button:not([type])").first().click();
	await page.waitForURL(/\/balance/);
}

export const figure = (page, name) =>
	page.locator(`data.${name}`).first().getAttribute("value").then(Number);

// Language and theme as a visitor chooses them, by the page's own buttons.
export async function choose(page, name, value) {
	const button = page.locator(`button[name=${name}][value="${value}"]`).first();
	if (await button.count()) await Promise.all([page.waitForLoadState(), button.click()]);
}
