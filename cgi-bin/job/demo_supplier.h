/* The demo's suppliers: how staff judged them; one is to be judged again, some never
 * were. */
#ifndef JOB_DEMO_SUPPLIER_H
#define JOB_DEMO_SUPPLIER_H

#include "job/demo.h"

/* Tells what staff wrote down in the months before NOW; what is written already stays. */
bool demo_suppliers(struct job *job, int64_t now);

#endif
