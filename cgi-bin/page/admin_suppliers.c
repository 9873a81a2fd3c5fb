#include "page/admin_suppliers.h"

#include <string.h>

#include "base/mem.h"
#include "store/rollup_reasons.h"

#define WORD "Lang.AdminSuppliers."
#define YEAR 365

static const struct field one_query[] = {{"name", SUPPLIER_NAME, false}, {"done", 32, false}, {0}};
static const struct field contact_form[] = {
	{"name", SUPPLIER_NAME, false}, {"version", 20, false}, {"contact", 400, false},
	{"phone", 200, false},          {"email", 400, false},  {"terms", 2000, false}, {0}};
static const struct field judge_form[] = {
	{"name", SUPPLIER_NAME, false}, {"n", 20, false}, {"score", 8, false},
	{"words", 2000, false},         {"next_on", 40, false}, {0}};

enum db supplier_year(struct request *r, struct database *db, struct supplier_year *out)
{
	int32_t today = day_of(page_now(r));

	return roll_read(db, r->mem, ROLL_ITEMS, ROLL_BY_KEY, today - YEAR + 1, today, today,
	                 &out->rows, &out->n);
}

/* How it delivered: in time of all, and what members gave it. */
static void fill_year(struct request *r, struct view_node *row, const char *name,
                      const struct supplier_year *year)
{
	int64_t sent = 0, on_time = 0, score = 0, rated = 0;

	for (int i = 0; i < year->n; i++) {
		const struct roll_row *one = &year->rows[i];

		if (strcmp(one->key[2], name) != 0)
			continue;
		sent += one->v[RI_SENT];
		on_time += one->v[RI_ON_TIME];
		score += one->v[RI_SCORE];
		rated += one->v[RI_RATED];
	}
	if (sent > 0)
		view_sentence(row, "Kept", WORD "KeptOf", text_points(r->mem, on_time),
		              text_points(r->mem, sent), NULL);
	if (rated > 0)
		view_sentence(row, "Rating", WORD "RatingOf",
		              text_decimal(r->mem, (score * 100 + rated / 2) / rated),
		              text_points(r->mem, rated), NULL);
}

void supplier_fill(struct request *r, struct view_node *row, const struct supplier *s,
                   const struct supplier_year *year)
{
	view_str(row, "Name", s->name);
	view_points(row, "Items", s->items);
	view_points(row, "Waiting", s->waiting);
	view_points(row, "Late", s->late);
	view_flag(row, "IsLate", s->late > 0);
	view_flag(row, "Due", s->due);
	if (s->score > 0) {
		view_sentence(row, "Score", WORD "ScoreOf", text_points(r->mem, s->score), NULL);
		view_instant(row, "Reviewed", s->reviewed_at);
	}
	if (s->review_on != DAY_NONE)
		view_day(row, "Next", s->review_on);
	fill_year(r, row, s->name, year);
}

struct seen {
	struct request *r;
	struct supplier *list;
	struct supplier_year year;
	int n;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	enum db got = supplier_list(db, s->r->mem, day_of(page_now(s->r)), &s->list, &s->n);

	return got == DB_OK ? supplier_year(s->r, db, &s->year) : got;
}

static int page_suppliers(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct seen s = {.r = r};
	int64_t due = 0;

	if (db_snapshot(portal_of(r)->db, look, &s) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < s.n; i++) {
		supplier_fill(r, view_row(root, "Suppliers", i), &s.list[i], &s.year);
		due += s.list[i].due;
	}
	if (due > 0)
		view_sentence(root, "DueNow", WORD "DueNow", text_points(r->mem, due), NULL);
	return 200;
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_suppliers_routes[] = {
	{"/admin/suppliers", METHOD_GET, GUARD_STAFF, page_suppliers, "admin/suppliers", desk_done,
	 NULL, 0},
	{"/admin/suppliers/one", METHOD_GET, GUARD_STAFF, page_supplier, "admin/supplier", one_query,
	 NULL, 0},
	{"/admin/suppliers/one", METHOD_POST, CLERK, page_supplier_save, "admin/supplier", NULL,
	 contact_form, 0},
	{"/admin/suppliers/judge", METHOD_POST, CLERK, page_supplier_judge, "admin/supplier", NULL,
	 judge_form, 0},
	{0},
};
