#include "rule/behaviour.h"

/* A band begins with its bound and ends below the next. */
static const struct bound {
	int64_t from;
	const char *word;
} frequency[BEHAVIOUR_BANDS] = { { 0, "none" },	  { 1, "one" },	   { 2, "two" },
	                         { 3, "few" },	  { 5, "several" }, { 10, "many" } },
  spend[BEHAVIOUR_BANDS] = { { 0, "none" },	      { 1, "under1000" },
	                     { 100000, "under5000" }, { 500000, "under20000" },
	                     { 2000000, "under50000" }, { 5000000, "over50000" } };

static int band_of(const struct bound *bounds, int64_t value)
{
	int i = BEHAVIOUR_BANDS - 1;

	while (i > 0 && value < bounds[i].from)
		i--;
	return i;
}

const char *behaviour_frequency_word(int i)
{
	return frequency[i].word;
}

const char *behaviour_spend_word(int i)
{
	return spend[i].word;
}

int behaviour_frequency_band(int64_t orders)
{
	return band_of(frequency, orders);
}

int behaviour_spend_band(int64_t net_fen)
{
	return band_of(spend, net_fen);
}

static void count(struct behaviour_band *band, int64_t orders, int64_t net_fen)
{
	band->members++;
	band->orders += orders;
	band->net_fen += net_fen;
}

/* Counts the pairs of what was bought, each once. */
static void count_pairs(struct behaviour *b, int tier, const bool has[BEHAVIOUR_CATEGORIES])
{
	int kinds = 0;

	for (int i = 0; i < BEHAVIOUR_CATEGORIES; i++) {
		if (!has[i])
			continue;
		kinds++;
		if (tier >= 0)
			b->tiers[i][tier]++;
		for (int k = 0; k < BEHAVIOUR_CATEGORIES; k++)
			b->pairs[i][k] += has[k];
	}
	b->cross += kinds > 1;
}

void behaviour_add(struct behaviour *b, int tier, const struct behaviour_bought *bought, int n)
{
	bool has[BEHAVIOUR_CATEGORIES] = { false };
	int64_t orders = 0, net_fen = 0;

	for (int i = 0; i < n; i++) {
		orders += bought[i].orders;
		net_fen += bought[i].net_fen;
		if (bought[i].category >= 0 && bought[i].orders > 0)
			has[bought[i].category] = true;
	}
	count(&b->frequency[behaviour_frequency_band(orders)], orders, net_fen);
	count(&b->spend[behaviour_spend_band(net_fen)], orders, net_fen);
	count_pairs(b, tier, has);
}
