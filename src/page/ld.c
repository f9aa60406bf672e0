/* ld.c: reads JSON as publishers write it into a flat tree: JSON-LD blocks and the data that
 * scripts carry. Real pages hold raw line ends and unescaped quotes inside strings, trailing or
 * missing commas, comments, HTML comment marks and several values in a row; a strict reader loses
 * one block in thirty. So this one never fails: it takes what it can read, in one pass without
 * recursion, and stops at its limits. Strings stay views into the input until somebody wants one
 * decoded.
 *
 * The tree is pre-order like that of the HTML: the children of i are i+1 ... up to v[i].end, the
 * next sibling of c is v[c].end. Node 0 is an array around all values of the block. */
#include "page/internal.h"

enum { LD_DEPTH_MOST = 48, LD_NODES_MOST = 60000 };

struct ld_reader {
    struct arena *a;
    struct str s;
    size_t at;
    struct ld *ld;
    uint32_t open[LD_DEPTH_MOST];
    uint32_t depth;
    struct str key;
};

static uint32_t ld_add(struct ld_reader *r, enum ld_kind kind, struct str value)
{
    struct ld *ld = r->ld;
    uint32_t end = (uint32_t)ld->list.n + 1;
    LIST_PUSH(r->a, &ld->list,
              (struct ld_node){.kind = kind, .key = r->key, .value = value, .end = end});
    r->key = STR_NONE;
    return (uint32_t)ld->list.n - 1;
}

/* White space, commas, comments and the marks of HTML comments and CDATA around the JSON. */
static void ld_skip(struct ld_reader *r)
{
    struct str s = r->s;
    while (r->at < s.n) {
        char c = s.p[r->at];
        if (is_space(c) || c == ',' || c == ';') {
            r->at++;
        } else if (c == '/' && r->at + 1 < s.n &&
                   (s.p[r->at + 1] == '/' || s.p[r->at + 1] == '*')) {
            struct str rest = str_from(s, r->at + 2);
            bool line = s.p[r->at + 1] == '/';
            size_t n = line ? str_find_char(rest, '\n') : str_find(rest, STR("*/"));
            r->at = n == SIZE_MAX ? s.n : r->at + 2 + n + (line ? 1 : 2);
        } else if (str_starts(str_from(s, r->at), STR("<!--"))) {
            r->at += 4;
        } else if (str_starts(str_from(s, r->at), STR("-->"))) {
            r->at += 3;
        } else {
            return;
        }
    }
}

/* Does the quote at `at` end its string? It does where what follows is JSON's own punctuation; an
 * unescaped quote inside prose is followed by something else. */
static bool ld_quote_ends(struct str s, size_t at, bool is_key)
{
    size_t i = at + 1;
    while (i < s.n && is_space(s.p[i]))
        i++;
    if (i >= s.n)
        return true;
    char c = s.p[i];
    if (c == '}' || c == ']' || (is_key && c == ':'))
        return true;
    if (c != ',')
        return c == '"' && i > at + 1 && memchr(s.p + at, '\n', i - at); /* a comma is missing */
    for (i++; i < s.n && is_space(s.p[i]); i++)
        ;
    struct str rest = str_from(s, i);
    return rest.n == 0 || strchr("\"{[}]-0123456789", rest.p[0]) || str_starts(rest, STR("true")) ||
           str_starts(rest, STR("false")) || str_starts(rest, STR("null"));
}

/* The string that starts behind the quote at r->at - 1, raw. */
static struct str ld_string(struct ld_reader *r, char quote, bool is_key)
{
    size_t from = r->at;
    const char *p = r->s.p;
    while (r->at < r->s.n) {
        char c = p[r->at];
        if (c == '\\') {
            r->at += 2;
        } else if (c == quote && ld_quote_ends(r->s, r->at, is_key)) {
            return str_sub(r->s, from, r->at++);
        } else {
            r->at++;
        }
    }
    r->at = r->s.n;
    return str_from(r->s, from);
}

static void ld_close(struct ld_reader *r)
{
    if (r->depth > 1) {
        r->depth--;
        r->ld->list.v[r->open[r->depth]].end = (uint32_t)r->ld->list.n;
    }
    r->key = STR_NONE;
}

static bool ld_in_object(const struct ld_reader *r)
{
    return r->ld->list.v[r->open[r->depth - 1]].kind == LD_OBJECT;
}

/* Text in quotes: a key where a colon follows inside an object, else a value. */
static void ld_text(struct ld_reader *r, char quote)
{
    r->at++;
    bool may_be_key = ld_in_object(r) && r->key.p == NULL;
    struct str text = ld_string(r, quote, may_be_key);
    if (may_be_key) {
        size_t i = r->at;
        while (i < r->s.n && is_space(r->s.p[i]))
            i++;
        if (i < r->s.n && r->s.p[i] == ':') {
            r->at = i + 1;
            r->key = text.p ? text : STR("");
            return;
        }
    }
    ld_add(r, LD_STRING, text);
}

/* A number, true, false, null, or a bare word. */
static void ld_word(struct ld_reader *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && !is_space(r->s.p[r->at]) && !strchr(",:{}[]\"", r->s.p[r->at]))
        r->at++;
    if (r->at == from) {
        r->at++;
        return;
    }
    struct str word = str_sub(r->s, from, r->at);
    if (r->at < r->s.n && r->s.p[r->at] == ':' && ld_in_object(r) && r->key.p == NULL) {
        r->key = word;
        r->at++;
        return;
    }
    ld_add(r, LD_WORD, word);
}

static void ld_value(struct ld_reader *r)
{
    char c = r->s.p[r->at];
    switch (c) {
    case '{':
    case '[': {
        uint32_t i = ld_add(r, c == '{' ? LD_OBJECT : LD_ARRAY, STR_NONE);
        r->at++;
        if (r->depth < LD_DEPTH_MOST)
            r->open[r->depth++] = i;
        else
            r->at = r->s.n;
        break;
    }
    case '}':
    case ']':
        r->at++;
        ld_close(r);
        break;
    case '"': ld_text(r, '"'); break;
    default: ld_word(r); break;
    }
}

void ld_parse(struct arena *a, struct str json, struct ld *ret)
{
    *ret = (struct ld){0};
    struct ld_reader r = {.a = a, .s = json, .ld = ret};
    r.open[r.depth++] = ld_add(&r, LD_ARRAY, STR_NONE);
    for (ld_skip(&r); r.at < r.s.n && ret->list.n < LD_NODES_MOST; ld_skip(&r))
        ld_value(&r);
    while (r.depth > 0)
        ret->list.v[r.open[--r.depth]].end = (uint32_t)ret->list.n;
}

uint32_t ld_get(const struct ld *ld, uint32_t object, struct str key)
{
    if (ld->list.v[object].kind != LD_OBJECT)
        return 0;
    for (uint32_t i = object + 1; i < ld->list.v[object].end; i = ld->list.v[i].end)
        if (str_eq(ld->list.v[i].key, key))
            return i;
    return 0;
}

struct str ld_str(const struct ld *ld, uint32_t object, struct str key)
{
    uint32_t i = ld_get(ld, object, key);
    while (i && ld->list.v[i].kind == LD_ARRAY && ld->list.v[i].end > i + 1)
        i++;
    return i && ld->list.v[i].kind >= LD_STRING ? ld->list.v[i].value : STR_NONE;
}

bool ld_is(const struct ld *ld, uint32_t object, struct str type)
{
    uint32_t i = ld_get(ld, object, STR("@type"));
    if (!i)
        return false;
    if (ld->list.v[i].kind == LD_STRING)
        return str_eq_fold(ld->list.v[i].value, type);
    for (uint32_t c = i + 1; c < ld->list.v[i].end; c = ld->list.v[c].end)
        if (str_eq_fold(ld->list.v[c].value, type))
            return true;
    return false;
}

/* Four hexadecimal digits at s[at]; -1 where there are none. */
static int32_t ld_hex4(struct str s, size_t at)
{
    if (at + 4 > s.n)
        return -1;
    int32_t v = 0;
    for (size_t i = at; i < at + 4; i++) {
        int h = hex_value(s.p[i]);
        if (h < 0)
            return -1;
        v = v * 16 + h;
    }
    return v;
}

/* One escape at s[*at] == '\\'; moves behind it. */
static void ld_escape(struct buf *b, struct str s, size_t *at)
{
    char c = *at + 1 < s.n ? s.p[*at + 1] : '\\';
    *at += 2;
    static const char from[] = "nrtbf", to[] = "\n\n\t  ";
    const char *known = c ? strchr(from, c) : NULL;
    if (known) {
        buf_char(b, to[known - from]);
    } else if (c == 'u' && ld_hex4(s, *at) >= 0) {
        uint32_t rune = (uint32_t)ld_hex4(s, *at);
        *at += 4;
        if (rune >= 0xD800 && rune < 0xDC00 && *at + 6 <= s.n && s.p[*at] == '\\' &&
            s.p[*at + 1] == 'u') {
            int32_t low = ld_hex4(s, *at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                rune = 0x10000 + ((rune - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
                *at += 6;
            }
        }
        if (rune != 0)
            buf_rune(b, rune);
    } else {
        buf_char(b, c);
    }
}

struct str ld_decode(struct arena *a, struct str raw)
{
    if (str_find_char(raw, '\\') == SIZE_MAX)
        return raw;
    struct buf b;
    buf_arena(&b, a, raw.n * 3 + 16);
    for (size_t i = 0; i < raw.n;) {
        if (raw.p[i] == '\\')
            ld_escape(&b, raw, &i);
        else
            buf_char(&b, raw.p[i++]);
    }
    return buf_str(&b);
}
