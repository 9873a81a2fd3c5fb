/* Codes that people read aloud: what is typed wrong is told from what is right. */
#include "rule/world.h"

#include "rule/code.h"

static void fresh(char out[CODE_TEXT], unsigned seed)
{
	uint8_t bytes[CODE_RANDOM];

	for (int i = 0; i < CODE_RANDOM; i++)
		bytes[i] = (uint8_t)((seed = seed * 1103515245u + 12345u) >> 16);
	code_make(bytes, CODE_RANDOM, out);
}

static void a_code_checks(void **state)
{
	char code[CODE_TEXT];

	(void)state;
	for (unsigned i = 0; i < 1000; i++) {
		fresh(code, i);
		assert_int_equal(strlen(code), CODE_RANDOM + 1);
		assert_int_equal(strspn(code, CODE_ALPHABET), CODE_RANDOM + 1);
		assert_true(code_checks(code));
	}
	assert_false(code_checks(""));
	assert_false(code_checks("2"));
	assert_false(code_checks("AB0CD"));
}

/* Every single wrong character and every two exchanged ones are found. */
static void every_slip_is_found(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 50; seed++) {
		char code[CODE_TEXT];
		size_t n;

		fresh(code, seed);
		n = strlen(code);
		for (size_t i = 0; i < n; i++) {
			char right = code[i];

			for (const char *c = CODE_ALPHABET; *c; c++) {
				code[i] = *c;
				assert_int_equal(code_checks(code), *c == right);
			}
			code[i] = right;
			for (size_t j = i + 1; j < n; j++) {
				char other = code[j];

				code[j] = right;
				code[i] = other;
				assert_int_equal(code_checks(code), other == right);
				code[i] = right;
				code[j] = other;
			}
		}
	}
}

static void what_people_type_is_cleaned(void **state)
{
	char out[CODE_TEXT];

	(void)state;
	assert_true(code_clean(" abcde-FGHJK ", out));
	assert_string_equal(out, "ABCDEFGHJK");
	assert_true(code_clean("ａｂ２\xE3\x80\x80Ｚ－９", out)); /* full-width */
	assert_string_equal(out, "AB2Z9");
	assert_false(code_clean("", out));
	assert_false(code_clean("  - ", out));
	assert_false(code_clean("ABCO", out)); /* no letter O, no zero */
	assert_false(code_clean("券码", out));
	assert_false(code_clean("222222222222222222222222", out));
	assert_true(code_clean("22222222222222222222222", out));
	assert_false(code_clean("\xEF\xBC", out)); /* cut off */
	assert_false(code_clean("<b>", out));
}

static void groups_of_five(void **state)
{
	char out[2 * CODE_TEXT];

	(void)state;
	code_groups("ABCDEFGHJKMNPQRS", out);
	assert_string_equal(out, "ABCDE-FGHJK-MNPQRS");
	code_groups("ABCDEFGH", out);
	assert_string_equal(out, "ABCDE-FGH");
	code_groups("ABCDE", out);
	assert_string_equal(out, "ABCDE");
	code_groups("", out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_checks),
		cmocka_unit_test(every_slip_is_found),
		cmocka_unit_test(what_people_type_is_cleaned),
		cmocka_unit_test(groups_of_five),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
