/* parse.c: the head of a request, RFC 9112 sections 2 to 5, read strictly.
 *
 * A head is searched for its empty line first; only a whole head is read, in one pass, into views.
 * Whatever two readers could understand differently is refused: bare LF or CR, folded lines, space
 * before a colon, two Hosts, two lengths, a length beside a coding, any coding but "chunked". What
 * cannot become a head any more (a byte no method has, a bare LF, too long) is refused at once,
 * before the empty line has come. */
#include "http/internal.h"

#define T (HTTP_IS_TOKEN | HTTP_IS_VALUE | HTTP_IS_TARGET)
#define V (HTTP_IS_VALUE | HTTP_IS_TARGET)
#define N (T | HTTP_IS_PLAIN) /* unreserved characters of RFC 3986 */
const uint8_t http_byte_class[256] = {
    ['\t'] = HTTP_IS_VALUE,
    [' '] = HTTP_IS_VALUE,
    ['!'] = T,
    ['"'] = V,
    ['#'] = HTTP_IS_TOKEN | HTTP_IS_VALUE,
    ['$'] = T,
    ['%'] = T,
    ['&'] = T,
    ['\''] = T,
    ['('] = V,
    [')'] = V,
    ['*'] = T,
    ['+'] = T,
    [','] = V,
    ['-'] = N,
    ['.'] = N,
    ['/'] = V,
    ['0' ... '9'] = N,
    [':'] = V,
    [';'] = V,
    ['<'] = V,
    ['='] = V,
    ['>'] = V,
    ['?'] = V,
    ['@'] = V,
    ['A' ... 'Z'] = N,
    ['['] = V,
    ['\\'] = V,
    [']'] = V,
    ['^'] = T,
    ['_'] = N,
    ['`'] = T,
    ['a' ... 'z'] = N,
    ['{'] = V,
    ['|'] = T,
    ['}'] = V,
    ['~'] = N,
    [0x80 ... 0xff] = HTTP_IS_VALUE,
};
#undef T
#undef V
#undef N

bool http_all(struct str s, unsigned class)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(http_byte_class[(unsigned char)s.p[i]] & class))
            return false;
    return true;
}

struct str http_trim(struct str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_of(s.p + 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static const struct {
    struct str name;
    enum http_method method;
} methods[] = {
    {STR_INIT("GET"), HTTP_GET},         {STR_INIT("HEAD"), HTTP_HEAD},
    {STR_INIT("POST"), HTTP_POST},       {STR_INIT("PUT"), HTTP_PUT},
    {STR_INIT("DELETE"), HTTP_DELETE},   {STR_INIT("PATCH"), HTTP_PATCH},
    {STR_INIT("OPTIONS"), HTTP_OPTIONS},
};

const char *http_method_name(enum http_method m)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (methods[i].method == m)
            return methods[i].name.p;
    return "";
}

/* Dot-segments are refused, not resolved: no browser sends them, and what lies behind them is
 * never wanted. Checked on the decoded text, so that %2e and %2f hide nothing. */
static bool has_dot_segment(struct str path)
{
    struct str rest = path, segment;
    while (str_split(&rest, '/', &segment))
        if (str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
            return true;
    return false;
}

bool http_path_decode(struct str path, char *room, struct str *ret)
{
    size_t n = 0;
    bool plain = true;
    for (size_t i = 0; i < path.n; i++) {
        int c = (unsigned char)path.p[i];
        if (c == '%') {
            if (path.n - i < 3)
                return false;
            int high = hex_value(path.p[i + 1]), low = hex_value(path.p[i + 2]);
            if (high < 0 || low < 0)
                return false;
            c = high << 4 | low;
            i += 2;
        }
        if (c < 0x20 || c == 0x7f || c == '\\')
            return false;
        plain = plain && c < 0x80;
        room[n++] = (char)c;
    }
    struct str out = {room, n};
    if ((!plain && utf8_valid(out) != n) || has_dot_segment(out))
        return false;
    *ret = out;
    return true;
}

/* uri-host [":" port] of RFC 9110, 7.2, narrowed to the characters that names and addresses have,
 * and to their length: 253 bytes, and the port. */
bool http_host_ok(struct str host)
{
    enum { HOST_MOST = 260 };
    size_t i = 0;
    if (host.n > HOST_MOST)
        return false;
    if (host.n && host.p[0] == '[') {
        for (i = 1;
             i < host.n && (hex_value(host.p[i]) >= 0 || host.p[i] == ':' || host.p[i] == '.');)
            i++;
        if (i < 3 || i == host.n || host.p[i++] != ']')
            return false;
    } else {
        while (i < host.n &&
               (is_alnum(host.p[i]) || host.p[i] == '-' || host.p[i] == '.' || host.p[i] == '_'))
            i++;
        if (i == 0)
            return false;
    }
    if (i == host.n)
        return true;
    uint64_t port;
    return host.p[i] == ':' && (i + 1 == host.n || str_u64(str_from(host, i + 1), 65535, &port));
}

/* The forms of RFC 9112, 3.2: origin, absolute (its authority stands for Host), asterisk. */
static unsigned read_target(struct str target, struct http_head *h, struct str *ret_authority)
{
    if (target.n == 0 || !http_all(target, HTTP_IS_TARGET))
        return 400;
    h->target = target;
    if (str_eq(target, STR("*"))) {
        h->any = true;
        h->path = target;
        return h->method == HTTP_OPTIONS ? HTTP_DONE : 400;
    }
    struct str rest = target;
    if (target.p[0] != '/') {
        size_t skip = str_starts_fold(target, STR("http://"))    ? 7
                      : str_starts_fold(target, STR("https://")) ? 8
                                                                 : 0;
        if (skip == 0)
            return 400;
        size_t end = skip;
        while (end < target.n && target.p[end] != '/' && target.p[end] != '?')
            end++;
        *ret_authority = str_sub(target, skip, end);
        if (!http_host_ok(*ret_authority))
            return 400;
        rest = str_from(target, end);
    }
    size_t question = str_find_char(rest, '?');
    struct str path = question == SIZE_MAX ? rest : str_sub(rest, 0, question);
    h->query = question == SIZE_MAX ? STR_NONE : str_from(rest, question + 1);
    if (path.n == 0)
        path = STR("/");
    return http_path_decode(path, h->path_room, &h->path) ? HTTP_DONE : 400;
}

static unsigned read_version(struct str version, struct http_head *h)
{
    if (version.n != 8 || !str_starts(version, STR("HTTP/")) || !is_digit(version.p[5]) ||
        version.p[6] != '.' || !is_digit(version.p[7]))
        return 400;
    if (version.p[5] != '1' || version.p[7] > '1')
        return 505;
    h->http10 = version.p[7] == '0';
    h->keep_alive = !h->http10;
    return HTTP_DONE;
}

static unsigned read_request_line(struct str line, struct http_head *h, struct str *ret_authority)
{
    size_t first = str_find_char(line, ' '), last = str_rfind_char(line, ' ');
    if (first == SIZE_MAX || first == last)
        return 400;
    struct str method = str_sub(line, 0, first), target = str_sub(line, first + 1, last);
    if (method.n == 0 || !http_all(method, HTTP_IS_TOKEN))
        return 400;
    unsigned bad = read_version(str_from(line, last + 1), h);
    if (bad)
        return bad;
    for (size_t i = 0; i < sizeof methods / sizeof *methods && !h->method; i++)
        if (str_eq(method, methods[i].name))
            h->method = methods[i].method;
    if (!h->method)
        return 501;
    if (target.n > HTTP_TARGET_MOST)
        return 414;
    return read_target(target, h, ret_authority);
}

static void read_connection(struct http_head *h, struct str value)
{
    struct str token;
    while (str_split(&value, ',', &token))
        if (str_eq_fold(http_trim(token), STR("close")))
            h->keep_alive = false;
}

/* What a header says about the framing; all others are only kept. */
static unsigned read_special(struct http_head *h, struct str name, struct str value, bool *has_host)
{
    switch (name.n) {
    case 4:
        if (!str_eq_fold(name, STR("host")))
            break;
        if (*has_host || !http_host_ok(value))
            return 400;
        *has_host = true;
        h->host = value;
        break;
    case 6:
        if (!str_eq_fold(name, STR("expect")))
            break;
        if (!str_eq_fold(value, STR("100-continue")))
            return 417;
        h->expect = true;
        break;
    case 10:
        if (str_eq_fold(name, STR("connection")))
            read_connection(h, value);
        break;
    case 14:
        if (!str_eq_fold(name, STR("content-length")))
            break;
        if (h->has_length || value.n == 0)
            return 400;
        for (size_t i = 0; i < value.n; i++)
            if (!is_digit(value.p[i]))
                return 400;
        if (!str_u64(value, INT64_MAX, &h->length))
            return 413;
        h->has_length = true;
        break;
    case 17:
        if (!str_eq_fold(name, STR("transfer-encoding")))
            break;
        if (h->chunked || h->http10)
            return 400;
        if (!str_eq_fold(value, STR("chunked")))
            return 501;
        h->chunked = true;
        break;
    default: break;
    }
    return HTTP_DONE;
}

static unsigned read_field(struct http_head *h, struct str line, bool *has_host)
{
    size_t colon = 0;
    while (colon < line.n && (http_byte_class[(unsigned char)line.p[colon]] & HTTP_IS_TOKEN))
        colon++;
    if (colon == 0 || colon == line.n || line.p[colon] != ':')
        return 400;
    struct str value = http_trim(str_from(line, colon + 1));
    if (!http_all(value, HTTP_IS_VALUE))
        return 400;
    if (h->field_count == HTTP_FIELDS_MOST)
        return 431;
    struct str name = {line.p, colon};
    h->fields[h->field_count++] = (struct http_field){name, value};
    return read_special(h, name, value, has_host);
}

/* Is this start of a head one that no further bytes can mend? */
static unsigned hopeless(struct str in, size_t from)
{
    for (size_t i = 0; i < in.n && in.p[i] != ' '; i++)
        if (!(http_byte_class[(unsigned char)in.p[i]] & HTTP_IS_TOKEN) || i > 32)
            return 400;
    for (size_t i = from; i < in.n; i++)
        if (in.p[i] == 0 || (in.p[i] == '\n' && (i == 0 || in.p[i - 1] != '\r')))
            return 400;
    if (in.n > HTTP_TARGET_MOST + 64 && str_find_char(in, '\n') == SIZE_MAX)
        return 414;
    return in.n >= HTTP_HEAD_MOST ? 431 : HTTP_MORE;
}

/* One line, without its CR LF, moving *at behind it. A CR or LF elsewhere is no line. */
static bool next_line(struct str in, size_t *at, struct str *ret)
{
    const char *from = in.p + *at;
    const char *end = memchr(from, '\n', in.n - *at);
    if (!end || end == from || end[-1] != '\r')
        return false;
    *ret = str_of(from, (size_t)(end - from) - 1);
    *at += ret->n + 2;
    return true;
}

unsigned http_head_parse(struct str in, size_t *scanned, struct http_head *ret)
{
    size_t at = 0; /* one empty line before the request is forgiven (RFC 9112, 2.2) */
    if (in.n >= 2 && in.p[0] == '\r' && in.p[1] == '\n')
        at = 2;
    if (in.n == at || (in.n == 1 && in.p[0] == '\r'))
        return HTTP_MORE;
    size_t from = *scanned > at + 3 ? *scanned - 3 : at;
    const char *end = memmem(in.p + from, in.n - from, "\r\n\r\n", 4);
    if (!end) {
        *scanned = in.n;
        return hopeless(str_from(in, at), from - at);
    }
    size_t size = (size_t)(end - in.p) + 4;
    *scanned = 0;
    memset(ret, 0, offsetof(struct http_head, fields));
    ret->field_count = 0;
    ret->size = size;
    struct str head = str_sub(in, 0, size - 2), line, authority = STR_NONE;
    bool has_host = false;
    if (!next_line(head, &at, &line))
        return 400;
    unsigned bad = read_request_line(line, ret, &authority);
    if (!bad && size > HTTP_HEAD_MOST)
        bad = 431;
    while (!bad && at < head.n)
        bad = next_line(head, &at, &line) ? read_field(ret, line, &has_host) : 400;
    if (bad)
        return bad;
    if ((!has_host && !ret->http10) || (ret->chunked && ret->has_length))
        return 400;
    if (authority.n)
        ret->host = authority;
    return HTTP_DONE;
}
