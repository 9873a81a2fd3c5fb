#include "page/admin_messages.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "service/mail_desk.h"
#include "store/outbox.h"

#define ROWS 50
#define WORD "Lang.AdminMessages."

static const struct field list_query[] = {
	{"show", 16, false}, {"after", 20, false}, {"done", 32, false}, {0}};
static const struct field form[] = {{"id", 20, true}, {"step", 8, false}, {"show", 16, false}, {0}};

/* What can be looked at; staff can do something about the first two. */
static const char *const shows[] = {FATE_DEAD, FATE_UNKNOWN, FATE_DROPPED, FATE_UNWANTED, NULL};

static bool open_fate(const char *fate)
{
	return strcmp(fate, FATE_DEAD) == 0 || strcmp(fate, FATE_UNKNOWN) == 0;
}

static const char *asked_for(const char *show)
{
	return show && text_among(show, shows) ? show : FATE_DEAD;
}

static const char *keyed(struct request *r, const char *list, const char *word)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, WORD "%s.%s", list, word));
}

/* The kind's name; a kind that has none shows as it is stored. */
static const char *kind_name(struct request *r, const char *kind)
{
	const char *key = talloc_asprintf(r->mem, WORD "KindName.%s", kind);
	const char *words = view_words(page_root(r), key);

	return strcmp(words, key) == 0 ? kind : words;
}

static void fill_row(struct request *r, struct view_node *row, const struct outbox_ended *e)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, e->outbox_id));
	view_str(row, "Kind", kind_name(r, e->kind));
	view_str(row, "Why", keyed(r, "Why", mail_desk_why(e->error)));
	view_str(row, "Channel", keyed(r, "Channel", e->channel));
	view_str(row, "MemberNo", e->member_no);
	view_str(row, "Address", mail_desk_masked(r->mem, e->address));
	view_str(row, "Error", e->error);
	view_points(row, "Tries", e->tries);
	view_instant(row, "Made", e->created_at);
	if (e->ended_at != INSTANT_NONE)
		view_instant(row, "Ended", e->ended_at);
}

/* The figures over the list, and the list's tabs with theirs. */
static enum db fill_head(struct request *r, const char *show)
{
	struct view_node *root = page_root(r);
	struct outbox_waiting waiting;
	enum db got = outbox_waiting(portal_of(r)->db, r->mem, &waiting);

	for (int i = 0; got == DB_OK && shows[i]; i++) {
		struct view_node *row = view_row(root, "Shows", i);
		int64_t n = 0;

		got = outbox_ended_count(portal_of(r)->db, r->mem, shows[i], &n);
		view_str(row, "Value", shows[i]);
		view_str(row, "Text", keyed(r, "Show", shows[i]));
		view_points(row, "Count", n);
		view_flag(row, "Current", strcmp(shows[i], show) == 0);
	}
	if (got != DB_OK)
		return got;
	view_points(root, "Waiting", waiting.n);
	view_points(root, "Tried", waiting.tried);
	if (waiting.oldest != INSTANT_NONE)
		view_instant(root, "Oldest", waiting.oldest);
	view_str(root, "Show", show);
	view_str(root, "Lead", keyed(r, "Lead", show));
	view_flag(root, "MayAct", open_fate(show) && desk_may(r, true));
	return DB_OK;
}

static int show_list(struct request *r, const char *show, uint64_t before)
{
	struct view_node *root = page_root(r);
	struct outbox_ended *rows;
	int n;

	if (!desk_looked(r, "mail_queue", 0, show) || fill_head(r, show) != DB_OK ||
	    outbox_ended_list(portal_of(r)->db, r->mem, show, before, ROWS + 1, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n && i < ROWS; i++)
		fill_row(r, view_row(root, "Rows", i), &rows[i]);
	if (n > ROWS)
		view_str(root, "Next", talloc_asprintf(r->mem, "%" PRIu64, rows[ROWS - 1].outbox_id));
	return 200;
}

static int page_list(struct request *r)
{
	const char *after = request_query(r, "after");
	int64_t before = 0;

	desk_page(r, WORD "Title");
	if (after && (!int_parse(after, &before) || before < 0))
		before = 0;
	return show_list(r, asked_for(request_query(r, "show")), (uint64_t)before);
}

/* Every message ticked, each on its own: what another has settled meanwhile is
 * passed over. */
static int page_settle(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *step = request_form(r, "step"), *show = asked_for(request_form(r, "show"));
	bool again = step && strcmp(step, "again") == 0;
	enum db got = DB_OK;
	int chosen = 0;

	desk_page(r, WORD "Title");
	if (!again && (!step || strcmp(step, "drop") != 0))
		return 400;
	for (int i = 0; i < r->n_form && got == DB_OK; i++) {
		int64_t id;

		if (strcmp(r->form[i].name, "id") != 0)
			continue;
		if (!int_parse(r->form[i].value, &id) || id <= 0)
			return 400;
		chosen++;
		got = mail_desk_settle(&env, desk_of(r)->staff_id, (uint64_t)id, again);
		got = got == DB_NONE ? DB_OK : got;
	}
	if (got != DB_OK)
		return desk_unavailable(r);
	if (chosen > 0)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/messages?show=%s&done=%s", show,
		                                            again ? "mail_again" : "mail_drop"));
	page_error(r, NULL, WORD "ErrorNone");
	return show_list(r, show, 0) == 200 ? 422 : 503;
}

const struct route admin_messages_routes[] = {
	{"/admin/messages", METHOD_GET, GUARD_STAFF, page_list, "admin/messages", list_query, NULL, 0},
	{"/admin/messages", METHOD_POST, GUARD_CLERK | GUARD_CSRF, page_settle, "admin/messages", NULL,
	 form, 0},
	{0},
};
