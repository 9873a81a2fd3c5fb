#include "store/custom.h"

#include <string.h>

#include "base/mem.h"

#define COLUMNS                                                                              \
	"c.member_id, COALESCE(c.owner_id, 0), c.trip_no, c.destination, c.period, c.people,"    \
	" c.budget_fen, c.priority, c.state, c.waiting, c.reason, c.due_at, c.opened_at,"        \
	" c.closed_at, c.last_step"
#define OUT "iisssiiissstttiss"
#define OF_STAFF                                                                             \
	"SELECT " COLUMNS ", m.member_no, COALESCE(s.name, '') FROM custom_trip c"               \
	" JOIN member m ON m.member_id = c.member_id LEFT JOIN staff s ON s.staff_id = c.owner_id" \
	" AND s.state = 'active' AND s.role IN ('clerk', 'manager')"

static const struct db_sql asker = {
	"SELECT m.kind, COALESCE(s.staff_id, 0) FROM member m LEFT JOIN staff s"
	" ON s.staff_id = m.adviser_id AND s.state = 'active' WHERE m.member_id = ?",
	"i", "si"};
static const struct db_sql open_count = {
	"SELECT COUNT(*) FROM custom_trip WHERE member_id = ? AND closed_at IS NULL FOR UPDATE", "i",
	"i"};
static const struct db_sql add = {
	"INSERT INTO custom_trip (member_id, trip_no, destination, period, people, budget_fen,"
	" priority, state, waiting, due_at, owner_id, opened_at, last_step)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isssiiisstIti", ""};
static const struct db_sql step_add = {
	"INSERT INTO custom_step (trip_no, step_no, step, author, staff_id, text, shown, at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"sissIsit", ""};
static const struct db_sql lock = {
	"SELECT " COLUMNS ", '', '' FROM custom_trip c WHERE c.member_id = ? AND c.trip_no = ?"
	" FOR UPDATE",
	"is", OUT};
static const struct db_sql put = {
	"UPDATE custom_trip SET state = ?, waiting = ?, due_at = ?, closed_at = ?, last_step = ?"
	" WHERE member_id = ? AND trip_no = ?",
	"ssttiis", ""};
static const struct db_sql put_staff = {
	"UPDATE custom_trip SET state = ?, waiting = ?, due_at = ?, closed_at = ?, last_step = ?,"
	" owner_id = ?, reason = ? WHERE member_id = ? AND trip_no = ?",
	"ssttiIsis", ""};
static const struct db_sql order_add = {
	"INSERT INTO custom_order (trip_no, partner, order_no, staff_id, at) VALUES (?, ?, ?, ?, ?)",
	"sssit", ""};
static const struct db_sql order_of = {
	"SELECT partner FROM order_head WHERE member_id = ? AND order_no = ? UNION ALL"
	" SELECT h.partner FROM account_merge g JOIN order_head h ON h.member_id = g.from_id"
	" WHERE g.into_id = ? AND g.undone_at IS NULL AND h.order_no = ? LIMIT 1",
	"isis", "s"};
static const struct db_sql merge = {
	"UPDATE custom_trip SET came_from = member_id, member_id = ? WHERE member_id = ?", "ii", ""};
static const struct db_sql unmerge = {
	"UPDATE custom_trip SET member_id = ?, came_from = NULL WHERE member_id = ?"
	" AND came_from = ?",
	"iii", ""};
static const struct db_sql one = {
	"SELECT " COLUMNS ", '', '' FROM custom_trip c WHERE c.member_id = ? AND c.trip_no = ?", "is",
	OUT};
static const struct db_sql mine = {
	"SELECT " COLUMNS ", '', '' FROM custom_trip c WHERE c.member_id = ?"
	" ORDER BY c.opened_at DESC, c.trip_no LIMIT ?",
	"ii", OUT};
/* all-members: staff open a trip by its reference */
static const struct db_sql found = {OF_STAFF " WHERE c.trip_no = ?", "s", OUT};
/* all-members: the staff's queue */
static const struct db_sql queued = {
	OF_STAFF " WHERE c.waiting = ? AND (? = 0 OR c.due_at < ?) AND (? = 0 OR c.owner_id = ?)"
	" AND (? = 0 OR s.staff_id IS NULL)"
	" ORDER BY (c.due_at < ?) DESC, c.priority DESC, c.due_at, c.trip_no LIMIT ?",
	"sitiiiti", OUT};
/* all-members: what is over, the latest first along the queue's key */
static const struct db_sql over = {
	OF_STAFF " WHERE c.waiting = 'none' ORDER BY c.due_at DESC, c.trip_no LIMIT ?", "i", OUT};
/* all-members: how much waits for staff */
static const struct db_sql figures = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(due_at < ?), 0) AS SIGNED) FROM custom_trip"
	" WHERE waiting = 'staff'",
	"t", "ii"};
static const struct db_sql steps = {
	"SELECT t.step_no, t.step, t.author, COALESCE(t.staff_id, 0), COALESCE(s.name, ''), t.text,"
	" t.shown, t.at FROM custom_step t LEFT JOIN staff s ON s.staff_id = t.staff_id"
	" WHERE t.trip_no = ? ORDER BY t.step_no",
	"s", "ississit"};
static const struct db_sql steps_shown = {
	"SELECT step_no, step, author, COALESCE(staff_id, 0), '', text, shown, at FROM custom_step"
	" WHERE trip_no = ? AND shown = 1 ORDER BY step_no",
	"s", "ississit"};
static const struct db_sql orders = {
	"SELECT partner, order_no, at FROM custom_order WHERE trip_no = ? ORDER BY at, order_no", "s",
	"sst"};

/* A column that is NULL for 0. */
static int64_t or_null(uint64_t id)
{
	return id ? (int64_t)id : INT64_MIN;
}

enum db custom_asker(struct database *db, void *mem, uint64_t member_id, char **kind,
                     uint64_t *adviser)
{
	int64_t id = 0;
	enum db got = db_one(db, mem, &asker, (int64_t)member_id, kind, &id);

	*adviser = (uint64_t)id;
	return got;
}

enum db custom_open_count_lock(struct database *db, uint64_t member_id, int64_t *open)
{
	return db_one(db, NULL, &open_count, (int64_t)member_id, open);
}

enum db custom_add(struct database *db, const struct custom_row *row)
{
	return db_run(db, &add, (int64_t)row->member_id, row->trip_no, row->destination, row->period,
	              row->people, row->budget_fen, (int64_t)row->priority, row->state, row->waiting,
	              row->due_at, or_null(row->owner_id), row->opened_at, row->last_step);
}

enum db custom_step_add(struct database *db, const char *trip_no, const struct custom_step *step)
{
	return db_run(db, &step_add, trip_no, step->step_no, step->step, step->author,
	              or_null(step->staff_id), step->text, (int64_t)step->shown, step->at);
}

/* The rows of SQL's open query, all of them, into an array of *N on MEM. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct custom_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct custom_row row;
		int64_t member_id, owner_id, priority;
		char *t[8];

		got = db_next(db, sql, &member_id, &owner_id, &t[0], &t[1], &t[2], &row.people,
		              &row.budget_fen, &priority, &t[3], &t[4], &t[5], &row.due_at,
		              &row.opened_at, &row.closed_at, &row.last_step, &t[6], &t[7]);
		if (got != DB_OK)
			break;
		row.member_id = (uint64_t)member_id;
		row.owner_id = (uint64_t)owner_id;
		row.priority = priority != 0;
		row.trip_no = t[0];
		row.destination = t[1];
		row.period = t[2];
		row.state = t[3];
		row.waiting = t[4];
		row.reason = t[5];
		row.member_no = t[6];
		row.owner = t[7];
		*out = talloc_realloc(mem, *out, struct custom_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The one row of SQL's open query. */
static enum db first(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                     struct custom_row *out)
{
	struct custom_row *list;
	int n;

	got = rows(db, mem, sql, got, &list, &n);
	if (got == DB_OK && n == 0)
		return DB_NONE;
	if (got == DB_OK)
		*out = list[0];
	return got;
}

enum db custom_lock(struct database *db, void *mem, uint64_t member_id, const char *trip_no,
                    struct custom_row *out)
{
	return first(db, mem, &lock, db_query(db, mem, &lock, (int64_t)member_id, trip_no), out);
}

enum db custom_put(struct database *db, const struct custom_row *row)
{
	return db_run(db, &put, row->state, row->waiting, row->due_at, row->closed_at, row->last_step,
	              (int64_t)row->member_id, row->trip_no);
}

enum db custom_put_staff(struct database *db, const struct custom_row *row)
{
	return db_run(db, &put_staff, row->state, row->waiting, row->due_at, row->closed_at,
	              row->last_step, or_null(row->owner_id), row->reason, (int64_t)row->member_id,
	              row->trip_no);
}

enum db custom_order_add(struct database *db, const char *trip_no, uint64_t staff_id,
                         const struct custom_order *order)
{
	return db_run(db, &order_add, trip_no, order->partner, order->order_no, (int64_t)staff_id,
	              order->at);
}

enum db custom_order_of(struct database *db, void *mem, uint64_t member_id, const char *order_no,
                        char **partner)
{
	return db_one(db, mem, &order_of, (int64_t)member_id, order_no, (int64_t)member_id, order_no,
	              partner);
}

enum db custom_merge(struct database *db, uint64_t from_id, uint64_t into_id)
{
	return db_run(db, &merge, (int64_t)into_id, (int64_t)from_id);
}

enum db custom_unmerge(struct database *db, uint64_t from_id, uint64_t into_id)
{
	return db_run(db, &unmerge, (int64_t)from_id, (int64_t)into_id, (int64_t)from_id);
}

enum db custom_read(struct database *db, void *mem, uint64_t member_id, const char *trip_no,
                    struct custom_row *out)
{
	return first(db, mem, &one, db_query(db, mem, &one, (int64_t)member_id, trip_no), out);
}

enum db custom_find(struct database *db, void *mem, const char *trip_no, struct custom_row *out)
{
	return first(db, mem, &found, db_query(db, mem, &found, trip_no), out);
}

enum db custom_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                    struct custom_row **out, int *n)
{
	return rows(db, mem, &mine, db_query(db, mem, &mine, (int64_t)member_id, limit), out, n);
}

enum db custom_queue(struct database *db, void *mem, const struct custom_queue *q,
                     struct custom_row **out, int *n)
{
	if (strcmp(q->waiting, "none") == 0)
		return rows(db, mem, &over, db_query(db, mem, &over, q->limit), out, n);
	return rows(db, mem, &queued,
	            db_query(db, mem, &queued, q->waiting, (int64_t)q->overdue, q->now,
	                     (int64_t)q->owner_id, (int64_t)q->owner_id, (int64_t)q->desk, q->now,
	                     q->limit),
	            out, n);
}

enum db custom_count(struct database *db, int64_t now, int64_t *staff, int64_t *overdue)
{
	return db_one(db, NULL, &figures, now, staff, overdue);
}

enum db custom_steps(struct database *db, void *mem, const char *trip_no, bool all,
                     struct custom_step **out, int *n)
{
	const struct db_sql *sql = all ? &steps : &steps_shown;
	enum db got = db_query(db, mem, sql, trip_no);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct custom_step row;
		int64_t staff_id, shown;

		got = db_next(db, sql, &row.step_no, &row.step, &row.author, &staff_id, &row.staff,
		              &row.text, &shown, &row.at);
		if (got != DB_OK)
			break;
		row.staff_id = (uint64_t)staff_id;
		row.shown = shown != 0;
		*out = talloc_realloc(mem, *out, struct custom_step, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db custom_orders(struct database *db, void *mem, const char *trip_no,
                      struct custom_order **out, int *n)
{
	struct custom_order row;
	enum db got = db_query(db, mem, &orders, trip_no);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &orders, &row.partner, &row.order_no, &row.at)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct custom_order, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
