/* Routes of the partner API: page/api_order.c. */
#ifndef PAGE_API_ORDER_H
#define PAGE_API_ORDER_H

#include "web/request.h"

extern const struct route api_order_routes[]; /* ends with {0} */

#endif
