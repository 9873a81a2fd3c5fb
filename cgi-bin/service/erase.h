/* Deletion of an account or of one person of it (PROGRAMME, law: PIPL 47): at once
 * nobody signs in and the points are gone; what need not be kept is wiped by the
 * jobs within seconds; the books, consents and the file of draws stand. */
#ifndef SERVICE_ERASE_H
#define SERVICE_ERASE_H

#include "rule/plan.h"
#include "service/env.h"
#include "store/erase.h"

enum erase_outcome {
	ERASE_DONE,
	ERASE_GONE, /* it was deleted before, or is merged */
	ERASE_TRY_AGAIN,
	ERASE_FAILED
};

/* Deletes the whole account of ID (its holder), or only the person when they are
 * not the holder. Says farewell to the proven address, in the same commit. Places
 * at events are given up before. */
enum erase_outcome erase_account(const struct service_env *env, const struct plan_book *plans,
                                 const struct person *person);
/* Wipes what waits, and looks again at what had to be kept until today; each
 * account in a transaction of its own, points under review refused before. One that
 * fails is left for the next run and holds up nobody. WIPED: how many. */
enum db erase_settle(const struct service_env *env, const struct plan_book *plans,
                     int64_t *wiped) __attribute__((warn_unused_result));

#endif
