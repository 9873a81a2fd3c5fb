/* /profile/preferences: what a member likes, for suggestions. */
#ifndef PAGE_PREFERENCES_H
#define PAGE_PREFERENCES_H

#include "web/request.h"

extern const struct route preferences_routes[];

#endif
