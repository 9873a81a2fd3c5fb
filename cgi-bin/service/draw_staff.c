/* Preparing draws: drafts and their prizes. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/draw_private.h"
#include "service/staff.h"

enum draw_staff_outcome draw_step_run(struct draw_step *step, db_work work)
{
	enum db got;

	step->outcome = DRAW_STAFF_OK;
	got = db_transact(step->env->db, work, step);
	if (got == DB_OK || got == DB_NONE)
		return step->outcome;
	return got == DB_BUSY || db_is_down(step->env->db) ? DRAW_STAFF_TRY_AGAIN :
	                                                     DRAW_STAFF_FAILED;
}

enum db draw_step_refuse(struct draw_step *step, enum draw_staff_outcome outcome)
{
	step->outcome = outcome;
	return DB_NONE;
}

enum db draw_step_lock(struct draw_step *step)
{
	enum db got = draw_lock(step->env->db, step->env->mem, step->draw_id, &step->draw);

	step->outcome = got == DB_NONE ? DRAW_STAFF_UNKNOWN : DRAW_STAFF_OK;
	return got;
}

enum db draw_step_log(struct draw_step *step, const char *action)
{
	char subject[INT_TEXT];

	return staff_log(step->env->db, step->staff_id, action, 0,
	                 int_text(subject, (int64_t)step->draw_id), step->detail);
}

/* The key that seals seeds: a file outside the database. */
static bool key_read(const struct service_env *env, char *key, size_t size)
{
	return secret_file(config_get(env->config, "Keys.Token", ""), key, size);
}

bool draw_seed_make(const struct service_env *env, struct draw *draw)
{
	uint8_t seed[DRAW_SEED], *sealed = talloc_size(env->mem, 96);
	char key[256];
	size_t len = 0;
	bool ok = sealed && key_read(env, key, sizeof key);

	if (!ok)
		return false;
	secret_random(seed, sizeof seed);
	secret_random(draw->salt, sizeof draw->salt);
	secret_sha256(draw->seed_hash, seed, sizeof seed);
	ok = secret_seal(key, seed, sizeof seed, sealed, 96, &len);
	draw->seed_sealed = (struct blob_view){ sealed, len };
	secret_wipe(seed, sizeof seed);
	secret_wipe(key, sizeof key);
	return ok;
}

bool draw_seed_open(const struct service_env *env, const struct draw *draw,
                    uint8_t seed[DRAW_SEED])
{
	uint8_t hash[SHA256_BYTES];
	char key[256];
	size_t len = 0;
	bool ok = key_read(env, key, sizeof key);

	if (!ok)
		return false;
	ok = secret_open_sealed(key, draw->seed_sealed.data, draw->seed_sealed.len, seed, DRAW_SEED,
	                        &len) && len == DRAW_SEED;
	secret_wipe(key, sizeof key);
	if (ok) {
		secret_sha256(hash, seed, DRAW_SEED);
		ok = secret_equal(hash, draw->seed_hash, sizeof hash);
	}
	if (!ok)
		log_event(LOG_ERROR, "draw_seed_lost", "draw=%llu", (unsigned long long)draw->draw_id);
	return ok;
}

static enum db add_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	enum db got = draw_insert(db, &step->draw, &step->draw_id);

	step->outcome = DRAW_STAFF_OK;
	return got == DB_OK ? draw_step_log(step, "draw_add") : got;
}

enum draw_staff_outcome draw_add(const struct service_env *env, uint64_t staff_id,
                                 const struct draw *draw, uint64_t *draw_id)
{
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw = *draw };
	enum draw_staff_outcome outcome;

	step.draw.created_at = env->now;
	if (!draw_seed_make(env, &step.draw))
		return DRAW_STAFF_FAILED;
	snprintf(step.detail, sizeof step.detail, "%s", draw_kind_word(draw->kind));
	outcome = draw_step_run(&step, add_work);
	*draw_id = step.draw_id;
	return outcome;
}

/* Locks the step's draw, which must be a draft. */
static enum db lock_draft(struct draw_step *step)
{
	enum db got = draw_step_lock(step);

	if (got == DB_OK && step->draw.state != DRAW_DRAFT)
		return draw_step_refuse(step, DRAW_STAFF_TOO_LATE);
	return got;
}

static enum db save_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	enum db got = lock_draft(step);

	if (got == DB_OK)
		got = draw_update(db, step->arg);
	else
		return got;
	if (got == DB_NONE)
		return draw_step_refuse(step, DRAW_STAFF_CHANGED);
	return got == DB_OK ? draw_step_log(step, "draw_edit") : got;
}

enum draw_staff_outcome draw_save(const struct service_env *env, uint64_t staff_id,
                                  const struct draw *draw)
{
	struct draw written = *draw;
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw->draw_id,
		.arg = &written };

	snprintf(step.detail, sizeof step.detail, "points %" PRId64 ", per member %" PRId64
	         ", a day %" PRId64 ", in all %" PRId64, draw->ticket_points, draw->per_member,
	         draw->per_day, draw->max_tickets);
	return draw_step_run(&step, save_work);
}

/* Gives the prizes their numbers by value, dearest first; equal ones stay in
 * their order. Two rounds, as numbers are unique. */
static enum db put_in_order(struct draw_step *step)
{
	struct database *db = step->env->db;
	struct draw_prize *prizes;
	int n = 0;
	enum db got = draw_prizes_lock(db, step->env->mem, step->draw_id, &prizes, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		got = draw_prize_renumber(db, step->draw_id, prizes[i].prize_no,
		                          prizes[i].prize_no + 10 * DRAW_PRIZES_MAX);
	for (int i = 0; got == DB_OK && i < n; i++) {
		int64_t place = 1;

		for (int j = 0; j < n; j++)
			if (prizes[j].value_fen > prizes[i].value_fen ||
			    (j < i && prizes[j].value_fen == prizes[i].value_fen))
				place++;
		got = draw_prize_renumber(db, step->draw_id, prizes[i].prize_no + 10 * DRAW_PRIZES_MAX,
		                          place);
	}
	return got;
}

static enum db prize_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	struct draw_prize prize = *(const struct draw_prize *)step->arg, *all;
	bool known = false;
	int n = 0;
	enum db got = lock_draft(step);

	if (got == DB_OK)
		got = draw_prizes_lock(db, step->env->mem, step->draw_id, &all, &n);
	if (got != DB_OK)
		return got;
	for (int i = 0; i < n; i++)
		known = known || all[i].prize_no == prize.prize_no;
	if (prize.prize_no != 0 && !known)
		return draw_step_refuse(step, DRAW_STAFF_UNKNOWN);
	if (prize.prize_no == 0 && n == DRAW_PRIZES_MAX)
		return draw_step_refuse(step, DRAW_STAFF_MANY);
	if (prize.prize_no == 0)
		prize.prize_no = n + 1;
	got = known ? draw_prize_update(db, &prize) : draw_prize_insert(db, &prize);
	if (got == DB_OK)
		got = put_in_order(step);
	return got == DB_OK ? draw_step_log(step, "draw_prize") : got;
}

enum draw_staff_outcome draw_prize_save(const struct service_env *env, uint64_t staff_id,
                                        const struct draw_prize *prize)
{
	struct draw_prize written = *prize;
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = prize->draw_id,
		.arg = &written };

	if (!*draw_prize_word(prize->kind))
		return DRAW_STAFF_UNKNOWN;

	snprintf(step.detail, sizeof step.detail, "%s, %" PRId64 " of %" PRId64 " fen",
	         draw_prize_word(prize->kind), prize->count, prize->value_fen);
	return draw_step_run(&step, prize_work);
}

static enum db remove_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	const int64_t *prize_no = step->arg;
	enum db got = lock_draft(step);

	if (got == DB_OK)
		got = draw_prize_delete(db, step->draw_id, *prize_no);
	if (got != DB_OK)
		return got;
	if (db_affected(db) == 0)
		return draw_step_refuse(step, DRAW_STAFF_UNKNOWN);
	got = put_in_order(step);
	return got == DB_OK ? draw_step_log(step, "draw_prize_remove") : got;
}

enum draw_staff_outcome draw_prize_remove(const struct service_env *env, uint64_t staff_id,
                                          uint64_t draw_id, int64_t prize_no)
{
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id,
		.arg = &prize_no };

	snprintf(step.detail, sizeof step.detail, "%" PRId64, prize_no);
	return draw_step_run(&step, remove_work);
}

struct picture_step {
	int64_t prize_no;
	const struct picture_row *picture;
	struct blob hash;
};

static enum db picture_work(struct database *db, void *arg)
{
	struct draw_step *step = arg;
	const struct picture_step *p = step->arg;
	enum db got = lock_draft(step);

	if (got == DB_OK && p->hash.data)
		got = picture_put(db, p->hash, p->picture);
	if (got == DB_OK)
		got = draw_prize_set_picture(db, step->draw_id, p->prize_no, p->hash);
	return got == DB_OK ? draw_step_log(step, "draw_picture") : got;
}

enum draw_staff_outcome draw_prize_picture(const struct service_env *env, uint64_t staff_id,
                                           uint64_t draw_id, int64_t prize_no,
                                           const struct picture_row *picture)
{
	uint8_t hash[SHA256_BYTES];
	struct picture_step p = { .prize_no = prize_no, .picture = picture };
	struct draw_step step = { .env = env, .staff_id = staff_id, .draw_id = draw_id, .arg = &p };

	if (picture->bytes.data) {
		secret_sha256(hash, picture->bytes.data, picture->bytes.len);
		p.hash = (struct blob){ hash, sizeof hash };
	}
	snprintf(step.detail, sizeof step.detail, "%" PRId64, prize_no);
	return draw_step_run(&step, picture_work);
}
