#include "service/spend.h"
#include "job/nightly.h" /* BAD: layers */
#include "page/other.h" /* BAD: layers */
#include <mysql.h> /* BAD: layers */
#include <fcgiapp.h> /* BAD: layers */
#include <xlsxwriter.h> /* BAD: layers */
