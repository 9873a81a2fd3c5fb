/* /admin/reports: which reports there are. */
#ifndef PAGE_REPORTS_H
#define PAGE_REPORTS_H

#include "web/request.h"

extern const struct route reports_routes[];

#endif
