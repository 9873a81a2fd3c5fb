#!/usr/bin/python3
"""kill -9 of workers and of the database under load, ROUNDS times each: no
acknowledged order is lost, none is booked twice, the books are proved clean.

Each client posts orders with numbers of its own, repeats an unheard answer
with the same number, and writes down what was acknowledged."""
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Portal  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "20"))
CLIENTS = 4
MEMBERS = [f"1380000000{n}" for n in (1, 2, 3)]
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what, flush=True)


class Client(threading.Thread):
    def __init__(self, portal, n):
        super().__init__(daemon=True)
        self.portal, self.n = portal, n
        self.acknowledged, self.repeats, self.odd = {}, 0, []
        self.ending = False

    def run(self):
        i = 0
        while not self.ending:
            i += 1
            no = f"K{self.n}-{i}"
            body = {"order_no": no, "member": MEMBERS[i % len(MEMBERS)], "category": "domestic",
                    "paid_fen": 10000 + i, "status": "completed",
                    "paid_at": "2026-01-05T10:00:00+08:00"}
            self.until_acknowledged(no, body)

    def until_acknowledged(self, no, body):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                status, answer = self.portal.api("POST", "/orders", body)
            except (OSError, http.client.HTTPException, ValueError):
                self.repeats += 1
                time.sleep(0.05)
                continue
            if status in (200, 201):
                self.acknowledged[no] = answer["points"]
                return
            if status not in (502, 503, 429):
                self.odd.append((no, status, answer))
                return
            self.repeats += 1
            time.sleep(0.05)
        self.odd.append((no, "no answer within 60 s", None))


def kill_workers(portal):
    for _ in range(ROUNDS):
        time.sleep(0.3)
        workers = portal.processes("partner")
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)


def kill_database(portal):
    script = os.path.join(TOP, "deploy/dev/database.sh")
    for _ in range(ROUNDS):
        time.sleep(0.7)
        for pid in portal.processes("mariadbd"):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        subprocess.run([script, "start"], check=True, stdin=subprocess.DEVNULL,
                       env=dict(os.environ, VAR=portal.var))


def pool_full_again(portal, size):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if len(portal.processes("partner")) >= size:
            return True
        time.sleep(0.1)
    return False


def main():
    with Portal(DEMO="1") as portal:
        size = len(portal.processes("partner"))
        check("the pool of API workers runs", size >= 1)
        clients = [Client(portal, n) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        kill_workers(portal)
        check(f"the pool is full again after {ROUNDS} kills", pool_full_again(portal, size))
        kill_database(portal)
        time.sleep(1)
        for client in clients:
            client.ending = True
        for client in clients:
            client.join(90)
        done = {no: points for c in clients for no, points in c.acknowledged.items()}
        odd = [o for c in clients for o in c.odd]
        print(f"{len(done)} orders acknowledged, {sum(c.repeats for c in clients)} repeats")
        check("work went on under the kills", len(done) > ROUNDS)
        check(f"no answer but done, try again or broken off {odd[:3]}", not odd)
        status, answer = 200, None
        lost = []
        for no, points in done.items():
            status, answer = portal.api("GET", f"/orders/{no}")
            if status != 200 or answer["points"] != points:
                lost.append(no)
        check(f"no acknowledged order is lost {lost[:3]}", not lost)
        doubled = subprocess.run(
            [os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-e",
             "SELECT COUNT(*) - COUNT(DISTINCT source_id) FROM entry"
             " WHERE source_kind = 1 AND kind = 1"],
            env=dict(os.environ, VAR=portal.var), check=True, capture_output=True, text=True)
        check("no order is booked twice", doubled.stdout.strip() == "0")
        audit = portal.pointsctl("audit", check=False)
        check(f"pointsctl audit is clean {audit.stdout[-200:]}{audit.stderr[-200:]}",
              audit.returncode == 0)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
