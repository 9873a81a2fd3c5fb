/* One entry's receipt, and trips. */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/statement_sql.h"

#define PARTS_MAX 200

static const struct db_sql one_entry = {
	STATEMENT_ENTRY " WHERE e.member_id = ? AND e.seq = ?", "ii", STATEMENT_OUT};
static const struct db_sql details = {
	"SELECT e.posted_at, e.hash, CAST(d.unpaid AS SIGNED), l.parent_seq,"
	" CAST(l.points AS SIGNED), CAST(l.`left` AS SIGNED), l.available_on, l.expires_on, c.seq"
	" FROM entry e LEFT JOIN debt d ON d.member_id = e.member_id AND d.entry_seq = e.seq"
	" LEFT JOIN lot l ON l.member_id = e.member_id AND l.seq = e.seq"
	" LEFT JOIN entry c ON e.kind = 5 AND c.member_id = e.member_id AND c.source_kind = 5"
	" AND c.kind = 4 AND c.source_id = SUBSTRING_INDEX(e.source_id, '/', 1)"
	" WHERE e.member_id = ? AND e.seq = ?",
	"ii", "tbIIIIddI"};
static const struct db_sql parts = {
	"SELECT a.lot_seq, CAST(SUM(a.points) AS SIGNED), MAX(l.expires_on) FROM allocation a"
	" JOIN lot l ON l.member_id = a.member_id AND l.seq = a.lot_seq"
	" WHERE a.member_id = ? AND a.entry_seq = ? GROUP BY a.lot_seq ORDER BY a.lot_seq LIMIT 200",
	"ii", "iid"};

#define TRIP                                                                                 \
	"SELECT h.partner, h.order_no, h.category, h.products, h.branch, h.tier, h.paid_fen,"    \
	" h.eligible_fen, h.paid_at, h.first_in_category, h.rule_version, h.points,"             \
	" CAST(h.held AS SIGNED), CAST(h.refused AS SIGNED), h.lot_seq, h.held_lot_seq,"         \
	" h.refunded_fen, CAST(h.taken AS SIGNED), h.travel_end, h.completed_at, h.cancelled,"   \
	" h.destination, h.held_reason = 'budget', p.name, l.parent_seq,"                        \
	" CAST(l.points AS SIGNED),"                                                             \
	" CAST(l.`left` AS SIGNED), l.available_on, l.expires_on, l.from_refunded_order,"        \
	" r.parent_seq, CAST(r.points AS SIGNED), CAST(r.`left` AS SIGNED), r.available_on,"     \
	" r.expires_on, r.from_refunded_order FROM order_head h"                                 \
	" LEFT JOIN partner p ON p.partner = h.partner"                                          \
	" LEFT JOIN lot l ON h.lot_seq > 0 AND l.member_id = h.member_id AND l.seq = h.lot_seq"  \
	" LEFT JOIN lot r ON h.held_lot_seq > 0 AND r.member_id = h.member_id"                   \
	" AND r.seq = h.held_lot_seq"
#define TRIP_OUT "ssssssiitiiiiiiiiidtisisIIIddIIIIddI"

static const struct db_sql trips_newest = {
	TRIP " WHERE h.member_id = ? ORDER BY h.paid_at DESC, h.partner DESC, h.order_no DESC"
	" LIMIT 11",
	"i", TRIP_OUT};
static const struct db_sql trips_behind = {
	TRIP " WHERE h.member_id = ? AND h.paid_at <= ? AND (h.paid_at < ? OR h.partner < ?"
	" OR (h.partner = ? AND h.order_no < ?))"
	" ORDER BY h.paid_at DESC, h.partner DESC, h.order_no DESC LIMIT 11",
	"ittsss", TRIP_OUT};
/* By the keys of the few partners, so that a member's other trips are not read. */
static const struct db_sql trips_numbered = {
	TRIP " JOIN (SELECT partner FROM partner UNION SELECT 'import') q ON q.partner = h.partner"
	" WHERE h.member_id = ? AND h.order_no = ? ORDER BY h.partner LIMIT 11",
	"is", TRIP_OUT};

static enum db read_parts(struct database *db, void *mem, int64_t id, int64_t seq,
                          struct statement_receipt *out)
{
	enum db got = db_query(db, mem, &parts, id, seq);

	out->parts = talloc_zero_array(mem, struct statement_part, PARTS_MAX);
	while (got == DB_OK) {
		struct statement_part part = {0};

		got = db_next(db, &parts, &part.lot_seq, &part.points, &part.expires_on);
		if (got == DB_OK && out->n_parts < PARTS_MAX)
			out->parts[out->n_parts++] = part;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* What the entry takes back, gives back or lets expire. */
static int64_t cause_of(const struct statement_entry *e, int64_t spend_seq)
{
	int64_t lot = 0;

	if (e->kind == ENTRY_GIVE_BACK && spend_seq != INT64_MIN)
		return spend_seq;
	if (e->kind == ENTRY_EXPIRE && e->source_kind == SOURCE_LOT && int_parse(e->source_id, &lot))
		return lot;
	return e->kind == ENTRY_REVERSE || e->kind == ENTRY_RELEASE ? e->earned_seq : 0;
}

enum db statement_receipt(struct database *db, void *mem, uint64_t member_id, int64_t seq,
                          struct statement_receipt *out)
{
	int64_t id = (int64_t)member_id, spend = INT64_MIN;
	struct statement_row row;
	struct blob hash = {0};
	enum db got = db_query(db, mem, &one_entry, id, seq);

	*out = (struct statement_receipt){0};
	if (got == DB_OK)
		got = statement_next(db, &one_entry, &row);
	if (got != DB_OK)
		return got;
	db_end(db, &one_entry);
	out->entry = row.entry;
	got = db_one(db, mem, &details, id, seq, &out->posted_at, &hash, &out->unpaid,
	             &out->lot.parent_seq, &out->lot.points, &out->lot.left, &out->lot.available_on,
	             &out->lot.expires_on, &spend);
	if (got != DB_OK)
		return got;
	if (out->unpaid == INT64_MIN)
		out->unpaid = 0;
	if (out->lot.points != INT64_MIN)
		out->lot.seq = seq;
	if (hash.len == SHA256_BYTES)
		memcpy(out->hash, hash.data, SHA256_BYTES);
	out->caused_by = cause_of(&out->entry, spend);
	return read_parts(db, mem, id, seq, out);
}

static void copy(char *to, size_t size, const char *from)
{
	strncpy(to, from ? from : "", size - 1);
	to[size - 1] = '\0';
}

/* A lot that a LEFT JOIN may not have found. */
static void settle_lot(struct ledger_lot *lot, int64_t seq, int64_t refunded)
{
	if (lot->points == INT64_MIN)
		*lot = (struct ledger_lot){.available_on = DAY_NONE, .expires_on = DAY_NONE};
	else
		lot->seq = seq;
	lot->from_refunded_order = refunded == 1;
}

static enum db next_trip(struct database *db, const struct db_sql *sql, struct statement_trip *t)
{
	struct ledger_order *o = &t->order;
	struct ledger_lot *l = &t->lot, *r = &t->held_lot;
	char *partner, *order_no, *category, *products, *branch, *tier, *destination = NULL;
	char *name = NULL;
	int64_t first, cancelled, budget, l_refunded, r_refunded;
	enum db got;

	*t = (struct statement_trip){0};
	got = db_next(db, sql, &partner, &order_no, &category, &products, &branch, &tier,
	              &o->paid_fen, &o->eligible_fen, &o->paid_at, &first, &o->rule_version, &o->points,
	              &o->held, &o->refused, &o->lot_seq, &o->held_lot_seq, &o->refunded_fen, &o->taken,
	              &o->travel_end, &o->completed_at, &cancelled, &destination, &budget, &name, &l->parent_seq,
	              &l->points, &l->left, &l->available_on, &l->expires_on, &l_refunded,
	              &r->parent_seq, &r->points, &r->left, &r->available_on, &r->expires_on,
	              &r_refunded);
	if (got != DB_OK)
		return got;
	copy(o->partner, sizeof o->partner, partner);
	copy(o->order_no, sizeof o->order_no, order_no);
	copy(o->category, sizeof o->category, category);
	copy(o->products, sizeof o->products, products);
	copy(o->branch, sizeof o->branch, branch);
	copy(o->tier, sizeof o->tier, tier);
	o->first_in_category = first == 1;
	o->cancelled = cancelled == 1;
	t->budget_over = budget == 1;
	t->destination = destination ? destination : "";
	t->partner_name = name;
	settle_lot(l, o->lot_seq, l_refunded);
	settle_lot(r, o->held_lot_seq, r_refunded);
	return DB_OK;
}

static enum db read_trips(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                          struct statement_trip **rows, int *n)
{
	*rows = talloc_zero_array(mem, struct statement_trip, STATEMENT_TRIPS + 1);
	*n = 0;
	while (got == DB_OK) {
		struct statement_trip trip;

		got = next_trip(db, sql, &trip);
		if (got == DB_OK && *n <= STATEMENT_TRIPS)
			(*rows)[(*n)++] = trip;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db statement_trips(struct database *db, void *mem, uint64_t member_id,
                        const struct statement_place *place, struct statement_trip **rows, int *n)
{
	int64_t id = (int64_t)member_id;

	if (!place->order_no)
		return read_trips(db, mem, &trips_newest, db_query(db, mem, &trips_newest, id), rows, n);
	return read_trips(db, mem, &trips_behind,
	                  db_query(db, mem, &trips_behind, id, place->paid_at, place->paid_at,
	                           place->partner, place->partner, place->order_no),
	                  rows, n);
}

enum db statement_trip(struct database *db, void *mem, uint64_t member_id, const char *order_no,
                       struct statement_trip **rows, int *n)
{
	return read_trips(db, mem, &trips_numbered,
	                  db_query(db, mem, &trips_numbered, (int64_t)member_id, order_no), rows, n);
}
