/* An announcement as members read it, and its banner put away. */
#ifndef PAGE_ANNOUNCEMENTS_H
#define PAGE_ANNOUNCEMENTS_H

#include "web/request.h"

extern const struct route announcements_routes[];

#endif
