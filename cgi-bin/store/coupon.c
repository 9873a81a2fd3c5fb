#include "store/coupon.h"

#include <string.h>

#include "base/mem.h"

#define COLS                                                                                      \
	"member_id, code, redemption_no, source, kind, item, name, name_en, fen, percent_bp,"         \
	" ceiling_fen, min_fen, categories, points, state, issued_at, expires_on, used_at, used_by,"  \
	" used_order, used_fen"
#define COLS_OUT "isssssssiiiisistdtssi"

static const struct db_sql sql_claim = {
	"INSERT INTO coupon_code (code, member_id) VALUES (?, ?)", "si", ""};
/* all-members: a code leads to its member */
static const struct db_sql sql_owner = {
	"SELECT member_id FROM coupon_code WHERE code = ?", "s", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO coupon (" COLS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	" ?, ?, ?)",
	COLS_OUT, ""};
static const struct db_sql sql_read = {
	"SELECT " COLS " FROM coupon WHERE member_id = ? AND code = ?", "is", COLS_OUT};
static const struct db_sql sql_lock = {
	"SELECT " COLS " FROM coupon WHERE member_id = ? AND code = ? FOR UPDATE", "is", COLS_OUT};
static const struct db_sql sql_redemption = {
	"SELECT " COLS " FROM coupon WHERE member_id = ? AND redemption_no = ?"
	" ORDER BY code LIMIT 99",
	"is", COLS_OUT};
static const struct db_sql sql_list = {
	"SELECT " COLS " FROM coupon WHERE member_id = ?"
	" ORDER BY state = 'issued' AND expires_on >= ? DESC,"
	" CASE WHEN state = 'issued' AND expires_on >= ? THEN expires_on END, issued_at DESC, code"
	" LIMIT ?",
	"iddi", COLS_OUT};
static const struct db_sql sql_used = {
	"UPDATE coupon SET state = 'used', used_at = ?, used_by = ?, used_order = ?, used_fen = ?"
	" WHERE member_id = ? AND code = ?",
	"tssiis", ""};
static const struct db_sql sql_mark = {
	"UPDATE coupon SET state = ?, used_at = NULL, used_fen = 0 WHERE member_id = ? AND code = ?",
	"sis", ""};
static const struct db_sql sql_use = {
	"INSERT INTO coupon_use (member_id, code, n, partner, order_no, back, fen, happened_at)"
	" SELECT ?, ?, COUNT(*) + 1, ?, ?, ?, ?, ? FROM coupon_use WHERE member_id = ? AND code = ?",
	"isssiitis", ""};
/* all-members: a partner's name */
static const struct db_sql sql_user = {
	"SELECT name FROM partner WHERE partner = ?", "s", "s"};
/* all-members: whom the nightly job has to look at */
static const struct db_sql sql_due = {
	"SELECT DISTINCT member_id FROM coupon WHERE member_id > ? AND state = 'issued'"
	" AND expires_on < ? ORDER BY member_id LIMIT ?",
	"idi", "i"};
static const struct db_sql sql_expire = {
	"UPDATE coupon SET state = 'expired' WHERE member_id = ? AND state = 'issued'"
	" AND expires_on < ?",
	"id", ""};

static const char *const kinds[] = {[COUPON_KIND_AMOUNT] = "amount",
                                    [COUPON_KIND_PERCENT] = "percent",
                                    [COUPON_KIND_VOUCHER] = "voucher"};
static const char *const states[] = {[COUPON_STATE_ISSUED] = "issued",
                                     [COUPON_STATE_USED] = "used",
                                     [COUPON_STATE_EXPIRED] = "expired",
                                     [COUPON_STATE_CANCELLED] = "cancelled"};

const char *coupon_kind_word(enum coupon_kind kind)
{
	return kinds[kind];
}

const char *coupon_state_word(enum coupon_state state)
{
	return states[state];
}

enum coupon_state coupon_state_on(const struct coupon *coupon, int32_t today)
{
	bool over = coupon->state == COUPON_STATE_ISSUED && coupon->expires_on < today;

	return over ? COUPON_STATE_EXPIRED : coupon->state;
}

/* The place of WORD in LIST of N; 0 when it is not there. */
static int word_place(const char *word, const char *const *list, int n)
{
	for (int i = 1; i < n; i++)
		if (strcmp(word, list[i]) == 0)
			return i;
	return 0;
}

static const char *text(const char *s)
{
	return s ? s : "";
}

enum db coupon_claim(struct database *db, const char *code, uint64_t member_id)
{
	return db_run(db, &sql_claim, code, (int64_t)member_id);
}

enum db coupon_owner(struct database *db, const char *code, uint64_t *member_id)
{
	int64_t id = 0;
	void *mem = talloc_new(NULL);
	enum db got = db_one(db, mem, &sql_owner, code, &id);

	talloc_free(mem);
	*member_id = (uint64_t)id;
	return got;
}

enum db coupon_add(struct database *db, const struct coupon *c)
{
	return db_run(db, &sql_add, (int64_t)c->member_id, c->code, text(c->redemption_no), c->source,
	              coupon_kind_word(c->kind), text(c->item), c->name, text(c->name_en), c->fen,
	              c->percent_bp, c->ceiling_fen, c->min_fen, text(c->categories), c->points,
	              coupon_state_word(c->state), c->issued_at, c->expires_on, c->used_at,
	              text(c->used_by), text(c->used_order), c->used_fen);
}

/* What the out-pointers fill before it becomes a struct coupon. */
struct raw {
	struct coupon c;
	int64_t member_id;
	char *code, *redemption_no, *source, *kind, *item, *name, *name_en, *categories, *state;
	char *used_by, *used_order;
};

#define PTRS(w)                                                                                   \
	&(w)->member_id, &(w)->code, &(w)->redemption_no, &(w)->source, &(w)->kind, &(w)->item,       \
		&(w)->name, &(w)->name_en, &(w)->c.fen, &(w)->c.percent_bp, &(w)->c.ceiling_fen,          \
		&(w)->c.min_fen, &(w)->categories, &(w)->c.points, &(w)->state, &(w)->c.issued_at,        \
		&(w)->c.expires_on, &(w)->c.used_at, &(w)->used_by, &(w)->used_order, &(w)->c.used_fen

static void fill(struct coupon *out, const struct raw *w)
{
	*out = w->c;
	out->member_id = (uint64_t)w->member_id;
	out->code = w->code;
	out->redemption_no = w->redemption_no;
	out->source = w->source;
	out->kind = (enum coupon_kind)word_place(w->kind, kinds, 4);
	out->item = w->item;
	out->name = w->name;
	out->name_en = w->name_en;
	out->categories = w->categories;
	out->state = (enum coupon_state)word_place(w->state, states, 5);
	out->used_by = w->used_by;
	out->used_order = w->used_order;
}

static enum db one(struct database *db, void *mem, const struct db_sql *sql, uint64_t member_id,
                   const char *key, struct coupon *out)
{
	struct raw w = {0};
	enum db got = db_one(db, mem, sql, (int64_t)member_id, key, PTRS(&w));

	if (got == DB_OK)
		fill(out, &w);
	return got;
}

enum db coupon_read(struct database *db, void *mem, uint64_t member_id, const char *code,
                    struct coupon *out)
{
	return one(db, mem, &sql_read, member_id, code, out);
}

enum db coupon_lock(struct database *db, void *mem, uint64_t member_id, const char *code,
                    struct coupon *out)
{
	return one(db, mem, &sql_lock, member_id, code, out);
}

/* Fetches the rows of the open query SQL. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct coupon **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct raw w = {0};

		got = db_next(db, sql, PTRS(&w));
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct coupon, (unsigned)*n + 1);
		fill(&(*out)[(*n)++], &w);
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db coupon_of_redemption(struct database *db, void *mem, uint64_t member_id,
                             const char *redemption_no, struct coupon **out, int *n)
{
	return rows(db, mem, &sql_redemption,
	            db_query(db, mem, &sql_redemption, (int64_t)member_id, redemption_no), out, n);
}

enum db coupon_list(struct database *db, void *mem, uint64_t member_id, int32_t today,
                    int64_t limit, struct coupon **out, int *n)
{
	return rows(db, mem, &sql_list,
	            db_query(db, mem, &sql_list, (int64_t)member_id, today, today, limit), out, n);
}

enum db coupon_mark_used(struct database *db, uint64_t member_id, const char *code, int64_t at,
                         const char *partner, const char *order_no, int64_t fen)
{
	return db_run(db, &sql_used, at, partner, order_no, fen, (int64_t)member_id, code);
}

enum db coupon_mark(struct database *db, uint64_t member_id, const char *code,
                    enum coupon_state state)
{
	return db_run(db, &sql_mark, coupon_state_word(state), (int64_t)member_id, code);
}

enum db coupon_use_add(struct database *db, uint64_t member_id, const char *code, int64_t at,
                       const char *partner, const char *order_no, bool back, int64_t fen)
{
	return db_run(db, &sql_use, (int64_t)member_id, code, partner, order_no, (int64_t)back, fen,
	              at, (int64_t)member_id, code);
}

enum db coupon_user(struct database *db, void *mem, const char *partner, char **name)
{
	return db_one(db, mem, &sql_user, partner, name);
}

enum db coupon_due(struct database *db, void *mem, int32_t today, uint64_t after, int64_t limit,
                   uint64_t **out, int *n)
{
	enum db got = db_query(db, mem, &sql_due, (int64_t)after, today, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		int64_t id;

		got = db_next(db, &sql_due, &id);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, uint64_t, (unsigned)*n + 1);
		(*out)[(*n)++] = (uint64_t)id;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db coupon_expire(struct database *db, uint64_t member_id, int32_t today)
{
	return db_run(db, &sql_expire, (int64_t)member_id, today);
}
