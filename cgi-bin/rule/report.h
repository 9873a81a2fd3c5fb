/* Reports: periods and the points' accounts of a period (PROGRAMME §9, RULINGS
 * 19). The day of an entry is the day on which it was booked (posted_at), so
 * the figures of a past day never change. Pure. */
#ifndef RULE_REPORT_H
#define RULE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"

enum report_span {
	SPAN_DAY,
	SPAN_MONTH,
	SPAN_QUARTER,
	SPAN_YEAR,
	SPAN_OWN, /* days of one's own */
	SPAN__MAX
};

/* Days, both ends included. */
struct report_period {
	enum report_span span;
	int32_t from, to;
	bool running; /* cut at today: it is not over */
};

/* "day", "month", "quarter", "year", "own"; never NULL. And back: SPAN__MAX when
 * WORD is none of them. */
const char *report_span_word(enum report_span span);
enum report_span report_span_of(const char *word);

/* The day, month, quarter or year that DAY (not after TODAY) lies in, up to TODAY. */
struct report_period report_period(enum report_span span, int32_t day, int32_t today);
/* Days of one's own, cut at TODAY; FROM is not after TODAY nor after TO. */
struct report_period report_period_own(int32_t from, int32_t to, int32_t today);
/* The period before. Of a running one only as many days as it has had, so that
 * equal spans are compared; of own days as many directly before. */
struct report_period report_period_before(const struct report_period *period);
/* First day of the next period, or DAY_NONE when it lies ahead of TODAY. */
int32_t report_next(const struct report_period *period, int32_t today);

/* The lines of the accounts, in their order on the page. */
enum report_line {
	LINE_ISSUED,    /* earned, credited, brought in */
	LINE_SPENT,     /* < 0 */
	LINE_GIVEN_BACK,
	LINE_EXPIRED,   /* < 0 */
	LINE_REVERSED,  /* < 0 */
	LINE_ADJUSTED,  /* + or - */
	LINE_FORGIVEN,
	LINE__MAX
};

/* "issued", "spent" …: in names of language keys and in exports. */
const char *report_line_word(enum report_line line);
/* The line that entries of KIND belong to; LINE__MAX: none (a release moves
 * points and changes no sum). */
enum report_line report_line_of(int64_t kind);

/* Outstanding points = available + pending - debt, so pending is contained in
 * opening and closing and stands beside them as a line of its own. */
struct report_books {
	int64_t opening, closing;      /* outstanding, as the entries state it */
	int64_t line[LINE__MAX];       /* signed */
	int64_t pending_opening, pending_closing;
	int64_t entries;
};

/* Opening plus all lines. */
int64_t report_sum(const struct report_books *books);
/* Whether opening + all lines = closing. */
bool report_balances(const struct report_books *books);

#endif
