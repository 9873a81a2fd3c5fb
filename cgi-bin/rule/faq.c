#include "rule/faq.h"

#include <string.h>

static const char *const names[FAQ_FIGURES] = {
	"earn_points",   "day_cap",        "release_days",     "life_months",  "survey_points",
	"review_days",   "friend_points",  "referrer_points",  "friend_month_cap",
	"coupon_points", "coupon_worth",   "coupon_months",    "pay_least"};

static int64_t value_of(const struct plan *plan, int i)
{
	const int64_t values[FAQ_FIGURES] = {
		plan->earn_points_per_yuan,
		plan->cap_day_points,
		plan->release_days,
		plan->life_months,
		plan->survey_points,
		plan->review_grace_days,
		plan->referral.friend_join + plan->referral.friend_order,
		plan->referral.referrer_join + plan->referral.referrer_order,
		plan->referral.month_cap,
		plan->coupon.unit_points,
		plan->coupon.unit_fen,
		plan->coupon.life_months,
		plan->pay.min_points,
	};

	return values[i];
}

void faq_figures(const struct plan *plan, struct faq_figure out[FAQ_FIGURES])
{
	for (int i = 0; i < FAQ_FIGURES; i++)
		out[i] = (struct faq_figure){.name = names[i],
		                             .money = strcmp(names[i], "coupon_worth") == 0,
		                             .value = value_of(plan, i)};
}

bool faq_next(const char **text, size_t *before, char name[FAQ_NAME])
{
	const char *open = strchr(*text, '{');
	size_t len, kept;

	if (!open)
		return false;
	len = strcspn(open + 1, "{}\n");
	kept = len < FAQ_NAME ? len : FAQ_NAME - 1;
	*before = (size_t)(open - *text);
	memcpy(name, open + 1, kept);
	while (kept < len && kept > 0 && ((unsigned char)open[1 + kept] & 0xC0) == 0x80)
		kept--; /* no character is cut in two */
	name[kept] = '\0';
	*text = open + 1 + len + (open[1 + len] == '}');
	return true;
}

bool faq_is_known(const char *text, char name[FAQ_NAME])
{
	size_t before;

	while (faq_next(&text, &before, name)) {
		bool known = text[-1] == '}';
		int i = 0;

		while (i < FAQ_FIGURES && strcmp(names[i], name) != 0)
			i++;
		if (!known || i == FAQ_FIGURES)
			return false;
	}
	return true;
}
