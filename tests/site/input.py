#!/usr/bin/python3
"""Bad input of every kind gets the documented answer and changes nothing."""
import json
import os
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal, signed  # noqa: E402
from tap import check, equal, run  # noqa: E402

GOOD = {"order_no": "X-1", "member": "13800000001", "category": "domestic", "paid_fen": 100000,
        "status": "completed", "paid_at": "2026-03-05T10:00:00+08:00"}
portal = None


def books():
    """A digest of everything that counts."""
    return subprocess.run(
        [os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-e",
         "SELECT COUNT(*), SUM(points) FROM entry; SELECT COUNT(*) FROM order_head;"
         " SELECT COUNT(*) FROM order_event; SELECT SUM(available), SUM(pending), SUM(debt) FROM account"],
        env=dict(os.environ, VAR=portal.var), check=True, capture_output=True, text=True).stdout


def raw(data, headers=None, path="/orders", method="POST", **signing):
    """Bytes as a body, signed."""
    path = "/api/v1" + path
    send = signed(method, path, data, signing.pop("secret", None) or portal.secret(), **signing)
    send["Content-Type"] = "application/json"
    send.update(headers or {})
    status, _, text = portal.request(method, path, data, send)
    try:
        return status, json.loads(text)["error"]
    except (ValueError, KeyError, TypeError):
        return status, {"code": None, "message": text[:200]}


def refused(what, answer, wanted, field=None):
    good = answer[0] == wanted and answer[1].get("code") and answer[1].get("message")
    if field:
        good = good and answer[1].get("field") == field
    check(f"{what} is {wanted}", good, answer)


def signatures():
    body = json.dumps(GOOD).encode()
    now = int(time.time())
    refused("a wrong secret", raw(body, secret="x" * 40), 401)
    refused("an unknown key", raw(body, key="nobody"), 401)
    refused("a clock 301 s behind", raw(body, timestamp=now - 302), 401)
    refused("a clock 301 s ahead", raw(body, timestamp=now + 302), 401)
    refused("a cut signature", raw(body, signature="ab"), 401)
    refused("an empty signature", raw(body, signature=""), 401)
    refused("a signature that is no hex", raw(body, signature="z" * 64), 401)
    refused("a timestamp that is no number", raw(body, timestamp="now"), 401)
    refused("a nonce that is too short", raw(body, nonce="ab"), 401)
    head = signed("POST", "/api/v1/orders", body, portal.secret())
    head["Content-Type"] = "application/json"
    status, _, text = portal.request("POST", "/api/v1/orders", body + b" ", head)
    equal("a changed body is 401", status, 401)
    status, _, text = portal.request("POST", "/api/v1/orders?a=1", body, head)
    equal("a changed address is 401", status, 401)
    status, _, text = portal.request("POST", "/api/v1/orders", body, {"Content-Type": "application/json"})
    equal("no signature at all is 401", status, 401)
    nonce = "00112233445566778899aabbccddeeff"
    path = "/api/v1/members/13800000001"
    for wanted in (200, 401):
        head = signed("GET", path, b"", portal.secret(), nonce=nonce)
        status, _, text = portal.request("GET", path, None, head)
        equal(f"a nonce used {'once' if wanted == 200 else 'twice'} is {wanted}", status, wanted)
    check("and it is said why", "nonce_used" in text, text)


def json_bodies():
    refused("broken JSON", raw(b'{"order_no": '), 400)
    refused("no body", raw(b""), 400)
    refused("a list", raw(b"[]"), 400)
    refused("100,000 brackets", raw(b"[" * 60000), 400)
    refused("invalid UTF-8", raw(b'{"order_no":"\xff\xfe"}'), 400)
    check("a NUL is refused", raw(json.dumps(dict(GOOD, order_no="a\0b")).encode())[0] in (400, 422))
    refused("another kind of content", raw(b"order_no=X-1", {"Content-Type": "text/plain"}), 415)
    status = raw(b'{"x":"' + b"a" * 10_000_000 + b'"}')[0]
    equal("10 MB are 413", status, 413)
    refused("an unknown method", raw(b"", path="/orders", method="DELETE"), 405)
    refused("an unknown address", raw(b"{}", path="/nowhere"), 404)


def fields():
    def changed(**values):
        body = {k: v for k, v in dict(GOOD, **values).items() if v is not ...}
        return raw(json.dumps(body, ensure_ascii=False).encode())

    for what, field, values in (
            ("a negative price", "paid_fen", {"paid_fen": -1}),
            ("a price beyond 10^12", "paid_fen", {"paid_fen": 10 ** 12 + 1}),
            ("a price beyond 64 bits", "paid_fen", {"paid_fen": 2 ** 63}),
            ("a price beyond all", "paid_fen", {"paid_fen": 10 ** 30}),
            ("a price with a fraction", "paid_fen", {"paid_fen": 1.5}),
            ("a price as text", "paid_fen", {"paid_fen": "100"}),
            ("no price", "paid_fen", {"paid_fen": ...}),
            ("an unknown member", "member", {"member": "13999999999"}),
            ("no member", "member", {"member": ...}),
            ("an unknown category", "category", {"category": "moon"}),
            ("an unknown status", "status", {"status": "maybe"}),
            ("an order number with blanks", "order_no", {"order_no": "a b"}),
            ("an order number of 65", "order_no", {"order_no": "a" * 65}),
            ("an empty order number", "order_no", {"order_no": ""}),
            ("a day that is none", "paid_at", {"paid_at": "2026-02-30T10:00:00+08:00"}),
            ("an instant without zone", "paid_at", {"paid_at": "2026-02-03T10:00:00"}),
            ("an instant tomorrow", "paid_at", {"paid_at": time.strftime(
                "%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))}),
            ("a travel end that is none", "travel_end", {"travel_end": "soon"})):
        status, error = changed(**values)
        # A number no parser can hold is broken JSON: no field to name.
        check(f"{what} is refused at {field}", status in (400, 422) and error.get("field") == field or
              error.get("code") == "bad_json", (status, error))
    status, _ = raw(json.dumps(GOOD).encode()[:-1] + b',"paid_fen":5}')
    equal("a field twice is 400", status, 400)
    refused("a refund below zero", raw(
        b'{"refund_no":"r","amount_fen":-5,"refunded_at":"2026-03-06T10:00:00+08:00"}',
        path="/orders/X-9/refunds"), 422)
    refused("a member nobody knows", raw(b"", path="/members/M9999999", method="GET"), 404)
    refused("an order nobody knows", raw(b"", path="/orders/none", method="GET"), 404)


def page_input():
    me = Browser(portal)
    me.sign_in("13800000010", "demo-points-10")
    for path in ("/history?before=-1", "/history?before=99999999999999999999", "/history?before=abc",
                 "/history?from=2026-99-99", "/history?kind=nothing", "/history?before=1&before=2",
                 "/history/0", "/history/-1", "/history/99999999999999999999", "/history/1x",
                 "/balance?utm_source=wechat", "/history?before=1%00", "/history?from=%ff%fe",
                 "/history?" + "a=&" * 900, "/%2e%2e/%2e%2e/etc/passwd", "/orders/%00", "/orders/" + "a" * 500,
                 "/.git/config", "/templates/head.cs", "/portal-member.hdf", "/static/../portal-member.hdf",
                 "/static/%2e%2e/secret/chain.key", "/static/manifest.hdf"):
        status, _, text = me.get(path)
        check(f"{path[:50]} answers a page, not an error of ours", status in (200, 303, 400, 404, 422), status)
    for path in ("/history?before=abc", "/history/0", "/history/99999999999999999999"):
        check(f"{path} shows nothing of others", "13800000001" not in me.get(path)[2])
    equal("an address of 20 kB is 414", me.get("/balance?" + "a" * 20000)[0], 414)
    equal("a form without csrf is 403", me.go("POST", "/sign-out", {})[0], 403)
    equal("a form with another's csrf is 403", me.go("POST", "/sign-out", {"csrf": "A" * 43})[0], 403)
    guest = Browser(portal)
    equal("a wrong password shows the form again", guest.post("/sign-in", login="13800000001",
                                                             password="wrong")[0], 422)
    equal("an unknown field is 400", guest.post("/sign-in", login="a", password="b", extra="c")[0], 400)
    equal("balance wants a sign-in", guest.get("/balance")[0], 303)
    equal("an unknown method is refused", guest.go("PATCH", "/balance")[0], 405)
    equal("TRACE is refused", guest.go("TRACE", "/balance")[0], 405)
    check("a next address elsewhere is not followed", "evil" not in
          (guest.post("/sign-in?next=//evil.test/", login="13800000003", password="demo-points-3")[1]
           .get("Location") or ""))


def wire():
    """Requests no browser makes."""
    def talk(data):
        with socket.create_connection(("127.0.0.1", portal.port), timeout=10) as s:
            s.sendall(data)
            answer = b""
            while chunk := s.recv(65536):
                answer += chunk
        return answer.split(b"\r\n", 1)[0].decode("latin-1"), answer

    host = b"Host: localhost\r\n"
    for what, data, wanted in (
            ("two lengths", b"POST /sign-in HTTP/1.1\r\n" + host +
             b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", "400"),
            ("length and chunks", b"POST /sign-in HTTP/1.1\r\n" + host +
             b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
            ("a negative length", b"POST /sign-in HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n", "400"),
            ("two hosts", b"GET / HTTP/1.1\r\n" + host + host + b"\r\n", "400")):
        first, _ = talk(data)
        check(f"{what}: {wanted}", wanted in first, first)
    _, answer = talk(b"GET /sign-in HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n")
    check("a strange host is not repeated in the page", b"<html" in answer and b"evil.test" not in answer)
    _, answer = talk(b"GET /sign-in HTTP/1.1\r\n" + host + b"Proxy: http://evil.test\r\n"
                     b"Cookie: session=%s\r\nConnection: close\r\n\r\n" % (b"x" * 4000))
    check("a strange cookie is no sign-in", b" 200 " in answer.split(b"\r\n")[0] + b" ", answer[:300])


def everything():
    for due in (["effects"], ["nightly"], ["draw", "due"]):  # what the timers do meanwhile
        portal.pointsctl(*due)
    before = books()
    for part in (signatures, json_bodies, fields, page_input, wire):
        part()
        check(f"the books are unchanged after: {part.__name__}", books() == before)
    check("the portal still answers", portal.request("GET", "/sign-in")[0] == 200)
    log = ""
    for name in ("member.log", "partner.log", "access.log", "nginx.log"):
        with open(os.path.join(portal.var, "log", name), errors="replace") as f:
            log += f.read()
    for word in (portal.secret(), "demo-points-10", "13800000010"):
        check("no secret or number is in a log", word not in log, word)


with Portal() as portal:
    run(everything)
