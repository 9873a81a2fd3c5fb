#include "store/event.h"

#include <string.h>

#include "base/mem.h"

#define COLUMNS "CAST(e.event_no AS SIGNED), e.state, e.name, e.name_en, e.text, e.text_en, e.place," \
	" e.place_en, e.starts_at, e.ends_at, e.open_from, e.open_until, e.back_until, e.tier, e.kind," \
	" CAST(e.places AS SIGNED), CAST(e.per_member AS SIGNED), CAST(e.cost_points AS SIGNED)," \
	" e.early_tier, e.early_days, e.reason, e.created_at, e.version"
#define STOCKED COLUMNS ", CAST(s.taken AS SIGNED), CAST(s.waiting AS SIGNED) FROM member_event e" \
	" JOIN event_stock s ON s.event_no = e.event_no"
#define ALONE COLUMNS ", 0, 0 FROM member_event e WHERE e.event_no = ?"
#define OUT "isssssss" "tttttss" "iii" "si" "sti" "ii"

static const struct db_sql READ = { "SELECT " STOCKED " WHERE e.event_no = ?", "i", OUT };
static const struct db_sql SHARE = { "SELECT " ALONE " LOCK IN SHARE MODE", "i", OUT };
static const struct db_sql LOCK = { "SELECT " ALONE " FOR UPDATE", "i", OUT };
static const struct db_sql COMING = {
	"SELECT " STOCKED " WHERE e.state = 'open' AND e.ends_at > ? ORDER BY e.starts_at, e.event_no"
	" LIMIT ?", "ti", OUT };
static const struct db_sql LIST = {
	"SELECT " STOCKED " ORDER BY e.state = 'draft' DESC, e.starts_at DESC, e.event_no DESC LIMIT ?",
	"i", OUT };
static const struct db_sql BEGINNING = {
	"SELECT " STOCKED " WHERE e.state = 'open' AND e.ends_at > ? AND e.starts_at >= ?"
	" AND e.starts_at < ? ORDER BY e.event_no", "ttt", OUT };
static const struct db_sql ADD = {
	"INSERT INTO member_event (state, name, name_en, text, text_en, place, place_en, starts_at,"
	" ends_at, open_from, open_until, back_until, tier, kind, places, per_member, cost_points,"
	" early_tier, early_days, created_at)"
	" VALUES ('draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"ssssss" "tttttss" "iii" "si" "t", "" };
static const struct db_sql ADD_STOCK = {
	"INSERT INTO event_stock (event_no, places) VALUES (?, ?)", "ii", "" };
static const struct db_sql EDIT = {
	"UPDATE member_event SET name = ?, name_en = ?, text = ?, text_en = ?, place = ?, place_en = ?,"
	" starts_at = ?, ends_at = ?, open_from = ?, open_until = ?, back_until = ?, tier = ?,"
	" kind = ?, places = ?, per_member = ?, cost_points = ?, early_tier = ?, early_days = ?,"
	" version = version + 1 WHERE event_no = ? AND version = ?",
	"ssssss" "tttttss" "iii" "si" "ii", "" };
static const struct db_sql EDIT_STOCK = {
	"UPDATE event_stock SET places = ? WHERE event_no = ?", "ii", "" };
static const struct db_sql STATE = {
	"UPDATE member_event SET state = ?, reason = ?, version = version + 1 WHERE event_no = ?",
	"ssi", "" };
static const struct db_sql STOCK_LOCK = {
	"SELECT CAST(places AS SIGNED), CAST(taken AS SIGNED), CAST(waiting AS SIGNED),"
	" CAST(last_queue AS SIGNED) FROM event_stock WHERE event_no = ? FOR UPDATE", "i", "iiii" };
static const struct db_sql STOCK_PUT = {
	"UPDATE event_stock SET taken = ?, waiting = ?, last_queue = ? WHERE event_no = ?", "iiii", "" };
static const struct db_sql DUE = {
	"SELECT CAST(e.event_no AS SIGNED) FROM member_event e JOIN event_stock s"
	" ON s.event_no = e.event_no WHERE e.state = 'open' AND e.ends_at > ? AND s.waiting > 0"
	" AND s.taken < s.places UNION SELECT CAST(e.event_no AS SIGNED) FROM member_event e"
	" JOIN event_stock s ON s.event_no = e.event_no WHERE e.state = 'cancelled'"
	" AND e.ends_at > ? AND (s.waiting > 0 OR s.taken > 0)", "tt", "i" };

#define INTO(e) &(e)->event_no, &(e)->state, &(e)->name, &(e)->name_en, &(e)->text, &(e)->text_en, \
	&(e)->place, &(e)->place_en, &(e)->starts_at, &(e)->ends_at, &(e)->open_from,              \
	&(e)->open_until, &(e)->back_until, &(e)->tier, &(e)->kind, &(e)->places,                  \
	&(e)->per_member, &(e)->cost_points, &(e)->early.tier, &(e)->early.days,                  \
	&(e)->reason, &(e)->created_at, &(e)->version, &(e)->taken, &(e)->waiting
#define FORM(e) (e)->name, (e)->name_en, (e)->text, (e)->text_en, (e)->place, (e)->place_en,       \
	(e)->starts_at, (e)->ends_at, (e)->open_from, (e)->open_until, (e)->back_until, (e)->tier, \
	(e)->kind, (e)->places, (e)->per_member, (e)->cost_points,                                 \
	(e)->early.tier ? (e)->early.tier : "", (e)->early.days

#define LATE_S (400 * 86400) /* so long after its end a cancelled event is looked at */

struct event_terms event_terms_of(const struct member_event *e)
{
	return (struct event_terms){
		.open = strcmp(e->state, "open") == 0, .starts_at = e->starts_at, .ends_at = e->ends_at,
		.open_from = e->open_from, .open_until = e->open_until, .back_until = e->back_until,
		.tier = e->tier, .kind = e->kind, .per_member = e->per_member,
		.cost_points = e->cost_points, .early = e->early,
	};
}

static const char *in(const char *lang, const char *zh, const char *en)
{
	return strcmp(lang, "en") == 0 && *en ? en : zh;
}

const char *event_name(const struct member_event *e, const char *lang)
{
	return in(lang, e->name, e->name_en);
}

const char *event_text(const struct member_event *e, const char *lang)
{
	return in(lang, e->text, e->text_en);
}

const char *event_place(const struct member_event *e, const char *lang)
{
	return in(lang, e->place, e->place_en);
}

enum db event_read(struct database *db, void *mem, int64_t event_no, struct member_event *out)
{
	return db_one(db, mem, &READ, event_no, INTO(out));
}

enum db event_share(struct database *db, void *mem, int64_t event_no, struct member_event *out)
{
	return db_one(db, mem, &SHARE, event_no, INTO(out));
}

enum db event_lock(struct database *db, void *mem, int64_t event_no, struct member_event *out)
{
	return db_one(db, mem, &LOCK, event_no, INTO(out));
}

static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      struct member_event **out, int *n)
{
	struct member_event row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, sql, INTO(&row))) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct member_event, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db event_coming(struct database *db, void *mem, int64_t now, int64_t limit,
                     struct member_event **out, int *n)
{
	return gather(db, mem, &COMING, db_query(db, mem, &COMING, now, limit), out, n);
}

enum db event_list(struct database *db, void *mem, int64_t limit, struct member_event **out, int *n)
{
	return gather(db, mem, &LIST, db_query(db, mem, &LIST, limit), out, n);
}

enum db event_beginning(struct database *db, void *mem, int64_t from, int64_t until,
                        struct member_event **out, int *n)
{
	return gather(db, mem, &BEGINNING, db_query(db, mem, &BEGINNING, from, from, until), out, n);
}

enum db event_add(struct database *db, const struct member_event *e, int64_t *event_no)
{
	enum db got = db_run(db, &ADD, FORM(e), e->created_at);

	if (got != DB_OK)
		return got;
	*event_no = db_last_id(db);
	return db_run(db, &ADD_STOCK, *event_no, e->places);
}

enum db event_edit(struct database *db, const struct member_event *e)
{
	enum db got = db_run(db, &EDIT, FORM(e), e->event_no, e->version);

	if (got == DB_OK && db_affected(db) == 0)
		return DB_NONE;
	return got == DB_OK ? db_run(db, &EDIT_STOCK, e->places, e->event_no) : got;
}

enum db event_state_put(struct database *db, int64_t event_no, const char *state,
                        const char *reason)
{
	return db_run(db, &STATE, state, reason, event_no);
}

enum db event_stock_lock(struct database *db, int64_t event_no, struct event_stock *out)
{
	return db_one(db, NULL, &STOCK_LOCK, event_no, &out->places, &out->taken, &out->waiting,
	              &out->last_queue);
}

enum db event_stock_put(struct database *db, int64_t event_no, const struct event_stock *s)
{
	return db_run(db, &STOCK_PUT, s->taken, s->waiting, s->last_queue, event_no);
}

enum db event_due(struct database *db, void *mem, int64_t now, int64_t **out, int *n)
{
	int64_t no = 0;
	enum db got = db_query(db, mem, &DUE, now, now - LATE_S);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &DUE, &no)) == DB_OK) {
		*out = talloc_realloc(mem, *out, int64_t, (unsigned)*n + 1);
		(*out)[(*n)++] = no;
	}
	return got == DB_NONE ? DB_OK : got;
}
