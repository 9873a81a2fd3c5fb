"""SQL stands in store/ only, asks for one member, and inside a transaction
every SELECT locks (RULINGS 21). Which statements run inside a transaction is
read from the code: everything that can be reached from a function handed to
db_transact()."""
import re
from source import blank_comments, files, functions, line_of, literals, report, root

SQL = re.compile(r"^\s*(SELECT\s.+\sFROM|INSERT\s+(IGNORE\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|"
                 r"REPLACE\s+INTO)\b", re.I | re.S)
ENGINE = re.compile(r"\b(RETURNING|SEQUENCE|NEXTVAL|UUID\(\)|SYSTEM_TIME|CREATE OR REPLACE|"
                    r"GROUP_CONCAT\(.*LIMIT|INTERSECT|MINUS)\b", re.I)


def per_member_tables():
    """Tables whose key begins with member_id."""
    text = "\n".join(f.read_text() for f in files("schema/0*.sql"))
    return {m.group(1) for m in
            re.finditer(r"CREATE TABLE (\w+) \((?:(?!CREATE TABLE).)*?PRIMARY KEY \(member_id",
                        text, re.S)}


MEMBER_TABLES = per_member_tables()
sources = {p: p.read_text() for p in files("cgi-bin/*/*.c", "cgi-bin/*.c")}
cgi = root() / "cgi-bin"
statements = {}  # (path, identifier) -> (line, sql)
bodies = {}      # (path, function) -> body
exported = {}    # function -> path

for path, text in sources.items():
    in_store = path.relative_to(cgi).parts[0] == "store"
    clean = blank_comments(text)
    defs = [(m.start(), m.group(1)) for m in
            re.finditer(r"\bstruct db_sql\s+(\w+)\s*(?:\[\w*\])?\s*=", clean)]
    for at, value in literals(text):
        if not SQL.match(value):
            continue
        line = line_of(text, at)
        if not in_store:
            report(path, line, "SQL outside store/")
            continue
        if ENGINE.search(value):
            report(path, line, "only one engine knows this SQL")
        owner = [name for start, name in defs if start < at]
        if owner:
            statements[path, owner[-1]] = (line, value)
        excused = "all-members:" in text[max(0, text.rfind(";", 0, at)):text.find(";", at) + 80]
        tables = set(re.findall(r"\b(?:FROM|JOIN|UPDATE)\s+(\w+)", value))
        if tables & MEMBER_TABLES and not value.lstrip().upper().startswith("INSERT") and \
                not re.search(r"member_id\s*(=|IN)\s*[(?\w]", value) and not excused:
            report(path, line, "no member_id = ? in a statement on " +
                   ", ".join(sorted(tables & MEMBER_TABLES)))
    if in_store and re.search(r"\bsn?printf\s*\([^;]*\b(SELECT|INSERT|UPDATE|DELETE)\b", clean):
        report(path, 1, "SQL put together by printf")
    for name, first, _, body in functions(text):
        bodies[path, name] = body
        head = clean.splitlines()[first - 1]
        if not head.startswith("static"):
            exported[name] = path


def reached(path, name, seen):
    """Every (path, function) that can run below PATH's NAME."""
    where = (path, name) if (path, name) in bodies else (exported.get(name), name)
    if where not in bodies or where in seen or re.match(r"db(_\w+)?\.c", where[0].name):
        return
    seen.add(where)
    for word in re.findall(r"\b(\w+)\s*\(", bodies[where]):
        reached(where[0], word, seen)


inside = set()
for path, text in sources.items():
    for m in re.finditer(r"\bdb_transact\s*\(\s*[^,]+,\s*(\w+)\s*,", blank_comments(text)):
        reached(path, m.group(1), inside)
for path, name in inside:
    for word in set(re.findall(r"\b(\w+)\b", bodies[path, name])):
        if (path, word) in statements:
            line, sql = statements[path, word]
            if sql.lstrip().upper().startswith("SELECT") and \
                    not re.search(r"FOR UPDATE|LOCK IN SHARE MODE|FOR SHARE", sql, re.I):
                report(path, line, f"{word}: a SELECT without a lock runs in a transaction "
                       f"(through {name})")
