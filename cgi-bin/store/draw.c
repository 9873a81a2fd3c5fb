#include "store/draw_work.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

#define COLUMNS \
	"SELECT draw_id, kind, state, name, name_en, text, text_en, who, who_en, method, method_en," \
	" claim_how, claim_how_en, delivery, delivery_en, forfeit, forfeit_en, organiser," \
	" organiser_en, contact, ticket_points, per_member, per_day, max_tickets, min_tier," \
	" opens_at, closes_at, draws_at, claim_days, reserve_count, tax_by, public_source," \
	" public_source_en, public_value, salt, seed_sealed, seed_hash, seed, deck_hash, list_hash," \
	" tickets, created_at, published_at, frozen_at, drawn_at, cancelled_at, cancel_reason," \
	" settled, version, early_tier, early_days FROM draw"
#define OUT "isssssssss" "ssssssssss" "iiiis" "tttiis" "sss" "bbbbbb" "ittttts" "iisi"

static const struct db_sql read_one = { COLUMNS " WHERE draw_id = ?", "i", OUT };
static const struct db_sql lock_one = { COLUMNS " WHERE draw_id = ? FOR UPDATE", "i", OUT };
static const struct db_sql list_open = {
	COLUMNS " WHERE state IN ('published', 'frozen') ORDER BY closes_at, draw_id LIMIT ?", "i",
	OUT
};
static const struct db_sql list_ended = {
	COLUMNS " WHERE state IN ('drawn', 'cancelled') ORDER BY closes_at DESC, draw_id DESC LIMIT ?",
	"i", OUT
};
static const struct db_sql list_all = {
	COLUMNS " WHERE draw_id < ? ORDER BY draw_id DESC LIMIT ?", "ii", OUT
};
static const struct db_sql insert = {
	"INSERT INTO draw (kind, name, name_en, text, text_en, who, who_en, method, method_en,"
	" claim_how, claim_how_en, delivery, delivery_en, forfeit, forfeit_en, organiser,"
	" organiser_en, contact, ticket_points, per_member, per_day, max_tickets, min_tier,"
	" opens_at, closes_at, draws_at, claim_days, reserve_count, tax_by, public_source,"
	" public_source_en, early_tier, early_days, salt, seed_sealed, seed_hash, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	" ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"sssssssss" "sssssss" "ss" "iiiis" "tttii" "sss" "si" "bbb" "t", ""
};
static const struct db_sql update = {
	"UPDATE draw SET kind = ?, name = ?, name_en = ?, text = ?, text_en = ?, who = ?, who_en = ?,"
	" method = ?, method_en = ?, claim_how = ?, claim_how_en = ?, delivery = ?, delivery_en = ?,"
	" forfeit = ?, forfeit_en = ?, organiser = ?, organiser_en = ?, contact = ?,"
	" ticket_points = ?, per_member = ?, per_day = ?, max_tickets = ?, min_tier = ?,"
	" opens_at = ?, closes_at = ?, draws_at = ?, claim_days = ?, reserve_count = ?, tax_by = ?,"
	" public_source = ?, public_source_en = ?, early_tier = ?, early_days = ?,"
	" version = version + 1"
	" WHERE draw_id = ? AND version = ? AND state = 'draft'",
	"sssssssss" "sssssss" "ss" "iiiis" "tttii" "sss" "si" "ii", ""
};
static const struct db_sql put = {
	"UPDATE draw SET state = ?, claim_days = ?, public_value = ?, deck_hash = ?, list_hash = ?,"
	" seed = ?, published_at = ?, frozen_at = ?, drawn_at = ?, cancelled_at = ?,"
	" cancel_reason = ?, settled = ?, version = version + 1 WHERE draw_id = ?",
	"sisbbb" "tttt" "sii", ""
};
static const struct db_sql count_up = {
	"UPDATE draw SET tickets = tickets + ? WHERE draw_id = ?", "ii", ""
};
static const struct db_sql to_do = {
	"SELECT draw_id FROM draw WHERE settled = 0 AND state = ? ORDER BY draw_id LIMIT 500", "s",
	"i"
};
static const struct db_sql counts = {
	"SELECT CAST(COALESCE(SUM(state = 'published'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state = 'frozen' AND public_source <> '' AND public_value IS NULL), 0)"
	" AS SIGNED), CAST(COALESCE(SUM(kind = 'cutoff' AND draws_at < ?), 0) AS SIGNED),"
	" (SELECT COUNT(*) FROM draw_winner WHERE state = 'claimed')"
	" FROM draw WHERE state IN ('published', 'frozen')",
	"t", "iiii"
};

static bool copy_hash(uint8_t *out, size_t size, struct blob bytes)
{
	if (!bytes.data || bytes.len != size)
		return false;
	memcpy(out, bytes.data, size);
	return true;
}

static enum db next(struct database *db, const struct db_sql *sql, struct draw *d)
{
	int64_t id = 0, settled = 0;
	char *kind, *state, *tax, *value, *t[22];
	struct blob salt, sealed, hash, seed, deck, list;
	enum db got;

	*d = (struct draw){ 0 };
	got = db_next(db, sql, &id, &kind, &state, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6],
	              &t[7], &t[8], &t[9], &t[10], &t[11], &t[12], &t[13], &t[14], &t[15], &t[16],
	              &d->ticket_points, &d->per_member, &d->per_day, &d->max_tickets, &t[17],
	              &d->opens_at, &d->closes_at, &d->draws_at, &d->claim_days, &d->reserve_count,
	              &tax, &t[18], &t[19], &value, &salt, &sealed, &hash, &seed, &deck, &list,
	              &d->tickets, &d->created_at, &d->published_at, &d->frozen_at, &d->drawn_at,
	              &d->cancelled_at, &t[20], &settled, &d->version, &t[21], &d->early.days);
	if (got != DB_OK)
		return got;
	const char **texts[] = { &d->name, &d->name_en, &d->text, &d->text_en, &d->who, &d->who_en,
		&d->method, &d->method_en, &d->claim_how, &d->claim_how_en, &d->delivery,
		&d->delivery_en, &d->forfeit, &d->forfeit_en, &d->organiser, &d->organiser_en,
		&d->contact, &d->min_tier, &d->public_source, &d->public_source_en,
		&d->cancel_reason, &d->early.tier };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = t[i];
	d->draw_id = (uint64_t)id;
	d->kind = draw_kind_of(kind);
	d->state = draw_state_of(state);
	d->tax_by_winner = strcmp(tax, "winner") == 0;
	d->public_value = value;
	d->settled = settled != 0;
	d->seed_sealed = (struct blob_view){ sealed.data, sealed.len };
	d->has_seed = copy_hash(d->seed, sizeof d->seed, seed);
	d->has_deck = copy_hash(d->deck_hash, sizeof d->deck_hash, deck);
	d->has_list = copy_hash(d->list_hash, sizeof d->list_hash, list);
	return copy_hash(d->salt, sizeof d->salt, salt) &&
	       copy_hash(d->seed_hash, sizeof d->seed_hash, hash) ? DB_OK : DB_FAIL;
}

static enum db fetch_one(struct database *db, void *mem, const struct db_sql *sql,
                         uint64_t draw_id, struct draw *out)
{
	enum db got = db_query(db, mem, sql, (int64_t)draw_id);

	if (got == DB_OK)
		got = next(db, sql, out);
	if (got == DB_OK)
		db_end(db, sql);
	return got;
}

enum db draw_read(struct database *db, void *mem, uint64_t draw_id, struct draw *out)
{
	return fetch_one(db, mem, &read_one, draw_id, out);
}

enum db draw_lock(struct database *db, void *mem, uint64_t draw_id, struct draw *out)
{
	return fetch_one(db, mem, &lock_one, draw_id, out);
}

/* Adds the rows of an open query, at most LIMIT, behind the *N there are. */
static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      int64_t limit, struct draw **out, int *n)
{
	struct draw row;

	*out = talloc_realloc(mem, *out, struct draw, (size_t)(*n + limit + 1));
	assert(*out != NULL);
	while (got == DB_OK && (got = next(db, sql, &row)) == DB_OK)
		(*out)[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

#define OPEN_MOST 100 /* draws that come or run at once */

enum db draw_list(struct database *db, void *mem, int64_t ended, struct draw **out, int *n)
{
	enum db got;

	*out = NULL;
	*n = 0;
	got = gather(db, mem, &list_open, db_query(db, mem, &list_open, (int64_t)OPEN_MOST),
	             OPEN_MOST, out, n);
	if (got == DB_OK)
		got = gather(db, mem, &list_ended, db_query(db, mem, &list_ended, ended), ended,
		             out, n);
	return got;
}

enum db draw_list_all(struct database *db, void *mem, uint64_t before, int64_t limit,
                      struct draw **out, int *n)
{
	int64_t below = before ? (int64_t)before : INT64_MAX;

	*out = NULL;
	*n = 0;
	return gather(db, mem, &list_all, db_query(db, mem, &list_all, below, limit), limit, out, n);
}

static const char *given(const char *text)
{
	return text ? text : "";
}

/* The in-values that insert and update share; how many. */
static int values_of(const struct draw *d, struct db_value *v)
{
	const char *texts[] = { draw_kind_word(d->kind), d->name, d->name_en, d->text, d->text_en,
		d->who, d->who_en, d->method, d->method_en, d->claim_how, d->claim_how_en, d->delivery,
		d->delivery_en, d->forfeit, d->forfeit_en, d->organiser, d->organiser_en, d->contact };
	int n = 0;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		v[n++].text = given(texts[i]);
	v[n++].number = d->ticket_points;
	v[n++].number = d->per_member;
	v[n++].number = d->per_day;
	v[n++].number = d->max_tickets;
	v[n++].text = given(d->min_tier);
	v[n++].number = d->opens_at;
	v[n++].number = d->closes_at;
	v[n++].number = d->draws_at;
	v[n++].number = d->claim_days;
	v[n++].number = d->reserve_count < 0 ? 0 : d->reserve_count;
	v[n++].text = d->tax_by_winner ? "winner" : "company";
	v[n++].text = given(d->public_source);
	v[n++].text = given(d->public_source_en);
	v[n++].text = given(d->early.tier);
	v[n++].number = d->early.days;
	return n;
}

enum db draw_insert(struct database *db, const struct draw *draw, uint64_t *draw_id)
{
	struct db_value v[40] = { 0 };
	int n = values_of(draw, v);
	enum db got;

	v[n++].bytes = (struct blob){ draw->salt, sizeof draw->salt };
	v[n++].bytes = (struct blob){ draw->seed_sealed.data, draw->seed_sealed.len };
	v[n++].bytes = (struct blob){ draw->seed_hash, sizeof draw->seed_hash };
	v[n++].number = draw->created_at;
	got = db_run_values(db, &insert, v);
	*draw_id = got == DB_OK ? (uint64_t)db_last_id(db) : 0;
	return got;
}

enum db draw_update(struct database *db, const struct draw *draw)
{
	struct db_value v[40] = { 0 };
	int n = values_of(draw, v);
	enum db got;

	v[n++].number = (int64_t)draw->draw_id;
	v[n++].number = draw->version;
	got = db_run_values(db, &update, v);
	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

static struct blob bytes_if(bool there, const uint8_t *bytes, size_t len)
{
	return (struct blob){ there ? bytes : NULL, there ? len : 0 };
}

enum db draw_put(struct database *db, const struct draw *d)
{
	return db_run(db, &put, draw_state_word(d->state), d->claim_days, d->public_value,
	              bytes_if(d->has_deck, d->deck_hash, sizeof d->deck_hash),
	              bytes_if(d->has_list, d->list_hash, sizeof d->list_hash),
	              bytes_if(d->has_seed, d->seed, sizeof d->seed), d->published_at,
	              d->frozen_at, d->drawn_at, d->cancelled_at, given(d->cancel_reason),
	              (int64_t)d->settled, (int64_t)d->draw_id);
}

enum db draw_count_up(struct database *db, uint64_t draw_id, int64_t n)
{
	return db_run(db, &count_up, n, (int64_t)draw_id);
}

enum db draw_to_do(struct database *db, void *mem, enum draw_state state, uint64_t **out, int *n)
{
	int64_t id;
	enum db got = db_query(db, mem, &to_do, draw_state_word(state));

	*out = talloc_array(mem, uint64_t, 501);
	assert(*out != NULL);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &to_do, &id)) == DB_OK)
		(*out)[(*n)++] = (uint64_t)id;
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_count(struct database *db, int64_t now, struct draw_counts *out)
{
	return db_one(db, NULL, &counts, now, &out->published, &out->waits_value, &out->late,
	              &out->claimed);
}
