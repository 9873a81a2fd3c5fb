/* GET /orders/NO, and the list for reconciliation. */
#include "page/api_order.h"

#include <string.h>

#include "base/mem.h"
#include "page/api_pay.h"
#include "store/partner.h"
#include "store/person.h"

#define LIST_ROWS 200

static void
add_instant(struct json_out *w, const char *name, int64_t instant)
{
	char text[INSTANT_TEXT];

	json_add_text(w, name, instant != INSTANT_NONE ? instant_local(text, instant) : NULL);
}

static void
add_refunds(struct request *r, struct json_out *w, const struct order_answer *a)
{
	json_open_array(w, "refunds");
	for (int i = 0; i < a->n_refunds; i++) {
		json_open_object(w, NULL);
		json_add_text(w, "refund_no", a->refunds[i].refund_no);
		json_add_int(w, "amount_fen", a->refunds[i].amount_fen);
		add_instant(w, "refunded_at", a->refunds[i].refunded_at);
		json_add_int(w, "points_taken", a->refunds[i].points_taken);
		if (!a->refunds[i].parked)
			api_add_back(r, w, a->refunds[i].points, a->refunds[i].coupons);
		json_add_bool(w, "parked", a->refunds[i].parked);
		json_close_object(w);
	}
	json_close_array(w);
}

static void
add_order(struct request *r, struct json_out *w, const struct order_answer *a, const char *member_no)
{
	const struct ledger_order *o = &a->order;
	char day[INSTANT_TEXT];

	json_add_text(w, "order_no", o->order_no);
	json_add_text(w, "state", order_state_word(o));
	json_add_text(w, "member_no", member_no);
	json_add_text(w, "category", o->category);
	json_add_int(w, "paid_fen", o->paid_fen);
	json_add_int(w, "refunded_fen", o->refunded_fen);
	add_instant(w, "paid_at", o->paid_at);
	add_instant(w, "completed_at", o->completed_at);
	json_add_text(w, "travel_end", o->travel_end != DAY_NONE ? day_iso(day, o->travel_end) : NULL);
	json_add_int(w, "points", a->points);
	json_add_int(w, "held", a->held);
	json_add_int(w, "points_taken", o->taken);
	api_add_lines(w, &a->pricing);
	api_add_payments(w, a);
	add_refunds(r, w, a);
}

static int
page_order(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	struct json_out w;
	char *member_no = NULL, *kind = NULL;
	enum order_outcome outcome = ORDER_UNKNOWN;

	if (api_is_number(r->param[0]))
		outcome = order_find(portal->db, portal->plans, r->mem, api_caller(r)->partner,
		                     r->param[0], &answer);
	if (outcome != ORDER_DONE)
		return api_order_failed(r, outcome, NULL);
	if (member_get(portal->db, r->mem, answer.member_id, &member_no, &kind) != DB_OK)
		return api_db_failed(r);
	api_begin(r, &w);
	add_order(r, &w, &answer, member_no);
	json_end(&w);
	return 200;
}

/* since= as RFC 3339; a '+' that the sender forgot to escape came as a blank. */
static bool
read_since(struct request *r, int64_t *since)
{
	const char *sent = request_query(r, "since");
	char *text = talloc_strdup(r->mem, sent != NULL ? sent : "");
	char *blank = text != NULL ? strrchr(text, ' ') : NULL;

	if (blank != NULL && strlen(blank) <= strlen(" 08:00") && blank > text + 10)
		*blank = '+';
	return text != NULL && instant_parse(text, since);
}

static void
add_row(struct json_out *w, const struct partner_order *row)
{
	struct ledger_order order = { .paid_fen = row->paid_fen, .refunded_fen = row->refunded_fen,
		                          .completed_at = row->completed_at,
		                          .cancelled = row->cancelled };

	json_open_object(w, NULL);
	json_add_text(w, "order_no", row->order_no);
	json_add_text(w, "state", order_state_word(&order));
	json_add_int(w, "paid_fen", row->paid_fen);
	json_add_int(w, "refunded_fen", row->refunded_fen);
	json_add_int(w, "points", row->points);
	json_add_int(w, "held", row->held);
	json_add_int(w, "points_taken", row->taken);
	add_instant(w, "paid_at", row->paid_at);
	add_instant(w, "completed_at", row->completed_at);
	json_close_object(w);
}

static int
page_list(struct request *r)
{
	const char *after = request_query(r, "after");
	struct partner_order *rows;
	struct json_out w;
	int64_t since;
	int n;

	if (!read_since(r, &since))
		return api_refuse(r, "since",
		                  "Give an instant as RFC 3339, with its zone: 2026-10-03T12:00:00+08:00.");
	if (after != NULL && !api_is_number(after))
		return api_refuse(r, "after", "Give the order number that \"next\" named.");
	if (partner_orders(portal_of(r)->db, r->mem, api_caller(r)->partner, since, after, LIST_ROWS,
	                   &rows, &n) != DB_OK)
		return api_db_failed(r);
	api_begin(r, &w);
	json_open_array(&w, "orders");
	for (int i = 0; i < n; i++)
		add_row(&w, &rows[i]);
	json_close_array(&w);
	if (n == LIST_ROWS) {
		json_open_object(&w, "next");
		add_instant(&w, "since", rows[n - 1].paid_at);
		json_add_text(&w, "after", rows[n - 1].order_no);
		json_close_object(&w);
	} else {
		json_add_text(&w, "next", NULL);
	}
	json_end(&w);
	return 200;
}

static const struct field list_query[] = { { "since", 40, false }, { "after", 64, false }, { 0 } };

const struct route api_order_read_routes[] = {
	{ API_ROOT "/orders", METHOD_GET, GUARD_KEY, page_list, NULL, list_query, NULL, 0 },
	{ API_ROOT "/orders/:no", METHOD_GET, GUARD_KEY, page_order, NULL, NULL, NULL, 0 },
	{ 0 }
};
