/* The items of a campaign, and what is counted for it. */
#include <stdio.h>

#include "base/mem.h"
#include "store/campaign.h"

#define ITEM_SELECT "SELECT c.item, i.name, i.name_en, c.cut_points, c.list_points, i.cost_points," \
	" i.campaign FROM campaign_item c JOIN item i ON i.item = c.item WHERE c.campaign = ?"      \
	" ORDER BY c.item"

static const struct db_sql ITEMS = { ITEM_SELECT, "s", "sssiiis" };
static const struct db_sql ITEMS_LOCK = { ITEM_SELECT " FOR UPDATE", "s", "sssiiis" };
#define OWNS_SELECT "SELECT COUNT(*) FROM item WHERE campaign = ? AND state <> 'ended'"
static const struct db_sql OWNS = { OWNS_SELECT, "s", "i" };
static const struct db_sql OWNS_LOCK = { OWNS_SELECT " LOCK IN SHARE MODE", "s", "i" };
static const struct db_sql OFFERS = {
	"SELECT i.item FROM item i WHERE i.state = 'live' AND (i.campaign = ? OR i.item IN"
	" (SELECT c.item FROM campaign_item c WHERE c.campaign = ?)) ORDER BY i.sort_no, i.item"
	" LIMIT 40", "ss", "s" };
static const struct db_sql ITEM_PUT = {
	"INSERT INTO campaign_item (campaign, item, cut_points) VALUES (?, ?, ?)"
	" ON DUPLICATE KEY UPDATE cut_points = VALUES(cut_points)", "ssi", "" };
static const struct db_sql ITEM_DROP = {
	"DELETE FROM campaign_item WHERE campaign = ? AND item = ?", "ss", "" };
static const struct db_sql KEEP_COST = {
	"UPDATE campaign_item c JOIN item i ON i.item = c.item SET c.list_points = i.cost_points"
	" WHERE c.campaign = ?", "s", "" };
static const struct db_sql CUT_OPEN = {
	"UPDATE item i JOIN campaign_item c ON c.item = i.item SET i.cut_points = c.cut_points,"
	" i.cut_from = ?, i.cut_until = ?, i.version = i.version + 1 WHERE c.campaign = ?", "dds", "" };
static const struct db_sql CUT_END = {
	"UPDATE item i JOIN campaign_item c ON c.item = i.item SET i.cut_until = ?,"
	" i.cut_from = LEAST(i.cut_from, ?), i.version = i.version + 1"
	" WHERE c.campaign = ? AND i.cut_until > ?", "ddsd", "" };
static const struct db_sql CLASH = {
	"SELECT i.item FROM item i JOIN campaign_item c ON c.item = i.item WHERE c.campaign = ?"
	" AND (i.cost_points <= c.cut_points OR (i.cut_points IS NOT NULL"
	" AND (i.cut_until IS NULL OR i.cut_until >= ?))) LIMIT 1 FOR UPDATE", "sd", "s" };
static const struct db_sql COUNTED = { "UPDATE catalogue_change SET n = n + 1 WHERE one = 1", "", "" };
static const struct db_sql PARTNERS = {
	"SELECT partner FROM partner UNION SELECT 'import' ORDER BY partner", "", "s" };
/* all-members: what a campaign has brought, by the time of payment */
static const struct db_sql ORDERS = {
	"SELECT o.member_id, o.order_no, o.category, o.products, o.branch, o.tier, o.paid_fen,"
	" o.eligible_fen, o.paid_at, o.first_in_category, o.rule_version, o.refunded_fen"
	" FROM order_head o WHERE o.partner = ? AND o.paid_at >= ? AND o.paid_at < ?"
	" AND o.member_id IS NOT NULL AND o.cancelled = 0 AND (? = '' OR o.category = ?)"
	" AND (? = '' OR FIND_IN_SET(?, o.products) > 0) AND (? = '' OR o.branch = ?)"
	" AND o.paid_fen - o.refunded_fen >= ? AND (? = 0 OR o.first_in_category = 1)"
	" AND (? = '' OR EXISTS (SELECT 1 FROM member m WHERE m.member_id = o.member_id"
	" AND m.kind = ?))",
	"stt" "ss" "ssss" "ii" "ss", "isssss" "iitiii" };
/* all-members: the same of redemptions, item by item through its index */
static const struct db_sql REDEMPTIONS = {
	"SELECT r.member_id, r.quantity, r.cost_points, x.saved"
	" FROM (SELECT c.item, c.list_points - c.cut_points AS saved FROM campaign_item c"
	" WHERE c.campaign = ? UNION ALL SELECT i.item, 0 FROM item i WHERE i.campaign = ?"
	" AND NOT EXISTS (SELECT 1 FROM campaign_item d WHERE d.campaign = ? AND d.item = i.item)) x"
	" JOIN redemption r ON r.item = x.item AND r.placed_at >= ? AND r.placed_at < ?"
	" AND r.state NOT IN ('rejected', 'cancelled')",
	"ssstt", "iiii" };

static enum db items(struct database *db, void *mem, const struct db_sql *sql, const char *code,
                     struct campaign_item **out, int *n)
{
	struct campaign_item row;
	enum db got = db_query(db, mem, sql, code);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &row.item, &row.name, &row.name_en, &row.cut_points,
	                      &row.list_points, &row.cost_points, &row.campaign)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct campaign_item, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db campaign_items(struct database *db, void *mem, const char *code,
                       struct campaign_item **out, int *n)
{
	return items(db, mem, &ITEMS, code, out, n);
}

enum db campaign_items_lock(struct database *db, void *mem, const char *code,
                            struct campaign_item **out, int *n)
{
	return items(db, mem, &ITEMS_LOCK, code, out, n);
}

static enum db owns(struct database *db, const struct db_sql *sql, const char *code)
{
	int64_t n = 0;
	enum db got = db_one(db, NULL, sql, code, &n);

	return got == DB_OK && n == 0 ? DB_NONE : got;
}

enum db campaign_owns(struct database *db, const char *code)
{
	return owns(db, &OWNS, code);
}

enum db campaign_owns_lock(struct database *db, const char *code)
{
	return owns(db, &OWNS_LOCK, code);
}

enum db campaign_offers(struct database *db, void *mem, const char *code, char ***out, int *n)
{
	char *item = NULL;
	enum db got = db_query(db, mem, &OFFERS, code, code);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &OFFERS, &item)) == DB_OK) {
		*out = talloc_realloc(mem, *out, char *, (unsigned)*n + 1);
		(*out)[(*n)++] = item;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db campaign_item_put(struct database *db, const char *code, const char *item, int64_t cut)
{
	if (cut < 0)
		return db_run(db, &ITEM_DROP, code, item);
	return db_run(db, &ITEM_PUT, code, item, cut);
}

enum db campaign_cut_open(struct database *db, const char *code, int32_t from, int32_t until)
{
	enum db got = db_run(db, &KEEP_COST, code);

	if (got == DB_OK)
		got = db_run(db, &CUT_OPEN, from, until, code);
	return got == DB_OK && db_affected(db) > 0 ? db_run(db, &COUNTED) : got;
}

enum db campaign_cut_end(struct database *db, const char *code, int32_t last)
{
	enum db got = db_run(db, &CUT_END, last, last, code, last);

	return got == DB_OK && db_affected(db) > 0 ? db_run(db, &COUNTED) : got;
}

enum db campaign_cut_clash(struct database *db, void *mem, const char *code, int32_t from,
                           char **item)
{
	return db_one(db, mem, &CLASH, code, from, item);
}

enum db campaign_partners(struct database *db, void *mem, char ***out, int *n)
{
	char *name = NULL;
	enum db got = db_query(db, mem, &PARTNERS);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &PARTNERS, &name)) == DB_OK) {
		*out = talloc_realloc(mem, *out, char *, (unsigned)*n + 1);
		(*out)[(*n)++] = name;
	}
	return got == DB_NONE ? DB_OK : got;
}

static enum db next_order(struct database *db, struct campaign_order *row)
{
	struct ledger_order *o = &row->order;
	char *text[5];
	int64_t id = 0, first = 0;
	enum db got = db_next(db, &ORDERS, &id, &text[0], &text[1], &text[2], &text[3], &text[4],
	                      &o->paid_fen, &o->eligible_fen, &o->paid_at, &first, &o->rule_version,
	                      &o->refunded_fen);

	if (got != DB_OK)
		return got;
	row->member_id = (uint64_t)id;
	snprintf(o->order_no, sizeof o->order_no, "%s", text[0]);
	snprintf(o->category, sizeof o->category, "%s", text[1]);
	snprintf(o->products, sizeof o->products, "%s", text[2]);
	snprintf(o->branch, sizeof o->branch, "%s", text[3]);
	snprintf(o->tier, sizeof o->tier, "%s", text[4]);
	o->first_in_category = first != 0;
	return DB_OK;
}

enum db campaign_orders(struct database *db, void *mem, const struct campaign *c,
                        const char *partner, int64_t from, int64_t until,
                        struct campaign_order **out, int *n)
{
	struct campaign_order row;
	enum db got = db_query(db, mem, &ORDERS, partner, from, until, c->category, c->category,
	                       c->product, c->product, c->branch, c->branch, c->min_paid_fen,
	                       c->first_in_category, c->kind, c->kind);

	*out = NULL;
	*n = 0;
	for (;;) {
		row = (struct campaign_order){.order = {.travel_end = DAY_NONE}};
		if (got != DB_OK || (got = next_order(db, &row)) != DB_OK)
			break;
		snprintf(row.order.partner, sizeof row.order.partner, "%s", partner);
		if (*n % 64 == 0)
			*out = talloc_realloc(mem, *out, struct campaign_order, (unsigned)*n + 64);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db campaign_redemptions(struct database *db, void *mem, const char *code, int64_t from,
                             int64_t until, struct campaign_redemption **out, int *n)
{
	struct campaign_redemption row = {0};
	int64_t id = 0;
	enum db got = db_query(db, mem, &REDEMPTIONS, code, code, code, from, until);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &REDEMPTIONS, &id, &row.quantity, &row.points,
	                                      &row.saved)) == DB_OK) {
		row.member_id = (uint64_t)id;
		if (*n % 64 == 0)
			*out = talloc_realloc(mem, *out, struct campaign_redemption, (unsigned)*n + 64);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
