/* /admin/tasks: tasks as staff define them, and what members sent in. */
#ifndef PAGE_ADMIN_TASKS_H
#define PAGE_ADMIN_TASKS_H

#include "page/portal.h"
#include "store/task.h"

extern const struct route admin_tasks_routes[];

/* admin_tasks_form.c: the form filled from TASK and its questions, */
void admin_task_show(struct request *r, const struct task *task, const struct task_question *q,
                     int n);
/* and read into TASK (whose kind and id stand where it is changed) and *Q, on
 * r->mem; what is wrong is told by page_error. */
void admin_task_read(struct request *r, struct task *task, struct task_question **q, int *n);
/* The choices of kind, span and state. */
void admin_task_choices(struct request *r);
extern const struct field admin_task_form[];
extern const char *const admin_task_kinds[];

#endif
