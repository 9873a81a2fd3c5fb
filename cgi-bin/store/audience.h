/* SQL of the audience (schema/0033): what announcements are aimed by and counted on, a row
 * an open account, kept by job/rollup_audience.c. */
#ifndef STORE_AUDIENCE_H
#define STORE_AUDIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* An open account as it is now. */
struct audience_row {
	uint64_t member_id;
	const char *kind, *tier, *interests;
	const char *address;  /* used last, whole; "" = none */
	bool by_mail, by_sms; /* agreed to offers, and can be reached so */
	/* As the last night wrote it; is_known false: it did not. */
	bool is_known, stale;
	const char *place;
};

/* The open accounts behind AFTER, by number, at most LIMIT; STALE: one of the row's other
 * columns than place is not as it should be. An array of *N on MEM; outside transactions. */
enum db audience_rows(struct database *db, void *mem, uint64_t after, int64_t limit,
                      struct audience_row **out, int *n) __attribute__((warn_unused_result));
/* The accounts behind AFTER that were opened, or whose tier was changed, on DAY, by number, at
 * most LIMIT: an array of *N on MEM; outside transactions. */
enum db audience_changed(struct database *db, void *mem, int32_t day, uint64_t after,
                         int64_t limit, uint64_t **members, int *n)
	__attribute__((warn_unused_result));
/* Writes ROW with PLACE ("广东省 广州市"). */
enum db audience_put(struct database *db, const struct audience_row *row, const char *place)
	__attribute__((warn_unused_result));
/* The rows of accounts behind AFTER that are not open any more, at most LIMIT: an array of *N
 * on MEM; outside transactions. */
enum db audience_ended(struct database *db, void *mem, uint64_t after, int64_t limit,
                       uint64_t **members, int *n) __attribute__((warn_unused_result));
enum db audience_drop(struct database *db, uint64_t member_id)
	__attribute__((warn_unused_result));

struct audience_trip {
	uint64_t member_id;
	int32_t last_on; /* DAY_NONE: no trip taken */
};

/* The latest trips of the accounts from behind AFTER to LAST where the row says another:
 * an array of *N on MEM; outside transactions. Orders of a merged account are those of the
 * one that carries it on. */
enum db audience_trips(struct database *db, void *mem, uint64_t after, uint64_t last,
                       struct audience_trip **out, int *n) __attribute__((warn_unused_result));
/* The same of orders completed on DAY, where it is later than the row says. */
enum db audience_trips_of_day(struct database *db, void *mem, int32_t day,
                              struct audience_trip **out, int *n)
	__attribute__((warn_unused_result));
enum db audience_trip_put(struct database *db, const struct audience_trip *trip)
	__attribute__((warn_unused_result));

struct audience_segment {
	uint64_t member_id;
	const char *segment; /* rfm_segment_word(); "" = none */
};

/* The rows behind AFTER, by number, at most LIMIT: an array of *N on MEM; outside
 * transactions. */
enum db audience_segments(struct database *db, void *mem, uint64_t after, int64_t limit,
                          struct audience_segment **out, int *n)
	__attribute__((warn_unused_result));
enum db audience_segment_put(struct database *db, const struct audience_segment *row)
	__attribute__((warn_unused_result));

#endif
