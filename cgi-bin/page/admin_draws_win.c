/* Winners at the desk: identity checked, prizes delivered or given up, and the
 * winner file with values and tax. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_draws.h"
#include "page/desk_form.h"
#include "web/csv_out.h"

#define WORD "Lang.AdminDraws."
#define ROWS 100
#define BATCH 1000
#define QUEUE_ROWS 200

static const char *state_words(struct request *r, enum draw_win_state state)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, WORD "WinState.%s",
	                                                draw_win_word(state)));
}

static const char *look(enum draw_win_state state)
{
	return state == WIN_DELIVERED ? "good" : state == WIN_FORFEITED ? "quiet" : "wait";
}

static void fill_row(struct request *r, struct view_node *row, const struct draw_winner *w)
{
	view_str(row, "Draw", talloc_asprintf(r->mem, "%" PRIu64, w->draw_id));
	view_str(row, "DrawName", desk_draw_say(r, w->draw_name, w->draw_name_en));
	view_points(row, "Ticket", w->ticket_no);
	view_str(row, "Prize", desk_draw_say(r, w->prize_name, w->prize_name_en));
	view_str(row, "Member", w->member_no);
	view_str(row, "State", state_words(r, w->state));
	view_str(row, "Look", look(w->state));
	view_money(row, "Worth", w->value_fen);
	view_day(row, "Until", w->claim_until);
	view_flag(row, "Late", w->state == WIN_CLAIMED && w->claim_until < day_of(page_now(r)));
	if (w->for_ticket > 0)
		view_sentence(row, "Note", WORD "MovedUp", text_points(r->mem, w->for_ticket), NULL);
}

int page_desk_winners(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Winners");
	const char *asked = request_query(r, "after");
	struct draw_winner *winners;
	struct desk_draw d;
	int64_t after = 0;
	int n, status = desk_draw_open(r, &d);

	if (status)
		return status;
	if (asked && (!int_parse(asked, &after) || after < 0))
		return 400;
	if (!desk_looked(r, "draw_winners", 0, r->param[0]) ||
	    draw_winners(portal_of(r)->db, r->mem, d.draw.draw_id, after, ROWS + 1, &winners, &n) !=
	        DB_OK)
		return desk_unavailable(r);
	view_sentence(root, "Page.Title", WORD "WinnersTitle",
	              desk_draw_say(r, d.draw.name, d.draw.name_en), NULL);
	for (int i = 0; i < n && i < ROWS; i++)
		fill_row(r, view_row(root, "Rows", i), &winners[i]);
	if (n > ROWS)
		view_str(root, "Next",
		         talloc_asprintf(r->mem, "%" PRId64, winners[ROWS - 1].win_no));
	return 200;
}

int page_desk_win_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "QueueTitle");
	const char *show = request_query(r, "show");
	bool waiting = show && strcmp(show, "won") == 0;
	struct draw_winner *winners;
	int n;

	view_flag(root, "Waiting", waiting);
	if (!desk_looked(r, "draw_queue", 0, waiting ? "won" : "claimed") ||
	    draw_winner_queue(portal_of(r)->db, r->mem, waiting ? WIN_WON : WIN_CLAIMED, QUEUE_ROWS,
	                      &winners, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Rows", i), &winners[i]);
	return 200;
}

/* ---- one winner */

struct winning {
	struct desk_draw d;
	struct draw_winner w;
	int64_t ticket_no;
};

static int open_winner(struct request *r, struct winning *g)
{
	int status;
	enum db got;

	desk_page(r, WORD "Winners");
	status = desk_draw_open(r, &g->d);
	if (status)
		return status;
	if (!int_parse(r->param[1], &g->ticket_no) || g->ticket_no < 1)
		return page_problem(r, 404);
	got = draw_winner_read(portal_of(r)->db, r->mem, g->d.draw.draw_id, g->ticket_no, &g->w);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	return 0;
}

static void put_instant(struct view_node *root, const char *name, int64_t instant)
{
	if (instant != INSTANT_NONE)
		view_instant(root, name, instant);
}

static int show(struct winning *g, int status)
{
	const struct draw_winner *w = &g->w;
	struct request *r = g->d.r;
	struct view_node *root = g->d.root;
	bool claimed = draw_prize_is_claimed(w->prize_kind);
	bool open = w->state == WIN_WON || w->state == WIN_CLAIMED;

	view_sentence(root, "Page.Title", WORD "WinnerTitle", text_points(r->mem, w->ticket_no), NULL);
	view_str(root, "Ticket", r->param[1]);
	fill_row(r, view_node(root, "Win"), w);
	view_str(root, "Name", w->name);
	view_str(root, "Recipient", w->recipient);
	view_str(root, "Phone", w->phone);
	view_str(root, "Address", w->address);
	view_str(root, "Delivery", w->delivery);
	view_str(root, "Reason", w->reason);
	if (w->taxable)
		view_money(root, "Tax", w->tax_fen);
	put_instant(root, "Won", w->won_at);
	put_instant(root, "Claimed", w->claimed_at);
	put_instant(root, "Identity", w->identity_at);
	put_instant(root, "Delivered", w->delivered_at);
	put_instant(root, "Forfeited", w->forfeited_at);
	view_flag(root, "May.Identity", open && claimed && w->identity_at == INSTANT_NONE);
	view_flag(root, "May.Deliver", w->state == WIN_CLAIMED && w->identity_at != INSTANT_NONE);
	view_flag(root, "May.Forfeit", open && claimed);
	return status;
}

int page_desk_winner(struct request *r)
{
	struct winning g;
	int status = open_winner(r, &g);

	if (status)
		return status;
	return desk_looked(r, "draw_winner", g.w.member_id, g.w.member_no) ? show(&g, 200)
	                                                                  : desk_unavailable(r);
}

int page_desk_winner_step(struct request *r)
{
	static const char *const words[] = {"identity", "deliver", "forfeit"};
	const char *asked = desk_typed(r, "step"), *text = desk_prose(r, "text", 300);
	struct service_env env = desk_env(r);
	enum draw_win_step step = 0;
	enum draw_staff_outcome outcome;
	struct winning g;
	int status = open_winner(r, &g);

	if (status)
		return status;
	for (int i = 0; i < 3; i++)
		if (strcmp(words[i], asked) == 0)
			step = (enum draw_win_step)(WIN_IDENTITY + i);
	if (!step)
		return 400;
	outcome = draw_win_step(&env, desk_of(r)->staff_id, g.d.draw.draw_id, g.ticket_no, step, text);
	if (outcome == DRAW_STAFF_OK)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/draws/%" PRIu64 "/winners/%"
		                                            PRId64 "?done=win_step", g.d.draw.draw_id,
		                                            g.ticket_no));
	if (outcome == DRAW_STAFF_UNKNOWN)
		return page_problem(r, 404);
	if (outcome == DRAW_STAFF_TRY_AGAIN || outcome == DRAW_STAFF_FAILED)
		return desk_unavailable(r);
	page_error(r, outcome == DRAW_STAFF_NO_REASON
	                  ? talloc_asprintf(r->mem, "text-%s", words[step - WIN_IDENTITY])
	                  : NULL, desk_draw_error(outcome));
	return show(&g, 422);
}

/* ---- the winner file */

static const char *const heads[] = {"WinNo", "Ticket", "Prize", "Value", "Taxable", "Tax",
                                    "MemberNo", "Name", "State", "WonAt", "ClaimUntil",
                                    "ClaimedAt", "Identity", "DeliveredAt", "Delivery",
                                    "ForfeitedAt", "Reason", "ForTicket"};

static void cell_instant(struct request *r, int64_t instant)
{
	char text[INSTANT_TEXT];

	csv_text(r, instant == INSTANT_NONE ? NULL : instant_local(text, instant));
}

static void write_row(struct request *r, void *mem, const struct draw_winner *w)
{
	char iso[INSTANT_TEXT];

	csv_int(r, w->win_no);
	csv_int(r, w->ticket_no);
	csv_text(r, desk_draw_say(r, w->prize_name, w->prize_name_en));
	csv_text(r, text_decimal(mem, w->value_fen));
	csv_text(r, view_words(page_root(r), w->taxable ? WORD "Yes" : WORD "No"));
	csv_text(r, text_decimal(mem, w->tax_fen));
	csv_text(r, w->member_no);
	csv_text(r, w->name);
	csv_text(r, state_words(r, w->state));
	cell_instant(r, w->won_at);
	csv_text(r, day_iso(iso, w->claim_until));
	cell_instant(r, w->claimed_at);
	cell_instant(r, w->identity_at);
	cell_instant(r, w->delivered_at);
	csv_text(r, w->delivery);
	cell_instant(r, w->forfeited_at);
	csv_text(r, w->reason);
	if (w->for_ticket > 0)
		csv_int(r, w->for_ticket);
	else
		csv_text(r, NULL);
	csv_row(r);
}

int page_desk_winners_csv(struct request *r)
{
	struct draw_winner *winners;
	struct desk_draw d;
	int64_t after = 0;
	int n, n_headers = r->n_headers, status = desk_draw_open(r, &d);

	if (status)
		return status;
	if (!desk_looked(r, "draw_file", 0, r->param[0]))
		return desk_unavailable(r);
	csv_begin(r, "winners.csv");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		csv_text(r, view_words(page_root(r), talloc_asprintf(r->mem, WORD "Csv.%s", heads[i])));
	csv_row(r);
	do {
		void *mem = talloc_new(r->mem);

		if (draw_winners(portal_of(r)->db, mem, d.draw.draw_id, after, BATCH, &winners, &n) !=
		    DB_OK) {
			/* Half a file would look like a whole one. */
			r->out.len = 0;
			r->n_headers = n_headers;
			r->content_type = NULL;
			return desk_unavailable(r);
		}
		for (int i = 0; i < n; i++)
			write_row(r, mem, &winners[i]);
		after = n > 0 ? winners[n - 1].win_no : after;
		talloc_free(mem);
	} while (n == BATCH);
	return 200;
}
