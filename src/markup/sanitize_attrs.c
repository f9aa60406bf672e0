/* sanitize_attrs.c: which attributes an element keeps, and their values as a body may hold them:
 * addresses parsed and written anew, numbers as digits, and for images the addresses that a lazy
 * loader would put there. body_value_sound has the last word on each. */
#include "markup/sanitize.h"

struct str sanitize_resolve(struct sanitizer *s, struct str ref)
{
    ref = str_trim(ref);
    if (ref.n == 0)
        return STR_NONE;
    if (s->policy->resolve)
        return s->policy->resolve(s->policy->ctx, s->a, ref);
    /* The parser leaves its pieces in the arena; only the result is kept. */
    const struct arena_block *block = s->a->block;
    char *at = s->a->at;
    struct str url = url_resolve_within(s->a, s->has_base ? &s->base : NULL, ref, &s->resolved);
    if (url.n == 0 || s->a->block != block)
        return url;
    memmove(at, url.p, url.n);
    arena_cut(s->a, at, url.n);
    return str_of(at, url.n);
}

/* Digits only, with '%' where allowed: "300px" and "300.5" are 300. */
static struct str number(struct str v, bool sign, bool percent)
{
    v = str_trim(v);
    size_t i = sign && v.n && v.p[0] == '-', from = i;
    while (i < v.n && is_digit(v.p[i]))
        i++;
    if (i == from)
        return STR_NONE;
    struct str rest = str_trim(str_from(v, i));
    if (percent && str_eq(rest, STR("%")))
        return v;
    return str_sub(v, 0, i);
}

/* Without control characters. */
static struct str clean(struct arena *a, struct str v)
{
    size_t i = 0;
    while (i < v.n && (unsigned char)v.p[i] >= 0x20 && v.p[i] != 0x7f)
        i++;
    if (i == v.n)
        return v;
    char *out = arena_alloc(a, v.n);
    for (i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.p[i];
        out[i] = (char)(c == '\n' || c == '\t' ? c : c < 0x20 || c == 0x7f ? ' ' : c);
    }
    return str_of(out, v.n);
}

/* ---- srcset ---- */

/* The next candidate of a srcset (section 4.8.4.2.1): its URL, and a descriptor like "2x", "640w".
 */
static bool next_candidate(struct str *set, struct str *ret_url, struct str *ret_descriptor)
{
    while (set->n && (is_space(set->p[0]) || set->p[0] == ','))
        *set = str_from(*set, 1);
    if (set->n == 0)
        return false;
    size_t i = 0;
    while (i < set->n && !is_space(set->p[i]))
        i++;
    size_t end = i;
    while (end && set->p[end - 1] == ',')
        end--;
    *ret_url = str_sub(*set, 0, end);
    size_t from = i;
    if (end == i)
        while (i < set->n && set->p[i] != ',')
            i++;
    *ret_descriptor = str_trim(str_sub(*set, from, i));
    *set = str_from(*set, i);
    return true;
}

static bool is_descriptor(struct str d)
{
    if (d.n == 0)
        return true;
    for (size_t i = 0; i + 1 < d.n; i++)
        if (!is_digit(d.p[i]) && d.p[i] != '.')
            return false;
    return d.n > 1 && (d.p[d.n - 1] == 'x' || d.p[d.n - 1] == 'w');
}

static struct str srcset(struct sanitizer *s, struct str v)
{
    enum { CANDIDATES_MOST = 64, PIECES = 4 };
    struct str list[CANDIDATES_MOST * PIECES], url, descriptor;
    size_t n = 0;
    while (n < CANDIDATES_MOST * PIECES && next_candidate(&v, &url, &descriptor)) {
        url = sanitize_resolve(s, url);
        if (url.n == 0 || !is_descriptor(descriptor) || str_ends(url, STR(",")) ||
            !body_value_sound(BODY_ATTR_src, url))
            continue;
        list[n] = n ? STR(", ") : STR("");
        list[n + 1] = url;
        list[n + 2] = descriptor.n ? STR(" ") : STR("");
        list[n + 3] = descriptor;
        n += PIECES;
    }
    return str_join(s->a, list, n, STR(""));
}

/* ---- one attribute ---- */

/* The value as the body may hold it; what is not sound is found out by the caller. */
static struct str value_of(struct sanitizer *s, enum body_attr_name name, struct str v)
{
    if (body_attr_is_url(name))
        return sanitize_resolve(s, v);
    switch ((int)name) {
    case BODY_ATTR_srcset: return srcset(s, v);
    case BODY_ATTR_width:
    case BODY_ATTR_height: return number(v, false, true);
    case BODY_ATTR_colspan:
    case BODY_ATTR_rowspan:
    case BODY_ATTR_span: return number(v, false, false);
    case BODY_ATTR_start:
    case BODY_ATTR_value: return number(v, true, false);
    case BODY_ATTR_open:
    case BODY_ATTR_reversed: return STR("");
    case BODY_ATTR_dir:
    case BODY_ATTR_scope:
    case BODY_ATTR_align:
    case BODY_ATTR_kind:
    case BODY_ATTR_loading: return str_lower(s->a, str_trim(v));
    case BODY_ATTR_lang:
    case BODY_ATTR_srclang: return str_trim(v);
    default: return clean(s->a, v);
    }
}

static void add_attr(struct sanitizer *s, enum body_tag tag, struct body_attr *list, size_t *n,
                     enum body_attr_name name, struct str value)
{
    if (name == BODY_ATTR_loading || !body_attr_allowed(tag, name))
        return;
    for (size_t i = 0; i < *n; i++)
        if (list[i].name == name)
            return;
    value = value_of(s, name, value);
    if (body_value_sound(name, value))
        list[(*n)++] = (struct body_attr){name, value};
}

/* ---- lazy images ---- */

static const enum html_attr_name lazy_src[] = {
    HTML_ATTR_DATA_SRC,   HTML_ATTR_DATA_LAZY_SRC, HTML_ATTR_DATA_ORIGINAL, HTML_ATTR_DATA_LAZY,
    HTML_ATTR_DATA_IMAGE, HTML_ATTR_DATA_IMG_SRC,  HTML_ATTR_DATA_FULL_SRC, HTML_ATTR_DATA_URL};
static const enum html_attr_name lazy_srcset[] = {HTML_ATTR_DATA_SRCSET,
                                                  HTML_ATTR_DATA_LAZY_SRCSET};

static bool looks_like_address(struct str v)
{
    v = str_trim(v);
    return v.n > 4 && str_find_char(v, '{') == SIZE_MAX && str_find_char(v, ' ') == SIZE_MAX &&
           !str_starts_fold(v, STR("data:")) &&
           (str_find_char(v, '/') != SIZE_MAX || str_find_char(v, '.') != SIZE_MAX);
}

/* Is that src the picture that a lazy loader shows until the real one comes? */
static bool is_placeholder(struct str src)
{
    static const struct str words[] = {
        STR_INIT("placeholder"), STR_INIT("blank"),       STR_INIT("spacer"), STR_INIT("loading"),
        STR_INIT("lazy"),        STR_INIT("transparent"), STR_INIT("pixel"),  STR_INIT("1x1"),
        STR_INIT("grey."),       STR_INIT("gray."),       STR_INIT("loader")};
    src = str_trim(src);
    if (src.n == 0 || str_starts_fold(src, STR("data:")) || str_starts_fold(src, STR("about:")))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_fold(src, words[i]) != SIZE_MAX)
            return true;
    return str_ends(src, STR(".gif")) || str_ends(src, STR(".svg"));
}

static struct str first_of(const struct html_doc *doc, uint32_t node,
                           const enum html_attr_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str v = html_attr(doc, node, names[i]);
        if (v.n)
            return v;
    }
    return STR_NONE;
}

/* The addresses that a lazy loader would put into src and srcset. */
static void add_lazy(struct sanitizer *s, uint32_t node, enum body_tag tag, struct body_attr *list,
                     size_t *n)
{
    struct str src = first_of(s->doc, node, lazy_src, sizeof lazy_src / sizeof lazy_src[0]);
    struct str set =
        first_of(s->doc, node, lazy_srcset, sizeof lazy_srcset / sizeof lazy_srcset[0]);
    if (tag == BODY_img && looks_like_address(src) &&
        is_placeholder(html_attr(s->doc, node, HTML_ATTR_SRC)))
        add_attr(s, tag, list, n, BODY_ATTR_src, src);
    struct str own = html_attr(s->doc, node, HTML_ATTR_SRCSET);
    if (set.n && (own.n == 0 || str_starts_fold(str_trim(own), STR("data:"))))
        add_attr(s, tag, list, n, BODY_ATTR_srcset, set);
}

/* ---- all of them ---- */

const struct body_attr *sanitize_attrs(struct sanitizer *s, uint32_t node, enum body_tag tag,
                                       size_t *ret_n)
{
    const struct html_node *n = &s->doc->nodes[node];
    struct body_attr list[BODY_ATTR_COUNT];
    size_t count = 0;
    if (tag == BODY_img || tag == BODY_source)
        add_lazy(s, node, tag, list, &count);
    for (uint32_t i = 0; i < n->attr_count; i++) {
        const struct html_attr *at = &s->doc->attrs[n->attr_at + i];
        enum body_attr_name name = at->name == HTML_ATTR_OTHER      ? BODY_ATTR_NONE
                                   : at->name == HTML_ATTR_XML_LANG ? BODY_ATTR_lang
                                                                    : body_attr_find(at->name_text);
        if (name != BODY_ATTR_NONE)
            add_attr(s, tag, list, &count, name, at->value);
    }
    *ret_n = count;
    if (count == 0)
        return NULL;
    return memcpy(arena_alloc(s->a, count * sizeof *list), list, count * sizeof *list);
}
