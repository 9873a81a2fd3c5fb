#include "page/api_key.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "page/api.h"
#include "page/open.h"
#include "service/limit.h"
#include "store/partner.h"

#define KEY_NAME_MAX 48
#define NONCE_MIN 16
#define NONCE_MAX 64
#define SKEW_S 300
#define SECRET_MAX 128
#define WRONG_FREE 20  /* wrong signatures before the first wait */
#define WRONG_STEP_S 1
#define SWEEP_EVERY_S 60
#define SWEEP_ROWS 2000

/* What a request says about itself. */
struct signed_by {
	const char *key_name, *nonce, *timestamp, *signature;
};

static bool
is_hex(const char *text, size_t min, size_t max)
{
	size_t len = strspn(text, "0123456789abcdefABCDEF");

	return len >= min && len <= max && text[len] == '\0';
}

static bool
read_headers(const struct request *r, struct signed_by *s)
{
	s->key_name = request_header(r, "X-Key");
	s->timestamp = request_header(r, "X-Timestamp");
	s->nonce = request_header(r, "X-Nonce");
	s->signature = request_header(r, "X-Signature");
	return s->key_name != NULL && strlen(s->key_name) <= KEY_NAME_MAX && s->timestamp != NULL
	       && s->nonce != NULL && is_hex(s->nonce, NONCE_MIN, NONCE_MAX)
	       && s->signature != NULL && is_hex(s->signature, SHA256_HEX - 1, SHA256_HEX - 1);
}

/* METHOD, PATH, TIMESTAMP, NONCE and the body's hash, a line each. */
static char *
text_to_sign(const struct request *r, const struct signed_by *s)
{
	const char *method = r->method == METHOD_POST ? "POST" : r->head ? "HEAD" : "GET";
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX];

	secret_sha256(hash, r->body != NULL ? r->body : "", r->body != NULL ? r->body_len : 0);
	secret_hex(hex, hash, sizeof(hash));
	return talloc_asprintf(r->mem, "%s\n%s\n%s\n%s\n%s", method, r->target, s->timestamp,
	                       s->nonce, hex);
}

/* Which of the key's live secrets made the signature; -1: none. */
static int
signed_with(const struct request *r, const struct signed_by *s, const struct partner_key *key)
{
	const char *text = text_to_sign(r, s);
	uint8_t sent[SHA256_BYTES], made[SHA256_BYTES];
	char token[256], secret[SECRET_MAX];
	int right = -1;
	size_t len;

	if (text == NULL || !secret_unhex(sent, sizeof(sent), s->signature)
	    || !secret_file(config_get(portal_of(r)->config, "Keys.Token", ""), token, sizeof(token)))
		return -1;
	for (int i = 0; i < key->n; i++) {
		if (!secret_open_sealed(token, key->secrets[i].sealed.data, key->secrets[i].sealed.len,
		                        secret, sizeof(secret), &len)) {
			log_event(LOG_ERROR, "partner_secret_unreadable", "slot=%d",
			          (int)key->secrets[i].slot);
			continue;
		}
		secret_hmac(made, secret, len, text, strlen(text));
		if (secret_equal(made, sent, sizeof(made)))
			right = i;
	}
	secret_wipe(secret, sizeof(secret));
	secret_wipe(token, sizeof(token));
	return right;
}

/* A wrong signature is answered, and counted by the caller's address and the
 * key it names; who signs rightly is never slowed down by it. */
static int
wrong_signature(struct request *r, const struct signed_by *s)
{
	struct portal *portal = portal_of(r);
	struct service_env env = { .db = portal->db, .config = portal->config, .mem = r->mem,
		                       .now = clock_now(), .client = r->client };
	struct limit limit;
	int64_t wait_s = 0;
	char text[24];

	limit_make(&limit, 'k', r->client, s->key_name, WRONG_FREE, WRONG_STEP_S);
	if (limit_wait(&env, &limit, &wait_s) == DB_OK && wait_s > 0) {
		snprintf(text, sizeof(text), "%lld", (long long)wait_s);
		respond_header(r, "Retry-After", text);
		api_problem(r, 429);
		return 429;
	}
	if (limit_count(&env, &limit) != DB_OK)
		log_event(LOG_WARN, "wrong_signature_uncounted", "route=%s", r->route->path);
	return api_error(r, 401, "signature_wrong",
	                 "The signature does not fit. Check the key, its secret and the signed text.",
	                 NULL);
}

static void
sweep_nonces(struct database *db, int64_t real_now)
{
	static int64_t swept_at;

	if (real_now - swept_at < SWEEP_EVERY_S)
		return;
	swept_at = real_now;
	if (partner_nonce_sweep(db, real_now - PARTNER_NONCE_LIFE_S, SWEEP_ROWS) != DB_OK)
		log_event(LOG_WARN, "nonces_unswept", "rows=%d", SWEEP_ROWS);
}

/* The nonce counts as used only once everything else was right. */
static int
use_nonce(struct request *r, const struct signed_by *s, int64_t real_now)
{
	struct database *db = portal_of(r)->db;
	enum db got = partner_nonce_use(db, s->key_name, s->nonce, real_now);

	if (got == DB_DUP)
		return api_error(r, 401, "nonce_used", "This X-Nonce was used before. Send a fresh one.",
		                 NULL);
	if (got != DB_OK)
		return api_db_failed(r);
	sweep_nonces(db, real_now);
	return 0;
}

/* Staff see when a key was last used; written now and then only. */
static void
note_use(struct database *db, const struct partner_key *key, int by, const char *key_name,
         int64_t real_now)
{
	int64_t before = key->secrets[by].used_at;

	if (before != INSTANT_NONE && real_now - before < PARTNER_USED_STEP_S)
		return;
	if (partner_key_used(db, key_name, key->secrets[by].slot, real_now) != DB_OK)
		log_event(LOG_WARN, "key_use_not_noted", "slot=%d", (int)key->secrets[by].slot);
}

int
api_key_check(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct partner_key key = { 0 };
	struct api_caller *caller = talloc_zero(r->mem, struct api_caller);
	int64_t real_now = clock_real(), sent_at;
	struct signed_by s;
	int status, by = -1;
	enum db got;

	if (!portal_plans(portal)) {
		api_problem(r, 503);
		return 503;
	}
	if (!read_headers(r, &s))
		return api_error(r, 401, "signature_missing",
		                 "Send X-Key, X-Timestamp, X-Nonce (16 or more hex) and X-Signature (64 hex).",
		                 NULL);
	if (!int_parse(s.timestamp, &sent_at) || sent_at < real_now - SKEW_S
	    || sent_at > real_now + SKEW_S)
		return api_error(r, 401, "timestamp",
		                 "X-Timestamp must be Unix seconds within 5 minutes of now.", NULL);
	got = partner_key_find(portal->db, r->mem, s.key_name, real_now, &key);
	if (got != DB_OK && got != DB_NONE)
		return api_db_failed(r);
	if (got == DB_OK)
		by = signed_with(r, &s, &key);
	if (by < 0)
		return wrong_signature(r, &s);
	if (strcmp(key.state, "active") != 0)
		return api_error(r, 403, "key_blocked", "This key is blocked. Please call us.", NULL);
	caller->partner = key.partner;
	caller->key_name = talloc_strdup(r->mem, s.key_name);
	r->viewer = caller;
	status = use_nonce(r, &s, real_now);
	if (status == 0)
		note_use(portal->db, &key, by, s.key_name, real_now);
	return status;
}
