#include "store/erase.h"

#include "base/mem.h"

/* Redemptions that are not over, and prizes that are not. */
#define UNDER_WAY "state IN ('placed', 'approved', 'shipped', 'issued')"

static const struct db_sql lost = {
	"SELECT (SELECT COUNT(*) FROM coupon c WHERE c.member_id = m.member_id AND c.state = 'issued'),"
	" (SELECT COUNT(*) FROM redemption r WHERE r.member_id = m.member_id AND r." UNDER_WAY
	" AND r.category NOT IN ('coupon', 'voucher', 'donation')),"
	" (SELECT COALESCE(CAST(SUM(e.tickets) AS SIGNED), 0) FROM draw_entry e JOIN draw d"
	" ON d.draw_id = e.draw_id AND d.drawn_at IS NULL AND d.cancelled_at IS NULL"
	" WHERE e.member_id = m.member_id),"
	" (SELECT COUNT(*) FROM draw_winner w WHERE w.member_id = m.member_id"
	" AND w.state IN ('won', 'claimed')),"
	" (SELECT COUNT(*) FROM service_case s WHERE s.member_id = m.member_id AND s.closed_at IS NULL),"
	" (SELECT COUNT(*) FROM person p WHERE p.member_id = m.member_id AND p.state <> 'removed'"
	" AND p.person_id <> 1),"
	" (SELECT COUNT(*) FROM draw_winner w WHERE w.member_id = m.member_id),"
	" (SELECT CAST(COALESCE(SUM(g.seats), 0) AS SIGNED) FROM event_signup g JOIN member_event v"
	" ON v.event_no = g.event_no AND v.starts_at > ? WHERE g.member_id = m.member_id"
	" AND g.state IN ('going', 'waiting')) FROM member m WHERE m.member_id = ?",
	"ti", "iiiiiiii"
};

enum db erase_lost(struct database *db, uint64_t member_id, int64_t now, struct erase_lost *out)
{
	int64_t wins = 0;
	enum db got = db_one(db, NULL, &lost, now, (int64_t)member_id, &out->coupons, &out->redemptions,
	                     &out->tickets, &out->prizes, &out->cases, &out->people, &wins,
	                     &out->seats);

	out->has_wins = wins > 0;
	return got;
}

/* all-members: of the account and of those that were merged into it */
static const struct db_sql seats = {
	"SELECT s.member_id, s.event_no FROM member m JOIN event_signup s ON s.member_id = m.member_id"
	" AND s.state IN ('going', 'waiting') WHERE m.member_id = ? OR m.merged_into = ?", "ii", "ii"
};

enum db erase_seats(struct database *db, void *mem, uint64_t member_id, struct erase_seat **out,
                    int *n)
{
	int64_t id = 0, event_no = 0;
	enum db got = db_query(db, mem, &seats, (int64_t)member_id, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &seats, &id, &event_no)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct erase_seat, (unsigned)*n + 1);
		(*out)[(*n)++] = (struct erase_seat){(uint64_t)id, event_no};
	}
	return got == DB_NONE ? DB_OK : got;
}

/* all-members: as above */
static const struct db_sql held = {
	"SELECT h.partner, h.order_no FROM member m JOIN order_head h ON h.member_id = m.member_id"
	" AND h.held > 0 WHERE m.member_id = ? OR m.merged_into = ?", "ii", "ss"
};

enum db erase_held_of(struct database *db, void *mem, uint64_t member_id, struct erase_held **out,
                      int *n)
{
	struct erase_held row;
	enum db got = db_query(db, mem, &held, (int64_t)member_id, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &held, &row.partner, &row.order_no)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct erase_held, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* ---- closing */

static const struct db_sql add = {
	"INSERT INTO erasure (member_id, person_id, points, asked_at) VALUES (?, ?, ?, ?)", "iiit", ""
};
static const struct db_sql close_account = {
	"UPDATE member SET state = 'erased' WHERE member_id = ?", "i", ""
};
static const struct db_sql end_coupons = {
	"UPDATE coupon SET state = 'cancelled' WHERE member_id = ? AND state = 'issued'", "i", ""
};
/* what was booked stays until the trip is over */
static const struct db_sql end_custom = {
	"UPDATE custom_trip SET state = 'withdrawn', waiting = 'none', due_at = ?, closed_at = ?"
	" WHERE member_id = ? AND state IN ('asked', 'proposed')", "tti", ""
};
/* what they brought is gone from the galleries at once */
static const struct db_sql end_entries = {
	"UPDATE gallery_entry SET state = 'withdrawn' WHERE member_id = ? AND (person_id = ? OR ? = 0)",
	"iii", ""
};
static const struct db_sql end_codes = {
	"UPDATE pay_code SET ends_at = ? WHERE member_id = ? AND ends_at > ?", "tit", ""
};
/* The names lead nowhere: the same e-mail may join anew at once. */
static const struct db_sql end_names = {
	"DELETE FROM sign_in_name WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""
};
static const struct db_sql end_sessions = {
	"DELETE FROM session WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""
};
static const struct db_sql end_links = {
	"DELETE FROM one_time WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""
};
static const struct db_sql end_people = {
	"UPDATE person SET state = 'removed' WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""
};

enum db erase_close(struct database *db, struct person_id id, int64_t points, int64_t now)
{
	int64_t member = (int64_t)id.member_id;
	enum db got = db_run(db, &add, member, (int64_t)id.person_id, points, now);

	if (got == DB_OK && id.person_id == 0)
		got = db_run(db, &close_account, member);
	return got;
}

enum db erase_end(struct database *db, struct person_id id, int64_t now)
{
	static const struct db_sql *const ends[] = {&end_names, &end_sessions, &end_links, &end_people,
	                                            &end_entries,
	                                            NULL};
	int64_t member = (int64_t)id.member_id, person = (int64_t)id.person_id;
	enum db got = DB_OK;

	if (person == 0)
		got = db_run(db, &end_coupons, member);
	if (got == DB_OK && person == 0)
		got = db_run(db, &end_codes, now, member, now);
	if (got == DB_OK && person == 0)
		got = db_run(db, &end_custom, now, now, member);
	for (int i = 0; got == DB_OK && ends[i]; i++)
		got = db_run(db, ends[i], member, person, person);
	return got;
}

/* ---- wiping */

/* all-members: whose turn it is is the question */
static const struct db_sql due = {
	"SELECT member_id, person_id FROM erasure WHERE wiped_at IS NULL"
	" UNION ALL SELECT member_id, person_id FROM erasure"
	" WHERE wiped_at IS NOT NULL AND rest_on <= ? LIMIT 500",
	"d", "ii"
};

enum db erase_due(struct database *db, void *mem, int32_t day, struct person_id **out, int *n)
{
	struct person_id id;
	int64_t member = 0, person = 0;
	enum db got = db_query(db, mem, &due, day);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &due, &member, &person)) == DB_OK) {
		id = (struct person_id){.member_id = (uint64_t)member, .person_id = (uint64_t)person};
		*out = talloc_realloc(mem, *out, struct person_id, (unsigned)*n + 1);
		(*out)[(*n)++] = id;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* Of one person, or of all in the account (person 0). */
static const struct db_sql of_person[] = {
	/* the newsletter of a proven address; member 0 = its readers */
	{"DELETE c FROM mail_choice c JOIN newsletter_reader n ON n.reader_id = c.person_id"
	 " JOIN person p ON p.email = n.email AND p.email_confirmed = 1 WHERE c.member_id = 0"
	 " AND p.member_id = ? AND (p.person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE n FROM newsletter_reader n JOIN person p ON p.email = n.email"
	 " AND p.email_confirmed = 1 WHERE p.member_id = ? AND (p.person_id = ? OR ? = 0)", "iii", ""},
	{"UPDATE person SET name = '', email = NULL, email_confirmed = 0, phone = NULL,"
	 " phone_confirmed = 0, birthday = NULL, guardian = NULL, password_hash = NULL,"
	 " state = 'removed' WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM sign_in_name WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM session WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM one_time WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM mail_choice WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM wechat WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"DELETE FROM gallery_entry WHERE member_id = ? AND (person_id = ? OR ? = 0)", "iii", ""},
	{"UPDATE outbox SET address = '', last_error = NULL WHERE member_id = ?"
	 " AND (person_id = ? OR ? = 0) AND (sent_at IS NOT NULL OR failed_at IS NOT NULL)", "iii", ""},
	{"DELETE FROM outbox WHERE member_id = ? AND (person_id = ? OR ? = 0) AND sent_at IS NULL"
	 " AND failed_at IS NULL AND kind <> 'erased'", "iii", ""},
};
/* Of the account. */
static const struct db_sql of_account[] = {
	{"DELETE FROM address WHERE member_id = ?", "i", ""},
	{"DELETE FROM wish WHERE member_id = ?", "i", ""},
	{"DELETE FROM preference WHERE member_id = ?", "i", ""},
	{"DELETE FROM notice WHERE member_id = ?", "i", ""},
	{"DELETE FROM audience WHERE member_id = ?", "i", ""},
	{"DELETE FROM announcement_closed WHERE member_id = ?", "i", ""},
	{"DELETE FROM contact WHERE member_id = ?", "i", ""},
	{"DELETE FROM pay_code WHERE member_id = ?", "i", ""},
	{"DELETE FROM gallery_vote WHERE member_id = ?", "i", ""},
	/* what staff still have to answer keeps its words until it is closed */
	{"DELETE p FROM case_picture p JOIN service_case c ON c.member_id = p.member_id"
	 " AND c.case_no = p.case_no WHERE p.member_id = ? AND c.closed_at IS NOT NULL", "i", ""},
	{"UPDATE case_step s JOIN service_case c ON c.member_id = s.member_id"
	 " AND c.case_no = s.case_no SET s.text = '' WHERE s.member_id = ?"
	 " AND c.closed_at IS NOT NULL", "i", ""},
	{"UPDATE service_case SET rating_text = '', order_no = '', outcome = '' WHERE member_id = ?"
	 " AND closed_at IS NOT NULL", "i", ""},
	{"UPDATE custom_step s JOIN custom_trip c ON c.trip_no = s.trip_no SET s.text = ''"
	 " WHERE c.member_id = ? AND c.closed_at IS NOT NULL", "i", ""},
	{"UPDATE custom_trip SET destination = '', period = '', budget_fen = 0, reason = ''"
	 " WHERE member_id = ? AND closed_at IS NOT NULL", "i", ""},
	{"UPDATE claim SET text = '', answer = '' WHERE member_id = ?", "i", ""},
	{"UPDATE task_done SET text = '', note = '', state = IF(state = 'waiting', 'refused', state)"
	 " WHERE member_id = ?", "i", ""},
	{"UPDATE survey_invitation SET token_hash = NULL WHERE member_id = ?", "i", ""},
	{"UPDATE survey_answer a JOIN survey_invitation i ON i.invitation_id = a.invitation_id"
	 " SET a.text = '' WHERE i.member_id = ?", "i", ""},
	{"UPDATE redemption SET recipient = '', phone = '', address = '', travellers = '',"
	 " flyer_no = '', feedback = '', tracking_no = '', reason = '' WHERE member_id = ?"
	 " AND state IN ('done', 'rejected', 'cancelled')", "i", ""},
	{"UPDATE redemption SET recipient = '', phone = '', address = '', travellers = '',"
	 " flyer_no = '', feedback = '', tracking_no = '', reason = '' WHERE member_id = ?"
	 " AND category IN ('coupon', 'voucher', 'donation')", "i", ""},
	/* the guide is of the house, and reports by guide are the same for ever */
	{"UPDATE order_head SET payer = '', destination = '' WHERE member_id = ?", "i", ""},
	{"UPDATE order_head SET held_reason = '' WHERE member_id = ? AND held = 0", "i", ""},
	{"UPDATE referral SET network = NULL WHERE friend_id = ?", "i", ""},
	{"UPDATE referral_effect SET note = '' WHERE member_id = ?", "i", ""},
	{"UPDATE adjustment SET reason = '' WHERE member_id = ?", "i", ""},
	{"UPDATE goodwill SET reason = '' WHERE member_id = ?", "i", ""},
	{"UPDATE tier_pin SET reason = '' WHERE member_id = ?", "i", ""},
	{"UPDATE account_merge SET reason = '' WHERE into_id = ?", "i", ""},
};
/* What waited for staff, as of an instant. */
static const struct db_sql waiting[] = {
	{"UPDATE claim SET state = 'refused', answered_at = ? WHERE member_id = ? AND state = 'open'",
	 "ti", ""},
	{"UPDATE adjustment SET state = 'refused', signed_at = ? WHERE member_id = ?"
	 " AND state = 'asked'", "ti", ""},
	{"UPDATE referral_effect SET state = 'refused', settled_at = ? WHERE member_id = ?"
	 " AND state = 'held'", "ti", ""},
};
#define N(list) ((int)(sizeof list / sizeof list[0]))

/* The winners' file, once it need not be kept any more. */
static const struct db_sql old_wins = {
	"UPDATE draw_winner SET name = '', recipient = '', phone = '', address = '', delivery = '',"
	" reason = '' WHERE member_id = ? AND won_at < ? AND state NOT IN ('won', 'claimed')", "it", ""
};

enum db erase_wipe(struct database *db, struct person_id id, int64_t now)
{
	int64_t member = (int64_t)id.member_id, person = (int64_t)id.person_id;
	int64_t keep = day_start(day_of(now) - ERASE_KEEP_DAYS);
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < N(of_person); i++)
		got = db_run(db, &of_person[i], member, person, person);
	for (int i = 0; got == DB_OK && person == 0 && i < N(waiting); i++)
		got = db_run(db, &waiting[i], now, member);
	for (int i = 0; got == DB_OK && person == 0 && i < N(of_account); i++)
		got = db_run(db, &of_account[i], member);
	if (got == DB_OK && person == 0)
		got = db_run(db, &old_wins, member, keep);
	return got;
}

/* all-members: which accounts one was made of is the question */
static const struct db_sql merged = {
	"SELECT from_id FROM account_merge WHERE into_id = ? AND undone_at IS NULL FOR UPDATE", "i", "i"
};

enum db erase_all_of(struct database *db, void *mem, struct person_id id, struct person_id **out,
                     int *n)
{
	int64_t from = 0;
	enum db got = DB_NONE;

	*out = talloc_array(mem, struct person_id, 1);
	(*out)[0] = id;
	*n = 1;
	if (id.person_id == 0)
		got = db_query(db, mem, &merged, (int64_t)id.member_id);
	while (got == DB_OK && (got = db_next(db, &merged, &from)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct person_id, (unsigned)*n + 1);
		(*out)[(*n)++] = (struct person_id){.member_id = (uint64_t)from};
	}
	return got == DB_NONE ? DB_OK : got;
}

static const struct db_sql rest = {
	"SELECT (SELECT COUNT(*) FROM redemption r WHERE r.member_id = m.member_id"
	" AND (r.recipient <> '' OR r.phone <> '' OR r.address <> '' OR r.travellers <> ''"
	" OR r.flyer_no <> '')) + (SELECT COUNT(*) FROM draw_winner w WHERE w.member_id = m.member_id"
	" AND w.name <> '') + (SELECT COUNT(*) FROM service_case s WHERE s.member_id = m.member_id"
	" AND s.closed_at IS NULL) + (SELECT COUNT(*) FROM custom_trip c"
	" WHERE c.member_id = m.member_id AND c.closed_at IS NULL)"
	" + (SELECT COUNT(*) FROM outbox o WHERE o.member_id = m.member_id"
	" AND o.address <> '') FROM member m WHERE m.member_id = ? FOR UPDATE",
	"i", "i"
};
static const struct db_sql rest_person = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND person_id = ? AND address <> ''"
	" FOR UPDATE",
	"ii", "i"
};

enum db erase_rest(struct database *db, struct person_id id, int64_t *rows)
{
	if (id.person_id != 0)
		return db_one(db, NULL, &rest_person, (int64_t)id.member_id, (int64_t)id.person_id, rows);
	return db_one(db, NULL, &rest, (int64_t)id.member_id, rows);
}

static const struct db_sql done = {
	"UPDATE erasure SET wiped_at = COALESCE(wiped_at, ?), rest_on = ?"
	" WHERE member_id = ? AND person_id = ?", "tdii", ""
};

enum db erase_done(struct database *db, struct person_id id, int64_t now, int32_t rest_on)
{
	return db_run(db, &done, now, rest_on, (int64_t)id.member_id, (int64_t)id.person_id);
}
