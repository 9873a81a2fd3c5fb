/* Fields of staff forms: read, judged, and what is wrong with them told at the
 * field (page_error). */
#ifndef PAGE_DESK_FORM_H
#define PAGE_DESK_FORM_H

#include "page/portal.h"
#include "rule/early.h"

#define DESK_POINTS_MAX INT64_C(100000000)

/* The text of NAME, trimmed, full-width made half-width; "" when not sent. */
const char *desk_typed(struct request *r, const char *name);
/* The same, at most MAX characters; else "" with its error. */
const char *desk_text(struct request *r, const char *name, size_t max);
/* The same of what members read: its punctuation stays as typed (full-width forms
 * belong to Chinese); blanks around it go, line ends become one. */
const char *desk_prose(struct request *r, const char *name, size_t max);
/* A whole number from MIN to MAX; EMPTY where nothing is typed, or with its error. */
int64_t desk_number(struct request *r, const char *name, int64_t min, int64_t max, int64_t empty);
/* Yuan ("12", "12.5") as hundredths: fen; at most MAX. */
int64_t desk_yuan(struct request *r, const char *name, int64_t max, int64_t empty);
/* A day; DAY_NONE where nothing is typed, or with its error. */
int32_t desk_day(struct request *r, const char *name);
/* Day and time of day in the programme's zone; INSTANT_NONE likewise. */
int64_t desk_moment(struct request *r, const char *name);
/* Who may sooner what opens to all at the field START: the fields early_tier and
 * early_days, both or neither; tier "" = nobody. */
struct early_row desk_early(struct request *r, const char *start);

#endif
