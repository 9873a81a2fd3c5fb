#include "page/admin_draws.h"

#include <inttypes.h>

#include "base/mem.h"
#include "page/account.h"

#define ROWS 50
#define WORD "Lang.AdminDraws."

static const struct field list_query[] = {{"after", 20, false}, {"done", 32, false}, {0}};
static const struct field better_form[] = {{"prize_no", 20, false}, {"value", 20, false}, {0}};
static const struct field cancel_form[] = {{"reason", 2000, false}, {0}};
static const struct field value_form[] = {{"value", 400, false}, {0}};
static const struct field picture_form[] = {{"picture", 4194304, false}, {0}};
static const struct field step_form[] = {{"step", 16, false}, {"text", 1000, false}, {0}};
static const struct field winners_query[] = {{"after", 20, false}, {"done", 32, false}, {0}};
static const struct field queue_query[] = {{"show", 16, false}, {0}};
static const struct field none[] = {{0}};

const char *desk_draw_say(const struct request *r, const char *zh, const char *en)
{
	return view_lang(page_root((struct request *)r)) == LANG_EN && en && en[0] ? en : zh;
}

int desk_draw_open(struct request *r, struct desk_draw *d)
{
	struct database *db = portal_of(r)->db;
	struct view_node *node;
	int64_t id;
	enum db got;

	*d = (struct desk_draw){.r = r, .root = page_root(r)};
	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = draw_read(db, r->mem, (uint64_t)id, &d->draw);
	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || draw_prizes(db, r->mem, (uint64_t)id, &d->prizes, &d->n) != DB_OK)
		return desk_unavailable(r);
	d->phase = draw_phase(&d->draw, page_now(r));
	node = view_node(d->root, "Draw");
	view_str(node, "Id", talloc_asprintf(r->mem, "%" PRIu64, d->draw.draw_id));
	view_str(node, "Name", desk_draw_say(r, d->draw.name, d->draw.name_en));
	return 0;
}

static void fill_row(struct request *r, struct view_node *row, const struct draw *draw)
{
	int64_t now = page_now(r);
	enum draw_phase phase = draw_phase(draw, now);
	bool value = draw->state == DRAW_FROZEN && draw->public_source[0] && !draw->public_value;
	bool late = phase == PHASE_CLOSED && draw->draws_at != INSTANT_NONE && draw->draws_at < now;

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, draw->draw_id));
	view_str(row, "Name", desk_draw_say(r, draw->name, draw->name_en));
	view_str(row, "Kind", view_words(row, talloc_asprintf(r->mem, WORD "Kind.%s",
	                                                       draw_kind_word(draw->kind))));
	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "State.%s",
	                                                        draw_phase_word(phase))));
	view_str(row, "Look", phase == PHASE_RUNNING                              ? "good"
	                      : phase == PHASE_DRAWN || phase == PHASE_CANCELLED ? "quiet"
	                                                                         : "wait");
	if (draw->opens_at != INSTANT_NONE)
		view_instant(row, "Opens", draw->opens_at);
	if (draw->closes_at != INSTANT_NONE)
		view_instant(row, "Closes", draw->closes_at);
	view_points(row, "Tickets", draw->tickets);
	view_flag(row, "Late", late || value);
	if (value || late)
		view_str(row, "Note", view_words(row, value ? WORD "ValueNote" : WORD "LateNote"));
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct database *db = portal_of(r)->db;
	const char *after = request_query(r, "after");
	struct draw_counts counts;
	struct draw *draws;
	int64_t before = 0;
	int n;

	if (after && (!int_parse(after, &before) || before < 0))
		return 400;
	if (draw_list_all(db, r->mem, (uint64_t)before, ROWS + 1, &draws, &n) != DB_OK ||
	    draw_count(db, page_now(r), &counts) != DB_OK)
		return desk_unavailable(r);
	view_points(root, "Counts.Published", counts.published);
	view_points(root, "Counts.Value", counts.waits_value);
	view_points(root, "Counts.Late", counts.late);
	view_points(root, "Counts.Claimed", counts.claimed);
	for (int i = 0; i < n && i < ROWS; i++)
		fill_row(r, view_row(root, "Rows", i), &draws[i]);
	if (n > ROWS)
		view_str(root, "Next", talloc_asprintf(r->mem, "%" PRIu64, draws[ROWS - 1].draw_id));
	return 200;
}

static int page_new(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "NewTitle");
	struct service_env env = desk_env(r);
	struct draw draw = {.kind = DRAW_CUTOFF, .state = DRAW_DRAFT, .min_tier = "",
	                    .opens_at = INSTANT_NONE, .closes_at = INSTANT_NONE,
	                    .draws_at = INSTANT_NONE, .claim_days = 30};
	enum draw_staff_outcome outcome;
	uint64_t draw_id;

	view_flag(root, "New", true);
	view_flag(root, "Draft", true);
	draw_form_choices(r);
	if (r->method == METHOD_GET) {
		draw_form_fill(r, &draw);
		return 200;
	}
	draw_form_read(r, &draw);
	if (page_has_errors(r))
		return 422;
	outcome = draw_add(&env, desk_of(r)->staff_id, &draw, &draw_id);
	if (outcome == DRAW_STAFF_OK)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/draws/%" PRIu64
		                                            "?done=draw_new", draw_id));
	if (outcome == DRAW_STAFF_TRY_AGAIN || outcome == DRAW_STAFF_FAILED)
		return desk_unavailable(r);
	page_error(r, NULL, desk_draw_error(outcome));
	return 422;
}

#define ONE "/admin/draws/:id"
#define PRIZE ONE "/prizes/:no"
#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define UPLOAD (MANAGER | GUARD_UPLOAD)

const struct route admin_draws_routes[] = {
	{"/admin/draws", METHOD_GET, GUARD_STAFF, page_list, "admin/draws", list_query, NULL, 0},
	{"/admin/draws/new", METHOD_GET, GUARD_MANAGER, page_new, "admin/draw", NULL, NULL, 0},
	{"/admin/draws/new", METHOD_POST, MANAGER, page_new, "admin/draw", NULL, draw_form_fields, 0},
	{"/admin/draws/prizes", METHOD_GET, GUARD_STAFF, page_desk_win_queue, "admin/draw_queue",
	 queue_query, NULL, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_desk_draw, "admin/draw", desk_done, NULL, 0},
	{ONE, METHOD_POST, MANAGER, page_desk_draw, "admin/draw", NULL, draw_form_fields, 0},
	{ONE "/publish", METHOD_POST, MANAGER, page_desk_draw_publish, "admin/draw", NULL, none, 0},
	{ONE "/better", METHOD_POST, MANAGER, page_desk_draw_better, "admin/draw", NULL, better_form,
	 0},
	{ONE "/cancel", METHOD_POST, MANAGER, page_desk_draw_cancel, "admin/draw", NULL, cancel_form,
	 0},
	{ONE "/public-value", METHOD_POST, MANAGER, page_desk_draw_value, "admin/draw", NULL,
	 value_form, 0},
	{PRIZE, METHOD_GET, GUARD_MANAGER, page_desk_prize, "admin/draw_prize", desk_done, NULL, 0},
	{PRIZE, METHOD_POST, MANAGER, page_desk_prize, "admin/draw_prize", NULL, draw_prize_fields, 0},
	{PRIZE "/remove", METHOD_POST, MANAGER, page_desk_prize_remove, "admin/draw_prize", NULL, none,
	 0},
	{PRIZE "/picture", METHOD_GET, GUARD_STAFF, page_desk_prize_picture_show, NULL, NULL, NULL, 0},
	{PRIZE "/picture", METHOD_POST, UPLOAD, page_desk_prize_picture, "admin/draw_prize", NULL,
	 picture_form, 4194304 + 65536},
	{PRIZE "/picture/drop", METHOD_POST, MANAGER, page_desk_prize_picture_drop, "admin/draw_prize",
	 NULL, none, 0},
	{ONE "/winners", METHOD_GET, GUARD_STAFF, page_desk_winners, "admin/draw_winners",
	 winners_query, NULL, 0},
	{ONE "/winners.csv", METHOD_GET, GUARD_STAFF, page_desk_winners_csv, NULL, NULL, NULL, 0},
	{ONE "/winners/:ticket", METHOD_GET, GUARD_STAFF, page_desk_winner, "admin/draw_winner",
	 desk_done, NULL, 0},
	{ONE "/winners/:ticket", METHOD_POST, CLERK, page_desk_winner_step, "admin/draw_winner", NULL,
	 step_form, 0},
	{0},
};
