/* /admin/orders/new: staff enter one order. */
#ifndef PAGE_ADMIN_ORDER_NEW_H
#define PAGE_ADMIN_ORDER_NEW_H

#include "page/desk.h"

extern const struct route admin_order_new_routes[];

#endif
