#include "store/audit_survey.h"

static const struct db_sql paid = {
	/* all-members: points paid for answers, against the ledger's credits */
	"SELECT i.member_id, CONCAT('survey:', i.invitation_id),"
	" CAST(COALESCE(e.points, 0) AS SIGNED), i.paid_points FROM survey_invitation i"
	" LEFT JOIN entry e ON e.member_id = i.member_id AND e.source_kind = 7"
	" AND e.source_id = CAST(i.invitation_id AS CHAR) AND e.kind = 8"
	" WHERE i.paid_points > 0 AND (e.points IS NULL OR e.points <> i.paid_points)", "", "isii"
};
static const struct db_sql unasked = {
	/* all-members: credits for answers, against the answers handed in */
	"SELECT e.member_id, CONCAT('survey:', e.source_id), CAST(e.points AS SIGNED),"
	" CAST(COALESCE(i.paid_points, 0) AS SIGNED) FROM entry e"
	" LEFT JOIN survey_invitation i ON i.invitation_id = e.source_id"
	" AND i.member_id = e.member_id AND i.submitted_at IS NOT NULL"
	" WHERE e.source_kind = 7 AND (i.paid_points IS NULL OR i.paid_points <> e.points)", "",
	"isii"
};

enum db audit_surveys(struct database *db, void *mem, struct audit_odd **out, int *n)
{
	enum db got;

	*out = NULL;
	*n = 0;
	got = audit_look(db, mem, &paid, "survey_paid", out, n);
	return got == DB_OK ? audit_look(db, mem, &unasked, "survey_unasked", out, n) : got;
}
