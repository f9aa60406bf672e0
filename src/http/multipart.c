/* multipart.c: multipart/form-data, RFC 7578 over RFC 2046 section 5.1. The body is whole in
 * memory; parts are views into it. Bounded in parts, boundary length and headers of a part; a body
 * whose closing delimiter is absent is refused, since it was cut. Pure. */
#include "http/internal.h"

enum { BOUNDARY_MOST = 70, PART_HEAD_MOST = 4096, PART_FIELDS_MOST = 16 };

/* The value of one parameter of a header ("name=value" or quoted), unquoted into the arena. Quoted
 * text is read as browsers write it: %22, %0D and %0A stay as they are, a backslash escapes only a
 * quote (older programs write file names of Windows with plain backslashes). */
static bool parameter(struct arena *a, struct str header, struct str name, struct str *ret)
{
    size_t at = str_find_char(header, ';');
    while (at < header.n && header.p[at] == ';') {
        at++;
        while (at < header.n && (header.p[at] == ' ' || header.p[at] == '\t'))
            at++;
        size_t from = at;
        while (at < header.n && (http_byte_class[(unsigned char)header.p[at]] & HTTP_IS_TOKEN))
            at++;
        struct str key = str_sub(header, from, at);
        if (at >= header.n || header.p[at] != '=')
            return false;
        at++;
        struct str value;
        if (at < header.n && header.p[at] == '"') {
            char *out = arena_alloc(a, header.n - at);
            size_t n = 0;
            for (at++; at < header.n && header.p[at] != '"'; at++) {
                if (header.p[at] == '\\' && at + 1 < header.n && header.p[at + 1] == '"')
                    at++;
                out[n++] = header.p[at];
            }
            if (at++ >= header.n)
                return false;
            value = str_of(out, n);
        } else {
            from = at;
            while (at < header.n && header.p[at] != ';' && header.p[at] != ' ')
                at++;
            value = str_sub(header, from, at);
        }
        if (str_eq_fold(key, name)) {
            *ret = value;
            return true;
        }
        while (at < header.n && (header.p[at] == ' ' || header.p[at] == '\t'))
            at++;
    }
    return false;
}

static bool text_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return utf8_valid(s) == s.n;
}

/* The head of a part, up to its empty line. Content-Disposition must be form-data with a name. */
static bool read_part_head(struct arena *a, struct str head, struct http_part *ret)
{
    bool named = false;
    size_t fields = 0;
    while (head.n) {
        size_t end = str_find(head, STR("\r\n"));
        struct str line = str_sub(head, 0, end);
        head = end == SIZE_MAX ? STR_NONE : str_from(head, end + 2);
        size_t colon = str_find_char(line, ':');
        if (colon == SIZE_MAX || colon == 0 || fields++ == PART_FIELDS_MOST ||
            !http_all(str_sub(line, 0, colon), HTTP_IS_TOKEN))
            return false;
        struct str name = str_sub(line, 0, colon), value = http_trim(str_from(line, colon + 1));
        if (!http_all(value, HTTP_IS_VALUE))
            return false;
        if (str_eq_fold(name, STR("content-type"))) {
            ret->type = value;
        } else if (str_eq_fold(name, STR("content-disposition"))) {
            size_t semicolon = str_find_char(value, ';');
            if (named || !str_eq_fold(http_trim(str_sub(value, 0, semicolon)), STR("form-data")) ||
                !parameter(a, value, STR("name"), &ret->name) || !text_ok(ret->name))
                return false;
            named = true;
            if (parameter(a, value, STR("filename"), &ret->file_name)) {
                if (!text_ok(ret->file_name))
                    return false;
                if (!ret->file_name.p)
                    ret->file_name = STR("");
            }
        }
    }
    return named;
}

static bool boundary_ok(struct str b)
{
    for (size_t i = 0; i < b.n; i++)
        if (!is_alnum(b.p[i]) && str_find_char(STR("'()+_,-./:=? "), b.p[i]) == SIZE_MAX)
            return false;
    return b.n > 0 && b.n <= BOUNDARY_MOST && b.p[b.n - 1] != ' ';
}

/* What follows a delimiter: "--" ends the body, else white space and CR LF. */
static bool after_delimiter(struct str *rest, bool *ret_end)
{
    *ret_end = str_starts(*rest, STR("--"));
    if (*ret_end)
        return true;
    size_t i = 0;
    while (i < rest->n && (rest->p[i] == ' ' || rest->p[i] == '\t'))
        i++;
    if (!str_starts(str_from(*rest, i), STR("\r\n")))
        return false;
    *rest = str_from(*rest, i + 2);
    return true;
}

static struct str find_text(struct str s, struct str needle)
{
    const char *p = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
    return p ? str_of(p, s.n - (size_t)(p - s.p)) : STR_NONE;
}

enum err_code http_multipart(struct arena *a, struct str content_type, struct str body,
                             const struct http_part **ret, size_t *ret_n)
{
    struct str boundary;
    if (!parameter(a, content_type, STR("boundary"), &boundary) || !boundary_ok(boundary))
        return ERR_INPUT;
    struct str mark = str_fmt(a, "\r\n--%.*s", STR_ARG(boundary));
    struct str rest = body, first = str_from(mark, 2);
    if (str_starts(rest, first)) {
        rest = str_from(rest, first.n);
    } else { /* a preamble is allowed and means nothing */
        rest = find_text(rest, mark);
        if (!rest.p)
            return ERR_INPUT;
        rest = str_from(rest, mark.n);
    }
    struct http_part *parts = ARENA_ARRAY(a, HTTP_PARTS_MOST, struct http_part);
    size_t n = 0;
    for (bool end;;) {
        if (!after_delimiter(&rest, &end))
            return ERR_INPUT;
        if (end)
            break;
        if (n == HTTP_PARTS_MOST)
            return ERR_LIMIT;
        struct str tail = find_text(str_sub(rest, 0, PART_HEAD_MOST), STR("\r\n\r\n"));
        if (!tail.p)
            return ERR_INPUT;
        size_t head_n = (size_t)(tail.p - rest.p);
        if (!read_part_head(a, str_sub(rest, 0, head_n), &parts[n]))
            return ERR_INPUT;
        rest = str_from(rest, head_n + 2); /* an empty part's delimiter begins with this CR LF */
        struct str next = find_text(rest, mark);
        if (!next.p)
            return ERR_INPUT;
        size_t data_n = (size_t)(next.p - rest.p);
        parts[n].data = str_sub(rest, 2, data_n);
        if (data_n < 2) /* the delimiter's CR LF is the one that ended the head */
            parts[n].data = STR("");
        n++;
        rest = str_from(next, mark.n);
    }
    *ret = parts;
    *ret_n = n;
    return ERR_OK;
}
