/* After a draw: prizes that come by themselves, deadlines, and what each member
 * is told or given back. One small transaction each, found by index, so that a
 * run that was cut off goes on where it was. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/books.h"
#include "service/coupon.h"
#include "service/draw_job.h"
#include "service/draw_private.h"
#include "service/notice.h"
#include "service/spend.h"

#define BATCH 500      /* members asked for at once */
#define REASON_LATE "deadline"

struct settling {
	struct service_env env; /* its memory is that of one piece of work */
	const struct plan_book *plans;
	struct draw_done *done;
	struct draw draw;
	uint64_t member_id;     /* of the piece of work */
	int64_t ticket_no;
	struct draw_prize *prizes;
	int n_prizes;
	char delivery[64];
	struct draw_entry *entries; /* of the member */
	int n_entries;
	bool failed; /* something of this draw: it is not settled then */
};

/* Runs one piece of work; whether it could be done. */
static bool piece(struct settling *s, db_work work)
{
	enum db got = db_transact(s->env.db, work, s);

	if (got == DB_OK || got == DB_NONE)
		return got == DB_OK;
	s->failed = true;
	return false;
}

/* ---- prizes that come by themselves */

/* Makes the coupon of the win, on the winner's locked account. */
static enum db issue(struct settling *s, const struct draw_winner *win,
                     const struct draw_prize *prize)
{
	int32_t today = day_of(s->env.now);
	struct coupon coupon = { .member_id = win->member_id, .source = "draw",
		.kind = COUPON_KIND_AMOUNT, .name = prize->name, .name_en = prize->name_en,
		.fen = prize->coupon_fen, .min_fen = prize->coupon_min_fen,
		.issued_at = s->env.now, .used_at = INSTANT_NONE,
		.expires_on = day_add_months(today, (int)prize->coupon_months) };
	enum db got = coupon_issue(s->env.db, s->env.mem, &coupon);

	if (got == DB_OK)
		snprintf(s->delivery, sizeof s->delivery, "%s", coupon.code);
	return got;
}

static enum db give_work(struct database *db, void *arg)
{
	struct settling *s = arg;
	const struct draw_prize *prize;
	struct books books;
	struct draw_winner win;
	enum db got = books_lock(&books, db, s->plans, s->env.mem, s->member_id, s->env.now);

	if (got == DB_OK)
		got = draw_winner_lock(db, s->env.mem, s->draw.draw_id, s->ticket_no, &win);
	if (got != DB_OK)
		return got;
	if (win.state != WIN_WON || win.prize_no > s->n_prizes)
		return DB_NONE;
	prize = &s->prizes[win.prize_no - 1];
	if (prize->kind == PRIZE_COUPON)
		got = issue(s, &win, prize);
	win.state = WIN_DELIVERED;
	win.delivered_at = s->env.now;
	win.delivery = s->delivery;
	return got == DB_OK ? draw_winner_put(db, &win, 0) : got;
}

/* Points are booked by themselves, once for this ticket; then the win is marked. */
static void give(struct settling *s)
{
	struct points_answer answer;
	const struct draw_prize *prize;
	struct draw_winner win;
	enum points_outcome outcome;

	if (draw_winner_read(s->env.db, s->env.mem, s->draw.draw_id, s->ticket_no, &win) != DB_OK ||
	    win.prize_no > s->n_prizes) {
		s->failed = true;
		return;
	}
	s->member_id = win.member_id;
	prize = &s->prizes[win.prize_no - 1];
	snprintf(s->delivery, sizeof s->delivery, "%" PRIu64 ":%" PRId64, s->draw.draw_id,
	         s->ticket_no);
	if (prize->kind == PRIZE_POINTS) {
		outcome = credit_points(s->env.db, s->plans, win.member_id, SOURCE_DRAW, s->delivery,
		                        prize->points, false, s->env.now, &answer);
		if (outcome != POINTS_DONE && outcome != POINTS_REPEATED) {
			s->failed = true;
			return;
		}
	}
	s->done->given += piece(s, give_work);
}

/* ---- deadlines */

static enum db over_work(struct database *db, void *arg)
{
	struct settling *s = arg;
	struct draw_winner win;
	struct draw draw;
	enum db got = draw_lock(db, s->env.mem, s->draw.draw_id, &draw);

	if (got == DB_OK)
		got = draw_winner_lock(db, s->env.mem, draw.draw_id, s->ticket_no, &win);
	if (got != DB_OK)
		return got;
	if (win.state != WIN_WON || win.claim_until >= day_of(s->env.now))
		return DB_NONE;
	return draw_give_up(&s->env, &draw, &win, REASON_LATE, 0);
}

/* ---- members */

static enum db tell(struct settling *s, const char *kind)
{
	const struct draw *draw = &s->draw;
	const char *name_en = *draw->name_en ? draw->name_en : draw->name;
	struct notice_arg args[] = {
		{ 't', 0, draw->name, name_en },
		{ 0, 0, NULL, NULL },
	};
	char once[32], link[48];
	struct notice notice = { .kind = kind, .once = once, .link = link, .args = args };

	snprintf(once, sizeof once, "draw:%" PRIu64, draw->draw_id);
	snprintf(link, sizeof link, "/draws/%" PRIu64, draw->draw_id);
	return notice_post(&s->env, s->member_id, &notice);
}

/* Tells one member how it ended: each win, or that there was none. */
static enum db end_work(struct database *db, void *arg)
{
	struct settling *s = arg;
	struct draw_winner *wins;
	int n = 0;
	enum db got = draw_wins_lock(db, s->env.mem, s->member_id, s->draw.draw_id, &wins, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		if (s->draw.kind == DRAW_CUTOFF || draw_prize_is_claimed(wins[i].prize_kind))
			got = draw_tell_win(&s->env, &wins[i]);
	if (got == DB_OK && s->draw.state == DRAW_CANCELLED)
		got = tell(s, "draw_cancelled");
	/* Of an instant draw the outcome was seen at once. */
	else if (got == DB_OK && n == 0 && s->draw.kind == DRAW_CUTOFF)
		got = tell(s, "draw_result");
	return got == DB_OK ? draw_entrant_end(db, s->draw.draw_id, s->member_id) : got;
}

static enum db entries_work(struct database *db, void *arg)
{
	struct settling *s = arg;
	struct draw_entry *entries;
	int n = 0;
	enum db got = draw_entries(db, s->env.mem, s->member_id, s->draw.draw_id, &entries, &n);

	if (got != DB_OK)
		return got;
	s->entries = entries;
	s->n_entries = n;
	return DB_OK;
}

/* Gives the points of every entry back into the lots they came from; each is
 * booked once, so that this may be cut off anywhere. */
static bool refund(struct settling *s)
{
	struct points_answer answer;

	if (!piece(s, entries_work))
		return false;
	for (int i = 0; i < s->n_entries; i++) {
		enum points_outcome outcome;

		if (s->entries[i].points == 0)
			continue;
		outcome = spend_give_back(s->env.db, s->plans, s->member_id, s->entries[i].reference,
		                          "draw", 0, true, s->env.now, &answer);
		if (outcome != POINTS_DONE && outcome != POINTS_REPEATED) {
			s->failed = true;
			return false;
		}
	}
	return true;
}

static void end_members(struct settling *s)
{
	uint64_t *members, after = 0;
	int n = BATCH;

	while (n == BATCH && !db_is_down(s->env.db)) {
		void *batch = talloc_new(NULL);

		assert(batch != NULL);
		if (draw_entrants_due(s->env.db, batch, s->draw.draw_id, after, BATCH, &members,
		                      &n) != DB_OK) {
			s->failed = true;
			n = 0;
		}
		for (int i = 0; i < n && !db_is_down(s->env.db); i++) {
			after = members[i];
			s->env.mem = talloc_new(batch);
			s->member_id = after;
			if ((s->draw.state != DRAW_CANCELLED || refund(s)) && piece(s, end_work)) {
				s->done->told++;
				s->done->back += s->draw.state == DRAW_CANCELLED;
			}
			talloc_free(s->env.mem);
		}
		talloc_free(batch);
	}
}

/* ---- a whole draw */

static void winners(struct settling *s, bool claimed)
{
	int64_t *tickets;
	void *mem = talloc_new(NULL);
	int n = 0;

	assert(mem != NULL);
	if (draw_winners_due(s->env.db, mem, s->draw.draw_id, claimed, day_of(s->env.now), &tickets,
	                     &n) != DB_OK)
		s->failed = true;
	for (int i = 0; i < n && !db_is_down(s->env.db); i++) {
		s->env.mem = talloc_new(mem);
		s->ticket_no = tickets[i];
		if (claimed)
			s->done->over += piece(s, over_work);
		else
			give(s);
		talloc_free(s->env.mem);
	}
	talloc_free(mem);
}

static enum db settled_work(struct database *db, void *arg)
{
	struct settling *s = arg;
	struct draw draw;
	enum db got = draw_lock(db, s->env.mem, s->draw.draw_id, &draw);

	/* Somebody may have given something up meanwhile: its version tells. */
	if (got != DB_OK || draw.version != s->draw.version)
		return got == DB_OK ? DB_NONE : got;
	draw.settled = true;
	return draw_put(db, &draw);
}

static void settle(struct settling *s, const struct service_env *env, uint64_t draw_id)
{
	int64_t waiting = 0;
	void *mem = talloc_new(env->mem);

	assert(mem != NULL);
	s->env.mem = mem;
	if (draw_read(s->env.db, mem, draw_id, &s->draw) != DB_OK ||
	    draw_prizes(s->env.db, mem, draw_id, &s->prizes, &s->n_prizes) != DB_OK) {
		s->done->failed = true;
		talloc_free(mem);
		return;
	}
	winners(s, false);
	winners(s, true);
	if (s->draw.state != DRAW_PUBLISHED && s->draw.state != DRAW_FROZEN)
		end_members(s);
	s->env.mem = mem;
	if (s->draw.state >= DRAW_DRAWN && !s->failed &&
	    draw_winners_wait(s->env.db, draw_id, &waiting) == DB_OK && waiting == 0)
		piece(s, settled_work);
	s->done->failed = s->done->failed || s->failed;
	talloc_free(mem);
}

static void run_some(const struct service_env *env, enum draw_state state, struct draw_done *done)
{
	uint64_t *draws;
	int n = 0;

	if (draw_to_do(env->db, env->mem, state, &draws, &n) != DB_OK)
		done->failed = true;
	for (int i = 0; i < n && !db_is_down(env->db); i++) {
		struct service_env own = *env;

		own.mem = talloc_new(env->mem);
		switch (draw_run(&own, draws[i])) {
		case DRAW_RUN_OK: done->drawn++; break;
		case DRAW_RUN_NO_VALUE: done->waiting++; break;
		case DRAW_RUN_TRY_AGAIN:
		case DRAW_RUN_FAILED: done->failed = true; break;
		default: break;
		}
		talloc_free(own.mem);
	}
}

void draw_run_all(const struct service_env *env, const struct plan_book *plans,
                  struct draw_done *done)
{
	static const enum draw_state states[] = { DRAW_PUBLISHED, DRAW_DRAWN, DRAW_CANCELLED };
	uint64_t *draws;
	int n;

	*done = (struct draw_done){ 0 };
	/* In this order each draw is looked at once, also when it is frozen now. */
	run_some(env, DRAW_FROZEN, done);
	run_some(env, DRAW_PUBLISHED, done);
	for (size_t k = 0; k < sizeof states / sizeof *states; k++) {
		if (draw_to_do(env->db, env->mem, states[k], &draws, &n) != DB_OK)
			done->failed = true;
		for (int i = 0; i < n && !db_is_down(env->db); i++) {
			struct settling s = { .env = *env, .plans = plans, .done = done };

			settle(&s, env, draws[i]);
		}
	}
	done->failed = done->failed || db_is_down(env->db);
}
