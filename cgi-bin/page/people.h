/* /people: who signs in to a family or corporate account. */
#ifndef PAGE_PEOPLE_H
#define PAGE_PEOPLE_H

#include "web/request.h"

extern const struct route people_routes[];

#endif
