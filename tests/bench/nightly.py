"""Benchmark of the nightly run: the same things due among few and many members."""
import csv
import datetime
import os
import resource
import signal

import measure
import peers
from portal import Portal

DUE = 10000
FEW = 10000
MANY = int(os.environ.get("NIGHTLY_MEMBERS", "1000000"))
ZONE = datetime.timezone(datetime.timedelta(hours=8))


def write(path, header, rows):
    with open(path, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(header.split(","))
        out.writerows(rows)


def load(portal, today):
    """DUE members of whom a third has points that end today, a third a birthday
    tomorrow, and a third a trip completed today: due in tomorrow's night."""
    tomorrow = today + datetime.timedelta(days=1)
    files = {n: os.path.join(portal.var, n + ".csv") for n in ("members", "balances", "orders")}
    write(files["members"], "member_no,name,phone,email,birthday,joined_on,invited_by",
          ([f"M{n:07d}", f"会员{n}", f"139{n:08d}", f"m{n}@example.test",
            f"1980-{tomorrow:%m-%d}" if n % 3 == 1 else "", "2023-01-01", ""]
           for n in range(1, DUE + 1)))
    write(files["balances"], "member,points,expires_on,tier,tier_until",
          ([f"M{n:07d}", 100, today.isoformat(), "", ""] for n in range(1, DUE + 1) if n % 3 == 2))
    write(files["orders"], "order_no,member,category,paid_fen,paid_at,travel_end,completed_at,"
          "refunded_fen,refunded_at",
          ([f"B{n}", f"M{n:07d}", "domestic", 100000, f"{today}T00:01:00+08:00", today.isoformat(),
            f"{today}T00:02:00+08:00", "", ""] for n in range(1, DUE + 1) if n % 3 == 0))
    for kind in ("members", "balances"):
        portal.pointsctl("import", kind, files[kind])
    return files["orders"]


def fill(portal, members):
    """Members with nothing due, up to MEMBERS in all."""
    for first in range(DUE + 1, members + 1, 50000):
        rows = f"seq_{first}_to_{min(first + 49999, members)}"
        peers.owner_sql(portal, f"""
            INSERT INTO member (member_id, member_no, joined_on, created_at)
              SELECT 1000000 + seq, CONCAT('M', LPAD(seq, 7, '0')), '2023-01-01', '2023-01-01'
              FROM {rows};
            INSERT INTO person (member_id, person_id, role, name, email, email_confirmed, birthday,
                                created_at)
              SELECT 1000000 + seq, 1, 'holder', CONCAT('会员', seq), CONCAT('m', seq, '@e.test'), 1,
                     '1980-02-03', '2023-01-01' FROM {rows};
            INSERT INTO account (member_id, tier, tier_since, good_through, last_hash)
              SELECT 1000000 + seq, (SELECT tier FROM account LIMIT 1), '2023-01-01', '9999-12-31',
                     REPEAT(CHAR(0), 32) FROM {rows};""")


def spent(portal):
    """CPU seconds so far of the database and of the commands run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + sum(
        measure.cpu_seconds(p) for pid in portal.processes("mariadbd") for p in measure.children(pid))


def night(members):
    """CPU seconds of one nightly run with DUE things due among MEMBERS."""
    with Portal(DEMO="0", PLAN="rewards") as portal:
        for pid in portal.processes("job-loop.sh"):  # its nights are ours here
            os.kill(pid, signal.SIGTERM)
        today = datetime.datetime.now(ZONE).date()
        orders = load(portal, today)
        fill(portal, members)
        portal.pointsctl("nightly", check=False)
        portal.pointsctl("import", "orders", orders)  # behind tonight: asked about tomorrow
        peers.owner_sql(portal, "ANALYZE TABLE member, person, account, entry, lot, order_head;")
        with open(os.path.join(portal.var, "clock"), "w") as f:
            f.write("86400\n")
        before = spent(portal)
        done = portal.pointsctl("nightly", check=False)
        seconds = spent(portal) - before
        if done.returncode:
            raise SystemExit(f"nightly ended with {done.returncode}: {done.stdout}{done.stderr}")
        print("  " + done.stdout.strip().replace("\n", "\n  "))
        again = portal.pointsctl("nightly").stdout
        assert "members, 0 rows" in again, again
        return seconds


def nightly(line):
    few = night(FEW)
    many = night(MANY)
    print(f"  {DUE} due: {few:.1f} s of CPU among {FEW} members, {many:.1f} s among {MANY}")
    line(f"nightly: {MANY:.0e} members / {FEW:.0e}, same due", many / few, 1.3, 1.1)
