#include "store/import.h"

#include <string.h>

#include "base/mem.h"
#include "store/bulk.h" /* for the repetition of markers only */

#define MARKS_64 BULK_TIMES_4(BULK_TIMES_16("?", ", "), ", ")
#define LETTERS_64 BULK_TIMES_4(BULK_TIMES_16("s", ""), "")

static const struct db_sql MEMBERS = {
	"SELECT m.member_no, m.member_id, m.joined_on, m.invited_by, p.name, p.email, p.phone, p.birthday"
	" FROM member m JOIN person p ON p.member_id = m.member_id AND p.person_id = 1"
	" WHERE m.member_no IN (" MARKS_64 ") /* all-members: looked up by number */",
	LETTERS_64, "sidssssd" };
static const struct db_sql IDS = {
	"SELECT member_no, COALESCE(merged_into, member_id) FROM member"
	" WHERE state IN ('active', 'merged') AND member_no IN (" MARKS_64
	") /* all-members: looked up by number */",
	LETTERS_64, "si" };
static const struct db_sql ROW_GET = {
	"SELECT points FROM import_row WHERE member_id = ? AND kind = ? AND item = ?", "iss", "i" };
static const struct db_sql ROW_ADD = {
	"INSERT INTO import_row (member_id, kind, item, points) VALUES (?, ?, ?, ?)", "issi", "" };

/* The list of markers has one length; the last number fills what is left. */
static void fill(struct db_value values[IMPORT_LOOKUP], const char *const *numbers, int n)
{
	memset(values, 0, sizeof *values * IMPORT_LOOKUP);
	for (int i = 0; i < IMPORT_LOOKUP; i++)
		values[i].text = numbers[i < n ? i : n - 1];
}

enum db import_members_by_no(struct database *db, void *mem, const char *const *numbers, int n,
                             struct import_member **out, int *found)
{
	struct db_value values[IMPORT_LOOKUP];
	struct import_member m;
	int64_t id = 0;
	enum db got;

	*out = talloc_zero_array(mem, struct import_member, IMPORT_LOOKUP);
	*found = 0;
	if (n < 1)
		return DB_OK;
	fill(values, numbers, n);
	got = *out ? db_query_values(db, mem, &MEMBERS, values) : DB_FAIL;
	while (got == DB_OK &&
	       (got = db_next(db, &MEMBERS, &m.member_no, &id, &m.joined_on, &m.invited_by, &m.name,
	                      &m.email, &m.phone, &m.birthday)) == DB_OK) {
		m.member_id = (uint64_t)id;
		(*out)[(*found)++] = m;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db import_ids_by_no(struct database *db, const char *const *numbers, int n, uint64_t *ids)
{
	void *mem = talloc_new(NULL);
	struct db_value values[IMPORT_LOOKUP];
	char *number = NULL;
	int64_t id = 0;
	enum db got;

	if (n < 1 || !mem)
		return mem ? DB_OK : DB_FAIL;
	memset(ids, 0, sizeof *ids * (size_t)n);
	fill(values, numbers, n);
	got = db_query_values(db, mem, &IDS, values);
	while (got == DB_OK && (got = db_next(db, &IDS, &number, &id)) == DB_OK)
		for (int i = 0; i < n; i++)
			if (strcmp(numbers[i], number) == 0)
				ids[i] = (uint64_t)id;
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

enum db import_row_get(struct database *db, uint64_t member_id, const char *kind, const char *item,
                       int64_t *points)
{
	return db_one(db, NULL, &ROW_GET, (int64_t)member_id, kind, item, points);
}

enum db import_row_add(struct database *db, uint64_t member_id, const char *kind, const char *item,
                       int64_t points)
{
	return db_run(db, &ROW_ADD, (int64_t)member_id, kind, item, points);
}
