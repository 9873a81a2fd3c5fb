#!/usr/bin/python3
"""The benchmarks of QUALITY's speed table that the ground floor has: pages
against PHP, an empty answer and the SQL floor; growth; import; memory; start.

  run.py [pages] [catalogue] [redeem] [hot] [growth] [import] [memory] [start]
         [reports] [announce] [nightly]                         (all when none is named)

Prints one line a figure: measured, bar, goal. Exit 1 when a bar is missed.
GROWTH_ROWS and REPORT_ROWS (default 10000000) size the large ledgers, NIGHTLY_MEMBERS
(default 1000000) the large membership, ANNOUNCE_MEMBERS (likewise) who an announcement
is for."""
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "lib")]
import announce  # noqa: E402
import measure  # noqa: E402
import nightly  # noqa: E402
import peers  # noqa: E402
import reports  # noqa: E402
import shop  # noqa: E402
from portal import TOP, Browser, Portal  # noqa: E402

BIG = "13800000010"  # the demo member with a two-year history
missed = 0


def line(what, value, bar, goal, at_most=True, unit=""):
    global missed
    good = value <= bar if at_most else value >= bar
    best = value <= goal if at_most else value >= goal
    missed += not good
    word = "goal met" if best else "bar met" if good else "BAR MISSED"
    sign = "<=" if at_most else ">="
    print(f"{what:58s} {value:9.3f}{unit}  bar {sign} {bar:.3f}  goal {goal:.3f}  {word}",
          flush=True)


def database(portal, sql, names=False):
    """Runs SQL in the portal's database as its owner; the output."""
    flags = [] if not names else ["--column-names"]
    return subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql", *flags],
                          input=sql, env=dict(os.environ, VAR=portal.var), check=True,
                          capture_output=True, text=True).stdout


def roots(portal):
    """The process groups of a page: web server, our workers, database."""
    return {"nginx": portal.processes("nginx"), "app": portal.processes("member"),
            "db": portal.processes("mariadbd")}


def signed_in(portal, n=10):
    browser = Browser(portal)
    browser.sign_in(f"138000000{n:02d}", f"demo-points-{n}")
    return browser


def cookie(browser):
    return "Cookie: " + "; ".join(f"{k}={v}" for k, v in browser.cookies.items())


def ours(portal, path, headers, **how):
    base = f"http://127.0.0.1:{portal.port}"
    costs, load = measure.cost(base + path, roots(portal), headers, **how)
    return costs, sum(costs.values()), load


def page_ratios(sides):
    """The figures of one page, as medians of what each round says."""
    runs = measure.in_turn(sides)
    app = [{**costs, "all": sum(costs.values())} for costs, _ in runs["ours"]]
    php = [{**costs, "all": sum(costs.values())} for costs, _ in runs["php"]]
    floor = [sum(costs.values()) + sql for (costs, _), sql in zip(runs["empty"], runs["sql"])]
    for name, side in (("ours", app), ("PHP", php)):
        print(f"  {name}, CPU us/request: " + ", ".join(
            f"{key} {measure.middle([one[key] for one in side]):.0f}" for key in side[0]))
    print(f"  floor {measure.middle(floor):.0f}; requests/s: "
          f"{measure.middle([load.rate for _, load in runs['ours']]):.0f}, "
          f"PHP {measure.middle([load.rate for _, load in runs['php']]):.0f}")

    def ratio(above, below):
        return measure.middle([a / b for a, b in zip(above, below)])

    ours_all = [one["all"] for one in app]
    return (ratio([one["all"] for one in php], ours_all),
            ratio([one["fpm"] for one in php], [one["app"] for one in app]),
            ratio(ours_all, floor))


def pages(portal):
    """Balance and history against PHP, the empty answer and the floor."""
    # The balance of a member as most are (some orders, six lots); the history of
    # the one who has twenty rows. What a heavy traveller costs: see growth.
    for page, member, php_bar, php_goal in (("balance", 3, 1.7, 1.9), ("history", 10, 1.6, 1.75)):
        path = "/" + page
        url = f"http://127.0.0.1:{portal.port}{path}"
        browser = signed_in(portal, member)
        headers = [cookie(browser), f"Host: localhost:{portal.port}"]
        found = peers.statements_of(portal, browser, path)
        html = browser.get(path)[2]
        print(f"{path}: {len(found)} statements, {len(html.encode())} bytes")
        with peers.Empty(portal) as empty, peers.Php(portal, page, found, html, headers) as php, \
                peers.Floor(portal, found) as floor:
            every, app, floor = page_ratios({
                "empty": lambda: measure.once(empty.url, empty.roots(), seconds=1),
                "sql": lambda: floor.run(1),
                "php": lambda: measure.once(php.url, php.roots(), headers, seconds=2),
                "ours": lambda: measure.once(url, roots(portal), headers, seconds=2)})
        line(f"{path}: all processes, PHP / ours", every, php_bar, php_goal, False)
        if page == "balance":
            line(f"{path}: application only, PHP / ours", app, 2.5, 4, False)
            line(f"{path}: ours / floor", floor, 1.5, 1.25)
        else:
            print(f"  {path}: application only {app:.2f}; ours / floor {floor:.2f}")
    p50 = measure.load(f"http://127.0.0.1:{portal.port}/balance", headers, 8, 4).p50
    wide = measure.load(f"http://127.0.0.1:{portal.port}/balance", headers, 64, 6)
    print(f"  64 connections: p50 {wide.p50:.2f} ms, p99 {wide.p99:.2f} ms (8: p50 {p50:.2f} ms)")
    line("p99 at 64 connections / median of the run", wide.p99 / wide.p50, 6, 4)


def growth(portal):
    """The same pages when a member's history and the ledger have grown."""
    rows = int(os.environ.get("GROWTH_ROWS", "10000000"))
    peers.grow_member(lambda sql: database(portal, sql), "13800000001", 100)
    peers.grow_member(lambda sql: database(portal, sql), "13800000002", 100000)
    few, many = signed_in(portal, 1), signed_in(portal, 2)

    def total(browser, path):
        headers = [cookie(browser), f"Host: localhost:{portal.port}"]
        return ours(portal, path, headers, seconds=3)[1]

    for path in ("/balance", "/history"):
        small, large = total(few, path), total(many, path)
        line(f"{path}: 100,000 entries / 100 entries", large / small, 1.3, 1.15)
    line("/history: page 500 / page 1", total(many, "/history?before=90000") /
         total(many, "/history"), 1.3, 1.15)
    before = {p: total(few, p) for p in ("/balance", "/history")}
    start = time.monotonic()
    peers.grow_ledger(lambda sql: database(portal, sql), rows)
    print(f"  {rows} ledger rows made in {time.monotonic() - start:.0f} s")
    for path, small in before.items():
        line(f"{path}: ledger of {rows:.0e} rows / small one", total(few, path) / small, 1.3, 1.15)


def imports(portal):
    """Orders a second, by the importer and by LOAD DATA of the rows it made."""
    orders, members = peers.generated(portal.var)
    portal.pointsctl("import", "members", members)
    start = time.monotonic()
    portal.pointsctl("import", "orders", orders)
    ours_s = time.monotonic() - start
    load_s = peers.load_data(lambda sql: database(portal, sql), portal.var)
    print(f"  {peers.ORDERS} orders: import {ours_s:.2f} s, LOAD DATA of the rows {load_s:.2f} s")
    line("import: LOAD DATA / ours", load_s / ours_s, 1 / 5, 1 / 4, False)


def memory(portal):
    """PSS of a worker after 10^4 and 10^5 requests."""
    browser = signed_in(portal)
    headers = [cookie(browser), f"Host: localhost:{portal.port}"]
    base, sizes, done = f"http://127.0.0.1:{portal.port}/balance", [], 0
    for goal in (10000, 100000):
        while done < goal:
            done += measure.load(base, headers, 16, 2).requests
        workers = [p for p in portal.processes("member")]
        sizes.append(max(measure.pss_kb(p) for p in workers) / 1024)
    line("worker memory after 10^5 requests", sizes[1], 10, 6, unit=" MB")
    line("worker memory, 10^5 / 10^4 requests", sizes[1] / sizes[0], 1.02, 1.0)


def catalogue(portal):
    headers = [cookie(signed_in(portal, 3)), f"Host: localhost:{portal.port}"]
    shop.catalogue(portal, line, ours, headers)


def redeem(portal):
    shop.redeem(portal, line)


def hot(portal):
    shop.hot(portal, line)


def report_pages(portal):
    reports.reports(portal, line)


def announcement(portal):
    announce.announce(portal, line)


def second_start(portal):
    portal.make("stop")
    start = time.monotonic()
    portal.make("start")
    status = portal.request("GET", "/sign-in")[0]
    assert status == 200, status
    line("second start to first page", time.monotonic() - start, 3, 1.5, unit=" s")


BENCHES = {"start": second_start, "pages": pages, "memory": memory, "import": imports,
           "catalogue": catalogue, "redeem": redeem, "hot": hot, "growth": growth,
           "reports": report_pages, "announce": announcement}


def main():
    names = sys.argv[1:] or list(BENCHES) + ["nightly"]
    for name in names:
        if name == "nightly":
            print(f"== {name}", flush=True)
            nightly.nightly(line)
            continue
        demo = "0" if name == "import" else "1"
        print(f"== {name}", flush=True)
        with Portal(DEMO=demo) as portal:
            BENCHES[name](portal)
    print(f"{missed} bars missed")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
