#include "service/address.h"

#include <string.h>

static bool is_email(const char *address)
{
	return strchr(address, '@') != NULL;
}

static bool same(struct person_id a, struct person_id b)
{
	return a.member_id == b.member_id && a.person_id == b.person_id;
}

/* Removes an unproven ADDRESS from whoever typed it. */
static enum db evict(struct database *db, void *mem, struct person_id from, const char *address)
{
	struct person other;
	enum db got = person_lock(db, mem, from, &other);
	if (got == DB_NONE)
		return DB_OK;
	if (got != DB_OK)
		return got;
	if (is_email(address) && other.email != NULL && strcmp(other.email, address) == 0)
		return person_set_email(db, from, NULL, false);
	if (!is_email(address) && other.phone != NULL && strcmp(other.phone, address) == 0)
		return person_set_phone(db, from, NULL, false);
	return DB_OK;
}

enum db address_claim(struct database *db, void *mem, struct person_id id, const char *address,
                      bool confirmed, bool *taken)
{
	*taken = false;
	enum db got = name_claim(db, address, id, confirmed);
	if (got != DB_DUP)
		return got;
	struct sign_in_name owner;
	got = name_lock(db, mem, address, &owner);
	if (got == DB_NONE)
		return DB_BUSY; /* let go of in between: again from the start */
	if (got != DB_OK)
		return got;
	if (same(owner.id, id))
		return confirmed && !owner.confirmed ? name_give(db, address, id, true) : DB_OK;
	if (owner.confirmed || !confirmed) {
		*taken = true;
		return DB_OK;
	}
	got = evict(db, mem, owner.id, address);
	return got == DB_OK ? name_give(db, address, id, true) : got;
}

enum db address_set(struct database *db, const struct person *person, const char *address,
                    bool confirmed)
{
	const char *old = is_email(address) ? person->email : person->phone;
	if (old != NULL && strcmp(old, address) != 0) {
		enum db got = name_release(db, old, person->id);
		if (got != DB_OK)
			return got;
	}
	if (is_email(address))
		return person_set_email(db, person->id, address, confirmed);
	return person_set_phone(db, person->id, address, confirmed);
}
