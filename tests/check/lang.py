"""Both languages have the same keys, and every key that is used stands there."""
import re
from source import blank_comments, files, line_of, report


LOGGED = r'\b(?:staff_log|desk_looked|draw_step_log|log_it|note)\([^;"]*?"([a-z_]+)"' \
    r'|\.action = "([a-z_]+)"'


def keys(path):
    """{name: line} of an HDF file: Name = value, Name { … }, Name << END."""
    found, stack, until = {}, [], None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        code = line.strip()
        if until:
            until = None if code == until else until
        elif not code or code.startswith("#"):
            continue
        elif code == "}":
            stack.pop()
        elif m := re.match(r"([\w.]+)\s*\{$", code):
            stack.append(m.group(1))
        elif m := re.match(r"([\w.]+)\s*(=|<<)\s*(.*)$", code):
            found[".".join(stack + [m.group(1)])] = number
            until = m.group(3) if m.group(2) == "<<" else None
            if m.group(2) == "=" and not m.group(3).strip():
                report(path, number, "no words")
        else:
            report(path, number, f"not understood: {code[:40]}")
    return found


langs = {}
for path in files("templates/lang/*/*.hdf"):
    for key, line in keys(path).items():
        seen = langs.setdefault(path.parent.name, {})
        if key in seen:
            report(path, line, f"{key} stands in {seen[key][0].name} already")
        seen[key] = (path, line)
for here, there in (("zh-CN", "en"), ("en", "zh-CN")):
    for key, (path, line) in langs.get(here, {}).items():
        if key not in langs.get(there, {}):
            report(path, line, f"{key} is missing in {there}")

known = set(langs.get("zh-CN", {}))
nodes = {key[:i] for key in known for i in range(len(key)) if key[i:i + 1] == "."}
for path in files("templates/**/*.cs", "cgi-bin/*/*.c"):
    text = path.read_text()
    text = blank_comments(text) if path.suffix == ".c" else \
        re.sub(r"<\?cs\s+#.*?\?>", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)
    for m in re.finditer(r"\bLang(?:\.\w+)+(?![\w.%*])", text):
        if m.group(0) not in known and m.group(0) not in nodes:
            report(path, line_of(text, m.start()), f"{m.group(0)} has no words")
    # What the log of the desk is given must be readable there.
    for m in re.finditer(LOGGED, text) if path.suffix == ".c" else ():
        if (key := f"Lang.Desk.Action.{m.group(1) or m.group(2)}") not in known:
            report(path, line_of(text, m.start()), f"{key} has no words")
