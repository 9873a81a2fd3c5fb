#include "service/partner.h"

#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

#define SECRET_BYTES 32
#define SEALED_MAX 128

struct issue {
	const char *token_key, *name;
	char *secret;
	uint8_t sealed[SEALED_MAX];
	size_t sealed_len;
	int64_t real_now;
};

/* A fresh secret as printed, and its sealed form. Keys live by real time. */
static bool
prepare(struct issue *issue)
{
	uint8_t bytes[SECRET_BYTES];

	secret_random(bytes, sizeof(bytes));
	secret_base64url(issue->secret, PARTNER_SECRET, bytes, sizeof(bytes));
	secret_wipe(bytes, sizeof(bytes));
	issue->real_now = clock_real();
	return secret_seal(issue->token_key, issue->secret, strlen(issue->secret), issue->sealed,
	                   sizeof(issue->sealed), &issue->sealed_len);
}

static struct blob
sealed_of(const struct issue *issue)
{
	return (struct blob){ issue->sealed, issue->sealed_len };
}

static enum db
create(struct database *db, void *arg)
{
	const struct issue *issue = arg;
	enum db got = partner_add(db, issue->name, issue->name, issue->real_now);

	if (got != DB_OK)
		return got;
	return partner_key_put(db, issue->name, 1, issue->name, sealed_of(issue), issue->real_now);
}

static enum db
rotate(struct database *db, void *arg)
{
	const struct issue *issue = arg;
	int64_t newest = 0;
	enum db got = partner_key_newest(db, issue->name, &newest);

	if (got == DB_OK && newest == 0)
		return DB_NONE;
	if (got == DB_OK)
		got = partner_key_end(db, issue->name, newest, issue->real_now + PARTNER_OVERLAP_S);
	if (got != DB_OK)
		return got;
	return partner_key_put(db, issue->name, newest == 1 ? 2 : 1, issue->name, sealed_of(issue),
	                       issue->real_now);
}

enum db
partner_create(struct database *db, const char *token_key, const char *name,
               char out[PARTNER_SECRET])
{
	struct issue issue = { .token_key = token_key, .name = name, .secret = out };

	return prepare(&issue) ? db_transact(db, create, &issue) : DB_FAIL;
}

enum db
partner_rotate(struct database *db, const char *token_key, const char *name,
               char out[PARTNER_SECRET])
{
	struct issue issue = { .token_key = token_key, .name = name, .secret = out };

	return prepare(&issue) ? db_transact(db, rotate, &issue) : DB_FAIL;
}
