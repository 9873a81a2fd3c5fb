"""The schema explains itself and loads on either engine."""
import re
from source import files, report

ENGINE = re.compile(r"\b(UUID|INET[46]|SEQUENCE|INVISIBLE|PERIOD FOR|SYSTEM VERSIONING|"
                    r"CREATE OR REPLACE|IF NOT EXISTS|WITHOUT OVERLAPS|AS \(.*\) PERSISTENT)\b", re.I)
for path in files("schema/0*.sql"):
    table, has_key = None, False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        code = re.sub(r"--.*", "", line)
        bare = re.sub(r"'(?:''|[^'])*'", "''", code)
        if m := re.match(r"CREATE TABLE (\w+)", bare):
            table, has_key, start = m.group(1), False, number
        elif table and bare.startswith(")"):
            if not has_key:
                report(path, start, f"table {table} has no primary key")
            if "COMMENT" not in bare:
                report(path, start, f"table {table} has no comment")
            table = None
        elif table and re.match(r"\s*(PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|CHECK|FOREIGN)\b", bare):
            has_key |= bare.lstrip().startswith("PRIMARY")
        elif table and re.match(r"\s*\w+ +[A-Z]", bare) and "COMMENT" not in bare:
            report(path, number, "a column without a comment")
        if re.search(r"\bTIMESTAMP\b", bare):
            report(path, number, "TIMESTAMP ends in 2038: DATETIME, UTC")
        elif ENGINE.search(bare):
            report(path, number, "only one engine knows this")
        if re.search(r"\bCREATE (TRIGGER|PROCEDURE|FUNCTION|EVENT)\b", bare):
            report(path, number, "rules live in rule/")

# The steps are numbered without gap or twin, and workers ask for the last.
steps = files("schema/0*.sql")
for n, path in enumerate(steps, 1):
    if int(path.name[:4]) != n:
        report(path, 1, f"step {n} is expected here: numbers follow each other, each once")
for path in files("cgi-bin/store/db.h"):
    found = re.search(r"#define SCHEMA_VERSION (\d+)", path.read_text())
    if found and int(found.group(1)) != len(steps):
        report(path, 1, f"SCHEMA_VERSION is {found.group(1)}, the last step {len(steps)}")
