#include "store/account.h"

#include <string.h>

#include "base/mem.h"

#define ACCOUNT_COLUMNS                                                                      \
	"available, pending, debt, held, lifetime, tier, tier_since, review_notice_on, "     \
	"review_on, pin_until, good_through, last_seq, last_hash, referred"
#define ACCOUNT_OUT "iiiiistddddibi"

static const struct db_sql create_account = {
	"INSERT INTO account (member_id, tier, tier_since, good_through, last_hash)"
	" VALUES (?, ?, ?, '9999-12-31', ?)",
	"istb", ""
};
static const struct db_sql create_join = {
	"INSERT INTO tier_change (member_id, n, effective_at, posted_at, tier, qualifying_sum, cause)"
	" VALUES (?, 1, ?, ?, ?, 0, 'join')",
	"itts", ""
};
static const struct db_sql lock_account = {
	"SELECT " ACCOUNT_COLUMNS " FROM account WHERE member_id = ? FOR UPDATE", "i", ACCOUNT_OUT
};
static const struct db_sql read_account = {
	"SELECT " ACCOUNT_COLUMNS " FROM account WHERE member_id = ?", "i", ACCOUNT_OUT
};
static const struct db_sql save_account = {
	"UPDATE account SET available = ?, pending = ?, debt = ?, held = ?, lifetime = ?, tier = ?,"
	" tier_since = ?, review_notice_on = ?, review_on = ?, pin_until = ?, good_through = ?, last_seq = ?,"
	" last_hash = ? WHERE member_id = ?",
	"iiiiistddddibi", ""
};
static const struct db_sql proved_account = {
	"UPDATE account SET proved_seq = ? WHERE member_id = ?", "ii", ""
};
static const struct db_sql anchored_account = {
	"UPDATE account SET anchored_seq = ? WHERE member_id = ?", "ii", ""
};
static const struct db_sql referred_account = {
	"UPDATE account SET referred = 1 WHERE member_id = ?", "i", ""
};

enum db account_create(struct database *db, uint64_t member_id, const char *tier, int64_t at)
{
	static const uint8_t nothing[SHA256_BYTES];
	struct blob hash = { nothing, sizeof nothing };
	enum db result = db_run(db, &create_account, (int64_t)member_id, tier, at, hash);

	if (result == DB_OK)
		result = db_run(db, &create_join, (int64_t)member_id, at, clock_now(), tier);
	return result;
}

static enum db fill(struct database *db, void *mem, const struct db_sql *sql, uint64_t member_id,
                    struct ledger *ledger, struct account_rest *rest)
{
	char *tier = NULL;
	struct blob hash = { NULL, 0 };
	size_t tier_len;
	enum db result;

	result = db_one(db, mem, sql, (int64_t)member_id, &ledger->available, &ledger->pending,
	                &ledger->debt, &ledger->held, &ledger->lifetime, &tier, &ledger->tier_since,
	                &ledger->review_notice_on, &rest->review_on, &ledger->pin_until, &ledger->good_through,
	                &ledger->last_seq, &hash, &rest->referred);
	if (result != DB_OK)
		return result;
	tier_len = strlen(tier);
	if (hash.len != SHA256_BYTES || tier_len >= sizeof ledger->tier)
		return DB_FAIL;
	ledger->member_id = member_id;
	memcpy(ledger->tier, tier, tier_len + 1);
	memcpy(rest->last_hash, hash.data, SHA256_BYTES);
	return DB_OK;
}

enum db account_lock(struct database *db, void *mem, uint64_t member_id, struct ledger *ledger,
                     struct account_rest *rest)
{
	return fill(db, mem, &lock_account, member_id, ledger, rest);
}

enum db account_read(struct database *db, void *mem, uint64_t member_id, struct ledger *ledger,
                     uint8_t last_hash[SHA256_BYTES])
{
	struct account_rest rest;
	enum db result = fill(db, mem, &read_account, member_id, ledger, &rest);

	if (result == DB_OK)
		memcpy(last_hash, rest.last_hash, SHA256_BYTES);
	return result;
}

enum db account_save(struct database *db, const struct ledger *ledger,
                     const struct account_rest *rest)
{
	struct blob hash = { rest->last_hash, SHA256_BYTES };

	return db_run(db, &save_account, ledger->available, ledger->pending, ledger->debt,
	              ledger->held, ledger->lifetime, ledger->tier, ledger->tier_since,
	              ledger->review_notice_on, rest->review_on, ledger->pin_until, ledger->good_through,
	              ledger->last_seq, hash, (int64_t)ledger->member_id);
}

enum db account_proved(struct database *db, uint64_t member_id, int64_t seq)
{
	return db_run(db, &proved_account, seq, (int64_t)member_id);
}

enum db account_anchored(struct database *db, uint64_t member_id, int64_t seq)
{
	return db_run(db, &anchored_account, seq, (int64_t)member_id);
}

enum db account_referred(struct database *db, uint64_t member_id)
{
	return db_run(db, &referred_account, (int64_t)member_id);
}
