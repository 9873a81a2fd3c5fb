/* The balance and the history as the member saw them at a moment: what was posted
 * by then, and nothing of what came later. Read only. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/balance_view.h"
#include "page/movement.h"

#define WORD MEMBERS_WORD
#define LONG_AGO 0 /* 1970: before any order */

/* The account as it stood. */
struct seen {
	const struct desk_member *member;
	int64_t at;
	int32_t day;
	struct desk_seen books;
	struct ledger *ledger; /* its lots as they stood */
	struct statement_history history;
};

/* The moment asked for: now where none is typed. INSTANT_NONE: it is no moment, or
 * one to come. */
static int64_t moment_of(struct request *r)
{
	const char *typed = request_query(r, "at");
	int64_t at = page_now(r);

	if (!typed || !typed[0])
		return at;
	view_str(page_root(r), "Form.at", typed);
	if (!instant_parse(talloc_asprintf(r->mem, "%.16s:59+08:00", typed), &at) ||
	    at > page_now(r) + 59)
		return INSTANT_NONE;
	return at;
}

/* Of the entries in the list those wait whose lots waited then. */
static void mark_pending(struct seen *s)
{
	for (int i = 0; i < s->history.n; i++) {
		struct statement_entry *e = &s->history.rows[i];

		e->is_pending = false;
		for (int j = 0; j < s->ledger->n_lots; j++)
			if (s->ledger->lots[j].seq == e->seq)
				e->is_pending = s->ledger->lots[j].available_on == DAY_NONE;
	}
}

static enum db load(struct request *r, struct seen *s, int64_t before)
{
	struct database *db = portal_of(r)->db;
	struct statement_filter all = {.from = INSTANT_NONE, .until = INSTANT_NONE};
	const struct plan *plan = plan_on(portal_of(r)->plans, s->day);
	int64_t from = balance_window_from(plan, s->day);
	enum db got = desk_seen(db, r->mem, s->member->member_id, s->at,
	                        from == INSTANT_NONE ? LONG_AGO : from, &s->books);

	s->ledger = talloc_zero(r->mem, struct ledger);
	if (got == DB_OK)
		got = desk_seen_lots(db, s->member->member_id, s->books.seq, s->ledger);
	s->ledger->debt = s->books.debt;
	if (before <= 0 || before > s->books.seq + 1)
		before = s->books.seq + 1;
	if (got == DB_OK)
		got = statement_history(db, r->mem, s->member->member_id, &all, before, s->books.seq,
		                        &s->history);
	if (got == DB_OK)
		mark_pending(s);
	return got;
}

static int by_end(const void *a, const void *b)
{
	const struct statement_day *x = a, *y = b;

	return x->expires_on < y->expires_on ? -1 : x->expires_on > y->expires_on;
}

/* Adds POINTS that end on DAY. */
static void add_day(struct statement_balance *b, int32_t ends, int64_t points)
{
	for (int i = 0; i < b->n_days; i++)
		if (b->days[i].expires_on == ends) {
			b->days[i].points += points;
			return;
		}
	if (b->n_days < STATEMENT_LOTS)
		b->days[b->n_days++] = (struct statement_day){ends, points};
}

/* Adds the trip whose lot waited. */
static enum db add_waiting(struct request *r, const struct seen *s, const struct ledger_lot *lot,
                           struct statement_balance *b)
{
	struct statement_receipt receipt;
	enum db got;

	if (b->n_pending == STATEMENT_PENDING)
		return DB_OK;
	got = statement_receipt(portal_of(r)->db, r->mem, s->member->member_id, lot->seq, &receipt);
	if (got == DB_OK)
		b->pending[b->n_pending++] = (struct statement_pending){
			.seq = lot->seq,
			.points = lot->left,
			.source_id = receipt.entry.source_id,
			.category = receipt.entry.category,
			.destination = receipt.entry.destination,
			.travel_end = receipt.entry.travel_end,
			.available_on = lot->available_on};
	return got;
}

static enum db make_balance(struct request *r, const struct seen *s, struct statement_balance *b)
{
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < s->ledger->n_lots; i++) {
		const struct ledger_lot *lot = &s->ledger->lots[i];

		if (lot->available_on == DAY_NONE || lot->available_on > s->day)
			got = add_waiting(r, s, lot, b);
		else if (lot->expires_on >= s->day)
			add_day(b, lot->expires_on, lot->left);
	}
	qsort(b->days, (size_t)b->n_days, sizeof b->days[0], by_end);
	for (int i = 0; i < s->history.n && i < STATEMENT_LATEST; i++)
		b->latest[b->n_latest++] = s->history.rows[i];
	b->n_lots = b->n_days;
	b->window = s->books.window;
	return got;
}

static enum db fill_balance(struct request *r, const struct seen *s)
{
	struct statement_balance *read = talloc_zero(r->mem, struct statement_balance);
	const struct plan *plan = plan_on(portal_of(r)->plans, s->day);
	struct viewer v = {.member_id = s->member->member_id,
	                   .member_no = talloc_strdup(r->mem, s->member->member_no),
	                   .name = talloc_strdup(r->mem, s->member->member_no),
	                   .tier = s->books.tier,
	                   .debt = s->books.debt,
	                   .lifetime = s->books.lifetime,
	                   .tier_since = s->books.tier_since,
	                   .joined_on = s->member->joined_on,
	                   .pin_until = DAY_NONE,
	                   .review_notice_on = DAY_NONE,
	                   .good_through = s->day,
	                   .last_seq = s->books.seq};
	int64_t ending;
	enum db got = make_balance(r, s, read);

	if (got != DB_OK)
		return got;
	ledger_figures(s->ledger, s->day, &v.available, &v.pending, &ending);
	balance_fill(page_root(r), r->mem,
	             &(struct balance_view){&v, portal_of(r)->plans, plan, read, s->at, s->day,
	                                    ending});
	return DB_OK;
}

static void fill_history(struct request *r, const struct seen *s)
{
	struct view_node *root = page_root(r), *entries = view_node(root, "Entries");
	const char *typed = request_query(r, "at");

	for (int i = 0; i < s->history.n; i++)
		movement_row(view_item(entries, i), r->mem, portal_of(r)->plans, &s->history.rows[i],
		             s->day);
	view_flag(root, "History", true);
	if (s->history.older > 1)
		view_str(root, "Older",
		         talloc_asprintf(r->mem, "/admin/members/%s/seen?page=history&at=%.16s&before=%lld",
		                         s->member->member_no, typed ? typed : "",
		                         (long long)s->history.older));
}

int page_member_seen(struct request *r)
{
	const char *page = request_query(r, "page"), *before = request_query(r, "before");
	struct seen s = {.at = INSTANT_NONE};
	struct desk_member m;
	int64_t from = 0;
	struct view_node *root;
	int status = members_find(r, "member_seen", &m);

	if (status)
		return status;
	root = members_page(r, &m, WORD "SeenTitle");
	s.member = &m;
	s.at = moment_of(r);
	if (s.at == INSTANT_NONE) {
		page_error(r, "at", WORD "ErrorAt");
		return 422;
	}
	s.day = day_of(s.at);
	if (before && !int_parse(before, &from))
		from = 0;
	if (load(r, &s, from) != DB_OK)
		return desk_unavailable(r);
	view_instant(root, "Seen", s.at);
	view_flag(root, "HistoryAsked", page && strcmp(page, "history") == 0);
	if (!s.books.tier) {
		view_flag(root, "NotYet", true);
		return 200;
	}
	if (page && strcmp(page, "history") == 0)
		fill_history(r, &s);
	else if (fill_balance(r, &s) != DB_OK)
		return desk_unavailable(r);
	view_sentence(root, "Page.Title", WORD "SeenOf", m.member_no, NULL);
	return 200;
}
