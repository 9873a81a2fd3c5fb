#include "rule/planner.h"

#include "rule/pay.h"

#define PRICE_MOST INT64_C(1000000000000) /* fen; no booking costs more */

static int64_t misfit(const struct planner_offer *o, int64_t ending)
{
	return o->cost <= ending ? 2 * (ending - o->cost) : o->cost - ending;
}

/* Whether A gives more for a point than B. */
static bool is_dearer(const struct planner_offer *a, const struct planner_offer *b)
{
	return (__int128)a->value_fen * b->cost > (__int128)b->value_fen * a->cost;
}

int planner_best(const struct planner_offer *offers, int n, int64_t ending, int64_t available,
                 int except)
{
	int best = -1;

	for (int i = 0; i < n; i++) {
		const struct planner_offer *o = &offers[i];
		int64_t fit = misfit(o, ending);

		if (i == except || o->cost <= 0 || o->cost > available)
			continue;
		if (best < 0 || fit < misfit(&offers[best], ending) ||
		    (fit == misfit(&offers[best], ending) && is_dearer(o, &offers[best])))
			best = i;
	}
	return best;
}

int64_t planner_many(const struct planner_offer *offer, int64_t ending, int64_t available)
{
	int64_t many;

	if (offer->cost <= 0 || offer->cost > available)
		return 0;
	many = (ending < available ? ending : available) / offer->cost;
	if (many > offer->most)
		many = offer->most;
	return many > 1 ? many : 1;
}

struct planner_pay planner_pay(const struct plan *plan, const char *category, int64_t ending,
                               int64_t available)
{
	int64_t step = plan->pay.step_points, points, low = 0, high = PRICE_MOST;
	struct planner_pay out = {0};

	if (step <= 0 || plan->pay.min_points > available || step > available)
		return out;
	points = (ending < available ? ending : available) / step * step;
	while (points < plan->pay.min_points || points < step)
		points += step;
	if (points > available || pay_most(plan, category, high, available).points < points)
		return out;
	/* The smallest price whose most is all of them: it only grows with the price. */
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (pay_most(plan, category, middle, available).points >= points)
			high = middle;
		else
			low = middle;
	}
	out.points = points;
	out.fen = pay_value(plan, category, points);
	out.price = high;
	return out;
}
