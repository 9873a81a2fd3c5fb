#include "service/coupon.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "rule/code.h"

#define CODE_TRIES 4

/* Whether the comma-separated LIST has CATEGORY; "" is every category. */
static bool is_good_for(const char *list, const char *category)
{
	size_t len = strlen(category);

	if (!list[0] || !len)
		return true;
	for (const char *p = list; *p; p += strcspn(p, ",")) {
		p += strspn(p, ", ");
		if (strcspn(p, ", ") == len && strncmp(p, category, len) == 0)
			return true;
	}
	return false;
}

enum coupon_outcome coupon_judge(const struct coupon *coupon, const char *category,
                                 int64_t amount_fen, int32_t today, int64_t *fen)
{
	*fen = 0;
	switch (coupon_state_on(coupon, today)) {
	case COUPON_STATE_USED: return COUPON_USED;
	case COUPON_STATE_EXPIRED: return COUPON_EXPIRED;
	case COUPON_STATE_CANCELLED: return COUPON_CANCELLED;
	default: break;
	}
	if (coupon->kind == COUPON_KIND_VOUCHER)
		return COUPON_UNKNOWN;
	if (!is_good_for(coupon->categories, category))
		return COUPON_CATEGORY;
	if (amount_fen <= 0 || amount_fen < coupon->min_fen)
		return COUPON_MIN;
	if (coupon->kind == COUPON_KIND_PERCENT) {
		*fen = amount_fen * coupon->percent_bp / 10000;
		if (coupon->ceiling_fen > 0 && *fen > coupon->ceiling_fen)
			*fen = coupon->ceiling_fen;
	} else {
		*fen = coupon->fen;
	}
	if (*fen > amount_fen)
		*fen = amount_fen;
	return COUPON_OK;
}

static bool is_users(const struct coupon *c, const char *partner, const char *order_no)
{
	return strcmp(c->used_by, partner) == 0 && strcmp(c->used_order, order_no) == 0;
}

/* Takes the locked coupon C; with HAND a partner's own voucher too. */
static enum db take(struct database *db, const struct coupon *c, bool hand, const char *partner,
                    const char *order_no, const char *category, int64_t amount_fen, int64_t now,
                    enum coupon_outcome *outcome, int64_t *fen)
{
	if (c->state == COUPON_STATE_USED && is_users(c, partner, order_no)) {
		*outcome = COUPON_REPEATED;
		*fen = c->used_fen;
		return DB_OK;
	}
	*outcome = hand ? coupon_judge_hand(c, amount_fen, day_of(now), fen)
	                : coupon_judge(c, category, amount_fen, day_of(now), fen);
	if (*outcome != COUPON_OK)
		return DB_OK;
	enum db got = coupon_mark_used(db, c->member_id, c->code, now, partner, order_no, *fen);

	return got != DB_OK ? got
	                    : coupon_use_add(db, c->member_id, c->code, now, partner, order_no, false,
	                                     *fen);
}

enum coupon_outcome coupon_judge_hand(const struct coupon *c, int64_t amount_fen, int32_t today,
                                      int64_t *fen)
{
	int64_t amount = amount_fen;

	/* An amount that asks for nothing is worth the same on every bill. */
	if (c->kind == COUPON_KIND_AMOUNT && c->min_fen == 0 && amount == 0)
		amount = c->fen;
	enum coupon_outcome outcome = coupon_judge(c, "", amount, today, fen);
	if (outcome == COUPON_UNKNOWN && c->kind == COUPON_KIND_VOUCHER) {
		*fen = c->fen;
		return COUPON_OK;
	}
	return outcome;
}

enum db coupon_take(struct database *db, void *mem, uint64_t member_id, const char *code,
                    const char *partner, const char *order_no, const char *category,
                    int64_t amount_fen, int64_t now, enum coupon_outcome *outcome, int64_t *fen)
{
	struct coupon c;
	enum db got = coupon_lock(db, mem, member_id, code, &c);

	*fen = 0;
	*outcome = COUPON_UNKNOWN;
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	return take(db, &c, false, partner, order_no, category, amount_fen, now, outcome, fen);
}

enum db coupon_take_hand(struct database *db, void *mem, uint64_t member_id, const char *code,
                         const char *partner, const char *ref, int64_t amount_fen, int64_t now,
                         enum coupon_outcome *outcome, int64_t *fen)
{
	struct coupon c;
	enum db got = coupon_lock(db, mem, member_id, code, &c);

	*fen = 0;
	*outcome = COUPON_UNKNOWN;
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	return take(db, &c, true, partner, ref, "", amount_fen, now, outcome, fen);
}

enum db coupon_give_back(struct database *db, void *mem, uint64_t member_id, const char *code,
                         const char *partner, const char *order_no, int64_t now,
                         enum coupon_outcome *outcome, int64_t *fen)
{
	struct coupon c;
	enum db got = coupon_lock(db, mem, member_id, code, &c);

	*fen = 0;
	*outcome = COUPON_UNKNOWN;
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	if (!is_users(&c, partner, order_no)) {
		*outcome = c.state == COUPON_STATE_USED ? COUPON_USED : COUPON_UNKNOWN;
		return DB_OK;
	}
	*outcome = COUPON_REPEATED;
	if (c.state != COUPON_STATE_USED)
		return DB_OK;
	*outcome = COUPON_OK;
	*fen = c.used_fen;
	got = coupon_use_add(db, member_id, code, now, partner, order_no, true, *fen);
	return got != DB_OK ? got
	                    : coupon_mark(db, member_id, code,
	                                  c.expires_on < day_of(now) ? COUPON_STATE_EXPIRED
	                                                             : COUPON_STATE_ISSUED);
}

/* One use or release as a transaction of its own. */
struct coupon_work {
	uint64_t member_id;
	const char *partner, *code, *order_no;
	int64_t amount_fen, now, fen;
	bool release;
	void *mem;
	enum coupon_outcome outcome;
};

static enum db coupon_work(struct database *db, void *arg)
{
	struct coupon_work *w = arg;

	if (w->release)
		return coupon_give_back(db, w->mem, w->member_id, w->code, w->partner, w->order_no,
		                        w->now, &w->outcome, &w->fen);
	return coupon_take(db, w->mem, w->member_id, w->code, w->partner, w->order_no, "",
	                   w->amount_fen, w->now, &w->outcome, &w->fen);
}

static enum coupon_outcome failed(const struct service_env *env, enum db got)
{
	return got == DB_BUSY || db_is_down(env->db) ? COUPON_TRY_AGAIN : COUPON_FAILED;
}

static enum coupon_outcome run(const struct service_env *env, struct coupon_work *w)
{
	enum db got = coupon_owner(env->db, w->code, &w->member_id);

	if (got == DB_NONE)
		return COUPON_UNKNOWN;
	if (got == DB_OK)
		got = db_transact(env->db, coupon_work, w);
	return got == DB_OK ? w->outcome : failed(env, got);
}

enum coupon_outcome coupon_use(const struct service_env *env, const char *partner,
                               const char *code, const char *order_no, int64_t amount_fen,
                               int64_t *fen)
{
	struct coupon_work w = {.partner = partner, .code = code, .order_no = order_no,
	                        .amount_fen = amount_fen, .now = env->now, .mem = env->mem};
	enum coupon_outcome outcome = run(env, &w);

	*fen = w.fen;
	return outcome;
}

enum coupon_outcome coupon_release(const struct service_env *env, const char *partner,
                                   const char *code, const char *order_no)
{
	struct coupon_work w = {.partner = partner, .code = code, .order_no = order_no,
	                        .now = env->now, .mem = env->mem, .release = true};

	return run(env, &w);
}

/* A fresh code: bytes that would favour some characters are drawn again. */
static void draw_code(char out[CODE_TEXT])
{
	uint8_t bytes[CODE_RANDOM];

	for (int i = 0; i < CODE_RANDOM; i++)
		do
			secret_random(&bytes[i], 1);
		while (bytes[i] >= 248);
	code_make(bytes, CODE_RANDOM, out);
}

enum db coupon_issue(struct database *db, void *mem, struct coupon *coupon)
{
	enum db got = DB_DUP;

	coupon->state = COUPON_STATE_ISSUED;
	coupon->used_at = INSTANT_NONE;
	if (coupon->code) {
		/* Two suppliers may have thought of one code: each is good at its own. */
		got = coupon_claim(db, coupon->code, coupon->member_id);
		if (got == DB_DUP && coupon->kind == COUPON_KIND_VOUCHER)
			got = DB_OK;
	}
	for (int i = 0; !coupon->code && got == DB_DUP && i < CODE_TRIES; i++) {
		char code[CODE_TEXT];

		draw_code(code);
		got = coupon_claim(db, code, coupon->member_id);
		if (got == DB_OK)
			coupon->code = talloc_strdup(mem, code);
	}
	return got == DB_OK ? coupon_add(db, coupon) : got;
}
