/* Notices of what happened in a member's books, and of a tier that may fall. */
#ifndef SERVICE_NOTICE_BOOKS_H
#define SERVICE_NOTICE_BOOKS_H

#include "service/books.h"

/* Posts what the events since books_load() mean to the member: points of a trip
 * that can be used now, points that a refund took, a tier gained or lost. Only
 * what took effect in the last week: a story of long ago is no news. Called by
 * books_save(), behind everything it writes. */
enum db notice_books(struct books *books) __attribute__((warn_unused_result));
/* Posts that the tier falls unless the member makes up for it. */
enum db notice_of_fall(struct books *books) __attribute__((warn_unused_result));

#endif
