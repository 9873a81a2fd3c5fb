/* What campaigns have brought: counted day by day through the index of payment
 * time, so that a count costs what the campaign's own orders cost. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/campaign.h"
#include "service/survey.h"

#define GROWTH 256

struct counting {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct campaign *campaign;
	struct campaign_counts *counts;
	char **partners;
	int n_partners;
	uint64_t *members; /* everybody who took part, as often as they did */
	size_t n_members;
};

static void took_part(struct counting *c, uint64_t member_id)
{
	if (c->n_members % GROWTH == 0)
		c->members = talloc_realloc(c->partners, c->members, uint64_t,
		                            (unsigned)(c->n_members + GROWTH));
	c->members[c->n_members++] = member_id;
}

static int by_id(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int64_t different(uint64_t *ids, size_t n)
{
	int64_t count = 0;

	if (n > 0)
		qsort(ids, n, sizeof *ids, by_id);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || ids[i] != ids[i - 1];
	return count;
}

/* The points that the campaign's bonus brought for ORDER, as it stands now. */
static int64_t bonus_of(const struct counting *c, const struct ledger_order *order)
{
	const struct plan *plan = plan_version(c->plans, order->rule_version);
	struct pricing pricing;

	if (!plan || c->campaign->bonus_bp == 0)
		return 0;
	ledger_price(plan, order, order->refunded_fen, &pricing);
	for (int i = 0; i < pricing.n_lines; i++)
		if (strcmp(pricing.lines[i].rule, c->campaign->campaign) == 0)
			return pricing.lines[i].points;
	return 0;
}

static bool is_for(const struct counting *c, const struct ledger_order *order)
{
	const struct plan *plan = plan_on(c->plans, day_of(order->paid_at));

	return plan_tier_reaches(plan, order->tier, c->campaign->tier);
}

/* One day's orders of one partner; BEFORE: a day of the equal span before. */
static enum db count_day(struct counting *c, const char *partner, int32_t day, bool before)
{
	void *mem = talloc_new(c->env->mem);
	struct campaign_counts *out = c->counts;
	struct campaign_order *rows;
	int n = 0;
	enum db got = campaign_orders(c->env->db, mem, c->campaign, partner, day_start(day),
	                              day_start(day + 1), &rows, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		const struct ledger_order *order = &rows[i].order;
		int64_t fen = order->paid_fen - order->refunded_fen;

		if (!is_for(c, order))
			continue;
		*(before ? &out->before_orders : &out->orders) += 1;
		*(before ? &out->before_fen : &out->sales_fen) += fen;
		if (before)
			continue;
		out->bonus_points += bonus_of(c, order);
		took_part(c, rows[i].member_id);
	}
	talloc_free(mem);
	return got;
}

static enum db count_orders(struct counting *c, int32_t from, int32_t until, bool before)
{
	const char *only = c->campaign->partner;
	enum db got = DB_OK;

	for (int i = 0; i < c->n_partners; i++)
		for (int32_t day = from; got == DB_OK && day <= until; day++)
			if (!*only || strcmp(only, c->partners[i]) == 0)
				got = count_day(c, c->partners[i], day, before);
	return got;
}

static enum db count_redemptions(struct counting *c, int32_t from, int32_t until)
{
	struct campaign_redemption *rows;
	int n = 0;
	enum db got = campaign_redemptions(c->env->db, c->partners, c->campaign->campaign,
	                                   day_start(from), day_start(until + 1), &rows, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		c->counts->redemptions++;
		c->counts->redeemed_points += rows[i].points;
		c->counts->saved_points += rows[i].saved * rows[i].quantity;
		took_part(c, rows[i].member_id);
	}
	return got;
}

enum db campaign_count(const struct service_env *env, const struct plan_book *plans,
                       const struct campaign *campaign, struct campaign_counts *counts)
{
	struct counting c = {.env = env, .plans = plans, .campaign = campaign, .counts = counts};
	int32_t from = campaign->from_day, until = campaign_last_day(campaign);
	int32_t today = day_of(env->now);
	enum db got;

	*counts = (struct campaign_counts){0};
	if (until > today)
		until = today;
	if (until < from || strcmp(campaign->state, "draft") == 0)
		return DB_NONE;
	got = campaign_partners(env->db, env->mem, &c.partners, &c.n_partners);
	if (got == DB_OK)
		got = count_orders(&c, from, until, false);
	if (got == DB_OK)
		got = count_orders(&c, from - (until - from) - 1, from - 1, true);
	if (got == DB_OK)
		got = count_redemptions(&c, from, until);
	if (got != DB_OK)
		return got;
	counts->participants = different(c.members, c.n_members);
	TALLOC_FREE(c.partners);
	return campaign_figure_put(env->db, campaign->campaign, counts, env->now);
}

enum db campaign_figures(const struct service_env *env, const struct plan_book *plans,
                         const struct campaign *campaign, int64_t max_age,
                         struct campaign_counts *counts, int64_t *counted_at)
{
	int32_t settled = campaign_last_day(campaign) + CAMPAIGN_LATE_DAYS;
	enum db got = campaign_figure(env->db, campaign->campaign, counts, counted_at);

	if (got == DB_OK && (*counted_at > env->now - max_age || day_of(*counted_at) > settled))
		return DB_OK;
	if (got != DB_OK && got != DB_NONE)
		return got;
	*counted_at = env->now;
	return campaign_count(env, plans, campaign, counts);
}

/* Who took part is asked, once each; who was asked about a trip lately is not. */
static enum db ask(const struct service_env *env, const struct plan_book *plans,
                   const struct campaign *campaign, int *asked)
{
	struct campaign_counts counts = {0};
	struct counting c = {.env = env, .plans = plans, .campaign = campaign, .counts = &counts};
	struct survey_due due = {.partner = SURVEY_CAMPAIGN};
	int32_t from = campaign->from_day, until = campaign_last_day(campaign);
	struct survey survey;
	enum db got = survey_live(env->db, env->mem, campaign->survey, &survey);

	if (got == DB_OK)
		got = campaign_partners(env->db, env->mem, &c.partners, &c.n_partners);
	if (got == DB_OK)
		got = count_orders(&c, from, until, false);
	if (got == DB_OK)
		got = count_redemptions(&c, from, until);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got; /* asked as soon as the survey is live */
	different(c.members, c.n_members);
	for (size_t i = 0; i < c.n_members && (got == DB_OK || got == DB_NONE); i++) {
		if (i > 0 && c.members[i] == c.members[i - 1])
			continue;
		due.member_id = c.members[i];
		due.order_no = talloc_asprintf(env->mem, "%s.%" PRIu64, campaign->campaign,
		                               due.member_id);
		got = survey_invite_trip(env, plans, &survey, &due);
		*asked += got == DB_OK;
	}
	if (got != DB_OK && got != DB_NONE)
		return got;
	return campaign_surveyed(env->db, campaign->campaign, day_of(env->now));
}

enum db campaign_ask(const struct service_env *env, const struct plan_book *plans, int *asked)
{
	int32_t today = day_of(env->now);
	struct campaign *list;
	int n = 0;
	enum db got = campaign_running(env->db, env->mem, today - CAMPAIGN_LATE_DAYS, today, &list, &n);

	*asked = 0;
	for (int i = 0; got == DB_OK && i < n; i++)
		if (list[i].survey[0] && list[i].surveyed_on == DAY_NONE &&
		    campaign_last_day(&list[i]) < today)
			got = ask(env, plans, &list[i], asked);
	return got;
}

static bool used_up(const struct campaign *c, const struct campaign_counts *counts)
{
	return c->budget_points >= 0 && counts->bonus_points + counts->saved_points >= c->budget_points;
}

enum db campaign_sweep(const struct service_env *env, const struct plan_book *plans,
                       int64_t max_age, int *counted, int *stopped)
{
	int32_t today = day_of(env->now);
	struct campaign_answer answer;
	struct campaign_counts counts;
	struct campaign *list;
	int64_t at;
	int n = 0;
	enum db got = campaign_running(env->db, env->mem, today - CAMPAIGN_LATE_DAYS, today, &list, &n);

	*counted = *stopped = 0;
	for (int i = 0; got == DB_OK && i < n; i++) {
		got = campaign_figures(env, plans, &list[i], max_age, &counts, &at);
		if (got != DB_OK)
			break;
		*counted += at == env->now;
		if (list[i].until_day <= today || !used_up(&list[i], &counts))
			continue;
		campaign_stop(env, 0, list[i].campaign, "budget", &answer);
		if (answer.outcome == CAMPAIGN_OK)
			++*stopped;
		else if (answer.outcome != CAMPAIGN_FROZEN)
			got = DB_FAIL;
	}
	return got == DB_NONE ? DB_OK : got;
}
