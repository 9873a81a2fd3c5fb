/* /orders/claim: a trip's points are missing, says a member. */
#ifndef PAGE_CLAIM_H
#define PAGE_CLAIM_H

#include "page/portal.h"

extern const struct route claim_routes[];

#endif
