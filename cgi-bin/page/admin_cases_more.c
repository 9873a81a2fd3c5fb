/* Filing for a caller; templates of answers; the second signature of goodwill. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_cases.h"
#include "page/case_parts.h"
#include "page/desk_form.h"
#include "service/goodwill.h"

#define WORD "Lang.AdminCases."
#define ROWS 100
#define ORDER_NO 64
#define TITLE 60
#define ANSWER 1000

static int show_new(struct request *r, int status)
{
	case_choices(r, "Kinds", "Kind", case_kinds);
	case_choices(r, "Classes", "Class", case_classes);
	case_form_id(r);
	return status;
}

int page_desk_case_new(struct request *r)
{
	view_str(desk_page(r, WORD "NewTitle"), "Form.kind", "complaint");
	return show_new(r, 200);
}

/* Whom the number, e-mail or phone typed names; 0, or a status. */
static int find_member(struct request *r, uint64_t *member_id)
{
	struct person_id id;
	enum db got = person_find(portal_of(r)->db, r->mem, desk_typed(r, "member"), &id);

	if (got == DB_NONE)
		page_error(r, "member", WORD "ErrorMember");
	else if (got != DB_OK || !desk_looked(r, "case_caller", id.member_id, ""))
		return desk_unavailable(r);
	*member_id = got == DB_OK ? id.member_id : 0;
	return 0;
}

static void read_new(struct request *r, struct case_new *what)
{
	const char *text = case_text(r, "text", CASE_TEXT);

	what->text = text ? text : "";
	what->kind = desk_typed(r, "kind");
	what->class = desk_typed(r, "class");
	what->order_no = desk_text(r, "order_no", ORDER_NO);
	page_keep(r, "member");
	page_keep(r, "kind");
	page_keep(r, "class");
	page_keep(r, "order_no");
	if (!text_among(what->kind, case_kinds))
		page_error(r, "kind", "Lang.Cases.KindEmpty");
	if (!text_among(what->class, case_classes))
		page_error(r, "class", "Lang.Cases.ClassEmpty");
}

int page_desk_case_file(struct request *r)
{
	struct service_env env = desk_env(r);
	struct case_new what = {.source = "caller", .source_ref = "", .partner = "",
	                        .category = "", .branch = "", .staff_id = desk_of(r)->staff_id};
	char no[CASE_NO];
	int status;

	desk_page(r, WORD "NewTitle");
	read_new(r, &what);
	status = find_member(r, &what.member_id);
	if (status)
		return status;
	if (page_has_errors(r))
		return show_new(r, 422);
	if (!case_order(r, &what))
		return desk_unavailable(r);
	switch (case_file(&env, portal_of(r)->plans, &what, case_form_sent(r), no)) {
	case CASE_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/cases/%s?done=case_filed",
		                                            no));
	case CASE_MANY:
		page_error(r, "member", WORD "ErrorMany");
		return show_new(r, 422);
	default:
		return desk_unavailable(r);
	}
}

static int show_answers(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	struct case_answer *answers;
	char no[INT_TEXT];
	int n;

	if (case_answer_list(portal_of(r)->db, r->mem, "", &answers, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Answers", i);

		view_str(row, "No", int_text(no, answers[i].answer_no));
		view_str(row, "Title", answers[i].title);
		view_str(row, "Text", answers[i].text);
		view_str(row, "TextEn", answers[i].text_en);
		view_str(row, "Class", answers[i].class[0] ? case_word(r, row, "Class", answers[i].class)
		                                           : view_words(row, WORD "AnyClass"));
		view_flag(row, "Live", strcmp(answers[i].state, "live") == 0);
	}
	view_str(view_row(root, "Classes", 0), "Value", "");
	view_str(view_row(root, "Classes", 0), "Text", view_words(root, WORD "AnyClass"));
	for (int i = 0; case_classes[i]; i++) {
		struct view_node *row = view_row(root, "Classes", i + 1);

		view_str(row, "Value", case_classes[i]);
		view_str(row, "Text", case_word(r, row, "Class", case_classes[i]));
	}
	return status;
}

int page_desk_answers(struct request *r)
{
	desk_page(r, WORD "AnswersTitle");
	return show_answers(r, 200);
}

int page_desk_answer_add(struct request *r)
{
	struct database *db = portal_of(r)->db;
	struct case_answer answer;

	desk_page(r, WORD "AnswersTitle");
	answer.class = talloc_strdup(r->mem, desk_typed(r, "class"));
	answer.title = talloc_strdup(r->mem, desk_text(r, "title", TITLE));
	answer.text = talloc_strdup(r->mem, case_prose(r, "text"));
	answer.text_en = talloc_strdup(r->mem, case_prose(r, "text_en"));
	page_keep(r, "class");
	page_keep(r, "title");
	page_keep(r, "text");
	page_keep(r, "text_en");
	if (!desk_typed(r, "title")[0])
		page_error(r, "title", WORD "ErrorTitle");
	if (!answer.text[0])
		page_error(r, "text", WORD "ErrorText");
	if (utf8_length(answer.text) > ANSWER)
		page_error(r, "text", WORD "ErrorAnswer");
	if (utf8_length(answer.text_en) > ANSWER)
		page_error(r, "text_en", WORD "ErrorAnswer");
	if (answer.class[0] && !text_among(answer.class, case_classes))
		page_error(r, "class", "Lang.Cases.ClassEmpty");
	if (page_has_errors(r))
		return show_answers(r, 422);
	if (staff_log(db, desk_of(r)->staff_id, "case_answer_add", 0, answer.title, "") != DB_OK ||
	    case_answer_add(db, &answer) != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/cases/answers?done=saved");
}

int page_desk_answer_state(struct request *r)
{
	static const char *const states[] = {"live", "retired", NULL};
	struct database *db = portal_of(r)->db;
	const char *state = desk_typed(r, "state");
	int64_t no;
	enum db got;

	if (!text_among(state, states))
		return 400;
	if (!int_parse(r->param[0], &no))
		return page_problem(r, 404);
	if (staff_log(db, desk_of(r)->staff_id, "case_answer_state", 0, r->param[0], state) != DB_OK)
		return desk_unavailable(r);
	got = case_answer_state(db, no, state);
	if (got != DB_OK && got != DB_NONE)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/cases/answers?done=saved");
}

static int show_goodwill(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	struct goodwill *list;
	int n;

	if (!desk_looked(r, "goodwill_queue", 0, "") ||
	    goodwill_waiting(portal_of(r)->db, r->mem, ROWS, &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Goodwill", i);

		view_str(row, "No", list[i].goodwill_no);
		view_str(row, "CaseNo", list[i].case_no);
		view_str(row, "MemberNo", list[i].member_no);
		view_str(row, "Staff", list[i].staff);
		view_str(row, "Reason", list[i].reason);
		view_points(row, "Points", list[i].points);
		view_instant(row, "At", list[i].asked_at);
		view_flag(row, "May", desk_may(r, false) && list[i].staff_id != desk_of(r)->staff_id);
	}
	return status;
}

int page_desk_goodwill(struct request *r)
{
	desk_page(r, WORD "GoodwillTitle");
	return show_goodwill(r, 200);
}

int page_desk_goodwill_sign(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *verdict = desk_typed(r, "verdict");
	bool grant = strcmp(verdict, "sign") == 0;

	if (!grant && strcmp(verdict, "refuse") != 0)
		return 400;
	desk_page(r, WORD "GoodwillTitle");
	switch (goodwill_sign(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->param[0], grant)) {
	case GOODWILL_GIVEN:
		return respond_see_other(r, "/admin/cases/goodwill?done=goodwill_given");
	case GOODWILL_REFUSED:
		return respond_see_other(r, "/admin/cases/goodwill?done=goodwill_refused");
	case GOODWILL_SAME:
		page_error(r, NULL, WORD "ErrorSame");
		return show_goodwill(r, 422);
	case GOODWILL_SETTLED:
		page_error(r, NULL, WORD "ErrorSettled");
		return show_goodwill(r, 409);
	case GOODWILL_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}
