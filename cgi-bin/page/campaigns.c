#include "page/campaigns.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/campaign_words.h"
#include "page/rule_words.h"
#include "page/shop.h"

#define OVER_SHOWN 5

static const char *in(const struct shop *s, const char *zh, const char *en)
{
	return strcmp(s->lang, "en") == 0 && *en ? en : zh;
}

/* "On", "from 1 December", "over". */
static void fill_state(struct view_node *row, const struct shop *s, const struct campaign *c)
{
	bool over = campaign_last_day(c) < s->today, coming = c->from_day > s->today;

	view_str(row, "Look", over ? "quiet" : coming ? "wait" : "good");
	if (over || coming)
		view_str(row, "State",
		         view_words(s->root, over ? "Lang.Campaigns.Over" : "Lang.Campaigns.Coming"));
	else if (c->until_day - s->today < 7)
		view_str(row, "State", c->until_day == s->today
		                               ? view_words(s->root, "Lang.Campaigns.LastDay")
		                               : shop_words(s, "Lang.Campaigns.DaysLeft",
		                                            text_points(s->mem, c->until_day - s->today)));
	else
		view_str(row, "State", view_words(s->root, "Lang.Campaigns.On"));
}

static void fill(struct view_node *row, const struct shop *s, const struct campaign *c)
{
	const struct plan *plan = plan_on(portal_of(s->r)->plans, c->from_day);

	view_str(row, "Id", c->campaign);
	view_str(row, "Name", in(s, c->name, c->name_en));
	view_str(row, "Window", campaign_window_words(s->mem, s->root, c));
	view_str(row, "Place", in(s, c->place, c->place_en));
	view_str(row, "Offer", campaign_bonus_words(s->mem, s->root, plan, c));
	if (c->tier[0])
		view_str(row, "For", shop_words(s, "Lang.Events.ForTier", shop_tier(s, c->tier)));
	fill_state(row, s, c);
}

static bool is_for(const struct shop *s, const struct campaign *c)
{
	return !c->kind[0] || strcmp(c->kind, s->v.kind) == 0;
}

static int page_campaigns(struct request *r)
{
	struct view_node *root = page_root(r);
	struct campaign *list;
	int n, on = 0, coming = 0, over = 0;
	struct shop s;

	view_str(root, "Page.Title", view_words(root, "Lang.Campaigns.Title"));
	if (!shop_open(r, &s) ||
	    campaign_shown(s.db, r->mem, s.today, OVER_SHOWN, &list, &n) != DB_OK)
		return account_unavailable(r);
	view_str(root, "Page.Name", "profile");
	for (int i = 0; i < n; i++) {
		const struct campaign *c = &list[i];

		if (!is_for(&s, c))
			continue;
		if (campaign_last_day(c) < s.today)
			fill(view_row(root, "Over", over++), &s, c);
		else if (c->from_day > s.today)
			fill(view_row(root, "Coming", coming++), &s, c);
		else
			fill(view_row(root, "On", on++), &s, c);
	}
	view_flag(root, "Any", on + coming + over > 0);
	return 200;
}

/* Its bonus as the programme's rules tell it, with every condition. */
static void fill_rule(struct shop *s, const struct campaign *c)
{
	const struct plan *plan = plan_on(portal_of(s->r)->plans, c->from_day);
	struct rule_lines rules = rule_words(s->mem, s->root, plan);
	const char *id = talloc_asprintf(s->mem, "bonus.%s", c->campaign);

	for (int i = 0; i < rules.n; i++)
		if (strcmp(rules.lines[i].id, id) == 0)
			view_str(s->root, "Campaign.Rule", rules.lines[i].text);
}

/* The items it opens or makes cheaper, as tiles of the catalogue. */
static enum db fill_items(struct shop *s, const struct campaign *c)
{
	char **codes;
	int n = 0, shown = 0;
	enum db got = campaign_offers(s->db, s->mem, c->campaign, &codes, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct item item;

		got = item_read(s->db, s->mem, s->plan, codes[i], &item);
		if (got == DB_OK)
			shop_tile(view_row(s->root, "Items", shown++), s, &item, NULL);
		else if (got == DB_NONE)
			got = DB_OK;
	}
	return got;
}

static int page_campaign(struct request *r)
{
	struct view_node *root = page_root(r), *node = view_node(root, "Campaign");
	struct campaign c;
	struct shop s;
	enum db got;

	if (!shop_open(r, &s))
		return account_unavailable(r);
	view_str(root, "Page.Name", "profile");
	got = campaign_read(s.db, r->mem, r->param[0], &c);
	if (got == DB_NONE || (got == DB_OK && (strcmp(c.state, "draft") == 0 || !is_for(&s, &c))))
		return page_problem(r, 404);
	if (got != DB_OK || !shop_wishes(&s))
		return account_unavailable(r);
	view_str(root, "Page.Title", in(&s, c.name, c.name_en));
	fill(node, &s, &c);
	campaign_lines(node, r->mem, in(&s, c.text, c.text_en));
	view_str(root, "Back", talloc_asprintf(r->mem, "/campaigns/%s", c.campaign));
	if (campaign_last_day(&c) < s.today) {
		campaign_lines(view_node(root, "Closing"), r->mem, in(&s, c.closing, c.closing_en));
		return 200;
	}
	fill_rule(&s, &c);
	return fill_items(&s, &c) == DB_OK ? 200 : account_unavailable(r);
}

const struct route campaigns_routes[] = {
	{"/campaigns", METHOD_GET, GUARD_MEMBER, page_campaigns, "campaigns", NULL, NULL, 0},
	{"/campaigns/:code", METHOD_GET, GUARD_MEMBER, page_campaign, "campaign", NULL, NULL, 0},
	{0},
};
