#!/usr/bin/python3
"""Galleries over HTTP, without JavaScript: an entry brought, looked at, shown, voted
for, taken back; what is wrong with it is told at its field; who may see and do what;
the ranks at the end; the times set at the desk."""
import datetime
import os
import re
import secrets
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = me = other = clerk = manager = auditor = None
made = {}
ZONE = datetime.timezone(datetime.timedelta(hours=8))
TITLE, TEXT = "雪<b>山</b>", "第一行\n第二行 & 更多"


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


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([90, 120, 150]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0,
                                                               0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def bring(who, path, picture, **fields):
    """The form with its photo, as browsers send it."""
    edge = "edge" + secrets.token_hex(8)
    parts = {"csrf": csrf(who), **fields}
    body = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                   for name, value in parts.items()).encode()
    if picture is not None:
        body += (f'--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n'
                 "Content-Type: image/png\r\n\r\n").encode() + picture + b"\r\n"
    body += f"--{edge}--\r\n".encode()
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in who.cookies.items()),
               "Host": f"localhost:{portal.port}",
               "Content-Type": f"multipart/form-data; boundary={edge}"}
    return portal.request("POST", path, body, headers)


def everybody_comes_in():
    global me, other, clerk, manager, auditor
    me, other = Browser(portal), Browser(portal)
    me.sign_in("13800000003", "demo-points-3")
    other.sign_in("13800000001", "demo-points-1")
    clerk, manager, auditor = (Desk(portal).sign_in(role)
                               for role in ("clerk", "manager", "auditor"))
    equal("strangers sign in first", Browser(portal).get("/events/3/gallery")[0], 303)
    check("the event leads there", 'href="/events/3/gallery"' in me.get("/events/3")[2])
    equal("an event without one", me.get("/events/2/gallery")[0], 404)
    check("and leads nowhere", "/gallery" not in me.get("/events/2")[2])
    equal("no such event", me.get("/events/99/gallery")[0], 404)


def what_is_wrong_is_told():
    at = "/events/3/gallery/new"
    for lang, word in (("en", "Write a title"), ("zh-CN", "请写标题")):
        equal("language", send(me, "/language", lang=lang)[0], 303)
        status, _, page = bring(me, at, None, title=" ", text=TEXT)
        check(f"{lang}: no title, no photo: both told, words kept",
              status == 422 and word in page and 'id="title-error"' in page and
              'id="picture-error"' in page and "第一行" in page, status)
    equal("41 characters", bring(me, at, png(300, 300), title="长" * 41, text="")[0], 422)
    equal("501 characters", bring(me, at, png(300, 300), title="好", text="长" * 501)[0], 422)
    equal("too small a photo", bring(me, at, png(50, 50), title="好", text="")[0], 422)
    equal("no photo at all", bring(me, at, b"words", title="好", text="")[0], 422)
    equal("nothing came of it", "我的作品" in me.get("/events/3/gallery")[2], False)
    equal("a gallery in its vote takes none", bring(me, "/events/1/gallery/new", png(300, 300),
                                                    title="好", text="")[0], 422)


def brought_and_looked_at():
    status, headers, _ = bring(me, "/events/3/gallery/new", png(900, 600), title=TITLE, text=TEXT)
    equal("brought", status, 303)
    made["entry"] = headers["Location"].split("?")[0]
    made["no"] = made["entry"].rsplit("/", 1)[1]
    equal("again from another tab: one entry", bring(
        me, "/events/3/gallery/new", png(900, 600), title="二", text="")[1]["Location"], made["entry"])
    page = me.get(made["entry"])[2]
    check("its member sees it, as words", "雪&lt;b&gt;山" in page and "第二行 &amp; 更多" in page
          and "等待查看" in page)
    status, headers, _ = me.get(made["entry"] + "/picture")
    equal("with its photo", (status, headers["Content-Type"]), (200, "image/png"))
    for path in ("", "/picture"):
        equal(f"nobody else does {path}", other.get(made["entry"] + path)[0], 404)
    check("nor in the list", f'/gallery/{made["no"]}"' not in other.get("/events/3/gallery")[2])
    equal("not below another event", me.get(f'/events/1/gallery/{made["no"]}')[0], 404)
    at = f'/admin/gallery/{made["no"]}'
    check("it waits at the desk", at in clerk.get("/admin/gallery")[2])
    equal("an auditor looks", auditor.get(at)[0], 200)
    equal("but does not decide", send(auditor, at, decision="show")[0], 403)
    equal("a refusal needs a reason", send(clerk, at, decision="refuse", reason=" ")[0], 422)
    equal("a decision that is none", send(clerk, at, decision="burn", reason="x")[0], 400)
    equal("shown", send(clerk, at, decision="show")[0], 303)
    check("the queue is shorter", f'{at}"' not in clerk.get("/admin/gallery")[2])
    page = other.get("/events/3/gallery")[2]
    check("now everybody sees it, with a masked name",
          f'/gallery/{made["no"]}"' in page and "**" in page and "M9000003" not in page)
    equal("and its photo", other.get(made["entry"] + "/picture")[0], 200)
    check("its member is told", "作品展出了" in me.get("/notices")[2])
    equal("the log has it", "展出一件作品" in manager.get("/admin/audit")[2], True)


def no_vote_yet_and_taken_back():
    equal("no vote while entries are taken", send(other, made["entry"] + "/vote")[0], 422)
    equal("nobody takes another's back", send(other, made["entry"] + "/withdraw")[0], 404)
    equal("GET does nothing", me.get(made["entry"] + "/withdraw")[0], 405)
    equal("its member does", send(me, made["entry"] + "/withdraw")[0], 303)
    equal("gone for others", other.get(made["entry"])[0], 404)
    equal("shown again? no", send(clerk, f'/admin/gallery/{made["no"]}', decision="show")[0], 422)
    status, headers, _ = bring(me, "/events/3/gallery/new", png(400, 300), title="再来", text="")
    equal("another may be brought", status, 303)
    at = f'/admin/gallery/{headers["Location"].split("?")[0].rsplit("/", 1)[1]}'
    equal("refused with a reason", send(clerk, at, decision="refuse", reason="照片里有他人的脸")[0], 303)
    check("which the member reads", "照片里有他人的脸" in me.get("/events/3/gallery")[2]
          and "作品没有展出" in me.get("/notices")[2])


def votes():
    def count(entry):
        return figure(me.get(f"/events/1/gallery/{entry}")[2], "gallery-votes")

    page = me.get("/events/1/gallery")[2]
    entries = re.findall(r'href="/events/1/gallery/(\d+)"', page)
    equal("four are shown", len(entries), 4)
    first, second = entries[0], entries[1]
    before = count(first), count(second)
    check("a button, no script", f'action="/events/1/gallery/{first}/vote"' in
          me.get(f"/events/1/gallery/{first}")[2])
    equal("voted", send(me, f"/events/1/gallery/{first}/vote")[0], 303)
    equal("counted", count(first), before[0] + 1)
    equal("twice is once", send(me, f"/events/1/gallery/{first}/vote")[0], 303)
    equal("still", count(first), before[0] + 1)
    check("the page says so", "我投的" in me.get("/events/1/gallery")[2])
    equal("moved", send(me, f"/events/1/gallery/{second}/vote")[0], 303)
    equal("from one to the other", (count(first), count(second)), (before[0], before[1] + 1))
    own = next(n for n in entries if "撤回" in other.get(f"/events/1/gallery/{n}")[2])
    equal("not for one's own", send(other, f"/events/1/gallery/{own}/vote")[0], 422)
    equal("without its csrf value", me.go("POST", f"/events/1/gallery/{first}/vote", {})[0], 403)
    equal("absurd paging", [me.get(f"/events/1/gallery?from={n}")[0] for n in ("x", "-1", "9" * 30)],
          [404, 404, 400])


def times_at_the_desk():
    def moment(hours):
        at = datetime.datetime.now(ZONE) + datetime.timedelta(hours=hours)
        return at.strftime("%Y-%m-%dT%H:%M")

    at = "/admin/events/2/gallery"
    equal("a clerk reads", clerk.get(at)[0], 200)
    times = {"version": "0", "entries_from": moment(-1), "votes_from": moment(24), "ends_at": moment(48)}
    equal("but sets no times", send(clerk, at, **times)[0], 403)
    status, _, page = send(manager, at, **{**times, "votes_from": ""})
    check("all three are needed", status == 422 and 'id="votes_from-error"' in page, status)
    status, _, page = send(manager, at, **{**times, "votes_from": moment(-2)})
    check("and rise", status == 422 and "从早到晚" in page, status)
    equal("made", send(manager, at, **times)[0], 303)
    equal("not over what another saved", send(manager, at, **times)[0], 422)
    equal("members find it", me.get("/events/2/gallery")[0], 200)
    equal("below its tier it takes nothing", bring(other, "/events/2/gallery/new", png(300, 300),
                                                   title="x", text="")[0], 422)


def ranks_at_the_end():
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=13)
    portal.at(end)
    page = me.get("/events/1/gallery")[2]
    check("the vote is over", "已结束" in page and "第 1 名" in page)
    counts = [int(n) for n in re.findall(r'class="gallery-votes" value="(\d+)"', page)]
    equal("the most first", counts, sorted(counts, reverse=True))
    entry = re.search(r'href="/events/1/gallery/(\d+)"', page).group(1)
    equal("no vote any more", send(me, f"/events/1/gallery/{entry}/vote")[0], 422)
    check("the help says why there is no chat", "会员之间能聊天" in me.get("/help")[2])


if __name__ == "__main__":
    with Portal() as portal:
        run(everybody_comes_in, what_is_wrong_is_told, brought_and_looked_at,
            no_vote_yet_and_taken_back, votes, times_at_the_desk, ranks_at_the_end)
