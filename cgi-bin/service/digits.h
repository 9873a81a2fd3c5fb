/* One-time codes of eight digits that a person shows or sends to somebody else: at
 * a desk, to the company's WeChat account. Only a code's HMAC is stored; its digits
 * are worked out again from when and for whom it was made, so that the page can be
 * loaded again. */
#ifndef SERVICE_DIGITS_H
#define SERVICE_DIGITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"
#include "base/secret.h"
#include "store/person.h"

#define DIGITS_TEXT 9   /* eight digits, with the NUL */
#define DIGITS_TRIES 8  /* codes of one second, until one was never given out */

/* The digits of the TRY-th code (from 0) made for the person at MADE_AT (UTC), and
 * what is stored of them. USE parts codes of different use: "pay", "wechat". False:
 * the key (Keys.Token) cannot be read; logged. */
bool digits_make(const struct config *config, const char *use, struct person_id id,
                 int64_t made_at, int try, char code[DIGITS_TEXT], uint8_t hash[SHA256_BYTES]);
/* What is stored of CODE (clean). False: as above. */
bool digits_hash(const struct config *config, const char *use, const char *code,
                 uint8_t hash[SHA256_BYTES]);
/* Finds the digits again whose HASH is stored. False: the key cannot be read. CODE
 * is "" when they were made with another key: nobody can tell them any more. */
bool digits_again(const struct config *config, const char *use, struct person_id id,
                  int64_t made_at, const uint8_t hash[SHA256_BYTES], char code[DIGITS_TEXT]);
/* Whether TYPED is eight digits (blanks and hyphens apart); OUT gets them. */
bool digits_clean(const char *typed, char out[DIGITS_TEXT]);

#endif
