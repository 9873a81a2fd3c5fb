#include "service/rehearse.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/rehearse.h"

#define SLICE 200 /* members read at a time */
#define MONTHS_BACK 12

int32_t rehearse_default_from(int64_t now)
{
	return day_add_months(day_of(now), -MONTHS_BACK);
}

/* Some members: both sides, added up. */
static void slice(const struct service_env *env, const struct rehearse_work *w,
                  const struct plan_book *drafted, const struct rehearse_facts *facts, char **nos,
                  int n, struct rehearse_result *out)
{
	int32_t today = day_of(env->now);

	for (int i = 0; i < n; i++) {
		void *mem = talloc_new(NULL);
		struct rehearse_books old = rehearse_replay(mem, w->plans, &facts[i], env->now);
		struct rehearse_books new = rehearse_replay(mem, drafted, &facts[i], env->now);

		rehearse_add(out, &facts[i], &old, &new, plan_on(w->plans, today),
		             plan_on(drafted, today), w->from, today);
		if (w->each)
			w->each(w->arg, nos[i], &facts[i], &old, &new);
		talloc_free(mem);
	}
}

enum db rehearse_run(const struct service_env *env, const struct rehearse_work *w,
                     struct rehearse_result *out)
{
	void *mem = talloc_new(env->mem), *part;
	const struct plan_book *drafted = rehearse_book(mem, w->plans, w->draft, w->from);
	int64_t total = 0, done = 0;
	uint64_t after = 0;
	int n = 1;
	enum db got = rehearse_count(env->db, &total);

	memset(out, 0, sizeof *out);
	while (got == DB_OK && n > 0) {
		struct rehearse_facts *facts;
		char **nos;

		part = talloc_new(mem);
		got = rehearse_read(env->db, part, after, SLICE, &facts, &nos, &n);
		if (got == DB_OK && n > 0) {
			slice(env, w, drafted, facts, nos, n, out);
			after = facts[n - 1].member_id;
			done += n;
			if (w->step)
				w->step(w->arg, done, done > total ? done : total);
		}
		talloc_free(part);
	}
	talloc_free(mem);
	return got;
}

/* The one asked for, while it runs. */
struct due {
	const struct service_env *env;
	int64_t id;
	struct rehearse_result *result;
	const struct plan *old_plan, *new_plan;
};

/* Progress is for the page to show: one that is not noted does no harm. */
static void note(void *arg, int64_t done, int64_t total)
{
	const struct due *due = arg;

	(void)total;
	if (rehearsal_step(due->env->db, due->id, done) != DB_OK)
		log_event(LOG_WARN, "rehearsal_not_noted", "id=%lld", (long long)due->id);
}

static enum db write_work(struct database *db, void *arg)
{
	const struct due *due = arg;

	return rehearsal_write(db, due->id, due->result, due->old_plan, due->new_plan, clock_now());
}

/* Rehearses the text of rehearsal ROW. DB_NONE: its text is no plan any more. */
static enum db rehearse_one(const struct service_env *env, const struct plan_book *plans,
                            const struct rehearsal *row)
{
	char error[200] = "unreadable";
	struct config *tree = config_parse(row->source);
	struct plan *draft = tree ? plan_parse(env->mem, tree, error) : NULL;
	struct rehearse_result *result = talloc_zero(env->mem, struct rehearse_result);
	struct due due = {.env = env, .id = row->rehearsal_id, .result = result};
	struct rehearse_work work = {.plans = plans, .draft = draft, .from = row->from_day,
	                             .step = note, .arg = &due};
	int64_t total = 0;
	enum db got;

	config_free(tree);
	if (!draft || !result)
		return DB_NONE;
	due.old_plan = plan_on(plans, day_of(env->now));
	due.new_plan = draft;
	got = rehearse_count(env->db, &total);
	if (got == DB_OK)
		got = rehearsal_begun(env->db, row->rehearsal_id, total, env->now);
	if (got == DB_OK)
		got = rehearse_run(env, &work, result);
	return got == DB_OK ? db_transact(env->db, write_work, &due) : got;
}

enum db rehearse_due(const struct service_env *env, const struct plan_book *plans, int *done)
{
	enum db got = DB_OK;
	int64_t id = 0;

	*done = 0;
	while (got == DB_OK && (got = rehearsal_next(env->db, &id)) == DB_OK) {
		struct service_env one = *env;
		struct rehearsal row;

		one.mem = talloc_new(env->mem);
		got = rehearsal_read(env->db, one.mem, id, &row, NULL);
		if (got == DB_OK)
			got = rehearse_one(&one, plans, &row);
		if (got == DB_NONE) {
			log_event(LOG_ERROR, "rehearsal_failed", "id=%lld", (long long)id);
			got = rehearsal_failed(env->db, id, clock_now());
		}
		*done += got == DB_OK;
		talloc_free(one.mem);
	}
	return got == DB_NONE ? DB_OK : got;
}
