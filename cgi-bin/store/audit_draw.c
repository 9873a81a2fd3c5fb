#include "store/audit_draw.h"

static const struct db_sql tickets = {
	/* all-members: a draw's count of tickets, against their rows */
	"SELECT 0, CAST(d.draw_id AS CHAR), COUNT(t.ticket_no) AS is_now, d.tickets AS must_be"
	" FROM draw d LEFT JOIN draw_ticket t ON t.draw_id = d.draw_id"
	" AND t.ticket_no BETWEEN 1 AND d.tickets GROUP BY d.draw_id, d.tickets"
	" HAVING is_now <> must_be", "", "isii"
};
static const struct db_sql entries = {
	/* all-members: tickets of each entry, against their rows */
	"SELECT e.member_id, CONCAT(e.draw_id, ':', e.entry_no), COUNT(t.ticket_no) AS is_now,"
	" e.tickets AS must_be FROM draw_entry e LEFT JOIN draw_ticket t ON t.draw_id = e.draw_id"
	" AND t.member_id = e.member_id AND t.entry_no = e.entry_no AND t.ticket_no BETWEEN"
	" e.first_ticket AND e.first_ticket + e.tickets - 1"
	" GROUP BY e.member_id, e.draw_id, e.entry_no, e.tickets HAVING is_now <> must_be",
	"", "isii"
};
static const struct db_sql spent = {
	/* all-members: points that entries took, against the ledger's spends */
	"SELECT d.member_id, CONCAT(d.draw_id, ':', d.entry_no),"
	" CAST(COALESCE(-e.points, 0) AS SIGNED) AS is_now, d.points FROM draw_entry d"
	" LEFT JOIN entry e ON e.member_id = d.member_id AND e.source_kind = 5"
	" AND e.source_id = d.reference AND e.kind = 4"
	" WHERE d.points > 0 AND (e.points IS NULL OR e.points <> -d.points)", "", "isii"
};
static const struct db_sql prizes = {
	/* all-members: points that were won and given out, against the ledger's credits */
	"SELECT w.member_id, CONCAT(w.draw_id, ':', w.ticket_no),"
	" CAST(COALESCE(e.points, 0) AS SIGNED) AS is_now, p.points FROM draw_winner w"
	" JOIN draw_prize p ON p.draw_id = w.draw_id AND p.prize_no = w.prize_no"
	" AND p.kind = 'points' LEFT JOIN entry e ON e.member_id = w.member_id"
	" AND e.source_kind = 12 AND e.source_id = CONCAT(w.draw_id, ':', w.ticket_no)"
	" AND e.kind = 8 WHERE w.state = 'delivered'"
	" AND (e.points IS NULL OR e.points <> p.points)", "", "isii"
};
static const struct db_sql prize_of_none = {
	/* all-members: credits of draws that nobody won */
	"SELECT e.member_id, e.source_id, CAST(e.points AS SIGNED), 0 FROM (SELECT DISTINCT"
	" member_id FROM draw_entrant) m JOIN entry e ON e.member_id = m.member_id"
	" AND e.source_kind = 12 LEFT JOIN draw_winner w ON w.draw_id ="
	" SUBSTRING_INDEX(e.source_id, ':', 1) AND w.ticket_no ="
	" SUBSTRING_INDEX(e.source_id, ':', -1) AND w.member_id = e.member_id"
	" WHERE w.ticket_no IS NULL", "", "isii"
};
static const struct db_sql winners = {
	/* all-members: winners, against the tickets they hold */
	"SELECT w.member_id, CONCAT(w.draw_id, ':', w.ticket_no), 0, 1 FROM draw_winner w"
	" LEFT JOIN draw_ticket t ON t.draw_id = w.draw_id AND t.ticket_no = w.ticket_no"
	" AND t.member_id = w.member_id WHERE t.ticket_no IS NULL", "", "isii"
};

enum db audit_draws(struct database *db, void *mem, struct audit_odd **out, int *n)
{
	static const struct {
		const struct db_sql *sql;
		const char *what;
	} questions[] = { { &tickets, "draw_tickets" }, { &entries, "draw_entry" },
		{ &spent, "draw_spent" }, { &prizes, "draw_prize" },
		{ &prize_of_none, "draw_prize_lost" }, { &winners, "draw_winner" } };
	enum db got = DB_OK;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; got == DB_OK && i < sizeof questions / sizeof *questions; i++)
		got = audit_look(db, mem, questions[i].sql, questions[i].what, out, n);
	return got;
}
