/* Draws as rules: chance against figures computed elsewhere and against the
 * chi-square bars. */
#include "rule/world.h"

#include "rule/draw.h"

#define DRAWS 100000

static uint8_t *counting_seed(uint8_t seed[DRAW_SEED])
{
	for (int i = 0; i < DRAW_SEED; i++)
		seed[i] = (uint8_t)i;
	return seed;
}

/* SHA-256 of a list without tickets. */
static void empty_list(uint8_t hash[SHA256_BYTES])
{
	struct buf list;
	void *mem = talloc_new(NULL);
	char hex[SHA256_HEX];

	buf_init(&list, mem);
	draw_list_begin(&list);
	secret_sha256(hash, list.data, list.len);
	secret_hex(hex, hash, SHA256_BYTES);
	assert_string_equal(hex, "92033af0b380afb0aa11609888fc6fcbd1ce14a0c9fc2e0b6a6c9186f5c33292");
	talloc_free(mem);
}

static void words_lead_there_and_back(void **state)
{
	(void)state;
	for (int i = DRAW_CUTOFF; i <= DRAW_INSTANT; i++)
		assert_int_equal(draw_kind_of(draw_kind_word((enum draw_kind)i)), i);
	for (int i = DRAW_DRAFT; i <= DRAW_CANCELLED; i++)
		assert_int_equal(draw_state_of(draw_state_word((enum draw_state)i)), i);
	for (int i = PRIZE_GOODS; i <= PRIZE_COUPON; i++)
		assert_int_equal(draw_prize_of(draw_prize_word((enum draw_prize_kind)i)), i);
	assert_int_equal(draw_state_of("held"), 0);
	assert_int_equal(draw_kind_of(NULL), 0);
	assert_string_equal(draw_phase_word(PHASE_RUNNING), "running");
	assert_true(draw_prize_is_claimed(PRIZE_SERVICE));
	assert_false(draw_prize_is_claimed(PRIZE_POINTS));
}

/* The first 8 bytes of blocks, computed by Python's hmac. */
static void the_stream_is_the_documented_one(void **state)
{
	uint8_t seed[DRAW_SEED], hash[SHA256_BYTES];
	struct draw_stream stream;
	uint64_t n = (UINT64_C(1) << 63) + 1;

	(void)state;
	empty_list(hash);
	draw_stream_begin(&stream, counting_seed(seed), hash, NULL);
	assert_int_equal(draw_stream_pick(&stream, 1000), 904);
	assert_int_equal(draw_stream_pick(&stream, 1000), 505);
	assert_int_equal(draw_stream_pick(&stream, 1000), 844);
	draw_stream_begin(&stream, seed, hash, "3D 847");
	assert_int_equal(draw_stream_pick(&stream, 1000), 81);
	assert_int_equal(draw_stream_pick(&stream, 1000), 351);
	assert_int_equal(draw_stream_pick(&stream, 1000), 463);
	/* Nearly half of all blocks are beyond the last whole multiple: 2, 3, 5, 6. */
	draw_stream_begin(&stream, seed, hash, "");
	assert_true(draw_stream_pick(&stream, n) == UINT64_C(0x74a617a5bb984da8));
	assert_true(draw_stream_pick(&stream, n) == UINT64_C(0x4f10e8eef391d081));
	assert_true(draw_stream_pick(&stream, n) == UINT64_C(0x37c8da18fc1e482a));
	assert_true(draw_stream_pick(&stream, n) == UINT64_C(0x6d493e58ed3feef8));
	assert_int_equal(stream.next, 8);
	/* A power of two rejects nothing. */
	draw_stream_begin(&stream, seed, hash, NULL);
	for (int i = 0; i < 100; i++)
		draw_stream_pick(&stream, 1024);
	assert_int_equal(stream.next, 100);
}

static void picks_are_those_of_another_program(void **state)
{
	static const uint64_t owners[12] = { 1, 2, 1, 3, 4, 4, 5, 6, 1, 7, 8, 2 };
	static const int64_t wanted[6] = { 5, 3, 7, 11, 10, 2 }, places[6] = { 1, 2, 2, 0, 0, 0 };
	static const int64_t dealt[10] = { 0, 0, 0, 0, 2, 0, 1, 0, 2, 0 };
	const struct draw_prize prizes[2] = { { .prize_no = 1, .count = 1 },
		{ .prize_no = 2, .count = 2 } };
	uint8_t seed[DRAW_SEED], hash[SHA256_BYTES];
	struct draw_stream stream;
	struct draw_pick *picks;
	void *mem = talloc_new(NULL);
	int64_t *outcomes;

	(void)state;
	empty_list(hash);
	draw_stream_begin(&stream, counting_seed(seed), hash, NULL);
	assert_int_equal(draw_pick_all(mem, &stream, owners, 12, prizes, 2, 3, &picks), 6);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(picks[i].ticket_no, wanted[i]);
		assert_int_equal(picks[i].prize_no, places[i]);
	}
	draw_stream_begin(&stream, seed, hash, NULL);
	outcomes = draw_outcomes(mem, &stream, prizes, 2, 10);
	for (int i = 0; i < 10; i++)
		assert_int_equal(outcomes[i], dealt[i]);
	/* Nobody entered; fewer members than prizes. */
	draw_stream_begin(&stream, seed, hash, NULL);
	assert_int_equal(draw_pick_all(mem, &stream, owners, 0, prizes, 2, 3, &picks), 0);
	draw_stream_begin(&stream, seed, hash, NULL);
	assert_int_equal(draw_pick_all(mem, &stream, owners, 3, prizes, 2, 3, &picks), 2);
	assert_int_equal(picks[1].prize_no, 2);
	talloc_free(mem);
}

/* CELLS counts of DRAWS * EACH / CELLS expected; the bar is that of CELLS - 1
 * degrees of freedom at one in a million. */
static void fair(const int64_t *counts, int cells, int64_t each, int64_t bar_thousandths)
{
	int64_t expected = DRAWS * each / cells, squares = 0;

	for (int i = 0; i < cells; i++)
		squares += (counts[i] - expected) * (counts[i] - expected);
	if (squares * 1000 / expected > bar_thousandths)
		fail_msg("chi-square of %d cells is %lld thousandths", cells,
		         (long long)(squares * 1000 / expected));
}

static void a_hundred_thousand_draws_are_fair(void **state)
{
	static int64_t first[10], cells[10 * 3], instant[10];
	static const uint64_t owners[10] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	const struct draw_prize prizes[2] = { { .prize_no = 1, .count = 1 },
		{ .prize_no = 2, .count = 1 } };
	uint8_t seed[DRAW_SEED], hash[SHA256_BYTES];

	(void)state;
	empty_list(hash);
	for (int i = 0; i < DRAWS; i++) {
		void *mem = talloc_new(NULL);
		struct draw_stream stream;
		struct draw_pick *picks;
		int64_t *outcomes;

		secret_sha256(seed, &i, sizeof i);
		draw_stream_begin(&stream, seed, hash, NULL);
		assert_int_equal(draw_pick_all(mem, &stream, owners, 10, prizes, 2, 1, &picks), 3);
		first[picks[0].ticket_no - 1]++;
		for (int k = 0; k < 3; k++)
			cells[3 * (picks[k].ticket_no - 1) + k]++;
		draw_stream_begin(&stream, seed, hash, "public");
		outcomes = draw_outcomes(mem, &stream, prizes, 1, 10);
		for (int k = 0; k < 10; k++)
			instant[k] += outcomes[k];
		talloc_free(mem);
	}
	fair(first, 10, 1, 45076);
	fair(instant, 10, 1, 45076);
	fair(cells, 30, 3, 82000);
}

/* Members with 1 and with 9 tickets: nine times the chance, and one prize each. */
static void a_member_wins_once_whatever_was_bought(void **state)
{
	static const uint64_t owners[10] = { 7, 7, 7, 7, 3, 7, 7, 7, 7, 7 };
	const struct draw_prize one = { .prize_no = 1, .count = 1 }, both = { .prize_no = 1, .count = 5 };
	uint8_t seed[DRAW_SEED], hash[SHA256_BYTES];
	int64_t wins[2] = { 0, 0 };

	(void)state;
	empty_list(hash);
	for (int i = 0; i < DRAWS; i++) {
		void *mem = talloc_new(NULL);
		struct draw_stream stream;
		struct draw_pick *picks;

		secret_sha256(seed, &i, sizeof i);
		draw_stream_begin(&stream, seed, hash, NULL);
		assert_int_equal(draw_pick_all(mem, &stream, owners, 10, &one, 1, 0, &picks), 1);
		wins[picks[0].ticket_no == 5]++;
		draw_stream_begin(&stream, seed, hash, NULL);
		assert_int_equal(draw_pick_all(mem, &stream, owners, 10, &both, 1, 2, &picks), 2);
		talloc_free(mem);
	}
	/* 9 : 1, within four standard deviations (95). */
	assert_in_range(wins[1], 10000 - 380, 10000 + 380);
	assert_int_equal(wins[0] + wins[1], DRAWS);
}

static void members_are_named_by_chance_only(void **state)
{
	uint8_t salt[SHA256_BYTES] = { 0 };
	char ref[DRAW_REF], other[DRAW_REF];

	(void)state;
	draw_ref(ref, salt, "M0000001");
	assert_string_equal(ref, "c7a4fc29f6b93dd0");
	salt[31] = 1;
	draw_ref(other, salt, "M0000001");
	assert_string_not_equal(ref, other);
}

static void the_files_are_plain(void **state)
{
	const struct draw_prize prizes[2] = { { .prize_no = 1, .count = 1 },
		{ .prize_no = 2, .count = 2 } };
	void *mem = talloc_new(NULL);
	struct buf out;

	(void)state;
	buf_init(&out, mem);
	draw_deck(&out, prizes, 2, 5);
	assert_string_equal(out.data, "1\n2\n2\n0\n0\n");
	buf_init(&out, mem);
	draw_list_begin(&out);
	draw_list_add(&out, 1, "c7a4fc29f6b93dd0");
	draw_list_add(&out, 2, "0000000000000000");
	assert_string_equal(out.data,
	                    "ticket_no,member_ref\n1,c7a4fc29f6b93dd0\n2,0000000000000000\n");
	talloc_free(mem);
}

static int setup(void **state)
{
	(void)state;
	return secret_open() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_lead_there_and_back),
		cmocka_unit_test(the_stream_is_the_documented_one),
		cmocka_unit_test(picks_are_those_of_another_program),
		cmocka_unit_test(a_hundred_thousand_draws_are_fair),
		cmocka_unit_test(a_member_wins_once_whatever_was_bought),
		cmocka_unit_test(members_are_named_by_chance_only),
		cmocka_unit_test(the_files_are_plain),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
