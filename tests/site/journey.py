#!/usr/bin/python3
"""Orders in by the signed API, figures out on the member's pages."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
PAID = "2026-03-05T10:00:00+08:00"


def order(no, **fields):
    return dict({"order_no": no, "member": "13800000001", "category": "domestic",
                 "paid_fen": 100000, "status": "completed", "paid_at": PAID}, **fields)


def standing():
    return portal.api("GET", "/members/13800000001")[1]


def health():
    status, headers, text = portal.request("GET", "/api/v1/health")
    equal("health answers", status, 200)
    check("health names the schema", '"status":"ok"' in text.replace(" ", "") and "schema" in text, text)


def order_to_balance():
    before = standing()
    status, answer = portal.api("POST", "/orders", order("S-1"))
    equal("a new order is 201", status, 201)
    check("it earned points", answer["points"] > 0, answer)
    equal("its lines add up", sum(line["points"] for line in answer["lines"]), answer["points"])
    after = standing()
    equal("the member has them", after["available"] + after["pending"] - after["debt"] + after["held"],
          before["available"] + before["pending"] - before["debt"] + before["held"] + answer["points"])
    again, repeated = portal.api("POST", "/orders", order("S-1"))
    equal("the same again is 200", again, 200)
    equal("with the same answer", repeated, dict(answer, replayed=True))
    status, other = portal.api("POST", "/orders", order("S-1", paid_fen=100001))
    equal("other content is 409", status, 409)
    check("with a code and a message", other["error"]["code"] and other["error"]["message"], other)
    equal("neither had an effect", standing(), after)


def pages_show_it():
    me = Browser(portal)
    check("signing in leads to the balance", "/balance" in me.sign_in("13800000001", "demo-points-1"))
    status, headers, page = me.get("/balance")
    api = standing()
    equal("the balance page answers", status, 200)
    for name, key in (("points-available", "available"), ("points-pending", "pending"),
                      ("points-debt", "debt"), ("points-lifetime", "lifetime")):
        equal(f"{name} is the API's", figure(page, name), api[key])
    equal("the tier is the API's", str(figure(page, "tier")), api["tier"])
    _, _, history = me.get("/history")
    equal("the newest balance is today's", figure(history, "entry-balance"),
          api["available"] - api["debt"])
    receipts = re.findall(r'href="(/history/\d+)"', history)
    check("entries lead to receipts", receipts)
    status, _, receipt = me.get(receipts[0])
    equal("a receipt answers", status, 200)
    status, headers, text = me.get("/history.csv")
    check("the history comes as CSV", status == 200 and "text/csv" in headers["Content-Type"])
    check("with a mark for spreadsheets", text.startswith("\ufeff"))
    status, _, trips = me.get("/orders")
    check("the trip is among my trips", status == 200 and "S-1" in trips)
    equal("HEAD answers as GET", me.go("HEAD", "/balance")[0], 200)
    check("personal pages are not stored", "no-store" in me.get("/balance")[1]["Cache-Control"])
    other = Browser(portal)
    other.sign_in("13800000002", "demo-points-2")
    status, _, text = other.get("/orders/S-1")
    equal("another member's trip is not there", status, 404)


def refunds():
    before = standing()
    portal.api("POST", "/orders", order("S-2", paid_fen=200000))
    part = {"refund_no": "R1", "amount_fen": 50000, "refunded_at": "2026-03-06T10:00:00+08:00"}
    status, answer = portal.api("POST", "/orders/S-2/refunds", part)
    equal("the first refund is 201", status, 201)
    status, again = portal.api("POST", "/orders/S-2/refunds", part)
    equal("repeated it is 200", status, 200)
    equal("with the same answer", again, dict(answer, replayed=True))
    status, _ = portal.api("POST", "/orders/S-2/refunds", dict(part, refund_no="R2", amount_fen=150001))
    equal("more than is left is 422", status, 422)
    status, _ = portal.api("POST", "/orders/S-2/refunds", dict(part, refund_no="R3", amount_fen=150000))
    equal("the rest goes back", status, 201)
    after = standing()
    equal("nothing of the order is left", after["available"] + after["pending"] - after["debt"],
          before["available"] + before["pending"] - before["debt"])
    status, _ = portal.api("POST", "/orders/S-3/refunds", dict(part, refund_no="R1"))
    equal("a refund before its order waits", status, 202)
    status, early = portal.api("POST", "/orders", order("S-3", paid_fen=50000))
    equal("then the order comes", status, 201)
    equal("and was paid back at once", standing()["available"], after["available"])


def trip_ahead():
    before = standing()
    status, answer = portal.api("POST", "/orders", order("S-4", status="paid", travel_end="2027-02-01"))
    equal("a paid trip ahead is taken", (status, answer["state"]), (201, "pending"))
    equal("its points wait", standing()["pending"] - before["pending"], answer["points"])
    status, _ = portal.api("POST", "/orders/S-4/move", {"travel_end": "2027-03-01"})
    equal("it can be moved", status // 100, 2)
    status, _ = portal.api("POST", "/orders/S-4/complete", {"completed_at": "2026-03-20T10:00:00+08:00"})
    equal("it can be completed", status // 100, 2)
    status, shown = portal.api("GET", "/orders/S-4")
    equal("and read", (status, shown["state"]), (200, "completed"))


def books():
    done = portal.pointsctl("audit", check=False)
    check("the audit is clean", done.returncode == 0, done.stdout + done.stderr)
    with open(os.path.join(portal.var, "log", "access.log")) as f:
        log = f.read()
    for word in ("13800000001", "S-2", "demo-points", "history/1"):
        check(f"the log does not hold {word}", word not in log)


with Portal() as portal:
    run(health, order_to_balance, pages_show_it, refunds, trip_ahead, books)
