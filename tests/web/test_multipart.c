/* Upload forms as browsers and attackers send them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=----x"
#define PART "------x\r\nContent-Disposition: form-data; "
#define END "------x--\r\n"

static const struct field known[] = {
	{ "note", 4, false }, { "no", 10, true }, { "file", 8, false }, { "other", 8, false }, { 0 }
};

struct parsed {
	struct pair pairs[WEB_FIELDS_MAX];
	struct upload file;
	int n;
};

static int
set_up(void **state)
{
	*state = talloc_zero(NULL, struct parsed);
	return 0;
}

static int
tear_down(void **state)
{
	talloc_free(*state);
	return 0;
}

static enum parse
sent(struct parsed *p, const char *type, const char *body)
{
	return multipart_parse(p, type, body, strlen(body), known, true, p->pairs, &p->n, &p->file);
}

static void
test_fields_and_a_file(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(sent(p, TYPE,
	                      PART "name=\"csrf\"\r\n\r\nt\r\n"
	                      PART "name=\"no\"\r\n\r\na\r\nb\r\n"
	                      PART "name=\"no\"\r\n\r\n\r\n"
	                      PART "name=\"note\"\r\n\r\n 50%\r\n"
	                      PART "name=\"file\"; filename=\"C:\\d\\表.csv\"\r\n"
	                      "Content-Type: text/csv\r\n\r\n1\r\n\0012\r\n" END), PARSE_OK);
	assert_int_equal(p->n, 4);
	assert_string_equal(p->pairs[0].name, "csrf");
	assert_string_equal(p->pairs[1].value, "a\nb");
	assert_string_equal(p->pairs[2].value, "");
	assert_string_equal(p->pairs[3].value, " 50%");
	assert_string_equal(p->file.field, "file");
	assert_string_equal(p->file.name, "表.csv");
	assert_int_equal(p->file.len, 5);
	assert_memory_equal(p->file.data, "1\r\n\0012", 5);
}

static void
test_no_file_chosen(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(sent(p, "Multipart/Form-Data; boundary=\"----x\"",
	                      PART "name=\"file\"; filename=\"\"\r\n\r\n\r\n" END), PARSE_OK);
	assert_null(p->file.field);
	assert_null(p->file.data);
}

static void
test_limits(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(sent(p, TYPE, PART "name=\"file\"; filename=\"f\"\r\n\r\n123456789\r\n" END),
	                 PARSE_LONG);
	assert_int_equal(sent(p, TYPE, PART "name=\"note\"\r\n\r\n12345\r\n" END), PARSE_LONG);
	assert_int_equal(sent(p, TYPE, PART "name=\"note\"\r\n\r\n\xff\r\n" END), PARSE_TEXT);
	assert_int_equal(sent(p, TYPE, PART "name=\"note\"\r\n\r\n\033\r\n" END), PARSE_TEXT);
	assert_int_equal(sent(p, TYPE, PART "name=\"bad\"\r\n\r\n1\r\n" END), PARSE_UNKNOWN);
	assert_int_equal(sent(p, TYPE, PART "name=\"bad\"; filename=\"f\"\r\n\r\n1\r\n" END),
	                 PARSE_UNKNOWN);
	assert_int_equal(sent(p, TYPE, PART "name=\"note\"\r\n\r\n1\r\n"
	                      PART "name=\"note\"\r\n\r\n1\r\n" END), PARSE_REPEATED);
	assert_int_equal(sent(p, TYPE, PART "name=\"file\"; filename=\"f\"\r\n\r\n1\r\n"
	                      PART "name=\"other\"; filename=\"g\"\r\n\r\n1\r\n" END), PARSE_REPEATED);
}

static void
test_bodies_that_are_not_whole(void **state)
{
	static const char *const bodies[] = {
		"", "x", "------x", "------x\r\n", PART "name=\"no\"\r\n\r\n1",
		PART "name=\"no\"\r\n\r\n1\r\n------x", PART "name=\"no\"\r\n\r\n1\r\n------xy\r\n",
		PART "filename=\"f\"\r\n\r\n1\r\n" END, PART "name=no\r\n\r\n1\r\n" END,
		"------x\r\n\r\n\r\n1\r\n" END, "------x\r\nContent-Type: a\r\n\r\n1\r\n" END,
		"------x\r\nContent-Disposition: attachment; name=\"no\"\r\n\r\n1\r\n" END,
		"before\r\n" PART "name=\"no\"\r\n\r\n1\r\n" END,
	};
	struct parsed *p = *state;

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		assert_int_equal(sent(p, TYPE, bodies[i]), PARSE_TEXT);
	assert_int_equal(sent(p, NULL, END), PARSE_TEXT);
	assert_int_equal(sent(p, "multipart/form-data", END), PARSE_TEXT);
	assert_int_equal(sent(p, "multipart/form-data; boundary=", END), PARSE_TEXT);
	assert_int_equal(sent(p, "multipart/form-data; boundary="
	                      "12345678901234567890123456789012345678901234567890123456789012345678901",
	                      END), PARSE_TEXT);
}

static void
test_headers_are_bounded(void **state)
{
	struct parsed *p = *state;
	char *body = talloc_asprintf(p, "------x\r\nX: %3000s\r\nContent-Disposition: form-data;"
	                             " name=\"no\"\r\n\r\n1\r\n" END, "a");

	assert_int_equal(sent(p, TYPE, body), PARSE_TEXT);
}

static void
test_many_fields(void **state)
{
	struct parsed *p = *state;
	char *body = talloc_strdup(p, "");

	for (int i = 0; i <= WEB_FIELDS_MAX; i++)
		body = talloc_asprintf_append(body, PART "name=\"no\"\r\n\r\n%d\r\n", i);
	assert_int_equal(sent(p, TYPE, talloc_asprintf(p, "%s" END, body)), PARSE_MANY);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_fields_and_a_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_file_chosen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bodies_that_are_not_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_headers_are_bounded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_many_fields, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
