#include "store/service_report.h"

#include "base/mem.h"

#define SUM(what) "CAST(COALESCE(SUM(" what "), 0) AS SIGNED)"
#define COMPLAINT "c.kind = 'complaint'"
#define CELL(dim) \
	"SELECT " dim " AS a_name, COUNT(c.case_no) AS a_count, " SUM(COMPLAINT) ", " \
	SUM("c.acked_at IS NOT NULL AND c.acked_at <= c.ack_due") ", " \
	SUM("c.acked_at IS NOT NULL OR c.ack_due < ?") ", " \
	SUM(COMPLAINT " AND c.answered_at IS NOT NULL AND c.answered_at <= c.answer_due") ", " \
	SUM(COMPLAINT " AND (c.answered_at IS NOT NULL OR c.answer_due < ?)") ", " \
	SUM(COMPLAINT " AND c.answered_at IS NOT NULL") ", " \
	SUM("IF(" COMPLAINT ", TIMESTAMPDIFF(SECOND, c.opened_at, c.answered_at), 0)") ", " \
	SUM("c.closed_at IS NOT NULL") ", " SUM("c.reopened > 0") ", " \
	SUM("c.rating IS NOT NULL") ", " SUM("c.rating") " FROM service_case c"
#define SPAN " WHERE c.opened_at >= ? AND c.opened_at < ?"
#define GROUP " GROUP BY a_name ORDER BY a_count DESC, a_name"
#define CELL_OUT "siiiiiiiiiiii"

/* all-members: figures of all cases */
static const struct db_sql sql_cells[SERVICE_DIM__MAX] = {
	[SERVICE_ALL] = {CELL("''") SPAN, "tttt", CELL_OUT},
	[SERVICE_KIND] = {CELL("c.kind") SPAN GROUP, "tttt", CELL_OUT},
	[SERVICE_CLASS] = {CELL("c.class") SPAN " AND c.kind = 'complaint'" GROUP, "tttt", CELL_OUT},
	[SERVICE_CAUSE] = {CELL("c.cause") SPAN " AND c.kind = 'complaint'" GROUP, "tttt", CELL_OUT},
	[SERVICE_CATEGORY] = {CELL("c.category") SPAN GROUP, "tttt", CELL_OUT},
	[SERVICE_BRANCH] = {CELL("c.branch") SPAN GROUP, "tttt", CELL_OUT},
	[SERVICE_OWNER] = {CELL("COALESCE(s.name, '')")
	                   " LEFT JOIN staff s ON s.staff_id = c.owner_id" SPAN GROUP,
	                   "tttt", CELL_OUT},
};
/* all-members: how long steps take; a step that came twice counts when it came first */
static const struct db_sql sql_steps = {
	"SELECT f.step, COUNT(*), CAST(SUM(TIMESTAMPDIFF(SECOND, f.opened_at, f.first_at)) AS SIGNED)"
	" FROM (SELECT c.opened_at, t.step, MIN(t.at) AS first_at FROM service_case c"
	" JOIN case_step t ON t.member_id = c.member_id AND t.case_no = c.case_no"
	" WHERE c.opened_at >= ? AND c.opened_at < ? AND c.kind = 'complaint' AND t.step IN"
	" ('classified', 'investigating', 'proposed', 'accepted', 'executed', 'closed')"
	" GROUP BY c.member_id, c.case_no, t.step, c.opened_at) f GROUP BY f.step"
	" ORDER BY FIELD(f.step, 'classified', 'investigating', 'proposed', 'accepted', 'executed',"
	" 'closed')",
	"tt", "sii"};
/* all-members: how late kinds are; what needs no hand of ours has no promise to keep */
static const struct db_sql sql_sent = {
	"SELECT r.category, COUNT(*), "
	SUM("DATE(r.shipped_at + INTERVAL 8 HOUR) <= r.promised_on") ", "
	SUM("TIMESTAMPDIFF(SECOND, r.placed_at, r.shipped_at)") ", "
	SUM("GREATEST(DATEDIFF(DATE(r.shipped_at + INTERVAL 8 HOUR), r.promised_on), 0)")
	" FROM redemption r WHERE r.shipped_at >= ? AND r.shipped_at < ?"
	" AND r.promised_on IS NOT NULL AND r.category IN ('goods', 'service', 'trip', 'miles')"
	" GROUP BY r.category ORDER BY COUNT(*) DESC, r.category",
	"tt", "siiii"};

enum db service_cells(struct database *db, void *mem, enum service_dim dim, int64_t from,
                      int64_t to, int64_t now, struct service_cell **out, int *n)
{
	const struct db_sql *sql = &sql_cells[dim];
	enum db got = db_query(db, mem, sql, now, now, from, to);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct service_cell c;

		got = db_next(db, sql, &c.name, &c.cases, &c.complaints, &c.acked_in_time, &c.ack_judged,
		              &c.answered_in_time, &c.answer_judged, &c.answered, &c.answer_s, &c.closed,
		              &c.reopened, &c.rated, &c.rating);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct service_cell, (unsigned)*n + 1);
		(*out)[(*n)++] = c;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db service_steps(struct database *db, void *mem, int64_t from, int64_t to,
                      struct service_step **out, int *n)
{
	enum db got = db_query(db, mem, &sql_steps, from, to);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct service_step s;

		got = db_next(db, &sql_steps, &s.step, &s.n, &s.seconds);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct service_step, (unsigned)*n + 1);
		(*out)[(*n)++] = s;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db service_sent(struct database *db, void *mem, int64_t from, int64_t to,
                     struct service_sent **out, int *n)
{
	enum db got = db_query(db, mem, &sql_sent, from, to);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct service_sent s;

		got = db_next(db, &sql_sent, &s.category, &s.n, &s.in_time, &s.seconds, &s.late_days);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct service_sent, (unsigned)*n + 1);
		(*out)[(*n)++] = s;
	}
	return got == DB_NONE ? DB_OK : got;
}
