/* The contact log: noted once a form, called back once, what a low rating opens, where
 * it goes with a merge and a deletion. */
#include "service/redeem_support.h"

#include "service/contact.h"
#include "service/erase.h"
#include "service/merge.h"

static const struct db_sql contacts_of = {
	"SELECT COUNT(*) FROM contact WHERE member_id = ?", "i", "i"};
static const struct db_sql open_of = {
	"SELECT COUNT(*) FROM contact WHERE member_id = ? AND open_due IS NOT NULL", "i", "i"};
static const struct db_sql logged_of = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ? AND action LIKE 'contact%'", "i", "i"};
static const struct db_sql told_of = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ? AND (subject LIKE '%雪山%'"
	" OR detail LIKE '%雪山%')", "i", "i"};

#define TODAY day_of(at("2026-11-23T10:00:00+08:00"))

static struct service_env env_now(void)
{
	struct service_env env = env_of(db(), test_mem());

	env.now = at("2026-11-23T10:00:00+08:00");
	env.client = "10.0.0.1";
	return env;
}

static enum contact_outcome notes(uint64_t m, const char *note, int32_t due, const char *form)
{
	struct service_env env = env_now();
	const struct contact what = {.member_id = m, .staff_id = 1, .channel = "phone", .note = note,
	                             .day = TODAY, .due_on = due, .made_at = env.now};

	return contact_note(&env, &what, form);
}

static struct contact *listed(uint64_t m, int *n)
{
	struct contact *list;

	assert_int_equal(contact_list(db(), test_mem(), m, 50, &list, n), DB_OK);
	return list;
}

static void noted_once_a_form(void **state)
{
	uint64_t m = rich_member(0);
	struct contact *list;
	int n;

	(void)state;
	assert_int_equal(notes(m, "想看雪山", DAY_NONE, "form-00000000000000c1"), CONTACT_OK);
	assert_int_equal(notes(m, "想看雪山", DAY_NONE, "form-00000000000000c1"), CONTACT_OK);
	assert_int_equal(number(&contacts_of, m), 1);
	assert_int_equal(number(&logged_of, m), 1);
	assert_int_equal(number(&told_of, m), 0); /* the note stands in the contact alone */
	assert_int_equal(notes(m, "等回信", TODAY + 9, "form-00000000000000c2"), CONTACT_OK);
	assert_int_equal(notes(m, "下周出发", TODAY + 2, "form-00000000000000c3"), CONTACT_OK);
	assert_int_equal(notes(m, "随便聊聊", DAY_NONE, ""), CONTACT_OK);
	list = listed(m, &n);
	assert_int_equal(n, 4);
	assert_string_equal(list[0].note, "下周出发");
	assert_int_equal(list[0].due_on, TODAY + 2);
	assert_string_equal(list[1].note, "等回信");
	assert_string_equal(list[2].note, "随便聊聊");
	assert_string_equal(list[3].channel, "phone");
}

static void called_back_once(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0), first;
	struct service_env env = env_now();
	struct contact *list;
	int n;

	(void)state;
	assert_int_equal(notes(m, "等回信", TODAY + 9, ""), CONTACT_OK);
	first = listed(m, &n)[0].contact_id;
	assert_int_equal(contact_called(&env, 2, other, first), CONTACT_UNKNOWN);
	assert_int_equal(contact_called(&env, 2, m, first), CONTACT_OK);
	assert_int_equal(contact_called(&env, 2, m, first), CONTACT_DONE);
	list = listed(m, &n);
	assert_int_equal(list[0].done_at, env.now);
	assert_int_equal(number(&open_of, m), 0);
	assert_int_equal(number(&logged_of, m), 2);
	assert_int_equal(notes(m, "只是聊聊", DAY_NONE, ""), CONTACT_OK);
	for (int i = 0; i < 2; i++)
		if (listed(m, &n)[i].due_on == DAY_NONE)
			assert_int_equal(contact_called(&env, 2, m, listed(m, &n)[i].contact_id),
			                 CONTACT_DONE);
}

static void a_merge_takes_them_along_and_back(void **state)
{
	uint64_t from = rich_member(0), into = rich_member(0), id;
	struct service_env env = env_now();
	char merge_no[MERGE_NO];
	int n;

	(void)state;
	assert_int_equal(notes(from, "旧卡", TODAY + 1, ""), CONTACT_OK);
	assert_int_equal(notes(into, "新卡", DAY_NONE, ""), CONTACT_OK);
	id = listed(from, &n)[0].contact_id;
	assert_int_equal(merge_make(&env, plans, 1, from, into, "twice", merge_no), MERGE_DONE);
	assert_int_equal(number(&contacts_of, from), 0);
	assert_int_equal(number(&contacts_of, into), 2);
	assert_int_equal(notes(from, "x", DAY_NONE, ""), CONTACT_GONE);
	assert_int_equal(contact_called(&env, 1, into, id), CONTACT_OK);
	assert_int_equal(merge_undo(&env, plans, 1, merge_no), MERGE_DONE);
	assert_int_equal(number(&contacts_of, from), 1);
	assert_int_equal(number(&contacts_of, into), 1);
	assert_int_equal(number(&open_of, from), 0);
}

static void it_goes_with_the_account(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	struct service_env env = env_now();
	struct person person;
	int64_t wiped = 0;

	(void)state;
	assert_int_equal(notes(m, "想看雪山", TODAY + 1, ""), CONTACT_OK);
	assert_int_equal(notes(other, "想看海", TODAY + 1, ""), CONTACT_OK);
	assert_int_equal(person_get(db(), test_mem(), (struct person_id){m, PERSON_HOLDER}, &person),
	                 DB_OK);
	assert_int_equal(erase_account(&env, plans, &person), ERASE_DONE);
	assert_int_equal(notes(m, "x", DAY_NONE, ""), CONTACT_GONE);
	assert_int_equal(erase_settle(&env, plans, &wiped), DB_OK);
	assert_int_equal(number(&contacts_of, m), 0);
	assert_int_equal(number(&contacts_of, other), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(noted_once_a_form),
		cmocka_unit_test(called_back_once),
		cmocka_unit_test(a_merge_takes_them_along_and_back),
		cmocka_unit_test(it_goes_with_the_account),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
