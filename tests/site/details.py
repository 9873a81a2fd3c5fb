#!/usr/bin/python3
"""Details that are asked about once a year: who is asked and when, the button that says
they are right, what the desk sees of those who never answer."""
import datetime
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from portal import TOP, Browser, Portal  # noqa: E402
from tap import check, equal, run  # noqa: E402

portal = None
UTC8 = datetime.timedelta(hours=8)


def sql(text):
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql"], input=text,
                          env=dict(os.environ, VAR=portal.var), check=True, capture_output=True,
                          text=True).stdout.strip()


def today():
    return (datetime.datetime.now(datetime.timezone.utc) + UTC8).date()


def asked():
    """Member numbers with the question among their notices, and how often."""
    return dict(line.split("\t") for line in filter(None, sql(
        "SELECT m.member_no, COUNT(*) FROM notice n JOIN member m USING (member_id)"
        " WHERE n.kind = 'details_check' GROUP BY 1").split("\n")))


def years_ago(n):
    day = today()
    return day.replace(year=day.year - n, day=min(day.day, 28) if day.month == 2 else day.day)


def set_checked(number, day):
    sql(f"UPDATE person p JOIN member m USING (member_id) SET p.checked_on = '{day}'"
        f" WHERE m.member_no = 'M{9000000 + number}' AND p.person_id = 1")


def asked_once_a_year():
    sql("UPDATE person SET checked_on = UTC_DATE() - INTERVAL 40 DAY")
    portal.pointsctl("nightly", "notices", check=False)
    equal("nobody is asked within the year", asked(), {})
    set_checked(1, years_ago(1))
    set_checked(2, years_ago(3))
    set_checked(4, years_ago(1) + datetime.timedelta(days=1))
    set_checked(5, years_ago(1) - datetime.timedelta(days=20))
    for _ in range(2):
        done = portal.pointsctl("nightly", "notices", check=False)
    equal("whose year ends today, one or three of them, is, once", asked(), {"M9000001": "1", "M9000002": "1"})
    check("the run says so", "details:" in done.stdout, done.stdout)


def the_member_answers():
    me = Browser(portal)
    me.sign_in("13800000001", "demo-points-1")
    check("the question stands among the notices", "您的资料还对吗" in me.get("/notices")[2])
    page = me.get("/profile/details")[2]
    check("it leads to the details, with addresses and a button", "13800000001" in page and
          "member1@demo.test" in page and 'action="/profile/details/right"' in page)
    equal("looking answers nothing", sql("SELECT checked_on FROM person p JOIN member m USING (member_id)"
                                         " WHERE m.member_no = 'M9000001'"), str(years_ago(1)))
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    equal("without its csrf value", me.go("POST", "/profile/details/right", {})[0], 403)
    equal("GET says nothing", me.get("/profile/details/right")[0], 405)
    status, headers, _ = me.go("POST", "/profile/details/right", {"csrf": csrf})
    equal("the button", (status, headers["Location"]), (303, "/profile?done=right"))
    check("is thanked for", "记下了" in me.get("/profile?done=right")[2])
    equal("its day is kept", sql("SELECT checked_on FROM person p JOIN member m USING (member_id)"
                                 " WHERE m.member_no = 'M9000001'"), str(today()))
    other = Browser(portal)
    other.sign_in("13800000002", "demo-points-2")
    equal("saving the details says so, too", other.post("/profile/details", name="陈晓雨", lang="zh-CN")[0], 303)
    equal("with today's day", sql("SELECT checked_on FROM person p JOIN member m USING (member_id)"
                                  " WHERE m.member_no = 'M9000002' AND person_id = 1"), str(today()))


def the_desk_sees_who_never_answers():
    clerk = Browser(portal)
    equal("a clerk", clerk.post("/admin/sign-in", email="clerk@demo.test", password="demo-staff-clerk")[0], 303)
    set_checked(7, years_ago(2))
    set_checked(8, today() - datetime.timedelta(days=380))
    page = clerk.get("/admin/members/records")[2]
    stale = page[page.index('id="stale-title"'):]
    check("who was asked a month ago and more stands there", "M9000007" in stale, stale)
    check("who has a month to answer does not", "M9000008" not in stale and "M9000001" not in stale)
    clerk.post("/admin/language", lang="en")
    check("in English as well", "Details nobody has checked" in clerk.get("/admin/members/records")[2])


if __name__ == "__main__":
    with Portal() as portal:
        run(asked_once_a_year, the_member_answers, the_desk_sees_who_never_answers)
