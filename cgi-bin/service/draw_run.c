/* Freezing and drawing. What is long (the list, its hash, the picks) is worked
 * out of what can no longer change, before the transaction that writes it. */
#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/draw_job.h"
#include "service/draw_private.h"

struct run_work {
	const struct service_env *env;
	uint64_t draw_id;
	struct draw draw;
	uint8_t hash[SHA256_BYTES], seed[DRAW_SEED];
	struct draw_winner *winners;
	int64_t n_winners;
	struct draw_pick *reserves;
	uint64_t *owners;
	int64_t n_reserves;
	bool done;
};

static enum db freeze_work(struct database *db, void *arg)
{
	struct run_work *w = arg;
	struct draw *draw = &w->draw;
	enum db got = draw_lock(db, w->env->mem, w->draw_id, draw);
	bool sold_out;

	if (got != DB_OK)
		return got;
	sold_out = draw->kind == DRAW_INSTANT && draw->tickets >= draw->max_tickets;
	if (draw->state != DRAW_PUBLISHED || (w->env->now < draw->closes_at && !sold_out))
		return DB_NONE;
	draw->state = DRAW_FROZEN;
	draw->frozen_at = w->env->now;
	return draw_put(db, draw);
}

static enum db list_work(struct database *db, void *arg)
{
	struct run_work *w = arg;
	struct draw *draw = &w->draw;
	enum db got = draw_lock(db, w->env->mem, w->draw_id, draw);

	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_FROZEN || draw->has_list)
		return DB_NONE;
	memcpy(draw->list_hash, w->hash, sizeof draw->list_hash);
	draw->has_list = true;
	return draw_put(db, draw);
}

/* Hashes the list of a draw that takes no entries any more. */
static enum db publish_list(struct run_work *w)
{
	struct buf list;
	enum db got;

	buf_init(&list, w->env->mem);
	got = draw_tickets_csv(w->env->db, w->draw_id, &list);
	if (got != DB_OK)
		return got;
	secret_sha256(w->hash, list.data, list.len);
	talloc_free(list.data);
	got = db_transact(w->env->db, list_work, w);
	return got == DB_NONE ? DB_OK : got;
}

/* A row for each pick that won; the other picks are reserves. */
static enum db name_winners(struct run_work *w, const struct draw_pick *picks, int64_t n,
                            const struct draw_prize *prizes)
{
	const struct service_env *env = w->env;
	char *number, *name;
	enum db got = DB_OK;

	w->winners = talloc_array(env->mem, struct draw_winner, (size_t)n + 1);
	assert(w->winners != NULL);
	w->n_winners = 0;
	for (int64_t i = 0; got == DB_OK && i < n && picks[i].prize_no > 0; i++) {
		struct draw_winner *row = &w->winners[i];

		*row = draw_winner_make(&w->draw, &prizes[picks[i].prize_no - 1], picks[i].ticket_no,
		                        env->now);
		row->win_no = i + 1;
		row->member_id = w->owners[row->ticket_no - 1];
		got = draw_winner_who(env->db, env->mem, row->member_id, &number, &name);
		row->member_no = number;
		row->name = name;
		w->n_winners++;
	}
	w->reserves = (struct draw_pick *)(uintptr_t)(picks + w->n_winners);
	w->n_reserves = n - w->n_winners;
	return got;
}

/* Works out who wins. Nothing it reads can change any more. */
static enum db pick(struct run_work *w)
{
	const struct service_env *env = w->env;
	struct draw_prize *prizes;
	struct draw_pick *picks;
	struct draw_stream stream;
	int64_t n = 0, found;
	int n_prizes = 0;
	enum db got = draw_prizes(env->db, env->mem, w->draw_id, &prizes, &n_prizes);

	if (got == DB_OK)
		got = draw_owners(env->db, env->mem, w->draw_id, &w->owners, &n);
	if (got != DB_OK)
		return got;
	if (n != w->draw.tickets) {
		log_event(LOG_ERROR, "draw_list_short", "draw=%llu tickets=%lld rows=%lld",
		          (unsigned long long)w->draw_id, (long long)w->draw.tickets, (long long)n);
		return DB_FAIL;
	}
	draw_stream_begin(&stream, w->seed, w->draw.list_hash, w->draw.public_value);
	found = draw_pick_all(env->mem, &stream, w->owners, n, prizes, n_prizes,
	                      w->draw.reserve_count, &picks);
	secret_wipe(&stream, sizeof stream);
	return name_winners(w, picks, found, prizes);
}

static enum db draw_work(struct database *db, void *arg)
{
	struct run_work *w = arg;
	struct draw *draw = &w->draw;
	enum db got = draw_lock(db, w->env->mem, w->draw_id, draw);

	w->done = false;
	if (got != DB_OK)
		return got;
	if (draw->state != DRAW_FROZEN)
		return DB_NONE; /* another runner was first */
	for (int64_t i = 0; got == DB_OK && i < w->n_winners; i++)
		got = draw_winner_add(db, &w->winners[i]);
	for (int64_t i = 0; got == DB_OK && i < w->n_reserves; i++)
		got = draw_reserve_add(db, w->draw_id, i + 1, w->reserves[i].ticket_no,
		                       w->owners[w->reserves[i].ticket_no - 1]);
	memcpy(draw->seed, w->seed, sizeof draw->seed);
	if (got != DB_OK)
		return got;
	draw->has_seed = true;
	draw->state = DRAW_DRAWN;
	draw->drawn_at = w->env->now;
	w->done = true;
	return draw_put(db, draw);
}

static enum db draw_now(struct run_work *w)
{
	enum db got = DB_OK;

	if (!draw_seed_open(w->env, &w->draw, w->seed))
		return DB_FAIL;
	/* Outcomes of an instant draw are out already: only its seed is left. */
	if (w->draw.kind == DRAW_CUTOFF)
		got = pick(w);
	if (got == DB_OK)
		got = db_transact(w->env->db, draw_work, w);
	secret_wipe(w->seed, sizeof w->seed);
	return got;
}

static enum draw_run failed(const struct run_work *w, enum db got)
{
	if (got == DB_BUSY || db_is_down(w->env->db))
		return DRAW_RUN_TRY_AGAIN;
	log_event(LOG_ERROR, "draw_run_failed", "draw=%llu", (unsigned long long)w->draw_id);
	return DRAW_RUN_FAILED;
}

/* What of the draw, read anew, keeps it from being drawn now. */
static enum draw_run not_now(const struct run_work *w)
{
	const struct draw *draw = &w->draw;
	int64_t at = draw->kind == DRAW_CUTOFF ? draw->draws_at : draw->frozen_at;

	switch (draw->state) {
	case DRAW_DRAWN: return DRAW_RUN_REPEATED;
	case DRAW_PUBLISHED: return DRAW_RUN_NOT_YET;
	case DRAW_FROZEN: break;
	default: return DRAW_RUN_NEVER;
	}
	if (w->env->now < at)
		return DRAW_RUN_NOT_YET;
	if (draw->kind == DRAW_CUTOFF && *draw->public_source && !draw->public_value)
		return DRAW_RUN_NO_VALUE;
	return DRAW_RUN_OK;
}

enum draw_run draw_run(const struct service_env *env, uint64_t draw_id)
{
	struct run_work w = { .env = env, .draw_id = draw_id };
	enum draw_run outcome;
	enum db got = db_transact(env->db, freeze_work, &w);

	if (got == DB_OK || got == DB_NONE)
		got = draw_read(env->db, env->mem, draw_id, &w.draw);
	if (got == DB_OK && w.draw.state == DRAW_FROZEN && !w.draw.has_list) {
		got = publish_list(&w);
		if (got == DB_OK)
			got = draw_read(env->db, env->mem, draw_id, &w.draw);
	}
	if (got != DB_OK)
		return got == DB_NONE ? DRAW_RUN_UNKNOWN : failed(&w, got);
	outcome = not_now(&w);
	if (outcome != DRAW_RUN_OK)
		return outcome;
	got = draw_now(&w);
	if (got != DB_OK && got != DB_NONE)
		return failed(&w, got);
	return w.done ? DRAW_RUN_OK : DRAW_RUN_REPEATED;
}
