/* /unsubscribe/TOKEN: the link at the end of mails somebody can do without. GET
 * asks, POST ends them; a mailer's one click (RFC 8058) is the same POST. Part of
 * the survey program. */
#ifndef PAGE_UNSUBSCRIBE_H
#define PAGE_UNSUBSCRIBE_H

#include "web/request.h"

extern const struct route unsubscribe_routes[];

#endif
