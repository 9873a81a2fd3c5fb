/* The yearly review of a tier (RULINGS 18): review days are the anniversaries
 * of the last change and the day after a pin's end. A member who is short then
 * gets notice; short at the end of the grace as well, without having recovered
 * in between, the tier falls one step. */
#include <stdio.h>
#include <string.h>

#include "rule/tier_private.h"

/* The day the pin began: of the latest change made by hand or brought in. */
static int32_t pinned_from(const struct ledger *ledger)
{
	for (int i = ledger->n_tier_changes - 1; i >= 0; i--)
		if (strcmp(ledger->tier_changes[i].cause, "pin") == 0 ||
		    strcmp(ledger->tier_changes[i].cause, "opening") == 0)
			return day_of(ledger->tier_changes[i].effective_at);
	return DAY_NONE;
}

static bool pinned(const struct ledger *ledger, int32_t day)
{
	return ledger->pin_until != DAY_NONE && day <= ledger->pin_until &&
	       day >= pinned_from(ledger);
}

bool tier_run_short(const struct ledger *ledger, const struct plan_book *book,
                    const struct tier_run *run, int64_t at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	return tier_reached(plan, &sum) < plan_tier_index(plan, run->held);
}

/* The first review day of RUN after AFTER. A pin's end is judged like an
 * anniversary: waiting for the next one would keep the tier up to a year longer
 * than was promised. */
static int32_t review_day(const struct ledger *ledger, const struct tier_run *run, int32_t after)
{
	int32_t since = day_of(run->since), day = since, pin = ledger->pin_until;
	for (int months = 12; day <= after || day == since; months += 12)
		day = day_add_months(since, months);
	if (pin != DAY_NONE && pin != DAY_NEVER && pin + 1 > since && pin + 1 > after &&
	    pin + 1 < day)
		day = pin + 1;
	return day;
}

static int32_t grace_ends(const struct plan_book *book, int32_t notice)
{
	return notice + (int32_t)plan_on(book, notice)->review_grace_days;
}

int64_t tier_run_next(const struct ledger *ledger, const struct plan_book *book,
                      const struct tier_run *run)
{
	const struct plan *plan = book->plans[book->n - 1];
	if (run->since == INSTANT_NONE || plan_tier_index(plan, run->held) == 0)
		return INT64_MAX;
	if (run->notice != DAY_NONE)
		return day_start(grace_ends(book, run->notice));
	return day_start(review_day(ledger, run, run->reviewed));
}

bool tier_run_review(const struct ledger *ledger, const struct plan_book *book,
                     struct tier_run *run, int64_t at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	bool stays = pinned(ledger, day_of(at)) || !tier_run_short(ledger, book, run, at);
	if (run->notice == DAY_NONE) {
		run->reviewed = day_of(at);
		run->notice = stays ? DAY_NONE : day_of(at);
		return false;
	}
	run->notice = DAY_NONE;
	if (stays)
		return false;
	snprintf(run->held, sizeof(run->held), "%s",
	         plan->tiers[plan_tier_index(plan, run->held) - 1].code);
	run->since = at;
	run->reviewed = DAY_NONE;
	return true;
}

/* Whether a notice given on DAY still stood just before FROM. Of days whose
 * deltas are not loaded, what is stored is believed. */
static bool notice_stood(const struct ledger *ledger, const struct plan_book *book,
                         const struct tier_run *run, int32_t day, int64_t from)
{
	int64_t start = day_start(day);
	if (day < day_of(ledger->loaded_from))
		return ledger->review_notice_on == day;
	if (pinned(ledger, day) || !tier_run_short(ledger, book, run, start))
		return false;
	for (int i = 0; i < ledger->n_qualifying; i++) {
		int64_t at = ledger->qualifying[i].at;
		if (at > start && at < from && !tier_run_short(ledger, book, run, at))
			return false;
	}
	return true;
}

void tier_run_before(const struct ledger *ledger, const struct plan_book *book, int64_t from,
                     struct tier_run *run)
{
	const struct ledger_tier_change *c = ledger->tier_changes;
	int last = -1;
	memset(run, 0, sizeof(*run));
	snprintf(run->held, sizeof(run->held), "%s",
	         tier_held_at(ledger, plan_on(book, day_of(from)), from));
	run->notice = run->reviewed = DAY_NONE;
	run->since = ledger->n_tier_changes == 0 ? ledger->tier_since : INSTANT_NONE;
	for (int i = 0; i < ledger->n_tier_changes && c[i].effective_at < from; i++)
		last = i;
	if (last >= 0)
		run->since = tier_since_of(ledger, last);
	while (run->notice == DAY_NONE && tier_run_next(ledger, book, run) < from) {
		run->reviewed = review_day(ledger, run, run->reviewed);
		if (day_start(grace_ends(book, run->reviewed)) >= from &&
		    notice_stood(ledger, book, run, run->reviewed, from))
			run->notice = run->reviewed;
	}
}

/* The instant from which the review has work to do; INT64_MAX when it has none. */
static int64_t review_from(const struct ledger *ledger, const struct plan_book *book,
                           int64_t instant)
{
	struct tier_run run = {.since = ledger->tier_since, .notice = DAY_NONE, .reviewed = DAY_NONE};
	int64_t next, loaded = day_start(day_of(ledger->loaded_from));
	snprintf(run.held, sizeof(run.held), "%s", ledger->tier);
	if (ledger->review_notice_on != DAY_NONE) {
		next = day_start(ledger->review_notice_on) + 1;
		return next > ledger->loaded_from ? next : ledger->loaded_from;
	}
	while ((next = tier_run_next(ledger, book, &run)) <= instant) {
		run.reviewed = day_of(next);
		if (next >= loaded && !pinned(ledger, run.reviewed) &&
		    tier_run_short(ledger, book, &run, next))
			return next;
	}
	return INT64_MAX;
}

bool tier_review_until(struct ledger *ledger, const struct plan_book *book, int64_t instant,
                       int64_t posted_at)
{
	int changes = ledger->n_tier_changes;
	int32_t notice = ledger->review_notice_on;
	int64_t from = review_from(ledger, book, instant);
	if (from > instant)
		return false;
	tier_derive(ledger, book, from, instant, posted_at);
	return ledger->n_tier_changes != changes || ledger->review_notice_on != notice;
}

bool tier_review(struct ledger *ledger, const struct plan_book *book, int32_t today,
                 int64_t posted_at)
{
	int64_t instant = posted_at, end = day_start(today + 1) - 1;
	if (instant > end)
		instant = end;
	if (instant < day_start(today))
		instant = day_start(today);
	return tier_review_until(ledger, book, instant, posted_at);
}
