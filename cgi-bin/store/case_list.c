/* Lists of cases: a member's own, the staff's queue, and what stands in one. */
#include <string.h>

#include "base/mem.h"
#include "store/case_sql.h"

#define OF_STAFF                                                                             \
	"SELECT " CASE_COLUMNS ", m.member_no, COALESCE(s.name, '') FROM service_case c"         \
	" JOIN member m ON m.member_id = c.member_id LEFT JOIN staff s ON s.staff_id = c.owner_id"

static const struct db_sql one = {
	"SELECT " CASE_COLUMNS ", '', '' FROM service_case c WHERE c.member_id = ? AND c.case_no = ?",
	"is", CASE_OUT};
static const struct db_sql mine = {
	"SELECT " CASE_COLUMNS ", '', '' FROM service_case c WHERE c.member_id = ?"
	" ORDER BY c.opened_at DESC, c.case_no LIMIT ?",
	"ii", CASE_OUT};
static const struct db_sql mine_behind = {
	"SELECT " CASE_COLUMNS ", '', '' FROM service_case b JOIN service_case c"
	" ON c.member_id = b.member_id AND (c.opened_at < b.opened_at"
	" OR (c.opened_at = b.opened_at AND c.case_no > b.case_no))"
	" WHERE b.member_id = ? AND b.case_no = ? ORDER BY c.opened_at DESC, c.case_no LIMIT ?",
	"isi", CASE_OUT};
/* all-members: staff open a case by its reference */
static const struct db_sql found = {OF_STAFF " WHERE c.case_no = ?", "s", CASE_OUT};
/* all-members: the staff's queue */
static const struct db_sql queued = {
	OF_STAFF " WHERE c.waiting = ? AND (? = 0 OR c.due_at < ?) AND (? = 0 OR c.owner_id = ?)"
	" ORDER BY (c.due_at < ?) DESC, c.priority DESC, c.due_at, c.case_no LIMIT ?",
	"sitiiti", CASE_OUT};
#define CLOSED(priority)                                                                     \
	"(SELECT member_id, case_no FROM service_case" /* all-members: the staff's queue */      \
	" WHERE waiting = 'none' AND priority = " priority " ORDER BY due_at DESC LIMIT ?)"
/* all-members: the closed ones, the latest of each kind along the queue's key */
static const struct db_sql closed = {
	"SELECT " CASE_COLUMNS ", m.member_no, COALESCE(s.name, '') FROM ("
	CLOSED("0") " UNION ALL " CLOSED("1") ") k" /* all-members: as above */
	" JOIN service_case c ON c.member_id = k.member_id AND c.case_no = k.case_no"
	" JOIN member m ON m.member_id = c.member_id LEFT JOIN staff s ON s.staff_id = c.owner_id"
	" ORDER BY c.due_at DESC, c.case_no LIMIT ?",
	"iii", CASE_OUT};
/* all-members: how much waits for staff */
static const struct db_sql figures = {
	"SELECT CAST(COALESCE(SUM(waiting = 'staff'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(waiting = 'staff' AND due_at < ?), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(waiting = 'member'), 0) AS SIGNED),"
	" (SELECT COUNT(*) FROM goodwill WHERE state = 'asked')" /* all-members: as above */
	" FROM service_case WHERE waiting IN ('staff', 'member')",
	"t", "iiii"};
static const struct db_sql steps = {
	"SELECT t.step_no, t.step, t.author, COALESCE(t.staff_id, 0), COALESCE(s.name, ''), t.text,"
	" t.shown, t.at FROM case_step t LEFT JOIN staff s ON s.staff_id = t.staff_id"
	" WHERE t.member_id = ? AND t.case_no = ? ORDER BY t.step_no",
	"is", "ississit"};
static const struct db_sql steps_shown = {
	"SELECT step_no, step, author, COALESCE(staff_id, 0), '', text, shown, at FROM case_step"
	" WHERE member_id = ? AND case_no = ? AND shown = 1 ORDER BY step_no",
	"is", "ississit"};
static const struct db_sql answers = {
	"SELECT CAST(answer_no AS SIGNED), class, title, text, text_en, state FROM case_answer"
	" WHERE ? = '' OR (state = 'live' AND class IN ('', ?)) ORDER BY state, class, answer_no",
	"ss", "isssss"};
static const struct db_sql answer_add = {
	"INSERT INTO case_answer (class, title, text, text_en) VALUES (?, ?, ?, ?)", "ssss", ""};
static const struct db_sql answer_state = {
	"UPDATE case_answer SET state = ? WHERE answer_no = ?", "si", ""};

/* The rows of SQL's open query, all of them, into an array of *N on MEM. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct case_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct case_row row;
		struct case_values v;
		char **t = v.text;

		got = db_next(db, sql, &v.member_id, &v.owner_id, &t[0], &t[1], &t[2], &t[3], &t[4],
		              &t[5], &t[6], &t[7], &t[8], &t[9], &v.priority, &t[10], &t[11],
		              &row.due_at, &row.opened_at, &row.ack_due, &row.acked_at,
		              &row.answer_due, &row.answered_at, &row.closed_at, &row.reopened, &t[12],
		              &t[13], &row.rating, &t[14], &row.last_step, &t[15], &t[16]);
		if (got != DB_OK)
			break;
		case_row_of(&row, &v);
		*out = talloc_realloc(mem, *out, struct case_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The one row of SQL's open query. */
static enum db first(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                     struct case_row *out)
{
	struct case_row *list;
	int n;

	got = rows(db, mem, sql, got, &list, &n);
	if (got == DB_OK && n == 0)
		return DB_NONE;
	if (got == DB_OK)
		*out = list[0];
	return got;
}

enum db case_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                  struct case_row *out)
{
	return first(db, mem, &one, db_query(db, mem, &one, (int64_t)member_id, case_no), out);
}

enum db case_find(struct database *db, void *mem, const char *case_no, struct case_row *out)
{
	return first(db, mem, &found, db_query(db, mem, &found, case_no), out);
}

enum db case_list(struct database *db, void *mem, uint64_t member_id, const char *before,
                  int64_t limit, struct case_row **out, int *n)
{
	if (*before)
		return rows(db, mem, &mine_behind,
		            db_query(db, mem, &mine_behind, (int64_t)member_id, before, limit), out, n);
	return rows(db, mem, &mine, db_query(db, mem, &mine, (int64_t)member_id, limit), out, n);
}

enum db case_queue(struct database *db, void *mem, const struct case_queue *q,
                   struct case_row **out, int *n)
{
	if (strcmp(q->waiting, "none") == 0)
		return rows(db, mem, &closed,
		            db_query(db, mem, &closed, q->limit, q->limit, q->limit), out, n);
	return rows(db, mem, &queued,
	            db_query(db, mem, &queued, q->waiting, (int64_t)q->overdue, q->now,
	                     (int64_t)q->owner_id, (int64_t)q->owner_id, q->now, q->limit),
	            out, n);
}

enum db case_count(struct database *db, int64_t now, struct case_counts *out)
{
	return db_one(db, NULL, &figures, now, &out->staff, &out->overdue, &out->member,
	              &out->unsigned_goodwill);
}

enum db case_steps(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                   bool all, struct case_step **out, int *n)
{
	const struct db_sql *sql = all ? &steps : &steps_shown;
	enum db got = db_query(db, mem, sql, (int64_t)member_id, case_no);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct case_step row;
		int64_t staff_id, shown;

		got = db_next(db, sql, &row.step_no, (char **)&row.step, (char **)&row.author, &staff_id,
		              (char **)&row.staff, (char **)&row.text, &shown, &row.at);
		if (got != DB_OK)
			break;
		row.staff_id = (uint64_t)staff_id;
		row.shown = shown != 0;
		*out = talloc_realloc(mem, *out, struct case_step, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db case_answer_list(struct database *db, void *mem, const char *class,
                         struct case_answer **out, int *n)
{
	enum db got = db_query(db, mem, &answers, class, class);
	struct case_answer row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &answers, &row.answer_no, &row.class, &row.title, &row.text,
	                      &row.text_en, &row.state)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct case_answer, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db case_answer_add(struct database *db, const struct case_answer *answer)
{
	return db_run(db, &answer_add, answer->class, answer->title, answer->text, answer->text_en);
}

enum db case_answer_state(struct database *db, int64_t answer_no, const char *state)
{
	enum db got = db_run(db, &answer_state, state, answer_no);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}
