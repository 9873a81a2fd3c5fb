#include "job/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/secret.h"
#include "job/rollup.h"
#include "service/chain.h"
#include "store/plan.h"

#define ALL (NEEDS_CHECK | NEEDS_PLANS | NEEDS_PLAN | NEEDS_BOOKS)
#define IMPORT_USAGE "FILE.csv [--dry-run] [--result PATH]"

static const struct command commands[] = {
	{ "plan", "load", job_plan_load, NEEDS_CHECK | NEEDS_PLANS, "FILE --from DAY" },
	{ "plan", "show", job_plan_show, NEEDS_CHECK | NEEDS_PLANS, "" },
	{ "plan", "rehearse", job_plan_rehearse, NEEDS_CHECK | NEEDS_PLANS | NEEDS_PLAN,
	  "FILE [--from DAY] [--members OUT.csv]" },
	{ "rehearse", "due", job_rehearse_due, NEEDS_CHECK | NEEDS_PLANS | NEEDS_PLAN, "" },
	{ "import", "orders", job_import_orders, ALL, IMPORT_USAGE },
	{ "import", "members", job_import_members, NEEDS_CHECK | NEEDS_PLANS | NEEDS_PLAN, IMPORT_USAGE },
	{ "import", "balances", job_import_balances, ALL, IMPORT_USAGE },
	{ "import", "catalogue", job_import_catalogue, NEEDS_CHECK | NEEDS_PLANS | NEEDS_PLAN,
	  IMPORT_USAGE },
	{ "nightly", NULL, job_nightly, ALL,
	  "[STEP] [--on DAY]" },
	{ "rollup", NULL, job_rollup, NEEDS_CHECK | NEEDS_PLANS, "day DAY | full" },
	{ "effects", NULL, job_effects, ALL, "" },
	{ "erase", NULL, job_erase, ALL, "" },
	{ "mail", "send", job_mail_send, NEEDS_CHECK | NEEDS_PLANS, "" },
	{ "draw", "run", job_draw_run, ALL, "ID" },
	{ "draw", "due", job_draw_due, ALL, "" },
	{ "campaign", "due", job_campaign_due, ALL, "" },
	{ "audit", NULL, job_audit, NEEDS_CHECK | NEEDS_BOOKS, "" },
	{ "member", "show", job_member_show, NEEDS_CHECK, "NO" },
	{ "held", "list", job_held_list, NEEDS_CHECK, "" },
	{ "held", "release", job_held_release, ALL, "[PARTNER/]ORDER_NO REASON" },
	{ "held", "refuse", job_held_refuse, ALL, "[PARTNER/]ORDER_NO REASON" },
	{ "partner", "add", job_partner_add, NEEDS_CHECK, "NAME" },
	{ "partner", "rotate", job_partner_rotate, NEEDS_CHECK, "NAME" },
	{ "staff", "add", job_staff_add, NEEDS_CHECK, "EMAIL clerk|manager|auditor|merchant [--name NAME]"
	  " [--partner CODE]" },
	{ "staff", "reset", job_staff_reset, NEEDS_CHECK, "EMAIL" },
	{ "staff", "phone", job_staff_phone, NEEDS_CHECK, "EMAIL NUMBER" },
	{ "staff", "demo", job_staff_demo, NEEDS_CHECK, "" },
	{ "schema", "status", job_schema_status, 0, "" },
	{ "schema", "migrate", job_schema_migrate, 0, "" },
	{ "demo", "load", job_demo_load, ALL, "" },
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

void command_usage(FILE *out)
{
	fputs("usage: pointsctl [--config FILE] COMMAND\n", out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %s%s%s %s\n", commands[i].room, commands[i].word ? " " : "",
		        commands[i].word ? commands[i].word : "", commands[i].usage);
}

const struct command *command_find(int argc, char **argv)
{
	for (size_t i = 0; i < N_COMMANDS && argc > 0; i++)
		if (strcmp(argv[0], commands[i].room) == 0 &&
		    (!commands[i].word || (argc > 1 && strcmp(argv[1], commands[i].word) == 0)))
			return &commands[i];
	command_usage(stderr);
	return NULL;
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
	if (!job->db || ((needs & NEEDS_CHECK) && !db_check(job->db)))
		return job_say(JOB_FAILED, "the database is not fit for use; the log above says why");
	if ((needs & NEEDS_BOOKS) && !chain_open(job->config))
		return JOB_FAILED;
	if ((needs & NEEDS_PLANS) && plan_book_load(job->db, job->mem, &job->plans) != DB_OK)
		return job_say(JOB_FAILED, "the plans could not be read");
	if ((needs & NEEDS_PLAN) && job->plans->n == 0)
		return job_say(JOB_USAGE, "no plan is loaded; plan load comes first");
	return JOB_DONE;
}

int command_open(struct job *job, const struct command *command, const char *path)
{
	job->mem = talloc_new(NULL);
	if (!path)
		path = settings(job->mem, !(command->needs & NEEDS_CHECK));
	job->config = config_open(path);
	return job->config ? open_rooms(job, command->needs) : JOB_FAILED;
}

void command_close(struct job *job)
{
	db_close(job->db);
	config_free((struct config *)(uintptr_t)job->config);
	talloc_free(job->mem);
}
