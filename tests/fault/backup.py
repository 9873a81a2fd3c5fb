#!/usr/bin/python3
"""A backup taken while orders come in, restored into an empty place: the books are
proved there, and nothing that was acknowledged before the backup began is missing."""
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

MEMBERS = [f"1380000000{n}" for n in (1, 2, 3)]
portal = None


class Client(threading.Thread):
    """Posts orders of its own and notes when each was acknowledged."""

    def __init__(self, n):
        super().__init__(daemon=True)
        self.n, self.acknowledged, self.odd, self.ending = n, {}, [], False

    def run(self):
        i = 0
        while not self.ending:
            i += 1
            body = {"order_no": f"B{self.n}-{i}", "member": MEMBERS[i % 3], "category": "domestic",
                    "paid_fen": 10000 + i, "status": "completed",
                    "paid_at": "2026-01-05T10:00:00+08:00"}
            status, answer = portal.api("POST", "/orders", body)
            if status != 201:
                self.odd.append((status, answer))
                return
            self.acknowledged[body["order_no"]] = (time.monotonic(), answer["points"])


def script(name, var, place):
    return subprocess.run([os.path.join(TOP, "deploy", name + ".sh"), place],
                          env=dict(os.environ, VAR=var), capture_output=True, text=True)


def restored(var, place):
    """A portal on what the backup holds."""
    other = Portal()
    shutil.rmtree(other.var)
    other.var = var
    other.variables["VAR"] = var
    said = script("restore", var, place)
    check("it is restored into an empty place", said.returncode == 0, said.stderr)
    return other


def under_load():
    place = tempfile.mkdtemp(prefix="jifen-backup-")
    var = os.path.join(place, "var")
    copy = os.path.join(place, "copy")
    try:
        portal.pointsctl("nightly")  # anchors of the books
        clients = [Client(n) for n in range(3)]
        for client in clients:
            client.start()
        time.sleep(3)
        began = time.monotonic()
        said = script("backup", portal.var, copy)
        took = time.monotonic() - began
        check("the backup is taken while orders come in", said.returncode == 0, said.stderr)
        time.sleep(1)
        for client in clients:
            client.ending = True
        for client in clients:
            client.join()
        equal("nobody was refused meanwhile", [c.odd for c in clients], [[], [], []])
        before = {no: points for c in clients for no, (at, points) in c.acknowledged.items()
                  if at < began}
        during = sum(began <= at <= began + took for c in clients
                     for at, _ in c.acknowledged.values())
        check("there was a load", len(before) > 50 and during > 10, f"{len(before)}, {during}")
        look_at(restored(var, copy), before)
        said = script("restore", portal.var, copy)
        check("what is there is not replaced", said.returncode != 0 and "not empty" in said.stderr,
              said.stderr)
        with open(os.path.join(copy, "secret", "chain.key"), "a") as f:
            f.write("0")
        said = script("restore", os.path.join(place, "third"), copy)
        check("a damaged backup is refused", said.returncode != 0 and "damaged" in said.stderr,
              said.stderr)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def look_at(other, before):
    with other:
        audit = other.pointsctl("audit", check=False)
        check("its books are proved", audit.returncode == 0, audit.stdout + audit.stderr)
        missing = [no for no, points in before.items()
                   if other.api("GET", f"/orders/{no}")[1].get("points") != points]
        equal("every order acknowledged before is there with its points", missing, [])
        me = Browser(other)
        me.sign_in("13800000001", "demo-points-1")
        check("members sign in and see their points", figure(me.get("/balance")[2],
                                                             "points-available") > 0)
        status, answer = other.api("POST", "/orders", {
            "order_no": "AFTER-1", "member": MEMBERS[0], "category": "domestic", "paid_fen": 10000,
            "status": "completed", "paid_at": "2026-01-05T10:00:00+08:00"})
        equal("new orders are taken", status, 201)
        equal("and proved", other.pointsctl("audit", check=False).returncode, 0)


with Portal() as portal:
    run(under_load)
