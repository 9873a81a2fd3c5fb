/* Query strings, forms, cookies and paths as browsers and attackers send them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "web/parse.h"

static const struct field known[] = {
	{ "name", 4, false }, { "kind", 10, true }, { "q_*", 5, false }, { 0 }
};

struct parsed {
	void *mem;
	struct pair pairs[WEB_FIELDS_MAX];
	int n;
};

static int
set_up(void **state)
{
	struct parsed *p = talloc_zero(NULL, struct parsed);

	p->mem = p;
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	talloc_free(*state);
	return 0;
}

static enum parse
form(struct parsed *p, const char *text)
{
	return parse_form(p->mem, text, strlen(text), known, true, p->pairs, &p->n);
}

static enum parse
query(struct parsed *p, const char *text)
{
	return parse_query(p->mem, text, strlen(text), known, p->pairs, &p->n);
}

static void
test_form_takes_what_the_table_names(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(form(p, "name=%E9%99%88+a&kind=x&kind=y&csrf=t&&q_1=&q_2=5"), PARSE_OK);
	assert_int_equal(p->n, 6);
	assert_string_equal(p->pairs[0].value, "陈 a");
	assert_string_equal(p->pairs[2].value, "y");
	assert_string_equal(p->pairs[4].name, "q_1");
	assert_string_equal(p->pairs[4].value, "");
}

static void
test_form_refusals(void **state)
{
	static const struct {
		const char *text;
		enum parse want;
	} rows[] = {
		{ "other=1", PARSE_UNKNOWN },         { "name", PARSE_OK },
		{ "name=1&name=2", PARSE_REPEATED },  { "csrf=1&csrf=1", PARSE_REPEATED },
		{ "q_a=1&q_a=2", PARSE_REPEATED },    { "name=12345", PARSE_LONG },
		{ "name=一二三四五", PARSE_LONG },      { "name=一二三四", PARSE_OK },
		{ "name=%", PARSE_TEXT },             { "name=%4", PARSE_TEXT },
		{ "name=%zz", PARSE_TEXT },           { "name=%00", PARSE_TEXT },
		{ "name=%ff", PARSE_TEXT },           { "name=%c0%80", PARSE_TEXT },
		{ "name=%1b", PARSE_TEXT },           { "name=a%0d", PARSE_TEXT },
		{ "name=%c2%85", PARSE_TEXT },        { "name=%7f", PARSE_TEXT },
		{ "name=%ed%a0%80", PARSE_TEXT },     { "%6eame=x", PARSE_OK },
		{ "na%00me=x", PARSE_TEXT },          { "=x", PARSE_UNKNOWN },
		{ "", PARSE_OK },                     { "&&&&", PARSE_OK },
	};
	struct parsed *p = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (form(p, rows[i].text) != rows[i].want)
			fail_msg("%s gave %s", rows[i].text, parse_word(form(p, rows[i].text)));
}

static void
test_form_line_ends(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(form(p, "kind=a%0D%0Ab%09c%0A"), PARSE_OK);
	assert_string_equal(p->pairs[0].value, "a\nb\tc\n");
}

static void
test_query_ignores_what_others_added(void **state)
{
	struct parsed *p = *state;

	assert_int_equal(query(p, "utm=%FF%&from=wechat&name=a&isappinstalled=0&x[]=1"), PARSE_OK);
	assert_int_equal(p->n, 1);
	assert_string_equal(p->pairs[0].value, "a");
	assert_int_equal(query(p, "name=1&name=2"), PARSE_REPEATED);
	assert_int_equal(query(p, "name=a%0Ab"), PARSE_TEXT);
	assert_int_equal(query(p, "csrf=1"), PARSE_OK);
	assert_int_equal(p->n, 0);
}

static void
test_floods_end_early(void **state)
{
	struct parsed *p = *state;
	size_t len = 65536;
	char *text = talloc_array(p->mem, char, len + 1);

	for (size_t i = 0; i + 3 <= len; i += 3)
		memcpy(text + i, "a=&", 3);
	text[len - 1] = '\0';
	text[len] = '\0';
	assert_int_equal(parse_form(p->mem, text, strlen(text), known, false, p->pairs, &p->n),
	                 PARSE_UNKNOWN);
	assert_int_equal(parse_query(p->mem, text, strlen(text), known, p->pairs, &p->n), PARSE_OK);
	assert_int_equal(p->n, 0);
	text[0] = '\0';
	for (int i = 0; i < 65; i++)
		strcat(text, "kind=&");
	assert_int_equal(form(p, text), PARSE_MANY);
	memset(text, '&', len);
	assert_int_equal(form(p, text), PARSE_OK);
	memset(text, '%', len);
	assert_int_equal(form(p, text), PARSE_TEXT);
}

static void
test_cookies(void **state)
{
	struct parsed *p = *state;
	const char *text = "session=abc; lang=en;bad name=1; =x; q=\"v\"; a=b=c ; theme=";

	p->n = parse_cookies(p->mem, text, strlen(text), p->pairs, 32);
	assert_int_equal(p->n, 3);
	assert_string_equal(p->pairs[0].value, "abc");
	assert_string_equal(p->pairs[1].name, "lang");
	assert_string_equal(p->pairs[2].name, "theme");
	assert_string_equal(p->pairs[2].value, "");
	assert_int_equal(parse_cookies(p->mem, "a=1;b=2;c=3", 11, p->pairs, 2), 2);
	assert_int_equal(parse_cookies(p->mem, "", 0, p->pairs, 2), 0);
	assert_int_equal(parse_cookies(p->mem, ";;;= ;", 6, p->pairs, 2), 0);
}

static void
test_targets(void **state)
{
	static const char *const refused[] = { "", "*", "http://x/", "/%", "/a%2fb", "/%00", "/%0a",
		                                   "/%ff", "/a%7f" };
	struct parsed *p = *state;
	const char *path, *rest;

	assert_true(parse_target(p->mem, "/people/%E9%99%88?x=1?y", &path, &rest));
	assert_string_equal(path, "/people/陈");
	assert_string_equal(rest, "x=1?y");
	assert_true(parse_target(p->mem, "/a+b", &path, &rest));
	assert_string_equal(path, "/a+b");
	assert_string_equal(rest, "");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (parse_target(p->mem, refused[i], &path, &rest))
			fail_msg("taken: %s", refused[i]);
}

static void
test_content_types(void **state)
{
	(void)state;
	assert_true(parse_type_is("application/json", "application/json"));
	assert_true(parse_type_is("Application/JSON; charset=utf-8", "application/json"));
	assert_false(parse_type_is("application/jsonp", "application/json"));
	assert_false(parse_type_is("text/plain", "application/json"));
	assert_false(parse_type_is(NULL, "application/json"));
}

static void
test_encode(void **state)
{
	struct parsed *p = *state;
	struct buf out;

	buf_init(&out, p->mem);
	parse_encode(&out, "/history?kind=a&x=陈 %");
	assert_string_equal(out.data, "/history%3Fkind%3Da%26x%3D%E9%99%88%20%25");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_form_takes_what_the_table_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_form_refusals, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_form_line_ends, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_query_ignores_what_others_added, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_floods_end_early, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cookies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_targets, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_content_types, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_encode, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
