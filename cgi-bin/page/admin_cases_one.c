/* One case for staff: all there is to know, and the steps it allows. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_cases.h"
#include "page/case_parts.h"
#include "page/desk_form.h"
#include "service/goodwill.h"
#include "store/staff.h"

#define WORD "Lang.AdminCases."

static const char *const departments[] = {"guides", "product", "sales", "care", NULL};
static const char *const causes[] = {"service_quality", "product", "price", "communication",
                                     "slow_response", NULL};

/* The buttons: their word in the form, and the act. */
static const struct {
	const char *word;
	enum case_act act;
} acts[] = {{"classify", CASE_CLASSIFY}, {"investigate", CASE_INVESTIGATE},
            {"propose", CASE_PROPOSE},   {"agreed", CASE_AGREED},
            {"execute", CASE_EXECUTE},   {"close", CASE_CLOSE},
            {"reply", CASE_REPLY},       {"note", CASE_NOTE}};

#define N_ACTS ((int)(sizeof acts / sizeof acts[0]))

/* The case that the path names: 0, or a status. */
static int case_of_url(struct request *r, struct case_row *c)
{
	enum db got = case_find(portal_of(r)->db, r->mem, r->param[0], c);

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || !desk_looked(r, "case_view", c->member_id, c->case_no))
		return desk_unavailable(r);
	return 0;
}

static void fill_list(struct request *r, const char *list, const char *words,
                      const char *const *values)
{
	struct view_node *root = page_root(r);

	for (int i = 0; values[i]; i++) {
		struct view_node *row = view_row(root, list, i);

		view_str(row, "Value", values[i]);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, "%s.%s", words,
		                                                       values[i])));
	}
}

static void fill_facts(struct request *r, const struct case_row *c)
{
	struct view_node *root = page_root(r);
	bool open = strcmp(c->waiting, "none") != 0;

	case_fill_row(r, root, c);
	view_flag(root, "Complaint", case_is_complaint(c));
	view_str(root, "MemberNo", c->member_no);
	view_str(root, "Owner", c->owner);
	view_str(root, "Category", c->category);
	view_str(root, "Branch", c->branch);
	view_str(root, "Source", view_words(root, talloc_asprintf(r->mem, WORD "Source.%s",
	                                                          c->source)));
	if (c->department[0])
		view_str(root, "Department",
		         view_words(root, talloc_asprintf(r->mem, WORD "Department.%s",
		                                          c->department)));
	if (c->cause[0])
		view_str(root, "Cause",
		         view_words(root, talloc_asprintf(r->mem, WORD "Cause.%s", c->cause)));
	view_str(root, "Outcome", c->outcome);
	view_flag(root, "Priority", c->priority);
	view_flag(root, "Late", open && c->due_at < page_now(r));
	if (open)
		view_instant(root, "Due", c->due_at);
	view_instant(root, "AckDue", c->ack_due);
	view_instant(root, "AnswerDue", c->answer_due);
	if (c->acked_at != INSTANT_NONE)
		view_instant(root, "Acked", c->acked_at);
	if (c->answered_at != INSTANT_NONE)
		view_instant(root, "Answered", c->answered_at);
	if (c->reopened > 0)
		view_points(root, "Reopened", c->reopened);
	if (c->rating > 0)
		view_points(root, "Rating", c->rating);
	view_str(root, "RatingText", c->rating_text);
}

static enum db fill_steps(struct request *r, const struct case_row *c)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct case_step *steps;
	struct case_picture *pictures;
	char no[INT_TEXT];
	int n, n_pictures;
	enum db got = case_steps(db, r->mem, c->member_id, c->case_no, true, &steps, &n);

	if (got == DB_OK)
		got = case_picture_list(db, r->mem, c->member_id, c->case_no, &pictures, &n_pictures);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Steps", i);

		case_fill_step(r, row, c, &steps[i]);
		view_str(row, "Staff", steps[i].staff);
		view_flag(row, "Hidden", !steps[i].shown);
	}
	for (int i = 0; got == DB_OK && i < n_pictures; i++)
		view_str(view_row(root, "Pictures", i), "No", int_text(no, pictures[i].picture_no));
	return got;
}

/* Who can own it: active staff but auditors. */
static enum db fill_owners(struct request *r, const struct case_row *c)
{
	struct view_node *root = page_root(r);
	uint64_t owner = c->owner_id ? c->owner_id : desk_of(r)->staff_id;
	struct staff *staff;
	char id[INT_TEXT];
	int n, k = 0;
	enum db got = staff_list(portal_of(r)->db, r->mem, &staff, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row;

		if (strcmp(staff[i].state, "active") != 0 || strcmp(staff[i].role, "auditor") == 0)
			continue;
		row = view_row(root, "Owners", k++);
		view_str(row, "Value", int_text(id, (int64_t)staff[i].staff_id));
		view_str(row, "Text", staff[i].name);
	}
	if (!request_form(r, "owner"))
		view_str(root, "Form.owner", int_text(id, (int64_t)owner));
	return got;
}

/* The templates; the one that the address names stands in the text already. */
static enum db fill_answers(struct request *r, const struct case_row *c)
{
	struct view_node *root = page_root(r);
	const char *wanted = request_query(r, "answer"), *in = request_query(r, "in");
	bool english = in && strcmp(in, "en") == 0;
	char no[INT_TEXT];
	struct case_answer *answers;
	int n;
	enum db got = case_answer_list(portal_of(r)->db, r->mem, c->class, &answers, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Answers", i);

		view_str(row, "No", int_text(no, answers[i].answer_no));
		view_str(row, "Title", answers[i].title);
		view_flag(row, "English", answers[i].text_en[0] != '\0');
		if (wanted && strcmp(wanted, no) == 0)
			view_str(root, "Form.text", english ? answers[i].text_en : answers[i].text);
	}
	return got;
}

static enum db fill_goodwill(struct request *r, const struct case_row *c)
{
	struct view_node *root = page_root(r);
	struct service_env env = desk_env(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(env.now));
	struct goodwill *list;
	int64_t left = 0;
	int n;
	enum db got = goodwill_of_case(env.db, r->mem, c->member_id, c->case_no, &list, &n);

	if (got == DB_OK)
		got = goodwill_left(&env, portal_of(r)->plans, desk_of(r)->staff_id, &left);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Goodwill", i);

		view_points(row, "Points", list[i].points);
		view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "Goodwill.%s",
		                                                       list[i].state)));
		view_str(row, "Staff", list[i].staff);
		view_str(row, "Reason", list[i].reason);
	}
	view_sentence(root, "BudgetText", WORD "BudgetText", text_points(r->mem, left),
	              text_points(r->mem, plan->goodwill.ceiling), NULL);
	case_form_id(r);
	return got;
}

static int show(struct request *r, const struct case_row *c, int status)
{
	struct view_node *root = page_root(r);

	view_sentence(root, "Page.Title", WORD "OneTitle", c->case_no, NULL);
	fill_facts(r, c);
	for (int i = 0; i < N_ACTS; i++)
		view_flag(root, talloc_asprintf(r->mem, "May.%s", acts[i].word),
		          case_may(c, acts[i].act, false, page_now(r)));
	view_flag(root, "Classified", c->department[0] != '\0');
	view_flag(root, "MayAdd", strcmp(c->state, "closed") != 0);
	fill_list(r, "Classes", "Lang.Cases.Class", case_classes);
	fill_list(r, "Departments", WORD "Department", departments);
	fill_list(r, "Causes", WORD "Cause", causes);
	if (!request_form(r, "class"))
		view_str(root, "Form.class", c->class);
	if (!request_form(r, "department"))
		view_str(root, "Form.department", c->department[0] ? c->department : "care");
	if (!request_form(r, "outcome"))
		view_str(root, "Form.outcome", c->outcome);
	if (fill_steps(r, c) != DB_OK || fill_owners(r, c) != DB_OK || fill_answers(r, c) != DB_OK ||
	    fill_goodwill(r, c) != DB_OK)
		return desk_unavailable(r);
	return status;
}

int page_desk_case(struct request *r)
{
	struct case_row c;
	int status;

	desk_page(r, WORD "Title");
	status = case_of_url(r, &c);
	return status ? status : show(r, &c, 200);
}

static int back(struct request *r, const char *no, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/cases/%s?done=%s", no, done));
}

/* Whether the staff member exists and may act. */
static bool may_own(struct request *r, int64_t staff_id)
{
	struct staff staff;

	return staff_id > 0 &&
	       staff_read(portal_of(r)->db, r->mem, (uint64_t)staff_id, &staff) == DB_OK &&
	       strcmp(staff.state, "active") == 0 && strcmp(staff.role, "auditor") != 0;
}

/* Reads what goes with the act; false with an error at its field. */
static bool read_step(struct request *r, struct case_asked *asked)
{
	int64_t owner = 0;

	asked->text = case_prose(r, "text");
	asked->class = desk_typed(r, "class");
	asked->department = desk_typed(r, "department");
	asked->cause = desk_typed(r, "cause");
	asked->outcome = case_prose(r, "outcome");
	if (utf8_length(asked->text) > CASE_TEXT)
		page_error(r, "text", "Lang.Cases.TextLong");
	if (utf8_length(asked->outcome) > CASE_OUTCOME)
		page_error(r, "outcome", WORD "ErrorOutcome");
	page_keep(r, "text");
	page_keep(r, "class");
	page_keep(r, "department");
	page_keep(r, "owner");
	page_keep(r, "cause");
	page_keep(r, "outcome");
	if (asked->act == CASE_CLASSIFY && (!text_among(asked->class, case_classes) ||
	                                    !text_among(asked->department, departments)))
		page_error(r, "department", WORD "ErrorDepartment");
	if (asked->cause[0] && !text_among(asked->cause, causes))
		page_error(r, "cause", WORD "ErrorCause");
	if (int_parse(desk_typed(r, "owner"), &owner) && may_own(r, owner))
		asked->owner_id = (uint64_t)owner;
	else if (asked->act == CASE_CLASSIFY && desk_typed(r, "owner")[0])
		page_error(r, "owner", WORD "ErrorOwner");
	return !page_has_errors(r);
}

static enum case_act act_of(const char *word)
{
	for (int i = 0; word && i < N_ACTS; i++)
		if (strcmp(word, acts[i].word) == 0)
			return acts[i].act;
	return (enum case_act)0;
}

/* On to the case with DONE, or the page again with what was wrong. */
static int answer(struct request *r, const struct case_row *c, enum case_outcome outcome,
                  enum case_act act, const char *done)
{
	switch (outcome) {
	case CASE_OK:
		return back(r, c->case_no, done);
	case CASE_LACKS:
		if (act == CASE_CLOSE)
			page_error(r, "cause", WORD "ErrorCause");
		else
			page_error(r, "text", WORD "ErrorText");
		return show(r, c, 422);
	case CASE_MANY:
		page_error(r, "picture", "Lang.Cases.Picture.Many");
		return show(r, c, 422);
	case CASE_TOO_LATE:
		page_error(r, NULL, WORD "ErrorTooLate");
		return show(r, c, 409);
	case CASE_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

int page_desk_case_step(struct request *r)
{
	struct service_env env = desk_env(r);
	struct case_asked asked = {.case_no = r->param[0], .staff_id = desk_of(r)->staff_id};
	struct case_row c;
	int status;

	desk_page(r, WORD "Title");
	asked.act = act_of(request_form(r, "act"));
	if (!asked.act)
		return 400;
	status = case_of_url(r, &c);
	if (status)
		return status;
	asked.member_id = c.member_id;
	if (!read_step(r, &asked))
		return show(r, &c, 422);
	return answer(r, &c, case_act(&env, portal_of(r)->plans, &asked), asked.act, "case_step");
}

int page_desk_case_goodwill(struct request *r)
{
	struct service_env env = desk_env(r);
	struct goodwill_asked asked = {.staff_id = desk_of(r)->staff_id};
	struct case_row c;
	int status;

	desk_page(r, WORD "Title");
	status = case_of_url(r, &c);
	if (status)
		return status;
	page_keep(r, "points");
	page_keep(r, "reason");
	asked.member_id = c.member_id;
	asked.case_no = c.case_no;
	asked.points = desk_number(r, "points", 1, 1000000, 0);
	asked.reason = case_prose(r, "reason");
	asked.form_id = case_form_sent(r);
	if (asked.points == 0 && !page_has_errors(r))
		page_error(r, "points", WORD "ErrorPoints");
	if (!asked.reason[0] || utf8_length(asked.reason) > GOODWILL_REASON)
		page_error(r, "reason", WORD "ErrorReason");
	if (page_has_errors(r))
		return show(r, &c, 422);
	switch (goodwill_give(&env, portal_of(r)->plans, &asked)) {
	case GOODWILL_GIVEN:
	case GOODWILL_SETTLED: /* the same form again */
		return back(r, c.case_no, "goodwill_given");
	case GOODWILL_ASKED:
		return back(r, c.case_no, "goodwill_asked");
	case GOODWILL_BUDGET:
		page_error(r, "points", WORD "ErrorBudget");
		return show(r, &c, 422);
	case GOODWILL_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

int page_desk_case_picture(struct request *r)
{
	struct case_row c;
	int status = case_of_url(r, &c);

	return status ? status : case_picture_show(r, c.member_id, c.case_no, r->param[1]);
}

int page_desk_case_picture_add(struct request *r)
{
	struct service_env env = desk_env(r);
	struct picture_row picture;
	struct case_row c;
	int status;

	desk_page(r, WORD "Title");
	status = case_of_url(r, &c);
	if (status)
		return status;
	if (!case_picture_taken(r, &picture))
		return show(r, &c, 422);
	return answer(r, &c,
	              case_picture(&env, c.member_id, c.case_no, &picture, desk_of(r)->staff_id),
	              CASE_NOTE, "case_step");
}
