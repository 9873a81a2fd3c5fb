/* JSON in and out: the one door to jansson. Reading is strict: duplicate keys,
 * numbers with a fraction, invalid UTF-8, trailing text and anything nested
 * deeper than JSON_DEPTH are refused. */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define JSON_DEPTH 8

struct json; /* a value read, or being written; a talloc child where MEM is named */

enum json_got { JSON_OK, JSON_ABSENT, JSON_WRONG /* another type, or too long */ };

/* Parses LEN bytes as one object. NULL: not that; *WHY then says so in a few
 * fixed words. Freed with MEM. */
struct json *json_parse(void *mem, const char *text, size_t len, const char **why);
/* The name of a member that is not in the NULL-terminated list KNOWN, or NULL. */
const char *json_unknown(const struct json *object, const char *const *known);
/* Typed getters: null counts as absent. Text is borrowed from the object, at
 * most MAX characters, without control characters. */
enum json_got json_text(const struct json *object, const char *name, size_t max, const char **out);
enum json_got json_int(const struct json *object, const char *name, int64_t *out);
enum json_got json_bool(const struct json *object, const char *name, bool *out);
/* An array of at most N_MAX texts; N gets their number (0 when absent). */
enum json_got json_texts(const struct json *object, const char *name, size_t max,
                         const char **out, int n_max, int *n);

/* Writing: a small builder on a buffer; order as added, no blanks. Begin with
 * json_begin(), end every object and array that was opened. NAME is NULL for
 * an element of an array. */
struct json_out {
	struct buf *buf;
	bool comma;
};
void json_begin(struct json_out *w, struct buf *buf); /* opens the outer object */
void json_end(struct json_out *w);                    /* closes it */
void json_open_object(struct json_out *w, const char *name);
void json_close_object(struct json_out *w);
void json_open_array(struct json_out *w, const char *name);
void json_close_array(struct json_out *w);
void json_add_text(struct json_out *w, const char *name, const char *text); /* NULL: null */
void json_add_int(struct json_out *w, const char *name, int64_t value);
void json_add_bool(struct json_out *w, const char *name, bool value);

#endif
