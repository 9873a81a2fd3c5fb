#include "store/case.h"

#include "base/mem.h"

static const struct db_sql tier_lock = {
	"SELECT tier FROM account WHERE member_id = ? FOR UPDATE", "i", "s"};
static const struct db_sql open_count = {
	"SELECT COUNT(*) FROM service_case WHERE member_id = ? AND waiting <> 'none' FOR UPDATE", "i",
	"i"};
static const struct db_sql add = {
	"INSERT INTO service_case (member_id, case_no, kind, class, department, source, source_ref,"
	" partner, order_no, category, branch, priority, state, waiting, due_at, owner_id, opened_at,"
	" ack_due, acked_at, answer_due, last_step)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"issssssssssisstItttti", ""};
static const struct db_sql step_add = {
	"INSERT INTO case_step (member_id, case_no, step_no, step, author, staff_id, text, shown, at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isissIsit", ""};
static const struct db_sql public_read = {
	"SELECT class, state, outcome FROM service_case WHERE member_id = ? AND case_no = ?", "is",
	"sss"};

/* A column that is NULL for 0. */
static int64_t or_null(uint64_t id)
{
	return id ? (int64_t)id : INT64_MIN;
}

enum db case_tier_lock(struct database *db, void *mem, uint64_t member_id, char **tier)
{
	return db_one(db, mem, &tier_lock, (int64_t)member_id, tier);
}

enum db case_open_count_lock(struct database *db, uint64_t member_id, int64_t *open)
{
	return db_one(db, NULL, &open_count, (int64_t)member_id, open);
}

enum db case_add(struct database *db, const struct case_row *row)
{
	return db_run(db, &add, (int64_t)row->member_id, row->case_no, row->kind, row->class,
	              row->department, row->source, row->source_ref, row->partner, row->order_no,
	              row->category, row->branch, (int64_t)row->priority, row->state, row->waiting,
	              row->due_at, or_null(row->owner_id), row->opened_at, row->ack_due,
	              row->acked_at, row->answer_due, row->last_step);
}

enum db case_step_add(struct database *db, uint64_t member_id, const char *case_no,
                      const struct case_step *step)
{
	return db_run(db, &step_add, (int64_t)member_id, case_no, step->step_no, step->step,
	              step->author, or_null(step->staff_id), step->text, (int64_t)step->shown,
	              step->at);
}

enum db case_public_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct case_public *out)
{
	return db_one(db, mem, &public_read, (int64_t)member_id, case_no, &out->class, &out->state,
	              &out->outcome);
}
