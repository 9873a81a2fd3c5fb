#!/usr/bin/python3
"""Suppliers over HTTP: whoever an item names is one, by form and by CSV alike; those
due head the list and stand on the morning page; a review once, however often sent;
delays and ratings equal a count from the redemptions; who may look and who write."""
import contextlib
import datetime
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from ledger import ZONE, sql  # noqa: E402
from portal import Browser, Portal  # noqa: E402
from shop import Desk, forge, hidden  # noqa: E402
from tap import check, equal, run  # noqa: E402

AT = "/admin/suppliers"
portal = clerk = manager = today = None


def one(name):
    return f"{AT}/one?name={urllib.parse.quote(name)}"


def rows():
    """The list: name, due, the cells' words."""
    page = clerk.get(AT)[2]
    found = []
    for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page, re.S):
        name = re.search(r"one\?name=[^>]*>([^<]*)</a>", row).group(1)
        cells = [re.sub(r"<[^>]*>", "", c).strip() for c in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        found.append((name, "该评估了" in cells[0], cells))
    return found


def due_wanted():
    return {name for name, in sql(portal, "SELECT n.name FROM (SELECT DISTINCT supplier AS name FROM item"
            " WHERE supplier <> '' AND state = 'live') n LEFT JOIN supplier s ON s.name = n.name"
            f" WHERE s.review_on IS NULL OR s.review_on <= '{today}'")}


def due_ones_come_first():
    found = rows()
    names = {n for n, in sql(portal, "SELECT DISTINCT supplier FROM item WHERE supplier <> ''")}
    equal("whoever an item names is a supplier", {r[0] for r in found}, names)
    wanted = due_wanted()
    equal("due are those whose day has come, or that never were judged", {r[0] for r in found if r[1]}, wanted)
    check("some are and some are not", 0 < len(wanted) < len(names), wanted)
    equal("they come first", [r[1] for r in found], sorted((r[1] for r in found), reverse=True))
    home = manager.get("/admin/")[2]
    line = re.search(r"(\d+)(?:(?!<li|<article|<tr).)*?供应商该评估了", home, re.S)
    check("the morning page counts them", line and int(line.group(1)) == len(wanted), line and line.group(0)[:200])


def delays_and_ratings_are_those_of_the_redemptions():
    since = today - datetime.timedelta(days=364)
    on = "DATE({} + INTERVAL 8 HOUR)"
    sent = on.format("COALESCE(shipped_at, done_at)")
    facts = {n: (int(s), int(k or 0)) for n, s, k in sql(portal, f"SELECT supplier, COUNT(*), SUM({sent} <= promised_on)"
             f" FROM redemption WHERE COALESCE(shipped_at, done_at) IS NOT NULL AND {sent}"
             f" BETWEEN '{since}' AND '{today}' GROUP BY supplier")}
    scores = {n: (int(k), int(s)) for n, k, s in sql(portal, "SELECT r.supplier, COUNT(*), SUM(r.score) FROM redemption r"
              " WHERE r.score IS NOT NULL GROUP BY r.supplier")}
    waits = {n: (int(w), int(k)) for n, w, k in sql(portal, "SELECT supplier, COUNT(*), SUM(promised_on <"
             f" '{today}') FROM redemption WHERE state IN ('placed', 'approved') GROUP BY supplier")}
    seen = 0
    for name, _, cells in rows():
        n, kept = facts.get(name, (0, 0))
        equal(f"{name}: in time", cells[5], f"{kept} / {n}" if n else "–")
        n, total = scores.get(name, (0, 0))
        mean = (total * 100 + n // 2) // n if n else 0
        words = f"{mean // 100}.{mean % 100:02}".rstrip("0").rstrip(".")
        check(f"{name}: rated", cells[6] == (f"{words}（{n} 次）" if n else "–") or
              cells[6] == f"{mean // 100}.{mean % 100:02}（{n} 次）", (cells[6], total, n))
        equal(f"{name}: waiting and late", tuple(map(int, cells[3:5])), waits.get(name, (0, 0)))
        seen += bool(facts.get(name))
    check("some have delivered", seen > 3, seen)


def a_review_is_written_once():
    name = sorted(due_wanted())[0]
    later = today + datetime.timedelta(days=90)
    fields = hidden(clerk.get(one(name))[2])
    equal("the form counts on", fields["name"], name)
    number = re.search(r'name="n" value="(\d+)"', clerk.get(one(name))[2]).group(1)
    send = {"name": name, "n": number, "score": "4", "words": "准时，箱子结实", "next_on": str(later)}
    for what, wrong in (("score", {"score": ""}), ("words", {"words": " "}), ("next_on", {"next_on": str(today)}),
                        ("next_on", {"next_on": str(today + datetime.timedelta(days=2000))})):
        status, _, page = forge(clerk, AT + "/judge", **dict(send, **wrong))
        check(f"{what} is asked for, and what was typed stays", status == 422 and f'id="{what}-error"' in page
              and (what == "words" or "准时，箱子结实" in page), status)
    equal("an auditor writes nothing", forge(Desk(portal).sign_in("auditor"), AT + "/judge", **send)[0], 403)
    equal("nor a merchant", forge(Desk(portal).sign_in("merchant"), AT + "/judge", **send)[0], 403)
    status, headers, _ = forge(clerk, AT + "/judge", **send)
    equal("it is written down", status, 303)
    check("the page says so", "评估已记下" in clerk.get(headers["Location"])[2])
    equal("sent twice it is one", forge(clerk, AT + "/judge", **send)[0], 303)
    equal("another under its number is not taken", forge(manager, AT + "/judge", **dict(send, score="1"))[0], 409)
    equal("kept once", sql(portal, f"SELECT COUNT(*) FROM supplier_review WHERE name = '{name}' AND n = {number}"), [["1"]])
    equal("and logged once", sql(portal, "SELECT COUNT(*), MAX(detail) FROM staff_action WHERE action ="
                                         f" 'supplier_judge' AND subject = '{name}' AND detail = '4/5'"), [["1", "4/5"]])
    check("it is due no more", name not in due_wanted() and not dict((r[0], r[1]) for r in rows())[name])
    equal("a name that is none", forge(clerk, AT + "/judge", **dict(send, name="没有这家"))[0], 404)
    equal("has no page", clerk.get(one("没有这家"))[0], 404)


def contacts_are_kept_for_two_editors():
    name = "途悦行李社"
    version = re.search(r'name="version" value="(\d+)"', clerk.get(one(name))[2]).group(1)
    send = {"name": name, "version": version, "contact": "郝师傅", "phone": "139-0001-0001",
            "email": "hao@example.com", "terms": "月结"}
    status, _, page = forge(clerk, AT + "/one", **dict(send, email="hao"))
    check("an address that is none is told", status == 422 and 'id="email-error"' in page and "郝师傅" in page)
    equal("the first is kept", forge(clerk, AT + "/one", **send)[0], 303)
    status, _, page = forge(manager, AT + "/one", **dict(send, contact="别人"))
    check("the second sees that it changed", status == 409 and "刚刚改过" in page and "别人" in page, status)
    equal("and nothing is lost", sql(portal, f"SELECT contact, phone FROM supplier WHERE name = '{name}'"),
          [["郝师傅", "139-0001-0001"]])


def an_item_brings_its_supplier():
    check("none is called so yet", "新来的店" not in {r[0] for r in rows()})
    path = os.path.join(portal.var, "more.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,value_fen,supplier\n"
                "new-lamp,service,台灯,A lamp,100,5,,,,,1000,新来的店\n")
    done = portal.pointsctl("import", "catalogue", path, check=False)
    equal("a catalogue file is taken", done.returncode, 0)
    found = {r[0]: r for r in rows()}
    check("its supplier stands in the list, due", "新来的店" in found and found["新来的店"][1])
    check("with its item", "台灯" in clerk.get(one("新来的店"))[2])
    check("and the item leads there", one("新来的店").split("name=")[1] in manager.get("/admin/catalogue/new-lamp")[2])


def without_a_name_one_is_chosen():
    status, _, page = clerk.get(AT + "/one")
    names = [n for n, in sql(portal, "SELECT DISTINCT supplier FROM item WHERE supplier <> ''")]
    check("all are offered", status == 200 and all(f">{n}</span></a>" in page for n in names), status)
    check("and no form", 'name="score"' not in page)


def who_may_look():
    auditor = Desk(portal).sign_in("auditor")
    for path in (AT, one("途悦行李社")):
        equal(f"an auditor sees {path[:20]}", auditor.get(path)[0], 200)
        equal("a merchant does not", Desk(portal).sign_in("merchant").get(path)[0], 403)
        equal("a stranger signs in", Browser(portal).get(path)[0], 303)
    check("an auditor has no forms", 'action="/admin/suppliers' not in auditor.get(one("途悦行李社"))[2])


with Portal(DEMO="1") as portal:
    for pid in portal.processes("job-loop.sh"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 15)
    today = datetime.datetime.now(ZONE).date()
    clerk, manager = Desk(portal).sign_in("clerk"), Desk(portal).sign_in("manager")
    run(due_ones_come_first, delays_and_ratings_are_those_of_the_redemptions, a_review_is_written_once,
        contacts_are_kept_for_two_editors, an_item_brings_its_supplier, without_a_name_one_is_chosen,
        who_may_look)
