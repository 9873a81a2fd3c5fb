/* References of what people file: a letter and ten characters that can be read
 * aloud, the last of them a check character. */
#ifndef SERVICE_REFERENCE_H
#define SERVICE_REFERENCE_H

#define REFERENCE_TEXT 16

/* Writes a fresh reference that begins with LETTER. */
void reference_draw(char letter, char out[REFERENCE_TEXT]);

#endif
