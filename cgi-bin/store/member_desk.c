#include "store/member_desk.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define FOUND                                                                                \
	"SELECT m.member_id, m.member_no, m.kind, m.state, p.name, COALESCE(p.email, ''),"       \
	" COALESCE(p.phone, ''), a.tier, a.available, m.joined_on FROM person p"                 \
	" JOIN member m ON m.member_id = p.member_id JOIN account a ON a.member_id = m.member_id"
#define FOUND_OUT "isssssssid"

/* all-members: the desk looks for somebody */
static const struct db_sql by_number = {
	FOUND " WHERE m.member_no = ? AND p.person_id = 1", "s", FOUND_OUT};
/* all-members: the same by an address */
static const struct db_sql by_name = {
	FOUND " JOIN sign_in_name s ON s.member_id = p.member_id AND s.person_id = p.person_id"
	      " WHERE s.name = ?",
	"s", FOUND_OUT};
/* all-members: the same by a part of a name, found in the index by_name alone */
static const struct db_sql by_part = {
	FOUND " JOIN (SELECT member_id, person_id FROM person FORCE INDEX (by_name)"
	      " WHERE name LIKE ? ESCAPE '!' ORDER BY name, member_id LIMIT ?) f"
	      " ON f.member_id = p.member_id AND f.person_id = p.person_id"
	      " ORDER BY p.name, p.member_id, p.person_id",
	"si", FOUND_OUT};

static const struct db_sql one = {
	"SELECT m.member_id, COALESCE(m.merged_into, 0), COALESCE(m.adviser_id, 0), m.member_no,"
	" m.kind, m.state, COALESCE(m.invited_by, ''), COALESCE(v.member_no, ''),"
	" COALESCE(s.name, ''), m.joined_on, a.available, a.pending, a.debt, a.held, a.lifetime,"
	" a.tier, a.tier_since, a.good_through, a.pin_until, a.review_notice_on, a.review_on,"
	" a.last_seq FROM member m JOIN account a ON a.member_id = m.member_id"
	" LEFT JOIN member v ON v.member_id = m.merged_into"
	" LEFT JOIN staff s ON s.staff_id = m.adviser_id"
	" WHERE m.member_no = ? /* all-members: by its number */",
	"s", "iiissssssdiiiiistddddi"};
static const struct db_sql people = {
	"SELECT person_id, role, name, COALESCE(email, ''), COALESCE(phone, ''), lang, state,"
	" may_spend, email_confirmed, phone_confirmed, birthday, signed_in_at FROM person"
	" WHERE member_id = ? AND state <> 'removed' ORDER BY person_id LIMIT ?",
	"ii", "issssssiiidt"};
static const struct db_sql lots = {
	"SELECT seq, parent_seq, points, `left`, available_on, expires_on, from_refunded_order"
	" FROM lot WHERE member_id = ? AND is_open = 1 ORDER BY expires_on IS NULL, expires_on, seq"
	" LIMIT ?",
	"ii", "iiiiddi"};

static const struct db_sql seen_entry = {
	"SELECT seq, available_after, pending_after, debt_after FROM entry"
	" WHERE member_id = ? AND posted_at <= ? ORDER BY seq DESC LIMIT 1",
	"it", "iiii"};
static const struct db_sql seen_tier = {
	"SELECT tier, effective_at FROM tier_change FORCE INDEX (PRIMARY)"
	" WHERE member_id = ? AND posted_at <= ?"
	" AND effective_at <= ? ORDER BY effective_at DESC, n DESC LIMIT 1",
	"itt", "st"};
static const struct db_sql seen_counts = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(base_at >= ?, points, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(base_at >= ?, net_fen, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(base_at >= ?, trips, 0)), 0) AS SIGNED) FROM qualifying"
	" WHERE member_id = ? AND happens_at <= ?",
	"tttit", "iiii"};
/* What each lot held behind an entry; a release that came later counts as not
 * there yet. */
static const struct db_sql seen_lots = {
	"SELECT l.seq, l.parent_seq, l.points,"
	" l.points - CAST(COALESCE((SELECT SUM(x.points) FROM allocation x WHERE x.member_id ="
	" l.member_id AND x.lot_seq = l.seq AND x.at_seq <= ?), 0) AS SIGNED),"
	" l.available_on, l.expires_on, EXISTS (SELECT 1 FROM entry r WHERE r.member_id ="
	" l.member_id AND r.kind = 2 AND r.seq > ? AND ((r.source_kind = 4 AND r.source_id ="
	" CAST(l.seq AS CHAR CHARACTER SET ascii)) OR (r.source_kind = e.source_kind"
	" AND r.source_id = e.source_id)))"
	" FROM lot l JOIN entry e ON e.member_id = l.member_id AND e.seq = l.seq"
	" WHERE l.member_id = ? AND l.seq <= ?",
	"iiii", "iiiiddi"};

/* PART as a pattern that finds it anywhere in a name. */
static char *pattern_of(void *mem, const char *part)
{
	struct buf b;

	buf_init(&b, mem);
	buf_str(&b, "%");
	for (const char *p = part; *p; p++) {
		if (strchr("%_!", *p))
			buf_str(&b, "!");
		buf_printf(&b, "%c", *p);
	}
	buf_str(&b, "%");
	return b.data;
}

enum db desk_search(struct database *db, void *mem, const char *number, const char *name,
                    const char *part, struct desk_found **out, int *n)
{
	const struct db_sql *sql = number ? &by_number : name ? &by_name : &by_part;
	enum db got;

	*out = NULL;
	*n = 0;
	if (sql == &by_part)
		got = db_query(db, mem, sql, pattern_of(mem, part ? part : ""), (int64_t)DESK_FOUND);
	else
		got = db_query(db, mem, sql, number ? number : name);
	while (got == DB_OK) {
		struct desk_found f;
		int64_t id;
		char *t[7];

		got = db_next(db, sql, &id, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6],
		              &f.available, &f.joined_on);
		if (got != DB_OK)
			break;
		f.member_id = (uint64_t)id;
		f.member_no = t[0];
		f.kind = t[1];
		f.state = t[2];
		f.name = t[3];
		f.email = t[4];
		f.phone = t[5];
		f.tier = t[6];
		*out = talloc_realloc(mem, *out, struct desk_found, (unsigned)*n + 1);
		(*out)[(*n)++] = f;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db desk_member(struct database *db, void *mem, const char *member_no,
                    struct desk_member *out)
{
	struct ledger *a = &out->figures;
	int64_t id, into, adviser;
	char *t[6], *tier;
	enum db got;

	*out = (struct desk_member){.member_id = 0};
	got = db_one(db, mem, &one, member_no, &id, &into, &adviser, &t[0], &t[1], &t[2], &t[3],
	             &t[4], &t[5], &out->joined_on, &a->available, &a->pending, &a->debt, &a->held,
	             &a->lifetime, &tier, &a->tier_since, &a->good_through, &a->pin_until,
	             &a->review_notice_on, &out->review_on, &a->last_seq);
	if (got != DB_OK)
		return got;
	out->member_id = a->member_id = (uint64_t)id;
	out->merged_into = (uint64_t)into;
	out->adviser_id = (uint64_t)adviser;
	out->member_no = t[0];
	out->kind = t[1];
	out->state = t[2];
	out->invited_by = t[3];
	out->survivor_no = t[4];
	out->adviser = t[5];
	snprintf(a->tier, sizeof a->tier, "%s", tier);
	return DB_OK;
}

enum db desk_people(struct database *db, void *mem, uint64_t member_id,
                    struct desk_person **out, int *n)
{
	enum db got = db_query(db, mem, &people, (int64_t)member_id, (int64_t)DESK_PEOPLE);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct desk_person p;
		int64_t id, may, email, phone;
		char *t[6];

		got = db_next(db, &people, &id, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &may, &email,
		              &phone, &p.birthday, &p.signed_in_at);
		if (got != DB_OK)
			break;
		p.person_id = (uint64_t)id;
		p.role = t[0];
		p.name = t[1];
		p.email = t[2];
		p.phone = t[3];
		p.lang = t[4];
		p.state = t[5];
		p.may_spend = may != 0;
		p.email_confirmed = email != 0;
		p.phone_confirmed = phone != 0;
		*out = talloc_realloc(mem, *out, struct desk_person, (unsigned)*n + 1);
		(*out)[(*n)++] = p;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The rows of the open query SQL, of lots, into an array of *N on MEM. */
static enum db lot_rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                        struct ledger_lot **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct ledger_lot lot = {0};
		int64_t mark = 0;

		got = db_next(db, sql, &lot.seq, &lot.parent_seq, &lot.points, &lot.left,
		              &lot.available_on, &lot.expires_on, &mark);
		if (got != DB_OK)
			break;
		lot.from_refunded_order = sql == &lots && mark != 0;
		if (sql == &seen_lots && mark != 0)
			lot.available_on = lot.expires_on = DAY_NONE;
		if (lot.left <= 0)
			continue;
		*out = talloc_realloc(mem, *out, struct ledger_lot, (unsigned)*n + 1);
		(*out)[(*n)++] = lot;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db desk_lots(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                  struct ledger_lot **out, int *n)
{
	return lot_rows(db, mem, &lots, db_query(db, mem, &lots, (int64_t)member_id, limit), out, n);
}

enum db desk_seen(struct database *db, void *mem, uint64_t member_id, int64_t at,
                  int64_t window_from, struct desk_seen *out)
{
	int64_t member = (int64_t)member_id;
	enum db got;

	*out = (struct desk_seen){.tier = NULL};
	got = db_one(db, NULL, &seen_entry, member, at, &out->seq, &out->available, &out->pending,
	             &out->debt);
	if (got == DB_OK || got == DB_NONE)
		got = db_one(db, mem, &seen_tier, member, at, at, &out->tier, &out->tier_since);
	if (got == DB_OK || got == DB_NONE)
		got = db_one(db, NULL, &seen_counts, window_from, window_from, window_from, member, at,
		             &out->lifetime, &out->window.points, &out->window.net_fen,
		             &out->window.trips);
	return got;
}

enum db desk_seen_lots(struct database *db, uint64_t member_id, int64_t seq,
                       struct ledger *ledger)
{
	enum db got =
		db_query(db, ledger, &seen_lots, seq, seq, (int64_t)member_id, seq);

	return lot_rows(db, ledger, &seen_lots, got, &ledger->lots, &ledger->n_lots);
}
