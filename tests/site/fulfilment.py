#!/usr/bin/python3
"""Fulfilment papers over HTTP, without JavaScript and in both languages: the region in
addresses, parcels out and waybills in, miles for the airline once, tax on prizes, the
clock; and who may see which of it."""
import csv
import glob
import io
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
member, clerk, manager, auditor, merchant = (None,) * 5
made = {}
AT = "/admin/fulfilment"
STREET = "科技园路 77 号"
TO = {"recipient": "沈青禾", "phone": "13912345678", "province": "广东省", "city": "深圳市",
      "district": "南山区", "address": STREET}
COLUMNS = ["redemption_no", "promised_on", "priority", "item", "quantity", "recipient", "phone",
           "province", "city", "district", "address", "carrier", "waybill"]


class Desk(Browser):
    def sign_in(self, role, _=None):
        status, headers, _ = self.post("/admin/sign-in", email=f"{role}@demo.test",
                                       password=f"demo-staff-{role}")
        assert status == 303, (status, role)
        return self


def csrf(who):
    start = "/admin/password" if isinstance(who, Desk) else "/profile/password"
    return re.search(r'name="csrf" value="([^"]+)"', who.get(start)[2]).group(1)


def send(who, path, /, **fields):
    return who.go("POST", path, {"csrf": csrf(who), **fields})


def upload(who, text):
    mark = "----jifen"
    body = (f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf(who)}\r\n--{mark}'
            '\r\nContent-Disposition: form-data; name="file"; filename="w.csv"\r\n'
            f'Content-Type: text/csv\r\n\r\n{text}\r\n--{mark}--\r\n').encode()
    return portal.request("POST", AT + "/waybills", body, {
        "Host": f"localhost:{portal.port}", "Content-Type": f"multipart/form-data; boundary={mark}",
        "Cookie": "; ".join(f"{k}={v}" for k, v in who.cookies.items())})


def hidden(page):
    page = page[page.index("<main"):page.index("</main>")]
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))


def table(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def filled(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def redeemed(item, **to):
    """The form, the answers, the redemption's address."""
    page = member.get(f"/catalogue/{item}/redeem")[2]
    kept = {k: hidden(page)[k] for k in ("csrf", "form_id", "cost")}
    status, _, page = member.go("POST", f"/catalogue/{item}/redeem", {**kept, "quantity": "1", **to})
    assert status == 200, (status, page[page.index("<main"):][:2000])
    again = hidden(page)
    for area in re.findall(r'<textarea class="gone" name="([a-z]+)"[^>]*>\n(.*?)</textarea>', page, re.S):
        again[area[0]] = area[1]
    status, headers, _ = member.go("POST", f"/catalogue/{item}/redeem", {**again, "confirm": "1"})
    assert status == 303, status
    return headers["Location"].split("?")[0], page


def everybody_comes_in():
    global member, clerk, manager, auditor, merchant
    member = Browser(portal)
    member.sign_in("13800000003", "demo-points-3")
    clerk, manager, auditor, merchant = (Desk(portal).sign_in(role)
                                         for role in ("clerk", "manager", "auditor", "merchant"))


def an_address_has_its_region():
    page = member.get("/catalogue/umbrella/redeem")[2]
    check("an address used before fills the fields", 'value="江苏省" selected' in page
          and 'value="姑苏区"' in page and "平江路 61 号" in page)
    kept = {k: hidden(page)[k] for k in ("csrf", "form_id", "cost")}
    for lacks in ("province", "city", "district", "address"):
        status, _, page = member.go("POST", "/catalogue/umbrella/redeem",
                                    {**kept, "quantity": "1", **TO, lacks: ""})
        check(f"without {lacks} it is told at the field",
              status == 422 and f'href="#{lacks}"' in page, status)
        check("and what was typed is kept", 'value="沈青禾"' in page)
    equal("a province that is none", member.go("POST", "/catalogue/umbrella/redeem", {
        **kept, "quantity": "1", **TO, "province": "某省"})[0], 422)
    made["umbrella"], page = redeemed("umbrella", **TO)
    check("the answers show the whole", "广东省　深圳市　南山区　" + STREET in page)
    check("so does the redemption", "深圳市" in member.get(made["umbrella"])[2])
    made["old"], _ = redeemed("umbrella", **{k: TO[k] for k in ("recipient", "phone")},
                              address="上海市徐汇区衡山路 881 号")
    check("a form opened before is taken as it is", "衡山路" in member.get(made["old"])[2])


def parcels_go_out_and_waybills_come_in():
    equal("a merchant gets no addresses", merchant.get(AT + "/parcels.csv")[0], 403)
    equal("strangers sign in first", Browser(portal).get(AT + "/parcels.csv")[0], 303)
    for who, name in ((auditor, "auditor"), (merchant, "merchant")):
        equal(f"an {name} imports nothing", upload(who, "x")[0], 403)
    status, headers, text = clerk.get(AT + "/parcels.csv")
    check("a file of parcels", status == 200 and "parcels.csv" in headers["Content-Disposition"])
    rows = table(text)
    equal("its columns", list(rows[0]), COLUMNS)
    by_no = {row["redemption_no"]: row for row in rows}
    no, old = (made[k].split("/")[-1] for k in ("umbrella", "old"))
    equal("the region in columns", [by_no[no][k] for k in ("province", "city", "district", "address")],
          ["广东省", "深圳市", "南山区", STREET])
    equal("an old address in one", [by_no[old][k] for k in ("province", "address")],
          ["", "上海市徐汇区衡山路 881 号"])
    by_no[no].update(carrier="顺丰速运", waybill="SF778899001")
    bad = [{**row} for row in rows] + [{**by_no[no], "redemption_no": "RNOTHERE000"}]
    status, _, page = upload(clerk, filled(bad))
    check("one bad line is told by its number",
          status == 422 and f"第 {len(rows) + 2} 行：没有这一单" in page, status)
    check("and nothing is done", "SF778899001" not in member.get(made["umbrella"])[2])
    status, _, page = upload(clerk, "a,b\n1,2\n")
    check("another table is none", status == 422 and "不是带那三列的表格" in page)
    status, headers, _ = upload(clerk, filled(rows))
    equal("the filled file is taken", (status, headers["Location"]), (303, AT + "?sent=1&same=0"))
    check("which is said", "已寄出 1 单" in clerk.get(headers["Location"])[2])
    page = member.get(made["umbrella"])[2]
    check("the member sees carrier and number", "顺丰速运" in page and "SF778899001" in page)
    check("and has a notice", made["umbrella"] in member.get("/notices")[2])
    equal("again it changes nothing", upload(clerk, filled(rows))[1]["Location"],
          AT + "?sent=0&same=1")
    check("what is sent is in no file any more", no not in clerk.get(AT + "/parcels.csv")[2])
    send(clerk, "/admin/language", lang="en")
    status, _, page = upload(clerk, filled(bad))
    check("the clerk's language is kept to", "no such redemption" in page)
    send(clerk, "/admin/language", lang="zh-CN")


def miles_go_once():
    made["miles"], _ = redeemed("miles-1000", flyer_no="CA 1234567")
    no = made["miles"].split("/")[-1]
    send(clerk, AT + "/miles")  # the demo's own
    equal("what is not approved is in no file", send(clerk, AT + "/miles")[1]["Location"],
          AT + "?done=miles_none")
    equal("approved", send(clerk, "/admin" + made["miles"], step="approve")[0], 303)
    equal("an auditor makes none", send(auditor, AT + "/miles")[0], 403)
    equal("a file is made", send(clerk, AT + "/miles")[1]["Location"], AT + "?done=miles_export")
    page = clerk.get(AT)[2]
    file = re.search(rf'{AT}/miles/\d+/file\.csv', page).group(0)
    rows = table(clerk.get(file)[2])
    equal("with number and points", [(r["redemption_no"], r["flyer_no"]) for r in rows
                                     if r["redemption_no"] == no], [(no, "CA 1234567")])
    check("points are there", all(int(r["points"]) > 0 for r in rows))
    equal("once", send(clerk, AT + "/miles")[1]["Location"], AT + "?done=miles_none")
    equal("an auditor looks, a merchant does not", (auditor.get(file)[0], merchant.get(file)[0]),
          (200, 403))
    equal("no file of that number", clerk.get(AT + "/miles/9999/file.csv")[0], 404)
    check("the member cannot take it back", "/cancel" not in member.get(made["miles"])[2])


def tax_is_listed_by_month():
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    texts = []
    for back in range(4):
        year, number = int(month[:4]), int(month[5:]) - back
        named = f"{year - (number < 1)}-{(number - 1) % 12 + 1:02d}"
        texts.append((named, table(manager.get(f"{AT}/tax.csv?month={named}")[2])))
    named, rows = max(texts, key=lambda pair: len(pair[1]))
    check("the demo's winners owe tax", len(rows) > 0, texts)
    check("a fifth of the value", all(float(r["税额"]) * 5 >= float(r["价值"]) - 0.05 for r in rows))
    page = manager.get(f"{AT}/tax?month={named}")[2]
    total = sum(round(float(r["税额"]) * 100) for r in rows)
    shown = sum(int(v) for v in re.findall(r'class="tax-(?:winner|company)" value="(\d+)"', page))
    equal("the page adds it up", shown, total)
    check("and names them", all(r["会员号"] in page for r in rows))
    equal("an auditor may see it", auditor.get(AT + "/tax")[0], 200)
    equal("a merchant may not", merchant.get(AT + "/tax")[0], 403)
    equal("no such month", manager.get(AT + "/tax?month=2026-13")[0], 400)


def the_clock_has_the_overdue_first():
    page = clerk.get(AT)[2]
    late = [int(n) for n in re.findall(r'data-label="已逾期"><data value="(\d+)"', page)]
    check("kinds stand by how much is overdue", late == sorted(late, reverse=True) and late, late)
    days = [int(n) for n in re.findall(r'<strong class="bad">(\d+) 天', page)]
    check("what is latest first", days == sorted(days, reverse=True), days)
    equal("a merchant sees none of it", merchant.get(AT)[0], 403)


def the_log_and_the_books_are_whole():
    page = manager.get("/admin/audit")[2]
    for action in ("下载待寄包裹", "导入运单", "生成里程文件"):
        check(f"the log names: {action}", action in page)
    equal("the books are proved", portal.pointsctl("audit", check=False).returncode, 0)
    logs = "".join(open(f, encoding="utf-8", errors="replace").read()
                   for f in glob.glob(os.path.join(portal.var, "log", "*")) if os.path.isfile(f))
    check("no log holds an address", STREET not in logs and "沈青禾" not in logs)


if __name__ == "__main__":
    with Portal(DEMO="1") as portal:
        run(everybody_comes_in, an_address_has_its_region, parcels_go_out_and_waybills_come_in,
            miles_go_once, tax_is_listed_by_month, the_clock_has_the_overdue_first,
            the_log_and_the_books_are_whole)
