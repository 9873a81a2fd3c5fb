#include "base/clock.h"
#include "store/db.h" /* BAD: layers */
#include <sodium.h> /* BAD: layers */
