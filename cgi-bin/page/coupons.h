/* /coupons: the member's coupons and vouchers, as tickets. */
#ifndef PAGE_COUPONS_H
#define PAGE_COUPONS_H

#include "page/portal.h"

extern const struct route coupons_routes[];

#endif
