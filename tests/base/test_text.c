/* Strings: strict numbers, UTF-8, and what people type made clean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static void buffer_grows(void **state)
{
	(void)state;
	void *mem = talloc_new(NULL);
	struct buf b;
	buf_init(&b, mem);
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%03d,", i);
	assert_int_equal(b.len, 4000);
	assert_memory_equal(b.data + 3996, "999,", 5);
	char long_text[2000];
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	buf_printf(&b, "%s!", long_text);
	assert_int_equal(b.len, 6000);
	assert_int_equal(b.data[5999], '!');
	talloc_free(mem);
}

static void integers(void **state)
{
	static const char *const wrong[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x10", "1e3",
		                             "9223372036854775808", "-9223372036854775809" };
	int64_t n;
	(void)state;
	assert_true(int_parse("9223372036854775807", &n) && n == INT64_MAX);
	assert_true(int_parse("-9223372036854775808", &n) && n == INT64_MIN);
	assert_true(int_parse("007", &n) && n == 7);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(int_parse(wrong[i], &n));
	assert_false(int_parse(NULL, &n));
}

static void integers_as_text(void **state)
{
	static const int64_t values[] = { 0, 7, -1, 10, 999, -1000, INT64_MAX, INT64_MIN };
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char text[INT_TEXT];
		int64_t back;
		assert_true(int_parse(int_text(text, values[i]), &back));
		assert_true(back == values[i]);
	}
	char text[INT_TEXT];
	assert_string_equal(int_text(text, INT64_MIN), "-9223372036854775808");
	assert_string_equal(int_text(text, 0), "0");
}

static void utf8(void **state)
{
	(void)state;
	assert_true(utf8_valid("积分 pts", 10));
	assert_int_equal(utf8_length("积分"), 2);
	assert_false(utf8_valid("\xC0\xAF", 2));         /* overlong */
	assert_false(utf8_valid("\xED\xA0\x80", 3));     /* surrogate */
	assert_false(utf8_valid("\xF4\x90\x80\x80", 4)); /* beyond U+10FFFF */
	assert_false(utf8_valid("ab\0cd", 5));
	assert_false(utf8_valid("\xE7\xA7", 2));
}

static void cleaned(void **state)
{
	(void)state;
	void *mem = talloc_new(NULL);
	assert_string_equal(text_clean(mem, "　 １２３ａ　积分 "), "123a　积分");
	assert_string_equal(text_clean(mem, " \t"), "");
	assert_string_equal(phone_clean(mem, "+86 138-0000-0001"), "13800000001");
	assert_string_equal(phone_clean(mem, "１３８００００ ０００１"), "13800000001");
	assert_string_equal(phone_clean(mem, "0086 13800000001"), "13800000001");
	assert_null(phone_clean(mem, "12800000001"));
	assert_null(phone_clean(mem, "1380000000"));
	assert_null(phone_clean(mem, "1380000000a"));
	assert_null(phone_clean(mem, ""));
	assert_string_equal(email_clean(mem, " Ming.Li@Example.COM "), "ming.li@example.com");
	assert_null(email_clean(mem, "a@b"));
	assert_null(email_clean(mem, "a b@c.de"));
	assert_null(email_clean(mem, "a@b@c.de"));
	assert_null(email_clean(mem, "a@c.de\r\nBcc: x@y.z"));
	assert_null(email_clean(mem, "@c.de"));
	assert_string_equal(member_no_clean(mem, "ｍ0000001"), "M0000001");
	assert_null(member_no_clean(mem, "M000001"));
	assert_null(member_no_clean(mem, "M0000001x"));
	talloc_free(mem);
}

static void words(void **state)
{
	static const char *const list[] = { "zh-CN", "en", NULL };
	(void)state;
	assert_true(text_starts("/balance", "/bal"));
	assert_false(text_starts("/b", "/bal"));
	assert_true(text_among("en", list));
	assert_false(text_among("de", list));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buffer_grows), cmocka_unit_test(integers),
		cmocka_unit_test(integers_as_text), cmocka_unit_test(utf8),
		cmocka_unit_test(cleaned), cmocka_unit_test(words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
