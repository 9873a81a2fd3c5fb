/* Least privilege: schema/grants.sql as it is, each account tried on every
 * table, and most of all on what nobody may do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>

#include "base/text.h"
#include "store/harness.h"

#define DENIED 1142
#define DENIED_COLUMN 1143

static const char *const accounts[] = { "jf_member", "jf_partner", "jf_admin", "jf_job",
	"jf_schema" };
#define N_ACCOUNTS 5
static struct database *as[N_ACCOUNTS];
enum { MEMBER, PARTNER, ADMIN, JOB, SCHEMA };

static const struct db_sql TABLES = {
	"SELECT table_name FROM information_schema.tables WHERE table_schema = 'jifen'", "", "s" };

/* grants.sql with every marker replaced by "pw-" and the account. */
static char *grants(void *mem)
{
	static char raw[65536];
	struct buf b;
	FILE *f = fopen("schema/grants.sql", "r");
	size_t len = f ? fread(raw, 1, sizeof raw - 1, f) : 0;
	const char *p = raw, *mark;

	if (!f || fclose(f) != 0 || len == 0)
		return NULL;
	raw[len] = '\0';
	buf_init(&b, mem);
	while ((mark = strstr(p, "@PASSWORD_"))) {
		buf_add(&b, p, (size_t)(mark - p));
		buf_str(&b, "pw-");
		p = mark + strlen("@PASSWORD_");
		buf_add(&b, p, strcspn(p, "@"));
		p += strcspn(p, "@") + 1;
	}
	buf_str(&b, p);
	return b.data;
}

static struct database *connect_as(const char *account)
{
	char path[96], text[64];
	int fd, len;

	snprintf(path, sizeof path, "%s/%s.pw", harness.dir, account);
	len = snprintf(text, sizeof text, "pw-%s\n", account);
	fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	if (fd < 0 || write(fd, text, (size_t)len) != len)
		harness_die("no password file");
	close(fd);
	return harness_open(account, "jifen", path);
}

static int set_up(void **state)
{
	struct database *root = test_database();
	void *mem = talloc_new(NULL);
	const char *text = grants(mem);
	char *statement;

	(void)state;
	/* Twice: the file may be run again at any time. */
	for (int i = 0; i < 2; i++)
		for (const char *rest = text; (statement = migrate_next_statement(mem, &rest));)
			if (db_text(root, statement, NULL) != DB_OK)
				return -1;
	talloc_free(mem);
	for (int i = 0; i < N_ACCOUNTS; i++)
		as[i] = connect_as(accounts[i]);
	return 0;
}

static unsigned try(int who, const char *text)
{
	unsigned err = 0;

	(void)!db_text(as[who], text, &err);
	return err;
}

static void assert_denied(int who, const char *text)
{
	unsigned err = try(who, text);

	if (err != DENIED && err != DENIED_COLUMN)
		fail_msg("%s was not denied (%u): %s", accounts[who], err, text);
}

static void assert_allowed(int who, const char *text)
{
	unsigned err = try(who, text);

	if (err != 0)
		fail_msg("%s was refused (%u): %s", accounts[who], err, text);
}

static void nobody_changes_what_is_append_only(void **state)
{
	static const char *const tables[] = { "entry", "allocation", "qualifying", "tier_change" };
	char text[128];

	(void)state;
	for (int who = MEMBER; who <= JOB; who++)
		for (int i = 0; i < 4; i++) {
			const char *column = i == 0 ? "points" : i == 3 ? "tier" : "points";

			snprintf(text, sizeof text, "SELECT * FROM %s LIMIT 0", tables[i]);
			assert_allowed(who, text);
			snprintf(text, sizeof text, "UPDATE %s SET %s = %s WHERE member_id = 0", tables[i], column,
			         column);
			assert_denied(who, text);
			snprintf(text, sizeof text, "DELETE FROM %s WHERE member_id = 0", tables[i]);
			assert_denied(who, text);
			snprintf(text, sizeof text, "REPLACE INTO %s (member_id) VALUES (0)", tables[i]);
			assert_denied(who, text);
		}
}

static void nobody_deletes_books_or_members(void **state)
{
	static const char *const tables[] = { "account", "lot", "debt", "member", "person", "consent",
		"order_head", "order_event", "plan_version", "partner", "import_row", "job_run",
		"schema_migration" };
	char text[128];

	(void)state;
	for (int who = MEMBER; who <= JOB; who++)
		for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
			snprintf(text, sizeof text, "DELETE FROM %s WHERE 1 = 0", tables[i]);
			assert_denied(who, text);
		}
}

static void nobody_but_the_schemas_account_changes_tables(void **state)
{
	void *mem = talloc_new(NULL);
	char *name, text[160];
	int n = 0;

	(void)state;
	assert_int_equal(DB_OK, db_query(test_database(), mem, &TABLES));
	while (db_next(test_database(), &TABLES, &name) == DB_OK) {
		n++;
		for (int who = MEMBER; who <= JOB; who++) {
			snprintf(text, sizeof text, "ALTER TABLE %s ADD COLUMN x INT", name);
			assert_denied(who, text);
			snprintf(text, sizeof text, "DROP TABLE %s", name);
			assert_denied(who, text);
			snprintf(text, sizeof text, "CREATE INDEX x ON %s (x)", name);
			assert_denied(who, text);
		}
	}
	assert_true(n > 20);
	assert_denied(JOB, "CREATE TABLE jifen.x (a INT)");
	assert_allowed(SCHEMA, "CREATE TABLE jifen.x (a INT)");
	assert_allowed(SCHEMA, "ALTER TABLE jifen.x ADD COLUMN b INT");
	assert_allowed(SCHEMA, "DROP TABLE jifen.x");
	talloc_free(mem);
}

static void members_programs_book_no_orders(void **state)
{
	(void)state;
	assert_allowed(MEMBER, "SELECT * FROM order_head LIMIT 0");
	assert_denied(MEMBER, "INSERT INTO order_head (partner, order_no) VALUES ('x', 'y')");
	assert_denied(MEMBER, "UPDATE order_head SET points = points WHERE partner = 'x'");
	assert_denied(MEMBER, "INSERT INTO order_event (partner, order_no, event, happened_at, received_at,"
	                      " content_hash) VALUES ('x', 'y', 'paid', NOW(), NOW(), '')");
	assert_denied(MEMBER, "SELECT * FROM partner_key");
	assert_denied(MEMBER, "SELECT * FROM import_row");
	assert_denied(MEMBER, "SELECT * FROM job_run");
	assert_denied(MEMBER, "UPDATE member SET member_no = 'M1' WHERE member_id = 0");
	assert_denied(MEMBER, "UPDATE member SET joined_on = '2000-01-01' WHERE member_id = 0");
	assert_denied(MEMBER, "UPDATE consent SET given_at = NOW() WHERE member_id = 0");
	assert_allowed(MEMBER, "UPDATE consent SET withdrawn_at = NOW() WHERE member_id = 0");
	assert_allowed(MEMBER, "UPDATE account SET available = available WHERE member_id = 0");
}

static void partners_program_sees_no_credentials_changed(void **state)
{
	(void)state;
	assert_allowed(PARTNER, "SELECT * FROM sign_in_name LIMIT 0");
	assert_denied(PARTNER, "UPDATE person SET password_hash = NULL WHERE member_id = 0");
	assert_denied(PARTNER, "INSERT INTO sign_in_name (name, member_id, person_id) VALUES ('a', 1, 1)");
	assert_denied(PARTNER, "SELECT * FROM session");
	assert_denied(PARTNER, "SELECT * FROM one_time");
	assert_denied(PARTNER, "SELECT * FROM consent");
	assert_denied(PARTNER, "INSERT INTO partner_key (key_name, slot, partner, secret, created_at)"
	                       " VALUES ('x', 1, 'x', 'x', NOW())");
	assert_denied(PARTNER, "INSERT INTO account (member_id) VALUES (0)");
	assert_denied(PARTNER, "UPDATE order_event SET amount_fen = 0 WHERE partner = 'x'");
	assert_denied(PARTNER, "UPDATE order_event SET happened_at = NOW() WHERE partner = 'x'");
	assert_allowed(PARTNER, "UPDATE order_event SET applied = 1 WHERE partner = 'x'");
	assert_allowed(PARTNER, "UPDATE order_head SET points = points WHERE partner = 'x'");
}

static void the_desk_changes_no_credentials_and_no_log(void **state)
{
	(void)state;
	assert_allowed(ADMIN, "SELECT * FROM staff LIMIT 0");
	assert_allowed(ADMIN, "SELECT * FROM staff_action LIMIT 0");
	assert_denied(ADMIN, "UPDATE staff_action SET detail = '' WHERE action_no = 0");
	assert_denied(ADMIN, "DELETE FROM staff_action WHERE action_no = 0");
	assert_denied(ADMIN, "DELETE FROM staff WHERE staff_id = 0");
	assert_denied(ADMIN, "UPDATE person SET password_hash = NULL WHERE member_id = 0");
	assert_denied(ADMIN, "INSERT INTO sign_in_name (name, member_id, person_id) VALUES ('a', 1, 1)");
	assert_denied(ADMIN, "SELECT * FROM session");
	assert_denied(ADMIN, "SELECT * FROM one_time");
	assert_denied(ADMIN, "DELETE FROM redemption WHERE member_id = 0");
	assert_denied(ADMIN, "DELETE FROM item WHERE item = ''");
	assert_denied(ADMIN, "DELETE FROM claim WHERE member_id = 0");
	assert_denied(ADMIN, "DELETE FROM coupon WHERE member_id = 0");
	assert_denied(JOB, "UPDATE staff_action SET detail = '' WHERE action_no = 0");
	assert_denied(JOB, "DELETE FROM staff_action WHERE action_no = 0");
	assert_denied(MEMBER, "SELECT * FROM staff");
	assert_denied(MEMBER, "SELECT * FROM staff_session");
	assert_denied(PARTNER, "SELECT * FROM staff");
	assert_denied(PARTNER, "SELECT * FROM staff_action");
}

/* What redeeming and taking vouchers at the counter needs of the desk, and no more. */
static void the_desk_serves_at_the_counter(void **state)
{
	(void)state;
	assert_allowed(ADMIN, "SELECT member_id, person_id FROM pay_code WHERE code_hash = '' FOR UPDATE");
	assert_allowed(ADMIN, "UPDATE pay_code SET used_at = NULL, used_by = '' WHERE member_id = 0");
	assert_denied(ADMIN, "UPDATE pay_code SET ends_at = '2099-01-01' WHERE member_id = 0");
	assert_denied(ADMIN, "INSERT INTO pay_code (code_hash) VALUES ('')");
	assert_allowed(ADMIN, "INSERT INTO redemption_no (redemption_no, member_id)"
	                      " SELECT redemption_no, member_id FROM redemption_no WHERE 1 = 0");
	assert_denied(ADMIN, "DELETE FROM redemption_no WHERE member_id = 0");
	assert_allowed(ADMIN, "SELECT n.member_id, i.item FROM item i JOIN item_code c ON c.item = i.item"
	                      " JOIN redemption_no n ON n.redemption_no = c.redemption_no LIMIT 0");
	assert_allowed(ADMIN, "SELECT (SELECT COUNT(*) FROM redemption WHERE address = ''), (SELECT COUNT(*)"
	                      " FROM one_time WHERE member_id = 0 AND kind = 'reset'"
	                      " AND used_at >= '2099-01-01')");
	assert_allowed(ADMIN, "UPDATE coupon SET state = 'used', used_by = '' WHERE member_id = 0");
	assert_allowed(ADMIN, "UPDATE guess SET tries = tries + 1 WHERE day = '2000-01-01'");
	assert_allowed(JOB, "SELECT name, state FROM partner WHERE partner = ''");
	assert_allowed(JOB, "INSERT INTO partner (partner, name, state, created_at)"
	                    " SELECT partner, name, state, created_at FROM partner WHERE 1 = 0");
}

static void a_draw_stays_as_it_was_drawn(void **state)
{
	(void)state;
	assert_allowed(MEMBER, "UPDATE draw SET tickets = tickets WHERE draw_id = 0");
	assert_denied(MEMBER, "UPDATE draw SET state = 'drawn' WHERE draw_id = 0");
	assert_denied(MEMBER, "UPDATE draw_winner SET prize_no = 1 WHERE draw_id = 0");
	assert_allowed(MEMBER, "UPDATE draw_winner SET claimed_at = NULL WHERE draw_id = 0");
	assert_allowed(MEMBER, "SELECT email, phone FROM staff LIMIT 0");
	assert_denied(MEMBER, "SELECT password_hash FROM staff");
	for (int who = MEMBER; who <= JOB; who++) {
		assert_denied(who, "UPDATE draw SET seed_hash = '' WHERE draw_id = 0");
		assert_denied(who, "UPDATE draw SET seed_sealed = '' WHERE draw_id = 0");
		assert_denied(who, "UPDATE draw SET salt = '' WHERE draw_id = 0");
		assert_denied(who, "DELETE FROM draw WHERE draw_id = 0");
		assert_denied(who, "UPDATE draw_entry SET points = 0 WHERE member_id = 0");
		assert_denied(who, "UPDATE draw_ticket SET member_id = 0 WHERE draw_id = 0");
		assert_denied(who, "DELETE FROM draw_ticket WHERE draw_id = 0");
		assert_denied(who, "UPDATE draw_reserve SET place = 1 WHERE draw_id = 0");
		assert_denied(who, "DELETE FROM draw_winner WHERE draw_id = 0");
	}
	assert_denied(PARTNER, "SELECT * FROM draw");
}

static void nobody_reaches_beyond_the_portal(void **state)
{
	(void)state;
	for (int who = MEMBER; who <= SCHEMA; who++) {
		assert_denied(who, "SELECT * FROM mysql.global_priv");
		assert_int_not_equal(0, try(who, "SELECT LOAD_FILE('/etc/passwd') INTO OUTFILE '/tmp/x'"));
		assert_int_not_equal(0, try(who, "SET GLOBAL innodb_flush_log_at_trx_commit = 2"));
		assert_int_not_equal(0, try(who, "CREATE USER x"));
		assert_int_not_equal(0, try(who, "GRANT ALL ON jifen.* TO jf_member@localhost"));
		assert_int_not_equal(0, try(who, "CREATE DATABASE elsewhere"));
	}
}

static void every_program_may_start_with_its_grants_only(void **state)
{
	(void)state;
	for (int who = MEMBER; who <= JOB; who++)
		assert_true(db_check(as[who]));
	assert_int_equal(DB_OK, db_text(test_database(),
	                                "REVOKE INSERT ON jifen.entry FROM 'jf_member'@'localhost'", NULL));
	assert_false(db_check(as[MEMBER]));
	assert_int_equal(DB_OK, db_text(test_database(),
	                                "GRANT INSERT ON jifen.entry TO 'jf_member'@'localhost'", NULL));
	assert_true(db_check(as[MEMBER]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_changes_what_is_append_only),
		cmocka_unit_test(nobody_deletes_books_or_members),
		cmocka_unit_test(nobody_but_the_schemas_account_changes_tables),
		cmocka_unit_test(members_programs_book_no_orders),
		cmocka_unit_test(partners_program_sees_no_credentials_changed),
		cmocka_unit_test(the_desk_changes_no_credentials_and_no_log),
		cmocka_unit_test(the_desk_serves_at_the_counter),
		cmocka_unit_test(a_draw_stays_as_it_was_drawn),
		cmocka_unit_test(nobody_reaches_beyond_the_portal),
		cmocka_unit_test(every_program_may_start_with_its_grants_only),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
