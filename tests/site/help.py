#!/usr/bin/python3
"""The help over HTTP: members find the questions in both languages with the figures of
the plan; a manager writes one, two writers lose nothing; the handbook tells each role
what it may open, and each address it links answers."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from shop import Desk, act, forge  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = guest = manager = clerk = auditor = None
NEW = "/admin/faq/new"
TEXT = {"topic": "tiers", "ask": "升级要申请吗？", "ask_en": "Must I apply to rise?", "act": "save",
        "answer": "不用。\n积分有效期：{life_months}。", "answer_en": "No.\nPoints live: {life_months}."}


def sql(words):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=words,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip("\n")


def everybody_comes_in():
    global guest, manager, clerk, auditor
    guest = Browser(portal)
    manager, clerk, auditor = (Desk(portal).sign_in(role) for role in ("manager", "clerk", "auditor"))
    check("staff are signed in", manager.cookies and clerk.cookies and auditor.cookies)


def speak(who, lang):
    who.cookies["lang"] = lang
    return who


def members_find_answers():
    for lang, words, why in (("zh-CN", "积分会过期吗？", "为什么没有会员聊天区？"),
                             ("en", "Do points end?", "Why is there no open chat?")):
        page = speak(guest, lang).get("/help")[2]
        main = page[page.index("<main"):page.index("</main>")]
        check(f"{lang}: the questions stand there", words in main and why in main)
        check(f"{lang}: ten at least", len(re.findall("<details", main)) >= 10)
        check(f"{lang}: no figure is left in braces", "{" not in main)
        anchors = re.findall(r'class="chip" href="#(\w+)"', main)
        check(f"{lang}: each topic's link has its place",
              len(anchors) >= 6 and all(f'id="{name}"' in main for name in anchors))
        found = guest.get("/help?q=" + ("%E8%81%8A%E5%A4%A9" if lang == "zh-CN" else "CHAT"))[2]
        check(f"{lang}: a search finds it", why in found and words not in found)
        lost = guest.get("/there-is-no-such-page")[2]
        check(f"{lang}: lost pages lead there", lost[lost.index("<main"):].count('href="/help"') >= 2)


def a_question_is_written():
    status, _, page = act(manager, NEW, **{**TEXT, "answer": "{lief}"})
    check("a figure there is not is refused with words",
          status == 422 and "没有“{lief}”" not in page and "没有“lief”这个数字" in page)
    status, headers, _ = act(manager, NEW, **TEXT)
    equal("a manager writes one", status, 303)
    url = headers["Location"].split("?")[0]
    number = url.rsplit("/", 1)[1]
    check("nobody sees it yet", f'id="q{number}"' not in guest.get("/help")[2])
    equal("it is shown", act(manager, url + "/step", url, step="show")[0], 303)
    seen = sql("SELECT 1 FROM faq WHERE shown = 1 AND faq_id = " + number)
    equal("the store says so", seen, "1")
    page = speak(guest, "zh-CN").get("/help")[2]
    check("members read it, its figure filled in",
          f'id="q{number}"' in page and "升级要申请吗？" in page and "life_months" not in page)
    check("in English too", "Must I apply to rise?" in speak(guest, "en").get("/help")[2])


def two_writers():
    url = act(manager, NEW, **TEXT)[1]["Location"].split("?")[0]
    other = Desk(portal).sign_in("manager")
    equal("the first is kept", act(other, url, version="1", **{**TEXT, "answer_en": "Hers"})[0], 303)
    status, _, page = act(manager, url, version="1", **{**TEXT, "answer_en": "Mine"})
    check("the second is told, and both texts are there",
          status == 409 and "<p>Hers</p>" in page and "Mine</textarea>" in page)
    equal("and may put it in its place", act(manager, url, version="2", **{**TEXT, "answer_en": "Mine"})[0],
          303)
    check("each change stands in the log",
          int(sql("SELECT COUNT(*) FROM staff_action WHERE action = 'faq_edit'")) == 2)


def others_read():
    for role, who in (("clerk", clerk), ("auditor", auditor)):
        status, _, page = who.get("/admin/faq/1")
        check(f"{role}: reads it", status == 200 and "<textarea" not in page)
        for path in (NEW, "/admin/faq/1", "/admin/faq/1/step"):
            equal(f"{role}: changes nothing at {path}", forge(who, path)[0], 403)


def the_handbook():
    for role, who in (("manager", manager), ("clerk", clerk), ("auditor", auditor)):
        for lang, word in (("zh-CN", "员工手册"), ("en", "Staff handbook")):
            page = speak(who, lang).get("/admin/help")[2]
            main = page[page.index("<main"):page.index("</main>")]
            check(f"{role} {lang}: the handbook is there", word in main and "DEMO=1 make run" in main)
            check(f"{role} {lang}: every line has words", "Lang." not in main)
        links = re.findall(r'<a href="(/admin/[^"#]*)">/admin', main)
        check(f"{role}: it links pages", len(links) > 25, len(links))
        bad = [(link, status) for link in links if (status := who.get(link)[0]) != 200]
        equal(f"{role}: each of them opens", bad, [])
        equal(f"{role}: managers' pages are there for those who open them",
              ">/admin/staff<" in main, role != "clerk")


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, members_find_answers, a_question_is_written, two_writers, others_read,
            the_handbook)
