#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "job/job.h"
#include "service/staff.h"
#include "store/partner.h"

static struct service_env env_of(const struct job *job)
{
	return (struct service_env){
		.db = job->db, .config = job->config, .mem = job->mem, .now = clock_now()};
}

static int told(enum staff_outcome outcome, const char *email, const char *password)
{
	switch (outcome) {
	case STAFF_OK:
		printf("%s, first password (shown once): %s\n", email, password);
		return JOB_DONE;
	case STAFF_EXISTS:
		return job_say(JOB_FINDING, "%s is there already; staff reset gives a new password", email);
	case STAFF_UNKNOWN:
		return job_say(JOB_FINDING, "no such staff member, or no e-mail address");
	case STAFF_PARTNER:
		return job_say(JOB_FINDING, "a merchant needs --partner with a partner that is not blocked");
	default:
		return job_say(JOB_FAILED, "it could not be stored");
	}
}

int job_staff_add(struct job *job, int argc, char **argv)
{
	static const char *const roles[] = {"clerk", "manager", "auditor", NULL};
	struct service_env env = env_of(job);
	const char *name = job_option(&argc, argv, "--name");
	const char *partner = job_option(&argc, argv, "--partner");
	char password[24] = "";
	int code = job_words(argc, argv, 2, "staff add EMAIL clerk|manager|auditor|merchant"
	                                    " [--name NAME] [--partner CODE]");

	if (code != JOB_DONE)
		return code;
	if (!name || !*name)
		name = argv[0];
	if (strcmp(argv[1], "merchant") == 0)
		return told(staff_add_merchant(&env, 0, argv[0], name, partner ? partner : "", password),
		            argv[0], password);
	if (!text_among(argv[1], roles))
		return job_say(JOB_USAGE, "a role is clerk, manager, auditor or merchant");
	return told(staff_add(&env, 0, argv[0], name, argv[1], password),
	            argv[0], password);
}

int job_staff_reset(struct job *job, int argc, char **argv)
{
	struct service_env env = env_of(job);
	char password[24] = "";
	int code = job_words(argc, argv, 1, "staff reset EMAIL");

	if (code != JOB_DONE)
		return code;
	return told(staff_reset(&env, 0, argv[0], password), argv[0], password);
}

int job_staff_phone(struct job *job, int argc, char **argv)
{
	struct service_env env = env_of(job);
	int code = job_words(argc, argv, 2, "staff phone EMAIL NUMBER");

	if (code != JOB_DONE)
		return code;
	switch (staff_phone(&env, argv[0], argv[1])) {
	case STAFF_OK: return JOB_DONE;
	case STAFF_UNKNOWN:
		return job_say(JOB_FINDING, "no such staff member, or no mobile number");
	default: return job_say(JOB_FAILED, "it could not be stored");
	}
}

/* The café whose vouchers the demo's merchant takes. */
#define CAFE "corner-coffee"
#define CAFE_NAME "街角咖啡联盟" /* as the catalogue's supplier */

/* One of the demo's, with the password that stands in the README. */
static enum db demo_member(struct job *job, const char *role, const char *name)
{
	struct service_env env = env_of(job);
	char *email = talloc_asprintf(job->mem, "%s@demo.test", role);
	char *password = talloc_asprintf(job->mem, "demo-staff-%s", role);
	char first[24], hash[PASSWORD_HASH_MAX];
	enum staff_outcome made = strcmp(role, "merchant") == 0
	                              ? staff_add_merchant(&env, 0, email, name, CAFE, first)
	                              : staff_add(&env, 0, email, name, role, first);
	struct staff s;
	enum db got;

	if (made == STAFF_EXISTS)
		return DB_OK;
	if (made != STAFF_OK || !password_hash(hash, password))
		return DB_FAIL;
	got = staff_find(job->db, job->mem, email, &s);
	return got == DB_OK ? staff_put_password(job->db, s.staff_id, hash, false) : got;
}

int job_staff_demo(struct job *job, int argc, char **argv)
{
	int code = job_words(argc, argv, 0, "staff demo");
	enum db cafe;

	if (code != JOB_DONE)
		return code;
	if (strcmp(config_get(job->config, "Demo", "0"), "1") != 0)
		return job_say(JOB_USAGE, "the demo's staff exist in a demo only");
	cafe = partner_add(job->db, CAFE, CAFE_NAME, clock_now());
	if ((cafe != DB_OK && cafe != DB_DUP) ||
	    demo_member(job, "merchant", "陈店员") != DB_OK ||
	    demo_member(job, "manager", "周经理") != DB_OK ||
	    demo_member(job, "clerk", "李专员") != DB_OK ||
	    demo_member(job, "auditor", "王审计") != DB_OK)
		return job_say(JOB_FAILED, "the demo's staff could not be stored");
	return JOB_DONE;
}
