/* How members behave: bands of how often and how much they buy, which categories they buy
 * together and at which tier (PROGRAMME §9; document 001, 2.2). Members are added one by one.
 * Pure. */
#ifndef RULE_BEHAVIOUR_H
#define RULE_BEHAVIOUR_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

#define BEHAVIOUR_MONTHS 24     /* orders of so many months back count */
#define BEHAVIOUR_BANDS 6
#define BEHAVIOUR_CATEGORIES 64 /* at most; orders of others count in the bands alone */

/* A band of members by their orders or by what they paid. */
struct behaviour_band {
	int64_t members, orders, net_fen;
};

/* What a member bought of one category, 0 … BEHAVIOUR_CATEGORIES - 1; -1 = of one that has
 * no number. The same category may stand in several. */
struct behaviour_bought {
	int category;
	int64_t orders, net_fen; /* paid less refunded */
};

struct behaviour {
	struct behaviour_band frequency[BEHAVIOUR_BANDS], spend[BEHAVIOUR_BANDS];
	int64_t cross; /* members who bought of two categories or more */
	/* who bought of both; in [i][i] who bought of it at all */
	int64_t pairs[BEHAVIOUR_CATEGORIES][BEHAVIOUR_CATEGORIES];
	int64_t tiers[BEHAVIOUR_CATEGORIES][PLAN_TIERS]; /* buyers of it by tier held */
};

/* Counts a member who holds TIER (0 … PLAN_TIERS - 1; -1 = none of the plan's) and bought the
 * N of BOUGHT; none at all is a member too. */
void behaviour_add(struct behaviour *b, int tier, const struct behaviour_bought *bought, int n);
/* Band I's word in both families: "none", "one" …; "none", "under1000" … (yuan). */
const char *behaviour_frequency_word(int i);
const char *behaviour_spend_word(int i);
/* The band of so many orders; of so much money in fen. */
int behaviour_frequency_band(int64_t orders);
int behaviour_spend_band(int64_t net_fen);

#endif
