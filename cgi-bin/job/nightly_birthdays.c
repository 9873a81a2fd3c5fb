/* Birthdays: who has one is found by the day, the days of missed nights too. */
#include <stdio.h>

#include "base/log.h"
#include "base/mem.h"
#include "job/nightly.h"
#include "job/progress.h"
#include "service/birthday.h"
#include "store/birthday.h"

#define MONTH_DAYS 31

struct round {
	struct night *night;
	struct progress progress;
	int64_t members, gifts;
	int missing;
};

/* All who were born on KEY, and whose tier is given something. */
static void give_all(struct round *round, int64_t key, int32_t birthday, bool month)
{
	struct job *job = round->night->job;
	const struct plan *plan = plan_on(job->plans, birthday);
	struct birthday *born;
	uint64_t after = 0;
	int n = 1;

	while (n > 0 && !db_is_down(job->db)) {
		void *mem = talloc_new(job->mem);
		struct service_env env = {job->db, job->config, mem, clock_now(), NULL};

		if (birthday_list(job->db, mem, key, after, &born, &n) != DB_OK) {
			round->night->failed = true;
			n = 0;
		}
		for (int i = 0; i < n && !db_is_down(job->db); i++) {
			int given = 0;

			after = born[i].member_id;
			if (!birthday_has_gift(plan, born[i].tier, month))
				continue;
			if (birthday_give(&env, job->plans, after, birthday, month, &given,
			                  &round->missing) != DB_OK)
				round->night->failed = true;
			round->gifts += given;
			progress_step(&round->progress, ++round->members);
		}
		talloc_free(mem);
	}
	round->night->failed = round->night->failed || db_is_down(job->db);
}

/* The presents of a month are given on its first day. */
static void give_month(struct round *round, int32_t day)
{
	int64_t first = civil_of(day).month * 100 + 1;

	for (int64_t key = first; key < first + MONTH_DAYS; key++)
		give_all(round, key, birthday_in_year(key, day), true);
}

static void give_day(struct round *round, int32_t day)
{
	const struct plan *plan = plan_on(round->night->job->plans, day);
	int64_t also, key = birthday_key(day, &also);

	if (!plan->birthday[0].kind[0])
		return;
	if (birthday_has_item(plan) && civil_of(day).day == 1)
		give_month(round, day);
	give_all(round, key, day, false);
	if (also)
		give_all(round, also, day, false);
}

void nightly_birthdays(struct night *night)
{
	struct job *job = night->job;
	struct round round = {.night = night};
	struct service_env env = {job->db, job->config, job->mem, clock_now(), NULL};

	progress_begin(&round.progress, "birthdays", 0);
	if (birthday_has_item(plan_on(job->plans, night->on)) && birthday_item_add(&env) != DB_OK)
		night->failed = true;
	for (int32_t day = nightly_from(night); day <= night->on && !db_is_down(job->db); day++)
		give_day(&round, day);
	progress_end(&round.progress);
	if (round.missing > 0)
		log_event(LOG_WARN, "birthday_item_missing", "item=%s members=%d", ITEM_OF_BIRTHDAY,
		          round.missing);
	printf("birthdays: %lld members, %lld rows\n", (long long)round.members,
	       (long long)round.gifts);
}
