/* /cases: my complaints, questions and suggestions. */
#ifndef PAGE_CASES_H
#define PAGE_CASES_H

#include "page/portal.h"

extern const struct route cases_routes[];

#endif
