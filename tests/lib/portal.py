"""A portal of its own for a test: started by `make start` in a temporary VAR,
spoken to as its users do, stopped at the end."""
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def free_port():
    """A port nobody listens on, below those that outgoing connections are given: one of
    them could take it before the portal does, or while it is down."""
    for port in random.sample(range(18000, 32000), 200):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise OSError("no free port")


class Portal:
    def __init__(self, **variables):
        self.var = tempfile.mkdtemp(prefix="jifen-test-")
        self.port = free_port()
        self.variables = dict(variables, VAR=self.var, PORT=str(self.port))

    def make(self, target):
        # A make inside make: the outer one's flags and job server are not ours.
        env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
        words = [f"{k}={v}" for k, v in self.variables.items()]
        return subprocess.run(["make", "-C", TOP, "--no-print-directory", target] + words, env=env,
                              check=True, stdin=subprocess.DEVNULL)

    def __enter__(self):
        try:
            self.make("start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.make("stop")
        finally:
            if not os.environ.get("KEEP"):
                shutil.rmtree(self.var, ignore_errors=True)

    def pointsctl(self, *words, check=True):
        build = os.environ.get("BUILD", os.path.join(TOP, "build"))
        done = subprocess.run([os.path.join(TOP, build, "pointsctl"), *words],
                              env=dict(os.environ, VAR=self.var), capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"pointsctl {' '.join(words)} ended with {done.returncode}:\n"
                               f"{done.stdout}{done.stderr}")
        return done

    def at(self, instant):
        """The clock of the portal and of its jobs stands at INSTANT from here on."""
        with open(os.path.join(self.var, "clock"), "w") as f:
            f.write(f"{int(instant.timestamp() - time.time())}\n")
        old = [pid for name in ("member", "admin", "partner", "survey") for pid in self.processes(name)]
        for pid in old:
            try:
                os.kill(pid, signal.SIGUSR1)
            except ProcessLookupError:
                pass
        until = time.monotonic() + 20  # none of them answers by the old clock any more
        while any(os.path.exists(f"/proc/{pid}") for pid in old) and time.monotonic() < until:
            time.sleep(0.05)

    def processes(self, name):
        """Pids of this portal's processes whose program is called NAME."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/comm") as f:
                    comm = f.read().strip()
                with open(f"/proc/{pid}/cmdline", "rb") as f:
                    words = f.read().decode(errors="replace")
                with open(f"/proc/{pid}/environ", "rb") as f:
                    words += f.read().decode(errors="replace")
                cwd = os.readlink(f"/proc/{pid}/cwd")
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
            run = os.path.realpath(os.path.join(self.var, "run"))
            if comm == name and (self.var in words or run in words or cwd.startswith(self.var)):
                found.append(int(pid))
        return found

    def request(self, method, path, body=None, headers=None, timeout=30):
        """One request; (status, headers, text). Raises OSError or HTTPException
        when the connection breaks."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            link.request(method, path, body=body, headers=headers or {})
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            link.close()

    def secret(self):
        with open(os.path.join(self.var, "demo-booking.secret")) as f:
            return f.read().strip()

    def api(self, method, path, body=None, **signing):
        """A signed API call; (status, parsed JSON). SIGNING may replace key,
        timestamp, nonce, secret or signature."""
        path = "/api/v1" + path
        data = b"" if body is None else (body if isinstance(body, bytes)
                                         else json.dumps(body, ensure_ascii=False).encode())
        headers = signed(method, path, data, signing.pop("secret", None) or self.secret(),
                         **signing)
        if body is not None:
            headers["Content-Type"] = "application/json"
        status, _, text = self.request(method, path, data or None, headers)
        return status, json.loads(text)


def signed(method, path, data, secret, key="demo-booking", timestamp=None, nonce=None,
           signature=None):
    timestamp = str(int(time.time()) if timestamp is None else timestamp)
    nonce = nonce or secrets.token_hex(16)
    text = "\n".join((method, path, timestamp, nonce, hashlib.sha256(data).hexdigest()))
    if signature is None:
        signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return {"X-Key": key, "X-Timestamp": timestamp, "X-Nonce": nonce, "X-Signature": signature}


class Browser:
    """A member at the pages: keeps cookies, fills forms as they stand."""

    def __init__(self, portal):
        self.portal = portal
        self.cookies = {}

    def go(self, method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                   "Host": f"localhost:{self.portal.port}"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        status, answer, text = self.portal.request(method, path, body, headers)
        for cookie in answer.get_all("Set-Cookie") or []:
            name, value = cookie.split(";", 1)[0].split("=", 1)
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return status, answer, text

    def get(self, path):
        return self.go("GET", path)

    def post(self, path, **fields):
        """Posts the form found at PATH with its csrf value."""
        _, _, page = self.get(path)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        if csrf:
            fields.setdefault("csrf", csrf.group(1))
        return self.go("POST", path, fields)

    def sign_in(self, login, password):
        status, headers, _ = self.post("/sign-in", login=login, password=password)
        assert status == 303, f"sign-in of a test member answered {status}"
        return headers["Location"]


def figure(page, name):
    """The machine-readable figure of class NAME on a page, as int or text."""
    found = re.search(r'<data class="(?:[^"]* )?%s(?: [^"]*)?" value="([^"]*)"' % re.escape(name), page)
    assert found, f"no figure {name} on the page"
    value = found.group(1)
    return int(value) if re.fullmatch(r"-?\d+", value) else value
