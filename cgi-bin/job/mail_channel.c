/* Where messages go: a mail server and an SMS gateway where configured, else
 * files in VAR/mail, one a message. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "job/mail.h"

static bool write_whole(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* Under its final name only once it is whole; a repeated delivery replaces the
 * file of the first. */
static bool write_file(const struct service_env *env, uint64_t id, const char *suffix,
                       const char *data, char error[200])
{
	const char *var = config_get(env->config, "Var", "var");
	char *dir = talloc_asprintf(env->mem, "%s/mail", var);
	char *path = talloc_asprintf(env->mem, "%s/%08" PRIu64 ".%s", dir, id, suffix);
	char *draft = talloc_asprintf(env->mem, "%s.new", path);
	(void)mkdir(dir, 0700); /* is there already, mostly */
	int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write_whole(fd, data, strlen(data));
	if (fd >= 0 && close(fd) != 0)
		good = false;
	if (!good || rename(draft, path) != 0) {
		snprintf(error, 200, "file: errno %d", errno);
		(void)unlink(draft);
		return false;
	}
	return true;
}

static bool deliver_email(const struct service_env *env, const struct mail_text *mail,
                          const char *brand, char error[200])
{
	const char *from = config_get(env->config, "Mail.From", "points@localhost");
	char *data = mail_mime(env->mem, mail, from, brand, env->now);
	if (data == NULL) {
		snprintf(error, 200, "an address that does not fit into a header");
		return false;
	}
	if (config_get(env->config, "Smtp.Url", "")[0] != '\0')
		return mail_smtp(env->config, from, mail->to, data, strlen(data), error);
	return write_file(env, mail->outbox_id, "eml", data, error);
}

bool mail_deliver(const struct service_env *env, const struct mail_text *mail, const char *brand,
                  char error[200])
{
	if (mail->html != NULL)
		return deliver_email(env, mail, brand, error);
	if (config_get(env->config, "Sms.Url", "")[0] != '\0')
		return mail_http(env->config, mail->to, mail->text, error);
	return write_file(env, mail->outbox_id, "sms",
	                  talloc_asprintf(env->mem, "To: %s\n\n%s", mail->to, mail->text), error);
}
