/* When two people are likely one, and when addresses look made up in a row.
 * Pure: strings in, yes or no out. */
#ifndef RULE_REFERRAL_H
#define RULE_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

#define REFERRAL_ROOT 128

/* Whether two e-mails reach one mailbox: letter case, "+tag" and dots of the
 * local part do not count. Empty ones never do. */
bool referral_same_mail(const char *a, const char *b);
/* Whether two e-mails look like numbers of one series: the same mailbox name
 * but for digits, at the same host ("li01@x.cn", "li02@x.cn"). */
bool referral_mail_series(const char *a, const char *b);
/* Whether two phones differ in their last two digits at most. */
bool referral_phone_series(const char *a, const char *b);
/* Points of PART ("join", "order") for the referrer or the friend by PLAN. */
int64_t referral_points(const struct plan *plan, const char *part, bool to_referrer);
/* The first day of DAY's month. */
int32_t referral_month(int32_t day);

#endif
