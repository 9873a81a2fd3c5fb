#include "service/case_private.h"

#include <stdio.h>

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
	const struct notice notice = {.kind = kind, .once = once, .link = link, .args = args};

	snprintf(kind, sizeof kind, "case_%s", step);
	snprintf(once, sizeof once, "%s:%lld", case_no, (long long)step_no);
	snprintf(link, sizeof link, "/cases/%s", case_no);
	return notice_post(env, member_id, &notice);
}
