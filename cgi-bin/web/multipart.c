#include "web/multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define BOUNDARY_MAX 70 /* RFC 2046 */
#define HEADER_MAX 2048 /* bytes of one part's headers */
#define FILE_NAME_MAX 100

/* One part while it is read: names as sent, content between two boundaries. */
struct part {
	const char *name, *file_name; /* on MEM; file_name NULL: a text field */
	const char *data;
	size_t len;
};

/* "\r\n--BOUNDARY" from the Content-Type header into OUT; its length, 0 when
 * the header has none. */
static size_t
read_boundary(const char *type, char out[BOUNDARY_MAX + 8])
{
	const char *at = type != NULL ? strcasestr(type, "boundary=") : NULL;
	size_t len;

	if (at == NULL)
		return 0;
	at += strlen("boundary=");
	if (*at == '"')
		len = strcspn(++at, "\"");
	else
		len = strcspn(at, "; \t");
	if (len == 0 || len > BOUNDARY_MAX)
		return 0;
	return (size_t)snprintf(out, BOUNDARY_MAX + 5, "\r\n--%.*s", (int)len, at);
}

/* One `key="value"` at *AT; the text behind it. False: it is none. */
static bool
read_parameter(void *mem, const char **at, const char *end, char key[16], char **value)
{
	const char *p = *at, *equals, *quote;
	size_t len;

	while (p < end && (*p == ';' || *p == ' ' || *p == '\t'))
		p++;
	equals = memchr(p, '=', (size_t)(end - p));
	if (equals == NULL || equals + 1 >= end)
		return false;
	len = (size_t)(equals - p);
	if (len == 0 || len >= 16 || equals[1] != '"')
		return false;
	quote = memchr(equals + 2, '"', (size_t)(end - equals - 2));
	if (quote == NULL)
		return false;
	memcpy(key, p, len);
	key[len] = '\0';
	*value = talloc_strndup(mem, equals + 2, (size_t)(quote - equals - 2));
	*at = quote + 1;
	return *value != NULL;
}

/* The line that says what the part is: form-data; name="…"; filename="…". */
static bool
read_disposition(void *mem, const char *line, const char *end, struct part *part)
{
	static const char want[] = "form-data;";
	char key[16], *value;

	while (line < end && *line == ' ')
		line++;
	if ((size_t)(end - line) < sizeof(want) || strncasecmp(line, want, sizeof(want) - 1) != 0)
		return false;
	line += sizeof(want) - 1;
	while (line < end && read_parameter(mem, &line, end, key, &value)) {
		if (strcasecmp(key, "name") == 0)
			part->name = value;
		else if (strcasecmp(key, "filename") == 0)
			part->file_name = value;
	}
	return part->name != NULL;
}

/* The headers from TEXT up to the empty line at END. */
static bool
read_headers(void *mem, const char *text, const char *end, struct part *part)
{
	static const char wanted[] = "content-disposition:";
	size_t len = sizeof(wanted) - 1;

	part->name = part->file_name = NULL;
	while (text < end) {
		const char *stop = memmem(text, (size_t)(end - text), "\r\n", 2);

		if (stop == NULL)
			stop = end;
		if ((size_t)(stop - text) > len && strncasecmp(text, wanted, len) == 0)
			return part->name == NULL && read_disposition(mem, text + len, stop, part);
		text = stop + 2;
	}
	return false;
}

/* The last segment of the path that some browsers send, if it is clean text. */
static const char *
clean_file_name(void *mem, const char *sent)
{
	static const struct field one[] = { { "name", FILE_NAME_MAX, false }, { 0 } };
	struct pair out[1], part = { "name", sent };
	int n = 0;

	for (const char *p = sent; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			part.value = p + 1;
	if (parse_part(mem, &part, strlen(part.value), one, false, out, &n) != PARSE_OK)
		return "";
	return strpbrk(out[0].value, "\n\t") != NULL ? "" : out[0].value;
}

static enum parse
take_file(void *mem, const struct part *part, const struct field *known, struct upload *file)
{
	while (known != NULL && known->name != NULL && strcmp(known->name, part->name) != 0)
		known++;
	if (known == NULL || known->name == NULL)
		return PARSE_UNKNOWN;
	if (file->field != NULL)
		return PARSE_REPEATED;
	if (part->len > known->max)
		return PARSE_LONG;
	if (part->file_name[0] == '\0' && part->len == 0)
		return PARSE_OK; /* no file was chosen */
	*file = (struct upload){ known->name, clean_file_name(mem, part->file_name), part->data,
		                     part->len };
	return PARSE_OK;
}

struct reading {
	void *mem;
	const struct field *known;
	bool with_csrf;
	struct pair *fields;
	int *n;
	struct upload *file;
};

static enum parse
take_part(struct reading *r, const struct part *part)
{
	struct pair pair = { part->name, part->data };

	if (part->file_name != NULL)
		return take_file(r->mem, part, r->known, r->file);
	return parse_part(r->mem, &pair, part->len, r->known, r->with_csrf, r->fields, r->n);
}

/* The part that begins at *AT; *AT moves behind the boundary that ends it. */
static enum parse
next_part(struct reading *r, const char **at, const char *end, const char *boundary, size_t b_len)
{
	const char *blank, *stop;
	size_t left = (size_t)(end - *at);
	struct part part;

	blank = memmem(*at, left < HEADER_MAX ? left : HEADER_MAX, "\r\n\r\n", 4);
	if (blank == NULL || !read_headers(r->mem, *at, blank, &part))
		return PARSE_TEXT;
	/* the line end of an empty part's boundary is the one behind its headers */
	stop = memmem(blank + 2, (size_t)(end - blank - 2), boundary, b_len);
	if (stop == NULL)
		return PARSE_TEXT;
	part.data = blank + 4;
	part.len = stop > part.data ? (size_t)(stop - part.data) : 0;
	*at = stop + b_len;
	return take_part(r, &part);
}

enum parse
multipart_parse(void *mem, const char *type, const char *body, size_t len,
                const struct field *known, bool with_csrf, struct pair *fields, int *n,
                struct upload *file)
{
	char boundary[BOUNDARY_MAX + 8];
	size_t b_len = read_boundary(type, boundary);
	const char *at = body, *end = body + len;
	struct reading r = { mem, known, with_csrf, fields, n, file };
	enum parse result = PARSE_OK;

	*n = 0;
	*file = (struct upload){ 0 };
	if (b_len == 0 || len < b_len || memcmp(body, boundary + 2, b_len - 2) != 0)
		return PARSE_TEXT;
	at += b_len - 2;
	while (result == PARSE_OK) {
		if (end - at >= 2 && memcmp(at, "--", 2) == 0)
			return PARSE_OK;
		if (end - at < 2 || memcmp(at, "\r\n", 2) != 0)
			return PARSE_TEXT;
		at += 2;
		result = next_part(&r, &at, end, boundary, b_len);
	}
	return result;
}
