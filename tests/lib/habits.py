"""Members, tiers, RFM and retention counted from the facts alone (members, ledger,
tier history, orders, merges), by other means than the portal's, and compared with
every table and figure of its reports."""
import bisect
import calendar
import csv
import datetime
import io
import os
import re
import subprocess
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from portal import TOP
from tap import check, equal

DAY = datetime.timedelta(days=1)
ZONE = datetime.timedelta(hours=8)
WAYS = ("signup", "invited", "import")
SEGMENTS = {(1, 1, 1): "常客", (1, 0, 1): "新晋大客", (0, 1, 1): "久违的常客",
            (0, 0, 1): "久违的大客", (1, 1, 0): "勤来的小单客", (1, 0, 0): "新近小单客",
            (0, 1, 0): "久违的小单常客", (0, 0, 0): "久未出行"}
CAUSES = {"join": "加入", "rise": "达到门槛", "correction": "事后更正", "review": "年度复核",
          "pin": "人工保级", "opening": "旧系统带入", "merge": "账户合并", "unmerge": "撤销合并",
          "": "账户结束"}
CATEGORIES = dict(re.findall(r"^  (\w+) \{\n    Name\.zh = (.+)", open(
    os.path.join(TOP, "schema/plans/travel.hdf"), encoding="utf-8").read()
    .split("\nCategories {\n")[1].split("\n}\n")[0], re.M))
LIKINGS = ("goods", "virtual", "service", "trip", "coupon", "voucher", "miles", "donation",
           "plane", "train", "car", "hotel", "inn", "apartment")
KINDS = {"personal": "个人", "family": "家庭", "corporate": "企业"}


def months(day, n):
    """DAY plus N months, clamped to the month's last day."""
    at = day.year * 12 + day.month - 1 + n
    year, month = at // 12, at % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def quarter(day):
    return day.year * 4 + (day.month - 1) // 3


def rate(part, whole):
    """A percentage with two decimals, as the .csv has it; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


class Facts:
    def __init__(self, var):
        self.var = var
        self.members = self.rows("member_id, joined_on, created_at, invited_by, merged_into, kind",
                                 "member")
        self.lang = dict(self.rows("member_id, lang", "person WHERE person_id = 1"))
        self.agreed = dict(self.rows("member_id, MIN(given_at)",
                                     "consent WHERE paper = 'terms' GROUP BY member_id"))
        self.merges = self.rows("from_id, made_at, undone_at", "account_merge")
        self.erased = dict(self.rows("member_id, asked_at", "erasure WHERE person_id = 0"))
        self.deeds = defaultdict(list)
        for who, kind, source, at, posted in self.rows(
                "member_id, kind, source_kind, effective_at, posted_at", "entry"):
            if kind == 1 or kind == 8 and source in (7, 8, 10) or kind == 4 and source != 14:
                self.deeds[who].append((posted.date(), min(at, posted).date()))
        self.tiers = defaultdict(list)
        for who, n, at, posted, tier, cause in self.rows(
                "member_id, n, effective_at, posted_at, tier, cause", "tier_change"):
            self.tiers[who].append((at, n, posted, tier, cause))
        back = {(p, o): fen for p, o, fen in self.rows(
            "partner, order_no, SUM(LEAST(amount_fen, 1000000000000))",
            "order_event WHERE event LIKE 'refund/%' AND applied = 1 GROUP BY partner, order_no")}
        self.orders = defaultdict(list)
        into = {m[0]: m[4] for m in self.members if m[4]}
        for partner, number, who, paid_at, fen, category in self.rows(
                "partner, order_no, member_id, paid_at, paid_fen, category",
                "order_head WHERE paid_at IS NOT NULL"):
            given = back.get((partner, number))
            if given is None or given < fen:
                self.orders[into.get(who, who)].append(
                    (paid_at.date(), fen - (given or 0), category))

    def rows(self, columns, table):
        """Rows as tuples of None, int, text, days, and instants in the programme's zone."""
        done = subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"],
                              input=f"SELECT {columns} FROM {table}", check=True,
                              env=dict(os.environ, VAR=self.var), capture_output=True, text=True)
        return [tuple(self.value(word) for word in line.split("\t"))
                for line in filter(None, done.stdout.split("\n"))]

    @staticmethod
    def value(word):
        if word == "NULL":
            return None
        if re.fullmatch(r"-?\d+", word):
            return int(word)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            return datetime.date.fromisoformat(word)
        if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", word):
            return datetime.datetime.fromisoformat(word) + ZONE
        return word

    # ---- members

    def joined(self, first, last):
        """Accounts opened on FIRST … LAST by how they came, and ended."""
        out = Counter()
        for who, _, created, invited, *_ in self.members:
            if first <= created.date() <= last:
                own = who in self.agreed and self.agreed[who] <= created
                out["import" if not own else "invited" if invited else "signup"] += 1
        for _, made, undone in self.merges:
            out["ended"] += first <= made.date() <= last
            out["ended"] -= bool(undone) and first <= undone.date() <= last
        out["ended"] += sum(first <= at.date() <= last for at in self.erased.values())
        return out

    def ended(self, who, day):
        """Whether WHO's account had ended by the end of DAY."""
        end = datetime.datetime.combine(day + DAY, datetime.time())
        return who in self.erased and self.erased[who] < end or any(
            m == who and made < end and (not undone or undone >= end)
            for m, made, undone in self.merges)

    def enrolled(self, day):
        j = self.joined(datetime.date(1970, 1, 1), day)
        return sum(j[w] for w in WAYS) - j["ended"]

    def active(self, day, within):
        since = day - within * DAY
        return sum(any(known <= day and at > since for known, at in deeds) and
                   not self.ended(who, day) for who, deeds in self.deeds.items())

    # ---- tiers

    def held(self, who, day):
        """Tier and cause at the end of DAY, as booked by then; ("", "") outside."""
        end = datetime.datetime.combine(day + DAY, datetime.time())
        if self.ended(who, day):
            return "", ""
        known = [t for t in self.tiers[who] if t[0] < end and t[2] < end]
        return max(known)[3:5] if known else ("", "")

    def moves(self, first, last):
        """(member, day, from, to, cause) of every day's end that differs from the last."""
        out = []
        for who, changes in self.tiers.items():
            days = {t[0].date() for t in changes} | {t[2].date() for t in changes}
            days |= {at.date() for m in self.merges if m[0] == who for at in m[1:] if at}
            days |= {self.erased[who].date()} if who in self.erased else set()
            for day in sorted(d for d in days if first <= d <= last):
                before, (now, cause) = self.held(who, day - DAY)[0], self.held(who, day)
                if before != now:
                    out.append((who, day, before, now, cause))
        return out

    # ---- orders

    def score(self, values):
        """1 + the whole fifths of members that lie strictly below."""
        ranked = sorted(values)
        return {v: 1 + bisect.bisect_left(ranked, v) * 5 // len(ranked) for v in set(values)}

    def rfm(self, on):
        """(scores) -> members, orders, net, earliest last order."""
        since, found = months(on, -36), []
        for who, joined, *_ in self.members:
            mine = [o for o in self.orders[who] if since < o[0] <= on]
            if mine and joined <= on:
                found.append((max(o[0] for o in mine), len(mine), sum(o[1] for o in mine)))
        if not found:
            return {}
        marks = [self.score([f[i] for f in found]) for i in range(3)]
        cells = {}
        for f in found:
            cell = cells.setdefault(tuple(marks[i][f[i]] for i in range(3)), [0, 0, 0, f[0]])
            cell[0:4] = cell[0] + 1, cell[1] + f[1], cell[2] + f[2], min(cell[3], f[0])
        return cells

    def open_members(self, on):
        return [m for m in self.members if m[4] is None and m[1] <= on and m[0] not in self.erased]


class Reports:
    """The portal's, as the staff member DESK reads them. NAMES: tiers in their order,
    code -> name."""

    def __init__(self, desk, names):
        self.desk, self.names = desk, names

    def csv(self, report, table, query=""):
        status, _, body = self.desk.get(f"/admin/reports/{report}.csv?{query}&table={table}")
        assert status == 200, (status, report, table)
        return [[None if c == "" else Decimal(c) if re.fullmatch(r"-?\d+(\.\d+)?", c) else c
                 for c in row] for row in list(csv.reader(io.StringIO(body.lstrip("\ufeff"))))[1:]]

    def page(self, report, query=""):
        status, _, text = self.desk.get(f"/admin/reports/{report}?{query}")
        assert status == 200, (status, report)
        self.text = text

    def figure(self, key):
        """A figure's number and its denominator, if it has one."""
        row = re.search(rf'<tr id="figure-{key}">.*?</td>', self.text, re.S).group(0)
        value = re.search(r'<data[^>]* value="(-?\d+)"', row) or re.search(r">(0)%?[ <]", row)
        n = re.search(r"n = ([\d,]+)", row)
        return (int(value.group(1)) if value else None,
                int(n.group(1).replace(",", "")) if n else None)


def points_of(part, whole):
    """A rate's basis points and denominator, as the page has it."""
    got = rate(part, whole)
    return (int(got * 100), whole) if whole else (None, None)


def members_agree(facts, reports, first, last, query):
    long, what = (last - first).days >= 92, f"members, {query}: "
    now, at = facts.joined(first, last), facts.enrolled(last)
    reports.page("members", query)
    equal(what + "enrolled", reports.figure("enrolled")[0], at)
    equal(what + "opened", reports.figure("opened")[0], sum(now[w] for w in WAYS))
    equal(what + "ended", reports.figure("ended")[0], now["ended"])
    for span in (90, 365):
        equal(what + f"active within {span} days", reports.figure(f"active{span}"),
              points_of(facts.active(last, span), at))
    wanted, day = [], first
    while day <= last:
        end = min(last, months(day.replace(day=1), 1) - DAY) if long else day
        j = facts.joined(day, end)
        wanted.append([day.strftime("%Y-%m") if long else str(day), sum(j[w] for w in WAYS),
                       *(j[w] for w in WAYS), j["ended"], facts.enrolled(end),
                       facts.active(end, 90), facts.active(end, 365)])
        day = end + DAY
    equal(what + "days", reports.csv("members", "months" if long else "days", query), wanted)
    new = sum(now[w] for w in WAYS)
    got = reports.csv("members", "sources", query)
    equal(what + "sources", [row[1:3] for row in got], [[now[w], rate(now[w], new)] for w in WAYS])


def tiers_agree(facts, reports, first, last, today, query):
    what, names = f"tiers, {query}: ", reports.names
    ways, order = Counter(), ["", *names]
    for who in facts.tiers:
        ways[facts.held(who, first - DAY)[0], facts.held(who, last)[0]] += 1
    before = {t: sum(n for (a, _), n in ways.items() if a == t) for t in order}
    after = {t: sum(n for (_, b), n in ways.items() if b == t) for t in order}
    members = sum(after[t] for t in names)
    reports.page("tiers", query)
    equal(what + "members", reports.figure("members")[0], members)
    up = sum(n for (a, b), n in ways.items() if a and b and order.index(b) > order.index(a))
    down = sum(n for (a, b), n in ways.items() if a and b and order.index(b) < order.index(a))
    base = sum(before[t] for t in names)
    equal(what + "up", reports.figure("up"), points_of(up, base))
    equal(what + "down", reports.figure("down"), points_of(down, base))
    equal(what + "stand", [row[:4] for row in reports.csv("tiers", "stand", query)[:-1]],
          [[names[t], before[t], after[t], after[t] - before[t]] for t in names])
    wanted = [[names[a], before[a], *(ways[a, b] for b in names), ways[a, ""]] for a in names]
    wanted.append(["还不是会员", None, *(ways["", b] for b in names), None])
    equal(what + "from tier to tier", reports.csv("tiers", "matrix", query), wanted)
    moves, causes = facts.moves(first, last), defaultdict(lambda: [0, 0, 0])
    for _, _, a, b, cause in moves:
        way = 2 if not a or not b else 0 if order.index(b) > order.index(a) else 1
        causes[CAUSES[cause]][way] += 1
    equal(what + "causes", sorted(reports.csv("tiers", "causes", query)),
          sorted([c, *n] for c, n in causes.items()))
    if (last - first).days < 92:
        days = sorted({m[1] for m in moves if m[1] < today} | {first})
        held = [[str(d), *(Counter(facts.held(w, d)[0] for w in facts.tiers)[t] for t in names)]
                for d in days if d < today]
        equal(what + "days", reports.csv("tiers", "days", query), held)


def rfm_agrees(facts, reports, on):
    cells = facts.rfm(on)
    reports.page("rfm")
    equal("rfm: members", reports.figure("members")[0], sum(c[0] for c in cells.values()))
    equal("rfm: net", reports.figure("net")[0], sum(c[2] for c in cells.values()))
    name = {s: SEGMENTS[tuple(int(x >= 4) for x in s)] for s in cells}
    equal("rfm: all combinations", reports.csv("rfm", "scores"),
          [["-".join(map(str, s)), name[s], c[0], c[1], Decimal(c[2]) / 100, str(c[3])]
           for s, c in sorted(cells.items(), reverse=True)])
    wanted = [[s, *(sum(c[i] for k, c in cells.items() if name[k] == s) for i in (0, 1)),
               Decimal(sum(c[2] for k, c in cells.items() if name[k] == s)) / 100]
              for s in SEGMENTS.values()]
    got = [[row[0], row[1], row[4], row[5]] for row in reports.csv("rfm", "segments")]
    equal("rfm: segments", sorted(got), sorted(wanted))
    equal("rfm: recency by frequency", reports.csv("rfm", "grid"),
          [[f"R {r}", *(sum(c[0] for s, c in cells.items() if s[:2] == (r, f))
                        for f in range(1, 6))] for r in range(5, 0, -1)])


def retention_agrees(facts, reports, on):
    people = [(m[1], [o[0] for o in facts.orders[m[0]] if o[0] <= on]) for m in facts.members
              if m[1] <= on]
    two = [sum(d > months(on, -24) for d in days) for _, days in people]
    reports.page("retention")
    wanted = points_of(sum(n > 1 for n in two), sum(n > 0 for n in two))
    equal("repurchase", reports.figure("repurchase"), wanted)
    first = [days for _, days in people if any(months(on, -24) < d <= months(on, -12) for d in days)]
    equal("retention of the last year", reports.figure("retention"),
          points_of(sum(any(d > months(on, -12) for d in days) for days in first), len(first)))
    buyers = {y: [days for _, days in people if any(d.year == y for d in days)]
              for y in {d.year for _, days in people for d in days}}
    got = [[row[0], row[1], row[2]] for row in reports.csv("retention", "years")]
    equal("years", got, [[y, len(buyers[y]),
                          sum(any(d.year == y + 1 for d in days) for days in buyers[y])
                          if y < on.year else None] for y in sorted(buyers)])
    wanted, shares = [], []
    for q in range(quarter(on), quarter(on) - 16, -1):
        cohort = [days for joined, days in people if quarter(joined) == q]
        if not cohort:
            continue
        n = [sum(any(quarter(d) == q + age for d in days) for days in cohort)
             if q + age <= quarter(on) else None for age in range(16)]
        wanted.append([f"{q // 4} Q{q % 4 + 1}", len(cohort), *n])
        shares.append([*wanted[-1][:2], *(rate(x, len(cohort)) if x is not None else None
                                          for x in n)])
    equal("cohorts in numbers", reports.csv("retention", "numbers"), wanted)
    equal("cohorts in shares", reports.csv("retention", "cohorts"), shares)


def weekly_agrees(facts, reports, on):
    people = facts.open_members(on)
    reports.page("members")
    two = [sum(months(on, -24) < o[0] <= on for o in facts.orders[m[0]])
           for m in facts.members if m[1] <= on]
    equal("members: repurchase", reports.figure("repurchase"),
          points_of(sum(n > 1 for n in two), sum(n > 0 for n in two)))
    kinds = Counter(KINDS[m[5]] for m in people)
    equal("members: kinds", {row[0]: row[1] for row in reports.csv("members", "kind")}, kinds)
    langs = Counter("英文" if facts.lang[m[0]] == "en" else "中文" for m in people)
    equal("members: languages", {row[0]: row[1] for row in reports.csv("members", "lang")}, langs)


def band(value, bounds):
    """The place of the band that VALUE lies in."""
    return bisect.bisect_right(bounds, value) - 1


def behaviour_agrees(facts, reports, on):
    tier = dict(facts.rows("member_id, tier", "account"))
    people = facts.open_members(on)
    mine = {m[0]: [o for o in facts.orders[m[0]] if months(on, -24) < o[0] <= on] for m in people}
    kinds = {who: {o[2] for o in orders} for who, orders in mine.items()}
    buyers = sum(bool(o) for o in mine.values())
    reports.page("behaviour")
    equal("behaviour: members", reports.figure("members")[0], len(people))
    equal("behaviour: buyers", reports.figure("buyers"), points_of(buyers, len(people)))
    equal("behaviour: orders", reports.figure("orders")[0], sum(map(len, mine.values())))
    equal("behaviour: of two categories", reports.figure("cross"),
          points_of(sum(len(k) > 1 for k in kinds.values()), buyers))
    for table, bounds, of in (
            ("frequency", (0, 1, 2, 3, 5, 10), len),
            ("spend", (0, 1, 100000, 500000, 2000000, 5000000), lambda o: sum(x[1] for x in o))):
        wanted = []
        for i in range(6):
            those = [o for o in mine.values() if band(of(o), bounds) == i]
            wanted.append([len(those), rate(len(those), len(people)), sum(map(len, those)),
                           Decimal(sum(x[1] for o in those for x in o)) / 100])
        equal(f"behaviour: {table}", [row[1:] for row in reports.csv("behaviour", table)], wanted)
    found = {name: code for code, name in CATEGORIES.items()}
    rows = reports.csv("behaviour", "pairs")
    codes = [found.get(row[0], row[0]) for row in rows]
    equal("behaviour: every category", set(codes), set().union(*kinds.values()) - {None, ""})
    equal("behaviour: category by category", [row[1:] for row in rows],
          [[sum({a, b} <= k for k in kinds.values()) for b in codes] for a in codes])
    equal("behaviour: most bought first", [row[i + 1] for i, row in enumerate(rows)],
          sorted((row[i + 1] for i, row in enumerate(rows)), reverse=True))
    equal("behaviour: what tiers buy", [row[1:] for row in reports.csv("behaviour", "tiers")],
          [[sum(a in k and tier[who] == t for who, k in kinds.items()) for t in reports.names]
           for a in codes])
    likes = {who: (*str(said or "").split(","), transport, lodging)
             for who, said, transport, lodging in facts.rows(
                 "member_id, interests, transport, lodging", "preference")}
    equal("behaviour: what tiers like", [row[1:] for row in reports.csv("behaviour", "likes")],
          [[sum(word in likes.get(m[0], ()) and tier[m[0]] == t for m in people)
            for t in reports.names] for word in LIKINGS])


def all_agree(facts, reports, today, periods):
    """Every report over PERIODS, (query, first, last), on the roll-up up to yesterday."""
    check("the facts are not trivial", len(facts.members) > 10 and len(facts.deeds) > 5)
    for query, first, last in periods:
        members_agree(facts, reports, first, last, query)
        tiers_agree(facts, reports, first, last, today, query)
    rfm_agrees(facts, reports, today - DAY)
    retention_agrees(facts, reports, today - DAY)
    weekly_agrees(facts, reports, today - DAY)
    behaviour_agrees(facts, reports, today - DAY)
