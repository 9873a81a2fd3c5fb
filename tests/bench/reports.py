"""Benchmark of the reports: a large ledger spread over three years, the roll-up of
one day, and every report page. REPORT_ROWS (default 10000000) sizes the ledger."""
import os
import re
import time

import measure
import peers
from portal import Browser

ROWS = int(os.environ.get("REPORT_ROWS", "10000000"))
EACH = 100    # entries of a member, one every ten days
ASKED = 8     # times a page is asked for
ZEROS = "REPEAT(CHAR(0), 32)"

# Entry S of member M lies (EACH - S) * 10 + M % 10 days back: the last of one member
# in ten is of today. Odd ones earn 100 points, even ones spend 60 of them. Of today's
# one in ten was booked since the last hourly proof.
WHEN = f"(UTC_TIMESTAMP() - INTERVAL (({EACH} - s) * 10 + m % 10) DAY - INTERVAL m % 600 SECOND)"
LEFT = "((s + 1) DIV 2 * 100 - s DIV 2 * 60)"

FILL = f"""
INSERT INTO member (member_id, member_no, joined_on, created_at)
  SELECT 5000000 + m, CONCAT('M', 5000000 + m), CURDATE() - INTERVAL 1000 DAY,
         UTC_TIMESTAMP() - INTERVAL 1000 DAY
  FROM {{members}};
INSERT INTO tier_change (member_id, n, effective_at, posted_at, tier, qualifying_sum, cause)
  SELECT 5000000 + m, 1, '2015-01-01', '2015-01-01', {{tier}}, 0, 'join' FROM {{members}};
INSERT INTO account (member_id, tier, tier_since, good_through, last_hash, available, last_seq,
                     proved_seq, anchored_seq)
  SELECT 5000000 + m, {{tier}}, '2015-01-01', '9999-12-31', {ZEROS}, {EACH} DIV 2 * 40,
         {EACH}, {EACH} - (m % 100 = 0), {EACH} FROM {{members}};
INSERT INTO entry (member_id, seq, kind, points, moved, available_after, pending_after, debt_after,
                   source_kind, source_id, effective_at, posted_at, rule_version, inputs,
                   prev_hash, hash)
  SELECT 5000000 + m, s, IF(s % 2, 1, 4), IF(s % 2, 100, -60), 0, {LEFT}, 0, 0,
         IF(s % 2, 1, 5), IF(s % 2, CONCAT('bench:', m, '-', s), CONCAT('S', s)), {WHEN}, {WHEN}, 1,
         '', {ZEROS}, {ZEROS} FROM {{rows}};
INSERT INTO lot (member_id, seq, points, `left`, available_on, expires_on, issued_on)
  SELECT 5000000 + m, s, 100, 40, DATE({WHEN}), DATE({WHEN} + INTERVAL 4 YEAR),
         DATE({WHEN} + INTERVAL 8 HOUR)
  FROM {{rows}} WHERE s % 2 = 1;
INSERT INTO allocation (member_id, entry_seq, lot_seq, at_seq, points)
  SELECT 5000000 + m, s, s - 1, s, 60 FROM {{rows}} WHERE s % 2 = 0;
INSERT INTO order_head (partner, order_no, member_id, category, paid_fen, eligible_fen, paid_at,
                        points, lot_seq, completed_at)
  SELECT 'bench', CONCAT(m, '-', s), 5000000 + m, ELT(1 + m % 3, 'domestic', 'outbound', 'hotel'),
         10000, 10000, {WHEN}, 100, s, {WHEN} FROM {{rows}} WHERE s % 2 = 1;
"""

PROVED = """
INSERT INTO day_total (day, kind, points, entries)
  SELECT DATE(posted_at + INTERVAL 8 HOUR) AS d, k, SUM(IF(k = -1, 0, points)),
         IF(k > 0, COUNT(*), 0)
  FROM entry JOIN (SELECT 1 AS k UNION ALL SELECT 4 UNION ALL SELECT 0 UNION ALL SELECT -1) x
    ON k <= 0 OR k = kind
  WHERE member_id >= 5000000 AND NOT (seq = {each} AND member_id % 100 = 0)
  GROUP BY d, k ON DUPLICATE KEY UPDATE points = points + VALUES(points),
    entries = entries + VALUES(entries);
ANALYZE TABLE member, account, entry, lot, allocation, order_head, day_total, tier_change;
"""


def fill(portal):
    """The ledger, in pieces that a transaction can hold."""
    start = time.monotonic()
    members = max(ROWS // EACH, 10)
    tier = "'" + peers.owner_sql(portal, "SELECT tier FROM account LIMIT 1").strip() + "'"
    for first in range(0, members, 2000):
        last = min(first + 2000, members) - 1
        some = f"(SELECT seq AS m FROM seq_{first}_to_{last}) x"
        rows = f"(SELECT a.seq AS m, b.seq AS s FROM seq_{first}_to_{last} a JOIN seq_1_to_{EACH} b) x"
        peers.owner_sql(portal, FILL.format(members=some, rows=rows, tier=tier))
    peers.owner_sql(portal, PROVED.format(each=EACH))
    print(f"  {members * EACH} entries of {members} members in {time.monotonic() - start:.0f} s",
          flush=True)


def spent(portal):
    """CPU seconds so far of all that answers a page of the desk."""
    pids = sum((portal.processes(n) for n in ("nginx", "admin", "mariadbd")), [])
    return sum(measure.cpu_seconds(p) for pid in pids for p in measure.children(pid))


def page_cost(portal, manager, path):
    """CPU seconds of one answer; the first, which warms up, is not counted."""
    assert manager.get(path)[0] == 200, path
    before = spent(portal)
    for _ in range(ASKED):
        assert manager.get(path)[0] == 200, path
    time.sleep(0.05)
    return (spent(portal) - before) / ASKED


def days(portal, line):
    """The roll-up whole, then that of one day."""
    start = time.monotonic()
    portal.pointsctl("rollup", "full")  # and what proofs keep of today
    print(f"  whole roll-up in {time.monotonic() - start:.0f} s", flush=True)
    found = peers.owner_sql(portal, "SELECT DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 8 HOUR"
                                    " - INTERVAL 1 DAY, '%Y-%m-%d')").strip()
    start = time.monotonic()
    portal.pointsctl("rollup", "day", found)
    line(f"roll-up of a day, ledger of {ROWS:.0e}", time.monotonic() - start, 10, 5, unit=" s")


def reports(portal, line):
    """Every report page in which a month and a year are asked for."""
    fill(portal)
    days(portal, line)
    manager = Browser(portal)
    manager.post("/admin/sign-in", email="manager@demo.test", password="demo-staff-manager")
    listed = re.findall(r'href="(/admin/reports/[a-z]+)"', manager.get("/admin/reports")[2])
    assert len(listed) >= 2, listed
    for path in dict.fromkeys(listed):
        for span in ("month", "year"):
            line(f"{path} {span}, CPU", page_cost(portal, manager, f"{path}?period={span}"),
                 0.1, 0.05, unit=" s")
