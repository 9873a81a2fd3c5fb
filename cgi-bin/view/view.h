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

/* Parses DIR/head.cs, DIR/foot.cs and DIR/PAGE.cs for each of the N pages, and
 * DIR/lang/{zh-CN,en}/ (every .hdf file of it). NULL with the logged reason:
 * missing or broken template, or a key that one language lacks. A page named
 * "mail/…" is plain text and not escaped, unless its name ends in ".html". */
struct view *view_open(const char *dir, const char *const *pages, int n);
/* The same with another head and foot: FRAME "admin/" takes DIR/admin/head.cs
 * and DIR/admin/foot.cs. */
struct view *view_open_frame(const char *dir, const char *frame, const char *const *pages, int n);
void view_close(struct view *view);
/* A fresh data set in LANG; its root. Freed by view_end(). */
struct view_node *view_begin(struct view *view, enum lang lang);
void view_end(struct view *view, struct view_node *root);
/* Renders page template PAGE ("history") between head and foot into OUT; sets
 * Page.Name, by which head.cs marks the tab, unless the page has done so.
 * False (logged) when the template fails. */
bool view_render(struct view *view, const char *page, struct view_node *root, struct buf *out);
/* Renders PAGE alone, without head and foot (mail texts). */
bool view_render_bare(struct view *view, const char *page, struct view_node *root, struct buf *out);

/* A child node NAME of NODE, made when absent. NAME may hold dots. */
struct view_node *view_node(struct view_node *node, const char *name);
/* Row I of list NAME below NODE ("Entries", 0). */
struct view_node *view_row(struct view_node *node, const char *name, int i);
/* The same below a node that is the list itself: long lists find it once. */
struct view_node *view_item(struct view_node *list, int i);

/* Sets NAME to TEXT for all pages and languages of VIEW from now on: what no
 * request changes is not copied into each, but written into the templates before
 * the next page. No request may set a name that is a constant or words. */
void view_constant(struct view *view, const char *name, const char *text);
/* Writes the constants in now, so that the first page need not wait for it. */
void view_settle(struct view *view);

/* Values. TEXT NULL sets nothing. */
void view_str(struct view_node *node, const char *name, const char *text);
void view_flag(struct view_node *node, const char *name, bool value); /* sets "1" or nothing */
/* TEXT at NAME and VALUE's digits at NAME.Value (for <data value>). */
void view_figure(struct view_node *node, const char *name, const char *text, int64_t value);
/* "1,234" at NAME and "1234" at NAME.Value. */
void view_points(struct view_node *node, const char *name, int64_t points);
/* "+1,234" / "−800" (U+2212) and the bare number at NAME.Value. */
void view_change(struct view_node *node, const char *name, int64_t points);
/* "¥4,280.50" and fen at NAME.Value. */
void view_money(struct view_node *node, const char *name, int64_t fen);
/* TEXT at NAME and the day's ISO form at NAME.Iso (for <time datetime>). */
void view_day_text(struct view_node *node, const char *name, const char *text, int32_t day);
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

/* The same sentence as a text on talloc context MEM, in ROOT's language. */
char *text_sentence(void *mem, struct view_node *root, const char *key, ...)
	__attribute__((sentinel));
/* Finished texts for sentences, on talloc context MEM. */
char *text_points(void *mem, int64_t points);
char *text_money(void *mem, int64_t fen);
char *text_day(void *mem, enum lang lang, int32_t day);
/* "10月1日" / "1 October"; MONTH from 1. */
char *text_month_day(void *mem, enum lang lang, int month, int day);
/* HUNDREDTHS as a decimal without needless zeros: 1050 is "10.5", 200 is "2". */
char *text_decimal(void *mem, int64_t hundredths);

#endif
