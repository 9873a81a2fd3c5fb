/* Where messages go: a mail server and gateways of SMS and WeChat where configured,
 * else files in VAR/mail, one a message. */
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
 * file of the first, so nothing needs to be noted before. */
static enum mail_fate write_file(const struct service_env *env, uint64_t id, const char *suffix,
                                 const char *data, struct mail_try *try)
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
		snprintf(try->error, sizeof try->error, "file: errno %d", errno);
		(void)unlink(draft);
		return MAIL_DOWN;
	}
	return MAIL_SENT;
}

static enum mail_fate deliver_email(const struct service_env *env, const struct mail_text *mail,
                                    const char *brand, struct mail_try *try)
{
	const char *from = config_get(env->config, "Mail.From", "points@localhost");
	char *data = mail_mime(env->mem, mail, from, brand, env->now);
	if (data == NULL) {
		snprintf(try->error, sizeof try->error, "an address that does not fit into a header");
		return MAIL_REFUSED;
	}
	if (config_get(env->config, "Smtp.Url", "")[0] != '\0')
		return mail_smtp(env->config, from, mail->to, data, strlen(data), try);
	return write_file(env, mail->outbox_id, "eml", data, try);
}

static enum mail_fate deliver_sms(const struct service_env *env, const struct mail_text *mail,
                                  struct mail_try *try)
{
	static const struct mail_gateway gateway = {"sms", "Sms.Url", "Sms.KeyFile"};
	const struct mail_form form[MAIL_FORM] = {{"to", mail->to}, {"text", mail->text}};

	if (config_get(env->config, gateway.url, "")[0] != '\0')
		return mail_http(env->config, &gateway, form, try);
	return write_file(env, mail->outbox_id, "sms",
	                  talloc_asprintf(env->mem, "To: %s\n\n%s", mail->to, mail->text), try);
}

/* The gateway fills WeChat's own form for KIND: what may be said there, and how, the
 * company agrees on with WeChat. */
static enum mail_fate deliver_wechat(const struct service_env *env, const struct mail_text *mail,
                                     struct mail_try *try)
{
	static const struct mail_gateway gateway = {"wechat", "Wechat.Url", "Wechat.KeyFile"};
	const struct mail_form form[MAIL_FORM] = {
		{"to", mail->to}, {"kind", mail->kind}, {"text", mail->text}, {"link", mail->link}};

	if (config_get(env->config, gateway.url, "")[0] != '\0')
		return mail_http(env->config, &gateway, form, try);
	return write_file(env, mail->outbox_id, "wx",
	                  talloc_asprintf(env->mem, "To: %s\nKind: %s\nLink: %s\n\n%s", mail->to,
	                                  mail->kind, mail->link, mail->text), try);
}

enum mail_fate mail_deliver(const struct service_env *env, const struct mail_text *mail,
                            const char *brand, struct mail_try *try)
{
	if (mail->html != NULL)
		return deliver_email(env, mail, brand, try);
	return strcmp(mail->channel, CHANNEL_WECHAT) == 0 ? deliver_wechat(env, mail, try)
	                                                  : deliver_sms(env, mail, try);
}
