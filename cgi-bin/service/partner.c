#include "service/partner.h"

#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "service/staff.h"

#define SECRET_BYTES 32
#define SEALED_MAX 128

struct issue {
	const char *token_key, *name, *title;
	int64_t known_at;  /* rotate: when the secret seen was made; INSTANT_NONE = any */
	uint64_t staff_id; /* 0: the operator's command, which has its own trace */
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

static enum db
note(struct database *db, const struct issue *issue, const char *action)
{
	return issue->staff_id != 0 ? staff_log(db, issue->staff_id, action, 0, issue->name, "") : DB_OK;
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
	enum db got = partner_add(db, issue->name, issue->title, issue->real_now);

	if (got == DB_OK)
		got = partner_key_put(db, issue->name, 1, issue->name, sealed_of(issue), issue->real_now);
	return got == DB_OK ? note(db, issue, "partner_add") : got;
}

static enum db
rotate(struct database *db, void *arg)
{
	const struct issue *issue = arg;
	int64_t newest = 0, made_at;
	enum db got = partner_key_newest(db, issue->name, &newest, &made_at);

	if (got == DB_OK && newest == 0)
		return DB_NONE;
	if (got == DB_OK && issue->known_at != INSTANT_NONE && issue->known_at != made_at)
		return DB_DUP;
	if (got == DB_OK)
		got = partner_key_end(db, issue->name, newest, issue->real_now + PARTNER_OVERLAP_S);
	if (got == DB_OK)
		got = partner_key_put(db, issue->name, newest == 1 ? 2 : 1, issue->name, sealed_of(issue),
		                      issue->real_now);
	return got == DB_OK ? note(db, issue, "partner_rotate") : got;
}

enum db
partner_create(struct database *db, const char *token_key, const char *name,
               char out[PARTNER_SECRET])
{
	return partner_create_by(db, token_key, 0, name, name, out);
}

enum db
partner_create_by(struct database *db, const char *token_key, uint64_t staff_id, const char *name,
                  const char *title, char out[PARTNER_SECRET])
{
	struct issue issue = { .token_key = token_key, .name = name, .title = title,
		                   .staff_id = staff_id, .secret = out };

	return prepare(&issue) ? db_transact(db, create, &issue) : DB_FAIL;
}

enum db
partner_rotate(struct database *db, const char *token_key, const char *name,
               char out[PARTNER_SECRET])
{
	return partner_rotate_by(db, token_key, 0, name, INSTANT_NONE, out);
}

enum db
partner_rotate_by(struct database *db, const char *token_key, uint64_t staff_id, const char *name,
                  int64_t known_at, char out[PARTNER_SECRET])
{
	struct issue issue = { .token_key = token_key, .name = name, .staff_id = staff_id,
		                   .known_at = known_at, .secret = out };

	return prepare(&issue) ? db_transact(db, rotate, &issue) : DB_FAIL;
}

struct blocking {
	uint64_t staff_id;
	const char *name;
	bool blocked;
};

static enum db
block(struct database *db, void *arg)
{
	const struct blocking *b = arg;
	enum db got = partner_put_state(db, b->name, b->blocked ? "blocked" : "active");

	if (got != DB_OK)
		return got;
	return staff_log(db, b->staff_id, b->blocked ? "partner_block" : "partner_open", 0, b->name,
	                 "");
}

enum db
partner_block_by(struct database *db, uint64_t staff_id, const char *name, bool blocked)
{
	struct blocking b = { staff_id, name, blocked };

	return db_transact(db, block, &b);
}

bool
partner_name_ok(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len >= 1 && len <= 32 && name[len] == '\0';
}
