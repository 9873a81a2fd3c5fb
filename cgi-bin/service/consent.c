#include "service/consent.h"

#include <string.h>

#include "store/consent.h"

const char *consent_version(const char *paper)
{
	if (strcmp(paper, "terms") == 0)
		return CONSENT_TERMS_VERSION;
	if (strcmp(paper, "marketing") == 0)
		return CONSENT_MARKETING_VERSION;
	return CONSENT_PRIVACY_VERSION; /* the guardian agrees to the privacy policy */
}

enum db consent_give(struct database *db, struct person_id id, const char *paper, int64_t now)
{
	enum db got = consent_add(db, id, paper, consent_version(paper), now);
	return got == DB_DUP ? DB_OK : got;
}

struct marketing_work {
	const struct service_env *env;
	struct person_id id;
	bool wanted;
};

static enum db marketing_work(struct database *db, void *arg)
{
	const struct marketing_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = consent_withdraw(db, w->id, "marketing", w->env->now);
	if (got == DB_OK && w->wanted)
		got = consent_give(db, w->id, "marketing", w->env->now);
	return got;
}

enum db consent_set_marketing(const struct service_env *env, struct person_id id, bool wanted)
{
	struct consent_row *rows;
	int n;
	bool given = false;
	enum db got = consent_list(env->db, env->mem, id, &rows, &n);
	for (int i = 0; got == DB_OK && i < n; i++)
		if (strcmp(rows[i].paper, "marketing") == 0 && rows[i].withdrawn_at == INSTANT_NONE)
			given = true;
	if (got != DB_OK || given == wanted)
		return got;
	struct marketing_work w = {env, id, wanted};
	return db_transact(env->db, marketing_work, &w);
}
