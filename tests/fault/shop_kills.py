#!/usr/bin/python3
"""kill -9 of workers and of the database while members redeem and cancel, ROUNDS
times each: each form has one effect or none, nothing is half redeemed, no code
is given twice, stock and books agree.

Each buyer submits forms with ids of its own, sends an unheard one again as it
was, and writes down where the portal led."""
import http.client
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "20"))
BUYERS = (2, 3, 8, 10)
ITEMS = ("kill-cup", "kill-coupon", "kill-voucher")
CODES = 20000
CSV = """code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,value_fen
kill-cup,goods,杯子,Cup,1,100000,,,,,100
kill-coupon,coupon,券,Coupon,1,,,,,,1000
kill-voucher,voucher,票,Ticket,1,,,,,,100
"""
portal, buyers, script = None, [], os.path.join(TOP, "deploy/dev/database.sh")


def sql(text):
    return subprocess.run([script, "sql"], input=text, env=dict(os.environ, VAR=portal.var),
                          check=True, capture_output=True, text=True).stdout.strip()


class Buyer(threading.Thread):
    def __init__(self, n):
        super().__init__(daemon=True)
        self.n, self.ending, self.repeats, self.odd = n, False, 0, []
        self.led, self.cancelled = {}, []
        self.browser = Browser(portal)
        self.browser.sign_in(f"138000000{n:02d}", f"demo-points-{n}")
        page = self.browser.get("/catalogue/kill-cup/redeem")[2]
        self.csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)

    def run(self):
        i = 0
        while not self.ending:
            i += 1
            item = ITEMS[i % len(ITEMS)]
            form = secrets.token_urlsafe(32)[:43]
            where = self.until_led(f"/catalogue/{item}/redeem", {
                "form_id": form, "cost": "1", "quantity": "1", "confirm": "1",
                "recipient": "买家", "phone": f"138000000{self.n:02d}",
                "address": f"上海市黄浦区中山东一路 {self.n} 号"})
            if where is None:
                continue
            self.led[form] = where.split("?")[0]
            if item == "kill-cup" and i % 2:
                if self.until_led(self.led[form] + "/cancel", {}) is not None:
                    self.cancelled.append(self.led[form].rsplit("/", 1)[1])

    def until_led(self, path, fields):
        """Posts until an answer is heard: where it leads; None when it was odd."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                status, headers, text = self.browser.go("POST", path, dict(fields, csrf=self.csrf))
            except (OSError, http.client.HTTPException, ValueError):
                self.repeats += 1
                time.sleep(0.05)
                continue
            if status == 303:
                return headers["Location"]
            if status not in (502, 503, 429):
                self.odd.append((path, status, " ".join(re.sub(r"<[^>]+>", " ", text).split())[:300]))
                return None
            self.repeats += 1
            time.sleep(0.05)
        self.odd.append((path, "no answer within 60 s", ""))
        return None


def prepare():
    path = os.path.join(portal.var, "kill.csv")
    with open(path, "w") as f:
        f.write(CSV)
    portal.pointsctl("import", "catalogue", path)
    sql(f"INSERT INTO item_code (item, code, added_at) SELECT 'kill-voucher',"
        f" CONCAT('KILL', LPAD(seq, 8, '0')), UTC_TIMESTAMP() FROM seq_1_to_{CODES};"
        f" UPDATE item_stock SET `left` = {CODES} WHERE item = 'kill-voucher'")
    buyers.extend(Buyer(n) for n in BUYERS)
    for buyer in buyers:
        buyer.start()


def kill_workers():
    size = len(portal.processes("member"))
    for _ in range(ROUNDS):
        time.sleep(0.3)
        workers = portal.processes("member")
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)
    end = time.monotonic() + 5
    while len(portal.processes("member")) < size and time.monotonic() < end:
        time.sleep(0.1)
    check(f"the pool is full again after {ROUNDS} kills", len(portal.processes("member")) >= size)


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
    for buyer in buyers:
        buyer.ending = True
    for buyer in buyers:
        buyer.join(90)
    odd = [o for b in buyers for o in b.odd]
    done = sum(len(b.led) for b in buyers)
    print(f"{done} redemptions, {sum(len(b.cancelled) for b in buyers)} cancelled,"
          f" {sum(b.repeats for b in buyers)} repeats")
    check("work went on under the kills", done > ROUNDS)
    check("no answer but done, try again or broken off", not odd, odd[:3])


def each_form_had_one_effect():
    stored = dict(line.split("\t") for line in sql(
        "SELECT r.redemption_no, r.state FROM redemption r WHERE r.item LIKE 'kill-%'").split("\n"))
    numbers = [where.rsplit("/", 1)[1] for b in buyers for where in b.led.values()]
    equal("no two forms led to one redemption", len(numbers), len(set(numbers)))
    equal("every one the portal led to is there", sorted(set(numbers) - set(stored)), [])
    # A form whose answer was never heard may have had its effect: but only as many
    # as were sent, and each is known by its form.
    forms = int(sql("SELECT COUNT(*) FROM form_done WHERE location LIKE '/redemptions/%'"
                    " AND form_id NOT LIKE 'demo-%'"))
    equal("every redemption has its form, every form its redemption", len(stored), forms)
    cancelled = [no for b in buyers for no in b.cancelled]
    equal("what was cancelled is cancelled", [no for no in cancelled if stored[no] != "cancelled"], [])


def nothing_is_half_done():
    equal("stock is what redemptions took of it", sql(
        "SELECT s.item FROM item_stock s WHERE s.item LIKE 'kill-%' AND (s.taken, s.points) <>"
        " (SELECT COALESCE(SUM(quantity), 0), COALESCE(SUM(cost_points), 0) FROM redemption r"
        " WHERE r.item = s.item AND r.state NOT IN ('rejected', 'cancelled'))"), "")
    equal("what is left and what was taken are what there was", sql(
        "SELECT `left` + taken FROM item_stock WHERE item = 'kill-cup'"), "100000")
    equal("each redemption took its points once", sql(
        "SELECT COUNT(*) FROM redemption r WHERE r.item LIKE 'kill-%' AND (SELECT COUNT(*) FROM entry e"
        " WHERE e.member_id = r.member_id AND e.source_id = r.redemption_no) <> 1"), "0")
    equal("each cancelled one gave them back once", sql(
        "SELECT COUNT(*) FROM redemption r WHERE r.item LIKE 'kill-%' AND r.state = 'cancelled' AND"
        " (SELECT COUNT(*) FROM entry e WHERE e.member_id = r.member_id"
        " AND e.source_id = CONCAT(r.redemption_no, '/cancel')) <> 1"), "0")
    equal("each coupon redeemed is there, once", sql(
        "SELECT COUNT(*) FROM redemption r WHERE r.item IN ('kill-coupon', 'kill-voucher') AND"
        " (SELECT COUNT(*) FROM coupon c WHERE c.member_id = r.member_id"
        " AND c.redemption_no = r.redemption_no) <> 1"), "0")
    equal("as many codes were given as vouchers redeemed", sql(
        "SELECT (SELECT COUNT(*) FROM item_code WHERE item = 'kill-voucher' AND redemption_no IS NOT NULL)"
        " - (SELECT COUNT(*) FROM redemption WHERE item = 'kill-voucher')"), "0")
    equal("no code was given twice", sql(
        "SELECT COUNT(redemption_no) - COUNT(DISTINCT redemption_no) FROM item_code"
        " WHERE item = 'kill-voucher'"), "0")
    equal("what is left of codes is what is free", sql(
        "SELECT `left` - (SELECT COUNT(*) FROM item_code WHERE item = 'kill-voucher'"
        " AND redemption_no IS NULL) FROM item_stock WHERE item = 'kill-voucher'"), "0")


def the_books_hold():
    audit = portal.pointsctl("audit", check=False)
    check("pointsctl audit is clean", audit.returncode == 0, audit.stdout[-400:] + audit.stderr[-400:])


with Portal(DEMO="1") as portal:
    run(prepare, kill_workers, kill_database, all_come_to_rest, each_form_had_one_effect,
        nothing_is_half_done, the_books_hold)
