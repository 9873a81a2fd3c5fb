#include "rule/campaign.h"

#include <string.h>

#include "base/mem.h"

#define WHOLE_BP 10000
#define CODE_LEAST 2

/* One line of a plan file; nothing where TEXT is "". A line end would begin a
 * row of its own: it becomes a blank. */
static char *row(char *out, const char *name, const char *text)
{
	size_t before;

	if (!text || !*text)
		return out;
	out = talloc_asprintf_append(out, "    %s = ", name);
	before = strlen(out);
	out = talloc_strdup_append(out, text);
	for (char *p = out + before; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return talloc_strdup_append(out, "\n");
}

static char *number(char *out, const char *name, int64_t value)
{
	return value > 0 ? talloc_asprintf_append(out, "    %s = %lld\n", name, (long long)value) : out;
}

static char *window(char *out, int32_t from, int32_t until)
{
	char day[INSTANT_TEXT];

	out = row(out, "From", day_iso(day, from));
	return row(out, "Until", day_iso(day, until));
}

static char *head(char *out, const char *section, const struct campaign_rules *c)
{
	out = talloc_asprintf_append(out, "%s {\n  %s {\n", section, c->code);
	out = row(out, "Name.zh", c->name);
	out = row(out, "Name.en", *c->name_en ? c->name_en : c->name);
	return window(out, c->from, c->until);
}

char *campaign_plan_rows(void *mem, const struct campaign_rules *c)
{
	char *out = talloc_asprintf(mem, "\n# The campaign %s.\n", c->code);

	out = head(out, "Campaigns", c);
	out = row(out, "Tier", c->tier);
	out = row(out, "Kind", c->kind);
	out = talloc_strdup_append(out, "  }\n}\n");
	if (c->bonus_bp <= WHOLE_BP)
		return out;
	out = head(out, "Bonuses", c);
	out = number(out, "Rate", c->bonus_bp);
	out = row(out, "Category", c->category);
	out = row(out, "Product", c->product);
	out = row(out, "Partner", c->partner);
	out = row(out, "Branch", c->branch);
	out = row(out, "Tier", c->tier);
	out = number(out, "MinPaidFen", c->min_paid_fen);
	out = number(out, "FirstInCategory", c->first_in_category);
	return talloc_strdup_append(out, "  }\n}\n");
}

char *campaign_plan_end(void *mem, const char *code, int32_t from, int32_t last, bool bonus)
{
	char *out = talloc_asprintf(mem, "\n# The campaign %s ends earlier.\n", code);

	for (int i = 0; i < (bonus ? 2 : 1); i++) {
		out = talloc_asprintf_append(out, "%s {\n  %s {\n", i ? "Bonuses" : "Campaigns", code);
		out = window(out, from < last ? from : last, last);
		out = talloc_strdup_append(out, "  }\n}\n");
	}
	return out;
}

bool campaign_code_ok(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return len >= CODE_LEAST && len < PLAN_CODE && text[len] == '\0' && text[0] >= 'a' &&
	       strcmp(text, "base") != 0 && strcmp(text, "tier") != 0 &&
	       strcmp(text, "partner") != 0 && strcmp(text, "new") != 0;
}

int64_t campaign_attained(const struct campaign_counts *counts, const char *goal)
{
	if (strcmp(goal, "orders") == 0)
		return counts->orders;
	if (strcmp(goal, "sales") == 0)
		return counts->sales_fen;
	return strcmp(goal, "redemptions") == 0 ? counts->redemptions : counts->participants;
}

struct campaign_result campaign_judge(const struct plan *plan, const struct campaign_counts *counts,
                                      int64_t other_fen, int64_t margin_bp, const char *goal,
                                      int64_t target)
{
	struct campaign_result out = {.points = counts->bonus_points + counts->saved_points};
	int64_t attained = campaign_attained(counts, goal);

	out.points_fen = (int64_t)((__int128)out.points * plan->coupon.unit_fen /
	                           plan->coupon.unit_points);
	out.cost_fen = out.points_fen + other_fen;
	out.more_fen = counts->sales_fen - counts->before_fen;
	out.net_fen = (int64_t)((__int128)out.more_fen * margin_bp / WHOLE_BP) - out.cost_fen;
	out.has_roi = out.cost_fen > 0;
	if (out.has_roi)
		out.roi_bp = (int64_t)((__int128)out.net_fen * WHOLE_BP / out.cost_fen);
	if (target > 0)
		out.reached_bp = (int64_t)((__int128)attained * WHOLE_BP / target);
	return out;
}
