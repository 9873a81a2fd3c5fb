#include "job/rollup.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "job/claim.h"
#include "job/nightly.h"
#include "job/progress.h"
#include "store/rollup.h"

#define NAME "rollup"
#define USAGE "rollup day DAY | full"
#define CATCH_UP 62 /* days that the night makes one by one; more are made whole */

/* One line a family; its functions stand at the end of rollup.h. */
const struct rollup_step rollup_steps[] = {
	{ "points", rollup_points_day, rollup_points_full },
	{ "lots", rollup_lots_day, rollup_lots_full },
	{ "members", rollup_members_day, rollup_members_full },
	{ "reasons", rollup_reasons_day, rollup_reasons_full },
	{ "tiers", rollup_tiers_day, rollup_tiers_full },
	{ "partners", rollup_partners_day, rollup_partners_full },
	{ "audience", rollup_audience_day, rollup_audience_full },
	{ "cohorts", NULL, rollup_cohorts_full },
	{ "behaviour", NULL, rollup_behaviour_full },
	{ 0 },
};

bool rollup_each_day(struct rollup *rollup, const char *what,
                     bool (*day)(struct rollup *rollup, int32_t day), int32_t *first)
{
	int32_t last;
	struct progress progress;
	enum db got = rollup_ledger_days(rollup->job->db, first, &last);
	bool good = got == DB_OK || got == DB_NONE;

	if (got != DB_OK || *first > rollup->today)
		*first = rollup->today;
	progress_begin(&progress, what, rollup->today - *first);
	for (int32_t at = *first; good && at < rollup->today; at++) {
		good = day(rollup, at);
		progress_step(&progress, at - *first + 1);
	}
	progress_end(&progress);
	return good;
}

/* Everything of one family up to yesterday. */
static bool make_whole(struct rollup *rollup, const struct rollup_step *step)
{
	return step->full(rollup) && rollup_note(rollup->job->db, step->name, rollup->today - 1, true,
	                                         clock_now()) == DB_OK;
}

/* DAY of one family, unless it is made by the whole alone. */
static bool make_day(struct rollup *rollup, const struct rollup_step *step, int32_t day)
{
	if (!step->day)
		return true;
	return step->day(rollup, day) &&
	       rollup_note(rollup->job->db, step->name, day, false, clock_now()) == DB_OK;
}

/* What one family lacks up to yesterday; yesterday again when nothing is lacking,
 * for what was booked behind the night's last run. */
static bool catch_up(struct rollup *rollup, const struct rollup_step *step)
{
	int32_t through, last = rollup->today - 1;

	if (rollup_through(rollup->job->db, step->name, &through) != DB_OK)
		return false;
	if (through == DAY_NONE || last - through > CATCH_UP)
		return make_whole(rollup, step);
	for (int32_t day = through < last ? through : last; day <= last; day++)
		if (!make_day(rollup, step, day))
			return false;
	return true;
}

void nightly_rollup(struct night *night)
{
	struct rollup rollup = { .job = night->job, .today = night->on };

	/* One that is made by hand at this moment writes the same rows. */
	if (claim_take(night->job->db, NAME) != DB_OK) {
		night->failed = true;
		return;
	}
	for (const struct rollup_step *step = rollup_steps; step->name; step++) {
		if (catch_up(&rollup, step))
			continue;
		log_event(LOG_ERROR, "rollup_failed", "family=%s", step->name);
		night->failed = true;
	}
	if (claim_leave(night->job->db, NAME, DAY_NONE) != DB_OK)
		night->failed = true;
	puts("rollup: done");
}

/* DAY of one family as the operator asks for it, and what lacks before it: pages take
 * every day up to the latest as made. */
static bool make_asked(struct rollup *rollup, const struct rollup_step *step, int32_t day)
{
	int32_t through;

	if (!step->day)
		return true;
	if (rollup_through(rollup->job->db, step->name, &through) != DB_OK)
		return false;
	if (through == DAY_NONE || day - through > CATCH_UP)
		return make_whole(rollup, step);
	for (int32_t at = through + 1 < day ? through + 1 : day; at <= day; at++)
		if (!make_day(rollup, step, at))
			return false;
	return true;
}

static int do_day(struct rollup *rollup, const char *text)
{
	int32_t day;

	if (!day_parse(text, &day))
		return job_say(JOB_USAGE, "usage: pointsctl " USAGE);
	if (day >= rollup->today)
		return job_say(JOB_USAGE, "%s is not over; pages read it from the ledger", text);
	for (const struct rollup_step *step = rollup_steps; step->name; step++) {
		if (!make_asked(rollup, step, day))
			return job_say(JOB_FAILED, "the roll-up \"%s\" could not be made; run it again",
			               step->name);
		if (step->day)
			printf("%s: %s\n", step->name, text);
	}
	return JOB_DONE;
}

static int do_full(struct rollup *rollup)
{
	for (const struct rollup_step *step = rollup_steps; step->name; step++) {
		if (!make_whole(rollup, step))
			return job_say(JOB_FAILED, "the roll-up \"%s\" could not be made; run it again",
			               step->name);
		printf("%s: whole\n", step->name);
	}
	return JOB_DONE;
}

int job_rollup(struct job *job, int argc, char **argv)
{
	bool full = argc == 1 && strcmp(argv[0], "full") == 0;
	bool day = argc == 2 && strcmp(argv[0], "day") == 0;
	struct rollup rollup = { .job = job, .today = day_of(clock_now()) };
	int code;

	if (!full && !day)
		return job_say(JOB_USAGE, "usage: pointsctl " USAGE);
	job_be_patient(job);
	if (claim_take(job->db, NAME) != DB_OK)
		return job_say(JOB_FAILED, "the roll-up could not be claimed");
	code = full ? do_full(&rollup) : do_day(&rollup, argv[1]);
	if (claim_leave(job->db, NAME, DAY_NONE) != DB_OK && code == JOB_DONE)
		return job_say(JOB_FAILED, "the roll-up's claim could not be left");
	return code;
}
