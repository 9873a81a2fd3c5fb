"""Rooms include downwards only, and each library has one door (DESIGN §2)."""
import re
from source import files, report, root

MAY = {
    "base": {"base"},
    "rule": {"rule", "base"},
    "store": {"store", "rule", "base"},
    "view": {"view", "base"},
    "web": {"web", "base"},
    "service": {"service", "store", "rule", "base"},
    "page": {"page", "service", "store", "rule", "view", "web", "base"},
    "job": {"job", "service", "store", "rule", "view", "base"},
}
DOORS = {
    "mysql.h": r"store/(db|db_private)\w*\.[ch]|store/db_\w+\.c",
    "ClearSilver.h": r"view/\w+\.[ch]|base/config\.c",
    "util/neo_hdf.h": r"base/config\.c|view/\w+\.[ch]",
    "fcgiapp.h": r"web/serve\.c",
    "sodium.h": r"base/secret\.c",
    "curl/curl.h": r"job/mail_curl\.c",
    "jansson.h": r"web/json\.[ch]",
    "talloc.h": r"base/mem\.h",
    "qrencode.h": r"view/qr\.c",
    "liboath/oath.h": r"base/otp\.c",
    "png.h": r"view/(qr|picture)\.c",
    "jpeglib.h": r"view/photo\.c",
    "csv.h": r"base/csv\.c",
    "unistr.h": r"base/text\.c",
    "xlsxwriter.h": r"view/sheet\.c",
}
# Families of pages: their headers name their routes.
families = {f.stem for f in files("cgi-bin/page/*.h") if "_routes[" in f.read_text()}
for path in files("cgi-bin/*/*.[ch]", "cgi-bin/*.c"):
    name = path.relative_to(root() / "cgi-bin").as_posix()
    room = name.split("/")[0] if "/" in name else None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if m := re.match(r'\s*#\s*include\s+"(\w+)/', line):
            if room and m.group(1) not in MAY[room]:
                report(path, number, f"{room} must not include {m.group(1)}")
            other = re.search(r'"page/(\w+)\.h"', line)
            if room == "page" and other and other.group(1) in families and \
                    not path.stem.startswith(("routes_", other.group(1))):
                report(path, number, "one page must not include another")
        elif m := re.match(r"\s*#\s*include\s+<([^>]+)>", line):
            door = DOORS.get(m.group(1).removeprefix("ClearSilver/").removeprefix("mariadb/"))
            if door and not re.fullmatch(door, name):
                report(path, number, f"<{m.group(1)}> has its door elsewhere")
