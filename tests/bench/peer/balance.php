<?php
/* The balance page of the peer. */
require __DIR__ . '/common.php';

const ENDING = 30; /* days that "ends soon" looks ahead */
const LOTS = 60;   /* that the statement reads */
const TAG = '<svg class="tier-tag" viewBox="0 0 52 72" aria-hidden="true"><path d="M26 16V1" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/><path class="tag-edge" d="M12 12.5h28a9 9 0 0 1 9 9V62a8 8 0 0 1-8 8H11a8 8 0 0 1-8-8V21.5a9 9 0 0 1 9-9z" fill="currentColor"/><g class="tag-hole"><circle cx="26" cy="24" r="5" stroke="none"/><path d="M14 42h24M14 51h24M14 60h15" fill="none" stroke-width="2.5" stroke-linecap="round"/></g></svg>';
const ART = '<svg class="art" viewBox="0 0 144 96" aria-hidden="true"><path class="art-soft" d="M14 86h116"/><rect x="38" y="32" width="68" height="50" rx="8"/><path d="M58 32V20a6 6 0 0 1 6-6h16a6 6 0 0 1 6 6v12M52 32v50M92 32v50M50 82v4M94 82v4"/><path class="art-accent" d="M72 44v26M72 57l-7-7M72 57l7-7"/></svg>';

function greeting(int $now, string $name): string
{
	$w = WORDS;
	$hour = intdiv(($now + ZONE) % 86400, 3600);
	if ($hour < 5 || $hour >= 23)
		$hello = $w['Balance.HelloNight'];
	elseif ($hour < 11)
		$hello = $w['Balance.HelloMorning'];
	elseif ($hour < 13)
		$hello = $w['Balance.HelloNoon'];
	else
		$hello = $hour < 18 ? $w['Balance.HelloAfternoon'] : $w['Balance.HelloEvening'];
	return sprintf($w['Balance.Greeting'], $hello, h($name));
}

function pass(array $v): string
{
	$w = WORDS;
	$points = $v['available'];
	$unit = PLAN['unit_points'];
	$worth = $points >= $unit
		? sprintf($w['Balance.Worth'], money(intdiv($points, $unit) * PLAN['unit_fen']))
		: sprintf($w['Balance.WorthNext'], points($unit - $points), money(PLAN['unit_fen']));
	$figure = points($points);
	$number = h($v['member_no']);
	$tag = substr(hash('sha256', $v['member_no']), 0, 12);
	return <<<HTML
	<section class="pass" aria-labelledby="pass-label"><div class="pass-main"><h2 class="pass-label" id="pass-label">{$w['Balance.Available']}</h2><p class="pass-figure"><data class="points-available" value="$points">$figure</data> <span class="unit">{$w['Balance.Unit']}</span></p><p class="pass-note">$worth · <a href="/catalogue?afford=1">{$w['Balance.Redeem']}</a></p></div>
	<div class="pass-stub"><div class="pass-qr"><img src="/balance/code.png?v=$tag" width="232" height="232" alt="{$w['Balance.QrLabel']}"></div><p class="pass-no"><span class="hidden">{$w['Balance.Stub']} </span>$number</p><p class="small soft">{$w['Balance.QrNote']}</p></div></section>

	HTML;
}

function debt_line(array $row, string $today): string
{
	$w = WORDS;
	$day = day_text(day_of($row[11]), $today);
	$text = $row[8] === 2
		? sprintf($w['Balance.DebtRefund'], $day, h(order_of($row[9])), points($row[3]))
		: sprintf($w['Balance.DebtOther'], $day, points($row[3]));
	return "<li>$text <a href=\"/history/$row[1]\">{$w['Balance.Why']}</a></li>";
}

function debt(array $v, string $lines): string
{
	$w = WORDS;
	$figure = points($v['debt']);
	$text = sprintf($w['Balance.DebtText'], $figure);
	return '<section class="status status-bad" aria-labelledby="debt">' . icon('exclamation-triangle') .
		"<div><h2 class=\"notice-title\" id=\"debt\">{$w['Balance.DebtTitle']} <data class=\"points-debt\" value=\"{$v['debt']}\">$figure</data> <span class=\"unit\">{$w['Balance.Unit']}</span></h2><p>$text</p><ul class=\"reasons\">$lines</ul></div></section>\n";
}

function status(string $icon, string $text): string
{
	return '<div class="status status-note">' . icon($icon) . "<div>$text</div></div>\n";
}

/* The three figures below the pass. */
function figures(array $v, array $read, string $today): string
{
	$w = WORDS;
	$pending = points($v['pending']);
	$lifetime = points($v['lifetime']);
	$ending = points($read['ending']);
	if ($read['usable'] !== '')
		$later = sprintf($w['Balance.UsableFrom'], day_text($read['usable'], $today));
	else
		$later = $v['pending'] > 0 ? $w['Balance.PendingLater'] : $w['Balance.PendingNone'];
	$accent = '';
	$note = $w['Balance.EndingNone'];
	if ($read['ending'] > 0) {
		$accent = ' is-accent';
		$note = "<time datetime=\"{$read['first']}\">" .
			sprintf($w['Balance.EndingFirst'], day_text($read['first'], $today)) . '</time>';
	}
	return <<<HTML
	<div class="figures">
	<div class="figure"><span class="figure-label">{$w['Balance.Pending']}</span><span class="figure-value"><data class="points-pending" value="{$v['pending']}">$pending</data></span><span class="figure-note">$later</span></div>
	<div class="figure$accent"><span class="figure-label">{$w['Balance.Ending']}</span><span class="figure-value"><data class="points-ending" value="{$read['ending']}">$ending</data></span><span class="figure-note">$note</span></div>
	<div class="figure"><span class="figure-label">{$w['Balance.Lifetime']}</span><span class="figure-value"><data class="points-lifetime" value="{$v['lifetime']}">$lifetime</data></span><span class="figure-note">{$w['Balance.LifetimeNote']}</span></div>
	</div>

	HTML;
}

/* What is missing to the next tier, with a bar. */
function tier_need(array $v, int $mine): string
{
	$w = WORDS;
	$next = PLAN['tiers'][$mine + 1] ?? null;
	if ($next === null)
		return "<p class=\"tier-need\">{$w['Balance.TierTop']}</p>";
	$of = $next['points'];
	$have = max(0, min($v['lifetime'], $of));
	$need = sprintf($w['Balance.NeedPoints'], points($of - $have), tier_short($next));
	return "<progress max=\"$of\" value=\"$have\" aria-label=\"{$w['Balance.Progress']}\"></progress><p class=\"tier-need\">$need</p>";
}

/* The next yearly review of a tier held since SINCE. */
function review(string $since, string $today): string
{
	for ($years = 0, $day = $since; $day <= $today;)
		$day = add_months($since, 12 * ++$years);
	return $day;
}

function tier_valid(array $v, int $mine, string $today): string
{
	if ($v['pin_until'] !== null && $v['pin_until'] >= $today)
		$text = sprintf(WORDS['Balance.Pinned'], full_day($v['pin_until']));
	elseif ($mine > 0 && $v['review_notice_on'] === null)
		$text = sprintf(WORDS['Balance.Valid'], full_day(review(day_of($v['tier_since']), $today)));
	else
		return '';
	return "<p class=\"small soft\">$text</p>";
}

/* A fall of the tier that was announced. */
function tier_notice(array $v, int $mine, string $today): string
{
	if ($mine === 0 || $v['review_notice_on'] === null ||
	    ($v['pin_until'] !== null && $v['pin_until'] >= $today))
		return '';
	$tier = PLAN['tiers'][$mine];
	$keep = sprintf(WORDS['Balance.KeepPoints'], points(max(0, $tier['points'] - $v['lifetime'])),
	                tier_short($tier));
	$day = full_day(add_days($v['review_notice_on'], PLAN['grace']));
	return status('info-circle', sprintf(WORDS['Balance.Notice'], $day, $keep));
}

function tier(array $v, int $mine, string $today): string
{
	$tier = PLAN['tiers'][$mine];
	$name = sprintf(WORDS['Balance.TierName'], $tier['name']);
	return "<section class=\"tier-card tier-{$tier['code']}\" aria-label=\"" . WORDS['Balance.TierLabel'] . '">' . TAG .
		"<div class=\"tier-body\"><h2 class=\"tier-name\"><data class=\"tier\" value=\"{$tier['code']}\">$name</data></h2>\n" .
		tier_need($v, $mine) . tier_valid($v, $mine, $today) . "</div></section>\n";
}

/* The day a pending trip's points can be used from; '' = not known. */
function usable_on(array $row): string
{
	if ($row[18] !== null || $row[16] === null)
		return $row[18] ?? '';
	return PLAN['release_days'] ? add_days($row[16], PLAN['release_days']) : $row[16];
}

function trip(array $row, string $day, string $today): string
{
	$what = trip_name($row[14], $row[15], null);
	if ($what === '')
		$what = KINDS[1][1];
	if ($day === '')
		$note = WORDS['Balance.TripUnknown'];
	elseif ($day < $today)
		$note = WORDS['Balance.TripLate'];
	else
		$note = "<time datetime=\"$day\">" .
			sprintf(WORDS['Balance.UsableFrom'], day_text($day, $today)) . '</time>';
	$order = rawurlencode(order_of($row[9]));
	$points = points($row[3]);
	return "<li class=\"row\"><a class=\"row-link\" href=\"/orders/$order\"><span class=\"row-what\">$what</span><span class=\"row-figure\">$points</span><span class=\"row-note\">$note</span></a></li>\n";
}

function trips(array $v, array $read): string
{
	$w = WORDS;
	$more = $v['pending'] - $read['listed'];
	$more = $more > 0 ? '<p class="small soft">' . sprintf($w['Balance.TripsMore'], points($more)) . '</p>'
		: '';
	return "<section class=\"stacked\" aria-labelledby=\"trips\"><div class=\"section-head\"><h2 id=\"trips\">{$w['Balance.Trips']}</h2><a href=\"/orders\">{$w['Balance.TripsLink']}</a></div>\n" .
		"<ul class=\"rows\">{$read['trips']}</ul>$more</section>\n";
}

/* One row a month, then what lies behind the lots that were read. */
function calendar(array $months, int $rest, string $today): string
{
	$w = WORDS;
	if (!$months && $rest <= 0)
		return "<p class=\"soft\">{$w['Balance.CalendarNone']}</p>";
	$out = $never = '';
	foreach ($months as [$first, $last, $points]) {
		$points = points($points);
		if ($first === NEVER) {
			$never = "<tr><th scope=\"row\">{$w['Balance.CalendarNever']}</th><td class=\"num\">$points</td></tr>\n";
			continue;
		}
		$when = "<time datetime=\"$first\">" . day_text($first, $today) . '</time>';
		if ($last !== $first)
			$when .= " {$w['Balance.CalendarTo']} <time datetime=\"$last\">" .
				day_text($last, $today) . '</time>';
		$out .= "<tr><th scope=\"row\">$when</th><td class=\"num\">$points</td></tr>\n";
	}
	if ($rest > 0)
		$out .= "<tr><th scope=\"row\">{$w['Balance.CalendarLater']}</th><td class=\"num\">" .
			points($rest) . "</td></tr>\n";
	return "<table class=\"table\"><caption>{$w['Balance.CalendarCaption']}</caption><thead><tr><th scope=\"col\">{$w['Balance.CalendarWhen']}</th><th scope=\"col\" class=\"num\">{$w['Balance.CalendarPoints']}</th></tr></thead><tbody>\n$out$never</tbody></table><p class=\"small soft\">{$w['Balance.CalendarHint']} <a href=\"/planner\">{$w['Planner.Title']}</a></p>";
}

function fold(array $v, array $read, string $today): string
{
	$w = WORDS;
	$calendar = calendar($read['months'], $v['available'] - $read['sum'], $today);
	$held = points($v['held']);
	$debt = $v['debt'] > 0 ? '' : "<div><dt>{$w['Balance.Debt']}</dt><dd><data class=\"points-debt\" value=\"0\">0</data></dd></div>";
	return "<details class=\"card fold\"><summary>{$w['Balance.Calendar']}</summary>\n$calendar<dl class=\"facts\">$debt<div><dt>{$w['Balance.Held']}</dt><dd>$held</dd></div></dl></details>\n</div><div>\n";
}

function entry(array $row, string $today): string
{
	$what = $row[2] === 4 || $row[2] === 5 ? spend_what($row[2], $row[9], $row[14])
		: movement_what($row[2], $row[8], trip_name($row[14], $row[15], $row[10]));
	$note = movement_note($row, $today);
	if ($note !== '')
		$note = ' · ' . $note;
	[$figure, $look] = movement_figure($row);
	$day = day_of($row[11]);
	$text = day_text($day, $today);
	$quiet = $row[13] ? ' is-quiet' : '';
	$after = $row[5] - $row[7];
	$balance = points($after);
	return "<li class=\"row$quiet\"><a class=\"row-link\" href=\"/history/$row[1]\"><span class=\"row-what\">$what</span><span class=\"row-figure$look\"><data class=\"entry-points\" value=\"$row[3]\">$figure</data></span><span class=\"row-note\"><time datetime=\"$day\">$text</time>$note</span><span class=\"row-after\">" . WORDS['Balance.After'] . " <data class=\"entry-balance\" value=\"$after\">$balance</data></span></a></li>\n";
}

function latest(bool $new, string $entries): string
{
	$w = WORDS;
	$link = $new ? '' : "<a href=\"/history\">{$w['Balance.LatestLink']}</a>";
	$list = $new
		? '<div class="card">' . empty_card(ART, $w['Balance.EmptyTitle'], $w['Balance.EmptyText'],
		                                    $w['Balance.EmptyLink']) . '</div>'
		: "<ul class=\"rows\">$entries</ul>";
	return "<section class=\"stacked\" aria-labelledby=\"latest\"><div class=\"section-head\"><h2 id=\"latest\">{$w['Balance.Latest']}</h2>$link</div>\n$list</section>\n";
}

/* Gains of TIER that are figures of the plan; BELOW has what is held without it. */
function rates(array $tier, array $below, string $icon): string
{
	$w = WORDS;
	$out = '';
	if ($tier['rate'] > $below['rate'])
		$out .= "<li>$icon" . sprintf($w['Balance.Times'], decimal(intdiv($tier['rate'], 100))) . '</li>';
	if ($tier['price'] > $below['price'])
		$out .= "<li>$icon" . sprintf($w['Balance.PriceOff'], decimal($tier['price'])) . '</li>';
	if ($tier['redeem'] > $below['redeem'])
		$out .= "<li>$icon" . sprintf($w['Balance.RedeemOff'], decimal($tier['redeem'])) . '</li>';
	return $out;
}

function benefits(array $v, int $mine): string
{
	$w = WORDS;
	$tiers = PLAN['tiers'];
	$check = icon('check-circle');
	$plus = icon('plus-circle');
	$now = rates($tiers[$mine], ['rate' => 10000, 'price' => 0, 'redeem' => 0], $check);
	$next = isset($tiers[$mine + 1]) ? rates($tiers[$mine + 1], $tiers[$mine], $plus) : '';
	foreach (PLAN['benefits'] as $benefit) {
		$from = tier_index($benefit['tier']);
		if ($from <= $mine)
			$now .= "<li>$check{$benefit['name']}</li>";
		elseif ($from === $mine + 1)
			$next .= "<li>$plus{$benefit['name']}</li>";
	}
	if ($now === '')
		$now = "<li>$check{$w['Balance.BenefitsNone']}</li>";
	if ($next !== '')
		$next = '<h3>' . sprintf($w['Balance.NextAdds'], tier_short($tiers[$mine + 1])) .
			"</h3><ul class=\"ticks ticks-next\">$next</ul>";
	$adviser = '';
	if ($v['adviser'] !== null)
		$adviser = "<dl class=\"facts\"><div><dt>{$w['Profile.Adviser']}</dt><dd>" . h($v['adviser']) .
			($v['adviser_contact'] !== '' ? ' · ' . h($v['adviser_contact']) : '') . '</dd></div></dl>';
	return "<section class=\"card\" aria-labelledby=\"benefits\"><div class=\"section-head\"><h2 class=\"card-title\" id=\"benefits\">{$w['Balance.Benefits']}</h2><a href=\"/programme\">{$w['Balance.BenefitsLink']}</a></div>\n<ul class=\"ticks\">$now</ul>$adviser\n$next</section>\n";
}

/* The bonus that holds today and ends first, or the next that begins. */
function bonus_words(string $today): string
{
	$near = null;
	foreach (PLAN['bonuses'] as $bonus)
		if ($bonus['until'] >= $today && ($near === null || $bonus['from'] < $near['from']))
			$near = $bonus;
	if ($near === null)
		return '';
	$until = day_text($near['until'], $today);
	if ($near['from'] <= $today)
		return sprintf(WORDS['Balance.WayBonusNow'], $near['name'], $until);
	return sprintf(WORDS['Balance.WayBonus'], $near['name'], day_text($near['from'], $today), $until);
}

function ways(string $today): string
{
	$w = WORDS;
	$icon = icon('airplane');
	$bonus = bonus_words($today);
	$out = "<li>$icon" . sprintf($w['Balance.WayTrip'], points(PLAN['per_yuan'])) . '</li>';
	if ($bonus !== '')
		$out .= "<li>$icon$bonus</li>";
	if (PLAN['survey'] > 0)
		$out .= "<li>$icon" . sprintf($w['Balance.WaySurvey'], points(PLAN['survey'])) . '</li>';
	if (PLAN['friend'] > 0)
		$out .= "<li>$icon" . sprintf($w['Balance.WayFriend'], points(PLAN['friend'])) . '</li>';
	return "<section class=\"card\" aria-labelledby=\"ways\"><div class=\"section-head\"><h2 class=\"card-title\" id=\"ways\">{$w['Balance.Ways']}</h2><a href=\"/programme\">{$w['Balance.WaysLink']}</a></div>\n<ul class=\"ticks\">$out</ul></section>\n</div></div>\n";
}

/* The shortest statement that can answer, as the account says. */
function statement(PDO $db, array $v, string $today): PDOStatement
{
	$id = $v['member_id'];
	$values = [$id, $id, $today, $today];
	$which = 'balance';
	if ($v['debt'] > 0) {
		$which = 'balance_debt';
		array_push($values, $id, $id);
	} elseif ($v['pending'] > 0) {
		$which = 'balance_pending';
		$values[] = $id;
	}
	return ask($db, SQL[$which] ?? refuse(501), $values);
}

/* The rows of the statement, each part worked into what the page says of it. */
function read(PDO $db, array $v, string $today): array
{
	$entries = $trips = $debts = $usable = $first = $last = '';
	$listed = $ending = $sum = $lots = 0;
	$months = [];
	$soon = add_days($today, ENDING);
	foreach (statement($db, $v, $today)->fetchAll() as $row)
		switch ($row[0]) {
		case 1:
			$entries .= entry($row, $today);
			break;
		case 2:
			$day = usable_on($row);
			$trips .= trip($row, $day, $today);
			$listed += $row[3];
			if ($day >= $today && ($usable === '' || $day < $usable))
				$usable = $day;
			break;
		case 3:
			$last = $row[18];
			if ($lots++ === 0)
				$first = $last;
			$sum += $row[3];
			if ($last <= $soon)
				$ending += $row[3];
			$month = substr($last, 0, 7);
			if (isset($months[$month])) {
				$months[$month][1] = $last;
				$months[$month][2] += $row[3];
			} else {
				$months[$month] = [$last, $last, $row[3]];
			}
			break;
		case 4:
			$debts .= debt_line($row, $today);
		}
	if ($lots === LOTS && $last <= $soon)
		refuse(501);
	return ['entries' => $entries, 'trips' => $trips, 'debts' => $debts, 'usable' => $usable,
	        'first' => $first, 'listed' => $listed, 'ending' => $ending, 'sum' => $sum,
	        'months' => $months];
}

function balance(PDO $db, array $v, int $now): string
{
	$today = gmdate('Y-m-d', $now + ZONE);
	if ($today > $v['good_through'])
		refuse(501);
	$read = read($db, $v, $today);
	$mine = tier_index($v['tier']);
	$out = "\n<h1>" . greeting($now, $v['name']) . "</h1>\n<div class=\"columns\"><div>\n" . pass($v);
	if ($v['debt'] > 0)
		$out .= debt($v, $read['debts']);
	$out .= tier_notice($v, $mine, $today);
	if ($v['held'] > 0)
		$out .= status('hourglass-split', sprintf(WORDS['Balance.HeldText'], points($v['held'])));
	$out .= figures($v, $read, $today) . tier($v, $mine, $today);
	if ($read['trips'] !== '')
		$out .= trips($v, $read);
	return $out . fold($v, $read, $today) . latest($v['last_seq'] === 0, $read['entries']) .
		benefits($v, $mine) . ways($today);
}

$now = time();
$db = database();
$viewer = viewer($db, $now);
answer($viewer, 'balance', WORDS['Balance.Title'], balance($db, $viewer, $now));
