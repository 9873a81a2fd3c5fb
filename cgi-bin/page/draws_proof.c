/* What makes a draw checkable by anyone: the proof as page and JSON, its files,
 * and the list of winners. All of it is public. */
#include <inttypes.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/draws.h"
#include "web/json.h"

#define BATCH 1000
#define PROOF_SHOWN 100
#define WINNERS_A_PAGE 50
#define WORD "Lang.Draws."

const struct field draw_winners_query[] = {{.name = "after", .max = 20}, {0}};

/* What the stream begins with: the list's hash, or the deck's; NULL: not yet. */
static const uint8_t *stream_hash(const struct draw_page *d)
{
	if (d->instant)
		return d->draw.has_deck ? d->draw.deck_hash : NULL;
	return d->draw.has_list ? d->draw.list_hash : NULL;
}

static char *hex_of(void *mem, const uint8_t *bytes, size_t len)
{
	char *hex = talloc_array(mem, char, 2 * len + 1);

	secret_hex(hex, bytes, len);
	return hex;
}

/* ---- the page */

static struct view_node *add_step(struct draw_page *d, int i, const char *title, const char *text,
                                  const char *label)
{
	struct view_node *row = view_row(d->root, "Steps", i);

	view_str(row, "Title", view_words(row, title));
	view_str(row, "Text", view_words(row, text));
	view_str(row, "Label", view_words(row, label));
	return row;
}

static void fill_steps(struct draw_page *d)
{
	const struct draw *draw = &d->draw;
	const uint8_t *list = stream_hash(d);
	struct view_node *row = add_step(d, 0, WORD "ProofStep1", WORD "ProofStep1Text",
	                                 WORD "SeedHash");

	draw_put_moment(d, row, "When", NULL, draw->published_at);
	view_str(row, "Value", hex_of(d->mem, draw->seed_hash, SHA256_BYTES));
	row = d->instant ? add_step(d, 1, WORD "ProofStep2Deck", WORD "ProofStep2DeckText",
	                            WORD "DeckHash")
	                 : add_step(d, 1, WORD "ProofStep2", WORD "ProofStep2Text", WORD "ListHash");
	draw_put_moment(d, row, "When", NULL, d->instant ? draw->published_at : draw->closes_at);
	view_str(row, "Value", list ? hex_of(d->mem, list, SHA256_BYTES) : NULL);
	view_str(row, "Missing", view_words(row, WORD "ListLater"));
	view_str(row, "Public", draw->public_value);
	if (draw->public_source[0])
		view_str(row, "Source", draw_say(d, draw->public_source, draw->public_source_en));
	row = d->instant ? add_step(d, 2, WORD "ProofStep3Instant", WORD "ProofStep3InstantText",
	                            WORD "Seed")
	                 : add_step(d, 2, WORD "ProofStep3", WORD "ProofStep3Text", WORD "Seed");
	draw_put_moment(d, row, "When", NULL,
	                draw->drawn_at != INSTANT_NONE ? draw->drawn_at : draw->draws_at);
	view_str(row, "Value", draw->has_seed ? hex_of(d->mem, draw->seed, DRAW_SEED) : NULL);
	view_str(row, "Missing",
	         view_words(row, d->instant ? WORD "SeedLaterInstant" : WORD "SeedLater"));
}

static bool fill_picks(struct draw_page *d)
{
	struct draw_winner *winners;
	struct draw_reserve *reserves;
	int n, n_reserves, rows = 0;

	if (draw_winners(d->db, d->mem, d->draw.draw_id, 0, PROOF_SHOWN + 1, &winners, &n) != DB_OK ||
	    draw_reserves(d->db, d->mem, d->draw.draw_id, &reserves, &n_reserves) != DB_OK)
		return false;
	for (int i = 0; i < n && i < PROOF_SHOWN; i++) {
		struct view_node *row = view_row(d->root, "Winners", rows++);

		draw_put_winner(d, row, &winners[i]);
		view_points(row, "Order", winners[i].win_no);
	}
	view_flag(d->root, "WinnersAll", n > 0);
	for (int i = 0; n <= PROOF_SHOWN && i < n_reserves && i < PROOF_SHOWN; i++) {
		struct view_node *row = view_row(d->root, "Winners", rows++);

		view_points(row, "Order", reserves[i].place);
		view_figure(row, "Ticket",
		            draw_words(d, WORD "TicketNo", text_points(d->mem, reserves[i].ticket_no)),
		            reserves[i].ticket_no);
		view_str(row, "Prize", view_words(row, WORD "ProofReserve"));
		view_flag(row, "Reserve", true);
	}
	return true;
}

int page_draw_proof(struct request *r)
{
	struct draw_page d;
	int status = draw_page_open(r, &d);

	if (status)
		return status;
	view_sentence(d.root, "Page.Title", WORD "ProofTitle",
	              draw_say(&d, d.draw.name, d.draw.name_en), NULL);
	view_str(d.root, "Lead",
	         view_words(d.root, d.instant ? WORD "ProofLeadInstant" : WORD "ProofLead"));
	view_flag(d.root, "Tickets", d.instant || d.draw.has_list);
	fill_steps(&d);
	return fill_picks(&d) ? 200 : account_unavailable(r);
}

/* ---- proof.json */

static void add_hex(struct json_out *w, const struct draw_page *d, const char *name,
                    const uint8_t *bytes)
{
	json_add_text(w, name, bytes ? hex_of(d->mem, bytes, SHA256_BYTES) : NULL);
}

static void add_head(struct json_out *w, const struct draw_page *d)
{
	json_add_text(w, "kind", draw_kind_word(d->draw.kind));
	add_hex(w, d, "seed_hash", d->draw.seed_hash);
	add_hex(w, d, "seed", d->draw.has_seed ? d->draw.seed : NULL);
	/* Of an instant draw the stream begins with the deck's hash in its place. */
	add_hex(w, d, "list_hash", stream_hash(d));
	if (d->instant) {
		add_hex(w, d, "deck_hash", stream_hash(d));
		add_hex(w, d, "tickets_hash", d->draw.has_list ? d->draw.list_hash : NULL);
	}
	json_add_text(w, "public_value",
	              d->draw.public_value && d->draw.public_value[0] ? d->draw.public_value : NULL);
	json_add_int(w, "reserve_count", d->draw.reserve_count);
	json_open_array(w, "prizes");
	for (int i = 0; i < d->n_prizes; i++) {
		json_open_object(w, NULL);
		json_add_text(w, "name", d->prizes[i].name);
		json_add_int(w, "count", d->prizes[i].count);
		json_close_object(w);
	}
	json_close_array(w);
}

/* Winners as drawn, or (APART) those who gave up with who moved up for whom. */
static bool add_winners(struct json_out *w, const struct draw_page *d, bool apart)
{
	struct draw_winner *winners;
	int64_t after = 0;
	int n;

	do {
		if (draw_winners(d->db, d->mem, d->draw.draw_id, after, BATCH, &winners, &n) != DB_OK)
			return false;
		for (int i = 0; i < n; i++) {
			after = winners[i].win_no;
			if (apart ? winners[i].state != WIN_FORFEITED && winners[i].for_ticket == 0
			          : winners[i].for_ticket > 0)
				continue;
			json_open_object(w, NULL);
			json_add_int(w, "ticket_no", winners[i].ticket_no);
			json_add_text(w, "prize", winners[i].prize_name);
			if (apart) {
				json_add_bool(w, "given_up", winners[i].state == WIN_FORFEITED);
				json_add_int(w, "moved_up_for", winners[i].for_ticket);
			}
			json_close_object(w);
		}
	} while (n == BATCH);
	return true;
}

static bool add_reserves(struct json_out *w, const struct draw_page *d)
{
	struct draw_reserve *reserves;
	int n;

	if (draw_reserves(d->db, d->mem, d->draw.draw_id, &reserves, &n) != DB_OK)
		return false;
	json_open_array(w, "reserves");
	for (int i = 0; i < n; i++)
		json_add_int(w, NULL, reserves[i].ticket_no);
	json_close_array(w);
	return true;
}

/* Half an answer would look like a whole one. */
static int take_back(struct request *r)
{
	r->out.len = 0;
	r->content_type = NULL;
	return account_unavailable(r);
}

int page_draw_proof_json(struct request *r)
{
	struct draw_page d;
	struct json_out w;
	int status = draw_page_open(r, &d);

	if (status)
		return status;
	json_begin(&w, &r->out);
	add_head(&w, &d);
	json_open_array(&w, "winners");
	if (!add_winners(&w, &d, false))
		return take_back(r);
	json_close_array(&w);
	if (!add_reserves(&w, &d))
		return take_back(r);
	json_open_array(&w, "changes");
	if (!add_winners(&w, &d, true))
		return take_back(r);
	json_close_array(&w);
	json_end(&w);
	r->content_type = "application/json";
	return 200;
}

/* ---- files */

/* Their bytes are hashed: no mark in front, LF, as they are. */
static int answer_file(struct request *r, enum db got, const char *disposition)
{
	if (got != DB_OK) {
		r->out.len = 0;
		return got == DB_NONE ? 404 : account_unavailable(r);
	}
	r->content_type = "text/csv; charset=utf-8";
	respond_header(r, "Content-Disposition", disposition);
	return 200;
}

int page_draw_tickets_csv(struct request *r)
{
	struct service_env env = account_env(r);
	struct draw_page d;
	int status = draw_page_open(r, &d);

	if (status)
		return status;
	return answer_file(r, draw_tickets_text(&env, &d.draw, &r->out),
	                   "attachment; filename=\"tickets.csv\"");
}

int page_draw_deck_csv(struct request *r)
{
	struct service_env env = account_env(r);
	struct draw_page d;
	int status = draw_page_open(r, &d);

	if (status)
		return status;
	return answer_file(r, draw_deck_text(&env, &d.draw, &r->out),
	                   "attachment; filename=\"deck.csv\"");
}

/* ---- all winners */

int page_draw_winners(struct request *r)
{
	const char *asked = request_query(r, "after");
	struct draw_page d;
	struct draw_winner *winners;
	int64_t after = 0;
	int n, status = draw_page_open(r, &d);

	if (status)
		return status;
	if (asked && (!int_parse(asked, &after) || after < 0))
		return 400;
	if (draw_winners(d.db, d.mem, d.draw.draw_id, after, WINNERS_A_PAGE + 1, &winners, &n) !=
	    DB_OK)
		return account_unavailable(r);
	view_sentence(d.root, "Page.Title", WORD "WinnersOf",
	              draw_say(&d, d.draw.name, d.draw.name_en), NULL);
	for (int i = 0; i < n && i < WINNERS_A_PAGE; i++) {
		struct view_node *row = view_row(d.root, "Winners", i);

		draw_put_winner(&d, row, &winners[i]);
		if (d.instant)
			draw_put_moment(&d, row, "Day", NULL, winners[i].won_at);
	}
	if (after > 0)
		view_str(d.root, "First", talloc_asprintf(d.mem, "/draws/%" PRIu64 "/winners",
		                                          d.draw.draw_id));
	if (n > WINNERS_A_PAGE)
		view_str(d.root, "Next",
		         talloc_asprintf(d.mem, "/draws/%" PRIu64 "/winners?after=%" PRId64,
		                         d.draw.draw_id, winners[WINNERS_A_PAGE - 1].win_no));
	return 200;
}
