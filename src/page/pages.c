/* pages.c: the pages of one article: which address is the next one, and how their texts are put
 * together.
 *
 * A link leads to the next page where its address is the first page's own with the next number
 * added, in one of the ways in which publishers number pages ("?page=2", "/2", "/page/2",
 * "-2.html"), and where the page says that it goes on: rel=next, or a pager, which is a link whose
 * words are that number or a word for "next". So the next article of a list, whose address is
 * another one, is never taken for a page; nor are the pages of comments.
 *
 * Some count from zero in the query (Drupal: "?page=1" is the second page, whose link says "2" or
 * "next"). The first page tells by the link, all others by their own address. Who comes in by
 * "?page=1" and is led back to a page before it has no first page, and nothing is joined. */
#include "page/internal.h"

enum {
    NUMBER_MOST = 50,  /* a higher number in an address is no page's */
    WORDS_MOST = 40,   /* bytes of a link's words that are looked at */
    TRIED_MOST = 300,  /* links that could lead to it: a pager has few, a hostile page any number */
    REPEAT_LEAST = 40, /* bytes: shorter paragraphs may stand twice ("Background") */
};

/* ---- addresses ---- */

/* An address without its number of a page. */
struct numbered {
    struct str host, path, query; /* without the number */
    int32_t port;
    uint64_t number;
    bool has_number;
};

static bool page_param(struct str name)
{
    static const char *const names[] = {"page", "p",    "pg",    "pagina", "seite",
                                        "side", "sida", "paged", "pageno", "page_number"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_fold(name, str_c(names[i])))
            return true;
    return false;
}

static bool page_word(struct str s)
{
    static const char *const words[] = {"page", "p", "seite", "pagina", "side", "sida", "part"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_fold(s, str_c(words[i])))
            return true;
    return false;
}

static bool small_number(struct str s, uint64_t *ret)
{
    return s.n && s.n <= 2 && str_u64(s, NUMBER_MOST, ret) && *ret > 0;
}

/* Takes the parameter that numbers pages out of the query; the others stay in their order. */
static void cut_query(struct arena *a, struct numbered *v)
{
    struct buf b;
    struct str part, query = v->query;
    buf_arena(&b, a, query.n + 1);
    while (str_split(&query, '&', &part)) {
        size_t eq = str_find_char(part, '=');
        struct str value = eq == SIZE_MAX ? STR_NONE : str_from(part, eq + 1);
        bool zero = str_eq(value, STR("0"));
        if (!v->has_number && value.n && page_param(str_sub(part, 0, eq)) &&
            (zero || small_number(value, &v->number))) {
            v->has_number = true;
            continue;
        }
        if (b.n)
            buf_char(&b, '&');
        buf_put(&b, part);
    }
    v->query = buf_str(&b);
}

static size_t digits_from(struct str s)
{
    size_t at = s.n;
    while (at && is_digit(s.p[at - 1]))
        at--;
    return at;
}

/* Takes the number out of a path: "/x/2", "/x/page/2", "/x/page-2", "/x-2.html", "/x,2.html". */
static struct str cut_path(struct arena *a, struct str path, uint64_t *ret)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    size_t slash = str_rfind_char(path, '/');
    if (slash == SIZE_MAX)
        return path;
    size_t dot = str_rfind_char(path, '.');
    struct str end = dot != SIZE_MAX && dot > slash ? str_from(path, dot) : STR_NONE;
    struct str bare = str_sub(path, 0, path.n - end.n);
    size_t digits = digits_from(bare);
    if (!small_number(str_from(bare, digits), ret) || digits <= slash)
        return path;
    struct str head = str_sub(bare, 0, digits);
    char before = head.p[head.n - 1];
    if (before == '-' || before == '_' || before == ',' || before == '/')
        head.n--;
    size_t word = head.n; /* "page" before the number belongs to it */
    while (word && is_alpha(head.p[word - 1]))
        word--;
    bool named = word && page_word(str_from(head, word));
    if (named)
        head = str_sub(head, 0, word);
    if (!named && is_alnum(before)) { /* "x2": a name that ends in a digit */
        *ret = 0;
        return path;
    }
    while (head.n > 1 && (head.p[head.n - 1] == '/' || head.p[head.n - 1] == '-' ||
                          head.p[head.n - 1] == '_' || head.p[head.n - 1] == ','))
        head.n--;
    return end.n ? str_fmt(a, "%.*s%.*s", STR_ARG(head), STR_ARG(end)) : head;
}

static struct str no_slash(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

static struct numbered whole(const struct url *u)
{
    return (struct numbered){
        .host = u->host, .path = no_slash(u->path), .query = u->query, .port = u->port};
}

static bool same(const struct numbered *x, const struct numbered *y)
{
    return str_eq(x->host, y->host) && x->port == y->port && str_eq(x->path, y->path) &&
           str_eq(x->query, y->query) && x->path.n > 1;
}

/* How the query counts the pages. */
enum count { COUNT_FROM_ONE, COUNT_FROM_ZERO, COUNT_UNKNOWN };

/* ---- the next page ---- */

struct pager {
    struct page *p;
    struct url first;
    struct numbered bare, in_path; /* the first without the number that says so; with one cut out
                                      of its path */
    uint64_t want;                 /* number of the page that is looked for, the first being 1 */
    enum count count;
    uint32_t tried; /* addresses */
};

static void begin(struct pager *g)
{
    struct numbered cut = whole(&g->first);
    cut_query(g->p->a, &cut);
    g->bare = cut.has_number && cut.number <= 1 ? cut : whole(&g->first);
    g->in_path = whole(&g->first);
    g->in_path.path = cut_path(g->p->a, g->in_path.path, &g->in_path.number);
}

static bool counts(const struct pager *g, uint64_t number)
{
    return (g->count != COUNT_FROM_ZERO && number == g->want) ||
           (g->count != COUNT_FROM_ONE && number + 1 == g->want && number);
}

/* Is `u` the page that is looked for? */
static bool is_page(const struct pager *g, const struct url *u)
{
    struct arena *a = g->p->a;
    struct numbered n = whole(u);
    uint64_t in_path = 0;
    cut_query(a, &n);
    if (n.has_number)
        return counts(g, n.number) && same(&g->bare, &n);
    n.path = cut_path(a, n.path, &in_path);
    return in_path == g->want &&
           (same(&g->bare, &n) || (g->in_path.number == 1 && same(&g->in_path, &n)));
}

static bool resolve(struct pager *g, struct str href, struct url *ret)
{
    if (g->tried++ >= TRIED_MOST)
        return false;
    struct str to = page_absolute(g->p, str_trim(href));
    if (!to.n || !url_parse(g->p->a, to, NULL, ret) || !url_is_web(ret))
        return false;
    ret->fragment = STR_NONE;
    ret->has_fragment = false;
    return str_eq(ret->scheme, g->first.scheme);
}

static struct str leads(struct pager *g, struct str href)
{
    struct url u;
    return resolve(g, href, &u) && is_page(g, &u) ? url_str(g->p->a, &u) : STR_NONE;
}

/* Whether the address itself numbers a page with zero. */
static bool says_zero(struct str href)
{
    struct str part, query = str_sub(href, 0, str_find_char(href, '#'));
    size_t at = str_find_char(query, '?');
    if (at == SIZE_MAX)
        return false;
    query = str_from(query, at + 1);
    while (str_split(&query, '&', &part)) {
        size_t eq = str_find_char(part, '=');
        if (eq != SIZE_MAX && str_eq(str_from(part, eq + 1), STR("0")) &&
            page_param(str_sub(part, 0, eq)))
            return true;
    }
    return false;
}

/* Does the link lead from "?page=1" to a page before it: "?page=0", or the bare address as the
 * page before? */
static bool is_before(struct pager *g, uint32_t node)
{
    struct url u;
    const struct html_doc *doc = &g->p->doc;
    struct str href = str_trim(html_attr(doc, node, HTML_ATTR_HREF));
    bool prev = str_find_fold(html_attr(doc, node, HTML_ATTR_REL), STR("prev")) != SIZE_MAX;
    if (!(prev || says_zero(href)) || !resolve(g, href, &u))
        return false;
    struct numbered n = whole(&u);
    cut_query(g->p->a, &n);
    return (n.has_number ? n.number == 0 : prev) && same(&g->bare, &n);
}

static bool led_back(struct pager *g)
{
    struct page *p = g->p;
    for (size_t i = 0; i < p->links.n; i++)
        if (is_before(g, p->links.v[i]))
            return true;
    for (uint32_t i = html_next(&p->doc, 0, 0, HTML_A); i; i = html_next(&p->doc, 0, i, HTML_A))
        if (is_before(g, i))
            return true;
    return false;
}

/* Without a number the first page does not say; the later ones do, by their own. */
static enum count how_counted(const struct pager *g, struct str here)
{
    struct url u;
    struct numbered n = whole(&g->first);
    cut_query(g->p->a, &n);
    if (n.has_number)
        return n.number == 0 ? COUNT_FROM_ZERO : COUNT_FROM_ONE;
    if (g->want == 2)
        return COUNT_UNKNOWN;
    if (!url_parse(g->p->a, here, NULL, &u))
        return COUNT_FROM_ONE;
    n = whole(&u);
    cut_query(g->p->a, &n);
    return n.has_number && n.number + 2 == g->want ? COUNT_FROM_ZERO : COUNT_FROM_ONE;
}

static bool says_next(struct str words, uint64_t want)
{
    static const char *const next[] = {
        "next",
        "next page",
        "continue",
        "weiter",
        "nächste seite",
        "seite weiter",
        "suivant",
        "page suivante",
        "suite",
        "siguiente",
        "página siguiente",
        "próxima",
        "próxima página",
        "avanti",
        "successiva",
        "volgende",
        "nästa",
        "neste",
        "næste",
        "seuraava",
        "następna",
        "dalej",
        "следующая",
        "далее",
        "sonraki",
        "次へ",
        "次のページ",
        "下一页",
        "下一頁",
        "다음",
    };
    uint64_t n = 0;
    words = str_trim(words);
    if (small_number(words, &n))
        return n == want;
    /* "Next »", "Page 2", "› Weiter" */
    size_t at = digits_from(words);
    if (at < words.n && page_word(str_trim(str_sub(words, 0, at))))
        return small_number(str_from(words, at), &n) && n == want;
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        if (str_starts_fold(words, str_c(next[i])) || str_eq_fold(words, str_c(next[i])))
            return words.n <= strlen(next[i]) + 8;
    return str_eq(words, STR("»")) || str_eq(words, STR("›")) || str_eq(words, STR(">")) ||
           str_eq(words, STR("→"));
}

static bool in_comments(const struct page *p, uint32_t node)
{
    for (uint32_t i = node; i; i = p->doc.nodes[i].parent)
        if ((page_marks(p->marks, html_attr(&p->doc, i, HTML_ATTR_CLASS)) |
             page_marks(p->marks, html_attr(&p->doc, i, HTML_ATTR_ID))) &
            1u << MARK_COMMENT)
            return true;
    return false;
}

static struct str by_link(struct pager *g)
{
    struct page *p = g->p;
    for (size_t i = 0; i < p->links.n; i++) {
        if (!str_eq_fold(str_trim(html_attr(&p->doc, p->links.v[i], HTML_ATTR_REL)), STR("next")))
            continue;
        struct str next = leads(g, html_attr(&p->doc, p->links.v[i], HTML_ATTR_HREF));
        if (next.n)
            return next;
    }
    return STR_NONE;
}

static struct str by_anchor(struct pager *g)
{
    struct page *p = g->p;
    for (uint32_t i = html_next(&p->doc, 0, 0, HTML_A); i; i = html_next(&p->doc, 0, i, HTML_A)) {
        struct str href = html_attr(&p->doc, i, HTML_ATTR_HREF);
        if (!href.n)
            continue;
        bool rel = str_find_fold(html_attr(&p->doc, i, HTML_ATTR_REL), STR("next")) != SIZE_MAX;
        if (p->doc.nodes[i].end - i > 12 && !rel)
            continue; /* a card, no number */
        if (!rel) {
            struct str words = html_text_line(p->a, &p->doc, i);
            if (words.n > WORDS_MOST || !says_next(words, g->want))
                continue;
        }
        struct str next = leads(g, href);
        if (next.n && !in_comments(p, i))
            return next;
    }
    return STR_NONE;
}

struct str page_find_next(struct page *p)
{
    const struct page_hints *h = p->hints;
    struct pager g = {.p = p, .want = (h->number ? h->number : 1) + UINT64_C(1)};
    struct str first = h->first.n ? h->first : h->url;
    if (g.want > PAGE_JOIN_MOST || !first.n || !url_parse(p->a, first, NULL, &g.first) ||
        !url_is_web(&g.first))
        return STR_NONE;
    begin(&g);
    g.count = how_counted(&g, h->url);
    if (g.want == 2 && g.count == COUNT_FROM_ONE && led_back(&g))
        return STR_NONE;
    g.tried = 0;
    struct str next = by_link(&g);
    if (!next.n)
        next = by_anchor(&g);
    if (next.n && h->url.n && str_eq(next, h->url))
        return STR_NONE;
    return next;
}

/* ---- joining ---- */

/* What an element says and shows, as a number; *ret_bytes: of its text. */
static uint64_t element_hash(const struct body *b, size_t from, size_t to, size_t *ret_bytes,
                             bool *ret_picture)
{
    uint64_t h = 0;
    *ret_bytes = 0;
    *ret_picture = false;
    for (size_t i = from; i < to; i++) {
        const struct body_op *op = &b->ops[i];
        if (op->kind == BODY_TEXT) {
            h = h * 31 + hash_seeded(op->text);
            *ret_bytes += op->text.n;
        }
        for (uint32_t k = 0; op->kind == BODY_OPEN && k < op->attr_count; k++)
            if (op->attrs[k].name == BODY_ATTR_src) {
                h = h * 31 + hash_seeded(op->attrs[k].value);
                *ret_picture = true;
            }
    }
    return h;
}

/* The end (exclusive) of the top-level element that opens at `at`. */
static size_t element_end(const struct body *b, size_t at)
{
    size_t depth = 0;
    for (size_t i = at; i < b->n; i++) {
        if (b->ops[i].kind == BODY_OPEN && !body_tag_is_void(b->ops[i].tag))
            depth++;
        else if (b->ops[i].kind == BODY_CLOSE)
            depth--;
        if (depth == 0)
            return i + 1;
    }
    return b->n;
}

/* The elements of a body by what they say. */
static void collect(struct arena *a, const struct body *b, struct map *known)
{
    for (size_t i = 0; i < b->n;) {
        size_t end = element_end(b, i), bytes;
        bool picture;
        uint64_t *h = ARENA_NEW(a, uint64_t);
        *h = element_hash(b, i, end, &bytes, &picture);
        map_put(known, str_of((const char *)h, sizeof *h), NULL);
        i = end;
    }
}

size_t page_join(struct arena *a, struct article *into, const struct article *next)
{
    LIST(struct body_op) ops = {0};
    struct map known;
    size_t added = 0;
    map_init(&known, a);
    collect(a, &into->body, &known);
    for (size_t i = 0; i < into->body.n; i++)
        LIST_PUSH(a, &ops, into->body.ops[i]);
    for (size_t i = 0; i < next->body.n;) {
        size_t end = element_end(&next->body, i), bytes;
        bool picture;
        uint64_t h = element_hash(&next->body, i, end, &bytes, &picture);
        bool seen = map_find(&known, str_of((const char *)&h, sizeof h)) != NULL;
        /* A short line may stand twice, but not above the text of every page. */
        if ((seen && (picture || bytes >= REPEAT_LEAST || !added)) ||
            ops.n + (end - i) > BODY_OPS_MOST) {
            i = end;
            continue;
        }
        added += bytes > 0;
        for (; i < end; i++)
            LIST_PUSH(a, &ops, next->body.ops[i]);
    }
    into->next_page = next->next_page;
    if (!added)
        return 0;
    into->body = (struct body){ops.v, ops.n};
    into->text = body_text(a, &into->body);
    return added;
}
