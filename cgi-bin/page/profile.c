#include "page/profile.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "service/profile.h"
#include "store/adjust.h"
#include "store/merge.h"
#include "store/record.h"
#include "store/session.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field details_form[] = {
	{"name", 400, false}, {"birthday", 32, false}, {"lang", 8, false}, {0}};
static const struct field no_fields[] = {{0}};
static const struct field email_form[] = {{"email", 400, false}, {"password", 1024, false}, {0}};
static const struct field phone_form[] = {{"phone", 64, false}, {"password", 1024, false}, {0}};
static const struct field devices_form[] = {{"end", 64, false}, {0}};

static const char *const notices[][2] = {{"saved", "Lang.Profile.Saved"},
                                         {"password", "Lang.Profile.PasswordSaved"},
                                         {"verified", "Lang.Profile.Verified"},
                                         {"email", "Lang.Profile.EmailSent"},
                                         {"ended", "Lang.Profile.DeviceEnded"},
                                         {"right", "Lang.Profile.DetailsRight"},
                                         {NULL, NULL}};

static enum db own(struct request *r, struct person *person)
{
	return person_get(portal_of(r)->db, r->mem, account_viewer(r), person);
}

/* Who looks after the account, and the accounts that were merged into it. */
static bool fill_account(struct request *r)
{
	uint64_t member_id = viewer_of(r)->member_id;
	struct view_node *root = page_root(r);
	struct merged_account *merged;
	char *name, *contact;
	int n;
	enum db got = adviser_read(portal_of(r)->db, r->mem, member_id, &name, &contact);

	if (got == DB_OK) {
		view_str(root, "Adviser", name);
		view_str(root, "AdviserContact", contact);
	}
	if (got != DB_OK && got != DB_NONE)
		return false;
	if (merged_accounts(portal_of(r)->db, r->mem, member_id, &merged, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Former", i);

		view_str(row, "No", merged[i].member_no);
		if (merged[i].pending > 0)
			view_sentence(row, "Pending", "Lang.Former.PendingShort",
			              text_points(r->mem, merged[i].pending), NULL);
	}
	return true;
}

static int page_profile(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	struct view_node *root = page_root(r);
	struct person person;
	account_page(r, "Lang.Profile.Title", "profile");
	account_notice(r, notices);
	if (own(r, &person) != DB_OK || !fill_account(r))
		return account_unavailable(r);
	view_str(root, "Name", person.name);
	view_str(root, "MemberNo", v->member_no);
	view_day(root, "Joined", v->joined_on);
	view_str(root, "Email", person.email);
	view_flag(root, "EmailOpen", person.email != NULL && !person.email_confirmed);
	view_str(root, "Phone", person.phone);
	view_flag(root, "PhoneOpen", person.phone != NULL && !person.phone_confirmed);
	view_flag(root, "Holder", v->holder);
	view_str(root, "Kind", view_words(root, talloc_asprintf(r->mem, "Lang.People.Kind.%s",
	                                                         v->kind)));
	return 200;
}

/* The birthday can be told once; afterwards staff change it with a paper. */
static int32_t read_birthday(struct request *r, const struct person *person)
{
	int32_t day = DAY_NONE;
	const char *typed = account_line(r, "birthday");
	page_keep(r, "birthday");
	if (typed[0] == '\0' || person->birthday != DAY_NONE)
		return DAY_NONE;
	if (!day_parse(typed, &day) || day > day_of(page_now(r)) || civil_of(day).year < 1900) {
		page_error(r, "birthday", "Lang.Account.BirthdayForm");
		return DAY_NONE;
	}
	return day;
}

static int details_post(struct request *r, const struct person *person)
{
	struct service_env env = account_env(r);
	const char *name = account_name(r);
	const char *lang = request_form(r, "lang");
	int32_t birthday = read_birthday(r, person);
	if (page_has_errors(r))
		return 422;
	if (profile_save(&env, person->id, name, birthday) != DB_OK ||
	    (lang != NULL && profile_lang(&env, person->id, lang) != DB_OK) ||
	    record_checked(env.db, person->id, day_of(page_now(r))) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/profile?done=saved");
}

static int page_details(struct request *r)
{
	struct view_node *root = page_root(r);
	struct person person;
	account_page(r, "Lang.Profile.DetailsTitle", "profile");
	if (own(r, &person) != DB_OK)
		return account_unavailable(r);
	if (person.birthday != DAY_NONE)
		view_day(root, "Birthday", person.birthday);
	view_str(root, "Form.name", person.name);
	view_str(root, "Email", person.email);
	view_str(root, "Phone", person.phone);
	view_flag(root, "English", strcmp(account_lang(r), "en") == 0);
	return r->method == METHOD_POST ? details_post(r, &person) : 200;
}

/* One button: everything is still as it stands there. */
static int page_details_right(struct request *r)
{
	if (record_checked(portal_of(r)->db, account_viewer(r), day_of(page_now(r))) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/profile?done=right");
}

/* What both addresses share behind the reading of the new one. */
static int change_address(struct request *r, const char *address, const char *done)
{
	struct service_env env = account_env(r);
	int64_t wait_s = 0;
	const char *password = account_raw(r, "password");
	if (password[0] == '\0')
		page_error(r, "password", "Lang.Account.PasswordEmpty");
	if (page_has_errors(r))
		return 422;
	switch (profile_address(&env, account_viewer(r), address, password, &wait_s)) {
	case ADDRESS_DONE:
		return respond_see_other(r, done);
	case ADDRESS_WRONG:
		page_error(r, "password", "Lang.Account.PasswordWrong");
		return 422;
	case ADDRESS_WAIT:
		return account_wait(r, "password", wait_s);
	case ADDRESS_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_email(struct request *r)
{
	struct person person;
	account_page(r, "Lang.Profile.EmailTitle", "profile");
	if (own(r, &person) != DB_OK)
		return account_unavailable(r);
	view_str(page_root(r), "Now", person.email);
	if (r->method != METHOD_POST)
		return 200;
	const char *email = email_clean(r->mem, account_line(r, "email"));
	page_keep(r, "email");
	if (email == NULL)
		page_error(r, "email", "Lang.Account.EmailForm");
	return change_address(r, email, "/profile?done=email");
}

static int page_phone(struct request *r)
{
	struct person person;
	account_page(r, "Lang.Profile.PhoneTitle", "profile");
	if (own(r, &person) != DB_OK)
		return account_unavailable(r);
	view_str(page_root(r), "Now", person.phone);
	if (r->method != METHOD_POST)
		return 200;
	const char *phone = phone_clean(r->mem, account_line(r, "phone"));
	page_keep(r, "phone");
	if (phone == NULL)
		page_error(r, "phone", "Lang.Account.PhoneForm");
	return change_address(r, phone, "/verify?done=phone");
}

static int end_device(struct request *r)
{
	uint8_t hash[SESSION_HASH];
	const char *hex = request_form(r, "end");
	if (hex == NULL || !secret_unhex(hash, sizeof hash, hex))
		return 400;
	if (session_end(portal_of(r)->db, account_viewer(r), hash) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/profile/devices?done=ended");
}

static int page_devices(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	struct view_node *root = page_root(r);
	struct session_row *rows;
	int n;
	account_page(r, "Lang.Profile.DevicesTitle", "profile");
	if (r->method == METHOD_POST)
		return end_device(r);
	account_notice(r, notices);
	if (session_list(portal_of(r)->db, r->mem, account_viewer(r), page_now(r), &rows, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Devices", i);
		char hex[2 * SESSION_HASH + 1];
		secret_hex(hex, rows[i].token_hash.data, SESSION_HASH);
		view_str(row, "Id", hex);
		view_str(row, "Name", rows[i].device[0] != '\0'
		                          ? rows[i].device
		                          : view_words(root, "Lang.Profile.SomeDevice"));
		view_instant(row, "Seen", rows[i].seen_at);
		view_instant(row, "Since", rows[i].created_at);
		view_flag(row, "This", memcmp(rows[i].token_hash.data, v->token_hash, SESSION_HASH) == 0);
	}
	return 200;
}

#define BOTH (METHOD_GET | METHOD_POST)
#define OWN (GUARD_MEMBER | GUARD_CSRF)

const struct route profile_routes[] = {
	{"/profile", METHOD_GET, GUARD_MEMBER, page_profile, "profile", query, NULL, 0},
	{"/profile/details", BOTH, OWN, page_details, "profile_details", NULL, details_form, 0},
	{"/profile/details/right", METHOD_POST, OWN, page_details_right, "profile_details", NULL, no_fields,
	 0},
	{"/profile/email", BOTH, OWN, page_email, "profile_email", NULL, email_form, 0},
	{"/profile/phone", BOTH, OWN, page_phone, "profile_phone", NULL, phone_form, 0},
	{"/profile/devices", BOTH, OWN, page_devices, "profile_devices", query, devices_form, 0},
	{0}};
