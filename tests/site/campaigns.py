#!/usr/bin/python3
"""Campaigns and members' events over HTTP: staff plan, publish and measure a
campaign; an event fills up, somebody drops out, the next one moves up and is let in
by the code; what roles may not do; and the books behind it."""
import datetime
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
first, second, third, manager, clerk, auditor = (None,) * 6
made = {}
ZONE = datetime.timezone(datetime.timedelta(hours=8))


def today(ahead=0):
    return (datetime.datetime.now(ZONE) + datetime.timedelta(days=ahead)).date()


def moment(hours):
    at = datetime.datetime.now(ZONE) + datetime.timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M")


class Desk(Browser):
    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def act(who, path, source=None, **fields):
    """Posts FIELDS to PATH with the hidden ones of the page SOURCE."""
    page = who.get(source or path)[2]
    page = page[page.index("<main"):page.index("</main>")]
    found = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
    wanted = ("csrf", "form_id", "cost") + (() if source else ("version",))
    keep = {k: found[k] for k in wanted if k in found}
    return who.go("POST", path, {**keep, **fields})


def forge(who, path, **fields):
    """A POST with a good csrf value of WHO's own."""
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    csrf = re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)
    return who.go("POST", path, {"csrf": csrf, **fields})


def available(who):
    return figure(who.get("/balance")[2], "points-available")


def everybody_comes_in():
    global first, second, third, manager, clerk, auditor
    first, second, third = Browser(portal), Browser(portal), Browser(portal)
    first.sign_in("13800000003", "demo-points-3")
    second.sign_in("13800000010", "demo-points-10")
    third.sign_in("13800000001", "demo-points-1")
    manager, clerk, auditor = (Desk(portal).sign_in(r) for r in ("manager", "clerk", "auditor"))
    check("all are signed in", first.cookies and manager.cookies and auditor.cookies)


CAMPAIGN = {"campaign": "site_week", "name": "周末好去处", "name_en": "Weekends away",
            "text": "周末走一走，积分多一半。\n\n<b>不是标签</b>", "text_en": "", "goal": "orders",
            "target": "10", "bonus": "50", "product": "weekend", "margin": "20", "cost": "100"}


def a_campaign_is_planned_and_published():
    days = {"from_day": str(today(1)), "until_day": str(today(10))}
    status, _, page = act(manager, "/admin/campaigns/new", **{**CAMPAIGN, **days, "campaign": "A-B"})
    check("a code that cannot be is refused at its field", status == 422 and 'href="#campaign"' in page)
    status, headers, _ = act(manager, "/admin/campaigns/new",
                             **{**CAMPAIGN, "text": "", "from_day": str(today()),
                                "until_day": str(today(10))})
    at = "/admin/campaigns/site_week"
    equal("a draft is made", (status, headers["Location"]), (303, at + "?done=saved"))
    equal("members do not see it", third.get("/campaigns/site_week")[0], 404)
    status, _, page = act(manager, at + "/publish", at)
    check("publishing names what lacks", status == 422 and "给会员看的说明" in page)
    equal("it is filled in", act(manager, at, **{**CAMPAIGN, **days, "from_day": str(today())})[0], 303)
    status, _, page = act(manager, at + "/publish", at)
    check("rules cannot begin today", status == 422 and "规则最早可以从" in page)
    equal("it is moved", act(manager, at, **{**CAMPAIGN, **days})[0], 303)
    status, headers, _ = act(manager, at + "/publish", at)
    equal("it is published", (status, headers["Location"]), (303, at + "?done=campaign_on"))
    page = third.get("/campaigns")[2]
    check("members see it coming", "周末好去处" in page and "/campaigns/site_week" in page)
    page = third.get("/campaigns/site_week")[2]
    check("its words are words", "&lt;b&gt;不是标签" in page and "<b>不是" not in page)
    check("and the rule stands in the programme's own words", "50%" in page)
    plan = portal.pointsctl("plan", "show").stdout
    check("a version of the rules carries it", f"version 3: travel from {today(1)}" in plan, plan)


def what_is_on_is_measured():
    page = manager.get("/admin/campaigns/winter_snow")[2]
    before = figure(page, "campaign-orders"), figure(page, "campaign-bonus")
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=30)
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    order = {"order_no": "SNOW-1", "member": "M9000003", "category": "domestic",
             "paid_fen": 100000, "status": "completed", "paid_at": stamp, "products": ["snow"]}
    status, answer = portal.api("POST", "/orders", order)
    lines = {line["rule"]: line["points"] for line in answer.get("lines", [])}
    check("a marked trip earns a fifth more", status == 201 and lines.get("winter_snow") == 200, answer)
    portal.pointsctl("nightly", "campaigns")
    page = manager.get("/admin/campaigns/winter_snow")[2]
    equal("the figures have the order and its bonus",
          (figure(page, "campaign-orders"), figure(page, "campaign-bonus")),
          (before[0] + 1, before[1] + 200))
    equal("and the sales", figure(page, "campaign-sales"), 100000)
    check("the item costs less", "1,280" in second.get("/campaigns/winter_snow")[2])
    equal("staff stop it with a reason", act(manager, "/admin/campaigns/winter_snow/stop",
                                             "/admin/campaigns/winter_snow", reason="天气转暖")[0], 303)
    check("the lower cost is over at once", "1,280" not in second.get("/catalogue/visa-help")[2])


def an_event_fills_up():
    fields = {"name": "湖边夜话", "name_en": "Talks by the lake", "text": "带上故事来。",
              "place": "杭州", "starts_at": moment(3), "ends_at": moment(5),
              "open_until": moment(2), "back_until": moment(2), "places": "1",
              "per_member": "1", "cost_points": "50", "tier": "", "kind": ""}
    status, headers, _ = act(manager, "/admin/events/new", **fields)
    equal("an event is made", status, 303)
    made["desk"] = at = headers["Location"].split("?")[0]
    made["event"] = event = at.replace("/admin", "")
    equal("a draft is not there for members", first.get(event)[0], 404)
    equal("it is opened", act(manager, at + "/open", at)[0], 303)
    had = available(first), available(second)
    form = re.search(r'name="form_id" value="([^"]+)"', first.get(event + "/join")[2]).group(1)
    csrf = re.search(r'name="csrf" value="([^"]+)"', first.get(event + "/join")[2]).group(1)
    twice = [first.go("POST", event + "/join", {"csrf": csrf, "form_id": form, "cost": "50",
                                                "seats": "1"}) for _ in range(2)]
    equal("the same form twice answers the same", [(s, h["Location"]) for s, h, _ in twice],
          [(303, event)] * 2)
    equal("and takes the points once", available(first), had[0] - 50)
    check("the ticket shows the code", "code.png" in first.get(event)[2])
    equal("as a picture", first.get(event + "/code.png")[0], 200)
    equal("the next one waits", act(second, event + "/join", seats="1")[0], 303)
    page = second.get(event)[2]
    check("without a code", "code.png" not in page and "下一个就是您" in page)
    equal("and without paying", available(second), had[1])
    equal("no code for who waits", second.get(event + "/code.png")[0], 404)
    equal("a forged cost is told", forge(third, event + "/join", form_id="x" * 20, cost="1",
                                         seats="1")[0], 422)
    equal("leaving gives the points back", act(first, event + "/leave")[0], 303)
    equal("all of them", available(first), had[0])
    check("the next one has the place", "code.png" in second.get(event)[2])
    equal("and has paid", available(second), had[1] - 50)
    check("and was told", "轮到您了" in second.get("/notices")[2])


def the_code_lets_in():
    people = made["desk"] + "/people"
    code = re.search(r'id="code"><span>([A-Z0-9-]+)</span>', second.get(made["event"])[2]).group(1)
    check("no name on the member's page of another", code not in first.get(made["event"])[2])
    status, _, page = act(clerk, people, code="E2222222222")
    check("a wrong code is told", status == 422 and "没有这个签到码" in page)
    status, _, page = act(clerk, people, code=code.lower())
    check("the code checks in", status == 200 and figure(page, "event-came") == 1)
    status, _, page = act(clerk, people, code=code)
    check("once", status == 422 and "已经签过到" in page)
    status, headers, text = clerk.get(people + ".csv")
    check("the list is a file too", status == 200 and "came" in text and headers["Content-Type"].startswith("text/csv"))
    check("who looked stands in the log", "event_people" in auditor.get("/admin/audit")[2]
          or "签到" in auditor.get("/admin/audit")[2])


def roles_have_limits():
    at = made["desk"]
    equal("a clerk opens no event", forge(clerk, "/admin/events/1/open")[0], 403)
    equal("nor cancels one", forge(clerk, at + "/cancel", reason="x")[0], 403)
    equal("nor publishes", forge(clerk, "/admin/campaigns/spring_flowers/publish")[0], 403)
    equal("an auditor checks nobody in", forge(auditor, at + "/people", code="x")[0], 403)
    equal("but looks", auditor.get("/admin/campaigns/winter_snow")[0], 200)
    equal("members have no desk", second.get("/admin/events")[0], 303)
    equal("strangers sign in first", Browser(portal).get("/events")[0], 303)
    equal("no such event", second.get("/events/999999")[0], 404)
    equal("nor by a word", second.get("/events/abc")[0], 404)
    equal("gold's dinner is gold's", forge(third, "/events/2/join", form_id="y" * 20, cost="300",
                                           seats="1")[0], 422)


def a_cancelled_event_gives_back():
    event, at = "/events/1", "/admin/events/1"
    check("somebody comes", "code.png" in first.get(event)[2])
    equal("it is cancelled with a reason", act(manager, at + "/cancel", at, reason="大风")[0], 303)
    page = first.get(event)[2]
    check("its page says so", "大风" in page and "code.png" not in page)
    check("and a notice", "活动取消" in first.get("/notices")[2])


def the_books_agree():
    done = portal.pointsctl("audit", check=False)
    check("pointsctl audit finds nothing", done.returncode == 0, done.stdout[-600:])
    night = portal.pointsctl("nightly", check=False)
    check("nor does the night", night.returncode == 0, night.stdout[-600:] + night.stderr[-300:])
    equal("the loop has nothing left", portal.pointsctl("campaign", "due").stdout, "")


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, a_campaign_is_planned_and_published, what_is_on_is_measured,
            an_event_fills_up, the_code_lets_in, roles_have_limits, a_cancelled_event_gives_back,
            the_books_agree)
