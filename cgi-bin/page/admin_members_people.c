/* What kind of account it is, and who uses it. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/desk_form.h"
#include "service/people.h"
#include "store/merge.h"

#define WORD MEMBERS_WORD

static const char *const kinds[] = {"personal", "family", "corporate", NULL};

static int show(struct request *r, const struct desk_member *m, int status)
{
	struct view_node *root = members_page(r, m, WORD "PeopleTitle");
	struct desk_person *people;
	int n;

	view_flag(root, "Personal", strcmp(m->kind, "personal") == 0);
	for (int i = 0; kinds[i]; i++) {
		struct view_node *row = view_row(root, "Kinds", i);

		view_str(row, "Value", kinds[i]);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Kind.%s", kinds[i])));
	}
	view_str(root, "Form.kind", m->kind);
	if (desk_people(portal_of(r)->db, r->mem, m->member_id, &people, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "People", i);
		const char *reach = people[i].email[0] ? people[i].email : people[i].phone;

		view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, people[i].person_id));
		view_str(row, "Name", members_mask_name(r, people[i].name));
		view_str(row, "Reach", members_mask(r, reach));
		view_flag(row, "Holder", strcmp(people[i].role, "holder") == 0);
		view_flag(row, "Invited", strcmp(people[i].state, "invited") == 0);
		view_flag(row, "MaySpend", people[i].may_spend);
	}
	return status;
}

int page_member_people(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	return status ? status : show(r, &m, 200);
}

static int done(struct request *r, const struct desk_member *m, const char *word)
{
	return respond_see_other(
		r, talloc_asprintf(r->mem, "/admin/members/%s/people?done=%s", m->member_no, word));
}

/* Sets the kind of a locked account; a personal one has one person only. */
struct kind_work {
	struct request *r;
	uint64_t member_id;
	const char *kind;
	bool others, closed;
};

static enum db kind_work(struct database *db, void *arg)
{
	struct kind_work *w = arg;
	struct person *people;
	char *state;
	int n = 0;
	enum db got = member_state_lock(db, w->r->mem, w->member_id, &state);

	w->others = w->closed = false;
	if (got == DB_OK && strcmp(state, "active") != 0) {
		w->closed = true;
		return DB_NONE;
	}
	if (got == DB_OK)
		got = person_list_lock(db, w->r->mem, w->member_id, &people, &n);
	if (got == DB_OK && n > 1 && strcmp(w->kind, "personal") == 0) {
		w->others = true;
		return DB_NONE;
	}
	if (got == DB_OK)
		got = member_set_kind(db, w->member_id, w->kind);
	if (got == DB_OK)
		got = staff_log(db, desk_of(w->r)->staff_id, "member_kind", w->member_id, w->kind, "");
	return got;
}

int page_member_kind(struct request *r)
{
	struct kind_work w = {.r = r};
	struct desk_member m;
	int status = members_find(r, "member_view", &m);
	enum db got;

	if (status)
		return status;
	w.member_id = m.member_id;
	w.kind = desk_typed(r, "kind");
	if (!text_among(w.kind, kinds))
		return 400;
	got = db_transact(portal_of(r)->db, kind_work, &w);
	if (w.others || w.closed) {
		page_error(r, "kind", w.others ? WORD "ErrorOthers" : WORD "ErrorPin");
		return show(r, &m, 422);
	}
	return got == DB_OK ? done(r, &m, "kind_set") : desk_unavailable(r);
}

int page_member_invite(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *name, *typed, *address, *may = request_form(r, "may_spend");
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	page_keep(r, "name");
	page_keep(r, "address");
	page_keep(r, "may_spend");
	name = desk_text(r, "name", PERSON_NAME_MAX);
	typed = desk_typed(r, "address");
	address = strchr(typed, '@') ? email_clean(r->mem, typed) : phone_clean(r->mem, typed);
	if (!name[0] && !page_has_errors(r))
		page_error(r, "name", WORD "ErrorName");
	if (!address)
		page_error(r, "address", WORD "ErrorAddress");
	if (page_has_errors(r))
		return show(r, &m, 422);
	if (!desk_looked(r, "people_invite", m.member_id, ""))
		return desk_unavailable(r);
	switch (people_invite(&env, m.member_id, name, address, may && may[0] == '1', "zh-CN")) {
	case PEOPLE_DONE:
		return done(r, &m, "person_invited");
	case PEOPLE_PERSONAL:
		page_error(r, NULL, WORD "ErrorPersonal");
		return show(r, &m, 422);
	case PEOPLE_FULL:
		page_error(r, NULL, WORD "ErrorFull");
		return show(r, &m, 422);
	default:
		return desk_unavailable(r);
	}
}

int page_member_person(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *act = desk_typed(r, "act");
	struct desk_member m;
	int64_t person = 0;
	enum people got;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	if (!int_parse(r->param[1], &person) || person <= 0)
		return page_problem(r, 404);
	if (strcmp(act, "remove") != 0 && strcmp(act, "may") != 0 && strcmp(act, "maynot") != 0)
		return 400;
	if (!desk_looked(r, "people_change", m.member_id,
	                 talloc_asprintf(r->mem, "%s %lld", act, (long long)person)))
		return desk_unavailable(r);
	got = strcmp(act, "remove") == 0
	          ? people_remove(&env, m.member_id, (uint64_t)person)
	          : people_may_spend(&env, m.member_id, (uint64_t)person, strcmp(act, "may") == 0);
	if (got == PEOPLE_GONE)
		return page_problem(r, 404);
	return got == PEOPLE_DONE ? done(r, &m, "people_saved") : desk_unavailable(r);
}
