/* One draft: what it says otherwise, its text, catching up, throwing it away. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_plan.h"
#include "page/desk_form.h"
#include "page/rule_diff.h"
#include "page/rule_words.h"
#include "rule/plan_text.h"
#include "service/rehearse.h"

int plan_draft_of_url(struct request *r, struct plan_draft *draft)
{
	struct view_node *root = page_root(r);
	int64_t id = 0;
	enum db got = DB_NONE;

	if (int_parse(r->param[0], &id))
		got = plan_draft_read(portal_of(r)->db, r->mem, id, draft);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	view_str(root, "Id", talloc_asprintf(r->mem, "%lld", (long long)id));
	view_str(root, "Edit", talloc_asprintf(r->mem, "%lld", (long long)draft->edit));
	view_str(root, "Title", draft->title);
	view_str(root, "Page.Title", draft->title);
	view_flag(root, "Draft", strcmp(draft->state, "draft") == 0);
	view_str(root, "State", view_words(root, talloc_asprintf(r->mem, PLAN_WORD "State.%s",
	                                                         draft->state)));
	view_points(root, "Base", draft->base_version);
	view_str(root, "Staff", draft->staff);
	view_instant(root, "At", draft->edited_at);
	return 0;
}

bool plan_keep_edit(struct request *r, int64_t *edit)
{
	const char *typed = desk_typed(r, "edit");

	if (!int_parse(typed, edit))
		return false;
	view_str(page_root(r), "Edit", typed);
	return true;
}

int plan_draft_done(struct request *r, int64_t id, const char *path, const char *word)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/plan/drafts/%lld%s?done=%s",
	                                            (long long)id, path, word));
}

struct plan *plan_of_draft(struct request *r, const struct plan_draft *draft)
{
	char why[200];
	int line;

	return plan_text_parse(r->mem, draft->source, why, &line);
}

/* What the reader of plans says, and the words for it. */
static const struct {
	const char *said, *key;
} reasons[] = {
	{"is missing", "Missing"},
	{"is not a section of a plan", "Section"},
	{"is not known here", "Unknown"},
	{"must need more than the tier before it", "Rising"},
	{"must not earn less than the tier before it", "Earning"},
	{"names no tier of this plan", "NoTier"},
	{"names no category of this plan", "NoCategory"},
	{"must be a code of a-z, 0-9, _ and -", "Code"},
	{"must be a day, YYYY-MM-DD", "Day"},
	{"must be a day, YYYY-MM-DD, not before From", "Until"},
	{"lies before From", "Until"},
	{"must be a whole number of StepPoints", "Steps"},
	{"needs .zh and .en, each of 1 to 95 bytes", "Names"},
	{"can meet with too many other bonuses on one day", "Meet"},
	{"is everybody's tier: it needs nothing", "First"},
	{"needs what TierMeasure.In does not count", "Measure"},
	{"must be 0 for points_lifetime and more than 0 for the others", "Window"},
};

char *plan_why(struct request *r, int line, const char *why)
{
	struct view_node *root = page_root(r);
	const char *colon = why ? strstr(why, ": ") : NULL, *reason = colon ? colon + 2 : "";
	char *path = talloc_strndup(r->mem, why ? why : "", colon ? (size_t)(colon - why) : 0);
	char *number = talloc_asprintf(r->mem, "%d", line);
	char least[24], most[24];
	const char *words = reason;

	if (!colon)
		return text_sentence(r->mem, root, PLAN_WORD "Why.Line", number, NULL);
	if (sscanf(reason, "must be a whole number from %23[0-9] to %23[0-9]", least, most) == 2)
		words = text_sentence(r->mem, root, PLAN_WORD "Why.Number", least, most, NULL);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i].said, reason) == 0)
			words = view_words(root, talloc_asprintf(r->mem, PLAN_WORD "Why.%s", reasons[i].key));
	return line ? text_sentence(r->mem, root, PLAN_WORD "Why.At", number, path, words, NULL)
	            : text_sentence(r->mem, root, PLAN_WORD "Why.Nowhere", path, words, NULL);
}

int plan_draft_refused(struct request *r, const struct plan_draft_answer *answer, const char *field)
{
	switch (answer->outcome) {
	case PLAN_DRAFT_BAD:
		view_str(page_root(r), "Why", plan_why(r, answer->line, answer->why));
		page_error(r, field, PLAN_WORD "ErrorBad");
		return 422;
	case PLAN_DRAFT_CHANGED: page_error(r, NULL, PLAN_WORD "ErrorChanged"); return 409;
	case PLAN_DRAFT_ENDED: page_error(r, NULL, PLAN_WORD "ErrorEnded"); return 409;
	case PLAN_DRAFT_BEHIND: page_error(r, NULL, PLAN_WORD "ErrorBehind"); return 409;
	case PLAN_DRAFT_APART: page_error(r, NULL, PLAN_WORD "ErrorApart"); return 409;
	case PLAN_DRAFT_SAME: page_error(r, NULL, PLAN_WORD "ErrorSame"); return 422;
	case PLAN_DRAFT_EARLY: page_error(r, "from", PLAN_WORD "ErrorEarly"); return 422;
	case PLAN_DRAFT_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
}

/* What members or orders still name and the draft has no more. */
static void fill_lost(struct request *r, const struct plan *old, const struct plan *new)
{
	struct view_node *root = page_root(r);
	int n = 0;

	for (int i = 0; i < old->n_tiers; i++)
		if (strcmp(new->tiers[plan_tier_index(new, old->tiers[i].code)].code,
		           old->tiers[i].code) != 0)
			view_sentence(view_row(root, "Lost", n++), "Text", PLAN_WORD "LostTier",
			              plan_words(root, &old->tiers[i].name), NULL);
	for (int i = 0; i < old->n_categories; i++)
		if (plan_category_index(new, old->categories[i].code) < 0)
			view_sentence(view_row(root, "Lost", n++), "Text", PLAN_WORD "LostCategory",
			              plan_words(root, &old->categories[i].name), NULL);
}

enum db plan_fill_diff(struct request *r, const struct plan_draft *draft)
{
	struct view_node *root = page_root(r);
	const struct plan *old = plan_version(portal_of(r)->plans, draft->base_version);
	const struct plan *new = plan_of_draft(r, draft);
	struct plan_row_diff *rows;
	struct plan_stored base;
	int n;
	enum db got = plan_stored_read(portal_of(r)->db, r->mem, draft->base_version, &base);

	if (got != DB_OK)
		return got;
	rows = plan_text_diff(r->mem, base.source, draft->source, &n);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Rows", i);

		view_str(row, "Path", rows[i].path);
		view_str(row, "Before", rows[i].before);
		view_str(row, "After", rows[i].after);
	}
	view_flag(root, "Same", n == 0);
	if (!old || !new)
		return DB_OK;
	rule_diff(r, root, old, new);
	fill_lost(r, old, new);
	return DB_OK;
}

static void fill_parts(struct request *r)
{
	static const char *const parts[] = {"earn", "tiers", "spend", "gifts"};
	struct view_node *root = page_root(r);

	for (int i = 0; i < (int)(sizeof parts / sizeof *parts); i++) {
		struct view_node *row = view_row(root, "Parts", i);

		view_str(row, "Code", parts[i]);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, PLAN_WORD "Part.%s",
		                                                       parts[i])));
	}
}

static int show(struct request *r, const struct plan_draft *draft, int status)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct view_node *root = page_root(r);
	char day[INSTANT_TEXT];
	bool fresh;

	fill_parts(r);
	view_flag(root, "Behind", strcmp(draft->state, "draft") == 0 &&
	                                  draft->base_version < book->plans[book->n - 1]->version);
	if (draft->version > 0)
		view_points(root, "Version", draft->version);
	if (!request_form(r, "from"))
		view_str(root, "Form.from", day_iso(day, rehearse_default_from(page_now(r))));
	if (plan_fill_diff(r, draft) != DB_OK || plan_fill_rehearsals(r, draft, &fresh) != DB_OK)
		return desk_unavailable(r);
	return status;
}

int page_plan_draft(struct request *r)
{
	struct plan_draft draft;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	return status ? status : show(r, &draft, 200);
}

int page_plan_text(struct request *r)
{
	struct service_env env = desk_env(r);
	struct plan_draft_answer answer;
	struct plan_draft draft;
	const char *title, *source;
	int64_t edit;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	if (status)
		return status;
	if (r->method == METHOD_GET) {
		view_str(page_root(r), "Form.title", draft.title);
		view_str(page_root(r), "Form.source", draft.source);
		return 200;
	}
	if (!plan_keep_edit(r, &edit))
		return 400;
	page_keep(r, "title");
	page_keep(r, "source");
	title = desk_prose(r, "title", PLAN_TITLE);
	source = desk_prose(r, "source", PLAN_SOURCE_MAX);
	if (!desk_typed(r, "title")[0])
		page_error(r, "title", PLAN_WORD "ErrorTitle");
	if (page_has_errors(r))
		return 422;
	source = talloc_asprintf(r->mem, "%s\n", source);
	plan_draft_write(&env, desk_of(r)->staff_id, draft.draft_id, edit, title, source, &answer);
	if (answer.outcome == PLAN_DRAFT_OK)
		return plan_draft_done(r, draft.draft_id, "", "plan_saved");
	return plan_draft_refused(r, &answer, "source");
}

/* A change that shows the draft's page again. */
static int change(struct request *r, bool drop)
{
	struct service_env env = desk_env(r);
	struct plan_draft_answer answer;
	struct plan_draft draft;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	if (status)
		return status;
	if (drop)
		plan_draft_drop(&env, desk_of(r)->staff_id, draft.draft_id, &answer);
	else
		plan_draft_catch_up(&env, desk_of(r)->staff_id, draft.draft_id, &answer);
	if (answer.outcome == PLAN_DRAFT_OK && drop)
		return respond_see_other(r, "/admin/plan?done=plan_dropped");
	if (answer.outcome == PLAN_DRAFT_OK)
		return plan_draft_done(r, draft.draft_id, "", "plan_caught_up");
	status = plan_draft_refused(r, &answer, NULL);
	return page_has_errors(r) ? show(r, &draft, status) : status;
}

int page_plan_catch_up(struct request *r)
{
	return change(r, false);
}

int page_plan_drop(struct request *r)
{
	return change(r, true);
}
