#include "page/sign_up.h"

#include <string.h>

#include "page/account.h"
#include "page/invite_words.h"
#include "service/sign_up.h"

#define ADULT_MONTHS (14 * 12) /* below that a guardian agrees */
#define OLDEST_YEAR 1900

static const struct field query[] = {{"invite", 32, false}, {0}};
static const struct field done_query[] = {{"to", 8, false}, {0}};
static const struct field form[] = {
	{"name", 400, false},     {"phone", 64, false},    {"email", 400, false},
	{"password", 1024, false}, {"birthday", 32, false}, {"invite", 64, false},
	{"guardian", 400, false}, {"consent", 16, true},   {0}};

/* The e-mail and the phone: one of them, or both. */
static void read_addresses(struct request *r, struct sign_up *up)
{
	const char *email = account_line(r, "email"), *phone = account_line(r, "phone");
	page_keep(r, "email");
	page_keep(r, "phone");
	up->email = email[0] != '\0' ? email_clean(r->mem, email) : NULL;
	up->phone = phone[0] != '\0' ? phone_clean(r->mem, phone) : NULL;
	if (phone[0] != '\0' && up->phone == NULL)
		page_error(r, "phone", "Lang.Account.PhoneForm");
	if (email[0] != '\0' && up->email == NULL)
		page_error(r, "email", "Lang.Account.EmailForm");
	if (email[0] == '\0' && phone[0] == '\0')
		page_error(r, "phone", "Lang.Account.AddressNeeded");
}

/* The birthday, and the guardian where it calls for one. */
static void read_birthday(struct request *r, struct sign_up *up)
{
	const char *typed = account_line(r, "birthday"), *guardian = account_line(r, "guardian");
	int32_t today = day_of(page_now(r));
	page_keep(r, "birthday");
	page_keep(r, "guardian");
	up->birthday = DAY_NONE;
	if (typed[0] == '\0')
		return;
	if (!day_parse(typed, &up->birthday) || up->birthday > today ||
	    civil_of(up->birthday).year < OLDEST_YEAR) {
		page_error(r, "birthday", "Lang.Account.BirthdayForm");
		return;
	}
	if (day_add_months(up->birthday, ADULT_MONTHS) <= today)
		return;
	view_flag(page_root(r), "NeedGuardian", true);
	if (guardian[0] == '\0')
		page_error(r, "guardian", "Lang.Account.GuardianNeeded");
	else if (utf8_length(guardian) > PERSON_NAME_MAX)
		page_error(r, "guardian", "Lang.Account.NameLong");
	up->guardian = guardian;
}

static void read_invite(struct request *r, struct sign_up *up)
{
	const char *typed = account_line(r, "invite");
	page_keep(r, "invite");
	if (typed[0] == '\0')
		return;
	up->invited_by = member_no_clean(r->mem, typed);
	if (up->invited_by == NULL)
		page_error(r, "invite", "Lang.Account.InviteForm");
}

static void read_form(struct request *r, struct sign_up *up)
{
	up->lang = account_lang(r);
	up->tier = account_first_tier(r);
	up->name = account_name(r);
	read_addresses(r, up);
	const char *const names[] = {up->email != NULL ? up->email : "",
	                             up->phone != NULL ? up->phone : "",
	                             up->name != NULL ? up->name : "", NULL};
	up->password = account_password(r, "password", names);
	read_birthday(r, up);
	read_invite(r, up);
	account_papers(r);
	up->marketing = account_consents(r, "marketing");
}

static int sign_up_post(struct request *r)
{
	struct service_env env = account_env(r);
	struct sign_up up = {.birthday = DAY_NONE};
	int64_t wait_s = 0;
	read_form(r, &up);
	if (page_has_errors(r))
		return 422;
	switch (sign_up(&env, &up, &wait_s)) {
	case SIGN_UP_DONE:
		break;
	case SIGN_UP_WAIT:
		return account_wait(r, NULL, wait_s);
	case SIGN_UP_FAILED:
		return account_unavailable(r);
	}
	if (up.email != NULL && up.phone != NULL)
		return respond_see_other(r, "/sign-up/done?to=both");
	return respond_see_other(r, up.email != NULL ? "/sign-up/done?to=email"
	                                             : "/sign-up/done?to=phone");
}

static int page_sign_up(struct request *r)
{
	account_page(r, "Lang.Account.SignUpTitle", "sign-up");
	if (r->method == METHOD_POST)
		return sign_up_post(r);
	const char *invite = request_query(r, "invite");
	invite = invite != NULL ? member_no_clean(r->mem, invite) : NULL;
	if (invite == NULL)
		return 200;
	/* Whoever the number is: a link tells nobody's name. */
	view_str(page_root(r), "Form.invite", invite);
	view_flag(page_root(r), "Invited", true);
	invite_welcome(page_root(r), r->mem, plan_on(portal_of(r)->plans, day_of(page_now(r))));
	return 200;
}

/* The same page for everybody who sent the form, whoever has the address. */
static int page_sign_up_done(struct request *r)
{
	const char *to = request_query(r, "to");
	struct view_node *root = page_root(r);
	account_page(r, "Lang.Account.SignUpDoneTitle", "sign-up");
	view_flag(root, "ByMail", to == NULL || strcmp(to, "phone") != 0);
	view_flag(root, "BySms", to != NULL && strcmp(to, "email") != 0);
	return 200;
}

const struct route sign_up_routes[] = {
	{"/sign-up", METHOD_GET | METHOD_POST, GUARD_CSRF, page_sign_up, "sign_up", query, form, 0},
	{"/sign-up/done", METHOD_GET, 0, page_sign_up_done, "sign_up_done", done_query, NULL, 0},
	{0}};
