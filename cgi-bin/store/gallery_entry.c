/* The entries of galleries. */
#include "base/mem.h"
#include "store/gallery.h"

#define ENTRY \
	"SELECT g.entry_no, g.event_no, g.member_id, g.person_id, g.title, g.text, g.state, g.reason," \
	" g.made_at, g.decided_at, g.votes, g.width, g.height, m.member_no, p.name, e.name, e.name_en" \
	" FROM gallery_entry g JOIN member m ON m.member_id = g.member_id" \
	" JOIN person p ON p.member_id = g.member_id AND p.person_id = g.person_id" \
	" JOIN member_event e ON e.event_no = g.event_no"
#define ENTRY_OUT "iiiissssttiiissss"

static const struct db_sql sql_add = {
	"INSERT INTO gallery_entry (member_id, person_id, event_no, title, text, state, made_at, width,"
	" height, picture) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)",
	"iiisstiib", ""};
/* all-members: what is shown is for everybody; who asks is judged by the service */
static const struct db_sql sql_read = {ENTRY " WHERE g.entry_no = ?", "i", ENTRY_OUT};
/* all-members: as above */
static const struct db_sql sql_lock = {
	"SELECT entry_no, event_no, member_id, person_id, title, text, state, reason, made_at,"
	" decided_at, votes, width, height, '', '', '', '' FROM gallery_entry WHERE entry_no = ? FOR UPDATE",
	"i", ENTRY_OUT};
static const struct db_sql sql_own = {
	ENTRY " WHERE g.member_id = ? AND g.event_no = ? ORDER BY g.entry_no DESC LIMIT 1", "ii",
	ENTRY_OUT};
static const struct db_sql sql_put = {
	"UPDATE gallery_entry SET state = ?, reason = ?, decided_at = ? WHERE member_id = ?"
	" AND entry_no = ?",
	"sstii", ""};
/* all-members: as above */
static const struct db_sql sql_picture = {
	"SELECT width, height, picture FROM gallery_entry WHERE entry_no = ?", "i", "iib"};
/* all-members: what is shown is for everybody */
static const struct db_sql sql_newest = {
	ENTRY " WHERE g.event_no = ? AND g.state = 'shown' AND (? = 0 OR g.entry_no < ?)"
	" ORDER BY g.entry_no DESC LIMIT ?",
	"iiii", ENTRY_OUT};
/* all-members: as above */
static const struct db_sql sql_ranked = {
	ENTRY " WHERE g.event_no = ? AND g.state = 'shown' ORDER BY g.votes DESC, g.entry_no LIMIT ?, ?",
	"iii", ENTRY_OUT};
/* all-members: the staff queue */
static const struct db_sql sql_waiting = {
	ENTRY " WHERE g.state = 'waiting' ORDER BY g.entry_no LIMIT ?", "i", ENTRY_OUT};
/* all-members: for staff */
static const struct db_sql sql_all = {
	ENTRY " WHERE g.event_no = ? ORDER BY g.votes DESC, g.entry_no DESC LIMIT ?", "ii", ENTRY_OUT};

enum db gallery_entry_add(struct database *db, const struct gallery_entry *entry,
                          const struct picture_row *picture, int64_t *entry_no)
{
	enum db got = db_run(db, &sql_add, (int64_t)entry->id.member_id, (int64_t)entry->id.person_id,
	                     entry->event_no, entry->title, entry->text, entry->made_at,
	                     picture->width, picture->height, picture->bytes);

	if (got == DB_OK)
		*entry_no = db_last_id(db);
	return got;
}

/* Where the columns of SQL go, in their order. */
#define INTO(e, whose, who) \
	&(e)->entry_no, &(e)->event_no, whose, who, &(e)->title, &(e)->text, &(e)->state, \
		&(e)->reason, &(e)->made_at, &(e)->decided_at, &(e)->votes, &(e)->width, &(e)->height, \
		&(e)->member_no, &(e)->person, &(e)->event, &(e)->event_en

static void take_ids(struct gallery_entry *e, int64_t member, int64_t person)
{
	e->id = (struct person_id){(uint64_t)member, (uint64_t)person};
}

static enum db read_entry(struct database *db, void *mem, const struct db_sql *sql,
                          int64_t entry_no, struct gallery_entry *out)
{
	int64_t member = 0, person = 0;
	enum db got = db_one(db, mem, sql, entry_no, INTO(out, &member, &person));

	take_ids(out, member, person);
	return got;
}

enum db gallery_entry_read(struct database *db, void *mem, int64_t entry_no,
                           struct gallery_entry *out)
{
	return read_entry(db, mem, &sql_read, entry_no, out);
}

enum db gallery_entry_lock(struct database *db, void *mem, int64_t entry_no,
                           struct gallery_entry *out)
{
	return read_entry(db, mem, &sql_lock, entry_no, out);
}

enum db gallery_entry_own(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                          struct gallery_entry *out)
{
	int64_t member = 0, person = 0;
	enum db got = db_one(db, mem, &sql_own, (int64_t)member_id, event_no,
	                     INTO(out, &member, &person));

	take_ids(out, member, person);
	return got;
}

enum db gallery_entry_put(struct database *db, uint64_t member_id, int64_t entry_no,
                          const char *state, const char *reason, int64_t now)
{
	return db_run(db, &sql_put, state, reason, now, (int64_t)member_id, entry_no);
}

enum db gallery_picture(struct database *db, void *mem, int64_t entry_no, struct picture_row *out)
{
	out->type = talloc_strdup(mem, "image/png");
	return db_one(db, mem, &sql_picture, entry_no, &out->width, &out->height, &out->bytes);
}

/* ---- lists */

/* The rows of a query begun with GOT. */
static enum db collect(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                       struct gallery_entry **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct gallery_entry row;
		int64_t member = 0, person = 0;

		got = db_next(db, sql, INTO(&row, &member, &person));
		if (got != DB_OK)
			break;
		take_ids(&row, member, person);
		*out = talloc_realloc(mem, *out, struct gallery_entry, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db gallery_shown(struct database *db, void *mem, int64_t event_no, bool by_votes,
                      int64_t from, int64_t limit, struct gallery_entry **out, int *n)
{
	if (by_votes)
		return collect(db, mem, &sql_ranked, db_query(db, mem, &sql_ranked, event_no, from, limit),
		               out, n);
	return collect(db, mem, &sql_newest,
	               db_query(db, mem, &sql_newest, event_no, from, from, limit), out, n);
}

enum db gallery_waiting(struct database *db, void *mem, int64_t limit, struct gallery_entry **out,
                        int *n)
{
	return collect(db, mem, &sql_waiting, db_query(db, mem, &sql_waiting, limit), out, n);
}

enum db gallery_all(struct database *db, void *mem, int64_t event_no, int64_t limit,
                    struct gallery_entry **out, int *n)
{
	return collect(db, mem, &sql_all, db_query(db, mem, &sql_all, event_no, limit), out, n);
}
