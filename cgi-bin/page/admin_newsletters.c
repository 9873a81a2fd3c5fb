#include "page/admin_newsletters.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/newsletter.h"

#define ROWS 100
#define WORD "Lang.AdminNewsletters."
#define LINK_MAX 120

static const struct field form[] = {
	{"subject", 400, false}, {"subject_en", 400, false}, {"text", 9000, false},
	{"text_en", 9000, false}, {"link", 200, false},       {"tier", 40, false},
	{"version", 20, false},   {0}};
static const struct field send_form[] = {{"version", 20, false}, {"sure", 8, false}, {0}};
static const struct field none[] = {{0}};

static const struct plan *plan_of(struct request *r)
{
	return plan_on(portal_of(r)->plans, day_of(page_now(r)));
}

static const char *tier_name(struct request *r, const char *code)
{
	const struct plan *plan = plan_of(r);
	const struct words *name = &plan->tiers[plan_tier_index(plan, code)].name;

	return view_lang(page_root(r)) == LANG_EN ? name->en : name->zh;
}

static void fill_row(struct request *r, struct view_node *row, const struct newsletter *l)
{
	bool english = view_lang(page_root(r)) == LANG_EN;

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, l->newsletter_id));
	view_str(row, "Subject", english ? l->subject_en : l->subject);
	view_str(row, "State",
	         view_words(row, talloc_asprintf(r->mem, WORD "Look.%s", l->state)));
	view_str(row, "Look", strcmp(l->state, "sent") == 0    ? "good"
	                      : strcmp(l->state, "draft") == 0 ? "quiet"
	                                                       : "wait");
	if (l->tier[0])
		view_sentence(row, "Audience", WORD "FromTier", tier_name(r, l->tier), NULL);
	else
		view_str(row, "Audience", view_words(row, WORD "Everybody"));
	view_instant(row, "Created", l->created_at);
	view_points(row, "Posted", l->posted);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct database *db = portal_of(r)->db;
	struct newsletter *letters;
	int64_t wanted = 0;
	int n;

	if (newsletter_list(db, r->mem, ROWS, &letters, &n) != DB_OK ||
	    newsletter_wanted(db, &wanted) != DB_OK)
		return desk_unavailable(r);
	view_sentence(root, "Readers", WORD "Readers", text_points(r->mem, wanted), NULL);
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Letters", i), &letters[i]);
	return 200;
}

static void fill_tiers(struct request *r)
{
	struct view_node *root = page_root(r), *row = view_row(root, "Tiers", 0);
	const struct plan *plan = plan_of(r);

	view_str(row, "Value", "");
	view_str(row, "Text", view_words(root, WORD "Everybody"));
	for (int i = 0; i < plan->n_tiers; i++) {
		row = view_row(root, "Tiers", i + 1);
		view_str(row, "Value", plan->tiers[i].code);
		view_sentence(row, "Text", WORD "FromTier", tier_name(r, plan->tiers[i].code), NULL);
	}
}

/* TEXT's lines as paragraphs of a preview. */
static void fill_lines(struct request *r, struct view_node *node, const char *name,
                       const char *text)
{
	for (int n = 0; *text;) {
		size_t len = strcspn(text, "\r\n");

		if (len > 0)
			view_str(view_row(node, name, n++), "Line", talloc_strndup(r->mem, text, len));
		text += len;
		text += strspn(text, "\r\n");
	}
}

static void fill_form(struct view_node *root, const struct newsletter *l)
{
	view_str(root, "Form.subject", l->subject);
	view_str(root, "Form.subject_en", l->subject_en);
	view_str(root, "Form.text", l->text);
	view_str(root, "Form.text_en", l->text_en);
	view_str(root, "Form.link", l->link);
	view_str(root, "Form.tier", l->tier);
}

static enum db fill_figures(struct request *r, const struct newsletter *l)
{
	struct view_node *root = page_root(r);
	struct newsletter_figures f;
	enum db got = newsletter_figures(portal_of(r)->db, l, &f);

	if (got != DB_OK)
		return got;
	view_points(root, "Figures.Posted", l->posted);
	view_points(root, "Figures.Waiting", f.waiting);
	view_points(root, "Figures.Sent", f.sent);
	view_points(root, "Figures.Failed", f.failed);
	view_points(root, "Figures.Ended", f.ended);
	view_instant(root, "Figures.Begun", l->begun_at);
	if (l->ended_at != INSTANT_NONE)
		view_instant(root, "Figures.Done", l->ended_at);
	return DB_OK;
}

/* The page of letter L as stored: preview, and what can be done with it. */
static int show(struct request *r, const struct newsletter *l, int status)
{
	struct view_node *root = page_root(r);
	bool draft = strcmp(l->state, "draft") == 0;

	view_sentence(root, "Page.Title", WORD "OneTitle",
	              talloc_asprintf(r->mem, "%" PRIu64, l->newsletter_id), NULL);
	fill_row(r, root, l);
	fill_tiers(r);
	view_flag(root, "Draft", draft);
	view_str(root, "Version", talloc_asprintf(r->mem, "%" PRId64, l->version));
	view_str(root, "Letter.Subject", l->subject);
	view_str(root, "Letter.SubjectEn", l->subject_en);
	fill_lines(r, root, "Letter.Text", l->text);
	fill_lines(r, root, "Letter.TextEn", l->text_en);
	if (!draft && fill_figures(r, l) != DB_OK)
		return desk_unavailable(r);
	return status;
}

/* The letter that the URL names: 0, or a status. */
static int letter_of_url(struct request *r, struct newsletter *l)
{
	int64_t id;
	enum db got;

	desk_page(r, WORD "Title");
	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = newsletter_read(portal_of(r)->db, r->mem, (uint64_t)id, l);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

static int page_one(struct request *r)
{
	struct newsletter l;
	int status = letter_of_url(r, &l);

	if (status)
		return status;
	fill_form(page_root(r), &l);
	return show(r, &l, 200);
}

static int page_new(struct request *r)
{
	desk_page(r, WORD "NewTitle");
	fill_tiers(r);
	return 200;
}

static const char *needed(struct request *r, const char *name, size_t max, const char *error)
{
	const char *text = desk_typed(r, name);

	if (text[0] == '\0' || utf8_length(text) > max)
		page_error(r, name, error);
	return text;
}

/* The letter as typed, judged; page_has_errors() tells. */
static void read_letter(struct request *r, struct newsletter *l)
{
	const struct plan *plan = plan_of(r);

	for (const struct field *f = form; f->name; f++)
		page_keep(r, f->name);
	l->subject = needed(r, "subject", NEWSLETTER_SUBJECT, WORD "ErrorSubject");
	l->subject_en = needed(r, "subject_en", NEWSLETTER_SUBJECT, WORD "ErrorSubject");
	l->text = needed(r, "text", NEWSLETTER_TEXT, WORD "ErrorText");
	l->text_en = needed(r, "text_en", NEWSLETTER_TEXT, WORD "ErrorText");
	l->link = desk_typed(r, "link");
	l->tier = desk_typed(r, "tier");
	if (strpbrk(l->subject, "\r\n"))
		page_error(r, "subject", WORD "ErrorSubject");
	if (strpbrk(l->subject_en, "\r\n"))
		page_error(r, "subject_en", WORD "ErrorSubject");
	if (l->link[0] && (!path_is_ours(l->link) || strlen(l->link) > LINK_MAX ||
	                   strspn(l->link, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                                   "0123456789/._~?=&%-") != strlen(l->link)))
		page_error(r, "link", WORD "ErrorLink");
	if (l->tier[0] && strcmp(plan->tiers[plan_tier_index(plan, l->tier)].code, l->tier) != 0)
		page_error(r, "tier", WORD "ErrorTier");
	l->staff_id = desk_of(r)->staff_id;
}

static int page_create(struct request *r)
{
	struct service_env env = desk_env(r);
	struct newsletter l = {0};

	page_new(r);
	read_letter(r, &l);
	if (page_has_errors(r))
		return 422;
	if (newsletter_keep(&env, &l) != NEWSLETTER_OK)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/newsletters/%" PRIu64
	                                                    "?done=newsletter_kept",
	                                            l.newsletter_id));
}

/* What an outcome leads to: back to the letter with DONE, or the page again. */
static int after(struct request *r, const struct newsletter *l, enum newsletter_outcome outcome,
                 const char *done)
{
	switch (outcome) {
	case NEWSLETTER_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/newsletters/%" PRIu64
		                                                    "?done=%s",
		                                            l->newsletter_id, done));
	case NEWSLETTER_UNKNOWN:
		return page_problem(r, 404);
	case NEWSLETTER_CHANGED:
		page_error(r, NULL, WORD "ErrorChanged");
		return show(r, l, 409);
	default:
		return desk_unavailable(r);
	}
}

static int64_t version_typed(struct request *r)
{
	int64_t version;

	return int_parse(desk_typed(r, "version"), &version) ? version : 0;
}

static int page_edit(struct request *r)
{
	struct service_env env = desk_env(r);
	struct newsletter l, typed = {0};
	int status = letter_of_url(r, &l);

	if (status)
		return status;
	typed.newsletter_id = l.newsletter_id;
	typed.version = version_typed(r);
	read_letter(r, &typed);
	if (page_has_errors(r))
		return show(r, &l, 422);
	return after(r, &l, newsletter_keep(&env, &typed), "newsletter_kept");
}

static int page_try(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *lang = view_lang(page_root(r)) == LANG_EN ? "en" : "zh-CN";
	struct newsletter l;
	int status = letter_of_url(r, &l);

	if (status)
		return status;
	return after(r, &l, newsletter_try(&env, l.newsletter_id, desk_of(r)->email, lang),
	             "newsletter_tried");
}

static int page_send(struct request *r)
{
	struct service_env env = desk_env(r);
	struct newsletter l;
	int status = letter_of_url(r, &l);

	if (status)
		return status;
	if (desk_typed(r, "sure")[0] == '\0') {
		page_error(r, "sure", WORD "ErrorSure");
		fill_form(page_root(r), &l);
		return show(r, &l, 422);
	}
	fill_form(page_root(r), &l);
	return after(r, &l,
	             newsletter_begin(&env, l.newsletter_id, version_typed(r),
	                              desk_of(r)->staff_id),
	             "newsletter_begun");
}

const struct route admin_newsletters_routes[] = {
	{"/admin/newsletters", METHOD_GET, GUARD_STAFF, page_list, "admin/newsletters", desk_done,
	 NULL, 0},
	{"/admin/newsletters/new", METHOD_GET, GUARD_STAFF | GUARD_CLERK, page_new,
	 "admin/newsletter_new", NULL, NULL, 0},
	{"/admin/newsletters/new", METHOD_POST, GUARD_STAFF | GUARD_CLERK | GUARD_CSRF, page_create,
	 "admin/newsletter_new", NULL, form, 0},
	{"/admin/newsletters/:id", METHOD_GET, GUARD_STAFF, page_one, "admin/newsletter", desk_done,
	 NULL, 0},
	{"/admin/newsletters/:id", METHOD_POST, GUARD_STAFF | GUARD_CLERK | GUARD_CSRF, page_edit,
	 "admin/newsletter", NULL, form, 0},
	{"/admin/newsletters/:id/try", METHOD_POST, GUARD_STAFF | GUARD_CLERK | GUARD_CSRF, page_try,
	 "admin/newsletter", NULL, none, 0},
	{"/admin/newsletters/:id/send", METHOD_POST, GUARD_STAFF | GUARD_MANAGER | GUARD_CSRF,
	 page_send, "admin/newsletter", NULL, send_form, 0},
	{0},
};
