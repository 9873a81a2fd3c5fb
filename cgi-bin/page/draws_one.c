/* /draws/ID: prizes, odds or counts, rules, how it went, and what is mine in it. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/draws.h"
#include "page/stops.h"
#include "web/parse.h"

#define TICKETS_SHOWN 200
#define WINS_SHOWN 100
#define WINNERS_SHOWN 20
#define RECENT_READ 200
#define RECENT_SHOWN 10

static const char *const notices[][2] = {{"entered", "Lang.Draws.DoneEntered"},
                                         {"played", "Lang.Draws.DonePlayed"},
                                         {"claimed", "Lang.Draws.DoneClaimed"},
                                         {NULL, NULL}};

/* TEXT's paragraphs as Lines.N.Text. */
static void fill_text(struct draw_page *d)
{
	char *rest = talloc_strdup(d->mem, draw_say(d, d->draw.text, d->draw.text_en)), *line;
	int n = 0;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (line[0])
			view_str(view_row(d->root, "Lines", n++), "Text", line);
}

static void fill_draw(struct draw_page *d)
{
	struct view_node *root = d->root, *node = view_node(root, "Draw");
	const char *entered = text_points(d->mem, d->draw.tickets);

	view_str(root, "Page.Title", draw_say(d, d->draw.name, d->draw.name_en));
	view_str(node, "State", view_words(root, draw_phase_key(d->phase)));
	view_str(node, "Look", draw_phase_look(d->phase));
	view_str(node, "Kind", view_words(root, d->instant ? "Lang.Draws.Instant"
	                                                   : "Lang.Draws.Cutoff"));
	draw_put_when(d, node, &d->draw);
	view_points(root, "Price", d->draw.ticket_points);
	view_flag(root, "Free", d->draw.ticket_points == 0);
	view_points(root, "Entered", d->draw.tickets);
	if (d->instant)
		view_sentence(root, "EnteredText", "Lang.Draws.CountDeck", entered,
		              text_points(d->mem, d->draw.max_tickets), NULL);
	else
		view_sentence(root, "EnteredText", d->phase == PHASE_DRAWN ? "Lang.Draws.CountFinal"
		                                                          : "Lang.Draws.CountNow",
		              entered, NULL);
	view_str(root, "ProofText", view_words(root, "Lang.Draws.ProofShort"));
	if (d->phase == PHASE_CANCELLED && d->draw.cancel_reason[0])
		view_str(root, "Word", draw_words(d, "Lang.Draws.CancelledWhy", d->draw.cancel_reason));
	fill_text(d);
	draw_put_prizes(d);
	draw_facts(d);
}

/* Winners once drawn; dear wins of an instant draw as they happen. */
static bool fill_winners(struct draw_page *d)
{
	const char *list = d->instant ? "Recent" : "Winners";
	struct draw_winner *winners;
	int n, rows = 0, most = d->instant ? RECENT_SHOWN : WINNERS_SHOWN;
	enum db got;

	if (d->instant)
		got = draw_recent_wins(d->db, d->mem, DRAW_SHOWN_FEN, RECENT_READ, &winners, &n);
	else
		got = draw_winners(d->db, d->mem, d->draw.draw_id, 0, WINNERS_SHOWN + 1, &winners, &n);
	if (got != DB_OK)
		return false;
	view_flag(d->root, "IsRecent", d->instant && d->phase != PHASE_COMING);
	view_flag(d->root, "IsWinners", !d->instant && d->phase == PHASE_DRAWN);
	view_flag(d->root, "WinnersAll", n > WINNERS_SHOWN);
	for (int i = 0; i < n && rows < most; i++) {
		struct view_node *row;

		if (winners[i].draw_id != d->draw.draw_id)
			continue;
		row = view_row(d->root, list, rows++);
		draw_put_winner(d, row, &winners[i]);
		if (d->instant)
			draw_put_moment(d, row, "Day", NULL, winners[i].won_at);
	}
	return true;
}

static const struct draw_winner *win_of(const struct draw_winner *wins, int n, int64_t ticket_no)
{
	for (int i = 0; i < n; i++)
		if (wins[i].ticket_no == ticket_no)
			return &wins[i];
	return NULL;
}

/* What was won. The tickets of an instant draw say so themselves: there only what
 * somebody still has to do stands above. */
static void fill_wins(struct draw_page *d, const struct draw_winner *wins, int n)
{
	int rows = 0, waiting = 0;

	for (int i = 0; i < n; i++) {
		const struct draw_winner *w = &wins[i];
		bool by_hand = draw_prize_is_claimed(w->prize_kind);
		bool waits = by_hand && w->state == WIN_WON && d->today <= w->claim_until;
		struct view_node *row;

		if (d->instant && !by_hand)
			continue;
		row = view_row(d->root, "Wins", rows++);
		waiting += waits;
		view_sentence(row, "Text", "Lang.Draws.WonText", text_points(d->mem, w->ticket_no),
		              draw_say(d, w->prize_name, w->prize_name_en), NULL);
		if (waits)
			view_sentence(row, "State", "Lang.Draws.WonUntil",
			              draw_moment(d, day_start(w->claim_until)), NULL);
		else
			view_str(row, "State",
			         view_words(row, talloc_asprintf(d->mem, "Lang.Draws.WonState.%s",
			                                         draw_win_word(w->state))));
		if (w->prize_kind != PRIZE_POINTS && w->delivery[0])
			view_str(row, "Delivery", w->delivery);
		view_flag(row, "Coupon", w->prize_kind == PRIZE_COUPON);
	}
	view_flag(d->root, "Claim", waiting > 0);
}

/* Tickets in order, those of an instant draw with what they turned out to be. */
static void fill_tickets(struct draw_page *d, const struct draw_ticket *tickets, int n,
                         const struct draw_winner *wins, int n_wins)
{
	for (int i = 0; i < n; i++) {
		const struct draw_ticket *t = &tickets[d->instant ? n - 1 - i : i];
		const struct draw_winner *win = win_of(wins, n_wins, t->ticket_no);
		struct view_node *row = view_row(d->root, "Tickets", i);

		view_points(row, "No", t->ticket_no);
		view_flag(row, "Won", win != NULL);
		if (win)
			view_str(row, "Text", draw_say(d, win->prize_name, win->prize_name_en));
		else if (d->instant)
			view_str(row, "Text", view_words(row, "Lang.Draws.Blank"));
	}
}

/* What the member is told about tickets that did not win, or not yet. */
static bool fill_word(struct draw_page *d, const struct draw_ticket *tickets, int n, int n_wins)
{
	struct draw_reserve *reserves;
	int n_reserves;

	if (d->instant || n == 0 || n_wins > 0)
		return true;
	if (d->phase == PHASE_CLOSED)
		view_str(d->root, "Word", draw_words(d, "Lang.Draws.WaitText",
		                                     draw_moment(d, d->draw.draws_at)));
	if (d->phase != PHASE_DRAWN)
		return true;
	if (draw_reserves(d->db, d->mem, d->draw.draw_id, &reserves, &n_reserves) != DB_OK)
		return false;
	view_str(d->root, "Word", view_words(d->root, "Lang.Draws.LostText"));
	for (int i = 0; i < n_reserves; i++)
		for (int t = 0; t < n; t++)
			if (reserves[i].ticket_no == tickets[t].ticket_no && !reserves[i].moved_up)
				view_str(d->root, "Word",
				         draw_words(d, "Lang.Draws.ReserveText",
				                    text_points(d->mem, reserves[i].ticket_no),
				                    text_points(d->mem, reserves[i].place)));
	return true;
}

static bool fill_mine(struct draw_page *d, const struct draw_mine *mine)
{
	uint64_t member = d->v->member_id, draw = d->draw.draw_id;
	struct service_env env = account_env(d->r);
	struct draw_ticket *tickets;
	struct draw_winner *wins;
	char ref[DRAW_REF];
	int n, n_wins;

	if (draw_tickets(d->db, d->mem, member, draw, 0, TICKETS_SHOWN, &tickets, &n) != DB_OK ||
	    draw_wins(d->db, d->mem, member, draw, WINS_SHOWN, &wins, &n_wins) != DB_OK ||
	    draw_my_ref(&env, &d->draw, member, ref) != DB_OK || !fill_word(d, tickets, n, n_wins))
		return false;
	view_points(d->root, "Mine", mine->tickets);
	view_str(d->root, "Ref", ref);
	fill_tickets(d, tickets, n, wins, n_wins);
	if (mine->tickets > n)
		view_sentence(d->root, "MineMore", "Lang.Draws.MineMore",
		              text_points(d->mem, mine->tickets - n), NULL);
	fill_wins(d, wins, n_wins);
	return true;
}

static void way(struct draw_page *d, const char *href, const char *key)
{
	view_str(d->root, "Way.Href", href);
	view_str(d->root, "Way.Text", view_words(d->root, key));
}

/* Whether the member can enter now, else why not. */
static bool fill_door(struct draw_page *d, const struct draw_mine *mine)
{
	struct service_env env = account_env(d->r);
	struct draw_asked asked = {.member_id = d->v->member_id, .person_id = d->v->person_id,
	                           .draw_id = d->draw.draw_id, .tickets = 1, .shown_points = -1};
	struct draw_answer answer = {0};

	if (draw_look(&env, d->plan, &asked, &answer) != DRAW_ANSWERED)
		return false;
	view_points(d->root, "Available", answer.available);
	view_flag(d->root, "Open", answer.outcome == DRAW_OK);
	if (answer.outcome == DRAW_OK) {
		view_str(d->root, "EnterText",
		         view_words(d->root, d->instant         ? "Lang.Draws.EnterInstant"
		                             : mine->tickets > 0 ? "Lang.Draws.EnterMore"
		                                                 : "Lang.Draws.Enter"));
		return true;
	}
	view_str(d->root, "Reason", draw_reason(d, answer.outcome, 1, answer.available, answer.left));
	if (answer.outcome == DRAW_SHORT || answer.outcome == DRAW_IN_DEBT)
		way(d, "/programme", "Lang.Catalogue.HowToEarn");
	else if (answer.outcome == DRAW_TIER)
		way(d, "/programme", "Lang.Catalogue.HowToTier");
	return true;
}

/* A visitor: running ones lead to the sign-in and back here. */
static bool fill_stranger(struct draw_page *d)
{
	struct stop *stops;
	int n;

	if (!stops_look(d->r, &stops, &n))
		return false;
	if (d->phase == PHASE_RUNNING && stop_of(stops, n, NULL, d->draw.draw_id)) {
		view_str(d->root, "Reason", draw_reason(d, DRAW_STOPPED, 1, 0, 0));
		return true;
	}
	if (d->phase == PHASE_RUNNING) {
		view_str(d->root, "Reason", view_words(d->root, "Lang.Draws.SignInNote"));
		way(d, talloc_asprintf(d->mem, "/sign-in?next=/draws/%" PRIu64, d->draw.draw_id),
		    "Lang.Draws.SignIn");
		return true;
	}
	view_str(d->root, "Reason",
	         draw_reason(d, d->phase == PHASE_COMING ? DRAW_NOT_YET : DRAW_OVER, 1, 0, 0));
	return true;
}

int page_draw(struct request *r)
{
	struct draw_mine mine = {0};
	struct draw_page d;
	int status = draw_page_open(r, &d);

	if (status)
		return status;
	account_notice(r, notices);
	fill_draw(&d);
	if (!fill_winners(&d))
		return account_unavailable(r);
	if (!d.v)
		return fill_stranger(&d) ? 200 : account_unavailable(r);
	view_flag(d.root, "Me", true);
	if (draw_mine(d.db, d.v->member_id, d.draw.draw_id, d.today, &mine) != DB_OK ||
	    !fill_mine(&d, &mine) || !fill_door(&d, &mine))
		return account_unavailable(r);
	return 200;
}
