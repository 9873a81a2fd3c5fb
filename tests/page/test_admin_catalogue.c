/* The desk's catalogue: items made and edited by two at once, stock, departures,
 * codes, pictures; who may and who may not. */
#include "page/desk_world.h"

#include <png.h>

#define FORM "category=voucher&state=live&name=%E7%A5%A8&name_en=Ticket&text=a%0D%0A%0D%0Ab" \
	"&cost_points=480&value=12.5&per_order=2&open_from=2026-12-01T10%3A00&promised_days=3" \
	"&low_stock=4&coupon_months=6&min_tier=silver&tags=a,b"

static struct item stored(const char *code)
{
	struct item item;

	assert_int_equal(item_read(db(), test_mem(), NULL, code, &item), DB_OK);
	return item;
}

static void make(struct browser *b, const char *code)
{
	char form[1024];

	snprintf(form, sizeof form, "item=%s&left=5&%s", code, FORM);
	assert_int_equal(browser_post(b, "/admin/catalogue/new", form), 303);
}

static void an_item_is_made(void **state)
{
	struct browser b;
	struct item item;
	uint64_t who = desk_open(&b, "manager");

	(void)state;
	assert_int_equal(browser_get(&b, "/admin/catalogue/new"), 200);
	make(&b, "ticket");
	assert_string_equal(b.location, "/admin/catalogue/ticket?done=item_new");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "The item is made.");
	assert_shows(&b, "value=\"12.5\"");
	assert_shows(&b, "value=\"2026-12-01T10:00\"");
	item = stored("ticket");
	assert_string_equal(item.name, "票");
	assert_string_equal(item.text, "a\n\nb");
	assert_int_equal(item.value_fen, 1250);
	assert_int_equal(item.left, 5);
	assert_int_equal(item.per_order, 2);
	assert_int_equal(item.per_member, -1);
	assert_int_equal(item.open_from, at("2026-12-01T10:00:00+08:00"));
	assert_string_equal(item.min_tier, "silver");
	assert_int_equal(desk_logged(who, "item_add", 0), 1);
	assert_int_equal(browser_post(&b, "/admin/catalogue/new", "item=ticket&" FORM), 422);
	assert_shows(&b, "That code is taken");
	assert_int_equal(browser_get(&b, "/admin/catalogue?q=Ticket"), 200);
	assert_shows(&b, "/admin/catalogue/ticket\"");
	assert_int_equal(browser_get(&b, "/admin/catalogue/ticket/preview"), 200);
	assert_shows(&b, "480");
	assert_int_equal(browser_get(&b, "/admin/catalogue/none"), 404);
	browser_close(&b);
}

static void wrong_fields_are_told_and_kept(void **state)
{
	static const char *const wrong[][2] = {
		{"cost_points=x", "cost_points-error"}, {"cost_points=0", "cost_points-error"},
		{"value=1.234", "value-error"}, {"value=-1", "value-error"},
		{"cut_points=480&cost_points=480", "cut_points-error"},
		{"cut_from=2026-12-02&cut_until=2026-12-01", "cut_until-error"},
		{"cut_from=2026-02-30", "cut_from-error"}, {"open_until=x", "open_until-error"},
		{"open_from=2026-12-02T10:00&open_until=2026-12-01T10:00", "open_until-error"},
		{"min_tier=emperor", "min_tier-error"}, {"coupon_categories=moon", "coupon_categories-error"},
		{"art=nothing", "art-error"}, {"per_order=0", "per_order-error"},
		{"category=coupon", "coupon-error"}, {"state=gone", "state-error"},
	};
	struct browser b;

	(void)state;
	desk_open(&b, "manager");
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char form[512];

		snprintf(form, sizeof form, "item=wrong-%zu&name=Kept+words%s%s%s&%s", i,
		         strstr(wrong[i][0], "category=") ? "" : "&category=goods",
		         strstr(wrong[i][0], "state=") ? "" : "&state=draft",
		         strstr(wrong[i][0], "cost_points=") ? "" : "&cost_points=500", wrong[i][0]);
		assert_int_equal(browser_post(&b, "/admin/catalogue/new", form), 422);
		assert_shows(&b, wrong[i][1]);
		assert_shows(&b, "value=\"Kept words\"");
	}
	assert_int_equal(browser_post(&b, "/admin/catalogue/new", "item=Bad+Code&" FORM), 422);
	assert_shows(&b, "item-error");
	assert_int_equal(browser_post(&b, "/admin/catalogue/new", "item=odd&unknown=1&" FORM), 400);
	browser_close(&b);
}

static void two_who_edit_at_once_are_told(void **state)
{
	struct browser a, b;
	uint64_t first = desk_open(&a, "manager"), second = desk_open(&b, "manager");

	(void)state;
	make(&a, "shared");
	assert_int_equal(browser_post(&a, "/admin/catalogue/shared", "version=1&" FORM "&sort_no=7"), 303);
	assert_int_equal(browser_post(&b, "/admin/catalogue/shared",
	                              "version=1&" FORM "&supplier=Mine"), 409);
	assert_shows(&b, "Somebody saved this item");
	assert_shows(&b, "value=\"Mine\"");          /* what was typed is kept */
	assert_shows(&b, "name=\"version\" value=\"2\""); /* and can be saved knowingly */
	assert_shows(&b, "Stored");
	assert_int_equal(stored("shared").sort_no, 7);
	assert_int_equal(browser_post(&b, "/admin/catalogue/shared",
	                              "version=2&" FORM "&supplier=Mine"), 303);
	assert_string_equal(stored("shared").supplier, "Mine");
	assert_int_equal(stored("shared").version, 3);
	assert_int_equal(desk_logged(first, "item_edit", 0), 1);
	assert_int_equal(desk_logged(second, "item_edit", 0), 1);
	browser_close(&a);
	browser_close(&b);
}

static void stock_codes_and_departures(void **state)
{
	static const char file[] = "\xEF\xBB\xBF" "code\r\nAAAA-1\r\n\"AAAA-2\",x\n\nAAAA-3";
	struct browser b;
	struct item trip = plain_item("trip-1", ITEM_TRIP, 900);
	uint64_t who = desk_open(&b, "manager");

	(void)state;
	make(&b, "coded");
	assert_int_equal(browser_post(&b, "/admin/catalogue/coded/stock", "stock=9"), 303);
	assert_int_equal(stored("coded").left, 9);
	assert_int_equal(browser_post(&b, "/admin/catalogue/coded/stock", "stock="), 303);
	assert_int_equal(stored("coded").left, -1);
	assert_int_equal(browser_post(&b, "/admin/catalogue/coded/stock", "stock=-3"), 422);
	assert_shows(&b, "stock-error");
	assert_int_equal(desk_upload(&b, "/admin/catalogue/coded/codes", "codes", "c.csv", file,
	                             sizeof file - 1), 303);
	assert_int_equal(stored("coded").left, 3);
	assert_int_equal(desk_upload(&b, "/admin/catalogue/coded/codes", "codes", "c.csv", file,
	                             sizeof file - 1), 303);
	assert_string_equal(b.location, "/admin/catalogue/coded?done=item_codes_some");
	assert_int_equal(stored("coded").left, 3);
	assert_int_equal(desk_upload(&b, "/admin/catalogue/coded/codes", "codes", "c.csv", "GOOD1\nA B\n",
	                             10), 422);
	assert_shows(&b, "Line 2 of the file");
	assert_int_equal(browser_post(&b, "/admin/catalogue/coded/codes/make", "make=40"), 303);
	assert_int_equal(stored("coded").left, 43);
	assert_int_equal(browser_post(&b, "/admin/catalogue/coded/stock", "stock=9"), 422);
	assert_shows(&b, "follows from its codes");
	assert_int_equal(desk_logged(who, "item_codes", 0), 3);
	store_item(&trip, 0);
	assert_int_equal(browser_post(&b, "/admin/catalogue/trip-1/departure",
	                              "departs_on=2026-12-20&places=12"), 303);
	assert_int_equal(stored("trip-1").left, 12);
	assert_int_equal(browser_get(&b, "/admin/catalogue/trip-1"), 200);
	assert_shows(&b, "20 December 2026");
	assert_int_equal(browser_post(&b, "/admin/catalogue/trip-1/departure",
	                              "departs_on=soon&places=x"), 422);
	assert_int_equal(browser_post(&b, "/admin/catalogue/trip-1/codes/make", "make=4"), 400);
	browser_close(&b);
}

static void pictures_are_checked(void **state)
{
	png_image image = {.version = PNG_IMAGE_VERSION, .width = 800, .height = 600,
	                   .format = PNG_FORMAT_RGB};
	uint8_t *pixels = talloc_zero_array(test_mem(), uint8_t, 800 * 600 * 3), png[65536];
	png_alloc_size_t len = sizeof png;
	struct browser b;

	(void)state;
	desk_open(&b, "manager");
	assert_true(png_image_write_to_memory(&image, png, &len, 0, pixels, 0, NULL));
	make(&b, "pictured");
	assert_int_equal(browser_get(&b, "/admin/catalogue/pictured/picture"), 404);
	assert_int_equal(desk_upload(&b, "/admin/catalogue/pictured/picture", "picture", "a.jpg",
	                             "\xff\xd8\xff\xe0", 4), 422);
	assert_shows(&b, "Only PNG");
	assert_int_equal(desk_upload(&b, "/admin/catalogue/pictured/picture", "picture", "a.png", png,
	                             len), 303);
	assert_int_equal(stored("pictured").picture_hash.len, 32);
	assert_int_equal(browser_get(&b, "/admin/catalogue/pictured/picture"), 200);
	assert_int_equal(browser_get(&b, "/admin/catalogue/pictured"), 200);
	assert_shows(&b, "/admin/catalogue/pictured/picture?v=");
	assert_int_equal(browser_post(&b, "/admin/catalogue/pictured/picture/drop", ""), 303);
	assert_null(stored("pictured").picture_hash.data);
	browser_close(&b);
}

static void uploads_are_bounded(void **state)
{
	size_t len = 1048576 + 1;
	char *large = talloc_zero_size(test_mem(), len + 70000);
	struct browser b;

	(void)state;
	memset(large, 'A', len + 70000);
	desk_open(&b, "manager");
	make(&b, "bounded");
	assert_int_equal(browser_post(&b, "/admin/catalogue/bounded/codes", "codes=ABCD"), 415);
	assert_int_equal(desk_upload(&b, "/admin/catalogue/bounded/codes", "codes", "c", large, len),
	                 413); /* longer than the field */
	assert_int_equal(desk_upload(&b, "/admin/catalogue/bounded/codes", "codes", "c", large,
	                             len + 70000), 413); /* than the body may be */
	assert_int_equal(desk_upload(&b, "/admin/catalogue/bounded/codes", "other", "c", "ABCD", 4),
	                 400);
	assert_int_equal(desk_upload(&b, "/admin/catalogue/bounded/codes", "codes", "", "", 0), 422);
	assert_shows(&b, "Choose a file first");
	snprintf(b.csrf, sizeof b.csrf, "%s", "wrong");
	assert_int_equal(desk_upload(&b, "/admin/catalogue/bounded/codes", "codes", "c", "ABCD", 4),
	                 403);
	assert_int_equal(stored("bounded").left, 5);
	browser_close(&b);
}

static void only_managers_change_it(void **state)
{
	static const char *const roles[] = {"clerk", "auditor"};
	struct browser b;

	(void)state;
	desk_open(&b, "manager");
	make(&b, "guarded");
	browser_close(&b);
	for (int i = 0; i < 2; i++) {
		desk_open(&b, roles[i]);
		assert_int_equal(browser_get(&b, "/admin/catalogue/guarded"), 200);
		assert_shows(&b, "disabled");
		assert_hides(&b, "/admin/catalogue/guarded/stock");
		assert_int_equal(browser_post(&b, "/admin/catalogue/guarded", "version=1&" FORM), 403);
		assert_int_equal(browser_post(&b, "/admin/catalogue/guarded/stock", "stock=1"), 403);
		assert_int_equal(browser_post(&b, "/admin/catalogue/guarded/codes/make", "make=1"), 403);
		assert_int_equal(desk_upload(&b, "/admin/catalogue/guarded/codes", "codes", "c", "ABCD", 4),
		                 403);
		assert_int_equal(desk_upload(&b, "/admin/catalogue/guarded/picture", "picture", "c", "ABCD",
		                             4), 403);
		browser_close(&b);
	}
	assert_int_equal(stored("guarded").version, 1);
	assert_int_equal(stored("guarded").left, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_is_made),
		cmocka_unit_test(wrong_fields_are_told_and_kept),
		cmocka_unit_test(two_who_edit_at_once_are_told),
		cmocka_unit_test(stock_codes_and_departures),
		cmocka_unit_test(pictures_are_checked),
		cmocka_unit_test(uploads_are_bounded),
		cmocka_unit_test(only_managers_change_it),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
