#!/usr/bin/python3
"""What watches the portal: /healthz, /readyz, /metrics, the slow log, and one id from
the answer through nginx and the program to the SQL error."""
import json
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

PROGRAMS = ("member", "survey", "admin", "partner")
portal = None


def get(path):
    status, headers, text = portal.request("GET", path)
    return status, headers, text


def value(text, name):
    """The value of the sample NAME{labels}, or None."""
    for line in text.splitlines():
        if line.startswith(name + " "):
            return float(line.rsplit(" ", 1)[1])
    return None


def lines(file):
    with open(os.path.join(portal.var, "log", file)) as f:
        return [json.loads(line) for line in f if line.startswith("{")]


def health():
    for program in PROGRAMS:
        for path in ("healthz", "readyz"):
            status, headers, text = get(f"/{path}/{program}")
            equal(f"/{path}/{program}", (status, text), (200, "ok\n"))
            equal(f"/{path}/{program} is kept by nobody", headers["Cache-Control"], "no-store")
    equal("/healthz is the member program's", get("/healthz")[0], 200)
    equal("no other program", get("/healthz/nobody")[0], 404)
    equal("it is only asked", portal.request("POST", "/healthz", "")[0], 405)


def pool():
    """Every worker counts: none waits for another to let go of the file."""
    for program in PROGRAMS:
        waiting = []
        for pid in portal.processes(program):
            with open(f"/proc/{pid}/wchan") as f:
                if "lock" in f.read():
                    waiting.append(pid)
        equal(f"no worker of {program} waits for a lock", waiting, [])


def counted():
    before = {p: get(f"/metrics/{p}")[2] for p in PROGRAMS}
    for _ in range(5):
        get("/sign-in")
    get("/nothing-here")
    portal.api("GET", "/members/13800000001")
    after = {p: get(f"/metrics/{p}")[2] for p in PROGRAMS}
    row = 'jifen_requests_total{program="member",route="/sign-in",method="any",status="2xx"}'
    equal("five pages are five more, over all workers",
          value(after["member"], row) - (value(before["member"], row) or 0), 5)
    row = 'jifen_requests_total{program="member",route="none",method="any",status="4xx"}'
    equal("a missing page is one more of none", value(after["member"], row) -
          (value(before["member"], row) or 0), 1)
    row = 'jifen_requests_total{program="partner",route="/api/v1/members/:id",method="GET",status="2xx"}'
    check("a call of a partner is one more", value(after["partner"], row) ==
          (value(before["partner"], row) or 0) + 1, after["partner"])
    count = 'jifen_request_duration_seconds_count{program="member"}'
    last = 'jifen_request_duration_seconds_bucket{program="member",le="+Inf"}'
    equal("the last bucket holds all", value(after["member"], last), value(after["member"], count))
    equal("watching is not counted", value(get("/metrics")[2], count), value(after["member"], count))
    for name in ("jifen_outbox_waiting", "jifen_outbox_oldest_seconds", "jifen_effects_waiting",
                 "jifen_nightly_done_timestamp_seconds", 'jifen_database_up{program="admin"}'):
        check(f"admin tells {name}", value(after["admin"], name) is not None or
              name.startswith("jifen_nightly"))
    portal.pointsctl("nightly")
    check("the night is told once it is over",
          (value(get("/metrics/admin")[2], "jifen_nightly_done_timestamp_seconds") or 0)
          > time.time() - 4 * 86400)
    promtool = subprocess.run([os.path.join(TOP, "tests/lib/promtool.sh")], check=True, cwd=TOP,
                              capture_output=True, text=True).stdout.strip()
    for program, text in after.items():
        said = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True,
                              text=True, cwd=TOP)
        equal(f"promtool takes the metrics of {program}", (said.returncode, said.stderr), (0, ""))
        check(f"nobody's data is in the metrics of {program}",
              not re.search(r"M\d{7}|138000|@|途", text), text)


def killed():
    """The sums outlive the workers."""
    count = 'jifen_requests_total{program="member",route="/sign-in",method="any",status="2xx"}'
    before = value(get("/metrics")[2], count)
    for pid in portal.processes("member"):
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and get("/sign-in")[0] != 200:
        time.sleep(0.1)
    check("a killed pool has forgotten nothing", value(get("/metrics")[2], count) >= before + 1)


def slow():
    """A database that takes its time is named."""
    me = Browser(portal)
    me.sign_in("13800000001", "demo-points-1")
    lock = subprocess.Popen(["mariadb", "--no-defaults", "jifen", "--unbuffered", "-e",
                             "LOCK TABLES account WRITE; SELECT 'held'; DO SLEEP(3)",
                             "--socket=" + os.path.join(portal.var, "run", "mariadb.sock")],
                            stdout=subprocess.PIPE)
    lock.stdout.readline()
    status, headers, _ = me.get("/balance")
    lock.wait()
    lock.stdout.close()
    equal("the page comes all the same", status, 200)
    mine = [e for e in lines("member.log") if e["event"] == "slow_request" and
            e["request"] == headers["X-Request-Id"]]
    equal("one line says that it was slow", len(mine), 1)
    if mine:
        check("and that the database had it", int(mine[0]["db_us"]) > 500000 and
              int(mine[0]["statements"]) >= 1 and mine[0]["route"] == "/balance", str(mine[0]))
    check("it is counted", value(get("/metrics")[2], 'jifen_slow_requests_total{program="member"}') >= 1)


def one_id():
    """The database is gone: what each says, and one id in all of them."""
    for pid in portal.processes("mariadbd"):
        os.kill(pid, signal.SIGSTOP)
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    equal("the program runs", get("/healthz")[0], 200)
    status, headers, text = get("/readyz")
    equal("it is not ready, and says why", (status, text), (503, "failing: database\n"))
    request = headers["X-Request-Id"]
    status, _, text = get("/metrics/admin")
    equal("the metrics come all the same", (status, value(text, 'jifen_database_up{program="admin"}')),
          (200, 0))
    errors = [e for e in lines("member.log") if e.get("request") == request]
    check("the program's lines carry the answer's id",
          any(e["event"] in ("db_connect_failed", "db_lost") for e in errors), str(errors))
    check("nginx's line too", any(e["request"] == request and e["route"] == "/readyz"
                                  for e in lines("access.log")))
    check("errors are counted", value(get("/metrics")[2],
                                      'jifen_log_lines_total{program="member",level="error"}') >= 1)


def others():
    """Somebody else's address is turned away: the list, put where nginx reads it."""
    conf = os.path.join(portal.var, "nginx", "watch.conf")
    os.unlink(conf)
    with open(conf, "w") as f:
        f.write("allow 192.0.2.1;\ndeny all;\n")
    with open(os.path.join(portal.var, "run", "nginx.pid")) as f:
        os.kill(int(f.read()), signal.SIGHUP)
    refused, deadline = 0, time.monotonic() + 20
    while time.monotonic() < deadline and refused < 20:  # old workers of nginx go slowly
        refused = refused + 1 if get("/healthz")[0] == 403 else 0
        time.sleep(0.1)
    for path in ("/healthz", "/readyz/admin", "/metrics/partner"):
        equal(f"{path} is not for everybody", get(path)[0], 403)


def nothing_of_an_address():
    """A program that is not there: the log says so, and not what was asked for."""
    os.unlink(os.path.join(portal.var, "run", "survey.sock"))
    status, headers, _ = get("/survey/" + "Token0fSomebody" * 2)
    equal("a friendly page", status, 503)
    mine = [e for e in lines("access.log") if e["request"] == headers["X-Request-Id"]]
    equal("nginx's line says what became of it", [(e["route"], e["upstream_status"]) for e in mine],
          [("/survey/:token", "502")])
    for name in ("access.log", "nginx.log"):
        with open(os.path.join(portal.var, "log", name)) as f:
            text = f.read()
        check(f"{name} holds no address and no token", "Token0f" not in text and
              "127.0.0.1" not in text, text[-400:])


with Portal() as portal:
    run(health, pool, counted, killed, slow, one_id, others, nothing_of_an_address)
