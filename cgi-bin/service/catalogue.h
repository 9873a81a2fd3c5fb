/* What staff do to the catalogue: each is one transaction with its line in the
 * staff log. Two who edit one item at once are told by its version. */
#ifndef SERVICE_CATALOGUE_H
#define SERVICE_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "service/env.h"
#include "store/item.h"
#include "store/picture.h"

#define CATALOGUE_CODES_MAX 20000 /* codes in one go */

enum catalogue_outcome {
	CATALOGUE_OK,
	CATALOGUE_TAKEN,   /* the code of a new item is another's */
	CATALOGUE_CHANGED, /* somebody edited it meanwhile: nothing was saved */
	CATALOGUE_UNKNOWN,
	CATALOGUE_FEW,     /* fewer places than are taken, or a stock that its codes or
	                    * departures make */
	CATALOGUE_TRY_AGAIN,
	CATALOGUE_FAILED
};

/* Adds ITEM with LEFT of it (-1 = unlimited). */
enum catalogue_outcome catalogue_add(const struct service_env *env, uint64_t staff_id,
                                     const struct item *item, int64_t left);
/* Saves ITEM, read as stored at its version, over what was BEFORE. */
enum catalogue_outcome catalogue_save(const struct service_env *env, uint64_t staff_id,
                                      const struct item *item, const struct item *before);
/* Sets what is left (-1 = unlimited) of an item without codes and departures. */
enum catalogue_outcome catalogue_stock(const struct service_env *env, uint64_t staff_id,
                                       const char *item, int64_t left);
/* Offers PLACES on a departure day of a trip. */
enum catalogue_outcome catalogue_departure(const struct service_env *env, uint64_t staff_id,
                                           const char *item, int32_t departs_on, int64_t places);
/* Brings in N codes; those it has already are left out. *ADDED of them were new. */
enum catalogue_outcome catalogue_codes(const struct service_env *env, uint64_t staff_id,
                                       const char *item, const char *const *codes, int n,
                                       int *added);
/* Makes N codes of ours, with check characters. */
enum catalogue_outcome catalogue_codes_make(const struct service_env *env, uint64_t staff_id,
                                            const char *item, int n);
/* Shows PICTURE with the item from now on; bytes NULL: the drawing again. ITEM
 * is as read. */
enum catalogue_outcome catalogue_picture(const struct service_env *env, uint64_t staff_id,
                                         const struct item *item,
                                         const struct picture_row *picture);

#endif
