"""Functions of at most 60 lines, files of at most 400, lines of at most 100
characters, tabs for indentation."""
import re
from source import files, functions, report

for path in files("cgi-bin/*.c", "cgi-bin/*/*.[ch]", "tests/*/*.[ch]"):
    text = path.read_text()
    lines = text.splitlines()
    if len(lines) > 400:
        report(path, 401, f"a file of {len(lines)} lines")
    for name, first, last, _ in functions(text):
        if last - first > 60:
            report(path, first, f"{name}() has {last - first} lines")
    for number, line in enumerate(lines, 1):
        if len(line.expandtabs(4)) > 110:
            report(path, number, f"a line of {len(line.expandtabs(4))} columns")
        if re.match(r" +(if|for|while|switch|return)\b", line):
            report(path, number, "indented with blanks")
