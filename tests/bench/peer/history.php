<?php
/* The history page of the peer: the unfiltered list, page by page. */
require __DIR__ . '/common.php';

const PAGE = 20;
const ART = '<svg class="art" viewBox="0 0 144 96" aria-hidden="true"><path class="art-soft" d="M12 82c16-4 18-18 34-18 12 0 14 10 4 10-12 0-8-22 14-32" stroke-dasharray="1 7"/><path d="M126 14 68 40l22 10zM90 50l8 26 28-62zM90 50l-6 20 14-9"/></svg>';

function presets(string $today): string
{
	$w = WORDS;
	$out = '<li><a class="chip" href="/history" aria-current="true">' . $w['History.All'] . '</a></li>';
	foreach (['History.Days30' => add_days($today, -29), 'History.Months3' => add_months($today, -3),
	          'History.Year' => substr($today, 0, 4) . '-01-01'] as $words => $from)
		$out .= "<li><a class=\"chip\" href=\"/history?from=$from\">{$w[$words]}</a></li>";
	return $out;
}

function kinds(): string
{
	$out = '<option value="" selected>' . WORDS['History.AllKinds'] . '</option>';
	foreach (KINDS as [$value, $text])
		$out .= "<option value=\"$value\">$text</option>";
	return $out;
}

/* Where the points that a row took back or that ended had come from. */
function original(array $row): string
{
	if ($row[2] === 3 && $row[17] > 0 && $row[17] !== $row[1])
		$seq = $row[17];
	elseif ($row[2] === 6 && $row[8] === 4)
		$seq = h($row[9]);
	elseif ($row[8] === 5 && ($no = redemption_of($row[9])) !== '')
		return "<a href=\"/redemptions/$no\">$no</a>";
	else
		return '';
	return "<a href=\"/history/$seq\">" . WORDS['History.Original'] . '</a>';
}

function move(array $row, string $today): string
{
	$spent = $row[2] === 4 || $row[2] === 5;
	$what = $spent ? spend_what($row[2], $row[9], $row[14])
		: movement_what($row[2], $row[8], trip_name($row[14], $row[15], $row[10]));
	$note = movement_note($row, $today);
	$original = original($row);
	if ($original !== '')
		$note .= $note === '' ? $original : ' · ' . $original;
	[$figure, $look] = movement_figure($row);
	$day = day_of($row[11]);
	$text = day_text($day, $today);
	$quiet = $row[13] ? ' is-quiet' : '';
	$after = $row[5] - $row[7];
	$balance = points($after);
	return "<tr class=\"move$quiet\"><td class=\"move-date\"><time datetime=\"$day\">$text</time></td><th scope=\"row\" class=\"move-what\"><a href=\"/history/$row[1]\">$what</a></th><td class=\"move-note\">$note</td><td class=\"num move-points$look\"><data class=\"entry-points\" value=\"$row[3]\">$figure</data></td><td class=\"num move-balance\"><span class=\"move-label\">" . WORDS['Balance.After'] . " </span><data class=\"entry-balance\" value=\"$after\">$balance</data></td></tr>\n";
}

function pager(int $newer, int $older, int $last): string
{
	$w = WORDS;
	if (!$newer && $older <= 1)
		return '';
	$out = "<nav class=\"pager\" aria-label=\"{$w['History.Pager']}\">";
	if ($newer)
		$out .= '<a class="pager-prev" rel="prev" href="/history' .
			($newer > $last ? '' : "?before=$newer") . '">' . icon('arrow-left') .
			$w['History.Newer'] . '</a>';
	if ($older > 1)
		$out .= "<a class=\"pager-next\" rel=\"next\" href=\"/history?before=$older\">" .
			$w['History.Older'] . icon('arrow-right') . '</a>';
	return $out . "</nav>\n";
}

/* The table and the links to its neighbours. */
function moves(PDO $db, array $viewer, string $today): string
{
	$w = WORDS;
	$last = $viewer['last_seq'];
	$before = min((int)($_GET['before'] ?? PHP_INT_MAX), $last + 1);
	$rows = ask($db, SQL['history'], [$viewer['member_id'], $before, PAGE + 1])->fetchAll();
	$older = 0;
	if (isset($rows[PAGE])) {
		unset($rows[PAGE]);
		$older = $rows[PAGE - 1][1];
	}
	$out = "<div class=\"card moves-card\"><table class=\"moves\"><caption class=\"hidden\">{$w['History.Caption']}</caption><thead><tr><th scope=\"col\">{$w['History.Date']}</th><th scope=\"col\">{$w['History.What']}</th><th scope=\"col\">{$w['History.Note']}</th><th scope=\"col\" class=\"num\">{$w['History.Points']}</th><th scope=\"col\" class=\"num\">{$w['History.Balance']}</th></tr></thead><tbody>\n";
	foreach ($rows as $row)
		$out .= move($row, $today);
	return $out . "</tbody></table></div>\n" .
		pager($before <= $last ? $before + PAGE : 0, $older, $last) . "\n";
}

function history(PDO $db, array $viewer, string $today): string
{
	$w = WORDS;
	$presets = presets($today);
	$kinds = kinds();
	$icon = icon('download');
	return "<div class=\"section-head\"><h1>{$w['History.Title']}</h1><a class=\"no-print\" href=\"/history.csv\" download>$icon {$w['History.Csv.Link']}</a></div>\n\n" .
		"<nav class=\"chips\" aria-label=\"{$w['History.Presets']}\"><ul>$presets</ul></nav>\n" .
		"<details class=\"card fold no-print\"><summary>{$w['History.Filter']}</summary><form class=\"filters\" method=\"get\" action=\"/history\"><div class=\"field\"><label class=\"label\" for=\"kind\">{$w['History.Kind']}</label><select class=\"input\" id=\"kind\" name=\"kind\">$kinds</select></div><div class=\"field\"><label class=\"label\" for=\"from\">{$w['History.From']}</label><input class=\"input input-date\" id=\"from\" name=\"from\" type=\"date\" value=\"\"></div><div class=\"field\"><label class=\"label\" for=\"to\">{$w['History.To']}</label><input class=\"input input-date\" id=\"to\" name=\"to\" type=\"date\" value=\"\"></div><button type=\"submit\" class=\"button button-plain\">{$w['History.Apply']}</button></form></details>\n" .
		moves($db, $viewer, $today);
}

/* What stands before the first movement. */
function nothing_yet(): string
{
	$w = WORDS;
	return "<div class=\"section-head\"><h1>{$w['History.Title']}</h1></div>\n<div class=\"card\">" .
		empty_card(ART, $w['History.EmptyTitle'], $w['History.EmptyText'],
		           $w['History.EmptyLink']) . "</div>\n";
}

if (isset($_GET['kind']) || isset($_GET['from']) || isset($_GET['to']))
	refuse(501);
$now = time();
$db = database();
$viewer = viewer($db, $now);
answer($viewer, 'history', WORDS['History.Title'],
       $viewer['last_seq'] ? history($db, $viewer, gmdate('Y-m-d', $now + ZONE)) : nothing_yet());
