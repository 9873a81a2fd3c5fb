/* /terms and /privacy: the papers members agree to, with their versions. */
#ifndef PAGE_PAPER_H
#define PAGE_PAPER_H

#include "web/request.h"

extern const struct route paper_routes[];

#endif
