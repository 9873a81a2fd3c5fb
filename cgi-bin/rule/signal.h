/* Signals of abuse (PROGRAMME §10): what they are called and when something is
 * one. Pure: figures in, a yes or no out. */
#ifndef RULE_SIGNAL_H
#define RULE_SIGNAL_H

#include <stdbool.h>
#include <stdint.h>

enum signal_kind {
	SIGNAL_CLUSTER = 1, /* friends of one member who share a network, address, payer or phone */
	SIGNAL_EARNINGS,    /* a day's earnings above the 99.9th percentile */
	SIGNAL_ADDRESS,     /* redemptions of several accounts to one address */
	SIGNAL_SURVEY,      /* a survey answered faster than one can read it */
	SIGNAL_REFUND,      /* a refund whose points are spent already */
	SIGNAL_PASSWORDS,   /* wrong passwords, many */
	SIGNAL_CODES,       /* wrong codes, many */
	SIGNAL__MAX
};

#define SIGNAL_FRIENDS 3        /* friends who share something make a cluster */
#define SIGNAL_ACCOUNTS 3       /* accounts behind one address */
#define SIGNAL_DAYS 30          /* how far back clusters and addresses are looked at */
#define SIGNAL_SURVEY_S 10      /* a survey done in less */
#define SIGNAL_SURVEY_ANSWERS 3 /* and with at least so many answers */
#define SIGNAL_DEBT 100         /* points a refund leaves owed */
#define SIGNAL_EARN_DAYS 90     /* days whose earnings the percentile is read from */
#define SIGNAL_EARN_LEAST 1000  /* fewer members' days say nothing of the 999th of 1,000 */
#define SIGNAL_HOLD_DAYS 90     /* redemptions wait so long once abuse was found */

/* "cluster", "earnings" … as stored; NULL when KIND is none. And back: 0. */
const char *signal_word(enum signal_kind kind);
enum signal_kind signal_of(const char *word);
/* Whether redemptions of the members it names wait for staff: not where a signal
 * can name somebody who did nothing but book much, or was guessed at. */
bool signal_holds(enum signal_kind kind);

/* Members who earned up to POINTS on a day. */
struct signal_band {
	int64_t points, members;
};
/* POINTS (> 0) rounded up to two digits: 1,234 is 1,300. Bands keep a year of days
 * small; rounding up makes the percentile err towards silence. */
int64_t signal_band_of(int64_t points);
/* The least band that 99.9 % of the members' days do not pass (nearest rank), from
 * BANDS in rising order; INT64_MAX when there are too few to say. Above it is a
 * signal. */
int64_t signal_percentile(const struct signal_band *bands, int n);

/* Wrong tries within a day. */
struct signal_tries {
	int64_t tries, networks, members; /* of one member, one network or one partner's key */
	bool of_member, of_network;       /* neither: of a key */
};
/* Whether they are a storm. One member's own mistakes are slowed down long before;
 * a network's count once it has tried several accounts. */
bool signal_storm(const struct signal_tries *tries);
/* Whether a signal that was settled at figure BEFORE is worth a second look at NOW:
 * it has doubled. */
bool signal_again(int64_t before, int64_t now);

#endif
