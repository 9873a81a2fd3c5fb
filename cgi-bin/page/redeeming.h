/* One redemption in the making: what the form says, judged and shown. Between
 * the files of page/catalogue_redeem. */
#ifndef PAGE_REDEEMING_H
#define PAGE_REDEEMING_H

#include "page/shop.h"
#include "store/form_done.h"

struct redeeming {
	struct shop s;
	struct item item;
	int64_t cost;       /* of one, for the member today */
	int64_t shown;      /* of one, as the form says the member saw it; -1 = it does not say */
	int64_t had, had_fen; /* before, where a limit depends on it */
	int64_t quantity;   /* 0 = what was typed is none */
	int32_t departs_on;
	const char *recipient, *phone, *address, *travellers, *flyer_no;
	char form_id[FORM_ID];
	bool form_known;    /* the form carried an id */
	struct item_departure *days; /* departures to come */
	int n_days;
};

/* Reads the form into G, with what was typed kept for showing again. */
void redeeming_read(struct redeeming *g);
/* Judges what was typed for the item's kind: page_error()s where it is wrong. */
void redeeming_judge(struct redeeming *g);
/* What a first visit finds filled in: one, and the address used last or, with
 * ?address=NO, that one. False: the database did not answer. */
bool redeeming_prefill(struct redeeming *g) __attribute__((warn_unused_result));
/* A hidden id for a form that has had no effect yet. */
void redeeming_fresh(struct redeeming *g);

#endif
