#include "page/api_member.h"

#include "page/api.h"

static int
page_member(struct request *r)
{
	struct json_out w;
	int status;
	uint64_t member_id = api_member(r, r->param[0], 404, NULL, &status);

	if (member_id == 0)
		return status;
	api_begin(r, &w);
	if (!api_add_member(r, &w, NULL, member_id))
		return api_db_failed(r);
	json_end(&w);
	return 200;
}

const struct route api_member_routes[] = {
	{ API_ROOT "/members/:id", METHOD_GET, GUARD_KEY, page_member, NULL, NULL, NULL, 0 },
	{ 0 }
};
