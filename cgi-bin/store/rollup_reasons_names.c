/* What stands beside the sums: names, and what waits now. */
#include "base/mem.h"
#include "store/rollup_reasons.h"

static const struct db_sql item_names = {
	"SELECT item, name, name_en FROM item ORDER BY item", "", "sss" };
/* all-members: the staff's queue, by its index */
static const struct db_sql waiting_of = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(promised_on < ?), 0) AS SIGNED) FROM redemption"
	" WHERE state IN ('placed', 'approved')", "d", "ii" };
/* all-members: who invited, by index of joining */
static const struct db_sql hosts_of = {
	"SELECT COUNT(DISTINCT referrer_id) FROM referral WHERE made_at >= ? AND made_at < ?", "tt",
	"i" };
/* all-members: what waits for a decision, by index of state */
static const struct db_sql held_of = {
	"SELECT COUNT(*) FROM referral_effect WHERE state = 'held'", "", "i" };
static const struct db_sql draws_of = {
	"SELECT draw_id, kind, state, name, name_en, max_tickets FROM draw WHERE state <> 'draft'"
	" ORDER BY draw_id", "", "issssi" };
static const struct db_sql prizes_of = {
	"SELECT p.draw_id, p.prize_no, p.name, p.name_en, p.value_fen, p.count FROM draw_prize p"
	" JOIN draw d ON d.draw_id = p.draw_id AND d.state <> 'draft'"
	" ORDER BY p.draw_id, p.prize_no", "", "iissii" };

enum db roll_item_names(struct database *db, void *mem, struct roll_name **out, int *n)
{
	struct roll_name row;
	enum db got = db_query(db, mem, &item_names);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &item_names, &row.code, &row.name, &row.name_en)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct roll_name, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db roll_waiting(struct database *db, int32_t today, int64_t *waiting, int64_t *late)
{
	return db_one(db, NULL, &waiting_of, today, waiting, late);
}

enum db roll_hosts(struct database *db, int32_t from, int32_t to, int64_t *hosts)
{
	return db_one(db, NULL, &hosts_of, day_start(from), day_start(to + 1), hosts);
}

enum db roll_held(struct database *db, int64_t *held)
{
	return db_one(db, NULL, &held_of, held);
}

enum db roll_draws(struct database *db, void *mem, struct roll_draw **out, int *n)
{
	struct roll_draw row;
	enum db got = db_query(db, mem, &draws_of);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &draws_of, &row.draw_id, &row.kind, &row.state, &row.name,
	                      &row.name_en, &row.max_tickets)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct roll_draw, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db roll_prizes(struct database *db, void *mem, struct roll_prize **out, int *n)
{
	struct roll_prize row;
	enum db got = db_query(db, mem, &prizes_of);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &prizes_of, &row.draw_id, &row.prize_no, &row.name, &row.name_en,
	                      &row.value_fen, &row.count)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct roll_prize, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
