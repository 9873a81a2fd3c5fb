/* What is wrong today: the figures of the desk's morning page, and the lists
 * behind those that have no page of their own. All members; outside
 * transactions. */
#ifndef STORE_TODAY_H
#define STORE_TODAY_H

#include "store/db.h"

#define TODAY_LIST 200 /* rows of a list at most */

struct today_counts {
	int64_t trips;         /* ended before LATE_BEFORE, never completed */
	int64_t parked;        /* events that wait for their order */
	int64_t held_orders, held_points; /* points under review */
	int64_t debtors, debt_points;
	int64_t low_items;     /* live items whose stock is near its end or gone */
	int64_t mail_failed;   /* messages given up since MAIL_SINCE */
	int64_t mail_waiting;  /* messages due before MAIL_LATE and not sent */
	int64_t unbooked_members, unbooked_points; /* expired before TODAY, not booked */
	int64_t ending_items;  /* live items that end before ENDS_BEFORE */
	int64_t ending_coupons; /* members' coupons whose last day lies before COUPONS_BEFORE */
	int64_t complaints;    /* unanswered, due before ANSWER_BEFORE */
	int64_t held_friends, held_friend_points; /* referrals under review */
	int64_t tasks;         /* contributions that wait for a judgement */
};

struct today_since {
	int32_t late_before, today, coupons_before;
	int64_t mail_since, mail_late, now, ends_before, answer_before;
};

/* All figures of the morning page. */
enum db today_count(struct database *db, const struct today_since *since,
                    struct today_counts *out) __attribute__((warn_unused_result));

/* One line of a list; what a list has not is 0, "" or its NONE. */
struct today_row {
	char *partner, *order_no, *member_no;
	char *what;      /* parked: the event; held: why */
	char *name;      /* an item's */
	char *item;      /* an item's code */
	int64_t figure;  /* points; of an item: how many are left */
	int64_t at;      /* instant */
	int32_t day;
};

/* Trips over (longest ago first), events that wait (longest first), held points
 * (oldest payment first), debts (largest first), items (fewest left first): an
 * array of *N on MEM, at most TODAY_LIST. */
enum db today_trips(struct database *db, void *mem, int32_t late_before, struct today_row **out,
                    int *n) __attribute__((warn_unused_result));
enum db today_parked(struct database *db, void *mem, struct today_row **out, int *n)
	__attribute__((warn_unused_result));
enum db today_held(struct database *db, void *mem, struct today_row **out, int *n)
	__attribute__((warn_unused_result));
enum db today_debts(struct database *db, void *mem, struct today_row **out, int *n)
	__attribute__((warn_unused_result));
enum db today_items(struct database *db, void *mem, struct today_row **out, int *n)
	__attribute__((warn_unused_result));
/* Members with points that expired before TODAY (longest ago first), live items that
 * end in NOW … BEFORE, coupons that end in TODAY … BEFORE by day and name (.figure =
 * how many), unanswered complaints due before BEFORE (soonest first; .order_no = the
 * case, .name = its owner): as above. */
enum db today_unbooked(struct database *db, void *mem, int32_t today, struct today_row **out,
                       int *n) __attribute__((warn_unused_result));
enum db today_ending(struct database *db, void *mem, int64_t now, int64_t before,
                     struct today_row **out, int *n) __attribute__((warn_unused_result));
enum db today_coupons(struct database *db, void *mem, int32_t today, int32_t before,
                      struct today_row **out, int *n) __attribute__((warn_unused_result));
enum db today_complaints(struct database *db, void *mem, int64_t before, struct today_row **out,
                         int *n) __attribute__((warn_unused_result));

#endif
