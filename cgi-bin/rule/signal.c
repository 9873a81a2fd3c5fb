#include "rule/signal.h"

#include <stddef.h>
#include <string.h>

#define MEMBER_TRIES 15
#define NETWORK_TRIES 50
#define NETWORK_MEMBERS 5
#define KEY_TRIES 20

static const char *const words[SIGNAL__MAX] = {
	[SIGNAL_CLUSTER] = "cluster", [SIGNAL_EARNINGS] = "earnings",
	[SIGNAL_ADDRESS] = "address", [SIGNAL_SURVEY] = "survey",
	[SIGNAL_REFUND] = "refund",   [SIGNAL_PASSWORDS] = "passwords",
	[SIGNAL_CODES] = "codes",
};

const char *signal_word(enum signal_kind kind)
{
	return kind > 0 && kind < SIGNAL__MAX ? words[kind] : NULL;
}

enum signal_kind signal_of(const char *word)
{
	for (enum signal_kind kind = SIGNAL_CLUSTER; word && kind < SIGNAL__MAX; kind++)
		if (strcmp(words[kind], word) == 0)
			return kind;
	return 0;
}

bool signal_holds(enum signal_kind kind)
{
	return kind == SIGNAL_CLUSTER || kind == SIGNAL_ADDRESS || kind == SIGNAL_SURVEY ||
	       kind == SIGNAL_REFUND;
}

int64_t signal_band_of(int64_t points)
{
	int64_t unit = 1;

	while (points / unit >= 100)
		unit *= 10;
	return (points / unit + (points % unit > 0)) * unit;
}

int64_t signal_percentile(const struct signal_band *bands, int n)
{
	int64_t all = 0, passed = 0, rank;

	for (int i = 0; i < n; i++)
		all += bands[i].members;
	if (all < SIGNAL_EARN_LEAST)
		return INT64_MAX;
	rank = all - all / 1000; /* nearest rank: ceil(0.999 all) */
	for (int i = 0; i < n; i++) {
		passed += bands[i].members;
		if (passed >= rank)
			return bands[i].points;
	}
	return INT64_MAX;
}

bool signal_storm(const struct signal_tries *t)
{
	if (t->of_member)
		return t->tries >= MEMBER_TRIES;
	if (t->of_network)
		return t->tries >= NETWORK_TRIES && t->members >= NETWORK_MEMBERS;
	return t->tries >= KEY_TRIES;
}

bool signal_again(int64_t before, int64_t now)
{
	return now > before && now / 2 >= before;
}
