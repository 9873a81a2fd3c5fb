/* Rehearsals: asked for, on their way, and what they found. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_plan.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "rule/plan_text.h"
#include "service/rehearse.h"

#define SHOWN 10
#define AGAIN_S "5" /* the page of one that runs is asked for again after so long */

static void fill_state(struct view_node *row, const struct request *r, const struct rehearsal *h)
{
	const char *state = h->state;

	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, PLAN_WORD "Rehearsal.%s", state)));
	view_str(row, "Look", strcmp(state, "done") == 0     ? "good"
	                      : strcmp(state, "failed") == 0 ? "bad" : "wait");
}

enum db plan_fill_rehearsals(struct request *r, const struct plan_draft *draft, bool *fresh)
{
	struct view_node *root = page_root(r);
	struct rehearsal *list;
	int n;
	enum db got = rehearsal_list(portal_of(r)->db, r->mem, draft->draft_id, SHOWN, &list, &n);

	*fresh = false;
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Rehearsals", i);
		bool now = list[i].edit == draft->edit;

		view_str(row, "Id", talloc_asprintf(r->mem, "%lld", (long long)list[i].rehearsal_id));
		view_day(row, "From", list[i].from_day);
		view_instant(row, "At", list[i].asked_at);
		view_str(row, "Staff", list[i].staff);
		view_flag(row, "Old", !now);
		fill_state(row, r, &list[i]);
		*fresh = *fresh || (now && strcmp(list[i].state, "done") == 0);
	}
	view_flag(root, "Fresh", *fresh);
	return got;
}

int page_plan_ask(struct request *r)
{
	struct service_env env = desk_env(r);
	struct plan_draft_answer answer;
	struct plan_draft draft;
	int32_t from;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	if (status)
		return status;
	page_keep(r, "from");
	from = desk_day(r, "from");
	if (!page_has_errors(r) && (from == DAY_NONE || from > day_of(page_now(r))))
		page_error(r, "from", PLAN_WORD "ErrorFrom");
	if (page_has_errors(r)) {
		status = page_plan_draft(r);
		return status == 200 ? 422 : status;
	}
	plan_draft_ask(&env, desk_of(r)->staff_id, draft.draft_id, from, &answer);
	if (answer.outcome == PLAN_DRAFT_OK)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/plan/rehearsals/%lld",
		                                            (long long)answer.id));
	status = plan_draft_refused(r, &answer, "from");
	return page_has_errors(r) && page_plan_draft(r) != 200 ? 503 : status;
}

/* One line: by the rules in force, by the draft, and the difference. */
static void line(struct view_node *root, int i, const char *key, int64_t old, int64_t new, bool fen)
{
	struct view_node *row = view_row(root, "Lines", i);
	int64_t more = new - old;
	void *mem = talloc_new(NULL);

	view_str(row, "Key", key);
	view_str(row, "Name", view_words(root, talloc_asprintf(mem, PLAN_WORD "Figure.%s", key)));
	view_str(row, "What", view_words(root, talloc_asprintf(mem, PLAN_WORD "What.%s", key)));
	if (fen) {
		view_money(row, "Old", old);
		view_money(row, "New", new);
		view_figure(row, "More",
		            talloc_asprintf(mem, "%s%s", more < 0 ? "−" : more > 0 ? "+" : "",
		                            text_money(mem, more < 0 ? -more : more)), more);
	} else {
		view_points(row, "Old", old);
		view_points(row, "New", new);
		view_change(row, "More", more);
	}
	talloc_free(mem);
}

static void fill_figures(struct view_node *root, const struct rehearsal_figures *f)
{
	line(root, 0, "points", f->old_points, f->new_points, false);
	line(root, 1, "fen", f->old_fen, f->new_fen, true);
	line(root, 2, "held", f->old_held, f->new_held, false);
	line(root, 3, "open", f->old_open, f->new_open, false);
	line(root, 4, "open_fen", f->old_open_fen, f->new_open_fen, true);
	view_points(root, "Members", f->members);
	view_points(root, "Orders", f->orders);
	view_money(root, "Sales", f->sales_fen);
	view_points(root, "More", f->more);
	view_points(root, "Less", f->less);
	view_points(root, "Up", f->up);
	view_points(root, "Down", f->down);
}

/* "金卡会员" of PLAN's tier CODE; the code itself where it has none. */
static const char *tier_name(struct view_node *root, const struct plan *plan, const char *code)
{
	const struct plan_tier *tier = plan ? &plan->tiers[plan_tier_index(plan, code)] : NULL;

	return tier && strcmp(tier->code, code) == 0 ? plan_words(root, &tier->name) : code;
}

static enum db fill_months(struct request *r, int64_t id)
{
	struct view_node *root = page_root(r);
	struct rehearse_month *list;
	int n;
	enum db got = rehearsal_months(portal_of(r)->db, r->mem, id, &list, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Months", i);
		struct civil date = civil_of(list[i].month);

		view_str(row, "Month", talloc_asprintf(r->mem, "%04d-%02d", date.year, date.month));
		view_points(row, "Orders", list[i].orders);
		view_points(row, "Old", list[i].old_points);
		view_points(row, "New", list[i].new_points);
		view_change(row, "More", list[i].new_points - list[i].old_points);
	}
	return got;
}

/* The matrix: a row a tier by the rules in force, a column a tier by the draft. */
static enum db fill_tiers(struct request *r, int64_t id, const struct plan *old,
                          const struct plan *new)
{
	struct view_node *root = page_root(r);
	struct rehearsal_tier *list;
	int n;
	enum db got = rehearsal_tiers(portal_of(r)->db, r->mem, id, &list, &n);

	for (int b = 0; got == DB_OK && b < new->n_tiers; b++)
		view_str(view_row(root, "Columns", b), "Name", plan_words(root, &new->tiers[b].name));
	for (int a = 0; got == DB_OK && a < old->n_tiers; a++) {
		struct view_node *row = view_row(root, "Tiers", a);

		view_str(row, "Name", plan_words(root, &old->tiers[a].name));
		for (int b = 0; b < new->n_tiers; b++) {
			struct view_node *cell = view_row(row, "Cells", b);
			int64_t members = 0;

			for (int i = 0; i < n; i++)
				if (strcmp(list[i].old_tier, old->tiers[a].code) == 0 &&
				    strcmp(list[i].new_tier, new->tiers[b].code) == 0)
					members = list[i].members;
			view_points(cell, "Members", members);
			view_flag(cell, "None", members == 0);
			view_str(cell, "Label", plan_words(root, &new->tiers[b].name));
		}
	}
	return got;
}

static enum db fill_top(struct request *r, int64_t id, const struct plan *old,
                        const struct plan *new)
{
	struct view_node *root = page_root(r);
	struct rehearsal_member *list;
	bool members = desk_has(r, "/admin/members/0");
	int n;
	enum db got = rehearsal_members(portal_of(r)->db, r->mem, id, &list, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Top", i);

		view_points(row, "Place", i + 1);
		view_str(row, "No", list[i].member_no);
		view_flag(row, "Link", members);
		view_points(row, "Old", list[i].old_points);
		view_points(row, "New", list[i].new_points);
		view_change(row, "More", list[i].new_points - list[i].old_points);
		view_str(row, "OldTier", tier_name(root, old, list[i].old_tier));
		view_str(row, "NewTier", tier_name(root, new, list[i].new_tier));
		view_flag(row, "Moved", strcmp(list[i].old_tier, list[i].new_tier) != 0);
	}
	return got;
}

/* What it found; the rules in force are those of the day it was done. */
static int fill_result(struct request *r, const struct rehearsal *h,
                       const struct rehearsal_figures *f)
{
	const struct plan *old = plan_on(portal_of(r)->plans, day_of(h->ended_at));
	char why[200];
	int at;
	const struct plan *new = plan_text_parse(r->mem, h->source, why, &at);

	if (!desk_looked(r, "rehearsal_view", 0,
	                 talloc_asprintf(r->mem, "%lld", (long long)h->rehearsal_id)))
		return desk_unavailable(r);
	fill_figures(page_root(r), f);
	if (fill_months(r, h->rehearsal_id) != DB_OK ||
	    (new && fill_tiers(r, h->rehearsal_id, old, new) != DB_OK) ||
	    fill_top(r, h->rehearsal_id, old, new) != DB_OK)
		return desk_unavailable(r);
	return 200;
}

int page_plan_rehearsal(struct request *r)
{
	struct view_node *root = desk_page(r, PLAN_WORD "RehearsalTitle");
	struct rehearsal_figures figures;
	struct plan_draft draft;
	struct rehearsal h = {0};
	int64_t id = 0;
	bool done;
	enum db got = DB_NONE;

	if (int_parse(r->param[0], &id))
		got = rehearsal_read(portal_of(r)->db, r->mem, id, &h, &figures);
	if (got == DB_OK)
		got = plan_draft_read(portal_of(r)->db, r->mem, h.draft_id, &draft);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	done = strcmp(h.state, "done") == 0;
	view_str(root, "Draft.Id", talloc_asprintf(r->mem, "%lld", (long long)h.draft_id));
	view_str(root, "Draft.Title", draft.title);
	view_flag(root, "Old", h.edit != draft.edit && strcmp(draft.state, "draft") == 0);
	view_day(root, "From", h.from_day);
	view_str(root, "Staff", h.staff);
	view_instant(root, "AskedAt", h.asked_at);
	fill_state(root, r, &h);
	view_flag(root, "Done", done);
	if (h.ended_at != INSTANT_NONE)
		view_instant(root, "EndedAt", h.ended_at);
	if (done)
		return fill_result(r, &h, &figures);
	if (strcmp(h.state, "failed") == 0)
		return 200;
	view_flag(root, "Waits", true);
	view_points(root, "So", h.done);
	view_points(root, "Total", h.total);
	respond_header(r, "Refresh", AGAIN_S);
	return 200;
}
