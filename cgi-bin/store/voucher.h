/* What a counter has to know of a voucher in hand: whose supplier's it is, and
 * which partner the merchant serves. */
#ifndef STORE_VOUCHER_H
#define STORE_VOUCHER_H

#include "store/db.h"

/* Name and state of PARTNER, on MEM. DB_NONE: there is no such. */
enum db voucher_partner(struct database *db, void *mem, const char *partner, char **name,
                        char **state) __attribute__((warn_unused_result));
/* A partner as a choice. */
struct voucher_choice {
	char *partner, *name;
};
/* The partners that work with us, by name: an array of *N on MEM. */
enum db voucher_partners(struct database *db, void *mem, struct voucher_choice **out, int *n)
	__attribute__((warn_unused_result));
/* Whose the voucher CODE of an item of SUPPLIER is, and of which item (on MEM). No
 * lock: before a transaction only. DB_NONE: that supplier's vouchers have no such
 * code, or it was not given out. */
enum db voucher_owner(struct database *db, void *mem, const char *supplier, const char *code,
                      uint64_t *member_id, char **item) __attribute__((warn_unused_result));

#endif
