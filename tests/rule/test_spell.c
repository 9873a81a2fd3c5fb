/* Active members by day: the spells of each against the definition, day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "rule/spell.h"

struct deed {
	uint64_t member;
	int32_t known_on, day;
};

/* Members with something booked by DAY that lies within WITHIN days before. */
static int64_t by_definition(const struct deed *deeds, int n, int32_t day, int within)
{
	int64_t sum = 0;

	for (int i = 0; i < n;) {
		uint64_t member = deeds[i].member;
		bool active = false;

		for (; i < n && deeds[i].member == member; i++)
			active = active || (deeds[i].known_on <= day && deeds[i].day > day - within);
		sum += active;
	}
	return sum;
}

static void agrees(const struct deed *deeds, int n, int32_t from, int32_t to, int within)
{
	struct spells *spells = spells_new(NULL, from, to, within);
	const int64_t *counts;

	for (int i = 0; i < n; i++)
		spells_add(spells, deeds[i].member, deeds[i].known_on, deeds[i].day);
	counts = spells_count(spells);
	for (int32_t day = from; day <= to; day++)
		assert_int_equal(counts[day - from], by_definition(deeds, n, day, within));
	talloc_free(spells);
}

static void a_deed_keeps_its_member_active(void **state)
{
	const struct deed deeds[] = { { 1, 100, 100 } };
	struct spells *spells = spells_new(NULL, 98, 200, 90);
	const int64_t *counts;

	(void)state;
	spells_add(spells, 1, 100, 100);
	counts = spells_count(spells);
	assert_int_equal(counts[99 - 98], 0);
	assert_int_equal(counts[100 - 98], 1);
	assert_int_equal(counts[189 - 98], 1);
	assert_int_equal(counts[190 - 98], 0);
	talloc_free(spells);
	agrees(deeds, 1, 90, 120, 5);
}

static void what_was_booked_late_counts_from_then(void **state)
{
	/* booked 30 days after it happened; on the last day it counts; too late */
	const struct deed deeds[] = { { 1, 130, 100 }, { 2, 189, 100 }, { 3, 190, 100 },
		                      { 4, 110, 50 }, { 4, 120, 119 }, { 4, 300, 290 } };

	(void)state;
	agrees(deeds, 6, 90, 420, 90);
	agrees(deeds, 6, 115, 130, 90);
}

static void random_deeds_agree(void **state)
{
	struct deed deeds[400];
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 50; round++) {
		int32_t known = 0;

		for (int i = 0; i < 400; i++) {
			seed = seed * 1103515245u + 12345u;
			if (i % 8 == 0)
				known = (int32_t)(seed >> 16) % 60;
			deeds[i].member = (uint64_t)i / 8 + 1;
			deeds[i].known_on = known;
			deeds[i].day = known - (int32_t)(seed >> 20) % 40;
			known += 1 + (int32_t)(seed >> 24) % 30;
		}
		agrees(deeds, 400, 0, 300, 1 + round);
		agrees(deeds, 400, 40, 41, 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deed_keeps_its_member_active),
		cmocka_unit_test(what_was_booked_late_counts_from_then),
		cmocka_unit_test(random_deeds_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
