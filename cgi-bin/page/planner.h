/* /planner: which points end when, and the best use of them now; /planner.ics:
 * the same days for a calendar. */
#ifndef PAGE_PLANNER_H
#define PAGE_PLANNER_H

#include "page/portal.h"
#include "store/item.h"
#include "store/spent.h"
#include "store/stop.h"

extern const struct route planner_routes[];

/* What the page is made of. */
struct planner_view {
	const struct viewer *viewer; /* its available is today's */
	const struct plan *plan;
	const struct spent_day *days; /* rising */
	int n_days;
	const struct item *items;     /* offered today, in reach */
	int n_items;
	const struct stop *stops;     /* emergency stops that stand: what they stop is not offered */
	int n_stops;
	int64_t now;
	int32_t today;
};
/* Fills ROOT for templates/planner.cs. */
void planner_fill(struct view_node *root, void *mem, const struct planner_view *v);

#endif
