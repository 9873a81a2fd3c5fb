"""Recomputes the winners of a draw from what is public of it, and nothing else:
    python3 draw_verify.py https://points.example/draws/7     or a directory with
proof.json, tickets.csv and, of an instant draw, deck.csv. Exit 1: it does not agree."""
import hashlib
import hmac
import json
import os
import struct
import sys
import urllib.request


def fetch(place, name):
    if os.path.isdir(place):
        with open(os.path.join(place, name), "rb") as file:
            return file.read()
    below = "/proof.json" if name == "proof.json" else "/" + name
    with urllib.request.urlopen(place.rstrip("/") + below) as answer:
        return answer.read()


def picks(seed, start, n):
    """Which of n, n - 1, ... that are left is taken, again and again."""
    i = 0
    while n:
        block = hmac.new(seed, start + struct.pack(">Q", i), hashlib.sha256).digest()
        r, i = struct.unpack(">Q", block[:8])[0], i + 1
        if r <= 2**64 - 1 - 2**64 % n:
            yield r % n
            n -= 1


def check(place):
    proof = json.loads(fetch(place, "proof.json"))
    if not proof["seed"]:
        sys.exit(f"{place}: not drawn yet, its seed is still sealed")
    tickets = fetch(place, "tickets.csv")
    seed, names = bytes.fromhex(proof["seed"]), [p["name"] for p in proof["prizes"]]
    assert hashlib.sha256(seed).hexdigest() == proof["seed_hash"], "the seed is another"
    rows = [line.split(",") for line in tickets.decode().split("\n")[1:-1]]
    assert [int(no) for no, _ in rows] == list(range(1, len(rows) + 1)), "numbers have gaps"
    shown = [(w["ticket_no"], w["prize"]) for w in proof["winners"]]
    if proof.get("kind") == "instant":
        deck = fetch(place, "deck.csv")
        start, left = hashlib.sha256(deck).digest(), deck.decode().split()
        assert start.hex() == proof["list_hash"], "the deck is another"
        dealt = [int(left.pop(k)) for k in picks(seed, start, len(left))]
        won = [(no, names[p - 1]) for no, p in enumerate(dealt[:len(rows)], 1) if p]
        assert won == sorted(shown), "other winners"
        return
    start = hashlib.sha256(tickets).digest()
    assert start.hex() == proof["list_hash"], "the list is another"
    if proof.get("public_value"):
        start += hashlib.sha256(proof["public_value"].encode()).digest()
    wanted = [p["name"] for p in proof["prizes"] for _ in range(p["count"])]
    wanted += [None] * proof["reserve_count"]
    drawn, seen, chance = [], set(), picks(seed, start, len(rows))
    while len(drawn) < len(wanted) and rows:
        no, ref = rows.pop(next(chance))
        if ref not in seen:
            seen.add(ref)
            drawn.append(int(no))
    n = sum(p["count"] for p in proof["prizes"])
    assert list(zip(drawn[:n], wanted)) == shown, "other winners"
    assert drawn[n:] == proof["reserves"], "other reserves"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        check(sys.argv[1])
    except (AssertionError, LookupError, OSError, ValueError) as wrong:
        sys.exit(f"{sys.argv[1]}: {wrong}")
    print(f"{sys.argv[1]}: agrees")
