#include "store/campaign.h"

#include <string.h>

#include "base/mem.h"

#define COLUMNS "campaign, state, name, name_en, text, text_en, theme, place, place_en, channels," \
	" goal, target, from_day, until_day, bonus_bp, category, product, partner, branch," \
	" min_paid_fen, first_in_category, tier, kind, COALESCE(budget_points, -1), cost_fen," \
	" margin_bp, survey, surveyed_on, closing, closing_en, COALESCE(rule_version, 0)," \
	" published_at, stopped_on, stop_reason, created_at, version"
#define OUT "ssssssssss" "siddissss" "iissi" "iisdssi" "tdsti"

static const struct db_sql READ = {
	"SELECT " COLUMNS " FROM campaign WHERE campaign = ?", "s", OUT };
static const struct db_sql LOCK = {
	"SELECT " COLUMNS " FROM campaign WHERE campaign = ? FOR UPDATE", "s", OUT };
static const struct db_sql COMING = {
	"SELECT " COLUMNS " FROM campaign WHERE state = 'published' AND until_day >= ?"
	" ORDER BY from_day, campaign LIMIT 50", "d", OUT };
static const struct db_sql OVER = {
	"SELECT " COLUMNS " FROM campaign WHERE (state = 'published' AND until_day < ?)"
	" OR (state = 'stopped' AND stopped_on >= from_day)"
	" ORDER BY until_day DESC, campaign LIMIT ?", "di", OUT };
static const struct db_sql LIST = {
	"SELECT " COLUMNS " FROM campaign ORDER BY state = 'draft' DESC, until_day DESC, campaign"
	" LIMIT ?", "i", OUT };
static const struct db_sql RUNNING = {
	"SELECT " COLUMNS " FROM campaign WHERE state = 'published' AND until_day >= ?"
	" AND from_day <= ? ORDER BY campaign", "dd", OUT };
static const struct db_sql BETWEEN = {
	"SELECT " COLUMNS " FROM campaign WHERE state <> 'draft'"
	" AND COALESCE(stopped_on, until_day) >= ? AND from_day <= ? ORDER BY from_day, campaign",
	"dd", OUT };
static const struct db_sql ADD = {
	"INSERT INTO campaign (campaign, state, name, name_en, text, text_en, theme, place, place_en,"
	" channels, goal, target, from_day, until_day, bonus_bp, category, product, partner, branch,"
	" min_paid_fen, first_in_category, tier, kind, budget_points, cost_fen, margin_bp, survey,"
	" closing, closing_en, created_at) VALUES (?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"s" "sssssssss" "iddissss" "iissI" "iis" "sst", "" };
static const struct db_sql EDIT = {
	"UPDATE campaign SET name = ?, name_en = ?, text = ?, text_en = ?, theme = ?, place = ?,"
	" place_en = ?, channels = ?, goal = ?, target = ?, from_day = ?, until_day = ?, bonus_bp = ?,"
	" category = ?, product = ?, partner = ?, branch = ?, min_paid_fen = ?,"
	" first_in_category = ?, tier = ?, kind = ?, budget_points = ?, cost_fen = ?, margin_bp = ?,"
	" survey = ?, closing = ?, closing_en = ?, version = version + 1"
	" WHERE campaign = ? AND version = ?",
	"sssssssss" "iddissss" "iissI" "iis" "ss" "si", "" };
static const struct db_sql PUBLISH = {
	"UPDATE campaign SET state = 'published', rule_version = ?, published_at = ?,"
	" version = version + 1 WHERE campaign = ?", "its", "" };
static const struct db_sql STOP = {
	"UPDATE campaign SET state = 'stopped', stopped_on = ?, stop_reason = ?,"
	" version = version + 1 WHERE campaign = ?", "dss", "" };
static const struct db_sql SURVEYED = {
	"UPDATE campaign SET surveyed_on = ? WHERE campaign = ?", "ds", "" };
static const struct db_sql FIGURE_PUT = {
	"INSERT INTO campaign_figure (campaign, counted_at, participants, orders, sales_fen,"
	" before_orders, before_fen, bonus_points, redemptions, redeemed_points, saved_points)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	" counted_at = VALUES(counted_at), participants = VALUES(participants),"
	" orders = VALUES(orders), sales_fen = VALUES(sales_fen),"
	" before_orders = VALUES(before_orders), before_fen = VALUES(before_fen),"
	" bonus_points = VALUES(bonus_points), redemptions = VALUES(redemptions),"
	" redeemed_points = VALUES(redeemed_points), saved_points = VALUES(saved_points)",
	"st" "iiiii" "iiii", "" };
static const struct db_sql FIGURE = {
	"SELECT counted_at, participants, orders, sales_fen, before_orders, before_fen, bonus_points,"
	" redemptions, redeemed_points, saved_points FROM campaign_figure WHERE campaign = ?",
	"s", "tiiiiiiiii" };
static const struct db_sql PLAN_LAST = {
	"SELECT version, name, from_day, source FROM plan_version ORDER BY version DESC LIMIT 1"
	" FOR UPDATE", "", "isds" };
static const struct db_sql PLAN_ADD = {
	"INSERT INTO plan_version (version, name, from_day, source, loaded_at) VALUES (?, ?, ?, ?, ?)",
	"isdst", "" };

/* Where the columns of a row land. */
#define INTO(c) &(c)->campaign, &(c)->state, &(c)->name, &(c)->name_en, &(c)->text, &(c)->text_en, \
	&(c)->theme, &(c)->place, &(c)->place_en, &(c)->channels, &(c)->goal, &(c)->target,        \
	&(c)->from_day, &(c)->until_day, &(c)->bonus_bp, &(c)->category, &(c)->product,            \
	&(c)->partner, &(c)->branch, &(c)->min_paid_fen, &(c)->first_in_category, &(c)->tier,      \
	&(c)->kind, &(c)->budget_points, &(c)->cost_fen, &(c)->margin_bp, &(c)->survey,            \
	&(c)->surveyed_on, &(c)->closing, &(c)->closing_en, &(c)->rule_version,                    \
	&(c)->published_at, &(c)->stopped_on, &(c)->stop_reason, &(c)->created_at, &(c)->version

#define FORM(c) (c)->name, (c)->name_en, (c)->text, (c)->text_en, (c)->theme, (c)->place,          \
	(c)->place_en, (c)->channels, (c)->goal, (c)->target, (c)->from_day, (c)->until_day,       \
	(c)->bonus_bp, (c)->category, (c)->product, (c)->partner, (c)->branch, (c)->min_paid_fen,  \
	(c)->first_in_category, (c)->tier, (c)->kind,                                              \
	(c)->budget_points < 0 ? INT64_MIN : (c)->budget_points, (c)->cost_fen, (c)->margin_bp,    \
	(c)->survey, (c)->closing, (c)->closing_en

struct campaign_rules campaign_rules_of(const struct campaign *c)
{
	return (struct campaign_rules){
		.code = c->campaign, .name = c->name, .name_en = c->name_en, .from = c->from_day,
		.until = c->until_day, .bonus_bp = c->bonus_bp, .category = c->category,
		.product = c->product, .partner = c->partner, .branch = c->branch, .tier = c->tier,
		.kind = c->kind, .min_paid_fen = c->min_paid_fen,
		.first_in_category = c->first_in_category != 0,
	};
}

int32_t campaign_last_day(const struct campaign *c)
{
	return c->stopped_on == DAY_NONE ? c->until_day : c->stopped_on;
}

enum db campaign_read(struct database *db, void *mem, const char *code, struct campaign *out)
{
	return db_one(db, mem, &READ, code, INTO(out));
}

enum db campaign_lock(struct database *db, void *mem, const char *code, struct campaign *out)
{
	return db_one(db, mem, &LOCK, code, INTO(out));
}

/* The rows of an open query behind those that *OUT has. */
static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      struct campaign **out, int *n)
{
	struct campaign row;

	while (got == DB_OK && (got = db_next(db, sql, INTO(&row))) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct campaign, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db campaign_shown(struct database *db, void *mem, int32_t today, int64_t latest,
                       struct campaign **out, int *n)
{
	enum db got = db_query(db, mem, &COMING, today);

	*out = NULL;
	*n = 0;
	got = gather(db, mem, &COMING, got, out, n);
	if (got == DB_OK)
		got = gather(db, mem, &OVER, db_query(db, mem, &OVER, today, latest), out, n);
	return got;
}

enum db campaign_list(struct database *db, void *mem, int64_t limit, struct campaign **out, int *n)
{
	enum db got = db_query(db, mem, &LIST, limit);

	*out = NULL;
	*n = 0;
	return gather(db, mem, &LIST, got, out, n);
}

enum db campaign_running(struct database *db, void *mem, int32_t since, int32_t today,
                         struct campaign **out, int *n)
{
	enum db got = db_query(db, mem, &RUNNING, since, today);

	*out = NULL;
	*n = 0;
	return gather(db, mem, &RUNNING, got, out, n);
}

enum db campaign_between(struct database *db, void *mem, int32_t from, int32_t to,
                         struct campaign **out, int *n)
{
	enum db got = db_query(db, mem, &BETWEEN, from, to);

	*out = NULL;
	*n = 0;
	return gather(db, mem, &BETWEEN, got, out, n);
}

enum db campaign_add(struct database *db, const struct campaign *c)
{
	return db_run(db, &ADD, c->campaign, FORM(c), c->created_at);
}

static enum db changed(struct database *db, enum db got)
{
	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db campaign_edit(struct database *db, const struct campaign *c)
{
	return changed(db, db_run(db, &EDIT, FORM(c), c->campaign, c->version));
}

enum db campaign_publish_put(struct database *db, const char *code, int64_t rules, int64_t now)
{
	return changed(db, db_run(db, &PUBLISH, rules, now, code));
}

enum db campaign_stop_put(struct database *db, const char *code, int32_t last, const char *reason)
{
	return changed(db, db_run(db, &STOP, last, reason, code));
}

enum db campaign_surveyed(struct database *db, const char *code, int32_t day)
{
	return db_run(db, &SURVEYED, day, code);
}

enum db campaign_plan_lock(struct database *db, void *mem, int64_t *version, char **name,
                           int32_t *from_day, char **source)
{
	return db_one(db, mem, &PLAN_LAST, version, name, from_day, source);
}

enum db campaign_plan_add(struct database *db, int64_t version, const char *name,
                          int32_t from_day, const char *source, int64_t now)
{
	return db_run(db, &PLAN_ADD, version, name, from_day, source, now);
}

enum db campaign_figure_put(struct database *db, const char *code,
                            const struct campaign_counts *c, int64_t now)
{
	return db_run(db, &FIGURE_PUT, code, now, c->participants, c->orders, c->sales_fen,
	              c->before_orders, c->before_fen, c->bonus_points, c->redemptions,
	              c->redeemed_points, c->saved_points);
}

enum db campaign_figure(struct database *db, const char *code, struct campaign_counts *c,
                        int64_t *counted_at)
{
	return db_one(db, NULL, &FIGURE, code, counted_at, &c->participants, &c->orders, &c->sales_fen,
	              &c->before_orders, &c->before_fen, &c->bonus_points, &c->redemptions,
	              &c->redeemed_points, &c->saved_points);
}
