/* Answers of the help as they are read: figures filled in, lines as paragraphs. */
#ifndef PAGE_FAQ_WORDS_H
#define PAGE_FAQ_WORDS_H

#include "rule/faq.h"
#include "view/view.h"

/* TEXT with its {names} replaced by the figures of PLAN in ROOT's language, on MEM.
 * A name that there is not stays as it was written. PLAN NULL replaces nothing. */
char *faq_fill(void *mem, struct view_node *root, const struct plan *plan, const char *text);
/* FIGURE as the texts say it ("24 months"), on MEM. */
char *faq_figure_text(void *mem, struct view_node *root, const struct faq_figure *figure);
/* The lines of TEXT as rows NAME.N.Line of NODE; empty ones are left out. */
void faq_lines(void *mem, struct view_node *node, const char *name, const char *text);

#endif
