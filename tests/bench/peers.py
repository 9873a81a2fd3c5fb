"""What the pages are measured against, and the rows that make a portal big."""
import csv
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

import measure
from portal import TOP, free_port

HERE = os.path.dirname(os.path.abspath(__file__))
ORDERS, MEMBERS = 15000, 2900
NGINX = """
{user}daemon off; pid {dir}/nginx.pid; worker_processes 2; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2;
  fastcgi_temp_path {dir}/t3; uwsgi_temp_path {dir}/t4; scgi_temp_path {dir}/t5;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME {script};
      fastcgi_pass unix:{dir}/sock;
    }}
  }}
}}
"""


def accounts(portal, user="jf_member"):
    """Socket and password of a database account of PORTAL."""
    with open(os.path.join(portal.var, "secret", user + ".pw")) as f:
        return os.path.join(os.path.realpath(os.path.join(portal.var, "run")),
                            "mariadb.sock"), f.read().strip()


class Behind:
    """Some FastCGI programs behind an nginx of their own."""

    def __init__(self, script="/none"):
        self.dir = tempfile.mkdtemp(prefix="jifen-bench-")
        self.port, self.script, self.running = free_port(), script, []
        self.url = f"http://127.0.0.1:{self.port}/"

    def spawn(self, command, **how):
        self.running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, **how))
        return self.running[-1]

    def start_nginx(self):
        user = "user root; " if os.getuid() == 0 else ""
        conf = os.path.join(self.dir, "nginx.conf")
        with open(conf, "w") as f:
            f.write(NGINX.format(user=user, dir=self.dir, port=self.port, script=self.script))
        self.nginx = self.spawn(["nginx", "-e", self.dir + "/error.log", "-p", self.dir,
                                 "-c", conf], env=dict(os.environ, PATH=os.environ["PATH"] +
                                                       ":/usr/sbin"))
        time.sleep(0.7)

    def __exit__(self, *_):
        for process in reversed(self.running):
            for pid in measure.children(process.pid):  # the supervisor first: it respawns
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)


class Empty(Behind):
    def __init__(self, portal):
        super().__init__()

    def __enter__(self):
        program = os.path.join(self.dir, "empty")
        subprocess.run(["gcc", "-O2", "-o", program, os.path.join(HERE, "empty.c"), "-lfcgi"],
                       check=True)
        self.app = self.spawn(["spawn-fcgi", "-n", "-s", self.dir + "/sock", "--", "/usr/bin/multiwatch",
                               "-f", "4", "--", program])
        self.start_nginx()
        return self

    def roots(self):
        return {"nginx": [self.nginx.pid], "app": [self.app.pid]}


POOL = """
[global]
error_log = {dir}/fpm.log
[www]
listen = {dir}/sock
{user}pm = static
pm.max_children = 4
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.validate_timestamps] = 0
clear_env = no
"""


class Php(Behind):
    """The same page as the best bare PHP (peer/): opcache, persistent PDO, native
    prepares, the same statements, the same bytes, worked out of the same rows.
    HEADERS are sent with the request ("Name: value"): the session's cookie."""

    def __init__(self, portal, page, found, html, headers):
        super().__init__()
        self.portal, self.page, self.found, self.html = portal, page, found, html
        self.headers = dict(header.split(": ", 1) for header in headers)
        self.script = os.path.join(self.dir, page + ".php")
        self.url += page  # the page says its own address

    def start_fpm(self):
        import php_page
        php_page.write(self.dir, self.portal.var, self.found, *accounts(self.portal))
        conf = os.path.join(self.dir, "pool.conf")
        with open(conf, "w") as f:
            f.write(POOL.format(dir=self.dir, user="user = root\ngroup = root\n"
                                if os.getuid() == 0 else ""))
        fpm = shutil.which("php-fpm8.2", path=os.environ["PATH"] + ":/usr/sbin")
        root = ["-R"] if os.getuid() == 0 else []
        self.fpm = self.spawn([fpm, "-F", *root, "-y", conf])

    def check(self):
        """Ends the bench when PHP's answer is not ours byte for byte."""
        asked = urllib.request.Request(self.url, headers=self.headers)
        with urllib.request.urlopen(asked) as answer:
            theirs = answer.read().decode()
        if theirs != self.html:
            n = next((i for i, (a, b) in enumerate(zip(theirs, self.html)) if a != b),
                     min(len(theirs), len(self.html)))
            raise SystemExit(f"PHP's {self.page} differs at character {n}: "
                             f"{theirs[max(n - 60, 0):n + 60]!r} / "
                             f"{self.html[max(n - 60, 0):n + 60]!r}")

    def __enter__(self):
        try:
            self.start_fpm()
            self.start_nginx()
            self.check()
        except BaseException:
            self.__exit__()
            raise
        return self

    def roots(self):
        return {"nginx": [self.nginx.pid], "fpm": [self.fpm.pid],
                "db": self.portal.processes("mariadbd")}


def owner_sql(portal, sql):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=sql,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout


def statements_of(portal, browser, path):
    """The statements that PATH runs for BROWSER. Workers are made anew first,
    so that they prepare while the log is written; the session's hash, bytes
    that a log cannot hold, is worked out anew."""
    def go():
        assert browser.get(path)[0] == 200, path

    token = next(v for k, v in browser.cookies.items() if k.endswith("session"))
    session = "0x" + hashlib.sha256(token.encode()).hexdigest()
    log = os.path.join(portal.var, "db", "general.log")
    owner_sql(portal, f"SET GLOBAL general_log_file='{log}'; SET GLOBAL general_log=1;")
    for pid in portal.processes("member"):
        os.kill(pid, 10)
    time.sleep(0.7)
    try:
        go()
        with open(log, encoding="latin-1") as f:
            start = len(f.read())
        for _ in range(40):  # until a worker that has prepared answers again
            go()
        time.sleep(0.2)
        with open(log, encoding="latin-1") as f:
            text = f.read()
    finally:
        owner_sql(portal, "SET GLOBAL general_log=0;")
        os.unlink(log)
    last = text[start:]
    prepared = "\n".join(re.findall(r".*\bPrepare\t.*(?:\n(?!\d{6}\s|\t).*)*", text))
    ran = re.findall(r".*\bExecute\t.*(?:\n(?!\d{6}\s|\t).*)*", last)
    first = max(i for i, one in enumerate(ran) if "FROM session" in one)
    # Of that connection alone: the job loop asks its own meanwhile.
    link = re.search(r"(\d+) Execute\t", ran[first]).group(1)
    tail = [one for one in ran[first:] if re.search(rf"\b{link} Execute\t", one)]
    found = measure.statements(prepared + "\n" + "\n".join(tail))
    return [(sql, [session if v.startswith("0x") else v for v in values])
            for sql, values in found]


class Floor:
    """The statements FOUND in a bare C loop."""

    def __init__(self, portal, found):
        self.portal, self.found = portal, found
        self.socket, self.password = accounts(portal)

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="jifen-bench-")
        self.program, self.file = (os.path.join(self.dir, n) for n in ("floor", "statements"))
        subprocess.run(["gcc", "-O2", "-isystem", "/usr/include/mariadb", "-o", self.program,
                        os.path.join(HERE, "floor.c"), "-lmariadb"], check=True)
        with open(self.file, "w") as f:
            for sql, values in self.found:
                f.write("\t".join([sql, *values]) + "\n")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir, ignore_errors=True)

    def run(self, seconds):
        """CPU us of the statements once, client and database."""
        db = self.portal.processes("mariadbd")
        before = sum(map(measure.cpu_seconds, db))
        out = subprocess.run([self.program, self.socket, "jf_member", "jifen", str(seconds),
                              self.file], input=self.password + "\n", check=True,
                             capture_output=True, text=True).stdout.split()
        return float(out[1]) + (sum(map(measure.cpu_seconds, db)) - before) * 1e6 / int(out[0])


ENTRY = ("INSERT INTO entry (member_id, seq, kind, points, moved, available_after, pending_after,"
         " debt_after, source_kind, source_id, effective_at, posted_at, rule_version, inputs,"
         " prev_hash, hash) SELECT {member}, {first} + seq, 1, 1, 0, seq, 0, 0, 1,"
         " CONCAT('bench:', {member}, '-', seq), '2026-01-01', '2026-01-01', 1, 'paid_fen=100',"
         " REPEAT('x', 32), REPEAT('x', 32) FROM {seq}")


def grow_member(sql, login, entries):
    """Gives a member ENTRIES more ledger rows (of no worth to an audit)."""
    sql(f"""SET @m = (SELECT member_id FROM sign_in_name WHERE name = '{login}');
        SET @f = (SELECT last_seq FROM account WHERE member_id = @m);
        {ENTRY.format(member='@m', first='@f', seq=f'seq_1_to_{entries}')};
        UPDATE account SET last_seq = @f + {entries} WHERE member_id = @m;""")


def grow_ledger(sql, rows):
    """A ledger of ROWS rows over members nobody signs in as."""
    each = 100
    for first in range(0, rows // each, 5000):
        last = min(first + 5000, rows // each) - 1
        members = f"(SELECT m.seq AS m, s.seq AS seq FROM seq_{first}_to_{last} m" \
                  f" JOIN seq_1_to_{each} s) big"
        sql(ENTRY.format(member="1000000 + m", first="0", seq=members))


def generated(directory):
    """CSV files of MEMBERS members with ORDERS orders, the same every time."""
    dice = random.Random(20261122)
    members, orders = (os.path.join(directory, n) for n in ("members.csv", "orders.csv"))
    with open(members, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow("member_no,name,phone,email,birthday,joined_on,invited_by".split(","))
        for n in range(1, MEMBERS + 1):
            out.writerow([f"M{n:07d}", f"会员{n}", f"139{n:08d}", f"m{n:07d}@example.test",
                          "1980-01-01", "2023-01-01", ""])
    with open(orders, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow("order_no,member,category,paid_fen,paid_at,travel_end,completed_at,"
                     "refunded_fen,refunded_at".split(","))
        for n in range(1, ORDERS + 1):
            day = f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            end = f"2026-{dice.randint(1, 10):02d}-{dice.randint(1, 28):02d}"
            fen, gone = dice.randint(0, 900000), dice.random() < 0.25
            out.writerow([f"B{n:06d}", f"M{int(MEMBERS * dice.random() ** 2) + 1:07d}", "domestic",
                          fen, day + "T10:00:00+08:00", end,
                          "" if gone else end + "T12:00:00+08:00", fen if gone and fen else "0",
                          day + "T12:00:00+08:00" if gone and fen else ""])
    return orders, members


TABLES = ("order_head", "order_event", "entry", "lot", "allocation", "debt", "qualifying",
          "tier_change")


def load_data(sql, var):
    """Seconds that LOAD DATA takes for the rows an import made, into the same
    tables. The account rows, updated in place by the import, are left out:
    that favours LOAD DATA."""
    directory, spent = os.path.join(var, "db"), 0.0
    for table in TABLES:
        columns = sql(f"SELECT GROUP_CONCAT(CONCAT('`', column_name, '`') ORDER BY ordinal_position)"
                      f" FROM information_schema.columns WHERE table_schema = 'jifen'"
                      f" AND table_name = '{table}' AND extra NOT LIKE '%GENERATED%'").strip()
        path = os.path.join(directory, f"bench-{table}.tsv")
        sql(f"SELECT {columns} INTO OUTFILE '{path}' CHARACTER SET binary FROM {table};"
            f" DELETE FROM {table};")
        start = time.monotonic()
        sql(f"LOAD DATA INFILE '{path}' INTO TABLE {table} CHARACTER SET binary ({columns})")
        spent += time.monotonic() - start
        os.unlink(path)
    return spent
