#!/usr/bin/python3
"""Paying with points at the booking desk: the member's code, the order, its
refund; one code for many orders at once; codes guessed."""
import datetime
import email
import os
import re
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
me = None
WHO, PASSWORD = "13800000003", "demo-points-3"
codes = []


def now(seconds=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def order(no, **fields):
    return dict({"order_no": no, "member": WHO, "category": "domestic", "paid_fen": 95000,
                 "status": "paid", "paid_at": now(-30)}, **fields)


def available():
    return portal.api("GET", f"/members/{WHO}")[1]["available"]


def fresh_code():
    status, headers, _ = me.post("/pay")
    assert (status, headers["Location"]) == (303, "/pay"), (status, headers["Location"])
    code = re.search(r'<data class="pay-digits" value="(\d{8})"', me.get("/pay")[2]).group(1)
    codes.append(code)
    return code


def a_code_on_the_page():
    global me
    me = Browser(portal)
    me.sign_in(WHO, PASSWORD)
    status, headers, page = me.get("/pay")
    equal("the page answers", status, 200)
    check("it is not stored", "no-store" in headers["Cache-Control"])
    check("looking makes no code", "pay-digits" not in page)
    equal("it says what there is", figure(page, "points-available"), available())
    first = fresh_code()
    page = me.get("/pay")[2]
    check("loaded again it shows the same code", f'value="{first}"' in page)
    check("and how long it is good for", re.search(r'data-left="(29\d|300)"', page), page)
    second = fresh_code()
    check("a new code is another", first != second)
    equal("the one before works no more", portal.api("POST", "/orders", order(
        "P-0", pay_code=first, pay_points=500))[0], 422)
    equal("a signed-out visitor is sent to sign in", Browser(portal).get("/pay")[0], 303)


def an_order_and_its_refund():
    before = available()
    body = order("P-1", pay_code=codes[-1], pay_points=500)
    status, quote = portal.api("POST", "/quotes", {"member": WHO, "category": "domestic",
                                                   "amount_fen": 100000})
    check("a quote says how many points may pay", quote["most_points"] >= 500, quote)
    status, answer = portal.api("POST", "/orders", body)
    equal("the order is booked", status, 201)
    equal("with its price", (answer["price_fen"], answer["pay_points_fen"]), (100000, 5000))
    equal("the points are gone", available(), before - 500)
    status, again = portal.api("POST", "/orders", body)
    equal("the same again is the same", (status, again), (200, dict(answer, replayed=True)))
    status, other = portal.api("POST", "/orders", dict(body, order_no="P-2"))
    equal("the code pays no other order", (status, other["error"]["code"]), (422, "pay_code_wrong"))
    page = me.get("/pay")[2]
    check("the page says which order took it", "/orders/P-1" in page and "pay-digits" not in page)
    page = me.get("/orders/P-1")[2]
    check("the trip shows what paid", "¥1,000<" in page and "500 分抵 ¥50<" in page, page)
    receipt = re.search(r'href="(/history/\d+)"', me.get("/history?kind=spend")[2]).group(1)
    status, _, page = me.get(receipt)
    equal("so does the receipt", figure(page, "entry-points"), -500)
    check("which leads to the order", 'href="/orders/P-1"' in page)
    other = Browser(portal)
    other.sign_in("13800000002", "demo-points-2")
    equal("nobody else sees the trip", other.get("/orders/P-1")[0], 404)
    check("nor the code", codes[-1] not in other.get("/pay")[2])
    status, back = portal.api("POST", "/orders/P-1/refunds", {
        "refund_no": "R1", "amount_fen": 45000, "refunded_at": now()})
    equal("a part refund gives money only", (status, "points_returned" in back), (201, False))
    status, back = portal.api("POST", "/orders/P-1/refunds", {
        "refund_no": "R2", "amount_fen": 50000, "refunded_at": now()})
    equal("the last gives the points back", (status, back["points_returned"]), (201, 500))
    equal("all of them", available(), before)
    check("and the trip says so", "已退回 500 分" in me.get("/orders/P-1")[2])


def one_code_many_orders():
    before, code, got = available(), fresh_code(), []
    gate = threading.Barrier(16)

    def ask(i):
        gate.wait()
        got.append(portal.api("POST", "/orders", order(f"Q-{i}", pay_code=code, pay_points=500))[0])

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    equal("one order gets it", got.count(201), 1)
    equal("the others are told", got.count(422), 15)
    equal("500 points are gone", available(), before - 500)


def guessing():
    portal.pointsctl("partner", "add", "other-desk")
    secret = portal.pointsctl("partner", "rotate", "other-desk").stdout.split()[-1]
    own = {"key": "other-desk", "secret": secret}
    right, got = fresh_code(), []
    while len(got) < 60 or got[-1] != 429 and len(got) < 70:
        status, answer = portal.api("POST", "/orders", order(
            f"G-{len(got)}", pay_code=f"{len(got):08d}", pay_points=500), **own)
        got.append(status)
    check("some guesses are heard", 5 <= got.count(422) <= 20, got)
    equal("then the key has to wait", got[-1], 429)
    equal("also with the right code", portal.api("POST", "/orders", order(
        "G", pay_code=right, pay_points=500), **own)[0], 429)
    equal("what has no code goes on", portal.api("POST", "/orders", order("G-plain"), **own)[0], 201)
    equal("another key does not wait", portal.api("POST", "/orders", order(
        "G-own", pay_code=right, pay_points=500))[0], 201)


def letters():
    """The messages sent so far, as text."""
    folder = os.path.join(portal.var, "mail")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as f:
            letter = email.message_from_binary_file(f)
        for part in letter.walk():
            if part.get_content_maintype() == "text":
                yield part.get_payload(decode=True).decode("utf-8", "replace")


def told_and_not_logged():
    for _ in range(30):
        told = any("付款码" in text for text in letters())
        if told:
            break
        portal.pointsctl("mail", "send", check=False)
        time.sleep(0.5)
    check("the member is told of the use", told)
    done = portal.pointsctl("audit", check=False)
    check("the audit is clean", done.returncode == 0, done.stdout + done.stderr)
    logs = os.path.join(portal.var, "log")
    log = " ".join(open(os.path.join(logs, name), encoding="utf-8", errors="replace").read()
                   for name in os.listdir(logs) if os.path.isfile(os.path.join(logs, name)))
    check("wrong codes are logged", '"code_wrong"' in log or "code_wrong" in log)
    check("no log holds a code", not any(code in log for code in codes + ["00000001"]))


with Portal() as portal:
    run(a_code_on_the_page, an_order_and_its_refund, one_code_many_orders, guessing,
        told_and_not_logged)
