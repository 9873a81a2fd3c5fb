/* An address comes apart as it was put together; an old one stays as it was. */
#include "rule/region.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/mem.h"

static void an_address_comes_apart_again(void **state)
{
	void *mem = talloc_new(NULL);
	const struct region whole = {"广东省", " 深圳市", "南山　 区 ", "科技园路 1 号  2 楼"};
	struct region out;
	char *text = region_join(mem, &whole);

	(void)state;
	assert_string_equal(text, "广东省　深圳市　南山 区　科技园路 1 号 2 楼");
	assert_true(region_split(mem, text, &out));
	assert_string_equal(out.province, "广东省");
	assert_string_equal(out.city, "深圳市");
	assert_string_equal(out.district, "南山 区");
	assert_string_equal(out.street, "科技园路 1 号 2 楼");
	talloc_free(mem);
}

static void an_old_address_is_a_street(void **state)
{
	static const char *const old[] = {"上海市徐汇区衡山路 881 号", "上海市 徐汇区 衡山路 881 号", "",
	                                  "某省　某市　某区　某路", "广东省　深圳市　南山区",
	                                  "广东省　　南山区　某路", "广东省　深圳市　南山区　"};
	void *mem = talloc_new(NULL);
	struct region out;

	(void)state;
	for (size_t i = 0; i < sizeof old / sizeof old[0]; i++) {
		assert_false(region_split(mem, old[i], &out));
		assert_string_equal(out.street, old[i]);
		assert_string_equal(out.province, "");
	}
	assert_string_equal(region_join(mem, &(struct region){"", "x", "y", " 衡山路  1 "}), "衡山路 1");
	talloc_free(mem);
}

static void there_are_thirty_four(void **state)
{
	int n = 0;

	(void)state;
	while (region_provinces[n])
		n++;
	assert_int_equal(n, 34);
	assert_true(region_is_province("台湾省"));
	assert_false(region_is_province("台湾"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_comes_apart_again),
		cmocka_unit_test(an_old_address_is_a_street),
		cmocka_unit_test(there_are_thirty_four),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
