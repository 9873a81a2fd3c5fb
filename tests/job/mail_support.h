/* What the tests of the mailer share: a server on loopback for one conversation,
 * settings that name it, and what became of a message. */
#ifndef TESTS_JOB_MAIL_SUPPORT_H
#define TESTS_JOB_MAIL_SUPPORT_H

#include "service/accounts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "job/mail.h"

#define MAIL __attribute__((unused)) static

static struct view *view;

MAIL int open_view(void **state)
{
	(void)state;
	view = view_open("templates", mail_pages, MAIL_PAGES);
	clock_set_offset(TEST_NOW - clock_real());
	return view != NULL ? 0 : -1;
}

/* A server on loopback for one conversation: SERVE runs in a child with what it
 * hears kept in VAR/heard. */
MAIL pid_t serve(int *port, void (*talk)(FILE *in, FILE *out, FILE *heard))
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(listener, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(listener, 4), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &len), 0);
	*port = ntohs(at.sin_port);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		char path[96];
		int one = accept(listener, NULL, NULL);
		snprintf(path, sizeof path, "%s/heard", harness.dir);
		FILE *heard = fopen(path, "w"), *in = fdopen(one, "r"), *out = fdopen(dup(one), "w");
		talk(in, out, heard);
		fclose(heard);
		_exit(0);
	}
	close(listener);
	return child;
}

MAIL void say(FILE *out, const char *line)
{
	fputs(line, out);
	fflush(out);
}

/* The settings of the tests with NAME = SCHEME://127.0.0.1:PORT/send. */
MAIL struct config *with(const char *name, const char *scheme, int port)
{
	char text[1024];
	snprintf(text, sizeof text,
	         "Var = %s\nKeys.Token = %s/token.key\nBase.Url = http://portal.test\n"
	         "Mail.From = points@portal.test\n%s = %s://127.0.0.1:%d/send\n",
	         harness.dir, harness.dir, name, scheme, port);
	return config_parse(text);
}

MAIL char *heard(void)
{
	static char text[16384];
	char path[96];
	snprintf(path, sizeof path, "%s/heard", harness.dir);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	return text;
}

static const struct db_sql sql_state = {
	"SELECT sent_at, failed_at, begun_at, not_before, tries, last_error, fate FROM outbox"
	" WHERE address = ? ORDER BY outbox_id DESC LIMIT 1", "s", "ttttiss"};

struct row_state {
	int64_t sent, failed, begun, next, tries;
	char *error, *fate;
};

MAIL struct row_state state_of(const struct service_env *env, const char *address)
{
	struct row_state s;
	assert_int_equal(db_one(env->db, env->mem, &sql_state, address, &s.sent, &s.failed, &s.begun,
	                        &s.next, &s.tries, &s.error, &s.fate), DB_OK);
	return s;
}

#endif
