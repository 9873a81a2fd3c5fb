/* What happens to an order after it was sent: completed, moved, refunded. */
#include "page/api_refund.h"

#include "page/api.h"

/* The body, which may hold FIELDS, and in *ORDER_NO the order named in the path.
 * NULL: the error is written and *STATUS set. */
static const struct json *
body_of(struct request *r, const char *const *fields, const char **order_no, int *status)
{
	*order_no = r->param[0];
	if (api_is_number(*order_no))
		return api_body(r, fields, status);
	*status = api_error(r, 404, "not_found",
	                    "An order number has 1 to 64 characters of A-Z a-z 0-9 . _ -", NULL);
	return NULL;
}

static int
say_parked(struct request *r, const char *order_no)
{
	struct json_out w;

	api_begin(r, &w);
	json_add_text(&w, "order_no", order_no);
	json_add_bool(&w, "parked", true);
	json_end(&w);
	return 202;
}

/* What complete and move answer: the order's points as they are now. */
static int
say_order(struct request *r, enum order_outcome outcome, const struct order_answer *a,
          const char *order_no, const char *field)
{
	struct json_out w;

	if (outcome == ORDER_PARKED)
		return say_parked(r, order_no);
	if (outcome != ORDER_DONE && outcome != ORDER_REPEATED)
		return api_order_failed(r, outcome, field);
	api_begin(r, &w);
	json_add_text(&w, "order_no", order_no);
	json_add_text(&w, "order_state", order_state_word(&a->order));
	json_add_int(&w, "points", a->points);
	json_add_text(&w, "state", api_points_state(portal_of(r), &a->order));
	json_add_int(&w, "held", a->held);
	if (outcome == ORDER_REPEATED)
		json_add_bool(&w, "replayed", true);
	json_end(&w);
	return 200;
}

static int
page_complete(struct request *r)
{
	static const char *const fields[] = { "completed_at", NULL };
	const char *order_no;
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	int64_t at;
	int status;
	const struct json *body = body_of(r, fields, &order_no, &status);

	if (body == NULL)
		return status;
	if (!api_instant(r, body, "completed_at", &at))
		return 422;
	return say_order(r, order_complete(portal->db, portal->plans, r->mem, api_caller(r)->partner,
	                                   order_no, at, &answer),
	                 &answer, order_no, "completed_at");
}

static int
page_move(struct request *r)
{
	static const char *const fields[] = { "travel_end", NULL };
	const char *order_no;
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	int32_t day;
	int status;
	const struct json *body = body_of(r, fields, &order_no, &status);

	if (body == NULL)
		return status;
	if (!api_day(r, body, "travel_end", &day))
		return 422;
	return say_order(r, order_move(portal->db, portal->plans, r->mem, api_caller(r)->partner,
	                               order_no, day, &answer),
	                 &answer, order_no, "travel_end");
}

struct refund {
	const char *refund_no;
	int64_t amount_fen, refunded_at;
};

static int
say_refund(struct request *r, enum order_outcome outcome, const struct order_answer *a,
           const char *order_no, const struct refund *refund)
{
	struct json_out w;

	if (outcome == ORDER_PARKED)
		return say_parked(r, order_no);
	if (outcome != ORDER_DONE && outcome != ORDER_REPEATED)
		return api_order_failed(r, outcome,
		                        outcome == ORDER_FUTURE ? "refunded_at" : "amount_fen");
	api_begin(r, &w);
	json_add_text(&w, "order_no", order_no);
	json_add_text(&w, "refund_no", refund->refund_no);
	json_add_int(&w, "points_taken", a->points_taken);
	json_add_int(&w, "debt", a->debt);
	if (outcome == ORDER_REPEATED)
		json_add_bool(&w, "replayed", true);
	json_end(&w);
	return outcome == ORDER_DONE ? 201 : 200;
}

/* A refund that names points or coupons gives those back too: not on offer
 * while none can be used to pay. */
static bool
names_more_than_money(struct request *r, const struct json *body)
{
	static const char *const fields[] = { "points", "coupon", NULL };
	const char *text;

	for (int i = 0; fields[i] != NULL; i++) {
		if (json_text(body, fields[i], 64, &text) == JSON_ABSENT)
			continue;
		api_error(r, 422, "not_offered",
		          "Orders here are paid in money only. Send the refund without this field.",
		          fields[i]);
		return true;
	}
	return false;
}

static int
page_refund(struct request *r)
{
	static const char *const fields[] = { "refund_no", "amount_fen", "refunded_at", "points",
		                                  "coupon", NULL };
	const char *order_no;
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	struct refund f;
	int status;
	const struct json *body = body_of(r, fields, &order_no, &status);

	if (body == NULL)
		return status;
	if (!api_number(r, body, "refund_no", &f.refund_no)
	    || !api_fen(r, body, "amount_fen", &f.amount_fen)
	    || !api_instant(r, body, "refunded_at", &f.refunded_at) || names_more_than_money(r, body))
		return 422;
	return say_refund(r, order_refund(portal->db, portal->plans, r->mem, api_caller(r)->partner,
	                                  order_no, f.refund_no, f.amount_fen, f.refunded_at,
	                                  &answer),
	                  &answer, order_no, &f);
}

#define SIGNED (GUARD_KEY | GUARD_JSON)

const struct route api_refund_routes[] = {
	{ API_ROOT "/orders/:no/complete", METHOD_POST, SIGNED, page_complete, NULL, NULL, NULL, 0 },
	{ API_ROOT "/orders/:no/move", METHOD_POST, SIGNED, page_move, NULL, NULL, NULL, 0 },
	{ API_ROOT "/orders/:no/refunds", METHOD_POST, SIGNED, page_refund, NULL, NULL, NULL, 0 },
	{ 0 }
};
