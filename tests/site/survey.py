#!/usr/bin/python3
"""A survey by mail over HTTP: what scanners do, step by step, once, low answers,
late ones, and links that lead nowhere."""
import datetime
import email
import glob
import os
import re
import sys
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, run  # noqa: E402

NAME = "personal"  # of the demo's first member
CODES = ("product", "service", "environment", "expectation", "word_of_mouth")


def order(portal, no, member, when):
    status, _ = portal.api("POST", "/orders", {
        "order_no": no, "member": member, "category": "domestic", "paid_fen": 100000,
        "status": "completed", "destination": "敦煌", "paid_at": when, "completed_at": when})
    assert status == 201, status


def links(portal, named=None):
    """The path of the survey's link in each member's latest mail, by address; NAMED
    gathers the address of each mail that says where the trip went."""
    found = {}
    for path in sorted(glob.glob(os.path.join(portal.var, "mail", "*.eml"))):
        with open(path, "rb") as f:
            mail = email.message_from_binary_file(f)
        text = "".join(part.get_payload(decode=True).decode() for part in mail.walk()
                       if part.get_content_type() == "text/plain")
        if m := re.search(r"/survey/[A-Za-z0-9_-]{43}", text):
            found[mail["To"].strip("<>")] = m.group(0)
            if named is not None and "“敦煌”的行程" in text:
                named.add(mail["To"].strip("<>"))
    return found


def post(portal, path, fields):
    body = urllib.parse.urlencode(fields)
    status, headers, text = portal.request("POST", path, body, {
        "Content-Type": "application/x-www-form-urlencoded"})
    return status, headers.get("Location"), text


def points(portal, n):
    browser = Browser(portal)
    browser.sign_in(f"138000000{n:02d}", f"demo-points-{n}")
    return int(re.search(r'points-available" value="(\d+)"', browser.get("/balance")[2]).group(1))


def all_at_once(score):
    return {"q_nps": 2 * score, **{f"q_{code}": score for code in CODES}}


def walk(portal, link):
    """The link's journey, a question at a time; the pages' texts."""
    texts, at = [], link
    for _ in range(12):
        status, headers, text = portal.request("GET", at)
        if status == 303:
            at = headers["Location"]
            continue
        assert status == 200, (at, status)
        texts.append(text)
        if at.endswith("/done"):
            break
        fields = {"step": re.search(r'name="step" value="(\d+)"', text).group(1)}
        name = re.search(r'name="(q_\w+)"', text).group(1)
        fields[name] = "9" if name == "q_nps" else "5" if name[2:] in CODES else \
            "1" if name == "q_reason" else "很好"
        status, at, _ = post(portal, at.split("?")[0], fields)
        assert status == 303, status
    return texts


def scanners(portal, link, before):
    for method in ("GET",) * 5 + ("HEAD",):
        status = portal.request(method, link, None, {"X-Forwarded-For": "203.0.113.9"})[0]
        assert status == 200, status
    text = portal.request("GET", link)[2]
    check("a scanner sees nothing of the member", not any(one in text for one in ("M00", "138000", "member1@", NAME)))
    check("five GETs and a HEAD change nothing", points(portal, 1) == before)
    check("and the member begins at the first question", "第 1 题，共 8 题" in text)


def tabs(portal, link, before):
    done, fields = [], all_at_once(4)
    threads = [threading.Thread(target=lambda: done.append(post(portal, link, fields)[:2]))
               for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("eight submits at once all lead on", all(one == (303, link + "/done") for one in done))
    check("and pay 50 once", points(portal, 2) == before + 50)


def low(portal, link, before):
    status, where, _ = post(portal, link, all_at_once(1))
    check("a bad score is handed in", (status, where) == (303, link + "/done"))
    check("and earns the same", points(portal, 3) == before + 50)
    text = portal.request("GET", link + "/done")[2]
    check("the same link says what is done about it", "您反映的问题" in text and "已收到" in text)
    desk = Browser(portal)
    desk.get("/admin/sign-in")
    desk.post("/admin/sign-in", email="manager@demo.test", password="demo-staff-manager")
    check("staff have the complaint in their queue", "survey" in desk.get("/admin/cases")[2] or "回访" in desk.get("/admin/cases")[2])


def plain(text, link):
    """The page without its own address and its form's value."""
    return re.sub(r'name="csrf" value="[^"]*"', "", text).replace(link, "")


def nowhere(portal, link):
    altered = link[:-1] + ("A" if link[-1] != "A" else "B")
    one = portal.request("GET", altered)
    other = portal.request("GET", "/survey/" + "x" * 43)
    check("an altered and a made-up link are not found", one[0] == other[0] == 404)
    check("and cannot be told apart", plain(one[2], altered) == plain(other[2], "/survey/" + "x" * 43))
    check("and say what to do", "复制完整" in one[2] and 'href="/surveys"' in one[2])
    check("nor answered", post(portal, altered, all_at_once(5))[0] == 404)


def wrong(portal, link):
    status, _, text = post(portal, link, {"step": 1})
    check("nothing chosen: said at the question", status == 422 and "请先选一个答案" in text)
    status, _, text = post(portal, link, {"step": 1, "q_nps": 11})
    check("a score there is not: said", status == 422 and "请从列出的答案里选一个" in text)
    check("a question there is not: 400", post(portal, link, {"step": 1, "q_other": 1})[0] == 400)
    status, where, _ = post(portal, link, {"q_nps": 9})
    check("handed in with gaps: led to the first of them", status == 303 and "lacks=1" in where)


def late(portal, link, before):
    portal.at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=31))
    check("late: said before the first question", "送积分的日子已经过了" in portal.request("GET", link)[2])
    check("the answers are kept", post(portal, link, all_at_once(5))[0] == 303)
    done = portal.request("GET", link + "/done")[2]
    check("with thanks and without points", "您的回答已经收到" in done and "积分已经到账" not in done)


def journey():
    with Portal() as portal:
        when = (datetime.datetime.now(datetime.timezone.utc) -
                datetime.timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for n in (1, 2, 3, 4):
            order(portal, f"S{n}", f"1380000000{n}", when)
        portal.pointsctl("nightly", "surveys")
        again = portal.pointsctl("nightly", "surveys").stdout
        check("a second night asks nobody again", "0 invited" in again)
        portal.pointsctl("mail", "send", check=False)
        named = set()
        sent = links(portal, named)
        mine = [sent.get(f"member{n}@demo.test") for n in (1, 2, 3, 4)]
        check("all four were invited by mail", all(mine))
        check("which says what trip it asks about", "member1@demo.test" in named, named)
        before = {n: points(portal, n) for n in (1, 2, 3, 4)}
        scanners(portal, mine[0], before[1])
        texts = walk(portal, mine[0])
        check("eight screens and thanks", len(texts) == 9 and "50 积分已经到账" in texts[-1])
        check("50 points", points(portal, 1) == before[1] + 50)
        walk(portal, mine[0])
        check("once, however often the link is opened", points(portal, 1) == before[1] + 50)
        tabs(portal, mine[1], before[2])
        low(portal, mine[2], before[3])
        wrong(portal, mine[3])
        nowhere(portal, mine[3])
        late(portal, mine[3], before[4])
        check("the books agree", portal.pointsctl("audit", check=False).returncode == 0)


if __name__ == "__main__":
    run(journey)
