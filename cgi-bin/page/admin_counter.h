/* /admin/counter: staff redeem for a member who gives the one-time code. */
#ifndef PAGE_ADMIN_COUNTER_H
#define PAGE_ADMIN_COUNTER_H

#include "page/desk.h"

extern const struct route admin_counter_routes[];

#endif
