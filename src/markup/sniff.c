/* sniff.c: which encoding a document names: the byte stream prescan of section 13.2.3.2 of the HTML
 * standard, the XML declaration, the charset parameter of a Content-Type. */
#include "markup/internal.h"

struct scan {
    struct arena *a;
    struct str s;
    size_t at;
};

static bool more(const struct scan *p)
{
    return p->at < p->s.n;
}

static char now(const struct scan *p)
{
    return p->s.p[p->at];
}

static void skip_space(struct scan *p)
{
    while (more(p) && is_space(now(p)))
        p->at++;
}

/* "Get an attribute". False where there is none; the scan stands at '>' or the end then. */
static bool next_attr(struct scan *p, struct str *ret_name, struct str *ret_value)
{
    while (more(p) && (is_space(now(p)) || now(p) == '/'))
        p->at++;
    if (!more(p) || now(p) == '>')
        return false;
    size_t from = p->at;
    while (more(p) && !(now(p) == '=' && p->at > from) && !is_space(now(p)) && now(p) != '/' &&
           now(p) != '>')
        p->at++;
    *ret_name = str_lower(p->a, str_sub(p->s, from, p->at));
    *ret_value = STR_NONE;
    skip_space(p);
    if (!more(p) || now(p) != '=')
        return true;
    p->at++;
    skip_space(p);
    if (!more(p))
        return true;
    char quote = now(p);
    if (quote == '"' || quote == '\'') {
        from = ++p->at;
        while (more(p) && now(p) != quote)
            p->at++;
        if (!more(p))
            return false; /* the value is not whole */
        *ret_value = str_lower(p->a, str_sub(p->s, from, p->at++));
        return true;
    }
    from = p->at;
    while (more(p) && !is_space(now(p)) && now(p) != '>')
        p->at++;
    if (!more(p))
        return false;
    *ret_value = str_lower(p->a, str_sub(p->s, from, p->at));
    return true;
}

struct str sniff_content(struct str content)
{
    struct str s = content;
    for (;;) {
        size_t at = str_find_fold(s, STR("charset"));
        if (at == SIZE_MAX)
            return STR_NONE;
        s = str_from(s, at + 7);
        size_t i = 0;
        while (i < s.n && is_space(s.p[i]))
            i++;
        if (i < s.n && s.p[i] == '=') {
            s = str_from(s, i + 1);
            break;
        }
    }
    while (s.n && is_space(s.p[0]))
        s = str_from(s, 1);
    if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
        size_t end = str_find_char(str_from(s, 1), s.p[0]);
        return end == SIZE_MAX ? STR_NONE : str_sub(s, 1, 1 + end);
    }
    size_t end = 0;
    while (end < s.n && !is_space(s.p[end]) && s.p[end] != ';')
        end++;
    return str_sub(s, 0, end);
}

/* The attributes of one <meta>. Each counts once, the first time. */
static struct str meta_names(struct scan *p)
{
    enum { NO_NEED, NEED, NOT_SAID } pragma = NOT_SAID;
    bool got_pragma = false, had_equiv = false, had_content = false, had_charset = false;
    struct str name, value, charset = STR_NONE;
    while (next_attr(p, &name, &value)) {
        if (str_eq(name, STR("http-equiv")) && !had_equiv) {
            had_equiv = true;
            got_pragma = str_eq(value, STR("content-type"));
        } else if (str_eq(name, STR("content")) && !had_content) {
            had_content = true;
            struct str found = charset_find(sniff_content(value));
            if (found.n && charset.n == 0) {
                charset = found;
                pragma = NEED;
            }
        } else if (str_eq(name, STR("charset")) && !had_charset) {
            had_charset = true;
            charset = charset_find(value);
            pragma = NO_NEED;
        }
    }
    if (!more(p)) /* the tag is not whole within what is looked at */
        return STR_NONE;
    if (pragma == NOT_SAID || (pragma == NEED && !got_pragma))
        return STR_NONE;
    if (str_starts(charset, STR("UTF-16")))
        return STR("UTF-8");
    return charset;
}

struct str sniff_meta(struct arena *a, struct str bytes)
{
    struct scan p = {.a = a, .s = str_sub(bytes, 0, SNIFF_BYTES)};
    for (; more(&p); p.at++) {
        size_t lt = str_find_char(str_from(p.s, p.at), '<');
        if (lt == SIZE_MAX)
            break;
        p.at += lt;
        struct str rest = str_from(p.s, p.at);
        if (str_starts(rest, STR("<!--"))) {
            size_t end = str_find(str_from(rest, 2), STR("-->"));
            if (end == SIZE_MAX)
                break;
            p.at += 2 + end + 2;
        } else if (str_starts_fold(rest, STR("<meta")) && rest.n > 5 &&
                   (is_space(rest.p[5]) || rest.p[5] == '/')) {
            p.at += 6;
            struct str found = meta_names(&p);
            if (found.n)
                return found;
        } else if (rest.n > 2 &&
                   (is_alpha(rest.p[1]) || (rest.p[1] == '/' && is_alpha(rest.p[2])))) {
            struct str name, value;
            while (more(&p) && !is_space(now(&p)) && now(&p) != '>')
                p.at++;
            while (next_attr(&p, &name, &value))
                continue;
        } else if (rest.n > 1 && strchr("!/?", rest.p[1])) {
            while (more(&p) && now(&p) != '>')
                p.at++;
        }
    }
    return STR_NONE;
}

struct str sniff_xml(struct str bytes)
{
    struct str s = str_trim(str_sub(bytes, 0, SNIFF_BYTES));
    if (!str_starts(s, STR("<?xml")))
        return STR_NONE;
    s = str_sub(s, 0, str_find_char(s, '>'));
    size_t at = str_find(s, STR("encoding"));
    if (at == SIZE_MAX)
        return STR_NONE;
    s = str_trim(str_from(s, at + 8));
    if (!str_starts(s, STR("=")))
        return STR_NONE;
    s = str_trim(str_from(s, 1));
    if (s.n == 0 || (s.p[0] != '"' && s.p[0] != '\''))
        return STR_NONE;
    size_t end = str_find_char(str_from(s, 1), s.p[0]);
    return end == SIZE_MAX ? STR_NONE : charset_find(str_sub(s, 1, 1 + end));
}

struct str sniff_label(struct str http_charset)
{
    struct str name = sniff_content(http_charset);
    if (name.n == 0 && str_find_char(http_charset, '/') == SIZE_MAX)
        name = http_charset;
    return charset_find(name);
}
