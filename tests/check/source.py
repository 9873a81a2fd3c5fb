"""Reading the tree for the checks: files, C functions, string literals."""
import re
import sys
from pathlib import Path


def root():
    """The tree to look at: the first argument, or the checkout."""
    return Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def files(*patterns):
    top = root()
    return sorted(f for p in patterns for f in top.glob(p) if f.is_file())


def report(path, line, what):
    print(f"{path}:{line}: {what}")


def blank_comments(text):
    """TEXT with C comments blanked out, line numbers kept; literals stay."""
    def blank(m):
        return m.group(0) if m.group(0)[0] in "\"'" else re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, text,
                  flags=re.S)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def literals(text):
    """(offset, value) of each run of adjacent string literals."""
    for m in re.finditer(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*', blank_comments(text)):
        parts = re.findall(r'"((?:\\.|[^"\\\n])*)"', m.group(0))
        yield m.start(), "".join(parts)


def functions(text):
    """(name, first line, last line, body) of each function definition."""
    clean = blank_comments(text)
    for m in re.finditer(r"^([A-Za-z_][^\n;{}#]*?\b(\w+)\((?:[^;{}]*)\))\s*\n\{\n(.*?)^\}", clean,
                         re.S | re.M):
        yield m.group(2), line_of(clean, m.start()), line_of(clean, m.end()), m.group(3)
