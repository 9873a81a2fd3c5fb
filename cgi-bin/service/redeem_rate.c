/* What a member says of what came. */
#include "service/contact.h"
#include "service/redeem.h"
#include "store/redemption.h"

#define RATE_DAYS 90 /* how long after it came one may rate it */
#define DAY_S 86400

struct rate_work {
	const struct service_env *env;
	uint64_t member_id;
	const char *redemption_no, *text;
	int64_t score;
	enum step_outcome outcome;
};

static enum db rate_work(struct database *db, void *arg)
{
	struct rate_work *w = arg;
	struct redemption r;
	bool came;
	enum db result = redemption_lock(db, w->env->mem, w->member_id, w->redemption_no, &r);

	w->outcome = STEP_UNKNOWN;
	if (result != DB_OK)
		return result;
	came = r.state == REDEMPTION_SHIPPED || r.state == REDEMPTION_ISSUED ||
	       r.state == REDEMPTION_DONE;
	w->outcome = STEP_TOO_LATE;
	if (!came || w->env->now > (r.done_at != INSTANT_NONE ? r.done_at : r.shipped_at) +
	                                   RATE_DAYS * DAY_S)
		return DB_NONE;
	w->outcome = STEP_OK;
	result = redemption_rating_add(db, &r, w->score, w->env->now);
	if (result == DB_OK)
		result = contact_low_rating(w->env, w->member_id, w->redemption_no, w->score);
	if (result != DB_OK)
		return result;
	r.score = w->score;
	r.feedback = w->text;
	r.feedback_at = w->env->now;
	return redemption_save(db, &r);
}

enum step_outcome redemption_rate(const struct service_env *env, uint64_t member_id,
                                  const char *redemption_no, int64_t score, const char *text)
{
	struct rate_work w = { env, member_id, redemption_no, text ? text : "", score,
		STEP_UNKNOWN };
	enum db result;

	if (score < 1 || score > 5)
		return STEP_NO_REASON;
	result = db_transact(env->db, rate_work, &w);
	if (result == DB_OK || result == DB_NONE)
		return w.outcome;
	return result == DB_BUSY || db_is_down(env->db) ? STEP_TRY_AGAIN : STEP_FAILED;
}
