/* JSON of partners, friendly and not; and what we write back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "web/csv_out.h"
#include "web/json.h"
#include "web/serve.h"

static struct json *
parse(void *mem, const char *text)
{
	const char *why;

	return json_parse(mem, text, strlen(text), &why);
}

static void
test_refused(void **state)
{
	static const char *const texts[] = {
		"", "[]", "1", "null", "{", "{}x", "{\"a\":1,\"a\":2}", "{\"a\":\"\xff\"}",
		"{\"a\":\"\\u0000\"}", "{'a':1}", "{\"a\":1,}", "{\"a\":99999999999999999999}",
		"{\"a\":[[[[[[[[[1]]]]]]]]]}", "{\"a\":NaN}", "{\"a\":\"\\ud800\"}",
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (parse(mem, texts[i]) != NULL)
			fail_msg("taken: %s", texts[i]);
	assert_non_null(parse(mem, "{\"a\":[[[[1]]]]}"));
	talloc_free(mem);
}

static void
test_the_reason_is_said(void **state)
{
	static const char *const pairs[][2] = {
		{ "{\"a\":99999999999999999999}", "a number is too large" },
		{ "{\"a\":1,\"a\":2}", "a name stands twice" },
		{ "[]", "not a JSON object" },
		{ "{", "not valid JSON" },
	};
	void *mem = talloc_new(NULL);
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_null(json_parse(mem, pairs[i][0], strlen(pairs[i][0]), &why));
		assert_string_equal(pairs[i][1], why);
	}
	talloc_free(mem);
}

static void
test_a_deep_bomb_is_refused(void **state)
{
	void *mem = talloc_new(NULL);
	char *text = talloc_zero_size(mem, 65536);

	(void)state;
	memset(text, '[', 65535);
	memcpy(text, "{\"a\":", 5);
	assert_null(parse(mem, text));
	talloc_free(mem);
}

static void
test_typed_getters(void **state)
{
	void *mem = talloc_new(NULL);
	struct json *j = parse(mem, "{\"t\":\"陈明\",\"n\":-5,\"f\":1.0,\"b\":true,\"z\":null,"
	                            "\"l\":[\"a\",\"b\"],\"c\":\"a\\nb\",\"m\":[1]}");
	const char *text, *list[2];
	int64_t number = 0;
	bool flag = false;
	int n;

	(void)state;
	assert_int_equal(json_text(j, "t", 2, &text), JSON_OK);
	assert_string_equal(text, "陈明");
	assert_int_equal(json_text(j, "t", 1, &text), JSON_WRONG);
	assert_null(text);
	assert_int_equal(json_text(j, "c", 9, &text), JSON_WRONG);
	assert_int_equal(json_text(j, "z", 9, &text), JSON_ABSENT);
	assert_int_equal(json_text(j, "n", 9, &text), JSON_WRONG);
	assert_int_equal(json_int(j, "n", &number), JSON_OK);
	assert_int_equal(number, -5);
	assert_int_equal(json_int(j, "f", &number), JSON_WRONG);
	assert_int_equal(json_bool(j, "b", &flag), JSON_OK);
	assert_true(flag);
	assert_int_equal(json_bool(j, "n", &flag), JSON_WRONG);
	assert_int_equal(json_texts(j, "l", 1, list, 2, &n), JSON_OK);
	assert_int_equal(n, 2);
	assert_string_equal(list[1], "b");
	assert_int_equal(json_texts(j, "l", 1, list, 1, &n), JSON_WRONG);
	assert_int_equal(json_texts(j, "m", 1, list, 2, &n), JSON_WRONG);
	assert_int_equal(json_texts(j, "none", 1, list, 2, &n), JSON_ABSENT);
	assert_string_equal(json_unknown(j, (const char *const[]){ "t", "n", "f", "b", "z", "l", "c",
	                                                           NULL }), "m");
	talloc_free(mem);
}

static void
test_writing(void **state)
{
	void *mem = talloc_new(NULL);
	struct buf buf;
	struct json_out w;

	(void)state;
	buf_init(&buf, mem);
	json_begin(&w, &buf);
	json_add_text(&w, "a", "q\"\\\n陈");
	json_open_array(&w, "l");
	json_open_object(&w, NULL);
	json_add_int(&w, "n", INT64_MIN);
	json_close_object(&w);
	json_add_text(&w, NULL, NULL);
	json_close_array(&w);
	json_open_object(&w, "o");
	json_close_object(&w);
	json_add_bool(&w, "b", true);
	json_end(&w);
	assert_string_equal(buf.data, "{\"a\":\"q\\\"\\\\\\u000a陈\",\"l\":[{\"n\":-9223372036854775808},"
	                              "null],\"o\":{},\"b\":true}");
	talloc_free(mem);
}

static void
test_csv_never_runs(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, "GET", "/x.csv");

	(void)state;
	csv_begin(r, "x.csv");
	csv_text(r, "");
	csv_int(r, -5);
	csv_text(r, "=1+1");
	csv_text(r, "＝1");
	csv_row(r);
	csv_text(r, "a\"b\n");
	csv_text(r, NULL);
	csv_row(r);
	assert_string_equal(r->out.data,
	                    "\xef\xbb\xbf\"\",-5,\"'=1+1\",\"'＝1\"\r\n\"a\"\"b\n\",\"\"\r\n");
	assert_string_equal(answer_header(r, "Content-Disposition"), "attachment; filename=\"x.csv\"");
	talloc_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_the_reason_is_said),
		cmocka_unit_test(test_a_deep_bomb_is_refused),
		cmocka_unit_test(test_typed_getters),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_csv_never_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
