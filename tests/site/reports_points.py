#!/usr/bin/python3
"""The points and liability reports: every figure equals what is counted from the
ledger alone; past days stay; files and drawings say what the tables say; made anew
the roll-up is the same; a row that was tampered with turns the page red."""
import datetime
import http.client
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from ledger import ZONE, Ledger, liability_of, plan_of, points_of, sheets_of, sql, table  # noqa: E402
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

ROLLED = ("rollup_points", "rollup_lot", "rollup_lot_use", "rollup_sale")
portal = manager = today = ledger = None


def desk(role):
    who = Browser(portal)
    status, _, _ = who.post("/admin/sign-in", email=f"{role}@demo.test",
                            password=f"demo-staff-{role}")
    assert status == 303, (status, role)
    return who


def fetched(path):
    """The bytes of a file."""
    link = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    link.request("GET", path, headers={
        "Cookie": "; ".join(f"{k}={v}" for k, v in manager.cookies.items()),
        "Host": f"localhost:{portal.port}"})
    answer = link.getresponse()
    data = answer.read()
    link.close()
    equal(path.split("?")[0], answer.status, 200)
    return data


def rolled():
    return {t: sorted(map(tuple, sql(portal, f"SELECT * FROM {t}"))) for t in ROLLED}


def the_night_rolls_up():
    global ledger
    done = portal.pointsctl("nightly")
    check("the night says that it rolled up", "rollup: done" in done.stdout, done.stdout)
    through = sql(portal, "SELECT family, through_day FROM rollup_done WHERE family IN"
                          " ('points', 'lots') ORDER BY family")
    yesterday = (today - datetime.timedelta(days=1)).isoformat()
    equal("up to yesterday", through, [["lots", yesterday], ["points", yesterday]])
    nights = rolled()
    check("there are rows", all(len(rows) > 5 for rows in nights.values()),
          {t: len(r) for t, r in nights.items()})
    portal.pointsctl("rollup", "full")
    check("made anew from the ledger it is the same", rolled() == nights)
    sql(portal, "DELETE FROM rollup_points; DELETE FROM rollup_lot_use;"
                " UPDATE rollup_lot SET points = points + 1;")
    portal.pointsctl("rollup", "full")
    check("and from nothing too", rolled() == nights)
    day = nights["rollup_points"][-1][0]
    sql(portal, f"UPDATE rollup_points SET points = points + 5 WHERE day = '{day}'")
    page = manager.get(f"/admin/reports/points?period=day&on={day}")[2]
    check("a roll-up that is not the ledger's turns the page red", "status-bad report-proof" in page)
    portal.pointsctl("rollup", "day", day)
    check("a day made anew mends it", rolled() == nights)
    equal("today is not rolled up", portal.pointsctl("rollup", "day", today.isoformat(),
                                                     check=False).returncode, 2)
    equal("nor is what is no day", portal.pointsctl("rollup", "moon", check=False).returncode, 2)
    ledger = Ledger(portal)


def points_are_those_of_the_ledger():
    first = today.replace(day=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    booked = sorted({e[0] for e in ledger.entries})
    for query, start, end in (
            (f"period=month&on={today}", first, today),
            (f"period=month&on={before}", before, first - datetime.timedelta(days=1)),
            (f"period=quarter&on={today}", quarter, today),
            (f"period=year&on={today}", today.replace(month=1, day=1), today),
            (f"period=day&on={today}", today, today),
            (f"period=day&on={booked[0]}", booked[0], booked[0]),
            (f"period=own&from={booked[0]}&to={booked[-2]}", booked[0], booked[-2])):
        if (end - start).days < 1830:
            points_of(ledger, manager, query, start, end)


def files_and_drawings_say_the_same():
    query = f"period=month&on={today}"
    rows = table(manager, f"/admin/reports/points.csv?{query}")[1:]
    days = sheets_of(fetched("/admin/reports/points.xlsx?" + query))[1][1:]
    epoch = datetime.date(1899, 12, 30)
    equal("its days are dates and its figures numbers",
          [[(epoch + datetime.timedelta(days=int(r[0]))).isoformat(), *map(int, r[1:12])]
           for r in days], [[r[0], *map(int, r[1:12])] for r in rows])
    page = manager.get("/admin/reports/points?" + query)[2]
    tips = re.findall(r'<rect class="chart-bar( is-down)?"[^>]*><title>[^<]*?：发放 ([\d,]+)，'
                      r"使用 ([\d,]+)</title>", page)
    wanted = []
    for row in rows:
        issued, spent = int(row[2]), -int(row[3])
        wanted += [("", f"{issued:,}", f"{spent:,}")] * (issued > 0)
        wanted += [(" is-down", f"{issued:,}", f"{spent:,}")] * (spent > 0)
    equal("the drawing's bars are the table's figures", tips, wanted)


def liability_is_that_of_the_lots():
    liability_of(ledger, manager, plan_of("travel"), today)


def who_may_look():
    for role in ("manager", "clerk", "auditor"):
        who = desk(role)
        for path in ("points", "points.csv", "liability", "liability.csv", "liability.xlsx"):
            equal(f"{role} sees {path}", who.get(f"/admin/reports/{path}")[0], 200)
    equal("a stranger is sent to sign in", Browser(portal).get("/admin/reports/liability")[0], 303)
    equal("what is no report is not found", manager.get("/admin/reports/moon")[0], 404)


def tampering_shows():
    row = sql(portal, "SELECT e.member_id, e.seq, DATE(e.posted_at + INTERVAL 8 HOUR), m.member_no"
                      " FROM entry e JOIN member m USING (member_id) WHERE e.kind = 1 AND"
                      " e.posted_at < UTC_TIMESTAMP() - INTERVAL 2 DAY ORDER BY e.posted_at LIMIT 1")
    member, seq, day, number = row[0]
    change = "UPDATE entry SET points = points + {} WHERE member_id = " + member + " AND seq = " + seq
    sql(portal, change.format(77))
    for query in (f"period=day&on={day}", f"period=year&on={day}"):
        page = manager.get("/admin/reports/points?" + query)[2]
        check(f"{query}: red, with member and row",
              "status-bad report-proof" in page and number in page and f"第 {seq} 笔" in page)
    portal.pointsctl("rollup", "full")
    page = manager.get(f"/admin/reports/points?period=year&on={day}")[2]
    check("a roll-up made from it does not hide it", "status-bad report-proof" in page and
          number in page)
    sql(portal, change.format(-77))
    portal.pointsctl("rollup", "full")
    page = manager.get(f"/admin/reports/points?period=year&on={day}")[2]
    check("put back it is green again", "status-good report-proof" in page)


with Portal(DEMO="1") as portal:
    for pid in portal.processes("job-loop.sh"):  # the nights are ours
        os.kill(pid, 15)
    today = datetime.datetime.now(ZONE).date()
    manager = desk("manager")
    run(the_night_rolls_up, points_are_those_of_the_ledger, files_and_drawings_say_the_same,
        liability_is_that_of_the_lots, who_may_look, tampering_shows)
