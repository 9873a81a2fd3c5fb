#!/usr/bin/python3
"""Announcements over HTTP, without JavaScript: written and judged, counted, released by a
manager, told to those they are for and nobody else, put away, stopped; by mail and SMS to
those who agreed; who may do what."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = gold = silver = clerk = manager = auditor = None
AT = "/admin/announcements"
WORDS = {"title": "换季 <礼品>", "title_en": "New <gifts>", "text": "第一段 & 更多\n第二段",
         "text_en": "First\nSecond", "link": "/catalogue"}


class Desk(Browser):
    """A member of staff; the demo asks for no second factor."""

    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def send(who, path, /, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    csrf = re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)
    return who.go("POST", path, {"csrf": csrf, **fields})


def number(page, name):
    found = re.search(rf'class="{name}" value="(-?\d+)"', page)
    return int(found.group(1)) if found else None


def version(page):
    return re.search(r'name="version" value="(\d+)"', page).group(1)


def in_sql(text):
    return subprocess.run(
        ["mariadb", "--no-defaults", "--batch", "--skip-column-names", "--raw",
         "--socket=" + os.path.join(portal.var, "run", "mariadb.sock"), "jifen", "-e", text],
        check=True, capture_output=True, text=True).stdout.strip()


def post_all():
    portal.pointsctl("mail", "send")


def everybody_comes_in():
    global gold, silver, clerk, manager, auditor
    gold, silver = Browser(portal), Browser(portal)
    gold.sign_in("13800000003", "demo-points-3")
    silver.sign_in("13800000002", "demo-points-2")
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    equal("strangers sign in first", Browser(portal).get("/announcements/1")[0], 303)
    check("messages lead there", f'href="{AT}"' in clerk.get("/admin/messages")[2])


def what_is_wrong_is_told():
    for lang, words in (("en", ("Please write a title", "at least one way", "1 to 3,650")),
                        ("zh-CN", ("请填写标题", "至少选一种方式", "1 到 3,650"))):
        equal("language", send(clerk, "/admin/language", lang=lang)[0], 303)
        status, _, page = send(clerk, AT + "/new", title=" ", title_en="x" * 61, text="正文",
                               text_en="text", trip="within", city="广州市", link="//evil",
                               starts_at="2026-12-02T10:00", ends_at="2026-12-01T10:00",
                               tiers="gold")
        check(f"{lang}: each thing at its field", status == 422 and all(
            word in page for word in words) and all(
            f'id="{name}-error"' in page for name in (
                "title", "title_en", "by_banner", "trip_days", "link", "ends_at")), status)
        check(f"{lang}: what was typed stays", 'value="广州市"' in page and "正文" in page and
              re.search(r'value="gold" checked', page))
    equal("too long a title", send(clerk, AT + "/new", **{**WORDS, "title": "字" * 31},
                                   by_notice="1")[0], 422)
    equal("no such choice", send(clerk, AT + "/new", **WORDS, by_notice="1", kind="royal")[0], 422)
    equal("nothing was kept", in_sql("SELECT COUNT(*) FROM announcement WHERE text_en IN "
                                     "('text', 'First\nSecond')"), "0")


def write(**fields):
    status, headers, _ = send(clerk, AT + "/new", **WORDS, **fields)
    assert status == 303, status
    return headers["Location"].split("?")[0]


def to_gold_members_only():
    at = write(by_notice="1", by_banner="1", tiers="gold")
    page = clerk.get(at)[2]
    golds = int(in_sql("SELECT COUNT(*) FROM account a JOIN member m USING (member_id)"
                       " WHERE a.tier = 'gold' AND m.state = 'active'"))
    check("there are some and not all", 0 < golds < 10, golds)
    equal("counted before it goes", number(page, "announcement-count"), golds)
    check("both languages to read", "换季 &lt;礼品&gt;" in page and "New &lt;gifts&gt;" in page)
    equal("a draft is nobody's", gold.get(at.replace("/admin", ""))[0], 404)
    equal("a clerk does not release", send(clerk, at + "/release", version=version(page),
                                           sure="1")[0], 403)
    equal("nor an auditor", send(auditor, at + "/release", version=version(page), sure="1")[0],
          403)
    status, _, page = send(manager, at + "/release", version=version(page))
    check("read first", status == 422 and 'id="sure-error"' in page, status)
    equal("somebody changes it", send(clerk, at, **{**WORDS, "text": "改过"}, version="1",
                                      by_notice="1", by_banner="1", tiers="gold")[0], 303)
    equal("then the version read is old", send(manager, at + "/release", version="1",
                                               sure="1")[0], 409)
    equal("released", send(manager, at + "/release", version="2", sure="1")[0], 303)
    equal("twice is told", send(manager, at + "/release", version="2", sure="1")[0], 409)
    equal("nor edited any more", send(clerk, at, **WORDS, version="3", by_notice="1")[0], 409)
    post_all()
    equal("each gold member has it", number(manager.get(at)[2], "announcement-members"), golds)
    post_all()
    key = at.rsplit("/", 1)[1]
    equal("once", in_sql("SELECT COUNT(*), COUNT(DISTINCT member_id) FROM notice WHERE kind ="
                         f" 'announcement' AND once_key = '{key}'"), f"{golds}\t{golds}")
    return at


def what_members_see():
    at = to_gold_members_only()
    path = at.replace("/admin", "")
    page = gold.get("/notices")[2]
    check("among the notices", "换季 &lt;礼品&gt;" in page and f'href="{path}"' in page and
          "改过" in page)
    status, _, page = gold.get(path)
    check("to read, with its button", status == 200 and "<p>改过</p>" in page and
          'href="/catalogue"' in page, status)
    page = gold.get("/balance")[2]
    check("over the balance", f'action="{path}/close"' in page and "换季" in page)
    equal("another tier has none", (f'{path}/close' in silver.get("/balance")[2],
                                    silver.get(path)[0], send(silver, path + "/close")[0]),
          (False, 404, 404))
    check("no csrf, no effect", gold.go("POST", path + "/close", {"csrf": "x"})[0] == 403 and
          f"{path}/close" in gold.get("/balance")[2])
    for _ in range(2):
        equal("put away", send(gold, path + "/close")[1].get("Location"), "/balance")
    check("for good", f"{path}/close" not in gold.get("/balance")[2])
    equal("and still to read", gold.get(path)[0], 200)
    equal("stopping is asked about", send(manager, at + "/stop")[0], 422)
    equal("a clerk does not stop", send(clerk, at + "/stop", sure="1")[0], 403)
    equal("stopped", send(manager, at + "/stop", sure="1")[0], 303)
    equal("then it is gone", gold.get(path)[0], 404)


def only_who_agreed_by_mail_and_sms():
    agreed = ("SELECT COUNT(*) FROM person p WHERE p.person_id = 1 AND p.{0}_confirmed = 1 AND"
              " EXISTS (SELECT 1 FROM consent c WHERE c.member_id = p.member_id AND c.person_id"
              " = 1 AND c.paper = 'marketing' AND c.withdrawn_at IS NULL) AND NOT EXISTS (SELECT"
              " 1 FROM mail_choice q WHERE q.member_id = p.member_id AND q.person_id = 1 AND"
              " q.topic = 'campaign' AND q.wanted = 0)")
    me = "(SELECT member_id FROM member WHERE member_no = 'M9000003')"
    in_sql(f"DELETE FROM consent WHERE member_id = {me} AND paper = 'marketing'")
    in_sql("INSERT INTO consent (member_id, person_id, paper, version, given_at) VALUES"
           f" ({me}, 1, 'marketing', '1', '2026-01-01')")
    in_sql(f"DELETE FROM mail_choice WHERE member_id = {me} AND topic = 'campaign'")
    in_sql(f"UPDATE person SET phone_confirmed = 1 WHERE member_id = {me} AND person_id = 1")
    mails, phones = (int(in_sql(agreed.format(way))) for way in ("email", "phone"))
    portal.pointsctl("rollup", "full")
    at = write(by_mail="1", by_sms="1")
    page = manager.get(at)[2]
    check("somebody agreed, not everybody", 0 < mails < 10 and 0 < phones < 10, (mails, phones))
    equal("counted by way", (number(page, "announcement-by-mail"),
                             number(page, "announcement-by-sms")), (mails, phones))
    equal("released", send(manager, at + "/release", version="1", sure="1")[0], 303)
    post_all()
    page = manager.get(at)[2]
    equal("posted by way", (number(page, "announcement-mails"),
                            number(page, "announcement-messages")), (mails, phones))
    ref = "announcement:" + at.rsplit("/", 1)[1]
    equal("and delivered", in_sql("SELECT channel, COUNT(*), COUNT(sent_at) FROM outbox WHERE ref"
                                  f" = '{ref}' GROUP BY channel ORDER BY channel"),
          f"email\t{mails}\t{mails}\nsms\t{phones}\t{phones}")


def what_waits_is_dropped_by_a_stop():
    at = write(by_mail="1", starts_at="2020-01-01T00:00", ends_at="2099-01-01T00:00")
    equal("released", send(manager, at + "/release", version="1", sure="1")[0], 303)
    in_sql("INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, ref,"
           " created_at, not_before, bulk) SELECT 'email', 'announcement', member_id, 1,"
           f" 'waits@demo.test', 'en', 'announcement:{at.rsplit('/', 1)[1]}', NOW(), NOW(), 1"
           " FROM member WHERE member_no = 'M9000003'")
    equal("stopped before the mailer runs", send(manager, at + "/stop", sure="1")[0], 303)
    post_all()
    equal("nothing is delivered", in_sql(
        "SELECT fate, sent_at IS NULL FROM outbox WHERE address = 'waits@demo.test'"),
          "dropped\t1")
    check("the log knows", all(word in auditor.get("/admin/audit")[2]
                               for word in ("停止了一条公告", "放行了一条公告")))


def the_demo_has_a_banner():
    family = Browser(portal)
    family.sign_in("13800000007", "demo-points-7")
    check("for the family account", 'action="/announcements/1/close"' in family.get("/balance")[2])
    check("and nobody else", "/announcements/1/close" not in silver.get("/balance")[2])


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, what_is_wrong_is_told, what_members_see,
            only_who_agreed_by_mail_and_sms, what_waits_is_dropped_by_a_stop,
            the_demo_has_a_banner)
