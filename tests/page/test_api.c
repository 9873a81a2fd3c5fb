/* The partner API from the request to the books, without a socket. */
#include "page/api_world.h"
#include "store/early.h"

static void
test_refused_orders_name_the_field(void **state)
{
	static const struct {
		const char *body, *field;
	} rows[] = {
		{ "{}", "order_no" },
		{ "{\"order_no\":\"a/b\"}", "order_no" },
		{ "{\"order_no\":7}", "order_no" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10\"}", "paid_at" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00\"}", "paid_at" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\"}", "paid_fen" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":-1}", "paid_fen" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":1.5}", "paid_fen" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":1000000000001}",
		  "paid_fen" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":1,"
		  "\"category\":\"moon\"}", "category" },
		{ "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":1,"
		  "\"eligible_fen\":2}", "eligible_fen" },
	};
	static const struct {
		const char *more, *field;
	} later[] = {
		{ "", "status" },
		{ ",\"status\":\"booked\"", "status" },
		{ ",\"status\":\"paid\",\"completed_at\":\"2026-03-10T12:00:00Z\"", "completed_at" },
		{ ",\"status\":\"completed\",\"completed_at\":\"2026-03-10T03:59:59Z\"", "completed_at" },
		{ ",\"status\":\"paid\",\"travel_end\":\"2026-02-30\"", "travel_end" },
		{ ",\"status\":\"paid\",\"pay_code\":\"12345678\"", "pay_points" },
		{ ",\"status\":\"paid\",\"pay_points\":100", "pay_code" },
		{ ",\"status\":\"paid\",\"coupon_codes\":[\"X\"]", "coupon_codes" },
		{ ",\"status\":\"paid\",\"products\":[\"a,b\"]", "products" },
		{ ",\"status\":\"paid\",\"products\":\"a\"", "products" },
		{ ",\"status\":\"paid\",\"branch\":\"a b\"", "branch" },
		{ ",\"status\":\"paid\",\"guide\":7", "guide" },
		{ ",\"status\":\"paid\",\"dry_run\":1", "dry_run" },
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(call(mem, "/api/v1/orders", rows[i].body), 422,
		       talloc_asprintf(mem, "\"field\":\"%s\"", rows[i].field));
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		expect(call(mem, "/api/v1/orders", order(mem, "A", later[i].more)), 422,
		       talloc_asprintf(mem, "\"field\":\"%s\"", later[i].field));
	expect(call(mem, "/api/v1/orders",
	            "{\"order_no\":\"A\",\"paid_at\":\"2026-03-10T12:00:00Z\",\"paid_fen\":1,"
	            "\"category\":\"domestic\",\"status\":\"paid\",\"member\":\"M9999999\"}"),
	       422, "\"field\":\"member\"");
	expect(call(mem, "/api/v1/orders",
	            "{\"order_no\":\"A\",\"paid_at\":\"2096-03-10T12:00:00Z\",\"paid_fen\":1,"
	            "\"category\":\"domestic\",\"status\":\"paid\",\"member\":\"M0000001\"}"),
	       422, "\"field\":\"paid_at\"");
	/* Nothing of all this has used the number. */
	expect(call(mem, "/api/v1/orders/A", NULL), 404, NULL);
	talloc_free(mem);
}

static void
test_an_order_and_what_becomes_of_it(void **state)
{
	void *mem = talloc_new(NULL);
	const char *first = order(mem, "T-1", ",\"status\":\"paid\",\"coupon_codes\":[]");
	struct how other = { .key = "other", .secret = other_secret };
	struct request *booked, *again;

	(void)state;
	expect(call(mem, "/api/v1/orders", order(mem, "T-1", ",\"status\":\"paid\",\"dry_run\":true")),
	       200, "\"dry_run\":true");
	expect(call(mem, "/api/v1/orders/T-1", NULL), 404, NULL);
	booked = call(mem, "/api/v1/orders", first);
	expect(booked, 201, "{\"order_no\":\"T-1\",\"points\":1000,\"state\":\"pending\"");
	/* The same instant in another zone, the member by phone: the same order. */
	again = call(mem, "/api/v1/orders",
	             "{\"order_no\":\"T-1\",\"member\":\"+86 138-0000-0001\",\"category\":\"domestic\","
	             "\"paid_fen\":100000,\"eligible_fen\":100000,\"status\":\"paid\","
	             "\"paid_at\":\"2026-03-10T04:00:00Z\"}");
	expect(again, 200, ",\"replayed\":true}");
	assert_memory_equal(again->out.data, booked->out.data, booked->out.len - 1);
	expect(call(mem, "/api/v1/orders", order(mem, "T-1", ",\"status\":\"completed\"")), 409,
	       "\"conflict\"");
	expect(call_how(mem, "/api/v1/orders/T-1", NULL, &other), 404, NULL);
	expect(call_how(mem, "/api/v1/orders?since=2000-01-01T00:00:00Z", NULL, &other), 200,
	       "{\"orders\":[],\"next\":null}");
	expect(call(mem, "/api/v1/orders/T-1/move", "{\"travel_end\":\"2026-03-20\"}"), 200, NULL);
	expect(call(mem, "/api/v1/orders/T-1/complete",
	            "{\"completed_at\":\"2026-03-10T11:59:59+08:00\"}"), 422, "\"completed_at\"");
	expect(call(mem, "/api/v1/orders/T-1/complete",
	            "{\"completed_at\":\"2026-03-20T18:00:00+08:00\"}"), 200, "\"available\"");
	expect(call(mem, "/api/v1/orders/T-1/refunds",
	            "{\"refund_no\":\"R\",\"amount_fen\":25000,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\"}"), 201, "\"points_taken\":250,\"debt\":0");
	expect(call(mem, "/api/v1/orders/T-1/refunds",
	            "{\"refund_no\":\"R\",\"amount_fen\":25000,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\"}"), 200, "\"replayed\":true");
	expect(call(mem, "/api/v1/orders/T-1/refunds",
	            "{\"refund_no\":\"R2\",\"amount_fen\":75001,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\"}"), 422, "\"field\":\"amount_fen\"");
	expect(call(mem, "/api/v1/orders/T-1/refunds",
	            "{\"refund_no\":\"R2\",\"amount_fen\":1,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\",\"points\":5}"), 422, "\"field\":\"points\"");
	expect(call(mem, "/api/v1/orders/T-1/refunds",
	            "{\"refund_no\":\"R2\",\"amount_fen\":0,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\"}"), 422, "\"field\":\"amount_fen\"");
	expect(call(mem, "/api/v1/orders/T-1", NULL), 200, "\"state\":\"part_refunded\"");
	expect(call(mem, "/api/v1/members/chen@demo.test", NULL), 200,
	       "\"available\":750,\"pending\":0");
	talloc_free(mem);
}

static void
test_events_before_their_order_are_parked(void **state)
{
	void *mem = talloc_new(NULL);
	const char *refund = "{\"refund_no\":\"R\",\"amount_fen\":100000,"
	                     "\"refunded_at\":\"2026-03-12T00:00:00Z\"}";

	(void)state;
	expect(call(mem, "/api/v1/orders/P-1/refunds", refund), 202, "\"parked\":true");
	expect(call(mem, "/api/v1/orders/P-1/refunds", refund), 202, "\"parked\":true");
	expect(call(mem, "/api/v1/orders/P-1", NULL), 404, NULL);
	expect(call(mem, "/api/v1/orders", order(mem, "P-1", ",\"status\":\"paid\"")), 201,
	       "\"points\":1000");
	expect(call(mem, "/api/v1/orders/P-1", NULL), 200, "\"state\":\"refunded\"");
	expect(call(mem, "/api/v1/orders/P-1/refunds",
	            "{\"refund_no\":\"R2\",\"amount_fen\":1,\"refunded_at\":"
	            "\"2026-03-21T00:00:00Z\"}"), 422, "\"field\":\"amount_fen\"");
	talloc_free(mem);
}

static void
test_reconciliation_by_pages(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r;
	const char *after = "";
	int seen = 0, pages = 0;

	(void)state;
	for (int i = 0; i < 250; i++) {
		char *body = talloc_asprintf(mem, "{\"order_no\":\"L-%03d\",\"member\":\"M0000002\","
		                                  "\"category\":\"domestic\",\"paid_fen\":100,\"status\":"
		                                  "\"paid\",\"paid_at\":\"2026-02-01T00:00:0%dZ\"}",
		                             i, i % 2);
		assert_int_equal(call(mem, "/api/v1/orders", body)->status, 201);
	}
	char *target = talloc_strdup(mem, "/api/v1/orders?since=2026-02-01T08:00:00%2B08:00");
	while (pages < 5) {
		r = call(mem, target, NULL);
		expect(r, 200, "\"orders\":[");
		for (const char *p = r->out.data; (p = strstr(p, "\"order_no\":\"L-")) != NULL; p++)
			seen++;
		pages++;
		const char *next = strstr(r->out.data, "\"next\":{\"since\":\"");
		if (next == NULL)
			break;
		next += strlen("\"next\":{\"since\":\"");
		after = strstr(next, "\"after\":\"") + strlen("\"after\":\"");
		/* The zone's + unescaped, as a careless client would send it. */
		target = talloc_asprintf(mem, "/api/v1/orders?since=%.*s&after=%.*s",
		                         (int)strcspn(next, "\""), next, (int)strcspn(after, "\""), after);
	}
	assert_int_equal(seen, 250);
	assert_int_equal(pages, 2);
	talloc_free(mem);
}

static void
test_quotes_book_nothing(void **state)
{
	void *mem = talloc_new(NULL);

	(void)state;
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"M0000002\",\"category\":\"domestic\",\"amount_fen\":200000}"),
	       200, "\"price_fen\":200000,\"discount_fen\":0");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"M0000002\",\"category\":\"moon\",\"amount_fen\":200000}"),
	       422, "\"field\":\"category\"");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"nobody@demo.test\",\"category\":\"domestic\",\"amount_fen\":1}"),
	       422, "\"field\":\"member\"");
	talloc_free(mem);
}

static void
test_quotes_know_marked_products(void **state)
{
	const struct early_product hot = { .product = "hot-1", .name = "x", .name_en = "",
		                           .state = "live", .public_from = 1894240800 };
	const struct early_row row = { .tier = "standard", .days = 3 };
	void *mem = talloc_new(NULL);

	(void)state;
	assert_int_equal(early_put(portal.db, &hot, 1, 0), DB_OK);
	assert_int_equal(early_row_add(portal.db, "hot-1", &row), DB_OK);
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"M0000002\",\"category\":\"domestic\",\"amount_fen\":1,"
	            "\"products\":[\"plain\",\"hot-1\"]}"),
	       200, "\"bookable_from\":\"2030-01-07T02:00:00Z\"");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"M0000002\",\"category\":\"domestic\",\"amount_fen\":1,"
	            "\"products\":[\"plain\"]}"),
	       200, "\"would_earn\":0}");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"M0000002\",\"category\":\"domestic\",\"amount_fen\":1,"
	            "\"products\":\"hot-1\"}"),
	       422, "\"field\":\"products\"");
	talloc_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused_orders_name_the_field),
		cmocka_unit_test(test_an_order_and_what_becomes_of_it),
		cmocka_unit_test(test_events_before_their_order_are_parked),
		cmocka_unit_test(test_reconciliation_by_pages),
		cmocka_unit_test(test_quotes_book_nothing),
		cmocka_unit_test(test_quotes_know_marked_products),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
