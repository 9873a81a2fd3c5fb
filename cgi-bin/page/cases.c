#include "page/cases.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/case_parts.h"
#include "view/photo.h"

#define SHOWN 20
#define ORDER_NO 64
#define WORD "Lang.Cases."
#define PICTURE_BODY (PHOTO_BYTES_MAX + 65536)

static const struct field list_query[] = {
	{"before", 16, false}, {"kind", 12, false}, {"order_no", ORDER_NO, false}, {0}};
static const struct field one_query[] = {{"done", 16, false}, {0}};
static const struct field file_form[] = {{"kind", 16, false},   {"class", 16, false},
                                         {"order_no", 200, false}, {"text", 8000, false},
                                         {"form_id", 64, false}, {0}};
static const struct field none[] = {{0}};
static const struct field text_form[] = {{"text", 8000, false}, {0}};
static const struct field reopen_form[] = {{"why", 8000, false}, {"text", 8000, false}, {0}};
static const struct field rate_form[] = {{"score", 2, false}, {"words", 4000, false}, {0}};
static const struct field picture_form[] = {{"picture", PHOTO_BYTES_MAX, false}, {0}};

static const char *const notices[][2] = {
	{"sent", WORD "Done.sent"},       {"accepted", WORD "Done.accepted"},
	{"reopened", WORD "Done.reopened"}, {"replied", WORD "Done.replied"},
	{"rated", WORD "Done.rated"},     {"picture", WORD "Done.picture"},
	{NULL, NULL}};

/* The list and the form to file one; STATUS, or 503. */
static int show_list(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	const char *before = request_query(r, "before");
	struct case_row *cases;
	int n;

	account_page(r, WORD "Title", "profile");
	if (case_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, before ? before : "",
	              SHOWN + 1, &cases, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n && i < SHOWN; i++)
		case_fill_row(r, view_row(root, "Cases", i), &cases[i]);
	view_flag(root, "Behind", before && *before);
	if (n > SHOWN)
		view_str(root, "Older",
		         talloc_asprintf(r->mem, "/cases?before=%s", cases[SHOWN - 1].case_no));
	case_choices(r, "Kinds", "Kind", case_kinds);
	case_choices(r, "Classes", "Class", case_classes);
	case_form_id(r);
	return status;
}

static int page_cases(struct request *r)
{
	struct view_node *root = page_root(r);
	const char *kind = request_query(r, "kind");

	view_str(root, "Form.kind", kind && text_among(kind, case_kinds) ? kind : "complaint");
	view_str(root, "Form.order_no", request_query(r, "order_no"));
	return show_list(r, 200);
}

/* Reads what was filled in; errors stand at the fields. */
static void read_form(struct request *r, struct case_new *what)
{
	const char *text = case_text(r, "text", CASE_TEXT);

	what->kind = account_line(r, "kind");
	what->class = account_line(r, "class");
	what->order_no = account_line(r, "order_no");
	what->text = text;
	page_keep(r, "kind");
	page_keep(r, "class");
	page_keep(r, "order_no");
	if (!text_among(what->kind, case_kinds))
		page_error(r, "kind", WORD "KindEmpty");
	if (!what->class[0] && strcmp(what->kind, "complaint") != 0)
		what->class = "other";
	if (!text_among(what->class, case_classes))
		page_error(r, "class", WORD "ClassEmpty");
	if (utf8_length(what->order_no) > ORDER_NO)
		page_error(r, "order_no", WORD "OrderLong");
}

static int back(struct request *r, const char *no, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/cases/%s?done=%s", no, done));
}

static int page_file(struct request *r)
{
	struct service_env env = account_env(r);
	struct case_new what = {.member_id = viewer_of(r)->member_id, .source = "member",
	                        .source_ref = "", .partner = "", .category = "", .branch = ""};
	char no[CASE_NO];

	read_form(r, &what);
	if (page_has_errors(r))
		return show_list(r, 422);
	if (!case_order(r, &what))
		return account_unavailable(r);
	switch (case_file(&env, portal_of(r)->plans, &what, case_form_sent(r), no)) {
	case CASE_OK:
		return back(r, no, "sent");
	case CASE_MANY:
		page_error(r, NULL, WORD "Many");
		return show_list(r, 422);
	case CASE_TRY_AGAIN:
		return account_unavailable(r);
	default:
		return 500;
	}
}

/* The page of the case that the path names; STATUS, or 404, 503. */
static int show(struct request *r, int status)
{
	struct database *db = portal_of(r)->db;
	uint64_t member = viewer_of(r)->member_id;
	struct case_row c;
	struct case_step *steps;
	struct case_picture *pictures;
	int n, n_pictures;
	enum db got = case_read(db, r->mem, member, r->param[0], &c);

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got == DB_OK)
		got = case_steps(db, r->mem, member, c.case_no, false, &steps, &n);
	if (got == DB_OK)
		got = case_picture_list(db, r->mem, member, c.case_no, &pictures, &n_pictures);
	if (got != DB_OK)
		return account_unavailable(r);
	view_sentence(page_root(r), "Page.Title", WORD "OneTitle", c.case_no, NULL);
	view_str(page_root(r), "Page.Name", "profile");
	case_fill(r, &c, steps, n, pictures, n_pictures);
	return status;
}

static int page_case(struct request *r)
{
	account_notice(r, notices);
	return show(r, 200);
}

/* On to the page with DONE, or the page again with the reason. */
static int answer(struct request *r, enum case_outcome outcome, const char *done)
{
	switch (outcome) {
	case CASE_OK:
		return back(r, r->param[0], done);
	case CASE_UNKNOWN:
		return page_problem(r, 404);
	case CASE_TRY_AGAIN:
		return account_unavailable(r);
	case CASE_MANY:
		page_error(r, "picture", WORD "Picture.Many");
		return show(r, 422);
	case CASE_TOO_LATE:
	case CASE_LACKS:
		page_error(r, NULL, WORD "TooLate");
		return show(r, 422);
	default:
		return 500;
	}
}

static int act(struct request *r, enum case_act what, const char *text, const char *done)
{
	struct service_env env = account_env(r);
	struct case_asked asked = {.member_id = viewer_of(r)->member_id, .case_no = r->param[0],
	                           .act = what, .text = text};

	return answer(r, case_act(&env, portal_of(r)->plans, &asked), done);
}

static int page_accept(struct request *r)
{
	return act(r, CASE_ACCEPT, "", "accepted");
}

static int page_reopen(struct request *r)
{
	const char *name = request_form(r, "text") ? "text" : "why";
	const char *text = case_text(r, name, CASE_TEXT);

	return text ? act(r, CASE_REOPEN, text, "reopened") : show(r, 422);
}

static int page_reply(struct request *r)
{
	const char *text = case_text(r, "text", CASE_TEXT);

	return text ? act(r, CASE_REPLY, text, "replied") : show(r, 422);
}

static int page_rate(struct request *r)
{
	struct service_env env = account_env(r);
	const char *words = case_prose(r, "words");
	int64_t score = 0;

	page_keep(r, "score");
	page_keep(r, "words");
	if (!int_parse(account_raw(r, "score"), &score) || score < 1 || score > 5)
		page_error(r, "score", WORD "ScoreEmpty");
	if (utf8_length(words) > CASE_RATING_TEXT)
		page_error(r, "words", WORD "RatingLong");
	if (page_has_errors(r))
		return show(r, 422);
	return answer(r, case_rate(&env, viewer_of(r)->member_id, r->param[0], score, words),
	              "rated");
}

static int page_picture_add(struct request *r)
{
	struct service_env env = account_env(r);
	struct picture_row picture;

	if (!case_picture_taken(r, &picture))
		return show(r, 422);
	return answer(r, case_picture(&env, viewer_of(r)->member_id, r->param[0], &picture, 0),
	              "picture");
}

static int page_picture(struct request *r)
{
	return case_picture_show(r, viewer_of(r)->member_id, r->param[0], r->param[1]);
}

#define ACT (GUARD_MEMBER | GUARD_CSRF)
#define ONE "/cases/:no"

const struct route cases_routes[] = {
	{"/cases", METHOD_GET, GUARD_MEMBER, page_cases, "cases", list_query, NULL, 0},
	{"/cases", METHOD_POST, ACT, page_file, "cases", NULL, file_form, 0},
	{ONE, METHOD_GET, GUARD_MEMBER, page_case, "case", one_query, NULL, 0},
	{ONE "/accept", METHOD_POST, ACT, page_accept, "case", NULL, none, 0},
	{ONE "/reopen", METHOD_POST, ACT, page_reopen, "case", NULL, reopen_form, 0},
	{ONE "/reply", METHOD_POST, ACT, page_reply, "case", NULL, text_form, 0},
	{ONE "/rate", METHOD_POST, ACT, page_rate, "case", NULL, rate_form, 0},
	{ONE "/pictures", METHOD_POST, ACT | GUARD_UPLOAD, page_picture_add, "case", NULL,
	 picture_form, PICTURE_BODY},
	{ONE "/pictures/:picture", METHOD_GET, GUARD_MEMBER, page_picture, NULL, NULL, NULL, 0},
	{0},
};
