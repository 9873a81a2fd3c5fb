#include "page/viewer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "page/account.h"
#include "service/sign_in.h"
#include "store/session.h"

struct viewer *viewer_make(struct request *r, const struct session_view *s)
{
	struct viewer *v = talloc_zero(r->mem, struct viewer);

	assert(v != NULL);
	v->member_id = s->id.member_id;
	v->person_id = s->id.person_id;
	snprintf(v->csrf, sizeof v->csrf, "%s", s->csrf);
	v->member_no = s->member_no;
	v->kind = s->kind;
	v->name = s->name;
	v->lang = s->lang;
	v->tier = s->tier;
	v->holder = strcmp(s->role, "holder") == 0;
	v->may_spend = s->may_spend;
	v->joined_on = s->joined_on;
	v->available = s->available;
	v->pending = s->pending;
	v->debt = s->debt;
	v->held = s->held;
	v->lifetime = s->lifetime;
	v->tier_since = s->tier_since;
	v->good_through = s->good_through;
	v->pin_until = s->pin_until;
	v->review_notice_on = s->review_notice_on;
	v->last_seq = s->last_seq;
	v->unread = s->unread;
	v->adviser = s->adviser;
	v->adviser_contact = s->adviser_contact;
	return v;
}

bool viewer_load(struct request *r)
{
	const char *token = request_cookie(r, "session");
	struct database *db = portal_of(r)->db;
	uint8_t hash[SESSION_HASH];
	struct session_view found;

	r->viewer = NULL;
	if (token == NULL || strlen(token) != SIGN_IN_TOKEN - 1)
		return true;
	sign_in_hash(token, hash);
	enum db got = session_get(db, r->mem, hash, page_now(r), &found);
	if (got != DB_OK)
		return got == DB_NONE;
	struct viewer *v = viewer_make(r, &found);
	memcpy(v->token_hash, hash, sizeof v->token_hash);
	r->viewer = v;
	int64_t age = page_now(r) - found.seen_at;
	if (age >= 0 && age < SESSION_SEEN_S)
		return true;
	/* A note that fails to be written is no reason to turn somebody away. */
	if (session_seen(db, hash, page_now(r)) != DB_OK)
		log_event(LOG_WARN, "session_not_noted", "down=%d", db_is_down(db));
	return true;
}

/* The browser and system families of a User-Agent, for the list of devices. */
static const char *first_of(const char *agent, const char *const (*table)[2])
{
	for (; (*table)[0] != NULL; table++)
		if (strstr(agent, (*table)[0]) != NULL)
			return (*table)[1];
	return NULL;
}

static const char *device_of(struct request *r)
{
	static const char *const browsers[][2] = {
		{"MicroMessenger", "WeChat"}, {"Alipay", "Alipay"}, {"Edg", "Edge"},
		{"HuaweiBrowser", "Huawei"},  {"OPR/", "Opera"},    {"Firefox", "Firefox"},
		{"Chrome", "Chrome"},         {"Safari", "Safari"}, {"curl", "curl"},
		{NULL, NULL}};
	static const char *const systems[][2] = {
		{"iPhone", "iPhone"},      {"iPad", "iPad"},    {"HarmonyOS", "HarmonyOS"},
		{"Android", "Android"},    {"Windows", "Windows"}, {"Macintosh", "Mac"},
		{"Linux", "Linux"},        {NULL, NULL}};
	const char *agent = request_header(r, "User-Agent");
	const char *browser = agent != NULL ? first_of(agent, browsers) : NULL;
	const char *system = agent != NULL ? first_of(agent, systems) : NULL;
	if (browser == NULL && system == NULL)
		return "";
	if (browser == NULL || system == NULL)
		return browser != NULL ? browser : system;
	return talloc_asprintf(r->mem, "%s, %s", browser, system);
}

enum db viewer_sign_in(struct request *r, uint64_t member_id, uint64_t person_id)
{
	char token[SIGN_IN_TOKEN];
	struct service_env env = account_env(r);
	struct viewer *old = viewer_of(r);
	struct person_id id = {member_id, person_id}, old_id = {0, 0};
	if (old != NULL)
		old_id = (struct person_id){old->member_id, old->person_id};
	enum db got = sign_in_open(&env, id, device_of(r), old_id,
	                           old != NULL ? old->token_hash : NULL, token);
	if (got == DB_OK)
		respond_cookie(r, "session", token, SESSION_ABSOLUTE_S);
	return got;
}

enum db viewer_sign_out(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	respond_cookie(r, "session", "", 0);
	if (v == NULL)
		return DB_OK;
	return session_end(portal_of(r)->db, account_viewer(r), v->token_hash);
}
