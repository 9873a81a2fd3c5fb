#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/ledger.h"

#define LOT_COLUMNS                                                                          \
	"SELECT seq, parent_seq, points, `left`, available_on, expires_on, from_refunded_order" \
	" FROM lot WHERE member_id = ?"
#define LOT_OUT "iiiiddi"
#define QUALIFYING_COLUMNS                                                                   \
	"SELECT n, happens_at, base_at, points, net_fen, trips FROM qualifying WHERE member_id = ?"
#define QUALIFYING_OUT "ittiii"

static const struct db_sql lots_open = {
	LOT_COLUMNS " AND is_open = 1 FOR UPDATE", "i", LOT_OUT
};
static const struct db_sql lots_all = { LOT_COLUMNS " FOR UPDATE", "i", LOT_OUT };
static const struct db_sql lot_one = { LOT_COLUMNS " AND seq = ? FOR UPDATE", "ii", LOT_OUT };
static const struct db_sql lot_expired = {
	"SELECT CAST(COALESCE(SUM(a.points), 0) AS SIGNED) FROM allocation a JOIN entry e"
	" ON e.member_id = a.member_id AND e.seq = a.entry_seq"
	" WHERE a.member_id = ? AND a.lot_seq = ? AND e.kind = 6 LOCK IN SHARE MODE",
	"ii", "i"
};
static const struct db_sql lots_expired = {
	"SELECT a.lot_seq, CAST(SUM(a.points) AS SIGNED) FROM entry e JOIN allocation a"
	" ON a.member_id = e.member_id AND a.entry_seq = e.seq"
	" WHERE e.member_id = ? AND e.kind = 6 GROUP BY a.lot_seq LOCK IN SHARE MODE",
	"i", "ii"
};
static const struct db_sql debts_open = {
	"SELECT entry_seq, unpaid FROM debt WHERE member_id = ? AND unpaid > 0 FOR UPDATE", "i", "ii"
};
static const struct db_sql tier_history = {
	"SELECT n, effective_at, posted_at, tier, qualifying_sum, cause FROM tier_change"
	" WHERE member_id = ? ORDER BY effective_at, n LOCK IN SHARE MODE",
	"i", "ittsis"
};
static const struct db_sql qualifying_effect = {
	QUALIFYING_COLUMNS " AND happens_at >= ? LOCK IN SHARE MODE", "it", QUALIFYING_OUT
};
static const struct db_sql qualifying_base = {
	QUALIFYING_COLUMNS " AND base_at >= ? AND happens_at < ? LOCK IN SHARE MODE", "itt",
	QUALIFYING_OUT
};
static const struct db_sql qualifying_all = {
	QUALIFYING_COLUMNS " LOCK IN SHARE MODE", "i", QUALIFYING_OUT
};
static const struct db_sql qualifying_last = {
	"SELECT MAX(n) FROM qualifying WHERE member_id = ? LOCK IN SHARE MODE",
	"i", "i"
};
static const struct db_sql taken_of = {
	"SELECT lot_seq, MAX(at_seq), CAST(SUM(points) AS SIGNED) FROM allocation"
	" WHERE member_id = ? AND entry_seq = ? GROUP BY lot_seq LOCK IN SHARE MODE",
	"ii", "iii"
};
/* What give-backs returned to lots, and what they put into new lots that
 * continue old ones. */
static const struct db_sql returned_to = {
	"SELECT a.lot_seq, CAST(SUM(-a.points) AS SIGNED) FROM entry e JOIN allocation a"
	" ON a.member_id = e.member_id AND a.entry_seq = e.seq"
	" WHERE e.member_id = ? AND e.source_kind = 5 AND e.kind = 5 AND e.source_id >= ?"
	" AND e.source_id < ? AND a.points < 0 GROUP BY a.lot_seq LOCK IN SHARE MODE",
	"iss", "ii"
};
static const struct db_sql continued_by = {
	"SELECT l.parent_seq, CAST(SUM(l.points) AS SIGNED) FROM entry e JOIN lot l"
	" ON l.member_id = e.member_id AND l.seq = e.seq"
	" WHERE e.member_id = ? AND e.source_kind = 5 AND e.kind = 5 AND e.source_id >= ?"
	" AND e.source_id < ? AND l.parent_seq > 0 GROUP BY l.parent_seq FOR UPDATE",
	"iss", "ii"
};
static const struct db_sql entry_of_source = {
	"SELECT seq, points, available_after, pending_after, debt_after FROM entry"
	" WHERE member_id = ? AND source_kind = ? AND source_id = ? AND kind = ? LOCK IN SHARE MODE",
	"iisi", "iiiii"
};
static const struct db_sql cap_used = {
	"SELECT points FROM cap_day WHERE member_id = ? AND day = ? FOR UPDATE", "id", "i"
};
static const struct db_sql cap_add = {
	"INSERT INTO cap_day (member_id, day, points) VALUES (?, ?, ?)"
	" ON DUPLICATE KEY UPDATE points = points + VALUES(points)",
	"idi", ""
};

/* Room for one more at the end of an array of LEDGER. */
#define GROWN(ledger, array, n, type) \
	((array) = talloc_realloc((ledger), (array), type, (unsigned)(n) + 1), &(array)[(n)++])

static enum db load_lots(struct database *db, struct ledger *ledger, const struct db_sql *sql,
                         enum db result)
{
	struct ledger_lot lot = { 0 };
	int64_t refunded = 0;

	while (result == DB_OK) {
		result = db_next(db, sql, &lot.seq, &lot.parent_seq, &lot.points, &lot.left,
		                 &lot.available_on, &lot.expires_on, &refunded);
		lot.from_refunded_order = refunded != 0;
		if (result == DB_OK)
			*GROWN(ledger, ledger->lots, ledger->n_lots, struct ledger_lot) = lot;
	}
	return result == DB_NONE ? DB_OK : result;
}

static enum db load_debts(struct database *db, struct ledger *ledger)
{
	struct ledger_debt debt = { 0 };
	enum db result = db_query(db, ledger, &debts_open, (int64_t)ledger->member_id);

	while (result == DB_OK) {
		result = db_next(db, &debts_open, &debt.entry_seq, &debt.unpaid);
		if (result == DB_OK)
			*GROWN(ledger, ledger->debts, ledger->n_debts, struct ledger_debt) = debt;
	}
	return result == DB_NONE ? DB_OK : result;
}

static enum db load_tiers(struct database *db, struct ledger *ledger)
{
	enum db result = db_query(db, ledger, &tier_history, (int64_t)ledger->member_id);

	while (result == DB_OK) {
		struct ledger_tier_change change = { 0 };
		char *tier, *cause;

		result = db_next(db, &tier_history, &change.n, &change.effective_at,
		                 &change.posted_at, &tier, &change.sum, &cause);
		if (result != DB_OK)
			break;
		strncpy(change.tier, tier, sizeof change.tier - 1);
		strncpy(change.cause, cause, sizeof change.cause - 1);
		*GROWN(ledger, ledger->tier_changes, ledger->n_tier_changes,
		       struct ledger_tier_change) = change;
	}
	return result == DB_NONE ? DB_OK : result;
}

static enum db load_common(struct database *db, struct ledger *ledger)
{
	enum db result = load_tiers(db, ledger);

	/* The account says whether anything is owed. */
	if (result == DB_OK && ledger->debt > 0)
		result = load_debts(db, ledger);
	return result;
}

enum db ledger_load_open(struct database *db, struct ledger *ledger)
{
	enum db result = load_common(db, ledger);

	if (result == DB_OK)
		result = db_query(db, ledger, &lots_open, (int64_t)ledger->member_id);
	return load_lots(db, ledger, &lots_open, result);
}

static enum db load_qualifying(struct database *db, struct ledger *ledger, const struct db_sql *sql,
                               enum db result)
{
	struct ledger_qualifying q = { 0 };

	while (result == DB_OK) {
		result = db_next(db, sql, &q.n, &q.at, &q.of, &q.points, &q.net_fen, &q.trips);
		if (result == DB_OK)
			*GROWN(ledger, ledger->qualifying, ledger->n_qualifying,
			       struct ledger_qualifying) = q;
	}
	return result == DB_NONE ? DB_OK : result;
}

static struct ledger_lot *lot_loaded(const struct ledger *ledger, int64_t seq)
{
	for (int i = 0; i < ledger->n_lots; i++)
		if (ledger->lots[i].seq == seq)
			return &ledger->lots[i];
	return NULL;
}

static enum db load_expired(struct database *db, struct ledger *ledger)
{
	int64_t seq = 0, points = 0;
	enum db result = db_query(db, ledger, &lots_expired, (int64_t)ledger->member_id);

	while (result == DB_OK && (result = db_next(db, &lots_expired, &seq, &points)) == DB_OK) {
		struct ledger_lot *lot = lot_loaded(ledger, seq);

		if (lot)
			lot->expired = points;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db ledger_load_all(struct database *db, struct ledger *ledger, int64_t *last_n)
{
	int64_t member = (int64_t)ledger->member_id;
	enum db result = load_common(db, ledger);

	/* Where nothing was ever booked there are no lots to ask for. */
	if (result == DB_OK && ledger->last_seq > 0) {
		result = db_query(db, ledger, &lots_all, member);
		result = load_lots(db, ledger, &lots_all, result);
		if (result == DB_OK)
			result = load_expired(db, ledger);
	}
	if (result == DB_OK)
		result = db_query(db, ledger, &qualifying_all, member);
	result = load_qualifying(db, ledger, &qualifying_all, result);
	*last_n = 0;
	for (int i = 0; i < ledger->n_qualifying; i++)
		if (ledger->qualifying[i].n > *last_n)
			*last_n = ledger->qualifying[i].n;
	return result;
}

/* Whether LOT is the lot SEQ or continues it. */
static bool stems_from(const struct ledger *ledger, const struct ledger_lot *lot, int64_t seq)
{
	while (lot && lot->seq != seq)
		lot = lot->parent_seq ? lot_loaded(ledger, lot->parent_seq) : NULL;
	return lot != NULL;
}

enum db ledger_load_lot(struct database *db, struct ledger *ledger, int64_t seq)
{
	int64_t member = (int64_t)ledger->member_id;
	enum db result = DB_OK;

	if (seq != 0 && !lot_loaded(ledger, seq)) {
		result = db_query(db, ledger, &lot_one, member, seq);
		result = load_lots(db, ledger, &lot_one, result);
	}
	/* What the company gave back lives in lots that continue older ones:
	 * the chain must be whole, its closed links too. */
	for (int i = 0; result == DB_OK && i < ledger->n_lots; i++) {
		int64_t parent = ledger->lots[i].parent_seq;

		if (parent == 0 || lot_loaded(ledger, parent))
			continue;
		result = db_query(db, ledger, &lot_one, member, parent);
		result = load_lots(db, ledger, &lot_one, result);
		if (result == DB_OK && !lot_loaded(ledger, parent))
			return DB_FAIL;
	}
	for (int i = 0; result == DB_OK && seq != 0 && i < ledger->n_lots; i++) {
		struct ledger_lot *lot = &ledger->lots[i];

		if (lot->left < lot->points && stems_from(ledger, lot, seq))
			result = db_one(db, NULL, &lot_expired, member, lot->seq, &lot->expired);
	}
	return result;
}

enum db ledger_load_qualifying(struct database *db, struct ledger *ledger, int64_t from,
                               int64_t base_from, int64_t *last_n)
{
	int64_t member = (int64_t)ledger->member_id;
	enum db result = db_query(db, ledger, &qualifying_effect, member, from);

	result = load_qualifying(db, ledger, &qualifying_effect, result);
	if (result == DB_OK && base_from < from) {
		result = db_query(db, ledger, &qualifying_base, member, base_from, from);
		result = load_qualifying(db, ledger, &qualifying_base, result);
	}
	*last_n = 0;
	if (result == DB_OK)
		result = db_one(db, ledger, &qualifying_last, member, last_n);
	return result == DB_NONE ? DB_OK : result;
}

static enum db subtract(struct database *db, struct ledger_allocation *rows, int n,
                        const struct db_sql *sql, uint64_t member_id, const char *reference)
{
	char from[LEDGER_SOURCE + 2], until[LEDGER_SOURCE + 2];
	int64_t lot = 0, points = 0;
	enum db result;

	/* "R/…" and nothing else lies between "R/" and "R0" in byte order. */
	snprintf(from, sizeof from, "%.158s/", reference);
	snprintf(until, sizeof until, "%.158s0", reference);
	result = db_query(db, NULL, sql, (int64_t)member_id, from, until);
	while (result == DB_OK && (result = db_next(db, sql, &lot, &points)) == DB_OK)
		for (int i = 0; i < n; i++)
			if (rows[i].lot_seq == lot)
				rows[i].points -= points;
	return result == DB_NONE ? DB_OK : result;
}

enum db ledger_load_taken(struct database *db, void *mem, uint64_t member_id, int64_t entry_seq,
                          const char *reference, struct ledger_allocation **rows, int *n)
{
	struct ledger_allocation a = { .entry_seq = entry_seq };
	enum db result = db_query(db, mem, &taken_of, (int64_t)member_id, entry_seq);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK) {
		result = db_next(db, &taken_of, &a.lot_seq, &a.at_seq, &a.points);
		if (result == DB_OK)
			*GROWN(mem, *rows, *n, struct ledger_allocation) = a;
	}
	if (result == DB_NONE)
		result = subtract(db, *rows, *n, &returned_to, member_id, reference);
	if (result == DB_OK)
		result = subtract(db, *rows, *n, &continued_by, member_id, reference);
	return result;
}

enum db entry_by_source(struct database *db, uint64_t member_id, enum source_kind source,
                        const char *source_id, enum entry_kind kind, struct entry_found *found)
{
	return db_one(db, NULL, &entry_of_source, (int64_t)member_id, (int64_t)source, source_id,
	              (int64_t)kind, &found->seq, &found->points, &found->available_after,
	              &found->pending_after, &found->debt_after);
}

enum db ledger_cap_used(struct database *db, uint64_t member_id, int32_t day, int64_t *points)
{
	enum db result = db_one(db, NULL, &cap_used, (int64_t)member_id, day, points);

	if (result == DB_NONE)
		*points = 0;
	return result == DB_NONE ? DB_OK : result;
}

enum db ledger_cap_add(struct database *db, uint64_t member_id, int32_t day, int64_t points)
{
	return db_run(db, &cap_add, (int64_t)member_id, day, points);
}
