/* Reading the rows of a plan file by tables of fields. */
#include "rule/plan_fields.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

bool plan_wrong(struct plan_reader *r, const char *section, const char *row, const char *what)
{
	snprintf(r->error, PLAN_ERROR, "%s%s%s: %s", section, row ? "." : "", row ? row : "", what);
	return false;
}

bool plan_code_ok(const char *text, bool may_be_empty)
{
	size_t len = strlen(text);
	if (len >= PLAN_CODE || (len == 0 && !may_be_empty))
		return false;
	return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len;
}

static bool words_read(const struct config *node, struct words *out)
{
	const char *zh = config_get(node, "zh", ""), *en = config_get(node, "en", "");
	if (!zh[0] || !en[0] || strlen(zh) >= PLAN_TEXT || strlen(en) >= PLAN_TEXT)
		return false;
	snprintf(out->zh, sizeof(out->zh), "%s", zh);
	snprintf(out->en, sizeof(out->en), "%s", en);
	return utf8_valid(zh, strlen(zh)) && utf8_valid(en, strlen(en));
}

bool plan_number(struct plan_reader *r, const char *row, const struct plan_field *f,
                         const char *text, int64_t *out)
{
	char what[96];
	if (int_parse(text, out) && *out >= f->least && *out <= f->most)
		return true;
	snprintf(what, sizeof(what), "must be a whole number from %lld to %lld", (long long)f->least,
	         (long long)f->most);
	return plan_wrong(r, row, f->name, what);
}

static bool field_read(struct plan_reader *r, const char *row, const struct plan_field *f,
                       const struct config *node, char *into)
{
	const char *text = config_value(node) ? config_value(node) : "";
	int64_t number;
	switch (f->kind) {
	case FIELD_INT:
		return plan_number(r, row, f, text, (int64_t *)(void *)(into + f->offset));
	case FIELD_FLAG:
		if (!plan_number(r, row, f, text, &number))
			return false;
		*(bool *)(into + f->offset) = number == 1;
		return true;
	case FIELD_CODE:
		if (!plan_code_ok(text, !f->needed))
			return plan_wrong(r, row, f->name, "must be a code of a-z, 0-9, _ and -");
		snprintf(into + f->offset, PLAN_CODE, "%s", text);
		return true;
	case FIELD_WORDS:
		if (!words_read(node, (struct words *)(void *)(into + f->offset)))
			return plan_wrong(r, row, f->name, "needs .zh and .en, each of 1 to 95 bytes");
		return true;
	default:
		return true; /* dates and words are read by their section */
	}
}

/* Reads the children of NODE by FIELDS into the struct at INTO. */
bool plan_fields(struct plan_reader *r, const char *row, const struct plan_field *fields, int n,
                        const struct config *node, void *into)
{
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		int i = 0;
		while (i < n && strcmp(fields[i].name, config_name(c)) != 0)
			i++;
		if (i == n)
			return plan_wrong(r, row, config_name(c), "is not known here");
		if (!field_read(r, row, &fields[i], c, into))
			return false;
	}
	for (int i = 0; i < n; i++)
		if (fields[i].needed && !config_node(node, fields[i].name))
			return plan_wrong(r, row, fields[i].name, "is missing");
	return true;
}

/* "Tiers.gold" for messages. */
const char *plan_row_name(char out[PLAN_ROW_NAME], const struct plan_reader *r,
                            const struct config *node)
{
	snprintf(out, PLAN_ROW_NAME, "%s.%.48s", r->section, config_name(node));
	return out;
}

/* The number of rows of a section, and their code from the row's name. */
int plan_rows(const struct config *node)
{
	int n = 0;
	for (const struct config *c = config_child(node); c; c = config_next(c))
		n++;
	return n;
}

bool plan_row_code(struct plan_reader *r, const char *row, const struct config *node, char *code)
{
	if (!plan_code_ok(config_name(node), false))
		return plan_wrong(r, row, NULL, "its name must be a code of a-z, 0-9 and _, at most 23");
	snprintf(code, PLAN_CODE, "%s", config_name(node));
	return true;
}

/* The index of TEXT in the NULL-ended LIST, or -1 with a message. */
int plan_word(struct plan_reader *r, const char *row, const char *field, const char *text,
                      const char *const *list)
{
	char what[128] = "must be one of";
	for (int i = 0; list[i]; i++) {
		if (strcmp(list[i], text) == 0)
			return i;
		strncat(what, " ", sizeof(what) - strlen(what) - 1);
		strncat(what, list[i], sizeof(what) - strlen(what) - 1);
	}
	plan_wrong(r, row, field, what);
	return -1;
}
