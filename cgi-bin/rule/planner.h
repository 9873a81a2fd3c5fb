/* What is best done with points that end: which thing in reach fits them, how
 * many coupons or gifts they make, which booking they serve. Pure. */
#ifndef RULE_PLANNER_H
#define RULE_PLANNER_H

#include <stdint.h>

#include "rule/plan.h"

/* Something in reach: what one costs this member, what it is worth, and the
 * most that may be had at once (at least 1). */
struct planner_offer {
	int64_t cost, value_fen, most;
};

/* The one of the N OFFERS that fits ENDING points best, at most AVAILABLE to be
 * spent: points that would be lost count twice, points taken from later ones
 * once; among equals the one that gives more for a point, then the first.
 * EXCEPT (-1 = none) is left out. -1: nothing is in reach. */
int planner_best(const struct planner_offer *offers, int n, int64_t ending, int64_t available,
                 int except);
/* How many of OFFER the ENDING points make: as many as fit, at least one where
 * AVAILABLE suffices; 0: none is in reach. */
int64_t planner_many(const struct planner_offer *offer, int64_t ending, int64_t available);

struct planner_pay {
	int64_t points; /* whole steps; 0 = paying with points is out of reach */
	int64_t fen;    /* what they pay */
	int64_t price;  /* the smallest booking on which all of them can be used */
};
/* Paying a booking in CATEGORY with the ENDING points: whole steps, at least the
 * plan's least number where AVAILABLE suffices. */
struct planner_pay planner_pay(const struct plan *plan, const char *category, int64_t ending,
                               int64_t available);

#endif
