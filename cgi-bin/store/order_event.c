#include <string.h>

#include "base/mem.h"
#include "store/order.h"

#define EVENT_COLUMNS                                                                        \
	"event, happened_at, amount_fen, travel_end, received_at, applied, points_taken, "   \
	"debt_after, content_hash, note, points, coupons"
#define EVENT_OUT "stidtiiibsis"
#define EVENT_INTO                                                                           \
	"INSERT INTO order_event (partner, order_no, member_id, " EVENT_COLUMNS ") VALUES "

static const struct bulk_sql event_insert = BULK_SQL(
	EVENT_INTO, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "", "ssI" EVENT_OUT);
static const struct db_sql event_get = {
	"SELECT " EVENT_COLUMNS " FROM order_event WHERE partner = ? AND order_no = ? AND event = ?"
	" FOR UPDATE",
	"sss", EVENT_OUT
};
static const struct db_sql event_list = {
	"SELECT " EVENT_COLUMNS " FROM order_event WHERE partner = ? AND order_no = ?"
	" ORDER BY happened_at, event FOR UPDATE",
	"ss", EVENT_OUT
};
static const struct db_sql event_read = {
	"SELECT " EVENT_COLUMNS " FROM order_event WHERE partner = ? AND order_no = ?"
	" ORDER BY happened_at, event",
	"ss", EVENT_OUT
};
static const struct db_sql event_some = {
	"SELECT order_no, " EVENT_COLUMNS " FROM order_event WHERE partner = ? AND order_no IN"
	" (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) FOR UPDATE",
	"sssssssssssssssss", "s" EVENT_OUT
};
static const struct db_sql event_applied = {
	"UPDATE order_event SET member_id = ?, applied = 1, points_taken = ?, debt_after = ?,"
	" note = ?, points = ?, coupons = ? WHERE partner = ? AND order_no = ? AND event = ?",
	"iiisissss", ""
};

struct event_texts {
	char *name, *note, *coupons;
	int64_t applied;
	struct blob content;
};

static void event_set(struct order_event *e, const struct event_texts *t)
{
	strncpy(e->name, t->name, sizeof e->name - 1);
	strncpy(e->note, t->note, sizeof e->note - 1);
	strncpy(e->coupons, t->coupons, sizeof e->coupons - 1);
	e->applied = t->applied != 0;
	if (t->content.len == SHA256_BYTES)
		memcpy(e->content, t->content.data, SHA256_BYTES);
}

static enum db event_next(struct database *db, const struct db_sql *sql, struct order_event *e)
{
	struct event_texts t = { 0 };
	enum db result;

	*e = (struct order_event){ 0 };
	result = db_next(db, sql, &t.name, &e->happened_at, &e->amount_fen, &e->travel_end,
	                 &e->received_at, &t.applied, &e->points_taken, &e->debt_after, &t.content,
	                 &t.note, &e->points, &t.coupons);
	if (result == DB_OK)
		event_set(e, &t);
	return result;
}

enum db order_event_get(struct database *db, void *mem, const char *partner, const char *order_no,
                        const char *name, struct order_event *event)
{
	enum db result = db_query(db, mem, &event_get, partner, order_no, name);

	if (result == DB_OK)
		result = event_next(db, &event_get, event);
	db_end(db, &event_get);
	return result;
}

static enum db list(struct database *db, void *mem, const struct db_sql *sql, const char *partner,
                    const char *order_no, struct order_event **events, int *n)
{
	struct order_event event;
	enum db result = db_query(db, mem, sql, partner, order_no);

	*events = NULL;
	*n = 0;
	while (result == DB_OK && (result = event_next(db, sql, &event)) == DB_OK) {
		*events = talloc_realloc(mem, *events, struct order_event, (unsigned)*n + 1);
		(*events)[(*n)++] = event;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db order_event_list(struct database *db, void *mem, const char *partner, const char *order_no,
                         struct order_event **events, int *n)
{
	return list(db, mem, &event_list, partner, order_no, events, n);
}

enum db order_event_read(struct database *db, void *mem, const char *partner, const char *order_no,
                         struct order_event **events, int *n)
{
	return list(db, mem, &event_read, partner, order_no, events, n);
}

enum db order_event_some(struct database *db, void *mem, const char *partner,
                         const char *const n16[16], struct order_event **events, char ***nos,
                         int *n)
{
	enum db result;

	*events = NULL;
	*nos = NULL;
	*n = 0;
	result = db_query(db, mem, &event_some, partner, n16[0], n16[1], n16[2], n16[3], n16[4],
	                  n16[5], n16[6], n16[7], n16[8], n16[9], n16[10], n16[11], n16[12],
	                  n16[13], n16[14], n16[15]);
	while (result == DB_OK) {
		struct order_event e = { 0 };
		struct event_texts t = { 0 };
		char *order_no;

		result = db_next(db, &event_some, &order_no, &t.name, &e.happened_at, &e.amount_fen,
		                 &e.travel_end, &e.received_at, &t.applied, &e.points_taken,
		                 &e.debt_after, &t.content, &t.note,
		                 &e.points, &t.coupons);
		if (result != DB_OK)
			break;
		event_set(&e, &t);
		*events = talloc_realloc(mem, *events, struct order_event, (unsigned)*n + 1);
		*nos = talloc_realloc(mem, *nos, char *, (unsigned)*n + 1);
		(*nos)[*n] = order_no;
		(*events)[(*n)++] = e;
	}
	return result == DB_NONE ? DB_OK : result;
}

void order_event_bulk_begin(struct bulk *events, void *mem)
{
	bulk_begin(events, &event_insert, mem);
}

void order_event_bulk(struct bulk *b, const char *partner, const char *order_no,
                      uint64_t member_id, const struct order_event *e)
{
	bulk_text(b, partner);
	bulk_text(b, order_no);
	bulk_number(b, member_id ? (int64_t)member_id : INT64_MIN);
	bulk_text(b, e->name);
	bulk_number(b, e->happened_at);
	bulk_number(b, e->amount_fen);
	bulk_number(b, e->travel_end);
	bulk_number(b, e->received_at);
	bulk_number(b, e->applied);
	bulk_number(b, e->points_taken);
	bulk_number(b, e->debt_after);
	bulk_bytes(b, e->content, SHA256_BYTES);
	bulk_text(b, e->note);
	bulk_number(b, e->points);
	bulk_text(b, e->coupons);
}

enum db order_event_add(struct database *db, const char *partner, const char *order_no,
                        uint64_t member_id, const struct order_event *event)
{
	void *mem = talloc_new(NULL);
	struct bulk rows;
	enum db result;

	order_event_bulk_begin(&rows, mem);
	order_event_bulk(&rows, partner, order_no, member_id, event);
	result = bulk_write(db, &rows);
	talloc_free(mem);
	return result;
}

enum db order_event_applied(struct database *db, const char *partner, const char *order_no,
                            uint64_t member_id, const struct order_event *event)
{
	return db_run(db, &event_applied, (int64_t)member_id, event->points_taken,
	              event->debt_after, event->note, event->points, event->coupons, partner,
	              order_no, event->name);
}
