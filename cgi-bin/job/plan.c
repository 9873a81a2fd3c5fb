#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "job/coupon_item.h"
#include "job/survey_trip.h"
#include "job/job.h"
#include "store/plan.h"

#define FILE_MAX (1 << 20)

static char *read_text(void *mem, const char *path)
{
	char *text = talloc_zero_size(mem, FILE_MAX + 1);
	FILE *f = text ? fopen(path, "rb") : NULL;
	size_t len;

	if (!f) {
		job_say(JOB_USAGE, "%s: %s", path, strerror(errno));
		return NULL;
	}
	len = fread(text, 1, FILE_MAX, f);
	if (ferror(f) || len == FILE_MAX) {
		job_say(JOB_USAGE, "%s: not a file of less than 1 MB", path);
		text = NULL;
	}
	fclose(f);
	return text;
}

/* The day from which a version loaded now may count (RULINGS 10). */
static int from_day(const struct job *job, const char *from, int32_t *day)
{
	int32_t tomorrow = day_of(clock_now()) + 1;

	if (!day_parse(from, day))
		return job_say(JOB_USAGE, "--from needs a day like 2027-01-01");
	if (job->plans->n == 0 && *day != PLAN_FIRST_DAY)
		return job_say(JOB_USAGE, "the first plan counts from the beginning: --from 2000-01-01");
	if (job->plans->n > 0 && *day < tomorrow)
		return job_say(JOB_USAGE, "a new version counts from tomorrow or later; orders paid until "
		               "then keep the rules they were sold under");
	return JOB_DONE;
}

int job_plan_load(struct job *job, int argc, char **argv)
{
	static const char usage[] = "plan load FILE --from DAY";
	const char *from = job_option(&argc, argv, "--from");
	int code = job_words(argc, argv, 1, usage);
	char error[200] = "unreadable", *text;
	struct config *tree;
	struct plan *plan;
	int64_t version = 0;
	int32_t day = DAY_NONE;

	if (code != JOB_DONE || (from && (code = from_day(job, from, &day)) != JOB_DONE))
		return code;
	if (!from)
		return job_say(JOB_USAGE, "usage: pointsctl %s", usage);
	text = read_text(job->mem, argv[0]);
	tree = text ? config_parse(text) : NULL;
	if (!tree)
		return JOB_USAGE;
	plan = plan_parse(job->mem, tree, error);
	config_free(tree);
	if (!plan)
		return job_say(JOB_USAGE, "%s: %s", argv[0], error);
	switch (plan_store(job->db, plan->name, day, text, clock_now(), &version)) {
	case DB_OK:
		if (coupon_item_add(job->db) != DB_OK || survey_trip_add(job->db) != DB_OK)
			return job_say(JOB_FAILED, "the plan is stored, its coupon is not in the catalogue yet; "
			               "run schema migrate");
		printf("plan %s is version %lld, in force from %s\n", plan->name, (long long)version, from);
		return JOB_DONE;
	case DB_DUP:
		return job_say(JOB_USAGE, "a version from that day or a later one is loaded already");
	default:
		return job_say(JOB_FAILED, "the plan could not be stored");
	}
}

static void print_plan(const struct plan *plan)
{
	static const char *const stackings[] = { "add", "highest", "multiply" };

	printf("  %lld points a yuan, bonuses %s, points live %lld months\n",
	       (long long)plan->earn_points_per_yuan, stackings[plan->stacking],
	       (long long)plan->life_months);
	for (int i = 0; i < plan->n_tiers; i++) {
		const struct plan_tier *t = &plan->tiers[i];

		printf("  tier %-10s %s: from %lld points, %lld fen or %lld trips; rate %lld bp\n", t->code,
		       t->name.zh, (long long)t->points, (long long)t->spend_fen, (long long)t->trips,
		       (long long)t->rate_bp);
	}
	for (int i = 0; i < plan->n_bonuses; i++) {
		const struct plan_bonus *b = &plan->bonuses[i];
		char from[INSTANT_TEXT] = "open", until[INSTANT_TEXT] = "open";

		if (b->recurs || b->from == DAY_NONE)
			snprintf(from, sizeof from, "%s", b->recurs ? "recurring" : "open");
		else
			day_iso(from, b->from);
		if (!b->recurs && b->until != DAY_NONE)
			day_iso(until, b->until);
		printf("  bonus %s %s: %lld bp, %s to %s\n", b->code, b->name.zh, (long long)b->rate_bp, from,
		       until);
	}
}

int job_plan_show(struct job *job, int argc, char **argv)
{
	const struct plan *now;
	int code = job_words(argc, argv, 0, "plan show");

	if (code != JOB_DONE)
		return code;
	if (job->plans->n == 0) {
		puts("no plan is loaded");
		return JOB_FINDING;
	}
	now = plan_on(job->plans, day_of(clock_now()));
	for (int i = 0; i < job->plans->n; i++) {
		const struct plan *plan = job->plans->plans[i];
		char from[INSTANT_TEXT];

		printf("version %lld: %s from %s%s\n", (long long)plan->version, plan->name,
		       day_iso(from, plan->from_day), plan == now ? " (in force)" : "");
	}
	print_plan(now);
	return JOB_DONE;
}
