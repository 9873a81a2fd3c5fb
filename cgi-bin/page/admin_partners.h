/* /admin/partners: booking systems and their keys: made, rotated, blocked, last used. */
#ifndef PAGE_ADMIN_PARTNERS_H
#define PAGE_ADMIN_PARTNERS_H

#include "page/desk.h"

extern const struct route admin_partners_routes[];

#endif
