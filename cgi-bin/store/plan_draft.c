#include "store/plan_draft.h"

#include "base/mem.h"

#define HEAD "d.draft_id, d.title, d.state, d.base_version, d.edit, d.staff_id, d.edited_at, d.version"
#define HEAD_OUT "issiiitI"

static const struct db_sql read = {
	"SELECT " HEAD ", d.source, COALESCE(s.name, '') FROM plan_draft d"
	" LEFT JOIN staff s ON s.staff_id = d.staff_id WHERE d.draft_id = ?",
	"i", HEAD_OUT "ss"};
static const struct db_sql lock = {
	"SELECT " HEAD ", d.source FROM plan_draft d WHERE d.draft_id = ? FOR UPDATE", "i",
	HEAD_OUT "s"};
static const struct db_sql list = {
	"SELECT " HEAD ", COALESCE(s.name, '') FROM plan_draft d"
	" LEFT JOIN staff s ON s.staff_id = d.staff_id"
	" ORDER BY d.state = 'draft' DESC, d.draft_id DESC LIMIT ?",
	"i", HEAD_OUT "s"};
static const struct db_sql add = {
	"INSERT INTO plan_draft (title, source, base_version, staff_id, edited_at)"
	" VALUES (?, ?, ?, ?, ?)",
	"ssiit", ""};
static const struct db_sql save = {
	"UPDATE plan_draft SET title = ?, source = ?, base_version = ?, state = ?, version = ?,"
	" staff_id = ?, edited_at = ?, edit = edit + 1 WHERE draft_id = ?",
	"ssisIiti", ""};
static const struct db_sql stored = {
	"SELECT version, name, source, from_day FROM plan_version"
	" WHERE ? IN (0, version) ORDER BY version DESC LIMIT 1",
	"i", "issd"};

enum db plan_draft_read(struct database *db, void *mem, int64_t draft_id, struct plan_draft *out)
{
	char *title, *state, *source, *staff;
	int64_t staff_id;
	enum db got;

	*out = (struct plan_draft){0};
	got = db_one(db, mem, &read, draft_id, &out->draft_id, &title, &state, &out->base_version,
	             &out->edit, &staff_id, &out->edited_at, &out->version, &source, &staff);
	if (got != DB_OK)
		return got;
	out->title = title;
	out->state = state;
	out->source = source;
	out->staff = staff;
	out->staff_id = (uint64_t)staff_id;
	return DB_OK;
}

enum db plan_draft_lock(struct database *db, void *mem, int64_t draft_id, struct plan_draft *out)
{
	char *title, *state, *source;
	int64_t staff_id;
	enum db got;

	*out = (struct plan_draft){.staff = ""};
	got = db_one(db, mem, &lock, draft_id, &out->draft_id, &title, &state, &out->base_version,
	             &out->edit, &staff_id, &out->edited_at, &out->version, &source);
	if (got != DB_OK)
		return got;
	out->title = title;
	out->state = state;
	out->source = source;
	out->staff_id = (uint64_t)staff_id;
	return DB_OK;
}

enum db plan_draft_list(struct database *db, void *mem, int64_t limit, struct plan_draft **out,
                        int *n)
{
	enum db got = db_query(db, mem, &list, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct plan_draft d = {0};
		char *title, *state, *staff;
		int64_t staff_id;

		got = db_next(db, &list, &d.draft_id, &title, &state, &d.base_version, &d.edit, &staff_id,
		              &d.edited_at, &d.version, &staff);
		if (got != DB_OK)
			break;
		d.title = title;
		d.state = state;
		d.staff = staff;
		d.staff_id = (uint64_t)staff_id;
		*out = talloc_realloc(mem, *out, struct plan_draft, (unsigned)*n + 1);
		(*out)[(*n)++] = d;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db plan_draft_add(struct database *db, const struct plan_draft *d)
{
	return db_run(db, &add, d->title, d->source, d->base_version, (int64_t)d->staff_id,
	              d->edited_at);
}

enum db plan_draft_save(struct database *db, const struct plan_draft *d)
{
	return db_run(db, &save, d->title, d->source, d->base_version, d->state, d->version,
	              (int64_t)d->staff_id, d->edited_at, d->draft_id);
}

enum db plan_stored_read(struct database *db, void *mem, int64_t version, struct plan_stored *out)
{
	return db_one(db, mem, &stored, version, &out->version, &out->name, &out->source,
	              &out->from_day);
}
