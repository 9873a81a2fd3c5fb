/* /admin/claims: members who miss points: the queue, the orders that fit, the answer. */
#ifndef PAGE_ADMIN_CLAIMS_H
#define PAGE_ADMIN_CLAIMS_H

#include "page/desk.h"

extern const struct route admin_claims_routes[];

#endif
