/* Signals of abuse in the review queue: each with its evidence in a sentence, and
 * what staff make of it. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_review.h"
#include "page/desk.h"
#include "service/signal.h"

#define WORD "Lang.AdminReview."
#define ARGS 4

/* Of what a signal's sentence is made: its figure ("#"), or what its evidence names. */
static const struct {
	enum signal_kind kind;
	const char *variant; /* name in the evidence that picks the sentence; NULL = one for all */
	const char *args[ARGS];
} sentences[] = {
	{SIGNAL_CLUSTER, "sign", {"#", "days", "", ""}},
	{SIGNAL_EARNINGS, NULL, {"#", "day", "high", "of"}},
	{SIGNAL_ADDRESS, NULL, {"#", "redemptions", "points", "days"}},
	{SIGNAL_SURVEY, NULL, {"#", "answers", "", ""}},
	{SIGNAL_REFUND, NULL, {"#", "took", "refund", ""}},
	{SIGNAL_PASSWORDS, "of", {"#", "day", "networks", "members"}},
	{SIGNAL_CODES, "of", {"#", "day", "key", "networks"}},
};

/* What EVIDENCE says of NAME, as people read it. */
static char *say(struct view_node *row, void *mem, const struct signal_row *s, const char *name)
{
	int64_t number;
	int32_t day;
	char *text;

	if (strcmp(name, "#") == 0)
		return text_points(mem, s->figure);
	text = review_part(mem, s->evidence, name);
	if (day_parse(text, &day))
		return text_day(mem, view_lang(row), day);
	return int_parse(text, &number) ? text_points(mem, number) : text;
}

static void fill_sentence(struct view_node *row, void *mem, const struct signal_row *s)
{
	const char *kind = signal_word(s->kind), *key = NULL;
	char *args[ARGS];

	for (size_t i = 0; kind && i < sizeof sentences / sizeof sentences[0]; i++) {
		if (sentences[i].kind != s->kind)
			continue;
		key = sentences[i].variant
		          ? talloc_asprintf(mem, WORD "Signal.%s.%s", kind,
		                            review_part(mem, s->evidence, sentences[i].variant))
		          : talloc_asprintf(mem, WORD "Signal.%s.one", kind);
		for (int k = 0; k < ARGS; k++)
			args[k] = say(row, mem, s, sentences[i].args[k]);
		view_sentence(row, "Why", key, args[0], args[1], args[2], args[3], NULL);
	}
}

void admin_review_signal(struct view_node *row, void *mem, const struct signal_row *s,
                         const char *members_at)
{
	char *rest = talloc_strdup(mem, s->numbers), *one;
	bool open = strcmp(s->state, "open") == 0;
	int n = 0;

	view_str(row, "Id", talloc_asprintf(mem, "%llu", (unsigned long long)s->signal_id));
	view_str(row, "Kind", view_words(row, talloc_asprintf(mem, WORD "Signal.%s.Name",
	                                                       signal_word(s->kind))));
	fill_sentence(row, mem, s);
	view_instant(row, "Happened", s->happened_at);
	view_instant(row, "Found", s->found_at);
	view_flag(row, "Holds", open && signal_holds(s->kind));
	view_flag(row, "Again", s->round > 1);
	while ((one = strsep(&rest, ",")) != NULL) {
		struct view_node *member;

		if (!*one)
			continue;
		member = view_row(row, "Members", n++);
		view_str(member, "No", one);
		if (members_at)
			view_str(member, "Url", talloc_asprintf(mem, "%s/%s", members_at, one));
	}
	if (s->members > n)
		view_sentence(row, "More", WORD "More", text_points(mem, s->members - n), NULL);
	if (open)
		return;
	view_str(row, "State", view_words(row, talloc_asprintf(mem, WORD "State.%s", s->state)));
	view_flag(row, "Abuse", strcmp(s->state, "abuse") == 0);
	view_str(row, "Note", s->note);
	view_str(row, "Staff", s->staff);
	view_instant(row, "Settled", s->settled_at);
}

int page_review_signal(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *word = request_form(r, "verdict"), *note;
	bool abuse = word && strcmp(word, "abuse") == 0;
	int64_t id;
	int status;

	if (!abuse && (!word || strcmp(word, "clear") != 0))
		return 400;
	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	status = review_note(r, &note);
	if (status)
		return status;
	switch (signal_settle(&env, desk_of(r)->staff_id, (uint64_t)id, abuse, note)) {
	case SIGNAL_SETTLED:
		return respond_see_other(r, abuse ? "/admin/review?done=signal_abuse"
		                                  : "/admin/review?done=signal_cleared");
	case SIGNAL_GONE: return review_gone(r);
	default: return desk_unavailable(r);
	}
}
