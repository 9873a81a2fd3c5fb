#include "page/desk_form.h"

#include <string.h>

#include "base/mem.h"

#define WORD "Lang.AdminCatalogue."

const char *desk_typed(struct request *r, const char *name)
{
	const char *text = request_form(r, name);

	return text_clean(r->mem, text ? text : "");
}

const char *desk_text(struct request *r, const char *name, size_t max)
{
	const char *text = desk_typed(r, name);

	if (utf8_length(text) > max) {
		page_error(r, name, WORD "ErrorLong");
		return "";
	}
	return text;
}

const char *desk_prose(struct request *r, const char *name, size_t max)
{
	const char *typed = request_form(r, name);
	char *text = talloc_strdup(r->mem, typed ? typed : ""), *to = text;
	size_t len;

	for (const char *p = text; *p; p++)
		if (*p != '\r' && (to > text || !strchr(" \t\n", *p)))
			*to++ = *p;
	for (*to = '\0', len = (size_t)(to - text); len > 0 && strchr(" \t\n", text[len - 1]);)
		text[--len] = '\0';
	if (utf8_length(text) <= max)
		return text;
	page_error(r, name, WORD "ErrorLong");
	return "";
}

int64_t desk_number(struct request *r, const char *name, int64_t min, int64_t max,
                           int64_t empty)
{
	const char *text = desk_typed(r, name);
	int64_t value = empty;

	if (text[0] && (!int_parse(text, &value) || value < min || value > max)) {
		page_error(r, name, max == DESK_POINTS_MAX ? WORD "ErrorPoints" : WORD "ErrorNumber");
		return empty;
	}
	return value;
}

/* "12", "12.5" or "12.50" as hundredths; false: it is none. */
static bool hundredths(const char *text, int64_t *out)
{
	size_t whole = strspn(text, "0123456789"), part = 0;

	if (whole == 0 || whole > 9)
		return false;
	if (text[whole] == '.')
		part = strspn(text + whole + 1, "0123456789");
	if (part > 2 || (text[whole] == '.' && part == 0) ||
	    text[whole + (part ? part + 1 : 0)] != '\0')
		return false;
	*out = 0;
	for (size_t i = 0; i < whole; i++)
		*out = *out * 10 + (text[i] - '0');
	for (size_t i = 1; i <= 2; i++)
		*out = *out * 10 + (i <= part ? text[whole + i] - '0' : 0);
	return true;
}

int64_t desk_yuan(struct request *r, const char *name, int64_t max, int64_t empty)
{
	const char *text = desk_typed(r, name);
	int64_t fen = empty;

	if (text[0] && (!hundredths(text, &fen) || fen > max)) {
		page_error(r, name, WORD "ErrorMoney");
		return empty;
	}
	return fen;
}

int32_t desk_day(struct request *r, const char *name)
{
	const char *text = desk_typed(r, name);
	int32_t value = DAY_NONE;

	if (text[0] && !day_parse(text, &value))
		page_error(r, name, WORD "ErrorDay");
	return value;
}

int64_t desk_moment(struct request *r, const char *name)
{
	const char *text = desk_typed(r, name);
	int64_t value = INSTANT_NONE;

	if (text[0] && !instant_parse(talloc_asprintf(r->mem, "%.16s:00+08:00", text), &value))
		page_error(r, name, WORD "ErrorMoment");
	return value;
}

struct early_row desk_early(struct request *r, const char *start)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct early_row row = {.tier = desk_typed(r, "early_tier"),
	                        .days = desk_number(r, "early_days", 1, EARLY_DAYS_MAX, 0)};

	if (row.tier[0] && strcmp(plan->tiers[plan_tier_index(plan, row.tier)].code, row.tier) != 0)
		page_error(r, "early_tier", "Lang.AdminEarly.ErrorTier");
	else if (row.tier[0] && !desk_typed(r, "early_days")[0])
		page_error(r, "early_days", "Lang.AdminEarly.ErrorDays");
	else if (!row.tier[0] && row.days > 0)
		page_error(r, "early_tier", "Lang.AdminEarly.ErrorTier");
	else if (row.tier[0] && !desk_typed(r, start)[0])
		page_error(r, start, "Lang.AdminEarly.ErrorStart");
	return row;
}
