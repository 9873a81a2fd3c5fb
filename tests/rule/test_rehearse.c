/* The past replayed: the figures of an import, whatever order the facts lie in; what
 * a draft from some day on changes; and how it adds up. */
#include "rule/world.h"

#include "rule/rehearse.h"

#define NOW "2026-11-22T12:00:00+08:00"

static struct plan_book *book; /* the travel plan from the start */

static int setup(void **state)
{
	(void)state;
	book = talloc_zero(NULL, struct plan_book);
	book->plans = talloc_array(book, struct plan *, 1);
	book->plans[book->n++] = plan_of_file(book, "travel");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	TALLOC_FREE(book);
	return 0;
}

static struct ledger_order order(const char *no, const char *paid, int64_t fen)
{
	struct ledger_order o = {.partner = "p", .category = "domestic", .paid_fen = fen,
	                         .eligible_fen = fen, .paid_at = at(paid)};

	snprintf(o.order_no, sizeof o.order_no, "%s", no);
	return o;
}

static struct rehearse_event done(int order, const char *when)
{
	return (struct rehearse_event){.order = order, .at = at(when)};
}

static struct rehearse_event back(int order, const char *when, int64_t fen)
{
	return (struct rehearse_event){.order = order, .refund = true, .at = at(when),
	                               .amount_fen = fen, .refund_no = "csv"};
}

static struct rehearse_facts facts_of(const struct ledger_order *orders, int n,
                                      const struct rehearse_event *events, int n_events)
{
	return (struct rehearse_facts){.member_id = 7, .joined_on = day_at("2024-01-01"),
	                               .n_orders = n, .orders = orders, .n_events = n_events,
	                               .events = events};
}

/* Replayed under travel up to the day before FROM, then under NAME. */
static struct rehearse_books under(const char *name, const char *from,
                                   const struct rehearse_facts *facts)
{
	struct plan *draft = plan_of_file(book, name);

	return rehearse_replay(book, rehearse_book(book, book, draft, day_at(from)), facts, at(NOW));
}

static void what_is_replayed_is_what_was_booked(void **state)
{
	const struct ledger_order orders[] = {
		order("B", "2026-03-01", 500000), order("A", "2026-01-05", 90000),
		order("C", "2026-10-03", 428050)};
	const struct rehearse_event events[] = {done(2, "2026-10-20"), done(0, "2026-03-09"),
	                                        done(1, "2026-01-08"), back(2, "2026-10-21", 100000)};
	struct rehearse_facts facts = facts_of(orders, 3, events, 4);
	struct rehearse_books books = rehearse_replay(book, book, &facts, at(NOW));

	(void)state;
	assert_int_equal(books.orders[1].points, 900);  /* standard, no holiday */
	assert_int_equal(books.orders[0].points, 5000); /* vector 3: priced before it rises */
	assert_string_equal(books.orders[0].tier, "standard");
	assert_string_equal(books.orders[2].tier, "gold");
	assert_int_equal(books.orders[2].points, 8989); /* vector 2 */
	assert_int_equal(books.orders[2].taken, 8989 - 6889);
	assert_string_equal(books.ledger->tier, "gold");
	assert_int_equal(books.ledger->available, 900 + 5000 + 6889);
	assert_int_equal(rehearse_open(books.ledger, day_at("2026-11-22")), 900 + 5000 + 6889);
}

static void a_day_cap_holds_what_lies_above(void **state)
{
	const struct ledger_order orders[] = {
		order("A", "2026-05-01T10:00:00+08:00", 1500000),
		order("B", "2026-05-01T11:00:00+08:00", 1000000),
		order("C", "2026-05-02T11:00:00+08:00", 100000)};
	struct rehearse_facts facts = facts_of(orders, 3, NULL, 0);
	struct rehearse_books books = under("rewards", "2000-01-01", &facts);
	int64_t held;

	(void)state; /* vector 14e, then another day */
	assert_int_equal(books.orders[0].held, 0);
	assert_int_equal(books.orders[1].held, 5000);
	assert_int_equal(books.orders[2].held, 0);
	assert_int_equal(books.ledger->held, 5000);
	assert_int_equal(rehearse_points(books.orders, 3, day_at("2026-05-02"), &held), 1000);
	assert_int_equal(held, 0);
	assert_int_equal(rehearse_points(books.orders, 3, day_at("2026-05-01"), &held), 26000);
	assert_int_equal(held, 5000);
}

static void before_its_day_a_draft_changes_nothing(void **state)
{
	const struct ledger_order orders[] = {order("A", "2025-10-02", 100000),
	                                      order("B", "2026-02-17", 100000)};
	const struct rehearse_event events[] = {done(0, "2025-10-02"), done(1, "2026-02-20")};
	struct rehearse_facts facts = facts_of(orders, 2, events, 2);
	struct rehearse_books was = rehearse_replay(book, book, &facts, at(NOW));
	struct rehearse_books later = under("retail", "2026-01-01", &facts);

	(void)state;
	assert_int_equal(was.orders[1].points, 2100);   /* silver, +10 % */
	assert_int_equal(later.orders[0].points, was.orders[0].points);
	assert_int_equal(later.orders[0].rule_version, 1);
	assert_int_equal(later.orders[1].rule_version, 2);
	assert_int_equal(later.orders[1].points, 2000); /* the best: x2 at Spring Festival */
	later = under("retail", "2026-12-01", &facts);
	assert_int_equal(later.orders[1].points, 2100);
}

static void refunds_never_outgrow_their_order(void **state)
{
	const struct ledger_order orders[] = {order("A", "2026-05-10", 10000),
	                                      order("F", "2026-05-11", 0)};
	const struct rehearse_event events[] = {back(0, "2026-05-12", 6000),
	                                        back(0, "2026-05-13", 9000),
	                                        back(1, "2026-05-13", 0)};
	struct rehearse_facts facts = facts_of(orders, 2, events, 3);
	struct rehearse_books books = rehearse_replay(book, book, &facts, at(NOW));

	(void)state;
	assert_true(books.orders[0].cancelled);
	assert_int_equal(books.orders[0].refunded_fen, 10000);
	assert_int_equal(books.orders[0].taken, 100);
	assert_true(books.orders[1].cancelled);
	assert_int_equal(books.ledger->pending, 0);
}

static void credits_keep_their_dates_and_count(void **state)
{
	const struct rehearse_credit credits[] = {
		{.at = at("2023-01-05"), .posted_at = at("2023-01-05"), .points = 70,
		 .kind = ENTRY_CREDIT, .source_kind = SOURCE_SURVEY, .source_id = "s1"},
		{.at = at("2026-01-05"), .posted_at = at("2026-01-05"), .points = 950,
		 .kind = ENTRY_CREDIT, .source_kind = SOURCE_SURVEY, .source_id = "s2"},
		{.at = at("2026-01-06"), .posted_at = at("2026-01-06"), .points = 900,
		 .kind = ENTRY_CREDIT, .source_kind = SOURCE_GOODWILL, .source_id = "g"},
		{.at = at("2026-01-06"), .posted_at = at("2026-01-06"), .points = 40,
		 .kind = ENTRY_OPENING, .source_kind = SOURCE_OPENING, .source_id = "never",
		 .expires_on = DAY_NEVER}};
	struct rehearse_facts facts = facts_of(NULL, 0, NULL, 0);
	struct rehearse_books books;

	(void)state;
	facts.joined_on = day_at("2022-01-01");
	facts.credits = credits;
	facts.n_credits = 4;
	books = rehearse_replay(book, book, &facts, at(NOW));
	assert_string_equal(books.ledger->tier, "silver"); /* 70 + 950; goodwill counts for none */
	assert_int_equal(books.ledger->available, 950 + 900 + 40); /* 70 have ended */
}

static void a_review_that_is_due_lowers_the_tier(void **state)
{
	const struct ledger_order orders[] = {order("A", "2025-01-10", 150000)};
	const struct rehearse_event events[] = {done(0, "2025-01-12"), back(0, "2025-02-01", 100000)};
	struct rehearse_facts facts = facts_of(orders, 1, events, 2);
	struct rehearse_books books = rehearse_replay(book, book, &facts, at(NOW));

	(void)state; /* an import books the rise alone; the nights since would have looked */
	assert_string_equal(books.tier, "silver");
	assert_string_equal(books.ledger->tier, "standard");
}

/* Adds the member to R, under travel and under retail from FROM on. */
static void compare(struct rehearse_result *r, struct rehearse_facts *facts, uint64_t id,
                    const char *from)
{
	struct plan *draft = plan_of_file(book, "retail");
	struct plan_book *drafted = rehearse_book(book, book, draft, day_at(from));
	struct rehearse_books old = rehearse_replay(book, book, facts, at(NOW));
	struct rehearse_books new = rehearse_replay(book, drafted, facts, at(NOW));

	facts->member_id = id;
	rehearse_add(r, facts, &old, &new, book->plans[0], draft, day_at(from), day_at("2026-11-22"));
}

static void sums_by_month_and_tier_and_member(void **state)
{
	const struct ledger_order orders[] = {order("A", "2026-03-02", 500000),
	                                      order("B", "2026-02-17", 100000)};
	const struct rehearse_event events[] = {done(0, "2026-03-02"), done(1, "2026-02-18")};
	struct rehearse_facts one = facts_of(orders, 2, events, 2), none = facts_of(NULL, 0, NULL, 0);
	struct rehearse_result *r = talloc_zero(book, struct rehearse_result);

	(void)state;
	compare(r, &one, 3, "2026-03-01");
	compare(r, &none, 4, "2026-03-01");
	/* B: 1,100 either way, and silver; A doubles with travel only */
	assert_int_equal(r->members, 1);
	assert_int_equal(r->orders, 1);
	assert_int_equal(r->sales_fen, 500000);
	assert_int_equal(r->old.points, 10000);
	assert_int_equal(r->new.points, 5000);
	assert_int_equal(r->old.open, 11100);
	assert_int_equal(r->new.open, 6100);
	assert_int_equal(r->less, 1);
	assert_int_equal(r->more, 0);
	assert_int_equal(r->n_months, 1);
	assert_int_equal(r->months[0].month, day_at("2026-03-01"));
	assert_int_equal(r->months[0].old_points, 10000);
	assert_int_equal(r->tiers[2][2], 1);
	assert_int_equal(r->tiers[0][0], 1);
	assert_int_equal(r->n_top, 1);
	assert_int_equal(r->top[0].member_id, 3);
	assert_int_equal(rehearse_worth(book->plans[0], r->old.points), 100000);
}

static void a_tier_put_in_between_moves_nobody(void **state)
{
	const struct ledger_order orders[] = {order("A", "2026-03-02", 600000)};
	const struct rehearse_event events[] = {done(0, "2026-03-02")};
	struct rehearse_facts facts = facts_of(orders, 1, events, 1);
	struct plan *draft = plan_of_file(book, "travel"); /* standard, bronze, silver, gold */
	struct plan_tier *tiers = talloc_zero_array(draft, struct plan_tier, (unsigned)draft->n_tiers + 1);
	struct rehearse_result *r = talloc_zero(book, struct rehearse_result);
	struct rehearse_books old = rehearse_replay(book, book, &facts, at(NOW)), new = old;

	(void)state;
	tiers[0] = draft->tiers[0];
	tiers[1] = draft->tiers[1];
	strcpy(tiers[1].code, "bronze");
	memcpy(tiers + 2, draft->tiers + 1, ((size_t)draft->n_tiers - 1) * sizeof *tiers);
	memcpy(draft->tiers, tiers, ((size_t)draft->n_tiers + 1) * sizeof *tiers);
	draft->n_tiers++;
	rehearse_add(r, &facts, &old, &new, book->plans[0], draft, day_at("2026-01-01"),
	             day_at("2026-11-22"));
	assert_int_equal(r->tiers[2][3], 1); /* gold, counted otherwise */
	assert_int_equal(r->up, 0);
	assert_int_equal(r->n_top, 0);
	new.ledger = talloc_memdup(book, old.ledger, sizeof *old.ledger);
	strcpy(new.ledger->tier, "bronze");
	rehearse_add(r, &facts, &old, &new, book->plans[0], draft, day_at("2026-01-01"),
	             day_at("2026-11-22"));
	assert_int_equal(r->down, 1);
	assert_int_equal(r->top[0].moved, -2);
	strcpy(old.ledger->tier, "standard");
	rehearse_add(r, &facts, &old, &new, book->plans[0], draft, day_at("2026-01-01"),
	             day_at("2026-11-22"));
	assert_int_equal(r->up, 1);
}

static void fifty_are_kept_the_most_affected_first(void **state)
{
	struct rehearse_result *r = talloc_zero(book, struct rehearse_result);

	(void)state;
	for (int i = 1; i <= 80; i++) { /* two silver orders: the second one doubles */
		const struct ledger_order orders[] = {
			order("A", "2026-03-02", 200000),
			order("B", "2026-04-20", 1000 * ((i * 37) % 80 + 1))};
		const struct rehearse_event events[] = {done(0, "2026-03-02"), done(1, "2026-04-20")};
		struct rehearse_facts facts = facts_of(orders, 2, events, 2);

		compare(r, &facts, (uint64_t)i, "2026-01-01");
	}
	assert_int_equal(r->less, 80);
	assert_int_equal(r->n_top, REHEARSE_TOP);
	for (int i = 0; i < REHEARSE_TOP; i++)
		assert_int_equal(r->top[i].old_points - r->top[i].new_points, 10 * (80 - i));
	assert_int_equal(r->n_months, 2);
	assert_true(r->months[0].month < r->months[1].month);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_replayed_is_what_was_booked),
		cmocka_unit_test(a_day_cap_holds_what_lies_above),
		cmocka_unit_test(before_its_day_a_draft_changes_nothing),
		cmocka_unit_test(refunds_never_outgrow_their_order),
		cmocka_unit_test(credits_keep_their_dates_and_count),
		cmocka_unit_test(a_review_that_is_due_lowers_the_tier),
		cmocka_unit_test(sums_by_month_and_tier_and_member),
		cmocka_unit_test(a_tier_put_in_between_moves_nobody),
		cmocka_unit_test(fifty_are_kept_the_most_affected_first),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
