/* SQL text that the files of announcements share. */
#ifndef STORE_ANNOUNCEMENT_SQL_H
#define STORE_ANNOUNCEMENT_SQL_H

#include "store/announcement.h"

#define ANNOUNCEMENT_COLUMNS \
	"n.announcement_id, n.title, n.title_en, n.text, n.text_en, n.link, n.by_banner," \
	" n.by_notice, n.by_mail, n.by_sms, n.kind, n.tiers, n.segment, n.trip, n.trip_days, n.city," \
	" n.interest, n.starts_at, n.ends_at, n.state, n.version, n.staff_id, n.created_at," \
	" n.begun_at, n.ended_at, n.after_member, n.members, n.mails, n.messages"
#define ANNOUNCEMENT_OUT "isssssiiiissssissttsiitttiiii"

/* Whether announcement n is for t on a day (two in-values): t has the columns of
 * audience. Read by the count, each batch and each banner alike. */
#define ANNOUNCEMENT_FITS \
	"((n.kind = '' OR n.kind = t.kind)" \
	" AND (n.tiers = '' OR FIND_IN_SET(t.tier, n.tiers) > 0)" \
	" AND (n.segment = '' OR n.segment = t.segment)" \
	" AND (n.trip = '' OR CASE n.trip" \
	" WHEN 'within' THEN COALESCE(t.last_trip_on >= ? - INTERVAL n.trip_days DAY, 0)" \
	" WHEN 'before' THEN COALESCE(t.last_trip_on < ? - INTERVAL n.trip_days DAY, 0)" \
	" ELSE t.last_trip_on IS NULL END)" \
	" AND (n.city = '' OR LOCATE(n.city, t.place) > 0)" \
	" AND (n.interest = '' OR FIND_IN_SET(n.interest, t.interests) > 0))"

/* Open accounts as they are now, and what the night knew of them. */
#define AUDIENCE_COLUMNS \
	"m.member_id, m.kind, a.tier, COALESCE(u.place, '') AS place," \
	" COALESCE(f.interests, '') AS interests, COALESCE(u.segment, '') AS segment, u.last_trip_on"
#define AUDIENCE_TABLES \
	" FROM member m JOIN account a ON a.member_id = m.member_id" \
	" LEFT JOIN audience u ON u.member_id = m.member_id" \
	" LEFT JOIN preference f ON f.member_id = m.member_id"
/* Whether the holder agreed to offers and has not ended them since. */
#define AUDIENCE_OFFERS \
	"(EXISTS (SELECT 1 FROM consent c WHERE c.member_id = m.member_id AND c.person_id = 1" \
	" AND c.paper = 'marketing' AND c.withdrawn_at IS NULL)" \
	" AND NOT EXISTS (SELECT 1 FROM mail_choice q WHERE q.member_id = m.member_id" \
	" AND q.person_id = 1 AND q.topic = 'campaign' AND q.wanted = 0))"

/* The next row of SQL's query, whose columns are ANNOUNCEMENT_COLUMNS. */
enum db announcement_next(struct database *db, const struct db_sql *sql, struct announcement *a)
	__attribute__((warn_unused_result));
/* The rows of SQL's open query from GOT on: an array of *N on MEM. */
enum db announcement_rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                          struct announcement **out, int *n) __attribute__((warn_unused_result));

#endif
