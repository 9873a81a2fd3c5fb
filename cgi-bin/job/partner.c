#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "job/job.h"
#include "service/partner.h"

typedef enum db (*issuing)(struct database *, const char *, const char *, char *);

static int issue(struct job *job, int argc, char **argv, issuing act, const char *usage,
                 const char *dup, const char *none)
{
	char secret[PARTNER_SECRET], key[256];
	int code = job_words(argc, argv, 1, usage);
	enum db got;

	if (code != JOB_DONE)
		return code;
	if (!partner_name_ok(argv[0]))
		return job_say(JOB_USAGE, "a partner's name has 1 to 32 of a-z, 0-9 and -");
	if (!secret_file(config_get(job->config, "Keys.Token", ""), key, sizeof key))
		return job_say(JOB_FAILED, "the token key cannot be read; the log says why");
	got = act(job->db, key, argv[0], secret);
	secret_wipe(key, sizeof key);
	if (got == DB_DUP)
		return job_say(JOB_FINDING, "%s", dup);
	if (got == DB_NONE)
		return job_say(JOB_FINDING, "%s", none);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "it could not be stored");
	printf("key %s, secret (shown once): %s\n", argv[0], secret);
	secret_wipe(secret, sizeof secret);
	return JOB_DONE;
}

int job_partner_add(struct job *job, int argc, char **argv)
{
	return issue(job, argc, argv, partner_create, "partner add NAME",
	             "there is a partner of that name; partner rotate gives it a new secret", "");
}

int job_partner_rotate(struct job *job, int argc, char **argv)
{
	return issue(job, argc, argv, partner_rotate, "partner rotate NAME", "",
	             "there is no partner of that name");
}
