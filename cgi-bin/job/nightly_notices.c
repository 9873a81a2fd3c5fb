/* What ends soon is told: points 30 and 7 days before, coupons 7 days; once a year
 * members are asked whether their details are still right. */
#include <stdio.h>

#include "base/mem.h"
#include "job/nightly.h"
#include "job/progress.h"
#include "service/notice.h"
#include "store/ending.h"
#include "store/newsletter.h"
#include "store/notice.h"
#include "store/record.h"

#define EARLY_DAYS 30
#define LATE_DAYS 7
#define KEPT_DAYS 400 /* so long a notice is kept */
#define ASKED_DAYS 30 /* and an address that was never proved */
#define MISSED_DAYS 31 /* so many missed nights are caught up */

typedef enum db (*ending_list)(struct database *db, void *mem, int32_t day, uint64_t after,
                               struct ending **out, int *n);

struct round {
	struct night *night;
	struct progress progress;
	int64_t members;
};

struct telling {
	struct service_env env;
	uint64_t member_id;
	const struct notice *notice;
};

int32_t nightly_from(const struct night *night)
{
	int32_t from = night->done_on == DAY_NONE ? night->on : night->done_on + 1;

	if (from > night->on)
		from = night->on; /* run again: who came since is not left out */
	return from < night->on - MISSED_DAYS ? night->on - MISSED_DAYS : from;
}

static enum db post(struct database *db, void *arg)
{
	struct telling *t = arg;

	(void)db;
	return notice_post(&t->env, t->member_id, t->notice);
}

/* Tells one member, in a transaction of their own. */
static void tell(struct round *round, void *mem, const struct ending *ending, int32_t day,
                 const struct notice *kind)
{
	struct job *job = round->night->job;
	struct notice_arg args[] = {{.kind = 'p', .number = ending->count},
	                            {.kind = 'd', .number = day},
	                            {0}};
	struct notice notice = *kind;
	struct telling t = {.env = {job->db, job->config, mem, clock_now(), NULL},
	                    .member_id = ending->member_id,
	                    .notice = &notice};

	notice.args = args;
	if (db_transact(job->db, post, &t) != DB_OK)
		round->night->failed = true;
	progress_step(&round->progress, ++round->members);
}

/* All to whom something ends on DAY. */
static void tell_day(struct round *round, ending_list list, int32_t day, const struct notice *kind)
{
	struct job *job = round->night->job;
	struct ending *ending;
	uint64_t after = 0;
	int n = 1;

	while (n > 0 && !db_is_down(job->db)) {
		void *mem = talloc_new(job->mem);

		if (list(job->db, mem, day, after, &ending, &n) != DB_OK) {
			round->night->failed = true;
			n = 0;
		}
		for (int i = 0; i < n && !db_is_down(job->db); i++) {
			after = ending[i].member_id;
			tell(round, mem, &ending[i], day, kind);
		}
		talloc_free(mem);
	}
	round->night->failed = round->night->failed || db_is_down(job->db);
}

/* What ends AHEAD days behind each of the nights to be done; what the later
 * notice tells tonight needs no early one any more. */
static void tell_ahead(struct round *round, ending_list list, int32_t ahead, const char *kind,
                       const char *link)
{
	const struct night *night = round->night;
	char iso[INSTANT_TEXT], once[INSTANT_TEXT + 8];
	struct notice notice = {.kind = kind, .once = once, .link = link};

	int32_t from = nightly_from(night);

	/* The first night of all tells what ends meanwhile, too. */
	if (night->done_on == DAY_NONE)
		from = night->on - ahead + 1;
	for (int32_t day = from + ahead; day <= night->on + ahead; day++) {
		if (day <= night->on || (ahead > LATE_DAYS && day <= night->on + LATE_DAYS))
			continue;
		snprintf(once, sizeof once, "%s/%d", day_iso(iso, day), ahead);
		tell_day(round, list, day, &notice);
	}
}

static void sweep(struct night *night,
                  enum db (*remove)(struct database *db, int64_t before, int64_t limit), int days)
{
	struct database *db = night->job->db;
	int64_t before = clock_now() - (int64_t)days * DAY_S;
	enum db got;

	do
		got = remove(db, before, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
}

/* Whose details nobody has called right for a year, or two …, is asked whether they are. */
static void ask_details(struct night *night)
{
	struct round round = {.night = night};
	char once[INSTANT_TEXT];
	const struct notice notice = {.kind = "details_check", .once = once, .link = "/profile/details"};

	progress_begin(&round.progress, "details", 0);
	for (int32_t day = nightly_from(night); day <= night->on; day++) {
		day_iso(once, day);
		tell_day(&round, record_unchecked_on, day, &notice);
	}
	progress_end(&round.progress);
	printf("details: %lld members asked whether they are still right\n", (long long)round.members);
}

void nightly_notices(struct night *night)
{
	struct round round = {.night = night};

	progress_begin(&round.progress, "notices", 0);
	tell_ahead(&round, ending_points, EARLY_DAYS, "points_ending", "/planner");
	tell_ahead(&round, ending_points, LATE_DAYS, "points_ending", "/planner");
	tell_ahead(&round, ending_coupons, LATE_DAYS, "coupon_ending", "/coupons");
	progress_end(&round.progress);
	ask_details(night);
	sweep(night, notice_sweep, KEPT_DAYS);
	sweep(night, reader_sweep, ASKED_DAYS);
	printf("notices: %lld members told what ends soon\n", (long long)round.members);
}
