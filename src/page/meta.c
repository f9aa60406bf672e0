/* meta.c: what the page states about itself for machines: <meta> of a dozen vocabularies, and
 * JSON-LD. A page's JSON-LD often describes many things: the site, a crumb trail, lists of other
 * articles. The object about this article is the one whose type is an article's and whose address
 * or headline is the page's; what stands inside lists of others does not count. */
#include "page/internal.h"

enum { LD_BLOCKS_MOST = 40, LD_BODY_LEAST = 80 };

struct str page_meta(const struct page *p, struct str name)
{
    for (size_t i = 0; i < p->metas.n; i++)
        if (str_eq(p->metas.v[i].name, name))
            return p->metas.v[i].value;
    return STR_NONE;
}

struct str page_line(struct arena *a, struct str s)
{
    return html_to_plain(a, s);
}

static bool ld_is_article(const struct ld *ld, uint32_t object)
{
    static const char *const types[] = {"NewsArticle",
                                        "Article",
                                        "BlogPosting",
                                        "ReportageNewsArticle",
                                        "AnalysisNewsArticle",
                                        "OpinionNewsArticle",
                                        "BackgroundNewsArticle",
                                        "ReviewNewsArticle",
                                        "AskPublicNewsArticle",
                                        "LiveBlogPosting",
                                        "Report",
                                        "SocialMediaPosting",
                                        "TechArticle",
                                        "ScholarlyArticle",
                                        "AdvertiserContentArticle",
                                        "SatiricalArticle",
                                        "MedicalScholarlyArticle",
                                        "Blog",
                                        "Review",
                                        "Recipe",
                                        "DiscussionForumPosting",
                                        "HowTo",
                                        "CreativeWork",
                                        NULL};
    for (size_t i = 0; types[i]; i++)
        if (ld_is(ld, object, str_c(types[i])))
            return true;
    return false;
}

/* Members that hold other things than the article itself. */
static bool ld_elsewhere(struct str key)
{
    static const char *const keys[] = {
        "itemListElement", "publisher", "author",          "image",       "isPartOf",
        "hasPart",         "comment",   "mentions",        "about",       "citation",
        "video",           "logo",      "potentialAction", "breadcrumb",  "relatedLink",
        "associatedMedia", "blogPost",  "liveBlogUpdate",  "contributor", "creator",
        "review",          "subjectOf", "blogPosts",       NULL};
    for (size_t i = 0; keys[i]; i++)
        if (str_eq(key, str_c(keys[i])))
            return true;
    return false;
}

static bool same_fold(struct page *p, struct str x, struct str y)
{
    if (x.n == 0 || y.n == 0)
        return false;
    struct buf b, c;
    buf_arena(&b, p->a, x.n + 1);
    buf_arena(&c, p->a, y.n + 1);
    page_fold(&b, x);
    page_fold(&c, y);
    return b.n > 0 && str_eq(buf_str(&b), buf_str(&c));
}

/* Do two addresses name one page? Compared without scheme, query and slash at the end. */
static bool same_page(struct str x, struct str y)
{
    if (x.n == 0 || y.n == 0)
        return false;
    struct str v[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        size_t cut = str_find(v[i], STR("://"));
        v[i] = cut == SIZE_MAX ? v[i] : str_from(v[i], cut + 3);
        cut = str_find_char(v[i], '#');
        v[i] = str_sub(v[i], 0, cut);
        cut = str_find_char(v[i], '?');
        v[i] = str_sub(v[i], 0, cut);
        while (v[i].n && v[i].p[v[i].n - 1] == '/')
            v[i].n--;
    }
    return str_eq(v[0], v[1]);
}

static int ld_rate(struct page *p, const struct ld *ld, uint32_t o)
{
    bool dated = ld_get(ld, o, STR("datePublished")) != 0;
    if (!dated && !ld_get(ld, o, STR("headline")) && !ld_get(ld, o, STR("articleBody")))
        return 0;
    int r = ld_is_article(ld, o) ? 50 : 0;
    if (ld_is(ld, o, STR("NewsArticle")) || ld_is(ld, o, STR("BlogPosting")))
        r += 5;
    r += ld_get(ld, o, STR("headline")) ? 10 : 0;
    r += ld_get(ld, o, STR("datePublished")) ? 10 : 0;
    r += ld_get(ld, o, STR("author")) ? 4 : 0;
    r += ld_get(ld, o, STR("articleBody")) ? 4 : 0;
    if (r < 20)
        return 0;
    struct str at = ld_str(ld, o, STR("url"));
    uint32_t main = ld_get(ld, o, STR("mainEntityOfPage"));
    struct str entity = main && ld->list.v[main].kind == LD_OBJECT
                            ? ld_str(ld, main, STR("@id"))
                            : ld_str(ld, o, STR("mainEntityOfPage"));
    if (same_page(ld_decode(p->a, at), p->hints->url) ||
        same_page(ld_decode(p->a, entity), p->hints->url))
        r += 30;
    struct str headline = ld_decode(p->a, ld_str(ld, o, STR("headline")));
    if (same_fold(p, headline, page_meta(p, STR("og:title"))))
        r += 20;
    return r;
}

/* Looks at every object outside of lists of other things. */
static void ld_choose(struct page *p, const struct ld *ld, int *best)
{
    for (uint32_t i = 1; i < ld->list.n;) {
        const struct ld_node *n = &ld->list.v[i];
        if (n->key.n && ld_elsewhere(n->key)) {
            i = n->end;
            continue;
        }
        if (n->kind == LD_OBJECT) {
            int r = ld_rate(p, ld, i);
            if (r > *best) {
                *best = r;
                p->article_ld = ld;
                p->article_object = i;
            }
        }
        i++;
    }
}

struct str page_ld_str(const struct page *p, struct str key)
{
    if (!p->article_ld)
        return STR_NONE;
    struct str raw = ld_str(p->article_ld, p->article_object, key);
    return raw.n ? str_trim(html_unescape(p->a, ld_decode(p->a, raw))) : STR_NONE;
}

static struct str first_meta(const struct page *p, const char *const *names)
{
    for (; *names; names++) {
        struct str v = page_meta(p, str_c(*names));
        if (v.n)
            return v;
    }
    return STR_NONE;
}

/* The longest description: it is often the first paragraph or the dek. */
static void read_lead(struct page *p)
{
    static const char *const names[] = {"og:description",
                                        "description",
                                        "twitter:description",
                                        "dc.description",
                                        "sailthru.description",
                                        "dcterms.abstract",
                                        NULL};
    struct str lead = first_meta(p, names);
    struct str ld = page_ld_str(p, STR("description"));
    p->excerpt = page_line(p->a, lead.n ? lead : ld);
    p->lead_text = p->excerpt;
    if (lead.n && ld.n && ld.n > lead.n)
        p->lead_text = page_line(p->a, ld);
}

void page_read_meta(struct page *p)
{
    size_t n = p->data.n < LD_BLOCKS_MOST ? p->data.n : LD_BLOCKS_MOST;
    struct ld *lds = ARENA_ARRAY(p->a, n, struct ld);
    int best = 0;
    for (size_t i = 0; i < n; i++) {
        ld_parse(p->a, html_raw(&p->doc, p->data.v[i]), &lds[i]);
        ld_choose(p, &lds[i], &best);
    }
    p->lds = lds;
    p->ld_count = n;
    struct str body = page_ld_str(p, STR("articleBody"));
    if (body.n == 0)
        body = page_ld_str(p, STR("text"));
    if (body.n >= LD_BODY_LEAST)
        p->ld_body = body;
    read_lead(p);
}

struct page_evidence *page_evidence_add(struct page *p, enum page_field field, const char *from,
                                        struct str value, int weight)
{
    LIST_PUSH(p->a, &p->evidence,
              (struct page_evidence){
                  .field = field, .from = str_c(from), .value = value, .weight = weight});
    return &p->evidence.v[p->evidence.n - 1];
}

/* ---- source, language, canonical address, tags, image ---- */

static struct str read_source(struct page *p)
{
    struct str v = page_meta(p, STR("og:site_name"));
    if (v.n == 0 && p->article_ld) {
        uint32_t pub = ld_get(p->article_ld, p->article_object, STR("publisher"));
        while (pub && p->article_ld->list.v[pub].kind == LD_ARRAY &&
               p->article_ld->list.v[pub].end > pub + 1)
            pub++;
        v = pub ? ld_decode(p->a, ld_str(p->article_ld, pub, STR("name"))) : STR_NONE;
    }
    if (v.n == 0)
        v = page_meta(p, STR("application-name"));
    if (v.n == 0 && p->base)
        v = str_starts(p->base->host, STR("www.")) ? str_from(p->base->host, 4) : p->base->host;
    return utf8_cut(page_line(p->a, v), 200);
}

static struct str read_lang(struct page *p)
{
    struct str v = p->doc.html ? html_attr(&p->doc, p->doc.html, HTML_ATTR_LANG) : STR_NONE;
    if (v.n == 0)
        v = page_ld_str(p, STR("inLanguage"));
    if (v.n == 0)
        v = page_meta(p, STR("og:locale"));
    if (v.n == 0)
        v = p->hints->lang;
    v = str_trim(v);
    if (v.n < 2 || v.n > 20 || !is_alpha(v.p[0]))
        return STR_NONE;
    struct buf b;
    buf_arena(&b, p->a, 32);
    for (size_t i = 0; i < v.n && (is_alnum(v.p[i]) || v.p[i] == '-' || v.p[i] == '_'); i++)
        buf_char(&b, v.p[i] == '_' ? '-' : v.p[i]);
    return buf_str(&b);
}

struct str page_absolute(const struct page *p, struct str ref)
{
    ref = str_trim(ref);
    if (ref.n == 0 || ref.n >= URL_LENGTH_MOST)
        return STR_NONE;
    return url_resolve_within(p->a, p->base, ref, p->resolved);
}

static struct str read_canonical(struct page *p)
{
    for (size_t i = 0; i < p->links.n; i++)
        if (str_eq_fold(str_trim(html_attr(&p->doc, p->links.v[i], HTML_ATTR_REL)),
                        STR("canonical")))
            return page_absolute(p, html_attr(&p->doc, p->links.v[i], HTML_ATTR_HREF));
    return page_absolute(p, page_meta(p, STR("og:url")));
}

enum { TAGS_MOST = 30 };
static void add_tags(struct page *p, struct str list, struct str *tags, size_t *n)
{
    struct str part;
    while (str_split(&list, ',', &part)) {
        part = page_line(p->a, part);
        bool old = part.n == 0 || part.n > 80;
        for (size_t i = 0; i < *n && !old; i++)
            old = str_eq_fold(tags[i], part);
        if (!old && *n < TAGS_MOST)
            tags[(*n)++] = part;
    }
}
static void read_tags(struct page *p, struct article *ret)
{
    struct str *tags = ARENA_ARRAY(p->a, TAGS_MOST, struct str);
    size_t n = 0;
    for (size_t i = 0; i < p->metas.n; i++)
        if (str_eq(p->metas.v[i].name, STR("article:tag")))
            add_tags(p, p->metas.v[i].value, tags, &n);
    if (n == 0)
        add_tags(p, page_meta(p, STR("news_keywords")), tags, &n);
    if (n == 0)
        add_tags(p, page_meta(p, STR("keywords")), tags, &n);
    ret->tags = tags;
    ret->tag_count = n;
}

/* The url of a JSON-LD image: a text, an object or a list of either. */
static struct str ld_image(const struct page *p)
{
    if (!p->article_ld)
        return STR_NONE;
    const struct ld *ld = p->article_ld;
    uint32_t i = ld_get(ld, p->article_object, STR("image"));
    while (i && ld->list.v[i].kind == LD_ARRAY && ld->list.v[i].end > i + 1)
        i++;
    if (!i)
        return STR_NONE;
    if (ld->list.v[i].kind != LD_OBJECT)
        return ld_decode(p->a, ld->list.v[i].value);
    struct str v = ld_str(ld, i, STR("url"));
    return ld_decode(p->a, v.n ? v : ld_str(ld, i, STR("contentUrl")));
}

struct str page_find_image(struct page *p)
{
    static const struct {
        const char *name;
        int weight;
    } names[] = {{"og:image", 90},          {"og:image:url", 88},      {"og:image:secure_url", 87},
                 {"twitter:image", 80},     {"twitter:image:src", 79}, {"sailthru.image.full", 70},
                 {"parsely-image-url", 70}, {"thumbnail", 50},         {"image", 60}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str v = page_absolute(p, page_meta(p, str_c(names[i].name)));
        if (v.n)
            page_evidence_add(p, PAGE_IMAGE, names[i].name, v, names[i].weight);
    }
    struct str ld = page_absolute(p, ld_image(p));
    if (ld.n)
        page_evidence_add(p, PAGE_IMAGE, "json-ld image", ld, 85);
    for (size_t i = 0; i < p->links.n; i++)
        if (str_eq_fold(html_attr(&p->doc, p->links.v[i], HTML_ATTR_REL), STR("image_src")))
            page_evidence_add(p, PAGE_IMAGE, "link image_src",
                              page_absolute(p, html_attr(&p->doc, p->links.v[i], HTML_ATTR_HREF)),
                              75);
    if (p->hints->image.n)
        page_evidence_add(p, PAGE_IMAGE, "feed", p->hints->image, 40);
    return page_evidence_best(p, PAGE_IMAGE);
}

struct str page_evidence_best(struct page *p, enum page_field field)
{
    struct page_evidence *best = NULL;
    for (size_t i = 0; i < p->evidence.n; i++) {
        struct page_evidence *e = &p->evidence.v[i];
        if (e->field == field && e->value.n && (!best || e->weight > best->weight))
            best = e;
    }
    if (!best)
        return STR_NONE;
    best->chosen = true;
    return best->value;
}

void page_read_rest(struct page *p, struct article *ret)
{
    ret->source = read_source(p);
    ret->lang = read_lang(p);
    ret->canonical = read_canonical(p);
    ret->excerpt = utf8_cut(p->excerpt, 1000);
    read_tags(p, ret);
    page_evidence_add(p, PAGE_SOURCE, "page", ret->source, 50)->chosen = true;
}

bool page_elsewhere(const struct page *p, uint32_t node)
{
    const uint16_t other = 1u << MARK_COMMENT | 1u << MARK_RELATED;
    uint32_t head = p->h1_block == UINT32_MAX ? 0 : p->blocks.v[p->h1_block].from;
    bool footer = false;
    for (uint32_t i = node; i; i = p->doc.nodes[i].parent) {
        const struct html_node *n = &p->doc.nodes[i];
        if ((head && head >= i && head < n->end) || n->tag == HTML_BODY)
            break;
        if (n->tag == HTML_NAV || n->tag == HTML_ASIDE)
            return true;
        footer |= n->tag == HTML_FOOTER;
        if (footer && (n->tag == HTML_ARTICLE || n->tag == HTML_MAIN))
            footer = false;
        uint16_t m = page_marks(p->marks, html_attr(&p->doc, i, HTML_ATTR_CLASS));
        if ((m & other) && !(m & 1u << MARK_BODY) && (head || !(m & 1u << MARK_ARTICLE)))
            return true;
        if (head && p->doc.nodes[n->parent].end > head && n->parent <= head)
            break; /* the headline's own surroundings */
    }
    return footer && head == 0;
}
