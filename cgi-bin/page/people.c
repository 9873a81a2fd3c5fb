#include "page/people.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/people.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field invite_form[] = {
	{"name", 400, false}, {"login", 400, false}, {"may_spend", 1, false}, {0}};
static const struct field accept_form[] = {
	{"name", 400, false}, {"password", 1024, false}, {"consent", 16, true}, {0}};
static const struct field spend_form[] = {{"may", 1, false}, {0}};
static const struct field none[] = {{0}};

static const char *const notices[][2] = {{"invited", "Lang.People.Invited"},
                                         {"removed", "Lang.People.Removed"},
                                         {"family", "Lang.People.FamilyDone"},
                                         {"saved", "Lang.People.Saved"},
                                         {NULL, NULL}};

static void fill_row(struct request *r, int i, const struct person *person)
{
	const struct viewer *v = viewer_of(r);
	struct view_node *row = view_row(page_root(r), "People", i);
	bool holder = person->id.person_id == PERSON_HOLDER;
	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, person->id.person_id));
	view_str(row, "Name", person->name);
	view_flag(row, "Holder", holder);
	view_flag(row, "You", person->id.person_id == v->person_id);
	view_flag(row, "Invited", strcmp(person->state, "invited") == 0);
	view_flag(row, "MaySpend", person->may_spend || holder);
	view_flag(row, "Managed", v->holder && !holder);
	/* addresses are shown to the holder, who typed them, only */
	if (v->holder && !holder)
		view_str(row, "Address", person->email != NULL ? person->email : person->phone);
}

static int show(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	struct view_node *root = page_root(r);
	struct person *people;
	int n;
	account_page(r, "Lang.People.Title", "profile");
	view_flag(root, "Personal", strcmp(v->kind, "personal") == 0);
	view_flag(root, "Corporate", strcmp(v->kind, "corporate") == 0);
	view_flag(root, "HolderHere", v->holder);
	if (person_list(portal_of(r)->db, r->mem, v->member_id, &people, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_row(r, i, &people[i]);
	return 200;
}

static int page_people(struct request *r)
{
	account_notice(r, notices);
	view_flag(page_root(r), "Form.may_spend", true);
	return show(r);
}

/* What became of a change: back to the list, or the error page. */
static int answer(struct request *r, enum people result, const char *done)
{
	switch (result) {
	case PEOPLE_DONE:
		return respond_see_other(r, done);
	case PEOPLE_GONE:
		return page_problem(r, 404);
	case PEOPLE_PERSONAL:
		page_error(r, NULL, "Lang.People.OnlyFamily");
		return 422;
	case PEOPLE_FULL:
		page_error(r, NULL, "Lang.People.Full");
		return 422;
	case PEOPLE_TAKEN:
		page_error(r, NULL, "Lang.Account.AddressTaken");
		return 422;
	case PEOPLE_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_invite(struct request *r)
{
	struct service_env env = account_env(r);
	const char *typed = account_line(r, "login"), *may = request_form(r, "may_spend");
	int status = show(r);
	if (status != 200)
		return status;
	const char *name = account_name(r);
	const char *address = email_clean(r->mem, typed);
	if (address == NULL)
		address = phone_clean(r->mem, typed);
	page_keep(r, "login");
	page_keep(r, "may_spend");
	if (address == NULL)
		page_error(r, "login", "Lang.Account.ForgotEmpty");
	if (page_has_errors(r))
		return 422;
	return answer(r,
	              people_invite(&env, viewer_of(r)->member_id, name, address,
	                            may != NULL && may[0] == '1', account_lang(r)),
	              "/people?done=invited");
}

/* The person a URL names; 0 (nobody's id) when it is no number. */
static uint64_t person_of(const struct request *r)
{
	int64_t id = 0;
	return int_parse(r->param[0], &id) && id > 0 ? (uint64_t)id : 0;
}

static int page_remove(struct request *r)
{
	struct service_env env = account_env(r);
	return answer(r, people_remove(&env, viewer_of(r)->member_id, person_of(r)),
	              "/people?done=removed");
}

static int page_spend(struct request *r)
{
	struct service_env env = account_env(r);
	const char *may = request_form(r, "may");
	return answer(r,
	              people_may_spend(&env, viewer_of(r)->member_id, person_of(r),
	                               may != NULL && may[0] == '1'),
	              "/people?done=saved");
}

static int page_family(struct request *r)
{
	struct service_env env = account_env(r);
	return answer(r, people_family(&env, viewer_of(r)->member_id), "/people?done=family");
}

static int accept_post(struct request *r, const struct person *invited)
{
	struct service_env env = account_env(r);
	const char *const names[] = {invited->email != NULL ? invited->email : "",
	                             invited->phone != NULL ? invited->phone : "", NULL};
	const char *name = account_name(r);
	const char *password = account_password(r, "password", names);
	account_papers(r);
	if (page_has_errors(r))
		return 422;
	return answer(r, people_accept(&env, r->param[0], name, password), "/sign-in?done=joined");
}

static int page_accept(struct request *r)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	struct person invited, holder;
	account_page(r, "Lang.People.AcceptTitle", "people");
	respond_header(r, "Referrer-Policy", "no-referrer");
	switch (people_look(&env, r->param[0], &invited, &holder)) {
	case PEOPLE_DONE:
		break;
	case PEOPLE_FAILED:
		return account_unavailable(r);
	default:
		return account_gone(r);
	}
	view_sentence(root, "Lead", "Lang.People.AcceptLead", holder.name, NULL);
	view_str(root, "Form.name", invited.name);
	view_str(root, "Address", invited.email != NULL ? invited.email : invited.phone);
	return r->method == METHOD_POST ? accept_post(r, &invited) : 200;
}

#define HOLDER (GUARD_MEMBER | GUARD_CSRF | GUARD_HOLDER)

const struct route people_routes[] = {
	{"/people", METHOD_GET, GUARD_MEMBER, page_people, "people", query, NULL, 0},
	{"/people/invite", METHOD_POST, HOLDER, page_invite, "people", NULL, invite_form, 0},
	{"/people/family", METHOD_POST, HOLDER, page_family, "people", NULL, none, 0},
	{"/people/invite/:token", METHOD_GET | METHOD_POST, GUARD_CSRF, page_accept, "people_accept",
     NULL, accept_form, 0},
	{"/people/:person/remove", METHOD_POST, HOLDER, page_remove, "people", NULL, none, 0},
	{"/people/:person/spend", METHOD_POST, HOLDER, page_spend, "people", NULL, spend_form, 0},
	{0}};
