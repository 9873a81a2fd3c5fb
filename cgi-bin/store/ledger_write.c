#include "base/mem.h"
#include "store/ledger.h"

static const struct bulk_sql entry_insert = BULK_SQL(
	"INSERT INTO entry (member_id, seq, kind, points, moved, available_after, pending_after,"
	" debt_after, source_kind, source_id, effective_at, posted_at, rule_version, inputs,"
	" prev_hash, hash) VALUES ",
	"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "", "iiiiiiiiisttisbb");
static const struct bulk_sql lot_save = BULK_SQL(
	"INSERT INTO lot (member_id, seq, parent_seq, points, `left`, available_on, expires_on,"
	" from_refunded_order, issued_on) VALUES ",
	"(?, ?, ?, ?, ?, ?, ?, ?, ?)",
	" ON DUPLICATE KEY UPDATE `left` = VALUES(`left`), available_on = VALUES(available_on),"
	" expires_on = VALUES(expires_on), from_refunded_order = VALUES(from_refunded_order)",
	"iiiiiddid");
static const struct bulk_sql allocation_insert = BULK_SQL(
	"INSERT INTO allocation (member_id, entry_seq, lot_seq, at_seq, points) VALUES ",
	"(?, ?, ?, ?, ?)", "", "iiiii");
static const struct bulk_sql debt_save = BULK_SQL(
	"INSERT INTO debt (member_id, entry_seq, unpaid) VALUES ", "(?, ?, ?)",
	" ON DUPLICATE KEY UPDATE unpaid = VALUES(unpaid)", "iii");
static const struct bulk_sql qualifying_insert = BULK_SQL(
	"INSERT INTO qualifying (member_id, n, happens_at, base_at, points, net_fen, trips) VALUES ",
	"(?, ?, ?, ?, ?, ?, ?)", "", "iittiii");
static const struct bulk_sql tier_change_insert = BULK_SQL(
	"INSERT INTO tier_change (member_id, n, effective_at, posted_at, tier, qualifying_sum,"
	" cause) VALUES ",
	"(?, ?, ?, ?, ?, ?, ?)", "", "iittsis");

void ledger_rows_begin(struct ledger_rows *rows, void *mem)
{
	bulk_begin(&rows->entries, &entry_insert, mem);
	bulk_begin(&rows->lots, &lot_save, mem);
	bulk_begin(&rows->allocations, &allocation_insert, mem);
	bulk_begin(&rows->debts, &debt_save, mem);
	bulk_begin(&rows->qualifying, &qualifying_insert, mem);
	bulk_begin(&rows->tier_changes, &tier_change_insert, mem);
}

static void add_entries(struct bulk *b, const struct ledger *ledger,
                        uint8_t (*hashes)[SHA256_BYTES])
{
	for (int i = 0; i < ledger->n_entries; i++) {
		const struct ledger_entry *e = &ledger->entries[i];

		bulk_number(b, (int64_t)ledger->member_id);
		bulk_number(b, e->seq);
		bulk_number(b, e->kind);
		bulk_number(b, e->points);
		bulk_number(b, e->moved);
		bulk_number(b, e->available_after);
		bulk_number(b, e->pending_after);
		bulk_number(b, e->debt_after);
		bulk_number(b, e->source_kind);
		bulk_text(b, e->source_id);
		bulk_number(b, e->effective_at);
		bulk_number(b, e->posted_at);
		bulk_number(b, e->rule_version);
		bulk_text(b, e->inputs);
		bulk_bytes(b, hashes[i], SHA256_BYTES);
		bulk_bytes(b, hashes[i + 1], SHA256_BYTES);
	}
}

/* The programme day on which the new LOT's entry, one of these, was posted. A changed
 * lot has its own from then, which stays: what is said for it is not written. */
static int32_t issued_on(const struct ledger *ledger, const struct ledger_lot *lot)
{
	return lot->is_new ? day_of(ledger->entries[lot->seq - ledger->entries[0].seq].posted_at) : 0;
}

static void add_lots(struct bulk *b, const struct ledger *ledger)
{
	for (int i = 0; i < ledger->n_lots; i++) {
		const struct ledger_lot *lot = &ledger->lots[i];

		if (!lot->is_new && !lot->is_changed)
			continue;
		bulk_number(b, (int64_t)ledger->member_id);
		bulk_number(b, lot->seq);
		bulk_number(b, lot->parent_seq);
		bulk_number(b, lot->points);
		bulk_number(b, lot->left);
		bulk_number(b, lot->available_on);
		bulk_number(b, lot->expires_on);
		bulk_number(b, lot->from_refunded_order);
		bulk_number(b, issued_on(ledger, lot));
	}
}

static void add_taken(struct bulk *allocations, struct bulk *debts, const struct ledger *ledger)
{
	for (int i = 0; i < ledger->n_allocations; i++) {
		const struct ledger_allocation *a = &ledger->allocations[i];

		bulk_number(allocations, (int64_t)ledger->member_id);
		bulk_number(allocations, a->entry_seq);
		bulk_number(allocations, a->lot_seq);
		bulk_number(allocations, a->at_seq);
		bulk_number(allocations, a->points);
	}
	for (int i = 0; i < ledger->n_debts; i++) {
		const struct ledger_debt *d = &ledger->debts[i];

		if (!d->is_new && !d->is_changed)
			continue;
		bulk_number(debts, (int64_t)ledger->member_id);
		bulk_number(debts, d->entry_seq);
		bulk_number(debts, d->unpaid);
	}
}

static void add_tiers(struct ledger_rows *rows, struct ledger *ledger, int64_t last_n)
{
	struct bulk *b = &rows->qualifying;

	for (int i = 0; i < ledger->n_qualifying; i++) {
		struct ledger_qualifying *q = &ledger->qualifying[i];

		if (!q->is_new)
			continue;
		q->n = ++last_n;
		bulk_number(b, (int64_t)ledger->member_id);
		bulk_number(b, q->n);
		bulk_number(b, q->at);
		bulk_number(b, q->of);
		bulk_number(b, q->points);
		bulk_number(b, q->net_fen);
		bulk_number(b, q->trips);
	}
	b = &rows->tier_changes;
	for (int i = 0; i < ledger->n_tier_changes; i++) {
		const struct ledger_tier_change *t = &ledger->tier_changes[i];

		if (!t->is_new)
			continue;
		bulk_number(b, (int64_t)ledger->member_id);
		bulk_number(b, t->n);
		bulk_number(b, t->effective_at);
		bulk_number(b, t->posted_at);
		bulk_text(b, t->tier);
		bulk_number(b, t->sum);
		bulk_text(b, t->cause);
	}
}

void ledger_rows_add(struct ledger_rows *rows, struct ledger *ledger,
                     uint8_t (*hashes)[SHA256_BYTES], int64_t last_n)
{
	add_entries(&rows->entries, ledger, hashes);
	add_lots(&rows->lots, ledger);
	add_taken(&rows->allocations, &rows->debts, ledger);
	add_tiers(rows, ledger, last_n);
}

enum db ledger_rows_write(struct database *db, struct ledger_rows *rows)
{
	struct bulk *const all[] = { &rows->entries, &rows->lots, &rows->allocations,
		&rows->debts, &rows->qualifying, &rows->tier_changes };
	enum db result = DB_OK;

	for (size_t i = 0; result == DB_OK && i < sizeof all / sizeof *all; i++)
		result = bulk_write(db, all[i]);
	/* Every effect happens once: a taken key here is a programming error or
	 * a race that the locks should have made impossible. */
	return result == DB_DUP ? DB_FAIL : result;
}
