/* Invitations to surveys and what was answered. */
#include "base/mem.h"
#include "store/survey.h"

#define LIST_MAX 50

#define COLUMNS "i.invitation_id, i.survey_id, i.member_id, i.partner, i.order_no, i.lang, i.points," \
	" i.invited_at, i.ends_at, i.submitted_at, i.paid_points, i.case_no"
#define COLUMNS_OUT "iiisssi" "tttis"

/* all-members: the link's hash leads to its member */
static const struct db_sql sql_find = {
	"SELECT " COLUMNS " FROM survey_invitation i WHERE i.token_hash = ?", "b", COLUMNS_OUT};
static const struct db_sql sql_lock = {
	"SELECT " COLUMNS " FROM survey_invitation i WHERE i.member_id = ? AND i.invitation_id = ?"
	" FOR UPDATE",
	"ii", COLUMNS_OUT};
static const struct db_sql sql_open = {
	"SELECT " COLUMNS " FROM survey_invitation i WHERE i.member_id = ? AND i.survey_id = ?"
	" AND i.submitted_at IS NULL ORDER BY i.invitation_id DESC LIMIT 1 FOR UPDATE",
	"ii", COLUMNS_OUT};
static const struct db_sql sql_channel = {
	"UPDATE survey_invitation SET channel = ?, staff_id = ? WHERE member_id = ?"
	" AND invitation_id = ?",
	"siii", ""};
static const struct db_sql sql_invite = {
	"INSERT INTO survey_invitation (survey_id, member_id, partner, order_no, lang, points,"
	" invited_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"iisssitt", ""};
static const struct db_sql sql_token = {
	"UPDATE survey_invitation SET token_hash = ? WHERE member_id = ? AND invitation_id = ?", "bii",
	""};
static const struct db_sql sql_hand_in = {
	"UPDATE survey_invitation SET submitted_at = ?, paid_points = ?, case_no = ?"
	" WHERE member_id = ? AND invitation_id = ? AND submitted_at IS NULL",
	"tisii", ""};
static const struct db_sql sql_put = {
	"INSERT INTO survey_answer (invitation_id, code, score, text, saved_at, first_at)"
	" VALUES (?, ?, ?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE score = VALUES(score), text = VALUES(text),"
	" saved_at = VALUES(saved_at)",
	"isIstt", ""};
/* all-members: of one invitation, which belongs to one member */
static const struct db_sql sql_answers = {
	"SELECT code, score, text FROM survey_answer WHERE invitation_id = ?", "i", "sIs"};
/* all-members: of one invitation, which belongs to one member */
static const struct db_sql sql_answers_lock = {
	"SELECT code, score, text FROM survey_answer WHERE invitation_id = ? FOR UPDATE", "i", "sIs"};
static const struct db_sql sql_member_list = {
	"SELECT " COLUMNS ", s.name, s.name_en, COALESCE(h.destination, '') FROM survey_invitation i"
	" JOIN survey s ON s.survey_id = i.survey_id"
	" LEFT JOIN order_head h ON h.partner = i.partner AND h.order_no = i.order_no"
	" WHERE i.member_id = ? ORDER BY i.invited_at DESC, i.invitation_id DESC LIMIT ?",
	"ii", COLUMNS_OUT "sss"};
/* all-members: figures of a survey */
static const struct db_sql sql_count = {
	"SELECT a.score, COUNT(*) FROM survey_invitation i"
	" JOIN survey_answer a ON a.invitation_id = i.invitation_id AND a.code = ?"
	" WHERE i.survey_id = ? AND i.submitted_at IS NOT NULL AND a.score BETWEEN 0 AND 20"
	" GROUP BY a.score",
	"si", "ii"};
/* all-members: the answers of a survey, nobody's name beside them */
static const struct db_sql sql_each = {
	"SELECT i.invitation_id, i.submitted_at, a.code, a.score, a.text FROM survey_invitation i"
	" JOIN survey_answer a ON a.invitation_id = i.invitation_id"
	" WHERE i.survey_id = ? AND i.submitted_at IS NOT NULL"
	" ORDER BY i.submitted_at, i.invitation_id, a.code LIMIT 100000",
	"i", "itsIs"};
static const struct db_sql sql_paid = {
	"SELECT invitation_id FROM survey_invitation WHERE member_id = ? AND paid_points > 0"
	" AND submitted_at > ? LIMIT 1 FOR UPDATE",
	"it", "i"};
static const struct db_sql sql_asked = {
	"SELECT invitation_id FROM survey_invitation WHERE member_id = ? AND invited_at > ? LIMIT 1"
	" FOR UPDATE",
	"it", "i"};

/* all-members: one order by its key */
static const struct db_sql sql_order = {
	"SELECT category, branch FROM order_head WHERE partner = ? AND order_no = ?", "ss", "ss"};
/* all-members: one order by its key */
static const struct db_sql sql_trip = {
	"SELECT COALESCE(destination, '') FROM order_head WHERE partner = ? AND order_no = ?", "ss",
	"s"};

/* Ids are read as numbers of the database's kind. */
struct ids {
	int64_t invitation, survey, member;
};

#define INTO(id, v)                                                                             \
	&(id).invitation, &(id).survey, &(id).member, &(v)->partner, &(v)->order_no, &(v)->lang, \
		&(v)->points, &(v)->invited_at, &(v)->ends_at, &(v)->submitted_at,               \
		&(v)->paid_points, &(v)->case_no

static void take(struct survey_invitation *v, struct ids id)
{
	v->invitation_id = (uint64_t)id.invitation;
	v->survey_id = (uint64_t)id.survey;
	v->member_id = (uint64_t)id.member;
}

enum db survey_find(struct database *db, void *mem, const uint8_t hash[SHA256_BYTES],
                    struct survey_invitation *out)
{
	struct ids id = {0};
	enum db got;

	*out = (struct survey_invitation){0};
	got = db_one(db, mem, &sql_find, (struct blob){hash, SHA256_BYTES}, INTO(id, out));
	take(out, id);
	return got;
}

enum db survey_invitation_lock(struct database *db, void *mem, uint64_t member_id,
                               uint64_t invitation_id, struct survey_invitation *out)
{
	struct ids id = {0};
	enum db got;

	*out = (struct survey_invitation){0};
	got = db_one(db, mem, &sql_lock, (int64_t)member_id, (int64_t)invitation_id, INTO(id, out));
	take(out, id);
	return got;
}

enum db survey_open_lock(struct database *db, void *mem, uint64_t member_id, uint64_t survey_id,
                         struct survey_invitation *out)
{
	struct ids id = {0};
	enum db got;

	*out = (struct survey_invitation){0};
	got = db_one(db, mem, &sql_open, (int64_t)member_id, (int64_t)survey_id, INTO(id, out));
	take(out, id);
	return got;
}

enum db survey_put_channel(struct database *db, uint64_t member_id, uint64_t invitation_id,
                           const char *channel, uint64_t staff_id)
{
	return db_run(db, &sql_channel, channel, (int64_t)staff_id, (int64_t)member_id,
	              (int64_t)invitation_id);
}

enum db survey_invite(struct database *db, struct survey_invitation *v)
{
	enum db got = db_run(db, &sql_invite, (int64_t)v->survey_id, (int64_t)v->member_id, v->partner,
	                     v->order_no, v->lang, v->points, v->invited_at, v->ends_at);

	if (got == DB_OK)
		v->invitation_id = (uint64_t)db_last_id(db);
	return got;
}

enum db survey_put_token(struct database *db, uint64_t member_id, uint64_t invitation_id,
                         const uint8_t hash[SHA256_BYTES])
{
	return db_run(db, &sql_token, (struct blob){hash, SHA256_BYTES}, (int64_t)member_id,
	              (int64_t)invitation_id);
}

enum db survey_hand_in(struct database *db, uint64_t member_id, uint64_t invitation_id,
                       int64_t paid_points, const char *case_no, int64_t now)
{
	enum db got = db_run(db, &sql_hand_in, now, paid_points, case_no, (int64_t)member_id,
	                     (int64_t)invitation_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db survey_answer_put(struct database *db, uint64_t invitation_id,
                          const struct survey_answer *answer, int64_t now)
{
	return db_run(db, &sql_put, (int64_t)invitation_id, answer->code, answer->score,
	              answer->text ? answer->text : "", now, now);
}

/* The rows of SQL, whose query was begun with GOT. */
static enum db read_answers(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                            struct survey_answer **out, int *n)
{
	*out = talloc_zero_array(mem, struct survey_answer, SURVEY_QUESTIONS);
	*n = 0;
	while (got == DB_OK && *n < SURVEY_QUESTIONS) {
		struct survey_answer *a = &(*out)[*n];

		got = db_next(db, sql, &a->code, &a->score, &a->text);
		*n += got == DB_OK;
	}
	if (got == DB_OK)
		db_end(db, sql);
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_answers(struct database *db, void *mem, uint64_t invitation_id,
                       struct survey_answer **out, int *n)
{
	enum db got = db_query(db, mem, &sql_answers, (int64_t)invitation_id);

	return read_answers(db, mem, &sql_answers, got, out, n);
}

enum db survey_answers_lock(struct database *db, void *mem, uint64_t invitation_id,
                            struct survey_answer **out, int *n)
{
	enum db got = db_query(db, mem, &sql_answers_lock, (int64_t)invitation_id);

	return read_answers(db, mem, &sql_answers_lock, got, out, n);
}

enum db survey_member_list(struct database *db, void *mem, uint64_t member_id,
                           struct survey_invitation **out, int *n)
{
	enum db got = db_query(db, mem, &sql_member_list, (int64_t)member_id, (int64_t)LIST_MAX);

	*out = talloc_zero_array(mem, struct survey_invitation, LIST_MAX);
	*n = 0;
	while (got == DB_OK) {
		struct survey_invitation *v = &(*out)[*n];
		struct ids id = {0};

		got = db_next(db, &sql_member_list, INTO(id, v), &v->name, &v->name_en, &v->trip);
		take(v, id);
		*n += got == DB_OK;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_count(struct database *db, uint64_t survey_id, const char *code,
                     struct survey_count *out)
{
	enum db got = db_query(db, NULL, &sql_count, code, (int64_t)survey_id);
	int64_t score, n;

	*out = (struct survey_count){0};
	while (got == DB_OK && (got = db_next(db, &sql_count, &score, &n)) == DB_OK)
		out->of[score] = n;
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_each(struct database *db, void *mem, uint64_t survey_id,
                    void (*call)(void *arg, uint64_t invitation_id, int64_t submitted_at,
                                 const struct survey_answer *answer),
                    void *arg)
{
	enum db got = db_query(db, mem, &sql_each, (int64_t)survey_id);

	while (got == DB_OK) {
		struct survey_answer a = {0};
		int64_t id = 0, at = INSTANT_NONE;

		got = db_next(db, &sql_each, &id, &at, &a.code, &a.score, &a.text);
		if (got == DB_OK)
			call(arg, (uint64_t)id, at, &a);
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_asked_since_lock(struct database *db, uint64_t member_id, int64_t since)
{
	int64_t id;

	return db_one(db, NULL, &sql_asked, (int64_t)member_id, since, &id);
}

enum db survey_paid_since_lock(struct database *db, uint64_t member_id, int64_t since)
{
	int64_t id;

	return db_one(db, NULL, &sql_paid, (int64_t)member_id, since, &id);
}

enum db survey_order(struct database *db, void *mem, const char *partner, const char *order_no,
                     const char **category, const char **branch)
{
	return db_one(db, mem, &sql_order, partner, order_no, category, branch);
}

enum db survey_trip(struct database *db, void *mem, const char *partner, const char *order_no,
                    const char **destination)
{
	return db_one(db, mem, &sql_trip, partner, order_no, destination);
}
