#!/usr/bin/python3
"""The mailer against a real mail server: slow, five messages a connection, every
7th connection dropped somewhere on the way; senders killed by kill -9 in the
middle, two at a time. Each message arrives once, or is reported to staff; none is
lost, none arrives twice. Then a server that asks for TLS and a password, one that
refuses an address for good, and one that is down."""
import collections
import email
import logging
import os
import random
import signal
import ssl
import subprocess
import sys
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Portal, free_port  # noqa: E402
from tap import check, equal, run  # noqa: E402

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # broken sessions are what we make
MAILS = int(os.environ.get("MAILS", "10000"))
KILLS = int(os.environ.get("KILLS", "8"))
SLOW_S = 0.003
PER_CONNECTION = 5
STAGES = ("greeting", "MAIL", "RCPT", "DATA", "lost", "taken")
portal, script = None, os.path.join(TOP, "deploy/dev/database.sh")
pointsctl = os.path.join(TOP, os.environ.get("BUILD", os.path.join(TOP, "build")), "pointsctl")


def sql(text):
    return subprocess.run([script, "sql"], input=text, env=dict(os.environ, VAR=portal.var),
                          check=True, capture_output=True, text=True).stdout.strip()


class Heard:
    """What a server heard, and how it behaves."""

    def __init__(self, drops=True):
        self.lock, self.drops = threading.Lock(), drops
        self.connections, self.taken = 0, collections.Counter()
        self.dropped, self.ids, self.last = collections.Counter(), collections.Counter(), None

    def arrived(self, envelope):
        with self.lock:
            self.taken[envelope.rcpt_tos[0]] += 1
            self.last = email.message_from_bytes(envelope.content)
            self.ids[self.last["Message-ID"]] += 1


class Server(SMTP):
    """Drops every 7th connection, each time at the next stage."""

    def connection_made(self, transport):
        heard = self.event_handler
        super().connection_made(transport)
        self.messages, self.drop_at = 0, None
        if self.session is not None and heard.drops and not getattr(self, "counted", False):
            self.counted = True
            heard.connections += 1
            if heard.connections % 7 == 0:
                self.drop_at = STAGES[heard.connections // 7 % len(STAGES)]
        if self.drop_at == "greeting":
            heard.dropped["greeting"] += 1
            transport.abort()

    def drop(self, stage):
        if self.drop_at != stage:
            return False
        self.event_handler.dropped[stage] += 1
        self.transport.abort()
        return True

    async def smtp_MAIL(self, arg):
        self.messages += 1
        if self.drop("MAIL"):
            return
        if self.event_handler.drops and self.messages > PER_CONNECTION:
            await self.push("421 4.7.0 enough for one connection")
            return
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not self.drop("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if self.drop_at == "DATA":
            await self.push("354 go on")
            self.drop("DATA")
            return
        await super().smtp_DATA(arg)


class Handler(Heard):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        time.sleep(SLOW_S)
        if server.drop("lost"):  # nobody will ever know but the server
            return "250 ok"
        self.arrived(envelope)
        if server.drop("taken"):
            return "250 ok"
        return "250 taken"


class Site(Controller):
    def factory(self):
        return Server(self.handler, **self.SMTP_kwargs)


def served(handler, **options):
    site = Site(handler, hostname="127.0.0.1", port=free_port(), **options)
    site.start()
    return site


def set_server(*lines):
    """The portal's mail server from now on: the settings are read by each sender."""
    path = os.path.join(portal.var, "portal-job.hdf")
    with open(path) as f:
        kept = [line for line in f if not line.startswith("Smtp.")]
    with open(path, "w") as f:
        f.writelines(kept + [line + "\n" for line in lines])


def pass_time(seconds):
    path = os.path.join(portal.var, "clock")
    try:
        with open(path) as f:
            offset = int(f.read())
    except FileNotFoundError:
        offset = 0
    with open(path, "w") as f:
        f.write(f"{offset + seconds}\n")


def post(first, last, name="reader", kind="exists"):
    sql("INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, created_at,"
        f" not_before) SELECT 'email', '{kind}', 1, 1, CONCAT('{name}', seq, '@example.com'), 'en',"
        f" '2026-01-01', '2026-01-01' FROM seq_{first}_to_{last}")


def waiting():
    return int(sql("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"))


def sender():
    return subprocess.Popen([pointsctl, "mail", "send"], stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            env=dict(os.environ, VAR=portal.var))


def loop_sleeps():
    """The portal's own timers would be a third sender: they sleep while we look."""
    with open(os.path.join(portal.var, "run", "jobs.proc")) as f:
        pid = int(f.read().split()[0])
    os.kill(pid, signal.SIGSTOP)
    while any(b"mail" in open(f"/proc/{p}/cmdline", "rb").read()
              for p in portal.processes("pointsctl")):
        time.sleep(0.1)
    return pid


def many_mails():
    heard = Handler()
    site = served(heard)
    set_server(f"Smtp.Url = smtp://127.0.0.1:{site.port}")
    post(1, MAILS)
    kills, senders, began = 0, [], time.monotonic()
    while waiting() and time.monotonic() - began < 800:
        senders = [s for s in senders if s.poll() is None]
        while len(senders) < 2:
            senders.append(sender())
        time.sleep(0.5 + random.random())
        if kills < KILLS:
            os.kill(random.choice(senders).pid, signal.SIGKILL)
            kills += 1
        elif all(s.poll() is not None for s in senders):
            pass_time(3600)  # what waits for its next try
    for s in senders:
        s.wait(60)
    site.stop()
    print(f"{heard.connections} connections, {sum(heard.dropped.values())} dropped"
          f" {dict(heard.dropped)}, {kills} kills, {time.monotonic() - began:.0f} s")
    judge(heard, kills)


def judge(heard, kills):
    rows = [line.split("\t") for line in sql(
        "SELECT address, sent_at IS NOT NULL, CONCAT('-', fate) FROM outbox WHERE address LIKE 'reader%'").split("\n")]
    sent = [r[0] for r in rows if r[1] == "1"]
    reported = [r[0] for r in rows if r[2] == "-unknown"]
    equal("every message is there, sent or reported", len(sent) + len(reported), MAILS)
    equal("what counts as sent has arrived", [a for a in sent if heard.taken[a] != 1][:5], [])
    equal("none arrived twice", [a for a, n in heard.taken.items() if n > 1][:5], [])
    equal("each has a Message-ID of its own", [i for i, n in heard.ids.items() if n > 1][:5], [])
    after = heard.dropped["lost"] + heard.dropped["taken"]
    check("drops at every stage were met", MAILS < 3000 or len(heard.dropped) == len(STAGES))
    # A text so short may be under way as a whole when the connection ends behind DATA.
    perhaps = heard.dropped["DATA"] + kills
    check("reported are those whose answer was lost, and perhaps those cut off at the end",
          after <= len(reported) <= after + perhaps, f"{len(reported)} reported, {after} + {perhaps}")


def tls_and_password():
    run_openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                   "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    cert, key, user = (os.path.join(portal.var, n) for n in ("smtp.crt", "smtp.key", "smtp.user"))
    subprocess.run([*run_openssl, "-keyout", key, "-out", cert], check=True, capture_output=True)
    with open(user, "w", opener=lambda p, f: os.open(p, f, 0o600)) as f:
        f.write("portal:long secret\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    seen = []

    def login(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=data.password == b"long secret")

    heard = Handler(drops=False)
    site = served(heard, tls_context=context, require_starttls=True, auth_required=True,
                  authenticator=login)
    post(1, 1, "tls")
    url = f"Smtp.Url = smtp://127.0.0.1:{site.port}"
    set_server(url, f"Smtp.UserFile = {user}")
    equal("a server nobody vouches for gets nothing", sender().wait(60), 1)
    equal("and no password", (heard.taken["tls1@example.com"], seen), (0, []))
    pass_time(3600)
    set_server(url, f"Smtp.UserFile = {user}", f"Smtp.CaFile = {cert}")
    equal("with its certificate it does", sender().wait(60), 0)
    equal("by TLS, signed in", seen, [(b"portal", b"long secret", True)])
    equal("the message arrived", heard.taken["tls1@example.com"], 1)
    equal("it says what it is", heard.last.get_content_type(), "multipart/alternative")
    site.stop()
    plain = served(Handler(drops=False))
    post(2, 2, "tls")
    set_server(f"Smtp.Url = smtp://127.0.0.1:{plain.port}", f"Smtp.UserFile = {user}")
    equal("a server without TLS gets no password", sender().wait(60), 1)
    plain.stop()
    set_server("Smtp.Url = smtp://127.0.0.1:1")
    sql("DELETE FROM outbox WHERE address = 'tls2@example.com'")


def refused_for_good():
    heard = Handler(drops=False)
    site = served(heard)
    set_server(f"Smtp.Url = smtp://127.0.0.1:{site.port}")
    post(1, 1, "nobody")
    post(1, 3, "after")
    equal("the sender tells", sender().wait(60), 1)
    equal("an address refused for good is not tried again", sql(
        "SELECT fate, tries, last_error LIKE '%RCPT%550%' FROM outbox"
        " WHERE address = 'nobody1@example.com'"), "dead\t1\t1")
    equal("the others go out", heard.taken["after1@example.com"] + heard.taken["after3@example.com"], 2)
    site.stop()


def server_down():
    set_server("Smtp.Url = smtp://127.0.0.1:1")
    post(1, 100, "down")
    equal("the sender tells", sender().wait(60), 1)
    equal("three tries say that nobody is there; the rest counts none", sql(
        "SELECT SUM(tries) FROM outbox WHERE address LIKE 'down%'"), "3")
    heard = Handler(drops=False)
    site = served(heard)
    set_server(f"Smtp.Url = smtp://127.0.0.1:{site.port}")
    pass_time(61)
    equal("all go out once it is back", (sender().wait(120), sum(
        n for a, n in heard.taken.items() if a.startswith("down"))), (0, 100))
    site.stop()


with Portal(DEMO="0") as portal:
    asleep = loop_sleeps()
    try:
        run(many_mails, tls_and_password, refused_for_good, server_down)
    finally:
        os.kill(asleep, signal.SIGCONT)
