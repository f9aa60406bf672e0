/* xml.c: the pull reader of XML, made for feeds as they are.
 *
 * One pass, forward only; texts and values are views into the input where nothing must be decoded.
 * Rules by XML 1.0 (fifth edition) and Namespaces in XML 1.0, but where those say "fatal error" the
 * reader records a problem and goes on as a person would: an end tag closes the nearest element of
 * its name, or nothing; '&' and '<' that start nothing are text. Entities of a DTD are not
 * expanded: neither files nor memory can be had by one. Searches for an end that is missing are
 * made once, so that the time stays linear. */
#include "markup/internal.h"

enum { BINDINGS_MOST = 64 };
struct binding {
    struct str prefix; /* empty: the default namespace */
    uint16_t ns;
    size_t depth;
};
struct xml_bindings {
    struct binding v[BINDINGS_MOST];
    size_t n;
};
struct xml_open {
    struct str full; /* as written, with prefix */
    struct str name, prefix;
    uint16_t ns;
};

static const struct {
    struct str prefix, address;
} namespaces[] = {
#define X(number, prefix, address) [XML_NS_##number] = {STR_INIT(prefix), STR_INIT(address)},
    XML_NAMESPACES(X)
#undef X
};
/* Other addresses that mean one of the list. */
static const struct {
    struct str address;
    uint16_t ns;
} aliases[] = {
    {STR_INIT("http://search.yahoo.com/rss"), XML_NS_MEDIA},
    {STR_INIT("http://video.search.yahoo.com/mrss"), XML_NS_MEDIA},
    {STR_INIT("http://www.rssboard.org/media-rss"), XML_NS_MEDIA},
    {STR_INIT("http://blogs.law.harvard.edu/tech/rss"), XML_NS_RSS20},
    {STR_INIT("http://cyber.law.harvard.edu/rss/rss.html"), XML_NS_RSS20},
    {STR_INIT("http://www.rssboard.org/rss-specification"), XML_NS_RSS20},
    {STR_INIT("http://channel.netscape.com/rdf/simple/0.9"), XML_NS_RSS09},
    {STR_INIT("http://purl.org/atom/app"), XML_NS_APP},
    {STR_INIT("http://purl.org/dc/elements/1.0"), XML_NS_DC},
    {STR_INIT("https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"),
     XML_NS_PODCAST},
    {STR_INIT("http://www.facebook.com/2008/fbml"), XML_NS_FB},
};

/* Without scheme and without a slash or # at the end. */
static struct str bare_address(struct str s)
{
    s = str_trim(s);
    if (str_starts_fold(s, STR("http://")))
        s = str_from(s, 7);
    else if (str_starts_fold(s, STR("https://")))
        s = str_from(s, 8);
    while (s.n && (s.p[s.n - 1] == '/' || s.p[s.n - 1] == '#'))
        s.n--;
    return s;
}

static uint16_t ns_find(struct str address)
{
    struct str s = bare_address(address);
    if (s.n == 0)
        return XML_NS_NONE;
    for (int i = 1; i < XML_NS_OTHER; i++)
        if (str_eq_fold(s, bare_address(namespaces[i].address)))
            return (uint16_t)i;
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (str_eq_fold(s, bare_address(aliases[i].address)))
            return aliases[i].ns;
    return XML_NS_OTHER;
}

void xml_init(struct xml *x, struct arena *a, struct str utf8)
{
    *x = (struct xml){.a = a, .in = utf8, .line = 1};
    x->problems = ARENA_ARRAY(a, XML_PROBLEMS_MOST, struct problem);
    x->open = ARENA_ARRAY(a, XML_DEPTH_MOST, struct xml_open);
    x->attrs = ARENA_ARRAY(a, XML_ATTRS_MOST, struct xml_attr);
    x->bindings = ARENA_NEW(a, struct xml_bindings);
    if (str_starts(x->in, STR("\xEF\xBB\xBF")))
        x->at = 3;
}

/* Counts from where it last was, forwards or backwards: problems lie close to each other. */
uint32_t xml_line(struct xml *x, size_t at)
{
    bool forward = at >= x->line_at;
    const char *p = x->in.p + (forward ? x->line_at : at);
    const char *end = x->in.p + (forward ? at : x->line_at);
    uint32_t lines = 0;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
        lines++;
        p++;
    }
    x->line = forward ? x->line + lines : x->line - lines;
    x->line_at = at;
    return x->line;
}

void xml_problem(struct xml *x, size_t at, struct str words)
{
    if (x->problem_count == XML_PROBLEMS_MOST)
        return;
    uint32_t line = xml_line(x, at);
    if (x->problem_count && x->problems[x->problem_count - 1].line == line)
        return;
    x->problems[x->problem_count++] = (struct problem){line, words};
}

/* Position of `what` from `at` on, or SIZE_MAX. */
static size_t find_from(const struct xml *x, size_t at, struct str what)
{
    size_t n = str_find(str_from(x->in, at), what);
    return n == SIZE_MAX ? n : at + n;
}

static bool is_name_start(char c)
{
    return is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
    return is_name_start(c) || is_digit(c) || c == '-' || c == '.';
}

static struct str read_name(struct xml *x)
{
    size_t from = x->at;
    while (x->at < x->in.n && is_name(x->in.p[x->at]))
        x->at++;
    return str_sub(x->in, from, x->at);
}

static void skip_space(struct xml *x)
{
    while (x->at < x->in.n && is_space(x->in.p[x->at]))
        x->at++;
}

static void split_name(struct str full, struct str *ret_prefix, struct str *ret_name)
{
    size_t colon = str_find_char(full, ':');
    bool parted = colon != SIZE_MAX && colon > 0 && colon + 1 < full.n;
    *ret_prefix = parted ? str_sub(full, 0, colon) : STR_NONE;
    *ret_name = parted ? str_from(full, colon + 1) : full;
}

/* ---- namespaces ---------------------------------------------------------------------------- */

static void bind(struct xml *x, size_t at, struct str prefix, struct str address)
{
    struct xml_bindings *b = x->bindings;
    if (b->n == BINDINGS_MOST) {
        xml_problem(x, at, STR("more namespaces are declared than are looked at"));
        return;
    }
    b->v[b->n++] = (struct binding){prefix, ns_find(address), x->depth + 1};
}

static uint16_t resolve(struct xml *x, size_t at, struct str prefix)
{
    for (size_t i = x->bindings->n; i-- > 0;)
        if (str_eq(x->bindings->v[i].prefix, prefix))
            return x->bindings->v[i].ns;
    if (prefix.n == 0)
        return XML_NS_NONE;
    for (int i = 1; i < XML_NS_OTHER; i++)
        if (str_eq_fold(prefix, namespaces[i].prefix)) {
            if (i != XML_NS_XML)
                xml_problem(x, at, STR("a prefix is not declared; its customary meaning is taken"));
            return (uint16_t)i;
        }
    xml_problem(x, at, STR("a prefix is not declared"));
    return XML_NS_OTHER;
}

static void unbind(struct xml *x)
{
    while (x->bindings->n && x->bindings->v[x->bindings->n - 1].depth > x->depth)
        x->bindings->n--;
}

/* ---- tags ---------------------------------------------------------------------------------- */

static void look_for_bare_and(struct xml *x, struct str s)
{
    const char *p = s.p, *end = s.p + s.n;
    char text[8];
    size_t n;
    while (p < end && (p = memchr(p, '&', (size_t)(end - p))) &&
           x->problem_count < XML_PROBLEMS_MOST)
        if (!charref_read(p++, end, CHARREF_XML, text, &n))
            xml_problem(x, (size_t)(p - 1 - x->in.p),
                        STR("a & that starts no known character reference is taken as text"));
}

static struct str decode(struct xml *x, struct str s)
{
    bool and = memchr(s.p, '&', s.n);
    if (and)
        look_for_bare_and(x, s);
    if (and || memchr(s.p, '\r', s.n) || memchr(s.p, 0, s.n))
        return charref_decode(x->a, s, CHARREF_XML | CHARREF_NUL_BAD);
    return s;
}

/* The value behind '=': in quotes, or up to white space where there are none. */
static struct str read_value(struct xml *x)
{
    skip_space(x);
    if (x->at == x->in.n)
        return STR_NONE;
    char q = x->in.p[x->at];
    if (q == '"' || q == '\'') {
        const char *p = x->in.p + x->at + 1;
        const char *end = memchr(p, q, (size_t)(x->in.p + x->in.n - p));
        if (end) {
            x->at = (size_t)(end - x->in.p) + 1;
            return decode(x, str_of(p, (size_t)(end - p)));
        }
        xml_problem(x, x->at, STR("the quotes of an attribute are not closed"));
        x->at++;
    } else {
        xml_problem(x, x->at, STR("the value of an attribute is not in quotes"));
    }
    size_t from = x->at;
    while (x->at < x->in.n && !is_space(x->in.p[x->at]) && x->in.p[x->at] != '>' &&
           !(x->in.p[x->at] == '/' && x->at + 1 < x->in.n && x->in.p[x->at + 1] == '>'))
        x->at++;
    return decode(x, str_sub(x->in, from, x->at));
}

/* All attributes up to '>' or "/>". Declarations of namespaces are taken at once; the others' are
 * resolved when all are known. */
static size_t read_attrs(struct xml *x)
{
    size_t n = 0;
    for (;;) {
        skip_space(x);
        if (x->at == x->in.n || x->in.p[x->at] == '>')
            break;
        if (x->in.p[x->at] == '/') {
            x->at++;
            if (x->at < x->in.n && x->in.p[x->at] == '>') {
                x->empty_tag = true;
                break;
            }
            continue;
        }
        if (x->in.p[x->at] == '<') {
            xml_problem(x, x->at, STR("a tag is not closed before the next one"));
            return n;
        }
        size_t at = x->at;
        struct xml_attr attr = {0};
        struct str full = read_name(x);
        if (full.n == 0) {
            xml_problem(x, at, STR("a tag holds a character that it may not"));
            x->at++;
            continue;
        }
        split_name(full, &attr.prefix, &attr.name);
        skip_space(x);
        if (x->at < x->in.n && x->in.p[x->at] == '=') {
            x->at++;
            attr.value = read_value(x);
        } else {
            xml_problem(x, at, STR("an attribute has no value"));
        }
        if (str_eq(full, STR("xmlns")))
            bind(x, at, STR_NONE, attr.value);
        else if (str_eq(attr.prefix, STR("xmlns")))
            bind(x, at, attr.name, attr.value);
        else if (n < XML_ATTRS_MOST)
            x->attrs[n++] = attr;
        else
            xml_problem(x, at, STR("an element has more attributes than are looked at"));
    }
    if (x->at < x->in.n)
        x->at++;
    else
        xml_problem(x, x->at, STR("the input ends inside a tag"));
    return n;
}

/* The start tag at '<' and its name. False where the element is nested too deep and left out. */
static bool read_open(struct xml *x, struct xml_event *ret)
{
    size_t at = x->at++;
    struct str full = read_name(x);
    x->empty_tag = false;
    size_t n = read_attrs(x);
    if (x->depth == XML_DEPTH_MOST) {
        xml_problem(x, at, STR("elements are nested too deep; the inner tags are left out"));
        x->too_deep = true;
        x->skipped += !x->empty_tag;
        x->empty_tag = false;
        unbind(x);
        return false;
    }
    struct xml_open *o = &x->open[x->depth];
    *o = (struct xml_open){.full = full};
    split_name(full, &o->prefix, &o->name);
    o->ns = resolve(x, at, o->prefix);
    for (size_t i = 0; i < n; i++)
        if (x->attrs[i].prefix.n)
            x->attrs[i].ns = resolve(x, at, x->attrs[i].prefix);
    x->depth++;
    *ret = (struct xml_event){.kind = XML_OPEN,
                              .ns = o->ns,
                              .name = o->name,
                              .prefix = o->prefix,
                              .attrs = x->attrs,
                              .attr_count = n,
                              .at = at,
                              .depth = x->depth};
    return true;
}

/* The end tag at "</": how many open elements it closes (0: none). */
static size_t read_close(struct xml *x)
{
    size_t at = x->at;
    x->at += 2;
    struct str full = read_name(x);
    skip_space(x);
    if (x->at < x->in.n && x->in.p[x->at] == '>')
        x->at++;
    else
        xml_problem(x, at, STR("an end tag is not closed"));
    if (x->skipped) {
        x->skipped--;
        return 0;
    }
    for (size_t i = x->depth; i-- > 0;)
        if (str_eq(x->open[i].full, full)) {
            if (i + 1 < x->depth)
                xml_problem(x, at, STR("an end tag closes elements inside that are still open"));
            return x->depth - i;
        }
    xml_problem(x, at, STR("an end tag has no start tag"));
    return 0;
}

static void close_one(struct xml *x, struct xml_event *ret)
{
    const struct xml_open *o = &x->open[x->depth - 1];
    *ret = (struct xml_event){.kind = XML_CLOSE,
                              .ns = o->ns,
                              .name = o->name,
                              .prefix = o->prefix,
                              .at = x->at,
                              .depth = x->depth};
    x->depth--;
    unbind(x);
}

/* ---- what is between tags ------------------------------------------------------------------ */

/* Leaves out what starts at `at` and ends with `end`; where the end is missing, what is up to '>'.
 */
static void skip_past(struct xml *x, struct str end, bool *missing)
{
    size_t to = *missing ? SIZE_MAX : find_from(x, x->at, end);
    if (to != SIZE_MAX) {
        x->at = to + end.n;
        return;
    }
    if (!*missing)
        xml_problem(x, x->at, STR("a comment or instruction is not closed"));
    *missing = true;
    to = find_from(x, x->at, STR(">"));
    x->at = to == SIZE_MAX ? x->in.n : to + 1;
}

/* <!DOCTYPE …>, with its inner part in brackets; nothing of it is used. */
static void skip_doctype(struct xml *x)
{
    size_t depth = 0;
    for (char quote = 0; x->at < x->in.n; x->at++) {
        char c = x->in.p[x->at];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if ((c == '"' || c == '\'') && depth) {
            quote = c;
        } else if (c == '[') {
            depth++;
        } else if (c == ']') {
            depth -= depth > 0;
        } else if (c == '>' && depth == 0) {
            x->at++;
            return;
        }
    }
    xml_problem(x, x->in.n, STR("the document type declaration is not closed"));
}

static bool text_event(struct xml *x, struct str text, size_t at, struct xml_event *ret)
{
    if (text.n == 0)
        return false;
    *ret = (struct xml_event){
        .kind = XML_TEXT, .text = text, .at = at, .depth = x->depth, .blank = is_blank(text)};
    if (x->depth == 0 && !ret->blank)
        xml_problem(x, at, STR("text stands outside of the root element"));
    return true;
}

static bool read_cdata(struct xml *x, struct xml_event *ret)
{
    size_t at = x->at;
    x->at += STR("<![CDATA[").n;
    size_t end = find_from(x, x->at, STR("]]>"));
    struct str text = str_sub(x->in, x->at, end);
    if (end == SIZE_MAX)
        xml_problem(x, at, STR("a CDATA section is not closed"));
    x->at = end == SIZE_MAX ? x->in.n : end + 3;
    bool some = text_event(x, text, at, ret);
    ret->cdata = some;
    return some;
}

/* Text up to the next '<' that starts something. */
static bool read_text(struct xml *x, struct xml_event *ret)
{
    size_t at = x->at;
    const char *end = x->in.p + x->in.n;
    /* The first byte is taken in any case: it may be a '<' that starts nothing. */
    const char *p = memchr(x->in.p + at + 1, '<', x->in.n - at - 1);
    x->at = p ? (size_t)(p - x->in.p) : (size_t)(end - x->in.p);
    struct str text = str_sub(x->in, at, x->at);
    if (text.p[0] == '<')
        xml_problem(x, at, STR("a < that starts no tag is taken as text"));
    struct str plain = decode(x, text);
    return text_event(x, plain, at, ret);
}

/* One piece of the input at x->at. True where it made an event. */
static bool read_piece(struct xml *x, struct xml_event *ret)
{
    struct str rest = str_from(x->in, x->at);
    if (rest.p[0] != '<' || rest.n < 2)
        return read_text(x, ret);
    char c = rest.p[1];
    if (is_name_start(c))
        return read_open(x, ret);
    if (c == '/' && rest.n > 2 && is_name_start(rest.p[2])) {
        x->closing = read_close(x);
        return false;
    }
    if (c == '?') {
        skip_past(x, STR("?>"), &x->no_pi_end);
        return false;
    }
    if (c != '!')
        return read_text(x, ret);
    if (str_starts(rest, STR("<![CDATA[")))
        return read_cdata(x, ret);
    if (str_starts(rest, STR("<!--")))
        skip_past(x, STR("-->"), &x->no_comment_end);
    else
        skip_doctype(x);
    return false;
}

bool xml_next(struct xml *x, struct xml_event *ret)
{
    for (;;) {
        if (x->empty_tag) {
            x->empty_tag = false;
            x->closing = 1;
        }
        if (x->closing) {
            x->closing--;
            close_one(x, ret);
            return true;
        }
        if (x->at < x->in.n) {
            if (read_piece(x, ret))
                return true;
            continue;
        }
        if (x->depth == 0)
            break;
        xml_problem(x, x->at, STR("elements are still open at the end of the input"));
        x->closing = x->depth;
    }
    *ret = (struct xml_event){.kind = XML_EOF, .at = x->in.n};
    return false;
}

/* ---- whole elements ------------------------------------------------------------------------ */

void xml_skip(struct xml *x)
{
    size_t depth = x->depth;
    struct xml_event e;
    while (x->depth >= depth && xml_next(x, &e))
        continue;
}

struct str xml_text(struct xml *x)
{
    size_t depth = x->depth;
    struct xml_event e;
    struct str one = STR_NONE;
    struct buf all = {0};
    while (x->depth >= depth && xml_next(x, &e)) {
        if (e.kind != XML_TEXT)
            continue;
        if (one.n == 0 && all.n == 0) {
            one = e.text;
            continue;
        }
        if (all.n == 0) {
            buf_arena(&all, x->a, SIZE_MAX / 2);
            buf_put(&all, one);
        }
        buf_put(&all, e.text);
    }
    return all.n ? buf_str(&all) : one;
}

static void put_open(struct buf *b, const struct xml_event *e)
{
    buf_char(b, '<');
    buf_put(b, e->name);
    for (size_t i = 0; i < e->attr_count; i++) {
        const struct xml_attr *at = &e->attrs[i];
        if (at->ns != XML_NS_NONE && at->ns != XML_NS_XHTML && at->ns != XML_NS_XML)
            continue;
        buf_char(b, ' ');
        buf_put(b, at->name);
        buf_lit(b, "=\"");
        buf_html(b, at->value);
        buf_char(b, '"');
    }
    buf_char(b, '>');
}

struct str xml_inner_html(struct xml *x)
{
    size_t depth = x->depth;
    struct xml_event e;
    struct buf b;
    buf_arena(&b, x->a, SIZE_MAX / 2);
    while (x->depth >= depth && xml_next(x, &e)) {
        enum html_tag tag = e.kind == XML_TEXT ? HTML_TAG_NONE : html_tag_find(e.name);
        if (e.kind == XML_TEXT) {
            html_put_text(&b, e.text);
        } else if (e.kind == XML_OPEN && (tag == HTML_SCRIPT || tag == HTML_STYLE)) {
            xml_skip(x);
        } else if (e.kind == XML_OPEN) {
            put_open(&b, &e);
        } else if (e.kind == XML_CLOSE && x->depth >= depth && !html_tag_is_void(tag)) {
            buf_lit(&b, "</");
            buf_put(&b, e.name);
            buf_char(&b, '>');
        }
    }
    return b.n ? buf_str(&b) : STR("");
}

struct str xml_attr(const struct xml_event *e, enum xml_ns ns, struct str name)
{
    for (size_t i = 0; i < e->attr_count; i++)
        if (e->attrs[i].ns == ns && str_eq_fold(e->attrs[i].name, name))
            return e->attrs[i].value;
    return STR_NONE;
}
