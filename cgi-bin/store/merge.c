#include "store/merge.h"

#include "base/mem.h"

#define COLUMNS                                                                              \
	"g.from_id, g.into_id, g.staff_id, COALESCE(g.undone_by, 0), g.merge_no, g.reason,"      \
	" g.tier_before, g.made_at, g.undone_at, g.pin_before, g.moved_seq, g.last_move"
#define OUT "iiiisssttdiisss"
#define MOVES                                                                                \
	"SELECT n, kind, back, points, from_lot, from_seq, into_seq, base_at, net_fen, trips,"   \
	" moved_at FROM merge_move WHERE member_id = ? AND merge_no = ? ORDER BY n"

static const struct db_sql add = {
	"INSERT INTO account_merge (from_id, merge_no, into_id, reason, staff_id, made_at,"
	" tier_before, pin_before, moved_seq, last_move) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isisitsdii", ""};
static const struct db_sql lock = {
	"SELECT " COLUMNS ", '', '', '' FROM account_merge g WHERE g.from_id = ? AND g.merge_no = ?"
	" FOR UPDATE",
	"is", OUT};
/* all-members: which accounts the reference is of */
static const struct db_sql owner_of = {
	"SELECT from_id, into_id FROM account_merge WHERE merge_no = ?", "s", "ii"};
static const struct db_sql put = {
	"UPDATE account_merge SET moved_seq = ?, last_move = ? WHERE from_id = ? AND merge_no = ?",
	"iiis", ""};
static const struct db_sql undone = {
	"UPDATE account_merge SET undone_at = ?, undone_by = ?, last_move = ? WHERE from_id = ?"
	" AND merge_no = ?",
	"tiiis", ""};
static const struct db_sql move_add = {
	"INSERT INTO merge_move (member_id, merge_no, n, kind, back, points, from_lot, from_seq,"
	" into_seq, base_at, net_fen, trips, moved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isisiiiiitiit", ""};
static const struct db_sql moves = {MOVES " FOR UPDATE", "is", "isiiiiitiit"};
static const struct db_sql list = {
	"SELECT " COLUMNS ", a.member_no, b.member_no, COALESCE(s.name, '') FROM account_merge g"
	" JOIN member a ON a.member_id = g.from_id JOIN member b ON b.member_id = g.into_id"
	" LEFT JOIN staff s ON s.staff_id = g.staff_id"
	" WHERE g.from_id = ? OR g.into_id = ? ORDER BY g.made_at DESC, g.merge_no LIMIT 20",
	"ii", OUT};
/* all-members: merges whose account was booked on since */
static const struct db_sql due = {
	"SELECT g.merge_no FROM account_merge g JOIN account a ON a.member_id = g.from_id"
	" WHERE g.undone_at IS NULL AND a.last_seq <> g.moved_seq ORDER BY g.made_at LIMIT ?",
	"i", "s"};
static const struct db_sql into_count = {
	"SELECT COUNT(*) FROM account_merge WHERE into_id = ? AND undone_at IS NULL FOR UPDATE", "i",
	"i"};
static const struct db_sql state_lock = {
	"SELECT state FROM member WHERE member_id = ? FOR UPDATE", "i", "s"};
static const struct db_sql set_merged = {
	"UPDATE member SET merged_into = ?, state = ? WHERE member_id = ?", "Isi", ""};
static const struct db_sql survivor = {
	"SELECT COALESCE(merged_into, 0) FROM member WHERE member_id = ? LOCK IN SHARE MODE", "i",
	"i"};
/* all-members: accounts that carry others on */
static const struct db_sql survivors = {
	"SELECT DISTINCT into_id FROM account_merge WHERE undone_at IS NULL", "", "i"};
/* all-members: whose the order is */
static const struct db_sql order_owner = {
	"SELECT h.member_id FROM order_head h JOIN member m ON m.member_id = h.member_id"
	" WHERE h.partner = ? AND h.order_no = ? AND m.merged_into = ?",
	"ssi", "i"};
/* all-members: whose the coupon is */
static const struct db_sql coupon_owner_of = {
	"SELECT k.member_id FROM coupon_code k JOIN member m ON m.member_id = k.member_id"
	" WHERE k.code = ? AND m.merged_into = ? LOCK IN SHARE MODE",
	"si", "i"};
/* all-members: accounts that were merged into one */
static const struct db_sql accounts = {
	"SELECT m.member_id, m.member_no, a.pending FROM member m JOIN account a"
	" ON a.member_id = m.member_id WHERE m.merged_into = ? ORDER BY m.member_no LIMIT 10",
	"i", "isi"};
/* all-members: the look-up that leads from what is typed to a merged account */
static const struct db_sql password_of_number = {
	"SELECT p.password_hash FROM member m JOIN person p ON p.member_id = m.member_id"
	" AND p.person_id = 1 WHERE m.member_no = ? AND m.state = 'merged' AND p.state = 'active'",
	"s", "s"};
/* all-members: the same by an address */
static const struct db_sql password_of_name = {
	"SELECT p.password_hash FROM sign_in_name n JOIN member m ON m.member_id = n.member_id"
	" AND m.state = 'merged' JOIN person p ON p.member_id = n.member_id"
	" AND p.person_id = n.person_id AND p.state = 'active' WHERE n.name = ?",
	"s", "s"};
/* all-members: of those that were merged into the member */
static const struct db_sql password_end = {
	"UPDATE person p JOIN member m ON m.member_id = p.member_id AND m.state = 'merged'"
	" SET p.password_hash = NULL WHERE m.merged_into = ? AND p.person_id = 1",
	"i", ""};

enum db merge_add(struct database *db, const struct merge *row)
{
	return db_run(db, &add, (int64_t)row->from_id, row->merge_no, (int64_t)row->into_id,
	              row->reason, (int64_t)row->staff_id, row->made_at, row->tier_before,
	              row->pin_before, row->moved_seq, row->last_move);
}

/* The next row of the open query SQL. */
static enum db next_row(struct database *db, const struct db_sql *sql, struct merge *row)
{
	int64_t from_id, into_id, staff_id, undone_by;
	char *t[6];
	enum db got = db_next(db, sql, &from_id, &into_id, &staff_id, &undone_by, &t[0], &t[1],
	                      &t[2], &row->made_at, &row->undone_at, &row->pin_before,
	                      &row->moved_seq, &row->last_move, &t[3], &t[4], &t[5]);

	if (got != DB_OK)
		return got;
	row->from_id = (uint64_t)from_id;
	row->into_id = (uint64_t)into_id;
	row->staff_id = (uint64_t)staff_id;
	row->undone_by = (uint64_t)undone_by;
	row->merge_no = t[0];
	row->reason = t[1];
	row->tier_before = t[2];
	row->from_no = t[3];
	row->into_no = t[4];
	row->staff = t[5];
	return DB_OK;
}

enum db merge_lock(struct database *db, void *mem, uint64_t from_id, const char *merge_no,
                   struct merge *out)
{
	enum db got = db_query(db, mem, &lock, (int64_t)from_id, merge_no);

	if (got == DB_OK)
		got = next_row(db, &lock, out);
	if (got == DB_OK)
		db_end(db, &lock);
	return got;
}

enum db merge_owner(struct database *db, const char *merge_no, uint64_t *from_id,
                    uint64_t *into_id)
{
	int64_t from = 0, into = 0;
	enum db got = db_one(db, NULL, &owner_of, merge_no, &from, &into);

	*from_id = (uint64_t)from;
	*into_id = (uint64_t)into;
	return got;
}

enum db merge_put(struct database *db, const struct merge *row)
{
	return db_run(db, &put, row->moved_seq, row->last_move, (int64_t)row->from_id,
	              row->merge_no);
}

enum db merge_undone(struct database *db, const struct merge *row)
{
	return db_run(db, &undone, row->undone_at, (int64_t)row->undone_by, row->last_move,
	              (int64_t)row->from_id, row->merge_no);
}

enum db merge_move_add(struct database *db, uint64_t from_id, const char *merge_no,
                       const struct merge_move *m)
{
	return db_run(db, &move_add, (int64_t)from_id, merge_no, m->n, m->kind, (int64_t)m->back,
	              m->points, m->from_lot, m->from_seq, m->into_seq, m->base_at, m->net_fen,
	              m->trips, m->moved_at);
}

enum db merge_moves_lock(struct database *db, void *mem, uint64_t from_id, const char *merge_no,
                         struct merge_move **out, int *n)
{
	enum db got = db_query(db, mem, &moves, (int64_t)from_id, merge_no);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct merge_move m;
		int64_t back;
		char *kind;

		got = db_next(db, &moves, &m.n, &kind, &back, &m.points, &m.from_lot, &m.from_seq,
		              &m.into_seq, &m.base_at, &m.net_fen, &m.trips, &m.moved_at);
		if (got != DB_OK)
			break;
		m.kind = kind;
		m.back = back != 0;
		*out = talloc_realloc(mem, *out, struct merge_move, (unsigned)*n + 1);
		(*out)[(*n)++] = m;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db merge_list(struct database *db, void *mem, uint64_t member_id, struct merge **out, int *n)
{
	enum db got = db_query(db, mem, &list, (int64_t)member_id, (int64_t)member_id);
	struct merge row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = next_row(db, &list, &row)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct merge, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db merge_due(struct database *db, void *mem, int64_t limit, char ***out, int *n)
{
	enum db got = db_query(db, mem, &due, limit);
	char *no;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &due, &no)) == DB_OK) {
		*out = talloc_realloc(mem, *out, char *, (unsigned)*n + 1);
		(*out)[(*n)++] = no;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db merge_into_count(struct database *db, uint64_t member_id, int64_t *count)
{
	return db_one(db, NULL, &into_count, (int64_t)member_id, count);
}

enum db member_state_lock(struct database *db, void *mem, uint64_t member_id, char **state)
{
	return db_one(db, mem, &state_lock, (int64_t)member_id, state);
}

enum db member_set_merged(struct database *db, uint64_t member_id, uint64_t into_id)
{
	return db_run(db, &set_merged, into_id ? (int64_t)into_id : INT64_MIN,
	              into_id ? "merged" : "active", (int64_t)member_id);
}

enum db member_survivor(struct database *db, uint64_t member_id, uint64_t *into_id)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &survivor, (int64_t)member_id, &id);

	*into_id = (uint64_t)id;
	return got;
}

enum db merged_password(struct database *db, void *mem, const char *number, const char *name,
                        char **hash)
{
	if (number)
		return db_one(db, mem, &password_of_number, number, hash);
	return name ? db_one(db, mem, &password_of_name, name, hash) : DB_NONE;
}

enum db merged_password_end(struct database *db, uint64_t into_id)
{
	return db_run(db, &password_end, (int64_t)into_id);
}

enum db merge_survivors(struct database *db, void *mem, uint64_t **out, int *n)
{
	enum db got = db_query(db, mem, &survivors);
	int64_t id;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &survivors, &id)) == DB_OK) {
		*out = talloc_realloc(mem, *out, uint64_t, (unsigned)*n + 1);
		(*out)[(*n)++] = (uint64_t)id;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db merge_order_owner(struct database *db, const char *partner, const char *order_no,
                          uint64_t *member_id)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &order_owner, partner, order_no, (int64_t)*member_id, &id);

	if (got == DB_OK)
		*member_id = (uint64_t)id;
	return got == DB_NONE ? DB_OK : got;
}

enum db merge_coupon_owner(struct database *db, const char *code, uint64_t into_id,
                           uint64_t *owner)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &coupon_owner_of, code, (int64_t)into_id, &id);

	if (got == DB_OK)
		*owner = (uint64_t)id;
	return got;
}

enum db merged_accounts(struct database *db, void *mem, uint64_t member_id,
                        struct merged_account **out, int *n)
{
	enum db got = db_query(db, mem, &accounts, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct merged_account row;
		int64_t id;
		char *no;

		got = db_next(db, &accounts, &id, &no, &row.pending);
		if (got != DB_OK)
			break;
		row.member_id = (uint64_t)id;
		row.member_no = no;
		*out = talloc_realloc(mem, *out, struct merged_account, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
