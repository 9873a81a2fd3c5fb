#include "service/case_private.h"

#include <stdio.h>
#include <string.h>

#include "service/message.h"
#include "service/notice.h"

enum case_outcome case_outcome(const struct service_env *env, enum db got,
                               enum case_outcome outcome)
{
	if (got == DB_OK || got == DB_NONE)
		return outcome;
	return got == DB_BUSY || db_is_down(env->db) ? CASE_TRY_AGAIN : CASE_FAILED;
}

enum db case_tell(const struct service_env *env, uint64_t member_id, const char *case_no,
                  const char *step, int64_t step_no)
{
	char kind[24], once[48], link[40];
	const struct notice_arg args[] = {{.kind = 't', .text = case_no}, {0}};
	bool answer = strcmp(step, "proposed") == 0 || strcmp(step, "answered") == 0;
	const struct notice notice = {.kind = kind, .once = once, .link = link, .args = args,
	                              .mail = answer ? NOTICE_HERE_ONLY : NOTICE_BY_CHOICE};
	struct person holder;
	enum db got;

	snprintf(kind, sizeof kind, "case_%s", step);
	snprintf(once, sizeof once, "%s:%lld", case_no, (long long)step_no);
	snprintf(link, sizeof link, "/cases/%s", case_no);
	got = notice_post(env, member_id, &notice);
	if (got != DB_OK || !answer)
		return got;
	/* the answer in writing goes out whatever was chosen */
	got = person_lock(env->db, env->mem, (struct person_id){member_id, PERSON_HOLDER}, &holder);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	return message_about(env, &holder, "case_answered", case_no);
}
