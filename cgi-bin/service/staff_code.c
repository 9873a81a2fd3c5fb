/* The second factor: its secret, its enrolment, its codes. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/otp.h"
#include "base/secret.h"
#include "service/staff_private.h"

static bool token_key(const struct service_env *env, char out[256])
{
	return secret_file(config_get(env->config, "Keys.Token", ""), out, 256);
}

bool staff_totp_open(const struct service_env *env, const struct staff *s, uint8_t *secret)
{
	char key[256];
	size_t len = 0;
	bool good = s->totp.data && token_key(env, key) &&
	            secret_open_sealed(key, s->totp.data, s->totp.len, secret, OTP_SECRET, &len) &&
	            len == OTP_SECRET;

	secret_wipe(key, sizeof key);
	return good;
}

bool staff_totp_seal(const struct service_env *env, const uint8_t *secret, uint8_t *out,
                     size_t out_size, size_t *out_len)
{
	char key[256];
	bool good = token_key(env, key) && secret_seal(key, secret, OTP_SECRET, out, out_size, out_len);

	secret_wipe(key, sizeof key);
	return good;
}

bool staff_totp_offer(const struct service_env *env, const struct staff_session *session,
                      uint8_t *secret)
{
	char key[256], text[64 + SHA256_HEX], hex[SHA256_HEX];
	uint8_t mac[SHA256_BYTES];
	int len;

	if (!token_key(env, key))
		return false;
	secret_hex(hex, session->token_hash, STAFF_HASH);
	len = snprintf(text, sizeof text, "staff-totp/%" PRIu64 "/%s", session->staff_id, hex);
	secret_hmac(mac, key, strlen(key), text, (size_t)len);
	memcpy(secret, mac, OTP_SECRET);
	secret_wipe(key, sizeof key);
	secret_wipe(mac, sizeof mac);
	return true;
}

void staff_digits(const char *typed, char out[7])
{
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (*typed < '0' || *typed > '9' || n == OTP_DIGITS) {
			n = 0;
			break;
		}
		out[n++] = *typed;
	}
	out[n == OTP_DIGITS ? n : 0] = '\0';
}

struct code_work {
	const struct service_env *env;
	const struct staff_session *session;
	const char *digits;
	bool enrol;
	bool right;
};

/* The secret the digits are held against, and with it the row is locked. */
static enum db secret_of(struct database *db, const struct code_work *w, uint8_t *secret)
{
	struct staff s;
	enum db got = staff_lock(db, w->env->mem, w->session->staff_id, &s);

	if (got != DB_OK)
		return got;
	/* Somebody enrolled in another window meanwhile: that one counts. */
	if (w->enrol && s.totp.data)
		return DB_NONE;
	if (w->enrol)
		return staff_totp_offer(w->env, w->session, secret) ? DB_OK : DB_FAIL;
	if (!s.totp.data)
		return DB_NONE;
	return staff_totp_open(w->env, &s, secret) ? DB_OK : DB_FAIL;
}

static enum db keep_secret(struct database *db, const struct code_work *w, const uint8_t *secret)
{
	uint8_t sealed[STAFF_TOTP_MAX];
	size_t len = 0;

	if (!staff_totp_seal(w->env, secret, sealed, sizeof sealed, &len))
		return DB_FAIL;
	return staff_put_totp(db, w->session->staff_id, (struct blob){sealed, len}, 0);
}

static enum db judge_code(struct database *db, void *arg)
{
	struct code_work *w = arg;
	uint8_t secret[OTP_SECRET];
	uint64_t id = w->session->staff_id;
	int64_t step = 0;
	enum db got;

	w->right = false;
	got = secret_of(db, w, secret);
	if (got != DB_OK)
		return got;
	if (!otp_right(secret, clock_real(), w->digits, &step))
		return DB_NONE;
	if (w->enrol)
		got = keep_secret(db, w, secret);
	if (got == DB_OK)
		got = staff_take_step(db, id, step); /* DB_NONE: used before */
	if (got == DB_OK)
		got = staff_session_pass(db, w->session->token_hash);
	if (got == DB_OK)
		got = staff_signed_in(db, id, w->env->now);
	if (got == DB_OK && w->enrol)
		got = staff_log(db, id, "enrol", 0, "", "");
	if (got == DB_OK)
		got = staff_log(db, id, "sign_in", 0, "", "");
	w->right = got == DB_OK;
	secret_wipe(secret, sizeof secret);
	return got;
}

/* Only who has the password comes here. Wrong codes are counted by the account,
 * whatever the address: a stranger cannot run the count up. */
static enum staff_outcome judge(const struct service_env *env, const struct staff_session *session,
                                const char *typed, bool enrol)
{
	char digits[OTP_DIGITS + 1];
	struct code_work w = {.env = env, .session = session, .digits = digits, .enrol = enrol};
	struct limit limit;
	int64_t wait = 0;
	enum db got;

	limit_make(&limit, 't', NULL, session->email, 5, 30);
	if (limit_wait(env, &limit, &wait) != DB_OK)
		return STAFF_FAILED;
	if (wait > 0)
		return STAFF_LIMIT;
	staff_digits(typed, digits);
	got = digits[0] ? db_transact(env->db, judge_code, &w) : DB_NONE;
	if (got == DB_NONE)
		return limit_count(env, &limit) == DB_OK ? STAFF_WRONG : STAFF_FAILED;
	if (got == DB_OK)
		got = limit_forget(env, &limit);
	return staff_outcome_of(got);
}

enum staff_outcome staff_code(const struct service_env *env, const struct staff_session *session,
                              const char *digits)
{
	return judge(env, session, digits, false);
}

enum staff_outcome staff_enrol(const struct service_env *env, const struct staff_session *session,
                               const char *digits)
{
	return judge(env, session, digits, true);
}

enum staff_outcome staff_enrolment(const struct service_env *env,
                                   const struct staff_session *session, char secret[64],
                                   char url[256])
{
	uint8_t raw[OTP_SECRET];
	bool good;

	if (session->enrolled)
		return STAFF_EXISTS;
	good = staff_totp_offer(env, session, raw) && otp_text(raw, secret);
	secret_wipe(raw, sizeof raw);
	if (!good)
		return STAFF_FAILED;
	snprintf(url, 256, "otpauth://totp/jifen:%.120s?secret=%s&issuer=jifen", session->email,
	         secret);
	return STAFF_OK;
}
