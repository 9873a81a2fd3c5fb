#include "base/mem.h"
#include "store/item.h"

#define WRITTEN                                                                              \
	"category = ?, state = ?, name = ?, name_en = ?, text = ?, text_en = ?,"             \
	" returns = ?, returns_en = ?, cost_points = ?, cut_points = ?, cut_from = ?,"       \
	" cut_until = ?, value_fen = ?, per_order = ?, per_member = ?, period_days = ?,"     \
	" year_value_fen = ?, min_tier = ?, min_balance = ?, open_from = ?, open_until = ?," \
	" early_hours = ?, early_tier = ?, campaign = ?, supplier = ?, promised_days = ?,"   \
	" low_stock = ?, coupon_fen = ?, coupon_percent_bp = ?, coupon_ceiling_fen = ?,"     \
	" coupon_min_fen = ?, coupon_categories = ?, coupon_months = ?, tags = ?, art = ?,"  \
	" picture_hash = ?, sort_no = ?"
#define WRITTEN_IN "ssssssss" "iIddiIIiI" "sittisss" "iiiiiisissbi"

/* Programs that keep the catalogue in memory see by it that it was edited. */
static const struct db_sql counted = {
	"UPDATE catalogue_change SET n = n + 1 WHERE one = 1", "", ""
};
static const struct db_sql item_insert = {
	"INSERT INTO item SET item = ?, created_at = ?, version = 1, " WRITTEN, "st" WRITTEN_IN, ""
};
static const struct db_sql item_update = {
	"UPDATE item SET version = version + 1, " WRITTEN " WHERE item = ? AND version = ?",
	WRITTEN_IN "si", ""
};
static const struct db_sql stock_insert = {
	"INSERT INTO item_stock (item, `left`) VALUES (?, ?)", "sI", ""
};
static const struct db_sql stock_lock = {
	"SELECT CAST(`left` AS SIGNED) FROM item_stock WHERE item = ? FOR UPDATE", "s", "I"
};
static const struct db_sql stock_set = {
	"UPDATE item_stock SET `left` = ? WHERE item = ?", "Is", ""
};
static const struct db_sql stock_take = {
	"UPDATE item_stock SET `left` = `left` - ?, taken = taken + ?, points = points + ?"
	" WHERE item = ? AND (`left` IS NULL OR CAST(`left` AS SIGNED) >= ?)", "iiisi", ""
};
static const struct db_sql departures = {
	"SELECT departs_on, CAST(places AS SIGNED), CAST(`left` AS SIGNED) FROM item_departure"
	" WHERE item = ? AND departs_on >= ? ORDER BY departs_on", "sd", "dii"
};
static const struct db_sql departure_lock = {
	"SELECT CAST(`left` AS SIGNED) FROM item_departure WHERE item = ? AND departs_on = ?"
	" FOR UPDATE", "sd", "i"
};
static const struct db_sql departure_take = {
	"UPDATE item_departure SET `left` = `left` - ? WHERE item = ? AND departs_on = ?"
	" AND CAST(`left` AS SIGNED) >= ?", "isdi", ""
};
static const struct db_sql departure_insert = {
	"INSERT INTO item_departure (item, departs_on, places, `left`) VALUES (?, ?, ?, ?)",
	"sdii", ""
};
static const struct db_sql departure_both = {
	"SELECT CAST(places AS SIGNED), CAST(`left` AS SIGNED) FROM item_departure"
	" WHERE item = ? AND departs_on = ? FOR UPDATE", "sd", "ii"
};
static const struct db_sql departure_set = {
	"UPDATE item_departure SET places = ?, `left` = ? WHERE item = ? AND departs_on = ?",
	"iisd", ""
};

#define OR_EMPTY(text) ((text) ? (text) : "")
#define OR_NULL(limit) ((limit) < 0 ? INT64_MIN : (limit))
/* The values of WRITTEN, in its order. */
#define VALUES(i)                                                                            \
	item_category_word((i)->category), item_state_word((i)->state), OR_EMPTY((i)->name), \
	OR_EMPTY((i)->name_en), OR_EMPTY((i)->text), OR_EMPTY((i)->text_en),                 \
	OR_EMPTY((i)->returns), OR_EMPTY((i)->returns_en), (i)->cost_points,                 \
	OR_NULL((i)->cut_points), (i)->cut_from, (i)->cut_until, (i)->value_fen,             \
	OR_NULL((i)->per_order), OR_NULL((i)->per_member), (i)->period_days,                 \
	OR_NULL((i)->year_value_fen), OR_EMPTY((i)->min_tier), (i)->min_balance,             \
	(i)->open_from, (i)->open_until, (i)->early_hours, OR_EMPTY((i)->early_tier),        \
	OR_EMPTY((i)->campaign), OR_EMPTY((i)->supplier), (i)->promised_days, (i)->low_stock, \
	(i)->coupon_fen, (i)->coupon_percent_bp, (i)->coupon_ceiling_fen,                    \
	(i)->coupon_min_fen, OR_EMPTY((i)->coupon_categories), (i)->coupon_months,           \
	OR_EMPTY((i)->tags), OR_EMPTY((i)->art), (i)->picture_hash, (i)->sort_no

enum db item_add(struct database *db, const struct item *item, int64_t left)
{
	enum db result = db_run(db, &item_insert, item->item, item->created_at, VALUES(item));

	if (result == DB_OK)
		result = db_run(db, &stock_insert, item->item, OR_NULL(left));
	return result == DB_OK ? db_run(db, &counted) : result;
}

/* One row, or DB_NONE where the statement changed none. */
static enum db changed(struct database *db, enum db result)
{
	return result == DB_OK && db_affected(db) == 0 ? DB_NONE : result;
}

enum db item_edit(struct database *db, const struct item *item)
{
	enum db result = changed(db, db_run(db, &item_update, VALUES(item), item->item,
	                                    item->version));

	return result == DB_OK ? db_run(db, &counted) : result;
}

enum db item_stock_lock(struct database *db, const char *item, int64_t *left)
{
	enum db result = db_one(db, NULL, &stock_lock, item, left);

	if (result == DB_OK && *left == INT64_MIN)
		*left = -1;
	return result;
}

enum db item_stock_set(struct database *db, const char *item, int64_t left)
{
	return db_run(db, &stock_set, OR_NULL(left), item);
}

enum db item_stock_take(struct database *db, const char *item, int64_t quantity, int64_t cost)
{
	return changed(db, db_run(db, &stock_take, quantity, quantity, cost, item, quantity));
}

enum db item_departures(struct database *db, void *mem, const char *item, int32_t from,
                        struct item_departure **out, int *n)
{
	struct item_departure row = { 0 };
	enum db result = db_query(db, mem, &departures, item, from);

	*out = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &departures, &row.departs_on, &row.places,
	                                            &row.left)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct item_departure, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db item_departure_lock(struct database *db, const char *item, int32_t departs_on,
                            int64_t *left)
{
	return db_one(db, NULL, &departure_lock, item, departs_on, left);
}

enum db item_departure_take(struct database *db, const char *item, int32_t departs_on,
                            int64_t quantity)
{
	return changed(db, db_run(db, &departure_take, quantity, item, departs_on, quantity));
}

enum db item_departure_put(struct database *db, const char *item, int32_t departs_on,
                           int64_t places)
{
	int64_t offered = 0, left = 0;
	enum db result = db_run(db, &departure_insert, item, departs_on, places, places);

	if (result != DB_DUP)
		return result;
	result = db_one(db, NULL, &departure_both, item, departs_on, &offered, &left);
	if (result != DB_OK)
		return result;
	left += places - offered;
	if (left < 0)
		return DB_NONE;
	return db_run(db, &departure_set, places, left, item, departs_on);
}
