#include "page/report_words.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Days that no filter means. */
#define DAY_FIRST 7305 /* 1990-01-01 */
#define DAY_LAST 47481 /* 2099-12-31 */
#define DAYS_MAX 1830  /* five years and a bit: what one page adds up */

const struct field report_fields[] = {{.name = "period", .max = 10}, {.name = "on", .max = 32},
                                      {.name = "from", .max = 32},   {.name = "to", .max = 32},
                                      {.name = "by", .max = 10},     {.name = "table", .max = 24},
                                      {.name = "check", .max = 1},   {.name = "partner", .max = 32},
                                      {0}};

/* The day at NAME, or FALLBACK where there is none. */
static int32_t read_day(struct request *r, const char *name, int32_t fallback)
{
	const char *text = request_query(r, name);
	int32_t day;

	if (!text || !text[0])
		return fallback;
	if (!day_parse(text, &day) || day < DAY_FIRST || day > DAY_LAST) {
		page_error(r, "from", "Lang.Reports.ErrorDay");
		return fallback;
	}
	return day;
}

/* Days of one's own. */
static void read_own(struct request *r, int32_t today, struct report_period *out)
{
	int32_t from = read_day(r, "from", DAY_NONE), to = read_day(r, "to", today);

	if (page_has_errors(r))
		return;
	if (from == DAY_NONE)
		page_error(r, "from", "Lang.Reports.ErrorNoFrom");
	else if (from > today)
		page_error(r, "from", "Lang.Reports.ErrorAhead");
	else if (to < from)
		page_error(r, "to", "Lang.Reports.ErrorOrder");
	else if (to - from >= DAYS_MAX)
		page_error(r, "to", "Lang.Reports.ErrorLong");
	else
		*out = report_period_own(from, to, today);
}

bool report_asked(struct request *r, struct report_period *out)
{
	const char *word = request_query(r, "period");
	int32_t today = day_of(page_now(r)), on;
	/* Days of one's own need no other word. */
	bool days = request_query(r, "from") || request_query(r, "to");
	enum report_span span = report_span_of(word && word[0] ? word : days ? "own" : "month");

	*out = report_period(SPAN_MONTH, today, today);
	if (span == SPAN__MAX) {
		page_error(r, "from", "Lang.Reports.ErrorSpan");
	} else if (span == SPAN_OWN) {
		read_own(r, today, out);
	} else {
		on = read_day(r, "on", today);
		if (on > today)
			page_error(r, "from", "Lang.Reports.ErrorAhead");
		else
			*out = report_period(span, on, today);
	}
	return !page_has_errors(r);
}

static char *month_name(void *mem, struct view_node *root, struct civil date)
{
	char key[40];

	snprintf(key, sizeof key, "Lang.Reports.Month.%d", date.month);
	return text_sentence(mem, root, "Lang.Reports.MonthOf", view_words(root, key),
	                     talloc_asprintf(mem, "%d", date.year), NULL);
}

/* The whole of PERIOD, running or not. */
static char *whole_name(void *mem, struct view_node *root, const struct report_period *p)
{
	struct civil date = civil_of(p->from);
	char *year = talloc_asprintf(mem, "%d", date.year);

	if (p->span == SPAN_MONTH)
		return month_name(mem, root, date);
	if (p->span == SPAN_QUARTER)
		return text_sentence(mem, root, "Lang.Reports.QuarterOf",
		                     talloc_asprintf(mem, "%d", (date.month + 2) / 3), year, NULL);
	return text_sentence(mem, root, "Lang.Reports.YearOf", year, NULL);
}

char *report_name(void *mem, struct view_node *root, const struct report_period *p)
{
	enum lang lang = view_lang(root);
	char *from = text_day(mem, lang, p->from), *to = text_day(mem, lang, p->to);
	bool whole = p->span != SPAN_OWN && p->span != SPAN_DAY &&
	             civil_of(p->to + 1).day == 1;

	if (p->from == p->to)
		return from;
	if (whole && !p->running)
		return whole_name(mem, root, p);
	return text_sentence(mem, root, "Lang.Reports.FromTo", from, to, NULL);
}

char *report_link(void *mem, const char *path, const struct report_period *p)
{
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	const char *word = report_span_word(p->span), *and = strchr(path, '?') ? "&" : "?";

	if (p->span == SPAN_OWN)
		return talloc_asprintf(mem, "%s%speriod=%s&from=%s&to=%s", path, and, word,
		                       day_iso(from, p->from), day_iso(to, p->to));
	return talloc_asprintf(mem, "%s%speriod=%s&on=%s", path, and, word, day_iso(from, p->from));
}

/* Chips that keep the day one looks at: its month, its quarter … */
static void fill_spans(struct view_node *root, void *mem, const char *path,
                       const struct report_period *p, int32_t today)
{
	for (int span = SPAN_DAY; span < SPAN_OWN; span++) {
		struct report_period other = report_period(span, p->to, today);
		struct view_node *row = view_row(root, "Spans", span);
		char key[48];

		snprintf(key, sizeof key, "Lang.Reports.Span.%s", report_span_word(span));
		view_str(row, "Text", view_words(root, key));
		view_str(row, "Href", report_link(mem, path, &other));
		view_flag(row, "Current", p->span == (enum report_span)span);
	}
}

void report_fill_period(struct request *r, struct view_node *root, const char *path,
                        const struct report_period *p)
{
	int32_t today = day_of(page_now(r)), next = report_next(p, today);
	struct report_period before = report_period_before(p), other;
	struct view_node *node = view_node(root, "Period");
	char iso[INSTANT_TEXT];

	view_str(node, "Name", report_name(r->mem, root, p));
	view_flag(node, "Running", p->running);
	view_str(node, "Before", report_name(r->mem, root, &before));
	view_str(root, "Path", path);
	view_str(root, "Today", day_iso(iso, today));
	fill_spans(root, r->mem, path, p, today);
	if (!page_has_errors(r)) {
		view_str(root, "Form.from", day_iso(iso, p->from));
		view_str(root, "Form.to", day_iso(iso, p->to));
	}
	view_flag(root, "IsOwn", p->span == SPAN_OWN);
	if (p->span != SPAN_OWN) {
		other = report_period(p->span, before.from, today);
		view_str(node, "Prev", report_link(r->mem, path, &other));
	}
	if (p->span != SPAN_OWN && next != DAY_NONE) {
		other = report_period(p->span, next, today);
		view_str(node, "Next", report_link(r->mem, path, &other));
	}
}
