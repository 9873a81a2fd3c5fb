#include "service/audit.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/audit_private.h"
#include "service/chain.h"
#include "store/account.h"

/* What is known of one member while its entries go by. */
struct proof {
	struct audit *audit;
	uint64_t member_id;
	void *mem;
	struct ledger account; /* as cached */
	uint8_t last_hash[SHA256_BYTES];
	struct audit_lot *lots;
	struct audit_pair *allocated, *owed;
	int n_lots, n_allocated, n_owed;
	int lot_at, allocated_at, owed_at; /* how far each list was followed */
	int64_t sum, seq;                  /* of the entries so far */
	int64_t available, pending, debt;  /* behind the last one */
	uint8_t hash[SHA256_BYTES];
	bool merged; /* an entry came of a merge */
};

struct audit *audit_begin(void *mem)
{
	struct audit *audit = talloc_zero(mem, struct audit);

	assert(audit != NULL);
	return audit;
}

void audit_find(struct audit *audit, uint64_t member_id, const char *what, const char *format, ...)
{
	struct finding *f;
	va_list args;

	audit->findings = talloc_realloc(audit, audit->findings, struct finding,
	                                 (unsigned)audit->n_findings + 1);
	assert(audit->findings != NULL);
	f = &audit->findings[audit->n_findings++];
	f->member_id = member_id;
	snprintf(f->what, sizeof f->what, "%s", what);
	va_start(args, format);
	vsnprintf(f->detail, sizeof f->detail, format, args);
	va_end(args);
}

/* Finds when IS is not what it MUST be. */
static void equal(struct proof *p, const char *what, int64_t seq, int64_t is, int64_t must)
{
	if (is != must)
		audit_find(p->audit, p->member_id, what, "seq=%lld is=%lld must=%lld",
		           (long long)seq, (long long)is, (long long)must);
}

/* The points of pair SEQ in a list followed in order, or 0; pairs that name no
 * entry are findings. */
static int64_t pair_of(struct proof *p, const char *what, struct audit_pair *rows, int n, int *at,
                       int64_t seq)
{
	for (; *at < n && rows[*at].seq < seq; (*at)++)
		audit_find(p->audit, p->member_id, what, "of no entry: seq=%lld",
		           (long long)rows[*at].seq);
	return *at < n && rows[*at].seq == seq ? rows[(*at)++].points : 0;
}

static const struct audit_lot *lot_of(struct proof *p, int64_t seq)
{
	for (; p->lot_at < p->n_lots && p->lots[p->lot_at].seq < seq; p->lot_at++)
		audit_find(p->audit, p->member_id, "lot_without_entry", "seq=%lld",
		           (long long)p->lots[p->lot_at].seq);
	return p->lot_at < p->n_lots && p->lots[p->lot_at].seq == seq ? &p->lots[p->lot_at++] :
	                                                                NULL;
}

/* What an entry gave must be in its lot and what it took in its allocations. */
static void prove_effect(struct proof *p, const struct ledger_entry *e)
{
	const struct audit_lot *lot = lot_of(p, e->seq);
	int64_t credited = lot ? lot->points : 0;
	int64_t taken = pair_of(p, "allocation", p->allocated, p->n_allocated, &p->allocated_at,
	                        e->seq);
	int64_t unpaid = pair_of(p, "debt", p->owed, p->n_owed, &p->owed_at, e->seq);

	equal(p, "entry_effect", e->seq, credited - taken - unpaid, e->points);
	if (e->kind == ENTRY_RELEASE)
		equal(p, "release", e->seq, p->pending - e->pending_after, e->moved);
}

static void prove_entry(struct proof *p, const struct audit_entry *row)
{
	const struct ledger_entry *e = &row->entry;
	uint8_t hash[SHA256_BYTES];

	equal(p, "entry_gap", e->seq, e->seq, p->seq + 1);
	p->sum += e->points;
	equal(p, "entry_sum", e->seq, e->available_after + e->pending_after - e->debt_after, p->sum);
	if (memcmp(row->prev, p->hash, SHA256_BYTES) != 0)
		audit_find(p->audit, p->member_id, "chain_link", "seq=%lld", (long long)e->seq);
	chain_hash(hash, row->prev, p->member_id, e);
	if (memcmp(hash, row->hash, SHA256_BYTES) != 0)
		audit_find(p->audit, p->member_id, "chain_hash", "seq=%lld", (long long)e->seq);
	prove_effect(p, e);
	p->merged = p->merged || e->source_kind == SOURCE_MERGE;
	memcpy(p->hash, row->hash, SHA256_BYTES);
	p->seq = e->seq;
	p->available = e->available_after;
	p->pending = e->pending_after;
	p->debt = e->debt_after;
	p->audit->entries++;
}

static enum db prove_entries(struct proof *p, struct database *db)
{
	struct audit_entry row;
	enum db result = audit_entries(db, p->mem, p->member_id, 0);

	while (result == DB_OK && (result = audit_entry_next(db, &row)) == DB_OK)
		prove_entry(p, &row);
	if (result != DB_NONE)
		return result;
	/* rows behind the last entry have no entry either */
	(void)lot_of(p, INT64_MAX);
	(void)pair_of(p, "allocation", p->allocated, p->n_allocated, &p->allocated_at, INT64_MAX);
	(void)pair_of(p, "debt", p->owed, p->n_owed, &p->owed_at, INT64_MAX);
	return DB_OK;
}

static void prove_lots(struct proof *p)
{
	int64_t left = 0, owed = 0;

	for (int i = 0; i < p->n_lots; i++) {
		const struct audit_lot *lot = &p->lots[i];

		left += lot->left;
		equal(p, "lot_left", lot->seq, lot->left, lot->points - lot->taken);
	}
	for (int i = 0; i < p->n_owed; i++)
		owed += p->owed[i].points;
	equal(p, "lots_sum", p->seq, left, p->account.available + p->account.pending);
	equal(p, "debt_sum", p->seq, owed, p->account.debt);
}

static void prove_account(struct proof *p, const struct audit_sums *sums)
{
	const struct ledger *a = &p->account;

	equal(p, "last_seq", p->seq, a->last_seq, p->seq);
	equal(p, "balance", p->seq, a->available, p->available);
	equal(p, "pending", p->seq, a->pending, p->pending);
	equal(p, "debt", p->seq, a->debt, p->debt);
	equal(p, "lifetime", p->seq, a->lifetime, sums->qualifying);
	equal(p, "source_twice", p->seq, sums->twice, 0);
	if (memcmp(p->last_hash, p->hash, SHA256_BYTES) != 0)
		audit_find(p->audit, p->member_id, "last_hash", "seq=%lld", (long long)p->seq);
	if (!sums->tier || strcmp(sums->tier, a->tier) != 0)
		audit_find(p->audit, p->member_id, "tier", "account=%s history=%s", a->tier,
		           sums->tier ? sums->tier : "-");
}

/* order_head against the ledger: RULINGS 16, QUALITY "Books". */
static enum db prove_orders(struct proof *p, struct database *db, const struct audit_sums *sums)
{
	struct audit_order *orders;
	int64_t held = 0, met = 0, taken = 0;
	int n;
	enum db result = audit_orders(db, p->mem, p->member_id, &orders, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		const struct audit_order *o = &orders[i];
		/* of the price: what is neither booked nor waits was met by refunds
		 * while it was still held */
		int64_t from_held = o->points - o->booked - o->held - o->refused;

		held += o->held;
		met += from_held;
		taken += o->taken;
		if (from_held < 0 || from_held > o->taken || o->refunded_fen != o->refunds ||
		    o->refunded_fen > o->paid_fen ||
		    o->earned != (o->lot_seq > 0) + (o->held_lot_seq > 0))
			audit_find(p->audit, p->member_id, "order", "lot=%lld points=%lld booked=%lld",
			           (long long)o->lot_seq, (long long)o->points,
			           (long long)o->booked);
	}
	if (result != DB_OK)
		return result;
	equal(p, "held", p->seq, p->account.held, held);
	equal(p, "orders_taken", p->seq, taken - met, sums->reversed);
	return DB_OK;
}

static enum db member_work(struct database *db, void *arg)
{
	struct proof *p = arg;
	struct audit_sums sums = { 0 };
	uint64_t member = p->member_id;
	enum db result = account_read(db, p->mem, member, &p->account, p->last_hash);

	if (result == DB_OK)
		result = audit_lots(db, p->mem, member, &p->lots, &p->n_lots);
	if (result == DB_OK)
		result = audit_allocated(db, p->mem, member, &p->allocated, &p->n_allocated);
	if (result == DB_OK)
		result = audit_owed(db, p->mem, member, &p->owed, &p->n_owed);
	if (result == DB_OK)
		result = prove_entries(p, db);
	if (result == DB_OK)
		result = audit_sums_of(db, p->mem, member, &sums);
	if (result != DB_OK)
		return result;
	prove_lots(p);
	prove_account(p, &sums);
	result = prove_orders(p, db, &sums);
	if (result == DB_OK)
		result = audit_member_redemptions(p->audit, db, p->mem, member);
	if (result == DB_OK && p->merged)
		result = audit_member_merges(p->audit, db, p->mem, member);
	p->audit->members++;
	p->audit->last_seq = p->seq;
	p->audit->proved_seq = sums.proved_seq;
	return result;
}

enum db audit_member(struct audit *audit, struct database *db, uint64_t member_id)
{
	struct proof p = { .audit = audit, .member_id = member_id, .mem = talloc_new(audit) };
	enum db result = db_snapshot(db, member_work, &p);

	talloc_free(p.mem);
	return result;
}
