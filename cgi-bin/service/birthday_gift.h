/* Between the files of service/birthday. */
#ifndef SERVICE_BIRTHDAY_GIFT_H
#define SERVICE_BIRTHDAY_GIFT_H

#include "service/birthday.h"
#include "service/books.h"
#include "store/address.h"
#include "store/birthday.h"

/* One gift while it is made. */
struct birthday_giving {
	const struct service_env *env;
	const struct plan *plan;    /* in force on the birthday */
	struct books *books;        /* locked */
	struct birthday_gift *gift; /* .what is filled in, on env->mem */
	int64_t points, fen;        /* of the plan's row */
	struct address to;          /* where the member had the last thing sent; NULLs: unknown */
};

/* Makes the coupon, credits the points or places the present, and posts its
 * notice. DB_NONE: the present is not in the catalogue, or none is left. */
enum db birthday_give_gift(struct birthday_giving *g) __attribute__((warn_unused_result));

#endif
