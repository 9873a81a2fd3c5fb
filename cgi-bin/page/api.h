/* What all calls of the partner API share: errors, bodies, who calls. */
#ifndef PAGE_API_H
#define PAGE_API_H

#include "page/portal.h"
#include "service/order.h"
#include "web/json.h"

#define API_ORDER_NO 64
#define API_ROOT "/api/v1"

/* The partner whose key signed the request; hangs on r->viewer. */
struct api_caller {
	const char *partner, *key_name;
};
/* Behind GUARD_KEY never NULL. */
const struct api_caller *api_caller(const struct request *r);

/* Writes {"error":{"code","message","field"}} over whatever was written; FIELD
 * may be NULL. Returns STATUS. */
int api_error(struct request *r, int status, const char *code, const char *message,
              const char *field);
/* The hook for statuses that guards give: the same with fixed words. */
void api_problem(struct request *r, int status);
/* 422 for a field whose value is missing or cannot be taken. */
int api_refuse(struct request *r, const char *field, const char *message);
/* Begins a JSON answer in r->out. */
void api_begin(struct request *r, struct json_out *w);
/* The request's body as an object without members outside KNOWN. NULL: the 400
 * is written and *STATUS set. */
struct json *api_body(struct request *r, const char *const *known, int *status);
/* Whether TEXT is an order or refund number: [A-Za-z0-9._-]{1,64}. */
bool api_is_number(const char *text);
/* Required values; false: the 422 is written. */
bool api_instant(struct request *r, const struct json *body, const char *name, int64_t *out);
bool api_day(struct request *r, const struct json *body, const char *name, int32_t *out);
bool api_number(struct request *r, const struct json *body, const char *name, const char **out);
/* Money in fen, 0 … 10^12. */
bool api_fen(struct request *r, const struct json *body, const char *name, int64_t *out);
/* The status for a failed order call, its error written; FIELD is what a
 * refused time or amount stood in. */
int api_order_failed(struct request *r, enum order_outcome outcome, const char *field);
/* 503 or 500 after the database said no; written. */
int api_db_failed(struct request *r);
/* The account that ID (number, e-mail, phone) names; 0: the error is written
 * and *STATUS set: MISSING_STATUS with FIELD when there is nobody. */
uint64_t api_member(struct request *r, const char *id, int missing_status, const char *field,
                    int *status);
/* Adds the member's figures as object NAME (NULL: into the open object). False:
 * the database failed; nothing is written. */
bool api_add_member(struct request *r, struct json_out *w, const char *name, uint64_t member_id);
/* Adds the receipt's lines as array "lines". */
void api_add_lines(struct json_out *w, const struct pricing *pricing);
/* "pending" or "available": what an order's points are. */
const char *api_points_state(const struct portal *portal, const struct ledger_order *order);

#endif
