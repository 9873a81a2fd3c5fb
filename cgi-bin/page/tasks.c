#include "page/tasks.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/task_words.h"
#include "rule/referral.h"
#include "service/task.h"
#include "view/qr.h"

#define SHOWN 100
#define QR_SCALE 8
#define WORD "Lang.Tasks."

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"text", 4000, false}, {"code", 64, false}, {"q_*", 8, false}, {0}};
static const struct field none[] = {{0}};

static const char *const notices[][2] = {{"paid", WORD "DonePaid"},
                                         {"sent", WORD "DoneSent"},
                                         {NULL, NULL}};

static bool open_on(const struct task *t, int32_t day)
{
	return strcmp(t->state, "open") == 0 && day >= t->from_day &&
	       (t->until_day == DAY_NONE || day <= t->until_day);
}

/* How often T was done in the span its limit counts, and whether some wait. */
static int64_t times_done(const struct task *t, const struct task_done *done, int n, int32_t today,
                          bool *waits)
{
	int64_t count = 0, since = INT64_MIN;

	if (strcmp(t->span, "day") == 0)
		since = day_start(today);
	else if (strcmp(t->span, "month") == 0)
		since = day_start(referral_month(today));
	*waits = false;
	for (int i = 0; i < n; i++) {
		if (done[i].task_id != t->task_id || done[i].made_at < since)
			continue;
		*waits = *waits || strcmp(done[i].state, "waiting") == 0;
		count += strcmp(done[i].state, "refused") != 0;
	}
	return count;
}

/* Where the member stands with T; whether it cannot be done again now. */
static bool fill_state(struct view_node *row, const struct task *t, const struct task_done *done,
                       int n_done, int32_t today)
{
	bool waits;
	int64_t times;

	if (strcmp(t->kind, "bonus") == 0 || strcmp(t->kind, "active") == 0)
		return false; /* they come by themselves */
	times = times_done(t, done, n_done, today, &waits);
	if (waits || times >= t->times) {
		view_str(row, "State", view_words(row, waits ? WORD "StateWaiting" : WORD "StateDone"));
		view_str(row, "Look", waits ? "wait" : "good");
	}
	return times >= t->times;
}

static void fill_task(struct view_node *row, void *mem, const struct task *t,
                      const struct task_done *done, int n_done, int32_t today)
{
	view_str(row, "Id", talloc_asprintf(mem, "%llu", (unsigned long long)t->task_id));
	view_str(row, "Name", task_name(row, t));
	view_change(row, "Points", t->points);
	view_sentence(row, "How", talloc_asprintf(mem, WORD "How.%s", t->kind),
	              text_points(mem, t->need), text_points(mem, t->points), NULL);
	if (t->until_day != DAY_NONE)
		view_day(row, "Until", t->until_day);
	fill_state(row, t, done, n_done, today);
}

static void fill_done(struct view_node *row, const struct task_done *d)
{
	bool waits = strcmp(d->state, "waiting") == 0, paid = strcmp(d->state, "paid") == 0;

	view_str(row, "Name", view_lang(row) == LANG_EN && d->name_en[0] ? d->name_en : d->name);
	view_str(row, "State", view_words(row, waits  ? WORD "StateWaiting"
	                                       : paid ? WORD "StatePaid"
	                                              : WORD "StateRefused"));
	view_str(row, "Look", waits ? "wait" : paid ? "good" : "quiet");
	if (d->points > 0)
		view_change(row, "Points", d->points);
	view_day(row, "Day", day_of(d->made_at));
	if (d->note && d->note[0])
		view_str(row, "Reply", d->note);
}

void tasks_fill(struct view_node *root, void *mem, const struct task *tasks, int n,
                const struct task_done *done, int n_done, int32_t today)
{
	int shown = 0;

	for (int i = 0; i < n; i++)
		if (open_on(&tasks[i], today))
			fill_task(view_row(root, "Tasks", shown++), mem, &tasks[i], done, n_done, today);
	for (int i = 0; i < n_done; i++)
		fill_done(view_row(root, "Past", i), &done[i]);
}

static int page_tasks(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct task *tasks;
	struct task_done *done;
	int n, n_done;

	account_page(r, WORD "Title", "profile");
	account_notice(r, notices);
	if (task_list(portal->db, r->mem, "open", &tasks, &n) != DB_OK ||
	    task_done_list(portal->db, r->mem, viewer_of(r)->member_id, SHOWN, &done, &n_done) != DB_OK)
		return account_unavailable(r);
	tasks_fill(page_root(r), r->mem, tasks, n, done, n_done, day_of(page_now(r)));
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
	if (got == DB_OK && !open_on(t, day_of(page_now(r))))
		got = DB_NONE;
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : account_unavailable(r);
}

/* The lines of a question's answers, as choices. */
static void fill_options(struct view_node *row, void *mem, const char *options)
{
	int n = 0;

	while (*options) {
		size_t len = strcspn(options, "\n");
		struct view_node *option = view_row(row, "Options", n++);

		view_str(option, "Value", talloc_asprintf(mem, "%d", n));
		view_str(option, "Text", talloc_strndup(mem, options, len));
		options += len + (options[len] == '\n');
	}
}

static enum db fill_quiz(struct request *r, const struct task *t)
{
	struct view_node *root = page_root(r);
	bool en = view_lang(root) == LANG_EN;
	struct task_question *q;
	int n;
	enum db got = task_questions(portal_of(r)->db, r->mem, t->task_id, &q, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Questions", i);
		char *field = talloc_asprintf(r->mem, "q_%d", i + 1);

		view_str(row, "Field", field);
		view_str(row, "Text", en && q[i].text_en[0] ? q[i].text_en : q[i].text);
		fill_options(row, r->mem, en && q[i].options_en[0] ? q[i].options_en : q[i].options);
		if (r->method == METHOD_POST)
			page_keep(r, field);
	}
	view_points(root, "Right", t->need);
	return got;
}

static char *share_link(struct request *r, const char *token)
{
	return talloc_asprintf(r->mem, "%s/share/%s",
	                       config_get(portal_of(r)->config, "Base.Url", ""), token);
}

static enum db fill_share(struct request *r, const struct task *t)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	uint64_t member_id = viewer_of(r)->member_id;
	char token[TASK_TOKEN];
	int64_t visits = 0;
	enum db got = task_link(&env, member_id, t->task_id, token);

	if (got == DB_OK)
		got = task_visit_count(portal_of(r)->db, member_id, t->task_id, &visits);
	if (got != DB_OK)
		return got;
	view_str(root, "Link", share_link(r, token));
	view_sentence(root, "Visits", WORD "Visits", text_points(r->mem, visits),
	              text_points(r->mem, t->need), NULL);
	return DB_OK;
}

static int show_task(struct request *r, const struct task *t, int status)
{
	struct view_node *root = page_root(r);
	enum db got = DB_OK;

	view_str(root, "Page.Title", task_name(root, t));
	view_str(root, "Id", r->param[0]);
	view_str(root, "Kind", t->kind);
	view_str(root, "Name", task_name(root, t));
	view_str(root, "About", task_text(root, t));
	view_points(root, "Worth", t->points);
	view_sentence(root, "How", talloc_asprintf(r->mem, WORD "How.%s", t->kind),
	              text_points(r->mem, t->need), text_points(r->mem, t->points), NULL);
	if (t->until_day != DAY_NONE)
		view_day(root, "Until", t->until_day);
	if (strcmp(t->kind, "quiz") == 0)
		got = fill_quiz(r, t);
	else if (strcmp(t->kind, "share") == 0)
		got = fill_share(r, t);
	return got == DB_OK ? status : account_unavailable(r);
}

static int page_task(struct request *r)
{
	struct task t;
	struct task_done *done;
	int status, n;

	account_page(r, WORD "Title", "profile");
	status = task_of_url(r, &t);
	if (status)
		return status;
	if (task_done_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, SHOWN, &done, &n) != DB_OK)
		return account_unavailable(r);
	view_flag(page_root(r), "Full", fill_state(page_root(r), &t, done, n, day_of(page_now(r))));
	return show_task(r, &t, 200);
}

/* The chosen answers as "1,3,2"; one that is missing is marked. */
static const char *answers(struct request *r, const struct task *t)
{
	struct task_question *q;
	struct buf out;
	int n;

	buf_init(&out, r->mem);
	if (task_questions(portal_of(r)->db, r->mem, t->task_id, &q, &n) != DB_OK)
		return "";
	for (int i = 1; i <= n; i++) {
		const char *name = talloc_asprintf(r->mem, "q_%d", i);
		const char *answer = account_line(r, name);

		if (!answer[0] || strspn(answer, "0123456789") != strlen(answer))
			page_error(r, name, WORD "ErrorAnswer");
		buf_printf(&out, "%s%s", i > 1 ? "," : "", answer);
	}
	return out.data ? out.data : "";
}

/* As it was typed, full-width punctuation and all; blanks around it go. */
static const char *prose(void *mem, const char *typed)
{
	char *text = talloc_strdup(mem, typed + strspn(typed, " \t\r\n"));
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t\r\n", text[len - 1]))
		text[--len] = '\0';
	return text;
}

static const char *typed(struct request *r, const struct task *t)
{
	const char *text = "";

	if (strcmp(t->kind, "quiz") == 0)
		return answers(r, t);
	if (strcmp(t->kind, "checkin") == 0) {
		page_keep(r, "code");
		text = account_line(r, "code");
		if (!text[0])
			page_error(r, "code", WORD "ErrorCode");
	} else if (strcmp(t->kind, "review") == 0) {
		page_keep(r, "text");
		text = prose(r->mem, account_raw(r, "text"));
		if (utf8_length(text) < 10 || utf8_length(text) > TASK_TEXT_MAX)
			page_error(r, "text", WORD "ErrorText");
	}
	return text;
}

static int refused(struct request *r, const struct task *t, enum task_outcome outcome)
{
	switch (outcome) {
	case TASK_WRONG:
		page_error(r, strcmp(t->kind, "checkin") == 0 ? "code" : NULL,
		           talloc_asprintf(r->mem, WORD "Wrong.%s", t->kind));
		break;
	case TASK_LIMIT: page_error(r, NULL, WORD "ErrorLimit"); break;
	case TASK_SPENT: page_error(r, NULL, WORD "ErrorSpent"); break;
	case TASK_CLOSED:
	case TASK_UNKNOWN: page_error(r, NULL, WORD "ErrorClosed"); break;
	case TASK_SLOW: return account_wait(r, NULL, 60);
	default: return account_unavailable(r);
	}
	return 422;
}

static int page_take(struct request *r)
{
	struct service_env env = account_env(r);
	struct task t;
	const char *text;
	int64_t points;
	enum task_outcome outcome;
	int status;

	account_page(r, WORD "Title", "profile");
	status = task_of_url(r, &t);
	if (status)
		return status;
	text = typed(r, &t);
	status = show_task(r, &t, 422);
	if (status != 422 || page_has_errors(r))
		return status;
	outcome = task_take(&env, portal_of(r)->plans, viewer_of(r)->member_id, &t, text, &points);
	if (outcome == TASK_OK)
		return respond_see_other(r, "/tasks?done=paid");
	if (outcome == TASK_WAITS)
		return respond_see_other(r, "/tasks?done=sent");
	return refused(r, &t, outcome);
}

static int page_qr(struct request *r)
{
	struct service_env env = account_env(r);
	char token[TASK_TOKEN];
	struct task t;
	int status = task_of_url(r, &t);

	if (status)
		return status;
	if (strcmp(t.kind, "share") != 0)
		return 404;
	if (task_link(&env, viewer_of(r)->member_id, t.task_id, token) != DB_OK)
		return account_unavailable(r);
	if (!qr_png(share_link(r, token), QR_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	return 200;
}

const struct route tasks_routes[] = {
	{.path = "/tasks", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_tasks,
	 .template = "tasks", .query = query},
	{.path = "/tasks/:id", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_task,
	 .template = "task", .query = none},
	{.path = "/tasks/:id", .methods = METHOD_POST, .guards = GUARD_MEMBER | GUARD_CSRF,
	 .page = page_take, .template = "task", .form = form},
	{.path = "/tasks/:id/qr.png", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_qr},
	{0},
};
