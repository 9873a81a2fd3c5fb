#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "store/db_private.h"

#define NEVER_YEAR 9999

static MYSQL_TIME time_of(int64_t instant)
{
	int64_t days = instant / 86400, rest = instant % 86400;
	struct civil date;
	MYSQL_TIME t = { 0 };

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	date = civil_of((int32_t)days);
	t.year = (unsigned)date.year;
	t.month = (unsigned)date.month;
	t.day = (unsigned)date.day;
	t.hour = (unsigned)(rest / 3600);
	t.minute = (unsigned)(rest / 60 % 60);
	t.second = (unsigned)(rest % 60);
	t.time_type = MYSQL_TIMESTAMP_DATETIME;
	return t;
}

static MYSQL_TIME date_of(int32_t day)
{
	struct civil date = day == DAY_NEVER ? (struct civil){ NEVER_YEAR, 12, 31 } : civil_of(day);
	MYSQL_TIME t = { 0 };

	t.year = (unsigned)date.year;
	t.month = (unsigned)date.month;
	t.day = (unsigned)date.day;
	t.time_type = MYSQL_TIMESTAMP_DATE;
	return t;
}

static int32_t day_from(const MYSQL_TIME *t)
{
	struct civil date = { (int)t->year, (int)t->month, (int)t->day };

	if (t->year == NEVER_YEAR && t->month == 12 && t->day == 31)
		return DAY_NEVER;
	return day_from_civil(date);
}

static int64_t instant_from(const MYSQL_TIME *t)
{
	struct civil date = { (int)t->year, (int)t->month, (int)t->day };

	return (int64_t)day_from_civil(date) * 86400 + t->hour * 3600 + t->minute * 60 + t->second;
}

static enum enum_field_types type_of(char letter)
{
	switch (letter) {
	case 's': return MYSQL_TYPE_STRING;
	case 'b': return MYSQL_TYPE_BLOB;
	case 't': return MYSQL_TYPE_DATETIME;
	case 'd': return MYSQL_TYPE_DATE;
	default: return MYSQL_TYPE_LONGLONG;
	}
}

/* One bind a letter, pointing into VALUES. */
MYSQL_BIND *values_bind(void *mem, const char *letters, struct value *values, bool out)
{
	size_t n = strlen(letters);
	MYSQL_BIND *binds = talloc_zero_array(mem, MYSQL_BIND, (unsigned)n + 1);

	for (size_t i = 0; binds && i < n; i++) {
		binds[i].buffer_type = type_of(letters[i]);
		binds[i].is_null = &values[i].null;
		binds[i].error = &values[i].error;
		binds[i].length = &values[i].length;
		if (letters[i] == 't' || letters[i] == 'd') {
			binds[i].buffer = &values[i].time;
			binds[i].buffer_length = sizeof values[i].time;
		} else if (letters[i] == 'i' || letters[i] == 'I') {
			binds[i].buffer = &values[i].number;
			binds[i].buffer_length = sizeof values[i].number;
		} else if (out) {
			binds[i].buffer = values[i].text;
			binds[i].buffer_length = sizeof values[i].text;
		}
	}
	return binds;
}

static void take_text(MYSQL_BIND *bind, struct value *v, const void *data, size_t len)
{
	bind->buffer = (void *)(uintptr_t)data;
	bind->buffer_length = len;
	v->null = data == NULL;
	v->length = len;
}

static void take_number(char letter, struct value *v, int64_t number)
{
	v->number = number;
	v->null = 0;
	if (letter == 't' && !(v->null = number == INSTANT_NONE))
		v->time = time_of(number);
	else if (letter == 'd' && !(v->null = number == DAY_NONE))
		v->time = date_of((int32_t)number);
	else if (letter == 'I')
		v->null = number == INT64_MIN;
}

/* Takes the caller's in-values into the statement's own. Strings stay the
 * caller's until the statement has run. */
void values_take(struct statement *st, va_list *args)
{
	for (int i = 0; i < st->n_in; i++) {
		char letter = st->sql->in[i];
		struct value *v = &st->in_values[i];
		const char *text;
		struct blob blob;

		if (letter == 's') {
			text = va_arg(*args, const char *);
			take_text(&st->in[i], v, text, text ? strlen(text) : 0);
		} else if (letter == 'b') {
			blob = va_arg(*args, struct blob);
			take_text(&st->in[i], v, blob.data, blob.len);
		} else if (letter == 'd') {
			take_number(letter, v, va_arg(*args, int32_t));
		} else {
			take_number(letter, v, va_arg(*args, int64_t));
		}
	}
}

/* The same from an array. */
void values_copy(struct statement *st, const struct db_value *values)
{
	for (int i = 0; i < st->n_in; i++) {
		char letter = st->sql->in[i];
		struct value *v = &st->in_values[i];
		const struct db_value *in = &values[i];

		if (letter == 's')
			take_text(&st->in[i], v, in->text, in->text ? strlen(in->text) : 0);
		else if (letter == 'b')
			take_text(&st->in[i], v, in->bytes.data, in->bytes.len);
		else
			take_number(letter, v, in->number);
	}
}

/* Hands a fetched value to the caller; TEXT is its string on the caller's
 * memory, when it is one. */
void value_give(const struct value *v, char letter, char *text, void *out)
{
	switch (letter) {
	case 's': *(char **)out = text; break;
	case 'b': *(struct blob *)out = (struct blob){ text, v->null ? 0 : v->length }; break;
	case 't': *(int64_t *)out = v->null ? INSTANT_NONE : instant_from(&v->time); break;
	case 'd': *(int32_t *)out = v->null ? DAY_NONE : day_from(&v->time); break;
	case 'I': *(int64_t *)out = v->null ? INT64_MIN : v->number; break;
	default: *(int64_t *)out = v->null ? 0 : v->number;
	}
}
