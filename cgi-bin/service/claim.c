#include "service/claim.h"

#include <string.h>

#include "service/message.h"
#include "service/reference.h"
#include "service/staff.h"

struct claim_work {
	const struct service_env *env;
	uint64_t member_id, staff_id;
	const char *claim_no, *order_no, *text, *state;
	enum claim_outcome outcome;
};

static enum claim_outcome run(const struct service_env *env, db_work work, struct claim_work *w)
{
	enum db got;

	w->env = env;
	w->outcome = CLAIM_OK;
	got = db_transact(env->db, work, w);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(env->db) ? CLAIM_TRY_AGAIN : CLAIM_FAILED;
}

static enum db refuse(struct claim_work *w, enum claim_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum db file_work(struct database *db, void *arg)
{
	struct claim_work *w = arg;
	char claim_no[REFERENCE_TEXT];
	int64_t open, same;
	struct person_id id = {w->member_id, PERSON_HOLDER};
	struct person holder;
	/* two submits of one form take turns at the holder's row */
	enum db got = person_lock(db, w->env->mem, id, &holder);

	w->outcome = CLAIM_OK;
	if (got == DB_OK)
		got = claim_open_lock(db, w->member_id, w->order_no, &open, &same);
	if (got != DB_OK)
		return got == DB_NONE ? refuse(w, CLAIM_UNKNOWN) : got;
	if (same)
		return refuse(w, CLAIM_SAME);
	if (open >= CLAIM_OPEN_MAX)
		return refuse(w, CLAIM_MANY);
	reference_draw('C', claim_no);
	got = claim_add(db, w->member_id, claim_no, w->order_no, w->text, w->env->now);
	return got == DB_DUP ? DB_BUSY : got; /* another reference next time */
}

enum claim_outcome claim_file(const struct service_env *env, uint64_t member_id,
                              const char *order_no, const char *text)
{
	struct claim_work w = {.member_id = member_id, .order_no = order_no, .text = text};

	return run(env, file_work, &w);
}

static enum db answer_work(struct database *db, void *arg)
{
	struct claim_work *w = arg;
	const struct service_env *env = w->env;
	struct person_id id = {w->member_id, PERSON_HOLDER};
	struct person holder;
	enum db got;

	w->outcome = CLAIM_OK;
	got = claim_answer_put(db, w->member_id, w->claim_no, w->state, w->text, w->staff_id,
	                       env->now);
	if (got == DB_NONE)
		return refuse(w, CLAIM_ANSWERED);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "claim_answer", w->member_id, w->claim_no, w->state);
	if (got != DB_OK)
		return got;
	got = person_lock(db, env->mem, id, &holder);
	if (got == DB_OK)
		return message_tell(env, &holder, "claim_answered");
	return got == DB_NONE ? DB_OK : got;
}

enum claim_outcome claim_answer(const struct service_env *env, uint64_t staff_id,
                                const char *claim_no, bool granted, const char *answer)
{
	struct claim_work w = {.staff_id = staff_id, .claim_no = claim_no, .text = answer,
	                       .state = granted ? "granted" : "refused"};
	struct claim found;
	enum db got = claim_read(env->db, env->mem, claim_no, &found);

	if (got == DB_NONE)
		return CLAIM_UNKNOWN;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? CLAIM_TRY_AGAIN : CLAIM_FAILED;
	w.member_id = found.member_id;
	return run(env, answer_work, &w);
}
