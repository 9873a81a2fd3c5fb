#!/usr/bin/python3
"""The shop from both sides over HTTP: a gift from the catalogue to the feedback,
a coupon to its use, a code to an order; what nobody else may see or do; and the
books behind it all."""
import datetime
import os
import re
import secrets
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
me, other, clerk, manager, auditor = (None,) * 5
made = {}  # what the journey leaves behind: gift, coupon, code, back …
WHO, STRANGER = ("13800000010", "demo-points-10"), ("13800000001", "demo-points-1")
GIFT, COUPON = "neck-pillow", "hotel-10"
TO = {"recipient": "沈青禾", "phone": "13912345678", "address": "上海市徐汇区衡山路 881 号 3 楼"}
PRIVATE = ("沈青禾", "13912345678", "衡山路 881")


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def hidden(page):
    """The hidden fields of the page's forms, without those of head and foot."""
    page = page[page.index("<main"):page.index("</main>")]
    return {name: value for name, value in
            re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page)}


def act(who, path, source=None, **fields):
    """Posts FIELDS to PATH with the hidden ones found on the page SOURCE."""
    found = hidden(who.get(source or path)[2])
    keep = {k: found[k] for k in ("csrf", "form_id", "cost") if k in found}
    return who.go("POST", path, {**keep, **fields})


def forge(who, path, **fields):
    """A POST with a good csrf value of WHO's own, whatever PATH shows."""
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    csrf = re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)
    return who.go("POST", path, {"csrf": csrf, **fields})


def just_now():
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=30)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def available():
    return figure(me.get("/balance")[2], "points-available")


def everybody_comes_in():
    global me, other, clerk, manager, auditor
    me, other = Browser(portal), Browser(portal)
    me.sign_in(*WHO)
    other.sign_in(*STRANGER)
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    check("all five are signed in", me.cookies and other.cookies and clerk.cookies
          and manager.cookies and auditor.cookies)


def a_gift_is_ordered():
    status, _, page = me.get("/catalogue?category=goods")
    check("the catalogue shows the gift", status == 200 and f'/catalogue/{GIFT}"' in page)
    status, _, page = me.get(f"/catalogue/{GIFT}")
    equal("its own page answers", status, 200)
    cost, before = figure(page, "item-cost"), available()
    status, _, page = me.get(f"/catalogue/{GIFT}/redeem")
    form = hidden(page)
    check("the form has its hidden fields", {"csrf", "form_id", "cost"} <= set(form), form)
    status, _, page = me.go("POST", f"/catalogue/{GIFT}/redeem",
                            {**form, "quantity": "1", **TO})
    check("then the answers are shown to be checked", status == 200 and TO["recipient"] in page
          and 'name="confirm"' in page, status)
    equal("nothing is taken yet", available(), before)
    sent = {**hidden(page), "quantity": "1", **TO, "confirm": "1"}
    sent = {k: sent[k] for k in ("csrf", "form_id", "cost", "quantity", "recipient", "phone",
                                 "address", "confirm")}
    answers = [me.go("POST", f"/catalogue/{GIFT}/redeem", sent) for _ in range(3)]
    equal("confirmed, and again from two other tabs", [a[0] for a in answers], [303] * 3)
    places = {a[1]["Location"].split("?")[0] for a in answers}
    equal("all lead to the same redemption", len(places), 1)
    made["gift"] = places.pop()
    equal("and the points went once", before - available(), cost)
    status, _, page = me.get(made["gift"])
    check("its page names number and address", status == 200 and TO["recipient"] in page and
          made["gift"].split("/")[-1] in page, status)


def staff_send_it():
    no = made["gift"].split("/")[-1]
    status, _, page = clerk.get("/admin/redemptions")
    check("it waits in the queue", status == 200 and no in page, status)
    desk = f"/admin/redemptions/{no}"
    check("the clerk sees where to", TO["recipient"] in clerk.get(desk)[2])
    equal("approved", act(clerk, desk, step="approve")[0], 303)
    equal("shipped", act(clerk, desk, step="ship", carrier="顺丰速运",
                         tracking_no="SF1400000000123")[0], 303)
    page = me.get(made["gift"])[2]
    check("the member finds the delivery number", "SF1400000000123" in page)
    check("too late to cancel", forge(me, made["gift"] + "/cancel")[0] in (409, 422))


def the_member_has_it():
    equal("the member says it came", act(me, made["gift"] + "/confirm", made["gift"])[0], 303)
    status, _, page = act(me, made["gift"] + "/feedback", made["gift"], score="9", text="好")
    equal("a score out of range is told", status, 422)
    status, headers, _ = act(me, made["gift"] + "/feedback", made["gift"], score="5",
                             text="颈枕很舒服，路上睡了一路")
    equal("and says how it is", status, 303)
    page = auditor.get("/admin/redemptions/" + made["gift"].split("/")[-1])[2]
    check("which the desk reads", "颈枕很舒服" in page)


def one_is_cancelled():
    before, item = available(), "umbrella"
    form = hidden(me.get(f"/catalogue/{item}/redeem")[2])
    status, headers, _ = me.go("POST", f"/catalogue/{item}/redeem", {
        **{k: form[k] for k in ("csrf", "form_id", "cost")}, "quantity": "1", **TO, "confirm": "1"})
    equal("another gift", status, 303)
    made["back"] = headers["Location"].split("?")[0]
    check("took its points", available() < before)
    equal("cancelled", act(me, made["back"] + "/cancel")[0], 303)
    equal("all points are back", available(), before)


def a_coupon_is_used():
    form = hidden(me.get(f"/catalogue/{COUPON}/redeem")[2])
    status, headers, _ = me.go("POST", f"/catalogue/{COUPON}/redeem", {
        **{k: form[k] for k in ("csrf", "form_id", "cost")}, "quantity": "1", "confirm": "1"})
    equal("a coupon is given at once", status, 303)
    made["coupon"] = headers["Location"].split("?")[0]
    page = me.get(made["coupon"])[2]
    made["code"] = re.search(r'href="/coupons/([A-Z0-9-]+)"', page).group(1)
    status, headers, _ = me.get(f"/coupons/{made['code']}/qr.png")
    check("its QR code is a picture", status == 200 and headers["Content-Type"] == "image/png")
    use = {"order_no": "SHOP-C", "amount_fen": 60000}
    path = f"/coupons/{made['code']}/use"
    status, answer = portal.api("POST", path, use)
    check("the partner takes it", status in (200, 201), (status, answer))
    equal("not for another order", portal.api("POST", path, {**use, "order_no": "SHOP-D"})[0], 409)
    check("the member sees where it was used", "SHOP-C" in me.get(f"/coupons/{made['code']}")[2])
    status, _, page = act(clerk, "/admin/coupons", code=made["code"])
    check("so does the desk", status == 200 and "SHOP-C" in page, status)


def a_code_pays():
    status, headers, _ = me.post("/pay")
    equal("the member asks for a code", status, 303)
    code = re.search(r'<data class="pay-digits" value="(\d{8})"', me.get("/pay")[2]).group(1)
    before = available()
    status, answer = portal.api("POST", "/orders", {
        "order_no": "SHOP-P", "member": WHO[0], "category": "domestic", "paid_fen": 95000,
        "status": "paid", "paid_at": just_now(), "pay_code": code,
        "pay_points": 500})
    check("the desk takes it with the order", status == 201, (status, answer))
    equal("500 points are gone", before - available(), 500)
    check("the trip says so", "SHOP-P" in me.get("/orders")[2])


def paths_of_mine():
    no = made["gift"]
    code = f"/coupons/{made['code']}"
    return [no, no + "/cancel", no + "/feedback", made["back"], made["coupon"], code,
            code + "/qr.png", "/orders/SHOP-P"]


def nobody_else_sees_it():
    equal("signed out, every one leads to the sign-in", {
        p: s for p in paths_of_mine()
        for s, h in [Browser(portal).get(p)[:2]]
        if (s, h.get("Location", "").split("?")[0]) != (303, "/sign-in")}, {})
    equal("another member finds none of them", {
        p: s for p in paths_of_mine() for s in [other.get(p)[0]] if s != 404}, {})
    equal("nor can act on them", {
        p: s for p in (made["gift"] + "/cancel", made["gift"] + "/confirm",
                       made["gift"] + "/feedback", made["back"] + "/cancel",
                       made["coupon"] + "/cancel")
        for s in [forge(other, p, **({"score": "1"} if p.endswith("feedback") else {}))[0]]
        if s != 404}, {})


def addresses_are_ones_own():
    mine = re.findall(r'action="(/addresses/\d+/forget)"', me.get("/addresses")[2])
    check("my address is kept for the next time", mine and TO["recipient"] in
          me.get("/addresses")[2])
    for path in mine:
        forge(other, path)
    check("another member's click leaves it there", all(
        path in me.get("/addresses")[2] for path in mine))
    seen = {}
    for path in ("/balance", "/history", "/history.csv", "/catalogue", f"/catalogue/{GIFT}",
                 f"/catalogue/{GIFT}/redeem", "/redemptions", "/coupons", "/orders", "/pay",
                 "/planner", "/wishes", "/addresses", "/profile", "/profile/preferences",
                 "/donations", "/orders/claim", "/people"):
        status, _, text = other.get(path)
        words = [w for w in (*PRIVATE, made["gift"].split("/")[-1], made["code"]) if w in text]
        if status not in (200, 303) or words:  # 303: out of this member's reach
            seen[path] = (status, words)
    equal("no page of another member names what is mine", seen, {})


def numbers_cannot_be_guessed():
    for kind, path in (("redemption", "/redemptions/{}"), ("coupon", "/coupons/{}")):
        tries = {other.get(path.format(secrets.token_hex(6).upper()))[0] for _ in range(10)}
        equal(f"ten made-up {kind} numbers are not there", tries, {404})
    text = other.get("/redemptions/" + urllib.parse.quote("' OR '1'='1"))
    equal("nor is an odd one", text[0], 404)


def roles_have_limits():
    no = made["gift"].split("/")[-1]
    managers = {f"/admin/redemptions/{no}/company": {"reason": "测试"}, "/admin/catalogue/new": {},
                f"/admin/catalogue/{GIFT}": {}, "/admin/partners": {"partner": "x", "title": "x"},
                "/admin/partners/demo-booking/rotate": {}, "/admin/staff": {"email": "x@demo.test"}}
    clerks = {f"/admin/redemptions/{no}": {"step": "done"}, "/admin/redemptions": {"step": "done"}}
    equal("a clerk may not do what a manager may", {
        p: s for p, f in managers.items() for s in [forge(clerk, p, **f)[0]] if s != 403}, {})
    equal("an auditor may change nothing", {
        p: s for p, f in {**managers, **clerks}.items()
        for s in [forge(auditor, p, **f)[0]] if s != 403}, {})
    equal("a clerk does not read who may sign in", clerk.get("/admin/staff")[0], 403)
    seen = {p: auditor.get(p)[0] for p in (
        "/admin/", "/admin/redemptions", f"/admin/redemptions/{no}", "/admin/catalogue",
        "/admin/claims", "/admin/coupons", "/admin/orders", "/admin/partners", "/admin/reports",
        "/admin/reports/points", "/admin/reports/points.csv", "/admin/audit")}
    equal("an auditor sees everything", {p: s for p, s in seen.items() if s != 200}, {})


def doors_are_apart():
    status, headers, _ = me.get("/admin/redemptions")
    check("a member is nobody at the desk", status == 303 and
          headers["Location"].startswith("/admin/sign-in"), status)
    status, headers, _ = manager.get("/balance")
    check("and a manager nobody among the members", status == 303 and
          headers["Location"].startswith("/sign-in"), status)
    thief = Browser(portal)
    thief.cookies = {"session": clerk.cookies["desk"], "desk": me.cookies["session"]}
    check("a cookie of one door opens not the other", thief.get("/balance")[0] == 303 and
          thief.get("/admin/")[0] == 303)
    csrf = hidden(me.get("/pay")[2])["csrf"]
    equal("a foreign form value is refused", other.go("POST", "/pay", {"csrf": csrf})[0], 403)


def what_was_done_stands_in_the_log():
    page = auditor.get("/admin/audit")[2]
    no = made["gift"].split("/")[-1]
    check("who looked at the redemption and who shipped it", no in page)
    check("the coupon's look-up too", made["coupon"].split("/")[-1] in page)


def the_books_agree():
    page = auditor.get("/admin/reports/points")[2]
    check("the report says that it balances", "status-good report-proof" in page)
    lines = [figure(page, f"report-{name}") for name in
             ("opening", "issued", "spent", "given_back", "expired", "reversed", "adjusted",
              "forgiven")]
    equal("opening and all lines are the closing", sum(lines), figure(page, "report-closing"))
    equal("the closing is what all accounts hold", figure(page, "report-closing"),
          figure(page, "now-available") + figure(page, "now-pending") - figure(page, "now-debt"))
    done = portal.pointsctl("audit", check=False)
    check("pointsctl audit finds nothing", done.returncode == 0, done.stdout[-600:])
    night = portal.pointsctl("nightly", check=False)
    check("nor does the night", night.returncode == 0, night.stdout[-600:] + night.stderr[-300:])
    again = auditor.get("/admin/reports/points")[2]
    equal("the figures are the same from the proved totals",
          [figure(again, f"report-{n}") for n in ("opening", "issued", "spent", "closing")],
          [figure(page, f"report-{n}") for n in ("opening", "issued", "spent", "closing")])


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, a_gift_is_ordered, staff_send_it, the_member_has_it,
            one_is_cancelled, a_coupon_is_used, a_code_pays, nobody_else_sees_it,
            addresses_are_ones_own, numbers_cannot_be_guessed, roles_have_limits, doors_are_apart,
            what_was_done_stands_in_the_log, the_books_agree)
