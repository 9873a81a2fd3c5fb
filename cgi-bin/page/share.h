/* /share/TOKEN: where a member's shared link leads; a visit counts by POST. */
#ifndef PAGE_SHARE_H
#define PAGE_SHARE_H

#include "page/portal.h"

extern const struct route share_routes[];

#endif
