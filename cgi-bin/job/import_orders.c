#include "job/import.h"
#include "job/progress.h"
#include "service/order_file.h"

static void show(void *arg, int64_t done, int64_t total)
{
	struct progress *progress = arg;

	progress->total = total;
	progress_step(progress, done);
}

int job_import_orders(struct job *job, int argc, char **argv)
{
	struct import import;
	struct progress progress;
	struct file_rows rows;
	bool ran;
	int code = import_open(&import, job, argc, argv, "orders", order_file_columns,
	                       NULL);

	if (code != JOB_DONE)
		return code;
	rows = import_rows(&import);
	progress_begin(&progress, "orders", rows.table->n_rows);
	ran = order_file_run(&rows, job->plans, import.dry_run, show, &progress);
	progress_end(&progress);
	return ran ? import_finish(&import) : job_say(JOB_FAILED, "out of memory");
}
