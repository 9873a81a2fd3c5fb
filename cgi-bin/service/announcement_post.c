/* Announcements on their way: posted by the mailer, a batch at a time. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/announcement.h"
#include "service/notice.h"
#include "store/outbox.h"

#define BATCH 100 /* members looked at in one transaction: their accounts are locked so long */
#define KIND "announcement"
#define LEAD 30 /* characters of the text that stand in the notice */

/* One batch; its members were read before. */
struct batch {
	const struct service_env *env;
	const struct announcement *seen;
	const struct announcement_member *members;
	int n;
	bool last;
};

/* The beginning of TEXT for a notice. */
static const char *lead(void *mem, const char *text)
{
	size_t len = 0, chars = 0;

	while (text[len] != '\0' && text[len] != '\n' && text[len] != '\r') {
		if ((text[len] & 0xC0) != 0x80 && chars++ == LEAD)
			break;
		len++;
	}
	return talloc_asprintf(mem, "%.*s%s", (int)len, text, text[len] != '\0' ? "…" : "");
}

static enum db post_notice(const struct batch *b, const struct announcement *a, uint64_t member_id)
{
	void *mem = b->env->mem;
	char once[24], link[48];
	const struct notice_arg args[] = {
		{.kind = 't', .text = a->title, .text_en = a->title_en},
		{.kind = 't', .text = lead(mem, a->text), .text_en = lead(mem, a->text_en)}, {0}};
	const struct notice notice = {
		.kind = KIND, .once = once, .link = link, .args = args, .mail = NOTICE_HERE_ONLY};

	snprintf(once, sizeof once, "%llu", (unsigned long long)a->announcement_id);
	snprintf(link, sizeof link, "/announcements/%s", once);
	return notice_post(b->env, member_id, &notice);
}

static enum db post_message(const struct batch *b, const struct announcement *a,
                            const struct announcement_member *to, const char *channel,
                            const char *address)
{
	char ref[40];
	const struct outbox_row row = {.channel = channel, .kind = KIND, .id = {to->member_id, 1},
	                               .address = address, .lang = to->lang, .ref = ref,
	                               .bulk = true};

	snprintf(ref, sizeof ref, KIND ":%llu", (unsigned long long)a->announcement_id);
	return outbox_add(b->env->db, &row, b->env->now);
}

static enum db post_one(const struct batch *b, struct announcement *a,
                        const struct announcement_member *to)
{
	enum db got = DB_OK;

	a->members++;
	if (a->by_notice)
		got = post_notice(b, a, to->member_id);
	if (got == DB_OK && a->by_mail && to->by_mail) {
		a->mails++;
		got = post_message(b, a, to, CHANNEL_EMAIL, to->email);
	}
	if (got == DB_OK && a->by_sms && to->by_sms) {
		a->messages++;
		got = post_message(b, a, to, CHANNEL_SMS, to->phone);
	}
	return got;
}

static enum db batch_work(struct database *db, void *arg)
{
	const struct batch *b = arg;
	struct announcement a;
	enum db got = announcement_lock(db, b->env->mem, b->seen->announcement_id, &a);

	/* Stopped meanwhile, or another mailer has been here: what was read is not ours. */
	if (got != DB_OK || strcmp(a.state, ANNOUNCEMENT_STOPPED) == 0 ||
	    strcmp(a.state, ANNOUNCEMENT_SENT) == 0 || a.after_member != b->seen->after_member)
		return got;
	if (a.begun_at == INSTANT_NONE)
		a.begun_at = b->env->now;
	for (int i = 0; got == DB_OK && i < b->n; i++) {
		a.after_member = b->members[i].member_id;
		if (b->members[i].fits)
			got = post_one(b, &a, &b->members[i]);
	}
	a.state = b->last ? ANNOUNCEMENT_SENT : ANNOUNCEMENT_SENDING;
	if (b->last)
		a.ended_at = b->env->now;
	return got == DB_OK ? announcement_save(db, &a) : got;
}

static enum db post_batch(const struct service_env *env, uint64_t id)
{
	struct announcement a;
	struct announcement_member *members = NULL;
	struct batch batch = {.env = env, .seen = &a, .last = true};
	enum db got = announcement_read(env->db, env->mem, id, &a);

	if (got != DB_OK)
		return got;
	if (a.by_notice || a.by_mail || a.by_sms) { /* a banner needs nobody told */
		got = announcement_members(env->db, env->mem, id, day_of(a.starts_at), a.after_member,
		                           BATCH, &members, &batch.n);
		batch.last = batch.n < BATCH;
	}
	batch.members = members;
	if (got == DB_OK)
		got = db_transact(env->db, batch_work, &batch);
	if (got == DB_OK && batch.last)
		log_event(LOG_INFO, "announcement_posted", "id=%llu", (unsigned long long)id);
	return got;
}

enum db announcement_post(const struct service_env *env, int batches, bool *more)
{
	struct service_env mine = *env;
	enum db got = DB_OK;
	uint64_t id;

	*more = false;
	for (int i = 0; got == DB_OK && i < batches; i++) {
		got = announcement_due(env->db, env->now, &id);
		if (got != DB_OK)
			return got == DB_NONE ? DB_OK : got;
		mine.mem = talloc_new(env->mem);
		got = post_batch(&mine, id);
		talloc_free(mine.mem);
	}
	*more = got == DB_OK;
	return got;
}
