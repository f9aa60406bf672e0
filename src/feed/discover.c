/* discover.c: the feeds of a site, from the bytes of one of its pages. Three sources, best first:
 * what the page declares (<link rel="alternate">, RSS Advisory Board's and WHATWG's way), links
 * that look like feeds, and the addresses at which common programs serve theirs. Feeds of comments
 * and of single searches come behind others of their kind. */
#include "feed/internal.h"

enum { RANK_SELF = 1000, RANK_LINK = 500, RANK_ANCHOR = 200, RANK_GUESS = 50, ANCHORS_MOST = 30 };

struct candidate_list {
    struct feed_candidate *v;
    size_t n, cap;
};
struct finder {
    struct arena *a;
    const struct url *page;
    const struct url *base; /* of the page's references: its <base>, else the page */
    struct candidate_list list;
    struct map seen;
};

static const struct {
    struct str type;
    enum feed_kind kind;
    int rank;
} feed_types[] = {
    {STR_INIT("application/atom+xml"), FEED_ATOM, 20},
    {STR_INIT("application/rss+xml"), FEED_RSS, 19},
    {STR_INIT("application/feed+json"), FEED_JSON, 15},
    {STR_INIT("application/rdf+xml"), FEED_RDF, 10},
    {STR_INIT("application/x.atom+xml"), FEED_ATOM, 9},
    {STR_INIT("application/x-atom+xml"), FEED_ATOM, 9},
    {STR_INIT("text/rss+xml"), FEED_RSS, 9},
    {STR_INIT("text/xml"), FEED_UNKNOWN, 5},
    {STR_INIT("application/xml"), FEED_UNKNOWN, 5},
    {STR_INIT("application/json"), FEED_UNKNOWN, 1},
};

/* Where programs put their feeds, most common first: under the page's folder and at the root. */
static const struct str guesses[] = {
    STR_INIT("feed"),       STR_INIT("rss.xml"),
    STR_INIT("feed.xml"),   STR_INIT("atom.xml"),
    STR_INIT("index.xml"),  STR_INIT("rss"),
    STR_INIT("feed.json"),  STR_INIT("feeds/all.atom.xml"),
    STR_INIT("index.rdf"),  STR_INIT("feed.rss"),
    STR_INIT("atom"),       STR_INIT("feeds/posts/default"),
    STR_INIT("rss2.xml"),   STR_INIT("news.rss"),
    STR_INIT("?feed=rss2"),
};

static void add(struct finder *f, struct feed_candidate c)
{
    if (!c.url.n || str_starts(c.url, STR("mailto:")))
        return;
    size_t hash = str_find_char(c.url, '#');
    c.url = str_sub(c.url, 0, hash);
    struct map_entry *entry = map_find(&f->seen, c.url);
    if (entry) { /* the way found first stands; a title from either */
        struct feed_candidate *old = &f->list.v[entry->value.u];
        if (!old->title.n)
            old->title = c.title;
        if (old->rank < c.rank)
            old->rank = c.rank;
        return;
    }
    if (f->list.n == FEED_CANDIDATES_MOST)
        return;
    map_put(&f->seen, c.url, NULL)->value.u = f->list.n;
    LIST_PUSH(f->a, &f->list, c);
}

/* Feeds of comments, replies, searches, single tags: worth less than the site's own. */
static int lesser(struct str url, struct str title)
{
    static const struct str words[] = {
        STR_INIT("comment"), STR_INIT("kommentar"), STR_INIT("replies"), STR_INIT("search"),
        STR_INIT("oembed"),  STR_INIT("/tag/"),     STR_INIT("/author/")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find_fold(url, words[i]) != SIZE_MAX || str_find_fold(title, words[i]) != SIZE_MAX)
            return 60;
    return 0;
}

/* Is `word` one of the words of an attribute that is a list of them? */
static bool has_word(struct str list, struct str word)
{
    for (size_t i = 0; i < list.n;) {
        while (i < list.n && is_space(list.p[i]))
            i++;
        size_t from = i;
        while (i < list.n && !is_space(list.p[i]))
            i++;
        if (i > from && str_eq_fold(str_sub(list, from, i), word))
            return true;
    }
    return false;
}

static void take_link(struct finder *f, const struct html_doc *doc, uint32_t i)
{
    struct str rel = html_attr(doc, i, HTML_ATTR_REL), type = html_attr(doc, i, HTML_ATTR_TYPE);
    type = str_trim(str_sub(type, 0, str_find_char(type, ';')));
    bool feed = has_word(rel, STR("feed"));
    if ((!feed && !has_word(rel, STR("alternate"))) || has_word(rel, STR("stylesheet")))
        return;
    struct feed_candidate c = {
        .how = FEED_HOW_LINK,
        .url = url_resolve(f->a, f->base, html_attr(doc, i, HTML_ATTR_HREF)),
        .title = field_plain_text(f->a, html_attr(doc, i, HTML_ATTR_TITLE)),
        .rank = feed ? RANK_LINK : 0,
    };
    for (size_t k = 0; k < sizeof feed_types / sizeof *feed_types; k++) {
        if (str_eq_fold(type, feed_types[k].type)) {
            c.kind = feed_types[k].kind;
            c.rank = RANK_LINK + feed_types[k].rank;
        }
    }
    /* WordPress announces its own interface as application/json. */
    bool interface = str_eq_fold(type, STR("application/json")) &&
                     (str_find(c.url, STR("/wp-json/")) != SIZE_MAX ||
                      str_find(c.url, STR("oembed")) != SIZE_MAX);
    if (!c.rank || interface)
        return;
    c.rank -= lesser(c.url, c.title);
    add(f, c);
}

/* How much an address looks like one of a feed; 0 = not at all. */
static int address_score(struct str url)
{
    static const struct {
        struct str part;
        bool at_end;
        int score;
    } parts[] = {
        {STR_INIT(".rss"), true, 40},       {STR_INIT(".atom"), true, 40},
        {STR_INIT("/rss.xml"), true, 40},   {STR_INIT("/feed.xml"), true, 40},
        {STR_INIT("/atom.xml"), true, 40},  {STR_INIT("/feed"), true, 38},
        {STR_INIT("/feed/"), true, 38},     {STR_INIT("/rss"), true, 38},
        {STR_INIT("/rss/"), true, 38},      {STR_INIT("/atom"), true, 38},
        {STR_INIT(".rdf"), true, 35},       {STR_INIT("feed.json"), true, 35},
        {STR_INIT("/index.xml"), true, 30}, {STR_INIT("rss.xml"), true, 30},
        {STR_INIT("feed=rss"), false, 30},  {STR_INIT("format=rss"), false, 25},
        {STR_INIT("/rss/"), false, 20},     {STR_INIT("/feeds/"), false, 20},
        {STR_INIT("//feeds."), false, 25},  {STR_INIT("//rss."), false, 25},
        {STR_INIT(".xml"), true, 10},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct str p = parts[i].part;
        if (parts[i].at_end ? url.n > p.n && str_eq_fold(str_from(url, url.n - p.n), p)
                            : str_find_fold(url, p) != SIZE_MAX)
            return parts[i].score;
    }
    return 0;
}

static void take_anchor(struct finder *f, const struct html_doc *doc, uint32_t i, size_t *count)
{
    struct str href = html_attr(doc, i, HTML_ATTR_HREF);
    if (*count == ANCHORS_MOST || !href.n)
        return;
    int score = address_score(href);
    struct str text = STR_NONE;
    /* The text is looked at only for addresses that may be feeds: "RSS", "Subscribe". */
    bool hint = str_find_fold(href, STR("rss")) != SIZE_MAX ||
                str_find_fold(href, STR("feed")) != SIZE_MAX ||
                str_find_fold(href, STR("atom")) != SIZE_MAX;
    if (score || hint)
        text = html_text_line(f->a, doc, i);
    bool named = str_find_fold(text, STR("rss")) != SIZE_MAX ||
                 str_find_fold(text, STR("feed")) != SIZE_MAX ||
                 str_find_fold(text, STR("atom")) != SIZE_MAX;
    score += named ? 10 : 0;
    if (score < 20)
        return;
    struct url u;
    if (!url_parse(f->a, href, f->base, &u) || !url_is_web(&u))
        return;
    if (!str_eq(url_site(u.host), url_site(f->page->host)))
        score -= 15;
    struct feed_candidate c = {
        .how = FEED_HOW_ANCHOR,
        .url = url_str(f->a, &u),
        .title = utf8_cut(text, 200),
    };
    c.rank = RANK_ANCHOR + score - lesser(c.url, c.title);
    ++*count;
    add(f, c);
}

static void take_guesses(struct finder *f, struct str folder, int rank)
{
    struct str origin = url_origin(f->a, f->page);
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        struct str parts[] = {origin, folder, guesses[i]};
        add(f, (struct feed_candidate){.how = FEED_HOW_GUESS,
                                       .url = str_join(f->a, parts, 3, STR_NONE),
                                       .rank = rank - (int)i});
    }
}

static int by_rank(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    return ((const struct feed_candidate *)y)->rank - ((const struct feed_candidate *)x)->rank;
}

static void look_at_page(struct finder *f, struct str bytes, struct str http_charset)
{
    struct str utf8;
    struct html_doc doc;
    html_to_utf8(f->a, bytes, http_charset, &utf8);
    html_parse(f->a, utf8, NULL, &doc);
    uint32_t node = html_next(&doc, 0, 0, HTML_BASE);
    struct url *base = ARENA_NEW(f->a, struct url);
    if (node && url_parse(f->a, html_attr(&doc, node, HTML_ATTR_HREF), f->page, base) &&
        url_is_web(base))
        f->base = base;
    size_t anchors = 0;
    for (uint32_t i = 1; i < doc.n; i++) {
        if (doc.nodes[i].tag == HTML_LINK)
            take_link(f, &doc, i);
        else if (doc.nodes[i].tag == HTML_A)
            take_anchor(f, &doc, i, &anchors);
    }
}

void feed_discover(struct arena *a, struct str bytes, struct str http_charset, struct str url,
                   struct feed_candidates *ret)
{
    struct finder f = {.a = a};
    struct url page;
    *ret = (struct feed_candidates){0};
    if (!url_parse(a, url, NULL, &page) || !url_is_web(&page))
        return;
    f.page = f.base = &page;
    map_init(&f.seen, a);
    enum feed_kind kind = feed_sniff(a, bytes, http_charset, NULL);
    if (kind != FEED_UNKNOWN)
        add(&f,
            (struct feed_candidate){
                .url = url_str(a, &page), .kind = kind, .how = FEED_HOW_SELF, .rank = RANK_SELF});
    else
        look_at_page(&f, str_sub(bytes, 0, FEED_BYTES_MOST), http_charset);
    size_t slash = str_rfind_char(page.path, '/');
    struct str folder = str_sub(page.path, 0, slash == SIZE_MAX ? 0 : slash + 1);
    if (folder.n > 1)
        take_guesses(&f, folder, RANK_GUESS + 1);
    take_guesses(&f, STR("/"), RANK_GUESS);
    sort_stable(a, f.list.v, f.list.n, sizeof *f.list.v, by_rank, NULL);
    ret->v = f.list.v;
    ret->n = f.list.n;
}
