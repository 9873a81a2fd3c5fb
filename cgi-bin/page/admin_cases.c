#include "page/admin_cases.h"

#include <string.h>

#include "base/mem.h"
#include "page/case_parts.h"
#include "view/photo.h"

#define ROWS 100
#define WORD "Lang.AdminCases."
#define PICTURE_BODY (PHOTO_BYTES_MAX + 65536)

static const struct field list_query[] = {{"show", 16, false}, {"done", 32, false}, {0}};
static const struct field one_query[] = {
	{"done", 32, false}, {"answer", 12, false}, {"in", 2, false}, {0}};
static const struct field step_form[] = {
	{"act", 16, false},    {"text", 8000, false},     {"class", 16, false},
	{"department", 16, false}, {"owner", 20, false},  {"cause", 24, false},
	{"outcome", 1000, false}, {0}};
static const struct field goodwill_form[] = {
	{"points", 20, false}, {"reason", 1000, false}, {"form_id", 64, false}, {0}};
static const struct field picture_form[] = {{"picture", PHOTO_BYTES_MAX, false}, {0}};
static const struct field new_form[] = {
	{"member", 200, false}, {"kind", 16, false},   {"class", 16, false},
	{"order_no", 200, false}, {"text", 8000, false}, {"form_id", 64, false}, {0}};
static const struct field answer_form[] = {
	{"class", 16, false}, {"title", 400, false}, {"text", 4000, false}, {"text_en", 4000, false},
	{0}};
static const struct field state_form[] = {{"state", 8, false}, {0}};
static const struct field sign_form[] = {{"verdict", 8, false}, {0}};

/* The tabs: their word, and what of the queue they show. */
static const struct {
	const char *word, *waiting;
	bool overdue, own;
} shows[] = {
	{"waiting", "staff", false, false}, {"overdue", "staff", true, false},
	{"mine", "staff", false, true},     {"member", "member", false, false},
	{"closed", "none", false, false},
};

#define N_SHOWS ((int)(sizeof shows / sizeof shows[0]))

static void fill_row(struct request *r, struct view_node *row, const struct case_row *c)
{
	bool open = strcmp(c->waiting, "none") != 0;

	case_fill_row(r, row, c);
	view_str(row, "MemberNo", c->member_no);
	view_str(row, "Owner", c->owner);
	view_flag(row, "Priority", c->priority);
	view_flag(row, "Late", open && c->due_at < page_now(r));
	view_instant(row, "Due", c->due_at);
}

static void fill_tabs(struct view_node *root, void *mem, int chosen)
{
	for (int i = 0; i < N_SHOWS; i++) {
		struct view_node *row = view_row(root, "Shows", i);

		view_str(row, "Value", shows[i].word);
		view_str(row, "Text", view_words(root, talloc_asprintf(mem, WORD "Show.%s",
		                                                       shows[i].word)));
		view_flag(row, "Current", i == chosen);
	}
}

/* From November on: whether the working calendar knows nothing of the next year. */
static bool calendar_ends(struct request *r)
{
	int32_t today = day_of(page_now(r)), last = DAY_NONE;
	const struct plan *plan = plan_on(portal_of(r)->plans, today);
	struct civil date = civil_of(today);

	for (int i = 0; i < plan->n_days; i++)
		if (plan->days[i].until > last)
			last = plan->days[i].until;
	return date.month >= 11 && (last == DAY_NONE || civil_of(last).year <= date.year);
}

static int page_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct database *db = portal_of(r)->db;
	const char *show = request_query(r, "show");
	struct case_queue queue = {.now = page_now(r), .limit = ROWS};
	struct case_counts counts;
	struct case_row *cases;
	int n, chosen = 0;

	for (int i = 0; show && i < N_SHOWS; i++)
		if (strcmp(show, shows[i].word) == 0)
			chosen = i;
	queue.waiting = shows[chosen].waiting;
	queue.overdue = shows[chosen].overdue;
	queue.owner_id = shows[chosen].own ? desk_of(r)->staff_id : 0;
	if (!desk_looked(r, "case_queue", 0, shows[chosen].word) ||
	    case_queue(db, r->mem, &queue, &cases, &n) != DB_OK ||
	    case_count(db, page_now(r), &counts) != DB_OK)
		return desk_unavailable(r);
	fill_tabs(root, r->mem, chosen);
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Cases", i), &cases[i]);
	view_flag(root, "Full", n == ROWS);
	view_flag(root, "CalendarEnds", calendar_ends(r));
	if (counts.overdue > 0)
		view_sentence(root, "Overdue", WORD "OverdueText", text_points(r->mem, counts.overdue),
		              NULL);
	if (counts.unsigned_goodwill > 0)
		view_sentence(root, "Unsigned", WORD "UnsignedText",
		              text_points(r->mem, counts.unsigned_goodwill), NULL);
	return 200;
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define ALL "/admin/cases"
#define ONE ALL "/:no"

const struct route admin_cases_routes[] = {
	{ALL, METHOD_GET, GUARD_STAFF, page_queue, "admin/cases", list_query, NULL, 0},
	{ALL "/new", METHOD_GET, GUARD_CLERK, page_desk_case_new, "admin/case_new", desk_done, NULL,
	 0},
	{ALL "/new", METHOD_POST, CLERK, page_desk_case_file, "admin/case_new", NULL, new_form, 0},
	{ALL "/answers", METHOD_GET, GUARD_STAFF, page_desk_answers, "admin/case_answers", desk_done,
	 NULL, 0},
	{ALL "/answers", METHOD_POST, CLERK, page_desk_answer_add, "admin/case_answers", NULL,
	 answer_form, 0},
	{ALL "/answers/:answer", METHOD_POST, CLERK, page_desk_answer_state, "admin/case_answers",
	 NULL, state_form, 0},
	{ALL "/goodwill", METHOD_GET, GUARD_STAFF, page_desk_goodwill, "admin/case_goodwill",
	 desk_done, NULL, 0},
	{ALL "/goodwill/:goodwill", METHOD_POST, MANAGER, page_desk_goodwill_sign,
	 "admin/case_goodwill", NULL, sign_form, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_desk_case, "admin/case", one_query, NULL, 0},
	{ONE, METHOD_POST, CLERK, page_desk_case_step, "admin/case", NULL, step_form, 0},
	{ONE "/goodwill", METHOD_POST, CLERK, page_desk_case_goodwill, "admin/case", NULL,
	 goodwill_form, 0},
	{ONE "/pictures", METHOD_POST, CLERK | GUARD_UPLOAD, page_desk_case_picture_add,
	 "admin/case", NULL, picture_form, PICTURE_BODY},
	{ONE "/pictures/:picture", METHOD_GET, GUARD_STAFF, page_desk_case_picture, NULL, NULL, NULL,
	 0},
	{0},
};
