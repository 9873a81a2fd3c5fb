/* The catalogue's rows: lists by every filter and order, page by page; edits
 * that meet; stock, departures and codes that cannot be overdrawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/harness.h"

#include "store/item.h"

#define NOW 1795320000 /* 2026-11-22 12:00 in Shanghai */
#define DAY_S 86400

static struct plan *plan;
static void *mem;

static void sql(const char *text)
{
	if (db_text(test_database(), text, NULL) != DB_OK)
		fail_msg("%s: %s", text, db_text_error(test_database()));
}

static struct item plain(const char *code, enum item_category category, int64_t cost)
{
	return (struct item){ .item = code, .category = category, .state = ITEM_LIVE,
		.name = "山茶", .cost_points = cost, .cut_points = -1, .cut_from = DAY_NONE,
		.cut_until = DAY_NONE, .per_order = -1, .per_member = -1, .year_value_fen = -1,
		.open_from = INSTANT_NONE, .open_until = INSTANT_NONE, .promised_days = 7,
		.low_stock = 5, .created_at = NOW };
}

static void add(struct item item, int64_t left)
{
	assert_int_equal(item_add(test_database(), &item, left), DB_OK);
}

/* tea 300, lamp 200 (cut to 90 today), cup 100, the plan's coupon 100, trip 5000;
 * a draft and one that is over. */
static int set_up(void **state)
{
	char error[200];
	struct config *tree;
	struct item lamp = plain("lamp", ITEM_GOODS, 200), over = plain("over", ITEM_GOODS, 10);
	struct item draft = plain("draft", ITEM_GOODS, 10), tea = plain("tea", ITEM_GOODS, 300);
	struct item coupon = plain(ITEM_OF_PLAN, ITEM_COUPON, 0), cup = plain("cup", ITEM_VOUCHER, 100);

	(void)state;
	mem = talloc_new(NULL);
	tree = config_read("schema/plans/travel.hdf");
	plan = plan_parse(mem, tree, error);
	config_free(tree);
	if (!plan)
		return -1;
	clock_set_offset(NOW - clock_real());
	lamp.cut_points = 90;
	lamp.cut_from = lamp.cut_until = day_of(NOW);
	lamp.name = "100%_灯";
	over.open_until = NOW;
	draft.state = ITEM_DRAFT;
	tea.name_en = "Green Tea";
	tea.tags = "Hangzhou";
	tea.created_at = NOW - DAY_S;
	tea.sort_no = -1;
	cup.created_at = NOW + 1;
	add(lamp, 3);
	add(over, 3);
	add(draft, 3);
	add(tea, 0);
	add(coupon, -1);
	add(cup, 2);
	add(plain("lake", ITEM_TRIP, 5000), -1);
	sql("UPDATE item_stock SET taken = 7 WHERE item = 'cup'");
	sql("INSERT INTO item_departure VALUES ('lake', '2026-11-22', 9, 9), ('lake', '2026-12-01', 4, 3)");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	talloc_free(mem);
	return 0;
}

/* The codes of a list, joined. */
static const char *listed(struct item_filter filter)
{
	struct item_page page;
	char *out = talloc_strdup(mem, "");

	filter.now = NOW;
	assert_int_equal(item_list(test_database(), mem, plan, &filter, &page), DB_OK);
	for (int i = 0; i < page.n; i++)
		out = talloc_asprintf_append(out, "%s%s", i ? " " : "", page.items[i].item);
	return out;
}

static void every_order(void **state)
{
	(void)state;
	assert_string_equal(listed((struct item_filter){ 0 }), "tea coupon cup lake lamp");
	assert_string_equal(listed((struct item_filter){ .sort = ITEM_BY_COST }),
	                    "lamp coupon cup tea lake");
	assert_string_equal(listed((struct item_filter){ .sort = ITEM_BY_COST_DOWN }),
	                    "lake tea coupon cup lamp");
	assert_string_equal(listed((struct item_filter){ .sort = ITEM_BY_NEWEST }),
	                    "cup coupon lake lamp tea");
	assert_string_equal(listed((struct item_filter){ .sort = ITEM_BY_POPULAR }),
	                    "cup coupon lake lamp tea");
	for (int i = ITEM_BY_PLACE; i <= ITEM_BY_POPULAR; i++)
		assert_int_equal(item_sort_of(item_sort_word((enum item_sort)i)), i);
	assert_int_equal(item_sort_of("dearest"), -1);
}

static void every_filter(void **state)
{
	(void)state;
	assert_string_equal(listed((struct item_filter){ .category = ITEM_GOODS }), "tea lamp");
	assert_string_equal(listed((struct item_filter){ .afford = true, .afford_points = 100 }),
	                    "coupon cup lamp");
	assert_string_equal(listed((struct item_filter){ .afford = true }), "");
	assert_string_equal(listed((struct item_filter){ .min_points = 91, .max_points = 300 }),
	                    "tea coupon cup");
	assert_string_equal(listed((struct item_filter){ .q = "green" }), "tea");
	assert_string_equal(listed((struct item_filter){ .q = "GREEN TEA" }), "tea");
	assert_string_equal(listed((struct item_filter){ .q = "hangzhou" }), "tea");
	assert_string_equal(listed((struct item_filter){ .q = "山" }), "tea coupon cup lake");
	assert_string_equal(listed((struct item_filter){ .q = "%" }), "lamp");
	assert_string_equal(listed((struct item_filter){ .q = "_灯" }), "lamp");
	assert_string_equal(listed((struct item_filter){ .q = "\\" }), "");
	assert_string_equal(listed((struct item_filter){ .drafts = true, .category = ITEM_GOODS }),
	                    "tea draft lamp over");
}

static void page_by_page(void **state)
{
	(void)state;
	for (int sort = ITEM_BY_PLACE; sort <= ITEM_BY_POPULAR; sort++) {
		struct item_filter filter = { .sort = (enum item_sort)sort, .limit = 2, .now = NOW };
		char *joined = talloc_strdup(mem, "");
		struct item_page page = { .next = "" };
		int pages = 0;

		do {
			filter.after = page.next;
			assert_int_equal(item_list(test_database(), mem, plan, &filter, &page), DB_OK);
			for (int i = 0; i < page.n; i++)
				joined = talloc_asprintf_append(joined, "%s%s", *joined ? " " : "",
				                                page.items[i].item);
			pages++;
		} while (page.next[0] && pages < 9);
		assert_int_equal(pages, 3);
		assert_string_equal(joined, listed((struct item_filter){ .sort = (enum item_sort)sort }));
	}
	assert_string_equal(listed((struct item_filter){ .after = "no cursor" }),
	                    "tea coupon cup lake lamp");
}

/* What is stored as 0 on the plan's own coupon is the plan's figure. */
static void the_plans_coupon(void **state)
{
	struct item item;

	(void)state;
	assert_int_equal(item_read(test_database(), mem, plan, "coupon", &item), DB_OK);
	assert_int_equal(item.cost_points, 100);
	assert_int_equal(item.coupon_fen, 1000);
	assert_int_equal(item.coupon_months, 3);
	assert_int_equal(item.value_fen, 1000);
	assert_int_equal(item_read(test_database(), mem, NULL, "coupon", &item), DB_OK);
	assert_int_equal(item.cost_points, 0);
	assert_int_equal(item_read(test_database(), mem, plan, "lake", &item), DB_OK);
	assert_int_equal(item.left, 3); /* the departure of today is too late to choose */
	assert_int_equal(item_read(test_database(), mem, plan, "cup", &item), DB_OK);
	assert_int_equal(item.coupon_months, 3);
	assert_int_equal(item_read(test_database(), mem, plan, "none", &item), DB_NONE);
	assert_int_equal(item_read(test_database(), mem, plan, "tea", &item), DB_OK);
	assert_string_equal(item_name(&item, "en"), "Green Tea");
	assert_string_equal(item_name(&item, "zh-CN"), "山茶");
	assert_string_equal(item_text(&item, "en"), "");
	item.name_en = "";
	assert_string_equal(item_name(&item, "en"), "山茶");
}

static void two_who_edit_meet(void **state)
{
	struct item one, two;

	(void)state;
	assert_int_equal(item_read(test_database(), mem, NULL, "lamp", &one), DB_OK);
	two = one;
	one.name = "台灯";
	one.cut_points = -1;
	one.per_member = 2;
	assert_int_equal(item_edit(test_database(), &one), DB_OK);
	two.name = "吊灯";
	assert_int_equal(item_edit(test_database(), &two), DB_NONE);
	assert_int_equal(item_read(test_database(), mem, NULL, "lamp", &two), DB_OK);
	assert_string_equal(two.name, "台灯");
	assert_int_equal(two.version, one.version + 1);
	assert_int_equal(two.cut_points, -1);
	assert_int_equal(two.per_member, 2);
	assert_int_equal(item_add(test_database(), &one, 1), DB_DUP);
}

static enum db overdraw(struct database *db, void *arg)
{
	int64_t left = 0;

	(void)arg;
	assert_int_equal(item_stock_take(db, "lamp", 4, 0), DB_NONE);
	assert_int_equal(item_stock_take(db, "lamp", 3, 600), DB_OK);
	assert_int_equal(item_stock_take(db, "lamp", 1, 200), DB_NONE);
	assert_int_equal(item_stock_take(db, "lamp", -3, -600), DB_OK);
	assert_int_equal(item_stock_lock(db, "lamp", &left), DB_OK);
	assert_int_equal(left, 3);
	assert_int_equal(item_stock_take(db, "coupon", 50, 5000), DB_OK);
	assert_int_equal(item_stock_lock(db, "coupon", &left), DB_OK);
	assert_int_equal(left, -1);
	assert_int_equal(item_departure_take(db, "lake", day_of(NOW) + 9, 4), DB_NONE);
	assert_int_equal(item_departure_take(db, "lake", day_of(NOW) + 9, 3), DB_OK);
	assert_int_equal(item_departure_put(db, "lake", day_of(NOW) + 9, 3), DB_NONE);
	assert_int_equal(item_departure_put(db, "lake", day_of(NOW) + 9, 6), DB_OK);
	assert_int_equal(item_departure_lock(db, "lake", day_of(NOW) + 9, &left), DB_OK);
	assert_int_equal(left, 2);
	return DB_NONE;
}

static enum db hand_out(struct database *db, void *arg)
{
	const char *codes[3], **given;
	int64_t left = 0;
	int n = 0;

	(void)arg;
	assert_int_equal(item_has_codes(db, "cup"), DB_NONE);
	assert_int_equal(item_code_add(db, "cup", "A", NOW), DB_OK);
	assert_int_equal(item_code_add(db, "cup", "B", NOW), DB_OK);
	assert_int_equal(item_code_add(db, "cup", "A", NOW), DB_DUP);
	assert_int_equal(item_has_codes(db, "cup"), DB_OK);
	assert_int_equal(item_codes_free(db, mem, "cup", 3, codes, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(item_code_give(db, "cup", codes[0], "R1"), DB_OK);
	assert_int_equal(item_code_give(db, "cup", codes[0], "R2"), DB_NONE);
	assert_int_equal(item_codes_given(db, mem, "cup", "R1", &given, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(given[0], "A");
	assert_int_equal(item_codes_stock(db, "cup"), DB_OK);
	assert_int_equal(item_stock_lock(db, "cup", &left), DB_OK);
	assert_int_equal(left, 1);
	assert_int_equal(item_codes_return(db, "cup", "R1"), DB_OK);
	assert_int_equal(item_codes_free(db, mem, "cup", 3, codes, &n), DB_OK);
	assert_int_equal(n, 2);
	return DB_NONE;
}

static void nothing_is_overdrawn(void **state)
{
	(void)state;
	assert_int_equal(db_transact(test_database(), overdraw, NULL), DB_NONE);
	assert_int_equal(db_transact(test_database(), hand_out, NULL), DB_NONE);
}

static void wishes_as_items(void **state)
{
	struct item_page page;

	(void)state;
	sql("INSERT INTO wish (member_id, item, wished_at) VALUES (5, 'tea', '2026-11-01'),"
	    " (5, 'draft', '2026-11-02'), (6, 'lamp', '2026-11-03')");
	assert_int_equal(item_wished(test_database(), mem, plan, 5, &page), DB_OK);
	assert_int_equal(page.n, 2);
	assert_string_equal(page.items[0].item, "draft");
	assert_string_equal(page.items[1].item, "tea");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_order), cmocka_unit_test(every_filter),
		cmocka_unit_test(page_by_page), cmocka_unit_test(the_plans_coupon),
		cmocka_unit_test(two_who_edit_meet), cmocka_unit_test(nothing_is_overdrawn),
		cmocka_unit_test(wishes_as_items),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
