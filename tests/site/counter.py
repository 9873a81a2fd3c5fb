#!/usr/bin/python3
"""The counter's other half over HTTP: a clerk redeems for a member who reads out the
one-time code, the member sees where and by whom; one order entered by form; both in
both languages, under the desk's own grants."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal, figure  # noqa: E402
from shop import Desk, act, forge  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = member = clerk = None
PAGE, ORDER = "/admin/counter", "/admin/orders/new"


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def everybody_comes_in():
    global member, clerk
    member, clerk = Browser(portal), Desk(portal).sign_in("clerk")
    member.sign_in("13800000010", "demo-points-10")
    check("member and clerk are signed in", member.cookies and clerk.cookies)


def code():
    member.post("/pay")
    return re.search(r'class="pay-digits" value="(\d{8})"', member.get("/pay")[2]).group(1)


def available():
    return figure(member.get("/balance")[2], "points-available")


def redeemed(item, digits):
    return act(clerk, PAGE, item=item, quantity="1", code=digits)


def by_the_code():
    before, digits = available(), code()
    status, headers, _ = redeemed("coupon", digits)
    equal("a coupon is redeemed", (status, headers["Location"][:20]), (303, "/admin/redemptions/R"))
    no = headers["Location"].split("/")[3].split("?")[0]
    check("the points are taken", available() < before)
    text = member.get(f"/redemptions/{no}")[2]
    check("the member sees where and by whom", "门店柜台" in text and "李专员" in text)
    text = member.get("/pay")[2]
    check("the code's page leads there", f"/redemptions/{no}" in text)
    check("the desk sees it too", "门店柜台" in clerk.get(f"/admin/redemptions/{no}")[2])
    check("the member is told", int(sql("SELECT COUNT(*) FROM outbox WHERE kind = 'redeemed'"
                                        f" AND ref = '{no}'")) > 0)
    equal("used once", redeemed("coupon", digits)[0], 422)
    status, _, text = redeemed("coupon", "00000000")
    check("a wrong one is told, what was chosen stays", status == 422
          and re.search(r'value="coupon" selected', text))


def goods_and_vouchers():
    for item in ("umbrella", "cinema", "neck-pillow"):
        status, headers, text = redeemed(item, code())
        equal(f"{item} is redeemed", status, 303)
    equal("the books agree", portal.pointsctl("audit", check=False).returncode, 0)


def an_order_by_form():
    no = sql("SELECT m.member_no FROM member m JOIN person p USING (member_id)"
             " WHERE p.phone = '13800000010' AND p.role = 'holder'")
    fields = {"member": no, "order_no": "HAND-77", "category": "domestic", "paid": "880.50",
              "paid_at": sql("SELECT DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 7 HOUR, '%Y-%m-%dT%H:%i')")}
    status, headers, _ = act(clerk, ORDER, **fields)
    equal("an order is booked", (status, headers["Location"]), (303, ORDER + "?done=order_booked"))
    equal("with its money", sql("SELECT paid_fen FROM order_head WHERE order_no = 'HAND-77'"), "88050")
    status, headers, _ = act(clerk, ORDER, **fields)
    equal("again it is there already", headers["Location"], ORDER + "?done=order_there")
    check("the member sees it", "HAND-77" in member.get("/orders")[2])
    status, _, text = act(clerk, ORDER, **{**fields, "member": "nobody@example.test"})
    check("nobody's is refused", status == 422 and "没有找到这位会员" in text)


def in_english():
    clerk.cookies["lang"] = "en"
    check("the counter speaks English", "Redeem at the counter" in clerk.get(PAGE)[2])
    check("the order's form, too", "Enter an order" in clerk.get(ORDER)[2])
    auditor = Desk(portal).sign_in("auditor")
    for page in (PAGE, ORDER):
        equal(f"auditors change nothing at {page}", forge(auditor, page)[0], 403)


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, by_the_code, goods_and_vouchers, an_order_by_form, in_english)
