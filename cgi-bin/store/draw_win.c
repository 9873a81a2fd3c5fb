/* Winners and reserves of draws. */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/draw_work.h"

#define COLUMNS \
	"SELECT w.draw_id, w.ticket_no, w.win_no, w.prize_no, COALESCE(w.for_ticket, 0)," \
	" CAST(w.member_id AS SIGNED), w.member_no, w.name, w.state, w.value_fen, w.tax_fen," \
	" w.taxable, w.won_at, w.claim_until, w.claimed_at, w.recipient, w.phone, w.address," \
	" w.identity_at, w.delivered_at, w.delivery, w.forfeited_at, w.reason, d.name, d.name_en," \
	" p.name, p.name_en, p.kind, d.tax_by FROM draw_winner w JOIN draw d ON d.draw_id = w.draw_id" \
	" JOIN draw_prize p ON p.draw_id = w.draw_id AND p.prize_no = w.prize_no"
#define OUT "iiiiii" "sssiii" "tdtsss" "ttsts" "ssssss"

/* all-members: what is public of a draw, and the winner file of staff */
static const struct db_sql of_draw = {
	COLUMNS " WHERE w.draw_id = ? AND w.win_no > ? ORDER BY w.win_no LIMIT ?", "iii", OUT
};
static const struct db_sql read_one = {
	COLUMNS " WHERE w.draw_id = ? AND w.ticket_no = ?", "ii", OUT
};
static const struct db_sql lock_one = {
	COLUMNS " WHERE w.draw_id = ? AND w.ticket_no = ? FOR UPDATE", "ii", OUT
};
static const struct db_sql of_member = {
	COLUMNS " WHERE w.member_id = ? AND (? = 0 OR w.draw_id = ?)"
	" ORDER BY w.won_at DESC, w.draw_id DESC, w.win_no LIMIT ?", "iiii", OUT
};
static const struct db_sql of_member_lock = {
	COLUMNS " WHERE w.member_id = ? AND w.draw_id = ? ORDER BY w.win_no LIMIT ? FOR UPDATE",
	"iii", OUT
};
/* all-members: dear wins are shown to all, masked */
static const struct db_sql recent = {
	COLUMNS " WHERE w.value_fen > ? AND w.state <> 'forfeited'"
	" ORDER BY w.won_at DESC, w.draw_id DESC, w.win_no LIMIT ?", "ii", OUT
};
/* all-members: the staff queue */
static const struct db_sql queue = {
	COLUMNS " WHERE w.state = ? ORDER BY w.claim_until, w.draw_id, w.win_no LIMIT ?", "si", OUT
};
/* all-members: the nightly reminder */
static const struct db_sql soon = {
	COLUMNS " WHERE w.state = 'won' AND w.claim_until BETWEEN ? AND ? AND p.kind IN ('goods',"
	" 'service') AND (w.draw_id > ? OR (w.draw_id = ? AND w.ticket_no > ?))"
	" ORDER BY w.draw_id, w.ticket_no LIMIT ?", "ddiiii", OUT
};
/* all-members: what tax is owed for */
static const struct db_sql taxed = {
	COLUMNS " WHERE w.tax_fen > 0 AND w.state <> 'forfeited' AND w.won_at >= ? AND w.won_at < ?"
	" ORDER BY w.won_at, w.draw_id, w.ticket_no LIMIT ?", "tti", OUT
};
static const struct db_sql insert = {
	"INSERT INTO draw_winner (draw_id, ticket_no, win_no, prize_no, for_ticket, member_id,"
	" member_no, name, state, value_fen, taxable, tax_fen, won_at, claim_until)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'won', ?, ?, ?, ?, ?)", "iiiiIi" "ssiii" "td", ""
};
static const struct db_sql claim = {
	"UPDATE draw_winner SET state = ?, claimed_at = ?, recipient = ?, phone = ?, address = ?"
	" WHERE draw_id = ? AND ticket_no = ? AND member_id = ?", "stsss" "iii", ""
};
static const struct db_sql put = {
	"UPDATE draw_winner SET state = ?, identity_by = IF(identity_at IS NULL AND ? IS NOT NULL,"
	" ?, identity_by), identity_at = ?, delivered_at = ?, delivery = ?, forfeited_at = ?,"
	" reason = ? WHERE draw_id = ? AND ticket_no = ?", "stittsts" "ii", ""
};
static const struct db_sql last_no = {
	"SELECT COALESCE(MAX(win_no), 0) FROM draw_winner WHERE draw_id = ? FOR UPDATE", "i", "i"
};
/* all-members: what jobs give out, in every draw */
static const struct db_sql due_gifts = {
	"SELECT w.ticket_no FROM draw_winner w JOIN draw_prize p ON p.draw_id = w.draw_id"
	" AND p.prize_no = w.prize_no WHERE w.draw_id = ? AND w.state = 'won'"
	" AND p.kind IN ('points', 'coupon') AND w.claim_until < ? ORDER BY w.win_no LIMIT 1000",
	"id", "i"
};
static const struct db_sql due_over = {
	"SELECT w.ticket_no FROM draw_winner w JOIN draw_prize p ON p.draw_id = w.draw_id"
	" AND p.prize_no = w.prize_no WHERE w.draw_id = ? AND w.state = 'won'"
	" AND p.kind IN ('goods', 'service') AND w.claim_until < ? ORDER BY w.win_no LIMIT 1000",
	"id", "i"
};
static const struct db_sql wait = {
	"SELECT COUNT(*) FROM draw_winner WHERE draw_id = ? AND state = 'won'", "i", "i"
};
/* all-members: housekeeping of what is older than the law asks for */
static const struct db_sql sweep = {
	"UPDATE draw_winner SET recipient = '', phone = '', address = '' WHERE won_at < ?"
	" AND (recipient <> '' OR phone <> '' OR address <> '') LIMIT ?", "ti", ""
};
#define WHO \
	"SELECT m.member_no, COALESCE(p.name, '') FROM member m LEFT JOIN person p" \
	" ON p.member_id = m.member_id AND p.person_id = 1 WHERE m.member_id = ?"
/* all-members: the winner file has winners of every account, one at a time */
static const struct db_sql who = { WHO, "i", "ss" };
static const struct db_sql who_lock = { WHO " LOCK IN SHARE MODE", "i", "ss" };
static const struct db_sql reserves = {
	"SELECT r.place, r.ticket_no, w.ticket_no IS NOT NULL FROM draw_reserve r"
	" LEFT JOIN draw_winner w ON w.draw_id = r.draw_id AND w.ticket_no = r.ticket_no"
	" WHERE r.draw_id = ? ORDER BY r.place", "i", "iii"
};
static const struct db_sql reserve_insert = {
	"INSERT INTO draw_reserve (draw_id, place, ticket_no, member_id) VALUES (?, ?, ?, ?)",
	"iiii", ""
};
static const struct db_sql reserve_next = {
	"SELECT r.ticket_no, CAST(r.member_id AS SIGNED) FROM draw_reserve r LEFT JOIN draw_winner w"
	" ON w.draw_id = r.draw_id AND w.ticket_no = r.ticket_no WHERE r.draw_id = ?"
	" AND w.ticket_no IS NULL ORDER BY r.place LIMIT 1 LOCK IN SHARE MODE", "i", "ii"
};

static const char *const words[] = { "", "won", "claimed", "delivered", "forfeited" };

const char *draw_win_word(enum draw_win_state state)
{
	return words[state >= WIN_WON && state <= WIN_FORFEITED ? state : 0];
}

enum draw_win_state draw_win_of(const char *word)
{
	for (int i = WIN_WON; i <= WIN_FORFEITED; i++)
		if (word && strcmp(word, words[i]) == 0)
			return (enum draw_win_state)i;
	return (enum draw_win_state)0;
}

static enum db next(struct database *db, const struct db_sql *sql, struct draw_winner *w)
{
	int64_t id = 0, member = 0, taxable = 0;
	char *state, *kind, *tax_by, *t[11];
	enum db got;

	*w = (struct draw_winner){ 0 };
	got = db_next(db, sql, &id, &w->ticket_no, &w->win_no, &w->prize_no, &w->for_ticket, &member,
	              &t[0], &t[1], &state, &w->value_fen, &w->tax_fen, &taxable, &w->won_at,
	              &w->claim_until, &w->claimed_at, &t[2], &t[3], &t[4], &w->identity_at,
	              &w->delivered_at, &t[5], &w->forfeited_at, &t[6], &t[7], &t[8], &t[9], &t[10],
	              &kind, &tax_by);
	if (got != DB_OK)
		return got;
	w->draw_id = (uint64_t)id;
	w->member_id = (uint64_t)member;
	w->member_no = t[0];
	w->name = t[1];
	w->state = draw_win_of(state);
	w->taxable = taxable != 0;
	w->recipient = t[2];
	w->phone = t[3];
	w->address = t[4];
	w->delivery = t[5];
	w->reason = t[6];
	w->draw_name = t[7];
	w->draw_name_en = t[8];
	w->prize_name = t[9];
	w->prize_name_en = t[10];
	w->prize_kind = draw_prize_of(kind);
	w->tax_by_winner = strcmp(tax_by, "winner") == 0;
	return DB_OK;
}

/* The rows of an open query, at most LIMIT. */
static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      int64_t limit, struct draw_winner **out, int *n)
{
	struct draw_winner row;

	*out = talloc_array(mem, struct draw_winner, (size_t)limit + 1);
	assert(*out != NULL);
	*n = 0;
	while (got == DB_OK && (got = next(db, sql, &row)) == DB_OK)
		(*out)[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_winners(struct database *db, void *mem, uint64_t draw_id, int64_t after,
                     int64_t limit, struct draw_winner **out, int *n)
{
	enum db got = db_query(db, mem, &of_draw, (int64_t)draw_id, after, limit);

	return gather(db, mem, &of_draw, got, limit, out, n);
}

static enum db fetch_one(struct database *db, void *mem, const struct db_sql *sql,
                         uint64_t draw_id, int64_t ticket_no, struct draw_winner *out)
{
	enum db got = db_query(db, mem, sql, (int64_t)draw_id, ticket_no);

	if (got == DB_OK)
		got = next(db, sql, out);
	if (got == DB_OK)
		db_end(db, sql);
	return got;
}

enum db draw_winner_read(struct database *db, void *mem, uint64_t draw_id, int64_t ticket_no,
                         struct draw_winner *out)
{
	return fetch_one(db, mem, &read_one, draw_id, ticket_no, out);
}

enum db draw_winner_lock(struct database *db, void *mem, uint64_t draw_id, int64_t ticket_no,
                         struct draw_winner *out)
{
	return fetch_one(db, mem, &lock_one, draw_id, ticket_no, out);
}

enum db draw_wins(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                  int64_t limit, struct draw_winner **out, int *n)
{
	enum db got = db_query(db, mem, &of_member, (int64_t)member_id, (int64_t)draw_id,
	                       (int64_t)draw_id, limit);

	return gather(db, mem, &of_member, got, limit, out, n);
}

enum db draw_wins_lock(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                       struct draw_winner **out, int *n)
{
	int64_t limit = 1000;
	enum db got = db_query(db, mem, &of_member_lock, (int64_t)member_id, (int64_t)draw_id, limit);

	return gather(db, mem, &of_member_lock, got, limit, out, n);
}

enum db draw_recent_wins(struct database *db, void *mem, int64_t min_fen, int64_t limit,
                         struct draw_winner **out, int *n)
{
	enum db got = db_query(db, mem, &recent, min_fen, limit);

	return gather(db, mem, &recent, got, limit, out, n);
}

enum db draw_winner_queue(struct database *db, void *mem, enum draw_win_state state,
                          int64_t limit, struct draw_winner **out, int *n)
{
	enum db got = db_query(db, mem, &queue, draw_win_word(state), limit);

	return gather(db, mem, &queue, got, limit, out, n);
}

enum db draw_winners_taxed(struct database *db, void *mem, int64_t from, int64_t to, int64_t limit,
                           struct draw_winner **out, int *n)
{
	return gather(db, mem, &taxed, db_query(db, mem, &taxed, from, to, limit), limit, out, n);
}

enum db draw_winners_soon(struct database *db, void *mem, int32_t from, int32_t to,
                          uint64_t draw_id, int64_t ticket_no, int64_t limit,
                          struct draw_winner **out, int *n)
{
	enum db got = db_query(db, mem, &soon, from, to, (int64_t)draw_id, (int64_t)draw_id,
	                       ticket_no, limit);

	return gather(db, mem, &soon, got, limit, out, n);
}

enum db draw_winner_who(struct database *db, void *mem, uint64_t member_id, char **member_no,
                        char **name)
{
	return db_one(db, mem, &who, (int64_t)member_id, member_no, name);
}

enum db draw_winner_who_lock(struct database *db, void *mem, uint64_t member_id,
                             char **member_no, char **name)
{
	return db_one(db, mem, &who_lock, (int64_t)member_id, member_no, name);
}

enum db draw_winner_add(struct database *db, const struct draw_winner *w)
{
	return db_run(db, &insert, (int64_t)w->draw_id, w->ticket_no, w->win_no, w->prize_no,
	              w->for_ticket ? w->for_ticket : INT64_MIN, (int64_t)w->member_id, w->member_no,
	              w->name, w->value_fen, (int64_t)w->taxable, w->tax_fen, w->won_at,
	              w->claim_until);
}

enum db draw_win_no(struct database *db, uint64_t draw_id, int64_t *win_no)
{
	enum db got = db_one(db, NULL, &last_no, (int64_t)draw_id, win_no);

	++*win_no;
	return got;
}

enum db draw_winner_claim(struct database *db, const struct draw_winner *w)
{
	return db_run(db, &claim, draw_win_word(w->state), w->claimed_at, w->recipient, w->phone,
	              w->address, (int64_t)w->draw_id, w->ticket_no, (int64_t)w->member_id);
}

enum db draw_winner_put(struct database *db, const struct draw_winner *w, uint64_t staff_id)
{
	return db_run(db, &put, draw_win_word(w->state), w->identity_at, (int64_t)staff_id,
	              w->identity_at, w->delivered_at, w->delivery, w->forfeited_at, w->reason,
	              (int64_t)w->draw_id, w->ticket_no);
}

enum db draw_winners_due(struct database *db, void *mem, uint64_t draw_id, bool claimed,
                         int32_t today, int64_t **tickets, int *n)
{
	const struct db_sql *sql = claimed ? &due_over : &due_gifts;
	int64_t ticket;
	/* What comes by itself is due at once, whatever its last day. */
	enum db got = db_query(db, mem, sql, (int64_t)draw_id, claimed ? today : DAY_NEVER);

	*tickets = talloc_array(mem, int64_t, 1001);
	assert(*tickets != NULL);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, sql, &ticket)) == DB_OK)
		(*tickets)[(*n)++] = ticket;
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_winners_wait(struct database *db, uint64_t draw_id, int64_t *waiting)
{
	return db_one(db, NULL, &wait, (int64_t)draw_id, waiting);
}

enum db draw_winner_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sweep, before, limit);
}

enum db draw_reserves(struct database *db, void *mem, uint64_t draw_id,
                      struct draw_reserve **out, int *n)
{
	struct draw_reserve row = { 0 };
	int64_t moved = 0;
	int cap = 64;
	enum db got = db_query(db, mem, &reserves, (int64_t)draw_id);

	*out = talloc_array(mem, struct draw_reserve, (size_t)cap);
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &reserves, &row.place, &row.ticket_no, &moved)) == DB_OK) {
		if (*n == cap)
			*out = talloc_realloc(mem, *out, struct draw_reserve, (size_t)(cap *= 2));
		assert(*out != NULL);
		row.moved_up = moved != 0;
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db draw_reserve_add(struct database *db, uint64_t draw_id, int64_t place,
                         int64_t ticket_no, uint64_t member_id)
{
	return db_run(db, &reserve_insert, (int64_t)draw_id, place, ticket_no, (int64_t)member_id);
}

enum db draw_reserve_next(struct database *db, uint64_t draw_id, int64_t *ticket_no,
                          uint64_t *member_id)
{
	int64_t member = 0;
	enum db got = db_one(db, NULL, &reserve_next, (int64_t)draw_id, ticket_no, &member);

	*member_id = (uint64_t)member;
	return got;
}
