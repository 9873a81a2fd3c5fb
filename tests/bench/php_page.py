"""The PHP peer's directory: its hand-written pages (peer/) and the settings they
read, made of what this portal really runs: the texts of its statements, its
words, its plan, its static files and its database.

Everything that depends on the member or on the day is left to PHP."""
import html
import os
import re
import subprocess
import shutil

from portal import TOP

PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer")
KINDS = ("earn", "release", "reverse", "spend", "give_back", "expire", "opening", "credit",
         "adjust", "forgive")
FAMILIES = ("Code", "Other", "OtherName", "Common", "Nav", "Foot", "Balance", "Movement", "History",
            "Planner", "Notices", "Profile")


def hdf(*files):
    """Settings, words or a plan as {"A.B": text}, in the order of the file."""
    found, path = {}, []
    for name in files:
        with open(name, encoding="utf-8") as f:
            for line in map(str.strip, f):
                if line == "}":
                    path.pop()
                elif line.endswith("{"):
                    path.append(line[:-1].strip())
                elif line and not line.startswith("#"):
                    key, value = line.split("=", 1)
                    found[".".join([*path, key.strip()])] = value.strip()
    return found


def group(tree, prefix):
    """The rows of a list of the plan: {code: {name: text}}."""
    rows = {}
    for key, value in tree.items():
        if key.startswith(prefix + "."):
            code, name = key[len(prefix) + 1:].split(".", 1)
            rows.setdefault(code, {})[name] = value
    return rows


def php(value):
    """VALUE as a PHP literal."""
    if isinstance(value, dict):
        return "[" + ", ".join(f"{php(k)} => {php(v)}" for k, v in value.items()) + "]"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(php, value)) + "]"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def words():
    """The words of the pages, ready for HTML; those with {0} for sprintf()."""
    folder = os.path.join(TOP, "templates", "lang", "zh-CN")
    tree = hdf(*(os.path.join(folder, name) for name in ("common.hdf", "balance.hdf", "history.hdf",
                                                            "redemptions.hdf", "planner.hdf",
                                                            "notices.hdf", "draws.hdf",
                                                            "events.hdf", "profile.hdf")))
    found = {}
    for key, text in tree.items():
        key = key.removeprefix("Lang.")
        if key.split(".")[0] not in FAMILIES:
            continue
        text = html.escape(text)
        if "{0}" in text:
            text = re.sub(r"\{(\d)\}", lambda m: f"%{int(m[1]) + 1}$s", text.replace("%", "%%"))
        found[key] = text
    return found


def only(rows, *known):
    """ROWS, if they have no rule that the pages do not know."""
    for code, row in rows.items():
        if set(row) - set(known):
            raise SystemExit(f"the PHP page knows no {set(row) - set(known)} of {code}")
    return rows


def plan(tree):
    """What the pages say of the plan."""
    number = {key: int(value) for key, value in tree.items() if re.fullmatch(r"-?\d+", value)}
    if (tree["TierMeasure.In"], tree["Earn.Stacking"]) != ("points_lifetime", "add"):
        raise SystemExit("the PHP pages know the travel plan's measure and stacking only")
    tiers = only(group(tree, "Tiers"), "Name.zh", "Name.en", "Points", "Rate", "PriceDiscount",
                 "RedeemDiscount")
    bonuses = only(group(tree, "Bonuses"), "Name.zh", "Name.en", "From", "Until", "Rate",
                   "Product", "Tier", "Category")
    benefits = only(group(tree, "Benefits"), "Name.zh", "Name.en", "Tier")
    return {
        "tiers": [{"code": code, "name": html.escape(t["Name.zh"]), "points": int(t["Points"]),
                   "rate": int(t["Rate"]), "price": int(t["PriceDiscount"]),
                   "redeem": int(t["RedeemDiscount"])} for code, t in tiers.items()],
        "bonuses": [{"name": html.escape(b["Name.zh"]), "from": b["From"], "until": b["Until"],
                     "product": b.get("Product", "")}
                    for b in bonuses.values()],
        "benefits": [{"name": html.escape(b["Name.zh"]), "tier": b["Tier"]}
                     for b in benefits.values()],
        "categories": {code: html.escape(c["Name.zh"])
                       for code, c in group(tree, "Categories").items()},
        "per_yuan": number["Earn.PointsPerYuan"], "release_days": number["Earn.ReleaseDays"],
        "grace": number["TierMeasure.ReviewGraceDays"], "survey": number["Survey.Points"],
        "friend": number["Referral.ReferrerOnJoining"] + number["Referral.ReferrerOnFirstOrder"],
        "unit_points": number["Coupon.UnitPoints"], "unit_fen": number["Coupon.UnitFen"],
    }


def site(config):
    """What every page shows: names of static files, contact, company."""
    static = hdf(os.path.join(config["Static"], "manifest.hdf"))
    phone, police = config["Contact.Phone"], config["Filing.Police"]
    found = {name.lower(): static["Static." + name] for name in ("Css", "Js", "Icons", "Mark")}
    found.update(phone=phone, tel=re.sub(r"[^+0-9]", "", phone), email=config["Contact.Email"],
                 company=config["Company.Name"], icp=config["Filing.Icp"], police=police,
                 police_link="https://beian.mps.gov.cn/#/query/webSearch?code=" +
                 re.sub(r"\D", "", police))
    return {key: html.escape(text) for key, text in found.items()}


def statements(found):
    """The texts of the statements by what they are for; the values are PHP's to
    work out. What a worker asks at its start or a job meanwhile is no page's."""
    named = {}
    for sql, _ in found:
        if "FROM session" in sql:
            named["session"] = sql
        elif "(SELECT 4," in sql:
            named["balance_debt"] = sql
        elif "(SELECT 2," in sql:
            named["balance_pending"] = sql
        elif "(SELECT 3," in sql:
            named["balance"] = sql
        elif sql.startswith("SELECT 1 AS part"):
            named["history"] = sql
        elif "member_id = ?" in sql:
            raise SystemExit(f"the PHP pages do not know: {sql[:80]}")
    return named


def in_force(var):
    """The plan's version of today: a campaign may have added a row to the file's."""
    sql = "SELECT source FROM plan_version WHERE from_day <= CURDATE() ORDER BY version DESC LIMIT 1"
    text = subprocess.run([os.path.join(TOP, "deploy/dev/database.sh"), "sql", "-r"], input=sql,
                          env=dict(os.environ, VAR=var), check=True, capture_output=True,
                          text=True).stdout
    path = os.path.join(var, "plan-in-force.hdf")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return hdf(path)


def settings(var, found, socket, password):
    """Source of settings.php for the portal in VAR."""
    config = hdf(os.path.join(var, "portal-member.hdf"))
    text = words()
    kinds = {i + 1: (word, text["Movement.Kind." + word.title().replace("_", "")])
             for i, word in enumerate(KINDS)}
    constants = {
        "DSN": f"mysql:unix_socket={socket};dbname=jifen;charset=utf8mb4", "PASSWORD": password,
        "SQL": statements(found), "WORDS": text, "KINDS": kinds, "SITE": site(config),
        "PLAN": plan(in_force(var)),
    }
    return "<?php\n" + "".join(f"const {name} = {php(value)};\n"
                               for name, value in constants.items())


def write(directory, var, found, socket, password):
    """Puts the pages and their settings into DIRECTORY. They get an old date:
    opcache does not keep what has only just been written."""
    made = os.path.join(directory, "settings.php")
    with open(os.open(made, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as f:
        f.write(settings(var, found, socket, password))
    for name in os.listdir(PEER):
        shutil.copy(os.path.join(PEER, name), directory)
    for name in os.listdir(directory):
        if name.endswith(".php"):
            os.utime(os.path.join(directory, name), (1, 1))
