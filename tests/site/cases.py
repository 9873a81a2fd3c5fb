#!/usr/bin/python3
"""Complaints from both sides over HTTP: filed, taken up, answered, sent back, done,
closed, rated; pictures and goodwill with them; what nobody else may see or do; and
the books behind it all."""
import email.policy
import glob
import os
import re
import secrets
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
me, gold, other, clerk, manager, auditor = (None,) * 6
made = {}
SECRET = "导游叫王强，住 305 房"


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


def send(who, path, **fields):
    """A POST with a good csrf value, whatever PATH shows."""
    return who.go("POST", path, {"csrf": csrf(who), **fields})


def upload(who, path, name, data):
    """One file as browsers send it."""
    edge = "edge" + secrets.token_hex(8)
    body = (f'--{edge}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf(who)}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\n'
            f"Content-Type: image/png\r\n\r\n").encode() + data + f"\r\n--{edge}--\r\n".encode()
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in who.cookies.items()),
               "Host": f"localhost:{portal.port}",
               "Content-Type": f"multipart/form-data; boundary={edge}"}
    return portal.request("POST", path, body, headers)


def png(width, height, note=b""):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([40, 90, 120]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0,
                                                               0, 0)) +
            (chunk(b"tEXt", b"Comment\0" + note) if note else b"") +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def mails(subject):
    """The texts of all mails so far whose subject has SUBJECT."""
    found = []
    for path in glob.glob(os.path.join(portal.var, "mail", "*.eml")):
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        if subject in mail["Subject"]:
            found.append(mail.get_body(("plain",)).get_content())
    return found


def desk(case):
    return "/admin" + case


def everybody_comes_in():
    global me, gold, other, clerk, manager, auditor
    me, gold, other = (Browser(portal) for _ in range(3))
    me.sign_in("13800000010", "demo-points-10")
    gold.sign_in("13800000003", "demo-points-3")
    other.sign_in("13800000001", "demo-points-1")
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    check("all are signed in", all(w.cookies for w in (me, gold, other, clerk, manager, auditor)))
    check("strangers sign in first",
          Browser(portal).get("/cases")[1]["Location"] == "/sign-in?next=/cases")


def a_complaint_is_filed_once():
    status, _, page = me.get("/cases")
    form = re.search(r'name="form_id" value="([^"]+)"', page)
    check("the page has its form", status == 200 and form, status)
    fields = {"kind": "complaint", "class": "service", "order_no": "", "text": SECRET,
              "form_id": form.group(1)}
    answers = [send(me, "/cases", **fields) for _ in range(3)]
    equal("filed, and again from two tabs", [a[0] for a in answers], [303] * 3)
    places = {a[1]["Location"] for a in answers}
    equal("all lead to one case", len(places), 1)
    made["case"] = places.pop().split("?")[0]
    status, _, page = me.get(made["case"] + "?done=sent")
    check("its page shows what was said", status == 200 and SECRET in page, status)
    equal("and one row stands in the list", me.get("/cases")[2].count(made["case"] + '"'), 1)
    status, _, _ = send(me, "/cases", kind="question", text="可以带宠物吗？")
    equal("a question needs no class", status, 303)


def what_is_missing_is_told():
    status, _, page = send(me, "/cases", kind="complaint", **{"class": "service"}, text=" ")
    check("no words: told at the field", status == 422 and 'id="text-error"' in page, status)
    status, _, page = send(me, "/cases", kind="fury", **{"class": "service"}, text="x")
    check("another kind", status == 422 and 'id="kind-error"' in page, status)
    status, _, page = send(me, "/cases", kind="complaint", **{"class": "x"}, text="被留住的话")
    check("another class, and what was typed is kept", status == 422 and "被留住的话" in page, status)
    equal("2,001 characters", send(me, "/cases", kind="complaint", text="长" * 2001,
                                   **{"class": "other"})[0], 422)
    equal("without its csrf value", me.go("POST", "/cases", {"kind": "question", "text": "x"})[0],
          403)


def nobody_else_sees_it():
    for path in ("", "/pictures/1"):
        equal(f"another member: {path or 'the case'}", other.get(made["case"] + path)[0], 404)
    for step, fields in (("accept", {}), ("reopen", {"text": "x"}), ("reply", {"text": "x"}),
                         ("rate", {"score": "5"})):
        equal(f"another member cannot {step}", send(other, made["case"] + "/" + step,
                                                    **fields)[0], 404)
    equal("GET changes nothing", me.get(made["case"] + "/accept")[0], 405)


def pictures_are_looked_at():
    place = made["case"] + "/pictures"
    for what, name, data in (("words", "a.png", b"no picture at all"),
                             ("a small one", "b.png", png(20, 20)),
                             ("half of one", "c.png", png(300, 300)[:-40]),
                             ("a script", "d.svg", b"<svg onload='x'/>")):
        equal(f"{what} is refused", upload(me, place, name, data)[0], 422)
    status, headers, _ = upload(me, place, "phone.png", png(900, 300, b"GPS 31.2,121.4"))
    equal("a picture is taken", (status, headers["Location"]), (303, made["case"] + "?done=picture"))
    status, headers, _ = me.get(place + "/1")
    equal("and shown to its member", (status, headers["Content-Type"]), (200, "image/png"))
    equal("and to staff", clerk.get(desk(place + "/1"))[0], 200)
    raw = portal.request("GET", place + "/1", None, {
        "Cookie": "; ".join(f"{k}={v}" for k, v in me.cookies.items()),
        "Host": f"localhost:{portal.port}"})[2]
    check("written anew: what else stood in it is gone", "GPS" not in str(raw))
    equal("strangers are sent away", Browser(portal).get(place + "/1")[0], 303)
    equal("others see nothing", other.get(place + "/1")[0], 404)
    for _ in range(5):
        upload(me, place, "more.png", png(200, 200))
    equal("six are enough", upload(me, place, "seven.png", png(200, 200))[0], 422)


def priority_comes_first():
    _, headers, _ = send(other, "/cases", kind="complaint", text="先来的投诉", **{"class": "price"})
    first = headers["Location"].split("?")[0]
    status, headers, _ = send(gold, "/cases", kind="complaint", text="金卡会员的投诉",
                              **{"class": "price"})
    equal("a gold member complains later", status, 303)
    made["gold"] = headers["Location"].split("?")[0]
    page = clerk.get("/admin/cases")[2]
    check("and stands first in the queue", 0 < page.find(made["gold"]) < page.find(first))
    check("their own page says so", "优先服务" in gold.get(made["gold"])[2])


def staff_take_the_steps():
    at = desk(made["case"])
    equal("an auditor looks", auditor.get(at)[0], 200)
    equal("but does not act", send(auditor, at, act="note", text="x")[0], 403)
    equal("no answer before it is taken up", send(clerk, at, act="propose", text="x")[0], 409)
    equal("nor a step that is none", send(clerk, at, act="explode")[0], 400)
    equal("a department is chosen", send(clerk, at, act="classify", **{"class": "service"},
                                         department="moon")[0], 422)
    equal("taken up", send(clerk, at, act="classify", **{"class": "service"},
                           department="guides")[0], 303)
    equal("looked into", send(clerk, at, act="investigate")[0], 303)
    equal("a note among staff", send(clerk, at, act="note", text="已致电地接社核实")[0], 303)
    check("which the member does not see", "地接社" not in me.get(made["case"])[2])
    check("but staff do", "地接社" in manager.get(at)[2])
    equal("an answer needs words", send(clerk, at, act="propose", text="")[0], 422)
    page = clerk.get(at + "?answer=2")[2]
    check("a template stands in the text", "已向当团人员核实" in page)
    equal("the answer", send(clerk, at, act="propose", text="退还小费 200 元并致歉",
                             outcome="已致歉并改进服务")[0], 303)
    page = me.get(made["case"])[2]
    check("the member reads it and may accept", "退还小费 200 元" in page and "/accept" in page)
    portal.pointsctl("mail", "send")
    texts = mails("您反映的事有答复了")
    check("a mail leads there", texts and all("/cases" in text for text in texts), texts)
    check("and says nothing of it", not any("王强" in text or "小费" in text for text in texts))


def the_member_sends_it_back_then_accepts():
    equal("not accepted, but why?", send(me, made["case"] + "/reopen", text="")[0], 422)
    equal("not accepted", send(me, made["case"] + "/reopen", text="还没有道歉")[0], 303)
    equal("too late to accept now", send(me, made["case"] + "/accept")[0], 422)
    at = desk(made["case"])
    check("staff see it is back", "还没有道歉" in clerk.get(at)[2])
    equal("answered anew", send(clerk, at, act="propose", text="经理明天致电道歉")[0], 303)
    equal("accepted", send(me, made["case"] + "/accept")[0], 303)
    equal("done", send(clerk, at, act="execute", text="已致电")[0], 303)
    equal("a close without a cause", send(clerk, at, act="close")[0], 422)
    equal("closed", send(clerk, at, act="close", cause="service_quality", text="会员满意")[0], 303)
    page = me.get(made["case"])[2]
    check("all six steps are done", page.count('class="step is-done"') == 6,
          page.count("is-done"))


def the_member_rates_and_may_open_it_again():
    equal("no stars", send(me, made["case"] + "/rate", score="9")[0], 422)
    equal("rated", send(me, made["case"] + "/rate", score="4", words="最后还行")[0], 303)
    check("staff read it", "最后还行" in clerk.get(desk(made["case"]))[2])
    equal("opened again", send(me, made["case"] + "/reopen", text="又发生了")[0], 303)
    check("it waits for staff once more", made["case"] in clerk.get("/admin/cases")[2])


def a_question_is_a_thread():
    _, headers, _ = send(other, "/cases", kind="question", text="几点集合？")
    place = headers["Location"].split("?")[0]
    at = desk(place)
    equal("no proposal to a question", send(clerk, at, act="propose", text="x")[0], 409)
    equal("answered", send(clerk, at, act="reply", text="早上七点")[0], 303)
    check("the member reads it", "早上七点" in other.get(place)[2])
    equal("and asks on", send(other, place + "/reply", text="在哪里？")[0], 303)
    check("it waits for staff again", place in clerk.get("/admin/cases")[2])
    equal("answered", send(clerk, at, act="reply", text="人民广场")[0], 303)
    equal("closed without a cause", send(clerk, at, act="close")[0], 303)


def staff_file_for_a_caller():
    status, _, page = send(clerk, "/admin/cases/new", member="13900009999", kind="complaint",
                           text="来电", **{"class": "other"})
    check("an unknown number is told", status == 422 and 'id="member-error"' in page, status)
    status, headers, _ = send(clerk, "/admin/cases/new", member="13800000001", kind="complaint",
                              text="来电说酒店太吵", **{"class": "product"})
    equal("filed", status, 303)
    place = headers["Location"].split("?")[0].replace("/admin", "", 1)
    check("the member finds it", "酒店太吵" in other.get(place)[2])
    equal("auditors do not file", auditor.get("/admin/cases/new")[0] in (200, 403), True)


def asked_for(reason):
    """What the manager sees of the goodwill asked for with REASON."""
    page = manager.get("/admin/cases/goodwill")[2]
    return next(part for part in page.split("<li") if reason in part)


def goodwill_keeps_within_budget_and_signature():
    at = desk(made["gold"]) + "/goodwill"
    before = figure(gold.get("/balance")[2], "points-available")
    form = secrets.token_urlsafe(24)
    answers = [send(clerk, at, points="500", reason="晚点致歉", form_id=form) for _ in range(2)]
    equal("500 points, the form sent twice", [a[0] for a in answers], [303, 303])
    equal("come once", figure(gold.get("/balance")[2], "points-available"), before + 500)
    check("the case says so", "补偿 500 分" in gold.get(made["gold"])[2])
    equal("without a reason", send(clerk, at, points="5", reason="")[0], 422)
    equal("none at all", send(clerk, at, points="0", reason="x")[0], 422)
    status, headers, _ = send(manager, at, points="2000", reason="行程取消")
    check("above the ceiling: asked", headers["Location"].endswith("goodwill_asked"), status)
    equal("nothing comes yet", figure(gold.get("/balance")[2], "points-available"), before + 500)
    check("who asked sees it without a button", "verdict" not in asked_for("行程取消"))
    status, headers, _ = send(clerk, at, points="2500", reason="更多")
    check("a clerk asks as well", headers["Location"].endswith("goodwill_asked"), status)
    nos = re.findall(r"/admin/cases/goodwill/(G\w+)", asked_for("更多"))
    equal("which the manager may sign", len(nos), 1)
    equal("a clerk may not", send(clerk, f"/admin/cases/goodwill/{nos[0]}", verdict="sign")[0],
          403)
    equal("signed", send(manager, f"/admin/cases/goodwill/{nos[0]}", verdict="sign")[0], 303)
    equal("once", send(manager, f"/admin/cases/goodwill/{nos[0]}", verdict="sign")[0], 409)
    equal("and there they are", figure(gold.get("/balance")[2], "points-available"), before + 3000)
    equal("beyond the month's budget", send(clerk, at, points="2001", reason="再来")[0], 422)


def the_log_and_the_books_are_whole():
    page = manager.get("/admin/audit")[2]
    check("the log names the steps", "处理一件投诉或建议" in page or "Took a step in a case" in page)
    done = portal.pointsctl("audit", check=False)
    equal("the books are proved", done.returncode, 0)
    logs = "".join(open(f, encoding="utf-8", errors="replace").read()
                   for f in glob.glob(os.path.join(portal.var, "log", "*")) if os.path.isfile(f))
    check("no log holds what was said", SECRET not in logs and "王强" not in logs)


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, a_complaint_is_filed_once, what_is_missing_is_told,
            nobody_else_sees_it, pictures_are_looked_at, priority_comes_first,
            staff_take_the_steps, the_member_sends_it_back_then_accepts,
            the_member_rates_and_may_open_it_again, a_question_is_a_thread,
            staff_file_for_a_caller, goodwill_keeps_within_budget_and_signature,
            the_log_and_the_books_are_whole)
