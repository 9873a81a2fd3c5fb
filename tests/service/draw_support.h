/* What the tests of draws share: a draw in one line, entries, the clock moved on,
 * and the verifier that knows only what is public. */
#ifndef TESTS_SERVICE_DRAW_SUPPORT_H
#define TESTS_SERVICE_DRAW_SUPPORT_H

#include "service/redeem_support.h"

#include "service/draw.h"
#include "service/draw_job.h"
#include "store/draw_work.h"

#define STAFF_ID 7

static struct config *draw_config;

/* Settings with a key of their own for the seeds. */
SUPPORT struct service_env draw_env(struct database *own, void *mem)
{
	return (struct service_env){ .db = own, .config = draw_config, .mem = mem,
		.now = clock_now() };
}

SUPPORT struct service_env here(void)
{
	return draw_env(db(), test_mem());
}

SUPPORT int draw_setup(void **state)
{
	int failed = ledger_setup(state);
	char path[96], text[160];
	FILE *f;

	snprintf(path, sizeof path, "%s/token.key", harness.dir);
	f = fopen(path, "w");
	if (failed || !f || chmod(path, 0600) != 0 || fputs("a key of the tests\n", f) < 0 ||
	    fclose(f) != 0)
		return -1;
	snprintf(text, sizeof text, "Keys.Token = %s\n", path);
	draw_config = config_parse(text);
	return draw_config ? 0 : -1;
}

/* Moves the clock on by SECONDS. */
SUPPORT void later(int64_t seconds)
{
	clock_set_offset(clock_now() + seconds - clock_real());
}

#define HOUR 3600
#define DAY (24 * HOUR)

/* A draft that lacks only its prizes: opens now, cut-off tomorrow, drawn an hour
 * later, ten days to claim, two reserves, 100 points a ticket. */
SUPPORT struct draw draft_of(enum draw_kind kind)
{
	int64_t now = clock_now();

	return (struct draw){ .kind = kind, .name = "冬日抽奖", .name_en = "Winter draw",
		.text = "t", .who = "w", .method = "m", .claim_how = "c", .delivery = "d",
		.forfeit = "f", .organiser = "o", .contact = "010", .ticket_points = 100,
		.opens_at = now, .closes_at = now + DAY, .draws_at = now + DAY + HOUR,
		.claim_days = 10, .reserve_count = kind == DRAW_CUTOFF ? 2 : 0,
		.per_member = kind == DRAW_INSTANT ? 20 : 0,
		.max_tickets = kind == DRAW_INSTANT ? 40 : 0 };
}

SUPPORT uint64_t add_draw(const struct draw *draft)
{
	struct service_env env = here();
	uint64_t id = 0;

	assert_int_equal(draw_add(&env, STAFF_ID, draft, &id), DRAW_STAFF_OK);
	return id;
}

SUPPORT void add_prize(uint64_t id, enum draw_prize_kind kind, int64_t fen, int64_t count)
{
	struct service_env env = here();
	struct draw_prize prize = { .draw_id = id, .kind = kind, .name = "奖品", .name_en = "Prize",
		.value_fen = fen, .count = count, .taxable = kind == PRIZE_GOODS, .terms = "t" };
	char name[32];

	snprintf(name, sizeof name, "奖品 %lld", (long long)fen);
	prize.name = name;
	if (kind == PRIZE_POINTS)
		prize.points = fen;
	if (kind == PRIZE_COUPON)
		prize.coupon_fen = fen, prize.coupon_months = 6;
	assert_int_equal(draw_prize_save(&env, STAFF_ID, &prize), DRAW_STAFF_OK);
}

SUPPORT void publish(uint64_t id)
{
	struct service_env env = here();
	struct draw_lack lacks[DRAW_LACKS_MAX];
	int n = 0;

	if (draw_publish(&env, STAFF_ID, id, lacks, &n) != DRAW_STAFF_OK)
		fail_msg("not published: %s", n ? lacks[0].word : "?");
}

/* A published draw with COUNT goods of FEN. */
SUPPORT uint64_t running_draw(enum draw_kind kind, int64_t fen, int64_t count)
{
	struct draw draft = draft_of(kind);
	uint64_t id = add_draw(&draft);

	add_prize(id, PRIZE_GOODS, fen, count);
	publish(id);
	return id;
}

SUPPORT struct draw_asked wants(uint64_t member, uint64_t id, int64_t tickets, const char *form)
{
	return (struct draw_asked){ .member_id = member, .person_id = 1, .draw_id = id,
		.tickets = tickets, .shown_points = -1, .form_id = form };
}

SUPPORT struct draw_answer entered(uint64_t member, uint64_t id, int64_t tickets, const char *form)
{
	struct draw_asked asked = wants(member, id, tickets, form);
	struct draw_answer answer;
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(db(), mem);

	assert_int_equal(draw_enter(&env, plans, &asked, &answer), DRAW_ANSWERED);
	talloc_free(mem);
	return answer;
}

/* N members with POINTS enter with 1, 2, 3, 1 … tickets. */
SUPPORT void crowd(uint64_t id, int n, int64_t points, uint64_t *members)
{
	for (int i = 0; i < n; i++) {
		members[i] = rich_member(points);
		assert_int_equal(entered(members[i], id, 1 + i % 3, NULL).outcome, DRAW_OK);
	}
}

SUPPORT enum draw_run run_draw(uint64_t id)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(db(), mem);
	enum draw_run outcome = draw_run(&env, id);

	talloc_free(mem);
	return outcome;
}

/* Everything that is due now; all of it must have worked. */
SUPPORT struct draw_done run_all(void)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(db(), mem);
	struct draw_done done;

	draw_run_all(&env, plans, &done);
	assert_false(done.failed);
	talloc_free(mem);
	return done;
}

SUPPORT struct draw draw_of(uint64_t id)
{
	struct draw draw;

	assert_int_equal(draw_read(db(), test_mem(), id, &draw), DB_OK);
	return draw;
}

SUPPORT int winners_of(uint64_t id, struct draw_winner **winners)
{
	int n = 0;

	assert_int_equal(draw_winners(db(), test_mem(), id, 0, 1000, winners, &n), DB_OK);
	return n;
}

SUPPORT int64_t notices(uint64_t member, const char *kind)
{
	static const struct db_sql of_kind = {
		"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = ?", "is", "i"
	};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &of_kind, (int64_t)member, kind, &n), DB_OK);
	return n;
}

SUPPORT void put_text(const char *name, const char *text, size_t len)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", harness.dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void print_hex(struct buf *out, const char *name, const uint8_t *bytes)
{
	char hex[SHA256_HEX];

	secret_hex(hex, bytes, SHA256_BYTES);
	buf_printf(out, "\"%s\":\"%s\",", name, hex);
}

/* proof.json as the page makes it, of what the pages' reads answer. */
SUPPORT void put_proof(const struct draw *draw)
{
	struct draw_prize *prizes;
	struct draw_winner *winners;
	struct draw_reserve *reserves;
	int n_prizes, n = winners_of(draw->draw_id, &winners), n_reserves;
	struct buf out;

	assert_int_equal(draw_prizes(db(), test_mem(), draw->draw_id, &prizes, &n_prizes), DB_OK);
	assert_int_equal(draw_reserves(db(), test_mem(), draw->draw_id, &reserves, &n_reserves),
	                 DB_OK);
	buf_init(&out, test_mem());
	buf_printf(&out, "{\"kind\":\"%s\",", draw_kind_word(draw->kind));
	print_hex(&out, "seed_hash", draw->seed_hash);
	print_hex(&out, "seed", draw->seed);
	print_hex(&out, "list_hash", draw->has_deck ? draw->deck_hash : draw->list_hash);
	if (draw->public_value)
		buf_printf(&out, "\"public_value\":\"%s\",", draw->public_value);
	buf_printf(&out, "\"reserve_count\":%d,\"prizes\":[", (int)draw->reserve_count);
	for (int i = 0; i < n_prizes; i++)
		buf_printf(&out, "%s{\"name\":\"%s\",\"count\":%d}", i ? "," : "", prizes[i].name,
		           (int)prizes[i].count);
	buf_str(&out, "],\"winners\":[");
	for (int i = 0, k = 0; i < n; i++)
		if (winners[i].for_ticket == 0)
			buf_printf(&out, "%s{\"ticket_no\":%d,\"prize\":\"%s\"}", k++ ? "," : "",
			           (int)winners[i].ticket_no, winners[i].prize_name);
	buf_str(&out, "],\"reserves\":[");
	for (int i = 0; i < n_reserves; i++)
		buf_printf(&out, "%s%d", i ? "," : "", (int)reserves[i].ticket_no);
	buf_str(&out, "]}");
	put_text("proof.json", out.data, out.len);
}

/* What the independent verifier says of the draw: 0 = it agrees. */
SUPPORT int verified(uint64_t id)
{
	struct service_env env = here();
	struct draw draw = draw_of(id);
	const char *const argv[] = { "python3", "tests/site/draw_verify.py", harness.dir, NULL };
	struct buf out;

	put_proof(&draw);
	assert_int_equal(draw_tickets_text(&env, &draw, &out), DB_OK);
	put_text("tickets.csv", out.data, out.len);
	if (draw.kind == DRAW_INSTANT) {
		assert_int_equal(draw_deck_text(&env, &draw, &out), DB_OK);
		put_text("deck.csv", out.data, out.len);
	}
	return harness_run(argv) ? 0 : 1;
}

#endif
