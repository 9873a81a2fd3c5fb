// From sign-up to the receipt of a first trip, with and without scripts.
import { api, check, figure, mailed, open, signIn } from "./lib.mjs";

async function send(page, field) {
	const form = page.locator(`main form:has([name=${field}])`);
	await form.locator("button[type=submit], button:not([type])").last().click();
	await page.waitForLoadState();
}

async function signUp(page, who) {
	await page.goto("/sign-up");
	for (const [name, value] of Object.entries(who))
		if (await page.locator(`main [name=${name}]`).count()) await page.fill(`main [name=${name}]`, value);
	for (const box of await page.locator("main input[name=consent]").all()) await box.check();
	await send(page, "password");
}

async function journey(browser, scripts) {
	const how = scripts ? "with scripts" : "without scripts";
	const { context, page, complaints } = await open(browser, { javaScriptEnabled: scripts });
	const digits = String(Date.now()).slice(-8);
	const email = `lin${digits}@example.test`, password = "mountain river 2027";
	const who = { name: "林小雨", phone: `139${digits}`, email, password, birthday: "1990-05-04" };

	await signUp(page, { ...who, password: "short" });
	check(`${how}: a short password is explained`, await page.locator(".errors a[href='#password']").count() > 0,
		page.url());
	check(`${how}: what was typed is kept`, await page.inputValue("main [name=email]") === email);
	await signUp(page, who);
	check(`${how}: sign-up is accepted`, await page.locator(".errors").count() === 0,
		await page.locator("main").innerText());

	await page.goto(await mailed("verify", email));
	await page.locator("main form button").last().click();
	await page.waitForLoadState();
	await signIn(page, email, password);
	check(`${how}: a new member has 0 points`, await figure(page, "points-available") === 0);

	const order = { order_no: `B-${scripts ? 1 : 0}-${digits}`, member: email, category: "domestic",
		paid_fen: 428050, status: "completed", paid_at: new Date(Date.now() - 864e5).toISOString() };
	const [status, answer] = await api("POST", "/orders", order);
	check(`${how}: the booking system's order is taken`, status === 201, JSON.stringify(answer));
	await page.goto("/balance");
	const [, standing] = await api("GET", `/members/${encodeURIComponent(email)}`);
	check(`${how}: the balance is the API's`, await figure(page, "points-available") === standing.available &&
		answer.points > 0, JSON.stringify(standing));

	await page.goto("/history");
	check(`${how}: the history has the entry`,
		await figure(page, "entry-points") === answer.points || standing.available === 0);
	await page.locator("main a[href^='/history/']").first().click();
	await page.waitForURL(/\/history\/\d+$/);
	const receipt = await page.locator("main").innerText();
	check(`${how}: the receipt names the money and the points`, receipt.includes("4,280.50") &&
		receipt.includes(answer.points.toLocaleString("en")), receipt);
	await page.goto("/orders");
	check(`${how}: the trip is among my trips`, (await page.locator("main").innerText()).includes(order.order_no));

	await page.goto("/profile");
	await page.locator("form[action='/sign-out'] button").first().click();
	await page.waitForLoadState();
	await page.goto("/balance");
	check(`${how}: signed out is signed out`, page.url().includes("/sign-in"), page.url());
	const real = complaints.filter((c) => !c.includes("422"));
	check(`${how}: no complaint of the browser`, real.length === 0, real.join("\n"));
	await context.close();
}

// The keyboard alone: from the address bar to the balance.
async function keyboard(browser) {
	const { context, page } = await open(browser);
	await page.goto("/sign-in");
	for (const [field, text] of [["login", "13800000002"], ["password", "demo-points-2"]]) {
		for (let i = 0; i < 40; i++) {
			if (await page.evaluate(() => document.activeElement?.getAttribute("name")) === field) break;
			await page.keyboard.press("Tab");
		}
		await page.keyboard.type(text);
	}
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/balance/);
	check("by keyboard alone to the balance", await page.locator("data.points-available").count() > 0);
	await context.close();
}

export async function journeys(browser) {
	await journey(browser, true);
	await journey(browser, false);
	await keyboard(browser);
}
