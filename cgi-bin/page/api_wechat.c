#include "page/api_wechat.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/api.h"
#include "service/wechat.h"
#include "store/wechat.h"

#define TYPED_MAX 64

static struct service_env
env_of(struct request *r)
{
	struct portal *portal = portal_of(r);

	return (struct service_env){ .db = portal->db, .config = portal->config, .mem = r->mem,
		                         .now = clock_now(), .client = r->client };
}

static bool
is_openid(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return len > 0 && len <= WECHAT_OPENID_MAX && text[len] == '\0';
}

/* The body and its openid. False: *STATUS is set and the error written. */
static bool
read_call(struct request *r, const char *const *fields, const struct json **body,
          const char **openid, int *status)
{
	*status = 403;
	if (!wechat_is_gateway(portal_of(r)->config, api_caller(r)->partner)) {
		api_error(r, 403, "not_the_gateway", "Only the gateway of the WeChat account may say this.",
		          NULL);
		return false;
	}
	*body = api_body(r, fields, status);
	if (*body == NULL)
		return false;
	*status = 422;
	if (json_text(*body, "openid", WECHAT_OPENID_MAX, openid) != JSON_OK || !is_openid(*openid)) {
		api_refuse(r, "openid", "Give the openid as WeChat gave it.");
		return false;
	}
	return true;
}

static int
say(struct request *r, const char *state)
{
	struct json_out w;

	api_begin(r, &w);
	json_add_text(&w, "state", state);
	json_end(&w);
	return 200;
}

static int
page_tie(struct request *r)
{
	static const char *const fields[] = { "openid", "code", NULL };
	struct service_env env = env_of(r);
	const struct json *body;
	const char *openid, *typed;
	char code[DIGITS_TEXT];
	int64_t wait_s = 0;
	int status;

	if (!read_call(r, fields, &body, &openid, &status))
		return status;
	if (json_text(body, "code", TYPED_MAX, &typed) != JSON_OK || !digits_clean(typed, code))
		return api_refuse(r, "code", "Give the eight digits that the member's page shows.");
	switch (wechat_tie_by(&env, code, openid, &wait_s)) {
	case WECHAT_OK:
		return say(r, "tied");
	case WECHAT_WRONG:
		return api_error(r, 422, "code_wrong",
		                 "This code is nobody's, was used, or is over. Have the member get a new one.",
		                 "code");
	case WECHAT_LIMIT:
		respond_header(r, "Retry-After", talloc_asprintf(r->mem, "%" PRId64, wait_s));
		return api_error(r, 429, "slow_down",
		                 "Too many wrong codes came from this openid. Wait as long as Retry-After says.",
		                 NULL);
	case WECHAT_TRY_AGAIN:
		status = 503;
		break;
	default:
		status = 500;
	}
	api_problem(r, status);
	return status;
}

static int
page_left(struct request *r)
{
	static const char *const fields[] = { "openid", NULL };
	struct service_env env = env_of(r);
	const struct json *body;
	const char *openid;
	int status;

	if (!read_call(r, fields, &body, &openid, &status))
		return status;
	return wechat_left(&env, openid) == DB_OK ? say(r, "untied") : api_db_failed(r);
}

#define SIGNED (GUARD_KEY | GUARD_JSON)

const struct route api_wechat_routes[] = {
	{ API_ROOT "/wechat/tie", METHOD_POST, SIGNED, page_tie, NULL, NULL, NULL, 0 },
	{ API_ROOT "/wechat/left", METHOD_POST, SIGNED, page_left, NULL, NULL, NULL, 0 },
	{ 0 }
};
