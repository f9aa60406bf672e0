/* json: writing is ours (one pass into a buf, always valid RFC 8259 and valid UTF-8); reading is
 * jansson's, strict, behind json_read. */
#ifndef OCTAVO_BASE_JSON_H
#define OCTAVO_BASE_JSON_H
#include "base/buf.h"

#include <jansson.h>

enum { JSON_DEPTH_MOST = 64 };
/* A writer. Commas are its own affair; keys and values must alternate as in JSON (asserted). */
struct json_out {
    struct buf *b;
    uint32_t depth;
    uint64_t has_item; /* bit d: the container at depth d has an item already */
    bool after_key;
};
void json_init(struct json_out *w, struct buf *b);
void json_obj(struct json_out *w);
void json_obj_end(struct json_out *w);
void json_arr(struct json_out *w);
void json_arr_end(struct json_out *w);
void json_key(struct json_out *w, struct str key);
/* Bytes that are not valid UTF-8 are written as U+FFFD. */
void json_put_str(struct json_out *w, struct str s);
void json_put_i64(struct json_out *w, int64_t v);
/* At most 6 significant digits; null for NaN and infinities. */
void json_put_num(struct json_out *w, double v);
void json_put_bool(struct json_out *w, bool v);
void json_put_null(struct json_out *w);
/* Text that is JSON already (one value). */
void json_put_raw(struct json_out *w, struct str json);
/* key and value in one; the _opt forms write nothing for an empty str / TIME_NONE. */
#define json_field_str(w, lit, s)  (json_key((w), STR(lit)), json_put_str((w), (s)))
#define json_field_i64(w, lit, v)  (json_key((w), STR(lit)), json_put_i64((w), (v)))
#define json_field_num(w, lit, v)  (json_key((w), STR(lit)), json_put_num((w), (v)))
#define json_field_bool(w, lit, v) (json_key((w), STR(lit)), json_put_bool((w), (v)))
#define json_field_opt(w, lit, s)  ((s).n ? json_field_str((w), lit, (s)) : (void)0)
/* UTC time as RFC 3339 string. */
void json_put_time(struct json_out *w, int64_t us);

/* Reads one JSON value (an object or array). Duplicate keys, bad UTF-8, numbers out of range and
 * text after the value are errors: ERR_INPUT with line in *e; ERR_MEMORY where there is none. The
 * caller json_decref()s. */
enum err_code json_read(struct str s, json_t **ret, struct err *e) must_check;
/* Views into a jansson string, valid as long as it; the empty str where v is NULL or no string. */
struct str json_str(const json_t *v);
struct str json_get_str(const json_t *obj, const char *key);
/* The member as an integer, or `none` where it is absent or not one. */
int64_t json_get_i64(const json_t *obj, const char *key, int64_t none);
double json_get_num(const json_t *obj, const char *key, double none);
bool json_get_bool(const json_t *obj, const char *key);
#endif
