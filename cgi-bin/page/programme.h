/* /programme and /programme/changes: the rules in words, for everybody. */
#ifndef PAGE_PROGRAMME_H
#define PAGE_PROGRAMME_H

#include "web/request.h"

extern const struct route programme_routes[];

#endif
