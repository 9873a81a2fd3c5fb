#!/usr/bin/python3
"""Mail through nginx: what a mail scanner does changes nothing, one click ends a
kind of mail, whoever's it is; a member's choices are obeyed; staff send again what
was not delivered. And no log holds a token."""
import email
import glob
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal, script = None, os.path.join(TOP, "deploy/dev/database.sh")
MAIL = "member6@demo.test"
links = []


def sql(text):
    return subprocess.run([script, "sql"], input=text, env=dict(os.environ, VAR=portal.var),
                          check=True, capture_output=True, text=True).stdout.strip()


def post(kind):
    """A message of KIND to member 6, as the portal's programs post it; its number."""
    return sql("INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, created_at,"
               f" not_before) SELECT 'email', '{kind}', member_id, person_id, email, 'en',"
               f" UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM person WHERE email = '{MAIL}';"
               " SELECT LAST_INSERT_ID()")


def arrived(no, seconds=30):
    """The message of that number, once the timers have delivered it."""
    path = os.path.join(portal.var, "mail", f"{int(no):08d}.eml")
    end = time.monotonic() + seconds
    while not os.path.exists(path) and time.monotonic() < end:
        time.sleep(0.2)
    with open(path, "rb") as f:
        return email.message_from_binary_file(f)


def settled(no, seconds=30):
    """Its fate, once it has one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        fate = sql(f"SELECT fate FROM outbox WHERE outbox_id = {no} AND (sent_at IS NOT NULL OR fate <> '')")
        if fate:
            return fate
        time.sleep(0.2)
    return None


def link_of(message):
    found = re.fullmatch(r"<http://[^/]+(/unsubscribe/[A-Za-z0-9_-]{43})>", message["List-Unsubscribe"] or "")
    check("a mail that can be ended says how", found, message["List-Unsubscribe"])
    equal("by one click", message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
    links.append(found.group(1))
    return found.group(1)


def choice(topic):
    return sql("SELECT wanted FROM mail_choice c JOIN person p USING (member_id, person_id)"
               f" WHERE p.email = '{MAIL}' AND topic = '{topic}'")


def a_scanner_changes_nothing():
    link = link_of(arrived(post("wish_back")))
    for method in ("GET",) * 5 + ("HEAD",):
        status, headers, text = portal.request(method, link, headers={
            "User-Agent": "LinkScanner/1.0", "X-Forwarded-For": "203.0.113.7"})
        equal(f"{method} looks", status, 200)
        check("and tells nothing of anybody", "member6" not in text and "Set-Cookie: s=" not in str(headers))
    equal("and changes nothing", choice("wish"), "")
    status, headers, _ = portal.request("GET", link)
    equal("the page is not kept by anybody between", "no-store" in (headers["Cache-Control"] or ""), True)
    equal("nor named to the next site", headers["Referrer-Policy"], "no-referrer")


def one_click_ends_it():
    link = links[0]
    status, headers, _ = portal.request("POST", link, "List-Unsubscribe=One-Click",
                                        {"Content-Type": "application/x-www-form-urlencoded"})
    equal("one click is taken, and not led elsewhere", (status, headers["Location"]), (200, None))
    equal("it ends that kind", choice("wish"), "0")
    equal("and no other", choice("notice"), "")
    equal("the next of that kind is not sent", settled(post("wish_back")), "unwanted")
    needed = arrived(post("password_changed"))
    equal("what is needed comes, without such a link", needed["List-Unsubscribe"], None)
    body = ("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
            "One-Click\r\n--x--\r\n")
    equal("the same in parts, again", portal.request("POST", link, body, {
        "Content-Type": "multipart/form-data; boundary=x"})[0], 200)


def other_tokens_lead_nowhere():
    link = links[0]
    for other in (link[:-1] + ("A" if link[-1] != "A" else "B"), "/unsubscribe/" + "A" * 43,
                  "/unsubscribe/x", "/unsubscribe/" + "%00" * 5):
        status, _, text = portal.request("GET", other)
        check("an altered link leads nowhere", status in (400, 404), f"{other} {status}")
        check("and tells nothing", "member6" not in text)
        check("but where to choose", status == 400 or "/profile/messages" in text, other)
        equal("not by POST either", portal.request("POST", other, "ask=1", {
            "Content-Type": "application/x-www-form-urlencoded"})[0] in (400, 404), True)


def a_member_chooses():
    who = Browser(portal)
    who.sign_in("13800000006", "demo-points-6")
    status, headers, _ = who.post("/profile/messages", topic="wish")
    equal("choices are saved", (status, headers["Location"]), (303, "/profile/messages?done=saved"))
    equal("what is ticked comes again", choice("wish"), "1")
    equal("what is not does not", choice("notice"), "0")
    arrived(post("wish_back"))
    check("and it does come", True)
    equal("a topic that is none", who.post("/profile/messages", topic="needed")[0], 400)


def staff_send_again():
    no = post("exists")
    sql(f"UPDATE outbox SET fate = 'dead', failed_at = UTC_TIMESTAMP(), sent_at = NULL,"
        f" last_error = 'smtp RCPT: refused, answer 550' WHERE outbox_id = {no}")
    clerk = Browser(portal)
    clerk.post("/admin/sign-in", email="clerk@demo.test", password="demo-staff-clerk")
    _, _, page = clerk.get("/admin/messages")
    check("staff see what was not delivered", f'value="{no}"' in page)
    check("but not the address", MAIL not in page and "m***@demo.test" in page)
    status, headers, _ = clerk.post("/admin/messages", id=no, step="again", show="dead")
    equal("and send it again", (status, headers["Location"]), (303, "/admin/messages?show=dead&done=mail_again"))
    equal("it arrives", arrived(no)["To"], f"<{MAIL}>")
    equal("and the log has it", sql("SELECT COUNT(*) FROM staff_action WHERE action = 'mail_again'"), "1")


def a_spend_is_named():
    who = Browser(portal)
    who.sign_in("13800000008", "demo-points-8")
    page = who.get("/catalogue/coupon/redeem")[2]
    form_id = re.search(r'name="form_id" value="([^"]+)"', page).group(1)
    status, headers, _ = who.post("/catalogue/coupon/redeem", form_id=form_id, cost=100,
                                  quantity=1, confirm=1)
    equal("points are spent", status, 303)
    no = sql("SELECT MAX(outbox_id) FROM outbox WHERE kind = 'redeemed'")
    text = arrived(no).get_payload(0).get_payload(decode=True).decode()
    check("the mail says for how much and what", "100 积分" in text and "旅行抵用券" in text, text)
    check("and opens its page", headers["Location"] in text, text)


def logs_hold_no_token():
    text = ""
    for path in glob.glob(os.path.join(portal.var, "log", "*.log")):
        with open(path, errors="replace") as f:
            text += f.read()
    check("no log holds a token", not any(link.rsplit("/", 1)[1] in text for link in links))
    check("nor an address", MAIL not in text)
    check("but the kind of page", "/unsubscribe/:token" in text)


with Portal(DEMO="1") as portal:
    run(a_scanner_changes_nothing, one_click_ends_it, other_tokens_lead_nowhere, a_member_chooses,
        staff_send_again, a_spend_is_named, logs_hold_no_token)
