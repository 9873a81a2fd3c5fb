#include "store/task.h"

#include "base/mem.h"

#define ROWS 200
#define COLUMNS "task_id, kind, state, name, name_en, text, text_en, points, times, span, need," \
	" budget, paid, from_day, until_day, code, link"
#define COLUMNS_OUT "issssssiisiIiddss"

static const struct db_sql READ = {
	"SELECT " COLUMNS " FROM task WHERE task_id = ?", "i", COLUMNS_OUT
};
static const struct db_sql LOCK = {
	"SELECT " COLUMNS " FROM task WHERE task_id = ? FOR UPDATE", "i", COLUMNS_OUT
};
static const struct db_sql LIST = {
	"SELECT " COLUMNS " FROM task ORDER BY task_id DESC LIMIT 200", "", COLUMNS_OUT
};
static const struct db_sql OF_STATE = {
	"SELECT " COLUMNS " FROM task WHERE state = ? ORDER BY task_id DESC LIMIT 200", "s", COLUMNS_OUT
};
static const struct db_sql OF_KIND = {
	"SELECT " COLUMNS " FROM task WHERE state = 'open' AND kind = ? ORDER BY task_id LIMIT 200",
	"s", COLUMNS_OUT
};
static const struct db_sql ADD = {
	"INSERT INTO task (kind, state, name, name_en, text, text_en, points, times, span, need,"
	" budget, from_day, until_day, code, link, made_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"ssssssiisiIddsst", ""
};
static const struct db_sql CHANGE = {
	"UPDATE task SET state = ?, name = ?, name_en = ?, text = ?, text_en = ?, points = ?,"
	" times = ?, span = ?, need = ?, budget = ?, from_day = ?, until_day = ?, code = ?, link = ?"
	" WHERE task_id = ?",
	"sssssiisiIddssi", ""
};
static const struct db_sql COUNT_PAID = {
	"UPDATE task SET paid = paid + ? WHERE task_id = ?", "ii", ""
};
static const struct db_sql QUESTIONS = {
	"SELECT n, text, text_en, options, options_en, answer FROM task_question WHERE task_id = ?"
	" ORDER BY n LIMIT 20",
	"i", "issssi"
};
static const struct db_sql QUESTIONS_DROP = {
	"DELETE FROM task_question WHERE task_id = ?", "i", ""
};
static const struct db_sql QUESTION_ADD = {
	"INSERT INTO task_question (task_id, n, text, text_en, options, options_en, answer)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"iissssi", ""
};

static enum db read_one(struct database *db, void *mem, const struct db_sql *sql,
                        uint64_t task_id, struct task *t)
{
	int64_t id = 0;
	enum db got = db_one(db, mem, sql, (int64_t)task_id, &id, &t->kind, &t->state, &t->name,
	                     &t->name_en, &t->text, &t->text_en, &t->points, &t->times, &t->span,
	                     &t->need, &t->budget, &t->paid, &t->from_day, &t->until_day, &t->code,
	                     &t->link);

	t->task_id = (uint64_t)id;
	return got;
}

enum db task_read(struct database *db, void *mem, uint64_t task_id, struct task *out)
{
	return read_one(db, mem, &READ, task_id, out);
}

enum db task_lock(struct database *db, void *mem, uint64_t task_id, struct task *out)
{
	return read_one(db, mem, &LOCK, task_id, out);
}

/* The rows of an open query. */
static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      struct task **out, int *n)
{
	struct task *rows = talloc_zero_array(mem, struct task, ROWS), t;
	int64_t id = 0;

	*out = rows;
	*n = 0;
	if (!rows)
		return DB_FAIL;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &id, &t.kind, &t.state, &t.name, &t.name_en, &t.text,
	                      &t.text_en, &t.points, &t.times, &t.span, &t.need, &t.budget, &t.paid,
	                      &t.from_day, &t.until_day, &t.code, &t.link)) == DB_OK) {
		t.task_id = (uint64_t)id;
		if (*n < ROWS)
			rows[(*n)++] = t;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db task_list(struct database *db, void *mem, const char *state, struct task **out, int *n)
{
	if (state)
		return gather(db, mem, &OF_STATE, db_query(db, mem, &OF_STATE, state), out, n);
	return gather(db, mem, &LIST, db_query(db, mem, &LIST), out, n);
}

enum db task_of_kind(struct database *db, void *mem, const char *kind, struct task **out, int *n)
{
	return gather(db, mem, &OF_KIND, db_query(db, mem, &OF_KIND, kind), out, n);
}

enum db task_save(struct database *db, struct task *t, int64_t now)
{
	enum db got;

	if (t->task_id)
		return db_run(db, &CHANGE, t->state, t->name, t->name_en, t->text, t->text_en, t->points,
		              t->times, t->span, t->need, t->budget, t->from_day, t->until_day, t->code,
		              t->link, (int64_t)t->task_id);
	got = db_run(db, &ADD, t->kind, t->state, t->name, t->name_en, t->text, t->text_en, t->points,
	             t->times, t->span, t->need, t->budget, t->from_day, t->until_day, t->code,
	             t->link, now);
	if (got == DB_OK)
		t->task_id = (uint64_t)db_last_id(db);
	return got;
}

enum db task_count_paid(struct database *db, uint64_t task_id, int64_t points)
{
	return db_run(db, &COUNT_PAID, points, (int64_t)task_id);
}

enum db task_questions(struct database *db, void *mem, uint64_t task_id,
                       struct task_question **out, int *n)
{
	struct task_question *rows = talloc_zero_array(mem, struct task_question, TASK_QUESTIONS), q;
	enum db got = rows ? db_query(db, mem, &QUESTIONS, (int64_t)task_id) : DB_FAIL;

	*out = rows;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &QUESTIONS, &q.n, &q.text, &q.text_en, &q.options,
	                                      &q.options_en, &q.answer)) == DB_OK)
		if (*n < TASK_QUESTIONS)
			rows[(*n)++] = q;
	return got == DB_NONE ? DB_OK : got;
}

enum db task_questions_set(struct database *db, uint64_t task_id, const struct task_question *rows,
                           int n)
{
	enum db got = db_run(db, &QUESTIONS_DROP, (int64_t)task_id);

	for (int i = 0; got == DB_OK && i < n; i++)
		got = db_run(db, &QUESTION_ADD, (int64_t)task_id, rows[i].n, rows[i].text,
		             rows[i].text_en, rows[i].options, rows[i].options_en, rows[i].answer);
	return got;
}
