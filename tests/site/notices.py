#!/usr/bin/python3
"""Notices and the newsletter over HTTP: an order that is told, read by being
shown; an address that is proved; a letter that each reader gets once; a birthday
in the night."""
import datetime
import email
import email.policy
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
READER = "reader@example.test"
ZONE = datetime.timezone(datetime.timedelta(hours=8))


def now():
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=30)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def mails(to):
    """What was sent to TO: subject, plain text and headers, oldest first."""
    portal.pointsctl("mail", "send", check=False)
    found = []
    folder = os.path.join(portal.var, "mail")
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".eml"):
            continue
        with open(os.path.join(folder, name), "rb") as f:
            message = email.message_from_binary_file(f, policy=email.policy.default)
        if to in str(message["To"]):
            text = message.get_body(("plain",)).get_content()
            found.append((str(message["Subject"]), text, message))
    return found


def path_in(text, begins):
    return re.search(r"https?://[^/\s]+(%s[A-Za-z0-9_-]+)" % begins, text).group(1)


def unread(page):
    found = re.search(r'class="bell-count">([0-9+]+)<', page)
    return int(found.group(1)) if found else 0


def an_order_is_told_and_read():
    me, other = Browser(portal), Browser(portal)
    me.sign_in("13800000001", "demo-points-1")
    other.sign_in("13800000002", "demo-points-2")
    before = unread(me.get("/balance")[2])
    status, answer = portal.api("POST", "/orders", {
        "order_no": "TOLD-1", "member": "13800000001", "category": "domestic",
        "paid_fen": 123400, "status": "completed", "paid_at": now()})
    check("a trip is booked as completed", status == 201, (status, answer))
    page = me.get("/balance")[2]
    check("the bell counts what it brought: points and a tier", unread(page) == before + 2,
          unread(page))
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in me.cookies.items()),
               "Host": f"localhost:{portal.port}"}
    equal("a look without a reader", portal.request("HEAD", "/notices", headers=headers)[0], 200)
    equal("reads nothing", unread(me.get("/balance")[2]), before + 2)
    status, _, page = me.get("/notices")
    check("the page tells both", status == 200 and "1,234" in page and page.count("is-new") >= 2)
    link = re.search(r'href="(/history/\d+)"', page).group(1)
    equal("and leads to the receipt", me.get(link)[0], 200)
    equal("shown is read", unread(me.get("/balance")[2]), 0)
    equal("the same order again tells nothing", portal.api("POST", "/orders", {
        "order_no": "TOLD-1", "member": "13800000001", "category": "domestic",
        "paid_fen": 123400, "status": "completed", "paid_at": now()})[0] in (200, 409), True)
    equal("indeed", unread(me.get("/balance")[2]), 0)
    check("another member reads none of it", "1,234" not in other.get("/notices")[2])
    equal("nobody signed out does", Browser(portal).get("/notices")[0], 303)


def an_address_is_proved():
    visitor, scanner = Browser(portal), Browser(portal)
    status, headers, _ = visitor.post("/newsletter", email=READER, consent="1")
    equal("asked for", (status, headers["Location"]), (303, "/newsletter?done=sent"))
    equal("the same answer for a member's address", visitor.post(
        "/newsletter", email="member5@demo.test", consent="1")[0], 303)
    sent = mails(READER)
    equal("one message comes", len(sent), 1)
    link = path_in(sent[0][1], "/newsletter/")
    check("it can be ended by no link: it is the only one", "List-Unsubscribe" not in sent[0][2])
    for _ in range(5):
        status, _, page = scanner.get(link)
    check("a scanner's five looks show nobody's address", status == 200 and READER not in page)
    equal("nor does its HEAD", portal.request("HEAD", link)[0], 200)
    equal("without a form of ours nothing happens", portal.request(
        "POST", link, "a=b", {"Content-Type": "application/x-www-form-urlencoded"})[0] in (400, 403),
        True)
    check("and nothing has begun", readers() == 1, readers())
    status, headers, _ = visitor.post(link)
    equal("yes", (status, headers["Location"]), (303, "/newsletter/confirmed"))
    equal("it has begun", readers(), 2)
    equal("a changed link leads nowhere", visitor.get(link[:-1] + ("A" if link[-1] != "A" else "B"))[0],
          404)


def readers():
    desk = Browser(portal)
    desk.post("/admin/sign-in", email="auditor@demo.test", password="demo-staff-auditor")
    desk.cookies["lang"] = "en"
    page = desk.get("/admin/newsletters")[2]
    return int(re.search(r"(\d+) people want the newsletter", page).group(1))


def write(desk, subject):
    status, headers, _ = desk.post("/admin/newsletters/new", subject=subject, text="第一段\n第二段",
                                   subject_en=subject + " in English", text_en="One\nTwo",
                                   link="/programme", tier="")
    assert status == 303, status
    return headers["Location"].split("?")[0]


def send(desk, url):
    page = desk.get(url)[2]
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    return desk.go("POST", url + "/send", {"csrf": csrf, "version": version, "sure": "1"})[0]


def a_letter_goes_to_each_once():
    desk = Browser(portal)
    desk.post("/admin/sign-in", email="manager@demo.test", password="demo-staff-manager")
    url = write(desk, "春天的信")
    csrf = re.search(r'name="csrf" value="([^"]+)"', desk.get(url)[2]).group(1)
    equal("tried on oneself", desk.go("POST", url + "/try", {"csrf": csrf})[0], 303)
    equal("it comes to the manager", [s for s, _, _ in mails("manager@demo.test") if "春天" in s],
          ["春天的信"])
    equal("and to nobody else", [s for s, _, _ in mails(READER) if "春天" in s], [])
    equal("sent", send(desk, url), 303)
    for _ in range(3):
        got = [m for m in mails(READER) if "春天" in m[0]]
    equal("the reader has it once", len(got), 1)
    check("with the words and the button", "第二段" in got[0][1] and "/programme" in got[0][1],
          got[0][1])
    equal("the member who wants it has it once",
          len([m for m in mails("member3@demo.test") if "春天" in m[0]]), 1)
    equal("a member who never asked has none",
          [s for s, _, _ in mails("member5@demo.test") if "春天" in s], [])
    page = desk.get(url)[2]
    check("the figures say so", re.search(r'letter-posted" value="2"', page) is not None)
    check("one click ends it", "List-Unsubscribe=One-Click" in str(got[0][2]["List-Unsubscribe-Post"]))
    return_path = path_in(str(got[0][2]["List-Unsubscribe"]), "/unsubscribe/")
    status = portal.request("POST", return_path, "List-Unsubscribe=One-Click",
                            {"Content-Type": "application/x-www-form-urlencoded"})[0]
    check("clicked by a mail program", status in (200, 202, 204, 303), status)
    equal("one reader fewer", readers(), 1)
    equal("another letter", send(desk, write(desk, "夏天的信")), 303)
    equal("does not come any more", [s for s, _, _ in mails(READER) if "夏天" in s], [])


def a_birthday_in_the_night():
    today = datetime.datetime.now(ZONE).date()
    members, balances = (os.path.join(portal.var, f"{n}.csv") for n in ("members", "balances"))
    with open(members, "w") as f:
        f.write("member_no,name,phone,email,birthday,joined_on,invited_by\n"
                f"M0000301,寿星,13900000301,b301@example.test,1992-{today:%m-%d},2023-01-01,\n")
    with open(balances, "w") as f:
        f.write("member,points,expires_on,tier,tier_until\n"
                f"M0000301,700,{today + datetime.timedelta(days=7)},silver,\n")
    portal.pointsctl("import", "members", members)
    portal.pointsctl("import", "balances", balances)
    for _ in range(2):
        equal("the night is done", portal.pointsctl("nightly", "birthdays", check=False).returncode, 0)
        portal.pointsctl("nightly", "notices", check=False)
    subjects = [s for s, _, _ in mails("b301@example.test")]
    equal("one gift is told by mail", len([s for s in subjects if "生日" in s]), 1)
    equal("the books agree", portal.pointsctl("audit", check=False).returncode, 0)


if __name__ == "__main__":
    with Portal() as portal:
        run(an_order_is_told_and_read, an_address_is_proved, a_letter_goes_to_each_once,
            a_birthday_in_the_night)
