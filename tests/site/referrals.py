#!/usr/bin/python3
"""Friends and tasks over HTTP: a link is sent, a friend joins by it, travels and
is paid for within seconds; the refund takes the points back; what looks like a
ring waits for staff; tasks are done, shared, read and paid once."""
import email
import email.policy
import os
import re
import secrets
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from shop import Desk, act, forge, just_now  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
me, clerk, manager, auditor = (None,) * 4
WHO = ("13800000009", "demo-points-9")
NO = "M9000009"
made = {}


def available(who):
    return figure(who.get("/balance")[2], "points-available")


def settled(test, seconds=15):
    """Whether TEST holds within SECONDS: the job loop applies what was posted."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if test():
            return True
        time.sleep(0.5)
    return False


def mailed_link(to):
    """The path of the link that confirms the address TO."""
    portal.pointsctl("mail", "send", check=False)
    folder, link = os.path.join(portal.var, "mail"), None
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            message = email.message_from_binary_file(f, policy=email.policy.default)
        if to in str(message["To"]):
            body = message.get_body(("plain",))
            found = re.search(r"/verify/[A-Za-z0-9_-]+", body.get_content() if body else "")
            link = found.group(0) if found else link
    assert link, "no mail with a link"
    return link


def joins(name, address, phone):
    """Signs up by my link and proves the e-mail by the mail's link."""
    friend = Browser(portal)
    page = friend.get(f"/sign-up?invite={NO}")[2]
    assert f'value="{NO}"' in page
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    status, _, _ = friend.go("POST", "/sign-up", {
        "csrf": csrf, "name": name, "email": address, "phone": phone, "invite": NO,
        "password": "three green trains go", "consent": "1"})
    assert status == 303, status
    status, _, _ = act(friend, mailed_link(address))
    assert status in (200, 303), status
    friend.sign_in(address, "three green trains go")
    return friend


def order(number, member, **more):
    return portal.api("POST", "/orders", {
        "order_no": number, "member": member, "category": "domestic", "paid_fen": 100000,
        "status": "completed", "paid_at": just_now(), **more})


def everybody_comes_in():
    global me, clerk, manager, auditor
    me = Browser(portal)
    me.sign_in(*WHO)
    clerk, manager, auditor = (Desk(portal).sign_in(r) for r in ("clerk", "manager", "auditor"))
    status, _, page = me.get("/invite")
    check("my page has my link and its picture", status == 200 and f"/sign-up?invite={NO}" in page
          and me.get("/invite/qr.png")[0] == 200, status)


def a_friend_joins_and_travels():
    before = available(me)
    made["friend"] = joins("钱小满", "xiaoman@friend.example", "13711110001")
    page = me.get("/invite")[2]
    equal("the friend is counted", figure(page, "referral-joined"), 1)
    check("and named only in part", "钱**" in page and "钱小满" not in page)
    status, _ = order("REF-1", "xiaoman@friend.example", status="paid")[:2]
    equal("the trip is booked", status, 201)
    check("and shown as booked", "badge-wait" in me.get("/invite")[2])
    equal("not paid for yet", available(me), before)
    equal("the trip is taken", portal.api("POST", "/orders/REF-1/complete",
                                          {"completed_at": just_now()})[0], 200)
    check("200 points within seconds", settled(lambda: available(me) == before + 200),
          available(me) - before)
    check("with a notice", "/invite" in me.get("/notices")[2])
    page = me.get("/history")[2]
    check("and a receipt in words", "推荐" in page or "邀请" in page)
    made["before"] = before


def a_refund_takes_them_back():
    status = portal.api("POST", "/orders/REF-1/refunds", {
        "refund_no": "1", "amount_fen": 100000, "refunded_at": just_now()})[0]
    equal("refunded whole", status, 201)
    check("the 200 go back", settled(lambda: available(me) == made["before"]),
          available(me) - made["before"])


def rings_wait_for_staff():
    for i in (2, 3):
        joins("孙" + "甲乙丙"[i - 1], f"person{i}x@ring.example", f"1362{i}77700{i}")
        equal("a friend travels", order(f"REF-{i}", f"person{i}x@ring.example",
                                        payer="同一付款公司")[0], 201)
    check("the points are held", settled(
        lambda: 'class="referral-held"' in me.get("/invite")[2]))
    status, _, page = clerk.get("/admin/review")
    ids = re.findall(r'action="/admin/review/referrals/(\d+)"', page)
    check("staff see them with the evidence", status == 200 and NO in page and len(ids) >= 2, status)
    before = available(me)
    path = f"/admin/review/referrals/{ids[-1]}"
    equal("no reason, no decision", forge(clerk, path, note="", verdict="release")[0], 422)
    equal("the auditor only looks", forge(auditor, path, note="x", verdict="release")[0], 403)
    equal("released with a reason", forge(clerk, path, note="一家公司付款", verdict="release")[0], 303)
    equal("the points are there", available(me) - before, 200)
    equal("decided once", forge(clerk, path, note="again", verdict="release")[0], 409)
    equal("another refused", forge(clerk, f"/admin/review/referrals/{ids[-2]}", note="同一付款人",
                                   verdict="refuse")[0], 303)
    equal("nothing for that", available(me) - before, 200)


def tasks_pay_once():
    status, _, page = me.get("/tasks")
    ids = re.findall(r'href="/tasks/(\d+)"', page)
    check("tasks are listed", status == 200 and len(ids) >= 6, status)
    kinds = {}
    for one in ids:
        text = me.get(f"/tasks/{one}")[2]
        kinds["quiz" if "q_1" in text else "share" if "share-link" in text else
              "review" if 'name="text"' in text else one] = one
    made.update(kinds)
    quiz, before = f"/tasks/{kinds['quiz']}", available(me)
    equal("an answer is missing", act(me, quiz, q_1="1")[0], 422)
    equal("wrong answers pay nothing", act(me, quiz, q_1="2", q_2="1")[0], 422)
    equal("right ones do", act(me, quiz, q_1="1", q_2="2")[0], 303)
    equal("at once", available(me) - before, 20)
    equal("once", forge(me, quiz, q_1="1", q_2="2")[0], 422)
    page = me.get(quiz)[2]
    check("and the page says so, without a form", "已完成" in page and 'name="q_1"' not in page)
    equal("and not again", available(me) - before, 20)


def a_report_is_read_first():
    task = f"/tasks/{made['review']}"
    before = available(me)
    equal("too short", act(me, task, text="好")[0], 422)
    equal("sent in", act(me, task, text="<b>三天两晚</b>，海风很大，饭菜很好。")[0], 303)
    equal("nothing yet", available(me), before)
    page = clerk.get("/admin/tasks")[2]
    check("staff read it, escaped", "&lt;b&gt;三天两晚&lt;/b&gt;，海风很大" in page)
    form = {"member": NO, "n": "1", "verdict": "pay", "note": "写得好"}
    path = f"/admin/tasks/{made['review']}/answers"
    equal("paid", forge(clerk, path, **form)[0], 303)
    equal("100 points", available(me) - before, 100)
    equal("judged once", forge(clerk, path, **form)[0], 409)


def a_shared_link_counts_visitors():
    page = me.get(f"/tasks/{made['share']}")[2]
    link = re.search(r"/share/[A-Za-z0-9_-]{22}", page).group(0)
    scanner = Browser(portal)
    for _ in range(5):
        scanner.get(link)
    check("looking counts nobody", "已有 0 位" in me.get(f"/tasks/{made['share']}")[2])
    equal("a visit is confirmed", act(scanner, link)[0], 303)
    equal("again from the same network", act(Browser(portal), link)[0], 303)
    check("one visitor", "已有 1 位" in me.get(f"/tasks/{made['share']}")[2])
    check("my own link is mine", 'method="post" action="/share/' not in me.get(link)[2])
    equal("an unknown link", Browser(portal).get("/share/" + "A" * 22)[0], 404)


def staff_make_a_task():
    name = "站台签到 " + secrets.token_hex(2)
    fields = {"kind": "checkin", "state": "open", "name": name, "points": "15", "times": "1",
              "span": "day", "need": "1", "from_day": just_now()[:10], "code": ""}
    equal("a check-in needs its word", act(manager, "/admin/tasks/new", **fields)[0], 422)
    equal("made", act(manager, "/admin/tasks/new", **dict(fields, code="Maple7"))[0], 303)
    equal("a clerk may not", forge(clerk, "/admin/tasks/new", **fields)[0], 403)
    page = me.get("/tasks")[2]
    one = re.search(r'href="/tasks/(\d+)"><b>' + name, page).group(1)
    before = available(me)
    equal("a wrong word", act(me, f"/tasks/{one}", code="oak")[0], 422)
    equal("the right one, any case", act(me, f"/tasks/{one}", code="maple7")[0], 303)
    equal("15 points", available(me) - before, 15)


def the_books_agree():
    done = portal.pointsctl("audit", check=False)
    equal("audit", done.returncode, 0)
    done = portal.pointsctl("effects", check=False)
    equal("nothing is left to apply", (done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, a_friend_joins_and_travels, a_refund_takes_them_back,
            rings_wait_for_staff, tasks_pay_once, a_report_is_read_first,
            a_shared_link_counts_visitors, staff_make_a_task, the_books_agree)
