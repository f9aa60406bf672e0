/* json.c: see json.h. */
#include "base/base.h"

#include <assert.h>
#include <math.h>

void json_init(struct json_out *w, struct buf *b)
{
    *w = (struct json_out){.b = b};
}

static void item(struct json_out *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    uint64_t bit = UINT64_C(1) << w->depth;
    if (w->has_item & bit && w->depth)
        buf_char(w->b, ',');
    w->has_item |= bit;
}

static void enter(struct json_out *w, char c)
{
    item(w);
    assert(w->depth + 1 < JSON_DEPTH_MOST);
    buf_char(w->b, c);
    w->depth++;
    w->has_item &= ~(UINT64_C(1) << w->depth);
}

static void leave(struct json_out *w, char c)
{
    assert(w->depth > 0 && !w->after_key);
    w->depth--;
    buf_char(w->b, c);
}

void json_obj(struct json_out *w)
{
    enter(w, '{');
}

void json_obj_end(struct json_out *w)
{
    leave(w, '}');
}

void json_arr(struct json_out *w)
{
    enter(w, '[');
}

void json_arr_end(struct json_out *w)
{
    leave(w, ']');
}

static void escape(struct buf *b, unsigned char c)
{
    switch (c) {
    case '"': buf_lit(b, "\\\""); break;
    case '\\': buf_lit(b, "\\\\"); break;
    case '\n': buf_lit(b, "\\n"); break;
    case '\r': buf_lit(b, "\\r"); break;
    case '\t': buf_lit(b, "\\t"); break;
    default: buf_fmt(b, "\\u%04x", c);
    }
}

static void put_string(struct buf *b, struct str s)
{
    buf_char(b, '"');
    size_t from = 0, i = 0;
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80 && c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
            i++;
            continue;
        }
        if (c < 0x80) {
            buf_put(b, str_sub(s, from, i));
            escape(b, c);
            from = ++i;
            continue;
        }
        size_t start = i;
        uint32_t rune = utf8_next_slow(s, &i);
        if (rune == UTF8_BAD) {
            buf_put(b, str_sub(s, from, start));
            buf_lit(b, "\xEF\xBF\xBD");
            from = i;
        }
    }
    buf_put(b, str_from(s, from));
    buf_char(b, '"');
}

void json_key(struct json_out *w, struct str key)
{
    assert(!w->after_key);
    item(w);
    put_string(w->b, key);
    buf_char(w->b, ':');
    w->after_key = true;
}

void json_put_str(struct json_out *w, struct str s)
{
    item(w);
    put_string(w->b, s);
}

void json_put_i64(struct json_out *w, int64_t v)
{
    item(w);
    buf_i64(w->b, v);
}

void json_put_num(struct json_out *w, double v)
{
    item(w);
    if (isfinite(v))
        buf_fmt(w->b, "%.6g", v);
    else
        buf_lit(w->b, "null");
}

void json_put_bool(struct json_out *w, bool v)
{
    item(w);
    buf_put(w->b, v ? STR("true") : STR("false"));
}

void json_put_null(struct json_out *w)
{
    item(w);
    buf_lit(w->b, "null");
}

void json_put_raw(struct json_out *w, struct str json)
{
    item(w);
    buf_put(w->b, json);
}

void json_put_time(struct json_out *w, int64_t us)
{
    item(w);
    buf_char(w->b, '"');
    time_write(w->b, us);
    buf_char(w->b, '"');
}

struct str json_str(const json_t *v)
{
    return json_is_string(v) ? str_of(json_string_value(v), json_string_length(v)) : STR_NONE;
}

struct str json_get_str(const json_t *obj, const char *key)
{
    return json_str(json_object_get(obj, key));
}

int64_t json_get_i64(const json_t *obj, const char *key, int64_t none)
{
    const json_t *v = json_object_get(obj, key);
    return json_is_integer(v) ? json_integer_value(v) : none;
}

double json_get_num(const json_t *obj, const char *key, double none)
{
    const json_t *v = json_object_get(obj, key);
    return json_is_number(v) ? json_number_value(v) : none;
}

bool json_get_bool(const json_t *obj, const char *key)
{
    return json_is_true(json_object_get(obj, key));
}
