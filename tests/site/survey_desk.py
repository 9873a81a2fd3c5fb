#!/usr/bin/python3
"""Surveys beyond the link: answers that staff write down from the phone or from paper,
with their points, complaints and log; a code that members scan; a survey that is asked
after redemptions."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = clerk = manager = auditor = None
CODES = ("product", "service", "environment", "expectation", "word_of_mouth")
GOOD = {"q_nps": "9", **{f"q_{code}": "5" for code in CODES}, "q_words": "电话里说：一切都好"}


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def csrf(who):
    return re.search(r'name="csrf" value="([^"]+)"', who.get("/admin/password")[2]).group(1)


def send(who, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return who.go("POST", path, {"csrf": csrf(who), **fields})


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def live(code="trip"):
    return sql(f"SELECT survey_id FROM survey WHERE code = '{code}' AND state = 'live'")


def points(n):
    return int(sql("SELECT available FROM account a JOIN member m USING (member_id)"
                   f" WHERE member_no = 'M{9000000 + n}'"))


def form_id(who, at):
    return re.search(r'name="form_id" value="([^"]+)"', who.get(at)[2]).group(1)


def handed_in(n, what="COUNT(*)"):
    return sql(f"SELECT {what} FROM survey_invitation i JOIN member m USING (member_id) WHERE"
               f" m.member_no = 'M{9000000 + n}' AND i.channel <> 'link' ORDER BY invitation_id")


def who_may():
    global clerk, manager, auditor
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    at = f"/admin/surveys/{live()}/write"
    check("the survey's page leads there", f'href="{at}"' in clerk.get(at[:-6])[2])
    check("not for who only reads", "/write" not in auditor.get(at[:-6])[2])
    equal("nor the form's way in", send(auditor, at, member="M9000007", channel="phone", **GOOD)[0], 403)
    equal("no such survey", clerk.get("/admin/surveys/999/write")[0], 404)


def what_is_wrong_is_told():
    at = f"/admin/surveys/{live()}/write"
    status, _, page = send(clerk, at, member="nobody@example.test", channel="paper", q_nps="9",
                           q_words="先写下的话")
    check("who, and what lacks: told, words kept", status == 422 and 'id="member-error"' in page and
          'id="q_service-error"' in page and "先写下的话" in page and 'id="q_nps-error"' not in page, status)
    equal("a score that is none", send(clerk, at, member="M9000007", channel="phone",
                                       **{**GOOD, "q_nps": "11"})[0], 422)
    equal("a channel that is none", send(clerk, at, member="M9000007", channel="crow", **GOOD)[0], 400)
    equal("a question that is none", send(clerk, at, member="M9000007", channel="phone",
                                          q_other="1", **GOOD)[0], 400)
    equal("nothing came of it", handed_in(7), "0")


def written_down_once():
    at, before = f"/admin/surveys/{live()}/write", points(7)
    fields = {"member": "13800000007", "channel": "phone", "form_id": form_id(clerk, at), **GOOD}
    for _ in range(3):
        status, headers, _ = send(clerk, at, **fields)
        equal("handed in", (status, str(headers["Location"])[-19:]), (303, "done=survey_written"))
    equal("once", handed_in(7), "1")
    equal("by whom, how", handed_in(7, "CONCAT(channel, ' ', staff_id > 0)"), "phone 1")
    equal("with its points", points(7), before + 50)
    equal("its answers count", sql(
        "SELECT COUNT(*) FROM survey_answer a JOIN survey_invitation i USING (invitation_id)"
        " WHERE i.channel = 'phone' AND i.submitted_at IS NOT NULL"), str(len(GOOD)))
    check("the words stand among the answers", "电话里说：一切都好" in
          manager.get(f"/admin/surveys/{live()}/answers")[2])
    check("the log has it", "录入了一份问卷回答" in manager.get("/admin/audit")[2])
    me = Browser(portal)
    me.sign_in("13800000007", "demo-points-7")
    check("the member sees it among theirs", "旅行回访" in me.get("/surveys")[2])
    equal("the books agree", portal.pointsctl("audit", check=False).returncode, 0)


def a_low_answer_complains():
    at = f"/admin/surveys/{live()}/write"
    equal("from paper", send(clerk, at, member="M9000009", channel="paper",
                             **{**GOOD, "q_service": "1"})[0], 303)
    case = handed_in(9, "case_no")
    check("opens a complaint", case.startswith("K"), case)
    check("with what was said", "电话里说" in clerk.get(f"/admin/cases/{case}")[2])
    equal("of no order", sql(f"SELECT order_no FROM service_case WHERE case_no = '{case}'"), "")


def an_open_invitation_is_used_up():
    sql("DELETE FROM survey_answer; DELETE FROM survey_invitation")
    member = sql("SELECT member_id FROM member WHERE member_no = 'M9000006'")
    sql("INSERT INTO survey_invitation (survey_id, member_id, partner, order_no, lang, points, invited_at,"
        f" ends_at) VALUES ({live()}, {member}, 'demo-booking', 'none-1', 'zh-CN', 50,"
        " UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 30 DAY)")
    equal("written down", send(clerk, f"/admin/surveys/{live()}/write", member="M9000006",
                               channel="phone", **GOOD)[0], 303)
    equal("it is the one that was open", sql(
        "SELECT CONCAT(order_no, ' ', channel, ' ', submitted_at IS NOT NULL) FROM survey_invitation"
        f" WHERE member_id = {member}"), "none-1 phone 1")


def scanned_from_a_poster():
    at = f"/admin/surveys/{live()}"
    check("the survey's page leads to the poster", f'href="{at}/poster"' in auditor.get(at)[2])
    page = auditor.get(at + "/poster")[2]
    address = re.search(r"http://[^<]*(/surveys/trip)<", page)
    check("which says the address as well", address, page)
    status, headers, _ = auditor.get(at + "/poster.png")
    equal("its code is a picture", (status, headers["Content-Type"]), (200, "image/png"))
    status, headers, _ = Browser(portal).get("/surveys/trip")
    equal("who scans it signs in first", (status, headers["Location"]), (303, "/sign-in?next=/surveys/trip"))
    me = Browser(portal)
    me.sign_in("13800000008", "demo-points-8")
    count = "SELECT COUNT(*) FROM survey_invitation WHERE partner = 'poster'"
    check("then reads what is asked", "旅行回访" in me.get("/surveys/trip")[2])
    equal("looking makes nothing", sql(count), "0")
    places = {me.post("/surveys/trip")[1]["Location"] for _ in range(3)}
    check("the button leads to one's own link, always the same", len(places) == 1 and
          next(iter(places)).startswith("/survey/"), places)
    equal("one invitation", sql(count), "1")
    before = points(8)
    body = "&".join(f"{k}={v}" for k, v in GOOD.items() if k != "q_words")
    status, headers, _ = portal.request("POST", places.pop(), body,
                                        {"Content-Type": "application/x-www-form-urlencoded"})
    equal("answered", (status, headers["Location"].endswith("/done")), (303, True))
    equal("with its points", points(8), before + 50)
    status, _, page = me.post("/surveys/trip")
    check("once is enough", status == 422 and "已经答过了" in page, status)
    equal("no such survey", me.get("/surveys/none")[0], 404)
    equal("a draft has no poster", clerk.get("/admin/surveys/999/poster")[0], 404)
    check("about no trip", "poster" not in me.get("/surveys")[2])


def asked_after_redemptions():
    portal.pointsctl("nightly", "surveys", check=False)
    equal("without such a survey nobody is asked", sql(
        "SELECT COUNT(*) FROM survey_invitation WHERE partner = 'redemption'"), "0")
    sql("DELETE FROM survey_answer; DELETE FROM survey_invitation")
    status, headers, page = send(
        manager, "/admin/surveys/new", code="redemption", name="兑换回访", name_en="Your redemption",
        intro="", intro_en="", questions="worth scale\n换来的东西值这些积分吗？\nWas it worth the points?\n\n"
        "words text optional\n还想说什么？\nAnything else?")
    assert status == 303, page
    at = headers["Location"].split("?")[0]
    equal("published", send(manager, at + "/publish", sure="1")[0], 303)
    sql("UPDATE survey SET state = 'closed' WHERE code = 'trip'")
    # those of the demo are older, younger or not done: one is done today, one long ago
    sql("UPDATE redemption SET done_at = NULL WHERE state <> 'done'")
    sql("UPDATE redemption SET state = 'done', done_at = UTC_TIMESTAMP() - INTERVAL 1 DAY"
        " WHERE category = 'goods' AND state IN ('placed', 'approved', 'shipped', 'done')")
    wanted = int(sql("SELECT COUNT(DISTINCT member_id) FROM redemption WHERE state = 'done' AND"
                     " category <> 'donation' AND done_at >= UTC_TIMESTAMP() - INTERVAL 13 DAY"))
    check("somebody's is done", wanted > 0, wanted)
    for _ in range(2):
        portal.pointsctl("nightly", "surveys", check=False)
    got = sql("SELECT COUNT(*), COUNT(DISTINCT member_id), MIN(partner), MAX(partner) FROM survey_invitation")
    equal("each member is asked once", got.split("\t"), [str(wanted), str(wanted), "redemption", "redemption"])
    number = sql("SELECT m.member_no FROM survey_invitation JOIN member m USING (member_id) LIMIT 1")
    n = int(number[1:]) - 9000000
    me = Browser(portal)
    me.sign_in(f"138{n:08d}", f"demo-points-{n}")
    check("the member is told", "兑换的东西还满意吗" in me.get("/notices")[2])
    page = me.get("/surveys")[2]
    check("and finds it, about no trip", "兑换回访" in page, page)
    link = re.search(r'href="(/survey/[^"]+)"', page).group(1)
    equal("the link asks", "值这些积分" in portal.request("GET", link)[2], True)


if __name__ == "__main__":
    with Portal() as portal:
        run(who_may, what_is_wrong_is_told, written_down_once, a_low_answer_complains,
            an_open_invitation_is_used_up, scanned_from_a_poster, asked_after_redemptions)
