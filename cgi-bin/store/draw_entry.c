/* Entries and tickets of draws. */
#include <assert.h>

#include "base/mem.h"
#include "store/bulk.h"
#include "store/draw_work.h"

static const struct db_sql mine = {
	"SELECT CAST(COALESCE(SUM(tickets), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(entered_on = ?, tickets, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM draw_entry WHERE member_id = ?"
	" AND draw_id = ?", "dii", "iii"
};
static const struct db_sql had = {
	"SELECT CAST(COALESCE(SUM(tickets), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(entered_on = ?, tickets, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(MAX(entry_no), 0) AS SIGNED) FROM draw_entry WHERE member_id = ?"
	" AND draw_id = ?", "dii", "iii"
};
static const struct db_sql my_tickets = {
	"SELECT ticket_no, taken_at, member_ref, prize_no FROM draw_ticket WHERE member_id = ?"
	" AND draw_id = ? AND ticket_no > ? ORDER BY ticket_no LIMIT ?", "iiii", "itsI"
};
/* all-members: the list is public; member_ref names nobody */
static const struct db_sql list = {
	"SELECT ticket_no, member_ref FROM draw_ticket WHERE draw_id = ? AND ticket_no > ?"
	" ORDER BY ticket_no LIMIT ?", "iii", "is"
};
/* all-members: all of a draw take part in it */
static const struct db_sql owners = {
	"SELECT CAST(member_id AS SIGNED) FROM draw_ticket WHERE draw_id = ? AND ticket_no > ?"
	" ORDER BY ticket_no LIMIT ?", "iii", "i"
};
static const struct db_sql entry_insert = {
	"INSERT INTO draw_entry (member_id, draw_id, entry_no, person_id, reference, points,"
	" tickets, first_ticket, entered_at, entered_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"iiiisiiitd", ""
};
static const struct db_sql entrant_insert = {
	"INSERT IGNORE INTO draw_entrant (draw_id, member_id) VALUES (?, ?)", "ii", ""
};
static const struct bulk_sql ticket_insert = BULK_SQL(
	"INSERT INTO draw_ticket (draw_id, ticket_no, member_id, member_ref, entry_no, prize_no,"
	" taken_at) VALUES ",
	"(?, ?, ?, ?, ?, ?, ?)", "", "iiisiIt");
static const struct db_sql entries = {
	"SELECT entry_no, reference, points, tickets, first_ticket, entered_at FROM draw_entry"
	" WHERE member_id = ? AND draw_id = ? ORDER BY entry_no LOCK IN SHARE MODE", "ii", "isiiit"
};
/* all-members: whoever took part is told */
static const struct db_sql entrants = {
	"SELECT CAST(member_id AS SIGNED) FROM draw_entrant WHERE draw_id = ? AND ended = 0"
	" AND member_id > ? ORDER BY member_id LIMIT ?", "iii", "i"
};
static const struct db_sql entrant_end = {
	"UPDATE draw_entrant SET ended = 1 WHERE draw_id = ? AND member_id = ?", "ii", ""
};
static const struct db_sql entrant_again = {
	"UPDATE draw_entrant SET ended = 0 WHERE draw_id = ? AND member_id = ?", "ii", ""
};
/* Staff rows are few; both columns are compared as the person has them. */
static const struct db_sql is_staff = {
	"SELECT COUNT(*) FROM person p JOIN staff s ON s.state = 'active' AND (s.email = p.email"
	" OR s.phone = p.phone) WHERE p.member_id = ? AND p.state <> 'removed'", "i", "i"
};

#define PIECE 5000 /* rows of a list at a time */

enum db draw_mine(struct database *db, uint64_t member_id, uint64_t draw_id, int32_t today,
                  struct draw_mine *out)
{
	return db_one(db, NULL, &mine, today, (int64_t)member_id, (int64_t)draw_id, &out->tickets,
	              &out->today, &out->points);
}

enum db draw_had(struct database *db, uint64_t member_id, uint64_t draw_id, int32_t today,
                 int64_t *all, int64_t *on_today, int64_t *entry_no)
{
	return db_one(db, NULL, &had, today, (int64_t)member_id, (int64_t)draw_id, all, on_today,
	              entry_no);
}

enum db draw_tickets(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                     int64_t after, int64_t limit, struct draw_ticket **out, int *n)
{
	struct draw_ticket row;
	enum db got = db_query(db, mem, &my_tickets, (int64_t)member_id, (int64_t)draw_id, after, limit);

	*out = talloc_array(mem, struct draw_ticket, (size_t)limit + 1);
	assert(*out != NULL);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &my_tickets, &row.ticket_no, &row.taken_at,
	                                      &row.member_ref, &row.prize_no)) == DB_OK) {
		if (row.prize_no == INT64_MIN)
			row.prize_no = -1;
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_tickets_csv(struct database *db, uint64_t draw_id, struct buf *out)
{
	int64_t after = 0, rows;
	enum db got;

	draw_list_begin(out);
	do {
		void *mem = talloc_new(NULL);
		char *ref;

		rows = 0;
		got = db_query(db, mem, &list, (int64_t)draw_id, after, (int64_t)PIECE);
		while (got == DB_OK && (got = db_next(db, &list, &after, &ref)) == DB_OK) {
			draw_list_add(out, after, ref);
			rows++;
		}
		talloc_free(mem);
	} while (got == DB_NONE && rows == PIECE);
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_owners(struct database *db, void *mem, uint64_t draw_id, uint64_t **out, int64_t *n)
{
	int64_t rows, owner;
	enum db got;

	*out = NULL;
	*n = 0;
	do {
		void *piece = talloc_new(NULL);

		*out = talloc_realloc(mem, *out, uint64_t, (size_t)(*n + PIECE + 1));
		assert(*out != NULL);
		rows = 0;
		/* Numbers have no gaps: the last one read is the count. */
		got = db_query(db, piece, &owners, (int64_t)draw_id, *n, (int64_t)PIECE);
		while (got == DB_OK && (got = db_next(db, &owners, &owner)) == DB_OK)
			(*out)[*n + rows++] = (uint64_t)owner;
		*n += rows;
		talloc_free(piece);
	} while (got == DB_NONE && rows == PIECE);
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_entry_add(struct database *db, const struct draw_entry *e)
{
	enum db got = db_run(db, &entry_insert, (int64_t)e->member_id, (int64_t)e->draw_id,
	                     e->entry_no, (int64_t)e->person_id, e->reference, e->points,
	                     e->tickets, e->first_ticket, e->entered_at, day_of(e->entered_at));

	if (got == DB_OK)
		got = db_run(db, &entrant_insert, (int64_t)e->draw_id, (int64_t)e->member_id);
	return got;
}

enum db draw_tickets_add(struct database *db, void *mem, const struct draw_entry *e,
                         const char *member_ref, const int64_t *outcomes)
{
	struct bulk rows;

	bulk_begin(&rows, &ticket_insert, mem);
	for (int64_t i = 0; i < e->tickets; i++) {
		bulk_number(&rows, (int64_t)e->draw_id);
		bulk_number(&rows, e->first_ticket + i);
		bulk_number(&rows, (int64_t)e->member_id);
		bulk_text(&rows, member_ref);
		bulk_number(&rows, e->entry_no);
		bulk_number(&rows, outcomes ? outcomes[i] : INT64_MIN);
		bulk_number(&rows, e->entered_at);
	}
	return bulk_write(db, &rows);
}

enum db draw_entries(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                     struct draw_entry **out, int *n)
{
	struct draw_entry row = { .member_id = member_id, .draw_id = draw_id };
	int cap = 16;
	char *reference;
	enum db got = db_query(db, mem, &entries, (int64_t)member_id, (int64_t)draw_id);

	*out = talloc_array(mem, struct draw_entry, (size_t)cap);
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &entries, &row.entry_no, &reference, &row.points, &row.tickets,
	                      &row.first_ticket, &row.entered_at)) == DB_OK) {
		if (*n == cap)
			*out = talloc_realloc(mem, *out, struct draw_entry, (size_t)(cap *= 2));
		assert(*out != NULL);
		row.reference = reference;
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_entrants_due(struct database *db, void *mem, uint64_t draw_id, uint64_t after,
                          int64_t limit, uint64_t **members, int *n)
{
	int64_t id;
	enum db got = db_query(db, mem, &entrants, (int64_t)draw_id, (int64_t)after, limit);

	*members = talloc_array(mem, uint64_t, (size_t)limit + 1);
	assert(*members != NULL);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &entrants, &id)) == DB_OK)
		(*members)[(*n)++] = (uint64_t)id;
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_entrant_end(struct database *db, uint64_t draw_id, uint64_t member_id)
{
	return db_run(db, &entrant_end, (int64_t)draw_id, (int64_t)member_id);
}

enum db draw_entrant_again(struct database *db, uint64_t draw_id, uint64_t member_id)
{
	return db_run(db, &entrant_again, (int64_t)draw_id, (int64_t)member_id);
}

enum db draw_is_staff(struct database *db, uint64_t member_id, bool *staff)
{
	int64_t n = 0;
	enum db got = db_one(db, NULL, &is_staff, (int64_t)member_id, &n);

	*staff = n > 0;
	return got;
}
