#include "store/item_index.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/item_row.h"

#define SLICES 256 /* of a signature: the top byte of a hash names one */
#define PAGE_ROWS 24
#define ROWS_MAX 25 /* rows of one reading: a page and the one behind it */
#define WORDS_MAX 8 /* of a search */

/* What decides of one item. */
struct entry {
	const char *item;
	const char *text; /* names and tags, lower case, a line each */
	enum item_category category;
	int64_t cost, cut, sort_no, created_at, taken;
	int32_t cut_from, cut_until;
	int64_t open_until;
	bool out; /* sold out when it was read */
};

/* The catalogue as last read: one a program, as there is one connection. */
static struct index {
	void *mem;
	const struct database *db;
	int64_t change, read_at;
	struct entry *entries; /* by their codes */
	int n;
	/* Which entries may have a triple of bytes: for each of its hashes, a bit
	 * an entry in STRIDE words (a signature file cut into slices of a bit,
	 * Roberts 1979): a search reads only the slices of its own triples. */
	uint64_t *slices;
	int stride;
} kept;

static const struct db_sql sql_change = {
    "SELECT CAST(n AS SIGNED) FROM catalogue_change WHERE one = 1", "", "i"};
static const struct db_sql sql_all = {
    "SELECT i.item, i.category, LOWER(CONCAT(i.name, '\\n', i.name_en, '\\n', i.tags)),"
    " i.cost_points, i.cut_points, i.cut_from, i.cut_until, i.open_until, i.sort_no,"
    " i.created_at, " ITEM_STOCK
    " FROM item i LEFT JOIN item_stock s ON s.item = i.item WHERE i.state = 'live'"
    " ORDER BY i.item",
    "d",
    "sssiIddtit"
    "Iii"};
/* ROWS_MAX items by name: one statement, whatever the page. */
static const struct db_sql sql_rows = {
    ITEM_COLUMNS(
        "'', ''",
        ITEM_STOCK) " FROM item i LEFT JOIN item_stock s ON s.item = i.item WHERE i.item IN"
                    " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    "d"
    "sssssssssssssssssssssssss",
    ITEM_OUT};

/* Which of the slices the triple of bytes at P belongs to. */
static unsigned slice_of(const uint8_t *p)
{
	return ((uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2]) * 2654435761u >> 24;
}

/* Puts each triple of bytes of each entry into its slice. */
static void slice(struct index *all)
{
	all->stride = (all->n + 63) / 64;
	all->slices = talloc_zero_array(all->mem, uint64_t, (unsigned)(SLICES * all->stride));
	for (int i = 0; i < all->n; i++)
		for (const uint8_t *p = (const uint8_t *)all->entries[i].text; p[0] && p[1] && p[2];
		     p++)
			all->slices[slice_of(p) * (unsigned)all->stride + (unsigned)(i / 64)] |=
			    UINT64_C(1) << i % 64;
}

static enum db read_entry(struct database *db, struct entry *e)
{
	char *item, *category, *text;
	int64_t left, points;
	enum db got = db_next(db, &sql_all, &item, &category, &text, &e->cost, &e->cut,
	                      &e->cut_from, &e->cut_until, &e->open_until, &e->sort_no,
	                      &e->created_at, &left, &e->taken, &points);

	if (got != DB_OK)
		return got;
	e->item = item;
	e->text = text;
	e->category = item_category_of(category);
	e->out = left == 0;
	return DB_OK;
}

/* Reads the whole catalogue; the one before stays when that fails. */
static enum db load(struct database *db, int64_t change, int64_t now)
{
	struct index fresh = {.mem = talloc_new(NULL), .db = db, .change = change, .read_at = now};
	int room = 256;
	enum db got = db_query(db, fresh.mem, &sql_all, day_of(now));

	fresh.entries = talloc_array(fresh.mem, struct entry, (unsigned)room);
	while (got == DB_OK) {
		if (fresh.n == room) {
			room *= 2;
			fresh.entries =
			    talloc_realloc(fresh.mem, fresh.entries, struct entry, (unsigned)room);
		}
		got = read_entry(db, &fresh.entries[fresh.n]);
		if (got == DB_OK)
			fresh.n++;
	}
	if (got != DB_NONE) {
		talloc_free(fresh.mem);
		return got;
	}
	slice(&fresh);
	talloc_free(kept.mem);
	kept = fresh;
	return DB_OK;
}

/* Makes sure that no edit since is missed, and no sale for long. */
static enum db refresh(struct database *db, int64_t now)
{
	int64_t change;
	enum db got = db_one(db, NULL, &sql_change, &change);

	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	if (kept.mem && kept.db == db && kept.change == change && now >= kept.read_at &&
	    now < kept.read_at + ITEM_INDEX_S)
		return DB_OK;
	return load(db, change, now);
}

/* A search: each of its words must stand in the text. */
struct search {
	const char *word[WORDS_MAX];
	uint64_t *may; /* a bit for each entry that may have them all; NULL = all may */
	int n;
};

static void words_of(struct search *w, void *mem, const char *q)
{
	char *rest = talloc_strdup(mem, q ? q : ""), *word;

	w->n = 0;
	for (char *p = rest; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 'a' - 'A');
	while ((word = strsep(&rest, " \t\n")) != NULL && w->n < WORDS_MAX)
		if (word[0])
			w->word[w->n++] = word;
}

/* Leaves out the entries that lack one of WORD's triples. */
static void narrow(uint64_t *may, const char *word)
{
	for (const uint8_t *p = (const uint8_t *)word; p[0] && p[1] && p[2]; p++) {
		const uint64_t *have = kept.slices + slice_of(p) * (unsigned)kept.stride;

		for (int k = 0; k < kept.stride; k++)
			may[k] &= have[k];
	}
}

/* Finds the entries that may have W's words. */
static void may_have(struct search *w, void *mem)
{
	size_t bytes = sizeof(uint64_t) * (size_t)kept.stride;

	w->may = NULL;
	if (w->n == 0)
		return;
	w->may = talloc_size(mem, bytes);
	memset(w->may, 0xff, bytes);
	if (kept.n % 64)
		w->may[kept.stride - 1] = (UINT64_C(1) << kept.n % 64) - 1;
	for (int i = 0; i < w->n; i++)
		narrow(w->may, w->word[i]);
}

static bool has_words(const struct entry *e, const struct search *w)
{
	for (int i = 0; i < w->n; i++)
		if (!strstr(e->text, w->word[i]))
			return false;
	return true;
}

/* One item's place: small first, the sold out behind all others. */
struct place {
	int64_t key;
	int at; /* in kept.entries: equal keys are in the order of their codes */
	bool out;
};

static bool before(const struct place *a, const struct place *b)
{
	if (a->out != b->out)
		return b->out;
	if (a->key != b->key)
		return a->key < b->key;
	return a->at < b->at;
}

/* What the list is made by, worked out once. */
struct asked {
	const struct item_filter *filter;
	struct search words;
	int64_t unit, discount_bp, most;
	int32_t today;
	bool behind; /* only what comes behind AFTER */
	struct place after;
};

static int64_t base_cost(const struct asked *a, const struct entry *e)
{
	if (e->cut != INT64_MIN && (e->cut_from == DAY_NONE || e->cut_from <= a->today) &&
	    (e->cut_until == DAY_NONE || e->cut_until >= a->today))
		return e->cut;
	return e->cost == 0 && strcmp(e->item, ITEM_OF_PLAN) == 0 ? a->unit : e->cost;
}

static bool fits(const struct asked *a, const struct entry *e, int64_t base)
{
	const struct item_filter *f = a->filter;
	int64_t cost;

	if ((f->category && e->category != f->category) ||
	    (e->open_until != INSTANT_NONE && e->open_until <= f->now))
		return false;
	cost = (base * (10000 - a->discount_bp) + 9999) / 10000;
	return cost >= f->min_points && cost <= a->most && has_words(e, &a->words);
}

static int64_t key_of(enum item_sort sort, const struct entry *e, int64_t base)
{
	switch (sort) {
	case ITEM_BY_COST:
		return base;
	case ITEM_BY_COST_DOWN:
		return -base;
	case ITEM_BY_NEWEST:
		return -e->created_at;
	case ITEM_BY_POPULAR:
		return -e->taken;
	case ITEM_BY_PLACE:
		break;
	}
	return e->sort_no;
}

/* Where the last entry is whose code is ITEM or comes before it; -1 = none. */
static int at_or_before(const char *item)
{
	int low = 0, high = kept.n;

	while (low < high) {
		int middle = (low + high) / 2;

		if (strcmp(kept.entries[middle].item, item) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

/* The place that AFTER ("1.300.umbrella") names. */
static void read_after(struct asked *a, void *mem, const char *after)
{
	char *text = talloc_strdup(mem, after ? after : ""), *rest = text;
	const char *out = strsep(&rest, "."), *key = strsep(&rest, ".");
	int64_t value;

	if (!key || !rest || (strcmp(out, "0") != 0 && strcmp(out, "1") != 0) ||
	    !int_parse(key, &value) || strlen(rest) >= ITEM_CODE)
		return;
	a->behind = true;
	a->after = (struct place){value, at_or_before(rest), out[0] == '1'};
}

/* The first entry from AT on that may have the words; kept.n when none may. */
static int next_of(const struct asked *a, int at)
{
	const uint64_t *may = a->words.may;

	if (!may || at >= kept.n)
		return at;
	for (int k = at / 64; k < kept.stride; k++) {
		uint64_t left = may[k] & (k == at / 64 ? UINT64_MAX << at % 64 : UINT64_MAX);

		if (left != 0)
			return k * 64 + __builtin_ctzll(left);
	}
	return kept.n;
}

/* The first N places that fit, in order; how many there are. */
static int choose(const struct asked *a, struct place *best, int n)
{
	int found = 0;

	for (int i = next_of(a, 0); i < kept.n; i = next_of(a, i + 1)) {
		const struct entry *e = &kept.entries[i];
		int64_t base = base_cost(a, e);
		struct place here = {key_of(a->filter->sort, e, base), i, e->out};
		int at;

		/* What comes too late is passed over before its text is looked at. */
		if ((found == n && !before(&here, &best[n - 1])) ||
		    (a->behind && !before(&a->after, &here)) || !fits(a, e, base))
			continue;
		at = found < n ? found++ : n - 1;
		for (; at > 0 && before(&here, &best[at - 1]); at--)
			best[at] = best[at - 1];
		best[at] = here;
	}
	return found;
}

/* Reads the chosen items as they are now into OUT, in their order; what was
 * ended this moment is left out. */
static enum db read_rows(struct database *db, void *mem, const struct plan *plan,
                         const struct asked *a, const struct place *best, int n,
                         struct item_page *out)
{
	struct db_value values[1 + ROWS_MAX] = {{.number = a->today}};
	struct item *rows = talloc_array(mem, struct item, ROWS_MAX);
	int found = 0;
	enum db got;

	for (int i = 0; i < ROWS_MAX; i++)
		values[1 + i].text = i < n ? kept.entries[best[i].at].item : "";
	got = db_query_values(db, mem, &sql_rows, values);
	while (got == DB_OK && found < ROWS_MAX &&
	       (got = item_next(db, &sql_rows, plan, &rows[found])) == DB_OK)
		found++;
	if (got == DB_OK)
		db_end(db, &sql_rows);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < found; k++)
			if (rows[k].state == ITEM_LIVE &&
			    strcmp(rows[k].item, kept.entries[best[i].at].item) == 0)
				out->items[out->n++] = rows[k];
	return got == DB_NONE ? DB_OK : got;
}

enum db item_index_list(struct database *db, void *mem, const struct plan *plan,
                        const struct item_filter *filter, struct item_page *out)
{
	struct asked a = {.filter = filter,
	                  .unit = plan->coupon.unit_points,
	                  .today = day_of(filter->now),
	                  .most = INT64_MAX};
	int limit = filter->limit > 0 && filter->limit < PAGE_ROWS ? (int)filter->limit : PAGE_ROWS;
	struct place best[ROWS_MAX];
	int n;
	enum db got = refresh(db, filter->now);

	*out = (struct item_page){.next = ""};
	if (got != DB_OK)
		return got;
	if (filter->tier)
		a.discount_bp = plan->tiers[plan_tier_index(plan, filter->tier)].redeem_discount_bp;
	if (filter->max_points > 0)
		a.most = filter->max_points;
	if (filter->afford && filter->afford_points < a.most)
		a.most = filter->afford_points;
	words_of(&a.words, mem, filter->q);
	may_have(&a.words, mem);
	read_after(&a, mem, filter->after);
	n = choose(&a, best, limit + 1);
	if (n > limit) {
		const struct place *last = &best[limit - 1];

		out->next = talloc_asprintf(mem, "%d.%lld.%s", last->out, (long long)last->key,
		                            kept.entries[last->at].item);
		n = limit;
	}
	out->items = talloc_array(mem, struct item, ROWS_MAX);
	return read_rows(db, mem, plan, &a, best, n, out);
}
