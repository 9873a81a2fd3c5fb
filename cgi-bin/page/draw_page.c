#include "page/draw_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/movement.h"

#define PICTURE_TAG 8 /* bytes of its hash in a picture's address */
#define NO_SHOWN 3    /* last characters of a member number that winners' lists show */

void draw_page_begin(struct request *r, struct draw_page *d)
{
	struct portal *portal = portal_of(r);

	*d = (struct draw_page){.r = r, .mem = r->mem, .root = page_root(r), .db = portal->db,
	                        .v = viewer_of(r), .now = page_now(r)};
	d->today = day_of(d->now);
	d->plan = plan_on(portal->plans, d->today);
	view_str(d->root, "Page.Name", "draws");
}

int draw_page_open(struct request *r, struct draw_page *d)
{
	struct view_node *node;
	int64_t id;
	enum db got;

	draw_page_begin(r, d);
	if (!int_parse(r->param[0], &id) || id < 1)
		return 404;
	got = draw_read(d->db, d->mem, (uint64_t)id, &d->draw);
	if (got == DB_NONE || (got == DB_OK && d->draw.state == DRAW_DRAFT))
		return 404;
	if (got != DB_OK ||
	    draw_prizes(d->db, d->mem, d->draw.draw_id, &d->prizes, &d->n_prizes) != DB_OK)
		return account_unavailable(r);
	d->phase = draw_seen(d, &d->draw);
	d->instant = d->draw.kind == DRAW_INSTANT;
	node = view_node(d->root, "Draw");
	view_str(node, "Id", talloc_asprintf(d->mem, "%" PRIu64, d->draw.draw_id));
	view_str(node, "Name", draw_say(d, d->draw.name, d->draw.name_en));
	view_flag(node, "Instant", d->instant);
	draw_put_art(node, d->n_prizes > 0 ? &d->prizes[0] : NULL);
	return 0;
}

const char *draw_say(const struct draw_page *d, const char *zh, const char *en)
{
	return view_lang(d->root) == LANG_EN && en && en[0] ? en : zh;
}

char *draw_moment(const struct draw_page *d, int64_t instant)
{
	int32_t day = day_of(instant);
	char *text = movement_day(d->mem, view_lang(d->root), day, d->today);
	int minute = (int)((instant - day_start(day)) / 60);

	return minute == 0 ? text
	                   : talloc_asprintf(d->mem, "%s %02d:%02d", text, minute / 60, minute % 60);
}

void draw_put_moment(const struct draw_page *d, struct view_node *node, const char *name,
                     const char *key, int64_t instant)
{
	char iso[INSTANT_TEXT];

	if (instant == INSTANT_NONE)
		return;
	view_str(node, name, key ? draw_words(d, key, draw_moment(d, instant))
	                         : draw_moment(d, instant));
	view_str(node, talloc_asprintf(d->mem, "%s.Iso", name), instant_local(iso, instant));
}

const char *draw_tier(const struct draw_page *d, const char *code)
{
	return movement_tier(d->mem, d->root, &d->plan->tiers[plan_tier_index(d->plan, code)]);
}

const char *draw_art(enum draw_prize_kind kind)
{
	switch (kind) {
	case PRIZE_SERVICE: return "bell";
	case PRIZE_POINTS: return "compass";
	case PRIZE_COUPON: return "ticket";
	default: return "gift";
	}
}

void draw_put_art(struct view_node *row, const struct draw_prize *prize)
{
	char no[INT_TEXT], hex[SHA256_HEX];

	view_str(row, "No", int_text(no, prize ? prize->prize_no : 0));
	if (prize && prize->has_picture) {
		secret_hex(hex, prize->picture_hash, PICTURE_TAG);
		view_str(row, "Picture", hex);
	} else {
		view_str(row, "Art", draw_art(prize ? prize->kind : PRIZE_GOODS));
	}
}

const struct draw_prize *draw_prize_no(const struct draw_page *d, int64_t prize_no)
{
	for (int i = 0; i < d->n_prizes; i++)
		if (d->prizes[i].prize_no == prize_no)
			return &d->prizes[i];
	return NULL;
}

const char *draw_phase_key(enum draw_phase phase)
{
	switch (phase) {
	case PHASE_RUNNING: return "Lang.Draws.State.open";
	case PHASE_CLOSED: return "Lang.Draws.State.closed";
	case PHASE_DRAWN: return "Lang.Draws.State.drawn";
	case PHASE_CANCELLED: return "Lang.Draws.State.cancelled";
	default: return "Lang.Draws.State.coming";
	}
}

const char *draw_phase_look(enum draw_phase phase)
{
	return phase == PHASE_RUNNING                            ? "good"
	       : phase == PHASE_DRAWN || phase == PHASE_CANCELLED ? "quiet"
	                                                         : "wait";
}

enum draw_phase draw_seen(const struct draw_page *d, const struct draw *draw)
{
	return d->v ? draw_phase_of(d->plan, draw, d->v->tier, d->now) : draw_phase(draw, d->now);
}

int64_t draw_seen_opens(const struct draw_page *d, const struct draw *draw)
{
	return d->v ? draw_opens(d->plan, draw, d->v->tier) : draw->opens_at;
}

void draw_put_when(const struct draw_page *d, struct view_node *row, const struct draw *draw)
{
	switch (draw_seen(d, draw)) {
	case PHASE_RUNNING:
		draw_put_moment(d, row, "When", "Lang.Draws.Closes", draw->closes_at);
		break;
	case PHASE_CLOSED:
		draw_put_moment(d, row, "When", "Lang.Draws.Draws", draw->draws_at);
		break;
	case PHASE_DRAWN:
		draw_put_moment(d, row, "When", "Lang.Draws.DrawnOn", draw->drawn_at);
		break;
	case PHASE_CANCELLED:
		draw_put_moment(d, row, "When", "Lang.Draws.CancelledOn", draw->cancelled_at);
		break;
	default:
		draw_put_moment(d, row, "When", "Lang.Draws.Opens", draw_seen_opens(d, draw));
		break;
	}
}

/* Bytes of the first character of valid UTF-8 TEXT. */
static int first_character(const char *text)
{
	int n = text[0] ? 1 : 0;

	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n++;
	return n;
}

char *draw_masked(void *mem, const struct draw_winner *w)
{
	size_t len = strlen(w->member_no);
	const char *tail = w->member_no + (len > NO_SHOWN ? len - NO_SHOWN : 0);

	return talloc_asprintf(mem, "%.*s** %.*s****%s", first_character(w->name), w->name,
	                       first_character(w->member_no), w->member_no, tail);
}

void draw_put_winner(const struct draw_page *d, struct view_node *row,
                     const struct draw_winner *w)
{
	view_figure(row, "Ticket", draw_words(d, "Lang.Draws.TicketNo", text_points(d->mem, w->ticket_no)),
	            w->ticket_no);
	view_str(row, "Prize", draw_say(d, w->prize_name, w->prize_name_en));
	view_str(row, "Who", draw_masked(d->mem, w));
	if (w->for_ticket > 0)
		view_sentence(row, "Note", "Lang.Draws.ProofMoved", text_points(d->mem, w->for_ticket),
		              NULL);
	else if (w->state == WIN_FORFEITED)
		view_str(row, "Note", view_words(row, "Lang.Draws.ProofForfeit"));
}
