#!/usr/bin/python3
"""Draws from both sides over HTTP: prepared, refused while something is missing,
published, entered, drawn, checked by anyone, claimed and handed out; an instant
draw; a cancelled one; and what nobody else may see or do."""
import csv
import html
import io
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal, figure  # noqa: E402
from tap import check, equal, run  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
NOON = "2027-03-{:02d}T12:00:00+08:00"
portal = None
members, desks = [], {}
made = {}  # draws by name
LAW = {"text": "春天的第一场。", "who": "所有会员，每张 50 分。", "method": "由种子和清单算出。",
       "claim_how": "在本页领取。", "delivery": "快递寄出。", "forfeit": "过期未领。",
       "organiser": "行分旅行社", "contact": "400-800-1234"}
TIMES = {"opens_at": "2027-03-01T09:00", "closes_at": "2027-03-02T20:00",
         "draws_at": "2027-03-02T20:30", "claim_days": "7"}
PLACE = {"recipient": "沈青禾", "phone": "13912345678", "address": "上海市徐汇区衡山路 881 号"}


class Desk(Browser):
    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert (status, headers["Location"]) == (303, "/admin/"), (status, role)
        return self


def hidden(page):
    page = page[page.index("<main"):page.index("</main>")]
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))


def post(who, path, source=None, /, **fields):
    """Posts FIELDS to PATH with the csrf value of the page SOURCE."""
    page = who.get(source or path)[2]
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    return who.go("POST", path, {"csrf": csrf, **fields})


def at(day):
    """The portal goes on at noon of that day in March; everybody signs in."""
    if portal.variables["CLOCK"] != NOON.format(day):
        portal.make("stop")
        portal.variables["CLOCK"] = NOON.format(day)
        portal.make("start")
    members[:] = [Browser(portal) for _ in range(3)]
    for who, number in zip(members, (10, 3, 2)):
        who.sign_in(f"138000000{number:02d}", f"demo-points-{number}")
    desks.update({role: Desk(portal).sign_in(role) for role in ("manager", "clerk", "auditor")})


def available(who):
    return figure(who.get("/balance")[2], "points-available")


def lacks(page):
    found = re.search(r'<ul class="points lacks">(.*?)</ul>', page, re.S)
    return [] if not found else [
        re.sub(r"<[^>]*>", "", line) for line in re.findall(r"<li>(.*?)</li>", found.group(1))]


def png(width, height):
    rows = b"".join(b"\0" + bytes((11, 92, 107)) * width for _ in range(height))

    def part(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))


def upload(who, path, data):
    page = who.get(path.removesuffix("/picture"))[2]
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    mark = "----jifen"
    body = (f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n--{mark}\r\n'
            'Content-Disposition: form-data; name="picture"; filename="p.png"\r\n'
            'Content-Type: image/png\r\n\r\n').encode() + data + f"\r\n--{mark}--\r\n".encode()
    return portal.request("POST", path, body, {
        "Host": f"localhost:{portal.port}", "Content-Type": f"multipart/form-data; boundary={mark}",
        "Cookie": "; ".join(f"{k}={v}" for k, v in who.cookies.items())})


def form(**fields):
    return {"kind": "cutoff", "name": "春日抽奖", "name_en": "Spring draw", "ticket_points": "50",
            "per_member": "5", "min_tier": "", "tax_by": "company", "reserve_count": "1", **fields}


def prepare(name, prizes, **fields):
    """A published draw of the manager's; its number."""
    manager = desks["manager"]
    status, headers, page = post(manager, "/admin/draws/new",
                                 **form(name=name, **{**LAW, **TIMES, **fields}))
    assert status == 303, page[page.index("<main"):][:3000]
    draw = headers["Location"].split("?")[0]
    for prize in prizes:
        status, _, page = post(manager, f"{draw}/prizes/new", **prize)
        assert status == 303, page[page.index("<main"):][:3000]
    status, _, page = post(manager, f"{draw}/publish", draw)
    assert status == 303, lacks(page)
    made[name] = draw.removeprefix("/admin")
    return made[name]


def enter(who, draw, tickets):
    """The form, the answers, and three times the entry: what the answers were."""
    fields = hidden(who.get(f"{draw}/enter")[2])
    fields = {k: fields[k] for k in ("csrf", "form_id", "cost")}
    status, _, page = who.go("POST", f"{draw}/enter", {**fields, "tickets": tickets})
    assert status == 200, status
    fields["form_id"] = hidden(page)["form_id"]
    return [who.go("POST", f"{draw}/enter", {**fields, "tickets": tickets, "confirm": "1"})
            for _ in range(3)]


def proof(draw):
    return json.loads(Browser(portal).get(f"{draw}/proof.json")[2])


def nothing_is_published_by_halves():
    at(1)
    manager = desks["manager"]
    status, _, page = post(manager, "/admin/draws/new", **form(name=""))
    check("a draft needs a name", status == 422 and "name-error" in page, status)
    status, headers, _ = post(manager, "/admin/draws/new", **form())
    equal("and nothing more", status, 303)
    draft = headers["Location"].split("?")[0]
    status, _, page = post(manager, f"{draft}/publish", draft)
    missing = lacks(page)
    check("what publication lacks is listed", status == 422 and len(missing) >= 12, missing)
    equal("members see nothing of it", members[0].get(draft.removeprefix("/admin"))[0], 404)
    full = {**form(), **LAW, **TIMES}
    for field in [*LAW, *TIMES]:
        version = hidden(manager.get(draft)[2])["version"]
        post(manager, draft, draft, **{**full, field: "", "version": version})
        if field == "text":
            post(manager, f"{draft}/prizes/new", kind="goods", name="箱", value="10", count="1")
        status, _, page = post(manager, f"{draft}/publish", draft)
        equal(f"without {field} it is not published", (status, len(lacks(page))), (422, 1))
    version = hidden(manager.get(draft)[2])["version"]
    post(manager, draft, draft, **{**full, "version": version})
    equal("a stale form saves nothing", post(manager, draft, draft, **{
        **full, "name": "别的", "version": version})[0], 409)
    equal("a prize of more than 50,000 yuan", post(
        manager, f"{draft}/prizes/1", kind="goods", name="车", value="50001", count="1",
        taxable="1")[0], 303)
    status, _, page = post(manager, f"{draft}/publish", draft)
    check("is not published", status == 422 and "50,000" in lacks(page)[0], lacks(page))
    status, headers, _ = upload(manager, f"{draft}/prizes/1/picture", png(300, 200))
    equal("its picture is taken", status, 303)
    equal("one that is none is not", upload(manager, f"{draft}/prizes/1/picture", b"GIF89a")[0], 422)
    equal("a prize goes", post(manager, f"{draft}/prizes/1/remove", draft)[0], 303)
    made["draft"] = draft


def one_is_published():
    draw = prepare("春日抽奖", [
        {"kind": "points", "name": "五百分", "name_en": "500 points", "value": "10", "count": "1",
         "points": "500", "terms": "到账即用"},
        {"kind": "goods", "name": "登机箱", "name_en": "Cabin case", "value": "899", "count": "1",
         "taxable": "1"}])
    status, headers, page = Browser(portal).get(draw)
    check("anyone can read it", status == 200 and "登机箱" in page and "400-800-1234" in page)
    check("dearest first", page.index("登机箱") < page.index("五百分"))
    tag = headers["ETag"]
    again = portal.request("GET", draw, headers={"If-None-Match": tag, "Cookie": ""})[0]
    check("with an ETag", tag and again in (200, 304), again)
    desk = "/admin" + draw
    equal("what is published stands", post(desks["manager"], desk, desk, **{
        **form(name="别的"), **LAW, **TIMES, "version": "9"})[0], 422)
    equal("in members' favour it may change",
          post(desks["manager"], f"{desk}/better", desk, prize_no="0", value="14")[0], 303)
    equal("not against them",
          post(desks["manager"], f"{desk}/better", desk, prize_no="0", value="3")[0], 422)


def members_enter():
    draw, me = made["春日抽奖"], members[0]
    before = available(me)
    status, _, page = post(me, f"{draw}/enter", tickets="99")
    check("more than a member may have is told", status == 422 and "tickets-error" in page, status)
    answers = enter(me, draw, "3")
    equal("three submits, one answer", {(a[0], a[1]["Location"]) for a in answers},
          {(303, f"{draw}?done=entered")})
    equal("the points went once", before - available(me), 150)
    page = me.get(draw)[2]
    equal("three tickets of mine", figure(page, "draw-mine"), 3)
    made["ref"] = re.search(r'class="member-ref">([0-9a-f]{16})<', page).group(1)
    equal("another enters too", enter(members[1], draw, "1")[0][0], 303)
    equal("the count is public", figure(Browser(portal).get(draw)[2], "draw-entered"), 4)
    now = proof(draw)
    check("the proof promises without telling", re.fullmatch(r"[0-9a-f]{64}", now["seed_hash"])
          and now["seed"] is None and now["list_hash"] is None and now["kind"] == "cutoff", now)
    equal("nothing to download yet", Browser(portal).get(f"{draw}/tickets.csv")[0], 404)
    equal("nor a deck", Browser(portal).get(f"{draw}/deck.csv")[0], 404)


def an_instant_one_is_played():
    draw = prepare("即开", [{"kind": "service", "name": "贵宾厅", "value": "600", "count": "2",
                             "taxable": "1"},
                            {"kind": "points", "name": "十分", "value": "1", "count": "4",
                             "points": "10", "terms": "到账即用"}],
                   kind="instant", max_tickets="6", per_member="6", reserve_count="0",
                   draws_at="")
    me = members[0]
    page = me.get(draw)[2]
    check("odds are shown", "6 张里有 2 张" in page)
    equal("six tickets", enter(me, draw, "6")[0][0], 303)
    page = me.get(draw)[2]
    check("each says what it is", page.count("贵宾厅") >= 2 and page.count("seq-text") == 6)
    check("a dear win is shown as it happens, masked", "draw-ticket" in page and "****" in page)
    now = proof(draw)
    check("its seed is still sealed", now["seed"] is None and now["kind"] == "instant" and
          len(now["winners"]) == 6 and now["deck_hash"] == now["list_hash"], now)
    deck = Browser(portal).get(f"{draw}/deck.csv")[2]
    equal("the deck is public", sorted(deck.split()), ["1"] * 2 + ["2"] * 4)
    status, _, page = post(desks["manager"], f"/admin{draw}/cancel", f"/admin{draw}", reason="试")
    equal("with tickets it cannot be cancelled", status, 422)


def one_is_cancelled():
    draw = prepare("取消的", [{"kind": "goods", "name": "伞", "value": "30", "count": "1"}],
                   draws_at="2027-03-02T21:00")
    portal.pointsctl("draw", "due")  # what was won before is credited first
    before = available(members[0])
    enter(members[0], draw, "2")
    equal("without a reason not", post(desks["manager"], f"/admin{draw}/cancel", f"/admin{draw}",
                                       reason="")[0], 422)
    equal("cancelled with one", post(desks["manager"], f"/admin{draw}/cancel", f"/admin{draw}",
                                     reason="天气不好")[0], 303)
    portal.pointsctl("draw", "due")
    equal("all points are back", available(members[0]), before)
    check("and the reason is told", "天气不好" in members[0].get(draw)[2])
    equal("nobody enters it", members[1].get(f"{draw}/enter")[0], 303)


def it_is_drawn():
    draw = made["春日抽奖"]
    at(3)
    done = portal.pointsctl("draw", "run", draw.rsplit("/", 1)[1], check=False)
    check("drawn, or was by the timer", done.returncode == 0, done.stdout + done.stderr)
    portal.pointsctl("draw", "due")
    now = proof(draw)
    equal("two winners, no reserve left over", (len(now["winners"]), len(now["reserves"])), (2, 0))
    anyone = Browser(portal)
    page = anyone.get(draw)[2]
    check("winners are masked", "****" in page and not re.search(r"M00000\d\d", page),
          re.findall(r"M\d+", page))
    tickets = anyone.get(f"{draw}/tickets.csv")[2]
    equal("my reference stands on my tickets", [line.split(",")[1] for line in
          tickets.splitlines()[1:4]], [made["ref"]] * 3)
    for name in ("春日抽奖", "即开"):
        everybody_can_check(made[name])


def everybody_can_check(draw):
    anyone, folder = Browser(portal), tempfile.mkdtemp()
    for name in ("proof.json", "tickets.csv", "deck.csv"):
        status, _, text = anyone.get(f"{draw}/{name}")
        if status == 200:
            with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
                file.write(text)
    page = anyone.get(f"{draw}/proof")[2]
    code = html.unescape(re.search(r'<pre class="code"[^>]*><code>(.*?)</code>', page, re.S).group(1))
    own = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    check("the page's own program agrees", own.returncode == 0 and own.stdout.strip(), own.stderr)
    far = subprocess.run([sys.executable, os.path.join(HERE, "draw_verify.py"), folder],
                         capture_output=True, text=True)
    check("the independent verifier agrees", far.returncode == 0, far.stderr)
    with open(os.path.join(folder, "tickets.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines(True)
    with open(os.path.join(folder, "tickets.csv"), "w", encoding="utf-8") as file:
        file.write("".join(lines[:-1]))  # one ticket goes missing
    own = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    check("and refuses another list", own.returncode != 0, own.stdout)


def the_winner_claims():
    draw = made["春日抽奖"]
    goods = next(w["ticket_no"] for w in proof(draw)["winners"] if w["prize"] == "登机箱")
    winner = members[0] if goods <= 3 else members[1]
    other = members[1] if goods <= 3 else members[0]
    check("the winner is told what to do", f"{draw}/claim" in winner.get(draw)[2])
    check("the other has nothing to claim", "待领" in other.get(f"{draw}/claim")[2])
    equal("nor claims it", post(other, f"{draw}/claim", draw, **PLACE)[0], 422)
    status, _, page = post(winner, f"{draw}/claim", recipient="", phone="1", address="x")
    check("what is wrong is told", status == 422 and page.count("-error") >= 3, status)
    answers = [post(winner, f"{draw}/claim", draw, **PLACE) for _ in range(2)]
    equal("claimed, and again", {(a[0], a[1]["Location"]) for a in answers},
          {(303, f"{draw}?done=claimed")})
    made["goods"], made["winner"] = f"/admin{draw}/winners/{goods}", winner
    points = next(w for w in proof(draw)["winners"] if w["prize"] == "五百分")
    happy = members[0] if points["ticket_no"] <= 3 else members[1]
    check("points came by themselves", "已交付" in happy.get(draw)[2])


def staff_hand_it_out():
    clerk, win = desks["clerk"], made["goods"]
    page = clerk.get("/admin/draws/prizes")[2]
    check("it waits in the queue", win in page)
    check("the clerk sees where to", PLACE["address"] in clerk.get(win)[2])
    equal("not before the identity is checked", post(clerk, win, win, step="deliver",
                                                     text="顺丰")[0], 422)
    equal("checked", post(clerk, win, win, step="identity", text="")[0], 303)
    equal("delivered how?", post(clerk, win, win, step="deliver", text="")[0], 422)
    equal("delivered", post(clerk, win, win, step="deliver", text="顺丰 SF123")[0], 303)
    check("the winner reads it", "SF123" in made["winner"].get(made["春日抽奖"])[2])
    status, headers, text = desks["auditor"].get(f"/admin{made['春日抽奖']}/winners.csv")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    row = next(r for r in rows if "登机箱" in r)
    check("the file has worth and tax", status == 200 and "899" in row and "179.8" in row, row)


def nobody_else_may():
    draw, win = made["春日抽奖"], made["goods"]
    clerk, auditor = desks["clerk"], desks["auditor"]
    for who, paths in ((clerk, ("/admin/draws/new", f"/admin{draw}/cancel", f"/admin{draw}/publish",
                                f"/admin{draw}/public-value", f"{made['draft']}/prizes/new")),
                       (auditor, (win, "/admin/draws/new", f"/admin{draw}/cancel"))):
        equal("a role that may not", {
            p: s for p in paths for s in [post(who, p, "/admin/password")[0]] if s != 403}, {})
    seen = {p: auditor.get(p)[0] for p in ("/admin/draws", f"/admin{draw}", f"/admin{draw}/winners",
                                           win, "/admin/draws/prizes")}
    equal("an auditor sees everything", {p: s for p, s in seen.items() if s != 200}, {})
    stranger = Browser(portal)
    equal("entering and claiming ask for the sign-in", {
        stranger.get(f"{draw}/{p}")[1].get("Location", "").split("?")[0]
        for p in ("enter", "claim")}, {"/sign-in"})
    equal("what is no draw is not there", {stranger.get(p)[0] for p in (
        "/draws/0", "/draws/999", "/draws/x", "/draws/-1", "/draws/99999999999999999999",
        f"{draw}/prizes/9/picture")}, {404})
    public = "".join(stranger.get(f"{draw}{p}")[2] for p in ("", "/winners", "/proof", "/proof.json",
                                                             "/tickets.csv"))
    equal("nothing public names a member", [w for w in (*PLACE.values(), "SF123") if w in public],
          [])


def the_books_agree():
    done = portal.pointsctl("audit", check=False)
    check("pointsctl audit finds nothing", done.returncode == 0, done.stdout[-600:])


if __name__ == "__main__":
    with Portal(CLOCK=NOON.format(1)) as portal:
        run(nothing_is_published_by_halves, one_is_published, members_enter,
            an_instant_one_is_played, one_is_cancelled, it_is_drawn, the_winner_claims,
            staff_hand_it_out, nobody_else_may, the_books_agree)
