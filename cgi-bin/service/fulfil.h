/* Fulfilment papers: waybills that come back from the carrier as a file, and the
 * files of miles for the airline. */
#ifndef SERVICE_FULFIL_H
#define SERVICE_FULFIL_H

#include <stddef.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"

#define WAYBILL_ROWS 1000  /* most lines of a file */
#define WAYBILL_TEXT 40    /* most characters of a carrier or a number */

/* What a line of the file is. */
enum waybill {
	WAYBILL_SEND,    /* to be sent with it, or sent without a number before */
	WAYBILL_SAME,    /* it has been sent with just this */
	WAYBILL_EMPTY,   /* no carrier and no number: not sent yet, left out */
	/* bad ones: with any of them nothing of the file is done */
	WAYBILL_BROKEN,  /* no text, or the fields do not fit the header */
	WAYBILL_NO,      /* no such redemption */
	WAYBILL_TWICE,   /* stands in the file before */
	WAYBILL_HALF,    /* a carrier without a number, or a number without a carrier */
	WAYBILL_CARRIER, /* a carrier's name is too long */
	WAYBILL_NUMBER,  /* a number has letters, digits and dashes, 4 to 40 */
	WAYBILL_KIND,    /* not goods */
	WAYBILL_HELD,    /* staff must look at it first */
	WAYBILL_ENDED,   /* cancelled or rejected */
	WAYBILL_OTHER,   /* it has been sent with another number */
	WAYBILL_FAILED   /* changed while the file was worked on, or the database did not answer */
};

struct waybill_line {
	int line; /* of the file as a spreadsheet counts: the header is 1 */
	uint64_t member_id;
	const char *redemption_no, *carrier, *number; /* on env->mem */
	bool numbered_late; /* it is on its way without a number */
	enum waybill what;
};

enum waybill_outcome {
	WAYBILLS_DONE,   /* every line is sent, the same as before, or empty */
	WAYBILLS_BAD,    /* some are bad: nothing was done */
	WAYBILLS_SOME,   /* some failed on the way: the others are done, the same file ends it */
	WAYBILLS_TABLE,  /* it is no table with the three columns; ERROR says why */
	WAYBILLS_LONG,   /* no line, or more than WAYBILL_ROWS */
	WAYBILLS_TRY_AGAIN
};

struct waybill_report {
	struct waybill_line *lines; /* N of them, on env->mem */
	int n, sent, same, bad;
};

/* Reads LEN bytes of CSV with the columns redemption_no, carrier and waybill (any
 * others are passed over), judges all lines, and only where none is bad sends them:
 * each is a commit with its notice. Sending the same file again changes nothing. */
enum waybill_outcome waybills_run(const struct service_env *env, const struct plan_book *plans,
                                  uint64_t staff_id, const char *data, size_t len,
                                  struct waybill_report *report, char error[160]);

/* Puts every approved redemption of miles that is in no file yet into a new one, in
 * one commit with the log. DB_NONE: there is none. */
enum db miles_export(const struct service_env *env, uint64_t staff_id, int64_t *batch_no)
	__attribute__((warn_unused_result));

#endif
