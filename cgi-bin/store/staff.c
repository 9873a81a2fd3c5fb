#include "store/staff.h"

#include <string.h>

#include "base/mem.h"

#define STAFF_COLUMNS                                                                    \
	"staff_id, email, name, role, lang, password_hash, state, must_change, totp, totp_step," \
	" signed_in_at, created_at, partner"
#define STAFF_OUT "issssssibitts"

static const struct db_sql sql_find = {
	"SELECT " STAFF_COLUMNS " FROM staff WHERE email = ?", "s", STAFF_OUT};
static const struct db_sql sql_read = {
	"SELECT " STAFF_COLUMNS " FROM staff WHERE staff_id = ?", "i", STAFF_OUT};
static const struct db_sql sql_lock = {
	"SELECT " STAFF_COLUMNS " FROM staff WHERE staff_id = ? FOR UPDATE", "i", STAFF_OUT};
static const struct db_sql sql_list = {
	"SELECT " STAFF_COLUMNS " FROM staff ORDER BY state, name, staff_id LIMIT 500", "", STAFF_OUT};
static const struct db_sql sql_managers = {
	"SELECT COUNT(*) FROM staff WHERE role = 'manager' AND state = 'active' FOR UPDATE", "", "i"};
static const struct db_sql sql_insert = {
	"INSERT INTO staff (email, name, role, partner, password_hash, must_change, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"sssssit", ""};
static const struct db_sql sql_role = {
	"UPDATE staff SET role = ?, state = ?, partner = ? WHERE staff_id = ?", "sssi", ""};
static const struct db_sql sql_lang = {"UPDATE staff SET lang = ? WHERE staff_id = ?", "si", ""};
static const struct db_sql sql_phone = {"UPDATE staff SET phone = ? WHERE staff_id = ?", "si", ""};
static const struct db_sql sql_password = {
	"UPDATE staff SET password_hash = ?, must_change = ? WHERE staff_id = ?", "sii", ""};
static const struct db_sql sql_totp = {
	"UPDATE staff SET totp = ?, totp_step = ? WHERE staff_id = ?", "bii", ""};
static const struct db_sql sql_step = {
	"UPDATE staff SET totp_step = ? WHERE staff_id = ? AND totp_step < ?", "iii", ""};
static const struct db_sql sql_signed_in = {
	"UPDATE staff SET signed_in_at = ? WHERE staff_id = ?", "ti", ""};

/* What staff_read() and the like fill: the statement's out-values in order. */
static enum db one(struct database *db, void *mem, const struct db_sql *sql, const char *email,
                   uint64_t staff_id, struct staff *out)
{
	int64_t id = 0, must = 0;
	enum db got;

	memset(out, 0, sizeof *out);
	if (email)
		got = db_one(db, mem, sql, email, &id, &out->email, &out->name, &out->role, &out->lang,
		             &out->password_hash, &out->state, &must, &out->totp, &out->totp_step,
		             &out->signed_in_at, &out->created_at, &out->partner);
	else
		got = db_one(db, mem, sql, (int64_t)staff_id, &id, &out->email, &out->name, &out->role,
		             &out->lang, &out->password_hash, &out->state, &must, &out->totp,
		             &out->totp_step, &out->signed_in_at, &out->created_at, &out->partner);
	out->staff_id = (uint64_t)id;
	out->must_change = must != 0;
	return got;
}

enum db staff_find(struct database *db, void *mem, const char *email, struct staff *out)
{
	return one(db, mem, &sql_find, email, 0, out);
}

enum db staff_read(struct database *db, void *mem, uint64_t staff_id, struct staff *out)
{
	return one(db, mem, &sql_read, NULL, staff_id, out);
}

enum db staff_lock(struct database *db, void *mem, uint64_t staff_id, struct staff *out)
{
	return one(db, mem, &sql_lock, NULL, staff_id, out);
}

enum db staff_list(struct database *db, void *mem, struct staff **out, int *n)
{
	enum db got = db_query(db, mem, &sql_list);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct staff row = {0};
		int64_t id = 0, must = 0;

		got = db_next(db, &sql_list, &id, &row.email, &row.name, &row.role, &row.lang,
		              &row.password_hash, &row.state, &must, &row.totp, &row.totp_step,
		              &row.signed_in_at, &row.created_at, &row.partner);
		if (got != DB_OK)
			break;
		row.staff_id = (uint64_t)id;
		row.must_change = must != 0;
		*out = talloc_realloc(mem, *out, struct staff, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db staff_managers(struct database *db, void *mem, int64_t *count)
{
	return db_one(db, mem, &sql_managers, count);
}

enum db staff_insert(struct database *db, const struct staff *s, uint64_t *staff_id)
{
	enum db got = db_run(db, &sql_insert, s->email, s->name, s->role, s->partner ? s->partner : "",
	                     s->password_hash, (int64_t)s->must_change, s->created_at);

	if (got == DB_OK)
		*staff_id = (uint64_t)db_last_id(db);
	return got;
}

enum db staff_put_role(struct database *db, uint64_t staff_id, const char *role,
                       const char *state, const char *partner)
{
	return db_run(db, &sql_role, role, state, partner, (int64_t)staff_id);
}

enum db staff_put_lang(struct database *db, uint64_t staff_id, const char *lang)
{
	return db_run(db, &sql_lang, lang, (int64_t)staff_id);
}

enum db staff_put_phone(struct database *db, uint64_t staff_id, const char *phone)
{
	return db_run(db, &sql_phone, phone, (int64_t)staff_id);
}

enum db staff_put_password(struct database *db, uint64_t staff_id, const char *hash,
                           bool must_change)
{
	return db_run(db, &sql_password, hash, (int64_t)must_change, (int64_t)staff_id);
}

enum db staff_put_totp(struct database *db, uint64_t staff_id, struct blob sealed, int64_t step)
{
	return db_run(db, &sql_totp, sealed, step, (int64_t)staff_id);
}

enum db staff_take_step(struct database *db, uint64_t staff_id, int64_t step)
{
	enum db got = db_run(db, &sql_step, step, (int64_t)staff_id, step);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db staff_signed_in(struct database *db, uint64_t staff_id, int64_t now)
{
	return db_run(db, &sql_signed_in, now, (int64_t)staff_id);
}
