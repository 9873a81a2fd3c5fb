"""Measuring for the benchmarks: CPU of every process involved, load on
loopback, and the statements a page really runs.

Everything is bounded in time and goes to 127.0.0.1 only.
"""
import os
import re
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")


def children(pid):
    """PID and all its descendants, as they are now."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as f:
                for child in f.read().split():
                    found += children(int(child))
    except FileNotFoundError:
        pass
    return found


def cpu_seconds(pid):
    """User and system time of one process, dead children left out."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def pss_kb(pid):
    """Proportional memory of one process in kB."""
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M).group(1))


class Load:
    """One wrk run: requests, rate, and latency percentiles in milliseconds."""

    def __init__(self, text):
        def ms(value):
            number, unit = re.match(r"([\d.]+)(us|ms|s|m)", value).groups()
            return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}[unit]

        self.requests = int(re.search(r"(\d+) requests in", text).group(1))
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
        self.p50 = ms(re.search(r"\n\s+50%\s+(\S+)", text).group(1))
        self.p99 = ms(re.search(r"\n\s+99%\s+(\S+)", text).group(1))
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.bad = int(bad.group(1)) if bad else 0


def load(url, headers=(), connections=8, seconds=4):
    """Runs wrk against URL (loopback) and returns a Load; fails on any error answer."""
    assert url.startswith("http://127.0.0.1:"), url
    command = ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s"]
    for header in headers:
        command += ["-H", header]
    text = subprocess.run(command + [url], check=True, capture_output=True, text=True).stdout
    result = Load(text)
    if result.bad:
        raise SystemExit(f"{url}: {result.bad} answers were errors")
    return result


def once(url, groups, headers=(), connections=8, seconds=4):
    """CPU microseconds per request of each group of root pids, and the Load.
    GROUPS: {"name": [pid, …]}."""
    pids = {name: sum((children(p) for p in roots), []) for name, roots in groups.items()}
    before = {name: sum(map(cpu_seconds, ps)) for name, ps in pids.items()}
    result = load(url, headers, connections, seconds)
    time.sleep(0.05)
    return {name: (sum(map(cpu_seconds, ps)) - before[name]) * 1e6 / result.requests
            for name, ps in pids.items()}, result


def middle(values):
    return sorted(values)[len(values) // 2]


def cost(url, groups, headers=(), connections=8, seconds=4, rounds=3):
    """What once() says, as medians of ROUNDS, and the last Load."""
    runs = [once(url, groups, headers, connections, seconds) for _ in range(rounds)]
    return {name: middle([costs[name] for costs, _ in runs]) for name in groups}, runs[-1][1]


def in_turn(sides, rounds=9):
    """Runs the SIDES ({"name": function}) one after the other, ROUNDS times: a
    machine whose speed changes from minute to minute treats all of them alike.
    {"name": [result a round]}; only ratios within a round mean anything."""
    found = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            found[name].append(run())
    return found


def literal(value):
    """A literal of the log (read as Latin-1) in ASCII: bytes become 0x…."""
    if re.fullmatch(r"[ -~]*", value):
        return value
    raw = value.strip("'").encode("latin-1")
    return "0x" + re.sub(rb"\\\\(.)", rb"\\1", raw, flags=re.S).hex()


def statements(general_log):
    """The statements of one request from MariaDB's general log: a list of
    (SQL with ?, [literal values])."""
    prepared, ran = [], []
    for line in re.split(r"\n(?=\d{6}\s|\t)", general_log):
        if m := re.search(r"\bPrepare\t(.*)", line, re.S):
            prepared.append(" ".join(m.group(1).split()))
        elif m := re.search(r"\bExecute\t(.*)", line, re.S):
            ran.append(" ".join(m.group(1).split()))
    found = []
    for text in ran:
        for sql in prepared:
            pattern = "(.*?)".join(re.escape(part) for part in sql.split("?"))
            if m := re.fullmatch(pattern, text, re.S):
                found.append((sql, [literal(value) for value in m.groups()]))
                break
        else:
            raise SystemExit(f"no prepared statement for: {text[:120]}")
    return found
