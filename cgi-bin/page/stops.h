/* What members are told where staff have stopped an item, a draw or all spending. */
#ifndef PAGE_STOPS_H
#define PAGE_STOPS_H

#include "page/portal.h"
#include "store/stop.h"

/* Reads what stands now into *STOPS on r->mem; where all spending is stopped the page's
 * Stop gets the words members read (part/stop.cs shows them). False: the database did
 * not answer. */
bool stops_look(struct request *r, struct stop **stops, int *n) __attribute__((warn_unused_result));
/* Why ITEM ("" or NULL: none), DRAW_ID (0: none) or spending at all is stopped: the text
 * as staff wrote it, and since when; read afresh, on r->mem. */
const char *stops_why(struct request *r, const char *item, uint64_t draw_id);

#endif
