/* The emergency stop of an item, a draw or all spending: set and lifted by managers,
 * each with a reason. Once it is answered no spend is written any more that it stops. */
#ifndef SERVICE_STOP_H
#define SERVICE_STOP_H

#include "service/env.h"
#include "store/stop.h"

enum stop_outcome {
	STOP_OK,
	STOP_STANDS,    /* it is stopped already */
	STOP_LIFTED,    /* it was lifted already */
	STOP_UNKNOWN,   /* no such stop, item or draw (drafts are none) */
	STOP_TRY_AGAIN, /* 503 */
	STOP_FAILED
};

/* Stops what ASKED names (kind, item or draw_id, text, text_en, reason; none empty);
 * waits for the spends under way. *STOP_ID gets its number. Logged in its commit. */
enum stop_outcome stop_set(const struct service_env *env, uint64_t staff_id,
                           const struct stop *asked, int64_t *stop_id);
/* Lifts it again, REASON not empty. */
enum stop_outcome stop_end(const struct service_env *env, uint64_t staff_id, int64_t stop_id,
                           const char *reason);

#endif
