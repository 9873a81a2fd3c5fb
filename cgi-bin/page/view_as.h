/* Looking at a page as a member, from the shell. */
#ifndef PAGE_VIEW_AS_H
#define PAGE_VIEW_AS_H

#include "page/portal.h"

/* Sets r->viewer to the holder of the account numbered MEMBER_NO, without a
 * session. False: no such member, or the database did not answer. */
bool view_as(struct request *r, const char *member_no);

#endif
