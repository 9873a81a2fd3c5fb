#include "service/pin.h"

#include <string.h>

#include "base/mem.h"
#include "rule/tier.h"
#include "service/books.h"
#include "service/staff.h"
#include "store/merge.h"

struct pin_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t staff_id, member_id, adviser_id;
	const char *tier, *reason; /* tier NULL: the pin is ended */
	const char *contact;       /* of the adviser */
	int32_t until_day;
	void *mem; /* of one try */
	struct books books;
	enum pin_outcome outcome;
};

static enum pin_outcome run(db_work work, struct pin_work *w)
{
	enum db got = db_transact(w->env->db, work, w);

	TALLOC_FREE(w->mem);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? PIN_TRY_AGAIN : PIN_FAILED;
}

/* Starts a try: the account locked, and active. */
static enum db lock(struct pin_work *w)
{
	char *state;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = PIN_UNKNOWN;
	got = books_lock(&w->books, w->env->db, w->plans, w->mem, w->member_id, w->env->now);
	if (got == DB_OK)
		got = member_state_lock(w->env->db, w->mem, w->member_id, &state);
	if (got == DB_OK && strcmp(state, "active") != 0)
		return DB_NONE;
	return got;
}

static int tier_known(const struct plan *plan, const char *code)
{
	for (int i = 0; i < plan->n_tiers; i++)
		if (strcmp(plan->tiers[i].code, code) == 0)
			return i;
	return -1;
}

static enum db set_work(struct database *db, void *arg)
{
	struct pin_work *w = arg;
	char day[INSTANT_TEXT];
	struct pin pin = {.tier = w->tier, .reason = w->reason, .until_day = w->until_day,
	                  .made_at = w->env->now};
	const struct plan *plan = plan_on(w->plans, day_of(w->env->now));
	struct tier_sum sum;
	enum db got = lock(w);

	if (got == DB_OK)
		got = books_load(&w->books, w->env->now);
	if (got != DB_OK)
		return got;
	if (tier_known(plan, w->tier) < 0)
		return DB_NONE;
	sum = tier_sum_at(plan, w->books.ledger, w->env->now);
	if (tier_reached(plan, &sum) > tier_known(plan, w->tier)) {
		w->outcome = PIN_BELOW;
		return DB_NONE;
	}
	tier_set(w->books.ledger, w->plans, w->tier, "pin", w->env->now);
	w->books.ledger->pin_until = w->until_day;
	w->books.reviewed = true;
	got = books_save(&w->books);
	if (got == DB_OK)
		got = pin_add(db, w->member_id, &pin, w->staff_id);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "tier_pin", w->member_id, w->tier,
		                talloc_asprintf(w->mem, "until %s", day_iso(day, w->until_day)));
	if (got == DB_OK)
		w->outcome = PIN_DONE;
	return got;
}

enum pin_outcome pin_set(const struct service_env *env, const struct plan_book *plans,
                         uint64_t staff_id, uint64_t member_id, const char *tier,
                         int32_t until_day, const char *reason)
{
	struct pin_work w = {.env = env, .plans = plans, .staff_id = staff_id,
	                     .member_id = member_id, .tier = tier, .until_day = until_day,
	                     .reason = reason};

	return run(set_work, &w);
}

static enum db end_work(struct database *db, void *arg)
{
	struct pin_work *w = arg;
	enum db got = lock(w);

	if (got == DB_OK)
		got = books_load(&w->books, w->env->now);
	if (got != DB_OK)
		return got;
	if (w->books.ledger->pin_until == DAY_NONE || w->books.ledger->pin_until < w->books.today)
		return DB_NONE;
	w->books.ledger->pin_until = w->books.today;
	got = books_save(&w->books);
	if (got == DB_OK)
		got = pin_lift(db, w->member_id, w->staff_id, w->env->now);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "tier_unpin", w->member_id, w->books.ledger->tier, "");
	if (got == DB_OK)
		w->outcome = PIN_DONE;
	return got;
}

enum pin_outcome pin_end(const struct service_env *env, const struct plan_book *plans,
                         uint64_t staff_id, uint64_t member_id)
{
	struct pin_work w = {.env = env, .plans = plans, .staff_id = staff_id,
	                     .member_id = member_id};

	return run(end_work, &w);
}

static enum db adviser_work(struct database *db, void *arg)
{
	struct pin_work *w = arg;
	struct staff adviser = {.name = NULL};
	char *state;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = PIN_UNKNOWN;
	got = member_state_lock(db, w->mem, w->member_id, &state);
	if (got == DB_OK && strcmp(state, "active") != 0)
		return DB_NONE;
	if (got == DB_OK && w->adviser_id)
		got = staff_lock(db, w->mem, w->adviser_id, &adviser);
	if (got == DB_OK && w->adviser_id && strcmp(adviser.state, "active") != 0)
		return DB_NONE;
	if (got == DB_OK && w->adviser_id && w->contact && *w->contact) {
		got = adviser_put_contact(db, w->adviser_id, w->contact);
		if (got == DB_OK)
			got = staff_log(db, w->staff_id, "adviser_contact", 0, adviser.email, "");
	}
	if (got == DB_OK)
		got = adviser_set(db, w->member_id, w->adviser_id);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "adviser", w->member_id,
		                w->adviser_id ? adviser.email : "", "");
	if (got == DB_OK)
		w->outcome = PIN_DONE;
	return got;
}

enum pin_outcome pin_adviser(const struct service_env *env, uint64_t staff_id,
                             uint64_t member_id, uint64_t adviser_id, const char *contact)
{
	struct pin_work w = {.env = env, .staff_id = staff_id, .member_id = member_id,
	                     .adviser_id = adviser_id, .contact = contact};

	return run(adviser_work, &w);
}
