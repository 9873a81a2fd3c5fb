/* What the pages of accounts share: the services' surroundings, notices,
 * refusals, and the fields that several forms have. */
#ifndef PAGE_ACCOUNT_H
#define PAGE_ACCOUNT_H

#include "page/portal.h"
#include "service/env.h"

/* The request as the services see it. */
struct service_env account_env(struct request *r);
/* The viewer's ids; only where somebody is signed in. */
struct person_id account_viewer(const struct request *r);
/* "zh-CN" or "en": the language this answer is written in. */
const char *account_lang(struct request *r);
/* The code of the plan's lowest tier. */
const char *account_first_tier(struct request *r);
/* Starts a page: title from KEY, the name of its tab, one narrow column. */
void account_page(struct request *r, const char *title_key, const char *name);
/* Shows the notice whose word stands in ?done=; DONE is a list of pairs (word,
 * language key) ended by NULL. */
void account_notice(struct request *r, const char *const (*done)[2]);
/* The form again: tries come too fast. Sets Retry-After; returns 429. */
int account_wait(struct request *r, const char *field, int64_t wait_s);
/* The error page when the database did not answer; returns 503. */
int account_unavailable(struct request *r);
/* A mail's link that opens no more, in the words of its own page (its template
 * reads Gone): what to do instead. Returns 404. */
int account_gone(struct request *r);

/* Reads a one-line form field: trimmed, full-width made half-width, line ends
 * made blanks; "" when it was not sent. On r->mem. */
const char *account_line(struct request *r, const char *name);
/* A form field as typed (passwords); "" when it was not sent. */
const char *account_raw(const struct request *r, const char *name);
/* The checked name; NULL with its page_error otherwise. */
const char *account_name(struct request *r);
/* Judges the new password in field FIELD against the person's own NAMES (list
 * ended by NULL); NULL with its page_error otherwise. */
const char *account_password(struct request *r, const char *field, const char *const *names);
/* Whether the repeated field `consent` holds PAPER; a plain "1" or "on" (a form
 * with one box for both) stands for terms and privacy. */
bool account_consents(const struct request *r, const char *paper);
/* Judges terms and privacy (page_error where one lacks), keeps the ticks. */
void account_papers(struct request *r);

#endif
