#include "store/rehearse.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* all-members: a rehearsal goes through all, in slices of numbers */
static const struct db_sql count = {"SELECT COUNT(*) FROM member", "", "i"};
/* all-members: the next slice */
static const struct db_sql members = {
	"SELECT member_id, member_no, joined_on FROM member WHERE member_id > ?"
	" ORDER BY member_id LIMIT ?",
	"ii", "isd"};
/* all-members: of a slice */
static const struct db_sql orders = {
	"SELECT member_id, partner, order_no, category, products, branch, paid_fen, eligible_fen,"
	" paid_at FROM order_head FORCE INDEX (by_member) WHERE member_id > ? AND member_id <= ?"
	" AND paid_at IS NOT NULL ORDER BY member_id, order_no, partner",
	"ii", "isssssiit"};
/* all-members: of a slice */
static const struct db_sql events = {
	"SELECT h.member_id, h.partner, h.order_no, e.event, e.happened_at, e.amount_fen"
	" FROM order_head h FORCE INDEX (by_member) JOIN order_event e ON e.partner = h.partner"
	" AND e.order_no = h.order_no WHERE h.member_id > ? AND h.member_id <= ?"
	" AND h.paid_at IS NOT NULL AND e.applied = 1 ORDER BY h.member_id, h.order_no, h.partner",
	"ii", "isssti"};
/* all-members: of a slice. 7 opening, 8 credit */
static const struct db_sql credits = {
	"SELECT e.member_id, e.kind, e.points, e.source_kind, e.source_id, e.effective_at,"
	" e.posted_at, l.expires_on FROM entry e"
	" JOIN lot l ON l.member_id = e.member_id AND l.seq = e.seq"
	" WHERE e.member_id > ? AND e.member_id <= ? AND e.kind IN (7, 8)"
	" ORDER BY e.member_id, e.seq",
	"ii", "iiiisttd"};

/* A slice being read: facts by member, whose arrays grow row by row. */
struct slice {
	struct database *db;
	void *mem;
	int64_t after, until;
	struct rehearse_facts *facts;
	int n, at; /* AT: of the row before, as rows come by member */
};

enum db rehearse_count(struct database *db, int64_t *n)
{
	return db_one(db, NULL, &count, n);
}

static enum db read_members(struct slice *s, int64_t most, char ***nos)
{
	enum db got = db_query(s->db, s->mem, &members, s->after, most);
	struct rehearse_facts f = {0};
	int64_t member_id;
	char *no;

	*nos = NULL;
	while (got == DB_OK && (got = db_next(s->db, &members, &member_id, &no, &f.joined_on)) == DB_OK) {
		f.member_id = (uint64_t)member_id;
		s->until = member_id;
		s->facts = talloc_realloc(s->mem, s->facts, struct rehearse_facts, (unsigned)s->n + 1);
		*nos = talloc_realloc(s->mem, *nos, char *, (unsigned)s->n + 1);
		(*nos)[s->n] = no;
		s->facts[s->n++] = f;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The facts of MEMBER_ID. NULL: a member who joined while this was read. */
static struct rehearse_facts *facts_of(struct slice *s, int64_t member_id)
{
	while (s->at < s->n && s->facts[s->at].member_id < (uint64_t)member_id)
		s->at++;
	return s->at < s->n && s->facts[s->at].member_id == (uint64_t)member_id ? &s->facts[s->at] : NULL;
}

/* Room for one more behind N rows of SIZE bytes; doubled as it grows. */
static void *room(struct slice *s, const void *array, int n, size_t size)
{
	void *rows = (void *)(uintptr_t)array;

	if (n >= 4 && (n & (n - 1)) != 0)
		return rows;
	return talloc_realloc_size(s->mem, rows, (n < 4 ? 4 : (size_t)n * 2) * size);
}

static enum db read_orders(struct slice *s)
{
	enum db got = db_query(s->db, s->mem, &orders, s->after, s->until);
	char *partner, *no, *category, *products, *branch;
	struct ledger_order o = {0};
	int64_t member_id;

	s->at = 0;
	while (got == DB_OK &&
	       (got = db_next(s->db, &orders, &member_id, &partner, &no, &category, &products, &branch,
	                      &o.paid_fen, &o.eligible_fen, &o.paid_at)) == DB_OK) {
		struct rehearse_facts *f = facts_of(s, member_id);
		struct ledger_order *rows;

		if (!f)
			continue;
		snprintf(o.partner, sizeof o.partner, "%s", partner);
		snprintf(o.order_no, sizeof o.order_no, "%s", no);
		snprintf(o.category, sizeof o.category, "%s", category);
		snprintf(o.products, sizeof o.products, "%s", products);
		snprintf(o.branch, sizeof o.branch, "%s", branch);
		rows = room(s, f->orders, f->n_orders, sizeof *rows);
		rows[f->n_orders++] = o;
		f->orders = rows;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* Adds an event to the order at *INDEX or a later one: both come in one order. An
 * order that came in between the two reads is not there. */
static void add_event(struct slice *s, struct rehearse_facts *f, int *index, const char *partner,
                      const char *no, struct rehearse_event event)
{
	struct rehearse_event *rows;
	int at = *index;

	while (at < f->n_orders && (strcmp(f->orders[at].order_no, no) != 0 ||
	                            strcmp(f->orders[at].partner, partner) != 0))
		at++;
	if (at == f->n_orders)
		return;
	event.order = *index = at;
	rows = room(s, f->events, f->n_events, sizeof *rows);
	rows[f->n_events++] = event;
	f->events = rows;
}

static enum db read_events(struct slice *s)
{
	enum db got = db_query(s->db, s->mem, &events, s->after, s->until);
	char *partner, *no, *name;
	struct rehearse_event e = {0};
	struct rehearse_facts *last = NULL;
	int64_t member_id;
	int index = 0;

	s->at = 0;
	while (got == DB_OK && (got = db_next(s->db, &events, &member_id, &partner, &no, &name, &e.at,
	                                      &e.amount_fen)) == DB_OK) {
		struct rehearse_facts *f = facts_of(s, member_id);

		if (f != last)
			index = 0;
		last = f;
		e.refund = strncmp(name, "refund/", 7) == 0;
		e.refund_no = e.refund ? name + 7 : NULL;
		if (f && (e.refund || strcmp(name, "completed") == 0))
			add_event(s, f, &index, partner, no, e);
	}
	return got == DB_NONE ? DB_OK : got;
}

static enum db read_credits(struct slice *s)
{
	enum db got = db_query(s->db, s->mem, &credits, s->after, s->until);
	struct rehearse_credit c = {0};
	int64_t member_id, kind, source_kind;
	char *source_id;

	s->at = 0;
	while (got == DB_OK && (got = db_next(s->db, &credits, &member_id, &kind, &c.points,
	                                      &source_kind, &source_id, &c.at, &c.posted_at,
	                                      &c.expires_on)) == DB_OK) {
		struct rehearse_facts *f = facts_of(s, member_id);
		struct rehearse_credit *rows;

		if (!f)
			continue;
		c.kind = (enum entry_kind)kind;
		c.source_kind = (enum source_kind)source_kind;
		c.source_id = source_id;
		rows = room(s, f->credits, f->n_credits, sizeof *rows);
		rows[f->n_credits++] = c;
		f->credits = rows;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rehearse_read(struct database *db, void *mem, uint64_t after, int64_t most,
                      struct rehearse_facts **out, char ***member_nos, int *n)
{
	struct slice s = {.db = db, .mem = mem, .after = (int64_t)after, .until = (int64_t)after};
	enum db got = read_members(&s, most, member_nos);

	if (got == DB_OK && s.n > 0)
		got = read_orders(&s);
	if (got == DB_OK && s.n > 0)
		got = read_events(&s);
	if (got == DB_OK && s.n > 0)
		got = read_credits(&s);
	*out = s.facts;
	*n = s.n;
	return got;
}
