/* Members, the people who sign in to them, and the names they sign in by.
 * `member` is the account and its number; `person` has the credentials,
 * addresses and consents (RULINGS 42). */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "store/db.h"

#define PERSON_HOLDER 1 /* person_id of the account's holder */
#define PERSON_NAME_MAX 80

struct person_id {
	uint64_t member_id, person_id;
};

/* One person as stored; strings live on the talloc context given to the
 * function that read them and are NULL where the column is. */
struct person {
	struct person_id id;
	char *role; /* holder or user */
	char *name, *email, *phone, *guardian, *lang, *password_hash, *state;
	bool may_spend, email_confirmed, phone_confirmed;
	int32_t birthday;     /* DAY_NONE = not told */
	int64_t signed_in_at; /* latest sign-in; INSTANT_NONE = never */
};

/* A sign-in name (cleaned e-mail or phone) and whose it is. */
struct sign_in_name {
	struct person_id id;
	bool confirmed;
};

/* What the member row needs when it is made. All borrowed. */
struct member_row {
	const char *member_no, *kind, *invited_by;
	const char *source; /* signup, invited or import: how the account came */
	int32_t joined_on;
	int64_t now;
};

/* Who TEXT names: a member number (its holder), an e-mail or a phone in any
 * usual writing; of a merged account the survivor's holder. Closed members and
 * removed people are not found. DB_NONE: nobody. Strings needed on the way are
 * made on MEM. No locks: not for use inside a transaction. */
enum db person_find(struct database *db, void *mem, const char *text, struct person_id *out)
	__attribute__((warn_unused_result));
/* The person ID (state active or invited, member active) on MEM. */
enum db person_get(struct database *db, void *mem, struct person_id id, struct person *out)
	__attribute__((warn_unused_result));
/* The same, locking the row; for transactions. */
enum db person_lock(struct database *db, void *mem, struct person_id id, struct person *out)
	__attribute__((warn_unused_result));
/* Everybody of the account who is active or invited, holder first; an array
 * of *N on MEM. */
enum db person_list(struct database *db, void *mem, uint64_t member_id, struct person **out,
                    int *n) __attribute__((warn_unused_result));
/* The same, locking the rows; for transactions. */
enum db person_list_lock(struct database *db, void *mem, uint64_t member_id, struct person **out,
                         int *n) __attribute__((warn_unused_result));
/* The next free person_id of the account (locks its rows). */
enum db person_next_id(struct database *db, void *mem, uint64_t member_id, uint64_t *out)
	__attribute__((warn_unused_result));
/* Adds a person whose id is set. DB_DUP: the id is taken. */
enum db person_add(struct database *db, const struct person *person, int64_t now)
	__attribute__((warn_unused_result));

/* Stores single properties; each DB_OK also when nothing changed. */
enum db person_set_password(struct database *db, struct person_id id, const char *hash)
	__attribute__((warn_unused_result));
enum db person_set_name(struct database *db, struct person_id id, const char *name)
	__attribute__((warn_unused_result));
enum db person_set_lang(struct database *db, struct person_id id, const char *lang)
	__attribute__((warn_unused_result));
/* Sets the birthday only where none is stored yet; db_affected() tells. */
enum db person_set_birthday(struct database *db, struct person_id id, int32_t day)
	__attribute__((warn_unused_result));
enum db person_set_email(struct database *db, struct person_id id, const char *email,
                         bool confirmed) __attribute__((warn_unused_result));
enum db person_set_phone(struct database *db, struct person_id id, const char *phone,
                         bool confirmed) __attribute__((warn_unused_result));
/* STATE: active, invited or removed. A removed person keeps no addresses, and no
 * name leads to them. */
enum db person_set_state(struct database *db, struct person_id id, const char *state)
	__attribute__((warn_unused_result));
enum db person_set_may_spend(struct database *db, struct person_id id, bool may)
	__attribute__((warn_unused_result));
/* Notes a sign-in. */
enum db person_signed_in(struct database *db, struct person_id id, int64_t now)
	__attribute__((warn_unused_result));

/* The owner of a cleaned name; LOCK for use inside a transaction. */
enum db name_get(struct database *db, void *mem, const char *name, struct sign_in_name *out)
	__attribute__((warn_unused_result));
enum db name_lock(struct database *db, void *mem, const char *name, struct sign_in_name *out)
	__attribute__((warn_unused_result));
/* Claims NAME. DB_DUP: somebody has it. */
enum db name_claim(struct database *db, const char *name, struct person_id id, bool confirmed)
	__attribute__((warn_unused_result));
/* Gives NAME to ID, whoever had it; the caller has judged that. */
enum db name_give(struct database *db, const char *name, struct person_id id, bool confirmed)
	__attribute__((warn_unused_result));
/* Lets go of NAME if it is ID's. */
enum db name_release(struct database *db, const char *name, struct person_id id)
	__attribute__((warn_unused_result));
/* Lets go of all names of ID. */
enum db name_release_all(struct database *db, struct person_id id)
	__attribute__((warn_unused_result));

/* The member_id of an active member's number, of a merged one the survivor's;
 * DB_NONE. */
enum db member_by_no(struct database *db, void *mem, const char *member_no, uint64_t *out)
	__attribute__((warn_unused_result));
/* The kind of a member, on MEM; for transactions. */
enum db member_kind_lock(struct database *db, void *mem, uint64_t member_id, char **kind)
	__attribute__((warn_unused_result));
/* The number and kind of a member, on MEM. */
enum db member_get(struct database *db, void *mem, uint64_t member_id, char **member_no,
                   char **kind) __attribute__((warn_unused_result));
/* Changes the kind: personal, family or corporate. */
enum db member_set_kind(struct database *db, uint64_t member_id, const char *kind)
	__attribute__((warn_unused_result));
/* Takes turns with other sign-ups: locks the counter for this transaction, so
 * that two who claim neighbouring names never wait for each other in a ring. */
enum db member_turn(struct database *db, void *mem) __attribute__((warn_unused_result));
/* Takes the next number of the counter (locks it): "M9100001" on MEM. */
enum db member_next_no(struct database *db, void *mem, char **out)
	__attribute__((warn_unused_result));
/* Makes the member's row; its account is store/account.h's. DB_DUP: the number
 * is taken. *MEMBER_ID gets the new id. */
enum db member_add(struct database *db, const struct member_row *row, uint64_t *member_id)
	__attribute__((warn_unused_result));

#endif
