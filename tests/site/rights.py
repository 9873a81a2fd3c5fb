#!/usr/bin/python3
"""A member's rights over HTTP: all that is held, as page, JSON and CSV, with who of the
staff looked; deletion, which says first what is lost; and after it not one of the
member's own strings in any table, nor in any log."""
import csv
import datetime
import email.policy
import glob
import io
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, TOP, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
me, other, clerk, manager = (None,) * 4
made = {}
NAME, MAIL, PHONE = "欧阳紫藤", "ziteng.ouyang@wisteria.test", "13771234567"
PASSWORD, RECIPIENT, STREET = "three green trains go", "欧阳收件", "紫藤路 4711 号 9 楼"
GUIDE_WORDS, RATED, CLAIMED, TRIP, ANSWER = ("大巴空调整路不转", "木盒角上磕坏了", "敦煌那一单没有积分",
                                             "紫藤秘境七日", "补偿紫藤一盒")
OTHER_WORDS = "另一位会员的秘密"
PLACE, MONTH, WISHES, PLAN = "紫藤谷与雪山", "紫藤花开的月份", "母亲走不快要慢行", "紫藤谷慢行八日"
STAFF_WORDS = "紫藤老师来电补记"
MINE = (NAME, MAIL, PHONE, RECIPIENT, STREET, GUIDE_WORDS, RATED, CLAIMED, TRIP, ANSWER,
        "紫藤旅友", "13777654321", "1991-07-23", PLACE, MONTH, WISHES, PLAN)
GIFT = "neck-pillow"


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def hidden(page):
    """The hidden fields of the page's own forms."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return {k: v for k, v in found.items() if k in ("csrf", "form_id", "cost")}


def csrf(who):
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    return re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)


def send(sender, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return sender.go("POST", path, {"csrf": csrf(sender), **fields})


def mails(to):
    found = []
    for path in glob.glob(os.path.join(portal.var, "mail", "*.eml")):
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        if to in str(mail["To"]):
            found.append((str(mail["Subject"]), mail.get_body(("plain",)).get_content()))
    return found


def joins():
    """Signs up and proves the e-mail by the mail's link."""
    who = Browser(portal)
    page = who.get("/sign-up")[2]
    before = mails(MAIL)
    status, _, _ = who.go("POST", "/sign-up", {
        "csrf": hidden(page)["csrf"], "name": NAME, "email": MAIL, "phone": PHONE,
        "password": PASSWORD, "consent": "1"})
    assert status == 303, status
    portal.pointsctl("mail", "send")
    new = " ".join(text for title, text in mails(MAIL) if (title, text) not in before)
    link = re.search(r"/verify/[A-Za-z0-9_-]+", new).group(0)
    status, _, _ = who.go("POST", link, hidden(who.get(link)[2]))
    assert status in (200, 303), status
    who.sign_in(MAIL, PASSWORD)
    return who


def everywhere(words):
    """Where WORDS stand: every column of every table, as text; and the logs."""
    columns = sql("SELECT table_name, column_name FROM information_schema.columns WHERE"
                  " table_schema = 'jifen' AND data_type IN ('char', 'varchar', 'tinytext', 'text',"
                  " 'mediumtext', 'longtext', 'date', 'tinyblob', 'blob', 'mediumblob', 'longblob',"
                  " 'varbinary');")
    asked = []
    for line in columns.splitlines():
        table, column = line.split("\t")
        for word in words:
            asked.append(f"SELECT '{table}.{column}: {word}' FROM jifen.`{table}` WHERE"
                         f" INSTR(CAST(`{column}` AS CHAR CHARACTER SET utf8mb4), '{word}') > 0"
                         " LIMIT 1;")
    found = [line for line in sql("SET NAMES utf8mb4; " + "\n".join(asked)).splitlines() if line]
    assert len(asked) > 500, "the tables were not found"
    for path in glob.glob(os.path.join(portal.var, "log", "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            found += [f"{os.path.basename(path)}: {word}" for word in words if word in text]
    return sorted(found)


def just_now():
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=30)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def redeem():
    form = hidden(me.get(f"/catalogue/{GIFT}/redeem")[2])
    to = {"quantity": "1", "recipient": RECIPIENT, "phone": "13777654321", "address": STREET}
    page = me.go("POST", f"/catalogue/{GIFT}/redeem", {**form, **to})[2]
    status, headers, _ = me.go("POST", f"/catalogue/{GIFT}/redeem",
                               {**hidden(page), **to, "confirm": "1"})
    assert status == 303, status
    return headers["Location"].split("?")[0]


def step(redemption, name, **fields):
    page = "/admin" + redemption
    form = hidden(clerk.get(page)[2])
    return clerk.go("POST", page, {"csrf": form["csrf"], "step": name, **fields})[0]


def everybody_comes_in():
    global me, other, clerk, manager
    me = joins()
    other = Browser(portal)
    other.sign_in("13800000001", "demo-points-1")
    clerk, manager = (Desk(portal).sign_in(role) for role in ("clerk", "manager"))
    made["no"] = re.search(r"M\d{7}", me.get("/profile")[2]).group(0)
    check("a new member is there", me.cookies and made["no"])
    _, headers, _ = send(other, "/cases", kind="question", text=OTHER_WORDS)
    equal("another one writes", headers["Location"][:7], "/cases/")


def the_member_uses_everything():
    status, answer = portal.api("POST", "/orders", {
        "order_no": "rights-1", "member": MAIL, "category": "domestic", "paid_fen": 2000000,
        "status": "completed", "paid_at": just_now(), "payer": NAME, "destination": TRIP,
        "guide": "王导"})
    check("a big trip is booked", status in (200, 201), answer)
    portal.pointsctl("effects")
    made["gift"] = redeem()
    made["late"] = redeem()
    equal("the first gift is sent", [step(made["gift"], "approve"),
                                     step(made["gift"], "ship", carrier="顺丰", tracking_no="SF1")],
          [303, 303])
    equal("and came", send(me, made["gift"] + "/confirm")[0], 303)
    equal("it is rated", send(me, made["gift"] + "/feedback", score="5", text=RATED)[0], 303)
    status, headers, _ = send(me, "/cases", kind="complaint", text=GUIDE_WORDS,
                              **{"class": "service"})
    equal("a complaint", status, 303)
    made["case"] = headers["Location"].split("?")[0]
    equal("taken up", send(clerk, "/admin" + made["case"], act="classify", department="guides",
                           **{"class": "service"})[0], 303)
    equal("answered", send(clerk, "/admin" + made["case"], act="propose", text=ANSWER)[0], 303)
    equal("a claim", send(me, "/orders/claim", order_no="LOST-77", text=CLAIMED)[0], 303)
    soon = (datetime.date.today() + datetime.timedelta(days=40)).isoformat()
    equal("a tier that has custom trips", send(
        manager, f"/admin/members/{made['no']}/tier", tier="gold", until=soon, reason="x")[0], 303)
    status, headers, _ = send(me, "/custom", destination=PLACE, period=MONTH, people="2",
                              budget="30000", text=WISHES)
    equal("a custom trip is asked for", status, 303)
    made["trip"] = headers["Location"].split("?")[0]
    equal("and proposed", send(clerk, "/admin" + made["trip"], act="propose", text=PLAN)[0], 303)
    equal("a birthday", send(me, "/profile/details", name=NAME, birthday="1991-07-23",
                             lang="zh-CN")[0], 303)
    equal("preferences", send(me, "/profile/preferences", destinations="紫藤旅友", suggest="1")[0],
          303)
    form = hidden(clerk.get(f"/admin/members/{made['no']}/adjust")[2])
    equal("a clerk adds points, with words", clerk.go("POST", f"/admin/members/{made['no']}/adjust", {
        **form, "kind": "add", "points": "7", "reason": STAFF_WORDS})[0], 303)
    equal("a manager looks the member up", manager.get(f"/admin/members/{made['no']}")[0], 200)


def all_of_it_is_shown():
    status, _, page = me.get("/profile/data")
    equal("the page answers", status, 200)
    for word in (NAME, MAIL, PHONE, RECIPIENT, STREET, GUIDE_WORDS, RATED, CLAIMED, TRIP, ANSWER,
                 "紫藤旅友", "rights-1", made["no"]):
        check(f"the page shows {word[:6]}", word in page)
    check("and who looked", "查看会员" in page)
    check("nothing of another", OTHER_WORDS not in page and "13800000001" not in page)
    status, headers, text = me.get("/profile/data.json")
    data = json.loads(text)
    equal("as JSON, to be kept", (status, headers["Content-Disposition"]),
          (200, 'attachment; filename="my-data.json"'))
    equal("for nobody between", "no-store" in headers["Cache-Control"], True)
    status, headers, table = me.get("/profile/data.csv")
    equal("as CSV", (status, headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    wanted = {"account", "person", "consents", "devices", "looks", "entries", "lots", "tiers", "orders",
              "redemptions", "addresses", "preferences", "cases", "case_steps", "custom_trips",
              "custom_steps", "claims", "notices", "messages"}
    equal("every part of it", wanted - {k for k, v in data.items() if v}, set())
    equal("in both files", wanted - {r["part"] for r in rows}, set())
    cells = {(part, i + 1, column, str(value)) for part, lines in data.items()
             if isinstance(lines, list) for i, line in enumerate(lines)
             for column, value in line.items() if value not in (None, "")}
    equal("the same cells in both", cells ^ {(r["part"], int(r["row"]), r["column"], r["value"])
                                             for r in rows}, set())
    check("who looked, when, at what", any(
        look["action"] == "member_view" and look["at"] and look["by"] for look in data["looks"]),
        data["looks"])
    equal("the books say the balance", data["account"][0]["available"],
          str(figure(me.get("/balance")[2], "points-available")))
    for one in (text, table):
        check("a file has it all", all(word in one for word in MINE),
              [w for w in MINE if w not in one])
        check("and nothing of another", OTHER_WORDS not in one and "member1@demo.test" not in one)
    theirs = other.get("/profile/data.json")[2]
    check("another's file has theirs", OTHER_WORDS in theirs and not any(w in theirs for w in MINE))


def strangers_sign_in_first():
    guest = Browser(portal)
    for path in ("/profile/data", "/profile/data.json", "/profile/data.csv", "/profile/delete"):
        status, headers, _ = guest.get(path)
        equal(f"{path}: to the sign-in", (status, headers["Location"][:9]), (303, "/sign-in?"))
    equal("nor can they delete", guest.go("POST", "/profile/delete", {"confirm": "1"})[0] in
          (303, 403), True)


def consents_are_complete():
    page = me.get("/profile/consents")[2]
    check("papers with wording, version and date", page.count("<dt>版本</dt>") >= 2 and
          'href="/terms"' in page and 'href="/privacy"' in page, page[-2500:])
    equal("marketing is given", send(me, "/profile/consents", marketing="1")[0], 303)
    equal("and withdrawn", send(me, "/profile/consents", marketing="0")[0], 303)
    data = json.loads(me.get("/profile/data.json")[2])
    check("with its day", any(c["paper"] == "marketing" and c["withdrawn_at"]
                              for c in data["consents"]), data["consents"])
    check("who wants to take back the rest is led to deletion", 'href="/profile/delete"' in
          me.get("/profile/consents")[2])


def deletion_says_what_is_lost():
    sql("UPDATE jifen.order_head SET held = 40, points = points + 40, held_reason = 'cap' WHERE"
        " order_no = 'rights-1'; UPDATE jifen.account a JOIN jifen.order_head h ON h.member_id ="
        " a.member_id AND h.order_no = 'rights-1' SET a.held = 40;")
    points = figure(me.get("/balance")[2], "points-available")
    status, _, page = me.get("/profile/delete")
    check("the page says what is lost", status == 200 and f"{points:,}" in page, status)
    check("what goes on", "兑换" in page and "投诉" in page or "案件" in page)
    check("and what is kept until when", "30 年" in page)
    status, _, page = send(me, "/profile/delete", password="wrong password here", confirm="1")
    check("a wrong password", status == 422 and 'id="password-error"' in page, status)
    status, _, page = send(me, "/profile/delete", password=PASSWORD)
    check("not ticked", status == 422 and 'id="confirm-error"' in page, status)
    equal("without its csrf value", me.go("POST", "/profile/delete", {
        "password": PASSWORD, "confirm": "1"})[0], 403)
    equal("all still stands", me.get("/balance")[0], 200)
    keys = dict(me.cookies)
    status, headers, _ = send(me, "/profile/delete", password=PASSWORD, confirm="1")
    equal("deleted", (status, headers["Location"]), (303, "/profile/deleted"))
    equal("a farewell", me.get("/profile/deleted")[0], 200)
    me.cookies = keys
    equal("signed out, also in another tab", me.get("/balance")[0], 303)
    made["gone"] = sql("SELECT member_id FROM jifen.member WHERE member_no = "
                       f"'{made['no']}' AND state = 'erased'")
    check("the account is closed", made["gone"])
    for table in ("consent", "entry"):
        check(f"{table} stands", int(sql(f"SELECT COUNT(*) FROM jifen.{table} WHERE member_id = "
                                         f"{made['gone']}")) > 0)
    equal("no points are left", sql("SELECT available FROM jifen.account WHERE member_id = "
                                    f"{made['gone']}"), "0")


def nobody_signs_in():
    wrong = Browser(portal).post("/sign-in", login="nobody@wisteria.test", password=PASSWORD)
    for login in (MAIL, PHONE, made["no"]):
        status, _, page = Browser(portal).post("/sign-in", login=login, password=PASSWORD)
        equal(f"refused: {login}", status, wrong[0])
        equal("with the same words", re.findall(r'class="error[^<]*<?[^<]*', page),
              re.findall(r'class="error[^<]*<?[^<]*', wrong[2]))
    status, _ = portal.api("POST", "/orders", {
        "order_no": "rights-2", "member": made["no"], "category": "domestic", "paid_fen": 100,
        "status": "completed", "paid_at": just_now()})
    check("no new order finds them", status in (404, 422), status)


def not_a_word_is_left():
    portal.pointsctl("mail", "send")
    check("a farewell came", any("注销" in s or "删除" in s for s, _ in mails(MAIL)), mails(MAIL))
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1))
    portal.pointsctl("erase")
    equal("points under review are refused, what waited for staff with them", sql(
        "SELECT h.held, h.refused, a.held, c.state FROM jifen.order_head h JOIN jifen.account a"
        " ON a.member_id = h.member_id JOIN jifen.claim c ON c.member_id = h.member_id WHERE"
        " h.order_no = 'rights-1'"), "0\t40\t0\trefused")
    left = [line.split(":")[0] for line in everywhere((*MINE, STAFF_WORDS))]
    equal("only what is under way has an address, and the open case its words", set(left),
          {"redemption.recipient", "redemption.phone", "redemption.address", "case_step.text"})
    clerk.sign_in("clerk")
    equal("the late gift arrives as promised", [step(made["late"], "approve"), step(
        made["late"], "ship", carrier="顺丰", tracking_no="SF2"), step(made["late"], "done")],
        [303] * 3)
    at = "/admin" + made["case"]
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=40))
    clerk.sign_in("clerk")
    equal("the case is done and closed", [
        send(clerk, at, act="execute", text="已办")[0],
        send(clerk, at, act="close", cause="service_quality", text="会员已离开")[0]], [303, 303])
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=42))
    portal.pointsctl("erase")
    equal("then not a word is left, in no table and no log", everywhere((*MINE, STAFF_WORDS)), [])
    check("what stands stands under the number", int(sql(
        f"SELECT COUNT(*) FROM jifen.entry WHERE member_id = {made['gone']}")) > 2)


def the_same_address_joins_anew():
    again = joins()
    check("another number", made["no"] not in again.get("/profile")[2])
    equal("from nothing", figure(again.get("/balance")[2], "points-available"), 0)
    data = again.get("/profile/data.json")[2]
    check("nothing of the past", not any(w in data for w in MINE[3:]))
    manager.sign_in("manager")
    status, _, page = manager.get(f"/admin/members/{made['no']}")
    check("staff find the books under the number, no name", status in (200, 404) and
          not any(w in page for w in MINE), status)
    done = portal.pointsctl("audit", check=False)
    equal("the books are proved", (done.returncode, done.stderr), (0, done.stderr))


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, the_member_uses_everything, all_of_it_is_shown,
            strangers_sign_in_first, consents_are_complete, deletion_says_what_is_lost,
            nobody_signs_in, not_a_word_is_left, the_same_address_joins_anew)
