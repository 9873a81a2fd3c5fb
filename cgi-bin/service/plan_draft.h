/* The plan desk: drafts of the next rules, written, rehearsed and published by
 * managers. A draft is always a good plan. Each change is one transaction with its
 * line in the staff log. */
#ifndef SERVICE_PLAN_DRAFT_H
#define SERVICE_PLAN_DRAFT_H

#include "service/env.h"
#include "store/plan_draft.h"

enum plan_draft_outcome {
	PLAN_DRAFT_OK,
	PLAN_DRAFT_BAD,     /* the text is no good plan: answer.why, and .line where known */
	PLAN_DRAFT_CHANGED, /* somebody changed it meanwhile: nothing was saved */
	PLAN_DRAFT_ENDED,   /* published or dropped: it stays as it is */
	PLAN_DRAFT_BEHIND,  /* other rules came since it was begun: it has to catch up first */
	PLAN_DRAFT_APART,   /* they do not simply follow on: a new draft is needed */
	PLAN_DRAFT_SAME,    /* it says nothing new */
	PLAN_DRAFT_EARLY,   /* answer.earliest is the first day it can count from */
	PLAN_DRAFT_UNKNOWN,
	PLAN_DRAFT_TRY_AGAIN,
	PLAN_DRAFT_FAILED
};

struct plan_draft_answer {
	enum plan_draft_outcome outcome;
	int64_t id;       /* of the new draft, or of the rehearsal asked for */
	int64_t version;  /* the rule version it became */
	int32_t earliest; /* publishing: DAY_NONE where not told */
	int line;
	char *why;        /* on env->mem */
};

/* Begins a draft from the newest rules. */
void plan_draft_begin(const struct service_env *env, uint64_t staff_id, const char *title,
                      struct plan_draft_answer *answer);
/* Saves SOURCE (and TITLE, NULL = as it is) over the draft as it was at EDIT. */
void plan_draft_write(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                      int64_t edit, const char *title, const char *source,
                      struct plan_draft_answer *answer);
/* Takes over the rows that were published since it was begun (campaigns add rows of
 * their own), where they follow on to the text it was made from. */
void plan_draft_catch_up(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                         struct plan_draft_answer *answer);
/* Throws it away. */
void plan_draft_drop(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                     struct plan_draft_answer *answer);
/* Asks for a rehearsal from day FROM on. */
void plan_draft_ask(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                    int32_t from, struct plan_draft_answer *answer);
/* Publishes it as it was at EDIT, in force from FROM: tomorrow at the earliest, and
 * behind every version there is. */
void plan_draft_publish(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                        int64_t edit, int32_t from, struct plan_draft_answer *answer);
/* The first day on which a new version can count. */
enum db plan_draft_earliest(const struct service_env *env, int32_t *day)
	__attribute__((warn_unused_result));

#endif
