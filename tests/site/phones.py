#!/usr/bin/python3
"""What phones and chat apps need: cards of shared addresses, and a word about files
where an app's own browser keeps none."""
import html
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

WECHAT = ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
          " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 Language/zh_CN")
SHARED = ("/", "/programme", "/help", "/draws", "/draws/1", "/draws/1/proof", "/sign-up", "/newsletter")
FILES = ("/history", "/planner", "/profile/data", "/draws/1/proof")
portal = None


def page(me, path, agent):
    """The text of PATH as the browser AGENT gets it, with the cookies of ME."""
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in me.cookies.items()),
               "Host": f"localhost:{portal.port}", "User-Agent": agent}
    status, _, text = portal.request("GET", path, headers=headers)
    equal(f"{path} is there", status, 200)
    return text


def cards_of_shared_addresses():
    for lang in ("zh-CN", "en"):
        stranger = Browser(portal)
        stranger.cookies["lang"] = lang
        for path in SHARED:
            text = stranger.get(path)[2]
            card = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', text))
            title = re.search(r"<title>(.*?)</title>", text).group(1)
            check(f"{lang}: {path} has a card", {"type", "site_name", "title", "description", "image"}
                  <= set(card))
            check(f"{lang}: its title is the page's", html.unescape(card.get("title", "?")) in
                  html.unescape(title))
            image = re.match(r"https?://[^/]+(/static/card\.\w+\.png)$", card.get("image", ""))
            check(f"{lang}: its picture is a whole address", image)
            equal(f"{lang}: which is there", stranger.portal.request(
                "HEAD", image.group(1), headers={"Host": f"localhost:{portal.port}"})[:1], (200,))


def none_where_it_is_somebodys():
    me = Browser(portal)
    me.sign_in("13800000001", "demo-points-1")
    for path in ("/balance", "/draws/1", "/profile", "/invite"):
        check(f"{path} of a member has no card", "og:title" not in me.get(path)[2])
    stranger = Browser(portal)
    for path in ("/reset/none", "/verify/none", "/unsubscribe/none"):
        check(f"{path} has no card", "og:title" not in stranger.get(path)[2])


def files_in_a_chat_app():
    me = Browser(portal)
    me.sign_in("13800000003", "demo-points-3")
    for lang, words in (("zh-CN", "在浏览器打开"), ("en", "Open in browser")):
        me.cookies["lang"] = lang
        for path in FILES:
            check(f"{lang}: {path} says how to keep a file", words in page(me, path, WECHAT))
            check(f"{lang}: not in a browser", words not in page(me, path, "Mozilla/5.0 Firefox/140.0"))
    staff = Browser(portal)
    staff.post("/admin/sign-in", email="manager@demo.test", password="demo-staff-manager")
    for path in ("/admin/reports/points", "/admin/reports/members"):
        check(f"{path} says it, too", "在浏览器打开" in page(staff, path, WECHAT))


with Portal() as portal:
    run(cards_of_shared_addresses, none_where_it_is_somebodys, files_in_a_chat_app)
