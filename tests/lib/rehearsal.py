"""A rehearsal of other rules against the real thing: the same bookings imported into a
portal that has those rules from the start, member by member."""
import csv
import datetime
import os
import random
import subprocess

from portal import TOP, Portal
from tap import check, equal

FIGURES = """SELECT m.member_no, COALESCE(o.points, 0), a.available, a.pending, a.debt, a.held,
 a.lifetime, a.tier FROM account a JOIN member m USING (member_id) LEFT JOIN
 (SELECT member_id, SUM(points - taken) points FROM order_head GROUP BY member_id) o
 USING (member_id) ORDER BY m.member_no"""
COLUMNS = ("points", "available", "pending", "debt", "held", "lifetime", "tier")


MEMBERS, ORDERS = 300, 3000
CATEGORIES = ("domestic", "outbound", "custom", "ticket", "hotel", "transport")


def lively(portal):
    """Files of bookings in which tiers rise and are reviewed, holidays fall, caps are
    reached, refunds come in parts and late; the same every time."""
    dice = random.Random(20261123)
    first, last = datetime.date(2024, 1, 5), datetime.date(2026, 11, 10)
    members, orders = (os.path.join(portal.var, n) for n in ("members.csv", "orders.csv"))
    with open(members, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow("member_no,name,phone,email,birthday,joined_on,invited_by".split(","))
        for n in range(1, MEMBERS + 1):
            out.writerow([f"M{n:07d}", f"会员{n}", f"137{n:08d}", f"l{n:05d}@example.test",
                          "1980-01-01", first + datetime.timedelta(dice.randint(0, 500)), ""])
    with open(orders, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow("order_no,member,category,paid_fen,paid_at,travel_end,completed_at,"
                     "refunded_fen,refunded_at".split(","))
        for n in range(1, ORDERS + 1):
            out.writerow(booking(dice, n, first, last))
    return members, orders


def booking(dice, n, first, last):
    """One row: a few members have most; some come back, whole or in part."""
    day = first + datetime.timedelta(dice.randint(0, (last - first).days))
    trip = min(day + datetime.timedelta(dice.choice((0, 3, 20, 90))), last)
    fen = dice.choice((0, dice.randint(1, 99999), dice.randint(50000, 900000), 1500000))
    fate = dice.random()
    paid = f"{day}T{dice.randint(8, 12):02d}:00:00+08:00"
    done = paid if trip == day and fate > 0.5 else f"{trip}T20:00:00+08:00"
    back, back_at = 0, ""
    if fate < 0.2:
        back_day = min(trip + datetime.timedelta(dice.choice((-1, 1, 200))), last)
        back = fen if fate < 0.08 else dice.randint(0, fen)
        back_at = f"{max(back_day, day)}T21:00:00+08:00" if back or fen == 0 else ""
    if fate < 0.04 or (back_at and back == fen and back_at < done):
        done = ""
    return [f"R{n:05d}", f"M{int(MEMBERS * dice.random() ** 2) + 1:07d}", dice.choice(CATEGORIES),
            fen, paid, trip, done, back, back_at]


def plan_file(name):
    return os.path.join(TOP, "schema", "plans", name + ".hdf")


def booked(portal):
    """What stands in the books: figures by member number."""
    out = subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-N", "-e", FIGURES],
                         env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                         text=True).stdout
    return {row.split("\t")[0]: tuple(row.split("\t")[1:]) for row in out.splitlines()}


def rehearsed(portal, name, *options):
    """What `plan rehearse` says by member number: (old, new), and what it printed."""
    path = os.path.join(portal.var, "rehearsed.csv")
    done = portal.pointsctl("plan", "rehearse", plan_file(name), "--members", path, *options)
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    return {r["member_no"]: (tuple(r["old_" + c] for c in COLUMNS),
                             tuple(r["new_" + c] for c in COLUMNS)) for r in rows}, done.stdout


def imported(plan, files, demo="0"):
    """A portal of PLAN with the bookings in it, and what the night books of them."""
    portal = Portal(DEMO=demo, PLAN=plan)
    portal.__enter__()
    try:
        members, orders = files(portal)
        for what, path in (("members", members), ("orders", orders)):
            done = portal.pointsctl("import", what, path, check=False)
            check(f"{what} are imported", done.returncode == 0, done.stdout[-300:] + done.stderr[-300:])
        # Birthdays, notices and the like are no part of the past that is replayed.
        for step in ("release", "expire", "tiers"):
            done = portal.pointsctl("nightly", step, check=False)
            check(f"the night's {step}", done.returncode == 0, done.stdout[-300:] + done.stderr[-300:])
    except BaseException:
        portal.__exit__()
        raise
    return portal


def same(what, mine, real):
    """One check for all members; the first few that differ are named."""
    equal(f"{what}: the same members", sorted(mine), sorted(real))
    wrong = [f"{no}: {mine[no]} is not {real[no]}" for no in real if mine.get(no) != real[no]]
    check(f"{what}: every member's points, balance, debt and tier ({len(real)} members)",
          not wrong and real, f"{len(wrong)} differ\n" + "\n".join(wrong[:5]))


def compare(plan, other, files):
    """The rehearsal of OTHER in a portal of PLAN is the re-import under OTHER."""
    portal = imported(plan, files)
    try:
        found, said = rehearsed(portal, other, "--from", "2000-01-01")
        same(f"{plan} as it was", {no: old for no, (old, _) in found.items()}, booked(portal))
    finally:
        portal.__exit__()
    portal = imported(other, files)
    try:
        same(f"{other} rehearsed under {plan}", {no: new for no, (_, new) in found.items()},
             booked(portal))
    finally:
        portal.__exit__()
    print("     " + said.replace("\n", "\n     "))
    return found
