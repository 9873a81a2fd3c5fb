#include "rule/tier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/tier_private.h"

int32_t tier_leaves_on(const struct plan *plan, int32_t day)
{
	if (plan->measure == MEASURE_POINTS_LIFETIME || plan->window_months == 0)
		return DAY_NEVER;
	return day_add_months(day, plan->window_months);
}

/* The first instant whose deltas still count at AT. Month ends are clamped, so
 * it is searched for around the same date WINDOW_MONTHS before. */
static int64_t window_opens(const struct plan *plan, int64_t at)
{
	int32_t day = day_of(at);
	if (tier_leaves_on(plan, day) == DAY_NEVER)
		return INT64_MIN;
	struct civil date = civil_of(day);
	int months = date.year * 12 + date.month - 1 - plan->window_months;
	struct civil before = {months / 12, months % 12 + 1, date.day > 3 ? date.day - 3 : 1};
	if (before.day > 25)
		before.day = 25;
	int32_t first = day_from_civil(before);
	while (tier_leaves_on(plan, first) <= day)
		first++;
	return day_start(first);
}

struct tier_sum tier_sum_at(const struct plan *plan, const struct ledger *ledger, int64_t at)
{
	struct tier_sum sum = {0, 0, 0};
	int64_t opens = window_opens(plan, at);
	for (int i = 0; i < ledger->n_qualifying; i++) {
		const struct ledger_qualifying *q = &ledger->qualifying[i];
		if (q->at > at || q->of < opens)
			continue;
		sum.points += q->points;
		sum.net_fen += q->net_fen;
		sum.trips += q->trips;
	}
	return sum;
}

int tier_reached(const struct plan *plan, const struct tier_sum *sum)
{
	int reached = 0;
	for (int i = 1; i < plan->n_tiers; i++) {
		const struct plan_tier *tier = &plan->tiers[i];
		if (plan->measure == MEASURE_SPEND_OR_TRIPS
		        ? sum->net_fen >= tier->spend_fen || sum->trips >= tier->trips
		        : sum->points >= tier->points)
			reached = i;
	}
	return reached;
}

/* The latest change that holds before AT (or at it, when INCLUSIVE), or NULL. */
static const struct ledger_tier_change *change_before(const struct ledger *ledger, int64_t at,
                                                      bool inclusive)
{
	const struct ledger_tier_change *found = NULL;
	for (int i = 0; i < ledger->n_tier_changes; i++) {
		const struct ledger_tier_change *c = &ledger->tier_changes[i];
		if (inclusive ? c->effective_at <= at : c->effective_at < at)
			found = c;
	}
	return found;
}

const char *tier_held_at(const struct ledger *ledger, const struct plan *plan, int64_t at)
{
	const struct ledger_tier_change *change = change_before(ledger, at, false);
	const char *code = change ? change->tier : plan->tiers[0].code;
	if (ledger->n_tier_changes == 0 && ledger->tier[0])
		code = ledger->tier;
	return plan->tiers[plan_tier_index(plan, code)].code;
}

/* Adds a row to the history, kept in order of (effective_at, n). */
static void change_add(struct ledger *ledger, const struct ledger_tier_change *new_row)
{
	int at = ledger->n_tier_changes;
	int64_t n = 0;
	if ((size_t)at >= talloc_array_length(ledger->tier_changes))
		ledger->tier_changes =
			talloc_realloc(ledger, ledger->tier_changes, struct ledger_tier_change,
		                   (unsigned)at * 2 + 4);
	for (int i = 0; i < ledger->n_tier_changes; i++)
		if (ledger->tier_changes[i].n > n)
			n = ledger->tier_changes[i].n;
	for (; at > 0 && ledger->tier_changes[at - 1].effective_at > new_row->effective_at; at--)
		ledger->tier_changes[at] = ledger->tier_changes[at - 1];
	ledger->tier_changes[at] = *new_row;
	ledger->tier_changes[at].n = n + 1;
	ledger->tier_changes[at].is_new = true;
	ledger->n_tier_changes++;
}

static int64_t figure(const struct plan *plan, const struct tier_sum *sum)
{
	return plan->measure == MEASURE_SPEND_OR_TRIPS ? sum->net_fen : sum->points;
}

void tier_change_to(struct ledger *ledger, const struct plan *plan, int index, const char *cause,
                    int64_t at, int64_t posted_at)
{
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	struct ledger_tier_change row = {.effective_at = at, .posted_at = posted_at};
	row.sum = figure(plan, &sum);
	snprintf(row.tier, sizeof(row.tier), "%s", plan->tiers[index].code);
	snprintf(row.cause, sizeof(row.cause), "%s", cause);
	change_add(ledger, &row);
}

/* The tier of now and since when, from the history. */
void tier_settle(struct ledger *ledger)
{
	int last = ledger->n_tier_changes - 1, first = last;
	if (last < 0)
		return;
	const struct ledger_tier_change *c = ledger->tier_changes;
	while (first > 0 && strcmp(c[first - 1].tier, c[last].tier) == 0)
		first--;
	if (strcmp(ledger->tier, c[last].tier) != 0)
		ledger->review_notice_on = DAY_NONE;
	snprintf(ledger->tier, sizeof(ledger->tier), "%s", c[last].tier);
	ledger->tier_since = c[first].effective_at;
}

/* A change that a sum did not make: it stands, whatever the sums become. Its
 * tier, given the tier HELD before and the one the sum has REACHED. */
static int fixed_tier(const struct plan *plan, const struct ledger_tier_change *row, int held,
                      int reached)
{
	int to = plan_tier_index(plan, row->tier);
	if (strcmp(row->cause, "pin") == 0 || strcmp(row->cause, "join") == 0)
		return to;
	if (strcmp(row->cause, "opening") == 0)
		return to > held ? to : held;
	if (strcmp(row->cause, "review") == 0 && reached < held)
		return to < held ? to : held;
	return held;
}

static int by_instant(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

/* The instants from FROM to NOW at which the tier may change, sorted, once
 * each. Returns their number. */
static int instants_from(const struct ledger *ledger, int64_t from, int64_t now, int64_t **out)
{
	int n = 0, kept = 0, most = ledger->n_qualifying + ledger->n_tier_changes;
	int64_t *all = talloc_array(ledger, int64_t, (unsigned)most + 1);
	for (int i = 0; i < ledger->n_qualifying; i++)
		if (ledger->qualifying[i].at >= from && ledger->qualifying[i].at <= now)
			all[n++] = ledger->qualifying[i].at;
	for (int i = 0; i < ledger->n_tier_changes; i++)
		if (ledger->tier_changes[i].effective_at >= from)
			all[n++] = ledger->tier_changes[i].effective_at;
	qsort(all, (size_t)n, sizeof(*all), by_instant);
	for (int i = 0; i < n; i++)
		if (kept == 0 || all[kept - 1] != all[i])
			all[kept++] = all[i];
	*out = all;
	return kept;
}

/* The tier that holds from instant AT on, by the sums and the fixed changes. */
static int tier_from(const struct ledger *ledger, const struct plan *plan, int held, int64_t at)
{
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	int reached = tier_reached(plan, &sum);
	for (int i = 0; i < ledger->n_tier_changes; i++)
		if (ledger->tier_changes[i].effective_at == at)
			held = fixed_tier(plan, &ledger->tier_changes[i], held, reached);
	return reached > held ? reached : held;
}

void tier_rise(struct ledger *ledger, const struct plan_book *book, int64_t from, int64_t posted_at)
{
	int64_t now = posted_at > from ? posted_at : from, *instants;
	int n = instants_from(ledger, from, now, &instants);
	const char *held = n > 0 ? tier_held_at(ledger, plan_on(book, day_of(from)), from) : "";
	for (int i = 0; i < n; i++) {
		const struct plan *plan = plan_on(book, day_of(instants[i]));
		int to = tier_from(ledger, plan, plan_tier_index(plan, held), instants[i]);
		const struct ledger_tier_change *booked = change_before(ledger, instants[i], true);
		const char *was = booked ? booked->tier : tier_held_at(ledger, plan, instants[i]);
		held = plan->tiers[to].code;
		if (strcmp(was, held) == 0)
			continue;
		/* what the history says otherwise of the past is corrected by a row of its own */
		bool late = i + 1 < n || to < plan_tier_index(plan, was);
		tier_change_to(ledger, plan, to, late ? "correction" : "rise", instants[i], posted_at);
	}
	talloc_free(instants);
	tier_settle(ledger);
	if (ledger->review_notice_on != DAY_NONE && !tier_short(ledger, book, now))
		ledger->review_notice_on = DAY_NONE;
}

bool tier_missing(const struct plan *plan, const struct ledger *ledger, int64_t at, int *next,
                  struct tier_sum *need)
{
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	int i = plan_tier_index(plan, ledger->tier) + 1;
	memset(need, 0, sizeof(*need));
	if (i >= plan->n_tiers)
		return false;
	const struct plan_tier *tier = &plan->tiers[i];
	*next = i;
	if (plan->measure == MEASURE_SPEND_OR_TRIPS) {
		need->net_fen = sum.net_fen < tier->spend_fen ? tier->spend_fen - sum.net_fen : 0;
		need->trips = sum.trips < tier->trips ? tier->trips - sum.trips : 0;
	} else {
		need->points = sum.points < tier->points ? tier->points - sum.points : 0;
	}
	return true;
}
