#include "service/catalogue.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "rule/code.h"
#include "service/staff.h"

#define MADE_CHANCE 11 /* characters of chance in a code of ours: 12 with its check */
#define DETAIL 500

struct catalogue_work {
	const struct service_env *env;
	uint64_t staff_id;
	const struct item *item;
	const struct item *before;
	const char *code; /* of the item */
	int64_t left;
	int32_t departs_on;
	const char *const *codes;
	int n, *added;
	const struct picture_row *picture;
	struct blob hash;
	char detail[DETAIL];
	enum catalogue_outcome outcome;
};

static enum catalogue_outcome run(const struct service_env *env, db_work work,
                                  struct catalogue_work *w)
{
	enum db got;

	w->env = env;
	w->outcome = CATALOGUE_OK;
	got = db_transact(env->db, work, w);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(env->db) ? CATALOGUE_TRY_AGAIN : CATALOGUE_FAILED;
}

static enum db refuse(struct catalogue_work *w, enum catalogue_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum db note(struct catalogue_work *w, const char *action)
{
	return staff_log(w->env->db, w->staff_id, action, 0, w->code, w->detail);
}

static enum db add_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	enum db got = item_add(db, w->item, w->left);

	if (got == DB_DUP)
		return refuse(w, CATALOGUE_TAKEN);
	w->outcome = CATALOGUE_OK;
	return got == DB_OK ? note(w, "item_add") : got;
}

enum catalogue_outcome catalogue_add(const struct service_env *env, uint64_t staff_id,
                                     const struct item *item, int64_t left)
{
	struct catalogue_work w = {.staff_id = staff_id, .item = item, .code = item->item,
	                           .left = left};

	snprintf(w.detail, sizeof w.detail, "%s, cost %" PRId64 ", left %" PRId64,
	         item_state_word(item->state), item->cost_points, left);
	return run(env, add_work, &w);
}

/* Appends "what A -> B" for a figure that changed. */
static void tell_figure(struct catalogue_work *w, const char *what, int64_t a, int64_t b)
{
	size_t len = strlen(w->detail);

	if (a != b && len < DETAIL - 60)
		snprintf(w->detail + len, DETAIL - len, "%s%s %" PRId64 " -> %" PRId64, len ? ", " : "",
		         what, a, b);
}

/* Appends the name of a text that changed: the words themselves are long. */
static void tell_text(struct catalogue_work *w, const char *what, const char *a, const char *b)
{
	size_t len = strlen(w->detail);

	if (strcmp(a ? a : "", b ? b : "") != 0 && len < DETAIL - 60)
		snprintf(w->detail + len, DETAIL - len, "%s%s", len ? ", " : "", what);
}

/* What the log keeps of an edit. */
static void tell_change(struct catalogue_work *w, const struct item *a, const struct item *b)
{
	if (a->state != b->state)
		snprintf(w->detail, DETAIL, "%s -> %s", item_state_word(a->state),
		         item_state_word(b->state));
	tell_figure(w, "cost", a->cost_points, b->cost_points);
	tell_figure(w, "window cost", a->cut_points, b->cut_points);
	tell_figure(w, "value fen", a->value_fen, b->value_fen);
	tell_figure(w, "per order", a->per_order, b->per_order);
	tell_figure(w, "per member", a->per_member, b->per_member);
	tell_figure(w, "within days", a->period_days, b->period_days);
	tell_figure(w, "year fen", a->year_value_fen, b->year_value_fen);
	tell_figure(w, "balance", a->min_balance, b->min_balance);
	tell_figure(w, "coupon fen", a->coupon_fen, b->coupon_fen);
	tell_figure(w, "coupon bp", a->coupon_percent_bp, b->coupon_percent_bp);
	tell_figure(w, "opens", a->open_from, b->open_from);
	tell_figure(w, "ends", a->open_until, b->open_until);
	tell_text(w, "tier", a->min_tier, b->min_tier);
	tell_text(w, "name", a->name, b->name);
	tell_text(w, "English name", a->name_en, b->name_en);
	tell_text(w, "text", a->text, b->text);
	tell_text(w, "English text", a->text_en, b->text_en);
	tell_text(w, "returns", a->returns, b->returns);
	tell_text(w, "supplier", a->supplier, b->supplier);
}

static enum db save_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	enum db got = item_edit(db, w->item);

	if (got == DB_NONE)
		return refuse(w, CATALOGUE_CHANGED);
	w->outcome = CATALOGUE_OK;
	return got == DB_OK ? note(w, "item_edit") : got;
}

enum catalogue_outcome catalogue_save(const struct service_env *env, uint64_t staff_id,
                                      const struct item *item, const struct item *before)
{
	struct catalogue_work w = {.staff_id = staff_id, .item = item, .code = item->item};

	tell_change(&w, before, item);
	return run(env, save_work, &w);
}

static enum db stock_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	int64_t before = 0;
	enum db got = item_stock_lock(db, w->code, &before);

	w->outcome = CATALOGUE_OK;
	if (got == DB_NONE)
		return refuse(w, CATALOGUE_UNKNOWN);
	if (got == DB_OK) {
		got = item_has_codes(db, w->code);
		if (got == DB_OK)
			return refuse(w, CATALOGUE_FEW);
		got = got == DB_NONE ? item_stock_set(db, w->code, w->left) : got;
	}
	snprintf(w->detail, DETAIL, "left %" PRId64 " -> %" PRId64, before, w->left);
	return got == DB_OK ? note(w, "item_stock") : got;
}

enum catalogue_outcome catalogue_stock(const struct service_env *env, uint64_t staff_id,
                                       const char *item, int64_t left)
{
	struct catalogue_work w = {.staff_id = staff_id, .code = item, .left = left};

	return run(env, stock_work, &w);
}

static enum db departure_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	int64_t before = 0;
	enum db got = item_stock_lock(db, w->code, &before);

	w->outcome = CATALOGUE_OK;
	if (got == DB_NONE)
		return refuse(w, CATALOGUE_UNKNOWN);
	if (got == DB_OK)
		got = item_departure_put(db, w->code, w->departs_on, w->left);
	if (got == DB_NONE)
		return refuse(w, CATALOGUE_FEW);
	return got == DB_OK ? note(w, "item_departure") : got;
}

enum catalogue_outcome catalogue_departure(const struct service_env *env, uint64_t staff_id,
                                           const char *item, int32_t departs_on, int64_t places)
{
	struct catalogue_work w = {.staff_id = staff_id, .code = item, .departs_on = departs_on,
	                           .left = places};
	char day[INSTANT_TEXT];

	snprintf(w.detail, sizeof w.detail, "%s: %" PRId64 " places", day_iso(day, departs_on),
	         places);
	return run(env, departure_work, &w);
}

static enum db codes_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	int64_t before = 0;
	enum db got = item_stock_lock(db, w->code, &before);

	w->outcome = CATALOGUE_OK;
	*w->added = 0;
	if (got == DB_NONE)
		return refuse(w, CATALOGUE_UNKNOWN);
	for (int i = 0; got == DB_OK && i < w->n; i++) {
		got = item_code_add(db, w->code, w->codes[i], w->env->now);
		if (got == DB_OK)
			++*w->added;
		else if (got == DB_DUP)
			got = DB_OK;
	}
	if (got == DB_OK)
		got = item_codes_stock(db, w->code);
	snprintf(w->detail, DETAIL, "%d codes, %d of them new", w->n, *w->added);
	return got == DB_OK ? note(w, "item_codes") : got;
}

enum catalogue_outcome catalogue_codes(const struct service_env *env, uint64_t staff_id,
                                       const char *item, const char *const *codes, int n,
                                       int *added)
{
	struct catalogue_work w = {.staff_id = staff_id, .code = item, .codes = codes, .n = n,
	                           .added = added};

	return run(env, codes_work, &w);
}

enum catalogue_outcome catalogue_codes_make(const struct service_env *env, uint64_t staff_id,
                                            const char *item, int n)
{
	const char **codes = talloc_array(env->mem, const char *, (unsigned)n + 1);
	uint8_t bytes[MADE_CHANCE];
	char code[CODE_TEXT];
	int added;

	for (int i = 0; i < n; i++) {
		for (int j = 0; j < MADE_CHANCE; j++)
			do
				secret_random(&bytes[j], 1);
			while (bytes[j] >= 248); /* so that no character is likelier */
		code_make(bytes, MADE_CHANCE, code);
		codes[i] = talloc_strdup(codes, code);
	}
	return catalogue_codes(env, staff_id, item, codes, n, &added);
}

static enum db picture_work(struct database *db, void *arg)
{
	struct catalogue_work *w = arg;
	enum db got = w->picture->bytes.data ? picture_put(db, w->hash, w->picture) : DB_OK;

	w->outcome = CATALOGUE_OK;
	if (got == DB_OK)
		got = item_edit(db, w->item);
	if (got == DB_NONE)
		return refuse(w, CATALOGUE_CHANGED);
	return got == DB_OK ? note(w, "item_picture") : got;
}

enum catalogue_outcome catalogue_picture(const struct service_env *env, uint64_t staff_id,
                                         const struct item *item,
                                         const struct picture_row *picture)
{
	uint8_t hash[SHA256_BYTES];
	struct item with = *item;
	struct catalogue_work w = {.staff_id = staff_id, .item = &with, .code = item->item,
	                           .picture = picture};

	if (picture->bytes.data) {
		secret_sha256(hash, picture->bytes.data, picture->bytes.len);
		w.hash = (struct blob){hash, sizeof hash};
		snprintf(w.detail, sizeof w.detail, "%" PRId64 " x %" PRId64, picture->width,
		         picture->height);
	}
	with.picture_hash = w.hash;
	return run(env, picture_work, &w);
}
