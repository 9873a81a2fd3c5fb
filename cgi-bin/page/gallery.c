#include "page/gallery.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/case_parts.h"
#include "page/gallery_parts.h"
#include "page/masked.h"
#include "page/shop.h"
#include "service/gallery.h"
#include "view/photo.h"

#define WORD "Lang.Gallery."
#define SHOWN 24      /* entries of a page */
#define TITLE_MAX 40
#define TEXT_MAX 500
#define PICTURE_BODY (PHOTO_BYTES_MAX + 65536)

static const struct field no_fields[] = {{0}};
static const struct field list_query[] = {{"from", 20, false}, {"done", 16, false}, {0}};
static const struct field done_query[] = {{"done", 16, false}, {0}};
static const struct field new_form[] = {{"title", 400, false}, {"text", 4000, false},
                                        {"picture", PHOTO_BYTES_MAX, false}, {0}};
static const char *const notices[][2] = {{"sent", WORD "Done.sent"},
                                         {"voted", WORD "Done.voted"},
                                         {"withdrawn", WORD "Done.withdrawn"},
                                         {NULL, NULL}};

/* One gallery with what the member has of it. */
struct gallery_view {
	struct shop s;
	struct gallery gallery;
	enum gallery_phase phase;
	bool own;                  /* MINE is the member's latest entry */
	struct gallery_entry mine;
	bool live;                 /* and it counts */
	int64_t voted;             /* the number of the entry voted for; 0 = none */
};

static bool is(const char *state, const char *word)
{
	return strcmp(state, word) == 0;
}

/* What every page of a gallery shows. */
static void fill_head(struct gallery_view *v)
{
	struct view_node *root = v->s.root;
	const struct gallery_times *t = &v->gallery.times;
	const char *phase = gallery_phase_word(&v->gallery, v->s.now);

	view_str(root, "Page.Name", "profile");
	view_str(root, "Event.Id", v->s.r->param[0]);
	view_str(root, "Event.Name", gallery_event(root, v->gallery.name, v->gallery.name_en));
	view_str(root, "Phase", phase);
	view_str(root, "PhaseText", view_words(root, talloc_asprintf(v->s.mem, WORD "Phase.%s", phase)));
	view_str(root, "EntriesFrom", shop_when(&v->s, t->entries_from));
	view_str(root, "VotesFrom", shop_when(&v->s, t->votes_from));
	view_str(root, "EndsAt", shop_when(&v->s, t->ends_at));
	if (v->own) {
		gallery_fill_entry(v->s.r, view_node(root, "Mine"), &v->mine);
		view_str(root, "Mine.Reason", v->mine.reason);
	}
	view_flag(root, "MayEnter", v->phase == GALLERY_ENTRIES && !v->live &&
	                                    gallery_for(v->s.plan, v->gallery.tier, v->gallery.kind,
	                                                v->s.v.tier, v->s.v.kind));
}

/* Reads the gallery that the URL names. 0, or a status. */
static int open_view(struct request *r, struct gallery_view *v)
{
	int64_t event_no = 0;
	enum db got;

	*v = (struct gallery_view){0};
	if (!int_parse(r->param[0], &event_no) || event_no < 1)
		return page_problem(r, 404);
	if (!shop_open(r, &v->s))
		return account_unavailable(r);
	got = gallery_read(v->s.db, r->mem, event_no, &v->gallery);
	if (got == DB_NONE || (got == DB_OK && !is(v->gallery.event_state, "open")))
		return page_problem(r, 404);
	if (got != DB_OK)
		return account_unavailable(r);
	v->phase = gallery_phase(&v->gallery.times, v->s.now);
	got = gallery_entry_own(v->s.db, r->mem, v->s.v.member_id, event_no, &v->mine);
	v->own = got == DB_OK;
	v->live = v->own && (is(v->mine.state, "waiting") || is(v->mine.state, "shown"));
	if (got == DB_OK || got == DB_NONE)
		got = gallery_vote_read(v->s.db, v->s.v.member_id, event_no, &v->voted);
	if (got != DB_OK && got != DB_NONE)
		return account_unavailable(r);
	fill_head(v);
	return 0;
}

static void fill_tile(struct gallery_view *v, struct view_node *row,
                      const struct gallery_entry *entry)
{
	gallery_fill_entry(v->s.r, row, entry);
	view_str(row, "Who", masked_name(v->s.mem, entry->person));
	view_flag(row, "Voted", entry->entry_no == v->voted);
	view_flag(row, "Own", entry->id.member_id == v->s.v.member_id);
}

/* Where the next page begins: behind the last number, or at the next place. */
static void fill_more(struct gallery_view *v, const struct gallery_entry *rows, int n,
                      int64_t from)
{
	if (n <= SHOWN)
		return;
	view_str(v->s.root, "More",
	         talloc_asprintf(v->s.mem, "%lld",
	                         (long long)(v->phase == GALLERY_OVER ? from + SHOWN
	                                                              : rows[SHOWN - 1].entry_no)));
}

/* The ranks of a page that begins at place FROM: those before it are not known, so a
 * shared rank is told from the first of its page on. */
static void fill_ranks(struct gallery_view *v, const struct gallery_entry *rows, int n,
                       int64_t from)
{
	int64_t votes[SHOWN];

	for (int i = 0; i < n; i++)
		votes[i] = rows[i].votes;
	for (int i = 0; i < n; i++)
		if (rows[i].votes > 0)
			view_sentence(view_row(v->s.root, "Entries", i), "Rank", WORD "Rank",
			              text_points(v->s.mem, from + gallery_rank(votes, i)), NULL);
}

static int page_gallery(struct request *r)
{
	struct gallery_view v;
	struct gallery_entry *rows;
	const char *typed = request_query(r, "from");
	bool over;
	int64_t from = 0;
	int n, shown, status = open_view(r, &v);

	if (status)
		return status;
	if (typed && (!int_parse(typed, &from) || from < 0))
		return page_problem(r, 404);
	view_sentence(v.s.root, "Page.Title", WORD "TitleOf",
	              gallery_event(v.s.root, v.gallery.name, v.gallery.name_en), NULL);
	account_notice(r, notices);
	over = v.phase == GALLERY_OVER;
	if (gallery_shown(v.s.db, r->mem, v.gallery.event_no, over, from, SHOWN + 1, &rows, &n) != DB_OK)
		return account_unavailable(r);
	shown = n < SHOWN ? n : SHOWN;
	for (int i = 0; i < shown; i++)
		fill_tile(&v, view_row(v.s.root, "Entries", i), &rows[i]);
	if (over)
		fill_ranks(&v, rows, shown, from);
	fill_more(&v, rows, n, from);
	return 200;
}

static int back(struct request *r, int64_t entry_no, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/events/%s/gallery/%lld%s%s", r->param[0],
	                                            (long long)entry_no, *done ? "?done=" : "", done));
}

static int page_new(struct request *r)
{
	struct gallery_view v;
	int status = open_view(r, &v);

	if (status)
		return status;
	if (v.live)
		return back(r, v.mine.entry_no, "");
	view_str(v.s.root, "Page.Title", view_words(v.s.root, WORD "NewTitle"));
	view_flag(v.s.root, "Page.Narrow", true);
	return 200;
}

/* What the outcomes of members' acts say where a form shows again. */
static int refused(struct request *r, enum gallery_outcome outcome)
{
	switch (outcome) {
	case GALLERY_CLOSED: page_error(r, NULL, WORD "Error.closed"); return 422;
	case GALLERY_FOR: page_error(r, NULL, WORD "Error.for"); return 422;
	case GALLERY_OWN: page_error(r, NULL, WORD "Error.own"); return 422;
	case GALLERY_GONE: page_error(r, NULL, WORD "Error.gone"); return 422;
	case GALLERY_UNKNOWN: return page_problem(r, 404);
	default: return account_unavailable(r);
	}
}

static int page_enter(struct request *r)
{
	struct service_env env = account_env(r);
	struct gallery_entry entry = {0};
	struct picture_row picture;
	struct gallery_view v;
	enum gallery_outcome outcome;
	int64_t entry_no = 0;
	int status = page_new(r);

	if (status != 200 || (status = open_view(r, &v)) != 0)
		return status;
	page_keep(r, "title");
	page_keep(r, "text");
	entry.title = account_line(r, "title");
	entry.text = case_prose(r, "text");
	if (!entry.title[0] || utf8_length(entry.title) > TITLE_MAX)
		page_error(r, "title", WORD "Error.title");
	if (utf8_length(entry.text) > TEXT_MAX)
		page_error(r, "text", WORD "Error.text");
	if (!case_picture_taken(r, &picture) || page_has_errors(r))
		return 422;
	entry.id = account_viewer(r);
	entry.event_no = v.gallery.event_no;
	outcome = gallery_enter(&env, portal_of(r)->plans, &entry, &picture, &entry_no);
	if (outcome == GALLERY_ALREADY)
		return respond_see_other(r, talloc_asprintf(r->mem, "/events/%s/gallery", r->param[0]));
	return outcome == GALLERY_DONE ? back(r, entry_no, "sent") : refused(r, outcome);
}

/* The entry that the URL names, as far as the member may see it. 0, or a status. */
static int open_entry(struct request *r, struct gallery_view *v, struct gallery_entry *entry)
{
	int64_t entry_no = 0;
	enum db got;
	int status = open_view(r, v);

	if (status)
		return status;
	if (!int_parse(r->param[1], &entry_no) || entry_no < 1)
		return page_problem(r, 404);
	got = gallery_entry_read(v->s.db, r->mem, entry_no, entry);
	if (got != DB_OK && got != DB_NONE)
		return account_unavailable(r);
	if (got == DB_NONE || entry->event_no != v->gallery.event_no ||
	    (entry->id.member_id != v->s.v.member_id && !is(entry->state, "shown")))
		return page_problem(r, 404);
	return 0;
}

static int show_entry(struct gallery_view *v, const struct gallery_entry *entry, int status)
{
	struct view_node *root = v->s.root;
	bool own = entry->id.member_id == v->s.v.member_id, shown = is(entry->state, "shown");

	view_str(root, "Page.Title", entry->title);
	view_flag(root, "Page.Narrow", true);
	fill_tile(v, view_node(root, "Entry"), entry);
	view_str(root, "Entry.Reason", entry->reason);
	view_flag(root, "MayVote", shown && !own && v->phase == GALLERY_VOTES &&
	                                   entry->entry_no != v->voted);
	view_flag(root, "Moves", v->voted > 0);
	view_flag(root, "MayWithdraw", own && v->phase != GALLERY_OVER &&
	                                       (shown || is(entry->state, "waiting")));
	return status;
}

static int page_entry(struct request *r)
{
	struct gallery_view v;
	struct gallery_entry entry;
	int status = open_entry(r, &v, &entry);

	if (status)
		return status;
	account_notice(r, notices);
	return show_entry(&v, &entry, 200);
}

static int page_entry_picture(struct request *r)
{
	struct gallery_view v;
	struct gallery_entry entry;
	int status = open_entry(r, &v, &entry);

	return status ? status : gallery_show_picture(r, entry.entry_no);
}

/* Where an act on an entry led: to its page, with WORD; or the page says why not. */
static int acted(struct gallery_view *v, const struct gallery_entry *entry,
                 enum gallery_outcome outcome, const char *word)
{
	int status;

	if (outcome == GALLERY_DONE || outcome == GALLERY_SAME)
		return back(v->s.r, entry->entry_no, word);
	status = refused(v->s.r, outcome);
	return status == 422 ? show_entry(v, entry, 422) : status;
}

static int page_vote(struct request *r)
{
	struct service_env env = account_env(r);
	struct gallery_view v;
	struct gallery_entry entry;
	int status = open_entry(r, &v, &entry);

	return status ? status
	              : acted(&v, &entry, gallery_vote(&env, portal_of(r)->plans, v.s.v.member_id,
	                                               entry.entry_no), "voted");
}

static int page_withdraw(struct request *r)
{
	struct service_env env = account_env(r);
	struct gallery_view v;
	struct gallery_entry entry;
	int status = open_entry(r, &v, &entry);

	return status ? status
	              : acted(&v, &entry, gallery_withdraw(&env, v.s.v.member_id, entry.entry_no),
	                      "withdrawn");
}

#define ACT (GUARD_MEMBER | GUARD_CSRF)
#define ALL "/events/:id/gallery"
#define ONE ALL "/:entry"

const struct route gallery_routes[] = {
	{ALL, METHOD_GET, GUARD_MEMBER, page_gallery, "gallery", list_query, NULL, 0},
	{ALL "/new", METHOD_GET, GUARD_MEMBER, page_new, "gallery_new", NULL, NULL, 0},
	{ALL "/new", METHOD_POST, ACT | GUARD_UPLOAD, page_enter, "gallery_new", NULL, new_form,
	 PICTURE_BODY},
	{ONE, METHOD_GET, GUARD_MEMBER, page_entry, "gallery_entry", done_query, NULL, 0},
	{ONE "/picture", METHOD_GET, GUARD_MEMBER, page_entry_picture, NULL, NULL, NULL, 0},
	{ONE "/vote", METHOD_POST, ACT, page_vote, "gallery_entry", NULL, no_fields, 0},
	{ONE "/withdraw", METHOD_POST, ACT, page_withdraw, "gallery_entry", NULL, no_fields, 0},
	{0},
};
