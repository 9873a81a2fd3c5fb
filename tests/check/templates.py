"""Templates lay out finished texts: no arithmetic, no comparing of sizes, only
escaped output, no inline script or style (reference: the conventions in
CONTRIBUTING)."""
import re
from source import files, line_of, report

TAG = re.compile(r"<\?cs\s+(.*?)\?>", re.S)
BANNED = re.compile(r"\b(uvar|alt|name|lvar|evar|linclude|escape)\s*:|\binclude\s*:|text_html|html_escape")
for path in files("templates/**/*.cs"):
    text = path.read_text()
    if not path.parent.name == "part" and not re.match(r"<\?cs #.*needs:", text):
        report(path, 1, "the first line says what the template needs")
    for m in TAG.finditer(text):
        line, code = line_of(text, m.start()), m.group(1)
        if code.startswith("#"):
            continue
        bare = re.sub(r'"[^"]*"', '""', code)
        if BANNED.search(bare):
            report(path, line, f"not allowed: {bare.strip()}")
        if re.search(r"[<>*/%]|\s[-+]\s", re.sub(r"^/\w+", "", bare.strip())) and \
                not re.match(r"\s*/?(def|call|with|each|set)\b", bare):
            report(path, line, f"counts or compares: {bare.strip()}")
        if "url_escape" in code and not re.fullmatch(r"var:url_escape\([^()]*\)\s*", code):
            report(path, line, "url_escape() takes the whole expression")
    html = TAG.sub(lambda m: "\x01" * 0 + re.sub(r"[^\n]", "\x01", m.group(0)), text)
    for m in re.finditer(r"\s[\w-]+=[\x01']", html):
        report(path, line_of(html, m.start() + 1), "an attribute without double quotes")
    for m in re.finditer(r"\s(on\w+|style)=\"|<style\b|<script(?![^>]*\ssrc=)", html, re.I):
        if path.parent.name == "mail" and m.group(0).lower() == "<style":
            continue # a mail has no style sheet to link, and no policy forbids its own
        report(path, line_of(html, m.start() + 1), "inline script or style")
    if re.search(r"[\u4e00-\u9fff]", html):
        at = re.search(r"[\u4e00-\u9fff]", html).start()
        report(path, line_of(html, at), "words belong into templates/lang/")
