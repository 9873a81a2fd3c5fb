#include "page/view_as.h"

#include "base/text.h"
#include "page/viewer.h"
#include "store/holder.h"

bool
view_as(struct request *r, const char *member_no)
{
	const char *clean = member_no_clean(r->mem, member_no);
	struct session_view s;

	if (clean == NULL || holder_view(portal_of(r)->db, r->mem, clean, &s) != DB_OK)
		return false;
	r->viewer = viewer_make(r, &s);
	return true;
}
