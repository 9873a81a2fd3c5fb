/* The demo's happenings, made relative to today from schema/demo/. */
#ifndef JOB_DEMO_H
#define JOB_DEMO_H

#include "base/csv.h"
#include "job/job.h"
#include "service/batch.h"

#define DEMO_MEMBERS 10
#define DEMO_PARTNER "demo-booking"

enum demo_kind { DEMO_PAID, DEMO_COMPLETED, DEMO_REFUNDED, DEMO_SPENT };

/* One thing that happens to demo member N (1 … DEMO_MEMBERS). */
struct demo_event {
	enum demo_kind kind;
	int n;
	int64_t at;
	const char *name; /* order number or reference */
	const char *category, *destination, *guide;
	int64_t amount;   /* fen; points of a spend */
	int32_t travel_end;
};

struct demo_story {
	void *mem;
	struct demo_event *events;
	int n, cap;
	struct order_row *history; /* of the last member, before the events */
	int n_history;
};

/* Reads DIR/orders.csv and DIR/spends.csv and adds the long history of the last
 * member; the events come out in order of time. False when a file is wrong
 * (said on standard error). */
bool demo_story(struct job *job, const char *dir, int64_t now, struct demo_story *story);
/* Applies the history, then the events; false when one could not be booked. */
bool demo_play(struct job *job, const struct demo_story *story,
               const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
