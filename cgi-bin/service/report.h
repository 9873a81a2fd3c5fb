/* The points report: the accounts of a period as the nightly proofs kept them,
 * split by source and tier from the ledger itself, and whether the two agree. */
#ifndef SERVICE_REPORT_H
#define SERVICE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/report.h"
#include "store/report.h"

#define REPORT_FLAWS 20       /* at most so many are named */
#define REPORT_READ_MAX 20000 /* entries that are read one by one unasked */

struct report_day {
	int32_t day;
	struct report_books books;
	bool flawed;
};

/* What one source or one tier had of each line. */
struct report_part {
	int64_t source;             /* enum source_kind; 0 in the list of tiers */
	char tier[REPORT_TIER + 1]; /* "" = none known; in the list of categories one's code */
	int64_t line[LINE__MAX], entries;
};

/* Something that does not agree. */
enum report_flaw_kind {
	FLAW_BEFORE,   /* opening: all kinds before the period and what entries state differ */
	FLAW_DAY,      /* .day: all kinds add up to IS, entries state a change of MUST */
	FLAW_LEDGER,   /* .day: the ledger now says IS, proved were MUST */
	FLAW_ROLLUP,   /* .day: the roll-up says IS, proved and booked since were MUST */
	FLAW_ACCOUNTS, /* all entries add up to IS, all accounts to MUST */
	FLAW_ENTRY,    /* .member_no, .seq, .day: entry says IS, its figures MUST */
	FLAW_SEAL,     /* .member_no, .seq, .day: not as it was sealed when booked */
	FLAW_GAP,      /* .member_no, .seq, .day: the entry before it is missing */
	FLAW_ACCOUNT,  /* .member_no, .seq: the account has IS, its last entry says MUST */
	FLAW_LONG,     /* .day: more entries than are looked through here: pointsctl audit */
	FLAW_PROOF,    /* .member_no, .seq, .day: a proof of the books on that day named it */
	FLAW__MAX
};
struct report_flaw {
	enum report_flaw_kind kind;
	int32_t day;
	uint64_t member_id; /* 0 = nobody's */
	const char *member_no;
	int64_t seq, is, must;
};

struct report_points {
	struct report_period period, before;
	struct report_books books, compare;
	struct report_day *days; /* each day of the period */
	int n_days;
	struct report_part *sources, *tiers, *categories; /* by source; others as met */
	int n_sources, n_tiers, n_categories;
	int32_t compared_from; /* the entries of this day and later were read one by one */
	struct report_accounts now;   /* as of this moment, whatever the period */
	int64_t all_entries;          /* points of all entries ever */
	struct report_flaw flaws[REPORT_FLAWS];
	int n_flaws; /* 0 = everything agrees */
};

/* Makes the report on MEM, from one snapshot. DB_OK also when it does not
 * balance: then there are flaws. Past days are those of the proofs and the roll-up,
 * which are compared with each other; the entries themselves are compared too when
 * there are at most REPORT_READ_MAX or WHOLE asks for it. */
enum db report_points(struct database *db, void *mem, const struct report_period *period,
                      bool whole, struct report_points **out)
	__attribute__((warn_unused_result));

#endif
