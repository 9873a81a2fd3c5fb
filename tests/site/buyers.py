#!/usr/bin/python3
"""64 buyers at once through the web server: the last item is sold once, a
thousand codes are each given once, one form has one effect."""
import hashlib
import os
import re
import secrets
import subprocess
import sys
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

BUYERS, CODES, POINTS = 64, 1000, 100000
ITEMS = """code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,value_fen
last-one,goods,最后一件,The last one,100,1,,,,,100
tickets,voucher,电影票,Cinema ticket,10,,,,,,100
cups,goods,杯子,Cup,50,1000,,,,,100
"""
portal, buyers = None, []


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def written(name, text):
    path = os.path.join(portal.var, name)
    with open(path, "w") as f:
        f.write(text)
    return path


class Buyer:
    """A member with points and a session, without the cost of 64 sign-ins."""

    def __init__(self, n):
        self.no, self.n = f"M{7000000 + n}", n
        self.token, self.csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)[:43]

    def session(self):
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        return (f"INSERT INTO session (token_hash, member_id, person_id, csrf, created_at, seen_at)"
                f" SELECT UNHEX('{digest}'), member_id, 1, '{self.csrf}', UTC_TIMESTAMP(),"
                f" UTC_TIMESTAMP() FROM member WHERE member_no = '{self.no}';")

    def redeem(self, item, cost, form=None):
        fields = {"csrf": self.csrf, "form_id": form or secrets.token_urlsafe(32)[:43],
                  "quantity": "1", "cost": str(cost), "confirm": "1", "recipient": "买家",
                  "phone": f"139{self.n:08d}", "address": f"上海市浦东新区张江路 {self.n} 号"}
        while True:
            status, headers, text = portal.request(
                "POST", f"/catalogue/{item}/redeem", urllib.parse.urlencode(fields),
                {"Cookie": f"session={self.token}", "Host": f"localhost:{portal.port}",
                 "Content-Type": "application/x-www-form-urlencoded"}, timeout=60)
            if status != 503:  # busy: the page says to send it again
                return status, headers.get("Location", "").split("?")[0], text


def prepare():
    portal.pointsctl("import", "catalogue", written("items.csv", ITEMS))
    portal.pointsctl("import", "members", written(
        "members.csv", "member_no,name,phone,email,birthday,joined_on,invited_by\n" +
        "".join(f"M{7000000 + n},买家,,,,,\n" for n in range(BUYERS))))
    portal.pointsctl("import", "balances", written(
        "balances.csv", "member,points,expires_on,tier,tier_until\n" +
        "".join(f"M{7000000 + n},{POINTS},,,\n" for n in range(BUYERS))))
    buyers.extend(Buyer(n) for n in range(BUYERS))
    sql("".join(b.session() for b in buyers) +
        f"INSERT INTO item_code (item, code, added_at) SELECT 'tickets', CONCAT('FILM',"
        f" LPAD(seq * 7, 8, '0')), UTC_TIMESTAMP() FROM seq_1_to_{CODES};"
        f" UPDATE item_stock SET `left` = {CODES} WHERE item = 'tickets'")


def together(work):
    """Runs WORK(buyer) in a thread each, all let go at one moment."""
    gate, results = threading.Barrier(BUYERS), [None] * BUYERS

    def body(i):
        gate.wait()
        results[i] = work(buyers[i])

    threads = [threading.Thread(target=body, args=(i,), daemon=True) for i in range(BUYERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def the_last_one():
    answers = together(lambda b: b.redeem("last-one", 100))
    equal("the last item is sold once", sum(a[0] == 303 for a in answers), 1)
    refused = [a for a in answers if a[0] != 303]
    check("63 are told so on the page", len(refused) == 63 and all(
        a[0] == 422 and "换完" in a[2] for a in refused), {a[0] for a in refused})
    equal("who got nothing paid nothing", sql(
        "SELECT COUNT(*) FROM account a JOIN member m USING (member_id) WHERE m.member_no BETWEEN"
        f" 'M7000000' AND 'M7000099' AND a.available = {POINTS}"), "63")
    equal("none is left", sql("SELECT `left` FROM item_stock WHERE item = 'last-one'"), "0")


def a_thousand_codes():
    def until_sold_out(buyer):
        for n in range(CODES):
            status, _, _ = buyer.redeem("tickets", 10)
            if status != 303:
                return n, status
        return CODES, 0

    answers = together(until_sold_out)
    equal("1,000 codes are given out", sum(a[0] for a in answers), CODES)
    equal("and then no more", {a[1] for a in answers}, {422})
    equal("no code twice", sql("SELECT COUNT(*), COUNT(DISTINCT code) FROM coupon"
                               " WHERE item = 'tickets'"), f"{CODES}\t{CODES}")


def one_form():
    """Each of eight posts of one form is led to the same page."""
    forms = {b: secrets.token_urlsafe(32)[:43] for b in buyers[:8]}
    answers = together(lambda b: b.redeem("cups", 50, forms[buyers[b.n % 8]]) if b.n < 8 else
                       Post(buyers[b.n % 8]).redeem("cups", 50, forms[buyers[b.n % 8]]))
    check("every post of a form is answered 303", all(a[0] == 303 for a in answers),
          {a[0] for a in answers})
    for n in range(8):
        equal(f"form {n + 1} leads to one redemption",
              len({answers[i][1] for i in range(n, BUYERS, 8)}), 1)
    equal("eight cups are gone", sql("SELECT taken FROM item_stock WHERE item = 'cups'"), "8")


class Post(Buyer):
    """The same buyer in another tab."""

    def __init__(self, buyer):
        self.no, self.n, self.token, self.csrf = buyer.no, buyer.n, buyer.token, buyer.csrf


def the_books():
    audit = portal.pointsctl("audit", check=False)
    check("books, stock and codes agree", audit.returncode == 0, audit.stdout + audit.stderr)
    seen = re.search(r"catalogue: (\d+) items, (\d+) redemptions", audit.stdout)
    check("and the audit saw them", seen and int(seen.group(2)) >= CODES + 9, audit.stdout)


if __name__ == "__main__":
    with Portal(DEMO="0") as portal:
        prepare()
        run(the_last_one, a_thousand_codes, one_form, the_books)
