/* url.c: the parser and the writer of the WHATWG URL Standard (https://url.spec.whatwg.org/,
 * sections 4.4 and 4.5). The standard's state machine is written as one function a part: scheme,
 * authority, path, query, fragment, each taking its piece of the input off the front. Deviations:
 * file: addresses are read only far enough to be told apart (no drive letters), and an input that
 * is longer than URL_LENGTH_MOST is refused. The input is copied once; parts that need no encoding
 * are views into that copy. */
#include "url/internal.h"

static const struct {
    struct str name;
    uint16_t port;
} special_schemes[] = {
    {STR_INIT("https"), 443}, {STR_INIT("http"), 80}, {STR_INIT("ws"), 80},
    {STR_INIT("wss"), 443},   {STR_INIT("ftp"), 21},  {STR_INIT("file"), 0},
};
enum { SPECIAL_COUNT = sizeof special_schemes / sizeof *special_schemes };

/* The default port of a special scheme (0 for file), or -1. */
static int special_port(struct str scheme)
{
    for (size_t i = 0; i < SPECIAL_COUNT; i++)
        if (str_eq(scheme, special_schemes[i].name))
            return special_schemes[i].port;
    return -1;
}

bool url_in_set(char ch, enum url_set set)
{
    unsigned char c = (unsigned char)ch;
    if (c <= 0x1F || c > 0x7E)
        return true;
    if (set == SET_C0 || is_alnum(ch))
        return false;
    if (set == SET_UNRESERVED)
        return !strchr("-._~", c);
    static const char *const chars[] = {
        [SET_FRAGMENT] = " \"<>`",
        [SET_QUERY] = " \"#<>",
        [SET_SPECIAL_QUERY] = " \"#<>'",
        [SET_PATH] = " \"#<>?^`{}",
        [SET_USERINFO] = " \"#<>?^`{}/:;=@[\\]|",
    };
    return strchr(chars[set], c) != NULL;
}

static void put_escape(struct buf *b, char c)
{
    static const char hex[] = "0123456789ABCDEF";
    char t[3] = {'%', hex[(unsigned char)c >> 4], hex[c & 15]};
    buf_put(b, str_of(t, 3));
}

/* Appends `s` with the bytes of `set` as %XX. */
static void encode_set(struct buf *b, struct str s, enum url_set set)
{
    for (size_t i = 0; i < s.n;) {
        if (!url_in_set(s.p[i], set)) {
            buf_char(b, s.p[i++]);
            continue;
        }
        char t[4];
        size_t n = utf8_encode(utf8_next(s, &i), t);
        for (size_t k = 0; k < n; k++)
            put_escape(b, t[k]);
    }
}

/* Bytes that encode_set makes at most. */
static size_t encoded_most(struct str s, enum url_set set)
{
    size_t n = s.n;
    bool valid = utf8_valid(s) == s.n;
    for (size_t i = 0; i < s.n; i++)
        if (url_in_set(s.p[i], set))
            n += valid ? 2 : 8; /* a stray byte becomes U+FFFD: three escapes */
    return n;
}

struct str url_encode_set(struct arena *a, struct str s, enum url_set set)
{
    size_t most = encoded_most(s, set);
    if (most == s.n)
        return s;
    struct buf b = {.p = arena_alloc(a, most), .cap = most, .max = most, .a = a};
    encode_set(&b, s, set);
    return buf_str(&b);
}

/* What is left of the input, and what is known of it. */
struct parser {
    struct arena *a;
    struct str rest;
    struct url u;
    bool special;
};

static bool is_slash(const struct parser *p, char c)
{
    return c == '/' || (p->special && c == '\\');
}

/* Copies `s` without what the standard strips; notes whether that was more than white space around.
 */
static struct str strip(struct arena *a, struct str s, uint8_t *odd)
{
    while (s.n && (unsigned char)s.p[0] <= 0x20) {
        if (s.p[0] != ' ' && !is_space(s.p[0]))
            *odd |= URL_ODD_CONTROL;
        s = str_from(s, 1);
    }
    while (s.n && (unsigned char)s.p[s.n - 1] <= 0x20) {
        if (!is_space(s.p[s.n - 1]))
            *odd |= URL_ODD_CONTROL;
        s.n--;
    }
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
            *odd |= URL_ODD_CONTROL;
        if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            to[n++] = s.p[i];
    }
    return str_of(to, n);
}

/* "scheme:" at the front; SIZE_MAX where there is none, else the length without the colon. */
static size_t scheme_length(struct str s)
{
    if (!s.n || !is_alpha(s.p[0]))
        return SIZE_MAX;
    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':')
            return i;
        if (!is_alnum(c) && c != '+' && c != '-' && c != '.')
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

static bool parse_port(struct parser *p, struct str s)
{
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            return false;
        v = v * 10 + (uint32_t)(s.p[i] - '0');
        if (v > 65535)
            return false;
    }
    p->u.port = s.n == 0 || (int)v == special_port(p->u.scheme) ? -1 : (int32_t)v;
    return true;
}

/* The authority at the front of `rest`, which stands behind the slashes. */
static bool parse_authority(struct parser *p)
{
    size_t end = 0, at = SIZE_MAX;
    for (; end < p->rest.n; end++) {
        char c = p->rest.p[end];
        if (is_slash(p, c) || c == '?' || c == '#')
            break;
        if (c == '@')
            at = end;
    }
    if (end < p->rest.n && p->rest.p[end] == '\\')
        p->u.odd |= URL_ODD_BACKSLASH;
    struct str host = str_sub(p->rest, 0, end);
    p->rest = str_from(p->rest, end);
    if (at != SIZE_MAX) {
        struct str user = str_sub(host, 0, at);
        host = str_from(host, at + 1);
        if (!host.n)
            return false;
        size_t colon = str_find_char(user, ':');
        p->u.user = url_encode_set(p->a, str_sub(user, 0, colon), SET_USERINFO);
        if (colon != SIZE_MAX)
            p->u.password = url_encode_set(p->a, str_from(user, colon + 1), SET_USERINFO);
    }
    size_t colon = SIZE_MAX;
    bool inside = false;
    for (size_t i = 0; i < host.n && colon == SIZE_MAX; i++) {
        if (host.p[i] == '[')
            inside = true;
        else if (host.p[i] == ']')
            inside = false;
        else if (host.p[i] == ':' && !inside)
            colon = i;
    }
    struct str name = str_sub(host, 0, colon == SIZE_MAX ? host.n : colon);
    if (!name.n && (p->special || colon != SIZE_MAX))
        return false;
    if (!name.n) {
        p->u.host_kind = URL_HOST_OPAQUE;
        p->u.host = STR("");
    } else if (!url_host_parse(p->a, name, p->special, &p->u)) {
        return false;
    }
    return colon == SIZE_MAX || parse_port(p, str_from(host, colon + 1));
}

/* 1 for "." and its escaped spellings, 2 for "..", else 0. */
static int dot_segment(struct str s)
{
    int dots = 0;
    while (s.n) {
        size_t take = s.p[0] == '.' ? 1 : str_starts_fold(s, STR("%2e")) ? 3 : 0;
        if (!take || dots == 2)
            return 0;
        dots++;
        s = str_from(s, take);
    }
    return dots;
}

/* Nothing in this path to encode, to resolve or to turn round? Then it can stand as it is. */
static bool path_is_plain(struct str s)
{
    if (!s.n || s.p[0] != '/')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\' || url_in_set(c, SET_PATH))
            return false;
        if (c == '/' && i + 1 < s.n && (s.p[i + 1] == '.' || s.p[i + 1] == '%'))
            return false;
    }
    return true;
}

/* Appends the segments of `s` to `before` (a path that ends before a slash, or is empty). */
static void parse_path(struct parser *p, struct str before, struct str s)
{
    if (!before.n && path_is_plain(s)) {
        p->u.path = s;
        return;
    }
    size_t most = before.n + encoded_most(s, SET_PATH) + 2;
    struct buf b = {.p = arena_alloc(p->a, most), .cap = most, .max = most, .a = p->a};
    buf_put(&b, before);
    if (s.n && is_slash(p, s.p[0]))
        s = str_from(s, 1);
    else if (!s.n && !p->special) {
        p->u.path = before;
        return;
    }
    for (bool last = false; !last;) {
        size_t end = 0;
        while (end < s.n && !is_slash(p, s.p[end]))
            end++;
        struct str seg = str_sub(s, 0, end);
        last = end == s.n;
        s = str_from(s, end + 1);
        int dots = dot_segment(seg);
        if (dots == 2) {
            size_t slash = str_rfind_char(buf_str(&b), '/');
            b.n = slash == SIZE_MAX ? 0 : slash;
        }
        if (dots && !last)
            continue;
        buf_char(&b, '/');
        if (!dots)
            encode_set(&b, seg, SET_PATH);
    }
    p->u.path = buf_str(&b);
}

/* Cuts the path off `rest`, which then starts with '?' or '#' or is empty. */
static struct str take_path(struct parser *p)
{
    size_t end = 0;
    while (end < p->rest.n && p->rest.p[end] != '?' && p->rest.p[end] != '#')
        end++;
    struct str path = str_sub(p->rest, 0, end);
    p->rest = str_from(p->rest, end);
    return path;
}

static void parse_query_fragment(struct parser *p)
{
    if (p->rest.n && p->rest.p[0] == '?') {
        size_t hash = str_find_char(p->rest, '#');
        struct str q = str_sub(p->rest, 1, hash == SIZE_MAX ? p->rest.n : hash);
        p->u.query = url_encode_set(p->a, q, p->special ? SET_SPECIAL_QUERY : SET_QUERY);
        p->u.has_query = true;
        p->rest = hash == SIZE_MAX ? STR_NONE : str_from(p->rest, hash);
    }
    if (p->rest.n && p->rest.p[0] == '#') {
        p->u.fragment = url_encode_set(p->a, str_from(p->rest, 1), SET_FRAGMENT);
        p->u.has_fragment = true;
    }
}

static bool parse_file(struct parser *p)
{
    if (p->rest.n >= 2 && is_slash(p, p->rest.p[0]) && is_slash(p, p->rest.p[1])) {
        p->rest = str_from(p->rest, 2);
        if (p->rest.n && !is_slash(p, p->rest.p[0]) && !parse_authority(p))
            return false;
    }
    parse_path(p, STR_NONE, take_path(p));
    parse_query_fragment(p);
    return true;
}

static size_t count_slashes(const struct parser *p)
{
    size_t n = 0;
    while (n < p->rest.n && is_slash(p, p->rest.p[n])) {
        n++;
    }
    return n;
}

/* Behind "scheme:" of an absolute address. */
static bool parse_absolute(struct parser *p)
{
    if (str_eq(p->u.scheme, STR("file")))
        return parse_file(p);
    size_t slashes = count_slashes(p);
    if (p->special || str_starts(p->rest, STR("//"))) {
        if (p->special && slashes != 2)
            p->u.odd |= URL_ODD_SLASHES;
        if (str_find_char(str_sub(p->rest, 0, slashes), '\\') != SIZE_MAX)
            p->u.odd |= URL_ODD_BACKSLASH;
        p->rest = str_from(p->rest, p->special ? slashes : 2);
        if (!parse_authority(p))
            return false;
        parse_path(p, STR_NONE, take_path(p));
    } else if (slashes) {
        parse_path(p, STR_NONE, take_path(p));
    } else {
        struct str path = take_path(p);
        p->u.opaque_path = true;
        p->u.path = url_encode_set(p->a, path, SET_C0);
    }
    parse_query_fragment(p);
    return true;
}

/* Everything of `base` up to and with its path. */
static void inherit(struct parser *p, const struct url *base)
{
    uint8_t odd = p->u.odd;
    p->u = *base;
    p->u.query = p->u.fragment = STR_NONE;
    p->u.has_query = p->u.has_fragment = false;
    p->u.odd = base->odd | odd;
}

static bool parse_relative(struct parser *p, const struct url *base)
{
    size_t slashes = count_slashes(p);
    if (slashes >= 2) {
        p->u.scheme = base->scheme;
        if (str_find_char(str_sub(p->rest, 0, slashes), '\\') != SIZE_MAX)
            p->u.odd |= URL_ODD_BACKSLASH;
        p->rest = str_from(p->rest, p->special ? slashes : 2);
        if (!parse_authority(p))
            return false;
        parse_path(p, STR_NONE, take_path(p));
        parse_query_fragment(p);
        return true;
    }
    inherit(p, base);
    struct str path = take_path(p);
    if (slashes) {
        parse_path(p, STR_NONE, path);
    } else if (path.n) {
        size_t slash = str_rfind_char(base->path, '/');
        parse_path(p, slash == SIZE_MAX ? STR_NONE : str_sub(base->path, 0, slash), path);
    } else if (!p->rest.n || p->rest.p[0] == '#') {
        p->u.query = base->query;
        p->u.has_query = base->has_query;
    }
    parse_query_fragment(p);
    return true;
}

enum { WRITTEN_EXTRA = 20 }; /* punctuation and the port */
/* Bytes that url_write makes at most. */
static size_t written_most(const struct url *u)
{
    return u->scheme.n + u->user.n + u->password.n + u->host.n + u->path.n + u->query.n +
           u->fragment.n + WRITTEN_EXTRA;
}

bool url_parse(struct arena *a, struct str s, const struct url *base, struct url *ret)
{
    if (s.n > URL_LENGTH_MOST)
        return false;
    struct parser p = {.a = a, .u = {.port = -1}};
    p.rest = strip(a, s, &p.u.odd);
    bool ok;
    size_t n = scheme_length(p.rest);
    if (n != SIZE_MAX) {
        p.u.scheme = str_lower(a, str_sub(p.rest, 0, n));
        p.special = special_port(p.u.scheme) >= 0;
        p.rest = str_from(p.rest, n + 1);
        /* "http:x" against an http base is the relative reference "x" (an old custom). */
        if (p.special && base && str_eq(base->scheme, p.u.scheme) && count_slashes(&p) < 2)
            ok = parse_relative(&p, base);
        else
            ok = parse_absolute(&p);
    } else if (!base) {
        return false;
    } else if (base->opaque_path) {
        if (!p.rest.n || p.rest.p[0] != '#')
            return false;
        inherit(&p, base);
        p.u.query = base->query;
        p.u.has_query = base->has_query;
        parse_query_fragment(&p);
        ok = true;
    } else {
        p.special = special_port(base->scheme) >= 0;
        ok = parse_relative(&p, base);
    }
    if (!ok || written_most(&p.u) > URL_LENGTH_MOST + WRITTEN_EXTRA)
        return false;
    *ret = p.u;
    return true;
}

void url_write(struct buf *b, const struct url *u)
{
    buf_put(b, u->scheme);
    buf_char(b, ':');
    if (u->host_kind != URL_HOST_NONE) {
        buf_lit(b, "//");
        buf_put(b, u->user);
        if (u->password.n) {
            buf_char(b, ':');
            buf_put(b, u->password);
        }
        if (u->user.n || u->password.n)
            buf_char(b, '@');
        buf_put(b, u->host);
        if (u->port >= 0) {
            buf_char(b, ':');
            buf_u64(b, (uint64_t)u->port);
        }
    } else if (str_starts(u->path, STR("//"))) {
        buf_lit(b, "/."); /* so that it is not read back as a host */
    }
    buf_put(b, u->path);
    if (u->has_query) {
        buf_char(b, '?');
        buf_put(b, u->query);
    }
    if (u->has_fragment) {
        buf_char(b, '#');
        buf_put(b, u->fragment);
    }
}

struct str url_str(struct arena *a, const struct url *u)
{
    size_t most = written_most(u);
    struct buf b = {.p = arena_alloc(a, most), .cap = most, .max = most, .a = a};
    url_write(&b, u);
    return buf_str(&b);
}

bool url_is_web(const struct url *u)
{
    return str_eq(u->scheme, STR("https")) || str_eq(u->scheme, STR("http"));
}

struct str url_resolve(struct arena *a, const struct url *base, struct str ref)
{
    /* A page has hundreds of links: what parsing one took is given back where it lies in the
     * arena's present block, and only the result stays. */
    const struct arena_block *block = a->block;
    char *from = a->at;
    struct url u;
    struct str s = STR_NONE;
    if (url_parse(a, ref, base, &u) &&
        (url_is_web(&u) || (str_eq(u.scheme, STR("mailto")) && u.path.n)))
        s = url_str(a, &u);
    if (block && a->block == block) {
        a->used -= (size_t)(a->at - from);
        a->at = from;
        if (s.n)
            s.p = memmove(arena_alloc(a, s.n), s.p, s.n); /* fits: it lay there before */
    }
    return s;
}

struct str url_resolve_within(struct arena *a, const struct url *base, struct str ref, size_t *used)
{
    enum { SCHEME_MOST = 16 }; /* what is absolute takes nothing of the base */
    bool relative = str_find(str_sub(ref, 0, SCHEME_MOST), STR("://")) == SIZE_MAX;
    size_t need = ref.n + (base && relative ? base->path.n + base->query.n : 0);
    if (*used + need > URL_RESOLVED_MOST)
        return STR_NONE;
    struct str s = url_resolve(a, base, ref);
    *used += s.n;
    return s;
}

bool url_valid_web(struct arena *a, struct str s)
{
    struct url u;
    return url_parse(a, s, NULL, &u) && url_is_web(&u);
}

uint16_t url_port(const struct url *u)
{
    if (u->port >= 0)
        return (uint16_t)u->port;
    return url_is_web(u) ? (uint16_t)special_port(u->scheme) : 0;
}

struct str url_origin(struct arena *a, const struct url *u)
{
    struct url o = {
        .scheme = u->scheme, .host = u->host, .host_kind = u->host_kind, .port = u->port};
    return url_str(a, &o);
}

struct str url_decode(struct arena *a, struct str s)
{
    if (str_find_char(s, '%') == SIZE_MAX)
        return s;
    char *to = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int hi = -1, lo = -1;
        if (s.p[i] == '%' && i + 2 < s.n) {
            hi = hex_value(s.p[i + 1]);
            lo = hex_value(s.p[i + 2]);
        }
        if (hi >= 0 && lo >= 0) {
            to[n++] = (char)(hi * 16 + lo);
            i += 2;
        } else {
            to[n++] = s.p[i];
        }
    }
    return str_of(to, n);
}

void url_encode(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (url_in_set(s.p[i], SET_UNRESERVED))
            put_escape(b, s.p[i]);
        else
            buf_char(b, s.p[i]);
    }
}

bool url_query_find(struct arena *a, struct str query, struct str name, struct str *ret)
{
    struct str rest = query.p ? query : STR(""), pair;
    while (str_split(&rest, '&', &pair)) {
        size_t eq = str_find_char(pair, '=');
        struct str key = str_sub(pair, 0, eq == SIZE_MAX ? pair.n : eq);
        if (!str_eq(url_decode(a, key), name))
            continue;
        struct str value = str_dup(a, eq == SIZE_MAX ? STR("") : str_from(pair, eq + 1));
        char *p = arena_alloc(a, value.n);
        for (size_t i = 0; i < value.n; i++)
            p[i] = value.p[i] == '+' ? ' ' : value.p[i];
        *ret = url_decode(a, str_of(p, value.n));
        return true;
    }
    return false;
}
