/* Between the files of service/case*.c. */
#ifndef SERVICE_CASE_PRIVATE_H
#define SERVICE_CASE_PRIVATE_H

#include "service/case.h"
#include "service/staff.h"

#define CASE_DAY_S 86400
#define CASE_ANSWER_S (10 * CASE_DAY_S) /* the written answer */

/* Whether members of TIER have priority service. */
bool case_priority(const struct plan *plan, const char *tier);
/* Opens a case of any kind in the caller's transaction: case_open_complaint(). */
enum db case_open(const struct service_env *env, const struct plan_book *plans,
                  const struct case_new *what, char case_no[CASE_NO])
	__attribute__((warn_unused_result));
/* Posts the notice of STEP, number STEP_NO of the case. */
enum db case_tell(const struct service_env *env, uint64_t member_id, const char *case_no,
                  const char *step, int64_t step_no) __attribute__((warn_unused_result));
/* What a transaction that ended with GOT and OUTCOME comes to. */
enum case_outcome case_outcome(const struct service_env *env, enum db got,
                               enum case_outcome outcome);

#endif
