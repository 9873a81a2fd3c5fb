#include "store/newsletter.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define LETTER_COLUMNS \
	"newsletter_id, subject, subject_en, text, text_en, link, tier, state, version, staff_id," \
	" created_at, begun_at, ended_at, after_member, after_person, posted"
#define LETTER_OUT "isssssssiitttiii"

static const struct db_sql sql_read = {
	"SELECT " LETTER_COLUMNS " FROM newsletter WHERE newsletter_id = ?", "i", LETTER_OUT};
static const struct db_sql sql_lock = {
	"SELECT " LETTER_COLUMNS " FROM newsletter WHERE newsletter_id = ? FOR UPDATE", "i",
	LETTER_OUT};
static const struct db_sql sql_list = {
	"SELECT newsletter_id, subject, subject_en, '', '', link, tier, state, version, staff_id,"
	" created_at, begun_at, ended_at, after_member, after_person, posted FROM newsletter"
	" ORDER BY newsletter_id DESC LIMIT ?",
	"i", LETTER_OUT};
static const struct db_sql sql_sending = {
	"SELECT newsletter_id FROM newsletter WHERE state = 'sending' ORDER BY newsletter_id LIMIT 1",
	"", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO newsletter (subject, subject_en, text, text_en, link, tier, state, staff_id,"
	" created_at) VALUES (?, ?, ?, ?, ?, ?, 'draft', ?, ?)",
	"ssssssit", ""};
static const struct db_sql sql_edit = {
	"UPDATE newsletter SET subject = ?, subject_en = ?, text = ?, text_en = ?, link = ?, tier = ?,"
	" version = version + 1 WHERE newsletter_id = ?",
	"ssssssi", ""};
static const struct db_sql sql_save = {
	"UPDATE newsletter SET state = ?, begun_at = ?, ended_at = ?, after_member = ?,"
	" after_person = ?, posted = ?, version = version + 1 WHERE newsletter_id = ?",
	"sttiiii", ""};
/* all-members: a newsletter goes to everybody who asked for it */
static const struct db_sql sql_audience = {
	"SELECT c.member_id, c.person_id, p.email, p.lang, a.tier, r.email, r.lang FROM mail_choice c"
	" LEFT JOIN person p ON p.member_id = c.member_id AND p.person_id = c.person_id"
	" AND p.state = 'active' AND p.email_confirmed = 1"
	" LEFT JOIN account a ON a.member_id = c.member_id"
	" LEFT JOIN newsletter_reader r ON c.member_id = 0 AND r.reader_id = c.person_id"
	" AND r.state = 'confirmed'"
	" WHERE c.topic = 'news' AND c.wanted = 1"
	" AND (c.member_id > ? OR (c.member_id = ? AND c.person_id > ?))"
	" ORDER BY c.member_id, c.person_id LIMIT ?",
	"iiii", "iisssss"};
/* all-members: how many asked for it */
static const struct db_sql sql_wanted = {
	"SELECT COUNT(*) FROM mail_choice WHERE topic = 'news' AND wanted = 1", "", "i"};
/* all-members: the mails of one letter, by its reference */
static const struct db_sql sql_mails = {
	"SELECT COUNT(CASE WHEN sent_at IS NULL AND failed_at IS NULL THEN 1 END),"
	" COUNT(sent_at), COUNT(CASE WHEN sent_at IS NULL AND failed_at IS NOT NULL THEN 1 END)"
	" FROM outbox WHERE ref = ? AND kind = 'news'",
	"s", "iii"};
/* all-members: how many have ended it since */
static const struct db_sql sql_ended = {
	"SELECT COUNT(*) FROM mail_choice WHERE topic = 'news' AND wanted = 0 AND changed_at >= ?",
	"t", "i"};

static enum db fill(struct database *db, const struct db_sql *sql, struct newsletter *l)
{
	int64_t id = 0, staff = 0, member = 0, person = 0;
	char *t[7];
	enum db got = db_next(db, sql, &id, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6],
	                      &l->version, &staff, &l->created_at, &l->begun_at, &l->ended_at,
	                      &member, &person, &l->posted);

	if (got != DB_OK)
		return got;
	l->newsletter_id = (uint64_t)id;
	l->subject = t[0];
	l->subject_en = t[1];
	l->text = t[2];
	l->text_en = t[3];
	l->link = t[4];
	l->tier = t[5];
	l->state = t[6];
	l->staff_id = (uint64_t)staff;
	l->after = (struct person_id){(uint64_t)member, (uint64_t)person};
	return DB_OK;
}

static enum db one(struct database *db, void *mem, const struct db_sql *sql, uint64_t id,
                   struct newsletter *out)
{
	enum db got = db_query(db, mem, sql, (int64_t)id);

	*out = (struct newsletter){0};
	if (got == DB_OK && (got = fill(db, sql, out)) == DB_OK)
		db_end(db, sql);
	return got;
}

enum db newsletter_read(struct database *db, void *mem, uint64_t id, struct newsletter *out)
{
	return one(db, mem, &sql_read, id, out);
}

enum db newsletter_lock(struct database *db, void *mem, uint64_t id, struct newsletter *out)
{
	return one(db, mem, &sql_lock, id, out);
}

enum db newsletter_list(struct database *db, void *mem, int64_t limit, struct newsletter **out,
                        int *n)
{
	enum db got = db_query(db, mem, &sql_list, limit);

	*out = talloc_zero_array(mem, struct newsletter, (unsigned)limit);
	*n = 0;
	while (got == DB_OK && (got = fill(db, &sql_list, &(*out)[*n])) == DB_OK)
		(*n)++;
	return got == DB_NONE ? DB_OK : got;
}

enum db newsletter_sending(struct database *db, uint64_t *id)
{
	int64_t found = 0;
	enum db got = db_one(db, NULL, &sql_sending, &found);

	*id = (uint64_t)found;
	return got;
}

enum db newsletter_add(struct database *db, struct newsletter *l)
{
	enum db got = db_run(db, &sql_add, l->subject, l->subject_en, l->text, l->text_en, l->link,
	                     l->tier, (int64_t)l->staff_id, l->created_at);

	l->newsletter_id = got == DB_OK ? (uint64_t)db_last_id(db) : 0;
	return got;
}

enum db newsletter_edit(struct database *db, const struct newsletter *l)
{
	return db_run(db, &sql_edit, l->subject, l->subject_en, l->text, l->text_en, l->link, l->tier,
	              (int64_t)l->newsletter_id);
}

enum db newsletter_save(struct database *db, const struct newsletter *l)
{
	return db_run(db, &sql_save, l->state, l->begun_at, l->ended_at, (int64_t)l->after.member_id,
	              (int64_t)l->after.person_id, l->posted, (int64_t)l->newsletter_id);
}

enum db newsletter_audience(struct database *db, void *mem, struct person_id after, int64_t limit,
                            struct recipient **out, int *n)
{
	enum db got = db_query(db, mem, &sql_audience, (int64_t)after.member_id,
	                       (int64_t)after.member_id, (int64_t)after.person_id, limit);

	*out = talloc_array(mem, struct recipient, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		char *email, *lang, *tier, *reader, *reader_lang;
		int64_t member = 0, person = 0;

		got = db_next(db, &sql_audience, &member, &person, &email, &lang, &tier, &reader,
		              &reader_lang);
		if (got != DB_OK)
			break;
		(*out)[(*n)++] = (struct recipient){
			.id = {(uint64_t)member, (uint64_t)person},
			.email = email ? email : reader ? reader : "",
			.lang = lang ? lang : reader_lang ? reader_lang : "zh-CN",
			.tier = tier ? tier : ""};
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db newsletter_wanted(struct database *db, int64_t *count)
{
	return db_one(db, NULL, &sql_wanted, count);
}

enum db newsletter_figures(struct database *db, const struct newsletter *l,
                           struct newsletter_figures *out)
{
	char ref[40];
	enum db got;

	*out = (struct newsletter_figures){0};
	snprintf(ref, sizeof ref, "news:%llu", (unsigned long long)l->newsletter_id);
	got = db_one(db, NULL, &sql_mails, ref, &out->waiting, &out->sent, &out->failed);
	if (got == DB_OK && l->begun_at != INSTANT_NONE)
		got = db_one(db, NULL, &sql_ended, l->begun_at, &out->ended);
	return got;
}
