#include "page/admin_home.h"

#include "page/desk.h"

static int page_home(struct request *r)
{
	desk_page(r, "Lang.Desk.Home.Title");
	return 200;
}

static int page_start(struct request *r)
{
	return respond_see_other(r, "/admin/");
}

const struct route admin_home_routes[] = {
	{.path = "/admin", .methods = METHOD_GET, .guards = GUARD_STAFF, .page = page_start},
	{.path = "/admin/",
     .methods = METHOD_GET,
     .guards = GUARD_STAFF,
     .page = page_home,
     .template = "admin/home"},
	{0},
};
