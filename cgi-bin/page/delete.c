#include "page/delete.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/erase.h"
#include "service/password.h"

static const struct field form[] = {{"password", 1024, false}, {"confirm", 1, false}, {0}};

/* One line of what is lost or goes on, when there is any of it. */
static void fill_count(struct request *r, const char *list, int *i, const char *key, int64_t count)
{
	if (count > 0)
		view_sentence(view_row(page_root(r), list, (*i)++), "Text", key,
		              text_points(r->mem, count), NULL);
}

static void fill_lost(struct request *r, const struct erase_lost *lost)
{
	const struct viewer *v = viewer_of(r);
	int i = 0, on = 0;

	fill_count(r, "Lost", &i, "Lang.Delete.LostPoints", v->available);
	fill_count(r, "Lost", &i, "Lang.Delete.LostPending", v->pending);
	fill_count(r, "Lost", &i, "Lang.Delete.LostHeld", v->held);
	fill_count(r, "Lost", &i, "Lang.Delete.LostCoupons", lost->coupons);
	fill_count(r, "Lost", &i, "Lang.Delete.LostTickets", lost->tickets);
	fill_count(r, "Lost", &i, "Lang.Delete.LostSeats", lost->seats);
	fill_count(r, "Lost", &i, "Lang.Delete.LostPrizes", lost->prizes);
	view_str(view_row(page_root(r), "Lost", i++), "Text",
	         view_words(page_root(r), "Lang.Delete.LostTier"));
	fill_count(r, "Lost", &i, "Lang.Delete.LostPeople", lost->people);
	fill_count(r, "GoesOn", &on, "Lang.Delete.OnRedemptions", lost->redemptions);
	fill_count(r, "GoesOn", &on, "Lang.Delete.OnCases", lost->cases);
	fill_count(r, "GoesOn", &on, "Lang.Delete.OnDebt", v->debt);
	view_flag(page_root(r), "HasWins", lost->has_wins);
}

static int delete_now(struct request *r, const struct person *person)
{
	struct service_env env = account_env(r);

	switch (erase_account(&env, portal_of(r)->plans, person)) {
	case ERASE_DONE:
	case ERASE_GONE:
		return respond_see_other(r, "/profile/deleted");
	case ERASE_TRY_AGAIN:
	case ERASE_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int delete_post(struct request *r, const struct person *person)
{
	struct service_env env = account_env(r);
	const char *confirm = request_form(r, "confirm"), *password = account_raw(r, "password");
	int64_t wait_s = 0;

	if (!confirm || strcmp(confirm, "1") != 0)
		page_error(r, "confirm", "Lang.Delete.ConfirmFirst");
	if (!password[0])
		page_error(r, "password", "Lang.Account.PasswordEmpty");
	if (page_has_errors(r))
		return 422;
	switch (password_confirm(&env, person->id, password, &wait_s)) {
	case CHANGE_DONE:
		return delete_now(r, person);
	case CHANGE_WRONG:
		page_error(r, "password", "Lang.Account.PasswordWrong");
		return 422;
	case CHANGE_WAIT:
		return account_wait(r, "password", wait_s);
	case CHANGE_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_delete(struct request *r)
{
	struct person person;
	struct erase_lost lost;
	enum db got = person_get(portal_of(r)->db, r->mem, account_viewer(r), &person);

	account_page(r, "Lang.Delete.Title", "profile");
	if (got == DB_OK)
		got = erase_lost(portal_of(r)->db, account_viewer(r).member_id, page_now(r), &lost);
	if (got != DB_OK)
		return account_unavailable(r);
	view_flag(page_root(r), "Whole", viewer_of(r)->holder);
	fill_lost(r, &lost);
	return r->method == METHOD_POST ? delete_post(r, &person) : 200;
}

/* Nobody is signed in any more: a farewell. Who is has lost nothing. */
static int page_deleted(struct request *r)
{
	if (viewer_of(r))
		return respond_see_other(r, "/profile");
	account_page(r, "Lang.Delete.DoneTitle", "profile");
	return 200;
}

const struct route delete_routes[] = {
	{.path = "/profile/delete", .methods = METHOD_GET | METHOD_POST,
	 .guards = GUARD_MEMBER | GUARD_CSRF, .page = page_delete, .template = "profile_delete",
	 .form = form},
	{.path = "/profile/deleted", .methods = METHOD_GET, .page = page_deleted,
	 .template = "profile_deleted"},
	{0},
};
