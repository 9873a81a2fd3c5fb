/* Codes that people read aloud: the alphabet without look-alikes (no 0 O 1 I L),
 * and a check character that finds every single wrong or swapped character. */
#ifndef RULE_CODE_H
#define RULE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CODE_ALPHABET "23456789ABCDEFGHJKMNPQRSTUVWXYZ" /* 31 characters: a prime */
#define CODE_RANDOM 15                                  /* characters of chance in a coupon's code */
#define CODE_TEXT 24

/* Writes N characters made from N random BYTES (each below 248 = 8 x 31 counts
 * as it is, others are taken modulo 31: the caller draws them by secret_below())
 * and the check character behind them into OUT (CODE_TEXT). */
void code_make(const uint8_t *bytes, size_t n, char out[CODE_TEXT]);
/* Cleans TYPED (blanks, hyphens, lower case, full-width forms) into OUT. False:
 * it has a character of another kind or is too long. */
bool code_clean(const char *typed, char out[CODE_TEXT]);
/* Whether the last character of CODE is the check character of the others. */
bool code_checks(const char *code);
/* "ABCDE-FGHIJ-KMNPQR" for people: groups of five on OUT (2 x CODE_TEXT). */
void code_groups(const char *code, char *out);

#endif
