/* The commands of pointsctl and what each needs opened. */
#ifndef JOB_COMMAND_H
#define JOB_COMMAND_H

#include <stdio.h>

#include "job/job.h"

enum command_needs {
	NEEDS_CHECK = 1, /* the schema and engine must be right */
	NEEDS_PLANS = 2,  /* the plans are read */
	NEEDS_PLAN = 4,  /* … and there must be one */
	NEEDS_BOOKS = 8  /* it books: the chain's key must be there */
};

struct command {
	const char *room, *word; /* WORD NULL: the first word is enough */
	job_command run;
	unsigned needs; /* of enum command_needs */
	const char *usage;
};

/* Lists every command with its arguments. */
void command_usage(FILE *out);
/* The command that the words name, or NULL after the usage was said. */
const struct command *command_find(int argc, char **argv);
/* Reads the settings (PATH, else those of $VAR's portal, else as config_open()
 * finds them) and opens what COMMAND needs. JOB_DONE or an exit code, said why. */
int command_open(struct job *job, const struct command *command, const char *path);
/* Closes what command_open() opened. */
void command_close(struct job *job);

#endif
