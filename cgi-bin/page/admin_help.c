#include "page/admin_help.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/routes_admin.h"
#include "page/rule_words.h"

#define WORD "Lang.Handbook."
#define ANY_STAFF (GUARD_STAFF | GUARD_CLERK | GUARD_MANAGER)
#define ROOM "/admin/"

static const char *const rules[] = {"earn", "bonus", "tier", "review", "spend", "life", "gift"};
static const char *const titles[] = {
	"Lang.Programme.Earn", "Lang.Programme.Bonus", "Lang.Programme.Tier", "Lang.Programme.Review",
	"Lang.Programme.Spend", "Lang.Programme.Life", "Lang.Programme.Gift"};

#define N_RULES (int)(sizeof rules / sizeof rules[0])

bool handbook_lists(const struct route *row)
{
	return (row->methods & METHOD_GET) != 0 && (row->guards & ANY_STAFF) != 0;
}

char *handbook_key(void *mem, const struct route *row)
{
	const char *path = row->path + strlen(ROOM);
	char *key = talloc_strdup(mem, *path ? path : "home"), *to = key;

	for (const char *p = key; *p; p++)
		if (*p != ':')
			*to++ = strchr("/-.", *p) ? '_' : *p;
	*to = '\0';
	return key;
}

/* Whether what stands at ROW's address can be changed there by this desk. */
static bool acts(const struct request *r, const struct route *routes, int n,
                 const struct route *row)
{
	for (int i = 0; i < n; i++)
		if (strcmp(routes[i].path, row->path) == 0 && (routes[i].guards & ANY_STAFF) &&
		    desk_lets(r, &routes[i], METHOD_POST))
			return true;
	return false;
}

/* The pages of section WHICH (-1: those of none) that this desk opens, as rows of
 * NODE; how many. */
static int fill_pages(struct request *r, struct view_node *node, int which)
{
	struct view_node *root = page_root(r);
	int n, found = 0;
	const struct route *routes = routes_admin(&n);

	for (int i = 0; i < n; i++) {
		const struct route *row = &routes[i];
		struct view_node *page;

		if (!handbook_lists(row) || desk_section(row->path) != which ||
		    !desk_lets(r, row, METHOD_GET))
			continue;
		page = view_row(node, "Pages", found++);
		view_str(page, "Path", row->path);
		view_flag(page, "Link", strchr(row->path, ':') == NULL);
		view_flag(page, "Acts", acts(r, routes, n, row));
		view_str(page, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Page.%s",
		                                          handbook_key(r->mem, row))));
	}
	return found;
}

/* The sections of the navigation in its order, then what lies in none of them. */
static void fill_sections(struct request *r)
{
	struct view_node *root = page_root(r), *row;
	const char *group, *name;
	int n = 0;

	for (int i = 0; desk_section_words(i, &group, &name); i++) {
		row = view_row(root, "Sections", n);
		if (fill_pages(r, row, i) == 0)
			continue;
		if (strcmp(view_words(root, group), view_words(root, name)) != 0)
			view_str(row, "Group", view_words(root, group));
		view_str(row, "Title", view_words(root, name));
		view_str(row, "Anchor", talloc_asprintf(r->mem, "s%d", i));
		n++;
	}
	row = view_row(root, "Sections", n);
	if (fill_pages(r, row, -1) > 0) {
		view_str(row, "Title", view_words(root, WORD "Rest"));
		view_str(row, "Anchor", "rest");
	}
}

/* The rules as members read them, out of the plan in force. */
static void fill_rules(struct request *r, const struct plan *plan)
{
	struct view_node *root = page_root(r);
	struct rule_lines lines = rule_words(r->mem, root, plan);
	int n = 0;

	for (int s = 0; s < N_RULES; s++) {
		struct view_node *section = view_row(root, "Rules", n);
		int here = 0;

		for (int i = 0; i < lines.n; i++) {
			const struct rule_line *line = &lines.lines[i];
			const char *text = line->text;

			if (strcmp(line->section, rules[s]) != 0)
				continue;
			if (line->tier) /* the line itself does not name its tier */
				text = text_sentence(
					r->mem, root, WORD "OfTier",
					plan_words(root, &plan->tiers[plan_tier_index(plan, line->tier)].name),
					text, NULL);
			view_str(view_row(section, "Lines", here++), "Text", text);
		}
		if (here == 0)
			continue;
		view_str(section, "Title", view_words(root, titles[s]));
		view_str(section, "Code", rules[s]);
		n++;
	}
}

/* What of the plan only staff need. */
static void fill_desk_rules(struct request *r, const struct plan *plan)
{
	struct view_node *root = page_root(r);
	int n = 0;

	view_sentence(view_row(root, "DeskRules", n++), "Text", WORD "Goodwill",
	              text_points(r->mem, plan->goodwill.month_points),
	              text_points(r->mem, plan->goodwill.ceiling), NULL);
	if (plan->cap_day_points)
		view_sentence(view_row(root, "DeskRules", n++), "Text", WORD "Cap",
		              text_points(r->mem, plan->cap_day_points), NULL);
	if (plan->referral.month_cap)
		view_sentence(view_row(root, "DeskRules", n++), "Text", WORD "Referral",
		              text_points(r->mem, plan->referral.month_cap), NULL);
	view_sentence(view_row(root, "DeskRules", n++), "Text", WORD "Days",
	              text_points(r->mem, plan->n_days), NULL);
	view_sentence(view_row(root, "DeskRules", n++), "Text", WORD "Campaigns",
	              text_points(r->mem, plan->n_campaigns), text_points(r->mem, plan->n_bonuses),
	              NULL);
	view_str(view_row(root, "DeskRules", n), "Text", view_words(root, WORD "Draws"));
}

static int page_handbook(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct view_node *root = desk_page(r, WORD "Title");
	const struct plan *plan;

	if (!book || book->n == 0)
		return desk_unavailable(r);
	plan = plan_on(book, day_of(page_now(r)));
	view_sentence(root, "Plan", WORD "Plan", plan->name, text_points(r->mem, plan->version), NULL);
	fill_sections(r);
	fill_rules(r, plan);
	fill_desk_rules(r, plan);
	return 200;
}

const struct route admin_help_routes[] = {
	{"/admin/help", METHOD_GET, GUARD_STAFF, page_handbook, "admin/help", NULL, NULL, 0},
	{0},
};
