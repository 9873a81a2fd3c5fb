/* Balance and history: entries, open lots, debts. Receipts and trips are in
 * statement_more.c. */
#include "store/statement.h"

#include "base/mem.h"
#include "store/statement_sql.h"

/* What stands open in a date filter: the ends of DATETIME. */
#define EVER_FROM INT64_C(-30610224000)
#define EVER_UNTIL INT64_C(253402214400)

enum part { PART_ENTRY = 1, PART_PENDING, PART_DAY, PART_DEBT, PART_WINDOW, PART_NEWER };

/* The pieces of the balance's one statement, all of STATEMENT_OUT's columns. */
#define LATEST "(" STATEMENT_ENTRY " WHERE e.member_id = ? ORDER BY e.seq DESC LIMIT 5)"
#define PENDING                                                                             \
	" UNION ALL (SELECT 2, l.seq, NULL, CAST(l.`left` AS SIGNED), NULL, NULL, NULL, NULL,"  \
	" e.source_kind, e.source_id, NULL, NULL, NULL, NULL, h.category, h.destination,"       \
	" h.travel_end, NULL, l.available_on FROM lot l JOIN entry e FORCE INDEX (PRIMARY)"     \
	" ON e.member_id = l.member_id AND e.seq = l.seq" STATEMENT_ORDER                       \
	" WHERE l.member_id = ? AND l.is_open = 1 AND l.expires_on IS NULL"                     \
	" ORDER BY l.seq DESC LIMIT 12)"
/* Lots, not days: grouping them costs more than it saves. */
#define DAYS                                                                                \
	" UNION ALL (SELECT 3, NULL, NULL, CAST(`left` AS SIGNED), NULL, NULL, NULL, NULL,"     \
	" NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, expires_on FROM lot"      \
	" FORCE INDEX (open_of_member) WHERE member_id = ? AND is_open = 1 AND expires_on >= ?" \
	" AND available_on <= ? ORDER BY expires_on LIMIT 60)"
#define DEBT                                                                                \
	" UNION ALL (SELECT 4, d.entry_seq, e.kind, CAST(d.unpaid AS SIGNED), NULL, NULL, NULL," \
	" NULL, e.source_kind, e.source_id, NULL, e.effective_at, NULL, NULL, NULL, NULL, NULL," \
	" NULL, NULL FROM debt d JOIN entry e ON e.member_id = d.member_id AND e.seq = d.entry_seq"   \
	" WHERE d.member_id = ? AND d.unpaid > 0 ORDER BY d.entry_seq DESC LIMIT 4)"
/* Only for plans with a window: index-only range by_time up to the window's
 * start, then the rows of the window. */
#define WINDOW                                                                              \
	" UNION ALL (SELECT 5, CAST(SUM(points) AS SIGNED), CAST(SUM(net_fen) AS SIGNED),"      \
	" CAST(SUM(trips) AS SIGNED), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"    \
	" NULL, NULL, NULL, NULL, NULL, NULL FROM qualifying WHERE member_id = ? AND base_at >= ?"    \
	" AND happens_at <= ?)"

/* A piece that would find nothing costs as much as one that finds much, so the
 * statement is the shortest that can answer. */
static const struct db_sql balance_short = {LATEST DAYS, "iidd", STATEMENT_OUT};
static const struct db_sql balance_pending = {LATEST DAYS PENDING, "iiddi", STATEMENT_OUT};
static const struct db_sql balance_debt = {LATEST DAYS PENDING DEBT, "iiddii", STATEMENT_OUT};
static const struct db_sql window_short = {LATEST DAYS WINDOW, "iidditt", STATEMENT_OUT};
static const struct db_sql window_debt = {LATEST DAYS PENDING DEBT WINDOW, "iiddiiitt",
                                          STATEMENT_OUT};

static const struct db_sql figures = {
	"SELECT CAST(COALESCE(SUM(IF(available_on <= ? AND expires_on >= ?, `left`, 0)), 0)"
	" AS SIGNED), CAST(COALESCE(SUM(IF(available_on IS NULL OR available_on > ?, `left`, 0)), 0)"
	" AS SIGNED) FROM lot WHERE member_id = ? AND is_open = 1",
	"dddi", "ii"};

static const struct db_sql ending = {
	"SELECT CAST(COALESCE(SUM(`left`), 0) AS SIGNED) FROM lot FORCE INDEX (open_of_member)"
	" WHERE member_id = ? AND is_open = 1 AND expires_on BETWEEN ? AND ? AND available_on <= ?",
	"iddd", "i"};

#define DATES " AND e.seq < ? AND e.seq >= ? AND e.effective_at >= ? AND e.effective_at < ?"
#define NEWER                                                                               \
	" UNION ALL (SELECT 6, e.seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"    \
	" NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM entry e WHERE e.member_id = ?"          \
	" AND e.seq >= ? AND e.seq < ? AND e.effective_at >= ? AND e.effective_at < ?"

#define BY_KIND " FORCE INDEX (by_kind)"

static const struct db_sql page_plain = {
	STATEMENT_ENTRY " WHERE e.member_id = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ?", "iii",
	STATEMENT_OUT};
static const struct db_sql page_dates = {
	"(" STATEMENT_ENTRY " WHERE e.member_id = ?" DATES " ORDER BY e.seq DESC LIMIT ?)" NEWER
	" ORDER BY e.seq LIMIT 20)",
	"iiittiiiitt", STATEMENT_OUT};
static const struct db_sql page_kind = {
	"(" STATEMENT_ENTRY_BY(BY_KIND) " WHERE e.member_id = ?" DATES " AND e.kind = ?"
	" ORDER BY e.seq DESC LIMIT ?)" NEWER " AND e.kind = ? ORDER BY e.seq LIMIT 20)",
	"iiittiiiiitti", STATEMENT_OUT};
static const struct db_sql batch_dates = {
	STATEMENT_ENTRY " WHERE e.member_id = ?" DATES " ORDER BY e.seq DESC LIMIT ?", "iiitti",
	STATEMENT_OUT};
static const struct db_sql batch_kind = {
	STATEMENT_ENTRY_BY(BY_KIND) " WHERE e.member_id = ?" DATES " AND e.kind = ?"
	" ORDER BY e.seq DESC LIMIT ?",
	"iiittii", STATEMENT_OUT};

enum db statement_next(struct database *db, const struct db_sql *sql, struct statement_row *row)
{
	struct statement_entry *e = &row->entry;
	int64_t kind = 0, source = 0, pending = 0;
	char *source_id = NULL, *inputs = NULL, *category = NULL, *destination = NULL;
	enum db got = db_next(db, sql, &row->part, &e->seq, &kind, &e->points, &e->moved,
	                      &e->available_after, &e->pending_after, &e->debt_after, &source,
	                      &source_id, &inputs, &e->effective_at, &e->rule_version, &pending,
	                      &category, &destination, &e->travel_end, &e->earned_seq, &row->day);

	row->second = kind;
	e->item = e->item_en = NULL;
	e->kind = kind > 0 && kind < ENTRY__MAX ? (enum entry_kind)kind : ENTRY_ADJUST;
	e->source_kind = source > 0 && source < SOURCE__MAX ? (enum source_kind)source : SOURCE_STAFF;
	e->is_pending = pending == 1;
	e->source_id = source_id ? source_id : "";
	e->inputs = inputs ? inputs : "";
	if (e->kind == ENTRY_SPEND || e->kind == ENTRY_GIVE_BACK) {
		e->item = category;
		e->item_en = destination;
		category = destination = NULL;
	}
	e->category = category ? category : "";
	e->destination = destination ? destination : "";
	e->item = e->item ? e->item : "";
	e->item_en = e->item_en ? e->item_en : "";
	if (e->earned_seq == INT64_MIN)
		e->earned_seq = 0;
	return got;
}

/* Lots come by their last day: those of one day are told together. */
static void day_take(struct statement_balance *out, int32_t expires_on, int64_t points)
{
	out->n_lots++;
	if (out->n_days > 0 && out->days[out->n_days - 1].expires_on == expires_on)
		out->days[out->n_days - 1].points += points;
	else if (out->n_days < STATEMENT_LOTS)
		out->days[out->n_days++] = (struct statement_day){expires_on, points};
}

/* Sorts one row of the balance's statement into its list. */
static void balance_take(struct statement_balance *out, const struct statement_row *row)
{
	const struct statement_entry *e = &row->entry;

	if (row->part == PART_ENTRY && out->n_latest < STATEMENT_LATEST)
		out->latest[out->n_latest++] = *e;
	else if (row->part == PART_PENDING && out->n_pending < STATEMENT_PENDING)
		out->pending[out->n_pending++] = (struct statement_pending){
			.seq = e->seq, .points = e->points, .source_id = e->source_id,
			.category = e->category, .destination = e->destination,
			.travel_end = e->travel_end, .available_on = row->day};
	else if (row->part == PART_DAY)
		day_take(out, row->day, e->points);
	else if (row->part == PART_DEBT && out->n_debts < STATEMENT_DEBTS)
		out->debts[out->n_debts++] = (struct statement_debt){
			e->seq, e->points, e->source_kind, e->source_id, e->effective_at};
	else if (row->part == PART_WINDOW && e->seq != INT64_MIN)
		out->window = (struct tier_sum){e->seq, row->second, e->points};
}

static enum db balance_query(struct database *db, void *mem, const struct statement_asked *asked,
                             const struct db_sql **sql)
{
	int64_t id = (int64_t)asked->member_id, from = asked->window_from;
	int64_t until = day_start(asked->today + 1) - 1;
	int32_t today = asked->today;

	if (from != INSTANT_NONE && (asked->has_debt || asked->has_pending))
		return db_query(db, mem, *sql = &window_debt, id, id, today, today, id, id, id, from,
		                until);
	if (from != INSTANT_NONE)
		return db_query(db, mem, *sql = &window_short, id, id, today, today, id, from, until);
	if (asked->has_debt)
		return db_query(db, mem, *sql = &balance_debt, id, id, today, today, id, id);
	if (asked->has_pending)
		return db_query(db, mem, *sql = &balance_pending, id, id, today, today, id);
	return db_query(db, mem, *sql = &balance_short, id, id, today, today);
}

enum db statement_balance(struct database *db, void *mem, const struct statement_asked *asked,
                          struct statement_balance *out)
{
	const struct db_sql *sql;
	struct statement_row row;
	enum db got = balance_query(db, mem, asked, &sql);

	*out = (struct statement_balance){0};
	while (got == DB_OK) {
		got = statement_next(db, sql, &row);
		if (got == DB_OK)
			balance_take(out, &row);
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db statement_figures(struct database *db, uint64_t member_id, int32_t today,
                          int64_t *available, int64_t *pending)
{
	return db_one(db, NULL, &figures, today, today, today, (int64_t)member_id, available, pending);
}

enum db statement_ending(struct database *db, uint64_t member_id, int32_t today, int32_t until,
                         int64_t *points)
{
	return db_one(db, NULL, &ending, (int64_t)member_id, today, until, today, points);
}

/* The bounds of one look: BEFORE, and the lowest seq looked at. */
struct look {
	int64_t id, before, lowest, highest, from, until, kind;
	bool has_dates;
};

static struct look look_of(uint64_t member_id, const struct statement_filter *filter,
                           int64_t before)
{
	struct look look = {.id = (int64_t)member_id, .before = before, .lowest = 1,
	                    .highest = INT64_MAX, .from = EVER_FROM, .until = EVER_UNTIL,
	                    .kind = filter->kind};

	look.has_dates = filter->from != INSTANT_NONE || filter->until != INSTANT_NONE;
	if (filter->from != INSTANT_NONE)
		look.from = filter->from;
	if (filter->until != INSTANT_NONE)
		look.until = filter->until;
	if (look.has_dates) {
		look.lowest = before > STATEMENT_SCAN ? before - STATEMENT_SCAN : 1;
		look.highest = before + STATEMENT_SCAN;
	}
	return look;
}

/* Reads the page's rows, at most MOST; one more says that there are older ones. */
static enum db collect(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                       int most, const struct look *look, struct statement_history *out)
{
	struct statement_row row;

	out->rows = talloc_array(mem, struct statement_entry, (unsigned)most);
	while (got == DB_OK) {
		got = statement_next(db, sql, &row);
		if (got != DB_OK)
			break;
		if (row.part == PART_NEWER)
			out->newer = row.entry.seq + 1; /* rising: the last is the newest */
		else if (out->n == most)
			out->older = out->rows[most - 1].seq;
		else
			out->rows[out->n++] = row.entry;
	}
	if (out->older == 0 && look->has_dates && look->lowest > 1)
		out->older = look->lowest;
	return got == DB_NONE ? DB_OK : got;
}

enum db statement_history(struct database *db, void *mem, uint64_t member_id,
                          const struct statement_filter *filter, int64_t before,
                          int64_t last_seq, struct statement_history *out)
{
	struct look k = look_of(member_id, filter, before);
	const struct db_sql *sql = &page_plain;
	int64_t limit = STATEMENT_PAGE + 1;
	enum db got;

	*out = (struct statement_history){0};
	if (k.kind) {
		sql = &page_kind;
		got = db_query(db, mem, sql, k.id, k.before, k.lowest, k.from, k.until, k.kind, limit,
		               k.id, k.before, k.highest, k.from, k.until, k.kind);
	} else if (k.has_dates) {
		sql = &page_dates;
		got = db_query(db, mem, sql, k.id, k.before, k.lowest, k.from, k.until, limit, k.id,
		               k.before, k.highest, k.from, k.until);
	} else {
		got = db_query(db, mem, sql, k.id, k.before, limit);
	}
	got = collect(db, mem, sql, got, STATEMENT_PAGE, &k, out);
	/* Without a filter seq has no gaps, so the newer page is known. */
	if (!k.kind && !k.has_dates && before <= last_seq)
		out->newer = before + STATEMENT_PAGE;
	else if (k.has_dates && out->newer == 0 && k.highest <= last_seq)
		out->newer = k.highest;
	return got;
}

enum db statement_batch(struct database *db, void *mem, uint64_t member_id,
                        const struct statement_filter *filter, int64_t before,
                        struct statement_history *out)
{
	struct look k = look_of(member_id, filter, before);
	const struct db_sql *sql = &page_plain;
	int64_t limit = STATEMENT_BATCH + 1;
	enum db got;

	*out = (struct statement_history){0};
	if (k.kind) {
		sql = &batch_kind;
		got = db_query(db, mem, sql, k.id, k.before, k.lowest, k.from, k.until, k.kind, limit);
	} else if (k.has_dates) {
		sql = &batch_dates;
		got = db_query(db, mem, sql, k.id, k.before, k.lowest, k.from, k.until, limit);
	} else {
		got = db_query(db, mem, sql, k.id, k.before, limit);
	}
	return collect(db, mem, sql, got, STATEMENT_BATCH, &k, out);
}
