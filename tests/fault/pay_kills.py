#!/usr/bin/python3
"""kill -9 of workers and of the database while members pay with points and
coupons and are refunded, ROUNDS times each: every order took its points, its
code and its coupon once or not at all, every refund gave them back once.

Each desk gets a code on its member's page, sends an order with it, and a refund;
an answer that was not heard is asked for again as it was."""
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "20"))
MEMBERS = (2, 3, 8, 10)
COUPONS = 3000  # each member's
portal, desks, script = None, [], os.path.join(TOP, "deploy/dev/database.sh")
BROKEN = (OSError, http.client.HTTPException, ValueError)


def sql(text):
    return subprocess.run([script, "sql"], input=text, env=dict(os.environ, VAR=portal.var),
                          check=True, capture_output=True, text=True).stdout.strip()


def coupon(n, i):
    """The code of member N's coupon I: no zeros and ones in it."""
    return f"KK{n:02d}{i:06d}".replace("0", "A").replace("1", "B")


class Desk(threading.Thread):
    def __init__(self, n):
        super().__init__(daemon=True)
        self.n, self.ending, self.repeats, self.odd = n, False, 0, []
        self.paid, self.refunded, self.named = set(), set(), set()
        self.browser = Browser(portal)
        self.browser.sign_in(f"138000000{n:02d}", f"demo-points-{n}")

    def run(self):
        i = 0
        while not self.ending and i < COUPONS:
            i += 1
            no, code = f"P{self.n}-{i}", self.code()
            if code is None:
                continue
            body = {"order_no": no, "member": f"138000000{self.n:02d}", "category": "domestic",
                    "paid_fen": 10000, "status": "paid", "paid_at": "2026-01-05T10:00:00+08:00",
                    "pay_code": code, "pay_points": 500, "coupon_codes": [coupon(self.n, i)]}
            if not self.heard("/orders", body):
                continue
            self.paid.add(no)
            back = {"refund_no": "1", "amount_fen": 10000, "refunded_at": "2026-01-06T10:00:00+08:00"}
            if i % 2:
                back = dict(back, amount_fen=1000, points=500)
            if self.heard(f"/orders/{no}/refunds", back):
                (self.named if i % 2 else self.refunded).add(no)

    def code(self):
        """A code as the member's page shows it; None: this time there was none."""
        try:
            status, _, _ = self.browser.post("/pay")
            if status == 429:
                sql("DELETE FROM slow_down")
            found = re.search(r'pay-digits" value="(\d{8})"', self.browser.get("/pay")[2])
            return found and found.group(1)
        except BROKEN + (subprocess.CalledProcessError,):
            self.repeats += 1
            time.sleep(0.05)
            return None

    def heard(self, path, body):
        """Sends until an answer is heard; whether it is one that was hoped for."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                status, answer = portal.api("POST", path, body)
            except BROKEN:
                status, answer = 503, None
            if status in (200, 201):
                return True
            if status not in (502, 503, 429):
                self.odd.append((path, status, answer))
                return False
            self.repeats += 1
            time.sleep(0.05)
        self.odd.append((path, "no answer within 60 s", None))
        return False


def prepare():
    for n in MEMBERS:
        code = (f"REPLACE(REPLACE(CONCAT('KK', LPAD({n}, 2, '0'), LPAD(seq, 6, '0')), '0', 'A'),"
                " '1', 'B')")
        member = f"(SELECT member_id FROM sign_in_name WHERE name LIKE '%138000000{n:02d}' LIMIT 1)"
        sql(f"INSERT INTO coupon_code (code, member_id) SELECT {code}, {member} FROM seq_1_to_{COUPONS};"
            f" INSERT INTO coupon (member_id, code, source, kind, name, fen, state, issued_at, expires_on)"
            f" SELECT {member}, {code}, 'staff', 'amount', 'K', 1000, 'issued', UTC_TIMESTAMP(),"
            f" '9999-12-31' FROM seq_1_to_{COUPONS};"
            f" UPDATE person SET may_spend = 1 WHERE member_id = {member}")
    desks.extend(Desk(n) for n in MEMBERS)
    for desk in desks:
        desk.start()


def kill_workers():
    for i in range(ROUNDS):
        time.sleep(0.3)
        workers = portal.processes("member" if i % 4 == 0 else "partner")
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)
    check("work goes on", any(desk.is_alive() for desk in desks))


def kill_database():
    for _ in range(ROUNDS):
        time.sleep(0.7)
        for pid in portal.processes("mariadbd"):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        subprocess.run([script, "start"], check=True, stdin=subprocess.DEVNULL,
                       env=dict(os.environ, VAR=portal.var))


def all_come_to_rest():
    time.sleep(1)
    for desk in desks:
        desk.ending = True
    for desk in desks:
        desk.join(90)
    paid, repeats = sum(len(d.paid) for d in desks), sum(d.repeats for d in desks)
    odd = [o for d in desks for o in d.odd]
    print(f"{paid} orders paid with points, {repeats} repeats")
    check("orders were paid under the kills", paid > ROUNDS)
    check("no answer but done, try again or broken off", not odd, odd[:3])


def each_order_paid_once():
    rows = dict(line.split("\t") for line in sql(
        "SELECT order_no, points - returned_points FROM order_payment"
        " WHERE part = 'points' AND order_no LIKE 'P%'").split("\n"))
    paid = set().union(*(d.paid for d in desks))
    back = set().union(*(d.refunded | d.named for d in desks))
    equal("every order that was heard of took points", sorted(paid - set(rows)), [])
    equal("every refund gave them back", [no for no in back if rows[no] != "0"], [])
    equal("each took them once in the ledger", sql(
        "SELECT COUNT(*) FROM order_payment p WHERE p.part = 'points' AND (SELECT COUNT(*) FROM entry e"
        " WHERE e.member_id = p.member_id AND e.kind = 4"
        " AND e.source_id = CONCAT('pay:', p.partner, ':', p.order_no)) <> 1"), "0")
    equal("each code paid one order", sql(
        "SELECT COUNT(used_by) - COUNT(DISTINCT used_by) FROM pay_code WHERE used_by <> ''"), "0")
    equal("as many codes are used as orders are paid", sql(
        "SELECT (SELECT COUNT(*) FROM pay_code WHERE used_at IS NOT NULL)"
        " - (SELECT COUNT(*) FROM order_payment WHERE part = 'points')"), "0")
    equal("coupons are used just where they paid", sql(
        "SELECT (SELECT COUNT(*) FROM coupon WHERE name = 'K' AND state = 'used')"
        " - (SELECT COUNT(*) FROM order_payment WHERE part LIKE 'coupon/KK%'"
        " AND returned_at IS NULL)"), "0")
    refunded = set().union(*(d.refunded for d in desks))
    equal("a whole refund gave the coupon back too", sql(
        "SELECT COUNT(*) FROM order_payment WHERE part LIKE 'coupon/%' AND returned_at IS NULL"
        " AND order_no IN ('none'" + "".join(f", '{no}'" for no in refunded) + ")"), "0")


def the_books_hold():
    audit = portal.pointsctl("audit", check=False)
    check("pointsctl audit is clean", audit.returncode == 0, audit.stdout[-400:] + audit.stderr[-400:])


with Portal(DEMO="1") as portal:
    run(prepare, kill_workers, kill_database, all_come_to_rest, each_order_paid_once, the_books_hold)
