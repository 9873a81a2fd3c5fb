/* Routes of the partner API: sending orders (page/api_order.c)
 * and reading them (page/api_order_read.c). */
#ifndef PAGE_API_ORDER_H
#define PAGE_API_ORDER_H

#include "web/request.h"

extern const struct route api_order_routes[]; /* ends with {0} */
extern const struct route api_order_read_routes[];

#endif
