/* Orders in the books: PROGRAMME §11 vectors 3, 4, 5, 11, 12, 14e; the life of
 * an order, refunds, holds, debts. */
#include "rule/world.h"

static void test_vector_3(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	buy(w, "a", 90000, "2026-11-01");
	assert_string_equal(w->ledger->tier, "standard");
	struct ledger_order *o = buy(w, "b", 500000, "2026-11-02");
	assert_int_equal(o->points, 5000);
	assert_int_equal(w->ledger->lifetime, 5900);
	assert_string_equal(w->ledger->tier, "gold");
	assert_int_equal(buy(w, "c", 10000, "2026-11-03")->points, 200);
	talloc_free(w);
}

static void test_vector_4(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	buy(w, "a", 100000, "2026-11-01");
	struct ledger_order *o = pay_order(w, "b", 100000, "2026-11-02");
	assert_int_equal(o->points, 2000);
	assert_string_equal(o->tier, "silver");
	assert_int_equal(w->ledger->pending, 2000);
	assert_int_equal(refund(w, o, "1", 30000, "2026-11-03"), 600);
	assert_string_equal(order_state_word(o), "part_refunded");
	assert_int_equal(refund(w, o, "2", 70000, "2026-11-04"), 1400);
	assert_string_equal(order_state_word(o), "refunded");
	assert_int_equal(w->ledger->pending, 0);
	assert_int_equal(w->ledger->available, 1000);
	talloc_free(w);
}

static void test_vector_5(void **state)
{
	static const int64_t takes[] = {400, 400, 399};
	(void)state;
	for (int completed = 0; completed < 2; completed++) {
		struct world *w = world_new("rewards");
		buy(w, "a", 100000, "2026-11-01");
		struct ledger_order *o = completed ? buy(w, "b", 99999, "2026-11-02")
		                                   : pay_order(w, "b", 99999, "2026-11-02");
		assert_int_equal(o->points, 1199);
		for (int i = 0; i < 3; i++) {
			char no[16];
			snprintf(no, sizeof(no), "%d", i);
			assert_int_equal(refund(w, o, no, 33333, "2026-11-03"), takes[i]);
		}
		assert_int_equal(w->ledger->available, 1000);
		assert_int_equal(w->ledger->pending, 0);
		talloc_free(w);
	}
}

static void test_vector_11(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	struct ledger_order *o = buy(w, "a", 50000, "2026-11-01");
	assert_int_equal(spend(w, "s", 500, at("2026-11-02")), LEDGER_OK);
	assert_int_equal(refund(w, o, "1", 50000, "2026-11-03"), 500);
	assert_int_equal(w->ledger->available, 0);
	assert_int_equal(w->ledger->debt, 500);
	assert_int_equal(spend(w, "t", 1, at("2026-11-03")), LEDGER_IN_DEBT);
	struct ledger_order *p = pay_order(w, "b", 30000, "2026-11-04");
	assert_int_equal(w->ledger->debt, 500); /* pending points pay nothing */
	assert_int_equal(complete(w, p, "2026-11-05"), LEDGER_OK);
	assert_int_equal(w->ledger->available, 0);
	assert_int_equal(w->ledger->debt, 200);
	buy(w, "c", 30000, "2026-11-06");
	assert_int_equal(w->ledger->available, 100);
	assert_int_equal(w->ledger->debt, 0);
	talloc_free(w);
}

static void test_vector_12(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	opening(w, 300, "2026-11-23", "2026-11-01");
	struct ledger_order *o = buy(w, "a", 30000, "2026-11-22");
	assert_int_equal(refund(w, o, "1", 30000, "2026-11-22"), 300);
	assert_int_equal(w->ledger->available, 300);
	assert_int_equal(world_lot(w, 1)->left, 300);
	assert_int_equal(world_lot(w, 1)->expires_on, day_at("2026-11-23"));
	talloc_free(w);
}

static struct ledger_order *buy_capped(struct world *w, const char *no, int64_t fen, int64_t used)
{
	struct ledger_order *o = world_order(w, no, fen, at("2026-11-22"));
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = o->paid_at, .order = o,
	                         .completed_too = true, .cap_used = used};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	return o;
}

static void held(struct world *w, enum ledger_event_kind kind, struct ledger_order *o,
                 const char *when)
{
	struct ledger_event e = {.kind = kind, .effective_at = at(when), .order = o};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	assert_int_equal(world_apply(w, e, NULL), LEDGER_NOTHING);
}

/* 14e, then what becomes of held points. */
static void test_held(void **state)
{
	(void)state;
	for (int way = 0; way < 3; way++) {
		struct world *w = world_new("rewards");
		struct ledger_order *a = buy_capped(w, "a", 1500000, 0);
		struct ledger_order *b = buy_capped(w, "b", 1000000, 15000);
		/* the tier at the instant of paying: both were paid in the same */
		assert_int_equal(a->points, 15000);
		assert_int_equal(b->points, 10000);
		assert_int_equal(b->held, 5000);
		assert_int_equal(w->ledger->available, 20000);
		assert_int_equal(w->ledger->held, 5000);
		assert_int_equal(w->ledger->lifetime, 20000);
		if (way == 0) { /* refunds take held points first */
			assert_int_equal(refund(w, b, "1", 600000, "2026-11-23"), 6000);
			assert_int_equal(w->ledger->held, 0);
			assert_int_equal(w->ledger->available, 19000);
			assert_int_equal(w->ledger->lifetime, 19000);
		} else if (way == 1) { /* released: a lot of that day */
			held(w, EVENT_HELD_RELEASED, b, "2026-11-25");
			assert_int_equal(w->ledger->available, 25000);
			assert_int_equal(w->ledger->lifetime, 25000);
			assert_string_equal(w->ledger->tier, "diamond");
			assert_int_equal(world_lot(w, b->held_lot_seq)->expires_on, day_at("2027-11-25"));
			assert_int_equal(refund(w, b, "1", 600000, "2026-11-26"), 6000);
			assert_int_equal(world_lot(w, b->held_lot_seq)->left, 0);
			assert_int_equal(world_lot(w, b->lot_seq)->left, 4000);
			assert_int_equal(w->ledger->lifetime, 19000);
		} else { /* refused: gone, and never owed */
			held(w, EVENT_HELD_REFUSED, b, "2026-11-25");
			assert_int_equal(w->ledger->held, 0);
			assert_int_equal(refund(w, b, "1", 300000, "2026-11-26"), 0);
			assert_int_equal(w->ledger->available, 20000);
			assert_int_equal(refund(w, b, "2", 700000, "2026-11-26"), 5000);
			assert_int_equal(w->ledger->available, 15000);
			assert_int_equal(w->ledger->debt, 0);
		}
		talloc_free(w);
	}
}

/* Held before the trip, released before it, available with it. */
static void test_held_pending(void **state)
{
	struct world *w = world_new("rewards");
	struct ledger_order *o = world_order(w, "a", 2500000, at("2026-11-22"));
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = o->paid_at, .order = o};
	(void)state;
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	assert_int_equal(w->ledger->pending, 20000);
	held(w, EVENT_HELD_RELEASED, o, "2026-11-23");
	assert_int_equal(w->ledger->pending, 25000);
	assert_int_equal(complete(w, o, "2026-12-01"), LEDGER_OK);
	assert_int_equal(w->ledger->available, 25000);
	assert_int_equal(w->ledger->lifetime, 25000);
	assert_int_equal(w->n_entries, 4);
	talloc_free(w);
}

/* A refund of points already gone takes other lots, soonest to end first. */
static void test_shortfall(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	opening(w, 100, NULL, "2026-10-01");          /* 1: never ends */
	opening(w, 100, "2027-05-01", "2026-10-01");  /* 2 */
	opening(w, 100, "2026-12-01", "2026-10-01");  /* 3 */
	struct ledger_order *o = buy(w, "a", 20000, "2026-11-01"); /* 4: ends 2028-11-01 */
	assert_int_equal(spend(w, "s", 300, at("2026-11-02")), LEDGER_OK);
	assert_int_equal(world_lot(w, 1)->left, 100);
	assert_int_equal(world_lot(w, 4)->left, 100); /* 100 of it went */
	opening(w, 50, "2026-11-30", "2026-11-03");   /* 6 */
	assert_int_equal(refund(w, o, "1", 20000, "2026-11-04"), 200);
	assert_int_equal(world_lot(w, 4)->left, 0);
	assert_int_equal(world_lot(w, 6)->left, 0);
	assert_int_equal(world_lot(w, 1)->left, 50);
	assert_int_equal(w->ledger->debt, 0);
	talloc_free(w);
}

/* RULINGS 14: expired points of the order are neither taken nor owed. */
static void test_expired_not_owed(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	struct ledger_order *o = buy(w, "a", 10000, "2024-01-10");
	assert_int_equal(spend(w, "s", 60, at("2024-02-01")), LEDGER_OK);
	/* no job has booked the expiry of the other 40 when the refunds come */
	assert_int_equal(refund(w, o, "1", 5000, "2026-03-01"), 10);
	assert_int_equal(w->ledger->debt, 10);
	assert_int_equal(refund(w, o, "2", 5000, "2026-03-02"), 50);
	assert_int_equal(w->ledger->debt, 60);
	assert_int_equal(w->ledger->available, 0);
	talloc_free(w);
}

static void test_refused_events(void **state)
{
	struct world *w = world_new("travel");
	struct ledger_order *o = pay_order(w, "a", 10000, "2026-11-01");
	struct ledger_event refund_too_much = {.kind = EVENT_ORDER_REFUNDED, .order = o,
	                                       .effective_at = at("2026-11-02"), .amount_fen = 10001,
	                                       .refund_no = "x"};
	struct ledger_event move = {.kind = EVENT_ORDER_MOVED, .effective_at = at("2026-11-02"),
	                            .order = o, .travel_end = day_at("2026-12-24")};
	(void)state;
	assert_int_equal(world_apply(w, refund_too_much, NULL), LEDGER_TOO_MUCH);
	refund_too_much.amount_fen = 0;
	assert_int_equal(world_apply(w, refund_too_much, NULL), LEDGER_NOTHING);
	assert_int_equal(world_apply(w, move, NULL), LEDGER_OK);
	assert_int_equal(o->travel_end, day_at("2026-12-24"));
	assert_int_equal(refund(w, o, "1", 10000, "2026-11-03"), 100);
	assert_int_equal(complete(w, o, "2026-11-04"), LEDGER_ENDED);
	assert_int_equal(world_apply(w, move, NULL), LEDGER_ENDED);
	refund_too_much.amount_fen = 1;
	assert_int_equal(world_apply(w, refund_too_much, NULL), LEDGER_TOO_MUCH);
	struct ledger_order *b = buy(w, "b", 10000, "2026-11-05");
	assert_int_equal(complete(w, b, "2026-11-06"), LEDGER_ENDED);
	assert_int_equal(spend(w, "s", 101, at("2026-11-06")), LEDGER_SHORT);
	assert_int_equal(spend(w, "s", 0, at("2026-11-06")), LEDGER_NOTHING);
	talloc_free(w);
}

/* A free order earns nothing, counts nothing, and can be cancelled whole. */
static void test_free_order(void **state)
{
	struct world *w = world_new("crm");
	(void)state;
	struct ledger_order *o = buy(w, "a", 0, "2026-11-01");
	assert_int_equal(w->n_entries, 0);
	assert_int_equal(w->ledger->n_qualifying, 0);
	assert_int_equal(refund(w, o, "1", 0, "2026-11-02"), 0);
	assert_string_equal(order_state_word(o), "refunded");
	talloc_free(w);
}

/* Part of the price earns nothing: refunds give back in proportion. */
static void test_eligible_refund(void **state)
{
	struct world *w = world_new("travel");
	struct ledger_order *o = world_order(w, "a", 100000, at("2026-11-01"));
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = o->paid_at, .order = o};
	(void)state;
	o->eligible_fen = 80000;
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	assert_int_equal(o->points, 800);
	assert_int_equal(refund(w, o, "1", 33333, "2026-11-02"), 267);
	assert_int_equal(refund(w, o, "2", 66667, "2026-11-02"), 533);
	talloc_free(w);
}

/* Two debts; what comes back pays the older first, from the refunded order's
 * lot first. */
static void test_debt_order(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	struct ledger_order *a = buy(w, "a", 10000, "2026-11-01");
	struct ledger_order *b = buy(w, "b", 10000, "2026-11-02");
	assert_int_equal(spend(w, "s", 200, at("2026-11-03")), LEDGER_OK);
	refund(w, b, "1", 10000, "2026-11-04");
	refund(w, a, "1", 5000, "2026-11-05");
	assert_int_equal(w->ledger->debt, 150);
	struct ledger_allocation taken[] = {{.entry_seq = 3, .lot_seq = 1, .points = 100},
	                                    {.entry_seq = 3, .lot_seq = 2, .points = 100}};
	struct ledger_event back = {.kind = EVENT_GIVE_BACK, .effective_at = at("2026-11-06"),
	                            .points = 120, .source_kind = SOURCE_SPEND, .source_id = "s",
	                            .taken = taken, .n_taken = 2};
	assert_int_equal(world_apply(w, back, NULL), LEDGER_OK);
	/* all of lot 2 and 20 of lot 1 came back, and all of it paid */
	assert_int_equal(w->ledger->debt, 30);
	assert_int_equal(w->ledger->n_debts, 1);
	assert_int_equal(w->ledger->debts[0].entry_seq, 5);
	assert_int_equal(w->ledger->available, 0);
	talloc_free(w);
}

/* The words stand in URLs and exports: they may never change. */
static void test_words(void **state)
{
	static const char *const kinds[] = {"", "earn", "release", "reverse", "spend", "give_back",
	                                    "expire", "opening", "credit", "adjust", "forgive", ""};
	static const char *const sources[] = {"", "order", "refund", "held", "lot", "spend",
	                                      "opening", "survey", "referral", "birthday", "task",
	                                      "goodwill", "draw", "staff", "merge", "close", ""};
	struct ledger_order order = {.completed_at = INSTANT_NONE};
	(void)state;
	for (int i = 0; i <= ENTRY__MAX; i++)
		assert_string_equal(entry_kind_word((enum entry_kind)i), kinds[i]);
	for (int i = 0; i <= SOURCE__MAX; i++)
		assert_string_equal(source_kind_word((enum source_kind)i), sources[i]);
	assert_string_equal(order_state_word(&order), "paid");
	order.completed_at = at("2026-11-22");
	assert_string_equal(order_state_word(&order), "completed");
}

/* What is no receipt of an order is not taken for one. */
static void test_receipt_texts(void **state)
{
	static const char *const texts[] = {
		"", "paid_fen", "paid_fen=", "paid_fen=1", "paid_fen=-1 paid_day=2026-01-01",
		"paid_fen=1 paid_day=2026-13-01 tier=a category=b products= partner= branch=",
		"paid_fen=1 paid_day=2026-01-01 tier=a category=b products= partner=",
		"paid_fen=1 paid_day=2026-01-01 tier=aaaaaaaaaaaaaaaaaaaaaaaaaaaa category=b products= "
		"partner= branch=", "released=x", "released=-5"};
	struct receipt receipt;
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(receipt_parse(texts[i], &receipt));
	assert_true(receipt_parse("paid_fen=99 paid_day=2026-01-01 tier=gold category=hotel products= "
	                          "partner=p branch= first=1 later=unknown", &receipt));
	assert_string_equal(receipt.tier, "gold");
	assert_string_equal(receipt.products, "");
	assert_true(receipt.first_in_category);
	assert_int_equal(receipt.paid_day, day_at("2026-01-01"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector_3),       cmocka_unit_test(test_vector_4),
		cmocka_unit_test(test_vector_5),       cmocka_unit_test(test_vector_11),
		cmocka_unit_test(test_vector_12),      cmocka_unit_test(test_held),
		cmocka_unit_test(test_held_pending),   cmocka_unit_test(test_shortfall),
		cmocka_unit_test(test_expired_not_owed), cmocka_unit_test(test_refused_events),
		cmocka_unit_test(test_free_order),     cmocka_unit_test(test_eligible_refund),
		cmocka_unit_test(test_debt_order),     cmocka_unit_test(test_words),
		cmocka_unit_test(test_receipt_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
