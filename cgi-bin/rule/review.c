/* The yearly review of a tier (RULINGS 18). */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/tier_private.h"

bool tier_short(const struct ledger *ledger, const struct plan_book *book, int64_t at)
{
	const struct plan *plan = plan_on(book, day_of(at));
	struct tier_sum sum = tier_sum_at(plan, ledger, at);
	return tier_reached(plan, &sum) < plan_tier_index(plan, ledger->tier);
}

static bool pinned(const struct ledger *ledger, int32_t day)
{
	return ledger->pin_until != DAY_NONE && day <= ledger->pin_until;
}

/* Whether the member was not short at some instant after the start of DAY up
 * to UNTIL. Sums rise only where a delta takes effect. */
static bool recovered(const struct ledger *ledger, const struct plan_book *book, int32_t day,
                      int64_t until)
{
	int64_t from = day_start(day);
	for (int i = 0; i < ledger->n_qualifying; i++) {
		int64_t at = ledger->qualifying[i].at;
		if (at > from && at <= until && !tier_short(ledger, book, at))
			return true;
	}
	return !tier_short(ledger, book, until);
}

/* The instant up to which a notice given on DAY is looked at. */
static int64_t looked_at(const struct plan *plan, int32_t day, int64_t instant)
{
	int64_t due = day_start(day + (int32_t)plan->review_grace_days);
	return due < instant ? due : instant;
}

/* The first review day after AFTER on which the member is short and stays it;
 * DAY_NONE when there is none up to INSTANT. */
static int32_t notice_day(const struct ledger *ledger, const struct plan_book *book, int32_t after,
                          int64_t instant)
{
	const struct plan *plan = plan_on(book, day_of(instant));
	int32_t since = day_of(ledger->tier_since), today = day_of(instant), pin_end = DAY_NONE;
	if (ledger->pin_until != DAY_NONE && ledger->pin_until != DAY_NEVER &&
	    ledger->pin_until >= since)
		pin_end = ledger->pin_until + 1;
	/* a pin's end is judged like an anniversary: waiting for the next one would
	 * keep the tier up to a year longer than was promised */
	for (int months = 12;; months += 12) {
		int32_t day = day_add_months(since, months);
		if (pin_end != DAY_NONE && pin_end <= day) {
			day = pin_end;
			pin_end = DAY_NONE;
			months -= 12;
		}
		if (day > today)
			return DAY_NONE;
		if (day <= after || pinned(ledger, day) || day < day_of(ledger->loaded_from))
			continue;
		if (tier_short(ledger, book, day_start(day)) &&
		    !recovered(ledger, book, day, looked_at(plan, day, instant)))
			return day;
	}
}

/* One step of the review; AFTER = review days up to it are done with. */
static bool review_step(struct ledger *ledger, const struct plan_book *book, int64_t instant,
                        int64_t posted_at, int32_t *after)
{
	const struct plan *plan = plan_on(book, day_of(instant));
	int held = plan_tier_index(plan, ledger->tier);
	int32_t notice = ledger->review_notice_on;
	if (notice == DAY_NONE) {
		if (held > 0)
			ledger->review_notice_on = notice_day(ledger, book, *after, instant);
		return ledger->review_notice_on != DAY_NONE;
	}
	int32_t due = notice + (int32_t)plan->review_grace_days;
	int64_t until = looked_at(plan, notice, instant);
	if (held == 0 || pinned(ledger, day_of(until)) || recovered(ledger, book, notice, until)) {
		ledger->review_notice_on = DAY_NONE;
		*after = notice;
		return true;
	}
	if (day_start(due) > instant)
		return false;
	tier_change_to(ledger, plan, held - 1, "review", day_start(due), posted_at);
	tier_settle(ledger);
	ledger->review_notice_on = DAY_NONE;
	return true;
}

bool tier_review_until(struct ledger *ledger, const struct plan_book *book, int64_t instant,
                       int64_t posted_at)
{
	bool changed = false;
	int32_t after = DAY_NONE;
	if (ledger->tier_since == INSTANT_NONE)
		return false;
	while (review_step(ledger, book, instant, posted_at, &after))
		changed = true;
	return changed;
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

void tier_opening(struct ledger *ledger, const struct plan_book *book, const char *tier,
                  int32_t until_day, int64_t posted_at)
{
	const struct plan *plan = plan_on(book, day_of(posted_at));
	int to = plan_tier_index(plan, tier), held = plan_tier_index(plan, ledger->tier);
	if (to < held)
		return;
	if (to > held) {
		tier_change_to(ledger, plan, to, "opening", posted_at, posted_at);
		tier_settle(ledger);
	}
	ledger->review_notice_on = DAY_NONE;
	ledger->pin_until = until_day;
}
