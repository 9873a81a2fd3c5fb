#include "page/paper.h"

#include "page/portal.h"
#include "service/consent.h"

static int show(struct request *r, const char *paper, const char *title)
{
	struct view_node *root = page_root(r);

	view_str(root, "Page.Title", view_words(root, title));
	view_sentence(root, "Version", "Lang.Paper.Version", consent_version(paper), NULL);
	return 200;
}

static int page_terms(struct request *r)
{
	return show(r, "terms", "Lang.Terms.Title");
}

static int page_privacy(struct request *r)
{
	return show(r, "privacy", "Lang.Privacy.Title");
}

const struct route paper_routes[] = {
	{.path = "/terms", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_terms,
	 .template = "terms"},
	{.path = "/privacy", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_privacy,
	 .template = "privacy"},
	{0},
};
