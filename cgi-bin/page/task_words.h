/* Tasks in words. */
#ifndef PAGE_TASK_WORDS_H
#define PAGE_TASK_WORDS_H

#include "store/task.h"
#include "view/view.h"

/* The name and the text of TASK in the language of ROOT's page. */
const char *task_name(const struct view_node *root, const struct task *task);
const char *task_text(const struct view_node *root, const struct task *task);

#endif
