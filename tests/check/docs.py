"""Every public function and struct of a header is explained above it (one
comment may serve the functions that follow it without a blank line)."""
import re
from source import files, report

for path in files("cgi-bin/*/*.h"):
    lines = path.read_text().splitlines()
    if not lines or not lines[0].startswith("/*"):
        report(path, 1, "the header does not say what the module is")
    explained, depth = False, 0
    in_comment = False
    for number, line in enumerate(lines, 1):
        if in_comment or line.startswith("/*"):
            in_comment = "*/" not in line
            explained = True
            continue
        if not line.strip():
            explained = False
            continue
        if depth == 0 and re.match(r"[a-z_][^;/]*\b\w+\s*\(", line) and \
                not line.startswith(("typedef", "__attribute__", "extern \"C\"")) and not explained:
            report(path, number, f"not explained: {line[:60]}")
        depth += line.count("{") - line.count("}")
