#include "web/parse.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum source { SOURCE_PATH, SOURCE_QUERY, SOURCE_FORM, SOURCE_PART };

static const struct field csrf_field = { "csrf", 64, false };

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes %XX (and + outside paths) into OUT, which has room for LEN + 1
 * bytes; the length, or -1 for a broken escape. */
static ptrdiff_t
decode(char *out, const char *text, size_t len, enum source source)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '%') {
			int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
			int low = high >= 0 ? hex_digit(text[i + 2]) : -1;

			if (low < 0)
				return -1;
			c = (char)(high * 16 + low);
			i += 2;
			if (source == SOURCE_PATH && (c == '/' || c == '\0'))
				return -1;
		} else if (c == '+' && source != SOURCE_PATH) {
			c = ' ';
		}
		out[n++] = c;
	}
	out[n] = '\0';
	return (ptrdiff_t)n;
}

/* What multipart bodies hold is not escaped. */
static ptrdiff_t
copy(char *out, const char *text, size_t len)
{
	memcpy(out, text, len);
	out[len] = '\0';
	return (ptrdiff_t)len;
}

/* Browsers send line ends as CR LF: makes them LF, in place. */
static size_t
unify_line_ends(char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n')
			continue;
		text[n++] = text[i];
	}
	text[n] = '\0';
	return n;
}

/* Well-formed UTF-8 without C0, DEL and C1; tab and LF only in forms. */
static bool
text_is_clean(const char *text, size_t len, enum source source)
{
	if (!utf8_valid(text, len))
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		unsigned char next = (unsigned char)text[i + 1];

		if (source >= SOURCE_FORM && (c == '\n' || c == '\t'))
			continue;
		if (c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0))
			return false;
	}
	return true;
}

/* A decoded, checked copy of TEXT on MEM, or NULL. */
static char *
take(void *mem, const char *text, size_t len, enum source source)
{
	char *out = talloc_array(mem, char, len + 1);
	ptrdiff_t n = -1;

	if (out != NULL)
		n = source == SOURCE_PART ? copy(out, text, len) : decode(out, text, len, source);
	if (n >= 0 && source >= SOURCE_FORM)
		n = (ptrdiff_t)unify_line_ends(out, (size_t)n);
	if (n < 0 || !text_is_clean(out, (size_t)n, source)) {
		talloc_free(out);
		return NULL;
	}
	return out;
}

const char *
parse_word(enum parse result)
{
	static const char *const words[] = {
		[PARSE_OK] = "ok",     [PARSE_UNKNOWN] = "unknown", [PARSE_REPEATED] = "repeated",
		[PARSE_LONG] = "long", [PARSE_TEXT] = "text",       [PARSE_MANY] = "many",
	};

	return words[result];
}

bool
parse_target(void *mem, const char *target, const char **path, const char **query)
{
	const char *mark = strchr(target, '?');
	size_t len = mark != NULL ? (size_t)(mark - target) : strlen(target);

	*query = mark != NULL ? mark + 1 : "";
	*path = "";
	if (target[0] != '/')
		return false;
	char *decoded = take(mem, target, len, SOURCE_PATH);
	if (decoded == NULL)
		return false;
	*path = decoded;
	return true;
}

/* The table's field for NAME. A name "q_*" stands for all with its prefix. */
static const struct field *
find_field(const struct field *known, const char *name, bool with_csrf)
{
	if (with_csrf && strcmp(name, csrf_field.name) == 0)
		return &csrf_field;
	for (; known != NULL && known->name != NULL; known++) {
		size_t len = strlen(known->name);

		if (len > 0 && known->name[len - 1] == '*') {
			if (strncmp(name, known->name, len - 1) == 0)
				return known;
		} else if (strcmp(name, known->name) == 0) {
			return known;
		}
	}
	return NULL;
}

static bool
has_name(const struct pair *pairs, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(pairs[i].name, name) == 0)
			return true;
	return false;
}

struct fields {
	void *mem;
	enum source source;
	const struct field *known;
	bool with_csrf;
	struct pair *out;
	int *n;
};

/* One field of a name and a value of LEN bytes, as sent. */
static enum parse
add_pair(struct fields *f, const char *text, size_t name_len, const char *value, size_t len)
{
	char *name = take(f->mem, text, name_len, f->source);
	const struct field *field = name != NULL ? find_field(f->known, name, f->with_csrf) : NULL;

	if (field == NULL) {
		bool bad = name == NULL;

		talloc_free(name);
		if (f->source == SOURCE_QUERY)
			return PARSE_OK;
		return bad ? PARSE_TEXT : PARSE_UNKNOWN;
	}
	if (!field->many && has_name(f->out, *f->n, name))
		return PARSE_REPEATED;
	if (*f->n >= WEB_FIELDS_MAX)
		return PARSE_MANY;
	char *clean = take(f->mem, value, len, f->source);
	if (clean == NULL)
		return PARSE_TEXT;
	if (utf8_length(clean) > field->max)
		return PARSE_LONG;
	f->out[(*f->n)++] = (struct pair){ name, clean };
	return PARSE_OK;
}

/* One "name=value" of LEN > 0 bytes. */
static enum parse
add_field(struct fields *f, const char *text, size_t len)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - text) : len;
	const char *value = equals != NULL ? equals + 1 : text + len;

	return add_pair(f, text, name_len, value, (size_t)(text + len - value));
}

static enum parse
split_fields(struct fields *f, const char *text, size_t len)
{
	const char *end = text + len;

	*f->n = 0;
	while (text < end) {
		const char *amp = memchr(text, '&', (size_t)(end - text));
		size_t piece = amp != NULL ? (size_t)(amp - text) : (size_t)(end - text);
		enum parse result = piece > 0 ? add_field(f, text, piece) : PARSE_OK;

		if (result != PARSE_OK)
			return result;
		text += piece + 1;
	}
	return PARSE_OK;
}

enum parse
parse_query(void *mem, const char *text, size_t len, const struct field *known,
            struct pair *out, int *n)
{
	struct fields f = { mem, SOURCE_QUERY, known, false, out, n };

	return split_fields(&f, text, len);
}

enum parse
parse_form(void *mem, const char *text, size_t len, const struct field *known, bool with_csrf,
           struct pair *out, int *n)
{
	struct fields f = { mem, SOURCE_FORM, known, with_csrf, out, n };

	return split_fields(&f, text, len);
}

enum parse
parse_part(void *mem, const struct pair *part, size_t len, const struct field *known,
           bool with_csrf, struct pair *out, int *n)
{
	struct fields f = { mem, SOURCE_PART, known, with_csrf, out, n };

	return add_pair(&f, part->name, strlen(part->name), part->value, len);
}

/* RFC 6265 cookie octets: printable ASCII without blank, quote, comma,
 * semicolon and backslash. */
static bool
is_cookie_text(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\')
			return false;
	}
	return true;
}

int
parse_cookies(void *mem, const char *text, size_t len, struct pair *out, int max)
{
	const char *end = text + len;
	int n = 0;

	while (text < end && n < max) {
		const char *semicolon = memchr(text, ';', (size_t)(end - text));
		const char *stop = semicolon != NULL ? semicolon : end;

		while (text < stop && *text == ' ')
			text++;
		const char *equals = memchr(text, '=', (size_t)(stop - text));
		if (equals != NULL && equals > text
		    && is_cookie_text(text, (size_t)(equals - text))
		    && is_cookie_text(equals + 1, (size_t)(stop - equals - 1))) {
			out[n].name = talloc_strndup(mem, text, (size_t)(equals - text));
			out[n].value = talloc_strndup(mem, equals + 1, (size_t)(stop - equals - 1));
			if (out[n].name != NULL && out[n].value != NULL)
				n++;
		}
		text = stop + 1;
	}
	return n;
}

bool
parse_type_is(const char *header, const char *want)
{
	size_t len = strlen(want);

	if (header == NULL || strncasecmp(header, want, len) != 0)
		return false;
	return header[len] == '\0' || header[len] == ';' || header[len] == ' ';
}

void
parse_encode(struct buf *out, const char *text)
{
	static const char kept[] = "-._~/";

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
		             || (c >= 'A' && c <= 'Z') || strchr(kept, c) != NULL;

		if (plain)
			buf_add(out, text, 1);
		else
			buf_printf(out, "%%%02X", c);
	}
}
