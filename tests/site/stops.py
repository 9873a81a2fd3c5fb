#!/usr/bin/python3
"""The emergency stop over HTTP: 64 buyers at several workers while a manager stops an
item, then everything: once the desk has its answer nothing is taken any more; pages
say why in both languages, booking systems get their code; lifting opens all again."""
import os
import re
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import buyers as market  # noqa: E402
from portal import Browser, Portal  # noqa: E402
from shop import Desk, forge  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = manager = clerk = None
ZH, EN = "我们在核对价格，先歇一会儿。", "We are checking a price."


def spends():
    return int(market.sql("SELECT COUNT(*) FROM entry WHERE kind = 4;"))


def stop(**what):
    fields = {"item": "", "draw": "", "text": ZH, "text_en": EN, "reason": "价格填错", **what}
    look = forge(manager, "/admin/stops/new", **fields)
    assert look[0] == 200 and "确认暂停" in look[2], look[0]
    return forge(manager, "/admin/stops/new", sure="1", **fields)[0]


def lift():
    page = manager.get("/admin/stops")[2]
    for number in re.findall(r'scope="row"><a href="/admin/stops/(\d+)"', page):
        forge(manager, f"/admin/stops/{number}/lift", reason="已核对", sure="1")


def rush(item, cost, /, **what):
    """Everybody buys until refused; the stop comes in between. (answers, seen)"""
    seen = []

    def until_stopped(buyer):
        for n in range(10000):
            status, _, text = buyer.redeem(item, cost)
            if status != 303:
                return n, status, text
        return 10000, 0, ""

    def stopper():
        before = spends()
        while spends() < before + 2 * market.BUYERS:
            time.sleep(0.01)
        equal("the stop is set", stop(**what), 303)
        seen.append(spends())

    thread = threading.Thread(target=stopper, daemon=True)
    thread.start()
    answers = market.together(until_stopped)
    thread.join(60)
    return answers, seen[0]


def an_item_in_a_rush():
    check("several workers serve members", len(portal.processes("member")) >= 2)
    answers, seen = rush("cups", 50, kind="item", item="cups")
    equal("everybody is refused in the end", {a[1] for a in answers}, {422})
    check("with what staff wrote", all(ZH in a[2] for a in answers))
    equal("nothing was taken after the answer", spends(), seen)
    equal("another item goes on", market.buyers[0].redeem("tickets", 10)[0], 303)
    check("the morning page says so", "紧急暂停中" in clerk.get("/admin/")[2])
    lift()
    equal("lifted, it goes on", market.buyers[1].redeem("cups", 50)[0], 303)


def everything_in_a_rush():
    answers, seen = rush("cups", 50, kind="all")
    check("everybody reads why", all(a[1] == 422 and ZH in a[2] for a in answers))
    equal("nothing was taken after the answer", spends(), seen)
    equal("no other item either", market.buyers[0].redeem("tickets", 10)[0], 422)
    visitor = Browser(portal)
    check("visitors read it too", ZH in visitor.get("/donations")[2])
    equal("a clerk cannot lift it", forge(clerk, "/admin/stops/2/lift", reason="x", sure="1")[0],
          403)
    lift()
    check("the morning page is calm again", "没有紧急暂停" in clerk.get("/admin/")[2])


def a_member_reads_why():
    me = Browser(portal)
    me.sign_in("13800000003", "demo-points-3")
    me.post("/pay")
    code = re.search(r'<data class="pay-digits" value="(\d{8})"', me.get("/pay")[2]).group(1)
    asked = {"member": "13800000003", "category": "domestic", "amount_fen": 100000}
    booked = {"order_no": "STOP-1", "member": "13800000003", "category": "domestic", "paid_fen": 95000,
              "status": "paid", "paid_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 30)),
              "pay_code": code, "pay_points": 500}
    check("before, a quote offers points",
          portal.api("POST", "/quotes", asked)[1]["most_points"] >= 500)
    offered = re.findall(r'class="use"', me.get("/planner")[2])
    check("before, the planner offers uses", offered)
    equal("everything stops", stop(kind="all"), 303)
    # Asked often enough to meet every worker.
    for lang, words in (("zh-CN", ZH), ("en", EN)):
        me.post("/language", lang=lang)
        for path in ("/catalogue", "/donations", "/draws", "/pay", "/planner"):
            pages = [me.get(path) for _ in range(8)]
            check(f"{path} says why at every worker, {lang}",
                  all(p[0] == 200 and words in p[2] for p in pages),
                  [p[0] for p in pages])
        check(f"the planner offers nothing, {lang}", 'class="use"' not in me.get("/planner")[2])
        status, _, page = forge(me, "/pay")
        check(f"no code is made, and why, {lang}", status == 422 and words in page, status)
    me.post("/language", lang="zh-CN")
    status, quote = portal.api("POST", "/quotes", asked)
    equal("a quote offers no points and says so",
          (status, quote["most_points"], quote.get("spending_stopped")), (200, 0, True))
    answers = [portal.api("POST", "/orders", booked) for _ in range(8)]
    equal("a code from before pays nothing", {(s, a["error"]["code"]) for s, a in answers},
          {(422, "spending_stopped")})
    plain = dict(booked, order_no="STOP-2")
    del plain["pay_code"], plain["pay_points"]
    equal("a booking without points goes on", portal.api("POST", "/orders", plain)[0], 201)
    lift()
    equal("lifted, the same code pays", portal.api("POST", "/orders", booked)[0], 201)
    check("the planner offers again", 'class="use"' in me.get("/planner")[2])


def the_books():
    audit = portal.pointsctl("audit", check=False)
    check("the books agree", audit.returncode == 0, audit.stdout + audit.stderr)


if __name__ == "__main__":
    with Portal() as portal:
        market.portal = portal
        market.ITEMS = market.ITEMS.replace("Cup,50,1000", "Cup,50,100000")
        market.prepare()
        manager, clerk = Desk(portal).sign_in("manager"), Desk(portal).sign_in("clerk")
        run(an_item_in_a_rush, everything_in_a_rush, a_member_reads_why, the_books)
