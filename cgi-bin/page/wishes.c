#include "page/wishes.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/shop.h"

static const struct field query_fields[] = {{.name = "done", .max = 16}, {0}};
static const struct field form_fields[] = {{.name = "add", .max = 32},
                                           {.name = "remove", .max = 32},
                                           {.name = "back", .max = 600},
                                           {0}};

static const char *const notices[][2] = {{"unwished", "Lang.Catalogue.WishRemoved"},
                                         {"wished", "Lang.Catalogue.WishAdded"},
                                         {"waits", "Lang.Catalogue.WishAddedTell"},
                                         {"full", "Lang.Catalogue.WishFull"},
                                         {NULL, NULL}};

static bool back_to_shop(const char *back)
{
	return back && path_is_ours(back) && strchr(back, '#') == NULL &&
	       (text_starts(back, "/catalogue") || text_starts(back, "/wishes"));
}

/* BACK without what it was told last time. */
static char *without_done(void *mem, const char *back)
{
	char *path = talloc_strdup(mem, back), *at = strstr(path, "done="), *end;

	if (!at || (at[-1] != '?' && at[-1] != '&'))
		return path;
	end = at + strcspn(at, "&");
	if (*end == '&')
		memmove(at, end + 1, strlen(end + 1) + 1);
	else
		at[-1] = '\0';
	return path;
}

/* Where the button was: the page it stood on, at that item, with the notice. */
static int back_with(struct request *r, const char *done, const char *item)
{
	const char *back = request_form(r, "back");
	char *path = without_done(r->mem, back_to_shop(back) ? back : "/wishes");
	bool one = text_starts(path, "/catalogue/");

	return respond_see_other(r, talloc_asprintf(r->mem, "%s%sdone=%s%s%s", path,
	                                            strchr(path, '?') ? "&" : "?", done,
	                                            one ? "" : "#i-", one ? "" : item));
}

static int add_wish(struct request *r, const struct shop *s, const char *code)
{
	struct item item;
	enum db got = item_read(s->db, s->mem, s->plan, code, &item);

	if (got == DB_NONE || (got == DB_OK && item.state == ITEM_DRAFT))
		return 404;
	if (got == DB_OK)
		got = wish_add(s->db, s->v.member_id, code, item.left == 0, s->now);
	if (got == DB_NONE)
		return back_with(r, "full", code);
	if (got != DB_OK)
		return account_unavailable(r);
	return back_with(r, item.left == 0 ? "waits" : "wished", code);
}

static int post_wish(struct request *r, const struct shop *s)
{
	const char *add = request_form(r, "add"), *remove = request_form(r, "remove");

	if (!add == !remove)
		return 400;
	if (add)
		return add_wish(r, s, add);
	if (wish_remove(s->db, s->v.member_id, remove) != DB_OK)
		return account_unavailable(r);
	return back_with(r, "unwished", remove);
}

static int page_wishes(struct request *r)
{
	struct item_page page;
	struct view_node *list;
	struct shop s;

	if (!shop_open(r, &s))
		return account_unavailable(r);
	if (r->method == METHOD_POST)
		return post_wish(r, &s);
	view_str(s.root, "Page.Title", view_words(s.root, "Lang.Wishes.Title"));
	account_notice(r, notices);
	if (!shop_wishes(&s) ||
	    item_wished(s.db, s.mem, s.plan, s.v.member_id, &page) != DB_OK)
		return account_unavailable(r);
	list = view_node(s.root, "Items");
	for (int i = 0; i < page.n; i++)
		shop_tile(view_item(list, i), &s, &page.items[i], NULL);
	return 200;
}

const struct route wishes_routes[] = {
	{.path = "/wishes", .methods = METHOD_GET | METHOD_POST, .guards = GUARD_MEMBER | GUARD_CSRF,
	 .page = page_wishes, .template = "wishes", .query = query_fields, .form = form_fields},
	{0},
};
