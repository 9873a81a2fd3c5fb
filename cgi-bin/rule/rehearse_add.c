/* Adding up a rehearsal, member by member. */
#include <string.h>

#include "rule/rehearse.h"

int64_t rehearse_points(const struct ledger_order *orders, int n, int32_t from, int64_t *held)
{
	int64_t points = 0;

	*held = 0;
	for (int i = 0; i < n; i++) {
		if (day_of(orders[i].paid_at) < from)
			continue;
		points += orders[i].points - orders[i].taken;
		*held += orders[i].held;
	}
	return points;
}

int64_t rehearse_open(const struct ledger *ledger, int32_t today)
{
	int64_t available, pending, ending;

	ledger_figures(ledger, today, &available, &pending, &ending);
	return available + pending;
}

int64_t rehearse_worth(const struct plan *plan, int64_t points)
{
	return (int64_t)((__int128)points * plan->coupon.unit_fen / plan->coupon.unit_points);
}

static int32_t month_of(int64_t at)
{
	struct civil date = civil_of(day_of(at));

	date.day = 1;
	return day_from_civil(date);
}

/* The row of MONTH, made where there is none; NULL: no room. */
static struct rehearse_month *month_row(struct rehearse_result *r, int32_t month)
{
	int at = r->n_months;

	while (at > 0 && r->months[at - 1].month >= month)
		at--;
	if (at < r->n_months && r->months[at].month == month)
		return &r->months[at];
	if (r->n_months == REHEARSE_MONTHS)
		return NULL;
	memmove(&r->months[at + 1], &r->months[at],
	        (size_t)(r->n_months - at) * sizeof r->months[0]);
	r->n_months++;
	r->months[at] = (struct rehearse_month){.month = month};
	return &r->months[at];
}

static void add_orders(struct rehearse_result *r, const struct rehearse_facts *facts,
                       const struct rehearse_books *old, const struct rehearse_books *new,
                       int32_t from)
{
	for (int i = 0; i < facts->n_orders; i++) {
		const struct ledger_order *a = &old->orders[i], *b = &new->orders[i];
		struct rehearse_month *month;

		if (day_of(a->paid_at) < from)
			continue;
		r->orders++;
		r->sales_fen += a->paid_fen - a->refunded_fen;
		month = month_row(r, month_of(a->paid_at));
		if (!month)
			continue;
		month->orders++;
		month->old_points += a->points - a->taken;
		month->new_points += b->points - b->taken;
	}
}

static int64_t distance(const struct rehearse_member *m)
{
	int64_t d = m->new_points - m->old_points;

	return d < 0 ? -d : d;
}

/* By how many tiers the draft moves a member, up or (below 0) down. A tier that both
 * sides know keeps its name, not its number: one put in between moves nobody. */
static int moved(const struct plan *old_plan, int old_tier, const struct plan *new_plan,
                 int new_tier)
{
	const char *from = old_plan->tiers[old_tier].code, *to = new_plan->tiers[new_tier].code;
	int at = plan_tier_index(new_plan, from);

	if (strcmp(new_plan->tiers[at].code, from) == 0)
		return new_tier - at;
	at = plan_tier_index(old_plan, to);
	return strcmp(old_plan->tiers[at].code, to) == 0 ? at - old_tier : new_tier - old_tier;
}

/* More affected: by points, then by tier, then the lower number first. */
static bool before(const struct rehearse_member *a, const struct rehearse_member *b)
{
	int x = a->moved != 0, y = b->moved != 0;

	if (distance(a) != distance(b))
		return distance(a) > distance(b);
	return x != y ? x > y : a->member_id < b->member_id;
}

static void add_top(struct rehearse_result *r, const struct rehearse_member *m)
{
	int at = r->n_top;

	if (distance(m) == 0 && m->moved == 0)
		return;
	while (at > 0 && before(m, &r->top[at - 1]))
		at--;
	if (at == REHEARSE_TOP)
		return;
	if (r->n_top < REHEARSE_TOP)
		r->n_top++;
	memmove(&r->top[at + 1], &r->top[at], (size_t)(r->n_top - 1 - at) * sizeof r->top[0]);
	r->top[at] = *m;
}

void rehearse_add(struct rehearse_result *r, const struct rehearse_facts *facts,
                  const struct rehearse_books *old, const struct rehearse_books *new,
                  const struct plan *old_plan, const struct plan *new_plan, int32_t from,
                  int32_t today)
{
	struct rehearse_member m = {.member_id = facts->member_id,
	                            .old_tier = plan_tier_index(old_plan, old->ledger->tier),
	                            .new_tier = plan_tier_index(new_plan, new->ledger->tier)};
	int64_t orders = r->orders, old_held, new_held;

	m.moved = moved(old_plan, m.old_tier, new_plan, m.new_tier);
	add_orders(r, facts, old, new, from);
	r->members += r->orders > orders;
	m.old_points = rehearse_points(old->orders, facts->n_orders, from, &old_held);
	m.new_points = rehearse_points(new->orders, facts->n_orders, from, &new_held);
	r->old.points += m.old_points;
	r->new.points += m.new_points;
	r->old.held += old_held;
	r->new.held += new_held;
	r->old.open += rehearse_open(old->ledger, today);
	r->new.open += rehearse_open(new->ledger, today);
	r->more += m.new_points > m.old_points;
	r->less += m.new_points < m.old_points;
	r->up += m.moved > 0;
	r->down += m.moved < 0;
	r->tiers[m.old_tier][m.new_tier]++;
	add_top(r, &m);
}
