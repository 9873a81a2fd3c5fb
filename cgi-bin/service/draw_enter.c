/* Entering a draw. The account is locked and everything cold is judged and
 * written first; the draw's row, which numbers the tickets, comes last. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/balance.h"
#include "service/books.h"
#include "service/draw_private.h"
#include "service/message.h"
#include "service/notice.h"
#include "service/reference.h"
#include "store/form_done.h"
#include "store/stop.h"

#define AGAIN 5 /* so often an entry of the same member at the same time is let pass */

struct enter_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct draw_asked *asked;
	struct draw_answer *answer;
	/* known before the account is locked */
	struct draw draw;
	struct draw_prize *prizes;
	int n_prizes;
	int64_t *outcomes; /* instant: of every ticket; else NULL */
	struct person person;
	char *member_no, *name;
	char ref[DRAW_REF];
	struct draw_member member;
	int64_t entry_no; /* the last of the member's in this draw */
	/* of one try */
	void *mem;
	struct books books;
	struct draw_entry entry;
	char reference[REFERENCE_TEXT], location[DRAW_LOCATION];
	bool answered;
};

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What limits still allow, for the page that says so. */
static int64_t left(const struct draw *draw, const struct draw_member *member,
                    enum draw_outcome outcome)
{
	int64_t n = INT64_MAX;

	if (outcome == DRAW_PER_MEMBER || draw->per_member > 0)
		n = least(n, draw->per_member - member->had);
	if (outcome == DRAW_PER_DAY || draw->per_day > 0)
		n = least(n, draw->per_day - member->had_today);
	if (outcome == DRAW_SOLD_OUT || draw->max_tickets > 0)
		n = least(n, draw->max_tickets - draw->tickets);
	n = n == INT64_MAX ? DRAW_TICKETS_MAX : n;
	return n > 0 ? n : 0;
}

static void fill(const struct draw *draw, const struct draw_member *member,
                 enum draw_outcome outcome, struct draw_answer *answer)
{
	answer->outcome = outcome;
	answer->available = member->available;
	answer->left = left(draw, member, outcome);
}

/* The answer is settled; the transaction ends without an effect. */
static enum db refuse(struct enter_work *w, const struct draw *draw, enum draw_outcome outcome)
{
	w->answered = true;
	fill(draw, &w->member, outcome, w->answer);
	return DB_NONE;
}

static enum draw_outcome judge(const struct enter_work *w, const struct draw *draw)
{
	return draw_judge(plan_on(w->plans, day_of(w->env->now)), draw, &w->member,
	                  w->asked->tickets, w->asked->shown_points, w->env->now);
}

/* What the form led to before. */
static enum db answer_repeated(struct enter_work *w)
{
	struct draw_entry *entries;
	const char *mark;
	char *led = NULL;
	int64_t entry_no = 0;
	int n = 0;
	enum db got = form_done_lock(w->books.db, w->mem, w->asked->member_id, w->asked->form_id,
	                             &led);

	if (got == DB_OK)
		got = draw_entries(w->books.db, w->mem, w->asked->member_id, w->asked->draw_id,
		                   &entries, &n);
	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	mark = strchr(led, '=');
	if (!mark || !int_parse(mark + 1, &entry_no))
		return DB_FAIL; /* another kind of form: ids are random, so somebody forged it */
	for (int i = 0; i < n; i++)
		if (entries[i].entry_no == entry_no)
			*w->answer = (struct draw_answer){ .first_ticket = entries[i].first_ticket,
				.tickets = entries[i].tickets, .points = entries[i].points };
	w->answer->repeated = true;
	w->answer->outcome = DRAW_OK;
	w->answer->available = w->books.ledger->available;
	w->answered = true;
	return DB_NONE;
}

/* Claims the form, which leads to this entry. */
static enum db claim(struct enter_work *w)
{
	const char *form = w->asked->form_id;
	enum db got;

	if (!form || !*form)
		return DB_OK;
	snprintf(w->location, sizeof w->location, "/draws/%" PRIu64 "?entry=%" PRId64,
	         w->asked->draw_id, w->entry.entry_no);
	got = form_done_add(w->books.db, w->asked->member_id, form, w->location, w->env->now);
	return got == DB_DUP ? answer_repeated(w) : got;
}

/* Locks the account and loads what the judgement needs of the member. */
static enum db load(struct enter_work *w, struct database *db)
{
	const struct draw_asked *a = w->asked;
	struct ledger *ledger;
	int64_t pending, ending;
	enum db got = books_lock(&w->books, db, w->plans, w->mem, a->member_id, w->env->now);

	if (got == DB_OK)
		got = stop_pass(db, NULL, a->draw_id, &w->member.stopped);
	w->entry.entry_no = w->entry_no + 1;
	if (got == DB_OK)
		got = claim(w);
	if (got == DB_OK)
		got = books_load(&w->books, w->env->now);
	if (got != DB_OK)
		return got;
	ledger = w->books.ledger;
	w->member.tier = ledger->tier;
	w->member.debt = ledger->debt;
	ledger_figures(ledger, w->books.today, &w->member.available, &pending, &ending);
	/* What came in since may have paid it: then something is left over. */
	if (w->member.available > 0)
		w->member.debt = 0;
	return DB_OK;
}

static enum db spend(struct enter_work *w, int64_t points)
{
	struct ledger_event event = books_event(&w->books, EVENT_SPEND, w->env->now);
	enum ledger_outcome outcome;

	if (points == 0)
		return DB_OK;
	event.points = points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = w->reference;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome == LEDGER_SHORT || outcome == LEDGER_IN_DEBT)
		return refuse(w, &w->draw, outcome == LEDGER_SHORT ? DRAW_SHORT : DRAW_IN_DEBT);
	return outcome == LEDGER_OK ? books_save(&w->books) : DB_FAIL;
}

/* Instant: those of the entry's tickets that won, with their rows and notices. */
static enum db win(struct enter_work *w, struct database *db)
{
	const struct draw_entry *e = &w->entry;
	int64_t win_no = 0;
	enum db got = DB_OK;

	for (int64_t i = 0; got == DB_OK && i < e->tickets; i++) {
		int64_t ticket = e->first_ticket + i, prize_no = w->outcomes[ticket - 1];
		struct draw_winner row;

		if (prize_no < 1 || prize_no > w->n_prizes)
			continue;
		row = draw_winner_make(&w->draw, &w->prizes[prize_no - 1], ticket, w->env->now);
		row.member_id = e->member_id;
		row.member_no = w->member_no;
		row.name = w->name;
		if (win_no == 0)
			got = draw_win_no(db, e->draw_id, &win_no);
		row.win_no = win_no++;
		if (got == DB_OK)
			got = draw_winner_add(db, &row);
		/* Small gifts are seen on the page at once, and need no message each. */
		if (got == DB_OK && draw_prize_is_claimed(row.prize_kind))
			got = draw_tell_win(w->env, &row);
		w->answer->wins++;
	}
	return got;
}

/* The hot row: judged again, tickets numbered, outcomes known. */
static enum db take_tickets(struct enter_work *w, struct database *db)
{
	struct draw now;
	enum draw_outcome outcome;
	enum db got = draw_lock(db, w->mem, w->asked->draw_id, &now);

	if (got != DB_OK)
		return got;
	outcome = judge(w, &now);
	if (outcome != DRAW_OK)
		return refuse(w, &now, outcome);
	w->entry.first_ticket = now.tickets + 1;
	got = draw_count_up(db, w->asked->draw_id, w->entry.tickets);
	if (got == DB_OK)
		got = draw_entry_add(db, &w->entry);
	if (got == DB_OK)
		got = draw_tickets_add(db, w->mem, &w->entry, w->ref,
		                       w->outcomes ? w->outcomes + now.tickets : NULL);
	return got == DB_OK && w->outcomes ? win(w, db) : got;
}

static enum db carry_out(struct enter_work *w, struct database *db)
{
	char about[INT_TEXT + 8];
	int64_t points = w->draw.ticket_points * w->asked->tickets;
	enum db got = spend(w, points);

	snprintf(about, sizeof about, "draw:%" PRIu64, w->asked->draw_id);
	w->entry.points = points;
	if (got == DB_OK && points > 0)
		got = message_about(w->env, &w->person, "draw_entered", about);
	if (got == DB_OK)
		got = take_tickets(w, db);
	if (got != DB_OK)
		return got;
	fill(&w->draw, &w->member, DRAW_OK, w->answer);
	w->answer->first_ticket = w->entry.first_ticket;
	w->answer->tickets = w->entry.tickets;
	w->answer->points = points;
	w->answer->available = w->member.available - points;
	w->answered = true;
	return DB_OK;
}

static enum db enter_work(struct database *db, void *arg)
{
	struct enter_work *w = arg;
	const struct draw_asked *a = w->asked;
	enum draw_outcome outcome;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->answered = false;
	*w->answer = (struct draw_answer){ 0 };
	reference_draw('D', w->reference);
	w->entry = (struct draw_entry){ .member_id = a->member_id, .draw_id = a->draw_id,
		.person_id = a->person_id, .reference = w->reference, .tickets = a->tickets,
		.entered_at = w->env->now };
	got = load(w, db);
	if (got != DB_OK)
		return got;
	outcome = judge(w, &w->draw);
	return outcome == DRAW_OK ? carry_out(w, db) : refuse(w, &w->draw, outcome);
}

/* Outcomes of the whole deck, before anything is locked: DB_OK also when DRAW
 * has none. */
static enum db deal(struct enter_work *w)
{
	struct draw_stream stream;
	uint8_t seed[DRAW_SEED];
	enum db got;

	/* Some tiers enter before it opens to all: that is judged behind the lock. */
	if (w->draw.kind != DRAW_INSTANT || w->draw.state != DRAW_PUBLISHED ||
	    w->env->now >= w->draw.closes_at)
		return DB_OK;
	got = draw_prizes(w->env->db, w->env->mem, w->draw.draw_id, &w->prizes, &w->n_prizes);
	if (got != DB_OK)
		return got;
	if (!draw_seed_open(w->env, &w->draw, seed))
		return DB_FAIL;
	draw_stream_begin(&stream, seed, w->draw.deck_hash, NULL);
	w->outcomes = draw_outcomes(w->env->mem, &stream, w->prizes, w->n_prizes,
	                            w->draw.max_tickets);
	secret_wipe(seed, sizeof seed);
	secret_wipe(&stream, sizeof stream);
	return DB_OK;
}

/* Who asks for what: known before the account is locked. */
static enum db prepare(struct enter_work *w)
{
	const struct service_env *env = w->env;
	struct person_id id = { w->asked->member_id, w->asked->person_id };
	enum db got = draw_read(env->db, env->mem, w->asked->draw_id, &w->draw);

	if (got == DB_OK && w->draw.state == DRAW_DRAFT)
		got = DB_NONE;
	if (got == DB_OK)
		got = person_get(env->db, env->mem, id, &w->person);
	if (got == DB_OK)
		got = draw_is_staff(env->db, id.member_id, &w->member.staff);
	if (got == DB_OK)
		got = draw_winner_who(env->db, env->mem, id.member_id, &w->member_no, &w->name);
	if (got != DB_OK)
		return got;
	w->member.may_spend = w->person.may_spend;
	draw_ref(w->ref, w->draw.salt, w->member_no);
	return DB_OK;
}

/* What the member had is read before the transaction, as a locking read would lock the gap
 * behind the last member, where all who enter for the first time write: they would make a
 * ring. Another entry since takes the number; then it is read again. */
static enum db enter_once(struct enter_work *w)
{
	const struct draw_asked *a = w->asked;
	enum db got = draw_had(w->env->db, a->member_id, a->draw_id, day_of(w->env->now),
	                       &w->member.had, &w->member.had_today, &w->entry_no);

	return got == DB_OK ? db_transact(w->env->db, enter_work, w) : got;
}

static enum draw_result result_of(const struct service_env *env, enum db got, bool answered)
{
	if (got == DB_OK || (got == DB_NONE && answered))
		return DRAW_ANSWERED;
	if (got == DB_NONE)
		return DRAW_UNKNOWN;
	return got == DB_BUSY || db_is_down(env->db) ? DRAW_TRY_AGAIN : DRAW_FAILED;
}

enum draw_result draw_enter(const struct service_env *env, const struct plan_book *plans,
                            const struct draw_asked *asked, struct draw_answer *answer)
{
	struct enter_work w = { .env = env, .plans = plans, .asked = asked, .answer = answer };
	enum draw_result result;
	enum db got = prepare(&w);

	if (got == DB_OK)
		got = deal(&w);
	if (got == DB_OK)
		got = enter_once(&w);
	for (int i = 0; i < AGAIN && got == DB_DUP; i++)
		got = enter_once(&w);
	if (got == DB_DUP)
		got = DB_BUSY;
	TALLOC_FREE(w.mem);
	TALLOC_FREE(w.outcomes);
	result = result_of(env, got, w.answered);
	if (result == DRAW_FAILED)
		log_event(LOG_ERROR, "draw_enter_failed", "draw=%llu",
		          (unsigned long long)asked->draw_id);
	return result;
}

enum draw_result draw_look(const struct service_env *env, const struct plan *plan,
                           const struct draw_asked *asked, struct draw_answer *answer)
{
	struct enter_work w = { .env = env, .asked = asked, .answer = answer };
	struct draw_mine mine = { 0 };
	struct balance balance;
	struct stop *stops;
	int n_stops = 0;
	enum db got = prepare(&w);

	*answer = (struct draw_answer){ 0 };
	if (got == DB_OK)
		got = draw_mine(env->db, asked->member_id, asked->draw_id, day_of(env->now), &mine);
	if (got == DB_OK)
		got = balance_figures(env->db, env->mem, asked->member_id, day_of(env->now),
		                      &balance);
	if (got == DB_OK)
		got = stop_standing(env->db, env->mem, &stops, &n_stops);
	if (got != DB_OK)
		return result_of(env, got, false);
	w.member.stopped = stop_of(stops, n_stops, NULL, asked->draw_id) != NULL;
	w.member.tier = balance.tier;
	w.member.available = balance.available;
	w.member.debt = balance.available > 0 ? 0 : balance.debt;
	w.member.had = mine.tickets;
	w.member.had_today = mine.today;
	fill(&w.draw, &w.member, draw_judge(plan, &w.draw, &w.member, asked->tickets,
	                                    asked->shown_points, env->now), answer);
	answer->tickets = asked->tickets;
	answer->points = w.draw.ticket_points * asked->tickets;
	return DRAW_ANSWERED;
}
