#include "store/gallery.h"

#include "base/mem.h"

#define GALLERY \
	"SELECT g.event_no, g.version, g.entries_from, g.votes_from, g.ends_at, e.state, e.name," \
	" e.name_en, e.tier, e.kind FROM gallery g JOIN member_event e ON e.event_no = g.event_no" \
	" WHERE g.event_no = ?"
#define GALLERY_OUT "iitttsssss"

static const struct db_sql sql_read = {GALLERY, "i", GALLERY_OUT};
static const struct db_sql sql_share = {GALLERY " LOCK IN SHARE MODE", "i", GALLERY_OUT};
static const struct db_sql sql_add = {
	"INSERT INTO gallery (event_no, entries_from, votes_from, ends_at) VALUES (?, ?, ?, ?)", "ittt",
	""};
static const struct db_sql sql_save = {
	"UPDATE gallery SET entries_from = ?, votes_from = ?, ends_at = ?, version = version + 1"
	" WHERE event_no = ? AND version = ?",
	"tttii", ""};

static enum db read_gallery(struct database *db, void *mem, const struct db_sql *sql,
                            int64_t event_no, struct gallery *out)
{
	return db_one(db, mem, sql, event_no, &out->event_no, &out->version,
	              &out->times.entries_from, &out->times.votes_from, &out->times.ends_at,
	              &out->event_state, &out->name, &out->name_en, &out->tier, &out->kind);
}

enum db gallery_read(struct database *db, void *mem, int64_t event_no, struct gallery *out)
{
	return read_gallery(db, mem, &sql_read, event_no, out);
}

enum db gallery_share(struct database *db, void *mem, int64_t event_no, struct gallery *out)
{
	return read_gallery(db, mem, &sql_share, event_no, out);
}

enum db gallery_save(struct database *db, int64_t event_no, const struct gallery_times *times,
                     int64_t version)
{
	enum db got;

	if (version == 0)
		return db_run(db, &sql_add, event_no, times->entries_from, times->votes_from,
		              times->ends_at);
	got = db_run(db, &sql_save, times->entries_from, times->votes_from, times->ends_at, event_no,
	             version);
	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

/* ---- votes */

static const struct db_sql sql_vote = {
	"SELECT entry_no FROM gallery_vote WHERE member_id = ? AND event_no = ?", "ii", "i"};
static const struct db_sql sql_vote_lock = {
	"SELECT entry_no FROM gallery_vote WHERE member_id = ? AND event_no = ? FOR UPDATE", "ii", "i"};
static const struct db_sql sql_vote_put = {
	"INSERT INTO gallery_vote (member_id, event_no, entry_no, voted_at) VALUES (?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE entry_no = VALUES(entry_no), voted_at = VALUES(voted_at)",
	"iiit", ""};
static const struct db_sql sql_votes_add = {
	/* all-members: everybody votes for everybody's */
	"UPDATE gallery_entry SET votes = votes + ? WHERE entry_no = ?", "ii", ""};

enum db gallery_vote_read(struct database *db, uint64_t member_id, int64_t event_no,
                          int64_t *entry_no)
{
	return db_one(db, NULL, &sql_vote, (int64_t)member_id, event_no, entry_no);
}

enum db gallery_vote_lock(struct database *db, uint64_t member_id, int64_t event_no,
                          int64_t *entry_no)
{
	return db_one(db, NULL, &sql_vote_lock, (int64_t)member_id, event_no, entry_no);
}

enum db gallery_vote_put(struct database *db, uint64_t member_id, int64_t event_no,
                         int64_t entry_no, int64_t now)
{
	return db_run(db, &sql_vote_put, (int64_t)member_id, event_no, entry_no, now);
}

enum db gallery_votes_add(struct database *db, int64_t entry_no, int64_t by)
{
	return db_run(db, &sql_votes_add, by, entry_no);
}
