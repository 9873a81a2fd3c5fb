/* What the tests of accounts share: settings with keys and a mail directory of
 * their own, members made by hand, and reading what was sent. */
#ifndef TESTS_SERVICE_ACCOUNTS_H
#define TESTS_SERVICE_ACCOUNTS_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/secret.h"
#include "service/member_new.h"
#include "service/token.h"
#include "store/harness.h"
#include "store/outbox.h"

#define TEST_NOW 1790000000 /* 2026-09-21 */
#define TEST_PASSWORD "three green trains"

HARNESS struct config *accounts_config(void)
{
	char text[1024], key[96];
	FILE *file;
	snprintf(key, sizeof key, "%s/token.key", harness.dir);
	file = fopen(key, "w");
	fputs("0123456789abcdef0123456789abcdef\n", file);
	fclose(file);
	chmod(key, 0600);
	snprintf(text, sizeof text,
	         "Var = %s\nKeys.Token = %s\nBase.Url = http://portal.test\n"
	         "Templates = templates\nMail.From = points@portal.test\nCompany.Name = 途悦\n"
	         "Db.Socket = %s/s\nDb.Name = jifen\nDb.User = root\nDb.PasswordFile = \n",
	         harness.dir, key, harness.dir);
	return config_parse(text);
}

static void *accounts_mem;

HARNESS void accounts_free(void)
{
	talloc_free(accounts_mem);
}

HARNESS struct service_env accounts_env(void)
{
	static struct config *config;
	struct database *db = test_database();
	if (config == NULL) {
		config = accounts_config();
		accounts_mem = talloc_new(NULL);
		atexit(accounts_free);
	}
	return (struct service_env){
		.db = db, .config = config, .mem = accounts_mem, .now = TEST_NOW, .client = "192.0.2.1"};
}

/* One slow hash for all members made by hand. */
HARNESS const char *accounts_hash(void)
{
	static char hash[PASSWORD_HASH_MAX];
	if (hash[0] == '\0')
		assert_true(password_hash(hash, TEST_PASSWORD));
	return hash;
}

HARNESS struct person_id accounts_member(const struct service_env *env, const char *email,
                                         const char *phone, bool confirmed)
{
	struct member_new m = {.name = "林小禾",
	                       .email = email,
	                       .phone = phone,
	                       .confirmed = confirmed,
	                       .birthday = DAY_NONE,
	                       .password_hash = accounts_hash(),
	                       .tier = "standard",
	                       .joined_on = day_of(env->now),
	                       .now = env->now,
	                       .terms = true,
	                       .privacy = true};
	assert_int_equal(member_create(env->db, &m), DB_OK);
	return (struct person_id){m.member_id, PERSON_HOLDER};
}

/* The newest message to ADDRESS; false: none. */
HARNESS bool accounts_last(const struct service_env *env, const char *address,
                           struct outbox_row *out)
{
	static const struct db_sql sql = {
		"SELECT channel, kind, member_id, person_id, issue FROM outbox WHERE address = ?"
		" ORDER BY outbox_id DESC LIMIT 1",
		"s", "ssiii"};
	char *channel, *kind;
	int64_t member, person;
	memset(out, 0, sizeof *out);
	enum db got = db_one(env->db, env->mem, &sql, address, &channel, &kind, &member, &person,
	                     &out->issue);
	out->channel = got == DB_OK ? channel : "";
	out->kind = got == DB_OK ? kind : "";
	out->id = (struct person_id){(uint64_t)member, (uint64_t)person};
	return got == DB_OK;
}

/* The token or code that the newest message to ADDRESS carries. */
HARNESS const char *accounts_token(const struct service_env *env, const char *address)
{
	static char text[TOKEN_TEXT];
	struct outbox_row row;
	assert_true(accounts_last(env, address, &row));
	if (strcmp(row.channel, CHANNEL_SMS) == 0)
		assert_true(token_code(env->config, row.kind, row.id, row.issue, text));
	else
		assert_true(token_text(env->config, row.kind, row.id, row.issue, text));
	return text;
}

HARNESS int64_t accounts_count(const struct service_env *env, const struct db_sql *sql)
{
	int64_t n = -1;
	assert_int_equal(db_one(env->db, env->mem, sql, &n), DB_OK);
	return n;
}

#endif
