#include "view/notice.h"

#include <string.h>

#include "base/mem.h"

#define ARGS 4

/* One line of the args as a finished text. */
static char *arg_text(void *mem, enum lang lang, const char *line, size_t len)
{
	char *copy = talloc_strndup(mem, line, len), *value = strchr(copy, ':'), *english;
	int64_t number;

	if (!value)
		return copy;
	*value++ = '\0';
	if (strcmp(copy, "text") == 0) {
		english = strchr(value, '\t');
		if (english)
			*english++ = '\0';
		return lang == LANG_EN && english ? english : value;
	}
	if (!int_parse(value, &number))
		return value;
	if (strcmp(copy, "day") == 0)
		return text_day(mem, lang, (int32_t)number);
	return strcmp(copy, "fen") == 0 ? text_money(mem, number) : text_points(mem, number);
}

struct notice_words notice_words(void *mem, struct view_node *root, const char *kind,
                                 const char *args)
{
	char *a[ARGS] = {NULL, NULL, NULL, NULL};
	const char *title = talloc_asprintf(mem, "Lang.Notice.%s.Title", kind);
	const char *text = talloc_asprintf(mem, "Lang.Notice.%s.Text", kind);
	struct notice_words words;

	for (int n = 0; n < ARGS && args && *args; n++) {
		size_t len = strcspn(args, "\n");

		a[n] = arg_text(mem, view_lang(root), args, len);
		args += len + (args[len] == '\n');
	}
	words.title = text_sentence(mem, root, title, a[0], a[1], a[2], a[3], NULL);
	words.text = text_sentence(mem, root, text, a[0], a[1], a[2], a[3], NULL);
	return words;
}
