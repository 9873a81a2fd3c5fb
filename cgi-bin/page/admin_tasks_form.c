#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_tasks.h"
#include "page/desk.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminTasks."
#define MANY 1000000

const struct field admin_task_form[] = {
	{"kind", 16, false},   {"state", 16, false},    {"name", 400, false},  {"name_en", 400, false},
	{"text", 9000, false}, {"text_en", 9000, false}, {"points", 24, false}, {"times", 24, false},
	{"span", 16, false},   {"need", 24, false},     {"budget", 24, false}, {"from_day", 24, false},
	{"until_day", 24, false}, {"code", 100, false}, {"link", 800, false},  {"questions", 20000, false},
	{0}};

const char *const admin_task_kinds[] = {"share", "quiz", "review", "profile", "newsletter",
                                        "checkin", "bonus", "active", NULL};
static const char *const spans[] = {"ever", "month", "day", NULL};
static const char *const states[] = {"draft", "open", "closed", NULL};

static void choices(struct request *r, const char *list, const char *prefix,
                    const char *const *values)
{
	struct view_node *root = page_root(r);

	for (int i = 0; values[i]; i++) {
		struct view_node *row = view_row(root, list, i);

		view_str(row, "Value", values[i]);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "%s.%s", prefix, values[i])));
	}
}

void admin_task_choices(struct request *r)
{
	choices(r, "Kinds", "Kind", admin_task_kinds);
	choices(r, "Spans", "Span", spans);
	choices(r, "States", "State", states);
}

static void number(struct request *r, const char *name, int64_t value)
{
	char key[32];

	snprintf(key, sizeof key, "Form.%s", name);
	if (value != INT64_MIN)
		view_str(page_root(r), key, talloc_asprintf(r->mem, "%lld", (long long)value));
}

static void day(struct request *r, const char *name, int32_t value)
{
	char key[32], text[INSTANT_TEXT];

	snprintf(key, sizeof key, "Form.%s", name);
	if (value != DAY_NONE)
		view_str(page_root(r), key, day_iso(text, value));
}

/* A question as it is typed: its line (both languages around "||"), then its
 * answers, the right one behind a star. */
static void add_question(struct buf *out, const struct task_question *q)
{
	const char *zh = q->options, *en = q->options_en;

	buf_printf(out, "%s%s%s%s\n", out->len ? "\n" : "", q->text, q->text_en[0] ? " || " : "",
	           q->text_en);
	for (int64_t n = 1; *zh; n++) {
		size_t a = strcspn(zh, "\n"), b = strcspn(en, "\n");

		buf_printf(out, "%s%.*s%s%.*s\n", n == q->answer ? "*" : "", (int)a, zh, b ? " || " : "",
		           (int)b, en);
		zh += a + (zh[a] == '\n');
		en += b + (en[b] == '\n');
	}
}

void admin_task_show(struct request *r, const struct task *t, const struct task_question *q, int n)
{
	struct view_node *root = page_root(r);
	struct buf questions;

	view_str(root, "Form.kind", t->kind);
	view_str(root, "Form.state", t->state);
	view_str(root, "Form.name", t->name);
	view_str(root, "Form.name_en", t->name_en);
	view_str(root, "Form.text", t->text);
	view_str(root, "Form.text_en", t->text_en);
	view_str(root, "Form.span", t->span);
	view_str(root, "Form.code", t->code);
	view_str(root, "Form.link", t->link);
	number(r, "points", t->points);
	number(r, "times", t->times);
	number(r, "need", t->need);
	number(r, "budget", t->budget);
	day(r, "from_day", t->from_day);
	day(r, "until_day", t->until_day);
	buf_init(&questions, r->mem);
	for (int i = 0; i < n; i++)
		add_question(&questions, &q[i]);
	view_str(root, "Form.questions", n > 0 ? questions.data : NULL);
}

static char *trimmed(void *mem, const char *text, size_t len)
{
	while (len > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		len--;
	}
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r'))
		len--;
	return talloc_strndup(mem, text, len);
}

/* LINE's Chinese and English: around "||", or the one for both. */
static void split(void *mem, const char *line, const char **zh, const char **en)
{
	const char *bar = strstr(line, "||");

	*zh = trimmed(mem, line, bar ? (size_t)(bar - line) : strlen(line));
	*en = bar ? trimmed(mem, bar + 2, strlen(bar + 2)) : talloc_strdup(mem, "");
}

static void add_option(void *mem, struct task_question *q, int n, const char *line)
{
	const char *zh, *en;

	if (line[0] == '*')
		q->answer = n;
	split(mem, line + (line[0] == '*'), &zh, &en);
	q->options = talloc_asprintf(mem, "%s%s%s", q->options, n > 1 ? "\n" : "", zh);
	q->options_en = talloc_asprintf(mem, "%s%s%s", q->options_en, n > 1 && en[0] ? "\n" : "", en);
}

static bool question_ok(const struct task_question *q, int options)
{
	return options >= 2 && q->answer > 0 && utf8_length(q->text) <= 300 &&
	       utf8_length(q->text_en) <= 300 && utf8_length(q->options) <= 800 &&
	       utf8_length(q->options_en) <= 800;
}

/* Blocks between empty lines. False: one of them is no question. */
static bool read_questions(struct request *r, const char *text, struct task_question **out, int *n)
{
	struct task_question *rows = talloc_zero_array(r->mem, struct task_question, TASK_QUESTIONS);
	int options = -1; /* -1: between questions */
	bool ok = true;

	*out = rows;
	*n = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = trimmed(r->mem, text, len);

		text += len + (text[len] == '\n');
		if (!line[0]) {
			ok = ok && (options < 0 || question_ok(&rows[*n - 1], options));
			options = -1;
		} else if (options >= 0) {
			add_option(r->mem, &rows[*n - 1], ++options, line);
		} else if (*n < TASK_QUESTIONS) {
			struct task_question *q = &rows[(*n)++];

			split(r->mem, line, &q->text, &q->text_en);
			q->options = talloc_strdup(r->mem, "");
			q->options_en = talloc_strdup(r->mem, "");
			q->n = *n;
			options = 0;
		} else {
			return false;
		}
	}
	return ok && (options < 0 || question_ok(&rows[*n - 1], options));
}

static char *word(struct request *r, const char *name, const char *const *allowed)
{
	const char *typed = desk_typed(r, name);

	if (!text_among(typed, allowed))
		page_error(r, name, "Lang.AdminCatalogue.ErrorChoice");
	return talloc_strdup(r->mem, typed);
}

static char *text(struct request *r, const char *name, size_t max)
{
	return talloc_strdup(r->mem, desk_prose(r, name, max));
}

/* What a task of its kind cannot do without. */
static void judge_kind(struct request *r, struct task *t, int questions)
{
	if (strcmp(t->kind, "quiz") == 0 && (questions == 0 || t->need > questions))
		page_error(r, "questions", WORD "ErrorQuestions");
	if (strcmp(t->kind, "checkin") == 0 && !t->code[0])
		page_error(r, "code", WORD "ErrorCode");
	if (t->link[0] && !path_is_ours(t->link))
		page_error(r, "link", WORD "ErrorLink");
	if (t->until_day != DAY_NONE && t->from_day != DAY_NONE && t->until_day < t->from_day)
		page_error(r, "until_day", WORD "ErrorUntil");
}

void admin_task_read(struct request *r, struct task *t, struct task_question **q, int *n)
{
	for (const struct field *f = admin_task_form; f->name; f++)
		page_keep(r, f->name);
	if (!t->task_id)
		t->kind = word(r, "kind", admin_task_kinds);
	t->state = word(r, "state", states);
	t->span = word(r, "span", spans);
	t->name = text(r, "name", 80);
	t->name_en = text(r, "name_en", 80);
	t->text = text(r, "text", 2000);
	t->text_en = text(r, "text_en", 2000);
	t->points = desk_number(r, "points", 1, DESK_POINTS_MAX, 0);
	t->times = desk_number(r, "times", 1, MANY, 1);
	t->need = desk_number(r, "need", 1, MANY, 1);
	t->budget = desk_number(r, "budget", 1, DESK_POINTS_MAX, INT64_MIN);
	t->from_day = desk_day(r, "from_day");
	t->until_day = desk_day(r, "until_day");
	t->code = desk_text(r, "code", 24);
	t->link = desk_text(r, "link", 200);
	if (!t->name[0])
		page_error(r, "name", WORD "ErrorName");
	if (t->points == 0)
		page_error(r, "points", WORD "ErrorPoints");
	if (t->from_day == DAY_NONE)
		page_error(r, "from_day", WORD "ErrorFrom");
	if (!read_questions(r, text(r, "questions", 20000), q, n))
		page_error(r, "questions", WORD "ErrorQuestions");
	judge_kind(r, t, *n);
}
