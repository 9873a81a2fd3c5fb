/* What happens to a win: claimed by the member, checked, delivered or given up. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/draw_private.h"
#include "service/notice.h"
#include "service/staff.h"

#define TEXT_MOST 120 /* characters of staff's words */

struct draw_winner draw_winner_make(const struct draw *draw, const struct draw_prize *prize,
                                    int64_t ticket_no, int64_t now)
{
	return (struct draw_winner){ .draw_id = draw->draw_id, .ticket_no = ticket_no,
		.prize_no = prize->prize_no, .state = WIN_WON, .value_fen = prize->value_fen,
		.taxable = prize->taxable, .tax_fen = draw_tax(prize->value_fen, prize->taxable),
		.won_at = now, .claim_until = day_of(now) + (int32_t)draw->claim_days,
		.claimed_at = INSTANT_NONE, .identity_at = INSTANT_NONE,
		.delivered_at = INSTANT_NONE, .forfeited_at = INSTANT_NONE, .recipient = "",
		.phone = "", .address = "", .delivery = "", .reason = "",
		.draw_name = draw->name, .draw_name_en = draw->name_en, .prize_name = prize->name,
		.prize_name_en = prize->name_en, .prize_kind = prize->kind };
}

/* TEXT or, where there is none, FALLBACK. */
static const char *or_else(const char *text, const char *fallback)
{
	return text && *text ? text : fallback;
}

enum db draw_tell_win(const struct service_env *env, const struct draw_winner *w)
{
	bool claimed = draw_prize_is_claimed(w->prize_kind);
	struct notice_arg args[] = {
		{ 't', 0, w->prize_name, or_else(w->prize_name_en, w->prize_name) },
		{ 't', 0, w->draw_name, or_else(w->draw_name_en, w->draw_name) },
		{ 'd', w->claim_until, NULL, NULL },
		{ 0, 0, NULL, NULL },
	};
	char once[48], link[48];
	struct notice notice = { .once = once, .link = link, .args = args };

	snprintf(once, sizeof once, "draw:%" PRIu64 ":%" PRId64, w->draw_id, w->ticket_no);
	snprintf(link, sizeof link, "/draws/%" PRIu64 "%s", w->draw_id,
	         claimed && w->state == WIN_WON ? "/claim" : "");
	if (w->state == WIN_FORFEITED)
		notice.kind = "draw_forfeited";
	else if (w->for_ticket)
		notice.kind = claimed ? "draw_moved_up" : "draw_moved_up_gift";
	else
		notice.kind = claimed ? "draw_won" : "draw_won_gift";
	return notice_post(env, w->member_id, &notice);
}

/* ---- the member's claim */

struct claim_work {
	const struct service_env *env;
	uint64_t member_id, draw_id;
	int64_t ticket_no;
	const char *recipient, *phone, *address;
	enum draw_claim_outcome outcome;
};

static enum db refuse(struct claim_work *w, enum draw_claim_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum db claim_work(struct database *db, void *arg)
{
	struct claim_work *w = arg;
	struct draw_winner win;
	enum db got = draw_winner_lock(db, w->env->mem, w->draw_id, w->ticket_no, &win);

	if (got == DB_NONE || (got == DB_OK && (win.member_id != w->member_id ||
	                                        !draw_prize_is_claimed(win.prize_kind))))
		return refuse(w, DRAW_CLAIM_NONE);
	if (got != DB_OK)
		return got;
	if (win.state == WIN_CLAIMED || win.state == WIN_DELIVERED)
		return refuse(w, DRAW_CLAIM_REPEATED);
	if (win.state == WIN_FORFEITED || day_of(w->env->now) > win.claim_until)
		return refuse(w, DRAW_CLAIM_OVER);
	win.state = WIN_CLAIMED;
	win.claimed_at = w->env->now;
	win.recipient = w->recipient;
	win.phone = w->phone;
	win.address = w->address;
	w->outcome = DRAW_CLAIM_OK;
	return draw_winner_claim(db, &win);
}

enum draw_claim_outcome draw_claim(const struct service_env *env, uint64_t member_id,
                                   uint64_t draw_id, int64_t ticket_no, const char *recipient,
                                   const char *phone, const char *address)
{
	struct claim_work w = { env, member_id, draw_id, ticket_no, recipient, phone,
		address ? address : "", DRAW_CLAIM_OK };
	enum db got = db_transact(env->db, claim_work, &w);

	if (got == DB_OK || got == DB_NONE)
		return w.outcome;
	return got == DB_BUSY || db_is_down(env->db) ? DRAW_CLAIM_TRY_AGAIN : DRAW_CLAIM_FAILED;
}

/* ---- staff and deadlines */

/* The first reserve that is left gets the prize that WINNER gave up. */
static enum db move_up(const struct service_env *env, const struct draw *draw,
                       const struct draw_winner *winner)
{
	struct draw_prize prize = { .prize_no = winner->prize_no, .kind = winner->prize_kind,
		.name = winner->prize_name, .name_en = winner->prize_name_en,
		.value_fen = winner->value_fen, .taxable = winner->taxable };
	struct draw_winner next;
	char *number, *name;
	uint64_t member_id = 0;
	int64_t ticket_no = 0;
	enum db got = draw_reserve_next(env->db, draw->draw_id, &ticket_no, &member_id);

	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	next = draw_winner_make(draw, &prize, ticket_no, env->now);
	next.for_ticket = winner->ticket_no;
	next.member_id = member_id;
	got = draw_win_no(env->db, draw->draw_id, &next.win_no);
	if (got == DB_OK)
		got = draw_winner_who_lock(env->db, env->mem, member_id, &number, &name);
	if (got != DB_OK)
		return got;
	next.member_no = number;
	next.name = name;
	got = draw_winner_add(env->db, &next);
	return got == DB_OK ? draw_entrant_again(env->db, draw->draw_id, member_id) : got;
}

enum db draw_give_up(const struct service_env *env, struct draw *draw,
                     struct draw_winner *winner, const char *reason, uint64_t staff_id)
{
	enum db got;

	winner->state = WIN_FORFEITED;
	winner->forfeited_at = env->now;
	winner->reason = reason;
	got = draw_winner_put(env->db, winner, staff_id);
	if (got == DB_OK)
		got = draw_entrant_again(env->db, draw->draw_id, winner->member_id);
	if (got == DB_OK)
		got = move_up(env, draw, winner);
	/* Also counts its version up: jobs that are about to call it settled see it. */
	draw->settled = false;
	return got == DB_OK ? draw_put(env->db, draw) : got;
}

struct win_step {
	int64_t ticket_no;
	enum draw_win_step step;
	const char *text;
};

static enum db take_step(struct draw_step *step, struct draw_winner *win, const struct win_step *s)
{
	const struct service_env *env = step->env;
	bool over = win->state == WIN_DELIVERED || win->state == WIN_FORFEITED;

	switch (s->step) {
	case WIN_IDENTITY:
		if (over || win->identity_at != INSTANT_NONE)
			return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
		win->identity_at = env->now;
		break;
	case WIN_DELIVER:
		if (win->state != WIN_CLAIMED || win->identity_at == INSTANT_NONE)
			return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
		win->state = WIN_DELIVERED;
		win->delivered_at = env->now;
		win->delivery = s->text;
		break;
	case WIN_FORFEIT:
		if (over)
			return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
		return draw_give_up(env, &step->draw, win, s->text, step->staff_id);
	}
	return draw_winner_put(env->db, win, step->staff_id);
}

static enum db step_work(struct database *db, void *arg)
{
	static const char *const actions[] = { "", "draw_identity", "draw_deliver", "draw_forfeit" };
	struct draw_step *step = arg;
	const struct win_step *s = step->arg;
	struct draw_winner win;
	char subject[INT_TEXT];
	enum db got = draw_step_lock(step);

	if (got == DB_OK)
		got = draw_winner_lock(db, step->env->mem, step->draw_id, s->ticket_no, &win);
	if (got == DB_NONE)
		return draw_step_refuse(step, DRAW_STAFF_UNKNOWN);
	if (got != DB_OK)
		return got;
	if (!draw_prize_is_claimed(win.prize_kind))
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	got = take_step(step, &win, s);
	if (got != DB_OK)
		return got;
	snprintf(step->detail, sizeof step->detail, "ticket %" PRId64, s->ticket_no);
	return staff_log(db, step->staff_id, actions[s->step], win.member_id,
	                 int_text(subject, (int64_t)step->draw_id), step->detail);
}

enum draw_staff_outcome draw_win_step(const struct service_env *env, uint64_t staff_id,
                                      uint64_t draw_id, int64_t ticket_no,
                                      enum draw_win_step step, const char *text)
{
	char *words = text_clean(env->mem, text ? text : "");
	struct win_step s = { ticket_no, step, words };
	struct draw_step w = { .env = env, .staff_id = staff_id, .draw_id = draw_id, .arg = &s };

	if (!words || utf8_length(words) > TEXT_MOST || (step != WIN_IDENTITY && !*words))
		return DRAW_STAFF_NO_REASON;
	return draw_step_run(&w, step_work);
}
