#include "page/draws.h"

#include <inttypes.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/stops.h"
#include "store/picture.h"

#define ENDED_SHOWN 20
#define WINS_SHOWN 100
#define RECENT_SHOWN 10

/* The three groups of the list, and how many rows each has so far. */
static const char *const groups[] = {"Open", "Coming", "Finished"};
#define N_GROUPS (int)(sizeof groups / sizeof groups[0])

static int group_of(enum draw_phase phase)
{
	return phase == PHASE_RUNNING || phase == PHASE_CLOSED ? 0 : phase == PHASE_COMING ? 1 : 2;
}

static bool has_won(const struct draw_winner *wins, int n, uint64_t draw_id)
{
	for (int i = 0; i < n; i++)
		if (wins[i].draw_id == draw_id && wins[i].state != WIN_FORFEITED)
			return true;
	return false;
}

/* One card; D->draw is the draw. */
static bool fill_card(struct draw_page *d, struct view_node *row)
{
	const char *top;
	struct draw_mine mine = {0};
	int64_t total;

	d->prizes = NULL;
	if (draw_prizes(d->db, d->mem, d->draw.draw_id, &d->prizes, &d->n_prizes) != DB_OK)
		return false;
	if (d->v &&
	    draw_mine(d->db, d->v->member_id, d->draw.draw_id, d->today, &mine) != DB_OK)
		return false;
	total = draw_prize_count(d->prizes, d->n_prizes);
	view_str(row, "Id", talloc_asprintf(d->mem, "%" PRIu64, d->draw.draw_id));
	view_str(row, "Name", draw_say(d, d->draw.name, d->draw.name_en));
	view_str(row, "State", view_words(row, draw_phase_key(d->phase)));
	view_str(row, "Look", draw_phase_look(d->phase));
	draw_put_when(d, row, &d->draw);
	draw_put_art(row, d->n_prizes > 0 ? &d->prizes[0] : NULL);
	if (d->n_prizes > 0) {
		top = draw_say(d, d->prizes[0].name, d->prizes[0].name_en);
		view_str(row, "Top", total > 1 ? draw_words(d, "Lang.Draws.Top", top,
		                                            text_points(d->mem, total))
		                               : top);
	}
	view_points(row, "Price", d->draw.ticket_points);
	if (mine.tickets > 0)
		view_sentence(row, "Mine", "Lang.Draws.Mine", text_points(d->mem, mine.tickets), NULL);
	return true;
}

/* Dear wins of all draws, as they happen. */
static bool fill_recent(struct draw_page *d)
{
	struct draw_winner *recent;
	int n;

	if (draw_recent_wins(d->db, d->mem, DRAW_SHOWN_FEN, RECENT_SHOWN, &recent, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(d->root, "Recent", i);

		draw_put_winner(d, row, &recent[i]);
		draw_put_moment(d, row, "Day", NULL, recent[i].won_at);
	}
	return true;
}

static int page_draws(struct request *r)
{
	struct draw_page d;
	struct draw *draws;
	struct draw_winner *wins = NULL;
	struct stop *stops;
	int n, n_wins = 0, n_stops, rows[N_GROUPS] = {0};

	draw_page_begin(r, &d);
	view_str(d.root, "Page.Title", view_words(d.root, "Lang.Draws.Title"));
	if (!stops_look(r, &stops, &n_stops) ||
	    draw_list(d.db, d.mem, ENDED_SHOWN, &draws, &n) != DB_OK ||
	    (d.v && draw_wins(d.db, d.mem, d.v->member_id, 0, WINS_SHOWN, &wins, &n_wins) != DB_OK))
		return account_unavailable(r);
	view_flag(d.root, "Any", n > 0);
	for (int i = 0; i < n; i++) {
		struct view_node *row;
		int group;

		d.draw = draws[i];
		d.phase = draw_seen(&d, &d.draw);
		group = group_of(d.phase);
		row = view_row(d.root, groups[group], rows[group]++);
		if (!fill_card(&d, row))
			return account_unavailable(r);
		if (group < 2 && stop_of(stops, n_stops, NULL, d.draw.draw_id)) {
			view_str(row, "State", view_words(row, "Lang.Stops.Paused"));
			view_str(row, "Look", "quiet");
		}
		view_flag(row, "Won", has_won(wins, n_wins, d.draw.draw_id));
	}
	return fill_recent(&d) ? 200 : account_unavailable(r);
}

/* The picture's address names its bytes, so it may be kept for good. */
static int page_picture(struct request *r)
{
	const struct draw_prize *prize;
	struct picture_row picture;
	struct draw_page d;
	int64_t no;
	int status = draw_page_open(r, &d);
	enum db got;

	if (status)
		return status;
	prize = int_parse(r->param[1], &no) ? draw_prize_no(&d, no) : NULL;
	if (!prize || !prize->has_picture)
		return 404;
	got = picture_read(d.db, d.mem, (struct blob){prize->picture_hash, SHA256_BYTES},
	                   &picture);
	if (got != DB_OK)
		return got == DB_NONE ? 404 : account_unavailable(r);
	r->content_type = picture.type;
	respond_header(r, "Cache-Control", "public, max-age=31536000, immutable");
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}

static const struct field one_query[] = {{.name = "done", .max = 16}, {0}};

#define MEMBER_POST (GUARD_MEMBER | GUARD_CSRF)

const struct route draws_routes[] = {
	{"/draws", METHOD_GET, GUARD_PUBLIC, page_draws, "draws", NULL, NULL, 0},
	{"/draws/:id", METHOD_GET, GUARD_PUBLIC, page_draw, "draw", one_query, NULL, 0},
	{"/draws/:id/enter", METHOD_GET, GUARD_MEMBER, page_draw_enter, "draw_enter", NULL, NULL, 0},
	{"/draws/:id/enter", METHOD_POST, MEMBER_POST, page_draw_enter, "draw_enter", NULL,
	 draw_enter_form, 0},
	{"/draws/:id/claim", METHOD_GET, GUARD_MEMBER, page_draw_claim, "draw_claim", NULL, NULL, 0},
	{"/draws/:id/claim", METHOD_POST, MEMBER_POST, page_draw_claim, "draw_claim", NULL,
	 draw_claim_form, 0},
	{"/draws/:id/winners", METHOD_GET, GUARD_PUBLIC, page_draw_winners, "draw_winners",
	 draw_winners_query, NULL, 0},
	{"/draws/:id/proof", METHOD_GET, GUARD_PUBLIC, page_draw_proof, "draw_proof", NULL, NULL, 0},
	{"/draws/:id/proof.json", METHOD_GET, GUARD_PUBLIC, page_draw_proof_json, NULL, NULL, NULL,
	 0},
	{"/draws/:id/tickets.csv", METHOD_GET, GUARD_PUBLIC, page_draw_tickets_csv, NULL, NULL, NULL,
	 0},
	{"/draws/:id/deck.csv", METHOD_GET, GUARD_PUBLIC, page_draw_deck_csv, NULL, NULL, NULL, 0},
	{"/draws/:id/prizes/:no/picture", METHOD_GET, GUARD_PUBLIC, page_picture, NULL, NULL, NULL,
	 0},
	{0},
};
