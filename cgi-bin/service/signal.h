/* Signals of abuse (PROGRAMME §10): the nightly search for them, and what staff make
 * of one. A signal takes nothing away: it is a row with its evidence, and the
 * redemptions of whom it names wait for somebody's eyes. */
#ifndef SERVICE_SIGNAL_H
#define SERVICE_SIGNAL_H

#include "service/env.h"
#include "store/signal.h"

/* Looks through what came in since the last search, up to UNTIL, and moves the mark
 * there; anything but DB_OK leaves the mark, so that the next run looks again. Twice
 * changes nothing. *FRESH = signals that are new. */
enum db signal_search(const struct service_env *env, int64_t until, int *fresh)
	__attribute__((warn_unused_result));

enum signal_settled {
	SIGNAL_SETTLED,
	SIGNAL_GONE, /* somebody settled it meanwhile, or there is none */
	SIGNAL_TRY_AGAIN,
	SIGNAL_FAILED
};
/* STAFF_ID settles an open signal with words: ABUSE, or nothing wrong. In the log in
 * the same commit. */
enum signal_settled signal_settle(const struct service_env *env, uint64_t staff_id,
                                  uint64_t signal_id, bool abuse, const char *note);
/* Whether a redemption of the member waits for staff: *NAMED > 0. */
enum db signal_waits(const struct service_env *env, uint64_t member_id, int64_t *named)
	__attribute__((warn_unused_result));

#endif
