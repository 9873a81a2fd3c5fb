#include "rule/tier.h"

#include <string.h>

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

const struct ledger_tier_change *tier_change_before(const struct ledger *ledger, int64_t at,
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

int64_t tier_since_of(const struct ledger *ledger, int last)
{
	const struct ledger_tier_change *c = ledger->tier_changes;
	int64_t since = c[last].effective_at;
	for (int i = last - 1; i >= 0; i--) {
		if (c[i].effective_at == c[i + 1].effective_at)
			continue;
		if (strcmp(c[i].tier, c[last].tier) != 0)
			break;
		since = c[i].effective_at;
	}
	return since;
}

const char *tier_held_at(const struct ledger *ledger, const struct plan *plan, int64_t at)
{
	const struct ledger_tier_change *change = tier_change_before(ledger, at, false);
	const char *code = change ? change->tier : plan->tiers[0].code;
	if (ledger->n_tier_changes == 0 && ledger->tier[0])
		code = ledger->tier;
	return plan->tiers[plan_tier_index(plan, code)].code;
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
