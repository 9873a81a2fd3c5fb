#include "service/referral.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/network.h"
#include "store/account.h"

enum db referral_begin(struct database *db, const struct config *config, uint64_t friend_id,
                       const char *invited_by, int32_t joined_on, const char *client, int64_t now)
{
	uint8_t network[REFERRAL_HASH];
	bool known = network_hash(config, client, network);
	uint64_t referrer_id = 0;
	int64_t began;
	enum db got;

	if (joined_on < day_of(now)) {
		got = referral_began(db, &began);
		if (got != DB_OK || joined_on < day_of(began))
			return got == DB_NONE ? DB_OK : got;
	}
	got = referral_member(db, invited_by, &referrer_id);
	if (got == DB_NONE || referrer_id == friend_id)
		return DB_OK;
	if (got == DB_OK)
		got = referral_add(db, friend_id, referrer_id, joined_on, now, known ? network : NULL);
	return got == DB_OK ? account_referred(db, friend_id) : got;
}

enum db referral_joined(struct database *db, uint64_t friend_id, int64_t now)
{
	void *mem = talloc_new(NULL);
	struct referral r;
	enum db got = referral_lock(db, mem, friend_id, &r);

	if (got == DB_OK && r.confirmed_at == INSTANT_NONE) {
		got = referral_confirmed(db, friend_id, now);
		if (got == DB_OK)
			got = effect_post(db, r.referrer_id, friend_id, "join", now);
		if (got == DB_OK)
			got = effect_post(db, friend_id, friend_id, "join", now);
	}
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

/* PART for both, posted with the order. */
static enum db post(struct database *db, const struct referral *r, const char *part, int64_t now)
{
	enum db got = effect_post(db, r->referrer_id, r->friend_id, part, now);

	return got == DB_OK ? effect_post(db, r->friend_id, r->friend_id, part, now) : got;
}

static bool is_its_order(const struct referral *r, const struct ledger_order *order)
{
	return r->completed_at != INSTANT_NONE && strcmp(r->partner, order->partner) == 0 &&
	       strcmp(r->order_no, order->order_no) == 0;
}

static enum db look(struct database *db, const struct referral *r,
                    const struct ledger_order *order, int64_t now)
{
	bool trip = order->completed_at != INSTANT_NONE && order->paid_fen > 0 && !order->cancelled;
	enum db got = DB_OK;

	if (r->ordered_at == INSTANT_NONE && order->paid_fen > 0 && !order->cancelled)
		got = referral_ordered(db, r->friend_id, now);
	if (got == DB_OK && trip && r->completed_at == INSTANT_NONE) {
		got = referral_completed(db, r->friend_id, order->partner, order->order_no, now);
		if (got == DB_OK)
			got = post(db, r, "order", now);
	}
	if (got == DB_OK && is_its_order(r, order) && order->cancelled &&
	    r->reversed_at == INSTANT_NONE) {
		got = referral_reversed(db, r->friend_id, now);
		if (got == DB_OK)
			got = post(db, r, "reverse", now);
	}
	return got;
}

enum db referral_order(struct database *db, uint64_t member_id, int64_t referred,
                       const struct ledger_order *order, int64_t now)
{
	struct referral r;
	void *mem;
	enum db got;

	if (!referred)
		return DB_OK;
	mem = talloc_new(NULL);
	got = referral_lock(db, mem, member_id, &r);
	if (got == DB_OK)
		got = look(db, &r, order, now);
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}
