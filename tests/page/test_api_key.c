/* Who may call the partner API, and how it says no. */
#include "page/api_world.h"

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
		cmocka_unit_test(test_a_database_that_is_down),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
