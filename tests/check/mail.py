"""Every kind of message that is posted has its line in the mailer's table, and
every line its words in both languages: a kind nobody knows would be dropped."""
import re
from source import blank_comments, files, line_of, report, root

POST = re.compile(r"\b(?:message_(?:tell|about|post)|mail_choice_tell)\s*\(([^;{}]*)\)", re.S)
LINE = re.compile(r'\{"(\w+)", "(\w+)", "[^"]*", \w+, MAIL_\w+, (\w+)\}')

table_path = root() / "cgi-bin/job/mail_text.c"
table = {m.group(1): (m.group(2), m.group(3))
         for m in LINE.finditer(table_path.read_text() if table_path.exists() else "")}
words = {}
for path in files("templates/lang/*/*.hdf"):
    words.setdefault(path.parent.name, set()).update(
        re.findall(r"^(?:Lang\.Mail\.|\t)(\w+)(?: \{$|\.Subject =)", path.read_text(), re.M))

for path in files("cgi-bin/*/*.c"):
    text = blank_comments(path.read_text())
    for call in POST.finditer(text):
        kinds = re.findall(r'(?<!ref = )"([a-z]+(?:_[a-z]+)*)"', call.group(1))
        for kind in kinds[:1] if "message_post" not in call.group(0) else kinds:
            if kind not in table and kind not in ("email", "sms"):
                report(path, line_of(text, call.start()), f"the mailer knows no kind {kind}")
for kind, (word, _) in table.items():
    for lang in ("zh-CN", "en"):
        if word not in words.get(lang, ()):
            report(table_path, 1, f"{kind}: there is no Lang.Mail.{word} in {lang}")
