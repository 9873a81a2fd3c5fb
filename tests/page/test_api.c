/* The partner API from the signature to the books, without a socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/api.h"
#include "page/api_health.h"
#include "page/api_key.h"
#include "page/api_member.h"
#include "page/api_order.h"
#include "page/api_quote.h"
#include "page/api_refund.h"
#include "service/chain.h"
#include "service/member_new.h"
#include "service/partner.h"
#include "store/harness.h"
#include "store/plan.h"
#include "web/serve.h"

#define KEY "test-booking"
#define TOKEN "the token key of this test, long enough"
#define JSON "application/json"

static struct portal portal;
static struct route table[32];
static struct web_app app = { .program = "partner", .routes = table, .json = true,
	                          .check_key = api_key_check, .problem = api_problem, .app = &portal };
static char secret[PARTNER_SECRET], other_secret[PARTNER_SECRET];
static int nonces;

/* How a request is to be signed; zero = as it should be. */
struct how {
	const char *key, *secret, *nonce, *signed_path, *signature, *client, *type;
	int64_t late_s;
};

static void
add_routes(const struct route *rows)
{
	for (; rows->path != NULL; rows++)
		table[app.n++] = *rows;
}

static void
sign(struct request *r, const char *method, const struct how *how)
{
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX], *text;
	char *timestamp = talloc_asprintf(r->mem, "%lld", (long long)(clock_real() - how->late_s));
	const char *nonce = how->nonce, *use = how->secret != NULL ? how->secret : secret;
	char *mac = talloc_array(r->mem, char, SHA256_HEX);

	if (nonce == NULL)
		nonce = talloc_asprintf(r->mem, "%032x", ++nonces);
	secret_sha256(hash, r->body != NULL ? r->body : "", r->body_len);
	secret_hex(hex, hash, sizeof(hash));
	text = talloc_asprintf(r->mem, "%s\n%s\n%s\n%s\n%s", method,
	                       how->signed_path != NULL ? how->signed_path : r->target, timestamp,
	                       nonce, hex);
	secret_hmac(hash, use, strlen(use), text, strlen(text));
	secret_hex(mac, hash, sizeof(hash));
	request_set_header(r, "X-Key", how->key != NULL ? how->key : KEY);
	request_set_header(r, "X-Timestamp", timestamp);
	request_set_header(r, "X-Nonce", nonce);
	request_set_header(r, "X-Signature", how->signature != NULL ? how->signature : mac);
}

/* Sends a signed request; BODY NULL for GET. The answer is on MEM. */
static struct request *
call_how(void *mem, const char *target, const char *body, const struct how *how)
{
	const char *method = body != NULL ? "POST" : "GET";
	struct request *r = request_new(mem, method, target);

	if (body != NULL)
		request_set_body(r, how->type != NULL ? how->type : JSON, body, strlen(body));
	r->client = how->client != NULL ? how->client : "192.0.2.1";
	sign(r, method, how);
	web_handle(&app, r);
	return r;
}

static struct request *
call(void *mem, const char *target, const char *body)
{
	static const struct how how;

	return call_how(mem, target, body, &how);
}

static void
expect(const struct request *r, int status, const char *part)
{
	if (r->status != status || (part != NULL && strstr(r->out.data, part) == NULL))
		fail_msg("%s: %d %s (want %d %s)", r->target, r->status, r->out.data, status, part);
	assert_string_equal(r->content_type, "application/json; charset=utf-8");
	assert_string_equal(answer_header(r, "Cache-Control"), "no-store");
}

static char *
order(void *mem, const char *no, const char *more)
{
	return talloc_asprintf(mem, "{\"order_no\":\"%s\",\"member\":\"M0000001\",\"category\":"
	                            "\"domestic\",\"paid_fen\":100000,\"paid_at\":"
	                            "\"2026-03-10T12:00:00+08:00\"%s}", no, more);
}

static void
load_plan(struct database *db)
{
	char *text = talloc_zero_size(NULL, 65536);
	FILE *file = fopen("schema/plans/travel.hdf", "r");
	int64_t version;

	assert_non_null(file);
	assert_true(fread(text, 1, 65535, file) > 0);
	fclose(file);
	assert_int_equal(plan_store(db, "travel", PLAN_FIRST_DAY, text, clock_now(), &version), DB_OK);
	talloc_free(text);
	assert_int_equal(plan_book_load(db, NULL, &portal.plans), DB_OK);
}

static void
add_member(struct database *db, const char *no, const char *email, const char *phone)
{
	struct member_new member = { .member_no = no, .name = "陈明", .email = email, .phone = phone,
		                         .confirmed = true, .birthday = DAY_NONE,
		                         .tier = portal.plans->plans[0]->tiers[0].code,
		                         .joined_on = 20000, .now = clock_now(), .terms = true,
		                         .privacy = true };

	assert_int_equal(member_create(db, &member), DB_OK);
}

static int
set_up(void **state)
{
	static char path[96], text[256];
	FILE *file;

	(void)state;
	portal.db = test_database();
	log_open("test", LOG_ERROR + 1);
	chain_use_key("chain", 5);
	snprintf(path, sizeof(path), "%s/token.key", harness.dir);
	file = fopen(path, "w");
	if (file == NULL || fputs(TOKEN, file) < 0 || fclose(file) != 0 || chmod(path, 0600) != 0)
		return -1;
	snprintf(text, sizeof(text), "Keys.Token = %s\n", path);
	portal.config = config_parse(text);
	add_routes(api_order_routes);
	add_routes(api_refund_routes);
	add_routes(api_member_routes);
	add_routes(api_quote_routes);
	add_routes(api_health_routes);
	load_plan(portal.db);
	add_member(portal.db, "M0000001", "chen@demo.test", "13800000001");
	add_member(portal.db, "M0000002", "li@demo.test", "13800000002");
	if (partner_create(portal.db, TOKEN, KEY, secret) != DB_OK
	    || partner_create(portal.db, TOKEN, "other", other_secret) != DB_OK)
		return -1;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	talloc_free(portal.plans);
	config_free((struct config *)portal.config);
	return 0;
}

/* The example of partner(8). */
static void
test_the_manuals_signature(void **state)
{
	static const char body[] = "{\"completed_at\":\"2026-10-03T12:00:00+08:00\"}";
	static const char key[] = "example-secret-of-the-manual-0123456789abcdef";
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX], text[256];

	(void)state;
	secret_sha256(hash, body, strlen(body));
	secret_hex(hex, hash, sizeof(hash));
	snprintf(text, sizeof(text), "POST\n/api/v1/orders/T-1001/complete\n1790000000\n"
	                             "00112233445566778899aabbccddeeff\n%s", hex);
	secret_hmac(hash, key, strlen(key), text, strlen(text));
	secret_hex(hex, hash, sizeof(hash));
	assert_string_equal(hex, "8707db82bde354f949dd72231801bb449838df52a3a3250f5064c6acc8fa828a");
}

static void
test_signatures(void **state)
{
	static const struct {
		struct how how;
		int status;
		const char *code;
	} rows[] = {
		{ { 0 }, 200, "\"member_no\":\"M0000001\"" },
		{ { .secret = "wrong" }, 401, "\"signature_wrong\"" },
		{ { .key = "nobody" }, 401, "\"signature_wrong\"" },
		{ { .key = "other" }, 401, "\"signature_wrong\"" },
		{ { .late_s = 290 }, 200, NULL },
		{ { .late_s = -290 }, 200, NULL },
		{ { .late_s = 310 }, 401, "\"timestamp\"" },
		{ { .late_s = -310 }, 401, "\"timestamp\"" },
		{ { .nonce = "0123456789abcde" }, 401, "\"signature_missing\"" },
		{ { .nonce = "0123456789abcdeg" }, 401, "\"signature_missing\"" },
		{ { .signature = "00" }, 401, "\"signature_missing\"" },
		{ { .signed_path = "/api/v1/members/M0000002" }, 401, "\"signature_wrong\"" },
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(call_how(mem, "/api/v1/members/M0000001", NULL, &rows[i].how), rows[i].status,
		       rows[i].code);
	struct request *r = request_new(mem, "GET", "/api/v1/members/M0000001");
	web_handle(&app, r);
	expect(r, 401, "\"signature_missing\"");
	talloc_free(mem);
}

static void
test_a_nonce_works_once(void **state)
{
	void *mem = talloc_new(NULL);
	struct how how = { .nonce = "ffffffffffffffff0001", .secret = "wrong" };

	(void)state;
	/* Somebody without the secret cannot burn it. */
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 401, "signature_wrong");
	how.secret = NULL;
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 401, "nonce_used");
	/* Nonces belong to their key. */
	how.key = "other";
	how.secret = other_secret;
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	talloc_free(mem);
}

static void
test_guessers_wait_and_owners_do_not(void **state)
{
	void *mem = talloc_new(NULL);
	struct how wrong = { .secret = "wrong", .client = "198.51.100.7" };
	struct how right = { .client = "198.51.100.7" };
	struct request *r = NULL;
	int tries = 0;

	(void)state;
	do
		r = call_how(mem, "/api/v1/members/M0000001", NULL, &wrong);
	while (r->status == 401 && ++tries < 100);
	expect(r, 429, "\"slow_down\"");
	assert_in_range(tries, 5, 40);
	assert_non_null(answer_header(r, "Retry-After"));
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &right), 200, NULL);
	wrong.client = "198.51.100.8";
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &wrong), 401, NULL);
	talloc_free(mem);
}

static void
test_two_secrets_live_while_rotating(void **state)
{
	void *mem = talloc_new(NULL);
	char first[PARTNER_SECRET], second[PARTNER_SECRET], third[PARTNER_SECRET];
	struct how how = { .key = "turning", .secret = first };

	(void)state;
	assert_int_equal(partner_create(portal.db, TOKEN, "turning", first), DB_OK);
	assert_int_equal(partner_create(portal.db, TOKEN, "turning", second), DB_DUP);
	assert_int_equal(partner_rotate(portal.db, TOKEN, "turning", second), DB_OK);
	assert_int_equal(partner_rotate(portal.db, TOKEN, "nobody", third), DB_NONE);
	assert_int_equal(strlen(second), PARTNER_SECRET - 1);
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	how.secret = second;
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	assert_int_equal(partner_rotate(portal.db, TOKEN, "turning", third), DB_OK);
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	how.secret = first;
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 401, NULL);
	how.secret = third;
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 200, NULL);
	assert_int_equal(db_text(portal.db, "UPDATE partner SET state = 'blocked'"
	                                    " WHERE partner = 'turning'", NULL), DB_OK);
	expect(call_how(mem, "/api/v1/members/M0000001", NULL, &how), 403, "\"key_blocked\"");
	talloc_free(mem);
}

static void
test_problems_are_json(void **state)
{
	void *mem = talloc_new(NULL);
	struct how plain = { .type = "text/plain" };
	char *large = talloc_zero_size(mem, 70001);

	(void)state;
	memset(large, ' ', 70000);
	expect(call(mem, "/api/v1/nothing", NULL), 404, "\"not_found\"");
	expect(call(mem, "/api/v1/orders/%2e%2f", NULL), 400, "\"bad_request\"");
	expect(call(mem, "/api/v1/quotes", NULL), 405, "\"method_not_allowed\"");
	expect(call_how(mem, "/api/v1/quotes", "{}", &plain), 415, "\"not_json\"");
	expect(call(mem, "/api/v1/quotes", large), 413, "\"too_large\"");
	expect(call(mem, "/api/v1/quotes", "[]"), 400, "\"bad_json\"");
	expect(call(mem, "/api/v1/quotes", "{\"more\":1}"), 400, "\"field\":\"more\"");
	expect(call(mem, "/api/v1/orders/a%20b", NULL), 404, "\"not_found\"");
	struct request *r = request_new(mem, "GET", "/api/v1/health");
	web_handle(&app, r);
	expect(r, 200, "{\"status\":\"ok\",\"schema\":");
	talloc_free(mem);
}

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
		{ ",\"status\":\"paid\",\"travel_end\":\"2026-02-30\"", "travel_end" },
		{ ",\"status\":\"paid\",\"pay_code\":\"12345678\"", "pay_code" },
		{ ",\"status\":\"paid\",\"pay_points\":100", "pay_points" },
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

/* Last: ends the server. */
static void
test_a_database_that_is_down(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r;

	(void)state;
	kill(harness.server, SIGKILL);
	waitpid(harness.server, NULL, 0);
	r = call(mem, "/api/v1/members/M0000001", NULL);
	expect(r, 503, "\"unavailable\"");
	assert_string_equal(answer_header(r, "Retry-After"), "5");
	r = request_new(mem, "GET", "/api/v1/health");
	web_handle(&app, r);
	expect(r, 503, "\"failing\":\"database\"");
	harness_spawn();
	harness_wait();
	log_open("test", LOG_ERROR + 1);
	expect(call(mem, "/api/v1/members/M0000001", NULL), 200, NULL);
	talloc_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_manuals_signature),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_a_nonce_works_once),
		cmocka_unit_test(test_guessers_wait_and_owners_do_not),
		cmocka_unit_test(test_two_secrets_live_while_rotating),
		cmocka_unit_test(test_problems_are_json),
		cmocka_unit_test(test_refused_orders_name_the_field),
		cmocka_unit_test(test_an_order_and_what_becomes_of_it),
		cmocka_unit_test(test_events_before_their_order_are_parked),
		cmocka_unit_test(test_reconciliation_by_pages),
		cmocka_unit_test(test_quotes_book_nothing),
		cmocka_unit_test(test_a_database_that_is_down),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
