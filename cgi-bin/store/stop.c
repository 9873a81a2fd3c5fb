#include "store/stop.h"

#include <string.h>

#include "base/mem.h"

static const char *const words[] = { [STOP_ALL] = "all", [STOP_ITEM] = "item",
	                             [STOP_DRAW] = "draw" };

static const struct db_sql PASS = {
	"SELECT standing FROM stop_gate WHERE one = 1 LOCK IN SHARE MODE", "", "i"
};
static const struct db_sql STOPS = {
	"SELECT COUNT(*) FROM stop WHERE standing = 1 AND (kind = 'all'"
	" OR (kind = 'item' AND item = ?) OR (kind = 'draw' AND draw_id = ?)) LOCK IN SHARE MODE",
	"si", "i"
};
static const struct db_sql STANDING = {
	"SELECT stop_id, kind, item, CAST(draw_id AS SIGNED), text, text_en, set_at FROM stop"
	" WHERE standing = 1 ORDER BY kind, stop_id LIMIT 200",
	"", "ississt"
};
static const struct db_sql GATE = {
	"SELECT standing FROM stop_gate WHERE one = 1 FOR UPDATE", "", "i"
};
static const struct db_sql IS_ITEM = {
	"SELECT COUNT(*) FROM item WHERE item = ? LOCK IN SHARE MODE", "s", "i"
};
static const struct db_sql IS_DRAW = {
	"SELECT COUNT(*) FROM draw WHERE draw_id = ? AND state <> 'draft' LOCK IN SHARE MODE", "i",
	"i"
};
static const struct db_sql ADD = {
	"INSERT INTO stop (kind, item, draw_id, text, text_en, reason, set_at, set_by)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"ssisssti", ""
};
static const struct db_sql LIFT = {
	"UPDATE stop SET lifted_at = ?, lifted_by = ?, lift_reason = ?"
	" WHERE stop_id = ? AND lifted_at IS NULL",
	"tisi", ""
};
static const struct db_sql RECOUNT = {
	"UPDATE stop_gate SET standing = (SELECT COUNT(*) FROM stop WHERE standing = 1)"
	" WHERE one = 1",
	"", ""
};

#define DESK "SELECT s.stop_id, s.kind, s.item, CAST(s.draw_id AS SIGNED), s.text, s.text_en," \
	" s.set_at, COALESCE(i.name, d.name, ''), COALESCE(i.name_en, d.name_en, ''), s.reason," \
	" COALESCE(b.name, ''), s.lifted_at, COALESCE(l.name, ''), s.lift_reason FROM stop s" \
	" LEFT JOIN item i ON i.item = s.item AND s.kind = 'item'" \
	" LEFT JOIN draw d ON d.draw_id = s.draw_id AND s.kind = 'draw'" \
	" LEFT JOIN staff b ON b.staff_id = s.set_by" \
	" LEFT JOIN staff l ON l.staff_id = s.lifted_by"
#define DESK_OUT "ississtssss" "tss"

static const struct db_sql READ = { DESK " WHERE s.stop_id = ?", "i", DESK_OUT };
static const struct db_sql LIST_STANDING = {
	DESK " WHERE s.standing = 1 ORDER BY s.kind, s.stop_id LIMIT ?", "i", DESK_OUT
};
static const struct db_sql LIST_LIFTED = {
	DESK " WHERE s.lifted_at IS NOT NULL ORDER BY s.lifted_at DESC, s.stop_id DESC LIMIT ?", "i",
	DESK_OUT
};
static const struct db_sql ITEM_NAME = { "SELECT name, name_en FROM item WHERE item = ?", "s",
	                                 "ss" };
static const struct db_sql DRAW_NAME = {
	"SELECT name, name_en FROM draw WHERE draw_id = ? AND state <> 'draft'", "i", "ss"
};
static const struct db_sql COUNT = { "SELECT standing FROM stop_gate WHERE one = 1", "", "i" };

const char *stop_kind_word(enum stop_kind kind)
{
	return kind >= STOP_ALL && kind <= STOP_DRAW ? words[kind] : "";
}

enum stop_kind stop_kind_of(const char *word)
{
	for (int i = STOP_ALL; i <= STOP_DRAW; i++)
		if (word && strcmp(words[i], word) == 0)
			return (enum stop_kind)i;
	return (enum stop_kind)0;
}

enum db stop_pass(struct database *db, const char *item, uint64_t draw_id, bool *stopped)
{
	int64_t n = 0;
	enum db got = db_one(db, NULL, &PASS, &n);

	*stopped = false;
	if (got != DB_OK || n == 0)
		return got == DB_NONE ? DB_FAIL : got;
	got = db_one(db, NULL, &STOPS, item ? item : "", (int64_t)draw_id, &n);
	*stopped = n > 0;
	return got;
}

static void row_add(void *mem, struct stop **out, int *n, const struct stop *row)
{
	*out = talloc_realloc(mem, *out, struct stop, (unsigned)*n + 1);
	(*out)[(*n)++] = *row;
}

enum db stop_standing(struct database *db, void *mem, struct stop **out, int *n)
{
	enum db got = db_query(db, mem, &STANDING);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct stop row = { .lifted_at = INSTANT_NONE };
		int64_t draw;
		char *kind, *item, *text, *text_en;

		got = db_next(db, &STANDING, &row.stop_id, &kind, &item, &draw, &text, &text_en,
		              &row.set_at);
		if (got != DB_OK)
			break;
		row.kind = stop_kind_of(kind);
		row.item = item;
		row.draw_id = (uint64_t)draw;
		row.text = text;
		row.text_en = text_en;
		row_add(mem, out, n, &row);
	}
	return got == DB_NONE ? DB_OK : got;
}

const struct stop *stop_of(const struct stop *list, int n, const char *item, uint64_t draw_id)
{
	for (int i = 0; i < n; i++) {
		const struct stop *s = &list[i];

		if (s->kind == STOP_ALL)
			return s;
		if (s->kind == STOP_ITEM && item && strcmp(s->item, item) == 0)
			return s;
		if (s->kind == STOP_DRAW && draw_id != 0 && s->draw_id == draw_id)
			return s;
	}
	return NULL;
}

enum db stop_gate_lock(struct database *db)
{
	int64_t n;
	enum db got = db_one(db, NULL, &GATE, &n);

	return got == DB_NONE ? DB_FAIL : got;
}

enum db stop_subject(struct database *db, const struct stop *stop)
{
	int64_t n = 1;
	enum db got = DB_OK;

	if (stop->kind == STOP_ITEM)
		got = db_one(db, NULL, &IS_ITEM, stop->item, &n);
	else if (stop->kind == STOP_DRAW)
		got = db_one(db, NULL, &IS_DRAW, (int64_t)stop->draw_id, &n);
	return got == DB_OK && n == 0 ? DB_NONE : got;
}

enum db stop_add(struct database *db, const struct stop *stop, uint64_t by, int64_t *stop_id)
{
	enum db got = db_run(db, &ADD, stop_kind_word(stop->kind), stop->item ? stop->item : "",
	                     (int64_t)stop->draw_id, stop->text, stop->text_en, stop->reason,
	                     stop->set_at, (int64_t)by);

	if (got == DB_OK)
		*stop_id = db_last_id(db);
	return got;
}

enum db stop_lift(struct database *db, int64_t stop_id, uint64_t by, const char *reason,
                  int64_t now)
{
	enum db got = db_run(db, &LIFT, now, (int64_t)by, reason, stop_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db stop_recount(struct database *db)
{
	return db_run(db, &RECOUNT);
}

static enum db desk_row(struct database *db, const struct db_sql *sql, struct stop *out)
{
	int64_t draw;
	char *kind, *item, *text, *text_en, *name, *name_en, *reason, *by, *lifter, *why;
	enum db got = db_next(db, sql, &out->stop_id, &kind, &item, &draw, &text, &text_en,
	                      &out->set_at, &name, &name_en, &reason, &by, &out->lifted_at, &lifter,
	                      &why);

	if (got != DB_OK)
		return got;
	out->kind = stop_kind_of(kind);
	out->item = item;
	out->draw_id = (uint64_t)draw;
	out->text = text;
	out->text_en = text_en;
	out->name = name;
	out->name_en = name_en;
	out->reason = reason;
	out->set_by = by;
	out->lifted_by = lifter;
	out->lift_reason = why;
	return DB_OK;
}

enum db stop_read(struct database *db, void *mem, int64_t stop_id, struct stop *out)
{
	enum db got = db_query(db, mem, &READ, stop_id);

	if (got == DB_OK)
		got = desk_row(db, &READ, out);
	if (got == DB_OK)
		db_end(db, &READ);
	return got;
}

enum db stop_list(struct database *db, void *mem, bool standing, int64_t limit, struct stop **out,
                  int *n)
{
	const struct db_sql *sql = standing ? &LIST_STANDING : &LIST_LIFTED;
	enum db got = db_query(db, mem, sql, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct stop row;

		got = desk_row(db, sql, &row);
		if (got == DB_OK)
			row_add(mem, out, n, &row);
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db stop_name(struct database *db, void *mem, const struct stop *stop, char **name,
                  char **name_en)
{
	*name = *name_en = talloc_strdup(mem, "");
	if (stop->kind == STOP_ITEM)
		return db_one(db, mem, &ITEM_NAME, stop->item, name, name_en);
	if (stop->kind == STOP_DRAW)
		return db_one(db, mem, &DRAW_NAME, (int64_t)stop->draw_id, name, name_en);
	return DB_OK;
}

enum db stop_count(struct database *db, int64_t *n)
{
	return db_one(db, NULL, &COUNT, n);
}
