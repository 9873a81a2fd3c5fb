#include "page/help.h"

#include "page/portal.h"

static int page_help(struct request *r)
{
	struct view_node *root = page_root(r);

	view_str(root, "Page.Title", view_words(root, "Lang.Help.Title"));
	return 200;
}

const struct route help_routes[] = {
	{.path = "/help", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_help,
	 .template = "help"},
	{0},
};
