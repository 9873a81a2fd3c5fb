#include "page/addresses.h"

#include "base/mem.h"
#include "page/account.h"
#include "store/address.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field none[] = {{0}};
static const char *const notices[][2] = {{"forgotten", "Lang.Addresses.Forgotten"}, {NULL, NULL}};

/* The account's address book is for those who may order with its points. */
static bool may_see(const struct request *r)
{
	return viewer_of(r)->holder || viewer_of(r)->may_spend;
}

static int page_addresses(struct request *r)
{
	struct view_node *root = page_root(r);
	struct address *list;
	int n;

	if (!may_see(r))
		return 403;
	account_page(r, "Lang.Addresses.Title", "profile");
	account_notice(r, notices);
	if (address_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, &list, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Addresses", i);
		char no[INT_TEXT];

		view_str(row, "No", int_text(no, list[i].address_no));
		view_str(row, "Recipient", list[i].recipient);
		view_str(row, "Phone", list[i].phone);
		view_str(row, "Address", list[i].address);
		view_day(row, "Used", day_of(list[i].used_at));
	}
	return 200;
}

static int page_forget(struct request *r)
{
	int64_t no;

	if (!may_see(r))
		return 403;
	if (!int_parse(r->param[0], &no))
		return 404;
	switch (address_forget(portal_of(r)->db, viewer_of(r)->member_id, no)) {
	case DB_OK: return respond_see_other(r, "/addresses?done=forgotten");
	case DB_NONE: return 404;
	default: return account_unavailable(r);
	}
}

const struct route addresses_routes[] = {
	{"/addresses", METHOD_GET, GUARD_MEMBER, page_addresses, "addresses", query, NULL, 0},
	{"/addresses/:no/forget", METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_forget, "addresses",
	 NULL, none, 0},
	{0},
};
