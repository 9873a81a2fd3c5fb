/* Staff: the handbook, made of the routes, the plan in force and words. */
#ifndef PAGE_ADMIN_HELP_H
#define PAGE_ADMIN_HELP_H

#include "web/request.h"

extern const struct route admin_help_routes[];

/* Whether the handbook tells what ROW is for: a staff page somebody opens. */
bool handbook_lists(const struct route *row);
/* The last part of the language key of ROW's line, "draws_id_winners_csv", on MEM:
 * its words stand in Lang.Handbook.Page. */
char *handbook_key(void *mem, const struct route *row);

#endif
