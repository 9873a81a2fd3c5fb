/* Orders that staff bring as a file: tried first, then run; what was tried is
 * what is run. The lines of the staff log stand before the work, so that none
 * is done unseen. */
#ifndef SERVICE_ORDER_UPLOAD_H
#define SERVICE_ORDER_UPLOAD_H

#include "rule/plan.h"
#include "service/env.h"
#include "store/upload.h"

#define ORDER_UPLOAD_ROWS 20000 /* more come by `pointsctl import orders` */
#define ORDER_UPLOAD_STUCK_S 300 /* a run that has not ended by then was killed */

enum order_upload {
	ORDER_UPLOAD_OK,
	ORDER_UPLOAD_TABLE,   /* not such a table: ERROR says why */
	ORDER_UPLOAD_EMPTY,   /* no orders in it */
	ORDER_UPLOAD_LONG,    /* more than ORDER_UPLOAD_ROWS */
	ORDER_UPLOAD_UNKNOWN, /* no such file */
	ORDER_UPLOAD_BUSY,    /* it is being run */
	ORDER_UPLOAD_TRY_AGAIN,
	ORDER_UPLOAD_FAILED
};

/* Keeps the LEN bytes of FILE_NAME and tries them: nothing is booked. NO gets
 * the reference under which the result stands. */
enum order_upload order_upload_try(const struct service_env *env, const struct plan_book *plans,
                                   uint64_t staff_id, const char *file_name, const char *data,
                                   size_t len, char no[UPLOAD_NO], char error[160]);
/* Runs the file NO for good. Again is no harm: what is booked stays as it is. */
enum order_upload order_upload_run(const struct service_env *env, const struct plan_book *plans,
                                   uint64_t staff_id, const char *no);

#endif
