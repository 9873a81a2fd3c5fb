/* /admin/orders: files of orders brought in: tried first, then run. */
#ifndef PAGE_ADMIN_ORDERS_H
#define PAGE_ADMIN_ORDERS_H

#include "page/desk.h"

extern const struct route admin_orders_routes[];

#endif
