/* Partner API: what of an order is paid with points and coupons; wrong codes
 * slow the key down that sends them. */
#ifndef PAGE_API_PAY_H
#define PAGE_API_PAY_H

#include "page/api.h"
#include "web/json.h"

/* Reads pay_code, pay_points and coupon_codes into FACTS, if the key may try
 * codes now. False: *STATUS is set and the error written. */
bool api_pay_read(struct request *r, const struct json *body, struct order_facts *facts,
                  int *status);
/* Whether the calling key may try a code now: 0, or the status (429 with
 * Retry-After, 503), written. */
int api_guess_check(struct request *r);
/* Counts a wrong code of the calling key. */
void api_guess_wrong(struct request *r);
/* Whether OUTCOME is about points or coupons; then *STATUS is set and the error
 * written. */
bool api_pay_failed(struct request *r, enum order_outcome outcome,
                    const struct order_facts *facts, const struct order_answer *answer,
                    int *status);
/* The error of a refused coupon with STATUS; FIELD may be NULL. */
int api_coupon_failed(struct request *r, enum coupon_outcome outcome, int status,
                      const char *field);
/* Adds what was not paid in money, nothing where all was. */
void api_add_payments(struct json_out *w, const struct order_answer *answer);
/* Adds what a refund gave back of it: POINTS and the comma-separated COUPONS. */
void api_add_back(struct request *r, struct json_out *w, int64_t points, const char *coupons);
/* A coupon's code as typed, cleaned on r->mem; NULL: it cannot be one. */
const char *api_coupon_code(struct request *r, const char *typed);

#endif
