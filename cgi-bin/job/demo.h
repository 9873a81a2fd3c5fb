/* The demo's happenings, made relative to today from schema/demo/. */
#ifndef JOB_DEMO_H
#define JOB_DEMO_H

#include "base/csv.h"
#include "job/job.h"
#include "service/batch.h"

#define DEMO_MEMBERS 10
#define DEMO_PARTNER "demo-booking"

enum demo_kind {
	DEMO_PAID,
	DEMO_COMPLETED,
	DEMO_REFUNDED,
	DEMO_REDEEMED,
	DEMO_APPROVED,
	DEMO_SHIPPED, /* or carried out */
	DEMO_RECEIVED,
	DEMO_ENDED,
	DEMO_COUPON_USED,
	DEMO_DRAW /* of job/demo_draw.c */
};

struct demo_redemption;

/* One thing that happens to demo member N (1 … DEMO_MEMBERS). */
struct demo_event {
	enum demo_kind kind;
	int n;
	int64_t at;
	const char *name; /* order number or item */
	const char *category, *destination, *guide;
	int64_t amount;   /* fen */
	int32_t travel_end;
	struct demo_redemption *redemption; /* of those from DEMO_REDEEMED on */
};

struct demo_story {
	void *mem;
	struct demo_event *events;
	int n, cap;
	struct order_row *history; /* of the last member, before the events */
	int n_history;
};

/* Reads the file NAME in DIR, which must have COLUMNS; NULL (said on standard
 * error) when it has not. */
struct csv_table *demo_table(struct job *job, const char *dir, const char *name,
                             const char *const *columns);
/* The whole number in column NAME of ROW, FALLBACK where it is empty; false when
 * it is none. */
bool demo_number(const struct csv_table *t, const struct csv_row *row, const char *name,
                 int64_t fallback, int64_t *out);
/* The text in column NAME of ROW. */
const char *demo_text(const struct csv_table *t, const struct csv_row *row, const char *name);
/* A time of day on DAY that differs from row to row. */
int64_t demo_moment(int32_t day, int hour, int i);
/* Adds an event to STORY. */
void demo_add(struct demo_story *story, struct demo_event event);
/* Reads DIR/orders.csv and DIR/redemptions.csv and adds the long history of the
 * last member; the events come out in order of time. False when a file is wrong
 * (said on standard error). */
bool demo_story(struct job *job, const char *dir, int64_t now, struct demo_story *story);
/* Applies the history, then the events; false when one could not be booked. */
bool demo_play(struct job *job, const struct demo_story *story,
               const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
