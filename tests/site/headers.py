#!/usr/bin/python3
"""The headers every answer carries, static files, and nginx's own pages."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
          "require-trusted-types-for 'script'")
portal = None


def everywhere():
    me = Browser(portal)
    me.sign_in("13800000001", "demo-points-1")
    css = re.search(r'/static/app\.\w+\.css', me.get("/balance")[2]).group(0)
    for what, wanted, answer in (
            ("a page", 200, me.get("/balance")), ("a redirect", 303, Browser(portal).get("/balance")),
            ("a missing page", 404, me.get("/nothing")), ("a missing file", 404, me.get("/static/no.css")),
            ("a style sheet", 200, me.get(css)), ("the API", 200, me.get("/api/v1/health")),
            ("an unsigned call", 401, me.get("/api/v1/members/M0000001")),
            ("too much", 413, me.go("POST", "/sign-in", {"login": "x" * 70000})),
            ("a wrong method", 405, me.go("PUT", "/balance", {}))):
        status, headers, text = answer
        equal(f"{what} is {wanted}", status, wanted)
        equal(f"{what} has the policy once", headers.get_all("Content-Security-Policy"), [POLICY])
        for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "X-Request-Id"):
            equal(f"{what} has {name} once", len(headers.get_all(name) or []), 1)
        check(f"{what} tells no versions", headers.get("Server", "nginx") == "nginx" and
              "X-Powered-By" not in headers)
        check(f"{what} has words", wanted == 303 or len(text) > 10)


def cookies():
    me = Browser(portal)
    me.get("/sign-in")
    _, headers, _ = me.post("/sign-in", login="13800000002", password="demo-points-2")
    session = [c for c in headers.get_all("Set-Cookie") if "session" in c.split("=")[0]]
    equal("signing in sets one session", len(session), 1)
    for word in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="):
        check(f"the session cookie says {word}", word in session[0], session)
    check("never Expires", "expires" not in session[0].lower())
    old = dict(me.cookies)
    me.get("/balance")
    page = me.get("/balance")[2]
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    equal("signing out leads away", me.go("POST", "/sign-out", {"csrf": csrf})[0], 303)
    me.cookies = old
    equal("the old cookie is worth nothing", me.get("/balance")[0], 303)


def static_files():
    page = Browser(portal).get("/sign-in")[2]
    for path in sorted(set(re.findall(r'/static/[\w.-]+', page))):
        status, headers, _ = portal.request("GET", path)
        equal(f"{path} is there", status, 200)
        check(f"{path} may be kept for ever", "immutable" in headers.get("Cache-Control", ""))
        _, packed, _ = portal.request("GET", path, None, {"Accept-Encoding": "gzip"})
        # A PNG is packed in itself.
        equal(f"{path} comes packed", packed.get("Content-Encoding"),
              None if path.endswith(".png") else "gzip")
    status, headers, _ = portal.request("GET", "/static/app.000000000000.css")
    check("a file that is gone is not kept", status == 404 and "immutable" not in
          headers.get("Cache-Control", ""))
    for path in ("/static/manifest.hdf", "/static/error/busy.html", "/static/", "/nginx.conf"):
        equal(f"{path} is not given out", portal.request("GET", path)[0], 404)
    equal("robots.txt is there", portal.request("GET", "/robots.txt")[0], 200)


def programs_down():
    """What visitors see while the programs are away, and that they come back."""
    for name in ("member", "partner"):
        for pid in portal.processes("multiwatch"):
            with open(f"/proc/{pid}/cmdline") as f:
                if f.read().rstrip("\0").endswith("/" + name):
                    os.kill(pid, 9)
        for pid in portal.processes(name):
            os.kill(pid, 9)
    status, headers, text = portal.request("GET", "/balance")
    equal("without programs it is 503", status, 503)
    check("with a friendly page in both languages", "积分" in text and "points are safe" in text)
    equal("that says when to come back", len(headers.get_all("Retry-After") or []), 1)
    check("and carries the policy", headers.get("Content-Security-Policy") == POLICY)
    check("and is not kept", "immutable" not in headers.get("Cache-Control", ""))
    status, headers, text = portal.request("GET", "/api/v1/health")
    check("the API's is JSON", status == 503 and text.startswith('{"error"') and
          "json" in headers["Content-Type"], (status, text))
    portal.make("start")
    equal("start brings back what is missing", portal.request("GET", "/sign-in")[0], 200)


def database_down():
    me = Browser(portal)
    me.sign_in("13800000003", "demo-points-3")
    for pid in portal.processes("mariadbd"):
        os.kill(pid, 9)
    status, headers, text = me.get("/balance")
    equal("without database it is 503", status, 503)
    check("with words and Retry-After", len(text) > 200 and headers.get("Retry-After"))
    status, _, text = portal.request("GET", "/api/v1/health")
    check("health says which part", status == 503 and "database" in text.lower(), text)
    portal.make("start")
    equal("the balance is back, still signed in", me.get("/balance")[0], 200)


with Portal() as portal:
    run(everywhere, cookies, static_files, programs_down, database_down)
