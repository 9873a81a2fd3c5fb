// main.mjs [advisers] [announcements] [journeys] [shop] [desk] [draws] [events] [members] [messages] [survey] [pages] [cases] [custom] [friends] [fulfilment] [gallery] [help] [plan] [points] [reasons] [review] [rights] [stops] [suppliers] [verify] [weight]: all when none is named.
// main.mjs --but pages weight: all but those.
import { check, count, launch } from "./lib.mjs";
import { advisers } from "./advisers.mjs";
import { announcements } from "./announcements.mjs";
import { cases } from "./cases.mjs";
import { custom } from "./custom.mjs";
import { desk } from "./desk.mjs";
import { draws } from "./draws.mjs";
import { events } from "./events.mjs";
import { friends } from "./friends.mjs";
import { fulfilment } from "./fulfilment.mjs";
import { gallery } from "./gallery.mjs";
import { help } from "./help.mjs";
import { journeys } from "./journeys.mjs";
import { members } from "./members.mjs";
import { messages } from "./messages.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";
import { plan } from "./plan.mjs";
import { reportPoints } from "./points.mjs";
import { reasons } from "./reasons.mjs";
import { review } from "./review.mjs";
import { rights } from "./rights.mjs";
import { shop } from "./shop.mjs";
import { emergency } from "./stops.mjs";
import { suppliers } from "./suppliers.mjs";
import { survey } from "./survey.mjs";
import { verify } from "./verify.mjs";
import { weight } from "./weight.mjs";

const all = { advisers, announcements, journeys, shop, members, messages, notices, survey, desk, draws, events, friends, fulfilment, gallery, help, pages, cases, custom, plan, points: reportPoints, reasons, review, rights, stops: emergency, suppliers, verify, weight };
const given = process.argv.slice(2);
const names = given[0] === "--but" ? Object.keys(all).filter((name) => !given.includes(name))
	: given.length > 0 ? given : Object.keys(all);
const browser = await launch();
for (const name of names) {
	try {
		await all[name](browser);
	} catch (error) {
		check(`${name} ran to its end`, false, error.stack);
	}
}
await browser.close();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);
