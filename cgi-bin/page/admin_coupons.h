/* /admin/coupons: a coupon looked up by its code. */
#ifndef PAGE_ADMIN_COUPONS_H
#define PAGE_ADMIN_COUPONS_H

#include "page/desk.h"

extern const struct route admin_coupons_routes[];

#endif
