/* What the pages of custom trips share, the members' and the staff's. */
#ifndef PAGE_CUSTOM_PARTS_H
#define PAGE_CUSTOM_PARTS_H

#include "page/portal.h"
#include "service/custom.h"

/* What both sides show of a trip: No Destination Period People Budget State Look
 * Opened Reason. */
void custom_fill(struct request *r, struct view_node *row, const struct custom_row *c);
/* Rows of list Steps (Own Word Text At Staff Hidden) and Orders (No Partner At). */
enum db custom_fill_said(struct request *r, const struct custom_row *c, bool all)
	__attribute__((warn_unused_result));

#endif
