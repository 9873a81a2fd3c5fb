#include "store/claim.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const struct db_sql OPEN_LOCK = {
	"SELECT order_no FROM claim WHERE member_id = ? AND state = 'open' FOR UPDATE", "i", "s"
};
static const struct db_sql ADD = {
	"INSERT INTO claim (member_id, claim_no, order_no, text, state, made_at)"
	" VALUES (?, ?, ?, ?, 'open', ?)",
	"issst", ""
};
#define COLUMNS "c.member_id, c.claim_no, c.order_no, c.text, c.state, c.made_at, c.answer," \
	" c.answered_at"
#define COLUMNS_OUT "issssts" "t"
static const struct db_sql LIST = {
	"SELECT " COLUMNS ", '' FROM claim c WHERE c.member_id = ?"
	" ORDER BY c.made_at DESC, c.claim_no LIMIT ?",
	"ii", COLUMNS_OUT "s"
};
/* all-members: the staff queue */
static const struct db_sql WAITING = {
	"SELECT " COLUMNS ", m.member_no FROM claim c JOIN member m ON m.member_id = c.member_id"
	" WHERE c.state = ? ORDER BY c.made_at, c.claim_no LIMIT ?",
	"si", COLUMNS_OUT "s"
};
/* all-members: the staff queue's answered ones */
static const struct db_sql ANSWERED = {
	"SELECT " COLUMNS ", m.member_no FROM claim c JOIN member m ON m.member_id = c.member_id"
	" WHERE c.state = ? ORDER BY c.made_at DESC, c.claim_no LIMIT ?",
	"si", COLUMNS_OUT "s"
};
/* all-members: staff open a claim by its reference */
static const struct db_sql READ = {
	"SELECT " COLUMNS ", m.member_no FROM claim c JOIN member m ON m.member_id = c.member_id"
	" WHERE c.claim_no = ?",
	"s", COLUMNS_OUT "s"
};
static const struct db_sql ANSWER = {
	"UPDATE claim SET state = ?, answer = ?, staff_id = ?, answered_at = ?"
	" WHERE member_id = ? AND claim_no = ? AND state = 'open'",
	"ssitis", ""
};
/* all-members: the morning page's figure */
static const struct db_sql COUNT = {
	"SELECT COUNT(*), MIN(made_at) FROM claim WHERE state = 'open'", "", "it"
};
/* all-members: partners by number, then the one order of each by its key */
static const struct db_sql ORDERS = {
	"SELECT o.partner, o.category, COALESCE(m.member_no, ''), COALESCE(o.member_id, 0),"
	" o.paid_fen, o.paid_at, o.points, o.completed_at"
	" FROM (SELECT partner FROM partner UNION SELECT 'import') p"
	" JOIN order_head o ON o.partner = p.partner AND o.order_no = ?"
	" LEFT JOIN member m ON m.member_id = o.member_id ORDER BY o.partner LIMIT 20",
	"s", "sssiitit"
};

enum db claim_open_lock(struct database *db, uint64_t member_id, const char *order_no,
                        int64_t *open, int64_t *same)
{
	void *mem = talloc_new(NULL);
	enum db got = db_query(db, mem, &OPEN_LOCK, (int64_t)member_id);
	char *other;

	*open = *same = 0;
	while (got == DB_OK && (got = db_next(db, &OPEN_LOCK, &other)) == DB_OK) {
		++*open;
		if (strcasecmp(other, order_no) == 0)
			*same = 1;
	}
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

enum db claim_add(struct database *db, uint64_t member_id, const char *claim_no,
                  const char *order_no, const char *text, int64_t now)
{
	return db_run(db, &ADD, (int64_t)member_id, claim_no, order_no, text, now);
}

static enum db next(struct database *db, const struct db_sql *sql, struct claim *c)
{
	int64_t id = 0;
	enum db got = db_next(db, sql, &id, &c->claim_no, &c->order_no, &c->text, &c->state,
	                      &c->made_at, &c->answer, &c->answered_at, &c->member_no);

	c->member_id = (uint64_t)id;
	return got;
}

/* The rows of an open query, at most LIMIT. */
static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      int64_t limit, struct claim **out, int *n)
{
	struct claim *rows = talloc_zero_array(mem, struct claim, (size_t)limit + 1), row;

	*out = rows;
	*n = 0;
	if (!rows)
		return DB_FAIL;
	while (got == DB_OK && (got = next(db, sql, &row)) == DB_OK)
		if (*n < limit)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db claim_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                   struct claim **out, int *n)
{
	enum db got = db_query(db, mem, &LIST, (int64_t)member_id, limit);

	return gather(db, mem, &LIST, got, limit, out, n);
}

enum db claim_queue(struct database *db, void *mem, const char *state, int64_t limit,
                    struct claim **out, int *n)
{
	const struct db_sql *sql = strcmp(state, "open") == 0 ? &WAITING : &ANSWERED;
	enum db got = db_query(db, mem, sql, state, limit);

	return gather(db, mem, sql, got, limit, out, n);
}

enum db claim_read(struct database *db, void *mem, const char *claim_no, struct claim *out)
{
	int64_t id = 0;
	enum db got = db_one(db, mem, &READ, claim_no, &id, &out->claim_no, &out->order_no, &out->text,
	                     &out->state, &out->made_at, &out->answer, &out->answered_at,
	                     &out->member_no);

	out->member_id = (uint64_t)id;
	return got;
}

enum db claim_answer_put(struct database *db, uint64_t member_id, const char *claim_no,
                         const char *state, const char *answer, uint64_t staff_id, int64_t now)
{
	enum db got = db_run(db, &ANSWER, state, answer, (int64_t)staff_id, now, (int64_t)member_id,
	                     claim_no);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db claim_count(struct database *db, int64_t *open, int64_t *oldest)
{
	return db_one(db, NULL, &COUNT, open, oldest);
}

enum db claim_orders(struct database *db, void *mem, const char *order_no,
                     struct claim_order **out, int *n)
{
	struct claim_order *rows = talloc_zero_array(mem, struct claim_order, 20), row;
	enum db got = rows ? db_query(db, mem, &ORDERS, order_no) : DB_FAIL;
	int64_t id = 0;

	*out = rows;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &ORDERS, &row.partner, &row.category, &row.member_no, &id,
	                      &row.paid_fen, &row.paid_at, &row.points, &row.completed_at)) == DB_OK) {
		row.member_id = (uint64_t)id;
		if (*n < 20)
			rows[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
