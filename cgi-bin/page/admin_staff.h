/* /admin/staff: who works at the desk; managers add, reset, raise and block. */
#ifndef PAGE_ADMIN_STAFF_H
#define PAGE_ADMIN_STAFF_H

#include "page/portal.h"

extern const struct route admin_staff_routes[];

#endif
