/* Applying what was posted: one effect, one member's books, one transaction. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "rule/referral.h"
#include "service/books.h"
#include "service/notice.h"
#include "service/referral_private.h"
#include "service/staff.h"

struct settle_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t member_id, effect_id;
	const struct plan *plan;           /* of the friend's day of joining */
	const struct referral_verdict *verdict;
	bool to_referrer;
	uint64_t staff_id;                 /* review: who decides */
	bool release;
	const char *note;
	struct books books;
	struct referral_effect effect;
	void *mem;                         /* of one try */
	enum review_outcome outcome;
};

/* "order/E17": unlike a member's number it says nothing about the friend. */
static void source_id(char out[LEDGER_SOURCE], const struct referral_effect *e)
{
	snprintf(out, LEDGER_SOURCE, "%s/E%llu", e->part, (unsigned long long)e->effect_id);
}

static enum db tell(struct settle_work *w, const char *kind)
{
	struct notice_arg args[2] = {{.kind = 'p', .number = w->effect.points}, {0}};
	char once[40];
	struct notice notice = {.kind = kind, .once = once, .link = "/invite", .args = args};

	snprintf(once, sizeof once, "effect:%llu", (unsigned long long)w->effect.effect_id);
	return notice_post(w->env, w->member_id, &notice);
}

static enum db save(struct settle_work *w, char *state)
{
	w->effect.state = state;
	w->effect.settled_at = w->env->now;
	return effect_save(w->books.db, &w->effect, w->staff_id);
}

/* Books the points; COUNTS: in this month's cap. */
static enum db pay(struct settle_work *w, bool counts)
{
	static char paid[] = "paid";
	char source[LEDGER_SOURCE];
	struct ledger_event event;
	enum db got = books_load(&w->books, w->env->now);

	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	source_id(source, &w->effect);
	event = books_event(&w->books, EVENT_CREDIT, w->env->now);
	event.points = w->effect.points;
	event.source_kind = SOURCE_REFERRAL;
	event.source_id = source;
	event.qualifies = true;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	got = books_save(&w->books);
	if (counts)
		w->effect.counted_on = referral_month(w->books.today);
	if (got == DB_OK)
		got = save(w, paid);
	if (got == DB_OK)
		got = tell(w, w->to_referrer ? "referral_paid" : "referral_welcome");
	return got == DB_NONE ? DB_FAIL : got;
}

static enum db hold(struct settle_work *w, const char *reason, const char *evidence)
{
	static char held[] = "held";
	enum db got;

	w->effect.reason = talloc_strdup(w->mem, reason);
	w->effect.evidence = talloc_strdup(w->mem, evidence);
	got = save(w, held);
	return got == DB_OK ? tell(w, "referral_held") : got;
}

/* A month's friends beyond the cap wait for staff; behind the account's lock
 * the count is exact. */
static enum db pay_capped(struct settle_work *w)
{
	int32_t month = referral_month(w->books.today);
	int64_t others, cap = w->plan->referral.month_cap;
	char evidence[80], day[INSTANT_TEXT];
	bool counted;
	enum db got;

	if (!w->to_referrer)
		return pay(w, false);
	got = effect_month(w->books.db, w->member_id, month, w->effect.friend_id, &others, &counted);
	if (got != DB_OK)
		return got;
	if (counted || cap == 0 || others < cap)
		return pay(w, !counted);
	snprintf(evidence, sizeof evidence, "month=%.7s count=%lld cap=%lld", day_iso(day, month),
	         (long long)others, (long long)cap);
	return hold(w, "cap", evidence);
}

/* The order's part, taken back with its order: what waits ends, what was paid is
 * reversed. */
static enum db reverse(struct settle_work *w)
{
	static char nothing[] = "nothing", paid[] = "paid";
	struct referral_effect order;
	struct entry_found found;
	struct ledger_result result = {0};
	struct ledger_event event;
	char credited[LEDGER_SOURCE], source[LEDGER_SOURCE];
	enum db got = effect_lock_part(w->books.db, w->mem, w->member_id, w->effect.friend_id, "order",
	                               &order);

	if (got == DB_NONE)
		return save(w, nothing);
	if (got != DB_OK)
		return got;
	if (strcmp(order.state, "paid") != 0 || order.points == 0) {
		bool waits = strcmp(order.state, "due") == 0 || strcmp(order.state, "held") == 0;

		order.state = nothing;
		order.settled_at = w->env->now;
		order.reason = talloc_strdup(w->mem, "refunded");
		if (waits)
			got = effect_save(w->books.db, &order, 0);
		return got == DB_OK ? save(w, nothing) : got;
	}
	source_id(credited, &order);
	source_id(source, &w->effect);
	got = entry_by_source(w->books.db, w->member_id, SOURCE_REFERRAL, credited, ENTRY_CREDIT, &found);
	if (got == DB_OK)
		got = books_load(&w->books, order.settled_at);
	if (got == DB_OK)
		got = ledger_load_lot(w->books.db, w->books.ledger, found.seq);
	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	event = books_event(&w->books, EVENT_CREDIT_REVERSED, w->env->now);
	event.points = found.points;
	event.source_kind = SOURCE_REFERRAL;
	event.source_id = source;
	event.qualifies = true;
	event.lot_seq = found.seq;
	event.credited_at = order.settled_at;
	if (books_apply(&w->books, &event, &result) != LEDGER_OK)
		return DB_FAIL;
	got = books_save(&w->books);
	w->effect.points = result.points_taken;
	if (got == DB_OK)
		got = save(w, paid);
	if (got == DB_OK)
		got = tell(w, "referral_back");
	return got == DB_NONE ? DB_FAIL : got;
}

static enum db settle_one(struct settle_work *w)
{
	static char nothing[] = "nothing", refused[] = "refused";
	const struct referral_verdict *v = w->verdict;

	if (strcmp(w->effect.part, "reverse") == 0)
		return reverse(w);
	w->effect.points = referral_points(w->plan, w->effect.part, w->to_referrer);
	if (w->effect.points == 0)
		return save(w, nothing);
	if (v->verdict == VERDICT_HOLD)
		return hold(w, v->reason, v->evidence);
	if (v->verdict == VERDICT_PAY)
		return pay_capped(w);
	w->effect.reason = talloc_strdup(w->mem, v->reason);
	return save(w, refused);
}

/* Locks the account, then the effect, which must be in STATE. */
static enum db begin(struct database *db, struct settle_work *w, const char *state)
{
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = REVIEW_GONE;
	got = books_lock(&w->books, db, w->plans, w->mem, w->member_id, w->env->now);
	if (got == DB_OK)
		got = effect_lock(db, w->mem, w->member_id, w->effect_id, &w->effect);
	if (got != DB_OK)
		return got;
	return strcmp(w->effect.state, state) == 0 ? DB_OK : DB_NONE;
}

static enum db settle_work(struct database *db, void *arg)
{
	struct settle_work *w = arg;
	enum db got = begin(db, w, "due");

	return got == DB_OK ? settle_one(w) : got;
}

static enum db settle(const struct service_env *env, const struct plan_book *plans,
                      const struct referral_effect *e)
{
	struct referral_verdict verdict;
	struct referral r;
	struct settle_work w = {.env = env, .plans = plans, .member_id = e->member_id,
	                        .effect_id = e->effect_id, .verdict = &verdict,
	                        .to_referrer = e->member_id != e->friend_id};
	enum db got = referral_read(env->db, env->mem, e->friend_id, &r);

	if (got == DB_OK) {
		w.plan = plan_on(plans, r.joined_on);
		got = referral_judge(env, e, &r, &verdict);
	}
	if (got == DB_OK)
		got = db_transact(env->db, settle_work, &w);
	talloc_free(w.mem);
	return got == DB_NONE ? DB_OK : got;
}

enum db referral_settle(const struct service_env *env, const struct plan_book *plans,
                        int64_t *done)
{
	struct referral_effect *rows;
	enum db worst = DB_OK, got = DB_OK;
	uint64_t after = 0;
	int n = 1;

	*done = 0;
	while (got == DB_OK && n > 0) {
		void *mem = talloc_new(env->mem);
		struct service_env own = *env;

		own.mem = mem;
		got = effect_list(env->db, mem, "due", after, &rows, &n);
		for (int i = 0; got == DB_OK && i < n && !db_is_down(env->db); i++) {
			enum db one = settle(&own, plans, &rows[i]);

			after = rows[i].effect_id;
			*done += one == DB_OK;
			if (one != DB_OK) {
				log_event(LOG_WARN, "referral_effect_waits", "effect=%llu",
				          (unsigned long long)after);
				worst = one;
			}
		}
		talloc_free(mem);
		if (db_is_down(env->db))
			return DB_FAIL;
	}
	return got == DB_OK ? worst : got;
}

static enum db review_work(struct database *db, void *arg)
{
	static char refused[] = "refused";
	struct settle_work *w = arg;
	enum db got = begin(db, w, "held");

	if (got != DB_OK)
		return got;
	w->effect.note = talloc_strdup(w->mem, w->note);
	got = w->release ? pay(w, w->to_referrer && strcmp(w->effect.reason, "cap") != 0)
	                 : save(w, refused);
	if (got == DB_OK && !w->release)
		got = tell(w, "referral_refused");
	/* the note stands in the effect, and goes with the account */
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, w->release ? "referral_release" : "referral_refuse",
		                w->member_id, w->effect.reason, "");
	w->outcome = REVIEW_OK;
	return got;
}

enum review_outcome referral_review(const struct service_env *env, const struct plan_book *plans,
                                    uint64_t staff_id, uint64_t effect_id, bool release,
                                    const char *note)
{
	struct referral_effect e;
	struct settle_work w = {.env = env, .plans = plans, .effect_id = effect_id,
	                        .staff_id = staff_id, .release = release, .note = note};
	enum db got = effect_read(env->db, env->mem, effect_id, &e);

	if (got == DB_OK) {
		w.member_id = e.member_id;
		w.to_referrer = e.member_id != e.friend_id;
		got = db_transact(env->db, review_work, &w);
	}
	talloc_free(w.mem);
	if (got == DB_OK)
		return REVIEW_OK;
	if (got == DB_NONE)
		return REVIEW_GONE;
	return got == DB_BUSY || db_is_down(env->db) ? REVIEW_TRY_AGAIN : REVIEW_FAILED;
}
