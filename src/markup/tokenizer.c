/* tokenizer.c: the tokenizer of section 13.2.5 of the HTML standard.
 *
 * The standard's eighty states are about single characters; here each state that may last long is
 * one search for the byte that ends it (memchr, or a table for short ones), and the states between
 * are the straight line of code that reads a tag. Nothing is copied: names, values and texts are
 * views, and only where a reference, a CR or a NUL stands in one, it is decoded into the arena.
 * Every search that finds nothing ends the input, so the time is linear. */
#include "markup/internal.h"

/* Classes of bytes, for the short searches. */
enum {
    END_NAME = 1,
    END_ATTR = 2,
    END_BARE = 4,
    ODD_TEXT = 8,
    END_TEXT = 16,
    UPPER = 32,
    SPACE = 64
};
static const uint8_t classes[256] = {
    [0] = ODD_TEXT | END_TEXT | UPPER,
    ['\t'] = SPACE | END_NAME | END_ATTR | END_BARE,
    ['\n'] = SPACE | END_NAME | END_ATTR | END_BARE,
    ['\f'] = SPACE | END_NAME | END_ATTR | END_BARE,
    ['\r'] = SPACE | END_NAME | END_ATTR | END_BARE | ODD_TEXT | END_TEXT,
    [' '] = SPACE | END_NAME | END_ATTR | END_BARE,
    ['/'] = END_NAME | END_ATTR,
    ['>'] = END_NAME | END_ATTR | END_BARE,
    ['='] = END_ATTR,
    ['&'] = ODD_TEXT | END_TEXT,
    ['<'] = END_TEXT,
    ['A' ... 'Z'] = UPPER,
};

static inline bool is(char c, uint8_t class)
{
    return classes[(unsigned char)c] & class;
}

void tok_init(struct tokenizer *t, struct arena *a, struct str utf8)
{
    if (utf8.n == 0)
        utf8 = STR(""); /* no sums with NULL */
    *t = (struct tokenizer){.a = a, .p = utf8.p, .end = utf8.p + utf8.n};
}

static inline const char *find(const struct tokenizer *t, const char *from, char c)
{
    const char *p = from < t->end ? memchr(from, c, (size_t)(t->end - from)) : NULL;
    return p ? p : t->end;
}

static void give_text(struct token *ret, const char *from, const char *to, unsigned how, bool plain)
{
    ret->kind = TOK_TEXT;
    ret->text = str_of(from, (size_t)(to - from));
    ret->how = how;
    ret->plain = plain;
}

static bool has_odd(const char *p, const char *end)
{
    enum { SHORT = 48 };
    if (end - p > SHORT)
        return memchr(p, '&', (size_t)(end - p)) || memchr(p, '\r', (size_t)(end - p)) ||
               memchr(p, 0, (size_t)(end - p));
    for (; p < end; p++)
        if (is(*p, ODD_TEXT))
            return true;
    return false;
}

/* ---- tags ---------------------------------------------------------------------------------- */

/* Lower case, NUL as U+FFFD: a view where nothing changes. */
static struct str plain_name(struct tokenizer *t, struct str s)
{
    size_t i = 0, nuls = 0;
    while (i < s.n && !is(s.p[i], UPPER))
        i++;
    if (i == s.n)
        return s;
    for (; i < s.n; i++)
        nuls += s.p[i] == 0;
    char *out = arena_alloc(t->a, s.n + 2 * nuls), *to = out;
    for (i = 0; i < s.n; i++) {
        if (s.p[i] == 0)
            to = mempcpy(to, "\xEF\xBF\xBD", 3);
        else
            *to++ = to_lower(s.p[i]);
    }
    return str_of(out, (size_t)(to - out));
}

static bool is_repeated(const struct tokenizer *t, size_t from, const struct html_attr *attr)
{
    for (size_t i = from; i < t->attrs.n; i++)
        if (t->attrs.v[i].name == attr->name &&
            (attr->name != HTML_ATTR_OTHER || str_eq(t->attrs.v[i].name_text, attr->name_text)))
            return true;
    return false;
}

static void add_attr(struct tokenizer *t, size_t from, struct str name, struct str value)
{
    struct html_attr attr = {.name = (uint16_t)attr_find_fold(name)};
    if (t->attrs.n - from == HTML_ATTRS_MOST)
        return;
    attr.name_text = attr.name == HTML_ATTR_OTHER ? plain_name(t, name)
                                                  : attr_name_str((enum html_attr_name)attr.name);
    if (is_repeated(t, from, &attr))
        return;
    attr.value = has_odd(value.p, value.p + value.n)
                     ? charref_decode(t->a, value, CHARREF_ATTR | CHARREF_NUL_BAD)
                     : value;
    LIST_PUSH(t->a, &t->attrs, attr);
}

/* The value behind '='. False at the end of the input. */
static bool read_value(struct tokenizer *t, struct str *ret)
{
    const char *p = t->p, *end = t->end;
    while (p < end && is(*p, SPACE))
        p++;
    *ret = str_of(p, 0);
    t->p = p;
    if (p == end || *p == '>')
        return p < end;
    if (*p == '"' || *p == '\'') {
        const char *close = find(t, p + 1, *p);
        if (close == end)
            return false;
        *ret = str_of(p + 1, (size_t)(close - p - 1));
        t->p = close + 1;
        return true;
    }
    while (p < end && !is(*p, END_BARE))
        p++;
    *ret = str_of(t->p, (size_t)(p - t->p));
    t->p = p;
    return p < end;
}

/* Attributes up to and with '>'. False where the input ends inside the tag, which is then nothing.
 */
static bool read_attrs(struct tokenizer *t, struct token *ret)
{
    bool keep = ret->kind == TOK_START;
    const char *end = t->end;
    for (;;) {
        const char *p = t->p;
        while (p < end && is(*p, SPACE))
            p++;
        if (p == end)
            return false;
        if (*p == '>') {
            t->p = p + 1;
            return true;
        }
        if (*p == '/') {
            t->p = p + 1;
            ret->self_closing = p + 1 < end && p[1] == '>';
            continue;
        }
        const char *from = p++; /* a '=' in front belongs to the name */
        while (p < end && !is(*p, END_ATTR))
            p++;
        struct str name = str_of(from, (size_t)(p - from)), value = str_of(p, 0);
        while (p < end && is(*p, SPACE))
            p++;
        t->p = p;
        if (p < end && *p == '=') {
            t->p = p + 1;
            if (!read_value(t, &value))
                return false;
        }
        if (keep)
            add_attr(t, ret->attr_at, name, value);
    }
}

/* A tag whose name starts at t->p. */
static bool read_tag(struct tokenizer *t, enum tok_kind kind, struct token *ret)
{
    const char *from = t->p, *p = from;
    while (p < t->end && !is(*p, END_NAME))
        p++;
    struct str name = str_of(from, (size_t)(p - from));
    t->p = p;
    ret->kind = kind;
    ret->tag = tag_find_fold(name);
    ret->name = ret->tag == HTML_TAG_OTHER ? plain_name(t, name) : html_tag_name(ret->tag);
    ret->attr_at = t->attrs.n;
    ret->self_closing = false;
    if (!read_attrs(t, ret)) {
        t->p = t->end;
        t->attrs.n = ret->attr_at;
        ret->kind = TOK_EOF;
        return false;
    }
    if (kind == TOK_START)
        t->last = ret->name;
    return true;
}

/* ---- comments ------------------------------------------------------------------------------ */

static void give_comment(struct tokenizer *t, struct token *ret, const char *from, const char *to)
{
    ret->kind = TOK_COMMENT;
    ret->text = str_of(from, (size_t)(to - from));
    if (memchr(from, 0, ret->text.n) || memchr(from, '\r', ret->text.n))
        ret->text = charref_decode(t->a, ret->text, CHARREF_NONE | CHARREF_NUL_BAD);
}

static void bogus_comment(struct tokenizer *t, struct token *ret, const char *from)
{
    const char *to = find(t, from, '>');
    t->p = to < t->end ? to + 1 : to;
    give_comment(t, ret, from, to);
}

/* Behind "<!--". Ends with "-->" or "--!>"; ">" and "->" at once end it too. */
static void read_comment(struct tokenizer *t, struct token *ret, const char *from)
{
    const char *end = t->end, *p = from;
    size_t lead = p < end && *p == '>' ? 1 : end - p >= 2 && p[0] == '-' && p[1] == '>' ? 2 : 0;
    if (lead) {
        t->p = p + lead;
        give_comment(t, ret, from, from);
        return;
    }
    for (;;) {
        p = find(t, p, '-');
        const char *dashes = p;
        while (p < end && *p == '-')
            p++;
        size_t n = (size_t)(p - dashes);
        if (p == end) { /* the dashes of an end that did not come do not count */
            t->p = end;
            give_comment(t, ret, from, end - (n > 2 ? 2 : n));
            return;
        }
        if (n < 2)
            continue;
        bool bang = *p == '!';
        if (*p == '>' || (bang && (end - p == 1 || p[1] == '>'))) {
            t->p = end - p < 1 + bang ? end : p + 1 + (bang && end - p > 1);
            give_comment(t, ret, from, p - 2);
            return;
        }
    }
}

/* At "<!". False where it only changes the state. */
static bool read_declaration(struct tokenizer *t, struct token *ret)
{
    struct str rest = str_of(t->p + 2, (size_t)(t->end - t->p) - 2);
    if (str_starts(rest, STR("--"))) {
        read_comment(t, ret, rest.p + 2);
    } else if (str_starts_fold(rest, STR("doctype"))) {
        t->p = rest.p + 7;
        tok_doctype(t, ret);
    } else if (t->foreign && str_starts(rest, STR("[CDATA["))) {
        t->p = rest.p + 7;
        t->state = TOK_CDATA;
        return false;
    } else {
        bogus_comment(t, ret, rest.p);
    }
    return true;
}

/* ---- text that is not markup --------------------------------------------------------------- */

/* Is p, at a '<', the end tag of t->last? */
static bool is_end_tag(const struct tokenizer *t, const char *p)
{
    size_t n = t->last.n;
    return (size_t)(t->end - p) > n + 2 && p[1] == '/' && is(p[n + 2], END_NAME) &&
           str_eq_fold(str_of(p + 2, n), t->last) && n > 0;
}

static const char *raw_end(const struct tokenizer *t)
{
    const char *p = t->p;
    while ((p = find(t, p, '<')) < t->end && !is_end_tag(t, p))
        p++;
    return p;
}

static bool is_script_start(const struct tokenizer *t, const char *p)
{
    return t->end - p > 7 && str_eq_fold(str_of(p + 1, 6), STR("script")) && is(p[7], END_NAME);
}

/* Inside "<!--" of a script (the "escaped" states): an inner <script> hides one end tag. Returns
 * where the script ends, or the place behind "-->" with *ended false. */
static const char *escaped_end(const struct tokenizer *t, const char *p, bool *ended)
{
    bool twice = false;
    *ended = true;
    for (; p < t->end; p++) {
        if (*p == '-' && p[-1] == '-' && t->end - p > 1 && p[1] == '>') {
            *ended = false;
            return p + 2;
        }
        if (*p != '<')
            continue;
        if (is_end_tag(t, p)) {
            if (!twice)
                return p;
            twice = false;
        } else if (!twice && is_script_start(t, p)) {
            twice = true;
        }
    }
    return t->end;
}

static const char *script_end(const struct tokenizer *t)
{
    const char *p = t->p;
    while ((p = find(t, p, '<')) < t->end) {
        if (is_end_tag(t, p))
            return p;
        if (t->end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
            bool ended;
            p = escaped_end(t, p + 3, &ended);
            if (ended)
                return p;
        } else {
            p++;
        }
    }
    return t->end;
}

/* Contents up to the end tag, then the end tag itself. */
static void read_raw(struct tokenizer *t, struct token *ret)
{
    bool rcdata = t->state == TOK_RCDATA;
    const char *from = t->p, *to = t->state == TOK_SCRIPT ? script_end(t) : raw_end(t);
    if (to > from) {
        t->p = to;
        give_text(ret, from, to, CHARREF_NUL_BAD | (rcdata ? 0 : CHARREF_NONE),
                  rcdata && !has_odd(from, to));
        return;
    }
    t->state = TOK_DATA;
    if (to == t->end) {
        ret->kind = TOK_EOF;
        return;
    }
    t->p = to + 2;
    read_tag(t, TOK_END, ret);
}

/* False where the section is empty. */
static bool read_cdata(struct tokenizer *t, struct token *ret)
{
    struct str rest = str_of(t->p, (size_t)(t->end - t->p));
    size_t n = str_find(rest, STR("]]>"));
    const char *to = n == SIZE_MAX ? t->end : t->p + n;
    t->state = TOK_DATA;
    t->p = n == SIZE_MAX ? t->end : to + 3;
    give_text(ret, rest.p, to, CHARREF_NONE, false);
    return ret->text.n > 0;
}

/* ---- data ---------------------------------------------------------------------------------- */

/* Does a '<' at p start anything? */
static inline bool starts_markup(const char *p, const char *end)
{
    if (end - p < 2)
        return false;
    char c = p[1];
    return is_alpha(c) || c == '!' || c == '?' || (c == '/' && end - p > 2);
}

static void read_text(struct tokenizer *t, struct token *ret)
{
    const char *from = t->p, *p = from, *end = t->end;
    bool odd = false;
    for (;;) {
        while (p < end && !is(*p, END_TEXT))
            p++;
        if (p < end && *p != '<') {
            odd = true;
            p = find(t, p, '<');
        }
        if (p == end || starts_markup(p, end))
            break;
        p++;
    }
    t->p = p;
    give_text(ret, from, p, 0, !odd);
}

/* At a '<' that starts markup. False where it makes no token ("</>"). */
static bool read_markup(struct tokenizer *t, struct token *ret)
{
    char c = t->p[1];
    if (c == '!') {
        return read_declaration(t, ret);
    } else if (c == '?') {
        bogus_comment(t, ret, t->p + 1);
    } else if (c != '/') {
        t->p++;
        read_tag(t, TOK_START, ret);
    } else if (is_alpha(t->p[2])) {
        t->p += 2;
        read_tag(t, TOK_END, ret);
    } else if (t->p[2] == '>') {
        t->p += 3;
        return false;
    } else {
        bogus_comment(t, ret, t->p + 2);
    }
    return true;
}

void tok_next(struct tokenizer *t, struct token *ret)
{
    for (;;) {
        if (t->p == t->end) {
            ret->kind = TOK_EOF;
            return;
        }
        switch (t->state) {
        case TOK_DATA: break;
        case TOK_RCDATA:
        case TOK_RAWTEXT:
        case TOK_SCRIPT: read_raw(t, ret); return;
        case TOK_CDATA:
            if (read_cdata(t, ret))
                return;
            continue;
        case TOK_PLAINTEXT:
            give_text(ret, t->p, t->end, CHARREF_NONE | CHARREF_NUL_BAD, false);
            t->p = t->end;
            return;
        }
        if (*t->p != '<' || !starts_markup(t->p, t->end)) {
            read_text(t, ret);
            return;
        }
        if (read_markup(t, ret))
            return;
    }
}
