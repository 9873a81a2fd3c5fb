#include "page/help.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "page/faq_words.h"
#include "page/portal.h"
#include "service/faq.h"

#define WORD "Lang.Help."
#define Q_MAX 60

static const struct field query[] = {{"q", Q_MAX, false}, {0}};

/* One question as its reader has it before them. */
struct reading {
	const struct faq *faq;
	const char *ask, *answer;
};

static struct reading read_one(struct request *r, const struct faq *f)
{
	struct view_node *root = page_root(r);
	const struct plan_book *book = portal_of(r)->plans;
	const struct plan *plan =
		book && book->n > 0 ? plan_on(book, day_of(page_now(r))) : NULL;
	bool english = view_lang(root) == LANG_EN;

	return (struct reading){f, faq_fill(r->mem, root, plan, english ? f->ask_en : f->ask),
	                        faq_fill(r->mem, root, plan, english ? f->answer_en : f->answer)};
}

static void show_one(struct request *r, struct view_node *row, const struct reading *one, bool open)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, one->faq->faq_id));
	view_str(row, "Ask", one->ask);
	faq_lines(r->mem, row, "Answer", one->answer);
	view_flag(row, "Open", open);
}

/* The topics with what of them SOUGHT ("" = all) is found in; how many were found. */
static int show(struct request *r, const struct reading *all, int n, const char *sought)
{
	struct view_node *root = page_root(r), *topic;
	int topics = 0, found = 0;

	for (int t = 0; faq_topics[t]; t++) {
		int here = 0;

		topic = NULL;
		for (int i = 0; i < n; i++) {
			if (strcmp(all[i].faq->topic, faq_topics[t]) != 0 ||
			    (!strcasestr(all[i].ask, sought) && !strcasestr(all[i].answer, sought)))
				continue;
			if (!topic)
				topic = view_row(root, "Topics", topics++);
			show_one(r, view_row(topic, "Q", here++), &all[i], *sought != '\0');
		}
		found += here;
		if (!topic)
			continue;
		view_str(topic, "Code", faq_topics[t]);
		view_str(topic, "Title",
		         view_words(root, talloc_asprintf(r->mem, WORD "Topic.%s", faq_topics[t])));
	}
	return found;
}

/* Whoever looks for help gets at least the telephone: questions that cannot be
 * read are said to be away, and the rest of the page stands. */
static int page_help(struct request *r)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	const char *typed = request_query(r, "q");
	const char *sought = text_clean(r->mem, typed ? typed : "");
	struct reading *all;
	struct faq *rows;
	int n = 0;

	view_str(root, "Page.Title", view_words(root, WORD "Title"));
	view_str(root, "Form.q", sought);
	if (!db || faq_list(db, r->mem, true, &rows, &n) != DB_OK) {
		log_event(LOG_WARN, "help_unread", "down=%d", db && db_is_down(db));
		view_flag(root, "QuestionsAway", true);
		return 200;
	}
	all = talloc_array(r->mem, struct reading, (unsigned)n + 1);
	for (int i = 0; all && i < n; i++)
		all[i] = read_one(r, &rows[i]);
	n = all ? show(r, all, n, sought) : 0;
	if (*sought) {
		view_flag(root, "Sought", true);
		view_sentence(root, "Found", n ? WORD "Found" : WORD "FoundNone",
		              text_points(r->mem, n), NULL);
	}
	return 200;
}

const struct route help_routes[] = {
	{.path = "/help", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_help,
	 .template = "help", .query = query},
	{0},
};
