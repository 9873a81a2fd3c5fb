/* What the tests of the partner API share: a portal on a private database with
 * two members, a partner, and requests signed as told. */
#ifndef TESTS_PAGE_API_WORLD_H
#define TESTS_PAGE_API_WORLD_H

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

#define WORLD __attribute__((unused))
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

WORLD static void
add_routes(const struct route *rows)
{
	for (; rows->path != NULL; rows++)
		table[app.n++] = *rows;
}

WORLD static void
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
WORLD static struct request *
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

WORLD static struct request *
call(void *mem, const char *target, const char *body)
{
	static const struct how how;

	return call_how(mem, target, body, &how);
}

WORLD static void
expect(const struct request *r, int status, const char *part)
{
	if (r->status != status || (part != NULL && strstr(r->out.data, part) == NULL))
		fail_msg("%s: %d %s (want %d %s)", r->target, r->status, r->out.data, status, part);
	assert_string_equal(r->content_type, "application/json; charset=utf-8");
	assert_string_equal(answer_header(r, "Cache-Control"), "no-store");
}

WORLD static char *
order(void *mem, const char *no, const char *more)
{
	return talloc_asprintf(mem, "{\"order_no\":\"%s\",\"member\":\"M0000001\",\"category\":"
	                            "\"domestic\",\"paid_fen\":100000,\"paid_at\":"
	                            "\"2026-03-10T12:00:00+08:00\"%s}", no, more);
}

WORLD static void
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

WORLD static void
add_member(struct database *db, const char *no, const char *email, const char *phone)
{
	struct member_new member = { .member_no = no, .name = "陈明", .email = email, .phone = phone,
		                         .confirmed = true, .birthday = DAY_NONE,
		                         .tier = portal.plans->plans[0]->tiers[0].code,
		                         .joined_on = 20000, .now = clock_now(), .terms = true,
		                         .privacy = true };

	assert_int_equal(member_create(db, &member), DB_OK);
}

WORLD static int
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
	add_routes(api_order_read_routes);
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

WORLD static int
tear_down(void **state)
{
	(void)state;
	talloc_free(portal.plans);
	config_free((struct config *)portal.config);
	return 0;
}

#endif
