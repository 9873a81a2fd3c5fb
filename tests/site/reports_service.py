#!/usr/bin/python3
"""The service report: every figure counted anew from the cases, their steps and the
redemptions alone, in Python; who may read it; its page, table and spreadsheet."""
import collections
import csv
import datetime
import io
import os
import random
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = manager = None
UTC8 = datetime.timedelta(hours=8)
HAVE_N = ("一日内受理", "十天内答复", "平均小时", "评分", "按时")
STEPS = ("classified", "investigating", "proposed", "accepted", "executed", "closed")
dice = random.Random(9)


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def rows(query):
    """The rows of a query as dicts; numbers and instants (UTC) as such."""
    names = re.match(r"SELECT (.*?) FROM", query, re.S).group(1).replace(" ", "").split(",")
    out = []
    for line in filter(None, sql(query).split("\n")):
        row = {}
        for name, word in zip(names, line.split("\t")):
            if word == "NULL":
                word = None
            elif re.fullmatch(r"-?\d+", word):
                word = int(word)
            elif re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", word):
                word = datetime.datetime.fromisoformat(word)
            row[name.split(".")[-1]] = word
        out.append(row)
    return out


def text(value):
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{str(value)[:19]}'"


def make_cases(now):
    """Four hundred cases of fourteen months, filed, taken up, answered and closed as dice say."""
    member, staff = sql("SELECT MIN(member_id) FROM member"), sql("SELECT GROUP_CONCAT(staff_id) FROM staff")
    staff = [None] + [int(s) for s in staff.split(",")]
    cases, steps = [], []
    for i in range(400):
        kind = dice.choice(["complaint"] * 3 + ["question", "suggestion"])
        opened = now - datetime.timedelta(seconds=dice.randrange(600, 420 * 86400))
        at = opened
        times = {}
        for step in STEPS[:dice.randrange(0, 7)]:
            at += datetime.timedelta(seconds=dice.randrange(60, 5 * 86400))
            if at < now:
                times[step] = at
        acked = min(times.values(), default=None)
        answered, closed = times.get("proposed"), times.get("closed")
        no = f"KT{i:08d}"
        cases.append((member, no, kind, dice.choice(("service", "product", "price", "other")), "care", "member",
                      dice.choice(("domestic", "outbound", "")), dice.choice(("shanghai", "beijing", "")),
                      "closed" if closed else "received", "none" if closed else "staff", opened, dice.choice(staff),
                      opened, opened + datetime.timedelta(days=1), acked, opened + datetime.timedelta(days=10),
                      answered, dice.choice((0, 0, 0, 1, 2)),
                      dice.choice(("service_quality", "price", "communication")) if closed else "",
                      closed, dice.choice((None, 1, 3, 5)) if closed else None))
        steps += [(member, no, n + 2, step, "staff", when) for n, (step, when) in enumerate(times.items())]
    def insert(table, columns, values):
        sql(f"INSERT INTO {table} ({columns}) VALUES " + ",".join(
            "(" + ",".join(text(v) for v in row) + ")" for row in values))
    insert("service_case", "member_id, case_no, kind, class, department, source, category, branch, state, waiting,"
           " due_at, owner_id, opened_at, ack_due, acked_at, answer_due, answered_at, reopened, cause, closed_at,"
           " rating", cases)
    insert("case_step", "member_id, case_no, step_no, step, author, at", steps)
    sql("UPDATE redemption SET shipped_at = placed_at + INTERVAL 3 DAY WHERE category = 'goods' AND shipped_at IS NULL"
        " AND placed_at < UTC_TIMESTAMP() - INTERVAL 4 DAY")


def within(when, first, last):
    return when is not None and first <= (when + UTC8).date() <= last


def rounded(part, whole, scale=100):
    if not whole:
        return None
    return (Decimal(part) * scale / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def with_n(part, whole, scale=100):
    """A share or mean with what it is of, as files have them side by side."""
    return [rounded(part, whole, scale), whole or None]


def hours(spans):
    return [rounded(sum(int(s.total_seconds()) for s in spans), 3600 * len(spans), 1), len(spans) or None]


def counted(cases, now):
    """The cells that a row of the report has behind its name and share, from the cases alone."""
    complaints = [c for c in cases if c["kind"] == "complaint"]
    ack_judged = [c for c in cases if c["acked_at"] or c["ack_due"] < now]
    judged = [c for c in complaints if c["answered_at"] or c["answer_due"] < now]
    rated = [c["rating"] for c in cases if c["rating"] is not None]
    return [*with_n(sum(bool(c["acked_at"]) and c["acked_at"] <= c["ack_due"] for c in ack_judged), len(ack_judged)),
            *with_n(sum(bool(c["answered_at"]) and c["answered_at"] <= c["answer_due"] for c in judged), len(judged)),
            *hours([c["answered_at"] - c["opened_at"] for c in complaints if c["answered_at"]]),
            sum(c["closed_at"] is not None for c in cases), sum(c["reopened"] > 0 for c in cases),
            *with_n(sum(rated), len(rated), 1)]


def table(name, period):
    status, _, body = manager.get(f"/admin/reports/service.csv?{period}&table={name}")
    assert status == 200, (status, name)
    lines = list(csv.reader(io.StringIO(body.lstrip("\ufeff"))))
    # a column of what shares are of is left out where no row has any
    alone = [i for i, head in enumerate(lines[0]) if re.sub(r"[ （(].*", "", head) in HAVE_N and
             not (i + 1 < len(lines[0]) and lines[0][i + 1].endswith("(n)"))
             and not head.endswith("(n)")]
    for line in lines:
        for i in reversed(alone):
            line.insert(i + 1, "")
    return [[None if c == "" else Decimal(c) if re.fullmatch(r"-?\d+(\.\d+)?", c) else c for c in line]
            for line in lines[1:]]


def the_facts():
    global manager
    manager = Browser(portal)
    equal("a manager comes in", manager.post("/admin/sign-in", email="manager@demo.test",
                                             password="demo-staff-manager")[0], 303)
    make_cases(datetime.datetime.utcnow().replace(microsecond=0))


def every_cell_is_counted_anew():
    cases = rows("SELECT c.kind, c.class, c.cause, c.category, c.branch, s.name, c.opened_at, c.ack_due, c.acked_at,"
                 " c.answer_due, c.answered_at, c.closed_at, c.reopened, c.rating FROM service_case c"
                 " LEFT JOIN staff s ON s.staff_id = c.owner_id")
    words = {"service": "服务", "product": "行程与产品", "price": "价格与费用", "other": "其他", "complaint": "投诉",
             "question": "咨询", "suggestion": "建议"}
    today = (datetime.datetime.utcnow() + UTC8).date()
    for days in (0, 30, 92, 400):
        first = today - datetime.timedelta(days=days)
        period = f"from={first}&to={today}"
        now = datetime.datetime.utcnow()
        mine = [c for c in cases if within(c["opened_at"], first, today)]
        check(f"{days} days: there are cases", mine or days == 0, len(mine))
        for name, key, of in (("class", "class", [c for c in mine if c["kind"] == "complaint"]),
                              ("kind", "kind", mine), ("owner", "name", mine), ("branch", "branch", mine)):
            groups = collections.defaultdict(list)
            for c in of:
                groups[words.get(c[key], c[key]) or "没有"].append(c)
            wanted = {word: [len(group), rounded(len(group), len(of))] + counted(group, now)
                      for word, group in groups.items()}
            got = {line[0]: line[1:] for line in table(name, period)}
            equal(f"{days} days by {name}", got, wanted)


def steps_and_redemptions():
    today = (datetime.datetime.utcnow() + UTC8).date()
    first = today - datetime.timedelta(days=400)
    period = f"from={first}&to={today}"
    taken = collections.defaultdict(dict)
    for row in rows("SELECT c.case_no, c.opened_at, t.step, t.at FROM service_case c JOIN case_step t"
                    " ON t.member_id = c.member_id AND t.case_no = c.case_no WHERE c.kind = 'complaint'"):
        if row["step"] in STEPS and within(row["opened_at"], first, today):
            had = taken[row["step"]].setdefault(row["case_no"], row["at"] - row["opened_at"])
            taken[row["step"]][row["case_no"]] = min(had, row["at"] - row["opened_at"])
    words = {"classified": "已受理", "investigating": "调查中", "proposed": "等您答复", "accepted": "办理中",
             "executed": "已办好", "closed": "已结束"}
    equal("steps", table("steps", period), [[words[s], len(taken[s]), *hours(list(taken[s].values()))]
                                            for s in STEPS if taken[s]])
    sent = collections.defaultdict(list)
    for row in rows("SELECT category, placed_at, shipped_at, promised_on FROM redemption WHERE category IN"
                    " ('goods', 'service', 'trip', 'miles') AND promised_on IS NOT NULL"):
        if within(row["shipped_at"], first, today):
            row["promised_on"] = datetime.date.fromisoformat(row["promised_on"])
            sent[row["category"]].append(row)
    names = {"goods": "实物", "service": "服务", "trip": "行程", "miles": "里程"}
    late = {k: [((r["shipped_at"] + UTC8).date() - r["promised_on"]).days for r in v] for k, v in sent.items()}
    check("some were sent", sent)
    equal("redemptions", {line[0]: line[1:] for line in table("sent", period)},
          {names[k]: [len(v), *with_n(sum(d <= 0 for d in late[k]), len(v)),
                      *hours([r["shipped_at"] - r["placed_at"] for r in v]), sum(d for d in late[k] if d > 0)]
           for k, v in sent.items()})


def figures_and_forms():
    today = (datetime.datetime.utcnow() + UTC8).date()
    first = today - datetime.timedelta(days=92)
    period = f"from={first}&to={today}"
    status, _, page = manager.get(f"/admin/reports/service?{period}")
    equal("its page", status, 200)
    n = int(sql("SELECT COUNT(*) FROM service_case WHERE DATE(opened_at + INTERVAL 8 HOUR)"
                f" BETWEEN '{first}' AND '{today}'"))
    found = re.search(r'id="figure-cases".*?value="(\d+)"|figure-cases[^>]*value="(\d+)"', page, re.S)
    check("its first figure", found and int(found.group(1) or found.group(2)) == n, (n, found and found.groups()))
    check("in the list of reports", "/admin/reports/service" in manager.get("/admin/reports")[2])
    manager.post("/admin/language", lang="en")
    status, headers, _ = manager.get(f"/admin/reports/service.xlsx?{period}")
    equal("its spreadsheet", (status, headers["Content-Type"].split("/")[0]), (200, "application"))
    equal("no such table", manager.get(f"/admin/reports/service.csv?{period}&table=none")[0], 404)
    equal("strangers sign in first", Browser(portal).get("/admin/reports/service")[0], 303)


if __name__ == "__main__":
    with Portal() as portal:
        run(the_facts, every_cell_is_counted_anew, steps_and_redemptions, figures_and_forms)
