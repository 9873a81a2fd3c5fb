/* Redeeming with the database accounts of the programs: each may do what its
 * pages need of it, and no more. */
#include "service/redeem_support.h"

#include <fcntl.h>

#include "base/text.h"

/* grants.sql with every marker replaced by "pw-" and the account. */
static void grant(void)
{
	static char raw[65536];
	struct buf b;
	FILE *f = fopen("schema/grants.sql", "r");
	size_t len = f ? fread(raw, 1, sizeof raw - 1, f) : 0;
	const char *p = raw, *mark;
	char *statement;

	assert_true(f && fclose(f) == 0 && len > 0);
	raw[len] = '\0';
	buf_init(&b, test_mem());
	while ((mark = strstr(p, "@PASSWORD_"))) {
		buf_add(&b, p, (size_t)(mark - p));
		buf_str(&b, "pw-");
		p = mark + strlen("@PASSWORD_");
		buf_add(&b, p, strcspn(p, "@"));
		p += strcspn(p, "@") + 1;
	}
	buf_str(&b, p);
	for (const char *rest = b.data; (statement = migrate_next_statement(test_mem(), &rest));)
		assert_int_equal(db_text(db(), statement, NULL), DB_OK);
}

static struct database *as(const char *account)
{
	char path[96], text[64];
	int fd, len;

	snprintf(path, sizeof path, "%s/%s.pw", harness.dir, account);
	len = snprintf(text, sizeof text, "pw-%s\n", account);
	fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	assert_true(fd >= 0 && write(fd, text, (size_t)len) == len);
	close(fd);
	return harness_open(account, "jifen", path);
}

static void code_for(const char *item)
{
	sql("INSERT INTO item_code (item, code, added_at) VALUES ('%s', 'C-%s', '2026-11-22')", item,
	    item);
	sql("UPDATE item_stock SET `left` = 1 WHERE item = '%s'", item);
}

static enum step_outcome step_over(struct database *own, uint64_t m, const char *no,
                                   enum redeem_step step, uint64_t staff)
{
	struct step_asked asked = { .member_id = m, .redemption_no = no, .step = step,
		.reason = "because", .staff_id = staff };
	struct service_env env = env_of(own, test_mem());

	return redemption_step(&env, plans, &asked, NULL);
}

/* Every category, redeemed by the member's program and, where it can be, undone
 * by it; what waits for staff is ended by theirs. */
static void each_program_has_its_account(void **state)
{
	struct database *member = as("jf_member"), *desk = as("jf_admin"), *job = as("jf_job");
	struct service_env env = env_of(member, test_mem());
	uint64_t m = rich_member(90000);
	struct audit *audit = audit_begin(test_mem());

	(void)state;
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		enum item_category category = (enum item_category)i;
		const char *word = item_category_word(category);
		struct item item = plain_item(word, category, 100);
		struct redeem_asked asked = asks(m, word, 1, word);
		struct redeem_answer a, again;

		item.per_member = 5;
		if (category != ITEM_COUPON)
			store_item(&item, 5);
		if (category == ITEM_VIRTUAL || category == ITEM_VOUCHER)
			code_for(word);
		if (category == ITEM_TRIP)
			sql("INSERT INTO item_departure VALUES ('trip', '2026-12-24', 2, 2)");
		asked.departs_on = day("2026-12-24");
		assert_int_equal(redeem_over(member, &asked, &a), REDEEM_OK);
		assert_int_equal(redeem_over(member, &asked, &again), REDEEM_OK);
		assert_string_equal(a.redemption_no, again.redemption_no);
		if (category == ITEM_COUPON)
			assert_int_equal(step_over(member, m, a.redemption_no, STEP_CANCEL, 0),
			                 STEP_OK);
		else if (category == ITEM_GOODS)
			assert_int_equal(step_over(desk, m, a.redemption_no, STEP_SHIP, 7),
			                 STEP_OK);
		if (category == ITEM_GOODS)
			assert_int_equal(redemption_rate(&env, m, a.redemption_no, 2, "好"),
			                 STEP_OK);
		if (category != ITEM_COUPON && category != ITEM_DONATION)
			assert_int_equal(step_over(desk, m, a.redemption_no, STEP_COMPANY, 7),
			                 STEP_OK);
	}
	assert_int_equal(account(m).available, 89900); /* the donation */
	assert_int_equal(audit_member(audit, job, m), DB_OK);
	assert_int_equal(audit_items(audit, job), DB_OK);
	assert_int_equal(audit->n_findings, 0);
	db_close(member);
	db_close(desk);
	db_close(job);
}

static int rights_setup(void **state)
{
	int failed = shop_setup(state);

	grant();
	return failed;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_program_has_its_account) };

	return cmocka_run_group_tests(tests, rights_setup, NULL);
}
