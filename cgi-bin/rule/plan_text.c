#include "rule/plan_text.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define PATH_MAX_BYTES 160
#define DEPTH_MAX 8
#define ERROR_BYTES 200

enum form { FORM_OTHER, FORM_VALUE, FORM_OPEN, FORM_CLOSE, FORM_WRONG };

/* Goes through a text line by line. */
struct lines {
	const char *next;
	const char *at;      /* the line, up to END (its line feed or the text's end) */
	const char *end;
	int number;          /* from 1 */
	enum form form;
	char path[PATH_MAX_BYTES]; /* of what the line says, opens or closes */
	const char *value;   /* FORM_VALUE: behind the sign */
	size_t ends[DEPTH_MAX]; /* how long the path of each open block is */
	char open[PATH_MAX_BYTES];
	int depth;
};

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.' || c == '-';
}

/* Sets L's path to that of NAME in the open block; false: it is too long. */
static bool set_path(struct lines *l, const char *name, size_t len)
{
	int n = snprintf(l->path, sizeof l->path, "%s%s%.*s", l->open, l->depth > 0 ? "." : "",
	                 (int)len, name);

	return n > 0 && (size_t)n < sizeof l->path;
}

static enum form open_block(struct lines *l)
{
	if (l->depth == DEPTH_MAX)
		return FORM_WRONG;
	l->ends[l->depth++] = strlen(l->open);
	memcpy(l->open, l->path, sizeof l->open);
	return FORM_OPEN;
}

static enum form close_block(struct lines *l)
{
	if (l->depth == 0)
		return FORM_WRONG;
	memcpy(l->path, l->open, sizeof l->path);
	l->open[l->ends[--l->depth]] = '\0';
	return FORM_CLOSE;
}

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	return p;
}

static enum form judge(struct lines *l)
{
	const char *p = skip_blanks(l->at, l->end), *name = p;
	size_t len;

	if (p == l->end)
		return FORM_OTHER;
	if (*p == '#') /* the reader takes an include for an order */
		return strncmp(p, "#include", 8) == 0 ? FORM_WRONG : FORM_OTHER;
	if (*p == '}')
		return skip_blanks(p + 1, l->end) == l->end ? close_block(l) : FORM_WRONG;
	while (p < l->end && is_name(*p))
		p++;
	len = (size_t)(p - name);
	p = skip_blanks(p, l->end);
	if (len == 0 || p == l->end || !set_path(l, name, len))
		return FORM_WRONG;
	if (*p == '{')
		return skip_blanks(p + 1, l->end) == l->end ? open_block(l) : FORM_WRONG;
	if (*p != '=')
		return FORM_WRONG;
	l->value = p + 1;
	return FORM_VALUE;
}

static struct lines lines_of(const char *text)
{
	return (struct lines){.next = text};
}

/* The next line; false behind the last. */
static bool lines_next(struct lines *l)
{
	const char *feed;

	if (*l->next == '\0')
		return false;
	feed = strchr(l->next, '\n');
	l->at = l->next;
	l->end = feed ? feed : l->next + strlen(l->next);
	l->next = feed ? feed + 1 : l->end;
	l->number++;
	l->form = judge(l);
	return true;
}

int plan_text_wrong(const char *text)
{
	struct lines l = lines_of(text);

	while (lines_next(&l))
		if (l.form == FORM_WRONG)
			return l.number;
	return l.depth > 0 ? l.number : 0;
}

/* Whether PATH is BASE or lies below it. */
static bool lies_at(const char *path, const char *base)
{
	size_t len = strlen(base);

	return strncmp(path, base, len) == 0 && (path[len] == '\0' || path[len] == '.');
}

int plan_text_line(const char *text, const char *path)
{
	char wanted[PATH_MAX_BYTES];

	snprintf(wanted, sizeof wanted, "%s", path);
	while (wanted[0]) {
		struct lines l = lines_of(text);
		char *dot = strrchr(wanted, '.');
		int found = 0;

		while (lines_next(&l))
			if ((l.form == FORM_VALUE || l.form == FORM_OPEN) &&
			    (strcmp(l.path, wanted) == 0 || (!found && lies_at(l.path, wanted))))
				found = l.number;
		if (found)
			return found;
		*(dot ? dot : wanted) = '\0';
	}
	return 0;
}

/* Ends with a line feed, unless it is empty. */
static char *ended(char *text)
{
	size_t len = strlen(text);

	return len > 0 && text[len - 1] != '\n' ? talloc_strdup_append(text, "\n") : text;
}

char *plan_text_set(void *mem, const char *text, const char *path, const char *value)
{
	struct lines l = lines_of(text);
	const char *from = NULL, *to = NULL;
	char *out;

	while (lines_next(&l))
		if (l.form == FORM_VALUE && strcmp(l.path, path) == 0) {
			from = l.value;
			to = l.end;
		}
	if (!from) {
		out = ended(talloc_strdup(mem, text));
		return talloc_asprintf_append(out, "%s = %s\n", path, value);
	}
	out = talloc_strndup(mem, text, (size_t)(from - text));
	return talloc_asprintf_append(out, " %s%s", value, to);
}

char *plan_text_drop(void *mem, const char *text, const char *path)
{
	struct lines l = lines_of(text);
	char *out = talloc_strdup(mem, "");

	while (lines_next(&l)) {
		bool said = l.form == FORM_VALUE || l.form == FORM_OPEN || l.form == FORM_CLOSE;

		if (!lies_at(said ? l.path : l.open, path))
			out = talloc_strndup_append(out, l.at, (size_t)(l.next - l.at));
	}
	return out;
}

char *plan_text_add(void *mem, const char *text, const char *section, const char *block)
{
	struct lines l = lines_of(text);
	const char *at = NULL;
	char *out;

	while (lines_next(&l))
		if (l.form == FORM_CLOSE && l.depth == 0 && strcmp(l.path, section) == 0)
			at = l.at;
	if (!at) {
		out = ended(talloc_strdup(mem, text));
		return talloc_asprintf_append(out, "\n%s {\n%s}\n", section, block);
	}
	out = talloc_strndup(mem, text, (size_t)(at - text));
	return talloc_asprintf_append(out, "%s%s", block, at);
}

struct plan *plan_text_parse(void *mem, const char *text, char *error, int *line)
{
	char path[PATH_MAX_BYTES];
	struct config *tree;
	struct plan *plan;

	*line = plan_text_wrong(text);
	snprintf(error, ERROR_BYTES,
	         "a line is a comment (#), NAME = value, NAME { or }, and every block is closed");
	if (*line || strlen(text) >= PLAN_SOURCE_MAX)
		return NULL;
	tree = config_parse(text);
	if (!tree)
		return NULL;
	plan = plan_parse(mem, tree, error);
	config_free(tree);
	if (!plan) {
		snprintf(path, sizeof path, "%.*s", (int)strcspn(error, ":"), error);
		*line = plan_text_line(text, path);
	}
	return plan;
}
