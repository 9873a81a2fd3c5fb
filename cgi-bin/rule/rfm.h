/* Recency, frequency and money: scores 1 to 5 by quintile, and what a combination
 * is called (PROGRAMME §9). Never near a price. Pure. */
#ifndef RULE_RFM_H
#define RULE_RFM_H

#include <stdint.h>

#define RFM_SCORES 5
#define RFM_HIGH 4 /* from this score on a member counts as high: the upper two fifths */

struct rfm_member {
	uint64_t member_id; /* whose; the caller's, not looked at */
	int32_t last;            /* day of the latest order */
	int64_t orders, net_fen; /* of the window */
	int8_t recency, frequency, money; /* 1 … 5, set by rfm_score() */
};

/* Sets the scores of N members and leaves them in some other order. A score is 1 +
 * the fifths of all members that lie strictly below: equal members are equal. */
void rfm_score(struct rfm_member *members, int n);

enum rfm_segment {
	RFM_BEST,     /* recent, often, much */
	RFM_GROWING,  /* recent, seldom, much */
	RFM_MISSED,   /* not recent, often, much */
	RFM_SLIPPING, /* not recent, seldom, much */
	RFM_REGULAR,  /* recent, often, little */
	RFM_NEW,      /* recent, seldom, little */
	RFM_FADING,   /* not recent, often, little */
	RFM_ASLEEP,   /* not recent, seldom, little */
	RFM_SEGMENTS
};
/* The segment of three scores. */
enum rfm_segment rfm_segment_of(int recency, int frequency, int money);
/* "best", "growing" …: in names of language keys; never NULL. */
const char *rfm_segment_word(enum rfm_segment segment);

#endif
