#include "job/catalogue_row.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

#define POINTS_MAX 1000000000000LL
#define MONTHS_MAX 1200
#define TEXT_MAX 4000

const char *const catalogue_columns[] = { "code", "category", "name", "name_en", "cost_points",
	"stock", "per_member", "min_tier", "from", "until", "value_fen", NULL };
const char *const catalogue_optional[] = { "per_order", "min_balance", "supplier", "campaign",
	"period_days", "year_value_fen", "promised_days", "low_stock", "coupon_fen",
	"coupon_percent_bp", "coupon_ceiling_fen", "coupon_min_fen", "coupon_categories",
	"coupon_months", "tags", "art", "text", "text_en", "returns", "returns_en", NULL };

#define AT(member) offsetof(struct item, member)

/* Whole numbers from 0 (limits: from 1); EMPTY is what an empty field means. */
static const struct number {
	const char *column;
	size_t at;
	int64_t least, most, empty;
	const char *wrong;
} numbers[] = {
	{ "cost_points", AT(cost_points), 1, POINTS_MAX, 0, "cost_points must be a whole number, 1 or more" },
	{ "value_fen", AT(value_fen), 0, POINTS_MAX, 0, "value_fen must be a whole number, 0 or more" },
	{ "per_member", AT(per_member), 1, POINTS_MAX, -1,
	  "per_member must be a whole number, 1 or more; empty = no limit" },
	{ "per_order", AT(per_order), 1, 99, -1, "per_order must be 1 to 99; empty = no limit" },
	{ "min_balance", AT(min_balance), 0, POINTS_MAX, 0,
	  "min_balance must be a whole number, 0 or more" },
	{ "period_days", AT(period_days), 0, 36500, 0, "period_days must be 0 to 36500; 0 = ever" },
	{ "year_value_fen", AT(year_value_fen), 1, POINTS_MAX, -1,
	  "year_value_fen must be a whole number, 1 or more; empty = no limit" },
	{ "promised_days", AT(promised_days), 0, 365, 7, "promised_days must be 0 to 365" },
	{ "low_stock", AT(low_stock), 0, POINTS_MAX, 5, "low_stock must be a whole number, 0 or more" },
	{ "coupon_fen", AT(coupon_fen), 0, POINTS_MAX, 0, "coupon_fen must be a whole number, 0 or more" },
	{ "coupon_percent_bp", AT(coupon_percent_bp), 0, 10000, 0, "coupon_percent_bp must be 0 to 10000" },
	{ "coupon_ceiling_fen", AT(coupon_ceiling_fen), 0, POINTS_MAX, 0,
	  "coupon_ceiling_fen must be a whole number, 0 or more" },
	{ "coupon_min_fen", AT(coupon_min_fen), 0, POINTS_MAX, 0,
	  "coupon_min_fen must be a whole number, 0 or more" },
	{ "coupon_months", AT(coupon_months), 0, MONTHS_MAX, 0, "coupon_months must be 0 to 1200" },
};

/* Texts: at most MOST characters; ASCII ones are codes or lists of codes. */
static const struct wording {
	const char *column;
	size_t at, most;
	bool ascii;
	const char *wrong;
} texts[] = {
	{ "name", AT(name), 80, false, "name must have 1 to 80 characters" },
	{ "name_en", AT(name_en), 80, false, "name_en must have at most 80 characters" },
	{ "supplier", AT(supplier), 80, false, "supplier must have at most 80 characters" },
	{ "campaign", AT(campaign), 32, true, "campaign must be a code of at most 32 characters" },
	{ "coupon_categories", AT(coupon_categories), 127, true,
	  "coupon_categories must be category codes with commas, at most 127 characters" },
	{ "tags", AT(tags), 200, false, "tags must have at most 200 characters" },
	{ "art", AT(art), 24, true, "art must be a code of at most 24 characters" },
	{ "text", AT(text), TEXT_MAX, false, "text must have at most 4000 characters" },
	{ "text_en", AT(text_en), TEXT_MAX, false, "text_en must have at most 4000 characters" },
	{ "returns", AT(returns), 400, false, "returns must have at most 400 characters" },
	{ "returns_en", AT(returns_en), 400, false, "returns_en must have at most 400 characters" },
};

#define N_NUMBERS (sizeof numbers / sizeof *numbers)
#define N_TEXTS (sizeof texts / sizeof *texts)

static int64_t *number_of(struct item *item, const struct number *n)
{
	return (int64_t *)(void *)((char *)item + n->at);
}

static const char **text_of(struct item *item, const struct wording *w)
{
	return (const char **)(void *)((char *)item + w->at);
}

static bool is_code(const char *text)
{
	return *text && strlen(text) < ITEM_CODE && text[strspn(text, "abcdefghijklmnopqrstuvwxyz"
	                                                       "0123456789-")] == '\0';
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

static const char *read_numbers(const struct csv_table *table, const struct csv_row *row,
                                struct item *item)
{
	for (size_t i = 0; i < N_NUMBERS; i++) {
		const struct number *n = &numbers[i];
		const char *field = csv_field(row, csv_column(table, n->column));
		int64_t *out = number_of(item, n);

		*out = n->empty;
		if (*field && (!int_parse(field, out) || *out > n->most))
			return n->wrong;
		/* An empty cost is none at all. */
		if (*out < n->least && (*field || n->empty == 0))
			return n->wrong;
	}
	return NULL;
}

/* TEXT without blanks at its ends; the commas of Chinese prose stay as wide as
 * they were written. */
static const char *trimmed(void *mem, const char *text)
{
	size_t len;

	text += strspn(text, " \t\r\n");
	for (len = strlen(text); len > 0 && strchr(" \t\r\n", text[len - 1]); len--)
		continue;
	return talloc_strndup(mem, text, len);
}

static const char *read_texts(void *mem, const struct csv_table *table, const struct csv_row *row,
                              struct item *item)
{
	for (size_t i = 0; i < N_TEXTS; i++) {
		const struct wording *w = &texts[i];
		const char *raw = csv_field(row, csv_column(table, w->column));
		const char *field = w->ascii ? text_clean(mem, raw) : trimmed(mem, raw);

		if (utf8_length(field) > w->most || (w->ascii && !is_ascii(field)))
			return w->wrong;
		*text_of(item, w) = field;
	}
	return *item->name ? NULL : texts[0].wrong;
}

/* A day: its start for FROM, its end for UNTIL. */
static bool read_day(const char *field, int after, int64_t *out)
{
	int32_t day;

	*out = INSTANT_NONE;
	if (!*field)
		return true;
	if (!day_parse(field, &day))
		return false;
	*out = day_start(day + after);
	return true;
}

static bool tier_known(const struct plan *plan, const char *code)
{
	return strcmp(plan->tiers[plan_tier_index(plan, code)].code, code) == 0;
}

static bool is_coupon(const struct item *item)
{
	return item->category == ITEM_COUPON;
}

static const char *judge(const struct item *item, const struct plan *plan)
{
	if (!is_code(item->item))
		return "code must have 1 to 32 of a-z, 0-9 and -";
	if (strcmp(item->item, ITEM_OF_PLAN) == 0)
		return "coupon is the plan's own; its row is always there";
	if (item->category == 0)
		return "category must be goods, virtual, service, trip, coupon, voucher, miles or donation";
	if (*item->min_tier && !tier_known(plan, item->min_tier))
		return "the plan has no such min_tier";
	if (item->open_from != INSTANT_NONE && item->open_until != INSTANT_NONE &&
	    item->open_until <= item->open_from)
		return "until lies before from";
	if (is_coupon(item) && (item->coupon_fen > 0) == (item->coupon_percent_bp > 0))
		return "a coupon needs value_fen or coupon_percent_bp";
	return NULL;
}

const char *catalogue_row(void *mem, const struct csv_table *table, const struct csv_row *row,
                          const struct plan *plan, int64_t now, struct item *item, int64_t *stock)
{
	const char *left = csv_field(row, csv_column(table, "stock")), *wrong;

	*item = (struct item){ .item = csv_field(row, csv_column(table, "code")), .state = ITEM_LIVE,
		.category = item_category_of(csv_field(row, csv_column(table, "category"))),
		.min_tier = csv_field(row, csv_column(table, "min_tier")), .early_tier = "",
		.cut_points = -1, .cut_from = DAY_NONE, .cut_until = DAY_NONE, .left = -1,
		.created_at = now, .version = 1 };
	*stock = -1;
	if ((wrong = read_numbers(table, row, item)) || (wrong = read_texts(mem, table, row, item)))
		return wrong;
	if (*left && (!int_parse(left, stock) || *stock < 0 || *stock > POINTS_MAX))
		return "stock must be a whole number, 0 or more; empty = unlimited";
	if (!read_day(csv_field(row, csv_column(table, "from")), 0, &item->open_from) ||
	    !read_day(csv_field(row, csv_column(table, "until")), 1, &item->open_until))
		return "from and until must be days like 2026-12-31";
	/* A coupon of an amount is worth its value where nothing else is said. */
	if (is_coupon(item) && item->coupon_fen == 0 && item->coupon_percent_bp == 0)
		item->coupon_fen = item->value_fen;
	return judge(item, plan);
}

bool catalogue_same(const struct csv_table *table, const struct item *item,
                    const struct item *known)
{
	struct item a = *item, b = *known;
	bool same = a.category == b.category && strcmp(a.min_tier, b.min_tier) == 0 &&
	            a.open_from == b.open_from && a.open_until == b.open_until;

	for (size_t i = 0; i < N_NUMBERS; i++)
		if (csv_column(table, numbers[i].column) >= 0)
			same = same && *number_of(&a, &numbers[i]) == *number_of(&b, &numbers[i]);
	for (size_t i = 0; i < N_TEXTS; i++)
		if (csv_column(table, texts[i].column) >= 0)
			same = same && strcmp(*text_of(&a, &texts[i]), *text_of(&b, &texts[i])) == 0;
	return same;
}
