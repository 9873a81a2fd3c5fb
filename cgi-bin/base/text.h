/* Strings: a growing buffer, strict number parsing, UTF-8 and clean-up of what
 * people type. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A byte buffer on a talloc context; always NUL-terminated behind .len. */
struct buf {
	char *data;
	size_t len, cap;
	void *mem;
};

/* Starts an empty buffer on MEM. Growing aborts when memory is gone. */
void buf_init(struct buf *b, void *mem);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_str(struct buf *b, const char *text);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);

/* Parses a whole decimal int64 (optional leading '-', no blanks, no '+').
 * False: empty, other characters, or out of range. */
bool int_parse(const char *text, int64_t *out);
#define INT_TEXT 24 /* room for any int64 in decimal */
/* VALUE in decimal; what printf would say, at a fraction of its cost. Returns OUT. */
const char *int_text(char out[INT_TEXT], int64_t value);
/* True when TEXT (LEN bytes) is well-formed UTF-8 without NUL. */
bool utf8_valid(const char *text, size_t len);
/* Number of characters (code points) of a valid UTF-8 string. */
size_t utf8_length(const char *text);
/* TEXT with full-width ASCII made half-width and blanks trimmed at both ends;
 * on MEM. */
char *text_clean(void *mem, const char *text);
/* A mainland mobile number in any usual writing ("+86 138-0000-0001",
 * full-width digits) as 11 digits on MEM; NULL when it is not one. */
char *phone_clean(void *mem, const char *text);
/* An e-mail address trimmed and lower-cased on MEM; NULL when it is not one
 * (one @, a dot in the domain, no blanks or control characters, ≤ 254). */
char *email_clean(void *mem, const char *text);
/* A member number ("m0000001") upper-cased on MEM; NULL when it is not one. */
char *member_no_clean(void *mem, const char *text);
/* Whether S begins with PREFIX. */
bool text_starts(const char *s, const char *prefix);
/* Whether S equals any of the NULL-terminated LIST. */
bool text_among(const char *s, const char *const *list);

#endif
