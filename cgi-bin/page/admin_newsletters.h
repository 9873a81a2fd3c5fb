/* Staff: newsletters, written in both languages, tried on oneself, sent. */
#ifndef PAGE_ADMIN_NEWSLETTERS_H
#define PAGE_ADMIN_NEWSLETTERS_H

#include "web/request.h"

extern const struct route admin_newsletters_routes[];

#endif
