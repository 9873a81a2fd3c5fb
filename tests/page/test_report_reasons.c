/* Sums of the reports' rows: by key, by span, on average. */
#include "page/report_reasons.h"

#include <string.h>

#include "cmocka_all.h"
