/* /admin/events: members' events made and opened, who comes, checking in. */
#ifndef PAGE_ADMIN_EVENTS_H
#define PAGE_ADMIN_EVENTS_H

#include "page/desk.h"
#include "service/event.h"

extern const struct route admin_events_routes[];

/* The form of an event (admin_events_form.c): its fields; EVENT as what the form
 * shows; the lists to choose from; and what was typed over EVENT, with a page_error
 * for each field that cannot be. */
extern const struct field event_form_fields[];
void event_form_fill(struct request *r, const struct member_event *event);
/* Of these what an open event shows only: its price and whom it is for. */
void event_form_fixed(struct request *r, const struct member_event *event);
void event_form_choices(struct request *r);
void event_form_read(struct request *r, struct member_event *event);

#endif
