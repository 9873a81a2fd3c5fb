/* POST /wechat/tie and /wechat/left: what the gateway of the company's WeChat account
 * tells; no other partner may. */
#ifndef PAGE_API_WECHAT_H
#define PAGE_API_WECHAT_H

#include "web/route.h"

extern const struct route api_wechat_routes[];

#endif
