/* A survey's questions as lines of text, as staff type them. A question is a
 * block between empty lines: "name kind [driver] [optional]", the question in
 * Chinese, in English, then the options of a choice, "Chinese || English". */
#include <string.h>

#include "base/mem.h"
#include "page/admin_surveys.h"
#include "page/desk.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminSurveys."
#define NAME_MAX_CHARS 80
#define INTRO_MAX 400
#define QUESTION_MAX 200
#define OPTIONS_MAX 800
#define CHOICES 10 /* as many as struct survey_count counts */
#define FORM_MAX 20000
#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

const struct field admin_survey_form[] = {
	{"code", 40, false},   {"name", 400, false},     {"name_en", 400, false},
	{"intro", 2000, false}, {"intro_en", 2000, false}, {"questions", FORM_MAX, false}, {0}};

char *admin_survey_option(void *mem, const char *options, int i)
{
	for (; i > 0 && *options; i--) {
		options += strcspn(options, "\n");
		options += *options == '\n';
	}
	return *options ? talloc_strndup(mem, options, strcspn(options, "\n")) : NULL;
}

static void print_question(struct buf *out, const struct survey_question *q)
{
	char *zh, *en;

	buf_printf(out, "%s%s %s", out->len ? "\n" : "", q->code, survey_kind_word(q->kind));
	if (q->driver >= 0)
		buf_printf(out, " %s", survey_driver_word(q->driver));
	buf_printf(out, "%s\n%s\n%s\n", q->required ? "" : " optional", q->text, q->text_en);
	for (int i = 0; (zh = admin_survey_option(out->mem, q->options, i)); i++) {
		en = admin_survey_option(out->mem, q->options_en, i);
		buf_printf(out, "%s || %s\n", zh, en ? en : "");
	}
}

void admin_survey_show(struct request *r, const struct survey *s,
                       const struct survey_question *questions, int n)
{
	struct view_node *root = page_root(r);
	struct buf out;

	buf_init(&out, r->mem);
	for (int i = 0; i < n; i++)
		print_question(&out, &questions[i]);
	view_str(root, "Form.name", s->name);
	view_str(root, "Form.name_en", s->name_en);
	view_str(root, "Form.intro", s->intro);
	view_str(root, "Form.intro_en", s->intro_en);
	view_str(root, "Form.questions", n > 0 ? out.data : NULL);
}

static char *trimmed(void *mem, const char *text, size_t len)
{
	while (len > 0 && strchr(" \t", *text)) {
		text++;
		len--;
	}
	while (len > 0 && strchr(" \t\r", text[len - 1]))
		len--;
	return talloc_strndup(mem, text, len);
}

/* A question's first line; the words in any order behind its name. */
static bool read_head(void *mem, struct survey_question *q, char *line)
{
	char *rest = line, *word = strtok_r(rest, " \t", &rest);

	q->code = talloc_strdup(mem, word ? word : "");
	q->driver = -1;
	q->required = true;
	if (!q->code[0] || strlen(q->code) >= SURVEY_CODE ||
	    strspn(q->code, LETTERS) != strlen(q->code))
		return false;
	while ((word = strtok_r(rest, " \t", &rest))) {
		if (q->kind == 0 && survey_kind_of(word) != 0)
			q->kind = survey_kind_of(word);
		else if (q->driver < 0 && survey_driver_of(word) >= 0)
			q->driver = survey_driver_of(word);
		else if (strcmp(word, "optional") == 0)
			q->required = false;
		else
			return false;
	}
	return q->kind != 0 && (q->driver < 0 || q->kind == SURVEY_SCALE);
}

/* False: it is not written in both languages. */
static bool read_option(void *mem, struct survey_question *q, const char *line, int i)
{
	const char *bar = strstr(line, "||");
	const char *zh = bar ? trimmed(mem, line, (size_t)(bar - line)) : "";
	const char *en = bar ? trimmed(mem, bar + 2, strlen(bar + 2)) : "";

	q->options = talloc_asprintf(mem, "%s%s%s", q->options, i ? "\n" : "", zh);
	q->options_en = talloc_asprintf(mem, "%s%s%s", q->options_en, i ? "\n" : "", en);
	return zh[0] && en[0];
}

/* What is wrong with a whole question, as a language key; NULL: nothing. */
static const char *judge(const struct survey_question *all, int n, int lines, bool options_ok)
{
	const struct survey_question *q = &all[n - 1];
	int options = lines - 3;

	if (lines < 3 || utf8_length(q->text) > QUESTION_MAX || utf8_length(q->text_en) > QUESTION_MAX)
		return WORD "ErrorWords";
	if (q->kind != SURVEY_CHOICE)
		options_ok = options == 0;
	else
		options_ok = options_ok && options >= 2 && options <= CHOICES &&
		             utf8_length(q->options) <= OPTIONS_MAX &&
		             utf8_length(q->options_en) <= OPTIONS_MAX;
	if (!options_ok)
		return WORD "ErrorOptions";
	for (int i = 0; i < n - 1; i++)
		if (strcmp(all[i].code, q->code) == 0)
			return WORD "ErrorTwice";
	return NULL;
}

/* One question's block, from *TEXT on; behind it afterwards. */
static const char *read_block(void *mem, const char **text, struct survey_question *all, int n)
{
	struct survey_question *q = &all[n - 1];
	bool head_ok = true, options_ok = true;
	int lines = 0;

	*q = (struct survey_question){.n = n, .text = "", .text_en = "", .options = "",
	                              .options_en = ""};
	while (**text) {
		size_t len = strcspn(*text, "\n");
		char *line = trimmed(mem, *text, len);

		*text += len + ((*text)[len] == '\n');
		if (!line[0])
			break;
		if (lines == 0)
			head_ok = read_head(mem, q, line);
		else if (lines == 1)
			q->text = line;
		else if (lines == 2)
			q->text_en = line;
		else
			options_ok = read_option(mem, q, line, lines - 3) && options_ok;
		lines++;
	}
	return head_ok ? judge(all, n, lines, options_ok) : WORD "ErrorHead";
}

static void wrong(struct request *r, int n, const char *key)
{
	struct view_node *root = page_root(r);
	char number[INT_TEXT];

	page_error(r, "questions", key);
	view_sentence(root, "Error.questions", WORD "At", int_text(number, n), view_words(root, key),
	              NULL);
}

static void read_questions(struct request *r, struct survey_question **out, int *n)
{
	const char *text = desk_prose(r, "questions", FORM_MAX), *key = NULL;

	*out = talloc_zero_array(r->mem, struct survey_question, SURVEY_QUESTIONS);
	*n = 0;
	while (!key && *(text += strspn(text, " \t\n"))) {
		if (*n == SURVEY_QUESTIONS)
			key = WORD "ErrorMany";
		else
			key = read_block(r->mem, &text, *out, ++*n);
	}
	if (key)
		wrong(r, *n, key);
	else if (*n == 0)
		page_error(r, "questions", WORD "ErrorNone");
}

static const char *needed(struct request *r, const char *name)
{
	const char *text = desk_prose(r, name, NAME_MAX_CHARS);

	if (!text[0] || strchr(text, '\n'))
		page_error(r, name, WORD "ErrorName");
	return text;
}

void admin_survey_read(struct request *r, struct survey *s, struct survey_question **questions,
                       int *n)
{
	for (const struct field *f = admin_survey_form; f->name; f++)
		page_keep(r, f->name);
	if (!s->code) {
		s->code = desk_typed(r, "code");
		if (!s->code[0] || strlen(s->code) >= SURVEY_CODE ||
		    strspn(s->code, LETTERS) != strlen(s->code))
			page_error(r, "code", WORD "ErrorCode");
	}
	s->name = needed(r, "name");
	s->name_en = needed(r, "name_en");
	s->intro = desk_prose(r, "intro", INTRO_MAX);
	s->intro_en = desk_prose(r, "intro_en", INTRO_MAX);
	read_questions(r, questions, n);
}
