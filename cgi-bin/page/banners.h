/* The banners of announcements over a member's page. */
#ifndef PAGE_BANNERS_H
#define PAGE_BANNERS_H

#include "page/portal.h"

/* Fills Banners.N.{Id,Title,Lead} with what stands for the viewer now, at most three, latest
 * first; part/announcement.cs shows them. Whether any stands at all is asked every few
 * seconds, not by every page. False: the database did not answer. */
bool banners_fill(struct request *r) __attribute__((warn_unused_result));

#endif
