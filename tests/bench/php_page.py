"""The page of the PHP peer, made from a page of ours: the same statements by
PDO with native prepares on a persistent connection, every figure and date
formatted at run time, the words as literal text.

That favours PHP: it is spared working out which words stand (tier, what is
missing, titles of rows), it has no router, no guards and no templates, and
its loop over the rows is unrolled."""
import re

FIGURE = re.compile(r'(<data class="[^"]*" value=")([^"]*)(">)([^<]*)(</data>)'
                    r'|(<time datetime=")([^"]*)(">)([^<]*)(</time>)'
                    r'|(<span class="row-what">)([^<]*)(</span>)')


def php_string(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def value(literal):
    """A parameter as PHP sees it."""
    if literal.startswith("0x"):
        return f"hex2bin('{literal[2:]}')"
    typed = re.fullmatch(r"(?:TIMESTAMP|DATE|TIME)?'(.*)'", literal, re.S)
    return php_string(typed.group(1)) if typed else literal


def figure(match):
    """PHP for one figure, date or title of the page."""
    if match.group(1):
        head, raw, shut, shown, end = match.groups()[:5]
        if not re.fullmatch(r"-?\d+", raw) or not re.fullmatch(r"[+−]?[\d,]+", shown):
            return [php_string(match.group(0))]
        signed = shown.startswith(("+", "−"))
        made = f"php_change({raw})" if signed else f"number_format({raw})"
        return [php_string(head), str(raw), php_string(shut), made, php_string(end)]
    if match.group(6):
        head, raw, shut, shown, end = match.groups()[5:10]
        return [php_string(head), php_string(raw), php_string(shut),
                f"php_day({php_string(raw)}, {int('年' in shown)})", php_string(end)]
    head, raw, end = match.groups()[10:13]
    return [php_string(head), f"htmlspecialchars({php_string(raw)}, ENT_QUOTES)", php_string(end)]


def page(name, found, html, socket, password):
    """Source of a PHP page that answers HTML byte for byte."""
    out = ["<?php", "function php_change($n) {",
           "  return $n > 0 ? '+' . number_format($n) : ($n < 0 ? '−' . number_format(-$n) : '0'); }",
           "function php_day($iso, $year) { $t = strtotime(substr($iso, 0, 10) . ' UTC');",
           "  return ($year ? gmdate('Y年', $t) : '') . gmdate('n月j日', $t); }",
           f"$db = new PDO('mysql:unix_socket={socket};dbname=jifen;charset=utf8mb4', 'jf_member',"
           f" {php_string(password)}, [PDO::ATTR_PERSISTENT => true,"
           " PDO::ATTR_EMULATE_PREPARES => false, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);",
           "$hash = hash('sha256', $_COOKIE['session'] ?? '', true);"]
    for i, (sql, values) in enumerate(found):
        out.append(f"$s{i} = $db->prepare({php_string(sql)});")
        out.append(f"$s{i}->execute([{', '.join(map(value, values))}]);")
        out.append(f"$r{i} = $s{i}->fetchAll(PDO::FETCH_ASSOC);")
    out += ["header('Content-Type: text/html; charset=utf-8');",
            "header('Cache-Control: no-store');"]
    words, at = [], 0
    for match in FIGURE.finditer(html):
        words += [php_string(html[at:match.start()]), *figure(match)]
        at = match.end()
    words.append(php_string(html[at:]))
    out.append("echo " + ", ".join(words) + ";")
    return "\n".join(out) + "\n"
