<?php
/* What the peer's pages share: who asks, the frame of a page, figures, days and
 * the words of a movement. Plain PHP written for speed: no framework, constant
 * words that opcache keeps, one pass over the rows, one string a page.
 * settings.php (written by php_page.py) has WORDS, PLAN, SITE, SQL, DSN, PASSWORD. */
require __DIR__ . '/settings.php';

const ZONE = 28800; /* the programme's zone, seconds east of UTC */
const IDLE = 14 * 86400, ABSOLUTE = 30 * 86400, SEEN = 300; /* of a session, seconds */
const NEVER = '9999-12-31';

/* What the demo data never needs is refused, not answered wrongly. */
function refuse(int $status): never
{
	http_response_code($status);
	exit;
}

function ask(PDO $db, string $sql, array $values): PDOStatement
{
	$asked = $db->prepare($sql);
	foreach ($values as $i => $value)
		$asked->bindValue($i + 1, $value, is_int($value) ? PDO::PARAM_INT : PDO::PARAM_STR);
	$asked->execute();
	return $asked;
}

function utc(int $instant): string
{
	return gmdate('Y-m-d H:i:s', $instant);
}

function database(): PDO
{
	return new PDO(DSN, 'jf_member', PASSWORD, [
		PDO::ATTR_PERSISTENT => true,
		PDO::ATTR_EMULATE_PREPARES => false,
		PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
		PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_NUM,
	]);
}

/* The session's row: the signed-in person and the account's figures. */
function viewer(PDO $db, int $now): array
{
	$token = $_COOKIE['session'] ?? '';
	$hash = hash('sha256', $token, true);
	$viewer = strlen($token) === 43
		? ask($db, SQL['session'], [$hash, utc($now - IDLE), utc($now - ABSOLUTE)])
			->fetch(PDO::FETCH_ASSOC)
		: false;
	if (!$viewer) {
		header('Location: /sign-in');
		refuse(303);
	}
	if ($viewer['seen_at'] <= utc($now - SEEN))
		ask($db, 'UPDATE session SET seen_at = ? WHERE token_hash = ?', [utc($now), $hash]);
	return $viewer;
}

function h(string $text): string
{
	return htmlspecialchars($text);
}

function points(int $n): string
{
	if ($n < 0)
		return "\u{2212}" . number_format(-$n);
	return $n < 1000 ? (string)$n : number_format($n);
}

function money(int $fen): string
{
	$rest = $fen % 100;
	return '¥' . points(intdiv($fen, 100)) . ($rest ? sprintf('.%02d', $rest) : '');
}

/* 200 is "2", 150 is "1.5". */
function decimal(int $hundredths): string
{
	return (string)($hundredths / 100);
}

/* The programme's day of a UTC time of the database. */
function day_of(string $at): string
{
	if ((int)substr($at, 11, 2) < 16)
		return substr($at, 0, 10);
	return gmdate('Y-m-d', gmmktime(24, 0, 0, (int)substr($at, 5, 2), (int)substr($at, 8, 2),
	                                (int)$at));
}

function full_day(string $day): string
{
	return (int)$day . '年' . (int)substr($day, 5, 2) . '月' . (int)substr($day, 8, 2) . '日';
}

/* A day without its year when that is TODAY's. */
function day_text(string $day, string $today): string
{
	if (strncmp($day, $today, 4) !== 0)
		return full_day($day);
	return (int)substr($day, 5, 2) . '月' . (int)substr($day, 8, 2) . '日';
}

function add_days(string $day, int $days): string
{
	return gmdate('Y-m-d', gmmktime(0, 0, 0, (int)substr($day, 5, 2), (int)substr($day, 8, 2) + $days,
	                                (int)$day));
}

/* MONTHS later; a day that the month does not have is its last. */
function add_months(string $day, int $months): string
{
	$first = gmmktime(0, 0, 0, (int)substr($day, 5, 2) + $months, 1, (int)$day);
	return gmdate('Y-m-', $first) .
		sprintf('%02d', min((int)substr($day, 8, 2), (int)gmdate('t', $first)));
}

function icon(string $name): string
{
	return '<svg class="icon" aria-hidden="true"><use href="' . SITE['icons'] . '#' . $name .
		'"></use></svg>';
}

function tier_index(string $code): int
{
	foreach (PLAN['tiers'] as $i => $tier)
		if ($tier['code'] === $code)
			return $i;
	return 0;
}

/* A tier's name for sentences: "银卡" of "银卡会员". */
function tier_short(array $tier): string
{
	$tail = WORDS['Movement.TierTail'];
	return str_ends_with($tier['name'], $tail) ? substr($tier['name'], 0, -strlen($tail))
		: $tier['name'];
}

/* The order number within "partner:order_no/refund_no". */
function order_of(string $source): string
{
	$colon = strpos($source, ':');
	$from = $colon === false ? $source : substr($source, $colon + 1);
	$slash = strpos($from, '/');
	return $slash === false ? $from : substr($from, 0, $slash);
}

/* "Domestic trip · Guilin" of the order behind an entry; '' when nothing says. */
function trip_name(?string $category, ?string $destination, ?string $inputs): string
{
	if (!$category && $inputs && preg_match('/ category=(\S+)/', $inputs, $found))
		$category = $found[1];
	if (!$category)
		return h($destination ?? '');
	$name = PLAN['categories'][$category] ?? h($category);
	return $destination ? sprintf(WORDS['Movement.Trip'], $name, h($destination)) : $name;
}

/* What happened, in a few words. */
function movement_what(int $kind, int $source, string $trip): string
{
	$w = WORDS;
	if ($kind === 1 && $source === 3)
		return $trip === '' ? $w['Movement.Held'] : sprintf($w['Movement.HeldOf'], $trip);
	if ($kind === 8)
		return match ($source) {
			7 => $w['Movement.Survey'],
			8 => $w['Movement.Referral'],
			9 => $w['Movement.Birthday'],
			10 => $w['Movement.Task'],
			11 => $w['Movement.Goodwill'],
			12 => $w['Movement.Draw'],
			default => $w['Movement.Kind.Credit'],
		};
	if ($trip !== '')
		switch ($kind) {
		case 1: return $trip;
		case 2: return sprintf($w['Movement.ReleaseOf'], $trip);
		case 3: return sprintf($w['Movement.ReverseOf'], $trip);
		}
	return $kind === 2 ? $w['Movement.Release'] : (KINDS[$kind] ?? KINDS[9])[1];
}

/* What was redeemed, or which order was paid: NAME is the redemption's. */
function spend_what(int $kind, string $source, ?string $name): string
{
	$w = WORDS;
	if (str_starts_with($source, 'pay:'))
		return sprintf($w[$kind === 4 ? 'Movement.Pays' : 'Movement.PaysBack'],
			h(order_of(substr($source, 4))));
	$name = $name ? h($name) : redemption_of($source);
	if ($name === '' && ($source[0] ?? '') === 'E')
		return $w[$kind === 4 ? 'Movement.Event' : 'Movement.EventBack'];
	if ($name === '' && ($source[0] ?? '') === 'D')
		return $w[$kind === 4 ? 'Movement.DrawTickets' : 'Movement.DrawBack'];
	if ($name === '')
		return KINDS[$kind][1];
	return sprintf($w[$kind === 4 ? 'Movement.Redeems' : 'Movement.RedeemsBack'], $name);
}

/* "R2FX8H339ZV" of such a source; '' of another. */
function redemption_of(string $source): string
{
	return preg_match('~^(R[2-9A-HJKMNP-Z]{10})(?:/|$)~', $source, $found) ? $found[1] : '';
}

/* "Silver bonus · National Day": the lines of an order's price above its base,
 * worked out of the inputs as they were booked. */
function movement_bonuses(string $inputs): string
{
	if (!preg_match('/^paid_fen=\d+ eligible_fen=([1-9]\d*) paid_day=(\S+) tier=(\S*)/', $inputs,
	                $in))
		return '';
	$names = [];
	$tier = PLAN['tiers'][tier_index($in[3])];
	if ($tier['rate'] !== 10000)
		$names[] = sprintf(WORDS['Movement.TierBonus'], tier_short($tier));
	foreach (PLAN['bonuses'] as $bonus)
		if ($bonus['product'] === '' && $bonus['from'] <= $in[2] && $in[2] <= $bonus['until'])
			$names[] = $bonus['name'];
	return implode(' · ', $names);
}

/* What stands beside an entry (a row of the statement). */
function movement_note(array $row, string $today): string
{
	$w = WORDS;
	if ($row[13] && $row[16] !== null)
		return sprintf($w['Movement.PendingUntil'], day_text($row[16], $today));
	if ($row[13])
		return $w['Movement.Pending'];
	if ($row[2] === 2)
		return sprintf($w['Movement.Moved'], points($row[4]));
	if ($row[2] === 3 && $row[7] > 0)
		return sprintf($w['Movement.Owed'], points($row[7]));
	return $row[2] === 1 ? movement_bonuses($row[10]) : '';
}

/* The figure of an entry and the class that colours it. */
function movement_figure(array $row): array
{
	$points = $row[3];
	if ($points === 0)
		return [$row[2] === 2 ? WORDS['Movement.Usable'] : '0', ' is-even'];
	if ($points < 0)
		return [points($points), ''];
	return ['+' . points($points), $row[13] ? '' : ' is-plus'];
}

/* The value of a cookie when it is one of AMONG, else the first of them. */
function choice(string $cookie, array $among): string
{
	$value = $_COOKIE[$cookie] ?? $among[0];
	return in_array($value, $among, true) ? $value : $among[0];
}

function empty_card(string $art, string $title, string $text, string $link): string
{
	return "<div class=\"empty\">$art<h2>$title</h2><p>$text</p><p>" .
		"<a class=\"button\" href=\"/programme\">$link</a></p></div>";
}

/* What the bell says: nothing, a figure, or that there are many. */
function bell(int $unread, string $icons): string
{
	$w = WORDS;
	$figure = $unread > 99 ? '99+' : $unread;
	$said = $unread > 0 ? " <span class=\"bell-count\">$figure</span>" .
		"<span class=\"hidden\"> {$w['Notices.Unread']}</span>" : '';
	return '<a class="bell" href="/notices"><svg class="icon" aria-hidden="true">' .
		"<use href=\"$icons#bell\"></use></svg><span class=\"hidden\">{$w['Notices.Title']}</span>" .
		"$said</a>";
}

function head(string $page, string $title, string $theme, string $size, string $csrf,
              string $back, int $unread): string
{
	$w = WORDS;
	$s = SITE;
	$icons = $s['icons'];
	$balance = $page === 'balance' ? ' aria-current="page"' : '';
	$history = $page === 'history' ? ' aria-current="page"' : '';
	$bell = bell($unread, $icons);
	return <<<HTML
	<!DOCTYPE html>
	<html lang="zh-CN" data-theme="$theme" data-size="$size">
	<head>
	<meta charset="utf-8">
	<title>$title · {$w['Common.Brand']}</title>
	<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
	<meta name="description" content="{$w['Common.Description']}">
	<meta name="color-scheme" content="light dark">
	<meta name="theme-color" content="#f7f5f1" media="(prefers-color-scheme: light)">
	<meta name="theme-color" content="#10181f" media="(prefers-color-scheme: dark)">
	<meta name="format-detection" content="telephone=no">
	<link rel="icon" href="{$s['mark']}" type="image/svg+xml">
	<link rel="stylesheet" href="{$s['css']}">
	<script src="{$s['js']}" defer></script>
	</head>
	<body class="has-tabs">
	<a class="skip" href="#main">{$w['Common.Skip']}</a>
	<header class="top">
	<a class="brand" href="/"><b>{$w['Common.Brand']}</b> <span class="tagline">{$w['Common.Tagline']}</span></a>
	<nav class="tabs" aria-label="{$w['Nav.Label']}"><ul>
	<li><a href="/balance"$balance><svg class="icon" aria-hidden="true"><use href="$icons#house-door"></use></svg>{$w['Nav.Home']}</a></li>
	<li><a href="/history"$history><svg class="icon" aria-hidden="true"><use href="$icons#list-ul"></use></svg>{$w['Nav.History']}</a></li>
	<li><a href="/catalogue"><svg class="icon" aria-hidden="true"><use href="$icons#gift"></use></svg>{$w['Nav.Catalogue']}</a></li>
	<li><a href="/orders"><svg class="icon" aria-hidden="true"><use href="$icons#suitcase"></use></svg>{$w['Nav.Orders']}</a></li>
	<li><a href="/profile"><svg class="icon" aria-hidden="true"><use href="$icons#person"></use></svg>{$w['Nav.Profile']}</a></li>
	</ul></nav>
	$bell
	<form method="post" action="/language"><input type="hidden" name="csrf" value="$csrf"><input type="hidden" name="back" value="$back"><button type="submit" class="link" name="lang" value="{$w['Other']}" lang="{$w['Other']}">{$w['OtherName']}</button></form>
	</header>
	<main class="main" id="main" tabindex="-1">






	HTML;
}

function foot(string $theme, string $size, string $csrf, string $back): string
{
	$w = WORDS;
	$s = SITE;
	$icons = $s['icons'];
	$on = ['normal' => 'false', 'large' => 'false', 'auto' => 'false', 'light' => 'false',
	       'dark' => 'false'];
	$on[$theme] = $on[$size] = 'true';
	return <<<HTML
	</main>
	<footer class="foot"><div class="foot-in">
	<p class="foot-contact"><a href="/help"><svg class="icon" aria-hidden="true"><use href="$icons#chat-dots"></use></svg>{$w['Foot.Help']}</a><a href="tel:{$s['tel']}"><svg class="icon" aria-hidden="true"><use href="$icons#telephone"></use></svg>{$s['phone']}</a><a href="mailto:{$s['email']}"><svg class="icon" aria-hidden="true"><use href="$icons#envelope"></use></svg>{$s['email']}</a></p>
	<ul class="links">
	<li><a href="/programme">{$w['Foot.Programme']}</a></li>
	<li><a href="/terms">{$w['Foot.Terms']}</a></li>
	<li><a href="/privacy">{$w['Foot.Privacy']}</a></li>
	</ul>
	<form class="switches" method="post" action="/language"><input type="hidden" name="csrf" value="$csrf"><input type="hidden" name="back" value="$back">
	<div class="switch" role="group" aria-labelledby="size-label"><span id="size-label">{$w['Foot.Size']}</span><button type="submit" name="size" value="normal" aria-pressed="{$on['normal']}">{$w['Foot.SizeNormal']}</button><button type="submit" name="size" value="large" aria-pressed="{$on['large']}">{$w['Foot.SizeLarge']}</button></div>
	<div class="switch" role="group" aria-labelledby="theme-label"><span id="theme-label">{$w['Foot.Theme']}</span><button type="submit" name="theme" value="auto" aria-pressed="{$on['auto']}">{$w['Foot.ThemeAuto']}</button><button type="submit" name="theme" value="light" aria-pressed="{$on['light']}">{$w['Foot.ThemeLight']}</button><button type="submit" name="theme" value="dark" aria-pressed="{$on['dark']}">{$w['Foot.ThemeDark']}</button></div>
	</form>
	<p>{$s['company']} · <a href="https://beian.miit.gov.cn/" rel="noreferrer" lang="zh-CN">{$s['icp']}</a> · <a href="{$s['police_link']}" rel="noreferrer" lang="zh-CN">{$s['police']}</a></p>
	</div></footer>
	</body>
	</html>

	HTML;
}

/* The whole answer. */
function answer(array $viewer, string $page, string $title, string $body): void
{
	$theme = choice('theme', ['auto', 'light', 'dark']);
	$size = choice('size', ['normal', 'large']);
	$csrf = h($viewer['csrf']);
	$back = h($_SERVER['REQUEST_URI']);
	$html = head($page, $title, $theme, $size, $csrf, $back, (int) $viewer['unread']) . $body .
		foot($theme, $size, $csrf, $back);
	header('Content-Type: text/html; charset=utf-8');
	header('Cache-Control: no-store');
	header('Content-Length: ' . strlen($html));
	echo $html;
}
