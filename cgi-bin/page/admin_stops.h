/* /admin/stops: the emergency stop of an item, a draw or all spending. */
#ifndef PAGE_ADMIN_STOPS_H
#define PAGE_ADMIN_STOPS_H

#include "page/portal.h"

extern const struct route admin_stops_routes[];

#endif
