/* byline.c: who wrote it. JSON-LD, <meta>, microdata, elements whose class says author, and what
 * stands near the headline behind "By", each weighed. Names that also stand visibly on the page are
 * believed more. */
#include "page/byline.h"

enum {
    ORGANIZATION_COSTS = 24,
    LD_AUTHORS_MOST = 100, /* a name is sought through all of the page's JSON-LD */
    AROUND = 12            /* blocks before and after the article in which its author is named */
};

struct name_set *byline_set(struct byline *y, const char *from, struct str value, int weight)
{
    if (y->n == BYLINE_SETS_MOST)
        return NULL;
    page_evidence_add(y->p, PAGE_BYLINE, from, utf8_cut(value, 160), weight);
    struct name_set *s = &y->sets[y->n++];
    s->n = 0;
    s->weight = weight;
    s->evidence = (uint32_t)y->p->evidence.n - 1;
    return s;
}

void byline_from_text(struct byline *y, const char *from, struct str value, int weight)
{
    struct str s = page_line(y->p->a, value);
    if (s.n < 3 || s.n > 300 || str_starts_fold(s, STR("http")) || str_starts(s, STR("/")))
        return;
    struct str cut = byline_cut(s);
    struct name_set *set = byline_set(y, from, s, weight);
    if (set)
        byline_split(y, set, cut);
}

/* ---- JSON-LD ---- */

/* A reference to an object by @id: its name, anywhere in the page's JSON-LD. */
static struct str ld_name_of_id(struct page *p, struct str id)
{
    for (size_t i = 0; i < p->ld_count; i++) {
        const struct ld *ld = &p->lds[i];
        for (uint32_t o = 1; o < ld->list.n; o++)
            if (ld->list.v[o].kind == LD_OBJECT && str_eq(ld_str(ld, o, STR("@id")), id)) {
                struct str name = ld_str(ld, o, STR("name"));
                if (name.n)
                    return name;
            }
    }
    return STR_NONE;
}

/* Is the author, or the first of them, an organization? It is named only where no person is. */
static bool says_organization(const struct ld *ld, uint32_t i)
{
    if (ld->list.v[i].kind == LD_ARRAY && ld->list.v[i].end > i + 1)
        i++;
    return ld_is(ld, i, STR("Organization")) || ld_is(ld, i, STR("NewsMediaOrganization")) ||
           ld_is(ld, i, STR("Corporation"));
}

static void ld_author(struct byline *y, struct name_set *set, const struct ld *ld, uint32_t i)
{
    struct page *p = y->p;
    const struct ld_node *n = &ld->list.v[i];
    struct str raw = n->kind == LD_STRING ? n->value : STR_NONE;
    if (n->kind == LD_OBJECT) {
        uint32_t name = ld_get(ld, i, STR("name"));
        if (name && ld->list.v[name].kind == LD_ARRAY) {
            for (uint32_t c = name + 1; c < ld->list.v[name].end; c = ld->list.v[c].end)
                if (ld->list.v[c].kind == LD_STRING)
                    byline_split(y, set,
                                 byline_cut(page_line(p->a, ld_decode(p->a, ld->list.v[c].value))));
            return;
        }
        raw = ld_str(ld, i, STR("name"));
        if (raw.n == 0)
            raw = ld_name_of_id(p, ld_str(ld, i, STR("@id")));
    }
    struct str s = page_line(p->a, ld_decode(p->a, raw));
    if (n->kind == LD_OBJECT && says_organization(ld, i)) {
        byline_add(y, set, s, false);
        return;
    }
    if (s.n && s.n < 300 && !str_starts(s, STR("http")))
        byline_split(y, set, byline_cut(s));
}

static void from_ld(struct byline *y)
{
    struct page *p = y->p;
    if (!p->article_ld)
        return;
    const struct ld *ld = p->article_ld;
    static const char *const keys[] = {"author", "creator", "authors", NULL};
    for (size_t k = 0; keys[k]; k++) {
        uint32_t i = ld_get(ld, p->article_object, str_c(keys[k]));
        if (!i)
            continue;
        struct name_set *set = byline_set(y, "json-ld author", STR("author"), k == 0 ? 90 : 78);
        if (!set)
            return;
        size_t authors = 0;
        if (ld->list.v[i].kind == LD_ARRAY)
            for (uint32_t c = i + 1; c < ld->list.v[i].end && authors < LD_AUTHORS_MOST;
                 c = ld->list.v[c].end, authors++)
                ld_author(y, set, ld, c);
        else
            ld_author(y, set, ld, i);
        set->organization = says_organization(ld, i);
        p->evidence.v[set->evidence].value =
            set->n ? str_join(p->a, set->names, set->n, STR(", ")) : STR_NONE;
    }
}

/* ---- <meta> ---- */

/* "Lee, Ann" as lists of literature have it. */
static struct str first_name_first(struct arena *a, struct str s)
{
    size_t comma = str_find_char(s, ',');
    if (comma == SIZE_MAX || str_find_char(str_from(s, comma + 1), ',') != SIZE_MAX)
        return s;
    return str_fmt(a, "%.*s %.*s", STR_ARG(str_trim(str_from(s, comma + 1))),
                   STR_ARG(str_trim(str_sub(s, 0, comma))));
}

static void from_metas(struct byline *y)
{
    static const struct {
        const char *name;
        int weight;
    } names[] = {{"author", 80},
                 {"parsely-author", 82},
                 {"sailthru.author", 82},
                 {"cxenseparse:author", 80},
                 {"article:author", 72},
                 {"og:article:author", 72},
                 {"dc.creator", 74},
                 {"dcterms.creator", 74},
                 {"citation_author", 84},
                 {"byl", 80},
                 {"article.author", 74},
                 {"og:author", 72},
                 {"dc.contributor", 40},
                 {"authors", 78},
                 {"dcsext.author", 74},
                 {"mediator_author", 78},
                 {"article:author_name", 80},
                 {"shareaholic:article_author_name", 76},
                 {"creator", 70},
                 {"rbauthors", 78},
                 {"cxenseparse:recs:author", 78},
                 {"vr:author", 78}};
    struct page *p = y->p;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct name_set *set = NULL;
        for (size_t i = 0; i < p->metas.n; i++) {
            if (!str_eq(p->metas.v[i].name, str_c(names[k].name)))
                continue;
            struct str s = page_line(p->a, p->metas.v[i].value);
            if (s.n < 3 || s.n > 300 || str_starts_fold(s, STR("http")) ||
                str_find(s, STR(".com")) != SIZE_MAX || s.p[0] == '@')
                continue;
            if (!set)
                set = byline_set(y, names[k].name, s, names[k].weight);
            if (set && str_eq(str_c(names[k].name), STR("citation_author")))
                byline_add(y, set, first_name_first(p->a, s), false);
            else if (set)
                byline_split(y, set, byline_cut(s));
        }
    }
}

/* twitter:label1 "Written by", twitter:data1 the name. */
static void from_labels(struct byline *y)
{
    static const char *const says[] = {
        "written by",      "author",    "by",          "geschrieben von",
        "verfasst von",    "écrit par", "escrito por", "scritto da",
        "geschreven door", "autor",     NULL};
    static const char *const pairs[][2] = {{"twitter:label1", "twitter:data1"},
                                           {"twitter:label2", "twitter:data2"}};
    for (size_t i = 0; i < 2; i++) {
        struct str label = page_meta(y->p, str_c(pairs[i][0]));
        for (size_t k = 0; says[k]; k++)
            if (str_eq_fold(label, str_c(says[k])))
                byline_from_text(y, "twitter:label", page_meta(y->p, str_c(pairs[i][1])), 76);
    }
}

/* ---- which it is ---- */

static bool all_site(struct byline *y, const struct name_set *s)
{
    struct str site = byline_fold(y->p, y->source);
    struct str host = y->p->base ? byline_fold(y->p, url_site(y->p->base->host)) : STR_NONE;
    for (size_t i = 0; i < s->n; i++) {
        struct str f = byline_fold(y->p, s->names[i]);
        bool same = (site.n && str_eq(f, site)) ||
                    (host.n > 3 && f.n >= 3 && str_starts(host, f)) ||
                    (site.n > 4 && str_find(f, site) != SIZE_MAX);
        if (!same)
            return false;
    }
    return true;
}

static struct str p_from(const struct byline *y, const struct name_set *s)
{
    return y->p->evidence.v[s->evidence].from;
}

/* A single word of Latin letters is seldom a name: more often a menu's. */
static bool one_word(const struct name_set *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_find_char(s->names[i], ' ') != SIZE_MAX || (s->names[i].p[0] & 0x80))
            return false;
    return true;
}

/* Three and more single words are a list of topics. */
static bool topics(const struct name_set *s)
{
    size_t single = 0;
    for (size_t i = 0; i < s->n; i++)
        single += str_find_char(s->names[i], ' ') == SIZE_MAX && !(s->names[i].p[0] & 0x80);
    return single > 2 && single * 2 > s->n;
}

static int rate(struct byline *y, const struct name_set *s)
{
    int v = s->weight;
    size_t seen = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct str f = byline_fold(y->p, s->names[i]);
        seen += str_find(y->near, f) != SIZE_MAX;
    }
    v += seen == s->n ? 8 : seen == 0 ? -14 : 0;
    if (all_site(y, s))
        v -= s->weight >= 70 ? 32 : 45;
    else if (s->organization)
        v -= ORGANIZATION_COSTS;
    else if (byline_looks_named(s->names[0]))
        v += 3;
    if (s->weight < 70 && !str_eq(p_from(y, s), STR("feed")))
        v -= topics(s) ? 40 : one_word(s) ? 26 : is_lower(s->names[0].p[0]) ? 40 : 0;
    for (size_t k = 0; k < y->n; k++) {
        const struct name_set *o = &y->sets[k];
        if (o == s)
            continue;
        for (size_t j = 0; j < o->n; j++)
            if (str_eq(byline_fold(y->p, o->names[j]), byline_fold(y->p, s->names[0]))) {
                v += 3;
                break;
            }
    }
    return v;
}

/* The text of the article and a dozen blocks around it: a name in the page's footer is not its
 * author's. */
static struct str near_text(const struct page *p)
{
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept || i == p->h1_block) {
            first = first == SIZE_MAX ? i : first;
            last = i;
        }
    if (first == SIZE_MAX)
        return buf_str(&p->fold);
    first = first > AROUND ? first - AROUND : 0;
    last = last + AROUND < p->blocks.n ? last + AROUND : p->blocks.n - 1;
    return str_sub(buf_str(&p->fold), p->blocks.v[first].fold_at,
                   p->blocks.v[last].fold_at + p->blocks.v[last].fold_n);
}

/* The site's own name beside those of persons goes. */
static size_t without_site(struct byline *y, const struct name_set *s, struct str *names)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct name_set one = {.names = {s->names[i]}, .n = 1};
        if (s->n == 1 || !all_site(y, &one))
            names[n++] = s->names[i];
    }
    if (n)
        return n;
    memcpy(names, s->names, s->n * sizeof *names);
    return s->n;
}

void page_find_byline(struct page *p, struct str source, struct article *ret)
{
    struct byline *y = ARENA_NEW(p->a, struct byline);
    y->p = p;
    y->source = source;
    y->near = near_text(p);
    from_ld(y);
    from_metas(y);
    from_labels(y);
    byline_from_elements(y);
    byline_from_links(y);
    byline_from_blocks(y);
    byline_from_dated(y);
    byline_from_labelled(y);
    if (p->hints->byline_count) {
        struct name_set *set = byline_set(y, "feed", p->hints->byline[0], 76);
        for (size_t i = 0; set && i < p->hints->byline_count; i++)
            byline_split(y, set, byline_cut(p->hints->byline[i]));
    }
    const struct name_set *best = NULL;
    int most = 0;
    for (size_t i = 0; i < y->n; i++) {
        int v = y->sets[i].n ? rate(y, &y->sets[i]) : 0;
        p->evidence.v[y->sets[i].evidence].weight = v;
        if (v > most) {
            most = v;
            best = &y->sets[i];
        }
    }
    if (!best)
        return;
    p->evidence.v[best->evidence].chosen = true;
    struct str *names = ARENA_ARRAY(p->a, best->n, struct str);
    ret->byline_count = without_site(y, best, names);
    ret->byline = names;
}
