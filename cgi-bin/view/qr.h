/* QR codes: as an SVG path for pages and as a PNG for pictures that can be
 * kept. The one door to <qrencode.h>; <png.h> also has view/picture.c. */
#ifndef VIEW_QR_H
#define VIEW_QR_H

#include "view/view.h"

/* Sets NAME.Path (the "d" of an SVG path, one unit a module) and NAME.Box (the
 * viewBox, quiet zone of 4 modules included) for TEXT. Sets nothing (logged)
 * when TEXT does not fit a code. In the template:
 *   <svg viewBox="<?cs var:Qr.Box ?>"><path d="<?cs var:Qr.Path ?>"/></svg> */
void view_qr(struct view_node *node, const char *name, const char *text);
/* TEXT's code as a black and white PNG, SCALE pixels a module (1 to 16), into
 * OUT. False (logged) when it does not fit. */
bool qr_png(const char *text, int scale, struct buf *out);

#endif
