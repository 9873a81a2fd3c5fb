#include "service/message.h"

enum db tell(const struct service_env *env, const struct person *person)
{
	return message_tell(env, person, "unheard_of"); /* BAD: mail */
}
