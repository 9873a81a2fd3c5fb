/* /admin/reports: which reports there are, and each of them as page and files. */
#ifndef PAGE_REPORTS_H
#define PAGE_REPORTS_H

#include "web/request.h"

/* Behind the points report's own routes: ":code" fits their paths too. */
extern const struct route reports_routes[];

#endif
