/* Whose an e-mail or phone is: claims by proof. An unproven claim gives way to
 * whoever proves the address, so nobody can sit on a stranger's. */
#ifndef SERVICE_ADDRESS_H
#define SERVICE_ADDRESS_H

#include "service/env.h"

/* Claims ADDRESS (cleaned e-mail or phone) for the person inside a
 * transaction. CONFIRMED: proven or imported; then an unproven claim of
 * somebody else is taken over and their address removed. *TAKEN: it stays
 * somebody else's. */
enum db address_claim(struct database *db, void *mem, struct person_id id, const char *address,
                      bool confirmed, bool *taken) __attribute__((warn_unused_result));
/* Puts ADDRESS on the person's row and lets go of the one it replaces. */
enum db address_set(struct database *db, const struct person *person, const char *address,
                    bool confirmed) __attribute__((warn_unused_result));

#endif
