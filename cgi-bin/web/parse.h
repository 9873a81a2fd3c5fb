/* What browsers send, taken apart: pure functions on bytes and a length. Never
 * more than linear work, never more fields than there is room for. */
#ifndef WEB_PARSE_H
#define WEB_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "web/request.h"

enum parse {
	PARSE_OK,
	PARSE_UNKNOWN,  /* a form field that the route does not have */
	PARSE_REPEATED, /* a field twice that may stand once */
	PARSE_LONG,     /* more characters than the field holds */
	PARSE_TEXT,     /* broken escapes, not UTF-8, control characters */
	PARSE_MANY      /* more fields than WEB_FIELDS_MAX */
};

/* A fixed word for the log: "unknown", "repeated" … */
const char *parse_word(enum parse result);
/* Splits TARGET as sent into the decoded PATH (on MEM) and the raw QUERY
 * behind '?' ("" when there is none; points into TARGET). False: not a path,
 * broken or hidden '/' escapes, not UTF-8, control characters. */
bool parse_target(void *mem, const char *target, const char **path, const char **query);
/* Query string: fields of KNOWN (ends with {0}; may be NULL) are decoded onto
 * MEM into OUT (room for WEB_FIELDS_MAX), all others are skipped unread. */
enum parse parse_query(void *mem, const char *text, size_t len, const struct field *known,
                       struct pair *out, int *n);
/* Form body: every field must be in KNOWN, or be "csrf" where WITH_CSRF. Line
 * ends become \n; tab and \n are the only control characters let through. */
enum parse parse_form(void *mem, const char *text, size_t len, const struct field *known,
                      bool with_csrf, struct pair *out, int *n);
/* One unescaped field of a multipart body, judged like one of a form: PART's
 * name and the LEN bytes at its value. */
enum parse parse_part(void *mem, const struct pair *part, size_t len, const struct field *known,
                      bool with_csrf, struct pair *out, int *n);
/* Cookie header: pairs onto MEM, at most MAX; what is malformed is skipped.
 * Returns the number. */
int parse_cookies(void *mem, const char *text, size_t len, struct pair *out, int max);
/* Whether a Content-Type header names WANT ("application/json"), parameters
 * and case aside. HEADER may be NULL. */
bool parse_type_is(const char *header, const char *want);
/* Appends TEXT percent-encoded for a query value. */
void parse_encode(struct buf *out, const char *text);

#endif
