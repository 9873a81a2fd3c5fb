"""Settlement with partners against sums of its own: counted from entry, order_head,
order_payment and the coupons' uses, month by month, nothing from a roll-up."""
import datetime
from collections import Counter, defaultdict
from decimal import Decimal

from ledger import day_of, sql, table
from tap import check, equal

OWN = {"import": "自有订单（文件导入、手工录入）", "desk": "自营柜台"}
CELLS = ("orders", "paid", "earned", "reversed", "cost", "spent", "spent_fen", "coupons", "coupons_fen", "due", "owed")
MONEY = {"paid", "cost", "spent_fen", "coupons_fen", "due", "owed"}


def cut(part, whole):
    """PART / WHOLE, cut towards nought."""
    size = abs(part) // whole
    return -size if part < 0 else size


class Partners:
    """What was booked, by day and partner: Counters of the plain sums."""

    def __init__(self, portal, plan, terms=None):
        self.plan, self.terms = plan, terms or {}  # partner: (fen for the coupon's points, share)
        self.days = defaultdict(Counter)
        self.names = dict(sql(portal, "SELECT partner, name FROM partner"))
        orders = {(p, o): int(fen) for p, o, fen in sql(
            portal, "SELECT partner, order_no, paid_fen FROM order_head")}
        pays = {(p, o): (int(points), int(fen)) for p, o, points, fen in sql(
            portal, "SELECT partner, order_no, points, fen FROM order_payment WHERE part = 'points'")}
        back = Counter()
        for kind, points, source, name, posted in sql(
                portal, "SELECT kind, points, source_kind, source_id, posted_at FROM entry"
                        " ORDER BY member_id, seq"):
            kind, points, day = int(kind), int(points), day_of(posted)
            if source in "123" and kind in (1, 3):
                partner, rest = name.split(":", 1)
                row = self.days[day, partner]
                if kind == 1 and source == "1":
                    row.update(orders=1, paid=orders[partner, rest.split("/")[0]])
                row["earned" if kind == 1 else "reversed"] += abs(points)
            elif source == "5" and name.startswith("pay:"):
                _, partner, rest = name.split(":", 2)
                order = partner, rest.split("/")[0]
                whole, fen = pays[order]
                if kind == 4:
                    self.days[day, partner].update(spent=-points, spent_fen=fen)
                elif kind == 5:
                    was, back[order] = back[order], back[order] + points
                    self.days[day, partner].update(
                        spent=-points, spent_fen=fen * was // whole - fen * back[order] // whole)
        for partner, back_, fen, at in sql(portal, "SELECT partner, back, fen, happened_at FROM coupon_use"):
            sign = -1 if back_ == "1" else 1
            self.days[day_of(at), partner].update(coupons=sign, coupons_fen=sign * int(fen))

    def month(self, first, last):
        """By month and partner, settled."""
        found = defaultdict(Counter)
        for (day, partner), row in self.days.items():
            if first <= day <= last:
                found[day.replace(day=1), partner].update(row)
        for (_, partner), row in found.items():
            if partner not in OWN:
                unit, share = self.terms.get(partner, (self.plan["fen"], 10000))
                row["cost"] = cut((row["earned"] - row["reversed"]) * unit, self.plan["points"])
                row["due"] = cut((row["spent_fen"] + row["coupons_fen"]) * share, 10000)
                row["owed"] = row["due"] - row["cost"]
        return found

    def cells(self, row, own=False):
        return [None if own and k in ("cost", "due", "owed") else
                Decimal(row[k]) / 100 if k in MONEY else Decimal(row[k]) for k in CELLS]

    def name(self, partner):
        return self.names.get(partner) or OWN.get(partner, partner)


def total(rows):
    out = Counter()
    for row in rows:
        out.update(row)
    return out


def cells(rows, words):
    """A table's rows behind their heading: WORDS texts, then numbers."""
    return [r[:words] + [None if c == "" else Decimal(c) for c in r[words:words + len(CELLS)]]
            for r in rows[1:]]


def partners_agree(facts, desk, query, first, last):
    """The report of one period, of all partners and of each alone. How many rows."""
    path = "/admin/reports/partners.csv?"
    months = facts.month(first, last)
    by = defaultdict(list)
    for (_, partner), row in sorted(months.items()):
        by[partner].append(row)
    whole = facts.cells(total(months.values()))
    ends = [["合计"] + whole] if months else []
    wanted = [[facts.name(p)] + facts.cells(total(r), p in OWN) for p, r in by.items()]
    got = cells(table(desk, f"{path}{query}&table=partners"), 1)
    equal(f"partners, {query}", sorted(got, key=str), sorted(wanted + ends, key=str))
    wanted = [[m.strftime("%Y-%m"), facts.name(p)] + facts.cells(r, p in OWN)
              for (m, p), r in sorted(months.items())]
    ends = [["合计", ""] + whole] if months else []
    equal(f"months, {query}", cells(table(desk, f"{path}{query}&table=months"), 2), wanted + ends)
    for partner in by:
        alone = f"{query}&partner={partner}"
        got = cells(table(desk, f"{path}{alone}&table=months"), 2)
        equal(f"{partner} alone has its months", [r[1] for r in got[:-1]],
              [facts.name(partner)] * len(by[partner]))
        days = table(desk, f"{path}{alone}&table=days")[1:]
        kept = [(str(d), r) for (d, p), r in sorted(facts.days.items(), key=lambda x: x[0])
                if p == partner and first <= d <= last]
        equal(f"and its days, {alone}", [[d[0]] + list(map(Decimal, d[1:])) for d in days],
              [[d, *(Decimal(r[k]) / (100 if k in MONEY else 1) for k in CELLS if k not in ("cost", "due", "owed"))]
               for d, r in kept])
    check(f"there is something to settle, {query}", len(months) > 0)
    return len(months)


def last_of(month):
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
