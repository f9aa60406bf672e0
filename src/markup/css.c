/* css.c: a small matcher of selectors (Selectors Level 4, the part that pages are described with).
 *
 * A selector is compiled into compounds, each with the combinator that stands before it. All
 * elements are looked at once, in order: of each is kept which beginnings of the selector match
 * there, and of an open element also which match at it, above it and among its children so far.
 * Nothing is searched twice, whatever a page and a selector make of one another: the cost is the
 * number of elements times the length of the selector.
 */
#include "markup/internal.h"

enum { SIMPLES_MOST = 16, COMPOUNDS_MOST = 16, LISTS_MOST = 64 };
enum simple_kind { TAG, CLASS, HAS, EQUALS, WORD, DASH, STARTS, ENDS, CONTAINS, FIRST, LAST };
struct simple {
    enum simple_kind kind;
    bool not, fold;           /* :not(…); the i flag */
    enum html_tag tag;        /* TAG */
    enum html_attr_name attr; /* attribute tests; OTHER: by name */
    struct str name, value;
};
struct compound {
    char before; /* combinator to its left: ' ', '>', '+', '~'; 0 for the first */
    size_t n;
    struct simple simples[SIMPLES_MOST];
};
struct complex {
    size_t n;
    struct compound *compounds;
};
struct css_selector {
    size_t n;
    struct complex list[LISTS_MOST];
};
struct css_found {
    const struct html_doc *doc;
    uint8_t *bits; /* by node */
};
_Static_assert(COMPOUNDS_MOST < 32, "a bit for each");

/* ---- reading ------------------------------------------------------------------------------- */

struct css {
    struct arena *a;
    struct str s;
    size_t at, piece; /* piece: where what is being read begins */
};

static char now(const struct css *p)
{
    return p->at < p->s.n ? p->s.p[p->at] : 0;
}

static bool skip_space(struct css *p)
{
    size_t from = p->at;
    while (p->at < p->s.n && is_space(p->s.p[p->at]))
        p->at++;
    return p->at > from;
}

static bool is_ident(char c)
{
    return is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* An identifier; a backslash takes the next byte as it is. */
static bool read_ident(struct css *p, struct str *ret)
{
    size_t from = p->at;
    bool escaped = false;
    while (is_ident(now(p)) || (now(p) == '\\' && p->at + 1 < p->s.n)) {
        escaped |= now(p) == '\\';
        p->at += now(p) == '\\' ? 2 : 1;
    }
    *ret = str_sub(p->s, from, p->at);
    if (escaped) {
        char *out = arena_alloc(p->a, ret->n), *to = out;
        for (size_t i = 0; i < ret->n; i++) {
            i += ret->p[i] == '\\';
            *to++ = ret->p[i];
        }
        *ret = str_of(out, (size_t)(to - out));
    }
    return ret->n > 0;
}

static bool read_value(struct css *p, struct str *ret)
{
    char quote = now(p);
    if (quote != '"' && quote != '\'')
        return read_ident(p, ret);
    size_t from = ++p->at;
    while (p->at < p->s.n && p->s.p[p->at] != quote)
        p->at++;
    *ret = str_sub(p->s, from, p->at);
    return p->at++ < p->s.n;
}

/* Behind '['. */
static bool read_attr(struct css *p, struct simple *ret)
{
    static const struct {
        char c;
        enum simple_kind kind;
    } tests[] = {{'~', WORD}, {'|', DASH}, {'^', STARTS}, {'$', ENDS}, {'*', CONTAINS}};
    struct str name;
    skip_space(p);
    size_t from = p->at;
    while (is_ident(now(p)) || now(p) == ':') /* "og:title" is written bare here and there */
        p->at++;
    name = str_lower(p->a, str_sub(p->s, from, p->at));
    if (name.n == 0)
        return false;
    ret->kind = HAS;
    ret->name = name;
    ret->attr = html_attr_name_find(name);
    skip_space(p);
    if (now(p) != ']') {
        ret->kind = EQUALS;
        for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
            if (now(p) == tests[i].c) {
                ret->kind = tests[i].kind;
                p->at++;
                break;
            }
        if (now(p) != '=')
            return false;
        p->at++;
        skip_space(p);
        if (!read_value(p, &ret->value))
            return false;
        if (skip_space(p) && (now(p) | 0x20) == 'i') {
            ret->fold = true;
            p->at++;
            skip_space(p);
        }
    }
    return now(p) == ']' && ++p->at;
}

static bool read_simple(struct css *p, bool inside_not, struct simple *ret);

/* Behind ':'. */
static bool read_pseudo(struct css *p, bool inside_not, struct simple *ret)
{
    struct str name;
    if (!read_ident(p, &name))
        return false;
    if (str_eq(name, STR("first-child")) || str_eq(name, STR("last-child"))) {
        ret->kind = name.p[0] == 'f' ? FIRST : LAST;
        return true;
    }
    if (inside_not || !str_eq(name, STR("not")) || now(p) != '(')
        return false;
    p->at++;
    skip_space(p);
    if (!read_simple(p, true, ret))
        return false;
    ret->not = true;
    skip_space(p);
    return now(p) == ')' && ++p->at;
}

static bool read_simple(struct css *p, bool inside_not, struct simple *ret)
{
    *ret = (struct simple){0};
    p->piece = p->at;
    char c = now(p);
    if (c == '#' || c == '.') {
        p->at++;
        ret->kind = c == '#' ? EQUALS : CLASS;
        ret->attr = c == '#' ? HTML_ATTR_ID : HTML_ATTR_CLASS;
        return read_ident(p, &ret->value);
    }
    if (c == '[') {
        p->at++;
        return read_attr(p, ret);
    }
    if (c == ':') {
        p->at++;
        return read_pseudo(p, inside_not, ret);
    }
    if (!read_ident(p, &ret->name))
        return false;
    ret->kind = TAG;
    ret->name = str_lower(p->a, ret->name);
    ret->tag = html_tag_find(ret->name);
    return true;
}

static bool starts_simple(char c)
{
    return c == '#' || c == '.' || c == '[' || c == ':';
}

static bool read_compound(struct css *p, struct compound *ret)
{
    bool any = now(p) == '*';
    p->piece = p->at;
    p->at += any;
    if (!any && is_ident(now(p))) {
        if (!read_simple(p, false, &ret->simples[ret->n++]))
            return false;
    }
    while (starts_simple(now(p))) {
        if (ret->n == SIMPLES_MOST || !read_simple(p, false, &ret->simples[ret->n++]))
            return false;
    }
    return any || ret->n > 0;
}

static bool read_complex(struct css *p, struct complex *ret)
{
    LIST(struct compound) list = {0};
    char before = 0;
    skip_space(p);
    for (;;) {
        struct compound *c = LIST_ADD(p->a, &list);
        c->before = before;
        if (list.n > COMPOUNDS_MOST || !read_compound(p, c))
            return false;
        bool space = skip_space(p);
        char next = now(p);
        if (next == 0 || next == ',')
            break;
        before = ' ';
        if (next == '>' || next == '+' || next == '~') {
            before = next;
            p->at++;
            skip_space(p);
        } else if (!space) {
            return false;
        }
    }
    *ret = (struct complex){list.n, list.v};
    return true;
}

static bool read_list(struct css *p, struct css_selector *sel)
{
    do {
        if (sel->n == LISTS_MOST || !read_complex(p, &sel->list[sel->n++]))
            return false;
    } while (now(p) == ',' && p->at++ < p->s.n);
    return p->at == p->s.n;
}

const struct css_selector *css_parse(struct arena *a, struct str text)
{
    struct css p = {.a = a, .s = text};
    struct css_selector *sel = ARENA_NEW(a, struct css_selector);
    return read_list(&p, sel) ? sel : NULL;
}

size_t css_fault(struct arena *a, struct str text)
{
    struct css p = {.a = a, .s = text};
    return read_list(&p, ARENA_NEW(a, struct css_selector)) ? SIZE_MAX : p.piece;
}

/* ---- matching ------------------------------------------------------------------------------ */

static bool is_word_of(struct str list, struct str word, bool fold)
{
    for (size_t i = 0; i < list.n && word.n;) {
        while (i < list.n && is_space(list.p[i]))
            i++;
        size_t from = i;
        while (i < list.n && !is_space(list.p[i]))
            i++;
        struct str w = str_sub(list, from, i);
        if (fold ? str_eq_fold(w, word) : str_eq(w, word))
            return true;
    }
    return false;
}

static bool value_matches(const struct simple *s, struct str have)
{
    struct str v = s->value;
    switch (s->kind) {
    case EQUALS: return s->fold ? str_eq_fold(have, v) : str_eq(have, v);
    case CLASS:
    case WORD: return is_word_of(have, v, s->fold);
    case STARTS: return v.n && (s->fold ? str_starts_fold(have, v) : str_starts(have, v));
    case CONTAINS: return v.n && (s->fold ? str_find_fold(have, v) : str_find(have, v)) != SIZE_MAX;
    case ENDS:
        have = str_from(have, have.n > v.n ? have.n - v.n : 0);
        return v.n && (s->fold ? str_eq_fold(have, v) : str_eq(have, v));
    case DASH: return str_starts(have, v) && (have.n == v.n || have.p[v.n] == '-');
    case TAG:
    case HAS:
    case FIRST:
    case LAST: break;
    }
    return true;
}

/* The element before this one among its siblings, or 0: climbs up from the node in front of it. */
static uint32_t element_before(const struct html_doc *doc, uint32_t node)
{
    uint32_t parent = doc->nodes[node].parent;
    for (uint32_t i = node; i > parent + 1;) {
        i--;
        while (doc->nodes[i].parent != parent)
            i = doc->nodes[i].parent;
        if (doc->nodes[i].kind == HTML_ELEMENT)
            return i;
    }
    return 0;
}

static bool is_last(const struct html_doc *doc, uint32_t node)
{
    for (uint32_t i = html_next_sibling(doc, node); i; i = html_next_sibling(doc, i))
        if (doc->nodes[i].kind == HTML_ELEMENT)
            return false;
    return true;
}

static bool simple_matches(const struct simple *s, const struct html_doc *doc, uint32_t node)
{
    switch (s->kind) {
    case TAG:
        return doc->nodes[node].tag == s->tag &&
               (s->tag != HTML_TAG_OTHER || str_eq(doc->nodes[node].text, s->name));
    case FIRST: return element_before(doc, node) == 0;
    case LAST: return is_last(doc, node);
    case CLASS:
    case HAS:
    case EQUALS:
    case WORD:
    case DASH:
    case STARTS:
    case ENDS:
    case CONTAINS: break;
    }
    if (s->attr != HTML_ATTR_OTHER)
        return html_attr_has(doc, node, s->attr) && value_matches(s, html_attr(doc, node, s->attr));
    const struct html_attr *at = html_attr_named(doc, node, s->name);
    return at && value_matches(s, at->value);
}

static bool compound_matches(const struct compound *c, const struct html_doc *doc, uint32_t node)
{
    if (node == 0 || doc->nodes[node].kind != HTML_ELEMENT)
        return false;
    for (size_t i = 0; i < c->n; i++)
        if (simple_matches(&c->simples[i], doc, node) == c->simples[i].not )
            return false;
    return true;
}

/* An element that is open, and what its descendants can stand on: bit k of a mask says that the
 * first k + 1 compounds match there. */
struct open {
    uint32_t end;
    uint32_t self, above; /* of itself; of itself or an ancestor */
    uint32_t last, past;  /* of its last child element so far; of any */
};

static uint32_t mask_of(const struct complex *c, const struct html_doc *doc, uint32_t node,
                        const struct open *in)
{
    uint32_t mask = 0;
    for (size_t k = 0; k < c->n; k++) {
        uint32_t from = in->above;
        switch (c->compounds[k].before) {
        case '>': from = in->self; break;
        case '+': from = in->last; break;
        case '~': from = in->past; break;
        default: break;
        }
        if ((k == 0 || from >> (k - 1) & 1) && compound_matches(&c->compounds[k], doc, node))
            mask |= UINT32_C(1) << k;
    }
    return mask;
}

static void find_complex(const struct complex *c, struct css_found *f)
{
    struct open stack[HTML_DEPTH_MOST + 2] = {{.end = f->doc->nodes[0].end}};
    size_t depth = 0;
    for (uint32_t i = 1; i < f->doc->nodes[0].end; i++) {
        if (f->doc->nodes[i].kind != HTML_ELEMENT)
            continue;
        while (depth && stack[depth].end <= i)
            depth--;
        struct open *in = &stack[depth];
        uint32_t mask = mask_of(c, f->doc, i, in);
        if (c->n && mask >> (c->n - 1) & 1)
            f->bits[i >> 3] |= (uint8_t)(1u << (i & 7));
        in->last = mask;
        in->past |= mask;
        if (depth + 1 < sizeof stack / sizeof *stack)
            stack[++depth] =
                (struct open){.end = f->doc->nodes[i].end, .self = mask, .above = in->above | mask};
    }
}

struct css_found *css_find(struct arena *a, const struct css_selector *sel,
                           const struct html_doc *doc)
{
    struct css_found *f = ARENA_NEW(a, struct css_found);
    f->doc = doc;
    f->bits = ARENA_ARRAY(a, doc->nodes[0].end / 8 + 1, uint8_t);
    for (size_t i = 0; i < sel->n; i++)
        find_complex(&sel->list[i], f);
    return f;
}

bool css_match(const struct css_found *f, uint32_t node)
{
    return f->bits[node >> 3] >> (node & 7) & 1;
}

uint32_t css_next(const struct css_found *f, uint32_t within, uint32_t after)
{
    for (uint32_t i = after + 1; i < f->doc->nodes[within].end; i++)
        if (css_match(f, i))
            return i;
    return 0;
}
