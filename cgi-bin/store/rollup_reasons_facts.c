/* What was booked on some days, from the tables of facts. Every statement gives the
 * same columns (struct roll_row), so that one loop reads them all; its in-values
 * are the first and the last of the time asked for, again and again. */
#include <string.h>

#include "base/mem.h"
#include "store/rollup_reasons_private.h"

#define SUM(of) "CAST(COALESCE(SUM(" of "), 0) AS SIGNED), "
#define ZERO3 "0, 0, 0, "
#define ON(at) "DATE(" at " + INTERVAL 8 HOUR)"
#define WITHIN(at) at " >= ? AND " at " < ?"

/* what: p placed, s sent, d received, e ended, r rated; a, b, c: figures of each. */
/* all-members: the redemptions of some days, by index of each time */
static const struct db_sql items = {
	"SELECT " ON("x.at") " AS a_day, NULL, 0, 0, x.item, x.category, x.supplier, "
	SUM("x.what = 'p'") SUM("IF(x.what = 'p', x.a, 0)") SUM("IF(x.what = 'p', x.b, 0)")
	SUM("IF(x.what = 'p', x.c, 0)") SUM("x.what = 's'") SUM("IF(x.what = 's', x.a, 0)")
	SUM("IF(x.what = 's', x.b, 0)") SUM("x.what = 'd'") SUM("IF(x.what = 'e', x.a, 0)")
	SUM("IF(x.what = 'e', 1 - x.a, 0)") SUM("IF(x.what = 'e', x.b, 0)")
	SUM("IF(x.what = 'r', x.a, 0)") SUM("IF(x.what = 'r', x.b, 0)") "0, 0, 0 FROM ("
	"SELECT 'p' AS what, placed_at AS at, item, category, supplier, quantity AS a,"
	" cost_points AS b, value_fen AS c FROM redemption WHERE " WITHIN("placed_at")
	" UNION ALL SELECT 's', shipped_at, item, category, supplier, " ON("shipped_at")
	" <= promised_on, DATEDIFF(" ON("shipped_at") ", " ON("placed_at") "), 0"
	" FROM redemption WHERE " WITHIN("shipped_at")
	" UNION ALL SELECT 's', done_at, item, category, supplier, " ON("done_at")
	" <= promised_on, DATEDIFF(" ON("done_at") ", " ON("placed_at") "), 0"
	" FROM redemption WHERE " WITHIN("done_at") " AND shipped_at IS NULL"
	" UNION ALL SELECT 'd', done_at, item, category, supplier, 0, 0, 0"
	" FROM redemption WHERE " WITHIN("done_at")
	" UNION ALL SELECT 'e', ended_at, item, category, supplier, state = 'rejected',"
	" cost_points, 0 FROM redemption WHERE " WITHIN("ended_at")
	" UNION ALL SELECT 'r', g.rated_at, r.item, r.category, r.supplier, g.n = 1,"
	" g.score - g.before_score, 0 FROM redemption_rating g JOIN redemption r"
	" ON r.member_id = g.member_id AND r.redemption_no = g.redemption_no"
	" WHERE " WITHIN("g.rated_at") ") x GROUP BY a_day, x.item, x.category, x.supplier"
	" ORDER BY a_day",
	"tttttttttttt", ROLL_OUT
};

/* all-members: the entries and winners of some days, by index of each time; draws
 * are few */
static const struct db_sql draws = {
	"SELECT x.a_day, NULL, x.draw_id, x.prize_no, '', '', '', "
	SUM("IF(x.what = 't', x.a, 0)") SUM("IF(x.what = 't', x.b, 0)")
	SUM("IF(x.what = 't', x.c, 0)") SUM("IF(x.what = 'c', x.c, 0)") SUM("x.what = 'w'")
	SUM("IF(x.what = 'w', x.c, 0)") SUM("x.what = 'd'") SUM("IF(x.what = 'd', x.c, 0)")
	SUM("x.what = 'f'") SUM("IF(x.what = 'f', x.c, 0)") ZERO3 "0, 0, 0 FROM ("
	"SELECT 't' AS what, entered_on AS a_day, draw_id, 0 AS prize_no, tickets AS a,"
	" entry_no = 1 AS b, points AS c FROM draw_entry WHERE entered_on BETWEEN ? AND ?"
	" UNION ALL SELECT 'c', " ON("d.cancelled_at") ", d.draw_id, 0, 0, 0, e.points FROM draw d"
	" JOIN draw_entrant t ON t.draw_id = d.draw_id JOIN draw_entry e"
	" ON e.member_id = t.member_id AND e.draw_id = d.draw_id WHERE " WITHIN("d.cancelled_at")
	" UNION ALL SELECT 'w', " ON("won_at") ", draw_id, prize_no, 0, 0, value_fen"
	" FROM draw_winner WHERE " WITHIN("won_at")
	" UNION ALL SELECT 'd', " ON("delivered_at") ", draw_id, prize_no, 0, 0, value_fen"
	" FROM draw_winner WHERE " WITHIN("delivered_at")
	" UNION ALL SELECT 'f', " ON("forfeited_at") ", draw_id, prize_no, 0, 0, value_fen"
	" FROM draw_winner WHERE " WITHIN("forfeited_at") ") x"
	" GROUP BY x.a_day, x.draw_id, x.prize_no ORDER BY x.a_day",
	"dd" "tttttttt", ROLL_OUT
};

#define SCALE "q.kind = 'scale' AND a.score BETWEEN 1 AND 5"
#define DRIVER(name)                                                                     \
	SUM(SCALE " AND q.driver = '" name "'")                                              \
	SUM("IF(" SCALE " AND q.driver = '" name "', a.score, 0)")
/* all-members: what was handed in on some days, nobody's name beside it */
static const struct db_sql answers = {
	"SELECT " ON("i.submitted_at") " AS a_day, NULL, 0, 0, s.code,"
	" COALESCE(o.category, '') AS a_category, COALESCE(o.guide, '') AS a_guide,"
	" COUNT(DISTINCT i.invitation_id), "
	SUM("q.kind = 'nps' AND a.score BETWEEN 0 AND 10")
	SUM("q.kind = 'nps' AND a.score BETWEEN 9 AND 10")
	SUM("q.kind = 'nps' AND a.score BETWEEN 0 AND 6") SUM(SCALE) SUM(SCALE " AND a.score >= 4")
	DRIVER("product") DRIVER("service") DRIVER("environment") DRIVER("expectation")
	"CAST(COALESCE(SUM(" SCALE " AND q.driver = 'word_of_mouth'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(" SCALE " AND q.driver = 'word_of_mouth', a.score, 0)), 0) AS SIGNED)"
	" FROM survey_invitation i JOIN survey s ON s.survey_id = i.survey_id"
	" LEFT JOIN order_head o ON o.partner = i.partner AND o.order_no = i.order_no"
	" LEFT JOIN survey_answer a ON a.invitation_id = i.invitation_id"
	" LEFT JOIN survey_question q ON q.survey_id = i.survey_id AND q.code = a.code"
	" WHERE " WITHIN("i.submitted_at") " GROUP BY a_day, s.code, a_category, a_guide"
	" ORDER BY a_day",
	"tt", ROLL_OUT
};

#define STEPS(flow)                                                                      \
	"SELECT " ON("x.at") " AS a_day, " ON("x.begun") " AS a_begun, 0, 0, '" flow "',"    \
	" x.step, '', COUNT(*), " SUM("x.points") ZERO3 ZERO3 ZERO3 ZERO3 "0, 0 FROM ("
#define BY_STEP ") x GROUP BY a_day, a_begun, x.step ORDER BY a_day"
/* all-members: the steps of some days, by index of each time */
static const struct db_sql redemption_steps = {
	STEPS("redemption")
	"SELECT placed_at AS at, placed_at AS begun, 'placed' AS step, cost_points AS points"
	" FROM redemption WHERE " WITHIN("placed_at")
	" UNION ALL SELECT shipped_at, placed_at, 'sent', 0 FROM redemption WHERE "
	WITHIN("shipped_at")
	" UNION ALL SELECT done_at, placed_at, 'sent', 0 FROM redemption WHERE "
	WITHIN("done_at") " AND shipped_at IS NULL"
	" UNION ALL SELECT done_at, placed_at, 'received', 0 FROM redemption WHERE "
	WITHIN("done_at")
	" UNION ALL SELECT ended_at, placed_at, state, cost_points FROM redemption WHERE "
	WITHIN("ended_at")
	" UNION ALL SELECT ended_at, placed_at, 'returned', cost_points FROM redemption WHERE "
	WITHIN("ended_at") " AND shipped_at IS NOT NULL" BY_STEP,
	"tttttttttttt", ROLL_OUT
};
/* all-members: the same of surveys */
static const struct db_sql survey_steps = {
	STEPS("survey")
	"SELECT invited_at AS at, invited_at AS begun, 'invited' AS step, 0 AS points"
	" FROM survey_invitation WHERE " WITHIN("invited_at")
	" UNION ALL SELECT a.first_at, i.invited_at, 'started', 0 FROM survey_answer a"
	" JOIN survey_invitation i ON i.invitation_id = a.invitation_id"
	" WHERE " WITHIN("a.first_at") " AND NOT EXISTS (SELECT 1 FROM survey_answer b"
	" WHERE b.invitation_id = a.invitation_id AND (b.first_at < a.first_at"
	" OR b.first_at = a.first_at AND b.code < a.code))"
	" UNION ALL SELECT submitted_at, invited_at, 'answered', 0 FROM survey_invitation"
	" WHERE " WITHIN("submitted_at")
	" UNION ALL SELECT submitted_at, invited_at, 'rewarded', paid_points"
	" FROM survey_invitation WHERE " WITHIN("submitted_at") " AND paid_points > 0" BY_STEP,
	"tttttttt", ROLL_OUT
};
/* all-members: the same of referrals */
static const struct db_sql referral_steps = {
	STEPS("referral")
	"SELECT made_at AS at, made_at AS begun, 'joined' AS step, 0 AS points FROM referral WHERE "
	WITHIN("made_at")
	" UNION ALL SELECT confirmed_at, made_at, 'confirmed', 0 FROM referral WHERE "
	WITHIN("confirmed_at")
	" UNION ALL SELECT ordered_at, made_at, 'ordered', 0 FROM referral WHERE "
	WITHIN("ordered_at")
	" UNION ALL SELECT completed_at, made_at, 'completed', 0 FROM referral WHERE "
	WITHIN("completed_at")
	" UNION ALL SELECT reversed_at, made_at, 'reversed', 0 FROM referral WHERE "
	WITHIN("reversed_at")
	" UNION ALL SELECT e.settled_at, r.made_at, CASE WHEN e.part = 'reverse' THEN 'taken'"
	" WHEN e.member_id = r.friend_id THEN CONCAT(e.part, '_friend')"
	" ELSE CONCAT(e.part, '_host') END, e.points FROM referral_effect e"
	" JOIN referral r ON r.friend_id = e.friend_id WHERE e.state = 'paid' AND e.points > 0"
	" AND " WITHIN("e.settled_at")
	" UNION ALL SELECT e.settled_at, r.made_at, 'refused', e.points FROM referral_effect e"
	" JOIN referral r ON r.friend_id = e.friend_id WHERE e.state = 'refused'"
	" AND " WITHIN("e.settled_at") BY_STEP,
	"tttttttttttttt", ROLL_OUT
};

static const struct db_sql *const facts[ROLL__MAX] = {
	[ROLL_ITEMS] = &items, [ROLL_DRAWS] = &draws, [ROLL_ANSWERS] = &answers,
	[ROLL_REDEMPTIONS] = &redemption_steps, [ROLL_SURVEYS] = &survey_steps,
	[ROLL_REFERRALS] = &referral_steps,
};

/* The first instant of every kind of fact, without reading any but the first. */
/* all-members: since when there is anything */
static const struct db_sql first_of = {
	"SELECT MIN(x.at) FROM (SELECT MIN(placed_at) AS at FROM redemption"
	" UNION ALL SELECT MIN(invited_at) FROM survey_invitation"
	" UNION ALL SELECT MIN(made_at) FROM referral"
	" UNION ALL SELECT MIN(won_at) FROM draw_winner"
	" UNION ALL SELECT MIN(entered_on) - INTERVAL 8 HOUR FROM draw_entry) x", "", "t"
};

enum db roll_rows(struct database *db, void *mem, const struct db_sql *sql,
                  const struct db_value *in, struct roll_row **rows, int *n)
{
	struct roll_row r;
	int64_t *v = r.v;
	enum db got = db_query_values(db, mem, sql, in);

	while (got == DB_OK &&
	       (got = db_next(db, sql, &r.day, &r.begun_on, &r.draw_id, &r.prize_no, &r.key[0],
	                      &r.key[1], &r.key[2], &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6],
	                      &v[7], &v[8], &v[9], &v[10], &v[11], &v[12], &v[13], &v[14],
	                      &v[15])) == DB_OK) {
		if (*n == 0 || (*n >= 64 && (*n & (*n - 1)) == 0))
			*rows = talloc_realloc(mem, *rows, struct roll_row, *n == 0 ? 64 : 2 * (unsigned)*n);
		(*rows)[(*n)++] = r;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db roll_facts(struct database *db, void *mem, enum roll_family family, int32_t from,
                   int32_t to, struct roll_row **rows, int *n)
{
	const struct db_sql *sql = facts[family];
	struct db_value in[16] = {{.number = 0}};

	for (size_t k = 0; sql->in[k]; k++) {
		bool last = k % 2, day = sql->in[k] == 'd';

		in[k].number = day ? (last ? to : from) : day_start(last ? to + 1 : from);
	}
	*rows = NULL;
	*n = 0;
	return roll_rows(db, mem, sql, in, rows, n);
}

enum db roll_first(struct database *db, int32_t *first)
{
	int64_t at;
	enum db got = db_one(db, NULL, &first_of, &at);

	if (got == DB_OK && at == INSTANT_NONE)
		return DB_NONE;
	*first = got == DB_OK ? day_of(at) : DAY_NONE;
	return got;
}
