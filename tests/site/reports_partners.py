#!/usr/bin/python3
"""Settlement with partners: orders paid with points and coupons, refunds in parts, a
voucher at the counter; every figure equals what is counted from the ledger and the
coupons; a past day stays; the statement of one partner and its files."""
import contextlib
import datetime
import http.client
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from ledger import ZONE, plan_of, sheets_of, sql, table  # noqa: E402
from partners import Partners, last_of, partners_agree  # noqa: E402
from portal import TOP, Browser, Portal  # noqa: E402
from shop import Desk, act  # noqa: E402
from tap import check, equal, run  # noqa: E402

WHO, PASSWORD = "13800000003", "demo-points-3"
portal = manager = today = None
BASE = "/admin/reports/partners"


def now(seconds=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def facts():
    return Partners(portal, plan_of("travel"))


def agree():
    first = today.replace(day=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    for query, start, end in ((f"period=month&on={today}", first, today),
                              (f"period=month&on={before}", before, last_of(before)),
                              (f"period=year&on={today}", today.replace(month=1, day=1), today)):
        partners_agree(facts(), manager, query, start, end)


def desk(role):
    who = Browser(portal)
    status, _, _ = who.post("/admin/sign-in", email=f"{role}@demo.test", password=f"demo-staff-{role}")
    assert status == 303, (status, role)
    return who


def something_happens():
    """An order paid with points and its refunds, a coupon taken, given back and taken
    again, a voucher over the counter."""
    me = Browser(portal)
    me.sign_in(WHO, PASSWORD)
    me.post("/pay")
    code = re.search(r'<data class="pay-digits" value="(\d{8})"', me.get("/pay")[2]).group(1)
    order = {"order_no": "S-1", "member": WHO, "category": "domestic", "paid_fen": 95000,
             "status": "paid", "paid_at": now(-30), "pay_code": code, "pay_points": 500}
    equal("an order is paid with points", portal.api("POST", "/orders", order)[0], 201)
    for no, fen, points in (("R1", 45000, 123), ("R2", 50000, 0)):
        body = {"refund_no": no, "amount_fen": fen, "refunded_at": now()}
        equal(f"and refunded, {no}", portal.api("POST", "/orders/S-1/refunds", dict(
            body, **({"points": points} if points else {})))[0], 201)
    coupon = sql(portal, "SELECT code FROM coupon WHERE state = 'issued' AND kind = 'amount' AND fen > 0"
                         " AND min_fen = 0 AND expires_on >= CURRENT_DATE LIMIT 1")[0][0]
    for what, status in (("use", 200), ("release", 200), ("use", 200)):
        body = {"order_no": "S-2"} if what == "release" else {"order_no": "S-2", "amount_fen": 90000}
        got = portal.api("POST", f"/coupons/{coupon}/{what}", body)
        equal(f"a coupon: {what}", got[0], status)
    uses = sql(portal, f"SELECT n, partner, order_no, back FROM coupon_use WHERE code = '{coupon}' ORDER BY n")
    equal("each step is kept", uses[-3:], [[str(len(uses) - 2 + i), "demo-booking", "S-2", str(back)]
                                           for i, back in enumerate((0, 1, 0))])
    voucher = sql(portal, "SELECT c.code FROM coupon c JOIN item i ON i.item = c.item WHERE"
                          " c.kind = 'voucher' AND i.supplier = '街角咖啡联盟' AND c.state = 'issued'"
                          " AND c.expires_on >= CURRENT_DATE LIMIT 1")[0][0]
    merchant, page = Desk(portal).sign_in("merchant"), "/admin/verify"
    ref = re.search(r'name="ref" value="(V\w+)"', act(merchant, page, code=voucher)[2]).group(1)
    equal("the merchant takes a voucher", act(merchant, page, code=voucher, ref=ref, use="1")[0], 303)
    row = facts().days[today, "corner-coffee"]
    equal("it is the shop's", (row["coupons"], row["coupons_fen"]), (1, 2800))


def today_is_read_live():
    agree()


def tomorrow_it_is_added_up():
    portal.pointsctl("rollup", "full")
    kept = sql(portal, "SELECT * FROM rollup_partner ORDER BY day, partner")
    check("there are rows", len(kept) > 20, len(kept))
    agree()
    portal.pointsctl("rollup", "day", str(today - datetime.timedelta(days=1)))
    equal("made anew a day is the same", sql(portal, "SELECT * FROM rollup_partner ORDER BY day, partner"), kept)
    # the control: a figure that is not the ledger's is seen
    day = kept[-1][0]
    sql(portal, f"UPDATE rollup_partner SET earned = earned + 5 WHERE day = '{day}'")
    month = datetime.date.fromisoformat(day).replace(day=1)
    found = facts().month(month, min(last_of(month), today))
    shown = manager.get(f"{BASE}.csv?period=month&on={month}&table=months")[2]
    earned = sum(int(line.split(",")[4]) for line in shown.strip().splitlines()[1:-1])
    equal("a roll-up with five points too many shows five too many",
          earned - sum(r["earned"] for r in found.values()), 5)
    portal.pointsctl("rollup", "day", day)
    equal("and a day made anew mends it",
          sql(portal, "SELECT * FROM rollup_partner ORDER BY day, partner"), kept)


def a_partner_has_terms_of_its_own():
    """From tomorrow on its orders earn half, its points cost it ¥6 for 100, we pay 90 %
    of what is redeemed there, and it has a budget."""
    global manager
    tomorrow = today + datetime.timedelta(days=1)
    with open(os.path.join(TOP, "schema/plans/travel.hdf"), encoding="utf-8") as f:
        text = f.read()
    rows = ("Partners {\n  rooms {\n    Partner = demo-booking\n    Name.zh = 订房网\n    Name.en = Rooms\n    Rate = 5000\n"
            "    UnitFen = 600\n    RedeemShare = 9000\n    MonthPoints = 1000\n    YearPoints = 9000000\n  }\n}\n")
    check("the plan has room for partners", "Partners {\n}\n" in text)
    path = os.path.join(portal.var, "own.hdf")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace("Partners {\n}\n", rows))
    done = portal.pointsctl("plan", "load", path, "--from", str(tomorrow), check=False)
    check("a plan with terms is loaded", done.returncode == 0, done.stdout + done.stderr)
    portal.at(datetime.datetime.fromisoformat(f"{tomorrow}T12:00:00+08:00"))
    manager = desk("manager")
    who = {"member": WHO, "category": "domestic"}
    status, quote = portal.api("POST", "/quotes", dict(who, amount_fen=100000))
    equal("a quote says so", (status, quote["would_earn"]), (200, 1000))
    before = facts().days[tomorrow, "demo-booking"]["earned"]
    status, answer = portal.api("POST", "/orders", dict(who, order_no="S-9", paid_fen=200000,
                                                        status="paid", paid_at=f"{tomorrow}T03:00:00Z"))
    tier = 2  # silver and gold earn twice
    equal("an order earns half of twice", (status, facts().days[tomorrow, "demo-booking"]["earned"] - before),
          (201, 2000 * tier // 2))
    me = Browser(portal)
    me.sign_in(WHO, PASSWORD)
    receipts = re.findall(r'href="(/history/\d+)"', me.get("/history?kind=earn")[2])
    page = next((p for p in (me.get(r)[2] for r in receipts[:3]) if "S-9" in p), "")
    check("its receipt has the partner's line", "订房网 0.5 倍" in page and "−1,000" in page, page[:200])
    check("the programme tells members", "在订房网消费，按 0.5 倍积分" in me.get("/programme")[2])
    equal("the books agree", portal.pointsctl("audit", check=False).returncode, 0)
    terms = {"demo-booking": (600, 9000)}
    first = tomorrow.replace(day=1)
    mine = Partners(portal, plan_of("travel"), terms)
    partners_agree(mine, manager, f"period=month&on={tomorrow}", first, tomorrow)
    page = manager.get(f"{BASE}?period=month&on={tomorrow}")[2]
    check("a budget used up is told", "积分预算已用完：订房网" in page)
    row = table(manager, f"{BASE}.csv?period=month&on={tomorrow}&table=budgets")[1]
    months = mine.month(tomorrow.replace(month=1, day=1), tomorrow)
    earned = {k: sum(r["earned"] - r["reversed"] for (m, p), r in months.items()
                     if p == "demo-booking" and (k == "year" or m == first)) for k in ("month", "year")}
    equal("with its figures", [row[0], row[1], row[2], row[4], row[5]],
          ["订房网", "1000", str(earned["month"]), "9000000", str(earned["year"])])
    portal.pointsctl("rollup", "full")
    home = manager.get("/admin/")[2]
    over = sum(r["earned"] - r["reversed"] for (d, p), r in mine.days.items()
               if p == "demo-booking" and first <= d < tomorrow) >= 1000
    check("the morning page knows what was used up by last night",
          ("合作伙伴的积分预算用完了" in home) == over, over)


def its_budget_ends_earning():
    """From the day after on 300 points a month are all it gives out."""
    day = today + datetime.timedelta(days=2)
    with open(os.path.join(portal.var, "own.hdf"), encoding="utf-8") as f:
        text = f.read()
    path = os.path.join(portal.var, "ends.hdf")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace("MonthPoints = 1000", "MonthPoints = 300\n    EndsAtBudget = 1"))
    done = portal.pointsctl("plan", "load", path, "--from", str(day), check=False)
    check("a plan whose budget ends earning is loaded", done.returncode == 0, done.stderr)
    portal.at(datetime.datetime.fromisoformat(f"{day}T12:00:00+08:00"))
    who = {"member": WHO, "category": "domestic"}
    wanted = ((1000, 100000), (0, 0))  # the first uses it up; the second earns nothing
    for i, (points, would) in enumerate(wanted):
        status, quote = portal.api("POST", "/quotes", dict(who, amount_fen=100000))
        equal(f"order {i}: a quote says so", (status, quote["would_earn"]), (200, points))
        status, answer = portal.api("POST", "/orders", dict(
            who, order_no=f"B-{i}", paid_fen=100000, status="paid", paid_at=f"{day}T03:00:00Z"))
        equal(f"order {i} earns what it may", (status, answer["points"]), (201, points))
        check(f"order {i}: lines only where it earns", bool(answer["lines"]) == (would > 0), answer)
    me = Browser(portal)
    me.sign_in(WHO, PASSWORD)
    check("the order says why it earned nothing", "送出的积分已到限额" in me.get("/orders/B-1")[2])
    check("the one before does not", "送出的积分已到限额" not in me.get("/orders/B-0")[2])
    check("the programme tells members", "订房网每月或每年送出的积分有限额" in me.get("/programme")[2])
    equal("the books agree", portal.pointsctl("audit", check=False).returncode, 0)


def one_partner_has_its_statement():
    query = f"period=month&on={today}&partner=corner-coffee"
    status, _, page = manager.get(f"{BASE}?{query}")
    equal("its page", status, 200)
    check("bears its name", "街角咖啡联盟" in page)
    check("and its files", f"{BASE}.xlsx?partner=corner-coffee&amp;period=month" in page
          or f"{BASE}.xlsx?partner=corner-coffee&period=month" in page)
    check("another month keeps the partner", re.search(
        r'rel="prev" href="/admin/reports/partners\?partner=corner-coffee&(amp;)?period=month', page))
    check("the list of partners leads to one's", f"{BASE}?partner=demo-booking" in
          manager.get("/admin/partners")[2])
    con = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    con.request("GET", f"{BASE}.xlsx?{query}", headers={
        "Cookie": "; ".join(f"{k}={v}" for k, v in manager.cookies.items()),
        "Host": f"localhost:{portal.port}"})
    answer = con.getresponse()
    data = answer.read()
    equal("the workbook", (answer.status, data[:2]), (200, b"PK"))
    check("is named after it", "partners-corner-coffee-" in answer.headers["Content-Disposition"])
    months = sheets_of(data)[1]
    row = facts().month(today.replace(day=1), today)[today.replace(day=1), "corner-coffee"]
    check("and holds what is owed", any(row["owed"] / 100 in r for r in months), months)
    equal("a partner that is none", manager.get(f"{BASE}?partner=nobody")[0], 404)
    equal("nor is a word with blanks", manager.get(f"{BASE}?partner=a%20b")[0], 404)
    equal("an auditor may look", desk("auditor").get(f"{BASE}?{query}")[0], 200)
    equal("a merchant may not", Desk(portal).sign_in("merchant").get(f"{BASE}?{query}")[0], 403)
    equal("nor a stranger", Browser(portal).get(BASE)[0], 303)


with Portal(DEMO="1") as portal:
    for pid in portal.processes("job-loop.sh"):  # the nights are ours
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 15)
    today = datetime.datetime.now(ZONE).date()
    manager = desk("manager")
    run(something_happens, today_is_read_live, tomorrow_it_is_added_up, one_partner_has_its_statement,
        a_partner_has_terms_of_its_own, its_budget_ends_earning)
