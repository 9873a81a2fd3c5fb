#include "store/adviser.h"

#include "base/mem.h"
#include "store/deed_sql.h"

#define OUT "sssdiiiissst"
#define NAMED "SELECT m.member_no, p.name, a.tier, "
/* The account of member m with its holder. */
#define WITH                                                                                 \
	" JOIN person p ON p.member_id = m.member_id AND p.person_id = 1"                        \
	" JOIN account a ON a.member_id = m.member_id"
/* Whose adviser serves; the others have w NULL. */
#define SERVING                                                                              \
	" LEFT JOIN staff w ON w.staff_id = m.adviser_id AND w.state = 'active'"                 \
	" AND w.role IN ('clerk', 'manager')"
#define OWN " WHERE m.adviser_id = ? AND m.state = 'active'"
#define NOBODYS " WHERE w.staff_id IS NULL AND m.state = 'active'"

#define BIRTHDAY "NULL, p.birth_key, 0, 0, 0, '', '', '', NULL"
#define BORN                                                                                 \
	" AND (p.birth_key BETWEEN ? AND ? OR p.birth_key BETWEEN ? AND ?)"                      \
	" ORDER BY p.birth_key < ?, p.birth_key, m.member_id LIMIT ?"

/* all-members: an adviser's, by index */
static const struct db_sql own_birthdays = {
	NAMED BIRTHDAY " FROM member m FORCE INDEX (by_adviser)" WITH OWN BORN, "iiiiiii", OUT};
/* all-members: nobody's, by the index of birthdays */
static const struct db_sql birthdays = {
	NAMED BIRTHDAY " FROM person p FORCE INDEX (birthdays)"
	" STRAIGHT_JOIN member m ON m.member_id = p.member_id JOIN account a"
	" ON a.member_id = m.member_id" SERVING NOBODYS " AND p.person_id = 1" BORN,
	"iiiiii", OUT};

/* By the books, today's too; the roll-up rules most out at once. */
#define LAST                                                                                 \
	"GREATEST(m.joined_on, COALESCE((SELECT MAX(" DEED_DAY ") FROM entry e WHERE e.member_id"  \
	" = m.member_id AND " DEED "), m.joined_on))"
#define SLEEPER LAST " AS last_on, 0, a.available, 0, 0, '', '', '', NULL"
#define ASLEEP                                                                               \
	" AND m.joined_on < ? AND NOT EXISTS (SELECT 1 FROM rollup_active y"                     \
	" WHERE y.member_id = m.member_id AND y.last_day >= ?) AND NOT EXISTS (SELECT 1"         \
	" FROM entry e WHERE e.member_id = m.member_id AND " DEED " AND " DEED_DAY " >= ?)"

/* all-members: an adviser's, by index */
static const struct db_sql own_sleepers = {
	NAMED SLEEPER " FROM member m FORCE INDEX (by_adviser)" WITH OWN ASLEEP
	" ORDER BY last_on, m.member_id LIMIT ?",
	"idddi", OUT};
/* all-members: nobody's, along the key until there are enough */
static const struct db_sql sleepers = {
	NAMED SLEEPER " FROM member m FORCE INDEX (PRIMARY)" WITH SERVING NOBODYS ASLEEP
	" ORDER BY m.member_id LIMIT ?",
	"dddi", OUT};

#define CALL                                                                                 \
	"c.open_due, 0, 0, COALESCE(c.score, 0), 0, COALESCE(c.redemption_no, ''), c.channel,"   \
	" LEFT(c.note, 80), NULL"

/* all-members: an adviser's, by index */
static const struct db_sql own_calls = {
	NAMED CALL " FROM member m FORCE INDEX (by_adviser)" WITH
	" JOIN contact c FORCE INDEX (of_member) ON c.member_id = m.member_id" OWN
	" AND c.open_due <= ? ORDER BY c.open_due, c.contact_id LIMIT ?",
	"idi", OUT};
/* all-members: nobody's, by the index of what is due */
static const struct db_sql calls = {
	NAMED CALL " FROM contact c FORCE INDEX (due) STRAIGHT_JOIN member m"
	" ON m.member_id = c.member_id" WITH SERVING NOBODYS
	" AND c.open_due <= ? ORDER BY c.open_due, c.contact_id LIMIT ?",
	"di", OUT};

#define CASE "NULL, 0, 0, 0, 0, c.case_no, c.kind, c.waiting, c.due_at"

/* all-members: an adviser's, by index */
static const struct db_sql own_cases = {
	NAMED CASE " FROM member m FORCE INDEX (by_adviser)" WITH
	" JOIN service_case c ON c.member_id = m.member_id" OWN
	" AND c.closed_at IS NULL ORDER BY c.due_at, c.case_no LIMIT ?",
	"ii", OUT};
/* all-members: nobody's, of the open ones by the queue's index */
static const struct db_sql cases = {
	NAMED CASE " FROM service_case c FORCE INDEX (queue) STRAIGHT_JOIN member m"
	" ON m.member_id = c.member_id" WITH SERVING NOBODYS
	" AND c.waiting IN ('staff', 'member') ORDER BY c.due_at, c.case_no LIMIT ?",
	"i", OUT};

/* The lowest answer to QUESTIONS of the invitation that a case came from. */
#define LOWEST(questions)                                                                    \
	"COALESCE((SELECT MIN(v.score) FROM survey_invitation i JOIN survey_question q"          \
	" ON q.survey_id = i.survey_id AND " questions " JOIN survey_answer v"                   \
	" ON v.invitation_id = i.invitation_id AND v.code = q.code"                              \
	" WHERE i.invitation_id = CAST(SUBSTRING_INDEX(c.source_ref, ':', -1) AS UNSIGNED)), "
#define ANSWERED                                                                             \
	"DATE(c.opened_at + INTERVAL 8 HOUR), 0, 0, " LOWEST("q.kind = 'nps'") "-1), "           \
	LOWEST("q.driver <> ''") "0), c.case_no, '', '', c.opened_at"
#define LOW " AND c.source = 'survey' AND c.opened_at >= ?"

/* all-members: an adviser's, by index */
static const struct db_sql own_low = {
	NAMED ANSWERED " FROM member m FORCE INDEX (by_adviser)" WITH
	" JOIN service_case c FORCE INDEX (mine) ON c.member_id = m.member_id" OWN LOW
	" ORDER BY c.opened_at DESC, c.case_no LIMIT ?",
	"iti", OUT};
/* all-members: nobody's, by the index of days */
static const struct db_sql low = {
	NAMED ANSWERED " FROM service_case c FORCE INDEX (by_day) STRAIGHT_JOIN member m"
	" ON m.member_id = c.member_id" WITH SERVING NOBODYS LOW
	" ORDER BY c.opened_at DESC, c.case_no LIMIT ?",
	"ti", OUT};

/* all-members: the morning page's figures */
static const struct db_sql count = {
	"SELECT CAST(COALESCE(SUM(w.staff_id = ?), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(w.staff_id IS NULL), 0) AS SIGNED) FROM contact c FORCE INDEX (due)"
	" JOIN member m ON m.member_id = c.member_id AND m.state = 'active'" SERVING
	" WHERE c.open_due <= ?",
	"id", "ii"};

/* The rows of SQL's open query, all of them. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct adviser_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct adviser_row row;
		char *t[6];

		got = db_next(db, sql, &t[0], &t[1], &t[2], &row.day, &row.key, &row.points, &row.score,
		              &row.driver, &t[3], &t[4], &t[5], &row.at);
		if (got != DB_OK)
			break;
		row.member_no = t[0];
		row.name = t[1];
		row.tier = t[2];
		row.ref = t[3];
		row.word = t[4];
		row.text = t[5];
		*out = talloc_realloc(mem, *out, struct adviser_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

static int64_t key_of(int32_t day)
{
	struct civil c = civil_of(day);

	return c.month * 100 + c.day;
}

enum db adviser_birthdays(struct database *db, void *mem, const struct adviser_asked *asked,
                          int32_t from, int32_t until, struct adviser_row **out, int *n)
{
	int64_t a = key_of(from), b = key_of(until), end = a <= b ? b : 1231, more = a <= b ? 0 : b;
	enum db got;

	if (asked->staff_id) {
		got = db_query(db, mem, &own_birthdays, (int64_t)asked->staff_id, a, end, (int64_t)1, more,
		               a, asked->limit);
		return rows(db, mem, &own_birthdays, got, out, n);
	}
	got = db_query(db, mem, &birthdays, a, end, (int64_t)1, more, a, asked->limit);
	return rows(db, mem, &birthdays, got, out, n);
}

enum db adviser_sleepers(struct database *db, void *mem, const struct adviser_asked *asked,
                         int32_t since, struct adviser_row **out, int *n)
{
	if (asked->staff_id)
		return rows(db, mem, &own_sleepers,
		            db_query(db, mem, &own_sleepers, (int64_t)asked->staff_id, since, since,
		                     since, asked->limit),
		            out, n);
	return rows(db, mem, &sleepers,
	            db_query(db, mem, &sleepers, since, since, since, asked->limit), out, n);
}

enum db adviser_calls(struct database *db, void *mem, const struct adviser_asked *asked,
                      int32_t until, struct adviser_row **out, int *n)
{
	if (asked->staff_id)
		return rows(db, mem, &own_calls,
		            db_query(db, mem, &own_calls, (int64_t)asked->staff_id, until, asked->limit),
		            out, n);
	return rows(db, mem, &calls, db_query(db, mem, &calls, until, asked->limit), out, n);
}

enum db adviser_cases(struct database *db, void *mem, const struct adviser_asked *asked,
                      struct adviser_row **out, int *n)
{
	if (asked->staff_id)
		return rows(db, mem, &own_cases,
		            db_query(db, mem, &own_cases, (int64_t)asked->staff_id, asked->limit), out, n);
	return rows(db, mem, &cases, db_query(db, mem, &cases, asked->limit), out, n);
}

enum db adviser_low(struct database *db, void *mem, const struct adviser_asked *asked,
                    int64_t since, struct adviser_row **out, int *n)
{
	if (asked->staff_id)
		return rows(db, mem, &own_low,
		            db_query(db, mem, &own_low, (int64_t)asked->staff_id, since, asked->limit), out,
		            n);
	return rows(db, mem, &low, db_query(db, mem, &low, since, asked->limit), out, n);
}

enum db adviser_calls_count(struct database *db, uint64_t staff_id, int32_t until, int64_t *own,
                            int64_t *nobodys)
{
	return db_one(db, NULL, &count, (int64_t)staff_id, until, own, nobodys);
}
