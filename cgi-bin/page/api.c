#include "page/api.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/balance.h"
#include "store/account.h"
#include "store/person.h"

#define FEN_MAX 1000000000000LL
#define INSTANT_FIELD 64

const struct api_caller *
api_caller(const struct request *r)
{
	return r->viewer;
}

void
api_begin(struct request *r, struct json_out *w)
{
	r->content_type = "application/json; charset=utf-8";
	r->out.len = 0;
	json_begin(w, &r->out);
}

int
api_error(struct request *r, int status, const char *code, const char *message, const char *field)
{
	struct json_out w;

	api_begin(r, &w);
	json_open_object(&w, "error");
	json_add_text(&w, "code", code);
	json_add_text(&w, "message", message);
	if (field != NULL)
		json_add_text(&w, "field", field);
	json_close_object(&w);
	json_end(&w);
	return status;
}

void
api_problem(struct request *r, int status)
{
	static const struct {
		int status;
		const char *code, *message;
	} words[] = {
		{ 400, "bad_request", "The request could not be read. Check the query and the body." },
		{ 401, "signature_wrong", "Sign the request with your key." },
		{ 403, "forbidden", "This key may not do that." },
		{ 404, "not_found", "There is nothing under this address." },
		{ 405, "method_not_allowed", "Use one of the methods in the Allow header." },
		{ 413, "too_large", "The body is longer than 64 kB." },
		{ 415, "not_json", "Send the body as application/json." },
		{ 429, "slow_down", "Wait as long as Retry-After says." },
		{ 503, "unavailable", "The service is busy. Send the same request again shortly." },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].status == status) {
			api_error(r, status, words[i].code, words[i].message, NULL);
			return;
		}
	api_error(r, status, "internal", "Something failed here. Nothing was changed.", NULL);
}

int
api_refuse(struct request *r, const char *field, const char *message)
{
	return api_error(r, 422, "invalid", message, field);
}

struct json *
api_body(struct request *r, const char *const *known, int *status)
{
	const char *why = NULL, *unknown = NULL;
	struct json *body = json_parse(r->mem, r->body != NULL ? r->body : "", r->body_len, &why);

	*status = 400;
	if (body == NULL) {
		api_error(r, 400, "bad_json", why, NULL);
		return NULL;
	}
	unknown = json_unknown(body, known);
	if (unknown != NULL) {
		api_error(r, 400, "unknown_field", "This call has no such field.", unknown);
		return NULL;
	}
	*status = 0;
	return body;
}

bool
api_is_number(const char *text)
{
	size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	return len >= 1 && len <= API_ORDER_NO && text[len] == '\0';
}

bool
api_instant(struct request *r, const struct json *body, const char *name, int64_t *out)
{
	const char *text;

	if (json_text(body, name, INSTANT_FIELD, &text) == JSON_OK && instant_parse(text, out))
		return true;
	api_refuse(r, name, "Give an instant as RFC 3339, with its zone: 2026-10-03T12:00:00+08:00.");
	return false;
}

bool
api_day(struct request *r, const struct json *body, const char *name, int32_t *out)
{
	const char *text;

	if (json_text(body, name, INSTANT_FIELD, &text) == JSON_OK && day_parse(text, out))
		return true;
	api_refuse(r, name, "Give a day as YYYY-MM-DD.");
	return false;
}

bool
api_number(struct request *r, const struct json *body, const char *name, const char **out)
{
	if (json_text(body, name, API_ORDER_NO, out) == JSON_OK && api_is_number(*out))
		return true;
	api_refuse(r, name, "Give 1 to 64 characters of A-Z a-z 0-9 . _ -");
	return false;
}

bool
api_fen(struct request *r, const struct json *body, const char *name, int64_t *out)
{
	if (json_int(body, name, out) == JSON_OK && *out >= 0 && *out <= FEN_MAX)
		return true;
	api_refuse(r, name, "Give whole fen, from 0 to 1000000000000.");
	return false;
}

int
api_db_failed(struct request *r)
{
	int status = db_is_down(portal_of(r)->db) ? 503 : 500;

	api_problem(r, status);
	return status;
}

int
api_order_failed(struct request *r, enum order_outcome outcome, const char *field)
{
	switch (outcome) {
	case ORDER_CONFLICT:
		return api_error(r, 409, "conflict", "This number was used before with other content.",
		                 NULL);
	case ORDER_ENDED:
		return api_error(r, 409, "ended", "The order was completed or refunded whole before.",
		                 NULL);
	case ORDER_UNKNOWN:
		return api_error(r, 404, "not_found", "You have not sent an order with this number.",
		                 NULL);
	case ORDER_TOO_MUCH:
		return api_refuse(r, field, "This is more than what remains paid.");
	case ORDER_NOTHING:
		return api_refuse(r, field, "0 cancels an order of 0 fen; this one cost something.");
	case ORDER_FUTURE:
		return api_refuse(r, field, "This instant lies in the future.");
	case ORDER_BEFORE:
		return api_refuse(r, field, "This instant lies before paid_at.");
	case ORDER_TRY_AGAIN:
		api_problem(r, 503);
		return 503;
	default:
		api_problem(r, 500);
		return 500;
	}
}

uint64_t
api_member(struct request *r, const char *id, int missing_status, const char *field, int *status)
{
	struct person_id person;
	enum db got = person_find(portal_of(r)->db, r->mem, id, &person);

	*status = 0;
	if (got == DB_OK)
		return person.member_id;
	if (got == DB_NONE)
		*status = api_error(r, missing_status, "member_unknown",
		                    "No member has this number, e-mail or phone.", field);
	else
		*status = api_db_failed(r);
	return 0;
}

/* Figures of today: the cached ones while they hold. */
static enum db
read_figures(struct request *r, uint64_t member_id, struct balance *out)
{
	struct database *db = portal_of(r)->db;
	int32_t today = day_of(page_now(r));
	struct ledger ledger = { 0 };
	uint8_t hash[SHA256_BYTES];
	enum db got = account_read(db, r->mem, member_id, &ledger, hash);

	if (got != DB_OK)
		return got;
	if (today > ledger.good_through)
		return balance_figures(db, r->mem, member_id, today, out);
	*out = (struct balance){ .available = ledger.available, .pending = ledger.pending,
		                     .debt = ledger.debt, .held = ledger.held,
		                     .lifetime = ledger.lifetime };
	snprintf(out->tier, sizeof(out->tier), "%s", ledger.tier);
	return DB_OK;
}

static void
add_benefits(struct json_out *w, const struct plan *plan, const char *tier, const char *kind)
{
	int held = plan_tier_index(plan, tier);

	json_open_array(w, "benefits");
	for (int i = 0; i < plan->n_benefits; i++) {
		const struct plan_benefit *b = &plan->benefits[i];

		if (plan_tier_index(plan, b->tier) > held
		    || (b->kind[0] != '\0' && strcmp(b->kind, kind) != 0))
			continue;
		json_open_object(w, NULL);
		json_add_text(w, "code", b->code);
		json_add_text(w, "name", b->name.zh);
		json_add_text(w, "name_en", b->name.en);
		json_close_object(w);
	}
	json_close_array(w);
}

bool
api_add_member(struct request *r, struct json_out *w, const char *name, uint64_t member_id)
{
	const struct portal *portal = portal_of(r);
	struct balance b;
	char *member_no = NULL, *kind = NULL;

	if (member_get(portal->db, r->mem, member_id, &member_no, &kind) != DB_OK
	    || read_figures(r, member_id, &b) != DB_OK)
		return false;
	if (name != NULL)
		json_open_object(w, name);
	json_add_text(w, "member_no", member_no);
	json_add_text(w, "tier", b.tier);
	json_add_int(w, "available", b.available);
	json_add_int(w, "pending", b.pending);
	json_add_int(w, "held", b.held);
	json_add_int(w, "debt", b.debt);
	json_add_int(w, "lifetime", b.lifetime);
	if (name != NULL)
		json_close_object(w);
	else
		add_benefits(w, plan_on(portal->plans, day_of(page_now(r))), b.tier, kind);
	return true;
}

void
api_add_lines(struct json_out *w, const struct pricing *pricing)
{
	json_open_array(w, "lines");
	for (int i = 0; i < pricing->n_lines; i++) {
		json_open_object(w, NULL);
		json_add_text(w, "rule", pricing->lines[i].rule);
		json_add_int(w, "points", pricing->lines[i].points);
		json_close_object(w);
	}
	json_close_array(w);
}

const char *
api_points_state(const struct portal *portal, const struct ledger_order *order)
{
	const struct plan *plan = plan_version(portal->plans, order->rule_version);
	int64_t wait = plan != NULL ? plan->release_days : 0;

	if (order->completed_at == INSTANT_NONE
	    || day_of(order->completed_at) + wait > day_of(clock_now()))
		return "pending";
	return "available";
}
