#include "rule/rfm.h"

#include <stdlib.h>

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_last(const void *a, const void *b)
{
	return compare(((const struct rfm_member *)a)->last, ((const struct rfm_member *)b)->last);
}

static int by_orders(const void *a, const void *b)
{
	return compare(((const struct rfm_member *)a)->orders,
	               ((const struct rfm_member *)b)->orders);
}

static int by_net(const void *a, const void *b)
{
	return compare(((const struct rfm_member *)a)->net_fen,
	               ((const struct rfm_member *)b)->net_fen);
}

static int8_t score_of(int below, int n)
{
	return (int8_t)(1 + (int64_t)below * RFM_SCORES / n);
}

void rfm_score(struct rfm_member *members, int n)
{
	static int (*const orders[])(const void *, const void *) = { by_last, by_orders, by_net };

	for (int what = 0; n > 0 && what < 3; what++) {
		int below = 0;

		qsort(members, (size_t)n, sizeof *members, orders[what]);
		for (int i = 0; i < n; i++) {
			int8_t score;

			if (i > 0 && orders[what](&members[i - 1], &members[i]) != 0)
				below = i;
			score = score_of(below, n);
			*(what == 0 ? &members[i].recency
			            : what == 1 ? &members[i].frequency : &members[i].money) = score;
		}
	}
}

enum rfm_segment rfm_segment_of(int recency, int frequency, int money)
{
	static const enum rfm_segment segments[2][2][2] = {
		{ { RFM_ASLEEP, RFM_SLIPPING }, { RFM_FADING, RFM_MISSED } },
		{ { RFM_NEW, RFM_GROWING }, { RFM_REGULAR, RFM_BEST } },
	};

	return segments[recency >= RFM_HIGH][frequency >= RFM_HIGH][money >= RFM_HIGH];
}

const char *rfm_segment_word(enum rfm_segment segment)
{
	static const char *const words[RFM_SEGMENTS] = { "best",    "growing", "missed", "slipping",
		                                         "regular", "new",     "fading", "asleep" };

	return words[segment];
}
