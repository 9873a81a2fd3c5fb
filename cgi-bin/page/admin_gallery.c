#include "page/admin_gallery.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "page/gallery_parts.h"
#include "service/gallery.h"
#include "store/event.h"

#define WORD "Lang.AdminGallery."
#define ROWS 100
#define ALL_ROWS 1000
#define REASON_MAX 200

static const struct field decide_form[] = {{"decision", 8, false}, {"reason", 1000, false}, {0}};
static const struct field times_form[] = {{"version", 20, false}, {"entries_from", 32, false},
                                          {"votes_from", 32, false}, {"ends_at", 32, false}, {0}};

static void fill_row(struct request *r, struct view_node *row, const struct gallery_entry *entry)
{
	gallery_fill_entry(r, row, entry);
	view_str(row, "MemberNo", entry->member_no);
	view_str(row, "Event", gallery_event(page_root(r), entry->event, entry->event_en));
	view_str(row, "EventId", talloc_asprintf(r->mem, "%lld", (long long)entry->event_no));
}

/* The queue; asks for one more than it shows, so that nobody takes it for all. */
static int page_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct gallery_entry *rows;
	int n;

	if (!desk_looked(r, "gallery_queue", 0, "") ||
	    gallery_waiting(portal_of(r)->db, r->mem, ROWS + 1, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	view_flag(root, "Cut", n > ROWS);
	for (int i = 0; i < n && i < ROWS; i++)
		fill_row(r, view_row(root, "Entries", i), &rows[i]);
	return 200;
}

static int entry_of_url(struct request *r, struct gallery_entry *entry)
{
	int64_t entry_no = 0;
	enum db got;

	if (!int_parse(r->param[0], &entry_no) || entry_no < 1)
		return page_problem(r, 404);
	got = gallery_entry_read(portal_of(r)->db, r->mem, entry_no, entry);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

static int show(struct request *r, const struct gallery_entry *entry, int status)
{
	struct view_node *root = page_root(r);
	bool waiting = strcmp(entry->state, "waiting") == 0;

	if (!desk_looked(r, "gallery_entry", entry->id.member_id, r->param[0]))
		return desk_unavailable(r);
	view_str(root, "Page.Title", entry->title);
	fill_row(r, view_node(root, "Entry"), entry);
	view_str(root, "Entry.Person", entry->person);
	view_str(root, "Entry.Reason", entry->reason);
	view_flag(root, "MayShow", waiting);
	view_flag(root, "MayRefuse", waiting || strcmp(entry->state, "shown") == 0);
	return status;
}

static int page_one(struct request *r)
{
	struct gallery_entry entry;
	int status;

	desk_page(r, WORD "Title");
	status = entry_of_url(r, &entry);
	return status ? status : show(r, &entry, 200);
}

static int page_one_picture(struct request *r)
{
	struct gallery_entry entry;
	int status = entry_of_url(r, &entry);

	return status ? status : gallery_show_picture(r, entry.entry_no);
}

static int page_decide(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *decision = desk_typed(r, "decision"), *reason;
	bool shows = strcmp(decision, "show") == 0;
	struct gallery_entry entry;
	int status;

	desk_page(r, WORD "Title");
	status = entry_of_url(r, &entry);
	if (status)
		return status;
	if (!shows && strcmp(decision, "refuse") != 0)
		return 400;
	page_keep(r, "reason");
	reason = desk_prose(r, "reason", REASON_MAX);
	if (!shows && !desk_typed(r, "reason")[0])
		page_error(r, "reason", WORD "Error.reason");
	if (page_has_errors(r))
		return show(r, &entry, 422);
	switch (gallery_decide(&env, desk_of(r)->staff_id, entry.entry_no, shows, reason)) {
	case GALLERY_DONE:
	case GALLERY_SAME:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/gallery/%s?done=%s", r->param[0],
		                                            shows ? "gallery_show" : "gallery_refuse"));
	case GALLERY_GONE: page_error(r, NULL, WORD "Error.gone"); return show(r, &entry, 422);
	case GALLERY_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
}

/* ---- an event's gallery */

static int event_of_url(struct request *r, struct member_event *event)
{
	int64_t event_no = 0;
	enum db got;

	if (!int_parse(r->param[0], &event_no) || event_no < 1)
		return page_problem(r, 404);
	got = event_read(portal_of(r)->db, r->mem, event_no, event);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

/* "2026-12-01T10:00": what the browser's field takes. */
static void put_moment(struct request *r, const char *name, int64_t value)
{
	char text[INSTANT_TEXT];

	view_str(view_node(page_root(r), "Form"), name,
	         talloc_strndup(r->mem, instant_local(text, value), 16));
}

static int show_event(struct request *r, const struct member_event *event, int status)
{
	struct view_node *root = page_root(r);
	struct gallery_entry *rows;
	struct gallery gallery = {0};
	int n;
	enum db got = gallery_read(portal_of(r)->db, r->mem, event->event_no, &gallery);

	if ((got != DB_OK && got != DB_NONE) || !desk_looked(r, "gallery_event", 0, r->param[0]) ||
	    gallery_all(portal_of(r)->db, r->mem, event->event_no, ALL_ROWS + 1, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	view_sentence(root, "Page.Title", WORD "TitleOf",
	              gallery_event(root, event->name, event->name_en), NULL);
	view_str(root, "Id", r->param[0]);
	view_flag(root, "There", got == DB_OK);
	if (got == DB_OK)
		view_str(root, "PhaseText",
		         view_words(root, talloc_asprintf(r->mem, "Lang.Gallery.Phase.%s",
		                                          gallery_phase_word(&gallery, page_now(r)))));
	if (!request_form(r, "version")) {
		view_str(root, "Form.version", talloc_asprintf(r->mem, "%lld", (long long)gallery.version));
		if (got == DB_OK) {
			put_moment(r, "entries_from", gallery.times.entries_from);
			put_moment(r, "votes_from", gallery.times.votes_from);
			put_moment(r, "ends_at", gallery.times.ends_at);
		}
	}
	view_flag(root, "Cut", n > ALL_ROWS);
	for (int i = 0; i < n && i < ALL_ROWS; i++)
		fill_row(r, view_row(root, "Entries", i), &rows[i]);
	return status;
}

static int64_t read_moment(struct request *r, const char *name)
{
	int64_t moment = desk_moment(r, name);

	if (!desk_typed(r, name)[0])
		page_error(r, name, WORD "Error.moment");
	return moment;
}

static int page_event(struct request *r)
{
	struct service_env env = desk_env(r);
	struct gallery_times times;
	struct member_event event;
	int64_t version;
	int status;

	desk_page(r, WORD "Title");
	status = event_of_url(r, &event);
	if (status || r->method == METHOD_GET)
		return status ? status : show_event(r, &event, 200);
	if (!int_parse(desk_typed(r, "version"), &version) || version < 0)
		return 400;
	page_keep(r, "version");
	times.entries_from = read_moment(r, "entries_from");
	times.votes_from = read_moment(r, "votes_from");
	times.ends_at = read_moment(r, "ends_at");
	if (page_has_errors(r))
		return show_event(r, &event, 422);
	switch (gallery_set(&env, desk_of(r)->staff_id, event.event_no, &times, version)) {
	case GALLERY_DONE:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/events/%s/gallery?done=saved",
		                                            r->param[0]));
	case GALLERY_TIMES: page_error(r, "votes_from", WORD "Error.times"); break;
	case GALLERY_CHANGED: page_error(r, NULL, "Lang.AdminCampaigns.ErrorChanged"); break;
	default: return desk_unavailable(r);
	}
	return show_event(r, &event, 422);
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define ONE "/admin/gallery/:entry"

const struct route admin_gallery_routes[] = {
	{"/admin/gallery", METHOD_GET, GUARD_STAFF, page_queue, "admin/gallery", desk_done, NULL, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_one, "admin/gallery_entry", desk_done, NULL, 0},
	{ONE, METHOD_POST, CLERK, page_decide, "admin/gallery_entry", NULL, decide_form, 0},
	{ONE "/picture", METHOD_GET, GUARD_STAFF, page_one_picture, NULL, NULL, NULL, 0},
	{"/admin/events/:id/gallery", METHOD_GET, GUARD_STAFF, page_event, "admin/event_gallery",
	 desk_done, NULL, 0},
	{"/admin/events/:id/gallery", METHOD_POST, MANAGER, page_event, "admin/event_gallery", NULL,
	 times_form, 0},
	{0},
};
