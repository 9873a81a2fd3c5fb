#include "store/partner.h"

#include "base/mem.h"

static const struct db_sql KEY = {
	"SELECT k.partner, p.state, k.slot, k.secret, k.used_at FROM partner_key k"
	" JOIN partner p ON p.partner = k.partner"
	" WHERE k.key_name = ? AND (k.ends_at IS NULL OR k.ends_at > ?)"
	" ORDER BY k.ends_at IS NULL DESC, k.slot", "st", "ssibt" };
static const struct db_sql USED = {
	"UPDATE partner_key SET used_at = ? WHERE key_name = ? AND slot = ?", "tsi", "" };
static const struct db_sql STATE = {
	"UPDATE partner SET state = ? WHERE partner = ?", "ss", "" };
static const struct db_sql EXISTS = {
	"SELECT 1 FROM partner WHERE partner = ? FOR UPDATE", "s", "i" };
static const struct db_sql LIST = {
	"SELECT p.partner, p.name, p.state, p.created_at, n.created_at, n.used_at, o.ends_at, o.used_at"
	" FROM partner p LEFT JOIN partner_key n ON n.key_name = p.partner AND n.ends_at IS NULL"
	" LEFT JOIN partner_key o ON o.key_name = p.partner AND o.ends_at > ?"
	" WHERE n.partner IS NOT NULL ORDER BY p.partner LIMIT 200", "t", "ssstt" "ttt" };
/* all-members: a partner's own orders */
static const struct db_sql SENT = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(points), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(paid_fen - refunded_fen), 0) AS SIGNED) FROM order_head"
	" WHERE partner = ? AND paid_at >= ?", "st", "iii" };
static const struct db_sql NONCE_USE = {
	"INSERT INTO partner_nonce (key_name, nonce, used_at) VALUES (?, ?, ?)", "sst", "" };
static const struct db_sql NONCE_SWEEP = {
	"DELETE FROM partner_nonce WHERE used_at < ? ORDER BY used_at LIMIT ?", "ti", "" };
static const struct db_sql ADD = {
	"INSERT INTO partner (partner, name, state, created_at) VALUES (?, ?, 'active', ?)", "sst", "" };
static const struct db_sql NEWEST = {
	"SELECT slot, created_at FROM partner_key WHERE key_name = ?"
	" ORDER BY ends_at IS NULL DESC, created_at DESC LIMIT 1 FOR UPDATE", "s", "it" };
static const struct db_sql PUT = {
	"INSERT INTO partner_key (key_name, slot, partner, secret, created_at, ends_at)"
	" VALUES (?, ?, ?, ?, ?, NULL) ON DUPLICATE KEY UPDATE partner = VALUES(partner),"
	" secret = VALUES(secret), created_at = VALUES(created_at), ends_at = NULL", "sisbt", "" };
static const struct db_sql END = {
	"UPDATE partner_key SET ends_at = ? WHERE key_name = ? AND slot = ?", "tsi", "" };

#define ORDER_COLUMNS \
	"SELECT order_no, member_id, paid_fen, refunded_fen, points, held, taken, paid_at," \
	" completed_at, cancelled FROM order_head" /* all-members: a partner's own orders */
static const struct db_sql ORDERS_FROM = {
	ORDER_COLUMNS " WHERE partner = ? AND member_id IS NOT NULL AND paid_at >= ?"
	" ORDER BY paid_at, order_no LIMIT ?", "sti", "siiiiiitti" };
static const struct db_sql ORDERS_BEHIND = {
	ORDER_COLUMNS " WHERE partner = ? AND member_id IS NOT NULL AND paid_at >= ?"
	" AND (paid_at > ? OR order_no > ?) ORDER BY paid_at, order_no LIMIT ?", "sttsi",
	"siiiiiitti" };
static const struct db_sql CATEGORY = {
	"SELECT 1 FROM order_head WHERE member_id = ? AND category = ? LIMIT 1", "is", "i" };
static const struct db_sql SCHEMA = {
	"SELECT COALESCE(MAX(version), 0) FROM schema_migration WHERE applied_at IS NOT NULL", "", "i" };

enum db
partner_key_find(struct database *db, void *mem, const char *key_name, int64_t real_now,
                 struct partner_key *out)
{
	enum db got = db_query(db, mem, &KEY, key_name, real_now);

	out->n = 0;
	while (got == DB_OK && out->n < PARTNER_SLOTS) {
		got = db_next(db, &KEY, &out->partner, &out->state, &out->secrets[out->n].slot,
		              &out->secrets[out->n].sealed, &out->secrets[out->n].used_at);
		if (got == DB_OK)
			out->n++;
	}
	if (got == DB_OK)
		db_end(db, &KEY);
	if (got == DB_OK || got == DB_NONE)
		return out->n > 0 ? DB_OK : DB_NONE;
	return got;
}

enum db
partner_key_used(struct database *db, const char *key_name, int64_t slot, int64_t real_now)
{
	return db_run(db, &USED, real_now, key_name, slot);
}

enum db
partner_put_state(struct database *db, const char *partner, const char *state)
{
	int64_t one;
	enum db got = db_one(db, NULL, &EXISTS, partner, &one);

	return got == DB_OK ? db_run(db, &STATE, state, partner) : got;
}

enum db
partner_list(struct database *db, void *mem, int64_t real_now, struct partner_row **out, int *n)
{
	struct partner_row *rows = talloc_zero_array(mem, struct partner_row, 200), row;
	enum db got = rows != NULL ? db_query(db, mem, &LIST, real_now) : DB_FAIL;

	*out = rows;
	*n = 0;
	while (got == DB_OK) {
		got = db_next(db, &LIST, &row.partner, &row.name, &row.state, &row.created_at,
		              &row.made_at, &row.used_at, &row.old_ends_at, &row.old_used_at);
		if (got == DB_OK && *n < 200)
			rows[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db
partner_sent(struct database *db, const char *partner, int64_t since, int64_t *orders,
             int64_t *points, int64_t *fen)
{
	return db_one(db, NULL, &SENT, partner, since, orders, points, fen);
}

enum db
partner_nonce_use(struct database *db, const char *key_name, const char *nonce, int64_t real_now)
{
	return db_run(db, &NONCE_USE, key_name, nonce, real_now);
}

enum db
partner_nonce_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &NONCE_SWEEP, before, limit);
}

enum db
partner_add(struct database *db, const char *partner, const char *name, int64_t now)
{
	return db_run(db, &ADD, partner, name, now);
}

enum db
partner_key_newest(struct database *db, const char *key_name, int64_t *slot, int64_t *made_at)
{
	enum db got = db_one(db, NULL, &NEWEST, key_name, slot, made_at);

	if (got == DB_NONE)
		*slot = 0;
	return got == DB_NONE ? DB_OK : got;
}

enum db
partner_key_put(struct database *db, const char *key_name, int64_t slot, const char *partner,
                struct blob sealed, int64_t now)
{
	return db_run(db, &PUT, key_name, slot, partner, sealed, now);
}

enum db
partner_key_end(struct database *db, const char *key_name, int64_t slot, int64_t ends_at)
{
	return db_run(db, &END, ends_at, key_name, slot);
}

enum db
partner_orders(struct database *db, void *mem, const char *partner, int64_t since,
               const char *after, int64_t limit, struct partner_order **rows, int *n)
{
	const struct db_sql *sql = after != NULL ? &ORDERS_BEHIND : &ORDERS_FROM;
	struct partner_order *list = talloc_zero_array(mem, struct partner_order, (size_t)limit);
	enum db got;

	*n = 0;
	*rows = list;
	if (list == NULL)
		return DB_FAIL;
	if (after != NULL)
		got = db_query(db, mem, sql, partner, since, since, after, limit);
	else
		got = db_query(db, mem, sql, partner, since, limit);
	while (got == DB_OK) {
		struct partner_order row = { 0 };
		int64_t member_id = 0, cancelled = 0;

		got = db_next(db, sql, &row.order_no, &member_id, &row.paid_fen, &row.refunded_fen,
		              &row.points, &row.held, &row.taken, &row.paid_at, &row.completed_at,
		              &cancelled);
		row.member_id = (uint64_t)member_id;
		row.cancelled = cancelled != 0;
		if (got == DB_OK && *n < limit)
			list[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db
partner_category_known(struct database *db, void *mem, uint64_t member_id, const char *category,
                       bool *known)
{
	int64_t one;
	enum db got = db_one(db, mem, &CATEGORY, (int64_t)member_id, category, &one);

	*known = got == DB_OK;
	return got == DB_NONE ? DB_OK : got;
}

enum db
partner_schema_version(struct database *db, int64_t *version)
{
	return db_one(db, NULL, &SCHEMA, version);
}
