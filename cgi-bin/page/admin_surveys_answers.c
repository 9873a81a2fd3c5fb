/* What was answered to a version: NPS, CSAT and CSI with their n and how they are
 * counted, each question's scores, the newest texts; and all of it as a table. No
 * names anywhere. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_surveys.h"
#include "page/desk.h"
#include "web/csv_out.h"

#define WORD "Lang.AdminSurveys."
#define TEXTS 100

/* TENTHS as a decimal; SIGNED figures say their sign. */
static char *tenths_text(void *mem, int64_t tenths, bool signed_)
{
	const char *sign = tenths < 0 ? "\u2212" : signed_ && tenths > 0 ? "+" : "";

	return talloc_asprintf(mem, "%s%s", sign, text_decimal(mem, (tenths < 0 ? -tenths : tenths) * 10));
}

struct figures {
	struct survey_count nps, scales, drivers[SURVEY_DRIVERS];
};

static void add_count(struct survey_count *sum, const struct survey_count *count)
{
	for (int i = 0; i <= 10; i++)
		sum->of[i] += count->of[i];
}

/* The rows of one question's scores: how many, and their share. */
static void fill_scores(struct request *r, struct view_node *row, const struct survey_question *q,
                        const struct survey_count *count)
{
	int from = q->kind == SURVEY_NPS ? 0 : 1, to = q->kind == SURVEY_SCALE ? 5 : 10;
	const char *options = view_lang(row) == LANG_EN ? q->options_en : q->options;
	int64_t n = 0;
	char number[INT_TEXT];

	for (int i = from; i <= to; i++)
		n += count->of[i];
	view_points(row, "N", n);
	for (int i = from; i <= to; i++) {
		char *name = q->kind == SURVEY_CHOICE ? admin_survey_option(r->mem, options, i - 1)
		                                      : talloc_strdup(r->mem, int_text(number, i));
		struct view_node *score;

		if (!name) /* behind the last option */
			break;
		score = view_row(row, "Scores", i - from);
		view_str(score, "Name", name);
		view_points(score, "Count", count->of[i]);
		view_flag(score, "Any", n > 0); /* a template takes "0" for nothing */
		if (n > 0)
			view_str(score, "Share",
			         tenths_text(r->mem, (2000 * count->of[i] + n) / (2 * n), false));
	}
}

static enum db fill_question(struct request *r, struct view_node *row, uint64_t survey_id,
                             const struct survey_question *q, struct figures *f)
{
	struct survey_count count;
	int64_t tenths, n;
	enum db got = survey_count(portal_of(r)->db, survey_id, q->code, &count);

	if (got != DB_OK)
		return got;
	view_str(row, "Text", view_lang(row) == LANG_EN ? q->text_en : q->text);
	view_str(row, "Code", q->code);
	view_str(row, "Kind", admin_survey_word(r, "Kind", survey_kind_word(q->kind)));
	if (q->driver >= 0)
		view_str(row, "Driver", admin_survey_word(r, "Driver", survey_driver_word(q->driver)));
	fill_scores(r, row, q, &count);
	if (q->kind == SURVEY_NPS)
		add_count(&f->nps, &count);
	if (q->kind != SURVEY_SCALE)
		return DB_OK;
	add_count(&f->scales, &count);
	if (q->driver >= 0)
		add_count(&f->drivers[q->driver], &count);
	if (survey_csat(&count, &tenths, &n)) {
		view_flag(row, "Any", true);
		view_str(row, "Csat", tenths_text(r->mem, tenths, false));
	}
	return DB_OK;
}

/* What each driver counts, in words. */
static char *weights_text(struct request *r, const int64_t weights[SURVEY_DRIVERS])
{
	struct buf out;

	buf_init(&out, r->mem);
	for (int i = 0; i < SURVEY_DRIVERS; i++)
		buf_printf(&out, "%s%s %" PRId64, i ? " \u00b7 " : "",
		           admin_survey_word(r, "Driver", survey_driver_word(i)), weights[i]);
	return out.data;
}

static void fill_figure(struct request *r, const char *name, bool any, int64_t tenths, int64_t n,
                        bool signed_)
{
	struct view_node *node = view_node(page_root(r), name);

	view_flag(node, "Any", any);
	if (any)
		view_figure(node, "Value", tenths_text(r->mem, tenths, signed_), tenths);
	view_points(node, "N", n);
}

static void fill_figures(struct request *r, const struct figures *f)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	int64_t tenths = 0, n = 0;
	bool any = survey_nps(&f->nps, &tenths, &n);

	fill_figure(r, "Nps", any, tenths, n, true);
	any = survey_csat(&f->scales, &tenths, &n);
	fill_figure(r, "Csat", any, tenths, n, false);
	any = survey_csi(f->drivers, plan->survey_weights, &tenths, &n);
	fill_figure(r, "Csi", any, tenths, n, false);
	view_str(page_root(r), "Weights", weights_text(r, plan->survey_weights));
}

static enum db fill_texts(struct request *r, uint64_t survey_id,
                          const struct survey_question *questions, int n_questions)
{
	struct view_node *root = page_root(r);
	struct survey_said *said;
	int n;
	enum db got = survey_texts(portal_of(r)->db, r->mem, survey_id, TEXTS, &said, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Texts", i);

		view_day(row, "Day", day_of(said[i].submitted_at));
		view_str(row, "Text", said[i].text);
		for (int k = 0; k < n_questions; k++)
			if (strcmp(questions[k].code, said[i].code) == 0)
				view_str(row, "Question",
				         view_lang(root) == LANG_EN ? questions[k].text_en : questions[k].text);
	}
	return got;
}

/* The version that the URL names, with its questions; the look is logged as
 * ACTION. 0, or a status. */
static int open_answers(struct request *r, const char *action, struct survey *s,
                        struct survey_question **questions, int *n)
{
	int status = admin_survey_of_url(r, s);

	if (status)
		return status;
	if (!desk_looked(r, action, 0, r->param[0]) ||
	    survey_questions(portal_of(r)->db, r->mem, s->survey_id, questions, n) != DB_OK)
		return desk_unavailable(r);
	return 0;
}

int admin_survey_answers(struct request *r)
{
	struct view_node *root = page_root(r);
	struct figures f = {0};
	struct survey s, *all;
	struct survey_question *questions;
	int n, n_all, status = open_answers(r, "survey_answers", &s, &questions, &n);
	enum db got;

	if (status)
		return status;
	got = survey_list(portal_of(r)->db, r->mem, &all, &n_all);
	for (int i = 0; i < n_all && got == DB_OK; i++)
		if (all[i].survey_id == s.survey_id) {
			view_flag(root, "Counted", true);
			view_points(root, "Asked", all[i].asked);
			view_points(root, "Answered", all[i].answered);
		}
	for (int i = 0, rows = 0; i < n && got == DB_OK; i++)
		if (questions[i].kind != SURVEY_TEXT)
			got = fill_question(r, view_row(root, "Questions", rows++), s.survey_id,
			                    &questions[i], &f);
	if (got == DB_OK)
		got = fill_texts(r, s.survey_id, questions, n);
	if (got != DB_OK)
		return desk_unavailable(r);
	fill_figures(r, &f);
	return 200;
}

/* A row of the table being gathered: the answers come one by one. */
struct sheet {
	struct request *r;
	const struct survey_question *questions;
	int n;
	int64_t rows;
	uint64_t invitation_id; /* 0 = none yet */
	int32_t day;
	struct survey_answer *cells; /* one a question; .code NULL = none */
};

static void write_cell(struct sheet *t, int i)
{
	const struct survey_question *q = &t->questions[i];
	const struct survey_answer *a = &t->cells[i];
	bool english = view_lang(page_root(t->r)) == LANG_EN;

	if (!a->code)
		csv_text(t->r, NULL);
	else if (q->kind == SURVEY_TEXT)
		csv_text(t->r, a->text);
	else if (a->score == INT64_MIN)
		csv_text(t->r, view_words(page_root(t->r), WORD "NotApplicable"));
	else if (q->kind == SURVEY_CHOICE)
		csv_text(t->r, admin_survey_option(t->r->mem, english ? q->options_en : q->options,
		                                   (int)a->score - 1));
	else
		csv_int(t->r, a->score);
}

static void write_row(struct sheet *t)
{
	char day[INSTANT_TEXT];

	if (t->invitation_id == 0)
		return;
	csv_int(t->r, ++t->rows);
	csv_text(t->r, day_iso(day, t->day));
	for (int i = 0; i < t->n; i++)
		write_cell(t, i);
	csv_row(t->r);
	memset(t->cells, 0, sizeof *t->cells * (size_t)t->n);
}

static void take_answer(void *arg, uint64_t invitation_id, int64_t submitted_at,
                        const struct survey_answer *answer)
{
	struct sheet *t = arg;

	if (invitation_id != t->invitation_id)
		write_row(t);
	t->invitation_id = invitation_id;
	t->day = day_of(submitted_at);
	for (int i = 0; i < t->n; i++)
		if (strcmp(t->questions[i].code, answer->code) == 0)
			t->cells[i] = *answer;
}

int admin_survey_csv(struct request *r)
{
	struct sheet t = {.r = r};
	struct survey s;
	struct survey_question *questions;
	int n_headers = r->n_headers, status = open_answers(r, "survey_csv", &s, &questions, &t.n);

	if (status)
		return status;
	t.questions = questions;
	t.cells = talloc_zero_array(r->mem, struct survey_answer, (unsigned)t.n + 1);
	csv_begin(r, talloc_asprintf(r->mem, "survey-%" PRIu64 ".csv", s.survey_id));
	csv_text(r, view_words(page_root(r), WORD "CsvNo"));
	csv_text(r, view_words(page_root(r), WORD "CsvDay"));
	for (int i = 0; i < t.n; i++)
		csv_text(r, view_lang(page_root(r)) == LANG_EN ? questions[i].text_en
		                                               : questions[i].text);
	csv_row(r);
	if (survey_each(portal_of(r)->db, r->mem, s.survey_id, take_answer, &t) != DB_OK) {
		/* half a table would look like a whole one */
		r->out.len = 0;
		r->n_headers = n_headers;
		r->content_type = NULL;
		return desk_unavailable(r);
	}
	write_row(&t);
	return 200;
}
