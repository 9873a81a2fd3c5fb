#include "page/programme.h"

#include <string.h>

#include "base/mem.h"
#include "page/portal.h"
#include "page/rule_diff.h"
#include "page/rule_words.h"
#include "store/early.h"

#define EARLY_SHOWN 20
#define START_DAY 10957 /* 2000-01-01: "since the start" (RULINGS 10) */

static const char *const sections[] = {"earn", "bonus", "tier", "review", "spend", "life", "gift"};
static const char *const titles[] = {
	"Lang.Programme.Earn", "Lang.Programme.Bonus", "Lang.Programme.Tier", "Lang.Programme.Review",
	"Lang.Programme.Spend", "Lang.Programme.Life", "Lang.Programme.Gift"};

#define N_SECTIONS (int)(sizeof sections / sizeof sections[0])

/* The sections but the tiers, which have cards of their own. Dated rules stay
 * to the end of their year, marked as over. */
static void show_section(struct view_node *root, int s, const struct rule_lines *rules, int32_t today)
{
	int32_t new_year = day_from_civil((struct civil){civil_of(today).year, 1, 1});
	struct view_node *section = view_node(view_node(root, "Rules"), sections[s]);
	int n = 0;

	view_str(section, "Title", view_words(root, titles[s]));
	for (int i = 0; i < rules->n; i++) {
		const struct rule_line *line = &rules->lines[i];
		bool dated = line->until != DAY_NONE;
		struct view_node *row;

		if (strcmp(line->section, sections[s]) != 0 || (dated && line->until < new_year))
			continue;
		row = view_row(section, "Lines", n++);
		view_str(row, "Text", line->text);
		view_flag(row, "Past", dated && line->until < today);
	}
	view_flag(section, "Any", n > 0);
}

/* "Everything Silver has": where a lower tier has benefits. */
static void show_more(struct view_node *tier, struct view_node *root, const struct plan *plan, int t)
{
	for (int i = 0; i < plan->n_benefits; i++)
		if (plan_tier_index(plan, plan->benefits[i].tier) < t) {
			view_sentence(tier, "More", "Lang.Programme.TierMore",
			              plan_words(root, &plan->tiers[t - 1].name), NULL);
			return;
		}
}

static void show_tiers(struct view_node *root, const struct plan *plan,
                       const struct rule_lines *rules, const char *mine)
{
	for (int t = 0; t < plan->n_tiers; t++) {
		struct view_node *tier = view_row(root, "Tiers", t);
		int n = 0;

		view_str(tier, "Code", plan->tiers[t].code);
		view_str(tier, "Name", plan_words(root, &plan->tiers[t].name));
		view_flag(tier, "Mine", mine && strcmp(mine, plan->tiers[t].code) == 0);
		show_more(tier, root, plan, t);
		for (int i = 0; i < rules->n; i++) {
			const struct rule_line *line = &rules->lines[i];

			if (!line->tier || strcmp(line->tier, plan->tiers[t].code) != 0)
				continue;
			if (n++ == 0) /* the first line says what it takes */
				view_str(tier, "Need", line->text);
			else
				view_str(view_row(tier, "Lines", n - 2), "Text", line->text);
		}
	}
}

/* The version that follows PLAN and is announced already, or NULL. */
static const struct plan *announced(const struct plan_book *book, int32_t today)
{
	for (int i = 0; i < book->n; i++)
		if (book->plans[i]->from_day > today)
			return book->plans[i];
	return NULL;
}

/* Marked products that are not open to all yet, with the tiers' head start. A
 * database that does not answer leaves them out: the rules stand all the same. */
static void show_early(struct request *r, struct view_node *root, const struct plan *plan)
{
	struct database *db = portal_of(r)->db;
	bool en = view_lang(root) == LANG_EN;
	struct early_product *list;
	int n;

	if (!db || early_coming(db, r->mem, page_now(r), EARLY_SHOWN, &list, &n) != DB_OK)
		return;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Early", i);
		const struct early_row *days = list[i].rows;
		int shown = 0;

		view_sentence(row, "Text", "Lang.Early.Line",
		              en && list[i].name_en[0] ? list[i].name_en : list[i].name,
		              text_day(r->mem, view_lang(root), day_of(list[i].public_from)), NULL);
		for (int k = 0; k < list[i].n_rows; k++) {
			const struct plan_tier *tier = &plan->tiers[plan_tier_index(plan, days[k].tier)];

			if (strcmp(tier->code, days[k].tier) == 0) /* else no tier of these rules */
				view_sentence(view_row(row, "Days", shown++), "Text", "Lang.Early.Days",
				              plan_words(root, &tier->name), text_points(r->mem, days[k].days),
				              NULL);
		}
	}
}

static int page_programme(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;
	int32_t today = day_of(page_now(r));
	struct view_node *root;
	const struct plan *plan, *next;
	struct rule_lines rules;

	if (!book || book->n == 0)
		return 503;
	root = page_root(r);
	plan = plan_on(book, today);
	rules = rule_words(r->mem, root, plan);
	view_str(root, "Page.Title", view_words(root, "Lang.Programme.Title"));
	if (plan->from_day > START_DAY)
		view_sentence(root, "Since", "Lang.Programme.Since",
		              text_day(r->mem, view_lang(root), plan->from_day), NULL);
	else
		view_str(root, "Since", view_words(root, "Lang.Programme.SinceStart"));
	next = announced(book, today);
	if (next)
		view_sentence(root, "Next", "Lang.Programme.Next",
		              text_day(r->mem, view_lang(root), next->from_day), NULL);
	for (int s = 0; s < N_SECTIONS; s++)
		if (strcmp(sections[s], "tier") != 0)
			show_section(root, s, &rules, today);
	show_early(r, root, plan);
	show_tiers(root, plan, &rules, r->viewer ? viewer_of(r)->tier : NULL);
	return 200;
}

static void show_version(struct request *r, struct view_node *version, const struct plan *old,
                         const struct plan *new)
{
	view_sentence(version, "From", "Lang.Changes.From",
	              text_day(r->mem, view_lang(page_root(r)), new->from_day), NULL);
	view_day(version, "Day", new->from_day);
	view_flag(version, "Same", rule_diff(r, version, old, new) == 0);
}

static int page_changes(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct view_node *root;
	struct rule_lines first;
	int n = 0;

	if (!book || book->n == 0)
		return 503;
	root = page_root(r);
	view_str(root, "Page.Title", view_words(root, "Lang.Changes.Title"));
	for (int i = book->n - 1; i > 0; i--)
		show_version(r, view_row(root, "Versions", n++), book->plans[i - 1], book->plans[i]);
	first = rule_words(r->mem, root, book->plans[0]);
	view_sentence(root, "First", "Lang.Changes.FirstText", text_points(r->mem, first.n), NULL);
	return 200;
}

const struct route programme_routes[] = {
	{.path = "/programme", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_programme,
	 .template = "programme"},
	{.path = "/programme/changes", .methods = METHOD_GET, .guards = GUARD_PUBLIC,
	 .page = page_changes, .template = "changes"},
	{0},
};
