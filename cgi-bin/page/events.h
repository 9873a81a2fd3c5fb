/* /events: what members can come to, signing up with or without points, the
 * waiting list, the code to check in with. */
#ifndef PAGE_EVENTS_H
#define PAGE_EVENTS_H

#include "page/shop.h"
#include "service/event.h"

extern const struct route events_routes[];

/* One event with what the member has of it. */
struct event_view {
	struct shop s;
	struct member_event event;
	struct event_terms terms;
	bool signed_up;
	struct signup mine; /* where SIGNED_UP; else the latest that ended, or zeros */
};

/* Reads the event that the URL names, and the member's part in it; drafts are not
 * there. 0, or a status. */
int event_view_open(struct request *r, struct event_view *v);
/* What every page of one event shows: Event.*. */
void event_view_fill(struct event_view *v);
/* Whether SEATS places may be taken at SHOWN points (-1 = not compared). */
enum event_verdict event_view_judge(const struct event_view *v, int64_t seats, int64_t shown);
/* Why not, as a sentence on s.mem. */
const char *event_view_reason(const struct event_view *v, enum event_verdict verdict);

/* Signing up and leaving (events_join.c). */
int page_event_join(struct request *r);
int page_event_join_do(struct request *r);
int page_event_leave(struct request *r);
int page_event_leave_do(struct request *r);
extern const struct field event_join_form[];

#endif
