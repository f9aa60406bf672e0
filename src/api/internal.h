/* api, inside: how reader apps name items and streams. Pure: text in, numbers out. */
#ifndef OCTAVO_API_INTERNAL_H
#define OCTAVO_API_INTERNAL_H
#include "api/api.h"

/* The beginning of an item's long name; 16 hexadecimal digits follow. */
#define API_ITEM_LONG "tag:google.com,2005:reader/item/"

/* An item's number as apps write it: decimal, or API_ITEM_LONG and 1 to 16 hexadecimal digits; 0:
 * it is none (or over INT64_MAX). */
int64_t api_item_id(struct str s);
/* The state that a stream or tag names: "starred" of user/-/state/com.google/starred, with any user
 * for the "-"; empty where it is none. A view into s. */
struct str api_state(struct str s);
/* The folder that user/-/label/News names, with any user; empty where it is none. A view into s. */
struct str api_label(struct str s);
/* The feed that "feed/12" names; 0: none. */
int64_t api_feed_id(struct str s);
/* Which articles the stream `s` means for `user`, narrowed by the parameters xt and it (each may
 * come again), ot (seconds: came to us then or later), nt (seconds: published then or earlier), r
 * ("o": oldest first) and c (where the page before ended). False: there is no such stream, or c is
 * none. */
bool api_stream(struct str s, int64_t user, const struct http_field *v, size_t n,
                struct desk_list *ret);
#endif
