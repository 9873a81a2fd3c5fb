/* Vector 15 through the services: 1,000 events of one member's orders, told in
 * order and shuffled with repeats, end in the same state (RULINGS 8). */
#include "service/ledger_support.h"

#define ORDERS 250

enum what { PAID, COMPLETED, PART, REST };

struct fact {
	int order;
	enum what what;
	int64_t at;
};

static int64_t money(int order)
{
	return 9900 + order * 1713 % 40000;
}

/* Four events an order, some left out; in order of time. */
static int facts_make(struct fact *facts)
{
	int64_t start = at("2024-12-01T09:00:00+08:00");
	int n = 0;

	for (int i = 0; i < ORDERS; i++) {
		int64_t paid = start + i * 2 * 86400LL + i % 11;

		facts[n++] = (struct fact){ i, PAID, paid };
		if (i % 9)
			facts[n++] = (struct fact){ i, COMPLETED, paid + (1 + i % 30) * 86400LL };
		if (i % 4 == 0)
			facts[n++] = (struct fact){ i, PART, paid + (5 + i % 20) * 86400LL };
		if (i % 12 == 0)
			facts[n++] = (struct fact){ i, REST, paid + (40 + i % 5) * 86400LL };
	}
	return n;
}

static int by_time(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (int)x->what - (int)y->what;
}

/* A fixed stream, so that a failure can be repeated. */
static uint64_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

static void tell(uint64_t member, const char *prefix, const struct fact *f)
{
	char order_no[32];
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome = ORDER_FAILED;

	snprintf(order_no, sizeof order_no, "%s-%d", prefix, f->order);
	if (f->what == PAID) {
		struct order_facts facts =
			facts_of(member, order_no, money(f->order), "2024-12-01T09:00:00Z");

		facts.paid_at = f->at;
		outcome = order_book(db(), plans, mem, &facts, NULL, &answer);
	} else if (f->what == COMPLETED) {
		outcome = order_complete(db(), plans, mem, "test", order_no, f->at, &answer);
	} else {
		int64_t part = 3333;

		outcome = order_refund(db(), plans, mem, "test", order_no,
		                       f->what == PART ? "part" : "rest",
		                       f->what == PART ? part : money(f->order) - part, f->at,
		                       &answer);
	}
	if (outcome != ORDER_DONE && outcome != ORDER_REPEATED && outcome != ORDER_PARKED)
		fail_msg("order %s event %d: outcome %d", order_no, f->what, outcome);
	talloc_free(mem);
}

/* Figures of the end state, lots by points and dates, orders by points. */
static void same_state(uint64_t a, uint64_t b)
{
	static const struct db_sql lots = {
		"SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', points, `left`, available_on,"
		" expires_on))), 0) AS SIGNED) FROM lot WHERE member_id = ?",
		"i", "i"
	};
	static const struct db_sql orders = {
		"SELECT CAST(SUM(CRC32(CONCAT_WS(',', SUBSTRING_INDEX(order_no, '-', -1), points,"
		" held, taken, refunded_fen, cancelled, completed_at))) AS SIGNED)"
		" FROM order_head WHERE member_id = ?",
		"i", "i"
	};
	struct ledger x = account(a), y = account(b);

	assert_int_equal(x.available, y.available);
	assert_int_equal(x.pending, y.pending);
	assert_int_equal(x.debt, y.debt);
	assert_int_equal(x.lifetime, y.lifetime);
	assert_string_equal(x.tier, y.tier);
	assert_int_equal(number(&lots, a), number(&lots, b));
	assert_int_equal(number(&orders, a), number(&orders, b));
}

static void vector_15(void **state)
{
	static struct fact facts[ORDERS * 4 * 2];
	uint64_t in_order, shuffled, seed;
	char prefix[16];
	int n;

	(void)state;
	use_plan("crm");
	n = facts_make(facts);
	qsort(facts, (size_t)n, sizeof *facts, by_time);
	in_order = member_make();
	for (int i = 0; i < n; i++)
		tell(in_order, "v15", &facts[i]);
	prove(in_order);
	assert_string_equal(account(in_order).tier, "platinum");
	for (int round = 1; round <= 2; round++) {
		int all = n;

		seed = (uint64_t)round;
		/* every third event comes twice */
		for (int i = 0; i < n; i += 3)
			facts[all++] = facts[i];
		for (int i = all - 1; i > 0; i--) {
			int j = (int)(next_random(&seed) % (uint64_t)(i + 1));
			struct fact swap = facts[i];

			facts[i] = facts[j];
			facts[j] = swap;
		}
		shuffled = member_make();
		snprintf(prefix, sizeof prefix, "mix%d", round);
		for (int i = 0; i < all; i++)
			tell(shuffled, prefix, &facts[i]);
		same_state(in_order, shuffled);
		prove(shuffled);
		n = facts_make(facts);
	}
	use_plan("travel");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vector_15),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
