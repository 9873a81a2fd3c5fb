#!/usr/bin/python3
"""Messages by WeChat: a member's code told by the gateway, messages that go there and
no longer to the e-mail, what stays with the e-mail, who leaves, who guesses; the
gateway over HTTP."""
import datetime
import http.server
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = me = None
NEWS = "有答复了"
OPENID, OTHER = "oWx_me-0123456789abcdefABCD", "oWx_other"


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def code_of(browser):
    time.sleep(1.1)  # codes of one second are the same
    status, headers, _ = browser.post("/profile/wechat", action="code")
    assert (status, headers["Location"]) == (303, "/profile/wechat"), status
    return re.search(r'pay-digits" value="(\d{8})"', browser.get("/profile/wechat")[2]).group(1)


def tie(code, openid=OPENID, **signing):
    return portal.api("POST", "/wechat/tie", {"openid": openid, "code": code}, **signing)


def files():
    """What lies in VAR/mail by now, each once: {suffix: [text]}."""
    portal.pointsctl("mail", "send", check=False)
    found = {"eml": [], "wx": [], "sms": []}
    folder = os.path.join(portal.var, "mail")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            found[name.rsplit(".", 1)[1]].append(f.read())
        os.remove(os.path.join(folder, name))
    return found


def told(number=3):
    """Something happens that the holder of demo account NUMBER is told of: the last
    notice is posted by mail."""
    sql("INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, ref, created_at, not_before)"
        " SELECT 'email', 'notice', n.member_id, 1, '', '', CONCAT('notice:', MAX(n.notice_no)),"
        " UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM notice n JOIN member m ON m.member_id = n.member_id"
        f" WHERE m.member_no = 'M{9000000 + number}' GROUP BY n.member_id")
    return files()


def mine(found, suffix):
    return [text for text in found[suffix] if "member3@demo.test" in text or f"To: {OPENID}\n" in text]


def a_code_ties():
    global me
    me = Browser(portal)
    me.sign_in("13800000003", "demo-points-3")
    files()
    found = told()
    check("before, news come by e-mail", mine(found, "eml") and not found["wx"], found)
    status, headers, page = me.get("/profile/wechat")
    equal("the page is there", status, 200)
    check("and not stored", "no-store" in headers["Cache-Control"])
    check("it names the account", "途悦旅行会员" in page)
    check("looking makes no code", "pay-digits" not in page)
    check("the messages' page leads there", 'href="/profile/wechat"' in me.get("/profile/messages")[2])
    first = code_of(me)
    code = code_of(me)
    check("each code is another", first != code)
    check("loaded again it is the same", f'value="{code}"' in me.get("/profile/wechat")[2])
    status, answer = tie(first)
    equal("the one before works no more", (status, answer["error"]["code"]), (422, "code_wrong"))
    check("who only asked is not tied", "已经绑定" not in me.get("/profile/wechat")[2])
    equal("the gateway ties", tie(f"{code[:4]} {code[4:]}"), (200, {"state": "tied"}))
    equal("a code works once", tie(code)[1]["error"]["code"], "code_wrong")
    check("the page tells", "已经绑定" in me.get("/profile/wechat")[2])
    check("so does the messages' page", "已绑定" in me.get("/profile/messages")[2])
    equal("digits are nowhere in the database", sql(
        f"SELECT COUNT(*) FROM wechat WHERE code_hash IS NOT NULL OR openid = '{code}'"), "0")


def messages_go_there():
    found = told()
    got = mine(found, "wx")
    check("news go to WeChat", got and not mine(found, "eml"), found)
    check("with kind and link", re.search(r"^Kind: notice\nLink: http://localhost:\d+/\w+", got[0], re.M), got)
    check("in the member's words", NEWS in got[0], got)
    me.post("/profile/messages", topic="survey")
    found = told()
    check("what is not wanted goes nowhere", not mine(found, "wx") and not mine(found, "eml"), found)
    me.post("/profile/messages", topic="notice")
    found = told(2)
    check("another's news stay with e-mail", not found["wx"] and "member2@demo.test" in "".join(found["eml"]))
    status, _, _ = Browser(portal).post("/forgot", login="13800000003")
    equal("a lost password is asked for", status, 303)
    found = files()
    check("its code does not go to WeChat", not found["wx"] and (found["sms"] or found["eml"]), found)


def one_wechat_one_person():
    other = Browser(portal)
    other.sign_in("13800000002", "demo-points-2")
    equal("another member ties the same WeChat", tie(code_of(other))[0], 200)
    check("the first is untied", "已经绑定" not in me.get("/profile/wechat")[2])
    found = told()
    check("and gets e-mail again", mine(found, "eml") and not found["wx"], found)
    status, headers, _ = other.post("/profile/wechat", action="end")
    equal("who unties", (status, headers["Location"]), (303, "/profile/wechat?done=ended"))
    check("is told", "解除了" in other.get("/profile/wechat?done=ended")[2])
    check("and gets e-mail again", not told(2)["wx"])
    equal("the first ties it again", tie(code_of(me))[0], 200)
    equal("somebody leaves the account", portal.api("POST", "/wechat/left", {"openid": OPENID}),
          (200, {"state": "untied"}))
    equal("twice is the same", portal.api("POST", "/wechat/left", {"openid": OPENID})[0], 200)
    found = told()
    check("nothing goes there any more", mine(found, "eml") and not found["wx"], found)


def bad_calls():
    secret = portal.pointsctl("partner", "add", "elsewhere").stdout.split()[-1]
    code = code_of(me)
    status, answer = tie(code, key="elsewhere", secret=secret)
    equal("another partner may not", (status, answer["error"]["code"]), (403, "not_the_gateway"))
    equal("nor tell who left", portal.api("POST", "/wechat/left", {"openid": OPENID}, key="elsewhere",
                                          secret=secret)[0], 403)
    for what, body in (("no openid", {"code": code}), ("an empty one", {"openid": "", "code": code}),
                       ("a long one", {"openid": "x" * 65, "code": code}),
                       ("one with a quote", {"openid": "a'b", "code": code}),
                       ("a number", {"openid": 5, "code": code})):
        status, answer = portal.api("POST", "/wechat/tie", body)
        equal(what, (status, answer["error"]["field"]), (422, "openid"))
    for what, typed in (("seven digits", "1234567"), ("letters", "abcdefgh"), ("no code", "")):
        status, answer = tie(typed)
        equal(what, (status, answer["error"]["field"]), (422, "code"))
    equal("an unknown field", portal.api("POST", "/wechat/tie", {"openid": "x", "code": code, "more": 1})[0], 400)
    equal("an action that is none", me.post("/profile/wechat", action="more")[0], 400)
    equal("a stranger is sent to sign in", Browser(portal).get("/profile/wechat")[0], 303)
    wrong = "00000000" if code != "00000000" else "00000001"
    answers = [tie(wrong, "oGuesser")[0] for _ in range(8)]
    check("who guesses has to wait", 429 in answers and answers[0] == 422, answers)
    equal("nobody else has", tie(code, OTHER)[0], 200)
    answers = [me.post("/profile/wechat", action="code")[0] for _ in range(14)]
    check("codes are not made without end", answers[-1] == 429 and answers[0] == 303, answers)


class Gateway(http.server.BaseHTTPRequestHandler):
    heard, answer = [], 200

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(re.findall(r'name="(\w+)"\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', text, re.S))
        Gateway.heard.append((self.headers["Authorization"], form))
        self.send_response(Gateway.answer)
        self.end_headers()

    def log_message(self, *_):
        pass


def the_gateway_over_http():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    key = os.path.join(portal.var, "secret", "wechat")
    with open(key, "w") as f:
        f.write("key-of-the-gateway\n")
    os.chmod(key, 0o600)
    with open(os.path.join(portal.var, "portal-job.hdf"), "a") as f:
        f.write(f"Wechat.Url = http://127.0.0.1:{server.server_port}/send\nWechat.KeyFile = {key}\n")
    found = told()
    equal("one message, nothing in files", (len(Gateway.heard), found["wx"]), (1, []))
    bearer, form = Gateway.heard.pop()
    equal("signed with the key", bearer, "Bearer key-of-the-gateway")
    equal("to whom, what", (form["to"], form["kind"]), (OTHER, "notice"))
    check("text and link", NEWS in form["text"] and
          urllib.parse.urlparse(form["link"]).path.count("/") > 0, form)
    Gateway.answer = 410
    found = told()
    check("a WeChat that is gone", len(Gateway.heard) == 1 and not mine(found, "eml"), found)
    equal("is untied", sql(f"SELECT COUNT(*) FROM wechat WHERE openid = '{OTHER}'"), "0")
    sql("UPDATE outbox SET not_before = UTC_TIMESTAMP() WHERE sent_at IS NULL AND failed_at IS NULL")
    found = files()
    check("and its message goes by e-mail", len(mine(found, "eml")) == 1 and len(Gateway.heard) == 1, found)
    server.shutdown()


def not_offered_without_an_account():
    path = os.path.join(portal.var, "portal-member.hdf")
    with open(path) as f:
        text = f.read()
    with open(path, "w") as f:
        f.write(text.replace("Wechat.Account", "Wechat.Former"))
    portal.at(datetime.datetime.now(datetime.timezone.utc))
    equal("no account, no page", me.get("/profile/wechat")[0], 404)
    page = me.get("/profile/messages")[2]
    check("and no way to it", "/profile/wechat" not in page and "topic-notice" in page)


if __name__ == "__main__":
    with Portal() as portal:
        run(a_code_ties, messages_go_there, one_wechat_one_person, bad_calls, the_gateway_over_http,
            not_offered_without_an_account)
