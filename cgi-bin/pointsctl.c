/* pointsctl: the operator's command. The door: opens the rooms and hands over to
 * the command in job/. */
#include <string.h>

#include "base/log.h"
#include "job/command.h"

int main(int argc, char **argv)
{
	struct job job = { .db = NULL };
	const struct command *command;
	const char *config;
	int words, code;

	argc--, argv++;
	config = job_option(&argc, argv, "--config");
	if (argc == 1 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "help") == 0)) {
		command_usage(stdout);
		return JOB_DONE;
	}
	command = command_find(argc, argv);
	if (!command)
		return JOB_USAGE;
	log_open("pointsctl", LOG_WARN);
	words = command->word ? 2 : 1;
	code = command_open(&job, command, config);
	if (code == JOB_DONE)
		code = command->run(&job, argc - words, argv + words);
	command_close(&job);
	return code;
}
