/* The tier's part of the balance page. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/balance_view.h"
#include "page/movement.h"
#include "page/rule_words.h"

int64_t balance_window_from(const struct plan *plan, int32_t today)
{
	int32_t first;

	if (plan->measure == MEASURE_POINTS_LIFETIME)
		return INSTANT_NONE;
	if (plan->window_months == 0)
		return 0;
	/* Month ends are clamped, so the first day that still counts is searched for. */
	first = day_add_months(today, -plan->window_months) - 3;
	while (tier_leaves_on(plan, first) <= today)
		first++;
	return day_start(first);
}

/* What counts for the tier today. */
static struct tier_sum sum_of(const struct balance_view *b)
{
	if (b->plan->measure == MEASURE_POINTS_LIFETIME)
		return (struct tier_sum){.points = b->viewer->lifetime};
	return b->read->window;
}

/* A ledger that holds nothing but the sum, for the questions of rule/tier.h. */
static void ledger_with(struct ledger *ledger, struct ledger_qualifying *q,
                        const struct balance_view *b)
{
	struct tier_sum sum = sum_of(b);

	*q = (struct ledger_qualifying){.at = b->now, .of = b->now, .points = sum.points,
	                                .net_fen = sum.net_fen, .trips = sum.trips};
	*ledger = (struct ledger){.n_qualifying = 1, .qualifying = q};
	snprintf(ledger->tier, sizeof ledger->tier, "%s", b->viewer->tier);
}

/* How far the member is on the way, as value and maximum of a progress bar:
 * the measure that is nearer where two lead there. */
static void fill_progress(struct view_node *tier, void *mem, const struct balance_view *b,
                          const struct plan_tier *next)
{
	struct tier_sum sum = sum_of(b);
	int64_t have = sum.points, of = next->points;

	if (b->plan->measure == MEASURE_SPEND_OR_TRIPS) {
		have = sum.net_fen;
		of = next->spend_fen;
		if (next->trips > 0 &&
		    (of <= 0 || (__int128)sum.trips * of > (__int128)have * next->trips)) {
			have = sum.trips;
			of = next->trips;
		}
	}
	if (of <= 0)
		return;
	have = have < 0 ? 0 : have > of ? of : have;
	view_str(tier, "Have", talloc_asprintf(mem, "%lld", (long long)have));
	view_str(tier, "Of", talloc_asprintf(mem, "%lld", (long long)of));
}

/* "2,520 points", or "¥1,000 or 1 trip": what NEED says in words. */
static char *need_words(void *mem, struct view_node *root, const struct plan *plan,
                        const struct tier_sum *need, const char *points_key, const char *spend_key,
                        const char *name)
{
	if (plan->measure == MEASURE_SPEND_OR_TRIPS)
		return text_sentence(mem, root, spend_key, text_money(mem, need->net_fen),
		                     text_points(mem, need->trips), name, NULL);
	return text_sentence(mem, root, points_key, text_points(mem, need->points), name, NULL);
}

static void fill_next(struct view_node *root, struct view_node *tier, void *mem,
                      const struct balance_view *b)
{
	struct ledger_qualifying q;
	struct ledger ledger;
	struct tier_sum need;
	const char *name;
	int next = 0;

	ledger_with(&ledger, &q, b);
	if (!tier_missing(b->plan, &ledger, b->now, &next, &need)) {
		view_str(tier, "Need", view_words(root, "Lang.Balance.TierTop"));
		return;
	}
	name = movement_tier(mem, root, &b->plan->tiers[next]);
	view_str(tier, "Next", name);
	view_str(tier, "Need", need_words(mem, root, b->plan, &need, "Lang.Balance.NeedPoints",
	                                  "Lang.Balance.NeedSpend", name));
	fill_progress(tier, mem, b, &b->plan->tiers[next]);
}

/* Until when the tier holds: a pin, a notice, or the next yearly review. */
static void fill_validity(struct view_node *root, struct view_node *tier, void *mem,
                          const struct balance_view *b, int mine)
{
	const struct viewer *v = b->viewer;
	int32_t since = day_of(v->tier_since), review = since;
	const struct plan_tier *held = &b->plan->tiers[mine];
	struct tier_sum sum = sum_of(b), need;

	if (v->pin_until != DAY_NONE && v->pin_until >= b->today) {
		view_sentence(tier, "Valid", "Lang.Balance.Pinned",
		              text_day(mem, view_lang(root), v->pin_until), NULL);
		return;
	}
	if (mine == 0)
		return;
	if (v->review_notice_on != DAY_NONE) {
		need = (struct tier_sum){held->points > sum.points ? held->points - sum.points : 0,
		                         held->spend_fen > sum.net_fen ? held->spend_fen - sum.net_fen : 0,
		                         held->trips > sum.trips ? held->trips - sum.trips : 0};
		view_sentence(tier, "Notice", "Lang.Balance.Notice",
		              text_day(mem, view_lang(root),
		                       v->review_notice_on + (int32_t)b->plan->review_grace_days),
		              need_words(mem, root, b->plan, &need, "Lang.Balance.KeepPoints",
		                         "Lang.Balance.KeepSpend", movement_tier(mem, root, held)),
		              NULL);
		return;
	}
	for (int years = 1; review <= b->today; years++)
		review = day_add_months(since, 12 * years);
	view_sentence(tier, "Valid", "Lang.Balance.Valid", text_day(mem, view_lang(root), review),
	              NULL);
}

/* Gains of TIER that are figures of the plan, not benefits with a name. */
static int fill_rates(struct view_node *root, void *mem, const char *list,
                      const struct plan_tier *tier, const struct plan_tier *below)
{
	int n = 0;

	if (tier->rate_bp > (below ? below->rate_bp : 10000))
		view_sentence(view_row(root, list, n++), "Text", "Lang.Balance.Times",
		              text_decimal(mem, tier->rate_bp / 100), NULL);
	if (tier->price_discount_bp > (below ? below->price_discount_bp : 0))
		view_sentence(view_row(root, list, n++), "Text", "Lang.Balance.PriceOff",
		              text_decimal(mem, tier->price_discount_bp), NULL);
	if (tier->redeem_discount_bp > (below ? below->redeem_discount_bp : 0))
		view_sentence(view_row(root, list, n++), "Text", "Lang.Balance.RedeemOff",
		              text_decimal(mem, tier->redeem_discount_bp), NULL);
	return n;
}

static void fill_benefits(struct view_node *root, void *mem, const struct balance_view *b, int mine)
{
	const struct plan *plan = b->plan;
	int now = fill_rates(root, mem, "Benefits", &plan->tiers[mine], NULL), next = 0;

	if (mine + 1 < plan->n_tiers)
		next = fill_rates(root, mem, "NextBenefits", &plan->tiers[mine + 1], &plan->tiers[mine]);
	for (int i = 0; i < plan->n_benefits; i++) {
		const struct plan_benefit *benefit = &plan->benefits[i];
		int from = plan_tier_index(plan, benefit->tier);

		if (benefit->kind[0] && strcmp(benefit->kind, b->viewer->kind) != 0)
			continue;
		if (from <= mine)
			view_str(view_row(root, "Benefits", now++), "Text", plan_words(root, &benefit->name));
		else if (from == mine + 1)
			view_str(view_row(root, "NextBenefits", next++), "Text",
			         plan_words(root, &benefit->name));
	}
	if (next > 0)
		view_sentence(root, "NextAdds", "Lang.Balance.NextAdds",
		              movement_tier(mem, root, &plan->tiers[mine + 1]), NULL);
}

void balance_tier_fill(struct view_node *root, void *mem, const struct balance_view *b)
{
	struct view_node *tier = view_node(root, "Tier");
	int mine = plan_tier_index(b->plan, b->viewer->tier);

	view_str(tier, "Code", b->plan->tiers[mine].code);
	view_sentence(tier, "Name", "Lang.Balance.TierName",
	              plan_words(root, &b->plan->tiers[mine].name), NULL);
	fill_next(root, tier, mem, b);
	fill_validity(root, tier, mem, b, mine);
	fill_benefits(root, mem, b, mine);
	view_str(root, "Adviser", b->viewer->adviser);
	view_str(root, "AdviserContact", b->viewer->adviser_contact);
}
