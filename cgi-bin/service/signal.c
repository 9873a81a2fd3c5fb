#include "service/signal.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/guess.h"
#include "service/token.h"

#define DAY_S 86400
#define FIRST_DAYS 31 /* how far back the very first search goes */
#define TAG 17        /* 16 hex of a keyed hash, with the NUL */
#define NAMED_MAX 200 /* members a signal names at most */

/* One search: what it looks at and what it has found. */
struct search {
	const struct service_env *env;
	int64_t from, until;
	char key[TOKEN_TEXT];
	int fresh;
};

struct put_work {
	const struct signal_found *found;
	int64_t now;
	bool fresh;
};

static enum db put_work(struct database *db, void *arg)
{
	struct put_work *w = arg;

	return signal_put(db, w->found, w->now, &w->fresh);
}

static enum db put(struct search *s, const struct signal_found *found)
{
	struct put_work w = {.found = found, .now = s->env->now};
	enum db got = db_transact(s->env->db, put_work, &w);

	s->fresh += got == DB_OK && w.fresh;
	return got;
}

/* Stands for TEXT in a key that tells no address and no name. */
static void tag(const struct search *s, const char *text, char out[TAG])
{
	uint8_t mac[SHA256_BYTES];

	secret_hmac(mac, s->key, strlen(s->key), text, strlen(text));
	for (int i = 0; i < (TAG - 1) / 2; i++)
		snprintf(out + 2 * (size_t)i, 3, "%02x", mac[i]);
}

static const char *month(const struct search *s, char out[INSTANT_TEXT])
{
	day_iso(out, day_of(s->until - 1));
	out[7] = '\0';
	return out;
}

/* Adds how many of HITS fell into each band; rising. */
static int bands_of(void *mem, const struct signal_hit *hits, int n, struct signal_band **out)
{
	struct signal_band *bands = talloc_array(mem, struct signal_band, (unsigned)n + 1);
	int used = 0;

	for (int i = 0; i < n; i++) {
		int64_t band = signal_band_of(hits[i].figure);
		int at = used;

		while (at > 0 && bands[at - 1].points > band)
			at--;
		if (at > 0 && bands[at - 1].points == band) {
			bands[at - 1].members++;
			continue;
		}
		memmove(bands + at + 1, bands + at, (size_t)(used - at) * sizeof *bands);
		bands[at] = (struct signal_band){band, 1};
		used++;
	}
	*out = bands;
	return used;
}

struct bands_work {
	int32_t day;
	const struct signal_band *bands;
	int n;
};

static enum db bands_work(struct database *db, void *arg)
{
	const struct bands_work *w = arg;
	enum db got = signal_bands_clear(db, w->day);

	for (int i = 0; got == DB_OK && i < w->n; i++)
		got = signal_band_add(db, w->day, &w->bands[i]);
	return got;
}

/* Who earned more on DAY than 99.9 % of the members' days before it. */
static enum db earnings_of(struct search *s, void *mem, int32_t day)
{
	struct database *db = s->env->db;
	struct signal_hit *hits;
	struct signal_band *before, *bands;
	struct bands_work w = {.day = day};
	int n, n_before;
	int64_t high, of = 0;
	char on[INSTANT_TEXT];
	enum db got = signal_earned(db, mem, day, &hits, &n);

	if (got == DB_OK)
		got = signal_bands(db, mem, day - SIGNAL_EARN_DAYS, day - 1, &before, &n_before);
	if (got != DB_OK)
		return got;
	high = signal_percentile(before, n_before);
	for (int i = 0; i < n_before; i++)
		of += before[i].members;
	day_iso(on, day);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct signal_found found = {.kind = SIGNAL_EARNINGS, .happened_at = hits[i].at,
		                             .figure = hits[i].figure, .members = &hits[i].member_id,
		                             .n_members = 1};

		if (hits[i].figure <= high)
			continue;
		found.once_key = talloc_asprintf(mem, "%llu/%s", (unsigned long long)hits[i].member_id, on);
		found.evidence = talloc_asprintf(mem, "day=%s high=%lld of=%lld", on, (long long)high,
		                                 (long long)of);
		got = put(s, &found);
	}
	w.n = bands_of(mem, hits, n, &bands);
	w.bands = bands;
	return got == DB_OK ? db_transact(db, bands_work, &w) : got;
}

/* Every day that ended since the last search. */
static enum db earnings(struct search *s)
{
	enum db got = DB_OK;

	for (int32_t day = day_of(s->from); got == DB_OK && day < day_of(s->until); day++) {
		void *mem = talloc_new(s->env->mem);

		got = earnings_of(s, mem, day);
		talloc_free(mem);
	}
	return got;
}

/* Rows I … of one group of HITS: the first row behind it. */
static int group_end(const struct signal_hit *hits, int n, int i)
{
	int end = i + 1;

	while (end < n && hits[end].of_member == hits[i].of_member &&
	       strcmp(hits[end].sign, hits[i].sign) == 0 && strcmp(hits[end].group, hits[i].group) == 0)
		end++;
	return end;
}

/* Whom HITS name, each once as they stand; with FIRST (not 0) before them. */
static void name(struct signal_found *found, uint64_t members[NAMED_MAX],
                 const struct signal_hit *hits, int n, uint64_t first)
{
	found->n_members = 0;
	if (first)
		members[found->n_members++] = first;
	for (int i = 0; i < n && found->n_members < NAMED_MAX; i++)
		members[found->n_members++] = hits[i].member_id;
	found->members = members;
	for (int i = 0; i < n; i++)
		if (hits[i].at > found->happened_at)
			found->happened_at = hits[i].at;
}

static enum db addresses(struct search *s)
{
	void *mem = s->env->mem;
	struct signal_hit *hits;
	uint64_t members[NAMED_MAX];
	char of[TAG], in[INSTANT_TEXT];
	int n;
	enum db got = signal_addresses(s->env->db, mem, s->from, s->until,
	                               s->until - (int64_t)SIGNAL_DAYS * DAY_S, &hits, &n);

	for (int i = 0, end; got == DB_OK && i < n; i = end) {
		struct signal_found found = {.kind = SIGNAL_ADDRESS};
		int64_t redemptions = 0, points = 0;

		end = group_end(hits, n, i);
		if (end - i < SIGNAL_ACCOUNTS)
			continue;
		for (int k = i; k < end; k++) {
			redemptions += hits[k].figure;
			points += hits[k].other;
		}
		name(&found, members, hits + i, end - i, 0);
		found.figure = end - i;
		tag(s, hits[i].group, of);
		found.once_key = talloc_asprintf(mem, "%s/%s", of, month(s, in));
		found.evidence = talloc_asprintf(mem, "redemptions=%lld points=%lld days=%d",
		                                 (long long)redemptions, (long long)points, SIGNAL_DAYS);
		got = put(s, &found);
	}
	return got;
}

static enum db friends(struct search *s)
{
	void *mem = s->env->mem;
	struct signal_hit *hits;
	uint64_t members[NAMED_MAX];
	char of[TAG], in[INSTANT_TEXT];
	int n;
	enum db got = signal_friends(s->env->db, mem, s->from, s->until,
	                             s->until - (int64_t)SIGNAL_DAYS * DAY_S, &hits, &n);

	for (int i = 0, end; got == DB_OK && i < n; i = end) {
		struct signal_found found = {.kind = SIGNAL_CLUSTER};

		end = group_end(hits, n, i);
		if (end - i < SIGNAL_FRIENDS)
			continue;
		name(&found, members, hits + i, end - i, hits[i].of_member);
		found.figure = end - i;
		tag(s, hits[i].group, of);
		found.once_key = talloc_asprintf(mem, "%llu/%s/%s/%s",
		                                 (unsigned long long)hits[i].of_member, hits[i].sign, of,
		                                 month(s, in));
		found.evidence = talloc_asprintf(mem, "sign=%s days=%d", hits[i].sign, SIGNAL_DAYS);
		got = put(s, &found);
	}
	return got;
}

static enum db surveys(struct search *s)
{
	void *mem = s->env->mem;
	struct signal_hit *hits;
	int n;
	enum db got = signal_surveys(s->env->db, mem, s->from, s->until, SIGNAL_SURVEY_S,
	                             SIGNAL_SURVEY_ANSWERS, &hits, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct signal_found found = {.kind = SIGNAL_SURVEY, .once_key = hits[i].group,
		                             .happened_at = hits[i].at, .figure = hits[i].figure,
		                             .members = &hits[i].member_id, .n_members = 1};

		found.evidence = talloc_asprintf(mem, "answers=%lld", (long long)hits[i].other);
		got = put(s, &found);
	}
	return got;
}

static enum db refunds(struct search *s)
{
	void *mem = s->env->mem;
	struct signal_hit *hits;
	char of[TAG];
	int n;
	enum db got = signal_refunds(s->env->db, mem, s->from, s->until, SIGNAL_DEBT, &hits, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct signal_found found = {.kind = SIGNAL_REFUND, .once_key = of,
		                             .happened_at = hits[i].at, .figure = hits[i].figure,
		                             .members = &hits[i].member_id, .n_members = 1};

		tag(s, hits[i].group, of);
		found.evidence = talloc_asprintf(mem, "refund=%s took=%lld", hits[i].group,
		                                 (long long)hits[i].other);
		got = put(s, &found);
	}
	return got;
}

/* One row of guesses: a signal when it is a storm. */
static enum db guessed(struct search *s, const struct signal_hit *hit)
{
	void *mem = s->env->mem;
	struct signal_tries tries = {.tries = hit->figure, .of_member = hit->member_id > 0,
	                             .of_network = hit->member_id == 0 && !hit->of_key};
	bool code = strcmp(hit->sign, GUESS_CODE) == 0;
	struct signal_found found = {.kind = code ? SIGNAL_CODES : SIGNAL_PASSWORDS,
	                             .happened_at = hit->at, .figure = hit->figure,
	                             .members = &hit->member_id, .n_members = hit->member_id > 0};
	uint64_t *members = NULL;
	char on[INSTANT_TEXT];
	enum db got = DB_OK;

	tries.networks = tries.of_member ? hit->other : 0;
	tries.members = tries.of_network ? hit->other : 0;
	if (strcmp(hit->sign, GUESS_DESK) == 0)
		tries.of_network = false; /* the desk has few accounts: its storms are judged by tries */
	if (!signal_storm(&tries))
		return DB_OK;
	day_iso(on, hit->day);
	if (tries.of_network) {
		got = signal_guessed(s->env->db, mem, hit->day, hit->sign, hit->group, &members,
		                     &found.n_members);
		found.members = members;
	}
	found.once_key = talloc_asprintf(mem, "%s/%s/%llu%.16s/%s", hit->of_key ? "key" : "of",
	                                 hit->sign, (unsigned long long)hit->member_id, hit->group, on);
	found.evidence = talloc_asprintf(mem, "of=%s day=%s networks=%lld members=%lld key=%s",
	                                 hit->of_key          ? "key"
	                                 : tries.of_member    ? "member"
	                                 : tries.of_network   ? "network"
	                                                      : "desk",
	                                 on, (long long)tries.networks, (long long)tries.members,
	                                 hit->of_key ? hit->group : "");
	return got == DB_OK ? put(s, &found) : got;
}

static enum db guesses(struct search *s)
{
	struct signal_hit *hits;
	int n;
	/* no storm is smaller than a member's */
	enum db got = signal_guesses(s->env->db, s->env->mem, day_of(s->from), day_of(s->until), 10,
	                             &hits, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		got = guessed(s, &hits[i]);
	return got;
}

enum db signal_search(const struct service_env *env, int64_t until, int *fresh)
{
	static enum db (*const looks[])(struct search *) = {friends, addresses, surveys, refunds,
	                                                    guesses, earnings};
	struct search s = {.env = env, .until = until};
	enum db got = signal_mark(env->db, &s.from);
	struct person_id nobody = {0, 0};

	*fresh = 0;
	if (got == DB_NONE)
		s.from = until - (int64_t)FIRST_DAYS * DAY_S;
	else if (got != DB_OK)
		return got;
	if (s.from >= until)
		return DB_OK; /* a clock set back, or the night of a day long past */
	if (!token_text(env->config, "signal", nobody, 0, s.key))
		return DB_FAIL;
	got = DB_OK;
	for (size_t i = 0; got == DB_OK && i < sizeof looks / sizeof looks[0]; i++)
		got = looks[i](&s);
	secret_wipe(s.key, sizeof s.key);
	*fresh = s.fresh;
	return got == DB_OK ? signal_mark_put(env->db, until) : got;
}
