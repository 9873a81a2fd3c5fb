#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/item_row.h"

#define PAGE_ROWS 24
#define DEAR INT64_C(1000000000000000) /* dearer than anything */

/* The cost on a day before a tier's discount: the day twice, the plan's unit. */
#define COST                                                                               \
	"IF(i.cut_points IS NOT NULL AND (i.cut_from IS NULL OR i.cut_from <= ?) AND"      \
	" (i.cut_until IS NULL OR i.cut_until >= ?), i.cut_points,"                        \
	" IF(i.item = 'coupon' AND i.cost_points = 0, ?, i.cost_points))"
/* Places in the order asked for, small first. */
#define PLACE                                                                              \
	" CASE ? WHEN 1 THEN " COST " WHEN 2 THEN -(" COST ") WHEN 3 THEN"                 \
	" TIMESTAMPDIFF(SECOND, i.created_at, '2000-01-01') WHEN 4 THEN"                   \
	" -CAST(COALESCE(s.taken, 0) AS SIGNED) ELSE i.sort_no END"
/* Which rows is found with as little of each as that needs; only a page of them
 * is then read whole. */
static const struct db_sql list = {
	ITEM_COLUMNS("'', ''", ITEM_STOCK ", p.place") " FROM (SELECT i.item, " PLACE " AS place"
	" FROM item i LEFT JOIN item_stock s ON s.item = i.item"
	" WHERE (? <> 0 OR (i.state = 'live' AND (i.open_until IS NULL OR i.open_until > ?)))"
	" AND (? = '' OR i.category = ?)"
	" AND (" COST " * (10000 - ?) + 9999) DIV 10000 BETWEEN ? AND ?"
	" AND (? = '' OR i.name LIKE ? OR LOWER(i.name_en) LIKE ? OR LOWER(i.tags) LIKE ?)"
	" HAVING place > ? OR (place = ? AND i.item > ?) ORDER BY place, i.item LIMIT ?) p"
	" JOIN item i ON i.item = p.item LEFT JOIN item_stock s ON s.item = i.item"
	" ORDER BY p.place, p.item",
	"d" "iddiddi" "it" "ss" "ddiiii" "ssss" "iisi", ITEM_OUT "i"
};

static const char *const sort_words[] = { "place", "cost", "cost-down", "newest", "popular" };

const char *item_sort_word(enum item_sort sort)
{
	return sort_words[sort <= ITEM_BY_POPULAR ? sort : ITEM_BY_PLACE];
}

int item_sort_of(const char *word)
{
	for (int i = ITEM_BY_PLACE; i <= ITEM_BY_POPULAR; i++)
		if (word && strcmp(word, sort_words[i]) == 0)
			return i;
	return -1;
}

/* "%words%" with the wildcards of the words escaped, in lower case. */
static const char *pattern(void *mem, const char *q)
{
	char *out = talloc_array(mem, char, 2 * strlen(q) + 3), *to = out;

	*to++ = '%';
	for (const char *p = q; *p; p++) {
		if (*p == '%' || *p == '_' || *p == '\\')
			*to++ = '\\';
		*to++ = *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p;
	}
	*to++ = '%';
	*to = '\0';
	return out;
}

/* Where a page starts: behind the row of PLACE and ITEM. "PLACE.ITEM". */
struct cursor {
	int64_t place;
	const char *item;
};

static struct cursor cursor_of(const char *text)
{
	struct cursor start = { INT64_MIN + 1, "" }, at = start;
	char *end = NULL;

	if (!text || !*text)
		return start;
	at.place = strtoll(text, &end, 10);
	if (end == text || *end != '.' || strlen(end + 1) >= ITEM_CODE)
		return start;
	at.item = end + 1;
	return at;
}

static int64_t discount(const struct plan *plan, const char *tier)
{
	return tier ? plan->tiers[plan_tier_index(plan, tier)].redeem_discount_bp : 0;
}

static int64_t dearest(const struct item_filter *filter)
{
	int64_t most = filter->max_points > 0 ? filter->max_points : DEAR;

	return filter->afford && filter->afford_points < most ? filter->afford_points : most;
}

static enum db open_list(struct database *db, void *mem, const struct plan *plan,
                         const struct item_filter *f, int64_t limit)
{
	int32_t today = day_of(f->now);
	int64_t unit = plan->coupon.unit_points;
	const char *category = f->category ? item_category_word(f->category) : "";
	const char *q = f->q ? f->q : "", *like = pattern(mem, q);
	struct cursor at = cursor_of(f->after);

	return db_query(db, mem, &list, today, (int64_t)f->sort, today, today, unit, today, today,
	                unit, (int64_t)f->drafts, f->now, category, category, today, today, unit,
	                discount(plan, f->tier), f->min_points, dearest(f), q, like, like, like,
	                at.place, at.place, at.item, limit + 1);
}

enum db item_list(struct database *db, void *mem, const struct plan *plan,
                  const struct item_filter *filter, struct item_page *out)
{
	int64_t limit = filter->limit > 0 ? filter->limit : PAGE_ROWS, place = 0, last = 0;
	struct item item = { 0 };
	enum db result;

	if (limit > ITEM_PAGE_MAX)
		limit = ITEM_PAGE_MAX;
	*out = (struct item_page){ .next = "" };
	out->items = talloc_array(mem, struct item, (unsigned)limit);
	result = open_list(db, mem, plan, filter, limit);
	while (result == DB_OK) {
		last = place;
		result = item_next_at(db, &list, plan, &item, &place);
		if (result != DB_OK)
			break;
		if (out->n == limit) {
			out->next = talloc_asprintf(mem, "%lld.%s", (long long)last,
			                            out->items[limit - 1].item);
			db_end(db, &list);
			return DB_OK;
		}
		out->items[out->n++] = item;
	}
	return result == DB_NONE ? DB_OK : result;
}
