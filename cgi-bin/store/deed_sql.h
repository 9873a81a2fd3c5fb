/* What of the ledger's entries counts as earning or redeeming: of an entry e. */
#ifndef STORE_DEED_SQL_H
#define STORE_DEED_SQL_H

/* What makes a member active: an order's points, a survey, an invitation, a task,
 * or points spent. Gifts, prizes and corrections come by themselves. Sources: 1
 * order, 3 held, 5 spend, 7 survey, 8 referral, 10 task. */
#define DEED                                                                                \
	"(e.kind = 1 OR e.kind = 8 AND e.source_kind IN (7, 8, 10)"                           \
	" OR e.kind = 4 AND e.source_kind <> 14)"
/* The programme's day of an instant (+08:00 all year: base/clock.h). What is dated
 * ahead of its booking counts on the day of booking. */
#define DEED_DAY "DATE(LEAST(e.effective_at, e.posted_at) + INTERVAL 8 HOUR)"

#endif
