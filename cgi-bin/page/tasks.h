/* /tasks: what may be done for points beside travelling; /share/TOKEN: the page
 * that a shared link leads to. */
#ifndef PAGE_TASKS_H
#define PAGE_TASKS_H

#include "page/portal.h"
#include "store/task.h"

extern const struct route tasks_routes[];

/* The page's lists: open TASKS with how often the member did each (of DONE),
 * and what was done. Used by the golden pages too. */
void tasks_fill(struct view_node *root, void *mem, const struct task *tasks, int n,
                const struct task_done *done, int n_done, int32_t today);

#endif
