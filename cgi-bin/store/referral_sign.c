/* What shows that an invitation was none: read before the books are locked. */
#include "base/mem.h"
#include "store/referral.h"

#define SHOWN 20

static const struct db_sql PEOPLE = {
	"SELECT name, COALESCE(email, ''), COALESCE(phone, ''), birthday FROM person"
	" WHERE member_id = ? ORDER BY person_id LIMIT 20",
	"i", "sssd"
};
static const struct db_sql PAYER = {
	"SELECT payer FROM order_head WHERE partner = ? AND order_no = ?", "ss", "s"
};
static const struct db_sql PAYS = {
	"SELECT 1 FROM order_head WHERE member_id = ? AND payer = ? LIMIT 1", "is", "i"
};
static const struct db_sql NETWORK = {
	"SELECT m.member_no FROM referral f"
	" JOIN referral r ON r.referrer_id = f.referrer_id AND r.network = f.network"
	" JOIN member m ON m.member_id = r.friend_id"
	" WHERE f.friend_id = ? AND f.referrer_id = ? AND r.friend_id <> f.friend_id"
	" AND r.made_at >= ? ORDER BY r.made_at LIMIT 20",
	"iit", "s"
};
static const struct db_sql SAME_PAYER = {
	"SELECT m.member_no FROM referral r JOIN order_head o ON o.member_id = r.friend_id"
	" JOIN member m ON m.member_id = r.friend_id"
	" WHERE r.referrer_id = ? AND r.friend_id <> ? AND o.payer = ?"
	" GROUP BY m.member_no ORDER BY m.member_no LIMIT 20",
	"iis", "s"
};
/* The friend's addresses for goods, with others' of the referrer's circle. */
static const struct db_sql STREET = {
	"SELECT m.member_no FROM address a JOIN referral r ON r.referrer_id = ?"
	" JOIN address b ON b.member_id = r.friend_id AND b.address = a.address"
	" JOIN member m ON m.member_id = r.friend_id"
	" WHERE a.member_id = ? AND r.friend_id <> a.member_id"
	" GROUP BY m.member_no ORDER BY m.member_no LIMIT 20",
	"ii", "s"
};
static const struct db_sql NAMES = {
	"SELECT m.member_no, COALESCE(p.email, ''), COALESCE(p.phone, '') FROM referral r"
	" JOIN person p ON p.member_id = r.friend_id AND p.person_id = 1"
	" JOIN member m ON m.member_id = r.friend_id"
	" WHERE r.referrer_id = ? AND r.friend_id <> ? ORDER BY r.made_at DESC LIMIT 500",
	"ii", "sss"
};

enum db referral_people(struct database *db, void *mem, uint64_t member_id,
                        struct referral_person **out, int *n)
{
	struct referral_person *rows = talloc_zero_array(mem, struct referral_person, SHOWN), row;
	enum db got = rows ? db_query(db, mem, &PEOPLE, (int64_t)member_id) : DB_FAIL;

	*out = rows;
	*n = 0;
	row.member_id = member_id;
	while (got == DB_OK && (got = db_next(db, &PEOPLE, &row.name, &row.email, &row.phone,
	                                      &row.birthday)) == DB_OK)
		if (*n < SHOWN)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db referral_payer(struct database *db, void *mem, const char *partner, const char *order_no,
                       char **payer)
{
	return db_one(db, mem, &PAYER, partner, order_no, payer);
}

enum db referral_pays(struct database *db, uint64_t member_id, const char *payer)
{
	int64_t one;

	return db_one(db, NULL, &PAYS, (int64_t)member_id, payer, &one);
}

/* Up to SHOWN member numbers of an open query. */
static enum db numbers(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                       char ***out, int *n)
{
	char **rows = talloc_zero_array(mem, char *, SHOWN), *row;

	*out = rows;
	*n = 0;
	if (!rows)
		return DB_FAIL;
	while (got == DB_OK && (got = db_next(db, sql, &row)) == DB_OK)
		if (*n < SHOWN)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db referral_same_network(struct database *db, void *mem, uint64_t referrer_id,
                              uint64_t friend_id, int64_t since, char ***out, int *n)
{
	enum db got = db_query(db, mem, &NETWORK, (int64_t)friend_id, (int64_t)referrer_id, since);

	return numbers(db, mem, &NETWORK, got, out, n);
}

enum db referral_same_payer(struct database *db, void *mem, uint64_t referrer_id,
                            uint64_t friend_id, const char *payer, char ***out, int *n)
{
	enum db got = db_query(db, mem, &SAME_PAYER, (int64_t)referrer_id, (int64_t)friend_id, payer);

	return numbers(db, mem, &SAME_PAYER, got, out, n);
}

enum db referral_same_street(struct database *db, void *mem, uint64_t referrer_id,
                             uint64_t friend_id, char ***out, int *n)
{
	enum db got = db_query(db, mem, &STREET, (int64_t)referrer_id, (int64_t)friend_id);

	return numbers(db, mem, &STREET, got, out, n);
}

enum db referral_names(struct database *db, void *mem, uint64_t referrer_id, uint64_t friend_id,
                       struct referral_name **out, int *n)
{
	struct referral_name *rows = talloc_zero_array(mem, struct referral_name, 500), row;
	enum db got = rows ? db_query(db, mem, &NAMES, (int64_t)referrer_id, (int64_t)friend_id) : DB_FAIL;

	*out = rows;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &NAMES, &row.member_no, &row.email, &row.phone)) == DB_OK)
		if (*n < 500)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}
