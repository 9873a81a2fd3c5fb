/* /admin/today/…: the lists behind the morning page's figures; held points are
 * released or refused here. */
#ifndef PAGE_ADMIN_TODAY_H
#define PAGE_ADMIN_TODAY_H

#include "page/portal.h"

extern const struct route admin_today_routes[];

#endif
