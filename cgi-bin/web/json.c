#include "web/json.h"

#include <string.h>

#include <jansson.h>

#include "base/mem.h"

struct json {
	json_t *value;
};

static int
json_free(struct json *object)
{
	json_decref(object->value);
	return 0;
}

/* jansson stops at depth 2048 of its own; ours is a promise to partners. */
static bool
deeper_than(const json_t *value, int depth)
{
	const char *key;
	json_t *child;
	size_t i;

	if (!json_is_object(value) && !json_is_array(value))
		return false;
	if (depth == 0)
		return true;
	json_object_foreach((json_t *)value, key, child)
		if (deeper_than(child, depth - 1))
			return true;
	json_array_foreach((json_t *)value, i, child)
		if (deeper_than(child, depth - 1))
			return true;
	return false;
}

static const char *
why_unreadable(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_duplicate_key:
		return "a name stands twice";
	case json_error_numeric_overflow:
		return "a number is too large";
	default:
		return "not valid JSON";
	}
}

struct json *
json_parse(void *mem, const char *text, size_t len, const char **why)
{
	json_error_t error;
	json_t *value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	struct json *object;

	*why = NULL;
	if (value == NULL)
		*why = why_unreadable(&error);
	else if (!json_is_object(value))
		*why = "not a JSON object";
	else if (deeper_than(value, JSON_DEPTH))
		*why = "nested too deeply";
	object = *why == NULL ? talloc_zero(mem, struct json) : NULL;
	if (object == NULL) {
		json_decref(value);
		return NULL;
	}
	object->value = value;
	talloc_set_destructor(object, json_free);
	return object;
}

const char *
json_unknown(const struct json *object, const char *const *known)
{
	const char *key;
	json_t *child;

	json_object_foreach(object->value, key, child)
		if (!text_among(key, known))
			return key;
	return NULL;
}

/* The member NAME, with null as absent. */
static const json_t *
get(const struct json *object, const char *name)
{
	const json_t *value = json_object_get(object->value, name);

	return json_is_null(value) ? NULL : value;
}

static bool
text_fits(const json_t *value, size_t max)
{
	const char *text = json_string_value(value);

	if (text == NULL || utf8_length(text) > max)
		return false;
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return false;
	return true;
}

enum json_got
json_text(const struct json *object, const char *name, size_t max, const char **out)
{
	const json_t *value = get(object, name);

	*out = NULL;
	if (value == NULL)
		return JSON_ABSENT;
	if (!text_fits(value, max))
		return JSON_WRONG;
	*out = json_string_value(value);
	return JSON_OK;
}

enum json_got
json_int(const struct json *object, const char *name, int64_t *out)
{
	const json_t *value = get(object, name);

	if (value == NULL)
		return JSON_ABSENT;
	if (!json_is_integer(value))
		return JSON_WRONG;
	*out = json_integer_value(value);
	return JSON_OK;
}

enum json_got
json_bool(const struct json *object, const char *name, bool *out)
{
	const json_t *value = get(object, name);

	if (value == NULL)
		return JSON_ABSENT;
	if (!json_is_boolean(value))
		return JSON_WRONG;
	*out = json_is_true(value);
	return JSON_OK;
}

enum json_got
json_texts(const struct json *object, const char *name, size_t max, const char **out, int n_max,
           int *n)
{
	const json_t *value = get(object, name);

	*n = 0;
	if (value == NULL)
		return JSON_ABSENT;
	if (!json_is_array(value) || json_array_size(value) > (size_t)n_max)
		return JSON_WRONG;
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *element = json_array_get(value, i);

		if (!text_fits(element, max))
			return JSON_WRONG;
		out[i] = json_string_value(element);
	}
	*n = (int)json_array_size(value);
	return JSON_OK;
}

static void
put_quoted(struct buf *buf, const char *text)
{
	buf_str(buf, "\"");
	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == '"' || c == '\\')
			buf_printf(buf, "\\%c", c);
		else if (c < 0x20)
			buf_printf(buf, "\\u%04x", c);
		else
			buf_add(buf, p, 1);
	}
	buf_str(buf, "\"");
}

/* What stands before a value: the comma, the name. */
static void
lead(struct json_out *w, const char *name)
{
	if (w->comma)
		buf_str(w->buf, ",");
	w->comma = true;
	if (name != NULL) {
		put_quoted(w->buf, name);
		buf_str(w->buf, ":");
	}
}

void
json_begin(struct json_out *w, struct buf *buf)
{
	w->buf = buf;
	w->comma = false;
	buf_str(buf, "{");
}

void
json_end(struct json_out *w)
{
	buf_str(w->buf, "}");
}

void
json_open_object(struct json_out *w, const char *name)
{
	lead(w, name);
	buf_str(w->buf, "{");
	w->comma = false;
}

void
json_close_object(struct json_out *w)
{
	buf_str(w->buf, "}");
	w->comma = true;
}

void
json_open_array(struct json_out *w, const char *name)
{
	lead(w, name);
	buf_str(w->buf, "[");
	w->comma = false;
}

void
json_close_array(struct json_out *w)
{
	buf_str(w->buf, "]");
	w->comma = true;
}

void
json_add_text(struct json_out *w, const char *name, const char *text)
{
	lead(w, name);
	if (text == NULL)
		buf_str(w->buf, "null");
	else
		put_quoted(w->buf, text);
}

void
json_add_int(struct json_out *w, const char *name, int64_t value)
{
	lead(w, name);
	buf_printf(w->buf, "%lld", (long long)value);
}

void
json_add_bool(struct json_out *w, const char *name, bool value)
{
	lead(w, name);
	buf_str(w->buf, value ? "true" : "false");
}
