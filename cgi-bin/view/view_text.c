/* Figures and dates as people write them. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "view/view.h"

#define MINUS "\xe2\x88\x92" /* U+2212 */

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

/* The digits of VALUE in groups of three. */
static char *grouped(void *mem, uint64_t value)
{
	char out[32];
	size_t at = sizeof out, n = 0;

	do {
		if (n > 0 && n % 3 == 0)
			out[--at] = ',';
		out[--at] = (char)('0' + value % 10);
		n++;
	} while ((value /= 10) > 0);
	return talloc_strndup(mem, out + at, sizeof out - at);
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

char *text_points(void *mem, int64_t points)
{
	char *digits = grouped(mem, magnitude(points)), *text;

	if (points >= 0)
		return digits;
	text = talloc_asprintf(mem, MINUS "%s", digits);
	talloc_free(digits);
	return text;
}

char *text_money(void *mem, int64_t fen)
{
	char *yuan = grouped(mem, magnitude(fen) / 100), *text;
	int rest = (int)(magnitude(fen) % 100);

	if (rest)
		text = talloc_asprintf(mem, "%s¥%s.%02d", fen < 0 ? MINUS : "", yuan, rest);
	else
		text = talloc_asprintf(mem, "%s¥%s", fen < 0 ? MINUS : "", yuan);
	talloc_free(yuan);
	return text;
}

/* NUMBER and TEXT behind AT; returns the end. Dates are on every line of a page. */
static char *put(char *at, int number, const char *text)
{
	char digits[INT_TEXT];
	size_t n = strlen(int_text(digits, number)), len = strlen(text);

	memcpy(at, digits, n);
	memcpy(at + n, text, len + 1);
	return at + n + len;
}

/* "10月3日" at AT. */
static char *put_month_day(char *at, int month, int day)
{
	return put(put(at, month, "月"), day, "日");
}

char *text_day(void *mem, enum lang lang, int32_t day)
{
	char out[64];
	struct civil date;

	if (day == DAY_NONE || day == DAY_NEVER)
		return talloc_strdup(mem, "");
	date = civil_of(day);
	if (lang == LANG_EN)
		return talloc_asprintf(mem, "%d %s %d", date.day, months[date.month - 1], date.year);
	put_month_day(put(out, date.year, "年"), date.month, date.day);
	return talloc_strdup(mem, out);
}

char *text_month_day(void *mem, enum lang lang, int month, int day)
{
	char out[64];

	if (month < 1 || month > 12)
		return talloc_strdup(mem, "");
	if (lang == LANG_EN)
		return talloc_asprintf(mem, "%d %s", day, months[month - 1]);
	put_month_day(out, month, day);
	return talloc_strdup(mem, out);
}

char *text_decimal(void *mem, int64_t hundredths)
{
	int rest = (int)(hundredths % 100);

	if (rest == 0)
		return talloc_asprintf(mem, "%" PRId64, hundredths / 100);
	if (rest % 10 == 0)
		return talloc_asprintf(mem, "%" PRId64 ".%d", hundredths / 100, rest / 10);
	return talloc_asprintf(mem, "%" PRId64 ".%02d", hundredths / 100, rest);
}
