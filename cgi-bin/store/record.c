#include "store/record.h"

#include "base/mem.h"
#include "store/outbox.h"

#define YEARS 10
static const struct db_sql set_checked = {
	"UPDATE person SET checked_on = ? WHERE member_id = ? AND person_id = ?", "dii", ""};
/* all-members: the nightly job asks by index whose year is over; each year's day and,
 * where it is one, the leap day behind it */
static const struct db_sql unchecked = {
	"SELECT p.member_id, 0 FROM person p FORCE INDEX (checked) JOIN member m"
	" ON m.member_id = p.member_id AND m.state = 'active'"
	" WHERE p.checked_key IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	" AND p.person_id = 1 AND p.state = 'active' AND p.member_id > ?"
	" ORDER BY p.member_id LIMIT 500",
	"dddddddddddddi", "ii"};
/* all-members: who of all has not said so for long; by index, the longest first */
static const struct db_sql stale = {
	"SELECT m.member_no, p.name, p.checked_key FROM person p FORCE INDEX (checked) JOIN member m"
	" ON m.member_id = p.member_id AND m.state = 'active' WHERE p.checked_key < ?"
	" AND p.person_id = 1 AND p.state = 'active' ORDER BY p.checked_key, p.member_id LIMIT ?",
	"di", "ssd"};
#define PAIR "SELECT m.member_no, w.member_no, a.name, b.name, m.joined_on, w.joined_on FROM "
#define BOTH                                                                                 \
	" AND b.member_id > a.member_id STRAIGHT_JOIN member m ON m.member_id = a.member_id"              \
	" AND m.state = 'active' STRAIGHT_JOIN member w ON w.member_id = b.member_id"                     \
	" AND w.state = 'active' ORDER BY a.member_id, b.member_id LIMIT ?"

/* all-members: who of all looks alike is the question; along the index look_alike */
static const struct db_sql same_person = {
	PAIR "(SELECT birthday, name FROM person FORCE INDEX (look_alike)"
	" WHERE birthday IS NOT NULL AND name <> '' AND person_id = 1"
	" GROUP BY birthday, name HAVING COUNT(*) > 1 ORDER BY birthday, name LIMIT 10000) g"
	" STRAIGHT_JOIN person a FORCE INDEX (look_alike) ON a.birthday = g.birthday AND a.name = g.name"
	" AND a.person_id = 1 STRAIGHT_JOIN person b FORCE INDEX (look_alike)"
	" ON b.birthday = g.birthday AND b.name = g.name AND b.person_id = 1" BOTH,
	"i", "ssssdd"};
/* all-members: the same, along the index by_phone */
static const struct db_sql same_phone = {
	PAIR "(SELECT phone FROM person FORCE INDEX (by_phone)"
	" WHERE phone > '' AND person_id = 1 GROUP BY phone HAVING COUNT(*) > 1"
	" ORDER BY phone LIMIT 10000) g"
	" STRAIGHT_JOIN person a FORCE INDEX (by_phone) ON a.phone = g.phone AND a.person_id = 1"
	" STRAIGHT_JOIN person b FORCE INDEX (by_phone) ON b.phone = g.phone AND b.person_id = 1" BOTH,
	"i", "ssssdd"};
/* all-members: of the messages that ended undelivered, by their index */
static const struct db_sql bounced = {
	"SELECT m.member_no, p.name, o.channel, o.address, COALESCE(MAX(o.last_error), ''),"
	" MAX(o.failed_at), COUNT(*) FROM outbox o JOIN person p ON p.member_id = o.member_id"
	" AND p.person_id = o.person_id AND p.state = 'active'"
	" AND (p.email = o.address OR p.phone = o.address)"
	" JOIN member m ON m.member_id = o.member_id AND m.state = 'active' WHERE o.fate = ?"
	" AND NOT EXISTS (SELECT 1 FROM outbox s WHERE s.member_id = o.member_id"
	" AND s.person_id = o.person_id AND s.created_at >= o.created_at"
	" AND s.address = o.address AND s.sent_at IS NOT NULL)"
	" GROUP BY m.member_no, p.name, o.channel, o.address ORDER BY MAX(o.failed_at) DESC,"
	" m.member_no LIMIT ?",
	"si", "sssssti"};

/* The rows of SQL's open query, pairs, all of them. */
static enum db pairs(struct database *db, void *mem, const struct db_sql *sql, int64_t limit,
                     struct record_pair **out, int *n)
{
	enum db got = db_query(db, mem, sql, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct record_pair row;
		char *t[4];

		got = db_next(db, sql, &t[0], &t[1], &t[2], &t[3], &row.first_joined, &row.other_joined);
		if (got != DB_OK)
			break;
		row.first_no = t[0];
		row.other_no = t[1];
		row.first_name = t[2];
		row.other_name = t[3];
		*out = talloc_realloc(mem, *out, struct record_pair, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db record_same_person(struct database *db, void *mem, int64_t limit,
                           struct record_pair **out, int *n)
{
	return pairs(db, mem, &same_person, limit, out, n);
}

enum db record_same_phone(struct database *db, void *mem, int64_t limit,
                          struct record_pair **out, int *n)
{
	return pairs(db, mem, &same_phone, limit, out, n);
}

enum db record_bounced(struct database *db, void *mem, int64_t limit,
                       struct record_bounced **out, int *n)
{
	enum db got = db_query(db, mem, &bounced, FATE_DEAD, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct record_bounced row;
		char *t[5];

		got = db_next(db, &bounced, &t[0], &t[1], &t[2], &t[3], &t[4], &row.failed_at, &row.times);
		if (got != DB_OK)
			break;
		row.member_no = t[0];
		row.name = t[1];
		row.channel = t[2];
		row.address = t[3];
		row.error = t[4];
		*out = talloc_realloc(mem, *out, struct record_bounced, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db record_checked(struct database *db, struct person_id id, int32_t day)
{
	return db_run(db, &set_checked, day, (int64_t)id.member_id, (int64_t)id.person_id);
}

/* The day of DAY in the ten years before it; behind them the leap days of those years
 * where DAY is the last of a February without one: at most three. DAY_NONE elsewhere. */
static void same_days(int32_t day, int32_t out[YEARS + 3])
{
	struct civil date = civil_of(day);
	bool february = date.month == 2 && date.day == 28 && civil_of(day + 1).day == 1;
	int leaps = YEARS;

	for (int i = 0; i < YEARS + 3; i++)
		out[i] = DAY_NONE;
	for (int i = 0; i < YEARS; i++) {
		struct civil then = {date.year - 1 - i, date.month, date.day};

		out[i] = day_from_civil(then);
		if (civil_of(out[i]).month != date.month) /* no leap day that year */
			out[i] = DAY_NONE;
		else if (february && civil_of(out[i] + 1).day == 29 && leaps < YEARS + 3)
			out[leaps++] = out[i] + 1;
	}
}

enum db record_unchecked_on(struct database *db, void *mem, int32_t day, uint64_t after,
                            struct ending **out, int *n)
{
	struct db_value values[YEARS + 4];
	int32_t days[YEARS + 3];
	enum db got;

	same_days(day, days);
	for (int i = 0; i < YEARS + 3; i++)
		values[i] = (struct db_value){.number = days[i]};
	values[YEARS + 3] = (struct db_value){.number = (int64_t)after};
	got = db_query_values(db, mem, &unchecked, values);
	*out = talloc_array(mem, struct ending, ENDING_BATCH);
	*n = 0;
	while (got == DB_OK) {
		int64_t member = 0, none = 0;

		got = db_next(db, &unchecked, &member, &none);
		if (got == DB_OK)
			(*out)[(*n)++] = (struct ending){(uint64_t)member, 0};
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db record_stale(struct database *db, void *mem, int32_t day, int64_t limit,
                     struct record_stale **out, int *n)
{
	enum db got = db_query(db, mem, &stale, day, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct record_stale row;
		char *t[2];

		got = db_next(db, &stale, &t[0], &t[1], &row.checked_on);
		if (got != DB_OK)
			break;
		row.member_no = t[0];
		row.name = t[1];
		*out = talloc_realloc(mem, *out, struct record_stale, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
