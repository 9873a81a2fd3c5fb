/* SQL of the gauges that watch the portal: what waits, and since when. */
#ifndef STORE_WATCH_H
#define STORE_WATCH_H

#include "store/db.h"

struct watch_queues {
	int64_t mails, oldest_mail, dead_mails; /* due to be sent; when due (UTC, INSTANT_NONE) */
	int64_t effects, oldest_effect;         /* on another member, not yet booked */
	int32_t nightly_on;                     /* last programme day finished, DAY_NONE = none yet */
};

/* Reads them as of NOW (UTC), through indexes. */
enum db watch_queues(struct database *db, int64_t now, struct watch_queues *out)
	__attribute__((warn_unused_result));

#endif
