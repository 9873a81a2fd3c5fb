#include "service/reference.h"

#include <stdio.h>

#include "base/secret.h"
#include "rule/code.h"

#define CHANCE 9 /* characters of it: 31^9 are enough never to meet twice */

void reference_draw(char letter, char out[REFERENCE_TEXT])
{
	uint8_t bytes[CHANCE];
	char code[CODE_TEXT];

	for (int i = 0; i < CHANCE; i++)
		do
			secret_random(&bytes[i], 1);
		while (bytes[i] >= 248); /* so that no character is likelier */
	code_make(bytes, CHANCE, code);
	snprintf(out, REFERENCE_TEXT, "%c%.10s", letter, code);
}
