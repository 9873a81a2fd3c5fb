#!/usr/bin/python3
"""The counter over HTTP: the demo's merchant takes a member's voucher, in both
languages; two at the same moment are one; the desk's other rooms stay shut, and only
this page gets a camera."""
import os
import re
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from shop import Desk, act, forge  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
PAGE = "/admin/verify"


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def vouchers():
    return sql("SELECT c.code FROM coupon c JOIN item i ON i.item = c.item WHERE c.kind = 'voucher'"
               " AND i.supplier = '街角咖啡联盟' AND c.state = 'issued'"
               " AND c.expires_on >= CURRENT_DATE ORDER BY c.code").split()


def desk(role):
    return Desk(portal).sign_in(role)


def rooms_and_camera():
    merchant = desk("merchant")
    status, headers, _ = merchant.get("/admin/")
    equal("the first page leads to the counter", (status, headers["Location"]), (303, PAGE))
    status, headers, text = merchant.get(PAGE)
    equal("the counter opens", status, 200)
    check("it names the shop", "街角咖啡联盟" in text)
    check("the camera is this page's", "camera=(self)" in headers["Permissions-Policy"])
    for room in ("/admin/members", "/admin/coupons", "/admin/redemptions", "/admin/reports",
                 "/admin/orders", "/admin/cases", "/admin/audit"):
        equal(f"{room} is shut", merchant.get(room)[0], 403)
    _, headers, _ = desk("clerk").get("/admin/coupons")
    check("no other page has a camera", "camera=()" in headers["Permissions-Policy"])


def a_voucher_is_taken():
    code = vouchers()[0]
    merchant = desk("merchant")
    status, _, text = act(merchant, PAGE, code=code)
    equal("it is found", status, 200)
    check("with its value", "¥28" in text)
    member = sql("SELECT m.member_no, p.name, p.phone, p.email FROM coupon c JOIN member m USING (member_id)"
                 " JOIN person p USING (member_id)"
                 f" WHERE c.code = '{code}' AND p.role = 'holder'").split("\t")
    check("and nobody's name, number or address",
          not any(word and word != "NULL" and word in text for word in member), member)
    ref = re.search(r'name="ref" value="(V\w+)"', text).group(1)
    status, headers, _ = act(merchant, PAGE, code=code, ref=ref, use="1")
    equal("it is used", (status, headers["Location"]),
          (303, f"{PAGE}?done=voucher_used&took=2800"))
    check("and the page says so", "已核销" in merchant.get(headers["Location"])[2])
    equal("the same form again is the same use", act(merchant, PAGE, code=code, ref=ref, use="1")[0], 303)
    status, _, text = act(merchant, PAGE, code=code)
    check("afterwards it cannot be used", "name=\"use\"" not in text and "已使用" in text)
    equal("by whom and what for is kept",
          sql(f"SELECT used_by, used_order, used_fen FROM coupon WHERE code = '{code}'").split("\t"),
          ["corner-coffee", ref, "2800"])
    member = Browser(portal)
    no = sql(f"SELECT p.phone FROM coupon c JOIN person p USING (member_id) WHERE c.code = '{code}' LIMIT 1")
    member.sign_in(no, f"demo-points-{int(no[-2:])}")
    text = member.get(f"/coupons/{code}")[2]
    check("the member sees where", "街角咖啡联盟" in text and ref in text)
    check("and no order to look for", f"/orders/{ref}" not in text)


def two_at_once_are_one():
    sql("UPDATE coupon SET state = 'issued', used_at = NULL, used_by = '', used_order = '', used_fen = 0"
        " WHERE kind = 'voucher';")
    code = vouchers()[0]
    hands = [desk("merchant") for _ in range(2)]
    told = []

    def take(merchant, ref):
        told.append(act(merchant, PAGE, code=code, ref=ref, use="1")[0])

    for hand in hands:
        hand.get(PAGE)
    threads = [threading.Thread(target=take, args=(hand, f"V23456789A{i + 2}"))
               for i, hand in enumerate(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal("one of the two got it", sorted(told), [303, 422])


def in_english():
    merchant = desk("merchant")
    merchant.cookies["lang"] = "en"
    text = merchant.get(PAGE)[2]
    check("the counter speaks English", "Take a voucher" in text)
    status, _, text = act(merchant, PAGE, code="NOSUCHCODE")
    equal("a wrong code is refused", status, 422)
    check("in English", "no such voucher" in text and 'value="NOSUCHCODE"' in text)
    equal("a forged form is refused", merchant.go("POST", PAGE, {"code": "X", "csrf": "wrong"})[0], 403)


def guesses_wait():
    merchant = desk("merchant")
    told = [act(merchant, PAGE, code="23456789ABCDEFG2")[0] for _ in range(12)]
    check("who guesses waits", 429 in told and told[0] == 422, told)
    status, headers, _ = act(merchant, PAGE, code="23456789ABCDEFG2")
    if status == 429:
        check("and is told how long", int(headers["Retry-After"]) >= 1)
    equal("auditors take nothing", forge(desk("auditor"), PAGE, code="X")[0], 403)


if __name__ == "__main__":
    with Portal() as portal:
        run(rooms_and_camera, a_voucher_is_taken, two_at_once_are_one, in_english, guesses_wait)
