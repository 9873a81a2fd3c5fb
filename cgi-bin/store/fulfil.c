#include "store/fulfil.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/redemption_sql.h"

#define BY_HAND "('goods', 'service', 'trip', 'miles', 'donation')"

/* all-members: what waits for staff; its states lead the key */
static const struct db_sql waits = {
	"SELECT category, COUNT(*), CAST(SUM(promised_on < ?) AS SIGNED),"
	" CAST(SUM(promised_on = ?) AS SIGNED), MIN(promised_on) FROM redemption"
	" WHERE state IN ('placed', 'approved') GROUP BY category",
	"dd", "siiid"};
/* A promised day ends at 16:00 UTC. all-members: how staff kept their word */
static const struct db_sql kept = {
	"SELECT category, COUNT(*),"
	" CAST(SUM(shipped_at < promised_on + INTERVAL 16 HOUR) AS SIGNED)"
	" FROM redemption WHERE shipped_at >= ? AND category IN " BY_HAND " GROUP BY category",
	"t", "sii"};
static const struct db_sql late = {
	/* all-members: the staff's queue */
	REDEMPTION_COLUMNS("m.member_no") /* all-members: the staff's queue */
	" JOIN member m ON m.member_id = r.member_id WHERE r.state IN ('placed', 'approved')"
	" AND r.promised_on < ? ORDER BY r.promised_on, r.priority DESC, r.placed_at,"
	" r.redemption_no LIMIT ?",
	"di", REDEMPTION_OUT};
static const struct db_sql parcels = {
	REDEMPTION_COLUMNS("m.member_no") /* all-members: what is to be sent */
	" JOIN member m ON m.member_id = r.member_id WHERE r.category = 'goods' AND"
	" (r.state = 'approved' OR (r.state = 'placed' AND r.held_reason = ''))"
	" ORDER BY r.priority DESC, r.promised_on, r.placed_at, r.redemption_no LIMIT ?",
	"i", REDEMPTION_OUT};
static const struct db_sql batches = {
	"SELECT CAST(b.batch_no AS SIGNED), b.rows_in, b.made_at, COALESCE(s.name, '')"
	" FROM miles_batch b LEFT JOIN staff s ON s.staff_id = b.staff_id"
	" ORDER BY b.batch_no DESC LIMIT ?",
	"i", "iits"};
/* all-members: what waits for the airline */
static const struct db_sql unsent = {
	"SELECT COUNT(*) FROM redemption WHERE state = 'approved' AND category = 'miles'"
	" AND miles_batch IS NULL",
	"", "i"};
static const struct db_sql batch_add = {
	"INSERT INTO miles_batch (staff_id, made_at) VALUES (?, ?)", "it", ""};
/* all-members: each goes into one file, whoever asks at once */
static const struct db_sql batch_take = {
	"UPDATE redemption SET miles_batch = ? WHERE state = 'approved' AND category = 'miles'"
	" AND miles_batch IS NULL",
	"i", ""};
static const struct db_sql batch_count = {
	"UPDATE miles_batch SET rows_in = ? WHERE batch_no = ?", "ii", ""};
static const struct db_sql batch_is = {
	"SELECT rows_in FROM miles_batch WHERE batch_no = ?", "i", "i"};
/* all-members: the lines of a file */
static const struct db_sql rows_of = {
	"SELECT r.redemption_no, r.flyer_no, COALESCE(p.name, ''), r.name, r.state, r.quantity,"
	" r.cost_points FROM redemption r LEFT JOIN person p ON p.member_id = r.member_id"
	" AND p.person_id = r.person_id WHERE r.miles_batch = ? ORDER BY r.redemption_no",
	"i", "sssssii"};

/* The row of CATEGORY, added where it is new. */
static struct fulfil_kind *kind_of(struct fulfil_kind *kinds, int *n, const char *word)
{
	enum item_category category = item_category_of(word);

	for (int i = 0; i < *n; i++)
		if (kinds[i].category == category)
			return &kinds[i];
	if (*n == FULFIL_KINDS)
		return &kinds[0];
	kinds[*n] = (struct fulfil_kind){.category = category, .oldest = DAY_NONE};
	return &kinds[(*n)++];
}

/* The most overdue first, then what waits longest. */
static bool before(const struct fulfil_kind *a, const struct fulfil_kind *b)
{
	if (a->overdue != b->overdue)
		return a->overdue > b->overdue;
	if (a->oldest != b->oldest)
		return b->oldest == DAY_NONE || (a->oldest != DAY_NONE && a->oldest < b->oldest);
	return a->category < b->category;
}

enum db fulfil_clock(struct database *db, int32_t today, int64_t since,
                     struct fulfil_kind kinds[FULFIL_KINDS], int *n)
{
	void *mem = talloc_new(NULL);
	struct fulfil_kind row, *kind;
	char *word;
	enum db got = db_query(db, mem, &waits, today, today);

	*n = 0;
	while (got == DB_OK && (got = db_next(db, &waits, &word, &row.waiting, &row.overdue,
	                                      &row.due_today, &row.oldest)) == DB_OK) {
		kind = kind_of(kinds, n, word);
		row.category = kind->category;
		row.sent = row.in_time = 0;
		*kind = row;
	}
	if (got == DB_NONE)
		got = db_query(db, mem, &kept, since);
	while (got == DB_OK &&
	       (got = db_next(db, &kept, &word, &row.sent, &row.in_time)) == DB_OK) {
		kind = kind_of(kinds, n, word);
		kind->sent = row.sent;
		kind->in_time = row.in_time;
	}
	talloc_free(mem);
	for (int i = 1; i < *n; i++)
		for (int k = i; k > 0 && before(&kinds[k], &kinds[k - 1]); k--) {
			row = kinds[k];
			kinds[k] = kinds[k - 1];
			kinds[k - 1] = row;
		}
	return got == DB_NONE ? DB_OK : got;
}

enum db fulfil_late(struct database *db, void *mem, int32_t today, int64_t limit,
                    struct redemption **out, int *n)
{
	return redemption_rows(db, mem, &late, db_query(db, mem, &late, today, limit), limit, out, n);
}

enum db fulfil_parcels(struct database *db, void *mem, int64_t limit, struct redemption **out,
                       int *n)
{
	return redemption_rows(db, mem, &parcels, db_query(db, mem, &parcels, limit), limit, out, n);
}

enum db miles_batches(struct database *db, void *mem, int64_t limit, struct miles_batch **out,
                      int *n)
{
	struct miles_batch row;
	enum db got = db_query(db, mem, &batches, limit);

	*out = talloc_array(mem, struct miles_batch, (unsigned)limit + 1);
	assert(*out != NULL);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &batches, &row.batch_no, &row.rows, &row.made_at,
	                                      &row.staff)) == DB_OK)
		(*out)[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db miles_waiting(struct database *db, int64_t *n)
{
	return db_one(db, NULL, &unsent, n);
}

enum db miles_batch_add(struct database *db, uint64_t staff_id, int64_t now, int64_t *batch_no)
{
	enum db got = db_run(db, &batch_add, (int64_t)staff_id, now);

	*batch_no = got == DB_OK ? db_last_id(db) : 0;
	return got;
}

enum db miles_batch_take(struct database *db, int64_t batch_no, int64_t *n)
{
	enum db got = db_run(db, &batch_take, batch_no);

	*n = got == DB_OK ? db_affected(db) : 0;
	return got;
}

enum db miles_batch_count(struct database *db, int64_t batch_no, int64_t n)
{
	return db_run(db, &batch_count, n, batch_no);
}

enum db miles_rows(struct database *db, void *mem, int64_t batch_no, struct miles_row **out,
                   int *n)
{
	struct miles_row row;
	int64_t rows = 0;
	enum db got = db_one(db, NULL, &batch_is, batch_no, &rows);

	*out = NULL;
	*n = 0;
	if (got == DB_OK)
		got = db_query(db, mem, &rows_of, batch_no);
	else
		return got;
	while (got == DB_OK &&
	       (got = db_next(db, &rows_of, &row.redemption_no, &row.flyer_no, &row.name, &row.item,
	                      &row.state, &row.quantity, &row.points)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct miles_row, (unsigned)*n + 1);
		assert(*out != NULL);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
