#!/usr/bin/python3
"""Orders in volume from end to end: both files in, every row accounted for, the
books proved, a second import without effect, and a run killed in the middle
finished by running it again.

  test_real.py DATA          DATA/bookings-members.csv and DATA/bookings-orders.csv; other
                             rules rehearsed over them as well (tests/site/rehearse.py has
                             made-up ones)
  test_real.py --generated   15,000 made-up orders, the same every time"""
import csv
import datetime
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "lib"), os.path.join(HERE, "bench")]
import habits  # noqa: E402
import ledger  # noqa: E402
import partners  # noqa: E402
import peers  # noqa: E402
import rehearsal  # noqa: E402
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

FIGURES = """SELECT member_no, available, pending, debt, lifetime, tier
 FROM account JOIN member USING (member_id) ORDER BY member_no"""
BOOKS = """SELECT member_no, entry.kind, SUM(points), COUNT(*)
 FROM entry JOIN member USING (member_id) GROUP BY member_no, entry.kind ORDER BY 1, 2"""
LOTS = """SELECT member_no, points, `left`, available_on, expires_on, COUNT(*)
 FROM lot JOIN member USING (member_id) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"""


def sql(portal, text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-e", text],
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout


def state(portal):
    return [sql(portal, text) for text in (FIGURES, BOOKS, LOTS)]


class Files:
    """Copies of the data in a directory of the test (results lie beside them)."""

    def __init__(self, portal):
        if sys.argv[1] == "--generated":
            self.orders, self.members = peers.generated(portal.var)
        else:
            data = os.path.abspath(os.path.join(TOP, sys.argv[1]))
            self.members = shutil.copy(os.path.join(data, "bookings-members.csv"), portal.var)
            self.orders = shutil.copy(os.path.join(data, "bookings-orders.csv"), portal.var)
            for path in (self.members, self.orders):
                os.chmod(path, 0o644)
        with open(self.orders, encoding="utf-8-sig", newline="") as f:
            self.rows = list(csv.DictReader(f))


def results(path):
    with open(path + ".result.csv", encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def imported(portal, kind, path, wanted=0):
    start = time.monotonic()
    done = portal.pointsctl("import", kind, path, check=False)
    check(f"import {kind} ends with {wanted}", done.returncode == wanted,
          f"{done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}")
    print(f"     {time.monotonic() - start:.1f} s")


def audited(portal, when):
    done = portal.pointsctl("audit", check=False)
    check(f"the audit is clean {when}", done.returncode == 0, done.stdout[-400:] + done.stderr[-300:])


def accounted(files):
    rows = results(files.orders)
    equal("every row has its result", len(rows), len(files.rows))
    column = next((c for c in rows[0] if c in ("result", "outcome", "state", "status")), None)
    if check(f"results say what became of each row ({', '.join(rows[0])})", column):
        kinds = {}
        for row in rows:
            kinds[row[column]] = kinds.get(row[column], 0) + 1
        print("     " + ", ".join(f"{k}: {n}" for k, n in sorted(kinds.items())))


def straight():
    global clean
    with Portal(DEMO="0") as portal:
        files = Files(portal)
        imported(portal, "members", files.members)
        before = state(portal)
        done = portal.pointsctl("import", "orders", files.orders, "--dry-run", check=False)
        equal("a dry run ends well", done.returncode, 0)
        check("a dry run changes nothing", state(portal) == before)
        imported(portal, "orders", files.orders)
        accounted(files)
        orders = int(sql(portal, "SELECT COUNT(*) FROM order_head"))
        equal("every order is booked", orders, len({r["order_no"] for r in files.rows}))
        audited(portal, "after the import")
        clean = state(portal)
        entries = sql(portal, "SELECT COUNT(*), MAX(posted_at) FROM entry")
        imported(portal, "orders", files.orders)
        equal("a second import books nothing", sql(portal, "SELECT COUNT(*), MAX(posted_at) FROM entry"),
              entries)
        check("a second import changes no figure", state(portal) == clean)
        audited(portal, "after the second import")


def killed():
    with Portal(DEMO="0") as portal:
        files = Files(portal)
        imported(portal, "members", files.members)
        booked, kills = 0, 0
        env = dict(os.environ, VAR=portal.var)
        tool = os.path.join(os.environ.get("BUILD", os.path.join(TOP, "build")), "pointsctl")
        for wait in (0.5, 0.8, 1.2):
            run_ = subprocess.Popen([tool, "import", "orders", files.orders], env=env,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            if run_.poll() is None:
                run_.kill()
                kills += 1
            run_.wait()
            now = int(sql(portal, "SELECT COUNT(*) FROM order_head"))
            check(f"nothing is lost by a kill ({now} orders so far)", now >= booked)
            booked = now
            audited(portal, f"after {wait} s and a kill")
        check(f"the import was killed at work ({kills} times)", kills > 0)
        imported(portal, "orders", files.orders)
        check("the state is that of an undisturbed import", state(portal) == clean)
        audited(portal, "after it was finished")


def rehearsed():
    def files(portal):
        taken = Files(portal)
        return taken.members, taken.orders
    rehearsal.compare("travel", "rewards", files)


def reported():
    """Reports of members, tiers, RFM and retention, points, liability and partners on
    the day after the import."""
    today = datetime.date(2026, 11, 21)
    with Portal(CLOCK=f"{today - habits.DAY}T12:00:00+08:00") as portal:
        files = Files(portal)
        imported(portal, "members", files.members)
        imported(portal, "orders", files.orders)
        portal.at(datetime.datetime.fromisoformat(f"{today}T06:00:00+08:00"))
        portal.pointsctl("nightly", "tiers")
        portal.pointsctl("rollup", "full")
        desk = Browser(portal)
        desk.post("/admin/sign-in", email="manager@demo.test", password="demo-staff-manager")
        reports = habits.Reports(desk, {"standard": "普通", "silver": "银卡", "gold": "金卡"})
        habits.all_agree(habits.Facts(portal.var), reports, today, [
            ("period=month&on=2026-11-21", today.replace(day=1), today),
            ("period=day&on=2026-11-20", today - habits.DAY, today - habits.DAY)])
        facts = ledger.Ledger(portal)
        ledger.points_of(facts, desk, "period=month&on=2026-11-21", today.replace(day=1), today)
        ledger.points_of(facts, desk, "period=year&on=2026-11-21", today.replace(month=1, day=1),
                         today)
        ledger.liability_of(facts, desk, ledger.plan_of("travel"), today)
        settled = partners.Partners(portal, ledger.plan_of("travel"))
        for query, first in (("period=month&on=2026-11-21", today.replace(day=1)),
                             ("period=year&on=2026-11-21", today.replace(month=1, day=1))):
            partners.partners_agree(settled, desk, query, first, today)


clean = None
run(straight, killed, reported, *([] if sys.argv[1] == "--generated" else [rehearsed]))
