/* What is refused or held with its evidence: the same person, rings of friends, a
 * month's cap. */
#include "service/referral_support.h"

static void oneself_is_refused(void **state)
{
	int32_t born = day("1988-11-02");
	uint64_t me = join((struct joining){.name = "陈思远", .email = "si.yuan@example.com",
	                                    .phone = "13811112222", .birthday = born});
	const char *no = number_of(me);

	(void)state;
	travels(join((struct joining){.email = "siyuan+2@example.com", .phone = "13899990001",
	                              .invited_by = no}), "");
	settle();
	why(me, "self_mail", "");
	travels(join((struct joining){.email = "else@example.net", .phone = "13811112222",
	                              .invited_by = no}), "");
	settle();
	why(me, "self_phone", "");
	travels(join((struct joining){.name = "陈思远", .email = "third@example.org",
	                              .phone = "13877776666", .birthday = born, .invited_by = no}), "");
	settle();
	why(me, "self_person", "");
	travels(join((struct joining){.name = "王小明", .email = "ming@example.cn",
	                              .phone = "13655554444", .invited_by = no}), "陈思远");
	settle();
	why(me, "self_payer", "");
	assert_int_equal(number(&refused_rows, me), 4);
	assert_int_equal(number(&credited, me), 0);
	assert_int_equal(number(&referrals, me), 4);
	prove(me);
}

static void a_friend_who_shares_only_a_name_is_paid(void **state)
{
	uint64_t me = join((struct joining){.name = "王伟", .email = "wei@one.example",
	                                    .phone = "13511110000"});

	(void)state;
	travels(join((struct joining){.name = "王伟", .email = "dawei@two.example",
	                              .phone = "13722229999", .invited_by = number_of(me)}), "王伟");
	settle();
	assert_int_equal(number(&credited, me), 200);
}

static void rings_are_held_with_their_evidence(void **state)
{
	uint64_t me = anybody(NULL, NULL), first = anybody(number_of(me), "203.0.113.9");
	uint64_t second = anybody(number_of(me), "203.0.113.9");
	uint64_t third = anybody(number_of(me), "203.0.113.9");
	uint64_t far = anybody(number_of(me), "198.51.100.7");

	(void)state;
	travels(first, "");
	travels(second, "");
	travels(far, "");
	travels(third, "");
	settle();
	why(me, "network", number_of(first));
	why(me, "network", "count=2");
	assert_int_equal(number(&held_rows, me), 3);
	assert_int_equal(number(&credited, me), 200); /* the one from elsewhere */
	assert_int_equal(review(me, true), REVIEW_OK);
	assert_int_equal(number(&credited, me), 400);
	assert_int_equal(review(me, false), REVIEW_OK);
	assert_int_equal(number(&credited, me), 400);
	assert_int_equal(number(&held_rows, me), 1);
	prove(me);
}

static void made_up_addresses_are_held(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	const char *no = number_of(me);

	(void)state;
	for (int i = 1; i <= 3; i++)
		travels(join((struct joining){.email = talloc_asprintf(mem, "tester%02d@qq.example", i),
		                              .phone = talloc_asprintf(mem, "13%d4%d0%d7777", i, i, i),
		                              .invited_by = no}), "");
	settle();
	why(me, "mail", "count=2");
	travels(join((struct joining){.email = "x@p.example", .phone = "13266660001", .invited_by = no}),
	        "One Payer Ltd");
	travels(join((struct joining){.email = "yy@q.example", .phone = "13955550002", .invited_by = no}),
	        "One Payer Ltd");
	settle();
	why(me, "payer", "count=1");
	travels(join((struct joining){.email = "zz@q.example", .phone = "13955550002", .invited_by = no}),
	        "");
	settle();
	why(me, "phone", "count=1");
	assert_int_equal(number(&credited, me), 0);
	prove(me);
}

static void the_eleventh_of_a_month_waits(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	const char *order = NULL;

	(void)state;
	for (int i = 0; i < 11; i++)
		order = travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(number(&credited, me), 2000);
	why(me, "cap", "cap=10");
	assert_int_equal(number(&held_rows, me), 1);
	assert_int_equal(refund(order, "all", 100000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(number(&held_rows, me), 0); /* gone with its order */
	now_is("2026-12-01T00:00:01+08:00");
	order = travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(number(&credited, me), 2200); /* a new month */
	now_is("2026-11-22T12:00:00+08:00");
	assert_non_null(order);
	prove(me);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(oneself_is_refused),
		cmocka_unit_test(a_friend_who_shares_only_a_name_is_paid),
		cmocka_unit_test(rings_are_held_with_their_evidence),
		cmocka_unit_test(made_up_addresses_are_held),
		cmocka_unit_test(the_eleventh_of_a_month_waits),
	};

	secret_open();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
