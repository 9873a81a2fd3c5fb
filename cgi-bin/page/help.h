/* /help: questions and answers, and how to reach us. */
#ifndef PAGE_HELP_H
#define PAGE_HELP_H

#include "web/request.h"

extern const struct route help_routes[];

#endif
