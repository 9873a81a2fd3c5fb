/* Which entry is it? The days that do not agree are looked through as the audit
 * looks through a member: figures, links, seals. */
#include <string.h>

#include "base/mem.h"
#include "service/chain.h"
#include "service/report_private.h"
#include "store/flaw.h"

#define DAYS_MAX 5     /* flawed days looked through */
#define PAGES_MAX 20   /* of 1,000 entries each, a day */

void report_flaw_add(struct report_points *out, const struct report_flaw *flaw)
{
	if (out->n_flaws < REPORT_FLAWS)
		out->flaws[out->n_flaws++] = *flaw;
}

static void look_at(struct report_points *out, int32_t day, const struct report_entry *e)
{
	const struct ledger_entry *entry = &e->row.entry;
	int64_t stated = entry->available_after + entry->pending_after - entry->debt_after -
	                 e->outstanding_before;
	struct report_flaw flaw = {.kind = FLAW__MAX,
	                           .day = day,
	                           .member_id = e->member_id,
	                           .member_no = e->member_no,
	                           .seq = entry->seq,
	                           .is = entry->points,
	                           .must = stated};
	uint8_t seal[SHA256_BYTES];

	chain_hash(seal, e->row.prev, e->member_id, entry);
	if (!e->has_before && entry->seq > 1)
		flaw.kind = FLAW_GAP;
	else if (entry->points != stated)
		flaw.kind = FLAW_ENTRY;
	else if (memcmp(seal, e->row.hash, sizeof seal) != 0 ||
	         (e->has_before && memcmp(e->hash_before, e->row.prev, sizeof seal) != 0))
		flaw.kind = FLAW_SEAL;
	if (flaw.kind != FLAW__MAX)
		report_flaw_add(out, &flaw);
}

static enum db look_through(struct database *db, struct report_points *out, int32_t day)
{
	struct report_flaw many = {.kind = FLAW_LONG, .day = day};
	uint64_t member = 0;
	int64_t seq = 0;
	struct report_entry *rows;
	enum db result = DB_OK;
	int n = 1;

	for (int page = 0; page < PAGES_MAX; page++) {
		result = report_entries(db, out, day, member, seq, &rows, &n);
		if (result != DB_OK || n == 0)
			return result;
		for (int i = 0; i < n; i++)
			look_at(out, day, &rows[i]);
		member = rows[n - 1].member_id;
		seq = rows[n - 1].row.entry.seq;
	}
	report_flaw_add(out, &many);
	return result;
}

/* What is gone shows at what follows it. */
static enum db look_for_gaps(struct database *db, struct report_points *out, int32_t day)
{
	struct report_gap *rows;
	int n;
	enum db result = report_gaps(db, out, day, &rows, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		struct report_flaw flaw = {.kind = FLAW_GAP,
		                           .day = day_of(rows[i].posted_at),
		                           .member_id = rows[i].member_id,
		                           .member_no = rows[i].member_no,
		                           .seq = rows[i].seq};

		report_flaw_add(out, &flaw);
	}
	return result;
}

static enum db look_at_accounts(struct database *db, struct report_points *out)
{
	struct report_astray *rows;
	int n;
	enum db result = report_astray(db, out, &rows, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		struct report_flaw flaw = {.kind = FLAW_ACCOUNT,
		                           .day = DAY_NONE,
		                           .member_id = rows[i].member_id,
		                           .member_no = rows[i].member_no,
		                           .seq = rows[i].last_seq,
		                           .is = rows[i].outstanding,
		                           .must = rows[i].stated};

		report_flaw_add(out, &flaw);
	}
	return result;
}

/* DAY does not agree: *GONE when none of its entries tells why. */
static enum db explain(struct database *db, struct report_points *out, int32_t day, bool *gone)
{
	int n = out->n_flaws;
	enum db result = look_through(db, out, day);

	if (result != DB_OK || out->n_flaws > n)
		return result;
	*gone = true;
	return look_for_gaps(db, out, day);
}

enum db report_search(struct database *db, struct report_points *out)
{
	int32_t seen[DAYS_MAX];
	int n_seen = 0, n = out->n_flaws;
	bool accounts = false;
	enum db result = DB_OK;

	for (int i = 0; result == DB_OK && i < n; i++) {
		const struct report_flaw *f = &out->flaws[i];
		bool again = n_seen == DAYS_MAX;

		accounts = accounts || f->kind == FLAW_ACCOUNTS;
		if (f->kind != FLAW_DAY && f->kind != FLAW_LEDGER && f->kind != FLAW_ROLLUP)
			continue;
		for (int k = 0; k < n_seen; k++)
			again = again || seen[k] == f->day;
		if (again)
			continue;
		seen[n_seen++] = f->day;
		result = explain(db, out, f->day, &accounts);
	}
	return result == DB_OK && accounts ? look_at_accounts(db, out) : result;
}

/* Whether the page has named entry SEQ of MEMBER already. */
static bool named(const struct report_points *out, uint64_t member, int64_t seq)
{
	for (int i = 0; i < out->n_flaws; i++)
		if (out->flaws[i].member_id == member && out->flaws[i].seq == seq)
			return true;
	return false;
}

enum db report_found(struct database *db, struct report_points *out)
{
	struct flaw *found;
	int n;
	enum db result = flaw_list(db, out, &found, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		struct report_flaw flaw = {.kind = FLAW_PROOF,
		                           .day = day_of(found[i].seen_at),
		                           .member_id = found[i].member_id,
		                           .member_no = found[i].member_no,
		                           .seq = found[i].seq};

		if (flaw.member_id && !named(out, flaw.member_id, flaw.seq))
			report_flaw_add(out, &flaw);
	}
	return result;
}
