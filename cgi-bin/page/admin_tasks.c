#include "page/admin_tasks.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/task.h"

#define WAITING 100
#define NOTE_MAX 200
#define WORD "Lang.AdminTasks."

static const struct field query[] = {{"done", 32, false}, {0}};
static const struct field judge_form[] = {{"member", 24, false}, {"n", 24, false}, {"note", 800, false},
                                          {"verdict", 16, false}, {0}};

static void fill_task(struct request *r, struct view_node *row, const struct task *t)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%llu", (unsigned long long)t->task_id));
	view_str(row, "Name", t->name);
	view_str(row, "Kind", view_words(row, talloc_asprintf(r->mem, WORD "Kind.%s", t->kind)));
	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "State.%s", t->state)));
	view_str(row, "Look", strcmp(t->state, "open") == 0 ? "good" : "quiet");
	view_points(row, "Points", t->points);
	if (t->budget != INT64_MIN) {
		view_points(row, "Budget", t->budget);
		view_points(row, "Paid", t->paid);
	}
	view_day(row, "From", t->from_day);
	if (t->until_day != DAY_NONE)
		view_day(row, "Until", t->until_day);
}

static void fill_waiting(struct request *r, struct view_node *row, const struct task_done *d)
{
	view_str(row, "TaskId", talloc_asprintf(r->mem, "%llu", (unsigned long long)d->task_id));
	view_str(row, "N", talloc_asprintf(r->mem, "%lld", (long long)d->n));
	view_str(row, "MemberNo", d->member_no);
	view_str(row, "Task", d->name);
	view_str(row, "Text", d->text);
	view_instant(row, "Made", d->made_at);
}

static int show(struct request *r, int status)
{
	struct database *db = portal_of(r)->db;
	struct view_node *root = page_root(r);
	struct task *tasks;
	struct task_done *waiting;
	int n, n_waiting;

	if (!desk_looked(r, "task_queue", 0, "") || task_list(db, r->mem, NULL, &tasks, &n) != DB_OK ||
	    task_waiting(db, r->mem, WAITING, &waiting, &n_waiting) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_task(r, view_row(root, "Tasks", i), &tasks[i]);
	for (int i = 0; i < n_waiting; i++)
		fill_waiting(r, view_row(root, "Waiting", i), &waiting[i]);
	return status;
}

static int page_tasks(struct request *r)
{
	desk_page(r, WORD "Title");
	return show(r, 200);
}

static int page_new(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "New");
	char today[INSTANT_TEXT];

	admin_task_choices(r);
	view_str(root, "Form.state", "draft");
	view_str(root, "Form.span", "ever");
	view_str(root, "Form.times", "1");
	view_str(root, "Form.need", "1");
	view_str(root, "Form.from_day", day_iso(today, day_of(page_now(r))));
	return 200;
}

/* The task that the URL names: 0, or a status. */
static int task_of_url(struct request *r, struct task *t)
{
	int64_t id;
	enum db got;

	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = task_read(portal_of(r)->db, r->mem, (uint64_t)id, t);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

/* The page of one task, with what its form says about it. */
static void head(struct request *r, const struct task *t)
{
	struct view_node *root = page_root(r);

	view_str(root, "Page.Title", t->name);
	view_str(root, "Id", r->param[0]);
	view_str(root, "KindName",
	         view_words(root, talloc_asprintf(r->mem, WORD "Kind.%s", t->kind)));
	admin_task_choices(r);
}

static int page_one(struct request *r)
{
	struct task t;
	struct task_question *q;
	int n, status;

	desk_page(r, WORD "Title");
	status = task_of_url(r, &t);
	if (status)
		return status;
	if (task_questions(portal_of(r)->db, r->mem, t.task_id, &q, &n) != DB_OK)
		return desk_unavailable(r);
	head(r, &t);
	admin_task_show(r, &t, q, n);
	return 200;
}

struct save {
	struct task *task;
	const struct task_question *questions;
	int n;
	int64_t now;
	uint64_t staff_id;
};

static enum db save_work(struct database *db, void *arg)
{
	struct save *s = arg;
	char subject[24];
	uint64_t before = s->task->task_id;
	enum db got = task_save(db, s->task, s->now);

	if (got == DB_OK)
		got = task_questions_set(db, s->task->task_id, s->questions, s->n);
	snprintf(subject, sizeof subject, "%llu", (unsigned long long)s->task->task_id);
	if (got == DB_OK)
		got = staff_log(db, s->staff_id, before ? "task_change" : "task_make", 0, subject,
		                s->task->state);
	if (got != DB_OK)
		s->task->task_id = before; /* a try may come again */
	return got;
}

static int save(struct request *r, struct task *t, const struct task_question *q, int n)
{
	struct save s = {.task = t, .questions = q, .n = n, .now = page_now(r),
	                 .staff_id = desk_of(r)->staff_id};

	if (db_transact(portal_of(r)->db, save_work, &s) != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/tasks?done=task_saved");
}

static int page_make(struct request *r)
{
	struct task t = {0};
	struct task_question *q;
	int n;

	desk_page(r, WORD "New");
	admin_task_choices(r);
	admin_task_read(r, &t, &q, &n);
	return page_has_errors(r) ? 422 : save(r, &t, q, n);
}

static int page_change(struct request *r)
{
	struct task t;
	struct task_question *q;
	int n, status;

	desk_page(r, WORD "Title");
	status = task_of_url(r, &t);
	if (status)
		return status;
	head(r, &t);
	admin_task_read(r, &t, &q, &n);
	return page_has_errors(r) ? 422 : save(r, &t, q, n);
}

static int page_judge(struct request *r)
{
	struct service_env env = desk_env(r);
	struct portal *portal = portal_of(r);
	const char *verdict = request_form(r, "verdict"), *note = desk_prose(r, "note", 2000);
	bool pay = verdict && strcmp(verdict, "pay") == 0;
	uint64_t member_id = 0;
	int64_t n, id;
	enum db got;

	desk_page(r, WORD "Title");
	if (!pay && (!verdict || strcmp(verdict, "refuse") != 0))
		return 400;
	if (!int_parse(r->param[0], &id) || id < 1 || !int_parse(desk_typed(r, "n"), &n) || n < 1)
		return page_problem(r, 404);
	if ((!pay && !note[0]) || utf8_length(note) > NOTE_MAX) {
		page_error(r, NULL, WORD "ErrorNote");
		return show(r, 422);
	}
	got = member_by_no(portal->db, r->mem, desk_typed(r, "member"), &member_id);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	switch (task_judge(&env, portal->plans, desk_of(r)->staff_id, member_id, (uint64_t)id, n, pay,
	                   note)) {
	case TASK_OK:
		return respond_see_other(r, pay ? "/admin/tasks?done=task_paid"
		                                : "/admin/tasks?done=task_refused");
	case TASK_UNKNOWN: page_error(r, NULL, WORD "ErrorJudged"); return show(r, 409);
	case TASK_SPENT: page_error(r, NULL, WORD "ErrorSpent"); return show(r, 409);
	default: return desk_unavailable(r);
	}
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define MANAGER (GUARD_MANAGER | GUARD_CSRF)

const struct route admin_tasks_routes[] = {
	{"/admin/tasks", METHOD_GET, GUARD_STAFF, page_tasks, "admin/tasks", query, NULL, 0},
	{"/admin/tasks/new", METHOD_GET, GUARD_MANAGER, page_new, "admin/task", query, NULL, 0},
	{"/admin/tasks/new", METHOD_POST, MANAGER, page_make, "admin/task", NULL, admin_task_form, 0},
	{"/admin/tasks/:id", METHOD_GET, GUARD_STAFF, page_one, "admin/task", query, NULL, 0},
	{"/admin/tasks/:id", METHOD_POST, MANAGER, page_change, "admin/task", NULL, admin_task_form, 0},
	{"/admin/tasks/:id/answers", METHOD_POST, CLERK, page_judge, "admin/tasks", NULL, judge_form, 0},
	{0},
};
