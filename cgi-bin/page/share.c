#include "page/share.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/task_words.h"
#include "service/task.h"

#define WORD "Lang.Tasks."

static const struct field query[] = {{"done", 8, false}, {0}};
static const struct field form[] = {{0}};

/* The link's task; DB_NONE when nobody's. *OWN: the viewer's own link. */
static enum db look(struct request *r, struct task *t, bool *own)
{
	struct database *db = portal_of(r)->db;
	uint8_t hash[TASK_HASH];
	uint64_t member_id = 0, task_id = 0;
	enum db got;

	if (strlen(r->param[0]) != TASK_TOKEN - 1)
		return DB_NONE;
	secret_sha256(hash, r->param[0], strlen(r->param[0]));
	got = task_share_find(db, hash, &member_id, &task_id);
	if (got == DB_OK)
		got = task_read(db, r->mem, task_id, t);
	*own = viewer_of(r) && viewer_of(r)->member_id == member_id;
	return got;
}

static int page_share(struct request *r)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	struct task t;
	bool own = false;
	enum db got = look(r, &t, &own);

	account_page(r, WORD "ShareTitle", "share");
	respond_header(r, "Referrer-Policy", "no-referrer");
	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got == DB_OK && r->method == METHOD_POST && !own)
		got = task_visit(&env, r->param[0], &t);
	if (got != DB_OK)
		return account_unavailable(r);
	if (r->method == METHOD_POST)
		return respond_see_other(r, talloc_asprintf(r->mem, "/share/%s?done=1", r->param[0]));
	view_str(root, "Token", r->param[0]);
	view_str(root, "Name", task_name(root, &t));
	view_flag(root, "Own", own);
	view_flag(root, "Done", request_query(r, "done") != NULL);
	view_str(root, "Onward", path_is_ours(t.link) ? t.link : "/");
	return 200;
}

const struct route share_routes[] = {
	{"/share/:token", METHOD_GET | METHOD_POST, GUARD_CSRF, page_share, "share", query, form, 0},
	{0},
};
