/* One-time codes for paying with points at a booking desk. */
#ifndef SERVICE_PAY_CODE_H
#define SERVICE_PAY_CODE_H

#include <stdint.h>

#include "service/env.h"

#define PAY_CODE_TEXT 9   /* eight digits, with the NUL */
#define PAY_CODE_LIFE 300 /* seconds */

enum pay_code_outcome {
	PAY_CODE_OK,
	PAY_CODE_WRONG, /* no such code, used before, or over: told alike */
	PAY_CODE_LIMIT, /* asked for too often, or too many wrong ones from this key */
	PAY_CODE_TRY_AGAIN,
	PAY_CODE_FAILED
};

/* Makes a code for the person; earlier unused ones of the member end. *ENDS_AT
 * gets when it ends. */
enum pay_code_outcome pay_code_make(const struct service_env *env, uint64_t member_id,
                                    uint64_t person_id, char code[PAY_CODE_TEXT],
                                    int64_t *ends_at);
/* Whose code it is (looked up before the transaction, RULINGS 22). KEY_NAME:
 * the API key that asks, whose wrong codes are counted. */
enum pay_code_outcome pay_code_owner(const struct service_env *env, const char *key_name,
                                     const char *code, uint64_t *member_id);
/* Inside the order's transaction: takes the code for PARTNER's ORDER_NO.
 * DB_NONE: used or over meanwhile, or not this member's. */
enum db pay_code_take(const struct service_env *env, uint64_t member_id, const char *code,
                      const char *partner, const char *order_no)
	__attribute__((warn_unused_result));

#endif
