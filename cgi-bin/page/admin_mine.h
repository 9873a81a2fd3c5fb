/* /admin/mine: an adviser's desk: the members they look after, and what of them is to
 * be done; members without a working adviser have one too. */
#ifndef PAGE_ADMIN_MINE_H
#define PAGE_ADMIN_MINE_H

#include "page/desk.h"

extern const struct route admin_mine_routes[];

#endif
