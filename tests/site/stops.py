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


def the_books():
    audit = portal.pointsctl("audit", check=False)
    check("the books agree", audit.returncode == 0, audit.stdout + audit.stderr)


if __name__ == "__main__":
    with Portal() as portal:
        market.portal = portal
        market.ITEMS = market.ITEMS.replace("Cup,50,1000", "Cup,50,100000")
        market.prepare()
        manager, clerk = Desk(portal).sign_in("manager"), Desk(portal).sign_in("clerk")
        run(an_item_in_a_rush, everything_in_a_rush, the_books)
