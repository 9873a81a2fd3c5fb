/* The catalogue's pages as a program without a socket, with a shop in which each
 * thing has one reason of its own not to be redeemed. */
#ifndef TESTS_PAGE_SHOP_WORLD_H
#define TESTS_PAGE_SHOP_WORLD_H

#include "page/statement_world.h"
#include "service/redeem_support.h"

#include "page/catalogue.h"
#include "page/preferences.h"
#include "page/wishes.h"

static void *mem;

static const char *csrf_of(const struct request *r)
{
	(void)r;
	return "c5rf";
}

SUPPORT void item_named(const char *code, enum item_category category, int64_t cost, int64_t left,
                       const char *name, const char *name_en)
{
	struct item item = plain_item(code, category, cost);

	item.name = name;
	item.name_en = name_en;
	item.sort_no = cost;
	store_item(&item, left);
}

/* What the list shows, each thing with one reason of its own. */
SUPPORT void fill_shop(void)
{
	struct item vip = plain_item("vip", ITEM_SERVICE, 150), soon = plain_item("soon", ITEM_GOODS, 160);
	struct item cut = plain_item("cut", ITEM_GOODS, 400), draft = plain_item("draft", ITEM_GOODS, 5);
	struct item one = plain_item("one", ITEM_GOODS, 180);

	item_named("coupon", ITEM_COUPON, 0, -1, "旅行抵用券", "Travel coupon");
	item_named("case", ITEM_GOODS, 300, 50, "登机箱 20 寸", "Cabin suitcase");
	item_named("gone", ITEM_GOODS, 50, 0, "<i>相机背带", "Camera strap");
	item_named("few", ITEM_VOUCHER, 200, 4, "咖啡券 100%", "Coffee");
	item_named("dear", ITEM_MILES, 90000, -1, "航空里程", "Miles");
	item_named("trees", ITEM_DONATION, 100, -1, "种树", "Plant a tree");
	vip.min_tier = "gold";
	vip.name = "贵宾厅";
	store_item(&vip, -1);
	soon.open_from = at("2026-12-01T10:30:00+08:00");
	store_item(&soon, -1);
	cut.cut_points = 250;
	cut.cut_until = day("2026-12-04");
	cut.text = "第一段。\n\n第二段 <b>。";
	cut.returns = "七天内可退。";
	cut.per_member = 2;
	cut.period_days = 30;
	cut.supplier = "途悦";
	store_item(&cut, 30);
	draft.state = ITEM_DRAFT;
	store_item(&draft, -1);
	one.per_order = 1;
	store_item(&one, 9);
	item_named("trip", ITEM_TRIP, 700, -1, "莫干山", "Moganshan");
	sql("INSERT INTO item_departure VALUES ('trip', '2026-12-05', 9, 9),"
	    " ('trip', '2026-12-19', 1, 1), ('trip', '2026-11-01', 9, 9)");
	sql("UPDATE catalogue_change SET n = n + 1");
}

SUPPORT int shop_open(void **state)
{
	static const struct route *const families[] = {catalogue_routes, wishes_routes,
	                                               preferences_routes};
	const char *pages[17] = {"error"};
	int n = 0, n_pages = 1;

	ledger_setup(state);
	log_open("test", LOG_ERROR + 1);
	for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
		for (const struct route *row = families[f]; row->path; row++) {
			routes[n++] = *row;
			if (row->template)
				pages[n_pages++] = row->template;
		}
	portal.db = db();
	portal.config = config_parse("Static = tests/nowhere\n");
	portal.view = view_open("templates", pages, n_pages);
	app = (struct web_app){.program = "member", .routes = routes, .n = n, .app = &portal,
	                       .render = render, .problem = problem, .csrf = csrf_of};
	fill_shop();
	return portal.view ? 0 : -1;
}

SUPPORT int set_up(void **state)
{
	(void)state;
	mem = talloc_new(NULL);
	lang = "zh-CN";
	now_is(TODAY);
	return 0;
}

SUPPORT int tear_down(void **state)
{
	(void)state;
	TALLOC_FREE(mem);
	return 0;
}

SUPPORT struct request *post(uint64_t member_id, const char *target, const char *form)
{
	struct request *r = request_new(mem, "POST", target);
	char *body = talloc_asprintf(mem, "csrf=c5rf%s%s", form[0] ? "&" : "", form);

	portal.plans = plans;
	request_set_body(r, "application/x-www-form-urlencoded", body, strlen(body));
	r->app = &portal;
	r->viewer = viewer_made(mem, member_id);
	web_handle(&app, r);
	return r;
}

/* The value of the form's hidden field NAME. */
SUPPORT const char *hidden(const struct request *r, const char *name)
{
	const char *field = strstr(r->out.data, talloc_asprintf(mem, "name=\"%s\" value=\"", name));

	assert_non_null(field);
	field = strstr(field, "value=\"") + 7;
	return talloc_strndup(mem, field, strcspn(field, "\""));
}

SUPPORT int64_t available(uint64_t member_id)
{
	return account(member_id).available;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
