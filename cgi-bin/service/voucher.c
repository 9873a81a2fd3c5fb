#include "service/voucher.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "rule/code.h"
#include "service/guess.h"
#include "service/limit.h"
#include "service/staff.h"
#include "store/voucher.h"

#define GUESS_FREE 10 /* wrong codes before the first wait */
#define GUESS_STEP_S 1
#define REF_LEN 11

enum db voucher_counter_of(const struct service_env *env, uint64_t staff_id, bool merchant,
                           struct voucher_counter *out)
{
	char *name, *state;
	struct staff s;
	enum db got;

	*out = (struct voucher_counter){
		.staff_id = staff_id, .partner = VOUCHER_DESK, .supplier = "", .open = !merchant};
	if (!merchant)
		return DB_OK;
	got = staff_read(env->db, env->mem, staff_id, &s);
	if (got != DB_OK)
		return got;
	out->partner = s.partner;
	got = voucher_partner(env->db, env->mem, s.partner, &name, &state);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	out->supplier = name;
	out->open = strcmp(state, "active") == 0;
	return DB_OK;
}

static void limit_of(struct limit *limit, const struct voucher_counter *counter)
{
	char what[32];

	snprintf(what, sizeof what, "%" PRIu64, counter->staff_id);
	limit_make(limit, 'v', NULL, what, GUESS_FREE, GUESS_STEP_S);
}

enum db voucher_wait(const struct service_env *env, const struct voucher_counter *counter,
                     int64_t *wait_s)
{
	struct limit limit;

	limit_of(&limit, counter);
	return limit_wait(env, &limit, wait_s);
}

enum db voucher_wrong(const struct service_env *env, const struct voucher_counter *counter)
{
	struct limit limit;

	log_event(LOG_WARN, "counter_code_wrong", "staff=%" PRIu64, counter->staff_id);
	limit_of(&limit, counter);
	return guess_note(env, GUESS_CODE, 0, "") == DB_OK ? limit_count(env, &limit) : DB_FAIL;
}

static enum coupon_outcome failed(const struct service_env *env, enum db got)
{
	return got == DB_BUSY || db_is_down(env->db) ? COUPON_TRY_AGAIN : COUPON_FAILED;
}

/* A voucher of the counter's own. */
static enum db find_theirs(const struct service_env *env, const struct voucher_counter *counter,
                           const char *typed, struct coupon *out)
{
	uint64_t member_id = 0;
	char *item = NULL;
	enum db got = DB_NONE;

	if (counter->supplier[0])
		got = voucher_owner(env->db, env->mem, counter->supplier, typed, &member_id, &item);
	if (got == DB_OK)
		got = coupon_read(env->db, env->mem, member_id, typed, out);
	if (got == DB_OK && (out->kind != COUPON_KIND_VOUCHER || strcmp(out->item, item) != 0))
		return DB_NONE;
	return got;
}

/* One of ours. */
static enum db find_ours(const struct service_env *env, const char *typed, struct coupon *out)
{
	char code[CODE_TEXT];
	uint64_t member_id;
	enum db got;

	if (!code_clean(typed, code) || code[0] == '\0')
		return DB_NONE;
	got = coupon_owner(env->db, code, &member_id);
	if (got == DB_OK)
		got = coupon_read(env->db, env->mem, member_id, talloc_strdup(env->mem, code), out);
	return got == DB_OK && out->kind == COUPON_KIND_VOUCHER ? DB_NONE : got;
}

enum coupon_outcome voucher_find(const struct service_env *env,
                                 const struct voucher_counter *counter, const char *typed,
                                 struct coupon *out)
{
	enum db got = counter->open ? find_theirs(env, counter, typed, out) : DB_NONE;

	if (got == DB_NONE && counter->open)
		got = find_ours(env, typed, out);
	if (got == DB_NONE)
		return voucher_wrong(env, counter) == DB_OK ? COUPON_UNKNOWN : COUPON_FAILED;
	if (got == DB_OK)
		got = staff_log(env->db, counter->staff_id, "coupon_view", out->member_id,
		                out->redemption_no, counter->partner);
	return got == DB_OK ? COUPON_OK : failed(env, got);
}

struct use_work {
	const struct service_env *env;
	const struct voucher_counter *counter;
	const struct coupon *coupon;
	const char *ref;
	int64_t amount_fen, fen;
	enum coupon_outcome outcome;
};

static enum db use_work(struct database *db, void *arg)
{
	struct use_work *w = arg;
	enum db got = coupon_take_hand(db, w->env->mem, w->coupon->member_id, w->coupon->code,
	                               w->counter->partner, w->ref, w->amount_fen, w->env->now,
	                               &w->outcome, &w->fen);
	char detail[80];

	if (got != DB_OK || w->outcome != COUPON_OK)
		return got;
	snprintf(detail, sizeof detail, "%s %s %" PRId64, w->counter->partner, w->ref, w->fen);
	return staff_log(db, w->counter->staff_id, "coupon_use", w->coupon->member_id,
	                 w->coupon->redemption_no, detail);
}

enum coupon_outcome voucher_use(const struct service_env *env,
                                const struct voucher_counter *counter, const struct coupon *coupon,
                                const char *ref, int64_t amount_fen, int64_t *fen)
{
	struct use_work w = {.env = env, .counter = counter, .coupon = coupon, .ref = ref,
	                     .amount_fen = amount_fen};
	enum db got;

	*fen = 0;
	if (!counter->open || !voucher_ref_good(ref))
		return COUPON_UNKNOWN;
	got = db_transact(env->db, use_work, &w);
	if (got != DB_OK)
		return failed(env, got);
	*fen = w.fen;
	return w.outcome;
}

bool voucher_ref_good(const char *text)
{
	return text && strlen(text) == REF_LEN && text[0] == 'V' &&
	       strspn(text + 1, CODE_ALPHABET) == REF_LEN - 1;
}
