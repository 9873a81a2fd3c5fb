#include "job/job.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/db_text.h"

#define PATIENCE_S 900 /* one statement over a large ledger */

void job_be_patient(struct job *job)
{
	db_patience(job->db, PATIENCE_S);
}

int job_say(int code, const char *format, ...)
{
	va_list args;

	fputs("pointsctl: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return code;
}

/* Closes the gap of N words at AT. */
static void take_out(int *argc, char **argv, int at, int n)
{
	memmove(argv + at, argv + at + n, (size_t)(*argc - at - n) * sizeof *argv);
	*argc -= n;
}

const char *job_option(int *argc, char **argv, const char *name)
{
	for (int i = 0; i < *argc; i++) {
		const char *value = "";
		int n = 1;

		if (strcmp(argv[i], name) != 0)
			continue;
		if (i + 1 < *argc) {
			value = argv[i + 1];
			n = 2;
		}
		take_out(argc, argv, i, n);
		return value;
	}
	return NULL;
}

bool job_switch(int *argc, char **argv, const char *name)
{
	for (int i = 0; i < *argc; i++)
		if (strcmp(argv[i], name) == 0) {
			take_out(argc, argv, i, 1);
			return true;
		}
	return false;
}

int job_words(int argc, char **argv, int n, const char *usage)
{
	for (int i = 0; i < argc; i++)
		if (argv[i][0] == '-' && argv[i][1] == '-')
			return job_say(JOB_USAGE, "unknown option %s\nusage: pointsctl %s", argv[i], usage);
	if (argc != n)
		return job_say(JOB_USAGE, "usage: pointsctl %s", usage);
	return JOB_DONE;
}
