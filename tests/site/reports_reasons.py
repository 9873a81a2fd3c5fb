#!/usr/bin/python3
"""Reports of redemptions, draws, satisfaction, referrals and campaigns: every figure
of their tables equals what is counted here from the facts alone, over made-up years
and the demonstration's; added up or read as it happened, it is the same; and a past
day stays what it was when somebody rates anew."""
import csv
import datetime
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from reasons import PRIZES, UTC8, Facts  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = manager = today = None
DRIVERS = ("product", "service", "environment", "expectation", "word_of_mouth")
TABLES = {"redemptions": ("items", "categories", "suppliers", "states", "days"),
          "draws": ("draws", "prizes", "days"), "referrals": ("funnel", "parts", "days"),
          "satisfaction": ("months", "categories", "guides", "drivers", "funnel", "surveys"),
          "campaigns": ("effect", "cost")}
periods = {}


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def rows(columns, table):
    """Rows of TABLE as dictionaries: None, int, days and instants of the programme."""
    found = []
    for line in filter(None, sql(f"SELECT {columns} FROM {table}").split("\n")):
        row = {}
        for name, word in zip(re.findall(r"(\w+)(?:,|$)", columns), line.split("\t")):
            if word == "NULL":
                row[name] = None
            elif re.fullmatch(r"-?\d+", word):
                row[name] = int(word)
            elif re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", word):
                row[name] = datetime.datetime.fromisoformat(word) + UTC8
            else:
                row[name] = word
        found.append(row)
    return found


def table(report, name, period):
    """The cells of a table's .csv; numbers as Decimal, empty ones as None."""
    status, _, body = manager.get(f"/admin/reports/{report}.csv?{period}&table={name}")
    assert status == 200, (status, report, name)
    out = []
    for line in list(csv.reader(io.StringIO(body.lstrip("\ufeff"))))[1:]:
        out.append([None if c == "" else Decimal(c) if re.fullmatch(r"-?\d+(\.\d+)?", c) else c
                    for c in line])
    return out


def rounded(part, whole, scale):
    """PART of WHOLE times SCALE to two places, half away from zero; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * scale / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rate(part, whole):
    return rounded(part, whole, 100)


def mean(total, n):
    return rounded(total, n, 1)


def within(at, span):
    return at is not None and span[0] <= (at.date() if isinstance(at, datetime.datetime) else at) <= span[1]


def spans(span):
    """Days, or months where there are more than 92."""
    days = [span[0] + datetime.timedelta(days=i) for i in range((span[1] - span[0]).days + 1)]
    first = days if len(days) <= 92 else [d for i, d in enumerate(days) if i == 0 or d.day == 1]
    names = [str(d)[:10 if len(days) <= 92 else 7] for d in first]
    return [(n, (d, (first[i + 1] - datetime.timedelta(days=1)) if i + 1 < len(first) else span[1]))
            for i, (n, d) in enumerate(zip(names, first))]


def same(what, got, wanted, keep_order=False):
    # Sums that were never there are empty or nought alike.
    order = (lambda x: x) if keep_order else (lambda x: sorted(x, key=str))
    got = order([[str(c.normalize()) if isinstance(c, Decimal) else c for c in r] for r in got])
    wanted = order([[str(Decimal(c).normalize()) if isinstance(c, (int, Decimal)) else c for c in r]
                    for r in wanted])
    differ = [(g, w) for g, w in zip(got, wanted) if g != w][:2]
    return check(what, got == wanted and len(wanted) > 0,
                 f"{len(got)} rows, wanted {len(wanted)}; {differ}")


# ---- redemptions


def n_of(n):
    return n or None


def item_sums(facts, ratings, span):
    f = Counter()
    for r in facts:
        if within(r["placed_at"], span):
            f.update(placed=1, quantity=r["quantity"], points=r["cost_points"], value=r["value_fen"])
        sent = r["shipped_at"] or r["done_at"]
        if within(sent, span):
            f.update(sent=1, on_time=int(str(sent.date()) <= r["promised_on"]),
                     wait=(sent.date() - r["placed_at"].date()).days)
        f["received"] += within(r["done_at"], span)
        if within(r["ended_at"], span):
            f.update({r["state"]: 1, "back": r["cost_points"]})
    for g in ratings:
        if within(g["rated_at"], span):
            f.update(rated=int(g["n"] == 1), score=g["score"] - g["before_score"])
    return f


def item_cells(f):
    return [f["placed"], f["quantity"], f["points"], f["back"], Decimal(f["value"]) / 100, f["sent"],
            rate(f["on_time"], f["sent"]), n_of(f["sent"]), mean(f["wait"], f["sent"]), n_of(f["sent"]),
            mean(f["score"], f["rated"]) if f["rated"] > 0 else None, n_of(f["rated"])]


def without_empty(rows, columns):
    """An n stands in the file only where some row has one: early in a day none may."""
    gone = [i for i in columns if all(r[i] is None for r in rows)]
    return [[c for i, c in enumerate(r) if i not in gone] for r in rows]


def redemptions_equal():
    facts = rows("member_id, redemption_no, item, category, supplier, quantity, cost_points, value_fen,"
                 " state, placed_at, promised_on, shipped_at, done_at, ended_at", "redemption")
    ratings = rows("member_id, redemption_no, n, score, before_score, rated_at", "redemption_rating")
    by_no = {(r["member_id"], r["redemption_no"]): r for r in facts}
    names = {r["item"]: r["name"] for r in rows("item, name", "item")}
    for period, span in periods.items():
        for name, key in (("items", "item"), ("suppliers", "supplier"), ("categories", "category")):
            wanted = []
            for value in {r[key] for r in facts}:
                mine = [r for r in facts if r[key] == value]
                rated = [g for g in ratings if by_no[g["member_id"], g["redemption_no"]][key] == value]
                f = item_sums(mine, rated, span)
                if any(f.values()):
                    title = names[value] if key == "item" else value or "未写供应商"
                    wanted.append([title] + item_cells(f))
            got = table("redemptions", name, period)
            # Words of categories vary.
            wanted = without_empty(wanted, (8, 10, 12))
            got = [[r[0]] + r[2 if key == "item" else 1:] for r in got]
            if key == "category":
                got, wanted = [r[1:] for r in got], [r[1:] for r in wanted]
            same(f"redemptions by {key}, {period}", got, wanted)
        wanted = []
        for day, part in spans(span):
            f = item_sums(facts, ratings, part)
            wanted.append([day] + [f[k] for k in ("placed", "points", "back", "sent", "received",
                                                  "rejected", "cancelled", "rated")])
        same(f"redemptions by day, {period}", table("redemptions", "days", period), wanted, True)
        mine = [r for r in facts if within(r["placed_at"], span)]
        n = Counter("ended" if r["ended_at"] else "sent" if r["shipped_at"] or r["done_at"] else "waiting"
                    for r in mine)
        got = [r[1] for r in table("redemptions", "states", period)]
        equal(f"how far they came, {period}", got, [n["waiting"], n["sent"]] + [
            sum(1 for r in mine if r["ended_at"] and r["state"] == s) for s in ("rejected", "cancelled")])


def the_ledger_says_the_same():
    """Of the demonstration's own, which are booked: points by day from entries alone."""
    taken = sql("SELECT DATE(e.posted_at + INTERVAL 8 HOUR) AS d, -SUM(e.points) FROM entry e JOIN"
                " redemption r ON r.member_id = e.member_id AND r.redemption_no = e.source_id"
                " WHERE e.kind = 4 AND r.item <> 'visa-help' GROUP BY d")
    placed = sql("SELECT day, SUM(points) AS p FROM rollup_redemption WHERE grain = 'd'"
                 " AND item NOT LIKE 'made-%' AND item <> 'visa-help'"
                 " GROUP BY day HAVING p > 0")
    past = [line for line in taken.split("\n") if line and line.split("\t")[0] < str(today)]
    equal("points redeemed by day are those of the ledger", sorted(placed.split("\n")), sorted(past))
    taken = sql("SELECT DATE(e.posted_at + INTERVAL 8 HOUR) AS d, -SUM(e.points) FROM entry e JOIN"
                " draw_entry t ON t.member_id = e.member_id AND t.reference = e.source_id"
                " WHERE e.kind = 4 GROUP BY d")
    past = [line for line in taken.split("\n") if line and line.split("\t")[0] < str(today)]
    played = sql("SELECT day, SUM(points) AS p FROM rollup_draw WHERE grain = 'd' AND draw_id < 900"
                 " GROUP BY day HAVING p > 0")
    equal("and points of draws", sorted(played.split("\n")), sorted(past))


# ---- draws


def draw_sums(f, span):
    out = Counter()
    for e in f["entries"]:
        if within(datetime.date.fromisoformat(e["entered_on"]), span):
            out.update(tickets=e["tickets"], entrants=int(e["entry_no"] == 1), points=e["points"])
        if within(f["cancelled"].get(e["draw_id"]), span):
            out["back"] += e["points"]
    for w in f["winners"]:
        for at, word in (("won_at", "won"), ("delivered_at", "delivered"), ("forfeited_at", "forfeited")):
            if within(w[at], span):
                out.update({word: 1, word + "_fen": w["value_fen"]})
    return out


def part_of(f, draw, prize=None):
    return {"cancelled": f["cancelled"],
            "entries": [e for e in f["entries"] if e["draw_id"] == draw and prize is None],
            "winners": [w for w in f["winners"] if w["draw_id"] == draw
                        and prize in (None, w["prize_no"])]}


def draws_equal():
    draws = rows("draw_id, kind, state, name, max_tickets, cancelled_at", "draw")
    f = {"cancelled": {d["draw_id"]: d["cancelled_at"] for d in draws},
         "entries": rows("draw_id, entry_no, points, tickets, entered_on", "draw_entry"),
         "winners": rows("draw_id, prize_no, value_fen, won_at, delivered_at, forfeited_at",
                         "draw_winner")}
    prizes = rows("draw_id, prize_no, name, value_fen, count", "draw_prize")
    for period, span in periods.items():
        wanted = []
        for day, part in spans(span):
            n = draw_sums(f, part)
            wanted.append([day, n["tickets"], n["entrants"], n["points"], n["back"], n["won"],
                           Decimal(n["won_fen"]) / 100, n["delivered"], n["forfeited"]])
        same(f"draws by day, {period}", table("draws", "days", period), wanted, True)
        whole = (datetime.date(2000, 1, 1), span[1])
        wanted, each = [], []
        for d in draws:
            mine = part_of(f, d["draw_id"])
            if not any(draw_sums(mine, span).values()):
                continue
            n = draw_sums(mine, whole)
            own = [p for p in prizes if p["draw_id"] == d["draw_id"]]
            fen = (n["points"] - n["back"]) * 10  # the plan's coupon: 100 points for ¥10
            among = d["max_tickets"] if d["kind"] == "instant" else n["tickets"]
            odds = d["kind"] == "instant" or d["state"] in ("frozen", "drawn")
            wanted.append([d["name"], n["tickets"], n["entrants"], n["points"],
                           sum(p["count"] for p in own),
                           Decimal(sum(p["count"] * p["value_fen"] for p in own)) / 100,
                           rate(sum(p["count"] for p in own), among) if odds else None, n["won"],
                           rate(n["won"], n["tickets"]), Decimal(n["won_fen"]) / 100,
                           Decimal(n["forfeited_fen"]) / 100,
                           rate(n["won_fen"] - n["forfeited_fen"], max(fen, 0))])
            for p in own:
                k = draw_sums(part_of(f, d["draw_id"], p["prize_no"]), whole)
                each.append([d["name"], p["name"], Decimal(p["value_fen"]) / 100, p["count"],
                             mean(p["count"] * n["tickets"], d["max_tickets"]), k["won"], k["delivered"],
                             k["forfeited"], k["won"] - k["delivered"] - k["forfeited"]])
        got = [[r[0]] + r[2:] for r in table("draws", "draws", period)]
        if wanted:
            same(f"draw by draw, {period}", got, wanted)
            same(f"prize by prize, {period}", table("draws", "prizes", period), each)
        else:
            equal(f"no draw, {period}", got, [])


# ---- satisfaction


def answer_cells(given):
    """GIVEN: (kind, driver, score) of every answer; NPS, CSAT and CSI with their n."""
    nps = [s for k, _, s in given if k == "nps" and s is not None]
    scale = [s for k, _, s in given if k == "scale" and s is not None]
    by = [[s for k, d, s in given if k == "scale" and d == driver and s is not None] for driver in DRIVERS]
    means = [Decimal(sum(s)) / len(s) for s in by if s]
    csi = None
    if means:  # all weights of the plan are alike
        csi = (100 * (sum(means) / len(means) - 1) / 4).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [rate(sum(s >= 9 for s in nps) - sum(s <= 6 for s in nps), len(nps)), n_of(len(nps)),
            rate(sum(s >= 4 for s in scale), len(scale)), n_of(len(scale)),
            csi, n_of(sum(map(len, by)))]


def satisfaction_equals():
    invited = rows("invitation_id, survey_id, partner, order_no, invited_at, submitted_at, paid_points",
                   "survey_invitation")
    orders = {(str(o["partner"]), str(o["order_no"])): o for o in rows(
        "partner, order_no, category, guide", "order_head WHERE partner = 'made' OR guide <> ''"
        " OR (partner, order_no) IN (SELECT partner, order_no FROM survey_invitation)")}
    codes = {s["survey_id"]: s["code"] for s in rows("survey_id, code", "survey")}
    asked = {(q["survey_id"], q["code"]): (q["kind"], q["driver"])
             for q in rows("survey_id, code, kind, driver", "survey_question")}
    answers, begun = defaultdict(list), {}
    for a in rows("invitation_id, code, score, first_at", "survey_answer"):
        answers[a["invitation_id"]].append(a)
        at = begun.get(a["invitation_id"])
        begun[a["invitation_id"]] = min(at, a["first_at"]) if at else a["first_at"]

    def given(part):
        return [(*asked[i["survey_id"], a["code"]], a["score"]) for i in part
                for a in answers[i["invitation_id"]]]

    def group(part, key):
        groups = defaultdict(list)
        for i in part:
            groups[key(i)].append(i)
        return [[name, len(some)] + answer_cells(given(some)) for name, some in groups.items()]

    def order(i, what):
        return orders.get((str(i["partner"]), str(i["order_no"])), {}).get(what) or ""

    for period, span in periods.items():
        part = [i for i in invited if within(i["submitted_at"], span)]
        for name, key in (("categories", lambda i: order(i, "category")),
                          ("guides", lambda i: order(i, "guide") or "未写导游"),
                          ("surveys", lambda i: codes[i["survey_id"]])):
            got, wanted = table("satisfaction", name, period), group(part, key)
            if name == "categories":
                got, wanted = [r[1:] for r in got], [r[1:] for r in wanted]
            if wanted:
                same(f"satisfaction by {name}, {period}", got, wanted)
        wanted, first = [], span[1].replace(day=1)
        for _ in range(12):
            mine = [i for i in invited if i["submitted_at"] and
                    (i["submitted_at"].year, i["submitted_at"].month) == (first.year, first.month)
                    and i["submitted_at"].date() <= span[1]]
            wanted.insert(0, [str(first)[:7], len(mine)] + answer_cells(given(mine)))
            first = (first - datetime.timedelta(days=1)).replace(day=1)
        same(f"month by month, {period}", table("satisfaction", "months", period), wanted, True)
        part = [i for i in invited if within(i["invited_at"], span)]
        equal(f"sent, begun, answered, {period}", [r[1] for r in table("satisfaction", "funnel", period)],
              [len(part), sum(i["invitation_id"] in begun for i in part),
               sum(i["submitted_at"] is not None for i in part), sum(i["paid_points"] > 0 for i in part)])


# ---- referrals


def referrals_equal():
    friends = {r["friend_id"]: r for r in rows(
        "friend_id, referrer_id, made_at, confirmed_at, ordered_at, completed_at, reversed_at", "referral")}
    effects = rows("member_id, friend_id, part, state, points, settled_at", "referral_effect")
    paid = [e for e in effects if e["state"] == "paid" and e["points"] > 0]
    hosts = [e for e in paid if e["part"] == "order" and e["member_id"] != e["friend_id"]]
    steps = ("made_at", "confirmed_at", "ordered_at", "completed_at")

    def points(span):
        return sum(e["points"] * (-1 if e["part"] == "reverse" else 1) for e in paid
                   if within(e["settled_at"], span))

    for period, span in periods.items():
        wanted = [[day] + [sum(within(f[s], part) for f in friends.values()) for s in steps] +
                  [sum(within(e["settled_at"], part) for e in hosts), points(part)]
                  for day, part in spans(span)]
        same(f"referrals by day, {period}", table("referrals", "days", period), wanted, True)
        mine = {k: f for k, f in friends.items() if within(f["made_at"], span)}
        equal(f"how far friends came, {period}", [r[1] for r in table("referrals", "funnel", period)],
              [sum(f[s] is not None for f in mine.values()) for s in steps] +
              [sum(e["friend_id"] in mine for e in hosts)])
        parts = table("referrals", "parts", period)
        equal(f"what was paid, {period}", parts[-1][2], points(span))
        equal(f"and its worth, {period}", parts[-1][3], Decimal(points(span)) / 10)
        figures = figures_of("referrals", period)
        equal(f"who invited, {period}", figures["hosts"], len({f["referrer_id"] for f in mine.values()}))


# ---- campaigns


def truncated(part, whole):
    """Towards nought."""
    return abs(part) // abs(whole) * (1 if (part < 0) == (whole < 0) else -1)


def campaign_counts(code, product, first, listed):
    """What CODE brought up to today: (participants, orders, sales, and of as many days
    before; redemptions; points). LISTED: (item, what one cost less) pairs."""
    last, bonus = today, 2000 if code == "winter_snow" else 0
    before = (first - (last - first) - datetime.timedelta(days=1), first - datetime.timedelta(days=1))
    orders = [o for o in rows("member_id, products, paid_fen, refunded_fen, cancelled, paid_at",
                              "order_head WHERE member_id IS NOT NULL AND paid_at IS NOT NULL")
              if product in str(o["products"]).split(",") and not o["cancelled"]]
    mine, then = ([o for o in orders if within(o["paid_at"], span)] for span in ((first, last), before))
    taken = [(r, less) for r in rows("member_id, item, quantity, state, placed_at", "redemption")
             for item, less in listed if r["item"] == item and within(r["placed_at"], (first, last))
             and r["state"] not in ("rejected", "cancelled")]

    def fen(some):
        return sum(o["paid_fen"] - o["refunded_fen"] for o in some)

    points = sum((o["paid_fen"] - o["refunded_fen"]) * bonus // 1_000_000 for o in mine)
    saved = sum(r["quantity"] * less for r, less in taken)
    return (len({o["member_id"] for o in mine} | {r["member_id"] for r, _ in taken}), len(mine), fen(mine),
            len(then), fen(then), len(taken), points, saved)


def campaigns_equal():
    equal("campaigns are counted", portal.pointsctl("nightly", "campaigns", check=False).returncode, 0)
    equal("stopped ones with the roll-up", portal.pointsctl("rollup", "full", check=False).returncode, 0)
    period = f"period=day&on={today}"
    effect = {r[0]: r for r in table("campaigns", "effect", period)}
    cost = {r[0]: r for r in table("campaigns", "cost", period)}
    for row in rows("campaign, name, product, from_day, margin_bp, cost_fen, target, goal",
                    "campaign WHERE state <> 'draft'"):
        code, first = row["campaign"], datetime.date.fromisoformat(row["from_day"])
        listed = [(r["item"], r["list_points"] - r["cut_points"]) for r in rows(
            "item, list_points, cut_points", f"campaign_item WHERE campaign = '{code}'")]
        people, orders, sales, n_before, before, taken, bonus, saved = campaign_counts(
            code, row["product"], first, listed)
        check(f"{code} has something to count", orders > 3 and n_before > 3 and sales != before)
        goal = {"participants": people, "orders": orders}[row["goal"]]
        same(f"what {code} brought", [effect[row["name"]][3:]], [[
            people, orders, n_before, Decimal(sales) / 100, Decimal(before) / 100,
            Decimal(sales - before) / 100, taken, Decimal(goal * 10000 // row["target"]) / 100]])
        worth = (bonus + saved) * 10
        whole = worth + row["cost_fen"]
        net = truncated((sales - before) * row["margin_bp"], 10000) - whole
        same(f"what {code} cost", [cost[row["name"]][1:-1]], [[
            bonus, saved, Decimal(worth) / 100, Decimal(row["cost_fen"]) / 100, Decimal(whole) / 100,
            Decimal(row["margin_bp"]) / 100, Decimal(net) / 100,
            Decimal(truncated(net * 10000, whole)) / 100]])


def figures_of(report, period):
    status, _, page = manager.get(f"/admin/reports/{report}?{period}")
    assert status == 200, status
    return {key: int(value) for key, value in re.findall(
        r'<tr id="figure-(\w+)">.*?<td[^>]*><data value="(-?\d+)"', page, re.S)}


# ---- the same however it is read


def all_tables():
    out = {}
    for report, names in TABLES.items():
        for name in names:
            for period in periods:
                out[report, name, period] = table(report, name, period)
    return out


def added_up():
    kept = ("rollup_redemption", "rollup_draw", "rollup_survey", "rollup_flow", "rollup_reasons")
    return {t: sorted(sql(f"SELECT * FROM {t}").split("\n")) for t in kept}


def however_it_is_read():
    equal("the roll-up is made", portal.pointsctl("rollup", "full", check=False).returncode, 0)
    made = all_tables()
    whole = added_up()
    check("there is something in it", all(len(lines) > 0 and lines[0] for lines in whole.values()))
    equal("the night changes nothing", portal.pointsctl("nightly", "rollup", check=False).returncode, 0)
    equal("of what is added up", added_up(), whole)
    sql("".join(f"DELETE FROM {t}; " for t in whole))
    live = all_tables()
    differ = [key for key in made if made[key] != live[key]]
    equal("from the facts alone every table is the same", differ, [])
    equal("a night catches up", portal.pointsctl("nightly", "rollup", check=False).returncode, 0)
    equal("and makes the same", added_up(), whole)


def a_past_day_stays():
    before = {p: table("redemptions", "days", p) for p in periods}
    no, member = sql("SELECT redemption_no, member_id FROM redemption_rating WHERE rated_at <"
                     " UTC_TIMESTAMP() - INTERVAL 3 DAY AND redemption_no LIKE 'RMADE%' LIMIT 1").split("\t")
    sql("INSERT INTO redemption_rating SELECT member_id, redemption_no, 9, 6 - score, score, UTC_TIMESTAMP()"
        f" FROM redemption_rating WHERE member_id = {member} AND redemption_no = '{no}' LIMIT 1")
    equal("somebody rates anew; all is added up again",
          portal.pointsctl("rollup", "full", check=False).returncode, 0)
    after = {p: table("redemptions", "days", p) for p in periods}
    equal("and no day has another figure", after, before)


def somebody_rates_anew():
    """At the pages: what the second rating replaced is kept, and today's figures know."""
    no, phone, score = sql(
        "SELECT r.redemption_no, p.phone, r.score FROM redemption r JOIN person p ON p.member_id ="
        " r.member_id AND p.person_id = 1 WHERE r.score IS NOT NULL AND r.redemption_no NOT LIKE"
        " 'RMADE%' ORDER BY r.feedback_at DESC LIMIT 1").split("\t")
    who, day = Browser(portal), f"period=day&on={today}"
    who.sign_in(phone, f"demo-points-{int(phone[-2:])}")
    before = table("redemptions", "days", day)[0]
    csrf = re.search(r'name="csrf" value="([^"]+)"', who.get(f"/redemptions/{no}")[2]).group(1)
    equal("a member rates anew", who.go("POST", f"/redemptions/{no}/feedback",
                                        {"csrf": csrf, "score": "2", "text": "后来坏了"})[0], 303)
    kept = sql(f"SELECT n, score, before_score FROM redemption_rating WHERE redemption_no = '{no}' ORDER BY n")
    equal("both are kept", kept.split("\n"), [f"1\t{score}\t0", f"2\t2\t{score}"])
    equal("rated anew is not rated once more", table("redemptions", "days", day)[0], before)


def pages_and_files():
    for report in TABLES:
        for period in periods:
            status, _, page = manager.get(f"/admin/reports/{report}?{period}")
            check(f"{report} has its page, {period}", status == 200 and "figure-" in page, status)
            words = re.findall(r"Lang\.[A-Z][\w.]+", page)
            equal("in words", words[:3], [])
        status, headers, body = manager.get(f"/admin/reports/{report}.xlsx?{list(periods)[0]}")
        check(f"{report} has its spreadsheet", status == 200 and len(body) > 3000, status)
    equal("a clerk reads them too", staff("clerk").get("/admin/reports/draws")[0], 200)
    equal("an auditor as well", staff("auditor").get("/admin/reports/referrals")[0], 200)
    equal("strangers do not", Browser(portal).get("/admin/reports/draws")[0], 303)


def staff(role):
    who = Browser(portal)
    status, headers, _ = who.post("/admin/sign-in", email=f"{role}@demo.test",
                                  password=f"demo-staff-{role}")
    assert (status, headers["Location"]) == (303, "/admin/"), status
    return who


def facts_are_made():
    global manager, today
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    today = (now + UTC8).date()
    manager = staff("manager")
    survey = int(sql("SELECT MIN(survey_id) FROM survey WHERE code = 'trip'"))
    questions = [(q["code"], q["kind"]) for q in rows("code, kind",
                                                      f"survey_question WHERE survey_id = {survey}")]
    facts = Facts(now)
    facts.redemptions()
    facts.draws()
    facts.surveys(survey, questions)
    facts.referrals()
    facts.campaign(datetime.date.fromisoformat(sql(
        "SELECT from_day FROM campaign WHERE campaign = 'winter_snow'")))
    sql("SET NAMES utf8mb4; " + facts.sql)
    back = [today - datetime.timedelta(days=d) for d in (0, 37, 12, 400)]
    periods.update({
        f"period=day&on={back[0]}": (back[0], back[0]),
        f"period=month&on={back[1]}": month(back[1]),
        f"period=own&from={back[2]}&to={back[0]}": (back[2], back[0]),
        f"period=own&from={back[3]}&to={back[1]}": (back[3], back[1])})
    check("made", len(PRIZES) == 3 and len(questions) > 5)


def month(day):
    last = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    return day.replace(day=1), min(last, today)


if __name__ == "__main__":
    with Portal() as portal:
        run(facts_are_made, redemptions_equal, draws_equal, satisfaction_equals, referrals_equal,
            campaigns_equal, however_it_is_read, the_ledger_says_the_same, a_past_day_stays,
            somebody_rates_anew, pages_and_files)
