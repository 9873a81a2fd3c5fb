/* Notices in words: from what is stored of one to its title and text in the
 * reader's language, alike on the page and in a mail. */
#ifndef VIEW_NOTICE_H
#define VIEW_NOTICE_H

#include "view/view.h"

struct notice_words {
	char *title, *text; /* on the context given */
};

/* The words of a notice of KIND, Lang.Notice.KIND.{Title,Text}, filled with ARGS:
 * the lines that service/notice.c stores. In the language of ROOT, on MEM. */
struct notice_words notice_words(void *mem, struct view_node *root, const char *kind,
                                 const char *args);

#endif
