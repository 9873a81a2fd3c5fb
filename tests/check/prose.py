"""No markup in C, no unfinished work, no secrets, no other clock, no floats
for points, no tests that prove nothing."""
import re
from source import blank_comments, files, line_of, literals, report, root

MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK|not implemented|stub)\b")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\b(AKIA[0-9A-Z]{16}|ghp_\w{30,})\b")
HOLLOW = re.compile(r"assert_true\(\s*(1|true)\s*\)|\bskip\(\)|test\.skip|\.fixme\(")
for path in files("cgi-bin/**/*", "templates/**/*", "schema/**/*", "static/**/*", "deploy/**/*",
                  "tests/**/*.[ch]", "tests/**/*.js", "tests/**/*.mjs"):
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        continue
    if "node_modules" in path.parts or path.is_relative_to(root() / "tests/check"):
        continue
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in ((MARKS, "unfinished"), (SECRET, "a secret"), (HOLLOW, "proves nothing")):
            if pattern.search(line) and not (path.suffix in (".css", ".cs") and "stub" in line):
                report(path, number, f"{what}: {line.strip()[:60]}")
for path in files("cgi-bin/**/*.c"):
    name = path.relative_to(root() / "cgi-bin").as_posix()
    text = path.read_text()
    for at, value in literals(text):
        if re.search(r"</?[a-z]+[ >/]", value) and not re.match(r"view/(svg|qr|chart)|job/mail", name) \
                and not re.search(r"#\s*include\s*$", text[:at]):
            report(path, line_of(text, at), f"markup in C: {value[:40]}")
    clean = blank_comments(text)
    for m in re.finditer(r"\b(float|double)\b|\b(time|gettimeofday|localtime|mktime)\s*\(", clean):
        if not (m.group(2) and name.startswith("base/")):
            report(path, line_of(clean, m.start()), f"{m.group(0)}: points and fen are int64, "
                   "time is base/clock")
    for m in re.finditer(r"\b(strcat|sprintf|gets|strtok|atoi|rand)\s*\(", clean):
        report(path, line_of(clean, m.start()), f"{m.group(1)}() is not used here")
