/* The only ClearSilver: templates parsed once at start, a data set a request,
 * escaping always on. Values are finished texts: layout decides nothing and
 * counts nothing. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/text.h"

enum lang { LANG_ZH, LANG_EN, LANG__MAX };

struct view;      /* all templates and languages of a program */
struct view_node; /* a node of one request's data set (borrowed) */

/* Parses DIR/layout parts and DIR/PAGE.cs for each of the N pages, and
 * DIR/lang/{zh-CN,en}.hdf. NULL with the logged reason: missing or broken
 * template, or a key that one language lacks. */
struct view *view_open(const char *dir, const char *const *pages, int n);
void view_close(struct view *view);
/* A fresh data set in LANG; its root. Freed by view_end(). */
struct view_node *view_begin(struct view *view, enum lang lang);
void view_end(struct view *view, struct view_node *root);
/* Renders page template PAGE ("history") between head and foot into OUT.
 * False (logged) when the template fails. */
bool view_render(struct view *view, const char *page, struct view_node *root, struct buf *out);
/* Renders PAGE alone, without head and foot (mail texts). */
bool view_render_bare(struct view *view, const char *page, struct view_node *root, struct buf *out);

/* A child node NAME of NODE, made when absent. NAME may hold dots. */
struct view_node *view_node(struct view_node *node, const char *name);
/* Row I of list NAME below NODE ("Entries", 0). */
struct view_node *view_row(struct view_node *node, const char *name, int i);

/* Values. TEXT NULL sets nothing. */
void view_str(struct view_node *node, const char *name, const char *text);
void view_flag(struct view_node *node, const char *name, bool value); /* sets "1" or nothing */
/* "1,234" at NAME and "1234" at NAME.Value (for <data value>). */
void view_points(struct view_node *node, const char *name, int64_t points);
/* "+1,234" / "−800" (U+2212) and the bare number at NAME.Value. */
void view_change(struct view_node *node, const char *name, int64_t points);
/* "¥4,280.50" and fen at NAME.Value. */
void view_money(struct view_node *node, const char *name, int64_t fen);
/* "2026年11月22日" / "22 November 2026"; ISO at NAME.Iso. DAY_NONE sets nothing;
 * DAY_NEVER the word for "never". */
void view_day(struct view_node *node, const char *name, int32_t day);
/* Date and time of day in the programme's zone; RFC 3339 at NAME.Iso. */
void view_instant(struct view_node *node, const char *name, int64_t instant);
/* The words at language key KEY ("Lang.Balance.NextTier") with {0} {1} {2}
 * replaced by the arguments (NULL-terminated list of finished texts). */
void view_sentence(struct view_node *node, const char *name, const char *key, ...)
	__attribute__((sentinel));
/* The words at KEY in the node's language; KEY itself when there are none. */
const char *view_words(struct view_node *node, const char *key);
enum lang view_lang(const struct view_node *node);

/* Finished texts for sentences, on talloc context MEM. */
char *text_points(void *mem, int64_t points);
char *text_money(void *mem, int64_t fen);
char *text_day(void *mem, enum lang lang, int32_t day);

#endif
