/* One draw at the desk: its form while a draft, what it lacks, and what can be
 * done once it is published. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_draws.h"
#include "page/desk_form.h"
#include "page/draw_page.h"

#define WORD "Lang.AdminDraws."
#define COUNT_MAX INT64_C(1000000)
#define VALUE_BYTES 64
#define REASON_MAX 300

const char *desk_draw_error(enum draw_staff_outcome outcome)
{
	switch (outcome) {
	case DRAW_STAFF_LACKS: return WORD "ErrorLacks";
	case DRAW_STAFF_CHANGED: return WORD "ErrorMeanwhile";
	case DRAW_STAFF_NO_REASON: return WORD "ErrorReason";
	case DRAW_STAFF_MANY: return WORD "ErrorMany";
	case DRAW_STAFF_WORSE: return WORD "ErrorWorse";
	default: return WORD "ErrorTooLate";
	}
}

static void fill_prizes(struct desk_draw *d)
{
	for (int i = 0; i < d->n; i++) {
		const struct draw_prize *p = &d->prizes[i];
		struct view_node *row = view_row(d->root, "Prizes", i);

		draw_put_art(row, p);
		view_str(row, "Name", desk_draw_say(d->r, p->name, p->name_en));
		view_str(row, "Kind", view_words(row, talloc_asprintf(d->r->mem, WORD "PrizeKind.%s",
		                                                       draw_prize_word(p->kind))));
		view_money(row, "Worth", p->value_fen);
		view_points(row, "Count", p->count);
	}
}

/* What publication lacks, each with the way to where it is typed. */
static void fill_lacks(struct desk_draw *d, const struct draw_lack *lacks, int n)
{
	void *mem = d->r->mem;

	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(d->root, "Lacks", i);
		const char *key = talloc_asprintf(mem, WORD "Lack.%s", lacks[i].word);
		const char *no = talloc_asprintf(mem, "%" PRId64, lacks[i].prize_no);
		bool of_field = text_among(lacks[i].word, (const char *const[]){
			"name", "text", "who", "method", "claim_how", "delivery", "forfeit", "organiser",
			"contact", "opens_at", "closes_at", "draws_at", "claim_days", "max_tickets",
			"per_member", "ticket_points", NULL});

		view_sentence(row, "Text", key, no, NULL);
		if (lacks[i].prize_no > 0)
			view_str(row, "Href", talloc_asprintf(mem, "/admin/draws/%" PRIu64 "/prizes/%s",
			                                      d->draw.draw_id, no));
		else if (of_field)
			view_str(row, "Href", talloc_asprintf(mem, "#%s", lacks[i].word));
	}
}

static void fill_draft(struct desk_draw *d)
{
	struct draw_lack *lacks = talloc_array(d->r->mem, struct draw_lack, DRAW_LACKS_MAX);

	view_flag(d->root, "Draft", true);
	fill_lacks(d, lacks, draw_lacks(&d->draw, d->prizes, d->n, page_now(d->r), lacks));
}

static void put_hash(struct desk_draw *d, const char *name, bool there, const uint8_t *bytes)
{
	char hex[SHA256_HEX];

	if (!there)
		return;
	secret_hex(hex, bytes, SHA256_BYTES);
	view_str(d->root, name, hex);
}

/* What can be changed in members' favour. */
static void fill_better(struct desk_draw *d)
{
	struct view_node *row = view_row(d->root, "Better", 0);

	view_str(row, "Value", "0");
	view_str(row, "Text", view_words(row, WORD "BetterDays"));
	for (int i = 0; i < d->n; i++) {
		row = view_row(d->root, "Better", i + 1);
		view_str(row, "Value", talloc_asprintf(d->r->mem, "%" PRId64, d->prizes[i].prize_no));
		view_sentence(row, "Text", WORD "BetterPrize",
		              desk_draw_say(d->r, d->prizes[i].name, d->prizes[i].name_en), NULL);
	}
}

static void fill_published(struct desk_draw *d)
{
	const struct draw *draw = &d->draw;
	bool before = d->phase == PHASE_COMING || d->phase == PHASE_RUNNING;
	bool instant = draw->kind == DRAW_INSTANT;

	put_hash(d, "SeedHash", true, draw->seed_hash);
	put_hash(d, "ListHash", draw->has_list, draw->list_hash);
	put_hash(d, "DeckHash", draw->has_deck, draw->deck_hash);
	put_hash(d, "Seed", draw->has_seed, draw->seed);
	view_str(d->root, "PublicValue", draw->public_value);
	view_str(d->root, "CancelReason", draw->cancel_reason[0] ? draw->cancel_reason : NULL);
	view_points(d->root, "Tickets", draw->tickets);
	view_flag(d->root, "May.Better", before && !instant);
	view_flag(d->root, "May.Cancel", before && (!instant || draw->tickets == 0));
	view_flag(d->root, "May.Value", draw->state == DRAW_FROZEN && draw->public_source[0] &&
	                                    !draw->public_value);
	if (before && !instant)
		fill_better(d);
}

int desk_draw_show(struct desk_draw *d, int status)
{
	struct view_node *root = d->root;

	view_str(root, "Page.Title", desk_draw_say(d->r, d->draw.name, d->draw.name_en));
	view_str(root, "State", view_words(root, talloc_asprintf(d->r->mem, WORD "State.%s",
	                                                          draw_phase_word(d->phase))));
	view_str(root, "Look", d->phase == PHASE_RUNNING                                ? "good"
	                       : d->phase == PHASE_DRAWN || d->phase == PHASE_CANCELLED ? "quiet"
	                                                                                : "wait");
	draw_form_choices(d->r);
	draw_form_fill(d->r, &d->draw);
	fill_prizes(d);
	if (d->draw.state == DRAW_DRAFT)
		fill_draft(d);
	else
		fill_published(d);
	return status;
}

int desk_draw_answer(struct desk_draw *d, enum draw_staff_outcome outcome, const char *done,
                     const char *field)
{
	if (outcome == DRAW_STAFF_OK)
		return respond_see_other(d->r, talloc_asprintf(d->r->mem, "/admin/draws/%" PRIu64
		                                               "?done=%s", d->draw.draw_id, done));
	if (outcome == DRAW_STAFF_UNKNOWN)
		return page_problem(d->r, 404);
	if (outcome == DRAW_STAFF_TRY_AGAIN || outcome == DRAW_STAFF_FAILED)
		return desk_unavailable(d->r);
	page_error(d->r, outcome == DRAW_STAFF_NO_REASON || outcome == DRAW_STAFF_WORSE ? field : NULL,
	           desk_draw_error(outcome));
	return desk_draw_show(d, outcome == DRAW_STAFF_CHANGED ? 409 : 422);
}

static int save(struct desk_draw *d)
{
	struct service_env env = desk_env(d->r);
	struct draw draw = d->draw, now;
	enum draw_staff_outcome outcome;

	desk_draw_show(d, 422);
	draw_form_read(d->r, &draw);
	if (page_has_errors(d->r))
		return 422;
	if (!int_parse(desk_typed(d->r, "version"), &draw.version))
		return 400;
	outcome = draw_save(&env, desk_of(d->r)->staff_id, &draw);
	if (outcome == DRAW_STAFF_CHANGED) {
		/* What was typed stays; saving again overwrites what the other one saved. */
		if (draw_read(portal_of(d->r)->db, d->r->mem, d->draw.draw_id, &now) != DB_OK)
			return desk_unavailable(d->r);
		view_str(d->root, "Form.version",
		         talloc_asprintf(d->r->mem, "%" PRId64, now.version));
		page_error(d->r, NULL, WORD "ErrorChanged");
		return 409;
	}
	return desk_draw_answer(d, outcome, "draw_saved", NULL);
}

int page_desk_draw(struct request *r)
{
	struct desk_draw d;
	int status;

	desk_page(r, WORD "Title");
	status = desk_draw_open(r, &d);
	if (status)
		return status;
	return r->method == METHOD_POST ? save(&d) : desk_draw_show(&d, 200);
}

/* Begins a change by POST: the draw of the path. */
static int change(struct request *r, struct desk_draw *d)
{
	desk_page(r, WORD "Title");
	return desk_draw_open(r, d);
}

int page_desk_draw_publish(struct request *r)
{
	struct service_env env = desk_env(r);
	struct draw_lack *lacks = talloc_array(r->mem, struct draw_lack, DRAW_LACKS_MAX);
	struct desk_draw d;
	int n = 0, status = change(r, &d);

	if (status)
		return status;
	return desk_draw_answer(&d, draw_publish(&env, desk_of(r)->staff_id, d.draw.draw_id, lacks,
	                                         &n), "draw_published", NULL);
}

int page_desk_draw_better(struct request *r)
{
	struct service_env env = desk_env(r);
	struct desk_draw d;
	int64_t no, value;
	int status = change(r, &d);

	if (status)
		return status;
	no = desk_number(r, "prize_no", 0, COUNT_MAX, 0);
	value = desk_number(r, "value", 1, COUNT_MAX, 0);
	if (!page_has_errors(r) && value == 0)
		page_error(r, "value", "Lang.AdminCatalogue.ErrorNumber");
	status = page_has_errors(r)
	             ? desk_draw_show(&d, 422)
	             : desk_draw_answer(&d, draw_better(&env, desk_of(r)->staff_id, d.draw.draw_id, no,
	                                                value), "draw_better", "value");
	page_keep(r, "value");
	page_keep(r, "prize_no");
	return status;
}

int page_desk_draw_cancel(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *reason = desk_prose(r, "reason", REASON_MAX);
	struct desk_draw d;
	int status = change(r, &d);

	if (status)
		return status;
	page_keep(r, "reason");
	if (!reason[0])
		return desk_draw_answer(&d, DRAW_STAFF_NO_REASON, NULL, "reason");
	return desk_draw_answer(&d, draw_cancel(&env, desk_of(r)->staff_id, d.draw.draw_id, reason),
	                        "draw_cancelled", "reason");
}

int page_desk_draw_value(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *value = desk_typed(r, "value");
	struct desk_draw d;
	int status = change(r, &d);

	if (status)
		return status;
	page_keep(r, "value");
	if (!value[0] || strlen(value) > VALUE_BYTES)
		return desk_draw_answer(&d, DRAW_STAFF_NO_REASON, NULL, "value");
	return desk_draw_answer(&d, draw_public(&env, desk_of(r)->staff_id, d.draw.draw_id, value),
	                        "draw_value", "value");
}
