/* Staff pages: who is looking and what they may. The counterpart of viewer_of()
 * for the admin program, whose routes all lie under /admin/. */
#ifndef PAGE_DESK_H
#define PAGE_DESK_H

#include "page/portal.h"
#include "service/staff.h"

#define DESK_COOKIE "desk" /* holds the session's token; SameSite=Strict */

/* Roles, as bits of a route's guards (web/request.h): GUARD_STAFF = any signed-in
 * role may see; GUARD_CLERK = clerks and managers may act; GUARD_MANAGER. An
 * auditor sees everything that shows and changes nothing: no POST but sign-out,
 * password, language, and look-ups whose words must not stand in an address. A
 * merchant passes the rows with GUARD_MERCHANT and no others. */
struct desk {
	uint64_t staff_id;
	char *email, *name, *role, *lang;
	uint8_t token_hash[32];
	char csrf[44];
	bool passed;   /* password and second factor */
	bool enrolled; /* has a second factor */
	bool must_change;
};

/* The signed-in staff member; NULL on the pages before sign-in. */
struct desk *desk_of(const struct request *r);
/* The same before the second factor too: for the pages that ask for it. */
struct desk *desk_half(const struct request *r);
/* The desk as the services see it. */
struct staff_session desk_session(const struct desk *desk);
/* desk's service_env for R. */
struct service_env desk_env(struct request *r);
/* Logs that the staff member looked something up about a member (every page
 * that shows a member's data calls it first). False: it could not be written;
 * the page then answers 503 and shows nothing. */
bool desk_looked(struct request *r, const char *action, uint64_t member_id, const char *subject);
/* Whether the desk may act: manager, or clerk where CLERK. For what a template
 * shows; the guards judge. */
bool desk_may(const struct request *r, bool clerk);
/* Whether the desk may open the page at PATH (its query string is ignored):
 * links to pages that are not there, or not for this role, are left out. */
bool desk_has(const struct request *r, const char *path);
/* Whether ROW takes METHOD and lets this desk in by it. */
bool desk_lets(const struct request *r, const struct route *row, enum method method);
/* The section of the navigation in which PATH lies, from 0; -1 = none. */
int desk_section(const char *path);
/* The language keys of section I and of its group; false behind the last one. */
bool desk_section_words(int i, const char **group, const char **name);
/* The query of pages that only show a notice (?done=WORD). */
extern const struct field desk_done[];
/* Starts a staff page: title from language key KEY; also shows the notice whose
 * word stands in ?done= ("Lang.Desk.Done.WORD"). */
struct view_node *desk_page(struct request *r, const char *key);
/* The error page when the database did not answer; returns 503. */
int desk_unavailable(struct request *r);

/* What head.cs and foot.cs of the staff pages show of the desk: Desk.{Name,Role,
 * Manager,Clerk}, Nav.N.{Text,Menu,Current,Link.N.{Url,Text,Current}}; called by
 * page_root(). */
void desk_fill(struct request *r, struct view_node *root);

/* Hooks of web/serve.h. */
bool desk_load(struct request *r);
int desk_check(struct request *r);
const char *desk_csrf(const struct request *r);

#endif
