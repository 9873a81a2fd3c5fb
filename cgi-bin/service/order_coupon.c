/* A coupon used at the desk is given back: unless an order was paid with it. */
#include <string.h>

#include "base/mem.h"
#include "service/order.h"
#include "store/coupon.h"
#include "store/payment.h"

struct release {
	const struct service_env *env;
	const char *partner, *code, *order_no;
	uint64_t member_id;
	enum coupon_outcome outcome;
};

static enum db release_work(struct database *db, void *arg)
{
	struct release *w = arg;
	struct payment *parts;
	int64_t fen;
	int n;
	enum db result = payment_lock(db, w->env->mem, w->partner, w->order_no, &parts, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		const char *code = payment_coupon(&parts[i]);

		if (code != NULL && strcmp(code, w->code) == 0
		    && parts[i].returned_at == INSTANT_NONE) {
			w->outcome = COUPON_USED;
			return DB_NONE;
		}
	}
	if (result == DB_OK)
		result = coupon_give_back(db, w->env->mem, w->member_id, w->code, w->partner,
		                          w->order_no, w->env->now, &w->outcome, &fen);
	return result;
}

enum coupon_outcome order_release_coupon(const struct service_env *env, const char *partner,
                                         const char *code, const char *order_no)
{
	struct release w = { .env = env, .partner = partner, .code = code, .order_no = order_no,
		             .outcome = COUPON_FAILED };
	enum db result = coupon_owner(env->db, code, &w.member_id);

	if (result == DB_NONE)
		return COUPON_UNKNOWN;
	if (result == DB_OK)
		result = db_transact(env->db, release_work, &w);
	if (result == DB_OK || result == DB_NONE)
		return w.outcome;
	return result == DB_BUSY || db_is_down(env->db) ? COUPON_TRY_AGAIN : COUPON_FAILED;
}
