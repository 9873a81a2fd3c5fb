"""Counting for the Python tests: what was checked, and the last line."""
import sys
import traceback

passed = failed = 0


def check(what, good, detail=""):
    """Counts one check; shows DETAIL when it fails. Returns GOOD."""
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + (f"\n     {detail}" if detail and not good else ""),
          flush=True)
    return bool(good)


def equal(what, got, wanted):
    return check(what, got == wanted, f"got {got!r}, wanted {wanted!r}")


def run(*tests):
    """Runs the test functions one after the other and ends the program."""
    for test in tests:
        try:
            test()
        except Exception:
            check(f"{test.__name__} ran to its end", False, traceback.format_exc(limit=4))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
