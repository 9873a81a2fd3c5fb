/* Imports: every row accounted for, a second run changes nothing, one that was
 * killed is finished by the next, files as people's programs write them. */
#include "job/job_support.h"

#include <iconv.h>

#define MEMBERS 60
#define ORDERS 900

static const struct db_sql PERSON = {
	"SELECT p.name, p.email, p.phone, p.email_confirmed, m.joined_on, m.invited_by, p.password_hash"
	" FROM person p JOIN member m ON m.member_id = p.member_id WHERE m.member_no = ?",
	"s", "sssidss" };
static const struct db_sql LOTS = {
	"SELECT l.points, l.expires_on FROM lot l JOIN member m ON m.member_id = l.member_id"
	" WHERE m.member_no = ? ORDER BY l.seq", "s", "id" };
static const struct db_sql TIER = {
	"SELECT a.tier, a.pin_until FROM account a JOIN member m ON m.member_id = a.member_id"
	" WHERE m.member_no = ?", "s", "sd" };

static void members_come_in_with_their_names(void **state)
{
	char *name, *email, *phone, *invited, *hash;
	int64_t confirmed;
	int32_t joined, day;

	(void)state;
	assert_int_equal(JOB_DONE, import_text(job_import_members, "m.csv", MEMBER_HEADER
	                 "M1000001,罗明飞,+86 139-0000-0001,A@Example.test,1981-10-27,2023-04-29,\n"
	                 "m1000002,刘洋,,,,,M1000001\n"));
	assert_string_equal("created: ", outcome("m.csv", 1));
	assert_int_equal(DB_OK, db_one(job.db, job.mem, &PERSON, "M1000001", &name, &email, &phone,
	                               &confirmed, &joined, &invited, &hash));
	assert_string_equal("罗明飞", name);
	assert_string_equal("a@example.test", email);
	assert_string_equal("13900000001", phone);
	assert_int_equal(1, confirmed);
	assert_null(invited);
	assert_null(hash);
	assert_true(day_parse("2023-04-29", &day));
	assert_int_equal(day, joined);
	assert_int_equal(DB_OK, db_one(job.db, job.mem, &PERSON, "M1000002", &name, &email, &phone,
	                               &confirmed, &joined, &invited, &hash));
	assert_string_equal("M1000001", invited);
	assert_null(email);
	assert_int_equal(day_of(clock_now()), joined);
}

static void member_rows_are_judged_one_by_one(void **state)
{
	static const char file[] = MEMBER_HEADER
		"M1000001,罗明飞,13900000001,a@example.test,1981-10-27,2023-04-29,\n"
		"M1000001,罗明飞,13900000001,a@example.test,1981-10-27,2023-04-29,\n"
		"M1000002,别人,,,,,M1000001\n"
		"X1,名,,,,,\n"
		"M1000003,,,,,,\n"
		"M1000004,名,123,,,,\n"
		"M1000005,名,,nobody,,,\n"
		"M1000006,名,,,1999-02-30,,\n"
		"M1000007,名,,,2999-01-01,,\n"
		"M1000008,名,,,,2026-11-23,\n"
		"M1000009,名,,,,,M1000009\n"
		"M1000010,名,,,,\n"
		"M1000011,名,13900000001,,,,\n"
		"M1000012,=HYPERLINK(),,,,,\n";
	static const char *const want[] = { "same: ", "refused: member_no stands twice in the file",
		"refused: the number exists with other data", "refused: member_no must be M and 7 or more digits",
		"refused: name must have 1 to 80 characters",
		"refused: phone must be a mainland mobile number of 11 digits",
		"refused: email is not an address",
		"refused: birthday must be a day like 1990-12-31, not in the future",
		"refused: birthday must be a day like 1990-12-31, not in the future",
		"refused: joined_on must be a day like 2024-12-31, not in the future",
		"refused: invited_by names the member itself",
		"refused: other number of fields than the header",
		"created: e-mail or phone is another member's: kept, but not for sign-in", "created: " };

	(void)state;
	assert_int_equal(JOB_FINDING, import_text(job_import_members, "m.csv", file));
	for (int i = 0; i < (int)(sizeof want / sizeof *want); i++)
		assert_string_equal(want[i], outcome("m.csv", i + 1));
}

static void a_dry_run_changes_nothing(void **state)
{
	char *before = books(), *path;
	const char *text;

	(void)state;
	text = MEMBER_HEADER "M1500001,名,,,,,\n";
	path = file_of("d.csv", text, strlen(text));
	assert_int_equal(JOB_DONE, run_job(&job, job_import_members, path, "--dry-run", NULL));
	assert_string_equal("created: ", outcome("d.csv", 1));
	assert_string_equal(before, books());
	text = ORDER_HEADER
	       "DRY1,M1000001,domestic,10000,2026-01-01T00:00:00Z,,2026-01-02T00:00:00Z,,\n";
	path = file_of("d.csv", text, strlen(text));
	assert_int_equal(JOB_DONE, run_job(&job, job_import_orders, "--dry-run", path, NULL));
	assert_string_equal("booked: ", outcome("d.csv", 1));
	assert_string_equal(before, books());
	text = BALANCE_HEADER "M1000001,50,,,\n";
	path = file_of("d.csv", text, strlen(text));
	assert_int_equal(JOB_DONE, run_job(&job, job_import_balances, path, "--dry-run", NULL));
	assert_string_equal("booked: ", outcome("d.csv", 1));
	assert_string_equal(before, books());
}

static void order_rows_are_judged_one_by_one(void **state)
{
	static const char file[] = ORDER_HEADER
		"A1,M1000001,domestic,50000,2026-03-10T10:00:00+08:00,2026-03-20,2026-03-20T12:00:00+08:00,,\n"
		"A2,a@EXAMPLE.test,hotel,10050,2026-05-10T10:00:00+08:00,,,,\n"
		"A3,139 0000 0001,ticket,0,2026-05-11T10:00:00+08:00,,,0,2026-05-12T10:00:00+08:00\n"
		"A1,M1000001,domestic,50000,2026-03-10T10:00:00+08:00,,,,\n"
		"A 4,M1000001,domestic,50000,2026-03-10T10:00:00+08:00,,,,\n"
		"A5,M7777777,domestic,50000,2026-03-10T10:00:00+08:00,,,,\n"
		"A6,M1000001,moon,50000,2026-03-10T10:00:00+08:00,,,,\n"
		"A7,M1000001,domestic,-1,2026-03-10T10:00:00+08:00,,,,\n"
		"A8,M1000001,domestic,1000000000001,2026-03-10T10:00:00+08:00,,,,\n"
		"A9,M1000001,domestic,10.5,2026-03-10T10:00:00+08:00,,,,\n"
		"B1,M1000001,domestic,100,2026-03-10 10:00,,,,\n"
		"B2,M1000001,domestic,100,2027-03-10T10:00:00+08:00,,,,\n"
		"B3,M1000001,domestic,100,2026-03-10T10:00:00+08:00,20-3-2026,,,\n"
		"B4,M1000001,domestic,100,2026-03-10T10:00:00+08:00,,,101,2026-04-10T10:00:00+08:00\n"
		"B5,M1000001,domestic,100,2026-03-10T10:00:00+08:00,,,50,\n"
		"B6,M1000001,domestic,100,2026-03-10T10:00:00+08:00,,,,2026-04-10T10:00:00+08:00\n"
		"B7,M1000001,domestic,100,2026-03-10T10:00:00+08:00,,2027-01-01T00:00:00Z,,\n"
		"B8,M1000001,domestic,100\n"
		"B9,M1000001,domestic,30000,2026-06-10T10:00:00+08:00,,2026-06-12T10:00:00+08:00,10000,"
		"2026-06-20T10:00:00+08:00\n";
	static const char *const want[] = { "booked: ", "booked: ", "booked: ",
		"refused: order_no stands twice in the file",
		"refused: order_no must be 1 to 64 of letters, digits, . _ -", "refused: no such member",
		"refused: the plan has no such category",
		"refused: paid_fen must be a whole number of fen, 0 to 1000000000000",
		"refused: paid_fen must be a whole number of fen, 0 to 1000000000000",
		"refused: paid_fen must be a whole number of fen, 0 to 1000000000000",
		"refused: paid_at must be an instant like 2026-10-03T12:00:00+08:00",
		"refused: paid_at lies in the future", "refused: travel_end must be a day like 2026-10-03",
		"refused: refunded_fen is more than was paid", "refused: refunded_at is missing",
		"refused: refunded_fen is missing", "refused: completed_at lies in the future",
		"refused: other number of fields than the header", "booked: " };

	(void)state;
	assert_int_equal(JOB_FINDING, import_text(job_import_orders, "o.csv", file));
	for (int i = 0; i < (int)(sizeof want / sizeof *want); i++)
		assert_string_equal(want[i], outcome("o.csv", i + 1));
	/* A1 and B9 earn and become available, B9 is refunded in part, A2 is pending. */
	assert_non_null(strstr(books(), "M1000001 700 100 0 0 700 standard"));
}

static void later_states_of_an_order_become_events(void **state)
{
	(void)state;
	assert_int_equal(JOB_DONE, import_text(job_import_orders, "o.csv", ORDER_HEADER
	                 "A2,M1000001,hotel,10050,2026-05-10T10:00:00+08:00,,2026-05-20T10:00:00+08:00,,\n"));
	assert_string_equal("changed: ", outcome("o.csv", 1));
	assert_non_null(strstr(books(), "M1000001 800 0 0 0 800 standard"));
	assert_int_equal(JOB_FINDING, import_text(job_import_orders, "o.csv", ORDER_HEADER
	                 "A2,M1000001,hotel,10051,2026-05-10T10:00:00+08:00,,2026-05-20T10:00:00+08:00,,\n"
	                 "A1,M1000001,domestic,50000,2026-03-10T10:00:00+08:00,2026-03-20,"
	                 "2026-03-21T12:00:00+08:00,,\n"));
	assert_string_equal("refused: member, category, paid_fen or paid_at differ from what is booked",
	                    outcome("o.csv", 1));
	assert_string_equal("refused: would change an earlier completed_at or refund",
	                    outcome("o.csv", 2));
	assert_non_null(strstr(books(), "M1000001 800 0 0 0 800 standard"));
}

static void balances_come_in_once(void **state)
{
	static const char file[] = BALANCE_HEADER
		"M1000002,500,2027-01-31,gold,2027-06-30\n"
		"M1000002,200,,,\n"
		"M1000002,200,2026-11-21,,\n"
		"M1000002,-5,2027-02-01,,\n"
		"M1000002,5,2027-02-01,wood,\n"
		"M1000002,5,2027-02-01,,2027-02-01\n"
		"M1000002,0,2027-02-01,,\n"
		"M8888888,5,2027-02-01,,\n";
	static const char *const want[] = { "booked: ", "booked: ",
		"refused: expires_on must be a day like 2027-12-31, not in the past; empty = never",
		"refused: points must be a whole number, 0 or more", "refused: the plan has no such tier",
		"refused: tier_until stands without a tier", "refused: neither points nor a tier",
		"refused: no such member" };
	char *tier, *after;
	int32_t day, wanted;
	int64_t points;

	(void)state;
	assert_int_equal(JOB_FINDING, import_text(job_import_balances, "b.csv", file));
	for (int i = 0; i < (int)(sizeof want / sizeof *want); i++)
		assert_string_equal(want[i], outcome("b.csv", i + 1));
	assert_int_equal(DB_OK, db_query(job.db, job.mem, &LOTS, "M1000002"));
	assert_int_equal(DB_OK, db_next(job.db, &LOTS, &points, &day));
	assert_true(day_parse("2027-01-31", &wanted));
	assert_int_equal(500, points);
	assert_int_equal(wanted, day);
	assert_int_equal(DB_OK, db_next(job.db, &LOTS, &points, &day));
	assert_int_equal(200, points);
	assert_int_equal(DAY_NEVER, day);
	assert_int_equal(DB_NONE, db_next(job.db, &LOTS, &points, &day));
	assert_int_equal(DB_OK, db_one(job.db, job.mem, &TIER, "M1000002", &tier, &day));
	assert_string_equal("gold", tier);
	assert_true(day_parse("2027-06-30", &wanted));
	assert_int_equal(wanted, day);
	after = books();
	assert_int_equal(JOB_FINDING, import_text(job_import_balances, "b.csv", file));
	assert_string_equal("same: ", outcome("b.csv", 1));
	assert_string_equal(after, books());
	assert_int_equal(JOB_FINDING, import_text(job_import_balances, "b.csv", BALANCE_HEADER
	                 "M1000002,501,2027-01-31,,\n"));
	assert_string_equal("refused: other points are booked for this member and expiry day",
	                    outcome("b.csv", 1));
	assert_string_equal(after, books());
}

/* DATA from UTF-8 to GB18030. */
static char *to_gb18030(const char *text, size_t *len)
{
	iconv_t door = iconv_open("GB18030", "UTF-8");
	size_t rest = strlen(text), room = rest * 2, left = room;
	char *out = talloc_size(job.mem, room), *to = out, *from = (char *)(uintptr_t)text;

	assert_true(iconv(door, &from, &rest, &to, &left) != (size_t)-1);
	iconv_close(door);
	*len = room - left;
	return out;
}

static void files_come_in_the_usual_encodings(void **state)
{
	static const char bom[] = "\xEF\xBB\xBF" MEMBER_HEADER "M1200001,欧阳娜娜,,,,,\r\n";
	static const char mixed[] = MEMBER_HEADER "M1200003,坏\xFF\xFE名,,,,,\nM1200004,\"好,\n名\",,,,,\n"
		"M1200005,王芳,,,,,";
	char *name, *email, *phone, *invited, *hash, *gb;
	int64_t confirmed;
	int32_t joined;
	size_t len;

	(void)state;
	assert_int_equal(JOB_DONE, import_text(job_import_members, "e.csv", bom));
	assert_int_equal(DB_OK, db_one(job.db, job.mem, &PERSON, "M1200001", &name, &email, &phone,
	                               &confirmed, &joined, &invited, &hash));
	assert_string_equal("欧阳娜娜", name);
	gb = to_gb18030(MEMBER_HEADER "M1200002,𠮷田龘,,,,,\nM1200006,张三,,,,,\n", &len);
	assert_int_equal(JOB_DONE, run_job(&job, job_import_members, file_of("e.csv", gb, len), NULL));
	assert_int_equal(DB_OK, db_one(job.db, job.mem, &PERSON, "M1200002", &name, &email, &phone,
	                               &confirmed, &joined, &invited, &hash));
	assert_string_equal("𠮷田龘", name);
	assert_int_equal(JOB_FINDING, import_text(job_import_members, "e.csv", mixed));
	assert_string_equal("refused: bytes that are neither UTF-8 nor GB18030", outcome("e.csv", 1));
	assert_string_equal("created: ", outcome("e.csv", 2));
	assert_string_equal("created: ", outcome("e.csv", 3));
}

static void wrong_files_are_refused_whole(void **state)
{
	char *path = file_of("w.csv", "\xFF\xFEm\0", 4);

	(void)state;
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, path, NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, "/nowhere.csv", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, harness.dir, NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, path, "--fast", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, path, "--result", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, path, "--result", path, NULL));
	assert_int_equal('m', read_file(path)[2]);
	path = file_of("w.csv", MEMBER_HEADER "M1200009,早,,,,,\n", strlen(MEMBER_HEADER) + 18);
	assert_int_equal(JOB_USAGE, run_job(&job, job_import_members, path, "--result", "/no/where", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_import_members, path, NULL));
	assert_string_equal("created: ", outcome("w.csv", 1));
	assert_int_equal(JOB_USAGE, import_text(job_import_members, "w.csv", ""));
	assert_int_equal(JOB_USAGE, import_text(job_import_members, "w.csv", "member_no,name\n"));
	assert_int_equal(JOB_USAGE, import_text(job_import_balances, "w.csv",
	                                        "member,points,expires_on,tier,tier_until,more\n"));
	assert_int_equal(JOB_DONE, import_text(job_import_balances, "w.csv",
	                                       "tier_until,tier,expires_on,points,member\n"));
}

/* Orders of many members in all states, the same text every time. */
static char *many_orders(void)
{
	char *text = talloc_strdup(job.mem, ORDER_HEADER);
	uint32_t x = 12345;

	for (int i = 0; i < ORDERS; i++) {
		char paid[INSTANT_TEXT], done[INSTANT_TEXT] = "", back[INSTANT_TEXT] = "", fen[16] = "";
		int64_t at, paid_fen;

		x = x * 1103515245 + 12345;
		paid_fen = x >> 8 & 0x3FFFF;
		at = clock_now() - 800 * 86400LL + (x >> 4) % (700 * 86400);
		if (x % 4 != 0)
			instant_utc(done, at + 5 * 86400);
		if (x % 3 == 0 && paid_fen > 0) {
			instant_local(back, at + 9 * 86400);
			snprintf(fen, sizeof fen, "%lld", (long long)(x % 2 ? paid_fen : paid_fen / 3 + 1));
		}
		text = talloc_asprintf_append_buffer(text, "K%05d,M13%05d,domestic,%lld,%s,,%s,%s,%s\n", i,
		                                     (int)(x >> 10) % MEMBERS, (long long)paid_fen,
		                                     instant_utc(paid, at), done, fen, back);
	}
	return text;
}

static void a_killed_run_is_finished_by_the_next(void **state)
{
	char *members = talloc_strdup(job.mem, MEMBER_HEADER), *orders = many_orders();
	char *path = file_of("k.csv", orders, strlen(orders)), *clean, *after;
	int killed = 0;

	(void)state;
	for (int i = 0; i < MEMBERS; i++)
		members = talloc_asprintf_append_buffer(members, "M13%05d,会员,,,,,\n", i);
	assert_int_equal(JOB_DONE, import_text(job_import_members, "km.csv", members));
	for (int round = 0; round < 12; round++) {
		int status;
		pid_t child = fork();

		if (child == 0) {
			struct job mine = { .config = job.config };

			job_connect(&mine);
			_exit(run_job(&mine, job_import_orders, path, NULL));
		}
		harness_nap(15 + round * 9);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		killed += WIFSIGNALED(status);
	}
	assert_true(killed > 3);
	assert_int_equal(JOB_DONE, run_job(&job, job_import_orders, path, NULL));
	after = books();
	/* The same orders under other members' numbers, booked in one go. */
	members = talloc_strdup(job.mem, MEMBER_HEADER);
	for (int i = 0; i < MEMBERS; i++)
		members = talloc_asprintf_append_buffer(members, "M14%05d,会员,,,,,\n", i);
	assert_int_equal(JOB_DONE, import_text(job_import_members, "km.csv", members));
	for (char *p = orders; (p = strstr(p, "\nK"));) {
		p[1] = 'L';
		p = strstr(p, ",M13");
		p[3] = '4';
	}
	assert_int_equal(JOB_DONE, import_text(job_import_orders, "k2.csv", orders));
	clean = books();
	for (int i = 0; i < MEMBERS; i++) {
		char line[40], *a, *b;

		snprintf(line, sizeof line, "M13%05d ", i);
		a = strstr(after, line);
		line[2] = '4';
		b = strstr(clean, line);
		assert_non_null(a);
		assert_non_null(b);
		assert_memory_equal(a + 9, b + 9, strcspn(a + 9, "\n") + 1);
	}
	after = books();
	assert_int_equal(JOB_DONE, run_job(&job, job_import_orders, path, NULL));
	assert_non_null(strstr(printed(), "900 rows: same 900"));
	assert_string_equal(after, books());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_come_in_with_their_names),
		cmocka_unit_test(member_rows_are_judged_one_by_one),
		cmocka_unit_test(a_dry_run_changes_nothing),
		cmocka_unit_test(order_rows_are_judged_one_by_one),
		cmocka_unit_test(later_states_of_an_order_become_events),
		cmocka_unit_test(balances_come_in_once),
		cmocka_unit_test(files_come_in_the_usual_encodings),
		cmocka_unit_test(wrong_files_are_refused_whole),
		cmocka_unit_test(a_killed_run_is_finished_by_the_next),
	};

	return cmocka_run_group_tests(tests, job_setup, NULL);
}
