/* Demo: what has been read, and newsletters: one sent, one being written. */
#include "job/demo_notices.h"

#include <stdio.h>

#include "base/mem.h"
#include "service/mail_choice.h"
#include "service/newsletter.h"
#include "store/notice.h"
#include "store/outbox.h"
#include "store/staff.h"

#define DAYS_S(n) ((int64_t)(n) * 86400)
#define READ_DAYS 14 /* what is older has been seen */
#define AUTHOR "manager@demo.test"

static bool read_old(struct job *job, uint64_t member_id, int64_t now)
{
	struct notice_row *rows;
	int n, first = 0;
	enum db got = notice_list(job->db, job->mem, member_id, INT64_MAX, 100, &rows, &n);

	while (got == DB_OK && first < n && rows[first].created_at > now - DAYS_S(READ_DAYS))
		first++;
	if (got != DB_OK || first == n)
		return got == DB_OK;
	return notice_mark_read(job->db, member_id, 0, rows[first].notice_no,
	                        now - DAYS_S(READ_DAYS - 1), NULL) == DB_OK;
}

/* The mail of LETTER as it was delivered then. */
static enum db delivered(struct database *db, const struct newsletter *letter,
                         struct person_id reader)
{
	char ref[40];
	struct outbox_row row = {.channel = CHANNEL_EMAIL, .kind = "news", .id = reader,
	                         .address = "member3@demo.test", .lang = "zh-CN", .ref = ref};
	enum db got;

	snprintf(ref, sizeof ref, "news:%llu", (unsigned long long)letter->newsletter_id);
	got = outbox_add(db, &row, letter->begun_at);
	return got == DB_OK ? outbox_sent(db, (uint64_t)db_last_id(db), letter->begun_at + 5) : got;
}

/* Both are written whole: nothing is sent. */
static enum db letters(struct database *db, const struct service_env *env,
                       struct person_id reader)
{
	static const struct newsletter drafts[] = {
		{.subject = "冬天去哪儿：三条暖和的线路", .subject_en = "Where winter is warm: three trips",
		 .text = "西双版纳的雨林、三亚的海、腾冲的温泉，都在积分双倍的日子里。\n在线路页看看哪天出发合适。",
		 .text_en = "The rain forest of Xishuangbanna, the sea at Sanya, the springs of Tengchong.\n"
		            "See which days suit you.",
		 .link = "/catalogue", .tier = "", .state = "sent"},
		{.subject = "会员日预告：金卡先看", .subject_en = "Members' day: gold sees it first",
		 .text = "下个月的会员日，有新的礼品上架，金卡会员提前一天开放。",
		 .text_en = "New gifts arrive on next month's members' day; gold members see them a day early.",
		 .link = "/catalogue", .tier = "gold", .state = "draft"},
	};
	struct staff author = {.staff_id = 0};
	enum db got = staff_find(db, env->mem, AUTHOR, &author);

	for (int i = 0; got == DB_OK && i < 2; i++) {
		struct newsletter letter = drafts[i];

		letter.staff_id = author.staff_id;
		letter.created_at = env->now - DAYS_S(20 - 18 * i);
		got = newsletter_add(db, &letter);
		letter.begun_at = letter.created_at + 3600;
		letter.ended_at = letter.begun_at + 60;
		letter.posted = 1;
		if (got == DB_OK && i == 0)
			got = newsletter_save(db, &letter);
		if (got == DB_OK && i == 0)
			got = delivered(db, &letter, reader);
	}
	return got;
}

bool demo_notices(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct service_env env = {job->db, job->config, job->mem, now, NULL};
	struct person_id reader = {ids[3], PERSON_HOLDER};
	bool ok = true;

	for (int n = 1; n <= DEMO_MEMBERS; n++)
		ok = ok && read_old(job, ids[n], now);
	ok = ok && mail_choice_set(&env, reader, MAIL_NEWS, true) == DB_OK;
	ok = ok && letters(job->db, &env, reader) == DB_OK;
	if (!ok)
		job_say(JOB_FAILED, "the demo's messages could not be written");
	return ok;
}
