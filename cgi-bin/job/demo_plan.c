#include "job/demo_plan.h"

#include "base/mem.h"
#include "rule/plan_text.h"
#include "service/rehearse.h"
#include "store/staff.h"

#define MANAGER "manager@demo.test"

struct begun {
	struct plan_draft draft;
	int64_t now;
};

static enum db begin(struct database *db, void *arg)
{
	struct begun *b = arg;
	struct rehearsal row = {.edit = 1, .source = b->draft.source,
	                        .from_day = rehearse_default_from(b->now),
	                        .staff_id = b->draft.staff_id, .asked_at = b->now};
	enum db got = plan_draft_add(db, &b->draft);

	row.draft_id = db_last_id(db);
	return got == DB_OK ? rehearsal_add(db, &row) : got;
}

bool demo_plan(struct job *job, int64_t now)
{
	const struct plan *plan = job->plans->plans[job->plans->n - 1];
	const struct plan_tier *top = &plan->tiers[plan->n_tiers - 1];
	struct begun b = {.now = now};
	struct plan_stored newest;
	struct plan_draft *drafts;
	struct staff manager;
	int n;

	if (plan_draft_list(job->db, job->mem, 1, &drafts, &n) != DB_OK ||
	    plan_stored_read(job->db, job->mem, 0, &newest) != DB_OK ||
	    staff_find(job->db, job->mem, MANAGER, &manager) != DB_OK)
		return false;
	if (n > 0 || plan->measure == MEASURE_SPEND_OR_TRIPS)
		return true;
	b.draft = (struct plan_draft){
		.title = talloc_asprintf(job->mem, "%s的门槛加倍", top->name.zh),
		.source = plan_text_set(job->mem, newest.source,
		                        talloc_asprintf(job->mem, "Tiers.%s.Points", top->code),
		                        talloc_asprintf(job->mem, "%lld", (long long)top->points * 2)),
		.base_version = newest.version, .staff_id = manager.staff_id, .edited_at = now};
	return db_transact(job->db, begin, &b) == DB_OK;
}
