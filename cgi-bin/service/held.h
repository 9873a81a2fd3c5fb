/* Points under review (RULINGS 16): listed, released or refused by staff. */
#ifndef SERVICE_HELD_H
#define SERVICE_HELD_H

#include <stdint.h>

#include "service/order.h"

struct held_row {
	char *partner, *order_no, *member_no, *reason;
	uint64_t member_id;
	int64_t points; /* still held */
	int64_t paid_at;
};

/* All orders with held points, oldest payment first. *ROWS on MEM. */
enum db held_list(struct database *db, void *mem, struct held_row **rows, int *n)
	__attribute__((warn_unused_result));
/* Books the held points of an order as a lot of today. ORDER_DONE,
 * ORDER_UNKNOWN, ORDER_ENDED (nothing held) or a failure. */
enum order_outcome held_release(struct database *db, const struct plan_book *plans, void *mem,
                                const char *partner, const char *order_no, const char *reason,
                                struct order_answer *answer);
/* Refuses them; they are gone, the order keeps them as refused. */
enum order_outcome held_refuse(struct database *db, const struct plan_book *plans, void *mem,
                               const char *partner, const char *order_no, const char *reason,
                               struct order_answer *answer);

#endif
