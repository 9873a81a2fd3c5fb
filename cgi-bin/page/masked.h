/* How other members are named before members. */
#ifndef PAGE_MASKED_H
#define PAGE_MASKED_H

/* A name before others: its first character and two stars, on MEM. */
char *masked_name(void *mem, const char *name);

#endif
