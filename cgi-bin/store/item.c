#include "store/item.h"

#include <string.h>

#include "base/mem.h"
#include "rule/pricing.h"
#include "store/item_row.h"

static const struct db_sql one = {
	ITEM_COLUMNS("i.text, i.text_en", ITEM_STOCK)
	" FROM item i LEFT JOIN item_stock s ON s.item = i.item WHERE i.item = ?", "ds", ITEM_OUT
};
/* The item's own lock is shared: buyers wait for each other at its stock only. */
static const struct db_sql one_shared = {
	ITEM_COLUMNS("'', ''", "NULL, 0, 0") " FROM item i WHERE i.item = ? LOCK IN SHARE MODE",
	"s", ITEM_OUT
};
static const struct db_sql wished = {
	ITEM_COLUMNS("'', ''", ITEM_STOCK)
	" FROM wish w JOIN item i ON i.item = w.item LEFT JOIN item_stock s ON s.item = i.item"
	" WHERE w.member_id = ? ORDER BY w.wished_at DESC, w.item LIMIT 100", "di", ITEM_OUT
};

static const char *const state_words[] = { "", "draft", "live", "ended" };

const char *item_state_word(enum item_state state)
{
	return state_words[state >= ITEM_DRAFT && state <= ITEM_ENDED ? state : 0];
}

enum item_state item_state_of(const char *word)
{
	for (int i = ITEM_DRAFT; i <= ITEM_ENDED; i++)
		if (word && strcmp(word, state_words[i]) == 0)
			return (enum item_state)i;
	return (enum item_state)0;
}

static const char *told(const char *zh, const char *en, const char *lang)
{
	if (lang && strcmp(lang, "en") == 0 && en && *en)
		return en;
	return zh ? zh : "";
}

const char *item_name(const struct item *item, const char *lang)
{
	return told(item->name, item->name_en, lang);
}

const char *item_text(const struct item *item, const char *lang)
{
	return told(item->text, item->text_en, lang);
}

const char *item_returns(const struct item *item, const char *lang)
{
	return told(item->returns, item->returns_en, lang);
}

void item_resolve(const struct plan *plan, struct item *item)
{
	bool coupon = item->category == ITEM_COUPON;

	if (strcmp(item->item, ITEM_OF_PLAN) == 0) {
		if (item->cost_points == 0)
			item->cost_points = plan->coupon.unit_points;
		if (item->coupon_fen == 0 && item->coupon_percent_bp == 0)
			item->coupon_fen = plan->coupon.unit_fen;
	}
	if (item->coupon_months == 0 && (coupon || item->category == ITEM_VOUCHER))
		item->coupon_months = plan->coupon.life_months;
	if (item->value_fen == 0 && coupon)
		item->value_fen = item->coupon_fen;
}

static int64_t limit(int64_t stored)
{
	return stored == INT64_MIN ? -1 : stored;
}

static void settle(const struct plan *plan, const char *category, const char *state,
                   struct item *out)
{
	out->category = item_category_of(category);
	out->state = item_state_of(state);
	out->cut_points = limit(out->cut_points);
	out->per_order = limit(out->per_order);
	out->per_member = limit(out->per_member);
	out->year_value_fen = limit(out->year_value_fen);
	out->left = limit(out->left);
	if (plan)
		item_resolve(plan, out);
}

enum db item_next_at(struct database *db, const struct db_sql *sql, const struct plan *plan,
                     struct item *out, int64_t *place)
{
	char *text[16];
	enum db result;

	*out = (struct item){ 0 };
	result = db_next(db, sql, &text[0], &text[1], &text[2], &text[3], &text[4], &text[5],
	                 &text[6], &text[7], &text[8], &out->cost_points, &out->cut_points,
	                 &out->cut_from, &out->cut_until, &out->value_fen, &out->per_order,
	                 &out->per_member, &out->period_days, &out->year_value_fen, &text[9],
	                 &out->min_balance, &out->open_from, &out->open_until, &out->early_hours,
	                 &text[10], &text[11], &text[12], &out->promised_days, &out->low_stock,
	                 &out->coupon_fen, &out->coupon_percent_bp, &out->coupon_ceiling_fen,
	                 &out->coupon_min_fen, &text[13], &out->coupon_months, &text[14],
	                 &text[15], &out->picture_hash, &out->sort_no, &out->created_at,
	                 &out->version, &out->left, &out->taken, &out->points, place);
	if (result != DB_OK)
		return result;
	out->item = text[0];
	out->name = text[3];
	out->name_en = text[4];
	out->text = text[5];
	out->text_en = text[6];
	out->returns = text[7];
	out->returns_en = text[8];
	out->min_tier = text[9];
	out->early_tier = text[10];
	out->campaign = text[11];
	out->supplier = text[12];
	out->coupon_categories = text[13];
	out->tags = text[14];
	out->art = text[15];
	settle(plan, text[1], text[2], out);
	return DB_OK;
}

enum db item_next(struct database *db, const struct db_sql *sql, const struct plan *plan,
                  struct item *out)
{
	int64_t none;

	return item_next_at(db, sql, plan, out, &none);
}

enum db item_read(struct database *db, void *mem, const struct plan *plan, const char *code,
                  struct item *out)
{
	enum db result = db_query(db, mem, &one, day_of(clock_now()), code);

	if (result == DB_OK)
		result = item_next(db, &one, plan, out);
	if (result == DB_OK)
		db_end(db, &one);
	return result;
}

enum db item_lock(struct database *db, void *mem, const struct plan *plan, const char *code,
                  struct item *out)
{
	enum db result = db_query(db, mem, &one_shared, code);

	if (result == DB_OK)
		result = item_next(db, &one_shared, plan, out);
	if (result == DB_OK)
		db_end(db, &one_shared);
	return result;
}

enum db item_wished(struct database *db, void *mem, const struct plan *plan, uint64_t member_id,
                    struct item_page *out)
{
	enum db result = db_query(db, mem, &wished, day_of(clock_now()), (int64_t)member_id);
	struct item item = { 0 };

	*out = (struct item_page){ .next = "" };
	while (result == DB_OK && (result = item_next(db, &wished, plan, &item)) == DB_OK) {
		out->items = talloc_realloc(mem, out->items, struct item, (unsigned)out->n + 1);
		out->items[out->n++] = item;
	}
	return result == DB_NONE ? DB_OK : result;
}

/* A percentage does not add up: such coupons are redeemed one by one. */
static int64_t at_once(const struct item *item)
{
	bool percent = item->category == ITEM_COUPON && item->coupon_percent_bp > 0;

	return percent ? 1 : item->per_order;
}

struct redeem_item item_judged(const struct plan *plan, const struct item *item, int32_t today)
{
	const struct plan_campaign *campaign = plan_campaign(plan, item->campaign);
	bool open = campaign && campaign->from <= today && today <= campaign->until;

	for (int i = 0; !campaign && i < plan->n_bonuses; i++)
		if (strcmp(plan->bonuses[i].code, item->campaign) == 0)
			open = open || pricing_bonus_runs(&plan->bonuses[i], today);
	return (struct redeem_item){
		.category = item->category, .live = item->state == ITEM_LIVE,
		.cost_points = item->cost_points, .cut_points = item->cut_points,
		.cut_from = item->cut_from, .cut_until = item->cut_until,
		.value_fen = item->value_fen, .stock = item->left,
		.per_order = at_once(item), .per_member = item->per_member,
		.year_value_fen = item->year_value_fen, .min_tier = item->min_tier,
		.min_balance = item->min_balance, .open_from = item->open_from,
		.open_until = item->open_until, .early_hours = item->early_hours,
		.early_tier = item->early_tier, .campaign = item->campaign,
		.campaign_open = open, .campaign_tier = campaign ? campaign->tier : "",
		.campaign_kind = campaign ? campaign->kind : "",
	};
}
