#include "store/case.h"

#include "base/mem.h"
#include "store/case_sql.h"

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
static const struct db_sql lock = {
	"SELECT " CASE_COLUMNS ", '', '' FROM service_case c WHERE c.member_id = ? AND c.case_no = ?"
	" FOR UPDATE",
	"is", CASE_OUT};
static const struct db_sql put = {
	"UPDATE service_case SET state = ?, waiting = ?, due_at = ?, answer_due = ?, reopened = ?,"
	" last_step = ? WHERE member_id = ? AND case_no = ?",
	"ssttiiis", ""};
static const struct db_sql put_staff = {
	"UPDATE service_case SET state = ?, waiting = ?, due_at = ?, answer_due = ?, reopened = ?,"
	" last_step = ?, class = ?, department = ?, owner_id = ?, acked_at = ?, answered_at = ?,"
	" cause = ?, outcome = ?, closed_at = ? WHERE member_id = ? AND case_no = ?",
	"ssttiissIttsstis", ""};
static const struct db_sql rate_put = {
	"UPDATE service_case SET rating = ?, rating_text = ? WHERE member_id = ? AND case_no = ?",
	"isis", ""};
static const struct db_sql public_read = {
	"SELECT class, state, outcome FROM service_case WHERE member_id = ? AND case_no = ?", "is",
	"sss"};
static const struct db_sql picture_add = {
	"INSERT INTO case_picture (member_id, case_no, picture_no, made_at, type, width, height,"
	" bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"isitsiib", ""};
static const struct db_sql picture_count = {
	"SELECT COUNT(*) FROM case_picture WHERE member_id = ? AND case_no = ? FOR UPDATE", "is",
	"i"};
static const struct db_sql picture_list = {
	"SELECT picture_no, made_at, type, width, height FROM case_picture"
	" WHERE member_id = ? AND case_no = ? ORDER BY picture_no",
	"is", "itsii"};
static const struct db_sql picture_read_one = {
	"SELECT type, width, height, bytes FROM case_picture"
	" WHERE member_id = ? AND case_no = ? AND picture_no = ?",
	"isi", "siib"};

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

void case_row_of(struct case_row *out, const struct case_values *v)
{
	out->member_id = (uint64_t)v->member_id;
	out->owner_id = (uint64_t)v->owner_id;
	out->priority = v->priority != 0;
	out->case_no = v->text[0];
	out->kind = v->text[1];
	out->class = v->text[2];
	out->department = v->text[3];
	out->source = v->text[4];
	out->source_ref = v->text[5];
	out->partner = v->text[6];
	out->order_no = v->text[7];
	out->category = v->text[8];
	out->branch = v->text[9];
	out->state = v->text[10];
	out->waiting = v->text[11];
	out->cause = v->text[12];
	out->outcome = v->text[13];
	out->rating_text = v->text[14];
	out->member_no = v->text[15];
	out->owner = v->text[16];
}

enum db case_lock(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                  struct case_row *out)
{
	struct case_values v;
	char **t = v.text;
	enum db got = db_one(db, mem, &lock, (int64_t)member_id, case_no, &v.member_id, &v.owner_id,
	                     &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], &t[8], &t[9],
	                     &v.priority, &t[10], &t[11], &out->due_at, &out->opened_at,
	                     &out->ack_due, &out->acked_at, &out->answer_due, &out->answered_at,
	                     &out->closed_at, &out->reopened, &t[12], &t[13], &out->rating, &t[14],
	                     &out->last_step, &t[15], &t[16]);

	if (got == DB_OK)
		case_row_of(out, &v);
	return got;
}

enum db case_put(struct database *db, const struct case_row *row)
{
	return db_run(db, &put, row->state, row->waiting, row->due_at, row->answer_due,
	              row->reopened, row->last_step, (int64_t)row->member_id, row->case_no);
}

enum db case_put_staff(struct database *db, const struct case_row *row)
{
	return db_run(db, &put_staff, row->state, row->waiting, row->due_at, row->answer_due,
	              row->reopened, row->last_step, row->class, row->department,
	              or_null(row->owner_id), row->acked_at, row->answered_at, row->cause,
	              row->outcome, row->closed_at, (int64_t)row->member_id, row->case_no);
}

enum db case_rate_put(struct database *db, uint64_t member_id, const char *case_no,
                      int64_t rating, const char *text)
{
	return db_run(db, &rate_put, rating, text, (int64_t)member_id, case_no);
}

enum db case_public_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct case_public *out)
{
	return db_one(db, mem, &public_read, (int64_t)member_id, case_no, &out->class, &out->state,
	              &out->outcome);
}

enum db case_picture_add(struct database *db, uint64_t member_id, const char *case_no,
                         const struct case_picture *picture)
{
	const struct picture_row *p = &picture->picture;

	return db_run(db, &picture_add, (int64_t)member_id, case_no, picture->picture_no,
	              picture->made_at, p->type, p->width, p->height, p->bytes);
}

enum db case_picture_count_lock(struct database *db, uint64_t member_id, const char *case_no,
                                int64_t *count)
{
	return db_one(db, NULL, &picture_count, (int64_t)member_id, case_no, count);
}

enum db case_picture_list(struct database *db, void *mem, uint64_t member_id,
                          const char *case_no, struct case_picture **out, int *n)
{
	enum db got = db_query(db, mem, &picture_list, (int64_t)member_id, case_no);
	struct case_picture row = {0};
	struct picture_row *p = &row.picture;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &picture_list, &row.picture_no, &row.made_at,
	                                      &p->type, &p->width, &p->height)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct case_picture, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db case_picture_read(struct database *db, void *mem, uint64_t member_id,
                          const char *case_no, int64_t picture_no, struct picture_row *out)
{
	return db_one(db, mem, &picture_read_one, (int64_t)member_id, case_no, picture_no,
	              &out->type, &out->width, &out->height, &out->bytes);
}
