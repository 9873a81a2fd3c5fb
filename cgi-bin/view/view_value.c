/* Values of a data set: finished texts, and beside them the bare figure for
 * <data value> and <time datetime>. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view_private.h"

struct view_node *view_node(struct view_node *node, const char *name)
{
	HDF *child = NULL;

	if (!view_good(hdf_get_node(view_hdf(node), name, &child), "view_node_failed", name))
		return node; /* a page with a gap is better than none */
	return (struct view_node *)child;
}

struct view_node *view_item(struct view_node *list, int i)
{
	char number[INT_TEXT];

	return view_node(list, int_text(number, i));
}

struct view_node *view_row(struct view_node *node, const char *name, int i)
{
	char path[160], number[INT_TEXT];
	size_t len = strlen(name), digits = strlen(int_text(number, i));

	if (len + digits + 2 > sizeof path)
		return node;
	memcpy(path, name, len + 1);
	path[len] = '.';
	memcpy(path + len + 1, number, digits + 1);
	return view_node(node, path);
}

void view_str(struct view_node *node, const char *name, const char *text)
{
	if (text)
		view_good(hdf_set_value(view_hdf(node), name, text), "view_value_failed", name);
}

void view_flag(struct view_node *node, const char *name, bool value)
{
	if (value)
		view_str(node, name, "1");
}

/* TEXT at NAME and BARE at NAME.LEAF; the path is walked once. */
static void set_with_leaf(struct view_node *node, const char *name, const char *text,
                          const char *leaf, const char *bare)
{
	HDF *at = NULL;

	if (!view_good(hdf_get_node(view_hdf(node), name, &at), "view_node_failed", name))
		return;
	view_good(hdf_set_value(at, NULL, text), "view_value_failed", name);
	view_good(hdf_set_value(at, leaf, bare), "view_value_failed", leaf);
}

void view_figure(struct view_node *node, const char *name, const char *text, int64_t value)
{
	char bare[INT_TEXT];

	set_with_leaf(node, name, text, "Value", int_text(bare, value));
}

/* The same for a text made for it alone. */
static void set_figure(struct view_node *node, const char *name, char *text, int64_t value)
{
	view_figure(node, name, text, value);
	talloc_free(text);
}

void view_day_text(struct view_node *node, const char *name, const char *text, int32_t day)
{
	char iso[INSTANT_TEXT];

	set_with_leaf(node, name, text, "Iso", day_iso(iso, day));
}

void view_points(struct view_node *node, const char *name, int64_t points)
{
	set_figure(node, name, text_points(NULL, points), points);
}

void view_change(struct view_node *node, const char *name, int64_t points)
{
	char *text = text_points(NULL, points);

	if (points > 0) {
		size_t len = strlen(text);

		text = talloc_realloc(NULL, text, char, len + 2);
		memmove(text + 1, text, len + 1);
		text[0] = '+';
	}
	set_figure(node, name, text, points);
}

void view_money(struct view_node *node, const char *name, int64_t fen)
{
	set_figure(node, name, text_money(NULL, fen), fen);
}

void view_day(struct view_node *node, const char *name, int32_t day)
{
	char iso[INSTANT_TEXT];
	char *text;

	if (day == DAY_NONE)
		return;
	text = text_day(NULL, view_lang(node), day);
	if (day == DAY_NEVER) {
		view_str(node, name, view_words(node, "Lang.Common.Never"));
	} else {
		set_with_leaf(node, name, text, "Iso", day_iso(iso, day));
	}
	talloc_free(text);
}

void view_instant(struct view_node *node, const char *name, int64_t instant)
{
	char iso[INSTANT_TEXT];
	int64_t second;
	char *day, *text;

	if (instant == INSTANT_NONE)
		return;
	second = instant - day_start(day_of(instant));
	day = text_day(NULL, view_lang(node), day_of(instant));
	text = talloc_asprintf(day, "%s%s %02d:%02d", day, view_lang(node) == LANG_EN ? "," : "",
	                       (int)(second / 3600), (int)(second / 60 % 60));
	set_with_leaf(node, name, text, "Iso", instant_local(iso, instant));
	talloc_free(day);
}

enum lang view_lang(const struct view_node *node)
{
	const struct dataset *set = view_dataset(node);

	return set ? set->lang : LANG_ZH;
}

const char *view_words(struct view_node *node, const char *key)
{
	const struct dataset *set = view_dataset(node);
	const char *words = set ? view_key(set->view, set->lang, key) : NULL;

	if (words)
		return words;
	log_event(LOG_WARN, "language_key_unknown", "key=%s", key);
	return key;
}

/* One pass: an argument that holds "{0}" itself stays as it is. */
static void fill(struct buf *out, const char *words, const char *const *args, int n)
{
	const char *at;

	while ((at = strchr(words, '{')) != NULL) {
		int i = at[1] - '0';

		buf_add(out, words, (size_t)(at - words));
		if (i >= 0 && i < n && at[2] == '}') {
			buf_str(out, args[i]);
			words = at + 3;
		} else {
			buf_add(out, at, 1);
			words = at + 1;
		}
	}
	buf_str(out, words);
}

#define ARGS_MAX 10

static char *sentence(void *mem, struct view_node *node, const char *key, va_list list)
{
	const char *args[ARGS_MAX], *arg;
	struct buf out;
	int n = 0;

	while ((arg = va_arg(list, const char *)) != NULL)
		if (n < ARGS_MAX)
			args[n++] = arg;
	buf_init(&out, mem);
	fill(&out, view_words(node, key), args, n);
	return out.data;
}

char *text_sentence(void *mem, struct view_node *root, const char *key, ...)
{
	va_list list;
	char *text;

	va_start(list, key);
	text = sentence(mem, root, key, list);
	va_end(list);
	return text;
}

void view_sentence(struct view_node *node, const char *name, const char *key, ...)
{
	void *mem = talloc_new(NULL);
	va_list list;

	va_start(list, key);
	view_str(node, name, sentence(mem, node, key, list));
	va_end(list);
	talloc_free(mem);
}
