#include "service/birthday.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/birthday_gift.h"

/* A gift for a birthday that lies less behind the last one's is a birthday that
 * was changed in between. */
#define YEAR_AT_LEAST 300
#define FEB_28 228
#define FEB_29 229

int64_t birthday_key(int32_t day, int64_t *also)
{
	struct civil date = civil_of(day);
	int64_t key = date.month * 100 + date.day;

	*also = key == FEB_28 && civil_of(day + 1).day == 1 ? FEB_29 : 0;
	return key;
}

int32_t birthday_in_year(int64_t key, int32_t day)
{
	int year = civil_of(day).year;
	int32_t first = day_from_civil((struct civil){year, (int)(key / 100), 1});
	int32_t birthday = first + (int32_t)(key % 100) - 1;

	/* A day the month does not have this year is its last. */
	return civil_of(birthday).month == (int)(key / 100) ? birthday : birthday - 1;
}

/* Whether row I of the plan is a gift that TIER is given now. */
static bool is_due(const struct plan *plan, int i, const char *tier, bool month)
{
	const char *kind = plan->birthday[i].kind;

	return kind[0] && (!month || strcmp(kind, "item") == 0) &&
	       plan_tier_index(plan, tier) >= plan_tier_index(plan, plan->birthday[i].tier);
}

bool birthday_has_gift(const struct plan *plan, const char *tier, bool month)
{
	return is_due(plan, 0, tier, month) || is_due(plan, 1, tier, month);
}

bool birthday_has_item(const struct plan *plan)
{
	return strcmp(plan->birthday[0].kind, "item") == 0 ||
	       strcmp(plan->birthday[1].kind, "item") == 0;
}

struct give_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t member_id;
	int32_t birthday;
	bool month;
	struct address to;
	void *mem; /* of one try */
	int given, missing;
};

/* Whether the member was given KIND for this birthday already. */
static enum db was_given(struct give_work *w, const char *kind, bool *given)
{
	int32_t last = DAY_NONE;
	enum db got = birthday_given(w->env->db, w->member_id, kind, &last);

	*given = got == DB_OK && last > w->birthday - YEAR_AT_LEAST;
	return got == DB_NONE ? DB_OK : got;
}

static enum db give_row(struct give_work *w, const struct plan *plan, int i,
                        struct books *books)
{
	struct birthday_gift gift = {.member_id = w->member_id,
	                             .kind = plan->birthday[i].kind,
	                             .birthday = w->birthday};
	struct service_env env = *w->env;
	struct birthday_giving giving = {.env = &env, .plan = plan, .books = books, .gift = &gift,
	                                 .points = plan->birthday[i].points,
	                                 .fen = plan->birthday[i].fen, .to = w->to};
	bool given;
	enum db got = was_given(w, gift.kind, &given);

	if (got != DB_OK || given)
		return got;
	env.mem = w->mem;
	got = birthday_give_gift(&giving);
	if (got == DB_NONE) {
		w->missing++;
		return DB_OK;
	}
	if (got == DB_OK)
		got = birthday_keep(env.db, &gift, env.now);
	w->given += got == DB_OK;
	return got;
}

static enum db give_work(struct database *db, void *arg)
{
	struct give_work *w = arg;
	const struct plan *plan = plan_on(w->plans, w->birthday);
	struct books books;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->given = w->missing = 0;
	got = books_lock(&books, db, w->plans, w->mem, w->member_id, w->env->now);
	for (int i = 0; got == DB_OK && i < 2; i++)
		if (is_due(plan, i, books.ledger->tier, w->month))
			got = give_row(w, plan, i, &books);
	return got;
}

enum db birthday_give(const struct service_env *env, const struct plan_book *plans,
                      uint64_t member_id, int32_t birthday, bool month, int *given, int *missing)
{
	struct give_work w = {.env = env, .plans = plans, .member_id = member_id,
	                      .birthday = birthday, .month = month};
	enum db got = DB_OK;

	if (birthday_has_item(plan_on(plans, birthday)))
		got = address_latest(env->db, env->mem, member_id, &w.to);
	if (got == DB_OK || got == DB_NONE)
		got = db_transact(env->db, give_work, &w);
	TALLOC_FREE(w.mem);
	*given = got == DB_OK ? w.given : 0;
	*missing += w.missing;
	return got;
}
