/* plan rehearse FILE: on the shell, without leaving anything. rehearse due: what
 * staff asked for on the plan desk. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/csv.h"
#include "base/mem.h"
#include "job/claim.h"
#include "job/job.h"
#include "job/progress.h"
#include "service/rehearse.h"

#define NAME "rehearse"

/* What `plan rehearse` shows while it runs, and writes where it is asked to. */
struct told {
	struct progress progress;
	struct csv_file *out; /* NULL: no file */
	int32_t from, today;
};

static void step(void *arg, int64_t done, int64_t total)
{
	struct told *told = arg;

	told->progress.total = total;
	progress_step(&told->progress, done);
}

static void put_side(const struct told *told, const struct rehearse_facts *facts,
                     const struct rehearse_books *side)
{
	const struct ledger *ledger = side->ledger;
	int64_t held;

	csv_put_int(told->out, rehearse_points(side->orders, facts->n_orders, told->from, &held));
	csv_put_int(told->out, ledger->available);
	csv_put_int(told->out, ledger->pending);
	csv_put_int(told->out, ledger->debt);
	csv_put_int(told->out, ledger->held);
	csv_put_int(told->out, ledger->lifetime);
	csv_put(told->out, side->tier);
	csv_put(told->out, ledger->tier);
}

static void each(void *arg, const char *member_no, const struct rehearse_facts *facts,
                 const struct rehearse_books *old, const struct rehearse_books *new)
{
	struct told *told = arg;

	if (!told->out)
		return;
	csv_put(told->out, member_no);
	put_side(told, facts, old);
	put_side(told, facts, new);
	csv_end_row(told->out);
}

/* Begins the file of all members, one a row. */
static bool begin_file(struct told *told, void *mem, const char *path)
{
	static const char *const columns[] = {
		"member_no", "old_points", "old_available", "old_pending", "old_debt", "old_held",
		"old_lifetime", "old_tier", "old_reviewed", "new_points", "new_available", "new_pending",
		"new_debt", "new_held", "new_lifetime", "new_tier", "new_reviewed"};

	told->out = csv_create(mem, path);
	if (!told->out)
		return false;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csv_put(told->out, columns[i]);
	csv_end_row(told->out);
	return true;
}

static void print_line(const char *what, int64_t old, int64_t new)
{
	printf("  %-28s %16lld %16lld %+16lld\n", what, (long long)old, (long long)new,
	       (long long)(new - old));
}

static void print_result(const struct rehearse_result *r, const struct plan *old,
                         const struct plan *new, const char *from)
{
	printf("%lld orders of %lld members paid since %s, by %s and by %s\n", (long long)r->orders,
	       (long long)r->members, from, old->name, new->name);
	printf("  %-28s %16s %16s %16s\n", "", "in force", "draft", "difference");
	print_line("points, less refunds", r->old.points, r->new.points);
	print_line("  worth, in fen", rehearse_worth(old, r->old.points),
	           rehearse_worth(new, r->new.points));
	print_line("  held above a day's cap", r->old.held, r->new.held);
	print_line("points open at the end", r->old.open, r->new.open);
	print_line("  worth, in fen", rehearse_worth(old, r->old.open),
	           rehearse_worth(new, r->new.open));
	printf("  %lld members earn more, %lld less; %lld are a tier up, %lld a tier down\n",
	       (long long)r->more, (long long)r->less, (long long)r->up, (long long)r->down);
	for (int i = 0; i < PLAN_TIERS * PLAN_TIERS; i++)
		if (r->tiers[i / PLAN_TIERS][i % PLAN_TIERS] > 0)
			printf("  %-12s to %-12s %10lld members\n", old->tiers[i / PLAN_TIERS].code,
			       new->tiers[i % PLAN_TIERS].code,
			       (long long)r->tiers[i / PLAN_TIERS][i % PLAN_TIERS]);
}

static struct plan *read_plan(void *mem, const char *path)
{
	char error[200] = "unreadable";
	struct config *tree = config_read(path);
	struct plan *plan = tree ? plan_parse(mem, tree, error) : NULL;

	config_free(tree);
	if (!plan)
		job_say(JOB_USAGE, "%s: %s", path, error);
	return plan;
}

static int rehearse(struct job *job, struct plan *draft, struct told *told)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	struct rehearse_result *result = talloc_zero(job->mem, struct rehearse_result);
	struct rehearse_work work = {.plans = job->plans, .draft = draft, .from = told->from,
	                             .each = each, .step = step, .arg = told};
	char from[INSTANT_TEXT];
	enum db got;

	progress_begin(&told->progress, "members", 0);
	got = result ? rehearse_run(&env, &work, result) : DB_FAIL;
	progress_end(&told->progress);
	if (told->out && !csv_close(told->out))
		return job_say(JOB_FAILED, "the file could not be written");
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the rehearsal could not be done; run it again");
	print_result(result, plan_on(job->plans, told->today), draft, day_iso(from, told->from));
	return JOB_DONE;
}

int job_plan_rehearse(struct job *job, int argc, char **argv)
{
	const char *from = job_option(&argc, argv, "--from");
	const char *members = job_option(&argc, argv, "--members");
	int code = job_words(argc, argv, 1, "plan rehearse FILE [--from DAY] [--members OUT.csv]");
	struct told told = {.from = rehearse_default_from(clock_now()), .today = day_of(clock_now())};
	struct plan *draft;

	if (code != JOB_DONE)
		return code;
	if (from && (!day_parse(from, &told.from) || told.from > told.today))
		return job_say(JOB_USAGE, "--from needs a day that is over, like 2025-11-01");
	draft = read_plan(job->mem, argv[0]);
	if (!draft)
		return JOB_USAGE;
	if (members && !begin_file(&told, job->mem, members))
		return job_say(JOB_USAGE, "%s: %s", members, strerror(errno));
	job_be_patient(job);
	return rehearse(job, draft, &told);
}

int job_rehearse_due(struct job *job, int argc, char **argv)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	int done = 0;
	int64_t waiting;
	enum db got;

	(void)argv;
	if (argc > 0)
		return job_say(JOB_USAGE, "usage: pointsctl rehearse due");
	got = rehearsal_next(job->db, &waiting);
	if (got == DB_NONE)
		return JOB_DONE;
	job_be_patient(job);
	if (got == DB_OK)
		got = claim_take(job->db, NAME);
	if (got == DB_OK) {
		got = rehearse_due(&env, job->plans, &done);
		if (claim_leave(job->db, NAME, DAY_NONE) != DB_OK)
			got = DB_FAIL;
	}
	if (done > 0)
		printf("rehearsals: %d done\n", done);
	return got == DB_OK ? JOB_DONE : job_say(JOB_FAILED, "a rehearsal waits; the next run tries again");
}
