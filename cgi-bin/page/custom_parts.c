#include "page/custom_parts.h"

#include <string.h>

#include "base/mem.h"

#define WORD "Lang.Custom."

static const char *word(struct request *r, const char *list, const char *one)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, WORD "%s.%s", list, one));
}

void custom_fill(struct request *r, struct view_node *row, const struct custom_row *c)
{
	bool over = strcmp(c->waiting, "none") == 0, good = strcmp(c->waiting, "staff") != 0;

	view_str(row, "No", c->trip_no);
	view_str(row, "Destination", c->destination);
	view_str(row, "Period", c->period);
	view_points(row, "People", c->people);
	if (c->budget_fen > 0)
		view_money(row, "Budget", c->budget_fen);
	view_str(row, "State", word(r, "State", c->state));
	view_str(row, "Look", over ? "quiet" : good ? "good" : "wait");
	view_day(row, "Opened", day_of(c->opened_at));
	view_str(row, "Reason", c->reason);
}

enum db custom_fill_said(struct request *r, const struct custom_row *c, bool all)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct custom_step *steps;
	struct custom_order *orders;
	int n, n_orders;
	enum db got = custom_steps(db, r->mem, c->trip_no, all, &steps, &n);

	if (got == DB_OK)
		got = custom_orders(db, r->mem, c->trip_no, &orders, &n_orders);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Steps", i);

		view_flag(row, "Own", strcmp(steps[i].author, "member") == 0);
		view_str(row, "Word", word(r, "Step", steps[i].step));
		view_str(row, "Text", steps[i].text);
		view_instant(row, "At", steps[i].at);
		view_str(row, "Staff", steps[i].staff);
		view_flag(row, "Hidden", !steps[i].shown);
	}
	for (int i = 0; got == DB_OK && i < n_orders; i++) {
		struct view_node *row = view_row(root, "Orders", i);

		view_str(row, "No", orders[i].order_no);
		view_str(row, "Partner", orders[i].partner);
		view_day(row, "At", day_of(orders[i].at));
	}
	return got;
}
