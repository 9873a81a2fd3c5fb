/* /profile/wechat: ties a person's WeChat to the company's, so that messages go there. */
#ifndef PAGE_WECHAT_H
#define PAGE_WECHAT_H

#include "web/route.h"

extern const struct route wechat_routes[];

#endif
