/* One-time codes (service/digits.h) for paying with points at a booking desk, and
 * who guesses them. */
#ifndef SERVICE_PAY_CODE_H
#define SERVICE_PAY_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "service/digits.h"
#include "service/env.h"

#define PAY_CODE_TEXT DIGITS_TEXT
#define PAY_CODE_LIFE 300 /* seconds */

enum pay_code_outcome {
	PAY_CODE_OK,
	PAY_CODE_STOPPED, /* staff have stopped all spending for now */
	PAY_CODE_LIMIT, /* asked for too often: *WAIT_S says how long */
	PAY_CODE_TRY_AGAIN,
	PAY_CODE_FAILED
};

/* The latest code of a person as the page shows it. */
struct pay_code_shown {
	char code[PAY_CODE_TEXT]; /* "" unless it still works */
	int64_t made_at, ends_at;
	int64_t used_at;          /* INSTANT_NONE = not used */
	const char *used_by;      /* "partner:order_no", on env->mem */
};

/* Makes a code for the person; earlier unused ones of the member end. */
enum pay_code_outcome pay_code_make(const struct service_env *env, struct person_id id,
                                    int64_t *wait_s);
/* The person's latest code. DB_NONE: there was none, or it is long gone. */
enum db pay_code_latest(const struct service_env *env, struct person_id id,
                        struct pay_code_shown *out) __attribute__((warn_unused_result));

/* Whether TYPED is eight digits (blanks and hyphens apart); OUT gets them. */
bool pay_code_clean(const char *typed, char out[PAY_CODE_TEXT]);
/* What is stored of CODE (clean). False: the key cannot be read; logged. */
bool pay_code_hash(const struct config *config, const char *code, uint8_t out[SHA256_BYTES]);

/* Wrong codes (of payment, of coupons) are counted by API key: after a few each
 * next one has to wait longer, at last a quarter of an hour. Other keys never
 * wait for it. Seconds until KEY_NAME may try a code again; 0 = now. */
enum db pay_guess_wait(const struct service_env *env, const char *key_name, int64_t *wait_s)
	__attribute__((warn_unused_result));
/* Counts a wrong code of KEY_NAME; logged without the code. */
enum db pay_guess_count(const struct service_env *env, const char *key_name)
	__attribute__((warn_unused_result));

#endif
