#!/usr/bin/python3
"""The members desk over HTTP: the search and what is starred; points adjusted with a
reason and, above the ceiling, a second signature; tier, adviser, kind and people; two
accounts merged and parted again; the balance of a moment; who may what; the books
behind it all."""
import glob
import json
import os
import re
import secrets
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
silver, gold, manager, clerk, auditor = (None,) * 5
made = {}


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def member(n):
    who = Browser(portal)
    who.sign_in(f"138000000{n:02d}", f"demo-points-{n}")
    return who


def csrf(who):
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    return re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)


def send(sender, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return sender.go("POST", path, {"csrf": csrf(sender), **fields})


def at(no, rest=""):
    return f"/admin/members/{no}{rest}"


def points(no):
    return figure(manager.get(at(no))[2], "points-available")


def everybody_comes_in():
    global silver, gold, manager, clerk, auditor
    silver, gold = member(2), member(3)
    manager, clerk, auditor = (Desk(portal).sign_in(r) for r in ("manager", "clerk", "auditor"))
    for role in (manager, clerk, auditor):
        check("the desk names the members", "/admin/members" in role.get("/admin/")[2])


def search_finds_and_stars():
    status, headers, _ = send(clerk, "/admin/members", who="m9000003")
    equal("a number leads to the member", (status, headers.get("Location")),
          (303, at("M9000003")))
    for who in ("13800000003", "member3@demo.test"):
        page = send(clerk, "/admin/members", who=who)[2]
        check(f"found by {who[:4]}…", "M9000003" in page, page[-1500:])
        check("the phone is starred", "138****0003" in page)
    name = re.search(r'name="name"[^>]*value="([^"]+)"', gold.get("/profile/details")[2]).group(1)
    made["name"] = name
    page = send(clerk, "/admin/members", who=name[1:])[2]
    check("found by a part of the name", "M9000003" in page)
    check("the name itself is starred", f"{name[0]}**" in page and
          name not in page.replace(f'value="{name[1:]}"', ""))
    equal("one letter is too little", send(clerk, "/admin/members", who="x")[0], 422)
    check("nobody is told", at("M9") not in send(clerk, "/admin/members", who="%%%")[2])
    equal("an unknown member", clerk.get(at("M1234567"))[0], 404)


def names_are_shown_on_demand_and_logged():
    page = auditor.get(at("M9000003"))[2]
    check("starred at first", made["name"] not in page and "138****0003" in page)
    equal("an auditor does not unmask", send(auditor, at("M9000003", "/unmask"))[0], 403)
    page = send(clerk, at("M9000003", "/unmask"))[2]
    check("a clerk does", made["name"] in page and "13800000003" in page)
    check("and it is logged", "查看完整姓名和联系方式" in manager.get(at("M9000003"))[2])
    for words in ("积分到期", "最近变动", "行程", "兑换", "优惠券", "谁看过"):
        check(f"the page has {words}", words in page)
    equal("the figures are the member's own", figure(page, "points-available"),
          figure(gold.get("/balance")[2], "points-available"))


def points_are_adjusted_with_a_reason():
    before = figure(silver.get("/balance")[2], "points-available")
    form = secrets.token_urlsafe(24)
    sent = [send(clerk, at("M9000002", "/adjust"), kind="add", points="120", reason="漏记的活动积分",
                 form_id=form) for _ in range(2)]
    equal("the form sent twice", [s[0] for s in sent], [303, 303])
    page = silver.get("/balance")[2]
    equal("books once", figure(page, "points-available"), before + 120)
    check("the member reads the reason", "漏记的活动积分" in silver.get("/notices")[2])
    check("and finds the movement", "调整" in silver.get("/history")[2])
    equal("points are taken off", send(clerk, at("M9000002", "/adjust"), kind="take", points="20",
                                       reason="多记的")[0], 303)
    equal("as many as said", figure(silver.get("/balance")[2], "points-available"), before + 100)
    equal("never more than there are",
          send(clerk, at("M9000002", "/adjust"), kind="take", points="999999", reason="x")[0], 303)
    equal("(that one asks for a signature first)", points("M9000002"), before + 100)
    for fields in ({"points": "0", "reason": "x"}, {"points": "5", "reason": ""},
                   {"points": "x", "reason": "x"}, {"points": "1" + "0" * 12, "reason": "x"}):
        equal(f"refused: {fields}", send(clerk, at("M9000002", "/adjust"), kind="add", **fields)[0],
              422)
    equal("nothing is owed", send(clerk, at("M9000002", "/adjust"), kind="forgive", points="5",
                                  reason="x")[0], 422)
    equal("an unknown kind", send(clerk, at("M9000002", "/adjust"), kind="zap", points="5",
                                  reason="x")[0], 422)
    equal("an auditor adjusts nothing", send(auditor, at("M9000002", "/adjust"), kind="add",
                                             points="5", reason="x")[0], 403)


def above_the_ceiling_two_sign():
    before = points("M9000002")
    status, headers, _ = send(manager, at("M9000002", "/adjust"), kind="add", points="6000",
                              reason="系统停机补偿")
    check("above the ceiling: asked", headers["Location"].endswith("adjust_asked"), status)
    equal("nothing is booked yet", points("M9000002"), before)
    home = manager.get("/admin/")[2]
    check("the morning page says so", 'href="/admin/members/adjustments"' in home and
          "积分调整等第二位经理签字" in home)
    page = manager.get("/admin/members/adjustments")[2]
    mine = next(part for part in page.split("<li") if "系统停机补偿" in part)
    check("who asked cannot sign", "verdict" not in mine)
    status, headers, _ = send(clerk, at("M9000002", "/adjust"), kind="add", points="5001",
                              reason="活动奖励")
    page = manager.get("/admin/members/adjustments")[2]
    other = next(part for part in page.split("<li") if "活动奖励" in part)
    no = re.search(r"/admin/members/adjustments/(A\w+)", other).group(1)
    equal("a clerk does not sign", send(clerk, f"/admin/members/adjustments/{no}",
                                        verdict="sign")[0], 403)
    equal("a manager does", send(manager, f"/admin/members/adjustments/{no}",
                                 verdict="sign")[0], 303)
    equal("then it is booked", points("M9000002"), before + 5001)
    equal("once", send(manager, f"/admin/members/adjustments/{no}", verdict="sign")[0], 409)
    taken = next(part for part in page.split("<li") if "999,999" in part)
    no = re.search(r"/admin/members/adjustments/(A\w+)", taken).group(1)
    equal("more than there is cannot be signed", send(manager, f"/admin/members/adjustments/{no}",
                                                      verdict="sign")[0], 409)
    equal("but refused", send(manager, f"/admin/members/adjustments/{no}",
                              verdict="refuse")[0], 303)


def a_tier_is_pinned_and_an_adviser_named():
    page = manager.get(at("M9000002", "/tier"))[2]
    codes = re.findall(r'<option value="([a-z_]+)"', page)
    top = codes[-1]
    soon = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 40 * 86400))
    equal("a pin needs a reason", send(manager, at("M9000002", "/tier"), tier=top, until=soon,
                                       reason="")[0], 422)
    equal("and an end to come", send(manager, at("M9000002", "/tier"), tier=top,
                                     until="2020-01-01", reason="x")[0], 422)
    equal("a clerk does not pin", send(clerk, at("M9000002", "/tier"), tier=top, until=soon,
                                       reason="x")[0], 403)
    equal("pinned", send(manager, at("M9000002", "/tier"), tier=top, until=soon,
                         reason="企业客户协议")[0], 303)
    equal("the member has the tier", figure(silver.get("/balance")[2], "tier"), top)
    check("the desk knows why", "企业客户协议" in auditor.get(at("M9000002", "/tier"))[2])
    equal("ended today", send(manager, at("M9000002", "/tier/end"))[0], 303)
    staff = re.search(r'<option value="(\d+)"[^>]*>李专员', manager.get(at("M9000002", "/tier"))[2])
    equal("an adviser", send(clerk, at("M9000002", "/adviser"), adviser=staff.group(1),
                             contact="微信 ly-lizhuanyuan")[0], 303)
    page = silver.get("/profile")[2]
    check("whom the member sees", "李专员" in page and "ly-lizhuanyuan" in page)
    page = silver.get("/balance")[2]
    check("beside the balance too", "李专员" in page and "ly-lizhuanyuan" in page)
    equal("nobody unknown", send(clerk, at("M9000002", "/adviser"), adviser="4711",
                                 contact="微信 nobody")[0], 422)
    check("whose contact would be noted", "nobody" not in silver.get("/balance")[2])
    equal("nor with an empty one", send(clerk, at("M9000002", "/adviser"), adviser="4711",
                                 contact="")[0], 422)


def kind_and_people():
    equal("a personal account invites nobody",
          send(clerk, at("M9000004", "/people"), name="小王", address="wang@new.test")[0], 422)
    equal("it becomes a family", send(clerk, at("M9000004", "/kind"), kind="family")[0], 303)
    equal("which does", send(clerk, at("M9000004", "/people"), name="小王",
                             address="wang@new.test", may_spend="1")[0], 303)
    equal("twice is the same", send(clerk, at("M9000004", "/people"), name="小王",
                                    address="wang@new.test")[0], 303)
    ids = re.findall(r"/people/(\d+)\"", manager.get(at("M9000004", "/people"))[2])
    equal("once in the list", len(ids), 1)
    one = at("M9000004", f"/people/{ids[0]}")
    equal("it is no personal account now",
          send(clerk, at("M9000004", "/kind"), kind="personal")[0], 422)
    equal("one may not spend", send(clerk, one, act="maynot")[0], 303)
    equal("or may", send(clerk, one, act="may")[0], 303)
    equal("nothing else", send(clerk, one, act="zap")[0], 400)
    equal("the holder is not removed", send(clerk, at("M9000004", "/people/1"), act="remove")[0],
          404)
    equal("an auditor changes nobody", send(auditor, one, act="remove")[0], 403)
    equal("removed", send(clerk, one, act="remove")[0], 303)
    equal("an auditor changes no kind", send(auditor, at("M9000004", "/kind"), kind="family")[0],
          403)


def two_accounts_become_one():
    before = points("M9000002"), points("M9000003")
    made["before"] = before
    made["moment"] = portal_now()
    time.sleep(1.1)
    equal("a clerk does not merge", clerk.get(at("M9000002", "/merge"))[0], 403)
    page = send(manager, at("M9000002", "/merge/look"), other="M9000003")[2]
    check("both side by side", "M9000002" in page and "M9000003" in page and "sure" in page)
    check("what is under way is told first", "1 件没结案的投诉或咨询" in page)
    equal("not with itself", send(manager, at("M9000002", "/merge/look"), other="M9000002")[0], 422)
    equal("not unread", send(manager, at("M9000002", "/merge"), other="M9000003",
                             reason="同一人")[0], 422)
    equal("merged", send(manager, at("M9000002", "/merge"), other="M9000003", reason="同一人两张卡",
                         sure="1")[0], 303)
    equal("the points are there", points("M9000003"), sum(before))
    equal("and gone here", points("M9000002"), 0)
    check("the old page leads on", at("M9000003") in manager.get(at("M9000002"))[2])
    equal("the old session is over", silver.get("/balance")[0], 303)
    again = member(2)
    page = again.get("/balance")[2]
    check("the old phone and password open the account that stays", "M9000003" in page)
    equal("with all its points", figure(page, "points-available"), sum(before))
    check("the movement says what it is", "账户合并" in again.get("/history")[2])
    equal("and has its receipt", again.get(re.search(
        r'/history/(\d+)', again.get("/history")[2]).group(0))[0], 200)
    page = again.get("/profile/former/M9000002")[2]
    check("the old trips and redemptions are found", "M9000002" in page, page[-600:])
    equal("somebody else's are not", again.get("/profile/former/M9000005")[0], 404)
    data = json.loads(again.get("/profile/data.json")[2])
    former = data["former"][0]
    equal("all that is held of the old account is told", (
        len(data["former"]), former["account"][0]["member_no"], len(former["orders"]) > 0,
        former["person"][0]["phone"]), (1, "M9000002", True, "13800000002"))
    check("in the table as well", "M9000002/orders" in again.get("/profile/data.csv")[2])
    check("and on the page", "· M9000002" in again.get("/profile/data")[2])
    check("the profile leads there", "/profile/former/M9000002" in again.get("/profile")[2])
    answer = portal.api("GET", "/members/M9000002")
    equal("partners are led on", (answer[0], answer[1].get("available")), (200, sum(before)))
    equal("no merged account is adjusted",
          send(clerk, at("M9000002", "/adjust"), kind="add", points="5", reason="x")[0], 422)
    equal("the books are proved", portal.pointsctl("audit", check=False).returncode, 0)


def portal_now():
    """The programme's now as the desk's form wants it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 8 * 3600))


def a_moment_is_seen_again():
    page = auditor.get(at("M9000003", f"/seen?at={made['moment'][:16]}&page=balance"))[2]
    check("read only", "只读" in page)
    minute = auditor.get(at("M9000003", "/seen"))[2]
    equal("now it has both", figure(minute, "points-available"), sum(made["before"]))
    page = auditor.get(at("M9000003", "/seen?at=2026-01-05T12:00"))[2]
    check("long ago is another balance", figure(page, "points-available") != sum(made["before"])
          or "那时" in page)
    equal("what is to come is not shown",
          auditor.get(at("M9000003", "/seen?at=2099-01-01T00:00"))[0], 422)
    page = auditor.get(at("M9000003", "/seen?page=history"))[2]
    check("the history of a moment", "entry-points" in page)


def and_two_again():
    page = manager.get(at("M9000003"))[2]
    no = re.search(r"/admin/members/merges/(X\w+)", page).group(1)
    equal("a clerk does not undo", send(clerk, f"/admin/members/merges/{no}")[0], 403)
    equal("undone", send(manager, f"/admin/members/merges/{no}")[0], 303)
    equal("each has its own", (points("M9000002"), points("M9000003")), made["before"])
    equal("once", send(manager, f"/admin/members/merges/{no}")[0], 409)
    page = member(2).get("/balance")[2]
    check("the old sign-in opens the old account", "M9000002" in page)


def a_queue_never_jams():
    """What waits for an account that is merged meanwhile can still be refused."""
    send(clerk, at("M9000002", "/adjust"), kind="add", points="7001", reason="账户要合并")
    equal("merged again", send(manager, at("M9000002", "/merge"), other="M9000003",
                               reason="同一人两张卡", sure="1")[0], 303)
    page = manager.get("/admin/members/adjustments")[2]
    waits = next(part for part in page.split("<li") if "账户要合并" in part)
    no = re.search(r"/admin/members/adjustments/(A\w+)", waits).group(1)
    equal("nothing is booked there", send(manager, f"/admin/members/adjustments/{no}",
                                          verdict="sign")[0], 409)
    equal("refused it can be", send(manager, f"/admin/members/adjustments/{no}",
                                    verdict="refuse")[0], 303)
    equal("no kind of a merged account is changed",
          send(clerk, at("M9000002", "/kind"), kind="family")[0], 422)
    check("the log keeps no reasons", "账户要合并" not in manager.get("/admin/audit")[2])


def the_books_and_logs_are_whole():
    done = portal.pointsctl("audit", check=False)
    equal("the books are proved", done.returncode, 0)
    logs = "".join(open(f, encoding="utf-8", errors="replace").read()
                   for f in glob.glob(os.path.join(portal.var, "log", "*")) if os.path.isfile(f))
    check("no log holds who was looked for", made["name"] not in logs and
          "13800000003" not in logs)


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, search_finds_and_stars, names_are_shown_on_demand_and_logged,
            points_are_adjusted_with_a_reason, above_the_ceiling_two_sign,
            a_tier_is_pinned_and_an_adviser_named, kind_and_people, two_accounts_become_one,
            a_moment_is_seen_again, and_two_again, a_queue_never_jams, the_books_and_logs_are_whole)
