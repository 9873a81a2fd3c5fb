/* What happens to an order after it was sent: completed, moved, refunded. */
#include "page/api_refund.h"

#include "page/api_pay.h"

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

static int
say_refund(struct request *r, enum order_outcome outcome, const struct order_answer *a,
           const char *order_no, const struct order_refund *refund)
{
	struct json_out w;

	if (outcome == ORDER_PARKED)
		return say_parked(r, order_no);
	if (outcome == ORDER_BACK_POINTS)
		return api_refuse(r, "points", "This is more than what points still pay for this order.");
	if (outcome == ORDER_BACK_COUPON)
		return api_refuse(r, "coupon", "No such coupon pays for this order (any more).");
	if (outcome != ORDER_DONE && outcome != ORDER_REPEATED)
		return api_order_failed(r, outcome,
		                        outcome == ORDER_FUTURE ? "refunded_at" : "amount_fen");
	api_begin(r, &w);
	json_add_text(&w, "order_no", order_no);
	json_add_text(&w, "refund_no", refund->refund_no);
	json_add_int(&w, "points_taken", a->points_taken);
	json_add_int(&w, "debt", a->debt);
	api_add_back(r, &w, a->back_points, a->back_coupons);
	if (outcome == ORDER_REPEATED)
		json_add_bool(&w, "replayed", true);
	json_end(&w);
	return outcome == ORDER_DONE ? 201 : 200;
}

/* What it gives back besides money: a number of points, a coupon's code. */
static bool
read_named(struct request *r, const struct json *body, struct order_refund *f)
{
	enum json_got points = json_int(body, "points", &f->points);
	enum json_got coupon = json_text(body, "coupon", 64, &f->coupon);

	if (points == JSON_ABSENT)
		f->points = 0;
	if (points == JSON_WRONG || f->points < 0) {
		api_refuse(r, "points", "Give a whole number of points that paid for this order.");
		return false;
	}
	if (coupon == JSON_ABSENT)
		f->coupon = "";
	else if (coupon == JSON_OK)
		f->coupon = api_coupon_code(r, f->coupon);
	if (coupon != JSON_WRONG && f->coupon != NULL)
		return true;
	api_refuse(r, "coupon", "Give the code of a coupon that paid for this order.");
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
	struct order_refund f;
	int status;
	const struct json *body = body_of(r, fields, &order_no, &status);

	if (body == NULL)
		return status;
	if (!api_number(r, body, "refund_no", &f.refund_no)
	    || !api_fen(r, body, "amount_fen", &f.amount_fen)
	    || !api_instant(r, body, "refunded_at", &f.refunded_at) || !read_named(r, body, &f))
		return 422;
	return say_refund(r, order_refund_naming(portal->db, portal->plans, r->mem,
	                                         api_caller(r)->partner, order_no, &f, &answer),
	                  &answer, order_no, &f);
}

#define SIGNED (GUARD_KEY | GUARD_JSON)

const struct route api_refund_routes[] = {
	{ API_ROOT "/orders/:no/complete", METHOD_POST, SIGNED, page_complete, NULL, NULL, NULL, 0 },
	{ API_ROOT "/orders/:no/move", METHOD_POST, SIGNED, page_move, NULL, NULL, NULL, 0 },
	{ API_ROOT "/orders/:no/refunds", METHOD_POST, SIGNED, page_refund, NULL, NULL, NULL, 0 },
	{ 0 }
};
