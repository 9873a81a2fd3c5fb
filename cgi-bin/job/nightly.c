#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "job/audit.h"
#include "job/claim.h"
#include "job/nightly.h"
#include "job/progress.h"
#include "job/rollup.h"
#include "service/expiry.h"
#include "store/job_run.h"
#include "store/one_time.h"
#include "store/outbox.h"
#include "store/partner.h"
#include "store/session.h"
#include "store/slow_down.h"

#define NAME "nightly"
#define PROVE_DAYS 31 /* totals of so many missed days are proved afterwards */

/* Books everything of one kind that is due. A member that fails is left for
 * the next run; only a database that is gone ends the work. */
static void due_all(struct night *night, enum due due, const char *what)
{
	struct job *job = night->job;
	struct progress progress;
	uint64_t after = 0, *members;
	int64_t done = 0, changed = 0;
	int n = 1, booked;

	progress_begin(&progress, what, 0);
	while (n > 0 && !db_is_down(job->db)) {
		void *mem = talloc_new(job->mem);

		if (due_members(job->db, mem, due, night->on, after, &members, &n) != DB_OK) {
			night->failed = true;
			n = 0;
		}
		for (int i = 0; i < n && !db_is_down(job->db); i++) {
			after = members[i];
			if (due_book(job->db, job->plans, after, due, night->on, &booked) == DB_OK)
				changed += booked;
			else
				night->failed = true;
			progress_step(&progress, ++done);
		}
		talloc_free(mem);
	}
	progress_end(&progress);
	night->failed = night->failed || db_is_down(job->db);
	printf("%s: %lld members, %lld rows\n", what, (long long)done, (long long)changed);
}

static void release(struct night *night)
{
	due_all(night, DUE_AVAILABLE, "release");
}

static void expire(struct night *night)
{
	due_all(night, DUE_EXPIRE, "expire");
}

static void tiers(struct night *night)
{
	due_all(night, DUE_REVIEW, "tiers");
}

static void proof(struct night *night)
{
	struct job *job = night->job;
	struct audit *audit = audit_begin(job->mem);
	struct progress progress;
	int32_t from = night->on - 1;

	if (night->done_on != DAY_NONE && night->done_on < from)
		from = night->done_on;
	if (from < night->on - PROVE_DAYS)
		from = night->on - PROVE_DAYS;
	audit_show_progress(audit, &progress, "proof");
	if (audit_touched(audit, job->db) != DB_OK)
		night->failed = true;
	for (int32_t day = from; day <= night->on; day++)
		if (audit_day(audit, job->db, day) != DB_OK)
			night->failed = true;
	progress_end(&progress);
	if (anchor_write(job->db, config_get(job->config, "Var", "var"), night->on) != DB_OK)
		night->failed = true;
	audit_print(job, audit, "proof");
	if (!audit_kept(job, audit, false))
		night->failed = true;
	night->found = audit->n_findings > 0;
}

/* The proof, which every hour has, too; and what pages of the running day read with it. */
static void proof_and_today(struct night *night)
{
	struct rollup rollup = { .job = night->job, .today = day_of(clock_now()) };

	proof(night);
	if (!rollup_members_now(&rollup))
		night->failed = true;
}

/* Removes what has ended, a piece at a time, so that no lock lasts long. */
static void sweep(struct night *night)
{
	struct database *db = night->job->db;
	int64_t now = clock_now();
	enum db got;

	do
		got = session_sweep(db, now, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	do
		got = one_time_sweep(db, now - 30 * DAY_S, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	do
		got = slow_down_sweep(db, now - DAY_S, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	do
		got = outbox_sweep(db, now - 90 * DAY_S, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	/* Nonces live by real time. */
	do
		got = partner_nonce_sweep(db, clock_real() - PARTNER_NONCE_LIFE_S, SWEEP_ROWS);
	while (got == DB_OK && db_affected(db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	nightly_shop_sweep(night);
	puts("sweep: done");
}

static const struct step {
	const char *name;
	void (*run)(struct night *night);
} steps[] = { { "release", release }, { "expire", expire }, { "tiers", tiers },
	{ "coupons", nightly_coupons }, { "wishes", nightly_wishes }, { "tasks", nightly_tasks },
	{ "birthdays", nightly_birthdays }, { "notices", nightly_notices },
	{ "campaigns", nightly_campaigns }, { "events", nightly_events },
	{ "draws", nightly_draws }, { "surveys", nightly_surveys },
	{ "signals", nightly_signals }, { "proof", proof_and_today }, { "rollup", nightly_rollup },
	{ "sweep", sweep } };

#define N_STEPS (sizeof steps / sizeof *steps)

static int run(struct night *night, const char *only)
{
	struct database *db = night->job->db;
	bool whole = !only;
	enum db got = claim_take(db, NAME);

	if (got != DB_OK)
		return job_say(JOB_FAILED, "the nightly run could not be claimed");
	if (job_run_done_on(db, NAME, &night->done_on) != DB_OK)
		night->failed = true;
	for (size_t i = 0; i < N_STEPS && !db_is_down(db); i++)
		if (whole || strcmp(only, steps[i].name) == 0)
			steps[i].run(night);
	night->failed = night->failed || db_is_down(db);
	if (claim_leave(db, NAME, whole && !night->failed ? night->on : DAY_NONE) != DB_OK)
		night->failed = true;
	if (night->failed)
		return job_say(JOB_FAILED, "not everything could be done; run it again");
	return night->found ? JOB_FINDING : JOB_DONE;
}

/* Says which steps there are. */
static int unknown_step(const char *name)
{
	char list[256] = "";
	size_t len = 0;

	for (size_t i = 0; i < N_STEPS && len < sizeof list; i++)
		len += (size_t)snprintf(list + len, sizeof list - len, " %s", steps[i].name);
	return job_say(JOB_USAGE, "no step %s; the steps are%s", name, list);
}

int job_nightly(struct job *job, int argc, char **argv)
{
	static const char usage[] = "nightly [STEP] [--on DAY]";
	const char *on = job_option(&argc, argv, "--on"), *only = argc > 0 ? argv[0] : NULL;
	int32_t today = day_of(clock_now());
	struct night night = { .job = job, .on = today, .done_on = DAY_NONE };
	bool known = only == NULL;
	int code = job_words(argc, argv, only ? 1 : 0, usage);

	if (code != JOB_DONE)
		return code;
	for (size_t i = 0; only && i < N_STEPS; i++)
		known = known || strcmp(only, steps[i].name) == 0;
	if (!known)
		return unknown_step(only);
	if (on && !day_parse(on, &night.on))
		return job_say(JOB_USAGE, "--on needs a day like 2026-10-03");
	if (night.on > today)
		return job_say(JOB_USAGE, "--on %s lies after today", on);
	job_be_patient(job);
	return run(&night, only);
}
