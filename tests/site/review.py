#!/usr/bin/python3
"""The morning page, the review queue and the risk report over HTTP: a row changed in
the database turns the page red and is named; a missed night is asked for and made up;
refused rows of an import are ticked off; a storm of wrong passwords is found, settled
and counted; every figure of the risk report equals what is counted here."""
import csv
import datetime
import http.client
import io
import os
import random
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from shop import Desk, act, forge  # noqa: E402
from tap import check, equal, run  # noqa: E402

UTC8 = datetime.timedelta(hours=8)
portal = manager = clerk = auditor = None
KINDS = ("cluster", "earnings", "address", "survey", "refund", "passwords", "codes")


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def page(who, path):
    status, _, text = who.get(path)
    assert status == 200, (status, path)
    return text


def a_changed_row_turns_the_page_red():
    member = sql("SELECT member_id FROM member WHERE member_no = 'M9000003'")
    check("the books agree at first", "账目全部对得上" in page(manager, "/admin/"))
    sql(f"UPDATE entry SET points = points + 5 WHERE member_id = {member} AND seq = 1;")
    done = portal.pointsctl("audit", check=False)
    equal("a proof of everything finds it", done.returncode, 1)
    home = page(manager, "/admin/")
    check("the morning page is red", "账目对不上" in home and 'is-late"><data' in home)
    books = page(auditor, "/admin/today/books")
    check("it names the member", "M9000003" in books)
    check("and the row", re.search(r'data-label="账行"><data value="1">1</data>', books))
    check("and what does not fit", "chain_hash" in books)
    flaw = re.search(r'name="flaw" value="(\d+)"', page(clerk, "/admin/today/books")).group(1)
    equal("auditors change nothing", forge(auditor, "/admin/today/books", flaw=flaw)[0], 403)
    equal("proved again it still stands", act(clerk, "/admin/today/books", flaw=flaw)[0], 422)
    portal.pointsctl("nightly", "proof", check=False)
    check("the night looks again", "账目对不上" in page(manager, "/admin/"))
    sql(f"UPDATE entry SET points = points - 5 WHERE member_id = {member} AND seq = 1;")
    equal("put right and proved", act(clerk, "/admin/today/books", flaw=flaw)[0], 303)
    check("the books agree again", "账目全部对得上" in page(manager, "/admin/"))
    equal("a proof of everything, too", portal.pointsctl("audit", check=False).returncode, 0)


def a_missed_night_is_made_up():
    sql("UPDATE job_run SET done_on = CURRENT_DATE - INTERVAL 4 DAY WHERE job = 'nightly';")
    home = page(manager, "/admin/")
    check("the page counts the nights", "夜间处理没有完成的天数" in home)
    equal("clerks do not start it", forge(clerk, "/admin/today/nightly")[0], 403)
    equal("a manager asks", forge(manager, "/admin/today/nightly")[0], 303)
    until = time.monotonic() + 40
    while time.monotonic() < until and "夜间处理没有完成的天数" in page(manager, "/admin/"):
        time.sleep(1)
    check("it is made up within seconds", "夜间处理已完成" in page(manager, "/admin/"))


def refused_rows_are_ticked_off():
    name = os.path.join(portal.var, "members-nov.csv")
    head = "member_no,name,phone,email,birthday,joined_on,invited_by\n"
    with open(name, "w", encoding="utf-8") as f:
        f.write(head + "M0000901,陈一,,chen1@example.test,,2025-01-01,\n"
                       "nonsense,陈二,,chen2@example.test,,2025-01-01,\n")
    equal("an import refuses a row", portal.pointsctl("import", "members", name, check=False).returncode, 1)
    check("the page says so", "导入文件有被拒的行" in page(clerk, "/admin/"))
    runs = page(clerk, "/admin/today/imports")
    check("with its file", "members-nov.csv" in runs)
    equal("ticked off", act(clerk, "/admin/today/imports",
                            run=re.search(r'name="run" value="(\d+)"', runs).group(1))[0], 303)
    check("it is gone", "导入没有被拒的行" in page(clerk, "/admin/"))


class Elsewhere(Browser):
    """A browser at another address of this machine."""

    def __init__(self, where, address):
        super().__init__(where)
        self.address = address

    def go(self, method, path, fields=None):
        plain = self.portal.request

        def bound(method, path, body=None, headers=None, timeout=30):
            link = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=timeout,
                                              source_address=(self.address, 0))
            try:
                link.request(method, path, body=body, headers=headers or {})
                answer = link.getresponse()
                return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
            finally:
                link.close()

        self.portal.request = bound
        try:
            return super().go(method, path, fields)
        finally:
            self.portal.request = plain


def a_storm_of_wrong_passwords():
    for k in range(4):
        thief = Elsewhere(portal, f"127.0.0.{k + 10}")
        for _ in range(4):
            thief.post("/sign-in", login="13800000005", password="not-the-password")
    equal("they are counted", sql("SELECT SUM(tries) FROM guess g JOIN member m"
                                  " ON m.member_id = g.member_id WHERE m.member_no = 'M9000005'"), "16")
    out = portal.pointsctl("nightly", "signals").stdout
    check("the night finds them", "signals: 1 new" in out, out)
    queue = page(clerk, "/admin/review")
    check("with figures", "同一会员的密码错了 16 次，来自 4 个网络" in queue)
    check("by number alone", "M9000005" in queue and "13800000005" not in queue)
    check("twice changes nothing", "signals: 0 new" in portal.pointsctl("nightly", "signals").stdout)
    row = queue[queue.index("密码连续出错"):]
    path = re.search(r'action="(/admin/review/signals/\d+)"', row).group(1)
    equal("an auditor looks on", forge(auditor, path, verdict="clear", note="x")[0], 403)
    equal("a reason is needed", forge(clerk, path, verdict="clear", note=" ")[0], 422)
    equal("settled", forge(clerk, path, verdict="clear", note="会员自己忘了密码")[0], 303)
    equal("once", forge(clerk, path, verdict="abuse", note="x")[0], 409)
    check("the log has it", "处理可疑迹象：没有问题" in page(manager, "/admin/audit"))
    equal("the member still signs in", Browser(portal).post(
        "/sign-in", login="13800000005", password="demo-points-5")[0], 303)


def made_up_signals(today):
    """Some hundred of them over 14 months; the last days are busiest."""
    dice = random.Random(11)
    ids = sql("SELECT member_id FROM member").split()
    words = []
    for n in range(300):
        day = today - datetime.timedelta(days=int(420 * dice.random() ** 2))
        found = datetime.datetime.combine(day, datetime.time()) - UTC8 + datetime.timedelta(
            seconds=dice.randrange(86400) if day < today else 1)
        state = dice.choice(("open", "cleared", "abuse", "cleared"))
        settled = found + datetime.timedelta(seconds=dice.randrange(1, 9 * 86400))
        if state == "open" or settled > datetime.datetime.utcnow():
            state, settled = "open", None
        members = dice.sample(ids, dice.randint(1, 3))
        words.append(f"INSERT INTO risk_signal (kind, once_key, happened_at, found_at, figure, members,"
                     f" state, settled_at) VALUES ('{dice.choice(KINDS)}', 'made-{n}', '{found}',"
                     f" '{found}', 1, {len(members)}, '{state}',"
                     f" {'NULL' if settled is None else chr(39) + str(settled) + chr(39)});")
        words += [f"INSERT INTO risk_signal_member (signal_id, member_id)"
                  f" SELECT signal_id, {m} FROM risk_signal WHERE once_key = 'made-{n}';"
                  for m in members]
    sql("\n".join(words))


def cells(name, period):
    status, _, body = manager.get(f"/admin/reports/risk.csv?{period}&table={name}")
    assert status == 200, (status, name, period)
    return list(csv.reader(io.StringIO(body.lstrip("\ufeff"))))[1:]


def figures(period):
    """Value and denominator of each figure of the page."""
    text = page(manager, f"/admin/reports/risk?{period}")
    out = {}
    for key, rest in re.findall(r'<tr id="figure-(\w+)">(.*?)</tr>', text, re.S):
        cell = re.search(r"<td.*?</td>", rest, re.S).group(0)
        value = re.search(r'value="(-?\d+)"', cell) or re.search(r">(0)\s*%", cell)
        whole = re.search(r"n = ([\d,]+)", cell)
        out[key] = (int(value.group(1)) if value else None,
                    int(whole.group(1).replace(",", "")) if whole else 0)
    return out


def rate(part, whole):
    return (None, 0) if whole == 0 else ((2 * 10000 * part + whole) // (2 * whole), whole)


def the_report_equals_the_rows():
    today = (datetime.datetime.utcnow() + UTC8).date()
    made_up_signals(today)
    rows = []
    for line in sql("SELECT signal_id, kind, state, found_at, COALESCE(settled_at, '')"
                    " FROM risk_signal").split("\n"):
        id_, kind, state, found, settled = line.split("\t")
        at = [datetime.datetime.fromisoformat(t) + UTC8 if t else None for t in (found, settled)]
        rows.append((id_, kind, state, *at))
    named = [line.split("\t") for line in
             sql("SELECT signal_id, member_id FROM risk_signal_member").split("\n")]
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    last = month - datetime.timedelta(days=1)
    for period, first, end in ((f"period=month&on={today}", month, today),
                               (f"period=month&on={last}", last.replace(day=1), last),
                               (f"period=year&on={today}", year, today),
                               (f"period=day&on={today}", today, today)):
        found = [r for r in rows if first <= r[3].date() <= end]
        settled = [r for r in rows if r[4] and first <= r[4].date() <= end]
        abuse = sum(r[2] == "abuse" for r in settled)
        in_found = {r[0] for r in found}
        people = {m for s, m in named if s in in_found}
        got = figures(period)
        equal(f"{period}: found", got["found"], (len(found), 0))
        equal(f"{period}: settled", got["settled"], (len(settled), 0))
        equal(f"{period}: abuse", got["abuse"], rate(abuse, len(settled)))
        equal(f"{period}: within three days", got["quick"], rate(
            sum(r[4] - r[3] <= datetime.timedelta(days=3) for r in settled), len(settled)))
        equal(f"{period}: open", got["open"], rate(sum(r[2] == "open" for r in found), len(found)))
        enrolled = int(sql(f"SELECT COUNT(*) FROM member WHERE created_at < '{end}'"
                           " + INTERVAL 16 HOUR"))
        equal(f"{period}: named", got["named"], rate(len(people), enrolled))
        placed, held = map(int, sql(
            "SELECT COUNT(*), COALESCE(SUM(held_reason <> ''), 0) FROM redemption WHERE"
            f" placed_at >= '{first}' - INTERVAL 8 HOUR AND placed_at < '{end}' + INTERVAL 16 HOUR"
        ).split("\t"))
        equal(f"{period}: held", got["held"], rate(held, placed))
        kinds = cells("kinds", period)
        expected = sorted(((k, sum(r[1] == k for r in found)) for k in KINDS),
                          key=lambda x: (-x[1], KINDS.index(x[0])))
        equal(f"{period}: kinds in turn", [int(r[1]) for r in kinds[:-1]], [n for _, n in expected])
        for (kind, n), line in zip(expected, kinds):
            of = {r[0] for r in found if r[1] == kind}
            equal(f"{period}: {kind}", [int(c) for c in line[3:]], [
                len({m for s, m in named if s in of}),
                sum(r[2] == "open" for r in found if r[1] == kind),
                sum(r[2] == "cleared" for r in settled if r[1] == kind),
                sum(r[2] == "abuse" for r in settled if r[1] == kind)])
        days = cells("days", period)
        equal(f"{period}: days add up", [sum(int(r[i]) for r in days) for i in (1, 2, 3)],
              [len(found), len(settled) - abuse, abuse])
        if len(days) > 1 and period.startswith("period=month"):
            equal(f"{period}: each day", [int(r[1]) for r in days], [
                sum(r[3].date() == first + datetime.timedelta(days=i) for r in found)
                for i in range(len(days))])
    waits = int(sql("SELECT (SELECT COALESCE(SUM(held), 0) FROM order_head) + (SELECT"
                    " COALESCE(SUM(points), 0) FROM referral_effect WHERE state = 'held')"))
    equal("points under review", got["points"], (waits, 0))
    status, _, _ = manager.get("/admin/reports/risk.xlsx?period=year")
    equal("the sheets come, too", status, 200)


def the_page_is_light():
    check("under 30 kB", len(page(manager, "/admin/").encode()) < 30000)


if __name__ == "__main__":
    with Portal() as portal:
        manager, clerk, auditor = (Desk(portal).sign_in(r) for r in ("manager", "clerk", "auditor"))
        run(a_changed_row_turns_the_page_red, a_missed_night_is_made_up,
            refused_rows_are_ticked_off, a_storm_of_wrong_passwords, the_report_equals_the_rows,
            the_page_is_light)
