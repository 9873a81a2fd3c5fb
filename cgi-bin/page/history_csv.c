#include "page/history_csv.h"

#include "base/mem.h"
#include "page/history.h"
#include "page/movement.h"
#include "web/csv_out.h"

static const char *const headers[] = {
	"Lang.History.Csv.Seq", "Lang.History.Csv.Time", "Lang.History.Csv.Kind",
	"Lang.History.Csv.What", "Lang.History.Csv.Order", "Lang.History.Csv.Points",
	"Lang.History.Csv.Available", "Lang.History.Csv.Pending", "Lang.History.Csv.Debt",
	"Lang.History.Csv.Balance"};

#define N_HEADERS (int)(sizeof headers / sizeof headers[0])

/* What stands behind the entry: an order's number or a redemption's. */
static const char *number(void *mem, const struct statement_entry *e)
{
	const char *no = NULL;

	if (movement_of_order(e))
		no = movement_order(mem, e->source_id);
	else if (e->source_kind == SOURCE_SPEND)
		no = movement_redemption(mem, e->source_id);
	return no ? no : "";
}

static void write_row(struct request *r, void *mem, const struct statement_entry *e)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = movement_plan(portal_of(r)->plans, e->rule_version);
	char when[INSTANT_TEXT];

	csv_int(r, e->seq);
	csv_text(r, instant_local(when, e->effective_at));
	csv_text(r, view_words(root, movement_kind_key(e->kind)));
	csv_text(r, movement_what(mem, root, plan, e));
	csv_text(r, number(mem, e));
	csv_int(r, e->points);
	csv_int(r, e->available_after);
	csv_int(r, e->pending_after);
	csv_int(r, e->debt_after);
	csv_int(r, e->available_after - e->debt_after);
	csv_row(r);
}

static int page_history_csv(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	struct statement_history read;
	struct history_query q;
	int64_t before = v->last_seq + 1;
	int n_headers = r->n_headers;

	if (!history_query_read(r, &q) || page_has_errors(r))
		return 400;
	csv_begin(r, "history.csv");
	for (int i = 0; i < N_HEADERS; i++)
		csv_text(r, view_words(page_root(r), headers[i]));
	csv_row(r);
	while (before > 0) {
		void *mem = talloc_new(r->mem);

		if (statement_batch(portal_of(r)->db, mem, v->member_id, &q.filter, before, &read) !=
		    DB_OK) {
			/* half a table would look like a whole one */
			r->out.len = 0;
			r->n_headers = n_headers;
			r->content_type = NULL;
			return 503;
		}
		for (int i = 0; i < read.n; i++)
			write_row(r, mem, &read.rows[i]);
		before = read.older;
		talloc_free(mem);
	}
	return 200;
}

const struct route history_csv_routes[] = {
	{.path = "/history.csv", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_history_csv, .query = history_fields},
	{0},
};
