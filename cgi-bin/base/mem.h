/* Request and job memory: talloc contexts. Everything made for a request hangs
 * on one context and is freed with it. This header is talloc's one door. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <talloc.h>

#endif
