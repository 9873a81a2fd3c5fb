/* /profile/delete: what deletion loses, what the law keeps, and deletion itself. */
#ifndef PAGE_DELETE_H
#define PAGE_DELETE_H

#include "page/portal.h"

extern const struct route delete_routes[];

#endif
