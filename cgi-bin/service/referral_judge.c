/* Self-referral and clusters (PROGRAMME §2.7, §10). One person on both sides is
 * refused; what looks like a ring waits for staff, with what shows it. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/referral.h"
#include "service/referral_private.h"

#define NETWORK_DAYS 30
#define DAY_S 86400
#define RING 2 /* so many other friends alike make it look like a ring */

struct sides {
	struct referral_person *friends, *referrers;
	int n_friends, n_referrers;
	char *payer; /* of the order; "" = not told */
};

static void verdict(struct referral_verdict *v, int what, const char *reason)
{
	v->verdict = what;
	v->reason = reason;
}

static bool is_same(const char *a, const char *b)
{
	return a[0] != '\0' && strcmp(a, b) == 0;
}

/* Why two people are one, or NULL. */
static const char *same_person(const struct referral_person *a, const struct referral_person *b)
{
	if (is_same(a->phone, b->phone))
		return "self_phone";
	if (referral_same_mail(a->email, b->email))
		return "self_mail";
	if (a->birthday != DAY_NONE && a->birthday == b->birthday && is_same(a->name, b->name))
		return "self_person";
	return NULL;
}

/* Whether PAYER is one of the people: by name, e-mail or phone. */
static bool is_of(const char *payer, const struct referral_person *people, int n)
{
	for (int i = 0; i < n; i++)
		if (is_same(payer, people[i].name) || is_same(payer, people[i].phone) ||
		    referral_same_mail(payer, people[i].email))
			return true;
	return false;
}

static enum db read_sides(const struct service_env *env, const struct referral *r,
                          struct sides *s)
{
	enum db got = referral_people(env->db, env->mem, r->friend_id, &s->friends, &s->n_friends);

	s->payer = talloc_strdup(env->mem, "");
	if (got == DB_OK)
		got = referral_people(env->db, env->mem, r->referrer_id, &s->referrers,
		                      &s->n_referrers);
	if (got == DB_OK && r->order_no[0])
		got = referral_payer(env->db, env->mem, r->partner, r->order_no, &s->payer);
	if (got == DB_NONE)
		got = DB_OK;
	/* A friend who pays in their own name shows nothing, whoever shares it. */
	if (got == DB_OK && is_of(s->payer, s->friends, s->n_friends))
		s->payer = talloc_strdup(env->mem, "");
	return got;
}

static enum db judge_self(const struct service_env *env, const struct referral *r,
                          const struct sides *s, struct referral_verdict *v)
{
	const char *why;
	enum db got = DB_NONE;

	for (int i = 0; i < s->n_friends; i++)
		for (int j = 0; j < s->n_referrers; j++)
			if ((why = same_person(&s->friends[i], &s->referrers[j])) != NULL) {
				verdict(v, VERDICT_REFUSE, why);
				return DB_OK;
			}
	if (s->payer[0] && is_of(s->payer, s->referrers, s->n_referrers))
		got = DB_OK;
	else if (s->payer[0])
		got = referral_pays(env->db, r->referrer_id, s->payer);
	if (got == DB_OK)
		verdict(v, VERDICT_REFUSE, "self_payer");
	return got == DB_NONE ? DB_OK : got;
}

/* Holds for REASON when enough others are alike; their numbers are the evidence. */
static void ring(struct referral_verdict *v, const char *reason, char *const *members, int n,
                 int least)
{
	int len;

	if (n < least || v->verdict != VERDICT_PAY)
		return;
	verdict(v, VERDICT_HOLD, reason);
	len = snprintf(v->evidence, sizeof v->evidence, "count=%d members=", n);
	for (int i = 0; i < n && len + 20 < (int)sizeof v->evidence; i++)
		len += snprintf(v->evidence + len, sizeof v->evidence - (size_t)len, "%s%s",
		                i ? "," : "", members[i]);
}

/* Friends whose addresses look made in a row, or who share a phone. */
static enum db judge_names(const struct service_env *env, const struct referral *r,
                           const struct sides *s, struct referral_verdict *v)
{
	struct referral_name *names;
	char **mails, **rows, **phones;
	int n, n_mails = 0, n_rows = 0, n_phones = 0;
	const struct referral_person *f = s->friends;
	enum db got = referral_names(env->db, env->mem, r->referrer_id, r->friend_id, &names, &n);

	if (got != DB_OK || s->n_friends == 0)
		return got;
	mails = talloc_array(env->mem, char *, (size_t)n + 1);
	rows = talloc_array(env->mem, char *, (size_t)n + 1);
	phones = talloc_array(env->mem, char *, (size_t)n + 1);
	for (int i = 0; i < n; i++) {
		if (referral_mail_series(f->email, names[i].email))
			mails[n_mails++] = names[i].member_no;
		if (is_same(f->phone, names[i].phone))
			phones[n_phones++] = names[i].member_no;
		else if (referral_phone_series(f->phone, names[i].phone))
			rows[n_rows++] = names[i].member_no;
	}
	ring(v, "phone", phones, n_phones, 1);
	ring(v, "phones", rows, n_rows, RING);
	ring(v, "mail", mails, n_mails, RING);
	return DB_OK;
}

static enum db judge_ring(const struct service_env *env, const struct referral *r,
                          const struct sides *s, struct referral_verdict *v)
{
	char **members;
	int n = 0;
	enum db got = DB_OK;

	if (r->has_network) {
		got = referral_same_network(env->db, env->mem, r->referrer_id, r->friend_id,
		                            r->made_at - NETWORK_DAYS * DAY_S, &members, &n);
		if (got == DB_OK)
			ring(v, "network", members, n, RING);
	}
	if (got == DB_OK && s->payer[0]) {
		got = referral_same_payer(env->db, env->mem, r->referrer_id, r->friend_id, s->payer,
		                          &members, &n);
		if (got == DB_OK)
			ring(v, "payer", members, n, 1);
	}
	if (got == DB_OK) {
		got = referral_same_street(env->db, env->mem, r->referrer_id, r->friend_id, &members,
		                           &n);
		if (got == DB_OK)
			ring(v, "street", members, n, RING);
	}
	return got == DB_OK ? judge_names(env, r, s, v) : got;
}

enum db referral_judge(const struct service_env *env, const struct referral_effect *effect,
                       const struct referral *referral, struct referral_verdict *out)
{
	struct sides sides = {0};
	enum db got;

	*out = (struct referral_verdict){.verdict = VERDICT_PAY, .reason = ""};
	if (strcmp(effect->part, "reverse") == 0)
		return DB_OK;
	got = read_sides(env, referral, &sides);
	if (got == DB_OK)
		got = judge_self(env, referral, &sides, out);
	if (got == DB_OK && out->verdict == VERDICT_PAY)
		got = judge_ring(env, referral, &sides, out);
	return got;
}
