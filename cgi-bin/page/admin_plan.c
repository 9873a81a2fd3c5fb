#include "page/admin_plan.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "rule/plan_text.h"
#include "rule/plan_year.h"

#define DRAFTS 50
#define START_DAY 10957 /* 2000-01-01: "since the start" (RULINGS 10) */

static void fill_versions(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct plan_book *book = portal_of(r)->plans;
	const struct plan *now = plan_on(book, day_of(page_now(r)));
	int32_t today = day_of(page_now(r));

	for (int i = book->n - 1, n = 0; i >= 0; i--, n++) {
		struct view_node *row = view_row(root, "Versions", n);
		const struct plan *plan = book->plans[i];
		const char *state = plan == now ? "now" : plan->from_day > today ? "coming" : "over";

		view_points(row, "Version", plan->version);
		view_str(row, "Name", plan->name);
		if (plan->from_day > START_DAY)
			view_day(row, "From", plan->from_day);
		view_str(row, "State", view_words(root, talloc_asprintf(r->mem, PLAN_WORD "Version.%s",
		                                                        state)));
		view_str(row, "Look", plan == now ? "good" : plan->from_day > today ? "wait" : "quiet");
	}
}

/* The rules in force, section by section as on /programme. */
static void fill_words(struct request *r)
{
	static const char *const sections[][2] = {
		{"earn", "Earn"}, {"bonus", "Bonus"}, {"tier", "Tier"}, {"review", "Review"},
		{"spend", "Spend"}, {"life", "Life"}, {"gift", "Gift"}};
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct rule_lines rules = rule_words(r->mem, root, plan);

	for (int s = 0, shown = 0; s < (int)(sizeof sections / sizeof *sections); s++) {
		struct view_node *section = NULL;
		const char *tier = ""; /* named once, above its lines */

		for (int i = 0, n = 0; i < rules.n; i++) {
			const struct rule_line *line = &rules.lines[i];
			struct view_node *row;

			if (strcmp(line->section, sections[s][0]) != 0)
				continue;
			if (!section)
				section = view_row(root, "Sections", shown++);
			view_str(section, "Title",
			         view_words(root, talloc_asprintf(r->mem, "Lang.Programme.%s",
			                                          sections[s][1])));
			row = view_row(section, "Lines", n++);
			view_str(row, "Text", line->text);
			if (!line->tier || strcmp(line->tier, tier) == 0)
				continue;
			tier = line->tier;
			view_str(row, "Tier", plan_words(root, &plan->tiers[plan_tier_index(plan, tier)].name));
		}
	}
}

void plan_fill_lacks(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct view_node *root = page_root(r);
	int year = civil_of(day_of(page_now(r))).year + 1;
	unsigned lacks = plan_year_lacks(book->plans[book->n - 1], year);
	char *text = talloc_asprintf(r->mem, "%d", year);
	int n = 0;

	if (lacks & PLAN_YEAR_DAYS)
		view_sentence(view_row(root, "Lacks", n++), "Text", PLAN_WORD "LacksDays", text, NULL);
	if (lacks & PLAN_YEAR_WINDOWS)
		view_sentence(view_row(root, "Lacks", n++), "Text", PLAN_WORD "LacksWindows", text, NULL);
}

static enum db fill_drafts(struct request *r)
{
	struct view_node *root = page_root(r);
	struct plan_draft *list;
	int n;
	enum db got = plan_draft_list(portal_of(r)->db, r->mem, DRAFTS, &list, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Drafts", i);

		view_str(row, "Id", talloc_asprintf(r->mem, "%lld", (long long)list[i].draft_id));
		view_str(row, "Title", list[i].title);
		view_str(row, "State", view_words(root, talloc_asprintf(r->mem, PLAN_WORD "State.%s",
		                                                        list[i].state)));
		view_str(row, "Look", strcmp(list[i].state, "draft") == 0       ? "wait"
		                      : strcmp(list[i].state, "published") == 0 ? "good" : "quiet");
		view_str(row, "Staff", list[i].staff);
		view_instant(row, "At", list[i].edited_at);
	}
	return got;
}

static int show(struct request *r, int status)
{
	const struct plan_book *book = portal_of(r)->plans;

	if (!book || book->n == 0)
		return page_problem(r, 503);
	fill_versions(r);
	fill_words(r);
	plan_fill_lacks(r);
	return fill_drafts(r) == DB_OK ? status : desk_unavailable(r);
}

static int page_plan(struct request *r)
{
	desk_page(r, PLAN_WORD "Title");
	return show(r, 200);
}

static int page_new(struct request *r)
{
	struct service_env env = desk_env(r);
	struct plan_draft_answer answer;
	const char *title;

	desk_page(r, PLAN_WORD "Title");
	page_keep(r, "title");
	title = desk_prose(r, "title", PLAN_TITLE);
	if (!desk_typed(r, "title")[0])
		page_error(r, "title", PLAN_WORD "ErrorTitle");
	if (page_has_errors(r))
		return show(r, 422);
	plan_draft_begin(&env, desk_of(r)->staff_id, title, &answer);
	if (answer.outcome != PLAN_DRAFT_OK)
		return desk_unavailable(r);
	return plan_draft_done(r, answer.id, "", "plan_new");
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define TEXT_BODY (4 * PLAN_SOURCE_MAX)

static const struct field none[] = {{0}};
static const struct field title_form[] = {{"title", 200, false}, {0}};
static const struct field text_form[] = {
	{"edit", 20, false}, {"title", 200, false}, {"source", PLAN_SOURCE_MAX, false}, {0}};
static const struct field form_form[] = {{"edit", 20, false}, {"f_*", 40, false}, {0}};
static const struct field ask_form[] = {{"from", 20, false}, {0}};
static const struct field publish_form[] = {
	{"edit", 20, false}, {"from", 20, false}, {"sure", 2, false}, {0}};
static const struct field calendar_query[] = {{"draft", 20, false}, {"done", 32, false}, {0}};
static const struct field calendar_form[] = {
	{"draft", 20, false}, {"edit", 20, false}, {"what", 16, false}, {"name", 100, false},
	{"name_en", 100, false}, {"from", 20, false}, {"until", 20, false}, {0}};
static const struct field drop_form[] = {
	{"draft", 20, false}, {"edit", 20, false}, {"row", 60, false}, {0}};

#define DRAFT "/admin/plan/drafts/:id"

const struct route admin_plan_routes[] = {
	{"/admin/plan", METHOD_GET, GUARD_STAFF, page_plan, "admin/plan", desk_done, NULL, 0},
	{"/admin/plan", METHOD_POST, MANAGER, page_new, "admin/plan", NULL, title_form, 0},
	{"/admin/plan/calendar", METHOD_GET, GUARD_STAFF, page_plan_calendar, "admin/plan_calendar",
	 calendar_query, NULL, 0},
	{"/admin/plan/calendar", METHOD_POST, MANAGER, page_plan_calendar, "admin/plan_calendar", NULL,
	 calendar_form, 0},
	{"/admin/plan/calendar/drop", METHOD_POST, MANAGER, page_plan_calendar_drop,
	 "admin/plan_calendar", NULL, drop_form, 0},
	{"/admin/plan/rehearsals/:id", METHOD_GET, GUARD_STAFF, page_plan_rehearsal,
	 "admin/plan_rehearsal", NULL, NULL, 0},
	{DRAFT, METHOD_GET, GUARD_STAFF, page_plan_draft, "admin/plan_draft", desk_done, NULL, 0},
	{DRAFT "/text", METHOD_GET, GUARD_STAFF, page_plan_text, "admin/plan_text", desk_done, NULL, 0},
	{DRAFT "/text", METHOD_POST, MANAGER, page_plan_text, "admin/plan_text", NULL, text_form,
	 TEXT_BODY},
	{DRAFT "/form/:part", METHOD_GET, GUARD_STAFF, page_plan_form, "admin/plan_form", desk_done,
	 NULL, 0},
	{DRAFT "/form/:part", METHOD_POST, MANAGER, page_plan_form, "admin/plan_form", NULL, form_form,
	 0},
	{DRAFT "/catch-up", METHOD_POST, MANAGER, page_plan_catch_up, "admin/plan_draft", NULL, none, 0},
	{DRAFT "/drop", METHOD_POST, MANAGER, page_plan_drop, "admin/plan_draft", NULL, none, 0},
	{DRAFT "/rehearse", METHOD_POST, MANAGER, page_plan_ask, "admin/plan_draft", NULL, ask_form, 0},
	{DRAFT "/publish", METHOD_GET, GUARD_MANAGER, page_plan_publish, "admin/plan_publish", NULL,
	 NULL, 0},
	{DRAFT "/publish", METHOD_POST, MANAGER, page_plan_publish, "admin/plan_publish", NULL,
	 publish_form, 0},
	{0},
};
