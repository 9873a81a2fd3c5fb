/* Rehearsals as they are kept: asked for, begun, done, and what they found. */
#include "base/mem.h"
#include "store/bulk.h"
#include "store/plan_draft.h"

#define HEAD                                                                                 \
	"r.rehearsal_id, r.draft_id, r.edit, r.from_day, r.state, r.staff_id, r.asked_at,"       \
	" r.begun_at, r.ended_at, r.done, r.total, COALESCE(s.name, '')"
#define HEAD_OUT "iiidsitttiis"
#define FIGURES                                                                              \
	"r.members, r.orders, r.sales_fen, r.more, r.less, r.up, r.down, r.old_points,"          \
	" r.new_points, r.old_fen, r.new_fen, r.old_held, r.new_held, r.old_open, r.new_open,"   \
	" r.old_open_fen, r.new_open_fen"
#define OF " FROM plan_rehearsal r LEFT JOIN staff s ON s.staff_id = r.staff_id"

static const struct db_sql add = {
	"INSERT INTO plan_rehearsal (draft_id, edit, source, from_day, staff_id, asked_at)"
	" VALUES (?, ?, ?, ?, ?, ?)",
	"iisdit", ""};
static const struct db_sql read = {
	"SELECT " HEAD ", r.source, " FIGURES OF " WHERE r.rehearsal_id = ?", "i",
	HEAD_OUT "s" "iiiiiiiiiiiiiiiii"};
static const struct db_sql list = {
	"SELECT " HEAD OF " WHERE r.draft_id = ? ORDER BY r.rehearsal_id DESC LIMIT ?", "ii", HEAD_OUT};
static const struct db_sql next = {
	"SELECT rehearsal_id FROM plan_rehearsal WHERE state IN ('waiting', 'running')"
	" ORDER BY rehearsal_id LIMIT 1",
	"", "i"};
static const struct db_sql begun = {
	"UPDATE plan_rehearsal SET state = 'running', total = ?, done = 0, begun_at = ?"
	" WHERE rehearsal_id = ?",
	"iti", ""};
static const struct db_sql step = {
	"UPDATE plan_rehearsal SET done = ? WHERE rehearsal_id = ?", "ii", ""};
static const struct db_sql failed = {
	"UPDATE plan_rehearsal SET state = 'failed', ended_at = ? WHERE rehearsal_id = ?", "ti", ""};
static const struct db_sql finish = {
	"UPDATE plan_rehearsal SET state = 'done', done = total, ended_at = ?, members = ?,"
	" orders = ?, sales_fen = ?, more = ?, less = ?, up = ?, down = ?, old_points = ?,"
	" new_points = ?, old_fen = ?, new_fen = ?, old_held = ?, new_held = ?, old_open = ?,"
	" new_open = ?, old_open_fen = ?, new_open_fen = ? WHERE rehearsal_id = ?",
	"tiiiiiiiiiiiiiiiiii", ""};
static const struct db_sql drop_months = {
	"DELETE FROM plan_rehearsal_month WHERE rehearsal_id = ?", "i", ""};
static const struct db_sql drop_tiers = {
	"DELETE FROM plan_rehearsal_tier WHERE rehearsal_id = ?", "i", ""};
/* all-members: those of one rehearsal */
static const struct db_sql drop_members = {
	"DELETE FROM plan_rehearsal_member WHERE rehearsal_id = ?", "i", ""};
static const struct bulk_sql add_months = BULK_SQL(
	"INSERT INTO plan_rehearsal_month (rehearsal_id, month, orders, old_points, new_points)"
	" VALUES ", "(?, ?, ?, ?, ?)", "", "idiii");
static const struct bulk_sql add_tiers = BULK_SQL(
	"INSERT INTO plan_rehearsal_tier (rehearsal_id, old_tier, new_tier, members) VALUES ",
	"(?, ?, ?, ?)", "", "issi");
static const struct bulk_sql add_members = BULK_SQL(
	"INSERT INTO plan_rehearsal_member (rehearsal_id, place, member_id, old_points, new_points,"
	" old_tier, new_tier) VALUES ", "(?, ?, ?, ?, ?, ?, ?)", "", "iiiiiss");
static const struct db_sql of_months = {
	"SELECT month, orders, old_points, new_points FROM plan_rehearsal_month"
	" WHERE rehearsal_id = ? ORDER BY month",
	"i", "diii"};
static const struct db_sql of_tiers = {
	"SELECT old_tier, new_tier, members FROM plan_rehearsal_tier WHERE rehearsal_id = ?"
	" ORDER BY old_tier, new_tier",
	"i", "ssi"};
/* all-members: those of one rehearsal */
static const struct db_sql of_members = {
	"SELECT r.member_id, m.member_no, r.old_tier, r.new_tier, r.old_points, r.new_points"
	" FROM plan_rehearsal_member r JOIN member m ON m.member_id = r.member_id"
	" WHERE r.rehearsal_id = ? ORDER BY r.place",
	"i", "isssii"};

enum db rehearsal_add(struct database *db, const struct rehearsal *r)
{
	return db_run(db, &add, r->draft_id, r->edit, r->source, r->from_day, (int64_t)r->staff_id,
	              r->asked_at);
}

enum db rehearsal_read(struct database *db, void *mem, int64_t rehearsal_id, struct rehearsal *out,
                       struct rehearsal_figures *figures)
{
	struct rehearsal_figures f;
	struct rehearsal r = {0};
	char *state, *staff, *source;
	int64_t staff_id;
	enum db got;

	got = db_one(db, mem, &read, rehearsal_id, &r.rehearsal_id, &r.draft_id, &r.edit, &r.from_day,
	             &state, &staff_id, &r.asked_at, &r.begun_at, &r.ended_at, &r.done, &r.total, &staff,
	             &source, &f.members, &f.orders, &f.sales_fen, &f.more, &f.less, &f.up, &f.down,
	             &f.old_points, &f.new_points, &f.old_fen, &f.new_fen, &f.old_held, &f.new_held,
	             &f.old_open, &f.new_open, &f.old_open_fen, &f.new_open_fen);
	if (got != DB_OK)
		return got;
	r.state = state;
	r.staff = staff;
	r.source = source;
	r.staff_id = (uint64_t)staff_id;
	*out = r;
	if (figures)
		*figures = f;
	return DB_OK;
}

enum db rehearsal_list(struct database *db, void *mem, int64_t draft_id, int64_t limit,
                       struct rehearsal **out, int *n)
{
	enum db got = db_query(db, mem, &list, draft_id, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct rehearsal r = {0};
		char *state, *staff;
		int64_t staff_id;

		got = db_next(db, &list, &r.rehearsal_id, &r.draft_id, &r.edit, &r.from_day, &state,
		              &staff_id, &r.asked_at, &r.begun_at, &r.ended_at, &r.done, &r.total, &staff);
		if (got != DB_OK)
			break;
		r.state = state;
		r.staff = staff;
		r.staff_id = (uint64_t)staff_id;
		*out = talloc_realloc(mem, *out, struct rehearsal, (unsigned)*n + 1);
		(*out)[(*n)++] = r;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rehearsal_next(struct database *db, int64_t *rehearsal_id)
{
	return db_one(db, NULL, &next, rehearsal_id);
}

enum db rehearsal_begun(struct database *db, int64_t rehearsal_id, int64_t total, int64_t now)
{
	return db_run(db, &begun, total, now, rehearsal_id);
}

enum db rehearsal_step(struct database *db, int64_t rehearsal_id, int64_t done)
{
	return db_run(db, &step, done, rehearsal_id);
}

enum db rehearsal_failed(struct database *db, int64_t rehearsal_id, int64_t now)
{
	return db_run(db, &failed, now, rehearsal_id);
}

static void collect(struct bulk rows[3], int64_t id, const struct rehearse_result *r,
                    const struct plan *old_plan, const struct plan *new_plan)
{
	for (int i = 0; i < r->n_months; i++) {
		bulk_number(&rows[0], id);
		bulk_number(&rows[0], r->months[i].month);
		bulk_number(&rows[0], r->months[i].orders);
		bulk_number(&rows[0], r->months[i].old_points);
		bulk_number(&rows[0], r->months[i].new_points);
	}
	for (int i = 0; i < PLAN_TIERS * PLAN_TIERS; i++) {
		if (r->tiers[i / PLAN_TIERS][i % PLAN_TIERS] == 0)
			continue;
		bulk_number(&rows[1], id);
		bulk_text(&rows[1], old_plan->tiers[i / PLAN_TIERS].code);
		bulk_text(&rows[1], new_plan->tiers[i % PLAN_TIERS].code);
		bulk_number(&rows[1], r->tiers[i / PLAN_TIERS][i % PLAN_TIERS]);
	}
	for (int i = 0; i < r->n_top; i++) {
		bulk_number(&rows[2], id);
		bulk_number(&rows[2], i + 1);
		bulk_number(&rows[2], (int64_t)r->top[i].member_id);
		bulk_number(&rows[2], r->top[i].old_points);
		bulk_number(&rows[2], r->top[i].new_points);
		bulk_text(&rows[2], old_plan->tiers[r->top[i].old_tier].code);
		bulk_text(&rows[2], new_plan->tiers[r->top[i].new_tier].code);
	}
}

enum db rehearsal_write(struct database *db, int64_t rehearsal_id, const struct rehearse_result *r,
                        const struct plan *old_plan, const struct plan *new_plan, int64_t now)
{
	static const struct bulk_sql *const into[] = {&add_months, &add_tiers, &add_members};
	static const struct db_sql *const drop[] = {&drop_months, &drop_tiers, &drop_members};
	void *mem = talloc_new(NULL);
	struct bulk rows[3];
	enum db got = DB_OK;

	for (int i = 0; i < 3; i++)
		bulk_begin(&rows[i], into[i], mem);
	collect(rows, rehearsal_id, r, old_plan, new_plan);
	for (int i = 0; got == DB_OK && i < 3; i++)
		got = db_run(db, drop[i], rehearsal_id);
	for (int i = 0; got == DB_OK && i < 3; i++)
		got = bulk_write(db, &rows[i]);
	if (got == DB_OK)
		got = db_run(db, &finish, now, r->members, r->orders, r->sales_fen, r->more, r->less,
		             r->up, r->down, r->old.points, r->new.points,
		             rehearse_worth(old_plan, r->old.points),
		             rehearse_worth(new_plan, r->new.points), r->old.held, r->new.held,
		             r->old.open, r->new.open, rehearse_worth(old_plan, r->old.open),
		             rehearse_worth(new_plan, r->new.open), rehearsal_id);
	talloc_free(mem);
	return got;
}

enum db rehearsal_months(struct database *db, void *mem, int64_t rehearsal_id,
                         struct rehearse_month **out, int *n)
{
	enum db got = db_query(db, mem, &of_months, rehearsal_id);
	struct rehearse_month m;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &of_months, &m.month, &m.orders, &m.old_points,
	                                      &m.new_points)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct rehearse_month, (unsigned)*n + 1);
		(*out)[(*n)++] = m;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rehearsal_tiers(struct database *db, void *mem, int64_t rehearsal_id,
                        struct rehearsal_tier **out, int *n)
{
	enum db got = db_query(db, mem, &of_tiers, rehearsal_id);
	struct rehearsal_tier t;

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &of_tiers, &t.old_tier, &t.new_tier, &t.members)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct rehearsal_tier, (unsigned)*n + 1);
		(*out)[(*n)++] = t;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rehearsal_members(struct database *db, void *mem, int64_t rehearsal_id,
                          struct rehearsal_member **out, int *n)
{
	enum db got = db_query(db, mem, &of_members, rehearsal_id);
	struct rehearsal_member m;
	int64_t member_id;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &of_members, &member_id, &m.member_no, &m.old_tier,
	                                      &m.new_tier, &m.old_points, &m.new_points)) == DB_OK) {
		m.member_id = (uint64_t)member_id;
		*out = talloc_realloc(mem, *out, struct rehearsal_member, (unsigned)*n + 1);
		(*out)[(*n)++] = m;
	}
	return got == DB_NONE ? DB_OK : got;
}
