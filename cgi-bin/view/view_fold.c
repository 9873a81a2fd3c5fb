/* Partial evaluation of templates: what is the same for all requests in a
 * language (its words, the settings) is written into a template's text before
 * that is parsed, instead of being looked up in each request. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "view/view_private.h"

#define OPEN "<?cs var:"
#define CLOSE " ?>"
#define NAME_MAX_BYTES 96

/* The text at the name that begins at AT, and where the tag ends behind it;
 * NULL for what only a request can say: an expression or a value of its own. */
static const char *fixed(HDF *words, const char *at, const char **end)
{
	char name[NAME_MAX_BYTES];
	size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

	*end = at + n + strlen(CLOSE);
	if (n >= sizeof name || strncmp(at + n, CLOSE, strlen(CLOSE)) != 0)
		return NULL;
	memcpy(name, at, n);
	name[n] = '\0';
	return hdf_get_value(words, name, NULL);
}

static bool add(struct buf *out, const char *text, bool plain)
{
	char *escaped = NULL;

	if (plain) {
		buf_str(out, text);
		return true;
	}
	if (!view_good(neos_html_escape(text, (int)strlen(text), &escaped), "fold_failed", "escape"))
		return false;
	buf_str(out, escaped);
	free(escaped);
	return true;
}

char *view_fold(const char *text, HDF *words, bool plain)
{
	void *mem = talloc_new(NULL);
	struct buf out;
	const char *from = text, *at = text, *end, *value;
	char *folded;

	buf_init(&out, mem);
	while ((at = strstr(at, OPEN)) != NULL) {
		value = fixed(words, at + strlen(OPEN), &end);
		if (!value) {
			at += strlen(OPEN);
			continue;
		}
		buf_add(&out, from, (size_t)(at - from));
		if (!add(&out, value, plain)) {
			talloc_free(mem);
			return NULL;
		}
		from = at = end;
	}
	buf_str(&out, from);
	folded = strdup(out.data);
	talloc_free(mem);
	return folded;
}
