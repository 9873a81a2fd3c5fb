/* /language: language, look and text size, kept in cookies and (the language)
 * with the signed-in person. */
#ifndef PAGE_LANGUAGE_H
#define PAGE_LANGUAGE_H

#include "web/request.h"

extern const struct route language_routes[];

#endif
