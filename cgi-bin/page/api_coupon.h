/* Routes of the partner API: page/api_coupon.c. */
#ifndef PAGE_API_COUPON_H
#define PAGE_API_COUPON_H

#include "web/request.h"

extern const struct route api_coupon_routes[]; /* ends with {0} */

#endif
