/* SQL of deletion: what a member loses, the closing itself, and wiping. */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include "store/person.h"

#define ERASE_KEEP_DAYS 730 /* the file of a draw's winners: two years (law, PROGRAMME §6) */

/* What is lost, and what goes on until it is done. */
struct erase_lost {
	int64_t coupons;     /* not yet used */
	int64_t redemptions; /* goods, trips … not yet received */
	int64_t tickets;     /* in draws not yet drawn */
	int64_t seats;       /* at events, or a place on their waiting lists */
	int64_t prizes;      /* won and not yet delivered */
	int64_t cases;       /* not yet closed */
	int64_t people;      /* others who sign in to the account */
	bool has_wins;       /* there are prizes whose file is kept */
};
enum db erase_lost(struct database *db, uint64_t member_id, int64_t now, struct erase_lost *out)
	__attribute__((warn_unused_result));

/* An event that the account, or one merged into it, is signed up for. */
struct erase_seat {
	uint64_t member_id;
	int64_t event_no;
};
/* All of them: *N on MEM. */
enum db erase_seats(struct database *db, void *mem, uint64_t member_id, struct erase_seat **out,
                    int *n) __attribute__((warn_unused_result));
/* An order whose points are under review still. */
struct erase_held {
	char *partner, *order_no;
};
/* All of the account's and of those merged into it: *N on MEM. */
enum db erase_held_of(struct database *db, void *mem, uint64_t member_id, struct erase_held **out,
                      int *n) __attribute__((warn_unused_result));

/* Within a transaction, the account locked: the row that has everything wiped is
 * there, and the account is closed (person_id 0: all of it; else that one person
 * alone). DB_DUP: it was deleted before. */
enum db erase_close(struct database *db, struct person_id id, int64_t points, int64_t now)
	__attribute__((warn_unused_result));
/* Nobody signs in any more; of an account coupons and codes end as well. In the same
 * transaction, for each that erase_all_of() names. */
enum db erase_end(struct database *db, struct person_id id, int64_t now)
	__attribute__((warn_unused_result));
/* ID itself and, where it is an account, those that were merged into it, the same
 * person's: *N on MEM. Runs in a transaction. */
enum db erase_all_of(struct database *db, void *mem, struct person_id id, struct person_id **out,
                     int *n) __attribute__((warn_unused_result));

/* Those to be wiped, and those to be looked at again on DAY: up to N rows after
 * (0 = from the first); OUT on MEM. */
enum db erase_due(struct database *db, void *mem, int32_t day, struct person_id **out, int *n)
	__attribute__((warn_unused_result));
/* Wipes what need not be kept, of the person or (person_id 0) of the account; what
 * waited for an answer of staff is refused, and links to surveys lead nowhere. Runs
 * in a transaction; twice is as once. What is not done yet (goods under way) and
 * winners of the last ERASE_KEEP_DAYS stay. */
enum db erase_wipe(struct database *db, struct person_id id, int64_t now)
	__attribute__((warn_unused_result));
/* How much had to stay: rows that still carry a name or an address, or a case that is
 * not closed; of one person, letters under way. */
enum db erase_rest(struct database *db, struct person_id id, int64_t *rows)
	__attribute__((warn_unused_result));
/* Notes that it was wiped; REST_ON: when to look again, DAY_NONE = never. */
enum db erase_done(struct database *db, struct person_id id, int64_t now, int32_t rest_on)
	__attribute__((warn_unused_result));

#endif
