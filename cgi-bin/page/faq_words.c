#include "page/faq_words.h"

#include <string.h>

#include "base/mem.h"

#define WORD "Lang.Faq.Figure."

char *faq_figure_text(void *mem, struct view_node *root, const struct faq_figure *figure)
{
	char *none = talloc_asprintf(mem, WORD "%s_none", figure->name);
	const char *words = view_words(root, none);

	if (figure->value == 0 && strcmp(words, none) != 0)
		return talloc_strdup(mem, words);
	return text_sentence(mem, root, talloc_asprintf(mem, WORD "%s", figure->name),
	                     figure->money ? text_money(mem, figure->value)
	                                   : text_points(mem, figure->value),
	                     NULL);
}

char *faq_fill(void *mem, struct view_node *root, const struct plan *plan, const char *text)
{
	struct faq_figure figures[FAQ_FIGURES];
	const char *at = text;
	char name[FAQ_NAME];
	struct buf out;
	size_t before;

	if (!plan)
		return talloc_strdup(mem, text);
	faq_figures(plan, figures);
	buf_init(&out, mem);
	while (faq_next(&at, &before, name)) {
		int i = 0;

		buf_add(&out, text, before);
		while (i < FAQ_FIGURES && strcmp(figures[i].name, name) != 0)
			i++;
		if (i < FAQ_FIGURES && at[-1] == '}')
			buf_str(&out, faq_figure_text(mem, root, &figures[i]));
		else
			buf_add(&out, text + before, (size_t)(at - text) - before);
		text = at;
	}
	buf_str(&out, text);
	return out.data;
}

void faq_lines(void *mem, struct view_node *node, const char *name, const char *text)
{
	for (int n = 0; *text;) {
		size_t len = strcspn(text, "\r\n");

		if (len > 0)
			view_str(view_row(node, name, n++), "Line", talloc_strndup(mem, text, len));
		text += len;
		text += strspn(text, "\r\n");
	}
}
