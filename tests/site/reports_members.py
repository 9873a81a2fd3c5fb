#!/usr/bin/python3
"""Reports of members, tiers, RFM and retention: imported over most of a year, with
nights between, every figure equals what is counted from the facts alone; made anew
from the ledger the roll-up is the same; a past day stays as it was; today is live."""
import csv
import datetime
import os
import random
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import habits  # noqa: E402
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

ZONE = datetime.timezone(datetime.timedelta(hours=8))
STEPS = [datetime.datetime(2026, m, d, 11, tzinfo=ZONE)
         for m, d in ((3, 10), (5, 20), (8, 15), (11, 21))]
MEMBERS, ORDERS = 240, 2400
NAMES = {"standard": "普通", "silver": "银卡", "gold": "金卡"}
ROLLED = ("rollup_member_day", "rollup_active", "rollup_active_day", "rollup_tier_day",
          "rollup_tier_move", "rollup_member_now", "rollup_year", "rollup_cohort", "rollup_rfm")
CATEGORIES = ("domestic", "outbound", "custom", "ticket", "hotel")
PERIODS = {"past": [("period=month&on=2026-05-20", (5, 1), (5, 31)),
                    ("period=quarter&on=2026-08-01", (7, 1), (9, 30)),
                    ("period=own&from=2026-03-10&to=2026-08-15", (3, 10), (8, 15))],
           "running": [("period=month&on=2026-11-21", (11, 1), (11, 21)),
                       ("period=day&on=2026-11-21", (11, 21), (11, 21)),
                       ("period=year&on=2026-11-21", (1, 1), (11, 21))]}
dice = random.Random(51)
portal = desk = None
left = set()  # numbers of members whose account is deleted


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout


def periods(which):
    return [(query, datetime.date(2026, *a), datetime.date(2026, *b))
            for query, a, b in PERIODS[which]]


def made_up():
    """Members by the step that brings them in; orders, each with the steps at which it
    is known and at which it is refunded."""
    members, orders = [], []
    for n in range(1, MEMBERS + 1):
        step = dice.choice((0, 0, 0, 1, 2, 3))
        day = STEPS[step].date() - datetime.timedelta(days=dice.randint(0, 1400))
        members.append((step, [f"M{n:07d}", f"会员{n}", f"139{n:08d}", "", "", str(day), ""]))
    for n in range(1, ORDERS + 1):
        who = int(MEMBERS * dice.random() ** 2)
        step = max(dice.randint(0, 3), members[who][0])
        paid = STEPS[step] - datetime.timedelta(days=dice.choice((1, 9, 40, 200, 700, 1200)),
                                                hours=dice.randint(0, 40))
        fen = dice.choice((0, 9900, 50000, 120000, 300000))
        gone = step + dice.randint(0, 3) if dice.random() < 0.3 else 9
        orders.append((step, gone, fen, paid,
                       [f"B{n:06d}", members[who][1][0], CATEGORIES[n % 7 % 5], fen, paid.isoformat(), "",
                        (paid + datetime.timedelta(hours=3)).isoformat()]))
    return members, orders


def write(name, heads, rows):
    path = os.path.join(portal.var, name)
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows([heads.split(","), *rows])
    os.chmod(path, 0o644)
    return path


def bring_in(step, members, orders):
    """What STEP brings: new members, new orders, and refunds of older ones."""
    rows = [m for at, m in members if at == step]
    path = write("members.csv", "member_no,name,phone,email,birthday,joined_on,invited_by", rows)
    portal.pointsctl("import", "members", path)
    rows = []
    for at, gone, fen, paid, row in orders:
        if at != step and gone != step or at > step or row[1] in left:
            continue
        back = [fen if gone % 2 else fen // 3, STEPS[step].isoformat()] if gone == step and fen \
            else ["0", ""]
        rows.append(row + back)
    path = write("orders.csv", "order_no,member,category,paid_fen,paid_at,travel_end,completed_at,"
                 "refunded_fen,refunded_at", rows)
    done = portal.pointsctl("import", "orders", path, check=False)
    check(f"step {step}: {len(rows)} orders are in", done.returncode == 0, done.stdout[-300:] +
          done.stderr[-300:])


def merged(number, into, made, undone=None):
    """As the members desk leaves it; the points do not matter here."""
    ids = f"(SELECT member_id FROM (SELECT * FROM member) m WHERE member_no = '{number}')"
    other = ids.replace(number, into)
    text = [f"'{at.astimezone(datetime.timezone.utc):%Y-%m-%d %H:%M:%S}'" if at else "NULL"
            for at in (made, undone)]
    sql(f"INSERT INTO account_merge (from_id, merge_no, into_id, reason, staff_id, made_at,"
        f" tier_before, undone_at) VALUES ({ids}, 'X{number}', {other}, 'test', 1, {text[0]},"
        f" 'standard', {text[1]})")
    if not undone:
        sql(f"UPDATE member SET merged_into = {other}, state = 'merged' WHERE member_no = '{number}'")


def erased(number, at):
    """As a deletion leaves it."""
    sql(f"INSERT INTO erasure (member_id, person_id, asked_at) SELECT member_id, 0,"
        f" '{at.astimezone(datetime.timezone.utc):%Y-%m-%d %H:%M:%S}' FROM member"
        f" WHERE member_no = '{number}'")
    sql(f"UPDATE member SET state = 'erased' WHERE member_no = '{number}'")
    left.add(number)


def rolled():
    return {t: sorted(sql(f"SELECT * FROM {t}").split("\n")) for t in ROLLED}


def time_goes_by():
    global desk
    members, orders = made_up()
    for step, at in enumerate(STEPS):
        portal.at(at)
        if step:
            portal.pointsctl("nightly", "rollup")
        if step == 3:
            nights = rolled()
            portal.pointsctl("rollup", "full")
            whole = rolled()
            for table in ROLLED[:5]:
                check(f"{table}: made anew it is what the nights made", nights[table] == whole[table],
                      str(set(nights[table]) ^ set(whole[table]))[:300])
                check(f"{table} is not empty", len(whole[table]) > 2)
        bring_in(step, members, orders)
        if step == 1:
            a, b, c, d, e, f = [m[0] for when, m in members if when == 0][5:11]
            merged(a, b, at)
            merged(c, d, at, STEPS[2] + datetime.timedelta(days=2))
        if step > 1:
            erased(e if step == 2 else f, at)
        portal.pointsctl("nightly", "tiers")
    desk = Browser(portal)
    status, _, _ = desk.post("/admin/sign-in", email="manager@demo.test",
                             password="demo-staff-manager")
    equal("the manager is in", status, 303)


def somebody_signs_up():
    guest = Browser(portal)
    page = guest.get("/sign-up")[2]
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    for n, invite in ((1, ""), (2, "M0000001")):
        status, _, _ = guest.go("POST", "/sign-up", {
            "csrf": csrf, "name": f"新人{n}", "email": f"new{n}@example.test",
            "phone": f"1371234567{n}", "invite": invite, "password": "three green trains go",
            "consent": "1"})
        equal(f"sign-up {n}", status, 303)


def likings():
    """What some members say they like."""
    sql("INSERT INTO preference (member_id, interests, transport, lodging) SELECT member_id,"
        " ELT(1 + member_id % 3, 'goods,donation', 'trip', ''), ELT(1 + member_id % 4, '', 'plane',"
        " 'train', 'car'), ELT(1 + member_id % 2, 'inn', '') FROM member WHERE member_no LIKE"
        " 'M0000%' AND member_id % 5 < 3")


def every_figure_agrees():
    likings()
    portal.pointsctl("rollup", "full")  # the week's: what was imported today is of the past
    facts, reports = habits.Facts(portal.var), habits.Reports(desk, NAMES)
    habits.all_agree(facts, reports, STEPS[3].date(), periods("past") + periods("running"))
    reports.page("members", "period=day&on=2026-11-21")
    check("who signed up today is there", reports.figure("opened")[0] > 2)
    pairs = reports.csv("behaviour", "pairs")
    check("five categories are bought together", len(pairs) >= 5 and
          all(n > 0 for row in pairs[:5] for n in row[1:6]), pairs)
    check("likings of more than one tier", all(sum(row[i] for row in reports.csv(
        "behaviour", "likes")) > 0 for i in (1, 2)))


def the_past_stays():
    """What is booked today changes no figure of a day that is over."""
    reports = habits.Reports(desk, NAMES)
    queries = [q for q, *_ in periods("past")]
    tables = [("members", "days"), ("members", "months"), ("members", "sources"),
              ("tiers", "stand"), ("tiers", "matrix"), ("tiers", "causes")]

    def seen():
        found = []
        for query in queries:
            for report, table in tables:
                status, _, text = desk.get(f"/admin/reports/{report}.csv?{query}&table={table}")
                found.append(text if status == 200 else status)
        return found

    before = seen()
    check("tables of the past are there", sum(isinstance(t, str) for t in before) > 12)
    path = write("late.csv", "order_no,member,category,paid_fen,paid_at,travel_end,completed_at,"
                 "refunded_fen,refunded_at",
                 [[f"L{n}", f"M{n:07d}", "domestic", 900000, "2026-05-02T10:00:00+08:00", "",
                   "2026-05-03T10:00:00+08:00", "0", ""] for n in range(60, 100)])
    equal("late orders are in", portal.pointsctl("import", "orders", path, check=False).returncode, 0)
    check("a past day is what it was", seen() == before)
    portal.pointsctl("rollup", "full")
    check("also when the roll-up is made anew", seen() == before)
    facts = habits.Facts(portal.var)
    habits.tiers_agree(facts, reports, STEPS[3].date(), STEPS[3].date(), STEPS[3].date(),
                       "period=day&on=2026-11-21")


def day_by_day():
    """Active members counted from the day before are those of the whole count."""
    span = "BETWEEN '2026-07-26' AND '2026-09-24'"  # orders, a deletion and an undone merge
    whole = rolled()
    portal_days = sql(f"SELECT COUNT(DISTINCT active90), COUNT(DISTINCT active365)"
                      f" FROM rollup_active_day WHERE day {span}").split()
    check("the active members change in the span", min(map(int, portal_days)) > 3, portal_days)
    sql(f"DELETE FROM rollup_active_day WHERE day {span};"
        f" DELETE FROM rollup_active WHERE known_on {span};"
        " UPDATE rollup_done SET through_day = '2026-07-25' WHERE family = 'members'")
    portal.pointsctl("rollup", "day", "2026-09-24")
    days = rolled()
    for table in ("rollup_active", "rollup_active_day"):
        check(f"{table}: day by day it is the whole", days[table] == whole[table],
              str(sorted(set(days[table]) ^ set(whole[table])))[:300])
    portal.pointsctl("rollup", "full")


def the_hour_is_kept():
    """What the hourly proof counts of today is what the page counts by itself."""
    reports = habits.Reports(desk, NAMES)
    query = "period=month&on=2026-11-21"

    def shown():
        reports.page("members", query)
        return [reports.figure(name) for name in ("active90", "active365")]

    live = shown()
    equal("nothing is kept of today yet",
          sql("SELECT COUNT(*) FROM rollup_active_day WHERE day = '2026-11-21'").strip(), "0")
    portal.pointsctl("nightly", "proof", check=False)  # finds the merges made by hand above
    equal("today is kept",
          sql("SELECT COUNT(*) FROM rollup_active_day WHERE day = '2026-11-21'").strip(), "1")
    equal("it is what the page counted", shown(), live)
    sql("UPDATE rollup_active_day SET active90 = active90 + 1 WHERE day = '2026-11-21'")
    check("and what the page reads", shown() != live)
    portal.pointsctl("rollup", "full")
    equal("a whole making leaves none of it", shown(), live)


def main():
    global portal
    with Portal(CLOCK=STEPS[0].isoformat()) as portal:
        time_goes_by()
        somebody_signs_up()
        every_figure_agrees()
        the_past_stays()
        day_by_day()
        the_hour_is_kept()


run(main)
