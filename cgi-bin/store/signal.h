/* Signals of abuse: the rows of the review queue, and what the nightly search for
 * them reads. */
#ifndef STORE_SIGNAL_H
#define STORE_SIGNAL_H

#include "rule/signal.h"
#include "store/db.h"

#define SIGNAL_KEY 112
#define SIGNAL_EVIDENCE 400
#define SIGNAL_SHOWN 20 /* numbers of members read with a signal */

/* Something found: borrowed texts. */
struct signal_found {
	enum signal_kind kind;
	const char *once_key; /* what makes it one, see the table */
	const char *evidence; /* "name=value name=value" */
	int64_t happened_at, figure;
	const uint64_t *members; /* whom it names */
	int n_members;
};

/* Keeps FOUND. *FRESH: it is new, or it was settled and has doubled since; of an
 * open one figure, evidence and members follow. In the caller's transaction. */
enum db signal_put(struct database *db, const struct signal_found *found, int64_t now,
                   bool *fresh) __attribute__((warn_unused_result));

/* A signal as staff see it; strings on the MEM given. */
struct signal_row {
	uint64_t signal_id;
	enum signal_kind kind;
	int64_t round, figure, members;
	char *evidence, *state, *note, *staff; /* staff: name, "" while open */
	int64_t happened_at, found_at, settled_at;
	char *numbers; /* of up to SIGNAL_SHOWN members, comma-separated */
};

/* Open ones, latest found first, at most LIMIT; those settled last. *N on MEM. */
enum db signal_open(struct database *db, void *mem, int64_t limit, struct signal_row **out, int *n)
	__attribute__((warn_unused_result));
enum db signal_settled(struct database *db, void *mem, int64_t limit, struct signal_row **out,
                       int *n) __attribute__((warn_unused_result));
/* How many are open, and how many members they name. */
enum db signal_count(struct database *db, int64_t *open, int64_t *members)
	__attribute__((warn_unused_result));
/* The state of one, locked: in a transaction. DB_NONE: there is none. */
enum db signal_lock(struct database *db, void *mem, uint64_t signal_id, char **kind, char **state)
	__attribute__((warn_unused_result));
/* Settles it: STATE "cleared" or "abuse". */
enum db signal_settle_row(struct database *db, uint64_t signal_id, const char *state,
                          uint64_t staff_id, const char *note, int64_t now)
	__attribute__((warn_unused_result));
/* Whether a signal names the member for which redemptions wait (signal_holds()):
 * open, or abuse found since SINCE. *NAMED = how many. */
enum db signal_names(struct database *db, uint64_t member_id, int64_t since, int64_t *named)
	__attribute__((warn_unused_result));

/* How far the search came; DB_NONE: it never ran. And so far now. */
enum db signal_mark(struct database *db, int64_t *until) __attribute__((warn_unused_result));
enum db signal_mark_put(struct database *db, int64_t until) __attribute__((warn_unused_result));

/* One candidate row of a search; what a search has not is 0, "" or its NONE. */
struct signal_hit {
	uint64_t member_id, of_member; /* OF_MEMBER: the referrer */
	char *sign;   /* network, address, payer or phone; of guesses "password", "desk", "code" */
	char *group;  /* what is shared, or a reference: never shown as it is */
	int64_t figure, other;
	int64_t at;
	int32_t day;
	bool of_key;  /* guesses: .group is a partner's key */
};
/* What members earned on DAY by posting: .member_id, .figure = points, .at = the
 * latest. Only what happened in the 35 days before: imported history is no news. */
enum db signal_earned(struct database *db, void *mem, int32_t day, struct signal_hit **out, int *n)
	__attribute__((warn_unused_result));
/* Bands of the days FROM … TO added up, rising. */
enum db signal_bands(struct database *db, void *mem, int32_t from, int32_t to,
                     struct signal_band **out, int *n) __attribute__((warn_unused_result));
/* Makes DAY's bands anew: clear, then add each. */
enum db signal_bands_clear(struct database *db, int32_t day) __attribute__((warn_unused_result));
enum db signal_band_add(struct database *db, int32_t day, const struct signal_band *band)
	__attribute__((warn_unused_result));
/* Addresses that goods were redeemed to in FROM … UNTIL, with everybody who redeemed
 * to one since SINCE: .group = the address, .member_id, .figure = redemptions,
 * .other = points, .at = the latest; by address. */
enum db signal_addresses(struct database *db, void *mem, int64_t from, int64_t until,
                         int64_t since, struct signal_hit **out, int *n)
	__attribute__((warn_unused_result));
/* Referrers whose friends joined in FROM … UNTIL, with what their friends since SINCE
 * have: .of_member, .sign, .group, .member_id, .at = joined; by referrer, sign, group. */
enum db signal_friends(struct database *db, void *mem, int64_t from, int64_t until, int64_t since,
                       struct signal_hit **out, int *n) __attribute__((warn_unused_result));
/* Surveys handed in within FROM … UNTIL in under SECONDS since the first answer, of
 * at least ANSWERS: .member_id, .group = invitation, .figure = seconds, .other =
 * answers, .at. */
enum db signal_surveys(struct database *db, void *mem, int64_t from, int64_t until,
                       int64_t seconds, int64_t answers, struct signal_hit **out, int *n)
	__attribute__((warn_unused_result));
/* Refunds booked in FROM … UNTIL that left at least LEAST points owed more than
 * before: .member_id, .group = "partner:order/refund", .figure = points owed by it,
 * .other = points it took, .at. */
enum db signal_refunds(struct database *db, void *mem, int64_t from, int64_t until, int64_t least,
                       struct signal_hit **out, int *n) __attribute__((warn_unused_result));
/* Guesses of the days FROM … TO with at least LEAST wrong tries: by member
 * (.member_id, .other = networks), by network (.group = its hash, .other =
 * members) and by partner's key (.group = its name): .sign, .day, .figure = tries, .at. */
enum db signal_guesses(struct database *db, void *mem, int32_t from, int32_t to, int64_t least,
                       struct signal_hit **out, int *n) __attribute__((warn_unused_result));
/* The members whom the network GROUP (as above) tried on DAY, up to 100. */
enum db signal_guessed(struct database *db, void *mem, int32_t day, const char *sign,
                       const char *group, uint64_t **out, int *n)
	__attribute__((warn_unused_result));

#endif
