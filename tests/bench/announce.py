"""Benchmark of an announcement to a great many: counted, posted without a long lock, stopped
half-way, ended by a signal and taken up again, to nobody twice."""
import os
import re
import signal
import subprocess
import time

import peers
from portal import TOP, Browser

MANY = int(os.environ.get("ANNOUNCE_MEMBERS", "1000000"))
AT = "/admin/announcements"
HARD = {"tiers": "gold", "kind": "personal", "segment": "best", "trip": "within",
        "trip_days": "400", "city": "广州", "interest": "donation"}
LONGEST = ("SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, trx_started, SYSDATE(6))), 0) FROM"
           " information_schema.innodb_trx WHERE trx_rows_modified > 0")


def fill(portal):
    """MANY members who agreed to offers, with all that an audience asks about."""
    for first in range(1, MANY + 1, 50000):
        rows = f"seq_{first}_to_{min(first + 49999, MANY)}"
        peers.owner_sql(portal, f"""
            INSERT INTO member (member_id, member_no, joined_on, created_at)
              SELECT 1000000 + seq, CONCAT('M', LPAD(seq, 7, '0')), '2023-01-01', '2023-01-01'
              FROM {rows};
            INSERT INTO person (member_id, person_id, role, name, created_at)
              SELECT 1000000 + seq, 1, 'holder', '会员', '2023-01-01' FROM {rows};
            INSERT INTO account (member_id, tier, tier_since, good_through, last_hash)
              SELECT 1000000 + seq, ELT(1 + seq % 3, 'standard', 'silver', 'gold'), '2023-01-01',
                     '9999-12-31', REPEAT(CHAR(0), 32) FROM {rows};
            INSERT INTO audience (member_id, kind, tier, place, interests, segment, last_trip_on)
              SELECT 1000000 + seq, 'personal', ELT(1 + seq % 3, 'standard', 'silver', 'gold'),
                     ELT(1 + seq % 2, '广东省 广州市', '上海市 上海市'), 'goods,donation', 'best',
                     CURDATE() - INTERVAL seq % 800 DAY FROM {rows};""")
    peers.owner_sql(portal, "ANALYZE TABLE member, person, account, audience;")


class Desk(Browser):
    def sign_in(self, role, _=None):
        status = self.post("/admin/sign-in", email=f"{role}@demo.test",
                           password=f"demo-staff-{role}")[0]
        assert status == 303, status
        return self

    def send(self, path, **fields):
        csrf = re.search(r'name="csrf" value="([^"]+)"', self.get("/admin/password")[2]).group(1)
        status, headers, _ = self.go("POST", path, {"csrf": csrf, **fields})
        assert status == 303, (path, status)
        return headers["Location"].split("?")[0]

    def write(self, **audience):
        return self.send(AT + "/new", title="公告", title_en="News", text="正文", text_en="Text",
                         by_notice="1", **audience)


def number(page, name):
    return int(re.search(rf'class="{name}" value="(\d+)"', page).group(1))


def counted(desk, at):
    start = time.monotonic()
    page = desk.get(at)[2]
    return time.monotonic() - start, number(page, "announcement-count")


def mailer(portal):
    build = os.environ.get("BUILD", os.path.join(TOP, "build"))
    return subprocess.Popen([os.path.join(TOP, build, "pointsctl"), "mail", "send"],
                            env=dict(os.environ, VAR=portal.var), stdout=subprocess.DEVNULL)


def until(portal, sent, enough):
    """Waits until ENOUGH have it, or the mailer has ended; the longest transaction seen."""
    longest = 0
    while sent.poll() is None:
        longest = max(longest, int(peers.owner_sql(portal, LONGEST)))
        if int(peers.owner_sql(portal, "SELECT MAX(members) FROM announcement")) >= enough:
            break
        time.sleep(0.02)
    return longest / 1e6


def duplicates(portal, key):
    return peers.owner_sql(portal, "SELECT COUNT(*), COUNT(DISTINCT member_id) FROM notice WHERE"
                                   f" kind = 'announcement' AND once_key = '{key}'").split()


def announce(portal, line):
    for pid in portal.processes("job-loop.sh"):  # the mailer is ours here
        os.kill(pid, signal.SIGTERM)
    fill(portal)
    desk = Desk(portal).sign_in("manager")
    plain, hard = desk.write(), desk.write(**HARD)
    for at, what in ((plain, "everybody"), (hard, "six conditions")):
        seconds, n = min(counted(desk, at) for _ in range(3))
        print(f"  {what}: {n} of {MANY} members")
        line(f"announcement counted, {what}", seconds, 2, 1, unit=" s")
    desk.send(plain + "/release", version="1", sure="1")
    start, sent = time.monotonic(), mailer(portal)
    longest = until(portal, sent, MANY // 2)
    desk.send(plain + "/stop", sure="1")
    asked = time.monotonic()
    sent.wait()
    rate = MANY / 2 / (asked - start)
    told = number(desk.get(plain)[2], "announcement-members")
    rows, members = duplicates(portal, plain.rsplit("/", 1)[1])
    assert rows == members == str(told) and told < MANY, (rows, members, told)
    print(f"  stopped at {told} of {MANY}; {rate:.0f} members a second")
    line("stopped half-way: until nobody gets it any more", time.monotonic() - asked, 2, 1,
         unit=" s")
    again = desk.write(tiers="gold")
    desk.send(again + "/release", version="1", sure="1")
    sent = mailer(portal)
    time.sleep(3)
    sent.terminate()
    asked = time.monotonic()
    sent.wait()
    line("ended by a signal", time.monotonic() - asked, 5, 2, unit=" s")
    half = number(desk.get(again)[2], "announcement-members")
    sent = mailer(portal)
    longest = max(longest, until(portal, sent, MANY * 2))
    told = number(desk.get(again)[2], "announcement-members")
    golds = int(peers.owner_sql(portal, "SELECT COUNT(*) FROM account WHERE tier = 'gold'"))
    rows, members = duplicates(portal, again.rsplit("/", 1)[1])
    assert 0 < half < told == golds == int(rows) == int(members), (half, told, golds, rows)
    print(f"  {half} before the signal, {told} in all, each once")
    line("longest transaction while it went out", longest, 1, 0.3, unit=" s")
