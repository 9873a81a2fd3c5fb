#!/usr/bin/python3
"""The desk in earnest (DEMO=0): the operator makes the first manager, who sets a
password and a second factor; codes work once; a reset starts over. And what
nginx and the programs' logs keep of it."""
import base64
import hashlib
import hmac
import os
import re
import struct
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

EMAIL = "chief@example.com"
portal = None
first = None
kept = []  # what no log may hold


def code(secret, step=0):
    """RFC 6238 as authenticator apps do it."""
    key = base64.b32decode(secret)
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


def csrf(who, path):
    return re.search(r'name="csrf" value="([^"]+)"', who.get(path)[2]).group(1)


def sign_in(password):
    who = Browser(portal)
    _, answer, _ = who.post("/admin/sign-in", email=EMAIL, password=password, next="/admin/staff")
    return who, answer["Location"] or ""


def first_sign_in(password):
    who, where = sign_in(password)
    check("a first sign-in leads to the second factor", where.startswith("/admin/sign-in/enrol"), where)
    equal("and to nothing else", who.get("/admin/")[0], 303)
    _, _, page = who.get(where)
    secret = re.search(r'desk-secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    kept.extend((password, secret))
    equal("a wrong code is told", who.post(where, code="12345")[0], 422)
    digits = code(secret)
    status, _, _ = who.post(where, code=digits, next="/admin/staff")
    equal("the right one opens the desk", status, 303)
    status, answer, _ = who.get("/admin/staff")
    check("where the password is changed first",
          status == 303 and answer["Location"] == "/admin/password", answer["Location"])
    return who, secret, digits


def strangers_and_the_demos_staff_stay_out():
    stranger = Browser(portal)
    check("the desk sends strangers to sign in", stranger.get("/admin/")[0] == 303)
    check("/admin leads there", stranger.get("/admin")[0] == 303)
    status, _, _ = stranger.post("/admin/sign-in", email="manager@demo.test",
                                 password="demo-staff-manager")
    equal("the demo's staff do not exist", status, 422)
    equal("and are not made", portal.pointsctl("staff", "demo", check=False).returncode, 2)


def the_operator_makes_the_first():
    global first
    made = portal.pointsctl("staff", "add", EMAIL, "manager", "--name", "Chief").stdout
    first = made.split()[-1]
    again = portal.pointsctl("staff", "add", EMAIL, "clerk", check=False)
    equal("nobody is added twice", again.returncode, 1)
    king = portal.pointsctl("staff", "add", "x@example.com", "king", check=False)
    equal("roles are known", king.returncode, 2)


def who_signs_in_with_two_factors():
    who, secret, used = first_sign_in(first)
    status, _, _ = who.go("POST", "/admin/password", {
        "csrf": csrf(who, "/admin/password"), "current": first, "password": "four blue lanterns"})
    equal("the password is changed", status, 303)
    equal("and the desk is open", who.get("/admin/staff")[0], 200)
    equal("a member's page is not", who.get("/balance")[0], 303)

    other, where = sign_in("four blue lanterns")
    check("the next sign-in asks for a code", where.startswith("/admin/sign-in/code"), where)
    equal("not the one that was used", other.post(where, code=used)[0], 422)
    status, _, _ = other.post(where, code=code(secret, 1), next="/admin/audit")
    equal("but the next", status, 303)
    status, _, page = other.get("/admin/audit")
    check("the log has it all", status == 200 and page.count("<tr>") >= 5, status)

    fresh = portal.pointsctl("staff", "reset", EMAIL).stdout.split()[-1]
    equal("a reset ends the sessions", who.get("/admin/staff")[0], 303)
    first_sign_in(fresh)


def logs_name_pages_and_nobody():
    logs = ""
    for name in ("access.log", "admin.log", "nginx.log"):
        with open(os.path.join(portal.var, "log", name), encoding="utf-8") as file:
            logs += file.read()
    check("the log names the page", '"route":"/admin/sign-in"' in logs)
    for text in [EMAIL] + kept:
        check("no log keeps who signed in and with what", text not in logs)


with Portal(DEMO="0") as portal:
    run(strangers_and_the_demos_staff_stay_out, the_operator_makes_the_first,
        who_signs_in_with_two_factors, logs_name_pages_and_nobody)
