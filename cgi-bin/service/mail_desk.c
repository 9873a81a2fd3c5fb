#include "service/mail_desk.h"

#include <string.h>

#include "base/mem.h"
#include "service/staff.h"
#include "store/outbox.h"

struct settle {
	const struct service_env *env;
	uint64_t staff_id, outbox_id;
	bool again;
};

static enum db settle_work(struct database *db, void *arg)
{
	const struct settle *w = arg;
	const char *action = w->again ? "mail_again" : "mail_drop";
	struct outbox_ended e;
	enum db got = outbox_ended_lock(db, w->env->mem, w->outbox_id, &e);

	if (got == DB_OK)
		got = w->again ? outbox_again(db, w->outbox_id, w->env->now)
		               : outbox_drop(db, w->outbox_id);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, action, e.member_id, e.kind, e.fate);
	return got;
}

enum db mail_desk_settle(const struct service_env *env, uint64_t staff_id, uint64_t outbox_id,
                         bool again)
{
	struct settle w = {env, staff_id, outbox_id, again};

	return db_transact(env->db, settle_work, &w);
}

const char *mail_desk_why(const char *error)
{
	const char *answer = error ? strstr(error, "answer ") : NULL;
	bool refused = answer && answer[7] == '5';

	if (!error || error[0] == '\0')
		return "other";
	if (refused && strstr(error, "RCPT"))
		return "address";
	if (refused)
		return "refused";
	if (strstr(error, "DATA") || strstr(error, "heard an answer"))
		return "answer";
	return strstr(error, "smtp") || strstr(error, "sms") ? "server" : "other";
}

/* Characters of TEXT's first one: UTF-8. */
static int first_bytes(const char *text)
{
	int n = text[0] != '\0';

	while (n > 0 && (text[n] & 0xC0) == 0x80)
		n++;
	return n;
}

char *mail_desk_masked(void *mem, const char *address)
{
	const char *at = strrchr(address, '@');
	size_t len = strlen(address);

	if (at)
		return talloc_asprintf(mem, "%.*s***%s", first_bytes(address), address, at);
	if (len < 8)
		return talloc_strdup(mem, "***");
	return talloc_asprintf(mem, "%.3s****%s", address, address + len - 4);
}
