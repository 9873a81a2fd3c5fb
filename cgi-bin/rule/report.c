#include "rule/report.h"

#include <string.h>

static const char *const spans[SPAN__MAX] = {"day", "month", "quarter", "year", "own"};

static const char *const lines[LINE__MAX] = {"issued",   "spent",    "given_back", "expired",
                                             "reversed", "adjusted", "forgiven"};

const char *report_span_word(enum report_span span)
{
	return spans[span];
}

enum report_span report_span_of(const char *word)
{
	int span = 0;

	while (span < SPAN__MAX && strcmp(spans[span], word) != 0)
		span++;
	return (enum report_span)span;
}

/* Months of a SPAN that is made of months; 0 of a day. */
static int months_of(enum report_span span)
{
	static const int months[SPAN__MAX] = {0, 1, 3, 12, 0};

	return months[span];
}

static int32_t first_day(enum report_span span, int32_t day)
{
	struct civil date = civil_of(day);
	int months = months_of(span);

	if (months == 0)
		return day;
	date.day = 1;
	date.month -= (date.month - 1) % months;
	return day_from_civil(date);
}

static int32_t last_day(enum report_span span, int32_t first)
{
	int months = months_of(span);

	return months == 0 ? first : day_add_months(first, months) - 1;
}

struct report_period report_period(enum report_span span, int32_t day, int32_t today)
{
	struct report_period p = {.span = span, .from = first_day(span, day)};

	p.to = last_day(span, p.from);
	p.running = p.to >= today;
	if (p.to > today)
		p.to = today;
	return p;
}

struct report_period report_period_own(int32_t from, int32_t to, int32_t today)
{
	return (struct report_period){.span = SPAN_OWN,
	                              .from = from,
	                              .to = to > today ? today : to,
	                              .running = to >= today};
}

struct report_period report_period_before(const struct report_period *period)
{
	struct report_period before = {.span = period->span};
	int32_t days = period->to - period->from + 1;

	if (period->span == SPAN_OWN) {
		before.from = period->from - days;
		before.to = period->from - 1;
		return before;
	}
	before.from = first_day(period->span, period->from - 1);
	before.to = period->from - 1;
	if (period->running && before.from + days - 1 < before.to)
		before.to = before.from + days - 1;
	return before;
}

int32_t report_next(const struct report_period *period, int32_t today)
{
	return period->running || period->to >= today ? DAY_NONE : period->to + 1;
}

const char *report_line_word(enum report_line line)
{
	return lines[line];
}

enum report_line report_line_of(int64_t kind)
{
	static const enum report_line of[ENTRY__MAX] = {
		[0] = LINE__MAX,
		[ENTRY_EARN] = LINE_ISSUED,
		[ENTRY_RELEASE] = LINE__MAX,
		[ENTRY_REVERSE] = LINE_REVERSED,
		[ENTRY_SPEND] = LINE_SPENT,
		[ENTRY_GIVE_BACK] = LINE_GIVEN_BACK,
		[ENTRY_EXPIRE] = LINE_EXPIRED,
		[ENTRY_OPENING] = LINE_ISSUED,
		[ENTRY_CREDIT] = LINE_ISSUED,
		[ENTRY_ADJUST] = LINE_ADJUSTED,
		[ENTRY_FORGIVE] = LINE_FORGIVEN,
	};

	return kind > 0 && kind < ENTRY__MAX ? of[kind] : LINE__MAX;
}

int64_t report_sum(const struct report_books *books)
{
	int64_t sum = books->opening;

	for (int i = 0; i < LINE__MAX; i++)
		sum += books->line[i];
	return sum;
}

bool report_balances(const struct report_books *books)
{
	return report_sum(books) == books->closing;
}
