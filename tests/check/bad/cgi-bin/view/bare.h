/* A header. */
#ifndef BARE_H
#define BARE_H

/* Explained. */
int told(void);
int told_too(void);

int untold(void); /* BAD: docs */

#endif
