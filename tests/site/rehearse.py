#!/usr/bin/python3
"""Other rules rehearsed: member by member what a re-import under them gives; a part of
the past leaves what lies before it alone; on the desk from the draft to the result."""
import csv
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lib")]
import rehearsal  # noqa: E402
from portal import TOP, Browser  # noqa: E402
from tap import check, equal, run  # noqa: E402

MIDDLE = "2026-01-01"


def sql(portal, text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-N", "-e", text],
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def whole():
    """The default plan against the one that differs most."""
    found = rehearsal.compare("travel", "rewards", rehearsal.lively)
    check("the two plans do differ", sum(old != new for old, new in found.values()) > 200)


class Desk(Browser):
    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self

    def send(self, path, **fields):
        page = self.get("/admin/password")[2]
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        return self.go("POST", path, {"csrf": csrf, **fields})


def part(portal):
    """From a day in the middle: what was paid before is priced as it was."""
    plain, _ = rehearsal.rehearsed(portal, "travel", "--from", MIDDLE)
    check("the rules in force, rehearsed, change nothing",
          all(old == new for old, new in plain.values()))
    found, said = rehearsal.rehearsed(portal, "retail", "--from", MIDDLE)
    wanted = sql(portal, "SELECT m.member_no, SUM(o.points - o.taken) FROM order_head o JOIN"
                         " member m USING (member_id) WHERE o.paid_at >= '2025-12-31 16:00:00'"
                         " GROUP BY m.member_no")
    wanted = dict(row.split("\t") for row in wanted.splitlines())
    equal("points of the span as booked, by member",
          {no: old[0] for no, (old, _) in found.items() if no in wanted}, wanted)
    before = sql(portal, "SELECT COUNT(*) FROM entry")
    orders = sql(portal, "SELECT COUNT(*) FROM order_head WHERE paid_at >= '2025-12-31 16:00:00'"
                         " AND member_id IS NOT NULL")
    check("its orders are counted", said.startswith(orders + " orders of "), said[:80])
    equal("nothing was booked", sql(portal, "SELECT COUNT(*) FROM entry"), before)
    bad = portal.pointsctl("plan", "rehearse", "/dev/null", check=False)
    equal("an empty file is refused", bad.returncode, 2)
    bad = portal.pointsctl("plan", "rehearse", rehearsal.plan_file("crm"), "--from", "2999-01-01",
                           check=False)
    equal("a day to come is refused", bad.returncode, 2)


def value(page, name):
    return int(re.search(rf'class="{name}" value="(-?\d+)"', page).group(1))


def result(desk, path):
    for _ in range(60):
        status, headers, page = desk.get(path)
        if not headers.get("Refresh"):
            return status, page
        time.sleep(1)
    return 0, ""


def on_the_desk(portal):
    """A draft from its first word to its rules in force."""
    manager, clerk, auditor = (Desk(portal).sign_in(role)
                               for role in ("manager", "clerk", "auditor"))
    equal("a clerk begins no draft", clerk.send("/admin/plan", title="x")[0], 403)
    equal("nor does an auditor", auditor.send("/admin/plan", title="x")[0], 403)
    equal("a draft has a title", manager.send("/admin/plan", title="")[0], 422)
    status, headers, _ = manager.send("/admin/plan", title="零售规则")
    draft = headers["Location"].split("?")[0]
    with open(rehearsal.plan_file("retail"), encoding="utf-8") as f:
        retail = f.read()
    wrong = retail.replace("Rate = 10000", "Rate = 9999", 1)
    line = next(i for i, text in enumerate(wrong.splitlines(), 1) if "Rate = 9999" in text)
    status, _, page = manager.send(draft + "/text", edit="1", title="零售规则", source=wrong)
    equal("a wrong row is refused", status, 422)
    check("its line and row are named", str(line) in page and "Tiers." in page and ".Rate" in page,
          re.findall(r'plan-why">[^<]*', page))
    check("and what was typed is kept", "Rate = 9999" in page)
    status, _, page = manager.send(draft + "/text", edit="1", title="零售规则",
                                   source=retail.replace("Earn {", "#include \"x\"\nEarn {", 1))
    equal("nothing else is read", status, 422)
    equal("the plan is saved", manager.send(draft + "/text", edit="1", title="零售规则",
                                            source=retail)[0], 303)
    equal("twice the same edit is told", manager.send(draft + "/text", edit="1", title="零售规则",
                                                      source=retail)[0], 409)
    status, headers, _ = manager.send(draft + "/rehearse", **{"from": MIDDLE})
    equal("it is rehearsed", status, 303)
    status, page = result(auditor, headers["Location"])
    equal("and an auditor sees what came of it", status, 200)
    found, _ = rehearsal.rehearsed(portal, "retail", "--from", MIDDLE)
    equal("old points", value(page, "old-points"), sum(int(old[0]) for old, _ in found.values()))
    equal("new points", value(page, "new-points"), sum(int(new[0]) for _, new in found.values()))
    equal("members who gain", value(page, "rehearsal-more"),
          sum(int(new[0]) > int(old[0]) for old, new in found.values()))
    equal("members who lose", value(page, "rehearsal-less"),
          sum(int(new[0]) < int(old[0]) for old, new in found.values()))
    worst = max(found.values(), key=lambda pair: abs(int(pair[1][0]) - int(pair[0][0])))
    top = re.findall(r'<th scope="row">(?:<a[^>]*>)?(\w+)', page[page.index('id="top"'):])
    equal("at most fifty are named", len(top), 50)
    equal("the most affected first", found[top[0]], worst)
    moved = page[page.index('id="who"'):page.index('id="top"')]
    moved = moved[:moved.find('id="months"')]
    cells = [int(n) for n in re.findall(r'<data value="(\d+)">', moved)]
    equal("the tiers hold every member", sum(cells), len(found))
    with open(os.path.join(portal.var, "rehearsed.csv"), encoding="utf-8-sig") as f:
        tiers = [(r["old_reviewed"], r["new_reviewed"]) for r in csv.DictReader(f)]
    order = ("standard", "silver", "gold")
    equal("each where it belongs", cells, [tiers.count((a, b)) for a in order for b in order])
    equal("members a tier down", value(page, "rehearsal-down"),
          sum(order.index(b) < order.index(a) for a, b in tiers))
    publish(portal, manager, clerk, draft)


def publish(portal, manager, clerk, draft):
    equal("a clerk publishes nothing", clerk.send(draft + "/publish", edit="2", sure="1",
                                                  **{"from": "2999-01-01"})[0], 403)
    equal("nobody publishes for today", manager.send(
        draft + "/publish", edit="2", sure="1", **{"from": time.strftime("%Y-%m-%d")})[0], 422)
    status, _, page = manager.send(draft + "/publish", edit="2", **{"from": "2999-01-01"})
    equal("the day is looked at first", (status, 'name="sure"' in page), (200, True))
    equal("then it is published", manager.send(draft + "/publish", edit="2", sure="1",
                                               **{"from": "2999-01-01"})[0], 303)
    equal("once", manager.send(draft + "/publish", edit="3", sure="1",
                               **{"from": "2999-01-02"})[0], 409)
    check("members read what will change",
          "2999" in Browser(portal).get("/programme/changes")[2])
    shown = portal.pointsctl("plan", "show").stdout
    check("it waits for its day", "retail from 2999-01-01" in shown, shown[:200])
    logged = sql(portal, "SELECT COUNT(*) FROM staff_action WHERE action IN ('plan_draft',"
                         " 'plan_edit', 'plan_rehearse', 'plan_publish', 'rehearsal_view')")
    equal("each step is in the staff log", int(logged), 5)


def desk():
    portal = rehearsal.imported("travel", rehearsal.lively, demo="1")
    try:
        part(portal)
        on_the_desk(portal)
    finally:
        portal.__exit__()


run(whole, desk)
