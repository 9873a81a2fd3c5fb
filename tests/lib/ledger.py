"""The points and liability reports against sums of their own: everything here is
counted from entry, lot, allocation, tier_change and order_head, nothing from a roll-up."""
import csv
import datetime
import io
import os
import re
import subprocess
import zipfile
from collections import defaultdict

from portal import TOP
from tap import check, equal

ZONE = datetime.timezone(datetime.timedelta(hours=8))
LINES = ["issued", "spent", "given_back", "expired", "reversed", "adjusted", "forgiven"]
LINE_OF = {1: 0, 7: 0, 8: 0, 4: 1, 5: 2, 6: 3, 3: 4, 9: 5, 10: 6}
SOURCES = ["", "order", "refund", "held", "lot", "spend", "opening", "survey", "referral",
           "birthday", "task", "goodwill", "draw", "staff", "merge"]


def sql(portal, words):
    out = subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                         env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                         text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def plan_of(name):
    """The price and life of points in a plan's file."""
    with open(os.path.join(TOP, f"schema/plans/{name}.hdf"), encoding="utf-8") as f:
        text = f.read()
    return {key: int(re.search(r"\b%s\s*=\s*(\d+)" % word, text).group(1))
            for key, word in (("points", "UnitPoints"), ("fen", "UnitFen"), ("life", "LifeMonths"))}


def day_of(text):
    """The programme's day of a DATETIME in UTC."""
    return (datetime.datetime.fromisoformat(text) + datetime.timedelta(hours=8)).date()


def half_up(part, whole):
    size = (2 * abs(part) + whole) // (2 * whole)
    return -size if part < 0 else size


class Ledger:
    """The whole ledger in memory, as facts."""

    def __init__(self, portal):
        tiers = defaultdict(list)
        for m, n, at, posted, tier in sql(portal, "SELECT member_id, n, effective_at, posted_at,"
                                                  " tier FROM tier_change ORDER BY member_id, n"):
            tiers[m].append((at, int(n), posted, tier))
        orders = {f"{p}:{o}": (c, m, int(fen)) for p, o, c, m, fen in sql(
            portal, "SELECT partner, order_no, category, member_id, paid_fen FROM order_head")}
        self.entries, self.day_at, before = [], {}, {}
        for m, seq, kind, points, a, p, d, source, name, posted in sql(
                portal, "SELECT member_id, seq, kind, points, available_after, pending_after,"
                        " debt_after, source_kind, source_id, posted_at FROM entry"
                        " ORDER BY member_id, seq"):
            key = "/".join(name.split("/")[:1])
            order = orders.get(key) if source in "123" else None
            held = [t for t in tiers[m] if t[2] <= posted and t[0] <= posted]
            tier = max(held)[3] if held else tiers[m][0][3] if tiers[m] else ""
            pending = int(p) - before.get(m, 0)
            before[m] = int(p)
            self.day_at[m, seq] = day_of(posted)
            self.entries.append((day_of(posted), int(kind), int(points), int(source), tier,
                                 order[0] if order and order[1] == m else "", pending, name,
                                 order[2] if order else 0))
        self.lots = [(m, seq, int(parent), int(points), int(left), ends) for m, seq, parent, points,
                     left, ends in sql(portal, "SELECT member_id, seq, parent_seq, points, `left`,"
                                               " COALESCE(expires_on, '') FROM lot")]
        self.taken = sql(portal, "SELECT a.member_id, a.lot_seq, a.at_seq, a.points, d.kind"
                                 " FROM allocation a JOIN entry d ON d.member_id = a.member_id"
                                 " AND d.seq = a.entry_seq")
        self.kind_at = {(m, s): (int(k), int(o)) for m, s, k, o in sql(
            portal, "SELECT member_id, seq, kind, source_kind FROM entry")}
        self.refunds = {f"{p}:{o}/{e[7:]}": int(fen) for p, o, e, fen in sql(
            portal, "SELECT partner, order_no, event, amount_fen FROM order_event"
                    " WHERE event LIKE 'refund/%'")}

    def books(self, first, last):
        """Opening, the lines, closing and of it pending."""
        lines, opening, pending = [0] * len(LINES), 0, 0
        for day, kind, points, _, _, _, change, *_ in self.entries:
            pending += change if day <= last else 0
            if day < first:
                opening += points
            elif day <= last and kind in LINE_OF:
                lines[LINE_OF[kind]] += points
        return opening, lines, opening + sum(lines), pending

    def parts(self, first, last, column):
        """Lines, their sum and the number of entries by SOURCE (3), tier (4), category (5)."""
        found = defaultdict(lambda: [0] * (len(LINES) + 2))
        for entry in self.entries:
            day, kind, points = entry[:3]
            if not first <= day <= last or kind not in LINE_OF or entry[column] == "":
                continue
            row = found[entry[column]]
            row[LINE_OF[kind]] += points
            row[-2] += points
            row[-1] += 1
        return sorted(found.values())


def table(desk, path):
    status, headers, text = desk.get(path)
    assert status == 200, (status, path)
    assert text.startswith("\ufeff"), path
    return list(csv.reader(io.StringIO(text[1:])))


def figure_of(page, name):
    return int(re.search(r'<data class="report-%s" value="(-?\d+)"' % name, page).group(1))


def points_of(ledger, desk, query, first, last):
    """The page and the four lists of one period."""
    page = desk.get("/admin/reports/points?" + query)[2]
    opening, lines, closing, pending = ledger.books(first, last)
    equal(f"{query}: opening, lines, closing, pending",
          [figure_of(page, n) for n in ["opening", *LINES, "closing", "pending"]],
          [opening, *lines, closing, pending])
    check(f"{query}: it balances", "status-good report-proof" in page)
    days, wanted = table(desk, f"/admin/reports/points.csv?{query}&by=day")[1:], []
    day = first
    while day <= last:
        o, ls, c, p = ledger.books(day, day)
        wanted.append([day.isoformat(), *map(str, [o, *ls, c, p])])
        day += datetime.timedelta(days=1)
    equal(f"{query}: every day", [row[:11] for row in days], wanted)
    for by, column in (("source", 3), ("tier", 4), ("category", 5)):
        rows = table(desk, f"/admin/reports/points.csv?{query}&by={by}")[1:]
        equal(f"{query}: by {by}", sorted([int(x) for x in row[1:]] for row in rows),
              ledger.parts(first, last, column))
    return days


def sheets_of(data):
    """The numbers of each sheet of a workbook, a list a row."""
    book, found = zipfile.ZipFile(io.BytesIO(data)), []
    names = [n for n in book.namelist() if re.match(r"xl/worksheets/sheet\d+\.xml", n)]
    for name in sorted(names, key=lambda n: int(re.search(r"\d+", n).group(0))):
        text = book.read(name).decode()
        found.append([[float(v) for v in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?>'
                                                    r"<v>([^<]*)</v>", row)]
                      for row in re.findall(r"<row [^>]*>(.*?)</row>", text)])
    return found


def month(day):
    return day.replace(day=1)


def cohorts_of(ledger, last):
    """Issued, spent, expired, undone by month of issue, up to LAST."""
    rows = defaultdict(lambda: [0, 0, 0, 0])
    for m, seq, parent, points, _, _ in ledger.lots:
        day = ledger.day_at[m, seq]
        if day > last:
            continue
        if parent:
            rows[month(day)][1] -= points
        elif ledger.kind_at[m, seq][1] == 14:
            rows[month(day)][3] -= points
        else:
            rows[month(day)][0] += points
    for m, lot, at, points, kind in ledger.taken:
        if ledger.day_at[m, at] > last:
            continue
        place = {"4": 1, "5": 1, "6": 2}.get(kind, 3)
        rows[month(ledger.day_at[m, lot])][place] += int(points)
    return rows


def estimate_of(ledger, plan, today):
    """Basis points that lapse, from months whose points have ended."""
    issued = expired = months = 0
    for first, (i, s, e, u) in cohorts_of(ledger, today - datetime.timedelta(days=1)).items():
        at = first.year * 12 + first.month - 1 + 1 + plan["life"]
        over = datetime.date(at // 12, at % 12 + 1, 1) <= today
        if i - s - e - u == 0 and over and (first.year, first.month) != (today.year, today.month):
            issued, expired, months = issued + i - u, expired + e, months + 1
    return (min(half_up(expired * 10000, issued), 10000) if issued > 0 and expired > 0 else 0,
            issued, months)


def liability_of(ledger, desk, plan, today):
    """The liability report; nothing may have been booked since the night."""
    page = desk.get("/admin/reports/liability")[2]
    last = today - datetime.timedelta(days=1)
    breakage, ended, _ = estimate_of(ledger, plan, today)

    def shown(key):
        row = re.search(r'<tr id="figure-%s">.*?</tr>' % key, page, re.S).group(0)
        value = re.search(r'<data value="(-?\d+)"', row)
        return int(value.group(1)) if value else None

    def cost(points, lapse):
        used = half_up(points * (10000 - lapse), 10000)
        return half_up(used * plan["fen"], plan["points"])

    total = sum(lot[4] for lot in ledger.lots)
    equal("open points", shown("open"), total)
    equal("of them pending", shown("pending"),
          sum(lot[4] for lot in ledger.lots if lot[5] == "" or lot[5] == "NULL"))
    equal("their value", shown("value"), cost(total, 0))
    equal("expected breakage", shown("breakage"), breakage if ended else None)
    equal("liability", shown("liability"), cost(total, breakage))
    cohorts = cohorts_of(ledger, last)
    rows = table(desk, "/admin/reports/liability.csv?table=cohorts")[1:]
    equal("cohorts: issued, spent, expired, undone, open",
          [[row[0], *map(int, row[1:6])] for row in rows[:-1]],
          [[first.isoformat()[:7], i, s, e, u, i - s - e - u]
           for first, (i, s, e, u) in sorted(cohorts.items())])
    whole = [sum(row[k] for row in cohorts.values()) for k in range(4)]
    equal("redemption rate", shown("redeemed"), half_up(whole[1] * 10000, whole[0]))
    by_issue, by_end = defaultdict(int), defaultdict(int)
    for m, seq, _, _, left, ends in ledger.lots:
        if left:
            by_issue[month(ledger.day_at[m, seq]).isoformat()[:7]] += left
            by_end[ends[:7] if ends[:4] not in ("", "NULL", "9999") else "other"] += left
    rows = table(desk, "/admin/reports/liability.csv?table=issue")[1:-1]
    equal("by month of issue", {row[0]: int(row[2]) for row in rows}, dict(by_issue))
    equal("what each month will cost", [row[4] for row in rows],
          ["%d.%02d" % divmod(cost(by_issue[row[0]], breakage), 100) for row in rows])
    rows = table(desk, "/admin/reports/liability.csv?table=expiry")[1:-1]
    found = defaultdict(int)
    for row in rows:
        found[row[0] if re.match(r"\d{4}-", row[0]) else "other"] += int(row[1])
    equal("by month of expiry", dict(found), dict(by_end))
    sales = sum(fen for day, kind, _, source, *_, fen in ledger.entries
                if kind == 1 and source == 1 and day <= last)
    sales -= sum(ledger.refunds.get(e[7], 0) for e in ledger.entries
                 if e[1] == 3 and e[3] == 2 and e[0] <= last)
    equal("sales with points", shown("sales"), sales)
    expected = half_up((whole[0] - whole[3]) * (10000 - breakage), 10000)
    worth = half_up(expected * plan["fen"], plan["points"])
    price = half_up(sales * worth, sales + worth)
    equal("price of the points", shown("allocated"), price)
    used = half_up(price * min(whole[1], expected), expected)
    equal("revenue recognised", shown("recognised"), used)
    equal("contract liability", shown("contract"), price - used)
