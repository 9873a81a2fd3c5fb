/* From a draft to a draw that stands: publishing, what may still change, and
 * what is public of it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/draw_private.h"

#define VALUE_TEXT 64
#define REASON_TEXT 300 /* characters */

struct publish_step {
	struct draw_lack *lacks;
	int n;
};

static enum db publish_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	struct publish_step *p = step->arg;
	struct draw *draw = &step->draw;
	struct draw_prize *prizes;
	struct buf deck;
	int n = 0;
	enum db got = draw_step_lock(step);

	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_DRAFT)
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	got = draw_prizes_lock(db, step->env->mem, step->draw_id, &prizes, &n);
	if (got != DB_OK)
		return got;
	p->n = draw_lacks(draw, prizes, n, step->env->now, p->lacks);
	if (p->n > 0)
		return draw_step_refuse(step, DRAW_STAFF_LACKS);
	draw->state = DRAW_PUBLISHED;
	draw->published_at = step->env->now;
	if (draw->kind == DRAW_INSTANT) {
		buf_init(&deck, step->env->mem);
		draw_deck(&deck, prizes, n, draw->max_tickets);
		secret_sha256(draw->deck_hash, deck.data, deck.len);
		draw->has_deck = true;
	}
	got = draw_put(db, draw);
	return got == DB_OK ? draw_step_log(step, "draw_publish") : got;
}

enum draw_staff_outcome draw_publish(const struct service_env *env, uint64_t staff_id,
                                     uint64_t draw_id, struct draw_lack lacks[DRAW_LACKS_MAX],
                                     int *n)
{
	struct publish_step p = { lacks, 0 };
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id, .arg = &p };
	enum draw_staff_outcome outcome = draw_step_run(&step, publish_work);

	*n = p.n;
	return outcome;
}

struct better_step {
	int64_t prize_no, value;
};

/* Whether more of a prize would still be published lawfully. */
static bool lawful(const struct draw *draw, const struct draw_prize *prizes, int n)
{
	return draw_top_fen(draw, prizes, n) <= DRAW_TOP_FEN;
}

static enum db better_prize(struct draw_step *step, const struct better_step *b)
{
	struct database *db = step->env->db;
	struct draw_prize *prizes, *prize = NULL;
	int n = 0;
	enum db got = draw_prizes_lock(db, step->env->mem, step->draw_id, &prizes, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		if (prizes[i].prize_no == b->prize_no)
			prize = &prizes[i];
	if (got != DB_OK)
		return got;
	if (!prize)
		return draw_step_refuse(step, DRAW_STAFF_UNKNOWN);
	if (b->value <= prize->count || b->value > DRAW_COUNT_MAX)
		return draw_step_refuse(step, DRAW_STAFF_WORSE);
	snprintf(step->detail, sizeof step->detail, "prize %" PRId64 ": %" PRId64 " -> %" PRId64,
	         prize->prize_no, prize->count, b->value);
	prize->count = b->value;
	if (!lawful(&step->draw, prizes, n))
		return draw_step_refuse(step, DRAW_STAFF_WORSE);
	return draw_prize_update(db, prize);
}

static enum db better_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	const struct better_step *b = step->arg;
	struct draw *draw = &step->draw;
	enum db got = draw_step_lock(step);

	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_PUBLISHED || draw->kind != DRAW_CUTOFF ||
	    step->env->now >= draw->closes_at)
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	if (b->prize_no != 0) {
		got = better_prize(step, b);
	} else if (b->value <= draw->claim_days || b->value > 3650) {
		return draw_step_refuse(step, DRAW_STAFF_WORSE);
	} else {
		snprintf(step->detail, sizeof step->detail, "days to claim %" PRId64 " -> %" PRId64,
		         draw->claim_days, b->value);
		draw->claim_days = b->value;
		got = draw_put(db, draw);
	}
	return got == DB_OK ? draw_step_log(step, "draw_better") : got;
}

enum draw_staff_outcome draw_better(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, int64_t prize_no, int64_t value)
{
	struct better_step b = { prize_no, value };
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id, .arg = &b };

	return draw_step_run(&step, better_work);
}

static enum db cancel_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	struct draw *draw = &step->draw;
	enum db got = draw_step_lock(step);

	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_PUBLISHED || step->env->now >= draw->closes_at ||
	    (draw->kind == DRAW_INSTANT && draw->tickets > 0))
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	draw->state = DRAW_CANCELLED;
	draw->cancelled_at = step->env->now;
	draw->cancel_reason = step->arg;
	snprintf(step->detail, sizeof step->detail, "%" PRId64 " tickets", draw->tickets);
	got = draw_put(db, draw);
	return got == DB_OK ? draw_step_log(step, "draw_cancel") : got;
}

enum draw_staff_outcome draw_cancel(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, const char *reason)
{
	char *words = talloc_strdup(env->mem, reason ? reason : "");
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id,
		.arg = words };

	if (!words || !*words || utf8_length(words) > REASON_TEXT)
		return DRAW_STAFF_NO_REASON;
	return draw_step_run(&step, cancel_work);
}

static enum db public_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	struct draw *draw = &step->draw;
	enum db got = draw_step_lock(step);

	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_FROZEN || !draw->has_list || draw->public_value ||
	    !draw->public_source || !*draw->public_source)
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	draw->public_value = step->arg;
	snprintf(step->detail, sizeof step->detail, "%s", draw->public_value);
	got = draw_put(db, draw);
	return got == DB_OK ? draw_step_log(step, "draw_public") : got;
}

enum draw_staff_outcome draw_public(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, const char *value)
{
	char *words = text_clean(env->mem, value ? value : "");
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id,
		.arg = words };

	if (!words || !*words || strlen(words) > VALUE_TEXT)
		return DRAW_STAFF_NO_REASON;
	return draw_step_run(&step, public_work);
}

enum db draw_my_ref(const struct service_env *env, const struct draw *draw, uint64_t member_id,
                    char out[DRAW_REF])
{
	char *number = NULL, *name = NULL;
	enum db got = draw_winner_who(env->db, env->mem, member_id, &number, &name);

	if (got == DB_OK)
		draw_ref(out, draw->salt, number);
	return got;
}

enum db draw_tickets_text(const struct service_env *env, const struct draw *draw,
                          struct buf *out)
{
	bool grows = draw->kind == DRAW_INSTANT && draw->state == DRAW_PUBLISHED;

	if (!draw->has_list && !grows)
		return DB_NONE;
	buf_init(out, env->mem);
	return draw_tickets_csv(env->db, draw->draw_id, out);
}

enum db draw_deck_text(const struct service_env *env, const struct draw *draw, struct buf *out)
{
	struct draw_prize *prizes;
	int n = 0;
	enum db got;

	if (draw->kind != DRAW_INSTANT || !draw->has_deck)
		return DB_NONE;
	got = draw_prizes(env->db, env->mem, draw->draw_id, &prizes, &n);
	if (got != DB_OK)
		return got;
	buf_init(out, env->mem);
	draw_deck(out, prizes, n, draw->max_tickets);
	return DB_OK;
}
