#include "page/survey_form.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define W "Lang.Survey."

static bool english(struct request *r)
{
	return view_lang(page_root(r)) == LANG_EN;
}

/* The line N (from 1) of LINES, on MEM; NULL behind the last. */
static char *line_of(void *mem, const char *lines, int64_t n)
{
	for (; n > 1; n--) {
		lines = strchr(lines, '\n');
		if (!lines)
			return NULL;
		lines++;
	}
	return *lines ? talloc_strndup(mem, lines, strcspn(lines, "\n")) : NULL;
}

static int64_t lines_in(const char *lines)
{
	int64_t n = *lines ? 1 : 0;

	for (; *lines; lines++)
		n += *lines == '\n' && lines[1];
	return n;
}

static void add_option(struct view_node *root, int *n, int64_t value, const char *text)
{
	struct view_node *row = view_row(root, "Options", (*n)++);
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)value);
	view_str(row, "Value", number);
	view_str(row, "Text", text ? text : number);
}

/* What can be chosen, and what the ends of a scale mean. */
static void fill_options(struct request *r, struct view_node *root, const struct survey_question *q)
{
	const char *lines = english(r) ? q->options_en : q->options;
	char key[40];
	int n = 0;

	if (q->kind == SURVEY_NPS)
		for (int64_t i = 0; i <= 10; i++)
			add_option(root, &n, i, NULL);
	for (int64_t i = 5; q->kind == SURVEY_SCALE && i >= 1; i--) {
		snprintf(key, sizeof key, W "Scale%d", (int)i);
		add_option(root, &n, i, view_words(root, key));
	}
	if (q->kind == SURVEY_SCALE) {
		struct view_node *row = view_row(root, "Options", n);

		view_str(row, "Value", "na");
		view_str(row, "Text", view_words(root, W "NotApplicable"));
	}
	for (int64_t i = 1; q->kind == SURVEY_CHOICE && i <= lines_in(lines); i++)
		add_option(root, &n, i, line_of(r->mem, lines, i));
}

const char *survey_form_field(struct request *r, const struct survey_question *q)
{
	return talloc_asprintf(r->mem, "q_%s", q->code);
}

void survey_form_question(struct request *r, struct view_node *row,
                          const struct survey_question *q)
{
	view_str(row, "Kind", survey_kind_word(q->kind));
	view_str(row, "Question", english(r) ? q->text_en : q->text);
	view_str(row, "Code", q->code);
	view_str(row, "Field", survey_form_field(r, q));
	view_flag(row, "Optional", !q->required);
	fill_options(r, row, q);
}

void survey_form_answer(struct request *r, struct view_node *row, const struct survey_question *q,
                        const struct survey_answer *a)
{
	const char *field = survey_form_field(r, q), *typed = request_form(r, field);
	char *form_key = talloc_asprintf(r->mem, "Form.%s", field), number[24];

		if (typed) {
		view_str(row, "Answer", typed);
		view_str(page_root(r), form_key, typed);
	} else if (a->code && a->score != INT64_MIN) {
		snprintf(number, sizeof number, "%lld", (long long)a->score);
		view_str(row, "Answer", number);
	} else if (a->code && q->kind == SURVEY_SCALE) {
		view_str(row, "Answer", "na");
	} else if (a->code) {
		view_str(row, "Answer", a->text);
		view_str(page_root(r), form_key, a->text);
	}
}

/* Reads one answer. 1: there is one; 0: left out; -1: page_error was called. */
static int read_answer(struct request *r, const struct survey_question *q,
                       struct survey_answer *out)
{
	const char *field = survey_form_field(r, q), *typed = request_form(r, field);
	const char *text = typed ? typed + strspn(typed, " \n\t") : "";
	int64_t score;

	if (!typed)
		return 0;
	*out = (struct survey_answer){.code = q->code, .score = INT64_MIN, .text = ""};
	if (!*text && q->required) {
		page_error(r, field, W "Lacks");
		return -1;
	}
	if (q->kind == SURVEY_TEXT) {
		if (utf8_length(text) > SURVEY_TEXT_MAX) {
			page_error(r, field, W "Long");
			return -1;
		}
		out->text = text;
		return 1;
	}
	if (!*text)
		return 1; /* passed over */
	if (q->kind == SURVEY_SCALE && strcmp(text, "na") == 0)
		return 1;
	if (!int_parse(text, &score) || !survey_score_fits(q->kind, score, lines_in(q->options))) {
		page_error(r, field, W "Wrong");
		return -1;
	}
	out->score = score;
	return 1;
}

bool survey_form_strange(const struct request *r, const struct survey_state *s)
{
	for (int i = 0; i < r->n_form; i++) {
		bool known = strncmp(r->form[i].name, "q_", 2) != 0;

		for (int k = 0; k < s->n && !known; k++)
			known = strcmp(r->form[i].name + 2, s->questions[k].code) == 0;
		if (!known)
			return true;
	}
	return false;
}

int survey_form_read(struct request *r, const struct survey_state *s,
                     struct survey_answer *answers, int *wrong)
{
	int n = 0;

	*wrong = 0;
	for (int i = 0; i < s->n; i++) {
		int had = read_answer(r, &s->questions[i], &answers[n]);

		if (had < 0 && *wrong == 0)
			*wrong = i + 1;
		n += had > 0;
	}
	return *wrong ? -1 : n;
}
