#include "page/account.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "service/password.h"

struct service_env account_env(struct request *r)
{
	const struct portal *portal = portal_of(r);
	return (struct service_env){.db = portal->db,
	                            .config = portal->config,
	                            .mem = r->mem,
	                            .now = page_now(r),
	                            .client = r->client};
}

struct person_id account_viewer(const struct request *r)
{
	const struct viewer *v = viewer_of(r);
	return (struct person_id){v->member_id, v->person_id};
}

const char *account_lang(struct request *r)
{
	return view_lang(page_root(r)) == LANG_EN ? "en" : "zh-CN";
}

const char *account_first_tier(struct request *r)
{
	const struct plan_book *plans = portal_of(r)->plans;
	return plan_on(plans, day_of(page_now(r)))->tiers[0].code;
}

void account_page(struct request *r, const char *title_key, const char *name)
{
	struct view_node *root = page_root(r);
	view_str(root, "Page.Title", view_words(root, title_key));
	view_str(root, "Page.Name", name);
	view_flag(root, "Page.Narrow", true);
}

void account_notice(struct request *r, const char *const (*done)[2])
{
	const char *word = request_query(r, "done");
	struct view_node *root = page_root(r);
	for (; word != NULL && (*done)[0] != NULL; done++)
		if (strcmp(word, (*done)[0]) == 0)
			view_str(root, "Notice.Text", view_words(root, (*done)[1]));
}

int account_wait(struct request *r, const char *field, int64_t wait_s)
{
	page_error(r, field, "Lang.Account.Wait");
	respond_header(r, "Retry-After", talloc_asprintf(r->mem, "%" PRId64, wait_s));
	return 429;
}

int account_unavailable(struct request *r)
{
	respond_header(r, "Retry-After", "10");
	return page_problem(r, 503);
}

int account_gone(struct request *r)
{
	struct view_node *root = page_root(r);

	view_flag(root, "Gone", true);
	if (!view_render(portal_of(r)->view, r->route->template, root, &r->out))
		r->out.len = 0; /* page_problem's words stand in */
	return 404;
}

const char *account_line(struct request *r, const char *name)
{
	const char *typed = request_form(r, name);
	char *line = text_clean(r->mem, typed != NULL ? typed : "");
	for (char *p = line; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	return line;
}

const char *account_raw(const struct request *r, const char *name)
{
	const char *typed = request_form(r, name);
	return typed != NULL ? typed : "";
}

const char *account_name(struct request *r)
{
	const char *name = account_line(r, "name");
	page_keep(r, "name");
	if (name[0] == '\0')
		page_error(r, "name", "Lang.Account.NameEmpty");
	else if (utf8_length(name) > PERSON_NAME_MAX)
		page_error(r, "name", "Lang.Account.NameLong");
	else
		return name;
	return NULL;
}

const char *account_password(struct request *r, const char *field, const char *const *names)
{
	const char *password = account_raw(r, field);
	if (password[0] == '\0') {
		page_error(r, field, "Lang.Account.PasswordEmpty");
		return NULL;
	}
	switch (password_judge(password, names)) {
	case PASSWORD_FINE:
		return password;
	case PASSWORD_SHORT:
		page_error(r, field, "Lang.Account.PasswordShort");
		break;
	case PASSWORD_LONG:
		page_error(r, field, "Lang.Account.PasswordLong");
		break;
	case PASSWORD_COMMON:
		page_error(r, field, "Lang.Account.PasswordCommon");
		break;
	}
	return NULL;
}

bool account_consents(const struct request *r, const char *paper)
{
	bool both = strcmp(paper, "terms") == 0 || strcmp(paper, "privacy") == 0;
	for (int i = 0; i < r->n_form; i++) {
		const char *value = r->form[i].value;
		if (strcmp(r->form[i].name, "consent") != 0)
			continue;
		if (strcmp(value, paper) == 0 ||
		    (both && (strcmp(value, "1") == 0 || strcmp(value, "on") == 0)))
			return true;
	}
	return false;
}

void account_papers(struct request *r)
{
	struct view_node *root = page_root(r);
	bool terms = account_consents(r, "terms"), privacy = account_consents(r, "privacy");
	view_flag(root, "Form.ConsentTerms", terms);
	view_flag(root, "Form.ConsentPrivacy", privacy);
	view_flag(root, "Form.ConsentMarketing", account_consents(r, "marketing"));
	if (!terms)
		page_error(r, "consent", "Lang.Account.TermsNeeded");
	if (!privacy)
		page_error(r, "consent-privacy", "Lang.Account.PrivacyNeeded");
}
