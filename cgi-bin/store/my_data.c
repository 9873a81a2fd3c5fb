#include "store/my_data.h"

#include "base/mem.h"

/* All values travel as text, so that one reader serves every part. */
#define T(column) "CAST(" column " AS CHAR)"

static const struct my_data_part parts[] = {
	{.word = "account",
	 .columns = {"member_no", "kind", "joined_on", "invited_by", "tier", "available",
	             "pending", "held", "debt", "lifetime"},
	 .sql = {"SELECT " T("m.member_no") ", " T("m.kind") ", " T("m.joined_on") ", "
	        T("m.invited_by") ", " T("a.tier") ", " T("a.available") ", "
	        T("a.pending") ", " T("a.held") ", " T("a.debt") ", " T("a.lifetime")
	         " FROM member m JOIN account a ON a.member_id = m.member_id WHERE m.member_id = ?",
	         "i", "ssssssssss"}},
	{.word = "person",
	 .columns = {"name", "phone", "email", "birthday", "guardian", "language", "role",
	             "made_at", "signed_in_at", "checked_on"},
	 .of_person = true,
	 .sql = {"SELECT " T("name") ", " T("phone") ", " T("email") ", " T("birthday") ", "
	        T("guardian") ", " T("lang") ", " T("role") ", " T("created_at") ", "
	        T("signed_in_at") ", " T("checked_on")
	         " FROM person WHERE member_id = ? AND person_id = ?",
	         "ii", "ssssssssss"}},
	{.word = "consents",
	 .columns = {"paper", "version", "given_at", "withdrawn_at"},
	 .of_person = true,
	 .sql = {"SELECT " T("paper") ", " T("version") ", " T("given_at") ", "
	        T("withdrawn_at")
	         " FROM consent WHERE member_id = ? AND person_id = ? ORDER BY given_at DESC",
	         "ii", "ssss"}},
	{.word = "mail_choices",
	 .columns = {"topic", "wanted", "at"},
	 .of_person = true,
	 .sql = {"SELECT " T("topic") ", " T("wanted") ", " T("changed_at")
	         " FROM mail_choice WHERE member_id = ? AND person_id = ?",
	         "ii", "sss"}},
	{.word = "wechat",
	 .columns = {"openid", "at"},
	 .of_person = true,
	 .sql = {"SELECT " T("openid") ", " T("tied_at")
	         " FROM wechat WHERE member_id = ? AND person_id = ? AND openid IS NOT NULL",
	         "ii", "ss"}},
	{.word = "devices",
	 .columns = {"device", "made_at", "seen_at"},
	 .of_person = true,
	 .sql = {"SELECT " T("device") ", " T("created_at") ", " T("seen_at")
	         " FROM session WHERE member_id = ? AND person_id = ? ORDER BY seen_at DESC",
	         "ii", "sss"}},
	{.word = "looks",
	 .columns = {"at", "by", "action", "subject"},
	 .sql = {"SELECT " T("a.at") ", " T("s.name") ", " T("a.action")
	         ", IF(a.action = 'adviser', '', " T("a.subject") ") FROM staff_action a"
	         " LEFT JOIN staff s ON s.staff_id = a.staff_id WHERE a.member_id = ?"
	         " ORDER BY a.action_no DESC",
	         "i", "ssss"}},
	{.word = "entries",
	 .columns = {"at", "kind", "points", "available", "pending", "debt", "source",
	             "reference", "booked_at", "inputs", "number"},
	 .kind = 2, .source = 7,
	 .sql = {"SELECT " T("effective_at") ", " T("kind") ", " T("points") ", "
	        T("available_after") ", " T("pending_after") ", " T("debt_after") ", "
	        T("source_kind") ", " T("source_id") ", " T("posted_at") ", " T("inputs") ", "
	        T("seq")
	         " FROM entry WHERE member_id = ? ORDER BY seq DESC",
	         "i", "sssssssssss"}},
	{.word = "lots",
	 .columns = {"number", "points", "left", "available_on", "expires_on"},
	 .sql = {"SELECT " T("seq") ", " T("points") ", " T("`left`") ", "
	        T("available_on") ", " T("expires_on")
	         " FROM lot WHERE member_id = ? ORDER BY seq DESC",
	         "i", "sssss"}},
	{.word = "tiers",
	 .columns = {"at", "tier", "sum", "cause"},
	 .sql = {"SELECT " T("effective_at") ", " T("tier") ", " T("qualifying_sum") ", "
	        T("cause")
	         " FROM tier_change WHERE member_id = ? ORDER BY n DESC",
	         "i", "ssss"}},
	{.word = "orders",
	 .columns = {"partner", "order_no", "category", "destination", "guide", "payer",
	             "paid_at", "paid_fen", "refunded_fen", "travel_end", "completed_at", "points"},
	 .sql = {"SELECT " T("partner") ", " T("order_no") ", " T("category") ", "
	        T("destination") ", " T("guide") ", " T("payer") ", " T("paid_at") ", "
	        T("paid_fen") ", " T("refunded_fen") ", " T("travel_end") ", "
	        T("completed_at") ", " T("points")
	         " FROM order_head WHERE member_id = ? ORDER BY paid_at DESC",
	         "i", "ssssssssssss"}},
	{.word = "redemptions",
	 .columns = {"number", "name", "points", "state", "at", "recipient", "phone", "address",
	             "travellers", "flyer_no", "score", "text"},
	 .sql = {"SELECT " T("redemption_no") ", " T("name") ", " T("cost_points") ", "
	        T("state") ", " T("placed_at") ", " T("recipient") ", " T("phone") ", "
	        T("address") ", " T("travellers") ", " T("flyer_no") ", " T("score") ", "
	        T("feedback")
	         " FROM redemption WHERE member_id = ? ORDER BY placed_at DESC",
	         "i", "ssssssssssss"}},
	{.word = "coupons",
	 .columns = {"code", "name", "state", "at", "expires_on", "used_at", "order_no"},
	 .sql = {"SELECT " T("code") ", " T("name") ", " T("state") ", " T("issued_at") ", "
	        T("expires_on") ", " T("used_at") ", " T("used_order")
	         " FROM coupon WHERE member_id = ? ORDER BY issued_at DESC",
	         "i", "sssssss"}},
	{.word = "addresses",
	 .columns = {"recipient", "phone", "address", "used_at"},
	 .sql = {"SELECT " T("recipient") ", " T("phone") ", " T("address") ", " T("used_at")
	         " FROM address WHERE member_id = ?",
	         "i", "ssss"}},
	{.word = "preferences",
	 .columns = {"suggest", "destinations", "interests", "transport", "lodging"},
	 .sql = {"SELECT " T("suggest") ", " T("destinations") ", " T("interests") ", "
	        T("transport") ", " T("lodging")
	         " FROM preference WHERE member_id = ?",
	         "i", "sssss"}},
	{.word = "wishes",
	 .columns = {"item", "at", "tell"},
	 .sql = {"SELECT " T("item") ", " T("wished_at") ", " T("tell")
	         " FROM wish WHERE member_id = ? ORDER BY wished_at DESC",
	         "i", "sss"}},
	{.word = "draw_entries",
	 .columns = {"draw", "tickets", "first_ticket", "points", "at"},
	 .sql = {"SELECT " T("draw_id") ", " T("tickets") ", " T("first_ticket") ", "
	        T("points") ", " T("entered_at")
	         " FROM draw_entry WHERE member_id = ? ORDER BY entered_at DESC",
	         "i", "sssss"}},
	{.word = "prizes",
	 .columns = {"draw", "ticket", "name", "value_fen", "tax_fen", "state", "at",
	             "recipient", "phone", "address", "delivery"},
	 .sql = {"SELECT " T("draw_id") ", " T("ticket_no") ", " T("name") ", "
	        T("value_fen") ", " T("tax_fen") ", " T("state") ", " T("won_at") ", "
	        T("recipient") ", " T("phone") ", " T("address") ", " T("delivery")
	         " FROM draw_winner WHERE member_id = ? ORDER BY won_at DESC",
	         "i", "sssssssssss"}},
	{.word = "cases",
	 .columns = {"number", "kind", "class", "order_no", "state", "at", "closed_at", "score",
	             "text"},
	 .sql = {"SELECT " T("case_no") ", " T("kind") ", " T("class") ", " T("order_no") ", "
	        T("state") ", " T("opened_at") ", " T("closed_at") ", " T("rating") ", "
	        T("rating_text")
	         " FROM service_case WHERE member_id = ? ORDER BY opened_at DESC",
	         "i", "sssssssss"}},
	{.word = "case_steps",
	 .columns = {"number", "step", "author", "at", "text"},
	 .sql = {"SELECT " T("case_no") ", " T("step") ", " T("author") ", " T("at") ", "
	        T("text")
	         " FROM case_step WHERE member_id = ? AND shown = 1 ORDER BY at DESC",
	         "i", "sssss"}},
	{.word = "custom_trips",
	 .columns = {"number", "destination", "period", "people", "budget_fen", "stage", "at",
	             "closed_at", "answer"},
	 .sql = {"SELECT " T("trip_no") ", " T("destination") ", " T("period") ", " T("people") ", "
	        T("budget_fen") ", " T("state") ", " T("opened_at") ", " T("closed_at") ", "
	        T("reason")
	         " FROM custom_trip WHERE member_id = ? ORDER BY opened_at DESC",
	         "i", "sssssssss"}},
	{.word = "custom_steps",
	 .columns = {"number", "step", "author", "at", "text"},
	 .sql = {"SELECT " T("s.trip_no") ", " T("s.step") ", " T("s.author") ", " T("s.at") ", "
	        T("s.text")
	         " FROM custom_trip c JOIN custom_step s ON s.trip_no = c.trip_no AND s.shown = 1"
	         " WHERE c.member_id = ? ORDER BY s.at DESC, s.step_no DESC",
	         "i", "sssss"}},
	{.word = "custom_orders",
	 .columns = {"number", "partner", "order_no", "at"},
	 .sql = {"SELECT " T("o.trip_no") ", " T("o.partner") ", " T("o.order_no") ", " T("o.at")
	         " FROM custom_trip c JOIN custom_order o ON o.trip_no = c.trip_no"
	         " WHERE c.member_id = ? ORDER BY o.at DESC",
	         "i", "ssss"}},
	{.word = "claims",
	 .columns = {"number", "order_no", "text", "state", "at", "answer"},
	 .sql = {"SELECT " T("claim_no") ", " T("order_no") ", " T("text") ", " T("state") ", "
	        T("made_at") ", " T("answer")
	         " FROM claim WHERE member_id = ? ORDER BY made_at DESC",
	         "i", "ssssss"}},
	{.word = "surveys",
	 .columns = {"number", "order_no", "at", "submitted_at", "points"},
	 .sql = {"SELECT " T("invitation_id") ", " T("order_no") ", " T("invited_at") ", "
	        T("submitted_at") ", " T("paid_points")
	         " FROM survey_invitation WHERE member_id = ? ORDER BY invited_at DESC",
	         "i", "sssss"}},
	{.word = "answers",
	 .columns = {"number", "question", "score", "text", "at"},
	 .sql = {"SELECT " T("a.invitation_id") ", " T("a.code") ", " T("a.score") ", "
	        T("a.text") ", " T("a.saved_at")
	         " FROM survey_invitation i JOIN survey_answer a ON a.invitation_id ="
	         " i.invitation_id WHERE i.member_id = ? ORDER BY a.saved_at DESC",
	         "i", "sssss"}},
	{.word = "events",
	 .columns = {"number", "event", "seats", "state", "points", "at"},
	 .sql = {"SELECT " T("signup_no") ", " T("event_no") ", " T("seats") ", "
	        T("state") ", " T("cost_points") ", " T("signed_at")
	         " FROM event_signup WHERE member_id = ? ORDER BY signed_at DESC",
	         "i", "ssssss"}},
	{.word = "gallery",
	 .columns = {"event", "number", "title", "text", "state", "answer", "at"},
	 .sql = {"SELECT " T("event_no") ", " T("entry_no") ", " T("title") ", " T("text") ", "
	        T("state") ", " T("reason") ", " T("made_at")
	         " FROM gallery_entry WHERE member_id = ? ORDER BY made_at DESC",
	         "i", "sssssss"}},
	{.word = "votes",
	 .columns = {"event", "number", "at"},
	 .sql = {"SELECT " T("event_no") ", " T("entry_no") ", " T("voted_at")
	         " FROM gallery_vote WHERE member_id = ?",
	         "i", "sss"}},
	{.word = "tasks",
	 .columns = {"task", "state", "points", "text", "answer", "at"},
	 .sql = {"SELECT " T("task_id") ", " T("state") ", " T("points") ", " T("text") ", "
	        T("note") ", " T("made_at")
	         " FROM task_done WHERE member_id = ? ORDER BY made_at DESC",
	         "i", "ssssss"}},
	{.word = "invited",
	 .columns = {"joined_on", "confirmed_at", "ordered_at", "completed_at"},
	 .sql = {"SELECT " T("joined_on") ", " T("confirmed_at") ", " T("ordered_at") ", "
	        T("completed_at")
	         " FROM referral WHERE referrer_id = ? ORDER BY made_at DESC",
	         "i", "ssss"}},
	{.word = "notices",
	 .columns = {"kind", "text", "at", "seen_at"},
	 .sql = {"SELECT " T("kind") ", " T("args") ", " T("created_at") ", " T("read_at")
	         " FROM notice WHERE member_id = ? ORDER BY notice_no DESC",
	         "i", "ssss"}},
	{.word = "messages",
	 .columns = {"channel", "kind", "address", "made_at", "sent_at"},
	 .of_person = true,
	 .sql = {"SELECT " T("channel") ", " T("kind") ", " T("address") ", "
	        T("created_at") ", " T("sent_at")
	         " FROM outbox WHERE member_id = ? AND person_id = ? ORDER BY created_at DESC",
	         "ii", "sssss"}},
	{.word = "adjustments",
	 .columns = {"number", "kind", "points", "text", "state", "at"},
	 .sql = {"SELECT " T("adjust_no") ", " T("kind") ", " T("points") ", " T("reason") ", "
	        T("state") ", " T("asked_at")
	         " FROM adjustment WHERE member_id = ? ORDER BY asked_at DESC",
	         "i", "ssssss"}},
	{.word = "goodwill",
	 .columns = {"number", "points", "text", "state", "at"},
	 .sql = {"SELECT " T("goodwill_no") ", " T("points") ", " T("reason") ", " T("state") ", "
	        T("asked_at")
	         " FROM goodwill WHERE member_id = ? ORDER BY asked_at DESC",
	         "i", "sssss"}},
	{.word = "pins",
	 .columns = {"tier", "until", "text", "at"},
	 .sql = {"SELECT " T("tier") ", " T("until_day") ", " T("reason") ", " T("made_at")
	         " FROM tier_pin WHERE member_id = ? ORDER BY n DESC",
	         "i", "ssss"}},
	{.word = "contacts",
	 .columns = {"at", "channel", "by", "text", "until"},
	 .sql = {"SELECT " T("c.day") ", " T("c.channel") ", " T("s.name") ", " T("c.note") ", "
	        T("c.due_on")
	         " FROM contact c LEFT JOIN staff s ON s.staff_id = c.staff_id WHERE c.member_id = ?"
	         " ORDER BY c.contact_id DESC",
	         "i", "sssss"}},
	{.word = "signals",
	 .columns = {"kind", "state", "settled_at"},
	 .sql = {"SELECT " T("s.kind") ", " T("s.state") ", " T("s.settled_at")
	         " FROM risk_signal_member r JOIN risk_signal s ON s.signal_id = r.signal_id WHERE"
	         " r.member_id = ?",
	         "i", "sss"}},
};

#define PARTS ((int)(sizeof parts / sizeof parts[0]))

const struct my_data_part *my_data_part(int i)
{
	return i >= 0 && i < PARTS ? &parts[i] : NULL;
}

/* The next row; columns beyond the part's own stay NULL. */
static enum db next(struct database *db, const struct db_sql *sql, char **c)
{
	return db_next(db, sql, &c[0], &c[1], &c[2], &c[3], &c[4], &c[5], &c[6], &c[7], &c[8], &c[9],
	               &c[10], &c[11]);
}

enum db my_data_rows(struct database *db, void *mem, const struct my_data_part *part,
                     struct person_id id, struct my_data_row **rows, int *n)
{
	struct my_data_row row = {{NULL}};
	unsigned room = 0;
	enum db got = part->of_person ? db_query(db, mem, &part->sql, (int64_t)id.member_id,
	                                         (int64_t)id.person_id)
	                              : db_query(db, mem, &part->sql, (int64_t)id.member_id);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = next(db, &part->sql, row.cells)) == DB_OK) {
		if ((unsigned)*n == room) {
			room = room > 0 ? room * 2 : 16;
			*rows = talloc_realloc(mem, *rows, struct my_data_row, room);
		}
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
