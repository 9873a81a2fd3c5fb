/* The weekly count of how members behave: bands, categories bought together, likings. */
#include <string.h>

#include "base/mem.h"
#include "job/rollup.h"
#include "rule/behaviour.h"
#include "rule/redeem.h"
#include "store/rollup_behaviour.h"

/* Words met so far; their place is their number. */
struct words_met {
	char *word[BEHAVIOUR_CATEGORIES];
	int n, most;
};

struct count {
	struct behaviour b;
	struct words_met categories, tiers;
	struct behaviour_figure *likes;
	int n_likes;
	int32_t as_of;
};

/* WORD's number; -1: it is empty, or there is no room for it. */
static int number_of(void *mem, struct words_met *met, const char *word)
{
	int i = 0;

	while (i < met->n && strcmp(met->word[i], word) != 0)
		i++;
	if (i < met->n)
		return i;
	if (word[0] == '\0' || met->n == met->most)
		return -1;
	met->word[met->n] = talloc_strdup(mem, word);
	return met->n++;
}

/* Cuts ROWS into members. */
static void add_rows(struct count *c, const struct behaviour_row *rows, int n)
{
	struct behaviour_bought *bought = talloc_array(rows, struct behaviour_bought, (unsigned)n);

	for (int i = 0, next; i < n; i = next) {
		for (next = i; next < n && rows[next].member_id == rows[i].member_id; next++)
			bought[next - i] = (struct behaviour_bought){
				number_of(c, &c->categories, rows[next].category), rows[next].orders,
				rows[next].net_fen };
		behaviour_add(&c->b, number_of(c, &c->tiers, rows[i].tier), bought, next - i);
	}
}

static enum db add_likes(struct database *db, struct count *c, const char *family, const char *word)
{
	struct behaviour_figure *found;
	int n;
	enum db got = rollup_behaviour_likes(db, c, family, word, &found, &n);

	if (got != DB_OK || n == 0)
		return got;
	c->likes = talloc_realloc(c, c->likes, struct behaviour_figure, (unsigned)(c->n_likes + n));
	memcpy(c->likes + c->n_likes, found, (size_t)n * sizeof *found);
	c->n_likes += n;
	return DB_OK;
}

static enum db look_at_likes(struct database *db, struct count *c)
{
	enum db got = add_likes(db, c, "transport", NULL);

	if (got == DB_OK)
		got = add_likes(db, c, "lodging", NULL);
	for (int i = ITEM_GOODS; got == DB_OK && i < ITEM_CATEGORY__MAX; i++)
		got = add_likes(db, c, "interest", item_category_word((enum item_category)i));
	return got;
}

static enum db put_band(struct database *db, const char *family, const char *word,
                        const struct behaviour_band *band, int32_t as_of)
{
	return rollup_behaviour_put(db, &(struct behaviour_figure){ family, word, "", band->members,
	                                                            band->orders, band->net_fen },
	                            as_of);
}

static enum db put_bands(struct database *db, const struct count *c)
{
	const struct behaviour *b = &c->b;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < BEHAVIOUR_BANDS; i++) {
		got = put_band(db, "frequency", behaviour_frequency_word(i), &b->frequency[i],
		               c->as_of);
		if (got == DB_OK)
			got = put_band(db, "spend", behaviour_spend_word(i), &b->spend[i], c->as_of);
	}
	return got == DB_OK ? put_band(db, "cross", "",
	                               &(struct behaviour_band){ .members = b->cross }, c->as_of)
	                    : got;
}

static enum db put_categories(struct database *db, const struct count *c)
{
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < c->categories.n; i++) {
		struct behaviour_figure f = { .part = c->categories.word[i] };

		f.family = "pair";
		for (int k = 0; got == DB_OK && k < c->categories.n; k++) {
			f.other = c->categories.word[k];
			f.members = c->b.pairs[i][k];
			got = rollup_behaviour_put(db, &f, c->as_of);
		}
		f.family = "tier";
		for (int k = 0; got == DB_OK && k < c->tiers.n; k++) {
			f.other = c->tiers.word[k];
			f.members = c->b.tiers[i][k];
			got = rollup_behaviour_put(db, &f, c->as_of);
		}
	}
	return got;
}

static enum db put_all(struct database *db, void *arg)
{
	const struct count *c = arg;
	enum db got = rollup_behaviour_clear(db);

	if (got == DB_OK)
		got = put_bands(db, c);
	if (got == DB_OK)
		got = put_categories(db, c);
	for (int i = 0; got == DB_OK && i < c->n_likes; i++)
		got = rollup_behaviour_put(db, &c->likes[i], c->as_of);
	return got;
}

bool rollup_behaviour_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	struct count *c = talloc_zero(rollup->job->mem, struct count);
	int32_t since = day_add_months(rollup->today - 1, -BEHAVIOUR_MONTHS) + 1;
	uint64_t after = 0;
	enum db got = DB_OK;

	c->as_of = rollup->today - 1;
	c->categories.most = BEHAVIOUR_CATEGORIES;
	c->tiers.most = PLAN_TIERS;
	while (got == DB_OK) {
		void *some = talloc_new(c);
		struct behaviour_row *rows;
		int n;

		got = rollup_behaviour_rows(db, some, after, since, c->as_of, &after, &rows, &n);
		if (got == DB_OK && n > 0)
			add_rows(c, rows, n);
		talloc_free(some);
	}
	if (got == DB_NONE)
		got = look_at_likes(db, c);
	if (got == DB_OK)
		got = db_transact(db, put_all, c);
	talloc_free(c);
	return got == DB_OK;
}
