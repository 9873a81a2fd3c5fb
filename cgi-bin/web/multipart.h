/* Bodies of upload forms (multipart/form-data): text fields as in every form,
 * and one file, which stays where it is in the body. Linear work, nothing is
 * copied but the fields; the body's size is the route's body_max. */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/parse.h"

#define UPLOAD_MAX 5242880 /* bytes of a file; a route's body_max is UPLOAD_BODY */
#define UPLOAD_BODY (UPLOAD_MAX + 65536)

/* Takes the LEN bytes of BODY apart, whose Content-Type header is TYPE. Every
 * part must be in KNOWN, or be "csrf" where WITH_CSRF; text fields go to FIELDS
 * (room for WEB_FIELDS_MAX). A part with a file name is the file, at most one:
 * its length is judged by its field's max, in bytes. FILE (all NULL when none
 * was chosen) points into BODY; its name is the last part of the path, cleaned,
 * on MEM. A body that is not whole is PARSE_TEXT. */
enum parse multipart_parse(void *mem, const char *type, const char *body, size_t len,
                           const struct field *known, bool with_csrf, struct pair *fields,
                           int *n, struct upload *file);

#endif
