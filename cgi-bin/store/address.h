/* SQL of members' address books: where goods go. (What people sign in by is
 * service/address.h.) */
#ifndef STORE_ADDRESS_H
#define STORE_ADDRESS_H

#include <stdint.h>

#include "store/db.h"

#define ADDRESS_BOOK 10 /* kept for each member; the ones not used longest go */

struct address {
	int64_t address_no;
	char *recipient, *phone, *address;
	int64_t used_at;
};

/* The member's address used last, for filling in a form. DB_NONE: none yet. */
enum db address_latest(struct database *db, void *mem, uint64_t member_id, struct address *out)
	__attribute__((warn_unused_result));
/* The member's addresses, used last first: an array of *N (at most
 * ADDRESS_BOOK) on MEM. */
enum db address_list(struct database *db, void *mem, uint64_t member_id, struct address **out,
                     int *n) __attribute__((warn_unused_result));
/* Remembers that a redemption of the member went there at AT: the same texts
 * again only renew the time. A transaction of its own: call it outside one. */
enum db address_keep(struct database *db, uint64_t member_id, const char *recipient,
                     const char *phone, const char *address, int64_t at)
	__attribute__((warn_unused_result));
/* Forgets one. DB_NONE: there is no such. */
enum db address_forget(struct database *db, uint64_t member_id, int64_t address_no)
	__attribute__((warn_unused_result));

#endif
