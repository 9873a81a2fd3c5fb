/* What happens to draws by itself: lists frozen at the cut-off, winners drawn,
 * prizes given out, members told, points given back. Small transactions; each
 * may be cut off and run again, also by several at once, with one result. */
#ifndef SERVICE_DRAW_JOB_H
#define SERVICE_DRAW_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/draw.h"
#include "service/env.h"

enum draw_run {
	DRAW_RUN_OK,
	DRAW_RUN_REPEATED, /* it was drawn before: nothing changed */
	DRAW_RUN_NOT_YET,  /* its cut-off or its time has not come */
	DRAW_RUN_NO_VALUE, /* the public value is not set yet */
	DRAW_RUN_NEVER,    /* a draft, or cancelled */
	DRAW_RUN_UNKNOWN,
	DRAW_RUN_TRY_AGAIN,
	DRAW_RUN_FAILED
};

/* Freezes the list when the cut-off is past, and draws when the time has come. */
enum draw_run draw_run(const struct service_env *env, uint64_t draw_id);

struct draw_done {
	int drawn, waiting;          /* draws; waiting: for their public value */
	int given, told, back, over; /* prizes given out; members told; members who got their
	                              * points back; prizes given up by their deadline */
	bool failed;                 /* something could not be done: the next run tries again */
};
/* Does everything that is due in every draw. */
void draw_run_all(const struct service_env *env, const struct plan_book *plans,
                  struct draw_done *done);
/* Nightly: reminds winners of goods and services whose last day to claim is near,
 * once each. *WAITING: how many there are now. False: not all could be told. */
bool draw_remind(const struct service_env *env, int *waiting);

#endif
