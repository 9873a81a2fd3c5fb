#include "page/admin_redemptions.h"

#include <string.h>

#include "base/mem.h"

#define ROWS 50
#define WORD "Lang.AdminRedemptions."

static const struct field list_query[] = {
	{"show", 16, false}, {"category", 16, false}, {"after", 20, false}, {"done", 32, false}, {0}};
static const struct field bulk_form[] = {{"no", 20, true}, {"step", 16, false},
                                         {"reason", 400, false}, {0}};
static const struct field step_form[] = {{"step", 16, false},    {"reason", 400, false},
                                         {"carrier", 200, false}, {"tracking_no", 200, false},
                                         {0}};
static const struct field company_form[] = {{"reason", 400, false}, {0}};
static const struct field one_query[] = {{"done", 32, false}, {0}};

/* What of the queue can be shown, in the order of the list. */
static const struct {
	const char *word;
	enum redemption_state state;
	bool held, overdue;
} shows[] = {
	{"", 0, false, false},
	{"overdue", 0, false, true},
	{"held", REDEMPTION_PLACED, true, false},
	{"placed", REDEMPTION_PLACED, false, false},
	{"approved", REDEMPTION_APPROVED, false, false},
	{"shipped", REDEMPTION_SHIPPED, false, false},
	{"issued", REDEMPTION_ISSUED, false, false},
	{"done", REDEMPTION_DONE, false, false},
	{"rejected", REDEMPTION_REJECTED, false, false},
	{"cancelled", REDEMPTION_CANCELLED, false, false},
};
#define N_SHOWS (sizeof shows / sizeof shows[0])

/* The filter that the query asks for; 0 = everything that waits. */
static size_t asked_for(struct request *r)
{
	const char *show = request_query(r, "show");

	for (size_t i = 0; show && i < N_SHOWS; i++)
		if (strcmp(shows[i].word, show) == 0)
			return i;
	return 0;
}

static void fill_choices(struct request *r, const char *category)
{
	struct view_node *root = page_root(r);

	for (size_t i = 0; i < N_SHOWS; i++) {
		struct view_node *row = view_row(root, "Shows", (int)i);

		view_str(row, "Value", shows[i].word);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Show.%s",
		                                          shows[i].word[0] ? shows[i].word : "waiting")));
	}
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		const char *word = item_category_word((enum item_category)i);
		struct view_node *row = view_row(root, "Categories", i - ITEM_GOODS);

		view_str(row, "Value", word);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s", word)));
	}
	view_str(root, "Form.category", category);
}

static bool fill_counts(struct request *r)
{
	struct view_node *root = page_root(r);
	struct redemption_counts counts;

	if (redemption_count(portal_of(r)->db, day_of(page_now(r)), &counts) != DB_OK)
		return false;
	view_points(root, "Counts.Waiting", counts.placed + counts.approved);
	view_points(root, "Counts.Overdue", counts.overdue);
	view_points(root, "Counts.Held", counts.held);
	view_points(root, "Counts.Shipped", counts.shipped);
	return true;
}

static int page_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *category = request_query(r, "category");
	size_t show = asked_for(r);
	struct redemption_queue queue = {.state = shows[show].state, .held = shows[show].held,
	                                 .overdue = shows[show].overdue,
	                                 .category = item_category_of(category ? category : ""),
	                                 .today = day_of(page_now(r)),
	                                 .after = request_query(r, "after"), .limit = ROWS + 1};
	struct redemption *rows;
	int n;

	if (!desk_looked(r, "redemption_queue", 0, shows[show].word) || !fill_counts(r) ||
	    redemption_queue(portal_of(r)->db, r->mem, &queue, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	fill_choices(r, category);
	view_str(root, "Form.show", shows[show].word);
	view_flag(root, "MayAct", desk_may(r, true) && (queue.state == 0 ||
	                                                queue.state <= REDEMPTION_ISSUED));
	for (int i = 0; i < n && i < ROWS; i++)
		desk_redemption_fill(r, view_row(root, "Rows", i), &rows[i]);
	if (n > ROWS) {
		view_str(root, "Next.After", rows[ROWS - 1].redemption_no);
		view_str(root, "Next.Show", shows[show].word);
		view_str(root, "Next.Category", category);
	}
	return 200;
}

/* Many at once: each is a transaction of its own, and each says what became of it. */
static int page_bulk(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "BulkTitle");
	const char *word = request_form(r, "step");
	enum redeem_step step = desk_step_of(word);
	int n = 0, done = 0;

	if (!step)
		return 400;
	view_str(root, "Step", view_words(root, talloc_asprintf(r->mem, WORD "Step.%s", word)));
	for (int i = 0; i < r->n_form; i++) {
		struct view_node *row;
		enum step_outcome outcome;

		if (strcmp(r->form[i].name, "no") != 0)
			continue;
		outcome = desk_step(r, r->form[i].value, step);
		row = view_row(root, "Rows", n++);
		view_str(row, "No", r->form[i].value);
		view_flag(row, "Fine", outcome == STEP_OK || outcome == STEP_REPEATED);
		view_str(row, "Said", view_words(root, desk_step_words(outcome)));
		done += outcome == STEP_OK;
	}
	view_sentence(root, "Lead", WORD "BulkLead", text_points(r->mem, done), text_points(r->mem, n),
	              NULL);
	view_flag(root, "None", n == 0);
	return 200;
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_redemptions_routes[] = {
	{"/admin/redemptions", METHOD_GET, GUARD_STAFF, page_queue, "admin/redemptions", list_query,
     NULL, 0},
	{"/admin/redemptions", METHOD_POST, CLERK, page_bulk, "admin/redemptions_done", NULL, bulk_form,
     0},
	{"/admin/redemptions/:no", METHOD_GET, GUARD_STAFF, page_redemption, "admin/redemption",
     one_query, NULL, 0},
	{"/admin/redemptions/:no", METHOD_POST, CLERK, page_redemption_step, "admin/redemption", NULL,
     step_form, 0},
	{"/admin/redemptions/:no/company", METHOD_POST, GUARD_MANAGER | GUARD_CSRF,
     page_redemption_company, "admin/redemption", NULL, company_form, 0},
	{0},
};
