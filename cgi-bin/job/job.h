/* What every command of pointsctl gets, and what it answers with. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"
#include "rule/plan.h"
#include "store/db.h"

/* Exit codes of pointsctl (INTERFACE §1). */
enum { JOB_DONE, JOB_FINDING, JOB_USAGE, JOB_FAILED };

struct job {
	const struct config *config;
	struct database *db;
	struct plan_book *plans; /* NULL for commands that need none */
	void *mem;               /* talloc, for the length of the command */
};

/* For work that goes through whole tables: from here on an answer of the database
 * may take 15 minutes. A page's 5 s would end the roll-up of a large day. */
void job_be_patient(struct job *job);

/* A command: its words and options, without "pointsctl"; returns an exit code
 * and has said on standard error what was wrong. */
typedef int (*job_command)(struct job *job, int argc, char **argv);

/* plan load FILE --from DAY · plan show */
int job_plan_load(struct job *job, int argc, char **argv);
int job_plan_show(struct job *job, int argc, char **argv);
/* plan rehearse FILE [--from DAY] [--members OUT.csv] · rehearse due */
int job_plan_rehearse(struct job *job, int argc, char **argv);
int job_rehearse_due(struct job *job, int argc, char **argv);
/* import orders|members|balances|catalogue FILE [--dry-run] [--result PATH] */
int job_import_orders(struct job *job, int argc, char **argv);
int job_import_members(struct job *job, int argc, char **argv);
int job_import_balances(struct job *job, int argc, char **argv);
int job_import_catalogue(struct job *job, int argc, char **argv);
/* nightly [release|expire|tiers|coupons|wishes|draws|proof|sweep] [--on DAY] */
int job_nightly(struct job *job, int argc, char **argv);
/* effects: of referrals and tasks, on other members */
int job_erase(struct job *job, int argc, char **argv);
int job_effects(struct job *job, int argc, char **argv);
/* mail send, one at a time */
int job_mail_send(struct job *job, int argc, char **argv);
/* draw run ID · draw due */
int job_draw_run(struct job *job, int argc, char **argv);
int job_draw_due(struct job *job, int argc, char **argv);
/* campaign due: budgets of campaigns, waiting lists of events */
int job_campaign_due(struct job *job, int argc, char **argv);
/* audit */
int job_audit(struct job *job, int argc, char **argv);
/* member show NO */
int job_member_show(struct job *job, int argc, char **argv);
/* held list · held release|refuse [PARTNER/]ORDER_NO REASON… */
int job_held_list(struct job *job, int argc, char **argv);
int job_held_release(struct job *job, int argc, char **argv);
int job_held_refuse(struct job *job, int argc, char **argv);
/* partner add NAME [WORDS…] · partner rotate NAME [--now] */
int job_partner_add(struct job *job, int argc, char **argv);
int job_partner_rotate(struct job *job, int argc, char **argv);
/* staff add EMAIL ROLE [--name NAME] · staff phone EMAIL NUMBER · staff reset EMAIL ·
 * staff demo (demo only) */
int job_staff_add(struct job *job, int argc, char **argv);
int job_staff_phone(struct job *job, int argc, char **argv);
int job_staff_reset(struct job *job, int argc, char **argv);
int job_staff_demo(struct job *job, int argc, char **argv);
/* schema status · schema migrate */
int job_schema_status(struct job *job, int argc, char **argv);
int job_schema_migrate(struct job *job, int argc, char **argv);
/* demo load */
int job_demo_load(struct job *job, int argc, char **argv);

/* Says "pointsctl: …" on standard error and returns CODE. */
__attribute__((format(printf, 2, 3))) int job_say(int code, const char *format, ...);
/* Takes the option NAME and its value out of ARGV; NULL when it is not there.
 * A missing value gives "". */
const char *job_option(int *argc, char **argv, const char *name);
/* Takes the switch NAME out of ARGV; whether it was there. */
bool job_switch(int *argc, char **argv, const char *name);
/* Says what is left over or lacking and gives JOB_USAGE unless exactly N words
 * are left; else JOB_DONE. */
int job_words(int argc, char **argv, int n, const char *usage);

#endif
