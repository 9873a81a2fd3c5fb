/* Settings and plans: trees of names and values read from .hdf files. The one
 * door to ClearSilver's HDF reader (view/ is the door to its templates). */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

struct config; /* a tree, or a node of one (borrowed) */

/* Reads FILE. NULL with a logged reason when it cannot be read or parsed. */
struct config *config_read(const char *path);
/* The same from text in memory. */
struct config *config_parse(const char *text);
void config_free(struct config *tree);
/* The value at NAME ("Mail.From") below NODE, or FALLBACK. Borrowed. */
const char *config_get(const struct config *node, const char *name, const char *fallback);
/* A whole number at NAME; FALLBACK when absent; false when it is no number. */
bool config_int(const struct config *node, const char *name, int64_t fallback, int64_t *out);
/* The node at NAME, or NULL. */
const struct config *config_node(const struct config *node, const char *name);
/* Children in file order: first child of NODE, next sibling, own name, value. */
const struct config *config_child(const struct config *node);
const struct config *config_next(const struct config *node);
const char *config_name(const struct config *node);
const char *config_value(const struct config *node);

/* The running portal's settings: VAR/portal.hdf (written by make run; in
 * production /etc/jifen/portal.hdf). The path comes from --config or the
 * environment variable JIFEN_CONFIG; refuses (NULL, logged) a file that group
 * or others can read. Names used:
 *   Var, Templates, Static, Schema        directories
 *   Db.Socket, Db.Name, Db.User           ("jf_member" …; one file per program)
 *   Base.Url                              how the portal is reached, no slash at the end
 *   Base.Secure                           1 where TLS or localhost allows Secure cookies
 *   Plan, Demo                            plan name; 1 = demo data
 *   Contact.Phone, Contact.Email, Filing.Icp, Filing.Police, Company.Name
 *   Sms.Url, Sms.KeyFile, Smtp.Url, Smtp.UserFile, Smtp.Tls ("must" or ""),
 *   Smtp.CaFile, Mail.From
 *   Staff.Totp                            0 = no second factor; obeyed in a demo only
 *   Metrics.File                          where the workers of a program count together
 *   Log.SlowMs                            longer requests are logged as slow (500)
 *   Keys.Chain, Keys.Token                paths of the secret files */
struct config *config_open(const char *path);

#endif
