#include "page/rule_words.h"

#include <string.h>

#include "base/mem.h"
#include "page/rule_words_private.h"

const char *plan_words(struct view_node *root, const struct words *words)
{
	return view_lang(root) == LANG_EN ? words->en : words->zh;
}

struct rule_line *rule_add(struct telling *t, const char *section, char *id, char *text)
{
	struct rule_line *line;

	t->out.lines = talloc_realloc(t->mem, t->out.lines, struct rule_line, (size_t)t->out.n + 1);
	line = &t->out.lines[t->out.n++];
	*line = (struct rule_line){.section = section, .id = id, .text = text, .until = DAY_NONE};
	return line;
}

#define SAY(t, section, id, ...) \
	rule_add(t, section, talloc_strdup((t)->mem, id), \
	         text_sentence((t)->mem, (t)->root, __VA_ARGS__, NULL))

static char *points(const struct telling *t, int64_t value)
{
	return text_points(t->mem, value);
}

static char *money(const struct telling *t, int64_t fen)
{
	return text_money(t->mem, fen);
}

static void tell_earning(struct telling *t)
{
	static const char *const stacks[] = {
		[STACK_ADD] = "Lang.Rules.StackAdd",
		[STACK_HIGHEST] = "Lang.Rules.StackHighest",
		[STACK_MULTIPLY] = "Lang.Rules.StackMultiply",
	};
	const struct plan *plan = t->plan;

	SAY(t, "earn", "earn.base", "Lang.Rules.Base", points(t, plan->earn_points_per_yuan));
	if (plan->release_days)
		SAY(t, "earn", "earn.when", "Lang.Rules.WhenLater", points(t, plan->release_days));
	else
		SAY(t, "earn", "earn.when", "Lang.Rules.When");
	if (plan->n_bonuses)
		SAY(t, "earn", "earn.stack", stacks[plan->stacking]);
	SAY(t, "earn", "earn.round", "Lang.Rules.Round");
	if (plan->cap_day_points)
		SAY(t, "earn", "earn.cap", "Lang.Rules.Cap", points(t, plan->cap_day_points));
	if (plan->survey_points)
		SAY(t, "earn", "earn.survey", "Lang.Rules.Survey", points(t, plan->survey_points));
	SAY(t, "earn", "earn.refund", "Lang.Rules.Refund");
	SAY(t, "earn", "earn.debt", "Lang.Rules.Debt");
}

static void tell_partners(struct telling *t)
{
	for (int i = 0; i < t->plan->n_partners; i++) {
		const struct plan_partner *p = &t->plan->partners[i];

		if (p->ends_at_budget)
			rule_add(t, "earn", talloc_asprintf(t->mem, "partner.%s.budget", p->code),
			         text_sentence(t->mem, t->root, "Lang.Rules.PartnerBudget",
			                       plan_words(t->root, &p->name), NULL));
		if (p->rate_bp == 10000)
			continue;
		rule_add(t, "earn", talloc_asprintf(t->mem, "partner.%s", p->code),
		         p->rate_bp == 0
		                 ? text_sentence(t->mem, t->root, "Lang.Rules.PartnerNone",
		                                 plan_words(t->root, &p->name), NULL)
		                 : text_sentence(t->mem, t->root, "Lang.Rules.PartnerRate",
		                                 plan_words(t->root, &p->name),
		                                 text_decimal(t->mem, p->rate_bp / 100), NULL));
	}
}

static void tell_referral(struct telling *t)
{
	const struct plan *plan = t->plan;

	if (plan->referral.friend_join)
		SAY(t, "earn", "referral.friend_join", "Lang.Rules.FriendJoin",
		    points(t, plan->referral.friend_join));
	if (plan->referral.friend_order)
		SAY(t, "earn", "referral.friend_order", "Lang.Rules.FriendOrder",
		    points(t, plan->referral.friend_order));
	if (plan->referral.referrer_join)
		SAY(t, "earn", "referral.referrer_join", "Lang.Rules.ReferrerJoin",
		    points(t, plan->referral.referrer_join));
	if (plan->referral.referrer_order)
		SAY(t, "earn", "referral.referrer_order", "Lang.Rules.ReferrerOrder",
		    points(t, plan->referral.referrer_order));
	if (plan->referral.month_cap && (plan->referral.referrer_join || plan->referral.referrer_order))
		SAY(t, "earn", "referral.cap", "Lang.Rules.ReferralCap",
		    points(t, plan->referral.month_cap));
}

/* How much of a price points may pay there; NULL = all of it. */
static char *pay_limit(const struct telling *t, int64_t share_bp)
{
	static const char *const caps[] = {
		[PAY_CAP_PRICE] = "Lang.Rules.PayCapPrice",
		[PAY_CAP_POINTS] = "Lang.Rules.PayCapPoints",
		[PAY_CAP_HALF_VALUE] = "Lang.Rules.PayCapHalf",
	};

	if (t->plan->pay.cap == PAY_CAP_NONE || share_bp <= 0 || share_bp >= 10000)
		return NULL;
	return text_sentence(t->mem, t->root, caps[t->plan->pay.cap], text_decimal(t->mem, share_bp),
	                     NULL);
}

static void tell_spending(struct telling *t)
{
	const struct plan *plan = t->plan;
	char *limit = pay_limit(t, plan->pay.share_bp);

	if (plan->coupon.unit_points) {
		SAY(t, "spend", "coupon.unit", "Lang.Rules.Coupon", points(t, plan->coupon.unit_points),
		    money(t, plan->coupon.unit_fen));
		SAY(t, "spend", "coupon.life", "Lang.Rules.CouponLife",
		    points(t, plan->coupon.life_months));
	}
	if (plan->pay.step_points)
		SAY(t, "spend", "pay.step", "Lang.Rules.Pay", points(t, plan->pay.min_points),
		    points(t, plan->pay.step_points), money(t, plan->pay.step_fen));
	if (limit)
		SAY(t, "spend", "pay.share", "Lang.Rules.PayShare", limit);
	for (int i = 0; i < plan->n_categories; i++) {
		limit = pay_limit(t, plan->categories[i].pay_share_bp);
		if (limit)
			rule_add(t, "spend", talloc_asprintf(t->mem, "pay.%s", plan->categories[i].code),
			         text_sentence(t->mem, t->root, "Lang.Rules.PayCategory",
			                       plan_words(t->root, &plan->categories[i].name), limit, NULL));
	}
	SAY(t, "spend", "spend.first", "Lang.Rules.SpendFirst");
	SAY(t, "spend", "spend.cash", "Lang.Rules.NoCash");
}

static void tell_life(struct telling *t)
{
	if (t->plan->life_months)
		SAY(t, "life", "life.months", "Lang.Rules.Life", points(t, t->plan->life_months));
	else
		SAY(t, "life", "life.months", "Lang.Rules.LifeNever");
	SAY(t, "life", "life.gone", "Lang.Rules.LifeGone");
}

static void tell_birthday(struct telling *t)
{
	const struct plan *plan = t->plan;

	for (int i = 0; i < 2; i++) {
		const char *kind = plan->birthday[i].kind;
		int tier = plan_tier_index(plan, plan->birthday[i].tier);
		const char *who = tier > 0 ? text_sentence(t->mem, t->root, "Lang.Rules.TierUp",
		                                           plan_words(t->root, &plan->tiers[tier].name),
		                                           NULL)
		                           : view_words(t->root, "Lang.Rules.Everybody");
		char *text = NULL;

		if (strcmp(kind, "coupon") == 0)
			text = text_sentence(t->mem, t->root, "Lang.Rules.BirthdayCoupon", who,
			                     money(t, plan->birthday[i].fen), NULL);
		else if (strcmp(kind, "points") == 0)
			text = text_sentence(t->mem, t->root, "Lang.Rules.BirthdayPoints", who,
			                     points(t, plan->birthday[i].points), NULL);
		else if (strcmp(kind, "item") == 0)
			text = text_sentence(t->mem, t->root, "Lang.Rules.BirthdayItem", who, NULL);
		if (text)
			rule_add(t, "gift", talloc_asprintf(t->mem, "birthday.%s", kind), text);
	}
}

struct rule_lines rule_words(void *mem, struct view_node *root, const struct plan *plan)
{
	struct telling t = {.mem = mem, .root = root, .plan = plan};

	tell_earning(&t);
	tell_partners(&t);
	tell_referral(&t);
	rule_tell_bonuses(&t);
	rule_tell_tiers(&t);
	tell_spending(&t);
	tell_life(&t);
	tell_birthday(&t);
	return t.out;
}
