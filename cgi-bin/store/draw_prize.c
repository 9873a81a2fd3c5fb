/* Prizes of draws. */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/draw_work.h"

#define COLUMNS \
	"SELECT draw_id, prize_no, kind, name, name_en, value_fen, `count`, points, coupon_fen," \
	" coupon_min_fen, coupon_months, terms, terms_en, taxable, picture_hash FROM draw_prize" \
	" WHERE draw_id = ? ORDER BY prize_no"
#define OUT "iisssi" "iiiii" "ssib"

static const struct db_sql list = { COLUMNS, "i", OUT };
static const struct db_sql list_lock = { COLUMNS " LOCK IN SHARE MODE", "i", OUT };
static const struct db_sql insert = {
	"INSERT INTO draw_prize (kind, name, name_en, value_fen, `count`, points, coupon_fen,"
	" coupon_min_fen, coupon_months, terms, terms_en, taxable, draw_id, prize_no)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssiiiiii" "ssi" "ii", ""
};
static const struct db_sql update = {
	"UPDATE draw_prize SET kind = ?, name = ?, name_en = ?, value_fen = ?, `count` = ?,"
	" points = ?, coupon_fen = ?, coupon_min_fen = ?, coupon_months = ?, terms = ?,"
	" terms_en = ?, taxable = ? WHERE draw_id = ? AND prize_no = ?", "sssiiiiii" "ssi" "ii", ""
};
static const struct db_sql set_picture = {
	"UPDATE draw_prize SET picture_hash = ? WHERE draw_id = ? AND prize_no = ?", "bii", ""
};
static const struct db_sql take_out = {
	"DELETE FROM draw_prize WHERE draw_id = ? AND prize_no = ?", "ii", ""
};
static const struct db_sql renumber = {
	"UPDATE draw_prize SET prize_no = ? WHERE draw_id = ? AND prize_no = ?", "iii", ""
};

static enum db next(struct database *db, const struct db_sql *sql, struct draw_prize *p)
{
	int64_t id = 0, taxable = 0;
	char *kind, *text[4];
	struct blob hash;
	enum db got;

	*p = (struct draw_prize){ 0 };
	got = db_next(db, sql, &id, &p->prize_no, &kind, &text[0], &text[1], &p->value_fen, &p->count,
	              &p->points, &p->coupon_fen, &p->coupon_min_fen, &p->coupon_months, &text[2],
	              &text[3], &taxable, &hash);
	if (got != DB_OK)
		return got;
	p->draw_id = (uint64_t)id;
	p->kind = draw_prize_of(kind);
	p->name = text[0];
	p->name_en = text[1];
	p->terms = text[2];
	p->terms_en = text[3];
	p->taxable = taxable != 0;
	p->has_picture = hash.data && hash.len == sizeof p->picture_hash;
	if (p->has_picture)
		memcpy(p->picture_hash, hash.data, sizeof p->picture_hash);
	return DB_OK;
}

static enum db read_all(struct database *db, void *mem, const struct db_sql *sql,
                        uint64_t draw_id, struct draw_prize **out, int *n)
{
	struct draw_prize row;
	enum db got = db_query(db, mem, sql, (int64_t)draw_id);

	*out = talloc_array(mem, struct draw_prize, DRAW_PRIZES_MAX + 1);
	assert(*out != NULL);
	*n = 0;
	while (got == DB_OK && (got = next(db, sql, &row)) == DB_OK)
		if (*n < DRAW_PRIZES_MAX)
			(*out)[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_prizes(struct database *db, void *mem, uint64_t draw_id, struct draw_prize **out,
                    int *n)
{
	return read_all(db, mem, &list, draw_id, out, n);
}

enum db draw_prizes_lock(struct database *db, void *mem, uint64_t draw_id,
                         struct draw_prize **out, int *n)
{
	return read_all(db, mem, &list_lock, draw_id, out, n);
}

static const char *given(const char *text)
{
	return text ? text : "";
}

static enum db write_one(struct database *db, const struct db_sql *sql,
                         const struct draw_prize *p)
{
	return db_run(db, sql, draw_prize_word(p->kind), given(p->name), given(p->name_en),
	              p->value_fen, p->count, p->points, p->coupon_fen, p->coupon_min_fen,
	              p->coupon_months, given(p->terms), given(p->terms_en), (int64_t)p->taxable,
	              (int64_t)p->draw_id, p->prize_no);
}

enum db draw_prize_insert(struct database *db, const struct draw_prize *prize)
{
	return write_one(db, &insert, prize);
}

enum db draw_prize_update(struct database *db, const struct draw_prize *prize)
{
	return write_one(db, &update, prize);
}

enum db draw_prize_set_picture(struct database *db, uint64_t draw_id, int64_t prize_no,
                               struct blob hash)
{
	return db_run(db, &set_picture, hash, (int64_t)draw_id, prize_no);
}

enum db draw_prize_delete(struct database *db, uint64_t draw_id, int64_t prize_no)
{
	return db_run(db, &take_out, (int64_t)draw_id, prize_no);
}

enum db draw_prize_renumber(struct database *db, uint64_t draw_id, int64_t from, int64_t to)
{
	return db_run(db, &renumber, to, (int64_t)draw_id, from);
}
