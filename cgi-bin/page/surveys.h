/* A member's surveys: those to answer, and what became of the others. */
#ifndef PAGE_SURVEYS_H
#define PAGE_SURVEYS_H

#include "web/request.h"

extern const struct route surveys_routes[];

#endif
