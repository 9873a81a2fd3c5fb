#include "page/admin_home.h"

#include "page/desk.h"

static int page_home(struct request *r)
{
	desk_page(r, "Lang.Desk.Home.Title");
	return 200;
}

const struct route admin_home_routes[] = {
	{.path = "/admin/",
     .methods = METHOD_GET,
     .guards = GUARD_STAFF,
     .page = page_home,
     .template = "admin/home"},
	{0},
};
