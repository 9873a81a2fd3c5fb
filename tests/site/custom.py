#!/usr/bin/python3
"""Custom trips from both sides over HTTP, without JavaScript and in both languages:
who may ask, what is missing, proposal, agreement, booked with its order, closed; what
nobody else may see or do; marked products, told by quotes and on the page of rules."""
import datetime
import glob
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
gold, plain, clerk, manager, auditor = (None,) * 5
made = {}
WISHES = "外婆今年八十岁"
ASK = {"destination": "川西环线", "period": "明年 5 月", "people": "4", "budget": "32000",
       "text": WISHES}


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def csrf(who):
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    return re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)


def send(who, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return who.go("POST", path, {"csrf": csrf(who), **fields})


def speak(who, lang):
    path = "/admin/language" if isinstance(who, Desk) else "/language"
    equal(f"the language {lang}", send(who, path, lang=lang)[0], 303)


def everybody_comes_in():
    global gold, plain, clerk, manager, auditor
    gold, plain = Browser(portal), Browser(portal)
    gold.sign_in("13800000003", "demo-points-3")
    plain.sign_in("13800000001", "demo-points-1")
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    check("strangers sign in first",
          Browser(portal).get("/custom")[1]["Location"] == "/sign-in?next=/custom")


def the_tier_decides():
    status, _, page = plain.get("/custom")
    check("below the tier: told from which, no form",
          status == 200 and "起可以定制行程" in page and 'name="destination"' not in page, status)
    equal("nor by a form of one's own", send(plain, "/custom", **ASK)[0], 422)
    status, _, page = gold.get("/custom")
    check("the tier has the form, with the day of the answer",
          status == 200 and 'name="destination"' in page and "前给您答复" in page, status)
    check("profile leads there", 'href="/custom"' in gold.get("/profile")[2])


def what_is_missing_is_told():
    for lang, words in (("en", "Say where you would like to go"), ("zh-CN", "写上想去的地方")):
        speak(gold, lang)
        status, _, page = send(gold, "/custom", **{**ASK, "destination": " ", "people": "0",
                                                   "budget": "1.5"})
        check(f"{lang}: at the field", status == 422 and words in page, status)
        check(f"{lang}: all of them, and what was typed is kept", all(
            f'id="{name}-error"' in page for name in ("destination", "people", "budget")) and
            "明年 5 月" in page and WISHES in page)
    equal("2,001 characters", send(gold, "/custom", **{**ASK, "text": "长" * 2001})[0], 422)
    equal("without its csrf value", gold.go("POST", "/custom", ASK)[0], 403)


def asked_for_once():
    form = re.search(r'name="form_id" value="([^"]+)"', gold.get("/custom")[2]).group(1)
    answers = [send(gold, "/custom", **ASK, form_id=form) for _ in range(3)]
    equal("filed, and again from two tabs", [a[0] for a in answers], [303] * 3)
    places = {a[1]["Location"].split("?")[0] for a in answers}
    equal("all lead to one trip", len(places), 1)
    made["trip"] = places.pop()
    page = gold.get(made["trip"])[2]
    check("its page shows what was asked", all(w in page for w in ("川西环线", WISHES, "安排中")))
    check("the member hears of it", made["trip"] in gold.get("/notices")[2])


def nobody_else_sees_it():
    equal("another member", plain.get(made["trip"])[0], 404)
    for step in ("messages", "agree", "withdraw"):
        equal(f"another member cannot {step}", send(
            plain, f"{made['trip']}/{step}", **({"text": "x"} if step == "messages" else {}))[0],
            404)
        equal(f"GET does not {step}", gold.get(f"{made['trip']}/{step}")[0], 405)
    at = "/admin" + made["trip"]
    equal("an auditor looks", auditor.get(at)[0], 200)
    equal("but does not act", send(auditor, at, act="note", text="x")[0], 403)


def proposed_agreed_booked_closed():
    at = "/admin" + made["trip"]
    check("it waits in the queue", made["trip"] in clerk.get("/admin/custom")[2])
    equal("not booked before it is proposed", send(clerk, at, act="book", text="")[0], 409)
    equal("a proposal needs words", send(clerk, at, act="propose", text="")[0], 422)
    equal("a note among staff", send(clerk, at, act="note", text="车队已询价")[0], 303)
    equal("the proposal", send(clerk, at, act="propose", text="八天七晚，共 30,800 元")[0], 303)
    for lang, words in (("en", "Book this"), ("zh-CN", "就这么订")):
        speak(gold, lang)
        page = gold.get(made["trip"])[2]
        check(f"{lang}: the member reads it and may agree",
              "八天七晚" in page and "/agree" in page and words in page)
        check(f"{lang}: but not the note", "车队已询价" not in page)
    equal("something else first", send(gold, made["trip"] + "/messages", text="能住和顺吗？")[0],
          303)
    equal("it is our turn: nothing to agree to", send(gold, made["trip"] + "/agree")[0], 422)
    equal("proposed anew", send(clerk, at, act="propose", text="住和顺，共 31,200 元")[0], 303)
    equal("agreed", send(gold, made["trip"] + "/agree")[0], 303)
    equal("once", send(gold, made["trip"] + "/agree")[0], 422)
    equal("booked", send(clerk, at, act="book", text="")[0], 303)
    equal("too late to take back", send(gold, made["trip"] + "/withdraw")[0], 422)
    status, answer = portal.api("POST", "/orders", {
        "order_no": "site-custom-1", "member": "M9000003", "category": "domestic",
        "paid_fen": 3120000, "status": "paid",
        "paid_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 30))})
    check("its order comes in", status in (200, 201), answer)
    equal("no order that is none", send(clerk, at + "/orders", order_no="NONE-1")[0], 422)
    equal("its order is linked", send(clerk, at + "/orders", order_no="site-custom-1")[0], 303)
    check("and stands with the trip", "site-custom-1" in gold.get(made["trip"])[2])
    equal("closed", send(clerk, at, act="close", text="")[0], 303)
    check("the member sees it is over", "已结束" in gold.get(made["trip"])[2])
    equal("no word more", send(gold, made["trip"] + "/messages", text="x")[0], 422)


def taken_back():
    _, headers, _ = send(gold, "/custom", **{**ASK, "destination": "阿里"})
    place = headers["Location"].split("?")[0]
    equal("taken back", send(gold, place + "/withdraw")[0], 303)
    equal("no proposal any more", send(clerk, "/admin" + place, act="propose", text="x")[0], 409)


def a_late_answer_is_the_mornings_first():
    gold.sign_in("13800000003", "demo-points-3")
    equal("one more is asked for", send(gold, "/custom", **{**ASK, "destination": "雨崩村"})[0], 303)
    check("and is not late yet", "雨崩村" not in clerk.get("/admin/custom?show=overdue")[2])
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=20))
    clerk.sign_in("clerk")
    manager.sign_in("manager")
    check("the morning page leads there", "/admin/custom?show=overdue" in clerk.get("/admin/")[2])
    check("to the trip itself", "雨崩村" in clerk.get("/admin/custom?show=overdue")[2])


def marked_products():
    start = time.strftime("%Y-%m-%dT10:00", time.gmtime(time.time() + 20 * 86400))
    form = {"product": "site-hot", "name": "星空营地", "name_en": "Starlight camp",
            "public_from": start, "state": "live", "days_1": "2", "days_2": "5"}
    clerk.sign_in("clerk")
    manager.sign_in("manager")
    equal("a clerk marks nothing", send(clerk, "/admin/early", **form)[0], 403)
    equal("a manager does", send(manager, "/admin/early", **form)[0], 303)
    quote = {"category": "domestic", "amount_fen": 100, "products": ["site-hot"]}
    froms = [portal.api("POST", "/quotes", {**quote, "member": who})[1].get("bookable_from", "")
             for who in ("M9000001", "M9000003")]
    check("the higher tier may book earlier", "" < froms[1] < froms[0], froms)
    status, answer = portal.api("POST", "/quotes", {**quote, "member": "M9000003",
                                                    "products": ["plain"]})
    check("what is not marked says nothing", status == 200 and "bookable_from" not in answer, answer)
    guest = Browser(portal)
    check("the page of rules says from when", "星空营地" in guest.get("/programme")[2])
    equal("retired", send(manager, "/admin/early", **{**form, "state": "retired"})[0], 303)
    check("and is silent again", "星空营地" not in guest.get("/programme")[2])


def local(days):
    """A day and a time as the desk's forms take it, so many days from now."""
    zone = datetime.timezone(datetime.timedelta(hours=8))
    then = datetime.datetime.now(zone) + datetime.timedelta(days=days)
    return then.strftime("%Y-%m-%dT%H:%M")


def an_event_opens_sooner_for_some():
    form = {"name": "后台品香", "name_en": "Incense", "text": "来闻香", "place": "杭州",
            "starts_at": local(10), "ends_at": local(11), "open_from": local(3),
            "places": "5", "per_member": "1", "early_tier": "gold", "early_days": "5"}
    for lacks in ({"early_tier": ""}, {"early_days": ""}, {"open_from": ""}, {"early_days": "61"},
                  {"early_tier": "unheard"}):
        status, _, page = send(manager, "/admin/events/new", **{**form, **lacks})
        check(f"told: {lacks}", status == 422 and 'value="后台品香"' in page, status)
    _, headers, _ = send(manager, "/admin/events/new", **form)
    desk = headers["Location"].split("?")[0]
    page = manager.get(desk)[2]
    check("the form keeps it", 'name="early_days" value="5"' in page
          or re.search(r'name="early_days"[^>]*value="5"', page), page[:200])
    equal("it is opened", send(manager, desk + "/open")[0], 303)
    event = desk.removeprefix("/admin")
    page = plain.get(event)[2]
    check("the event says who and when", "提前 5 天" in page and event + "/join" not in page)
    equal("not yet for all", send(plain, event + "/join", seats="1", cost="0", form_id="early-a")[0],
          422)
    speak(gold, "en")
    check("open for the tier", "5 days earlier" in gold.get(event)[2]
          and event + "/join" in gold.get(event)[2])
    speak(gold, "zh-CN")
    equal("who signs up", send(gold, event + "/join", seats="1", cost="0", form_id="early-b")[0], 303)
    check("and has a place", "code.png" in gold.get(event)[2])


def a_draw_opens_sooner_for_some():
    said = {"text": "x", "who": "x", "method": "x", "claim_how": "x", "delivery": "x",
            "forfeit": "x", "organiser": "x", "contact": "400"}
    form = {"kind": "cutoff", "name": "早鸟抽奖", "name_en": "Early draw", "ticket_points": "1",
            "min_tier": "", "tax_by": "company", "reserve_count": "0", "claim_days": "7",
            "opens_at": local(3), "closes_at": local(6), "draws_at": local(7), **said}
    equal("days without a tier are told",
          send(manager, "/admin/draws/new", **{**form, "early_days": "4"})[0], 422)
    _, headers, _ = send(manager, "/admin/draws/new", **{**form, "early_tier": "gold",
                                                         "early_days": "4"})
    desk = headers["Location"].split("?")[0]
    equal("a prize", send(manager, desk + "/prizes/new", kind="goods", name="围巾", value="99",
                          count="1", taxable="1")[0], 303)
    equal("published", send(manager, desk + "/publish")[0], 303)
    draw = desk.removeprefix("/admin")
    check("its rules say who and when", "提前 4 天" in Browser(portal).get(draw)[2])
    entry = {"tickets": "1", "cost": "1", "confirm": "1"}
    equal("not yet for all", plain.get(draw + "/enter")[1].get("Location"), draw)
    equal("whatever is sent",
          send(plain, draw + "/enter", form_id="early-draw-plain-1", **entry)[0], 422)
    equal("the tier enters", gold.get(draw + "/enter")[0], 200)
    status, headers, _ = send(gold, draw + "/enter", form_id="early-draw-gold-01", **entry)
    equal("and has a ticket", (status, headers["Location"]), (303, draw + "?done=entered"))


def the_log_and_the_books_are_whole():
    page = manager.get("/admin/audit")[2]
    check("the log names the steps", "early_set" in page or "site-hot" in page)
    equal("the books are proved", portal.pointsctl("audit", check=False).returncode, 0)
    logs = "".join(open(f, encoding="utf-8", errors="replace").read()
                   for f in glob.glob(os.path.join(portal.var, "log", "*")) if os.path.isfile(f))
    check("no log holds what was said", WISHES not in logs and "川西环线" not in logs)


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, the_tier_decides, what_is_missing_is_told, asked_for_once,
            nobody_else_sees_it, proposed_agreed_booked_closed, taken_back, marked_products,
            an_event_opens_sooner_for_some, a_draw_opens_sooner_for_some,
            a_late_answer_is_the_mornings_first, the_log_and_the_books_are_whole)
