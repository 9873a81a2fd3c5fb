/* Between the files of store/item: the columns that every statement on items
 * shares, and the reader of one such row. */
#ifndef STORE_ITEM_ROW_H
#define STORE_ITEM_ROW_H

#include "store/item.h"

/* What is left, was taken and brought, of s. What is left of a trip are the
 * places of departures to come: one more parameter, today. */
#define ITEM_STOCK                                                                            \
	" IF(i.category = 'trip', CAST((SELECT COALESCE(SUM(d.`left`), 0) FROM"               \
	" item_departure d WHERE d.item = i.item AND d.departs_on > ?) AS SIGNED),"           \
	" CAST(s.`left` AS SIGNED)), CAST(COALESCE(s.taken, 0) AS SIGNED),"                   \
	" CAST(COALESCE(s.points, 0) AS SIGNED)"
#define ITEM_COLUMNS(texts, stock)                                                            \
	"SELECT i.item, i.category, i.state, i.name, i.name_en, " texts ", i.returns,"        \
	" i.returns_en, i.cost_points, i.cut_points, i.cut_from, i.cut_until, i.value_fen,"   \
	" i.per_order, i.per_member, i.period_days, i.year_value_fen, i.min_tier,"            \
	" i.min_balance, i.open_from, i.open_until, i.early_hours, i.early_tier, i.campaign," \
	" i.supplier, i.promised_days, i.low_stock, i.coupon_fen, i.coupon_percent_bp,"       \
	" i.coupon_ceiling_fen, i.coupon_min_fen, i.coupon_categories, i.coupon_months,"      \
	" i.tags, i.art, i.picture_hash, i.sort_no, i.created_at, i.version, " stock
#define ITEM_OUT "sssssssss" "iIddiIIiI" "sittisss" "iiiiiisissb" "iti" "Iii"

/* Fetches the next row of SQL's open query into OUT, resolved by PLAN (NULL =
 * as stored). */
enum db item_next(struct database *db, const struct db_sql *sql, const struct plan *plan,
                  struct item *out) __attribute__((warn_unused_result));
/* The same of a statement with one more column, its place in the order. */
enum db item_next_at(struct database *db, const struct db_sql *sql, const struct plan *plan,
                     struct item *out, int64_t *place) __attribute__((warn_unused_result));

#endif
