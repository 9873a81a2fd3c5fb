#include "store/supplier.h"

#include "base/mem.h"

#define LISTED "500"
#define WAITS "state IN ('placed', 'approved')"
/* A supplier that delivers nothing is not judged. */
#define IS_DUE                                                                             \
	"(COALESCE(i.live, 0) + COALESCE(w.waiting, 0) > 0"                                     \
	" AND (s.review_on IS NULL OR s.review_on <= ?))"
#define FROM(names)                                                                        \
	" FROM (" names ") n LEFT JOIN supplier s ON s.name = n.name LEFT JOIN"                 \
	" (SELECT supplier, COUNT(*) AS live FROM item WHERE state = 'live' GROUP BY supplier) i" \
	" ON i.supplier = n.name LEFT JOIN (SELECT supplier, COUNT(*) AS waiting,"              \
	" SUM(promised_on < ?) AS late FROM redemption WHERE " WAITS " GROUP BY supplier) w"    \
	" ON w.supplier = n.name"
#define REVIEWED                                                                           \
	" LEFT JOIN supplier_review v ON v.name = n.name"                                       \
	" AND v.n = (SELECT MAX(m.n) FROM supplier_review m WHERE m.name = n.name)"
#define COLUMNS                                                                            \
	"SELECT n.name, COALESCE(s.contact, ''), COALESCE(s.phone, ''), COALESCE(s.email, ''),"  \
	" COALESCE(s.terms, ''), s.review_on, COALESCE(s.version, 0), COALESCE(v.n, 0),"        \
	" COALESCE(v.score, 0), v.reviewed_at, COALESCE(i.live, 0), COALESCE(w.waiting, 0),"    \
	" CAST(COALESCE(w.late, 0) AS SIGNED), " IS_DUE " AS a_due"
#define OUT "sssssdiiitiiii"

/* all-members: what waits for suppliers, by index of the queue */
static const struct db_sql list = {
	COLUMNS FROM("SELECT supplier AS name FROM item WHERE supplier <> ''"
	             " UNION SELECT name FROM supplier") REVIEWED
	" ORDER BY a_due DESC, IF(a_due, s.review_on, NULL), n.name LIMIT " LISTED,
	"dd", OUT
};
/* all-members: as above */
static const struct db_sql one = {
	COLUMNS FROM("SELECT supplier AS name FROM item WHERE supplier = ? AND supplier <> ''"
	             " UNION SELECT name FROM supplier WHERE name = ?") REVIEWED,
	"dssd", OUT
};
/* all-members: as above */
static const struct db_sql due = {
	"SELECT COUNT(*)" FROM("SELECT supplier AS name FROM item WHERE supplier <> ''"
	                       " UNION SELECT name FROM supplier") " WHERE " IS_DUE,
	"dd", "i"
};
/* all-members: as above, and nobody's name */
static const struct db_sql late = {
	"SELECT redemption_no, name, name_en, promised_on FROM redemption WHERE " WAITS
	" AND supplier = ? AND promised_on < ? ORDER BY promised_on, redemption_no LIMIT ?",
	"sdi", "sssd"
};
static const struct db_sql items = {
	"SELECT item, name, name_en, state, promised_days FROM item WHERE supplier = ?"
	" ORDER BY state <> 'live', item LIMIT " LISTED,
	"s", "ssssi"
};
static const struct db_sql reviews = {
	"SELECT v.n, v.score, v.words, COALESCE(b.name, ''), CAST(v.staff_id AS SIGNED),"
	" v.reviewed_at, v.next_on FROM supplier_review v LEFT JOIN staff b"
	" ON b.staff_id = v.staff_id WHERE v.name = ? ORDER BY v.n DESC LIMIT 50",
	"s", "iissitd"
};
static const struct db_sql lock = {
	"SELECT version FROM supplier WHERE name = ? FOR UPDATE", "s", "i"
};
static const struct db_sql add = {
	"INSERT INTO supplier (name, contact, phone, email, terms, version, changed_at)"
	" VALUES (?, ?, ?, ?, ?, 1, ?)",
	"ssssst", ""
};
static const struct db_sql set = {
	"UPDATE supplier SET contact = ?, phone = ?, email = ?, terms = ?, changed_at = ?,"
	" version = version + 1 WHERE name = ?",
	"ssssts", ""
};
static const struct db_sql review_add = {
	"INSERT INTO supplier_review (name, n, score, words, next_on, staff_id, reviewed_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"siisdit", ""
};
static const struct db_sql review_lock = {
	"SELECT score, words, next_on, CAST(staff_id AS SIGNED) FROM supplier_review"
	" WHERE name = ? AND n = ? FOR UPDATE",
	"si", "isdi"
};
static const struct db_sql next = {
	"INSERT INTO supplier (name, review_on, changed_at) VALUES (?, ?, ?)"
	" ON DUPLICATE KEY UPDATE review_on = VALUES(review_on)",
	"sdt", ""
};

/* The next row of SQL. */
static enum db read(struct database *db, const struct db_sql *sql, struct supplier *out)
{
	char *t[5];
	int64_t is_due;
	enum db got = db_next(db, sql, &t[0], &t[1], &t[2], &t[3], &t[4], &out->review_on,
	                      &out->version, &out->reviews, &out->score, &out->reviewed_at,
	                      &out->items, &out->waiting, &out->late, &is_due);

	if (got != DB_OK)
		return got;
	out->name = t[0];
	out->contact = t[1];
	out->phone = t[2];
	out->email = t[3];
	out->terms = t[4];
	out->due = is_due != 0;
	return DB_OK;
}

enum db supplier_list(struct database *db, void *mem, int32_t today, struct supplier **out, int *n)
{
	enum db got = db_query(db, mem, &list, today, today);
	struct supplier row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = read(db, &list, &row)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct supplier, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db supplier_read(struct database *db, void *mem, const char *name, int32_t today,
                      struct supplier *out)
{
	enum db got = db_query(db, mem, &one, today, name, name, today);

	if (got == DB_OK)
		got = read(db, &one, out);
	if (got == DB_OK)
		db_end(db, &one);
	return got;
}

enum db supplier_due(struct database *db, int32_t today, int64_t *n)
{
	return db_one(db, NULL, &due, today, today, n);
}

enum db supplier_late(struct database *db, void *mem, const char *name, int32_t today,
                      int64_t limit, struct supplier_late **out, int *n)
{
	enum db got = db_query(db, mem, &late, name, today, limit);
	struct supplier_late row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &late, &row.redemption_no, &row.name, &row.name_en,
	                                      &row.promised_on)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct supplier_late, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db supplier_items(struct database *db, void *mem, const char *name,
                       struct supplier_item **out, int *n)
{
	enum db got = db_query(db, mem, &items, name);
	struct supplier_item row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &items, &row.item, &row.name, &row.name_en,
	                                      &row.state, &row.promised_days)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct supplier_item, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db supplier_reviews(struct database *db, void *mem, const char *name,
                         struct supplier_review **out, int *n)
{
	enum db got = db_query(db, mem, &reviews, name);
	struct supplier_review row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &reviews, &row.n, &row.score, &row.words, &row.staff, &row.staff_id,
	                      &row.reviewed_at, &row.next_on)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct supplier_review, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db supplier_lock(struct database *db, const char *name, int64_t *version)
{
	return db_one(db, NULL, &lock, name, version);
}

enum db supplier_add(struct database *db, const struct supplier *s, int64_t now)
{
	return db_run(db, &add, s->name, s->contact, s->phone, s->email, s->terms, now);
}

enum db supplier_set(struct database *db, const struct supplier *s, int64_t now)
{
	return db_run(db, &set, s->contact, s->phone, s->email, s->terms, now, s->name);
}

enum db supplier_review_add(struct database *db, const char *name,
                            const struct supplier_review *v)
{
	return db_run(db, &review_add, name, v->n, v->score, v->words, v->next_on, v->staff_id,
	              v->reviewed_at);
}

enum db supplier_review_lock(struct database *db, void *mem, const char *name, int64_t n,
                             struct supplier_review *out)
{
	out->n = n;
	return db_one(db, mem, &review_lock, name, n, &out->score, &out->words, &out->next_on,
	              &out->staff_id);
}

enum db supplier_next(struct database *db, const char *name, int32_t day, int64_t now)
{
	return db_run(db, &next, name, day, now);
}
