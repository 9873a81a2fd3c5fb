/* The holiday calendar: windows that earn more, free days and worked weekends. What
 * is entered becomes rows of a draft, and with it a plan version. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_plan.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "rule/plan_text.h"
#include "rule/plan_year.h"

#define DAYS_MOST 31

/* What is looked at: a draft in work, or the newest rules. */
struct calendar {
	struct request *r;
	struct plan_draft draft; /* draft_id 0: the newest rules */
	const struct plan *plan;
};

/* Finds what DRAFT (a number, "" or NULL = the newest rules) names. */
static int find(struct calendar *c, struct request *r, const char *draft)
{
	const struct plan_book *book = portal_of(r)->plans;
	int64_t id = 0;
	enum db got;

	*c = (struct calendar){.r = r};
	if (!book || book->n == 0)
		return page_problem(r, 503);
	c->plan = book->plans[book->n - 1];
	if (!draft || !draft[0])
		return 0;
	got = int_parse(draft, &id) ? plan_draft_read(portal_of(r)->db, r->mem, id, &c->draft) : DB_NONE;
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	c->plan = plan_of_draft(r, &c->draft);
	return c->plan ? 0 : page_problem(r, 404);
}

/* "1.1倍" or "+10%" of a window, as the rules say it. */
static char *rate_words(struct request *r, const struct plan *plan, int64_t rate_bp)
{
	struct view_node *root = page_root(r);

	if (plan->stacking == STACK_ADD)
		return text_sentence(r->mem, root, "Lang.Rules.Plus",
		                     text_decimal(r->mem, rate_bp - 10000), NULL);
	return text_sentence(r->mem, root, "Lang.Rules.Times", text_decimal(r->mem, rate_bp / 100),
	                     NULL);
}

static void fill_windows(const struct calendar *c)
{
	struct view_node *root = page_root(c->r);

	for (int i = 0, n = 0; i < c->plan->n_bonuses; i++) {
		const struct plan_bonus *bonus = &c->plan->bonuses[i];
		struct view_node *row;

		if (!plan_bonus_is_window(c->plan, bonus))
			continue;
		row = view_row(root, "Windows", n++);
		view_str(row, "Row", talloc_asprintf(c->r->mem, "Bonuses.%s", bonus->code));
		view_str(row, "Name", plan_words(root, &bonus->name));
		view_day(row, "From", bonus->from);
		if (bonus->until > bonus->from)
			view_day(row, "Until", bonus->until);
		view_str(row, "Rate", rate_words(c->r, c->plan, bonus->rate_bp));
		view_flag(row, "Past", bonus->until < day_of(page_now(c->r)));
	}
}

static void fill_days(const struct calendar *c)
{
	struct view_node *root = page_root(c->r);

	for (int i = 0; i < c->plan->n_days; i++) {
		const struct plan_day *day = &c->plan->days[i];
		struct view_node *row = view_row(root, "Days", i);

		view_str(row, "Row", talloc_asprintf(c->r->mem, "Calendar.%s", day->code));
		view_day(row, "From", day->from);
		if (day->until > day->from)
			view_day(row, "Until", day->until);
		view_str(row, "Kind", view_words(root, day->work ? PLAN_WORD "Worked" : PLAN_WORD "Free"));
		view_flag(row, "Work", day->work);
		view_flag(row, "Past", day->until < day_of(page_now(c->r)));
	}
}

/* The latest window: what a new one earns. NULL: the plan has none. */
static const struct plan_bonus *latest(const struct plan *plan)
{
	const struct plan_bonus *found = NULL;

	for (int i = 0; i < plan->n_bonuses; i++)
		if (plan_bonus_is_window(plan, &plan->bonuses[i]) &&
		    (!found || plan->bonuses[i].until >= found->until))
			found = &plan->bonuses[i];
	return found;
}

static int show(const struct calendar *c, int status)
{
	struct view_node *root = page_root(c->r);
	const struct plan_bonus *last = latest(c->plan);
	static const char *const whats[] = {"holiday", "free", "work"};
	int n = 0;

	view_str(root, "Page.Title", view_words(root, PLAN_WORD "CalendarTitle"));
	if (c->draft.draft_id) {
		view_str(root, "Draft.Id", talloc_asprintf(c->r->mem, "%lld", (long long)c->draft.draft_id));
		view_str(root, "Draft.Title", c->draft.title);
		view_str(root, "Edit", talloc_asprintf(c->r->mem, "%lld", (long long)c->draft.edit));
		view_flag(root, "Open", strcmp(c->draft.state, "draft") == 0);
	} else {
		view_flag(root, "Open", true);
	}
	for (int i = last ? 0 : 1; i < 3; i++) {
		struct view_node *row = view_row(root, "Whats", n++);

		view_str(row, "Value", whats[i]);
		view_str(row, "Text", view_words(root, talloc_asprintf(c->r->mem, PLAN_WORD "Add.%s",
		                                                       whats[i])));
	}
	if (last)
		view_sentence(root, "WindowRate", PLAN_WORD "WindowRate",
		              rate_words(c->r, c->plan, last->rate_bp), NULL);
	if (!request_form(c->r, "what"))
		view_str(root, "Form.what", last ? "holiday" : "free");
	fill_windows(c);
	fill_days(c);
	plan_fill_lacks(c->r);
	return status;
}

/* What was entered. */
struct entered {
	const char *what, *name, *name_en;
	int32_t from, until;
};

/* A line end in a name would begin a row of its own. */
static const char *one_line(struct request *r, const char *name, size_t max)
{
	const char *text = desk_prose(r, name, max);

	if (!strchr(text, '\n'))
		return text;
	page_error(r, name, PLAN_WORD "ErrorName");
	return "";
}

static struct entered read_entered(struct calendar *c)
{
	struct request *r = c->r;
	struct entered e = {.what = desk_typed(r, "what")};

	for (const char *const *name = (const char *const[]){"what", "name", "name_en", "from", "until",
	                                                     NULL}; *name; name++)
		page_keep(r, *name);
	e.name = one_line(r, "name", 30);
	e.name_en = one_line(r, "name_en", 80);
	e.from = desk_day(r, "from");
	e.until = desk_day(r, "until");
	if (e.from == DAY_NONE && !desk_typed(r, "from")[0])
		page_error(r, "from", PLAN_WORD "ErrorDay");
	if (e.until == DAY_NONE && !desk_typed(r, "until")[0])
		e.until = e.from;
	if (e.from != DAY_NONE && e.until != DAY_NONE &&
	    (e.until < e.from || e.until - e.from >= DAYS_MOST))
		page_error(r, "until", PLAN_WORD "ErrorUntil");
	if (strcmp(e.what, "holiday") == 0 && latest(c->plan)) {
		if (!desk_typed(r, "name")[0])
			page_error(r, "name", PLAN_WORD "ErrorName");
		if (!desk_typed(r, "name_en")[0])
			page_error(r, "name_en", PLAN_WORD "ErrorName");
	} else if (strcmp(e.what, "free") != 0 && strcmp(e.what, "work") != 0) {
		page_error(r, "what", PLAN_WORD "ErrorWhat");
	}
	return e;
}

/* A row's code, free in SECTION of TEXT: "day_20270206", "day_20270206_2" … */
static char *free_code(void *mem, const char *text, const char *section, const char *stem,
                       int32_t day)
{
	struct civil d = civil_of(day);
	char *code = talloc_asprintf(mem, "%s_%04d%02d%02d", stem, d.year, d.month, d.day), *path;
	const struct config *there;
	struct config *tree = config_parse(text);

	for (int i = 2;; i++) {
		path = talloc_asprintf(mem, "%s.%s", section, code);
		there = tree ? config_node(tree, path) : NULL;
		if (!there)
			break;
		code = talloc_asprintf(mem, "%s_%04d%02d%02d_%d", stem, d.year, d.month, d.day, i);
	}
	config_free(tree);
	return code;
}

/* TEXT with the rows of what was entered. */
static char *with_rows(struct calendar *c, const char *text, const struct entered *e)
{
	void *mem = c->r->mem;
	const struct plan_bonus *last = latest(c->plan);
	char from[INSTANT_TEXT], until[INSTANT_TEXT], *block;
	bool work = strcmp(e->what, "work") == 0;

	day_iso(from, e->from);
	day_iso(until, e->until);
	block = talloc_asprintf(mem, "  %s {\n    From = %s\n    Until = %s\n%s  }\n",
	                        free_code(mem, text, "Calendar", "day", e->from), from, until,
	                        work ? "    Work = 1\n" : "");
	text = plan_text_add(mem, text, "Calendar", block);
	if (strcmp(e->what, "holiday") != 0 || !last)
		return talloc_strdup(mem, text);
	block = talloc_asprintf(mem,
	                        "  %s {\n    Name.zh = %s\n    Name.en = %s\n    From = %s\n"
	                        "    Until = %s\n    Rate = %lld\n  }\n",
	                        free_code(mem, text, "Bonuses", "holiday", e->from), e->name,
	                        e->name_en, from, until, (long long)last->rate_bp);
	return plan_text_add(mem, text, "Bonuses", block);
}

/* Where nothing is in work yet a draft is begun for it. */
static int begin(struct calendar *c, const struct entered *e)
{
	struct service_env env = desk_env(c->r);
	struct plan_draft_answer answer;
	char *year = talloc_asprintf(c->r->mem, "%d", civil_of(e->from).year);
	const char *title = text_sentence(c->r->mem, page_root(c->r), PLAN_WORD "CalendarDraft", year,
	                                  NULL);

	plan_draft_begin(&env, desk_of(c->r)->staff_id, title, &answer);
	if (answer.outcome != PLAN_DRAFT_OK ||
	    plan_draft_read(portal_of(c->r)->db, c->r->mem, answer.id, &c->draft) != DB_OK)
		return desk_unavailable(c->r);
	return 0;
}

static int save(struct calendar *c, int64_t edit, const char *text)
{
	struct service_env env = desk_env(c->r);
	struct plan_draft_answer answer;
	int status;

	plan_draft_write(&env, desk_of(c->r)->staff_id, c->draft.draft_id, edit, NULL, text, &answer);
	if (answer.outcome == PLAN_DRAFT_OK)
		return respond_see_other(c->r, talloc_asprintf(c->r->mem,
		                                               "/admin/plan/calendar?draft=%lld&done=%s",
		                                               (long long)c->draft.draft_id, "plan_saved"));
	status = plan_draft_refused(c->r, &answer, "from");
	return page_has_errors(c->r) ? show(c, status) : status;
}

int page_plan_calendar(struct request *r)
{
	bool post = r->method == METHOD_POST;
	struct calendar c;
	struct entered e;
	int64_t edit = 0;
	int status;

	desk_page(r, PLAN_WORD "CalendarTitle");
	status = find(&c, r, post ? desk_typed(r, "draft") : request_query(r, "draft"));
	if (status || !post)
		return status ? status : show(&c, 200);
	e = read_entered(&c);
	if (c.draft.draft_id && !int_parse(desk_typed(r, "edit"), &edit))
		return 400;
	if (page_has_errors(r))
		return show(&c, 422);
	if (!c.draft.draft_id) {
		status = begin(&c, &e);
		edit = c.draft.edit;
	}
	return status ? status : save(&c, edit, with_rows(&c, c.draft.source, &e));
}

int page_plan_calendar_drop(struct request *r)
{
	const char *row = desk_typed(r, "row");
	struct calendar c;
	int64_t edit;
	int status;

	desk_page(r, PLAN_WORD "CalendarTitle");
	status = find(&c, r, desk_typed(r, "draft"));
	if (status)
		return status;
	if (!c.draft.draft_id || !int_parse(desk_typed(r, "edit"), &edit) ||
	    (strncmp(row, "Calendar.", 9) != 0 && strncmp(row, "Bonuses.", 8) != 0))
		return 400;
	return save(&c, edit, plan_text_drop(r->mem, c.draft.source, row));
}
