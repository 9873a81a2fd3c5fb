#include "store/watch.h"

/* all-members: how many messages are due is the question */
static const struct db_sql mails = {
	"SELECT COUNT(*), MIN(not_before) FROM outbox"
	" WHERE sent_at IS NULL AND failed_at IS NULL AND not_before <= ?",
	"t", "it"
};
/* all-members: how many were given up is the question */
static const struct db_sql dead_mails = {
	"SELECT COUNT(*) FROM outbox WHERE fate IN ('dead', 'unknown')", "", "i"
};
/* all-members: how many effects wait is the question */
static const struct db_sql effects = {
	"SELECT COUNT(*), MIN(posted_at) FROM referral_effect WHERE state = 'due'", "", "it"
};
static const struct db_sql nightly = {
	"SELECT done_on FROM job_run WHERE job = 'nightly'", "", "d"
};

enum db watch_queues(struct database *db, int64_t now, struct watch_queues *out)
{
	enum db result = db_one(db, NULL, &mails, now, &out->mails, &out->oldest_mail);

	if (result == DB_OK)
		result = db_one(db, NULL, &dead_mails, &out->dead_mails);
	if (result == DB_OK)
		result = db_one(db, NULL, &effects, &out->effects, &out->oldest_effect);
	if (result != DB_OK)
		return result;
	result = db_one(db, NULL, &nightly, &out->nightly_on);
	if (result == DB_NONE)
		out->nightly_on = DAY_NONE;
	return result == DB_NONE ? DB_OK : result;
}
