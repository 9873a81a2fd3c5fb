/* pointsctl: the operator's command. The door: finds the portal's settings,
 * opens the rooms, and hands over to the command in job/. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "job/job.h"
#include "service/chain.h"
#include "store/plan.h"

enum {
	CHECKED = 1, /* the schema and engine must be right */
	PLANS = 2,   /* the plans are read */
	PLAN = 4,    /* … and there must be one */
	BOOKS = 8    /* it books: the chain's key must be there */
};

static const struct command {
	const char *room, *word; /* WORD NULL: the first word is enough */
	job_command run;
	unsigned needs;
	const char *usage;
} commands[] = {
	{ "plan", "load", job_plan_load, CHECKED | PLANS, "FILE --from DAY" },
	{ "plan", "show", job_plan_show, CHECKED | PLANS, "" },
	{ "import", "orders", job_import_orders, CHECKED | PLANS | PLAN | BOOKS,
	  "FILE.csv [--dry-run] [--result PATH]" },
	{ "import", "members", job_import_members, CHECKED | PLANS | PLAN,
	  "FILE.csv [--dry-run] [--result PATH]" },
	{ "import", "balances", job_import_balances, CHECKED | PLANS | PLAN | BOOKS,
	  "FILE.csv [--dry-run] [--result PATH]" },
	{ "nightly", NULL, job_nightly, CHECKED | PLANS | PLAN | BOOKS,
	  "[release|expire|tiers|proof|sweep] [--on DAY]" },
	{ "mail", "send", job_mail_send, CHECKED, "" },
	{ "audit", NULL, job_audit, CHECKED | BOOKS, "" },
	{ "member", "show", job_member_show, CHECKED, "NO" },
	{ "held", "list", job_held_list, CHECKED, "" },
	{ "held", "release", job_held_release, CHECKED | PLANS | PLAN | BOOKS,
	  "[PARTNER/]ORDER_NO REASON" },
	{ "held", "refuse", job_held_refuse, CHECKED | PLANS | PLAN | BOOKS,
	  "[PARTNER/]ORDER_NO REASON" },
	{ "partner", "add", job_partner_add, CHECKED, "NAME" },
	{ "partner", "rotate", job_partner_rotate, CHECKED, "NAME" },
	{ "schema", "status", job_schema_status, 0, "" },
	{ "schema", "migrate", job_schema_migrate, 0, "" },
	{ "demo", "load", job_demo_load, CHECKED | PLANS | PLAN | BOOKS, "" },
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

static int usage(void)
{
	fputs("usage: pointsctl [--config FILE] COMMAND\n", stderr);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(stderr, "  %s%s%s %s\n", commands[i].room, commands[i].word ? " " : "",
		        commands[i].word ? commands[i].word : "", commands[i].usage);
	return JOB_USAGE;
}

/* The settings of the portal of VAR when it has some: its schema account's for
 * the schema, else its jobs'. NULL: as config_open() finds them. */
static const char *settings(void *mem, bool schema)
{
	const char *var = getenv("VAR");
	char *path = talloc_asprintf(mem, "%s/portal-%s.hdf", var && *var ? var : "var",
	                             schema ? "migrate" : "job");

	if (getenv("JIFEN_CONFIG") && !schema)
		return NULL;
	return access(path, F_OK) == 0 ? path : NULL;
}

static int open_rooms(struct job *job, unsigned needs)
{
	if (!secret_open() || !clock_open(config_get(job->config, "Var", "var")))
		return JOB_FAILED;
	job->db = db_open(job->config);
	if (!job->db || ((needs & CHECKED) && !db_check(job->db)))
		return job_say(JOB_FAILED, "the database is not fit for use; the log above says why");
	if ((needs & BOOKS) && !chain_open(job->config))
		return JOB_FAILED;
	if ((needs & PLANS) && plan_book_load(job->db, job->mem, &job->plans) != DB_OK)
		return job_say(JOB_FAILED, "the plans could not be read");
	if ((needs & PLAN) && job->plans->n == 0)
		return job_say(JOB_USAGE, "no plan is loaded; plan load comes first");
	return JOB_DONE;
}

int main(int argc, char **argv)
{
	struct job job = { .mem = talloc_new(NULL) };
	const struct command *command = NULL;
	const char *config;
	int words, code;

	argc--, argv++;
	config = job_option(&argc, argv, "--config");
	for (size_t i = 0; i < N_COMMANDS && argc > 0; i++)
		if (strcmp(argv[0], commands[i].room) == 0 &&
		    (!commands[i].word || (argc > 1 && strcmp(argv[1], commands[i].word) == 0)))
			command = &commands[i];
	if (!command)
		return usage();
	log_open("pointsctl", LOG_WARN);
	words = command->word ? 2 : 1;
	job.config = config_open(config ? config : settings(job.mem, !(command->needs & CHECKED)));
	code = job.config ? open_rooms(&job, command->needs) : JOB_FAILED;
	if (code == JOB_DONE)
		code = command->run(&job, argc - words, argv + words);
	db_close(job.db);
	config_free((struct config *)(uintptr_t)job.config);
	talloc_free(job.mem);
	return code;
}
