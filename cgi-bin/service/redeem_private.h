/* Between the files of service/redeem. */
#ifndef SERVICE_REDEEM_PRIVATE_H
#define SERVICE_REDEEM_PRIVATE_H

#include "service/redeem.h"
#include "store/item.h"
#include "store/redemption.h"

/* Whether ITEM hands out codes that were brought in: vouchers always, a virtual
 * item once it has been given some. Behind the stock row's lock. DB_NONE: no. */
enum db redeem_gives_codes(struct database *db, const struct item *item)
	__attribute__((warn_unused_result));
/* Sets QUANTITY free codes aside for the redemption. DB_NONE: fewer are free. */
enum db redeem_keep_codes(struct database *db, void *mem, const struct item *item,
                          const char *redemption_no, int64_t quantity)
	__attribute__((warn_unused_result));
/* Sets the state and times of an instant redemption that is given out at NOW. */
void redeem_mark_issued(struct redemption *r, int64_t now);
/* Gives out what an instant redemption brings: its coupon, or the codes kept for
 * it. *CODE (may be NULL) gets the first code on MEM, NULL when there is none. */
enum db redeem_issue(struct database *db, void *mem, const struct item *item,
                     const struct redemption *r, int64_t now, char **code)
	__attribute__((warn_unused_result));

#endif
