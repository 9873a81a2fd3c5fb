"""Benchmarks of the shop: a catalogue of 10,000 items, redemptions through HTTP
against their own SQL in a bare C loop, and 64 buyers of one hot item."""
import csv
import hashlib
import os
import re
import secrets
import subprocess
import tempfile
import time
import urllib.parse

import measure
import peers

HERE = os.path.dirname(os.path.abspath(__file__))
CONNECTIONS = 8
BUYERS = 64
CAUGHT = 6  # redemptions of a member that are caught
CATALOGUE = ("code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,"
             "value_fen").split(",")
KINDS = ("goods", "virtual", "service", "voucher", "donation")
# Few enough that a search finds a whole page in 100 items too: what is compared
# is what a larger catalogue costs, not a page of 12 cards with one of 24.
THINGS = (("杯子", "cup"), ("雨伞", "umbrella"), ("颈枕", "neck pillow"), ("地图", "map"))


def import_items(portal, first, last, kind=None, cost=None):
    """Items bench-FIRST … bench-LAST by the importer."""
    path = os.path.join(portal.var, f"bench-{first}.csv")
    with open(path, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(CATALOGUE)
        for n in range(first, last + 1):
            zh, en = THINGS[n * 3 % len(THINGS)]
            out.writerow([f"bench-{n}", kind or KINDS[n % len(KINDS)], f"{zh} {n} 号", f"{en} no. {n}",
                          cost or 100 + n * 37 % 9000, "", "", "", "", "", 1000])
    portal.pointsctl("import", "catalogue", path)


PAGES = ("/catalogue", "/catalogue?category=goods", "/catalogue?afford=1",
         "/catalogue?q=" + urllib.parse.quote("雨伞"), "/catalogue?q=umbrella",
         "/catalogue?sort=cost", "/catalogue?min=500&max=2000")


def settle(portal):
    """Waits until the database has written out what an import left, as its time
    is part of what is measured."""
    for _ in range(60):
        before = sum(map(measure.cpu_seconds, portal.processes("mariadbd")))
        time.sleep(1)
        if sum(map(measure.cpu_seconds, portal.processes("mariadbd"))) - before < 0.02:
            return


def catalogue(portal, line, ours, headers):
    """Cost of the catalogue's pages with 10,000 items against 100."""
    have = int(peers.owner_sql(portal, "SELECT COUNT(*) FROM item"))

    def costs():
        for pid in portal.processes("member"):  # workers as they are after a quiet while
            os.kill(pid, 10)
        settle(portal)
        return {page: ours(portal, page, headers, seconds=3)[1] for page in PAGES}

    import_items(portal, have + 1, 100)
    few = costs()
    start = time.monotonic()
    import_items(portal, 101, 10000)
    print(f"  9,900 items imported in {time.monotonic() - start:.1f} s")
    many = costs()
    for page in PAGES:
        print(f"  {page}: {few[page]:.0f} us with 100 items, {many[page]:.0f} us with 10,000")
        line(f"{urllib.parse.unquote(page)}: 10,000 items / 100", many[page] / few[page], 1.5, 1.2)


class Buyer:
    """A member with points and a session, and the form that redeems an item; its
    texts are ASCII without commas, as the log can be read of those only."""

    def __init__(self, portal, n, item):
        self.token, self.csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)[:43]
        self.no, self.path = f"M{5000000 + n:07d}", f"/catalogue/{item}/redeem"
        self.fields = {"csrf": self.csrf, "quantity": "1", "recipient": f"Buyer {n}",
                       "phone": f"137{n:08d}", "address": f"{n} Zhangjiang Road Pudong",
                       "cost": "100", "confirm": "1"}

    def session(self):
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        return (f"INSERT INTO session (token_hash, member_id, person_id, csrf, created_at, seen_at)"
                f" SELECT UNHEX('{digest}'), member_id, 1, '{self.csrf}', UTC_TIMESTAMP(),"
                f" UTC_TIMESTAMP() FROM member WHERE member_no = '{self.no}';")

    def body(self, form=None):
        fields = dict(self.fields, form_id=form) if form else self.fields
        return urllib.parse.urlencode(fields)

    def headers(self, portal):
        return {"Cookie": f"session={self.token}", "Host": f"localhost:{portal.port}",
                "Content-Type": "application/x-www-form-urlencoded"}

    def redeem(self, portal):
        status, headers, text = portal.request("POST", self.path, self.body(form_id()),
                                               self.headers(portal))
        assert status == 303, (status, re.sub(r"<[^>]+>", " ", text)[:2000])
        return headers["Location"]


def form_id():
    return secrets.token_urlsafe(32)[:43]


def make_buyers(portal, first, n, item):
    """N members from FIRST on with 10^9 points each, signed in; ITEM(i) is what
    the i-th of them redeems."""
    directory = tempfile.mkdtemp(dir=portal.var)
    members, balances = os.path.join(directory, "m.csv"), os.path.join(directory, "b.csv")
    with open(members, "w") as f:
        f.write("member_no,name,phone,email,birthday,joined_on,invited_by\n")
        f.writelines(f"M{5000000 + i:07d},买家,,,,,\n" for i in range(first, first + n))
    with open(balances, "w") as f:
        f.write("member,points,expires_on,tier,tier_until\n")
        f.writelines(f"M{5000000 + i:07d},1000000000,,,\n" for i in range(first, first + n))
    portal.pointsctl("import", "members", members)
    portal.pointsctl("import", "balances", balances)
    buyers = [Buyer(portal, i, item(i - first)) for i in range(first, first + n)]
    peers.owner_sql(portal, "".join(b.session() for b in buyers))
    return buyers


WRK = """
local threads, all = {}, {}
for l in io.lines("%s") do table.insert(all, l) end
function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end
function init(args)
  path, cookie, body = all[number]:match("^(%%S+) (%%S+) (%%S+)$")
  count, bad = 0, 0
  headers = { Cookie = cookie, Host = "localhost:%d",
              ["Content-Type"] = "application/x-www-form-urlencoded" }
end
function request()
  count = count + 1
  return wrk.format("POST", path, headers, body .. string.format("&form_id=%s%%03d%%09d", number, count))
end
function response(status)
  if status ~= 303 then bad = bad + 1 end
end
function done()
  local sum = 0
  for _, t in ipairs(threads) do sum = sum + t:get("bad") end
  print("refused " .. sum)
end
"""


def buy(portal, buyers, seconds):
    """Redemptions a second by BUYERS, one connection each, as fast as they go."""
    with tempfile.TemporaryDirectory(prefix="jifen-bench-") as directory:
        people, script = os.path.join(directory, "people"), os.path.join(directory, "buy.lua")
        with open(people, "w") as f:
            f.writelines(f"{b.path} session={b.token} {b.body()}\n" for b in buyers)
        with open(script, "w") as f:
            f.write(WRK % (people, portal.port, secrets.token_hex(14)))
        n = str(len(buyers))
        text = subprocess.run(["wrk", "-t" + n, "-c" + n, f"-d{seconds}s", "--timeout", "10s",
                               "-s", script, f"http://127.0.0.1:{portal.port}/"], check=True,
                              capture_output=True, text=True).stdout
    if "refused 0" not in text:
        raise SystemExit("some redemptions were refused:\n" + text)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))


def caught(log, prepared):
    """The statements of one request in LOG, in order: (SQL, [values])."""
    found = []
    for entry in re.split(r"\n(?=\d{6}\s|\t)", log):
        if re.search(r"\bQuery\tSTART TRANSACTION", entry):
            found.append(("BEGIN", []))
        elif re.search(r"\bQuery\tCOMMIT", entry):
            found.append(("COMMIT", []))
        elif m := re.search(r"\bExecute\t(.*)", entry, re.S):
            found += measure.statements("\t\t1 Prepare\t" + "\n\t\t1 Prepare\t".join(prepared) +
                                        "\n\t\t1 Execute\t" + m.group(1))
    return found


def is_text(code):
    try:
        bytes.fromhex(code).decode()
    except UnicodeDecodeError:
        return False
    return True


def plain(value, hashed):
    """A literal of the log without its quotes: (kind, text). The log garbles
    hashes: HASHED stands for each of them."""
    if value == "NULL":
        return "N", ""
    if re.fullmatch(r"-?\d+", value):
        return "#", value
    if value.startswith("0x"):
        return "x", value[2:] if is_text(value[2:]) else hashed
    if "'" not in value:
        raise SystemExit(f"a value of the log is no literal: {value!r}")
    return "=", value[value.index("'") + 1:-1].replace("\\'", "'").replace("\\\\", "\\")


def template(one, two, ahead, session):
    """Two redemptions of a member as lines for replay.c: what moved moves on, from
    AHEAD redemptions behind the second. SESSION: the hash the member is known by."""
    lines = []
    for (sql, before), (_, after) in zip(one, two):
        line = [sql]
        for a, b in zip(before, after):
            (kind, old), (_, new) = plain(a, session), plain(b, session)
            if kind == "#":
                step = int(new) - int(old)
                line.append(f"#{int(new) + ahead * step}:{step}")
            elif kind == "=" and old != new and not re.match(r"\d{4}-\d\d-\d\d", new):
                line.append("~" + new)
            else:
                line.append(kind + new)
        lines.append("\t".join(line))
    return "\n".join(lines) + "\n"


def templates(portal, buyers, directory):
    """Catches redemptions of each of BUYERS until two that follow each other ran
    the same statements (a worker may look something up anew); the files for
    replay.c, each going on from its last."""
    log = os.path.join(portal.var, "db", "general.log")
    peers.owner_sql(portal, f"SET GLOBAL general_log_file='{log}'; SET GLOBAL general_log=1;")
    for pid in portal.processes("member"):
        os.kill(pid, 10)
    time.sleep(0.7)

    def length():
        with open(log, "rb") as f:
            return len(f.read())

    marks = []
    try:
        for _ in range(40):  # until every worker has prepared
            buyers[0].redeem(portal)
        for buyer in buyers:
            for _ in range(CAUGHT):
                marks.append(length())
                buyer.redeem(portal)
                time.sleep(0.05)
        marks.append(length())
        with open(log, encoding="latin-1") as f:
            text = f.read()
    finally:
        peers.owner_sql(portal, "SET GLOBAL general_log=0;")
        os.unlink(log)
    prepared = list(dict.fromkeys(
        " ".join(m.split()) for m in re.findall(r"\bPrepare\t(.*(?:\n(?!\d{6}\s|\t).*)*)", text)))
    files = []
    for i in range(len(buyers)):
        runs = []
        for k in range(CAUGHT * i, CAUGHT * i + CAUGHT):
            part = text[marks[k]:marks[k + 1]]
            link = re.search(r"(\d+) Execute\t.*FROM session", part).group(1)
            runs.append(caught("\n".join(re.findall(
                rf".*\b{link} (?:Execute|Query)\t.*(?:\n(?!\d{{6}}\s|\t).*)*", part)), prepared))
        sql = [[s for s, _ in run] for run in runs]
        last = max(k for k in range(1, CAUGHT) if sql[k] == sql[k - 1])
        files.append(os.path.join(directory, f"member-{i}"))
        with open(files[-1], "w", encoding="latin-1") as f:
            f.write(template(runs[last - 1], runs[last], CAUGHT - last,
                             hashlib.sha256(buyers[i].token.encode()).hexdigest()))
    print(f"  one redemption: {len(runs[last])} statements")
    return files


class Replay:
    """The bare C loop with the statements of BUYERS, a connection each."""

    def __init__(self, portal, buyers, directory):
        self.portal, self.program = portal, os.path.join(directory, "replay")
        subprocess.run(["gcc", "-O2", "-isystem", "/usr/include/mariadb", "-o", self.program,
                        os.path.join(HERE, "replay.c"), "-lmariadb"], check=True)
        self.files, self.rounds = templates(portal, buyers, directory), [0] * len(buyers)

    def rate(self, seconds):
        socket, password = peers.accounts(self.portal)
        words = [f"{name}:{n}" for name, n in zip(self.files, self.rounds)]
        out = subprocess.run([self.program, socket, "jf_member", "jifen", str(seconds), *words],
                             input=password + "\n", check=True, stdout=subprocess.PIPE,
                             text=True).stdout.split("\n")
        done = int(out[len(words)].split()[0])
        # Each connection goes on where the fastest ended: no text comes twice.
        self.rounds = [max(self.rounds) + max(map(int, out[:len(words)]))] * len(words)
        return done / seconds


def middle(values):
    return sorted(values)[len(values) // 2]


def redeem(portal, line):
    """Redemptions a second through HTTP against the same SQL in a bare C loop."""
    import_items(portal, 20001, 20000 + 2 * CONNECTIONS, "goods", 100)
    ours = make_buyers(portal, 0, CONNECTIONS, lambda i: f"bench-{20001 + i}")
    theirs = make_buyers(portal, CONNECTIONS, CONNECTIONS,
                         lambda i: f"bench-{20001 + CONNECTIONS + i}")
    with tempfile.TemporaryDirectory(prefix="jifen-bench-") as directory:
        replay = Replay(portal, theirs, directory)
        pairs = [(buy(portal, ours, 4), replay.rate(4)) for _ in range(3)]
    http, bare = middle([p[0] for p in pairs]), middle([p[1] for p in pairs])
    print(f"  redemptions/s: {http:.0f} through HTTP, {bare:.0f} of the same SQL in a bare C loop")
    line("redemptions/s: through HTTP / bare C loop", http / bare, 0.7, 0.8, False)


def hot(portal, line):
    """64 buyers of one item against 64 buyers of an item each."""
    import_items(portal, 30001, 30000 + BUYERS, "goods", 100)
    buyers = make_buyers(portal, 1000, BUYERS, lambda i: f"bench-{30001 + i}")
    crowd = make_buyers(portal, 2000, BUYERS, lambda i: "bench-30001")
    buy(portal, buyers, 1)
    buy(portal, crowd, 1)
    pairs = [(buy(portal, crowd, 4), buy(portal, buyers, 4)) for _ in range(3)]
    one, each = middle([p[0] for p in pairs]), middle([p[1] for p in pairs])
    print(f"  redemptions/s by {BUYERS} buyers: {one:.0f} of one item, {each:.0f} of an item each")
    line(f"{BUYERS} buyers of one item / of an item each", one / each, 0.3, 0.5, False)
    taken, points = peers.owner_sql(
        portal, "SELECT taken, points FROM item_stock WHERE item = 'bench-30001'").split()
    count, cost = peers.owner_sql(
        portal, "SELECT SUM(quantity), SUM(cost_points) FROM redemption"
        " WHERE item = 'bench-30001'").split()
    assert (taken, points) == (count, cost), "stock and redemptions disagree"
