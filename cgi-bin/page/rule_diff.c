#include "page/rule_diff.h"

#include <string.h>

#include "base/mem.h"
#include "page/rule_words.h"

/* What the sections of /programme are called. */
static const char *const sections[][2] = {
	{"earn", "Lang.Programme.Earn"}, {"bonus", "Lang.Programme.Bonus"},
	{"tier", "Lang.Programme.Tier"}, {"review", "Lang.Programme.Review"},
	{"spend", "Lang.Programme.Spend"}, {"life", "Lang.Programme.Life"},
	{"gift", "Lang.Programme.Gift"}};

#define N_SECTIONS (int)(sizeof sections / sizeof sections[0])

static const struct rule_line *find(const struct rule_lines *rules, const char *id)
{
	for (int i = 0; i < rules->n; i++)
		if (strcmp(rules->lines[i].id, id) == 0)
			return &rules->lines[i];
	return NULL;
}

static const char *tier_name(struct view_node *root, const struct plan *plan, const char *code)
{
	return plan_words(root, &plan->tiers[plan_tier_index(plan, code)].name);
}

/* One changed line; a tier's line is told with the tier's name. */
static void show_change(struct view_node *change, struct view_node *root, const struct plan *plan,
                        const struct rule_line *before, const struct rule_line *after)
{
	const struct rule_line *line = after ? after : before;

	view_str(change, "Kind", !before ? "added" : !after ? "removed" : "changed");
	view_str(change, "Word", view_words(root, !before ? "Lang.Changes.Added"
	                                          : !after ? "Lang.Changes.Removed"
	                                                   : "Lang.Changes.Changed"));
	if (before)
		view_str(change, "Before", before->text);
	if (after)
		view_str(change, "After", after->text);
	if (line->tier)
		view_str(change, "About", tier_name(root, plan, line->tier));
	else
		for (int s = 0; s < N_SECTIONS; s++)
			if (strcmp(sections[s][0], line->section) == 0)
				view_str(change, "About", view_words(root, sections[s][1]));
}

int rule_diff(struct request *r, struct view_node *into, const struct plan *old,
              const struct plan *new)
{
	struct view_node *root = page_root(r);
	struct rule_lines before = rule_words(r->mem, root, old), after = rule_words(r->mem, root, new);
	int n = 0;

	for (int i = 0; i < after.n; i++) {
		const struct rule_line *was = find(&before, after.lines[i].id);

		if (!was || strcmp(was->text, after.lines[i].text) != 0)
			show_change(view_row(into, "Changes", n++), root, new, was, &after.lines[i]);
	}
	for (int i = 0; i < before.n; i++)
		if (!find(&after, before.lines[i].id))
			show_change(view_row(into, "Changes", n++), root, old, &before.lines[i], NULL);
	return n;
}
