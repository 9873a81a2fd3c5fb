/* Staff pages of announcements: written, counted, released, stopped. */
#ifndef PAGE_ADMIN_ANNOUNCEMENTS_H
#define PAGE_ADMIN_ANNOUNCEMENTS_H

#include "page/portal.h"
#include "store/announcement.h"

extern const struct route admin_announcements_routes[];
/* The fields of the form, for its routes. */
extern const struct field announcement_fields[];

/* What the form offers: Tiers.N.{Value,Text,On}, Ways.N.{Name,Text,Note,On}, Kinds, Segments,
 * Trips, Interests.N.{Value,Text}; what of it A has is on. */
void announcement_choices(struct request *r, const struct announcement *a);
/* A's own fields as Form.NAME. */
void announcement_form(struct request *r, const struct announcement *a);
/* The announcement as typed, judged (page_has_errors() tells); texts on r->mem. */
void announcement_typed(struct request *r, struct announcement *a);
/* Whom it is for, in a sentence. */
const char *announcement_audience(struct request *r, const struct audience *to);
/* By what it goes out, in a sentence. */
const char *announcement_ways(struct request *r, const struct announcement *a);

#endif
