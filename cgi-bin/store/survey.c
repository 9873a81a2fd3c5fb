#include "store/survey.h"

#include "base/mem.h"

#define COLUMNS "s.survey_id, s.code, s.state, s.version, s.name, s.name_en, s.intro, s.intro_en," \
	" s.created_at, s.published_at, s.closed_at"
#define COLUMNS_OUT "issi" "ssss" "ttt"

static const struct db_sql sql_read = {
	"SELECT " COLUMNS " FROM survey s WHERE s.survey_id = ?", "i", COLUMNS_OUT};
static const struct db_sql sql_live = {
	"SELECT " COLUMNS " FROM survey s WHERE s.code = ? AND s.state = 'live'"
	" ORDER BY s.version DESC LIMIT 1",
	"s", COLUMNS_OUT};
static const struct db_sql sql_list = {
	"SELECT " COLUMNS ","
	" (SELECT COUNT(*) FROM survey_invitation i WHERE i.survey_id = s.survey_id),"
	" (SELECT COUNT(i.submitted_at) FROM survey_invitation i WHERE i.survey_id = s.survey_id)"
	" FROM survey s ORDER BY s.survey_id DESC LIMIT 100",
	"", COLUMNS_OUT "ii"};
static const struct db_sql sql_questions = {
	"SELECT n, code, kind, driver, required, text, text_en, options, options_en"
	" FROM survey_question WHERE survey_id = ? ORDER BY n",
	"i", "isssissss"};
static const struct db_sql sql_next_version = {
	"SELECT COALESCE(MAX(version), 0) + 1 FROM survey WHERE code = ? FOR UPDATE", "s", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO survey (code, version, state, name, name_en, intro, intro_en, created_at)"
	" VALUES (?, ?, 'draft', ?, ?, ?, ?, ?)",
	"sissss" "t", ""};
static const struct db_sql sql_draft_lock = {
	"SELECT survey_id FROM survey WHERE survey_id = ? AND state = 'draft' FOR UPDATE", "i", "i"};
static const struct db_sql sql_write = {
	"UPDATE survey SET name = ?, name_en = ?, intro = ?, intro_en = ? WHERE survey_id = ?",
	"ssssi", ""};
static const struct db_sql sql_drop_questions = {
	"DELETE FROM survey_question WHERE survey_id = ?", "i", ""};
static const struct db_sql sql_add_question = {
	"INSERT INTO survey_question (survey_id, n, code, kind, driver, required, text, text_en,"
	" options, options_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"iisssissss", ""};
static const struct db_sql sql_replace = {
	"UPDATE survey SET state = 'closed', closed_at = ? WHERE code = ? AND state = 'live'", "ts",
	""};
static const struct db_sql sql_publish = {
	"UPDATE survey SET state = 'live', published_at = ? WHERE survey_id = ? AND state = 'draft'",
	"ti", ""};
static const struct db_sql sql_close = {
	"UPDATE survey SET state = 'closed', closed_at = ? WHERE survey_id = ? AND state = 'live'",
	"ti", ""};

/* all-members: what was written in a survey, nobody's name beside it */
static const struct db_sql sql_texts = {
	"SELECT i.submitted_at, a.code, a.text FROM survey_invitation i"
	" JOIN survey_answer a ON a.invitation_id = i.invitation_id AND a.text <> ''"
	" WHERE i.survey_id = ? AND i.submitted_at IS NOT NULL"
	" ORDER BY i.submitted_at DESC, i.invitation_id DESC, a.code LIMIT ?",
	"ii", "tss"};

/* The out-pointers of COLUMNS. */
#define INTO(id, s)                                                                             \
	&(id), &(s)->code, &(s)->state, &(s)->version, &(s)->name, &(s)->name_en, &(s)->intro,  \
		&(s)->intro_en, &(s)->created_at, &(s)->published_at, &(s)->closed_at

enum db survey_read(struct database *db, void *mem, uint64_t survey_id, struct survey *out)
{
	int64_t id = 0;
	enum db got;

	*out = (struct survey){0};
	got = db_one(db, mem, &sql_read, (int64_t)survey_id, INTO(id, out));
	out->survey_id = (uint64_t)id;
	return got;
}

enum db survey_live(struct database *db, void *mem, const char *code, struct survey *out)
{
	int64_t id = 0;
	enum db got;

	*out = (struct survey){0};
	got = db_one(db, mem, &sql_live, code, INTO(id, out));
	out->survey_id = (uint64_t)id;
	return got;
}

enum db survey_list(struct database *db, void *mem, struct survey **out, int *n)
{
	enum db got = db_query(db, mem, &sql_list);

	*out = talloc_zero_array(mem, struct survey, 100);
	*n = 0;
	while (got == DB_OK) {
		struct survey *s = &(*out)[*n];
		int64_t id = 0;

		got = db_next(db, &sql_list, INTO(id, s), &s->asked, &s->answered);
		s->survey_id = (uint64_t)id;
		*n += got == DB_OK;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_questions(struct database *db, void *mem, uint64_t survey_id,
                         struct survey_question **out, int *n)
{
	enum db got = db_query(db, mem, &sql_questions, (int64_t)survey_id);

	*out = talloc_zero_array(mem, struct survey_question, SURVEY_QUESTIONS);
	*n = 0;
	while (got == DB_OK && *n < SURVEY_QUESTIONS) {
		struct survey_question *q = &(*out)[*n];
		char *kind, *driver;
		int64_t required;

		got = db_next(db, &sql_questions, &q->n, &q->code, &kind, &driver, &required, &q->text,
		              &q->text_en, &q->options, &q->options_en);
		if (got != DB_OK)
			break;
		q->kind = survey_kind_of(kind);
		q->driver = survey_driver_of(driver);
		q->required = required != 0;
		(*n)++;
	}
	if (got == DB_OK)
		db_end(db, &sql_questions);
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_add(struct database *db, struct survey *s, int64_t now)
{
	enum db got = db_one(db, NULL, &sql_next_version, s->code, &s->version);

	if (got == DB_OK)
		got = db_run(db, &sql_add, s->code, s->version, s->name, s->name_en, s->intro,
		             s->intro_en, now);
	if (got == DB_OK)
		s->survey_id = (uint64_t)db_last_id(db);
	return got == DB_DUP ? DB_BUSY : got; /* another took the version meanwhile */
}

enum db survey_write(struct database *db, const struct survey *s)
{
	int64_t id;
	enum db got = db_one(db, NULL, &sql_draft_lock, (int64_t)s->survey_id, &id);

	return got != DB_OK ? got : db_run(db, &sql_write, s->name, s->name_en, s->intro, s->intro_en,
	                                   (int64_t)s->survey_id);
}

enum db survey_put_questions(struct database *db, uint64_t survey_id,
                             const struct survey_question *questions, int n)
{
	enum db got = db_run(db, &sql_drop_questions, (int64_t)survey_id);

	for (int i = 0; i < n && got == DB_OK; i++) {
		const struct survey_question *q = &questions[i];

		got = db_run(db, &sql_add_question, (int64_t)survey_id, (int64_t)i + 1, q->code,
		             survey_kind_word(q->kind), survey_driver_word(q->driver),
		             (int64_t)q->required, q->text, q->text_en, q->options, q->options_en);
	}
	return got;
}

enum db survey_publish(struct database *db, uint64_t survey_id, const char *code, int64_t now)
{
	enum db got = db_run(db, &sql_replace, now, code);

	if (got == DB_OK)
		got = db_run(db, &sql_publish, now, (int64_t)survey_id);
	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db survey_close(struct database *db, uint64_t survey_id, int64_t now)
{
	enum db got = db_run(db, &sql_close, now, (int64_t)survey_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db survey_texts(struct database *db, void *mem, uint64_t survey_id, int64_t limit,
                     struct survey_said **out, int *n)
{
	enum db got = db_query(db, mem, &sql_texts, (int64_t)survey_id, limit);

	*out = talloc_zero_array(mem, struct survey_said, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		struct survey_said *s = &(*out)[*n];

		got = db_next(db, &sql_texts, &s->submitted_at, &s->code, &s->text);
		*n += got == DB_OK;
	}
	return got == DB_NONE ? DB_OK : got;
}
