#include "store/person.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define PERSON_COLS                                                                               \
	"p.member_id, p.person_id, p.role, p.may_spend, p.name, p.email, p.email_confirmed, "         \
	"p.phone, p.phone_confirmed, p.birthday, p.guardian, p.lang, p.password_hash, p.state, "      \
	"p.signed_in_at"
#define PERSON_OUT "iisissisidsssst"
#define PERSON_LIVING                                                                             \
	"FROM person p JOIN member m ON m.member_id = p.member_id "                                   \
	"WHERE p.member_id = ? AND p.state <> 'removed' AND m.state = 'active' "

static const struct db_sql sql_get = {
	"SELECT " PERSON_COLS " " PERSON_LIVING "AND p.person_id = ?", "ii", PERSON_OUT};
static const struct db_sql sql_lock = {
	"SELECT " PERSON_COLS " " PERSON_LIVING "AND p.person_id = ? FOR UPDATE", "ii", PERSON_OUT};
static const struct db_sql sql_list = {
	"SELECT " PERSON_COLS " " PERSON_LIVING "ORDER BY p.person_id", "i", PERSON_OUT};
static const struct db_sql sql_list_lock = {
	"SELECT " PERSON_COLS " " PERSON_LIVING "ORDER BY p.person_id FOR UPDATE", "i", PERSON_OUT};
static const struct db_sql sql_next_id = {
	"SELECT person_id FROM person WHERE member_id = ? ORDER BY person_id DESC LIMIT 1 FOR UPDATE",
	"i", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO person (member_id, person_id, role, may_spend, name, email, email_confirmed,"
	" phone, phone_confirmed, birthday, guardian, lang, password_hash, state, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"iisissisidsssst", ""};
static const struct db_sql sql_set_password = {
	"UPDATE person SET password_hash = ? WHERE member_id = ? AND person_id = ?", "sii", ""};
static const struct db_sql sql_set_name = {
	"UPDATE person SET name = ? WHERE member_id = ? AND person_id = ?", "sii", ""};
static const struct db_sql sql_set_lang = {
	"UPDATE person SET lang = ? WHERE member_id = ? AND person_id = ?", "sii", ""};
static const struct db_sql sql_set_birthday = {
	"UPDATE person SET birthday = ? WHERE member_id = ? AND person_id = ? AND birthday IS NULL",
	"dii", ""};
static const struct db_sql sql_set_email = {
	"UPDATE person SET email = ?, email_confirmed = ? WHERE member_id = ? AND person_id = ?",
	"siii", ""};
static const struct db_sql sql_set_phone = {
	"UPDATE person SET phone = ?, phone_confirmed = ? WHERE member_id = ? AND person_id = ?",
	"siii", ""};
static const struct db_sql sql_set_state = {
	"UPDATE person SET state = ? WHERE member_id = ? AND person_id = ?", "sii", ""};
/* The password stays: no name leads to it any more, and the desk, which removes
 * people too, may not write passwords. */
static const struct db_sql sql_strip = {
	"UPDATE person SET email = NULL, email_confirmed = 0, phone = NULL, phone_confirmed = 0,"
	" may_spend = 0 WHERE member_id = ? AND person_id = ?",
	"ii", ""};
static const struct db_sql sql_signed_in = {
	"UPDATE person SET signed_in_at = ? WHERE member_id = ? AND person_id = ?", "tii", ""};
static const struct db_sql sql_set_may_spend = {
	"UPDATE person SET may_spend = ? WHERE member_id = ? AND person_id = ?", "iii", ""};

/* all-members: the look-up that leads from a name to its member */
static const struct db_sql sql_name_get = {
	"SELECT member_id, person_id, confirmed FROM sign_in_name WHERE name = ?", "s", "iii"};
/* all-members: the same, to the account that carries a merged one on */
static const struct db_sql sql_name_find = {
	"SELECT COALESCE(m.merged_into, n.member_id), IF(m.merged_into IS NULL, n.person_id, 1),"
	" n.confirmed FROM sign_in_name n JOIN member m ON m.member_id = n.member_id WHERE n.name = ?",
	"s", "iii"};
/* all-members: the same, for claiming */
static const struct db_sql sql_name_lock = {
	"SELECT member_id, person_id, confirmed FROM sign_in_name WHERE name = ? FOR UPDATE", "s",
	"iii"};
static const struct db_sql sql_name_claim = {
	"INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES (?, ?, ?, ?)", "siii",
	""};
/* all-members: an unconfirmed claim gives way to who proved the address */
static const struct db_sql sql_name_give = {
	"UPDATE sign_in_name SET member_id = ?, person_id = ?, confirmed = ? WHERE name = ?", "iiis",
	""};
static const struct db_sql sql_name_release = {
	"DELETE FROM sign_in_name WHERE name = ? AND member_id = ? AND person_id = ?", "sii", ""};
static const struct db_sql sql_name_release_all = {
	"DELETE FROM sign_in_name WHERE member_id = ? AND person_id = ?", "ii", ""};

/* all-members: the look-up that leads from a number to its member */
static const struct db_sql sql_by_no = {
	"SELECT COALESCE(merged_into, member_id) FROM member WHERE member_no = ?"
	" AND state IN ('active', 'merged')",
	"s", "i"};
static const struct db_sql sql_member = {
	"SELECT member_no, kind FROM member WHERE member_id = ?", "i", "ss"};
static const struct db_sql sql_kind = {
	"SELECT kind FROM member WHERE member_id = ? LOCK IN SHARE MODE", "i", "s"};
static const struct db_sql sql_set_kind = {
	"UPDATE member SET kind = ? WHERE member_id = ?", "si", ""};
static const struct db_sql sql_counter_lock = {
	"SELECT next_value FROM member_counter WHERE name = 'member_no' FOR UPDATE", "", "i"};
static const struct db_sql sql_counter_next = {
	"UPDATE member_counter SET next_value = next_value + 1 WHERE name = 'member_no'", "", ""};
static const struct db_sql sql_member_add = {
	"INSERT INTO member (member_no, kind, joined_on, invited_by, source, state, created_at)"
	" VALUES (?, ?, ?, ?, ?, 'active', ?)",
	"ssdsst", ""};
/* The raw integers of a row, on their way into struct person. */
struct person_ints {
	int64_t member_id, person_id, may_spend, email_confirmed, phone_confirmed;
};

/* The out-pointers of PERSON_OUT, in its order. */
#define PERSON_PTRS(p, n)                                                                         \
	&(n)->member_id, &(n)->person_id, &(p)->role, &(n)->may_spend, &(p)->name, &(p)->email,       \
		&(n)->email_confirmed, &(p)->phone, &(n)->phone_confirmed, &(p)->birthday,                \
		&(p)->guardian, &(p)->lang, &(p)->password_hash, &(p)->state,           \
		&(p)->signed_in_at

static void person_fill(struct person *out, const struct person_ints *n)
{
	out->id.member_id = (uint64_t)n->member_id;
	out->id.person_id = (uint64_t)n->person_id;
	out->may_spend = n->may_spend != 0;
	out->email_confirmed = n->email_confirmed != 0;
	out->phone_confirmed = n->phone_confirmed != 0;
}

static enum db person_read(struct database *db, void *mem, const struct db_sql *sql,
                           struct person_id id, struct person *out)
{
	struct person_ints n = {0};
	memset(out, 0, sizeof *out);
	enum db got = db_one(db, mem, sql, (int64_t)id.member_id, (int64_t)id.person_id,
	                     PERSON_PTRS(out, &n));
	if (got == DB_OK)
		person_fill(out, &n);
	return got;
}

enum db person_get(struct database *db, void *mem, struct person_id id, struct person *out)
{
	return person_read(db, mem, &sql_get, id, out);
}

enum db person_lock(struct database *db, void *mem, struct person_id id, struct person *out)
{
	return person_read(db, mem, &sql_lock, id, out);
}

static enum db list_read(struct database *db, void *mem, const struct db_sql *sql,
                         uint64_t member_id, struct person **out, int *n)
{
	*out = NULL;
	*n = 0;
	enum db got = db_query(db, mem, sql, (int64_t)member_id);
	while (got == DB_OK) {
		struct person p = {0};
		struct person_ints ints = {0};
		got = db_next(db, sql, PERSON_PTRS(&p, &ints));
		if (got != DB_OK)
			break;
		person_fill(&p, &ints);
		*out = talloc_realloc(mem, *out, struct person, (unsigned)*n + 1);
		(*out)[(*n)++] = p;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db person_list(struct database *db, void *mem, uint64_t member_id, struct person **out,
                    int *n)
{
	return list_read(db, mem, &sql_list, member_id, out, n);
}

enum db person_list_lock(struct database *db, void *mem, uint64_t member_id, struct person **out,
                         int *n)
{
	return list_read(db, mem, &sql_list_lock, member_id, out, n);
}

enum db person_next_id(struct database *db, void *mem, uint64_t member_id, uint64_t *out)
{
	int64_t last = 0;
	enum db got = db_one(db, mem, &sql_next_id, (int64_t)member_id, &last);
	*out = (uint64_t)last + 1;
	return got;
}

enum db person_add(struct database *db, const struct person *p, int64_t now)
{
	return db_run(db, &sql_add, (int64_t)p->id.member_id, (int64_t)p->id.person_id, p->role,
	              (int64_t)p->may_spend, p->name, p->email, (int64_t)p->email_confirmed, p->phone,
	              (int64_t)p->phone_confirmed, p->birthday, p->guardian, p->lang,
	              p->password_hash, p->state, now);
}

enum db person_set_password(struct database *db, struct person_id id, const char *hash)
{
	return db_run(db, &sql_set_password, hash, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db person_set_name(struct database *db, struct person_id id, const char *name)
{
	return db_run(db, &sql_set_name, name, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db person_set_lang(struct database *db, struct person_id id, const char *lang)
{
	return db_run(db, &sql_set_lang, lang, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db person_set_birthday(struct database *db, struct person_id id, int32_t day)
{
	return db_run(db, &sql_set_birthday, day, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db person_set_email(struct database *db, struct person_id id, const char *email,
                         bool confirmed)
{
	return db_run(db, &sql_set_email, email, (int64_t)confirmed, (int64_t)id.member_id,
	              (int64_t)id.person_id);
}

enum db person_set_phone(struct database *db, struct person_id id, const char *phone,
                         bool confirmed)
{
	return db_run(db, &sql_set_phone, phone, (int64_t)confirmed, (int64_t)id.member_id,
	              (int64_t)id.person_id);
}

enum db person_set_state(struct database *db, struct person_id id, const char *state)
{
	enum db got =
		db_run(db, &sql_set_state, state, (int64_t)id.member_id, (int64_t)id.person_id);
	if (got == DB_OK && strcmp(state, "removed") == 0)
		got = db_run(db, &sql_strip, (int64_t)id.member_id, (int64_t)id.person_id);
	return got;
}

enum db person_set_may_spend(struct database *db, struct person_id id, bool may)
{
	return db_run(db, &sql_set_may_spend, (int64_t)may, (int64_t)id.member_id,
	              (int64_t)id.person_id);
}

enum db person_signed_in(struct database *db, struct person_id id, int64_t now)
{
	return db_run(db, &sql_signed_in, now, (int64_t)id.member_id, (int64_t)id.person_id);
}

static enum db name_read(struct database *db, void *mem, const struct db_sql *sql,
                         const char *name, struct sign_in_name *out)
{
	int64_t member = 0, person = 0, confirmed = 0;
	enum db got = db_one(db, mem, sql, name, &member, &person, &confirmed);
	out->id.member_id = (uint64_t)member;
	out->id.person_id = (uint64_t)person;
	out->confirmed = confirmed != 0;
	return got;
}

enum db name_get(struct database *db, void *mem, const char *name, struct sign_in_name *out)
{
	return name_read(db, mem, &sql_name_get, name, out);
}

enum db name_lock(struct database *db, void *mem, const char *name, struct sign_in_name *out)
{
	return name_read(db, mem, &sql_name_lock, name, out);
}

enum db name_claim(struct database *db, const char *name, struct person_id id, bool confirmed)
{
	return db_run(db, &sql_name_claim, name, (int64_t)id.member_id, (int64_t)id.person_id,
	              (int64_t)confirmed);
}

enum db name_give(struct database *db, const char *name, struct person_id id, bool confirmed)
{
	return db_run(db, &sql_name_give, (int64_t)id.member_id, (int64_t)id.person_id,
	              (int64_t)confirmed, name);
}

enum db name_release(struct database *db, const char *name, struct person_id id)
{
	return db_run(db, &sql_name_release, name, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db name_release_all(struct database *db, struct person_id id)
{
	return db_run(db, &sql_name_release_all, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db person_find(struct database *db, void *mem, const char *text, struct person_id *out)
{
	const char *number = member_no_clean(mem, text);
	if (number != NULL) {
		out->person_id = PERSON_HOLDER;
		return member_by_no(db, mem, number, &out->member_id);
	}
	const char *name = strchr(text, '@') != NULL ? email_clean(mem, text) : phone_clean(mem, text);
	if (name == NULL)
		name = email_clean(mem, text); /* a full-width @ */
	if (name == NULL)
		return DB_NONE;
	struct sign_in_name found;
	enum db got = name_read(db, mem, &sql_name_find, name, &found);
	*out = found.id;
	return got;
}

enum db member_by_no(struct database *db, void *mem, const char *member_no, uint64_t *out)
{
	int64_t id = 0;
	enum db got = db_one(db, mem, &sql_by_no, member_no, &id);
	*out = (uint64_t)id;
	return got;
}

enum db member_get(struct database *db, void *mem, uint64_t member_id, char **member_no,
                   char **kind)
{
	return db_one(db, mem, &sql_member, (int64_t)member_id, member_no, kind);
}

enum db member_kind_lock(struct database *db, void *mem, uint64_t member_id, char **kind)
{
	return db_one(db, mem, &sql_kind, (int64_t)member_id, kind);
}

enum db member_set_kind(struct database *db, uint64_t member_id, const char *kind)
{
	return db_run(db, &sql_set_kind, kind, (int64_t)member_id);
}

enum db member_turn(struct database *db, void *mem)
{
	int64_t next;
	return db_one(db, mem, &sql_counter_lock, &next);
}

enum db member_next_no(struct database *db, void *mem, char **out)
{
	int64_t next = 0;
	enum db got = db_one(db, mem, &sql_counter_lock, &next);
	if (got == DB_OK)
		got = db_run(db, &sql_counter_next);
	*out = got == DB_OK ? talloc_asprintf(mem, "M%07" PRId64, next) : NULL;
	return got;
}

enum db member_add(struct database *db, const struct member_row *row, uint64_t *member_id)
{
	enum db got = db_run(db, &sql_member_add, row->member_no, row->kind, row->joined_on,
	                     row->invited_by, row->source, row->now);
	if (got == DB_OK)
		*member_id = (uint64_t)db_last_id(db);
	return got;
}
