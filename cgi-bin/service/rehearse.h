/* Rehearsals: every member's past replayed twice, under the rules as they were and
 * with a draft from some day on; nothing is written but what it found. */
#ifndef SERVICE_REHEARSE_H
#define SERVICE_REHEARSE_H

#include "rule/rehearse.h"
#include "service/env.h"
#include "store/plan_draft.h"

/* Told about each member when both sides are known. */
typedef void (*rehearse_each)(void *arg, const char *member_no, const struct rehearse_facts *facts,
                              const struct rehearse_books *old, const struct rehearse_books *new);
/* Told how many of TOTAL members are done. */
typedef void (*rehearse_step)(void *arg, int64_t done, int64_t total);

struct rehearse_work {
	const struct plan_book *plans;
	struct plan *draft;  /* gets its version and day */
	int32_t from;        /* orders paid from this day on are priced by it */
	rehearse_each each;  /* these may be NULL */
	rehearse_step step;
	void *arg;
};

/* The day twelve months before today: where a rehearsal begins unless told else. */
int32_t rehearse_default_from(int64_t now);
/* Rehearses; RESULT is filled. Reads only. */
enum db rehearse_run(const struct service_env *env, const struct rehearse_work *work,
                     struct rehearse_result *result) __attribute__((warn_unused_result));
/* The job: does the rehearsals that were asked for, oldest first; *DONE counts. One
 * runner at a time (job/claim.h). */
enum db rehearse_due(const struct service_env *env, const struct plan_book *plans, int *done)
	__attribute__((warn_unused_result));

#endif
