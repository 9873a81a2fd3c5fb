/* The staff members themselves: made, reset, raised, blocked. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/password.h"
#include "service/staff_private.h"
#include "store/voucher.h"

#define NAME_MAX_CHARS 80
#define MERCHANT "merchant"

static const char *const roles[] = {"clerk", "manager", "auditor", NULL};
static const char *const states[] = {"active", "blocked", NULL};

bool staff_password_fine(const struct staff *s, const char *password)
{
	const char *const names[] = {s->email, s->name, NULL};

	return password_judge(password, names) == PASSWORD_FINE;
}

void staff_first_password(char out[24])
{
	/* No letters that are mistaken for each other; 32 of them, so a byte falls
	 * evenly. */
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	uint8_t raw[16];
	size_t n = 0;

	secret_random(raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++) {
		if (i > 0 && i % 4 == 0)
			out[n++] = '-';
		out[n++] = letters[raw[i] % 32];
	}
	out[n] = '\0';
	secret_wipe(raw, sizeof raw);
}

struct add_work {
	const struct service_env *env;
	uint64_t by;
	struct staff staff;
};

static enum db add_work(struct database *db, void *arg)
{
	struct add_work *w = arg;
	enum db got = staff_insert(db, &w->staff, &w->staff.staff_id);

	return got == DB_OK ? staff_log(db, w->by, "staff_add", 0, w->staff.email, w->staff.role) : got;
}

/* Whether a merchant may be made at PARTNER: STAFF_OK. */
static enum staff_outcome partner_judge(const struct service_env *env, const char *partner)
{
	char *name, *state;
	enum db got = voucher_partner(env->db, env->mem, partner, &name, &state);

	if (got == DB_OK)
		return strcmp(state, "active") == 0 ? STAFF_OK : STAFF_PARTNER;
	return got == DB_NONE ? STAFF_PARTNER : staff_outcome_of(got);
}

static enum staff_outcome add(const struct service_env *env, uint64_t by, const char *email,
                              const char *name, const char *role, const char *partner,
                              char password[24])
{
	char hash[PASSWORD_HASH_MAX];
	char *clean = email_clean(env->mem, email), *called = text_clean(env->mem, name);
	struct add_work w = {.env = env, .by = by};
	enum db got;

	if (!clean || !*called || utf8_length(called) > NAME_MAX_CHARS)
		return STAFF_UNKNOWN;
	staff_first_password(password);
	if (!password_hash(hash, password))
		return STAFF_FAILED;
	w.staff = (struct staff){.email = clean,
	                         .name = called,
	                         .role = (char *)(uintptr_t)role,
	                         .partner = (char *)(uintptr_t)partner,
	                         .password_hash = hash,
	                         .must_change = true,
	                         .created_at = env->now};
	got = db_transact(env->db, add_work, &w);
	return got == DB_DUP ? STAFF_EXISTS : staff_outcome_of(got);
}

enum staff_outcome staff_add(const struct service_env *env, uint64_t by, const char *email,
                             const char *name, const char *role, char password[24])
{
	return text_among(role, roles) ? add(env, by, email, name, role, "", password)
	                               : STAFF_UNKNOWN;
}

enum staff_outcome staff_add_merchant(const struct service_env *env, uint64_t by,
                                      const char *email, const char *name, const char *partner,
                                      char password[24])
{
	enum staff_outcome outcome = partner_judge(env, partner);

	return outcome == STAFF_OK ? add(env, by, email, name, MERCHANT, partner, password) : outcome;
}

struct reset_work {
	const struct service_env *env;
	uint64_t by, staff_id;
	const char *hash;
};

static enum db reset_work(struct database *db, void *arg)
{
	const struct reset_work *w = arg;
	struct staff s;
	enum db got = staff_lock(db, w->env->mem, w->staff_id, &s);

	if (got == DB_OK)
		got = staff_put_password(db, w->staff_id, w->hash, true);
	if (got == DB_OK)
		got = staff_put_totp(db, w->staff_id, (struct blob){NULL, 0}, 0);
	if (got == DB_OK)
		got = staff_session_end_all(db, w->staff_id, NULL);
	return got == DB_OK ? staff_log(db, w->by, "staff_reset", 0, s.email, "") : got;
}

enum staff_outcome staff_reset(const struct service_env *env, uint64_t by, const char *email,
                               char password[24])
{
	char hash[PASSWORD_HASH_MAX];
	char *clean = email_clean(env->mem, email);
	struct reset_work w = {.env = env, .by = by, .hash = hash};
	struct staff s;
	enum db got = clean ? staff_find(env->db, env->mem, clean, &s) : DB_NONE;

	if (got == DB_NONE)
		return STAFF_UNKNOWN;
	if (got != DB_OK)
		return STAFF_FAILED;
	staff_first_password(password);
	if (!password_hash(hash, password))
		return STAFF_FAILED;
	w.staff_id = s.staff_id;
	return staff_outcome_of(db_transact(env->db, reset_work, &w));
}

struct phone_work {
	uint64_t staff_id;
	const char *email, *phone;
};

static enum db phone_work(struct database *db, void *arg)
{
	const struct phone_work *w = arg;
	enum db got = staff_put_phone(db, w->staff_id, w->phone);

	return got == DB_OK ? staff_log(db, 0, "staff_phone", 0, w->email, "") : got;
}

enum staff_outcome staff_phone(const struct service_env *env, const char *email,
                               const char *phone)
{
	char *clean = email_clean(env->mem, email), *digits = phone_clean(env->mem, phone);
	struct phone_work w = {.email = clean, .phone = digits};
	struct staff s;
	enum db got = clean && digits ? staff_find(env->db, env->mem, clean, &s) : DB_NONE;

	if (got == DB_NONE)
		return STAFF_UNKNOWN;
	if (got != DB_OK)
		return STAFF_FAILED;
	w.staff_id = s.staff_id;
	return staff_outcome_of(db_transact(env->db, phone_work, &w));
}

struct set_work {
	const struct service_env *env;
	uint64_t by, staff_id;
	const char *role, *state, *partner; /* NULL = as it is */
	bool last;
};

static bool leads(const char *role, const char *state)
{
	return strcmp(role, "manager") == 0 && strcmp(state, "active") == 0;
}

static enum db set_work(struct database *db, void *arg)
{
	struct set_work *w = arg;
	struct staff s;
	int64_t managers = 0;
	/* The managers are counted first: two who lower each other wait here. */
	enum db got = staff_managers(db, w->env->mem, &managers);
	char detail[128];

	w->last = false;
	if (got == DB_OK)
		got = staff_lock(db, w->env->mem, w->staff_id, &s);
	if (got != DB_OK)
		return got;
	const char *role = w->role ? w->role : s.role, *state = w->state ? w->state : s.state;
	if (leads(s.role, s.state) && !leads(role, state) && managers <= 1) {
		w->last = true;
		return DB_NONE;
	}
	const char *partner = strcmp(role, MERCHANT) != 0 ? "" : w->partner ? w->partner : s.partner;
	snprintf(detail, sizeof detail, "%s %s -> %s %s %s", s.role, s.state, role, state, partner);
	got = staff_put_role(db, w->staff_id, role, state, partner);
	if (got == DB_OK && strcmp(state, "active") != 0)
		got = staff_session_end_all(db, w->staff_id, NULL);
	return got == DB_OK ? staff_log(db, w->by, "staff_set", 0, s.email, detail) : got;
}

static enum staff_outcome set(struct set_work *w)
{
	enum db got = db_transact(w->env->db, set_work, w);

	if (got == DB_NONE)
		return w->last ? STAFF_LAST : STAFF_UNKNOWN;
	return staff_outcome_of(got);
}

enum staff_outcome staff_set(const struct service_env *env, uint64_t by, uint64_t staff_id,
                             const char *role, const char *state)
{
	struct set_work w = {.env = env, .by = by, .staff_id = staff_id, .role = role, .state = state};

	if ((role && !text_among(role, roles)) || (state && !text_among(state, states)))
		return STAFF_UNKNOWN;
	return set(&w);
}

enum staff_outcome staff_set_merchant(const struct service_env *env, uint64_t by,
                                      uint64_t staff_id, const char *partner)
{
	struct set_work w = {.env = env, .by = by, .staff_id = staff_id, .role = MERCHANT,
	                     .partner = partner};
	enum staff_outcome outcome = partner_judge(env, partner);

	return outcome == STAFF_OK ? set(&w) : outcome;
}
