/* A case's rating and its pictures. */
#include <string.h>

#include "base/mem.h"
#include "service/case_private.h"

struct more_work {
	const struct service_env *env;
	uint64_t member_id, staff_id;
	const char *case_no, *text;
	int64_t rating;
	const struct picture_row *picture;
	enum case_outcome outcome;
};

static enum db rate_work(struct database *db, void *arg)
{
	struct more_work *w = arg;
	struct case_row row;
	enum db got = case_lock(db, w->env->mem, w->member_id, w->case_no, &row);

	w->outcome = CASE_UNKNOWN;
	if (got != DB_OK)
		return got;
	w->outcome = CASE_TOO_LATE;
	if (strcmp(row.state, "closed") != 0 && strcmp(row.state, "executed") != 0)
		return DB_NONE;
	w->outcome = CASE_OK;
	return case_rate_put(db, w->member_id, w->case_no, w->rating, w->text);
}

enum case_outcome case_rate(const struct service_env *env, uint64_t member_id,
                            const char *case_no, int64_t rating, const char *text)
{
	struct more_work w = {.env = env, .member_id = member_id, .case_no = case_no, .text = text,
	                      .rating = rating};
	enum db got = db_transact(env->db, rate_work, &w);

	return case_outcome(env, got, w.outcome);
}

static enum db picture_work(struct database *db, void *arg)
{
	struct more_work *w = arg;
	struct case_picture picture = {.made_at = w->env->now, .picture = *w->picture};
	struct case_row row;
	int64_t count = 0;
	enum db got = case_lock(db, w->env->mem, w->member_id, w->case_no, &row);

	w->outcome = CASE_UNKNOWN;
	if (got != DB_OK)
		return got;
	w->outcome = CASE_TOO_LATE;
	if (strcmp(row.state, "closed") == 0)
		return DB_NONE;
	got = case_picture_count_lock(db, w->member_id, w->case_no, &count);
	w->outcome = CASE_MANY;
	if (got == DB_OK && count >= CASE_PICTURES_MAX)
		return DB_NONE;
	w->outcome = CASE_OK;
	picture.picture_no = count + 1;
	if (got == DB_OK)
		got = case_picture_add(db, w->member_id, w->case_no, &picture);
	if (got == DB_OK && w->staff_id)
		got = staff_log(db, w->staff_id, "case_picture", w->member_id, w->case_no, "");
	return got == DB_DUP ? DB_BUSY : got;
}

enum case_outcome case_picture(const struct service_env *env, uint64_t member_id,
                               const char *case_no, const struct picture_row *picture,
                               uint64_t staff_id)
{
	struct more_work w = {.env = env, .member_id = member_id, .case_no = case_no,
	                      .picture = picture, .staff_id = staff_id};
	enum db got = db_transact(env->db, picture_work, &w);

	return case_outcome(env, got, w.outcome);
}
