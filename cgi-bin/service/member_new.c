#include "service/member_new.h"

#include <stdio.h>

#include "base/mem.h"
#include "service/address.h"
#include "service/consent.h"
#include "service/referral.h"
#include "store/account.h"

/* Numbers of the counter that imports have given already are passed over. */
#define NUMBER_TRIES 50

/* Who agreed to the terms came of their own; an import agrees to nothing. */
static const char *source_of(const struct member_new *m)
{
	if (!m->terms)
		return "import";
	return m->invited_by != NULL ? "invited" : "signup";
}

static enum db add_member(struct database *db, void *mem, struct member_new *m)
{
	struct member_row row = {.member_no = m->member_no,
	                         .kind = m->kind != NULL ? m->kind : "personal",
	                         .invited_by = m->invited_by,
	                         .source = source_of(m),
	                         .joined_on = m->joined_on,
	                         .now = m->now};
	enum db got = DB_DUP;
	for (int i = 0; i < NUMBER_TRIES && got == DB_DUP; i++) {
		if (m->member_no == NULL) {
			char *next;
			got = member_next_no(db, mem, &next);
			if (got != DB_OK)
				return got;
			row.member_no = next;
		}
		got = member_add(db, &row, &m->member_id);
		if (m->member_no != NULL)
			break;
	}
	snprintf(m->number, sizeof m->number, "%s", row.member_no);
	if (got == DB_OK)
		got = account_create(db, m->member_id, m->tier, day_start(m->joined_on));
	return got;
}

static enum db add_holder(struct database *db, void *mem, struct member_new *m,
                          struct person_id id)
{
	enum db got = DB_OK;
	if (m->email != NULL)
		got = address_claim(db, mem, id, m->email, m->confirmed, &m->email_taken);
	if (got == DB_OK && m->phone != NULL)
		got = address_claim(db, mem, id, m->phone, m->confirmed, &m->phone_taken);
	if (got != DB_OK)
		return got;
	char role[] = "holder", state[] = "active";
	struct person holder = {.id = id,
	                        .role = role,
	                        .state = state,
	                        .name = talloc_strdup(mem, m->name),
	                        .email = talloc_strdup(mem, m->email),
	                        .phone = talloc_strdup(mem, m->phone),
	                        .guardian = talloc_strdup(mem, m->guardian),
	                        .lang = talloc_strdup(mem, m->lang != NULL ? m->lang : "zh-CN"),
	                        .password_hash = talloc_strdup(mem, m->password_hash),
	                        .may_spend = true,
	                        .email_confirmed =
	                            m->confirmed && m->email != NULL && !m->email_taken,
	                        .phone_confirmed =
	                            m->confirmed && m->phone != NULL && !m->phone_taken,
	                        .birthday = m->birthday};
	return person_add(db, &holder, m->now);
}

static enum db add_consents(struct database *db, const struct member_new *m, struct person_id id)
{
	enum db got = DB_OK;
	if (m->terms)
		got = consent_give(db, id, "terms", m->now);
	if (got == DB_OK && m->privacy)
		got = consent_give(db, id, "privacy", m->now);
	if (got == DB_OK && m->marketing)
		got = consent_give(db, id, "marketing", m->now);
	if (got == DB_OK && m->guardian != NULL)
		got = consent_give(db, id, "guardian", m->now);
	return got;
}

/* Imported addresses count as proven, so the friend has joined at once. */
static enum db add_referral(struct database *db, const struct member_new *m, struct person_id id)
{
	enum db got = referral_begin(db, m->config, id.member_id, m->invited_by, m->joined_on,
	                             m->client, m->now);
	bool proven = m->confirmed && ((m->email != NULL && !m->email_taken) ||
	                               (m->phone != NULL && !m->phone_taken));
	return got == DB_OK && proven ? referral_joined(db, id.member_id, m->now) : got;
}

enum db member_create_in(struct database *db, struct member_new *m)
{
	void *mem = talloc_new(NULL);
	m->email_taken = m->phone_taken = false;
	enum db got = add_member(db, mem, m);
	struct person_id id = {m->member_id, PERSON_HOLDER};
	if (got == DB_OK)
		got = add_holder(db, mem, m, id);
	if (got == DB_OK)
		got = add_consents(db, m, id);
	if (got == DB_OK && m->invited_by != NULL)
		got = add_referral(db, m, id);
	talloc_free(mem);
	return got;
}

static enum db create_work(struct database *db, void *arg)
{
	return member_create_in(db, arg);
}

enum db member_create(struct database *db, struct member_new *member)
{
	return db_transact(db, create_work, member);
}
