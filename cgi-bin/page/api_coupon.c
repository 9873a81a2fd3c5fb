/* POST /coupons/CODE/use and …/release: a coupon at the booking desk, outside
 * an order or before it is sent. */
#include "page/api_coupon.h"

#include "page/api_pay.h"

/* Body, path's code and order number of either call. False: *STATUS is set and
 * the error written. */
static bool
read_call(struct request *r, const struct json **body, const char **code, const char **order_no,
          const char *const *fields, int *status)
{
	*status = api_guess_check(r);
	if (*status != 0)
		return false;
	*body = api_body(r, fields, status);
	if (*body == NULL)
		return false;
	*status = 422;
	if (!api_number(r, *body, "order_no", order_no))
		return false;
	*code = api_coupon_code(r, r->param[0]);
	if (*code != NULL)
		return true;
	api_guess_wrong(r);
	*status = api_coupon_failed(r, COUPON_UNKNOWN, 404, NULL);
	return false;
}

static struct service_env
env_of(struct request *r)
{
	struct portal *portal = portal_of(r);

	return (struct service_env){ .db = portal->db, .config = portal->config, .mem = r->mem,
		                         .now = clock_now(), .client = r->client };
}

/* A coupon that is used, over or cancelled is in conflict with the call; the
 * amount is the caller's. */
static int
say_failed(struct request *r, enum coupon_outcome outcome)
{
	switch (outcome) {
	case COUPON_UNKNOWN:
	case COUPON_OTHERS:
		api_guess_wrong(r);
		return api_coupon_failed(r, COUPON_UNKNOWN, 404, NULL);
	case COUPON_MIN:
	case COUPON_CATEGORY:
		return api_coupon_failed(r, outcome, 422, "amount_fen");
	default:
		return api_coupon_failed(r, outcome, 409, NULL);
	}
}

static void
begin_answer(struct request *r, struct json_out *w, const char *code, const char *order_no,
             const char *state)
{
	api_begin(r, w);
	json_add_text(w, "code", code);
	json_add_text(w, "order_no", order_no);
	json_add_text(w, "state", state);
}

static int
page_use(struct request *r)
{
	static const char *const fields[] = { "order_no", "amount_fen", NULL };
	struct service_env env = env_of(r);
	const char *code, *order_no;
	const struct json *body;
	enum coupon_outcome outcome;
	struct json_out w;
	int64_t amount_fen, fen = 0;
	int status;

	if (!read_call(r, &body, &code, &order_no, fields, &status))
		return status;
	if (!api_fen(r, body, "amount_fen", &amount_fen))
		return 422;
	outcome = coupon_use(&env, api_caller(r)->partner, code, order_no, amount_fen, &fen);
	if (outcome != COUPON_OK && outcome != COUPON_REPEATED)
		return say_failed(r, outcome);
	begin_answer(r, &w, code, order_no, "used");
	json_add_int(&w, "discount_fen", fen);
	json_add_int(&w, "to_pay_fen", amount_fen > fen ? amount_fen - fen : 0);
	if (outcome == COUPON_REPEATED)
		json_add_bool(&w, "replayed", true);
	json_end(&w);
	return 200;
}

static int
page_release(struct request *r)
{
	static const char *const fields[] = { "order_no", "amount_fen", NULL };
	struct service_env env = env_of(r);
	const char *code, *order_no;
	const struct json *body;
	enum coupon_outcome outcome;
	struct json_out w;
	int status;

	if (!read_call(r, &body, &code, &order_no, fields, &status))
		return status;
	outcome = order_release_coupon(&env, api_caller(r)->partner, code, order_no);
	if (outcome == COUPON_USED)
		return api_error(r, 409, "coupon_used",
		                 "It was used for another order, or this order was paid with it: send a "
		                 "refund that names it.", NULL);
	if (outcome != COUPON_OK && outcome != COUPON_REPEATED)
		return say_failed(r, outcome);
	begin_answer(r, &w, code, order_no, "released");
	if (outcome == COUPON_REPEATED)
		json_add_bool(&w, "replayed", true);
	json_end(&w);
	return 200;
}

#define SIGNED (GUARD_KEY | GUARD_JSON)

const struct route api_coupon_routes[] = {
	{ API_ROOT "/coupons/:code/use", METHOD_POST, SIGNED, page_use, NULL, NULL, NULL, 0 },
	{ API_ROOT "/coupons/:code/release", METHOD_POST, SIGNED, page_release, NULL, NULL, NULL, 0 },
	{ 0 }
};
