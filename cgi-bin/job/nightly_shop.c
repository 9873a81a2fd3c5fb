#include <stdio.h>

#include "base/mem.h"
#include "job/nightly.h"
#include "job/progress.h"
#include "service/message.h"
#include "service/staff.h"
#include "store/coupon.h"
#include "store/form_done.h"
#include "store/pay_code.h"
#include "store/redemption.h"
#include "store/wish.h"

#define FORM_DAYS 30     /* a form is remembered so long */
#define PAY_CODE_DAYS 30 /* and a used one-time code */
#define MEMBERS 500      /* asked for at once */

void nightly_coupons(struct night *night)
{
	struct job *job = night->job;
	struct progress progress;
	uint64_t after = 0, *members;
	int64_t done = 0, changed = 0;
	int n = 1;

	progress_begin(&progress, "coupons", 0);
	while (n > 0 && !db_is_down(job->db)) {
		void *mem = talloc_new(job->mem);

		if (coupon_due(job->db, mem, night->on, after, MEMBERS, &members, &n) != DB_OK) {
			night->failed = true;
			n = 0;
		}
		for (int i = 0; i < n && !db_is_down(job->db); i++) {
			after = members[i];
			if (coupon_expire(job->db, after, night->on) == DB_OK)
				changed += db_affected(job->db);
			else
				night->failed = true;
			progress_step(&progress, ++done);
		}
		talloc_free(mem);
	}
	progress_end(&progress);
	printf("coupons: %lld members, %lld rows\n", (long long)done, (long long)changed);
}

/* One member's wishes that are back: told together, by one message. */
struct back {
	struct service_env env;
	const struct wish_due *due;
	int n;
};

static enum db tell_one(struct database *db, void *arg)
{
	struct back *back = arg;
	struct person_id holder = { back->due[0].member_id, PERSON_HOLDER };
	struct person person;
	bool news = false;
	enum db got = person_lock(db, back->env.mem, holder, &person);

	bool here = got == DB_OK;

	/* Whoever has left is told nothing, and waits no longer. */
	for (int i = 0; i < back->n && (got == DB_OK || got == DB_NONE); i++) {
		got = wish_told(db, back->due[i].member_id, back->due[i].item, back->env.now);
		news = news || got == DB_OK;
	}
	if (got != DB_OK && got != DB_NONE)
		return got;
	return here && news ? message_tell(&back->env, &person, "wish_back") : DB_OK;
}

/* A batch of wishes, member by member; false when a member could not be told
 * (then the others of this night wait too: the list begins with the same). */
static bool tell_batch(struct job *job, void *mem, const struct wish_due *due, int n,
                       int64_t *members)
{
	bool ok = true;

	for (int i = 0, to; i < n; i = to) {
		struct back back = { .due = due + i,
			.env = { job->db, job->config, mem, clock_now(), NULL } };
		enum db got;

		for (to = i + 1; to < n && due[to].member_id == due[i].member_id; to++)
			;
		back.n = to - i;
		got = db_transact(job->db, tell_one, &back);
		*members += got == DB_OK;
		ok = ok && got == DB_OK;
	}
	return ok;
}

void nightly_wishes(struct night *night)
{
	struct job *job = night->job;
	struct wish_due *due;
	int64_t armed = 0, members = 0, before = -1;
	int n = WISH_BATCH;
	bool ok = true;

	/* First those that came back, then those that are gone now: who is told
	 * tonight waits again only when it is sold out once more. */
	while (ok && n == WISH_BATCH && members != before) {
		void *mem = talloc_new(job->mem);

		before = members;
		ok = wish_due(job->db, mem, &due, &n) == DB_OK && tell_batch(job, mem, due, n, &members);
		talloc_free(mem);
	}
	if (!ok || wish_arm(job->db, &armed) != DB_OK)
		night->failed = true;
	printf("wishes: %lld members told, %lld wait\n", (long long)members, (long long)armed);
}

typedef enum db (*sweeper)(struct database *db, int64_t before, int64_t limit);

static void sweep(struct night *night, sweeper remove, int64_t before)
{
	struct database *db = night->job->db;
	enum db got;

	do
		got = remove(db, before, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
}

static enum db sweep_staff(struct database *db, int64_t now, int64_t limit)
{
	return staff_session_sweep(db, now - STAFF_IDLE, now - STAFF_LIFE, limit);
}

void nightly_shop_sweep(struct night *night)
{
	struct redemption_counts counts;
	int64_t now = clock_now();

	sweep(night, form_done_sweep, now - FORM_DAYS * DAY_S);
	sweep(night, pay_code_sweep, now - PAY_CODE_DAYS * DAY_S);
	sweep(night, sweep_staff, now);
	/* For whoever reads the log; staff have them first in their queue. */
	if (redemption_count(night->job->db, night->on, &counts) == DB_OK)
		printf("redemptions: %lld wait, %lld of them past their promised day\n",
		       (long long)counts.placed + (long long)counts.approved,
		       (long long)counts.overdue);
	else
		night->failed = true;
}
