/* SQL of what reports say about redemptions, draws, answers and the steps of
 * redemptions, surveys and referrals: facts of some days, the same added up by day
 * (schema/0012), and both read as one. Each thing counts on the programme day on
 * which it happened; such a day, once over, does not change. */
#ifndef STORE_ROLLUP_REASONS_H
#define STORE_ROLLUP_REASONS_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/survey.h"
#include "store/db.h"

enum roll_family {
	ROLL_ITEMS,   /* key: item, category, supplier */
	ROLL_DRAWS,   /* draw_id and prize_no; prize_no 0 = tickets */
	ROLL_ANSWERS, /* key: survey, category, guide */
	ROLL_REDEMPTIONS, /* steps of redemptions, likewise below. Key: flow, step; begun_on */
	ROLL_SURVEYS,
	ROLL_REFERRALS,
	ROLL__MAX
};

/* Places of .v by family. */
enum {
	RI_PLACED, RI_QUANTITY, RI_POINTS, RI_VALUE_FEN, RI_SENT, RI_ON_TIME, RI_WAIT_DAYS,
	RI_RECEIVED, RI_REJECTED, RI_CANCELLED, RI_POINTS_BACK, RI_RATED, RI_SCORE, RI__MAX
};
enum {
	RD_TICKETS, RD_ENTRANTS, RD_POINTS, RD_POINTS_BACK, RD_WINS, RD_WON_FEN, RD_DELIVERED,
	RD_DELIVERED_FEN, RD_FORFEITED, RD_FORFEITED_FEN, RD__MAX
};
enum {
	RS_ANSWERED, RS_NPS, RS_NPS_HIGH, RS_NPS_LOW, RS_SCALES, RS_SCALES_HIGH,
	RS_DRIVER, /* then count and sum of each driver, in the order of rule/survey.h */
	RS__MAX = RS_DRIVER + 2 * SURVEY_DRIVERS
};
enum { RF_N, RF_POINTS, RF__MAX };

#define ROLL_KEYS 3
#define ROLL_VALUES 16 /* room for any family's */

struct roll_row {
	int32_t day, begun_on; /* DAY_NONE where the family or the grouping has none */
	int64_t draw_id, prize_no;
	char *key[ROLL_KEYS]; /* "" where the family or the grouping has none */
	int64_t v[ROLL_VALUES];
};

/* What was booked on FROM … TO, from the facts, by day and everything else: an array
 * of *N on MEM. Reads through an index of each thing's time; outside transactions
 * (or in a snapshot). */
enum db roll_facts(struct database *db, void *mem, enum roll_family family, int32_t from,
                   int32_t to, struct roll_row **rows, int *n) __attribute__((warn_unused_result));
/* The last day that is added up with all before it. DB_NONE: none is. */
enum db roll_until(struct database *db, int32_t *until) __attribute__((warn_unused_result));
/* The day of the first fact. DB_NONE: there is none. */
enum db roll_first(struct database *db, int32_t *first) __attribute__((warn_unused_result));

/* A day's rows of every family. */
struct roll_day {
	int32_t day;
	struct roll_row *rows[ROLL__MAX];
	int n[ROLL__MAX];
};
/* Makes the rows of DAY anew, and tells since when something that took a step on it
 * (now or as it was added up before) had begun. In a transaction. */
enum db roll_put(struct database *db, const struct roll_day *day, int32_t *begun)
	__attribute__((warn_unused_result));
/* Makes anew what is added up further: the months of FROM … TO that are over by
 * UNTIL, and what began on BEGUN … TO. In the same transaction, or one behind. */
enum db roll_gather(struct database *db, int32_t from, int32_t to, int32_t until, int32_t begun)
	__attribute__((warn_unused_result));
/* Says that every day up to UNTIL is added up; in the same transaction. Never
 * backwards. */
enum db roll_put_until(struct database *db, int32_t until) __attribute__((warn_unused_result));
/* Removes what is added up of days before FIRST and after LAST; in a transaction. */
enum db roll_forget(struct database *db, int32_t first, int32_t last)
	__attribute__((warn_unused_result));

enum roll_grouping {
	ROLL_BY_DAY,  /* .day and, of steps, .key */
	ROLL_BY_KEY,  /* .key or the draw's numbers */
	ROLL_BY_BEGUN /* of steps: .key, of what began on FROM … TO, up to now */
};
/* The sums of FROM … TO, added up or from the facts, whichever holds them. In a
 * snapshot, for one moment's sake. Days in order, else in no order. */
enum db roll_read(struct database *db, void *mem, enum roll_family family,
                  enum roll_grouping grouping, int32_t from, int32_t to, int32_t today,
                  struct roll_row **rows, int *n) __attribute__((warn_unused_result));

/* ---- what stands beside the sums */

/* Items by code: the name of each that was ever in the catalogue, in order of
 * code. */
struct roll_name {
	char *code, *name, *name_en;
};
enum db roll_item_names(struct database *db, void *mem, struct roll_name **out, int *n)
	__attribute__((warn_unused_result));
/* Draws that are not drafts, by number, without their texts; and their prizes, by
 * draw and number. */
struct roll_draw {
	int64_t draw_id;
	char *kind, *state, *name, *name_en;
	int64_t max_tickets;
};
enum db roll_draws(struct database *db, void *mem, struct roll_draw **out, int *n)
	__attribute__((warn_unused_result));
struct roll_prize {
	int64_t draw_id, prize_no;
	char *name, *name_en;
	int64_t value_fen, count;
};
enum db roll_prizes(struct database *db, void *mem, struct roll_prize **out, int *n)
	__attribute__((warn_unused_result));
/* Redemptions that wait for staff, and of them those past their promised day. */
enum db roll_waiting(struct database *db, int32_t today, int64_t *waiting, int64_t *late)
	__attribute__((warn_unused_result));
/* Members who invited somebody that joined on FROM … TO. */
enum db roll_hosts(struct database *db, int32_t from, int32_t to, int64_t *hosts)
	__attribute__((warn_unused_result));
/* Parts of referrals under review: how many. */
enum db roll_held(struct database *db, int64_t *held) __attribute__((warn_unused_result));

#endif
