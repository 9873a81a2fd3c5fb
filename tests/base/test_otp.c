/* One-time codes: the vectors of RFC 6238 and RFC 4648, drift, what is no code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/otp.h"
#include "base/secret.h"

static const uint8_t secret[] = "12345678901234567890";

/* Appendix B gives eight digits; ours are the last six. */
static const struct {
	int64_t at;
	const char *digits;
} vectors[] = {
	{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
	{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
};

static void digits_are_those_of_the_standard(void **state)
{
	char out[OTP_DIGITS + 1];

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		int64_t step = -1;

		assert_true(otp_at(secret, otp_step(vectors[i].at), out));
		assert_string_equal(out, vectors[i].digits);
		assert_true(otp_right(secret, vectors[i].at, vectors[i].digits, &step));
		assert_int_equal(step, vectors[i].at / 30);
	}
}

static void one_step_of_drift_is_taken_and_no_more(void **state)
{
	const int64_t now = 1234567890;
	int64_t step = 0;

	(void)state;
	for (int64_t off = -3; off <= 3; off++) {
		bool near = off >= -1 && off <= 1;

		assert_int_equal(otp_right(secret, now + off * 30, "005924", &step), near);
		if (near)
			assert_int_equal(step, otp_step(now));
	}
}

static void what_is_no_code_is_wrong(void **state)
{
	static const char *const wrong[] = {"", "28708", "2870820", "abcdef", "94287082", "      "};
	int64_t step = 7;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(otp_right(secret, 59, wrong[i], &step));
	assert_int_equal(step, 7);
}

static void the_secret_reads_as_base32(void **state)
{
	char out[OTP_SECRET_TEXT];

	(void)state;
	assert_true(otp_text(secret, out));
	assert_string_equal(out, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_are_those_of_the_standard),
		cmocka_unit_test(one_step_of_drift_is_taken_and_no_more),
		cmocka_unit_test(what_is_no_code_is_wrong),
		cmocka_unit_test(the_secret_reads_as_base32),
	};

	log_open("test", LOG_ERROR + 1);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
