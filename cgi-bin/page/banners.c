#include "page/banners.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "store/announcement.h"

#define SHOWN 3
#define LOOK_S 5 /* a banner begins and ends at most so late */

/* Whether any banner stood when last asked. */
static struct {
	int64_t asked_at, now;
	bool any;
} seen;

/* Asks anew every few seconds, and whenever the portal's clock was set back or ahead. */
static bool any_banner(struct request *r, bool *any)
{
	int64_t real = clock_real(), now = page_now(r), n = 0;

	if (seen.asked_at == 0 || real >= seen.asked_at + LOOK_S || now < seen.now ||
	    now >= seen.now + LOOK_S) {
		if (announcement_banners(portal_of(r)->db, now, &n) != DB_OK)
			return false;
		seen.asked_at = real;
		seen.now = now;
		seen.any = n > 0;
	}
	*any = seen.any;
	return true;
}

static const char *chosen(struct request *r, const char *zh, const char *en)
{
	return view_lang(page_root(r)) == LANG_EN ? en : zh;
}

/* TEXT's first line. */
static const char *first_line(struct request *r, const char *text)
{
	return talloc_strndup(r->mem, text, strcspn(text, "\r\n"));
}

bool banners_fill(struct request *r)
{
	struct view_node *root = page_root(r);
	struct announcement *list;
	bool any;
	int n;

	if (!any_banner(r, &any))
		return false;
	if (!any)
		return true;
	if (announcement_banners_of(portal_of(r)->db, r->mem, viewer_of(r)->member_id, page_now(r),
	                            SHOWN, &list, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Banners", i);

		view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, list[i].announcement_id));
		view_str(row, "Title", chosen(r, list[i].title, list[i].title_en));
		view_str(row, "Lead", first_line(r, chosen(r, list[i].text, list[i].text_en)));
	}
	return true;
}
