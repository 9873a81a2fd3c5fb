/* Judging new passwords, waiting times, mails on the wire: no database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "job/mail.h"
#include "service/limit.h"
#include "service/password.h"

static const char *const nobody[] = {"", "", NULL};

static void common_passwords_are_refused(void **state)
{
	(void)state;
	static const char *const common[] = {
		"12345678",   "87654321",   "11111111",    "88888888",    "password",  "Password1",
		"PASSWORD123!", "iloveyou",  "sunshine",    "abcabcabc",   "1212121212", "qwertyuiop",
		"1q2w3e4r",   "1qaz2wsx",   "woaini1314",  "aa123456",    "abcdefgh",  "19900501",
		"zxcvbnm123", "qwerty12345", NULL};
	for (int i = 0; common[i] != NULL; i++)
		if (password_judge(common[i], nobody) != PASSWORD_COMMON)
			fail_msg("%s was taken", common[i]);
}

static void good_passwords_are_taken(void **state)
{
	(void)state;
	static const char *const good[] = {"three green trains", "demo-points-1", "demo-points-10",
	                                   "床前明月光疑是地上霜", "x7!Kq-2p",      "Tj9vLw2z",
	                                   "    spaces   too   ", NULL};
	for (int i = 0; good[i] != NULL; i++)
		if (password_judge(good[i], nobody) != PASSWORD_FINE)
			fail_msg("%s was refused", good[i]);
}

static void length_counts_characters(void **state)
{
	(void)state;
	char long_one[PASSWORD_MAX + 2];
	assert_int_equal(password_judge("seven 7", nobody), PASSWORD_SHORT);
	assert_int_equal(password_judge("床前明月光疑是", nobody), PASSWORD_SHORT);
	for (int i = 0; i <= PASSWORD_MAX; i++)
		long_one[i] = (char)('a' + i * 7 % 26);
	long_one[PASSWORD_MAX + 1] = '\0';
	assert_int_equal(password_judge(long_one, nobody), PASSWORD_LONG);
	long_one[PASSWORD_MAX] = '\0';
	assert_int_equal(password_judge(long_one, nobody), PASSWORD_FINE);
}

static void own_names_are_refused(void **state)
{
	(void)state;
	static const char *const own[] = {"meimei.zhou@example.com", "13812345678", "周美美", NULL};
	assert_int_equal(password_judge("meimei.zhou", own), PASSWORD_COMMON);
	assert_int_equal(password_judge("Meimei.Zhou88", own), PASSWORD_COMMON);
	assert_int_equal(password_judge("meimei.zhou@example.com", own), PASSWORD_COMMON);
	assert_int_equal(password_judge("13812345678", own), PASSWORD_COMMON);
	assert_int_equal(password_judge("meimei.zhou loves trains", own), PASSWORD_FINE);
}

static void waits_grow_and_fade(void **state)
{
	(void)state;
	struct limit limit;
	limit_make(&limit, 's', "192.0.2.1", "x", 5, 30);
	assert_int_equal(limit_wait_s(&limit, 4, 1000, 1000), 0);
	assert_int_equal(limit_wait_s(&limit, 5, 1000, 1000), 30);
	assert_int_equal(limit_wait_s(&limit, 5, 1000, 1029), 1);
	assert_int_equal(limit_wait_s(&limit, 5, 1000, 1030), 0);
	assert_int_equal(limit_wait_s(&limit, 7, 1000, 1000), 120);
	assert_int_equal(limit_wait_s(&limit, 1000000, 1000, 1000), 900);
	assert_int_equal(limit_wait_s(&limit, 9, 1000, 1900), 0);
	assert_int_equal(limit_wait_s(&limit, 9, 1000, 500), 480); /* the clock was set back */
	assert_int_equal(limit_wait_s(&limit, INT64_MAX, 0, INT64_MAX), 0);
}

static void a_household_is_one_address(void **state)
{
	(void)state;
	struct limit a, b, c, d;
	limit_make(&a, 's', "2001:db8:1:2::5", "x", 5, 30);
	limit_make(&b, 's', "2001:db8:1:2:aaaa:bbbb:cccc:dddd", "x", 5, 30);
	limit_make(&c, 's', "2001:db8:1:3::5", "x", 5, 30);
	limit_make(&d, 'f', "2001:db8:1:2::5", "x", 5, 30);
	assert_memory_equal(a.bucket, b.bucket, LIMIT_BUCKET);
	assert_memory_not_equal(a.bucket, c.bucket, LIMIT_BUCKET);
	assert_memory_not_equal(a.bucket, d.bucket, LIMIT_BUCKET);
}

static struct mail_text sample(void)
{
	return (struct mail_text){.to = "jo@example.com",
	                          .subject = "确认您的邮箱，这是一个比较长的标题，要折成好几行才放得下 · 行分",
	                          .text = "您好，\n点开链接。\n",
	                          .html = "<p>您好</p>",
	                          .lang = "zh-CN",
	                          .outbox_id = 7,
	                          .created_at = 1790000000};
}

static void a_mail_is_plain_ascii_lines(void **state)
{
	(void)state;
	void *mem = talloc_new(NULL);
	struct mail_text mail = sample();
	char *text = mail_mime(mem, &mail, "points@portal.test", "行分", 1790000000);
	size_t line = 0;
	assert_non_null(text);
	for (const char *p = text; *p != '\0'; p++) {
		assert_true((*p & 0x80) == 0);
		if (*p == '\n') {
			assert_true(p[-1] == '\r');
			assert_true(line <= 76);
			line = 0;
		} else if (*p != '\r') {
			line++;
		}
	}
	assert_non_null(strstr(text, "Date: Mon, 21 Sep 2026 22:13:20 +0800\r\n"));
	assert_non_null(strstr(text, "Message-ID: <7.1790000000@portal.test>\r\n"));
	assert_non_null(strstr(text, "\r\n =?UTF-8?B?"));
	assert_non_null(strstr(text, "5oKo5aW977yMCueCueW8gOmTvuaOpeOAggo=\r\n"));
	talloc_free(mem);
}

static void nothing_breaks_out_of_a_header(void **state)
{
	(void)state;
	void *mem = talloc_new(NULL);
	static const char *const bad[] = {"jo@example.com\r\nBcc: all@example.com",
	                                  "jo@example.com>,<x@example.com", "jo", "a b@example.com",
	                                  "jo@example.com\n", NULL};
	for (int i = 0; bad[i] != NULL; i++) {
		struct mail_text mail = sample();
		mail.to = bad[i];
		assert_null(mail_mime(mem, &mail, "points@portal.test", "行分", 0));
	}
	struct mail_text mail = sample();
	mail.subject = "a\r\nBcc: all@example.com";
	assert_null(strstr(mail_mime(mem, &mail, "points@portal.test", "x\r\nBcc: y@z.w", 0), "Bcc"));
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_passwords_are_refused),
		cmocka_unit_test(good_passwords_are_taken),
		cmocka_unit_test(length_counts_characters),
		cmocka_unit_test(own_names_are_refused),
		cmocka_unit_test(waits_grow_and_fade),
		cmocka_unit_test(a_household_is_one_address),
		cmocka_unit_test(a_mail_is_plain_ascii_lines),
		cmocka_unit_test(nothing_breaks_out_of_a_header),
	};
	return secret_open() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
