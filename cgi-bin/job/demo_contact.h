/* The demo's advisers and what they noted. */
#ifndef JOB_DEMO_CONTACT_H
#define JOB_DEMO_CONTACT_H

#include "job/demo.h"

/* Names the clerk as adviser of some members, with contacts and call-backs. */
bool demo_contacts(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
