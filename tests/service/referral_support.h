/* What the tests of referrals share: members who join by a link, trips, and what
 * came of it. */
#ifndef TESTS_SERVICE_REFERRAL_SUPPORT_H
#define TESTS_SERVICE_REFERRAL_SUPPORT_H

#include "service/ledger_support.h"

#include "base/secret.h"
#include "service/member_new.h"
#include "service/referral.h"

static void *mem;
static int serial;

SUPPORT const struct db_sql credited = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM entry WHERE member_id = ?"
	" AND source_kind = 8", "i", "i"};
SUPPORT const struct db_sql notices = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'referral%'", "i", "i"};
SUPPORT const struct db_sql held_rows = {
	"SELECT COUNT(*) FROM referral_effect WHERE member_id = ? AND state = 'held'", "i", "i"};
SUPPORT const struct db_sql refused_rows = {
	"SELECT COUNT(*) FROM referral_effect WHERE member_id = ? AND state = 'refused'", "i", "i"};
SUPPORT const struct db_sql last_why = {
	"SELECT reason, evidence FROM referral_effect WHERE member_id = ? AND reason <> ''"
	" ORDER BY effect_id DESC LIMIT 1", "i", "ss"};
SUPPORT const struct db_sql last_held = {
	"SELECT MAX(effect_id) FROM referral_effect WHERE member_id = ? AND state = 'held'", "i", "i"};
SUPPORT const struct db_sql referrals = {
	"SELECT COUNT(*) FROM referral WHERE referrer_id = ?", "i", "i"};

SUPPORT struct service_env env(void)
{
	char text[256], key[96];
	static struct config *config;
	FILE *file;

	if (!config) {
		snprintf(key, sizeof key, "%s/token.key", harness.dir);
		file = fopen(key, "w");
		assert_non_null(file);
		fputs("0123456789abcdef0123456789abcdef\n", file);
		fclose(file);
		chmod(key, 0600);
		snprintf(text, sizeof text, "Var = %s\nKeys.Token = %s\n", harness.dir, key);
		config = config_parse(text);
		assert_non_null(config);
	}
	return (struct service_env){.db = db(), .config = config, .mem = mem, .now = clock_now(),
	                            .client = NULL};
}

/* Somebody who joins today, with proven addresses, from the network CLIENT. */
struct joining {
	const char *name, *email, *phone, *invited_by, *client;
	int32_t birthday;
};

SUPPORT uint64_t join(struct joining j)
{
	struct service_env e = env();
	struct member_new m = {.name = j.name ? j.name : "林小禾", .email = j.email, .phone = j.phone,
	                       .confirmed = true, .birthday = j.birthday ? j.birthday : DAY_NONE,
	                       .invited_by = j.invited_by, .config = e.config, .client = j.client,
	                       .tier = plans->plans[0]->tiers[0].code, .joined_on = day_of(e.now),
	                       .now = e.now, .terms = true, .privacy = true};

	assert_int_equal(member_create(db(), &m), DB_OK);
	return m.member_id;
}

/* One whose addresses resemble nobody's. */
SUPPORT uint64_t anybody(const char *invited_by, const char *client)
{
	static const char *const names[] = {"maple", "river", "stone", "cloud", "amber", "cedar",
	                                    "delta", "ember", "fjord", "grove", "heath", "inlet"};
	char *email = talloc_asprintf(mem, "%s%c%c@mail%d.example", names[serial % 12],
	                              'a' + serial % 26, 'a' + serial / 26 % 26, serial);
	char *phone = talloc_asprintf(mem, "139%05d%03d", serial * 37 % 99991, serial % 1000);

	serial++;
	return join((struct joining){.email = email, .phone = phone, .invited_by = invited_by,
	                             .client = client});
}

SUPPORT char *number_of(uint64_t member_id)
{
	char *no, *kind;

	assert_int_equal(member_get(db(), mem, member_id, &no, &kind), DB_OK);
	return no;
}

SUPPORT int64_t settle(void)
{
	struct service_env e = env();
	int64_t done = -1;

	assert_int_equal(referral_settle(&e, plans, &done), DB_OK);
	return done;
}

SUPPORT struct order_facts trip(uint64_t member_id, const char *payer)
{
	struct order_facts f = facts_of(member_id, talloc_asprintf(mem, "T-%d", ++serial), 100000,
	                                "2026-11-22T11:00:00+08:00");

	f.payer = payer;
	return f;
}

/* The member's trip, taken at once; its number. */
static const char *travels(uint64_t member_id, const char *payer)
{
	struct order_facts f = trip(member_id, payer);
	struct order_answer answer;

	f.completed = true;
	f.completed_at = f.paid_at;
	assert_int_equal(order_book(db(), plans, mem, &f, NULL, &answer), ORDER_DONE);
	return f.order_no;
}

SUPPORT void why(uint64_t member_id, const char *reason, const char *evidence)
{
	char *is_reason, *is_evidence;

	assert_int_equal(db_one(db(), mem, &last_why, (int64_t)member_id, &is_reason, &is_evidence),
	                 DB_OK);
	assert_string_equal(is_reason, reason);
	assert_non_null(strstr(is_evidence, evidence));
}

SUPPORT enum review_outcome review(uint64_t member_id, bool release)
{
	struct service_env e = env();

	return referral_review(&e, plans, 1, (uint64_t)number(&last_held, member_id), release, "looked");
}

SUPPORT int set_up(void **state)
{
	mem = talloc_new(NULL);
	return ledger_setup(state);
}

SUPPORT int tear_down(void **state)
{
	(void)state;
	talloc_free(mem);
	return 0;
}

#endif
