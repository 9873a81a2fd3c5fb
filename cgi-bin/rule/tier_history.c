/* The tier's history: worked out from the facts in order of time, compared
 * with what is booked, and corrected by rows of its own. Whatever order facts
 * arrive in, the same history comes out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/tier_private.h"

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

static void change_to(struct ledger *ledger, const struct plan *plan, int index, const char *cause,
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
static void settle(struct ledger *ledger)
{
	int last = ledger->n_tier_changes - 1;
	if (last < 0)
		return;
	snprintf(ledger->tier, sizeof(ledger->tier), "%s", ledger->tier_changes[last].tier);
	ledger->tier_since = tier_since_of(ledger, last);
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
		if (ledger->tier_changes[i].effective_at >= from &&
		    ledger->tier_changes[i].effective_at <= now)
			all[n++] = ledger->tier_changes[i].effective_at;
	qsort(all, (size_t)n, sizeof(*all), by_instant);
	for (int i = 0; i < n; i++)
		if (kept == 0 || all[kept - 1] != all[i])
			all[kept++] = all[i];
	*out = all;
	return kept;
}

/* A change that no sum made stands, whatever the sums become: the tier HELD
 * turns into the one returned. */
static int fixed_tier(const struct plan *plan, const struct ledger_tier_change *row, int held)
{
	int to = plan_tier_index(plan, row->tier);
	if (strcmp(row->cause, "pin") == 0 || strcmp(row->cause, "join") == 0 ||
	    strcmp(row->cause, "unmerge") == 0)
		return to;
	if (strcmp(row->cause, "opening") == 0 || strcmp(row->cause, "merge") == 0)
		return to > held ? to : held;
	return held;
}

/* What the facts of instant AT make of the run. */
static void run_facts(const struct ledger *ledger, const struct plan_book *book,
                      struct tier_run *run, int64_t at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	int reached = tier_reached(plan, &sum), held = plan_tier_index(plan, run->held), to = held;
	for (int i = 0; i < ledger->n_tier_changes; i++)
		if (ledger->tier_changes[i].effective_at == at)
			to = fixed_tier(plan, &ledger->tier_changes[i], to);
	if (reached > to)
		to = reached;
	if (to != held) {
		snprintf(run->held, sizeof(run->held), "%s", plan->tiers[to].code);
		run->since = at;
		run->reviewed = DAY_NONE;
	}
	if (to != held || reached >= to)
		run->notice = DAY_NONE;
}

/* Adds a row where the booked history says otherwise than RUN at instant AT. */
static void run_book(struct ledger *ledger, const struct plan_book *book,
                     const struct tier_run *run, bool fell, int64_t at, bool late,
                     int64_t posted_at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	const struct ledger_tier_change *booked = tier_change_before(ledger, at, true);
	const char *was = booked ? booked->tier : tier_held_at(ledger, plan, at);
	int to = plan_tier_index(plan, run->held);
	if (strcmp(was, plan->tiers[to].code) == 0)
		return;
	bool up = to > plan_tier_index(plan, was);
	change_to(ledger, plan, to, fell ? "review" : up && !late ? "rise" : "correction", at,
	          posted_at);
}

void tier_derive(struct ledger *ledger, const struct plan_book *book, int64_t from,
                 int64_t horizon, int64_t posted_at)
{
	int64_t *instants, next;
	int n = instants_from(ledger, from, horizon, &instants);
	struct tier_run run;
	tier_run_before(ledger, book, from, &run);
	for (int i = 0; i <= n; i++) {
		int64_t at = i < n ? instants[i] : horizon + 1;
		while ((next = tier_run_next(ledger, book, &run)) < at) {
			bool fell = tier_run_review(ledger, book, &run, next);
			run_book(ledger, book, &run, fell, next, false, posted_at);
		}
		if (i == n)
			break;
		bool fell = false;
		run_facts(ledger, book, &run, at);
		while (tier_run_next(ledger, book, &run) == at)
			fell = tier_run_review(ledger, book, &run, at) || fell;
		run_book(ledger, book, &run, fell, at, i + 1 < n, posted_at);
	}
	talloc_free(instants);
	settle(ledger);
	ledger->review_notice_on = run.notice;
}

void tier_rise(struct ledger *ledger, const struct plan_book *book, int64_t from,
               int64_t posted_at)
{
	int64_t now = posted_at > from ? posted_at : from, horizon = from;
	/* what fell due since the latest fact comes first */
	tier_review_until(ledger, book, from - 1, posted_at);
	for (int i = 0; i < ledger->n_qualifying; i++) {
		int64_t at = ledger->qualifying[i].at;
		if (at <= now && at > horizon)
			horizon = at;
	}
	for (int i = 0; i < ledger->n_tier_changes; i++)
		if (ledger->tier_changes[i].effective_at > horizon)
			horizon = ledger->tier_changes[i].effective_at;
	tier_derive(ledger, book, from, horizon, posted_at);
}

void tier_opening(struct ledger *ledger, const struct plan_book *book, const char *tier,
                  int32_t until_day, int64_t posted_at)
{
	const struct plan *plan = plan_on(book, day_of(posted_at));
	int to = plan_tier_index(plan, tier);
	if (to < plan_tier_index(plan, ledger->tier))
		return;
	change_to(ledger, plan, to, "opening", posted_at, posted_at);
	settle(ledger);
	ledger->review_notice_on = DAY_NONE;
	ledger->pin_until = until_day;
}

void tier_set(struct ledger *ledger, const struct plan_book *book, const char *tier,
              const char *cause, int64_t at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	int to = plan_tier_index(plan, tier), reached = tier_reached(plan, &sum);

	change_to(ledger, plan, reached > to ? reached : to, cause, at, at);
	settle(ledger);
	ledger->review_notice_on = DAY_NONE;
}
