/* /history.csv: all movements of a filter as a table for spreadsheets. */
#ifndef PAGE_HISTORY_CSV_H
#define PAGE_HISTORY_CSV_H

#include "web/request.h"

extern const struct route history_csv_routes[];

#endif
