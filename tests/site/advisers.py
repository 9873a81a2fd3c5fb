#!/usr/bin/python3
"""Advisers over HTTP, without JavaScript and in both languages: contacts noted with a
member, call-backs done once, what a low rating opens, the desk of one's own members and
of nobody's, accounts that look alike, who may write and who only reads, and what the
member sees of it."""
import datetime
import glob
import json
import os
import re
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
member, clerk, manager, auditor = (None,) * 4
AT = "/admin/members/M9000005/contacts"
NOTE = "外婆八十大寿想去桂林"


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def csrf(who):
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    return re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)


def send(who, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return who.go("POST", path, {"csrf": csrf(who), **fields})


def day(ahead):
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return (datetime.datetime.now(zone) + datetime.timedelta(days=ahead)).strftime("%Y-%m-%d")


def contact(**fields):
    return {"channel": "phone", "day": day(0), "note": NOTE, "due_on": day(3), **fields}


def rows(page):
    """The rows of the log."""
    return re.findall(r'<li class="case-step">.*?</li>', page.split('id="log-title"')[1]
                      .split("</section>")[0], re.S)


def everybody_comes_in():
    global member, clerk, manager, auditor
    member = Browser(portal)
    member.sign_in("13800000005", "demo-points-5")
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    equal("strangers sign in first", Browser(portal).get(AT)[0], 303)
    equal("an unknown member", clerk.get("/admin/members/M1234567/contacts")[0], 404)


def what_is_wrong_is_told():
    for lang, words in (("en", "Write what it was about"), ("zh-CN", "请写谈了什么")):
        equal(f"the language {lang}", send(clerk, "/admin/language", lang=lang)[0], 303)
        status, _, page = send(clerk, AT, **contact(note="  "))
        check(f"{lang}: at the field, and the rest is kept",
              status == 422 and words in page and f'value="{day(3)}"' in page, status)
    for fields in ({"channel": "pigeon"}, {"channel": "rating"}, {"day": ""}, {"day": day(1)},
                   {"day": day(-400)}, {"due_on": day(-1)}, {"due_on": day(400)},
                   {"due_on": "soon"}, {"note": "长" * 1001}):
        status, _, page = send(clerk, AT, **contact(**fields))
        check(f"refused: {str(fields)[:40]}", status == 422 and "error" in page, status)
    equal("nothing of it is noted", len(rows(clerk.get(AT)[2])), 0)
    equal("without its csrf value", clerk.go("POST", AT, contact())[0], 403)


def noted_once_and_called_back_once():
    form = secrets.token_urlsafe(24)
    sent = [send(clerk, AT, **contact(), form_id=form) for _ in range(3)]
    equal("sent three times", [s[0] for s in sent], [303] * 3)
    equal("without a call-back", send(clerk, AT, **contact(
        channel="visit", note="送地图", day=day(-2), due_on=""))[0], 303)
    listed = rows(clerk.get(AT)[2])
    equal("noted once each", len(listed), 2)
    check("the call-back comes first", NOTE in listed[0] and "待回访" in listed[0]
          and f'datetime="{day(3)}"' in listed[0])
    check("the other has none", "送地图" in listed[1] and "待回访" not in listed[1])
    one = clerk.get("/admin/members/M9000005")[2]
    check("the member's page has both", NOTE in one and "送地图" in one)
    act = re.search(r'action="(/admin/members/M9000005/contacts/\d+)"', listed[0]).group(1)
    equal("not under another member",
          send(clerk, act.replace("M9000005", "M9000004"))[0], 404)
    equal("GET settles nothing", clerk.get(act)[0], 405)
    equal("called back", send(manager, act)[0], 303)
    equal("once", send(clerk, act)[0], 409)
    page = clerk.get(AT)[2]
    check("and it says so", "已回访" in page and act not in page)


def who_may():
    page = auditor.get(AT)[2]
    check("an auditor reads", NOTE in page and 'name="note"' not in page)
    equal("and writes nothing", send(auditor, AT, **contact())[0], 403)
    check("the log has who, not what", "记录一次联系" in manager.get("/admin/audit")[2]
          and NOTE not in manager.get("/admin/audit")[2])
    data = json.loads(member.get("/profile/data.json")[2])
    equal("the member may read it", sorted(c["text"] for c in data["contacts"]),
          sorted([NOTE, "送地图"]))
    logs = "".join(open(f, encoding="utf-8", errors="replace").read()
                   for f in glob.glob(os.path.join(portal.var, "log", "*")) if os.path.isfile(f))
    check("no log file holds it", NOTE not in logs)


def a_low_rating_opens_a_call_back():
    at = "/admin/members/M9000003"
    gold = Browser(portal)
    gold.sign_in("13800000003", "demo-points-3")
    came = [no for no in dict.fromkeys(re.findall(r'href="(/redemptions/R\w+)"',
                                                  gold.get("/redemptions")[2]))
            if 'name="score"' in gold.get(no)[2]]
    check("something came that can be rated", came)
    rate = came[0] + "/feedback"
    equal("three of five", send(gold, rate, score="3", text="还行")[0], 303)
    check("calls for nothing", "兑换评分" not in clerk.get(at)[2])
    for score in ("2", "1"):
        equal(f"{score} of five", send(gold, rate, score=score, text="拉链坏了")[0], 303)
    page = clerk.get(at + "/contacts")[2]
    calls = [row for row in rows(page) if "兑换评分" in row]
    equal("opens one call-back", len(calls), 1)
    check("for the next day, with a link to the redemption", f'datetime="{day(1)}"' in calls[0]
          and "/admin" + came[0] in calls[0] and "2 分" in calls[0], calls)
    check("where the words stand", "拉链坏了" in clerk.get("/admin" + came[0])[2])


def listed(who, which, query=""):
    """One list of the adviser's desk."""
    status, _, page = who.get("/admin/mine" + query)
    equal(f"the desk{query} answers", status, 200)
    return page.split(f'id="list-{which}"')[1].split("</section>")[0]


def an_adviser_has_a_desk():
    check("strangers sign in first", Browser(portal).get("/admin/mine")[0] == 303)
    calls = listed(clerk, "Calls")
    check("the demo's call-backs, the late one first",
          calls.index("M9000008") < calls.index("M9000003") and "已过期" in calls, calls)
    check("with what was said, and a link", "答应查明后回电" in calls
          and "/admin/members/M9000008/contacts" in calls)
    check("names are starred", "黄**" in calls and "黄梦琪" not in calls)
    check("their open cases", re.search(r"M9000008.*?/admin/cases/K\w+", listed(clerk, "Cases"), re.S))
    check("nobody of them sleeps", "M90" not in listed(clerk, "Sleepers"))
    check("the navigation and the morning page lead there", clerk.get("/admin/")[2].count(
        'href="/admin/mine"') >= 2)
    equal("nothing of it is the manager's", "M9000008" in listed(manager, "Calls"), False)
    staff = re.search(r'<option value="(\d+)"[^>]*>李专员', manager.get("/admin/mine")[2]).group(1)
    check("but a manager looks at any desk", "M9000008" in listed(manager, "Calls", f"?who={staff}"))
    check("so does an auditor", "M9000008" in listed(auditor, "Calls", f"?who={staff}"))
    other = re.search(r'<option value="(\d+)"[^>]*>', auditor.get("/admin/mine")[2].replace(
        f'value="{staff}"', "")).group(1)
    equal("a clerk at nobody else's", clerk.get(f"/admin/mine?who={other}")[0], 403)
    equal("the look is logged", "查看顾问的会员" in manager.get("/admin/audit")[2], True)


def records_to_check():
    at = "/admin/members/records"
    equal("strangers sign in first", Browser(portal).get(at)[0], 303)
    check("the search leads there", f'href="{at}"' in clerk.get("/admin/members")[2])
    check("nobody looks alike yet", "没有看上去相同的账户" in clerk.get(at)[2])
    path = os.path.join(portal.var, "twins.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write("member_no,name,phone,email,birthday,joined_on,invited_by\n"
                  "M9200001,钱小双,13912340001,,1990-03-04,2024-01-02,\n"
                  "M9200002,钱小双,13912340002,,1990-03-04,2025-01-02,\n"
                  "M9200003,钱小双,13912340003,,1990-03-05,2025-01-02,\n")
    portal.pointsctl("import", "members", path)
    for lang, words in (("en", "Same name and birthday"), ("zh-CN", "同名同生日")):
        equal(f"the language {lang}", send(manager, "/admin/language", lang=lang)[0], 303)
        page = manager.get(at)[2]
        check(f"{lang}: they look alike, starred, with a way to merge", all(
            w in page for w in (words, "M9200001", "M9200002", "/admin/members/M9200002/merge"))
            and "钱小双" not in page and "M9200003" not in page, page[-1500:])
    check("a clerk and an auditor see them, and merge nothing", all(
        "M9200002" in who.get(at)[2] and "/merge" not in who.get(at)[2]
        for who in (clerk, auditor)))


def a_year_later_they_sleep():
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=370))
    clerk.sign_in("clerk")
    sleepers = listed(clerk, "Sleepers")
    check("all three, with what they have to spend", all(
        f"M90000{n:02d}" in sleepers for n in (3, 8, 10)) and "分可用" in sleepers, sleepers)
    check("their low answers are too long ago", "M90" not in listed(clerk, "Low"))


def nobodys_members_have_one_too():
    equal("a call-back for one without an adviser",
          send(clerk, AT, **contact(note="等报价", due_on=day(0)))[0], 303)
    check("is on nobody's desk", "M9000005" in listed(clerk, "Calls", "?who=nobody"))
    check("not on the clerk's", "M9000005" not in listed(clerk, "Calls"))
    check("and on the morning page", "/admin/mine?who=nobody" in manager.get("/admin/")[2])
    act = re.search(r'action="(/admin/members/M9000005/contacts/\d+)"', clerk.get(AT)[2]).group(1)
    equal("called back", send(clerk, act)[0], 303)
    check("it is gone", "M9000005" not in listed(clerk, "Calls", "?who=nobody"))
    equal("no such desk", manager.get("/admin/mine?who=everybody")[0], 404)


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, what_is_wrong_is_told, noted_once_and_called_back_once, who_may,
            an_adviser_has_a_desk, nobodys_members_have_one_too, a_low_rating_opens_a_call_back,
            records_to_check, a_year_later_they_sleep)
