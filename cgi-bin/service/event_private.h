/* Between the files of service/event. */
#ifndef SERVICE_EVENT_PRIVATE_H
#define SERVICE_EVENT_PRIVATE_H

#include "service/books.h"
#include "service/event.h"

/* One change of one member's sign-up. */
struct event_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t member_id, person_id;
	int64_t event_no;
	const struct signup_asked *asked; /* signing up */
	bool by_company;                  /* ending: the event was cancelled */
	struct signup_answer *answer;
	char *kind;            /* of the member */
	bool may_spend;
	bool stopped;          /* all spending is, for now */
	void *mem;             /* of one try */
	struct books books;
	struct member_event event;
	struct event_stock stock;
	struct signup row;
};

/* Runs WORK in a transaction; the answer's outcome is settled. */
void event_run(db_work work, struct event_work *w);
/* Settles the outcome; the transaction ends without an effect. */
enum db event_refuse(struct event_work *w, enum event_outcome outcome);
/* Begins a try: account, books. */
enum db event_begin(struct event_work *w, struct database *db);
/* Takes POINTS for the sign-up NO; DB_NONE with the verdict settled: they do not
 * suffice. */
enum db event_spend(struct event_work *w, const char *no, int64_t points);
/* Gives the points of the row back, WHY "leave" or "company". */
enum db event_points_back(struct event_work *w, const char *why);
/* Posts notice KIND about the event to the member: {0} its name, {1} its day,
 * {2} points. */
enum db event_tell(const struct service_env *env, const struct member_event *event,
                   uint64_t member_id, const char *kind, int64_t points, const char *once)
	__attribute__((warn_unused_result));
/* Ends every sign-up of a cancelled event. *ENDED counts. */
enum db event_wind_up(const struct service_env *env, const struct plan_book *plans,
                      int64_t event_no, int *ended) __attribute__((warn_unused_result));

#endif
