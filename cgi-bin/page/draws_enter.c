/* /draws/ID/enter: how many tickets, the answers to check, and the entry. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/draws.h"
#include "store/form_done.h"

#define FORM_BYTES 24
#define FORM_SHORTEST 16

const struct field draw_enter_form[] = {{.name = "tickets", .max = 20}, {.name = "cost", .max = 24},
                                        {.name = "form_id", .max = 64}, {.name = "confirm", .max = 8},
                                        {.name = "change", .max = 32},  {0}};

/* One entry in the making. */
struct entering {
	struct draw_page d;
	struct draw_asked asked;
	struct draw_answer now;  /* one ticket, judged as the page opens */
	int64_t most;            /* that may be taken at once */
	char form_id[FORM_ID];
	bool form_known;
};

static void fresh(struct entering *e)
{
	uint8_t bytes[FORM_BYTES];

	secret_random(bytes, sizeof bytes);
	secret_base64url(e->form_id, sizeof e->form_id, bytes, sizeof bytes);
}

static bool form_id_is_one(const char *id)
{
	size_t len = strlen(id);

	return len >= FORM_SHORTEST && len < FORM_ID &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == len;
}

static void read_form(struct entering *e)
{
	struct request *r = e->d.r;
	const char *tickets = account_line(r, "tickets"), *id = account_raw(r, "form_id");

	if (!int_parse(tickets, &e->asked.tickets) || e->asked.tickets < 1)
		e->asked.tickets = 0;
	if (!int_parse(account_line(r, "cost"), &e->asked.shown_points) || e->asked.shown_points < 0)
		e->asked.shown_points = -1;
	e->form_known = form_id_is_one(id);
	if (e->form_known)
		strcpy(e->form_id, id);
	else
		fresh(e);
	view_str(e->d.root, "Form.tickets", tickets);
}

/* What both views have. */
static void fill(struct entering *e)
{
	struct view_node *root = e->d.root;
	char shown[INT_TEXT];

	view_str(root, "FormId", e->form_id);
	view_str(root, "ShownCost", int_text(shown, e->d.draw.ticket_points));
	view_points(root, "Price", e->d.draw.ticket_points);
	view_points(root, "Available", e->now.available);
	view_flag(root, "One", e->most == 1);
	view_flag(root, "Page.Narrow", true);
}

static int show_form(struct entering *e, int status)
{
	struct view_node *root = e->d.root;

	fill(e);
	view_sentence(root, "Page.Title", "Lang.Draws.EnterTitle",
	              draw_say(&e->d, e->d.draw.name, e->d.draw.name_en), NULL);
	if (e->most > 0)
		view_sentence(root, "TicketsHint", "Lang.Draws.TicketsHint",
		              text_points(e->d.mem, e->most), NULL);
	return status;
}

/* The answers, to be looked at before anything is spent. */
static int show_check(struct entering *e, int status)
{
	struct view_node *root = e->d.root;
	int64_t total = e->d.draw.ticket_points * e->asked.tickets;

	fill(e);
	view_flag(root, "Check", true);
	view_str(root, "Page.Title", view_words(root, "Lang.Draws.CheckTitle"));
	view_points(root, "Total", total);
	view_points(root, "After", e->now.available > total ? e->now.available - total : 0);
	draw_put_moment(&e->d, root, "When", NULL, e->d.draw.draws_at);
	if (total > 0)
		view_sentence(root, "ConfirmText", "Lang.Draws.Confirm", text_points(e->d.mem, total),
		              NULL);
	else
		view_str(root, "ConfirmText", view_words(root, "Lang.Draws.ConfirmFree"));
	return status;
}

static int back_to_draw(struct entering *e, const char *done)
{
	return respond_see_other(e->d.r, talloc_asprintf(e->d.mem, "/draws/%" PRIu64 "%s",
	                                                 e->d.draw.draw_id, done));
}

/* Where a form that had its effect leads, the first time and again. */
static int done(struct entering *e)
{
	return back_to_draw(e, e->d.instant ? "?done=played" : "?done=entered");
}

/* Told why not, and asked again: where another number will do, at its field. */
static int refuse(struct entering *e, const struct draw_answer *answer)
{
	bool number = answer->outcome == DRAW_QUANTITY || answer->outcome == DRAW_PER_MEMBER ||
	              answer->outcome == DRAW_PER_DAY || answer->outcome == DRAW_SOLD_OUT ||
	              answer->outcome == DRAW_SHORT;

	fresh(e);
	/* A finished sentence is its own key: page_error() shows it as it stands. */
	page_error(e->d.r, number ? "tickets" : NULL,
	           draw_reason(&e->d, answer->outcome, e->asked.tickets, answer->available,
	                       answer->left));
	return answer->outcome == DRAW_PRICE ? show_check(e, 422) : show_form(e, 422);
}

/* Judged by what the page knows: the service judges again under its locks. */
static int check(struct entering *e)
{
	struct service_env env = account_env(e->d.r);
	struct draw_answer answer = {0};

	if (draw_look(&env, e->d.plan, &e->asked, &answer) != DRAW_ANSWERED)
		return account_unavailable(e->d.r);
	return answer.outcome == DRAW_OK ? show_check(e, 200) : refuse(e, &answer);
}

static int confirm(struct entering *e)
{
	struct service_env env = account_env(e->d.r);
	struct draw_answer answer = {0};
	char *led;
	enum db got;

	if (!e->form_known) {
		page_error(e->d.r, NULL, "Lang.Draws.Again");
		return show_check(e, 422);
	}
	/* A form that had its effect answers as it did, whatever holds by now. */
	got = form_done_read(e->d.db, e->d.mem, e->asked.member_id, e->form_id, &led);
	if (got == DB_OK)
		return done(e);
	if (got != DB_NONE)
		return account_unavailable(e->d.r);
	e->asked.form_id = e->form_id;
	switch (draw_enter(&env, portal_of(e->d.r)->plans, &e->asked, &answer)) {
	case DRAW_ANSWERED: return answer.outcome == DRAW_OK ? done(e) : refuse(e, &answer);
	case DRAW_UNKNOWN: return 404;
	case DRAW_TRY_AGAIN: return account_unavailable(e->d.r);
	case DRAW_FAILED: break;
	}
	return 500;
}

/* How the member stands before anything is typed. */
static bool look(struct entering *e)
{
	struct service_env env = account_env(e->d.r);
	struct draw_asked one = e->asked;
	struct draw_mine mine;

	one.tickets = 1;
	one.shown_points = -1;
	if (draw_look(&env, e->d.plan, &one, &e->now) != DRAW_ANSWERED ||
	    draw_mine(e->d.db, one.member_id, one.draw_id, e->d.today, &mine) != DB_OK)
		return false;
	e->most = draw_most(&e->d, e->now.available, &mine);
	return true;
}

int page_draw_enter(struct request *r)
{
	struct entering e = {0};
	int status = draw_page_open(r, &e.d);

	if (status)
		return status;
	e.asked = (struct draw_asked){.member_id = e.d.v->member_id, .person_id = e.d.v->person_id,
	                              .draw_id = e.d.draw.draw_id, .tickets = 1,
	                              .shown_points = -1};
	if (!look(&e))
		return account_unavailable(r);
	if (r->method == METHOD_POST) {
		read_form(&e);
		if (account_raw(r, "change")[0])
			return show_form(&e, 200);
		return strcmp(account_raw(r, "confirm"), "1") == 0 ? confirm(&e) : check(&e);
	}
	/* Who cannot enter is told so on the draw's own page. */
	if (e.now.outcome != DRAW_OK)
		return back_to_draw(&e, "");
	fresh(&e);
	view_str(e.d.root, "Form.tickets", "1");
	return show_form(&e, 200);
}
