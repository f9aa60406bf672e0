/* date.c: the day of publication. Every place that may state it is a piece of evidence with a
 * weight; days that several places agree on gain. What is said to have changed ("modified",
 * "updated") comes last: a wrong day is worse than none. A date after `now` or before the web is no
 * date of it. */
#include "text/date.h"
#include "page/internal.h"

enum {
    DATES_MOST = 64,
    VISIBLE_MOST = 12,
    MODIFIED_MOST = 30,
    URL_WEIGHT = 62,
    SCRIPT_VALUE_MOST = 64,
    LD_WEIGHT = 100,
    SEEN_LEAST = 52,
    DOUBT_GAIN = 60,
    BELIEVED_LEAST = 30,
    TEXT_WEIGHT = 40,
    TITLE_WEIGHT = 55,
    UNKNOWN_META_WEIGHT = 52,
    FIRST_GAIN = 8,
    ZONE_MOST = 14 * 60,
    ZONE_STEP = 15,
    CHANGED_COSTS = 21,
    CHANGED_MOST = 35
};

struct day_list {
    struct date_found {
        struct when when;
        uint32_t evidence;
        int weight;
        bool visible;
    } v[DATES_MOST];
    size_t n;
    struct date_hint hint;
    struct when modified;
};

static const struct {
    const char *name;
    int weight; /* <= MODIFIED_MOST: of a change */
} metas[] = {
    {"article:published_time", 96},
    {"og:article:published_time", 94},
    {"article:published", 92},
    {"og:published_time", 90},
    {"datepublished", 90},
    {"parsely-pub-date", 88},
    {"sailthru.date", 84},
    {"cxenseparse:recs:publishtime", 86},
    {"cxenseparse:publishtime", 86},
    {"cxenseparse:recs:articlepublishtime", 86},
    {"publish-date", 84},
    {"publish_date", 84},
    {"publishdate", 84},
    {"publication_date", 84},
    {"pubdate", 84},
    {"publication-date", 84},
    {"published", 80},
    {"publishtime", 84},
    {"dc.date.issued", 84},
    {"dcterms.issued", 84},
    {"dc.date.published", 84},
    {"dc.issued", 84},
    {"dcterms.date", 72},
    {"dc.date", 72},
    {"dcterms.created", 70},
    {"dc.date.created", 70},
    {"dc.created", 70},
    {"dcterms.available", 74},
    {"citation_publication_date", 82},
    {"citation_online_date", 84},
    {"citation_date", 78},
    {"displaydate", 80},
    {"originalpublicationdate", 92},
    {"iso-8601-publish-date", 90},
    {"article_date_original", 90},
    {"article.published", 90},
    {"article.created", 70},
    {"rnews:datepublished", 88},
    {"bt:pubdate", 88},
    {"og:pubdate", 84},
    {"og:release_date", 76},
    {"release_date", 76},
    {"date.available", 80},
    {"date.created", 68},
    {"date", 74},
    {"og:date", 74},
    {"article:publish_date", 88},
    {"article:pubdate", 88},
    {"ptime", 70},
    {"pdate", 70},
    {"timestamp", 50},
    {"created", 60},
    {"datecreated", 64},
    {"creation_date", 60},
    {"vr:published_time", 84},
    {"shareaholic:article_published_time", 86},
    {"published_at", 84},
    {"firstpublished", 84},
    {"first_publish_date", 88},
    {"news_publish_date", 84},
    {"issued", 70},
    {"weibo:article:create_at", 84},
    {"bytedance:published_time", 84},
    {"mediator_published_time", 84},
    {"uploaddate", 50},
    {"article:modified_time", 28},
    {"og:updated_time", 26},
    {"datemodified", 28},
    {"last-modified", 22},
    {"date.modified", 24},
    {"date.updated", 24},
    {"dcterms.modified", 24},
    {"dc.date.modified", 24},
    {"article:updated_time", 26},
    {"lastmod", 24},
    {"cxenseparse:recs:modifytime", 22},
    {"revised", 22},
};

static bool plausible(const struct page *p, const struct when *w)
{
    if (w->precision < WHEN_DAY)
        return false;
    struct civil oldest = {.year = 1990, .month = 1, .day = 1};
    int64_t least = 0;
    if (civil_to(oldest, &least) && w->us < least)
        return false;
    return p->hints->now == 0 || w->us < p->hints->now + 2 * US_DAY;
}

static int64_t day_of(const struct when *w)
{
    int64_t local = w->us + w->zone_minutes * US_MINUTE;
    return local / US_DAY;
}

static void add_when(struct page *p, struct day_list *l, const char *from, struct str value,
                     int weight, struct when w)
{
    if (!plausible(p, &w) || l->n >= DATES_MOST)
        return;
    page_evidence_add(p, PAGE_DATE, from, utf8_cut(value, 100), weight);
    if (weight <= MODIFIED_MOST && l->modified.precision == WHEN_NONE)
        l->modified = w;
    l->v[l->n++] =
        (struct date_found){.when = w, .evidence = (uint32_t)p->evidence.n - 1, .weight = weight};
}

static void add_date(struct page *p, struct day_list *l, const char *from, struct str value,
                     int weight)
{
    struct when w = {0};
    value = str_trim(value);
    if (value.n < 6 || value.n > 100)
        return;
    if (text_date_parse(value, &l->hint, &w))
        add_when(p, l, from, value, weight, w);
}

static bool says_any(struct str s, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (str_find_fold(s, str_c(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static bool says_changed(struct str s)
{
    static const char *const words[] = {"modif",      "updat",          "aktualis",  "actuali",
                                        "mis à jour", "bijgewerkt",     "reviewed",  "geändert",
                                        "änderung",   "edited",         "oppdatert", "opdateret",
                                        "uppdaterad", "aggiornat",      "atualiz",   "обновл",
                                        "zmodyfik",   "latest version", NULL};
    return says_any(s, words);
}

/* Words that only stand before the first day. */
static bool says_first(struct str s)
{
    static const char *const words[] = {"originally published",
                                        "first published",
                                        "published",
                                        "posted",
                                        "erschienen",
                                        "veröffentlicht",
                                        "erstellt am",
                                        "publié le",
                                        "publicado",
                                        "pubblicato",
                                        "publisert",
                                        "publicerad",
                                        "gepubliceerd",
                                        "опубликован",
                                        "opublikowan",
                                        "date created",
                                        "stand vom",
                                        "datum",
                                        NULL};
    return says_any(s, words);
}

static bool find_first_date(const struct day_list *l, struct str text, struct span *at,
                            struct when *w)
{
    if (text_date_find(text, &l->hint, at, w))
        return true;
    for (size_t i = 1; i < text.n; i++) /* "Published on09.02.2022": the space was only drawn */
        if (is_digit(text.p[i]) && (is_alpha(text.p[i - 1]) || text.p[i - 1] == ':')) {
            if (!text_date_find(str_from(text, i), &l->hint, at, w))
                return false;
            at->at += (uint32_t)i;
            at->end += (uint32_t)i;
            return true;
        }
    return false;
}

/* The dates of a short visible text, at most three; what stands between one and the last says which
 * is of the first day and which of a change. */
static void find_date(struct page *p, struct day_list *l, const char *from, struct str text,
                      int weight)
{
    if (text.n < 6 || text.n > 2000)
        return;
    for (int i = 0; i < 3; i++) {
        struct when w = {0};
        struct span at = {0, 0};
        if (!find_first_date(l, text, &at, &w))
            return;
        struct str front = str_sub(text, 0, at.at), behind = utf8_cut(str_from(text, at.end), 40);
        bool changed = says_changed(front), first = says_first(front) && !changed;
        if (front.n == 0 && i == 0) { /* "3 May 2030, originally published" */
            changed = says_changed(behind);
            first = says_first(behind) && !changed;
        }
        size_t before = l->n;
        int v = changed
                    ? weight - CHANGED_COSTS < CHANGED_MOST ? weight - CHANGED_COSTS : CHANGED_MOST
                    : weight + (first && weight > MODIFIED_MOST ? FIRST_GAIN : 0);
        if (i == 0 || first || changed)
            add_when(p, l, from, span_str(text, at), v, w);
        if (l->n > before)
            l->v[before].visible = true;
        text = str_from(text, at.end);
    }
}

/* Names that are in no vocabulary, but say it: "published-date", "cms:publishing_time" ... */
static bool says_published(struct str name)
{
    static const char *const other[] = {"modif",     "updat", "expir", "unpub",
                                        "publisher", "revis", NULL};
    for (size_t i = 0; other[i]; i++)
        if (str_find(name, str_c(other[i])) != SIZE_MAX)
            return false;
    return str_find(name, STR("publish")) != SIZE_MAX ||
           str_find(name, STR("pubdate")) != SIZE_MAX ||
           str_find(name, STR("pub_date")) != SIZE_MAX ||
           str_find(name, STR("pub-date")) != SIZE_MAX;
}

static void from_metas(struct page *p, struct day_list *l)
{
    for (size_t i = 0; i < p->metas.n; i++) {
        const struct meta *m = &p->metas.v[i];
        bool known = false;
        for (size_t k = 0; k < sizeof metas / sizeof *metas && !known; k++)
            if (str_eq(m->name, str_c(metas[k].name))) {
                known = true;
                add_date(p, l, metas[k].name, m->value, metas[k].weight);
            }
        if (!known && says_published(m->name))
            add_date(p, l, str_z(p->a, m->name), m->value, UNKNOWN_META_WEIGHT);
    }
}

static void from_ld(struct page *p, struct day_list *l)
{
    add_date(p, l, "json-ld datePublished", page_ld_str(p, STR("datePublished")), 100);
    add_date(p, l, "json-ld dateCreated", page_ld_str(p, STR("dateCreated")), 60);
    add_date(p, l, "json-ld dateModified", page_ld_str(p, STR("dateModified")), 30);
    for (size_t i = 0; i < p->ld_count; i++) {
        const struct ld *ld = &p->lds[i];
        for (uint32_t o = 1; o < ld->list.n; o++) {
            const struct ld_node *n = &ld->list.v[o];
            if (n->kind == LD_OBJECT &&
                (ld_is(ld, o, STR("WebPage")) || ld_is(ld, o, STR("VideoObject")) ||
                 ld_is(ld, o, STR("ImageObject")))) {
                bool page = ld_is(ld, o, STR("WebPage"));
                add_date(
                    p, l, page ? "json-ld WebPage datePublished" : "json-ld uploadDate",
                    ld_decode(p->a, ld_str(ld, o, page ? STR("datePublished") : STR("uploadDate"))),
                    page ? 80 : 40);
            }
        }
    }
}

/* How near to the headline does the node stand? 0 far, 1 after it, 2 close. */
static int near_head(const struct page *p, uint32_t node)
{
    if (p->h1_block == UINT32_MAX)
        return 0;
    uint32_t at = p->blocks.v[p->h1_block].from;
    uint32_t gap = node > at ? node - at : at - node;
    return gap < 60 ? 2 : gap < 200 ? 1 : 0;
}

static void from_times(struct page *p, struct day_list *l)
{
    size_t seen = 0;
    for (size_t i = 0; i < p->times.n && seen < VISIBLE_MOST; i++) {
        uint32_t node = p->times.v[i];
        if (page_elsewhere(p, node))
            continue;
        seen++;
        struct str prop = html_attr(&p->doc, node, HTML_ATTR_ITEMPROP);
        struct str around = html_attr(&p->doc, node, HTML_ATTR_CLASS);
        bool changed = says_changed(prop) || says_changed(around);
        bool pub = html_attr_has(&p->doc, node, HTML_ATTR_PUBDATE) ||
                   str_find_fold(prop, STR("published")) != SIZE_MAX ||
                   str_find_fold(around, STR("publish")) != SIZE_MAX;
        int weight = changed ? 25 : pub ? 85 : 58 + 8 * near_head(p, node) - (seen > 1 ? 6 : 0);
        struct str value = html_attr(&p->doc, node, HTML_ATTR_DATETIME);
        size_t before = l->n;
        if (value.n)
            add_date(p, l, "time datetime", value, weight);
        if (l->n == before)
            find_date(p, l, "time", html_text_line(p->a, &p->doc, node), weight);
    }
}

/* Microdata, RDFa, and elements whose class says that they hold the date. */
static void from_elements(struct page *p, struct day_list *l)
{
    size_t seen = 0;
    for (size_t i = 0; i < p->dates.n && seen < VISIBLE_MOST; i++) {
        uint32_t node = p->dates.v[i];
        if (p->doc.nodes[node].end - node > 40 || page_elsewhere(p, node))
            continue;
        seen++;
        struct str prop = html_attr(&p->doc, node, HTML_ATTR_ITEMPROP);
        if (prop.n == 0)
            prop = html_attr(&p->doc, node, HTML_ATTR_PROPERTY);
        struct str text = html_text_line(p->a, &p->doc, node);
        bool pub = str_find_fold(prop, STR("datePublished")) != SIZE_MAX;
        bool changed =
            says_changed(prop) || says_changed(html_attr(&p->doc, node, HTML_ATTR_CLASS));
        int weight = changed ? 25 : pub ? 90 : 50 + 8 * near_head(p, node) - (seen > 1 ? 6 : 0);
        struct str value = html_attr(&p->doc, node, HTML_ATTR_CONTENT);
        if (value.n == 0)
            value = html_attr(&p->doc, node, HTML_ATTR_DATETIME);
        if (value.n == 0 && html_attr(&p->doc, node, HTML_ATTR_TITLE).n < 40)
            value = html_attr(&p->doc, node, HTML_ATTR_TITLE);
        size_t before = l->n;
        if (value.n)
            add_date(p, l, "element", value, weight);
        if (l->n == before)
            find_date(p, l, "visible", text, weight);
    }
}

/* Short blocks near the headline that hold a date. */
static void from_blocks(struct page *p, struct day_list *l)
{
    if (p->h1_block == UINT32_MAX)
        return;
    size_t from = p->h1_block > 8 ? p->h1_block - 8 : 0, to = p->h1_block + 16;
    for (size_t i = from; i < to && i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->units > 160 || b->digits < 2)
            continue;
        struct str text = page_block_text(p, b);
        int far = (int)(i > p->h1_block ? i - p->h1_block : 2 * (p->h1_block - i));
        find_date(p, l, "near headline", text, 56 - far);
    }
}

/* Where nothing else is known: short lines before, at and behind the text of the article. */
static void from_text(struct page *p, struct day_list *l)
{
    size_t first = p->blocks.n, last = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept) {
            first = first == p->blocks.n ? i : first;
            last = i;
        }
    for (size_t i = first > 12 ? first - 12 : 0; i < p->blocks.n && i <= last + 4; i++) {
        const struct block *b = &p->blocks.v[i];
        if ((i > first + 1 && i < last) || b->units > 90 || b->digits < 3)
            continue;
        int far = (int)(i < first ? first - i : i <= first + 1 ? 0 : 6 + (i > last ? i - last : 0));
        find_date(p, l, "near text", page_block_text(p, b), TEXT_WEIGHT - far / 2);
    }
}

/* "/2019/11/23/", "2019-11-23", "20191123" in the address. */
static void from_url(struct page *p, struct day_list *l)
{
    struct str u = p->hints->url.n ? p->hints->url : page_meta(p, STR("og:url"));
    for (size_t i = 0; i + 8 <= u.n; i++) {
        if (i && is_digit(u.p[i - 1]))
            continue;
        int d[8] = {0};
        size_t k = i, n = 0, parts = 1;
        while (k < u.n && n < 8 &&
               (is_digit(u.p[k]) ||
                (n && strchr("/-_.", u.p[k]) && k + 1 < u.n && is_digit(u.p[k + 1])))) {
            if (is_digit(u.p[k]))
                d[n++] = u.p[k] - '0';
            else {
                if (n != 4 && n != 6)
                    break;
                parts++;
            }
            k++;
        }
        if (n != 8 || (parts != 3 && parts != 1) || (parts == 1 && k < u.n && is_digit(u.p[k])))
            continue;
        struct civil c = {.year = d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3],
                          .month = d[4] * 10 + d[5],
                          .day = d[6] * 10 + d[7]};
        struct when w = {.precision = WHEN_DAY};
        if (c.year < 1995 || c.year > 2100 || !civil_to(c, &w.us))
            continue;
        add_when(p, l, "address", str_sub(u, i, k), parts == 3 ? URL_WEIGHT : URL_WEIGHT - 12, w);
        return;
    }
}

/* "… | The Post | 28.04.2031": some sites end the page's title with the day. */
static void from_title(struct page *p, struct day_list *l)
{
    struct str t = p->title_node ? html_text_line(p->a, &p->doc, p->title_node) : STR_NONE;
    size_t bar = str_rfind_char(t, '|');
    if (bar != SIZE_MAX)
        add_date(p, l, "end of title", str_from(t, bar + 1), TITLE_WEIGHT);
}

/* Data that scripts carry: "datePublished":"…" and its kin, where nothing better is known. */
static void from_scripts(struct page *p, struct day_list *l)
{
    static const struct {
        const char *key;
        int weight;
    } keys[] = {{"datePublished", 57},   {"publishedAt", 54},    {"published_at", 54},
                {"publishDate", 54},     {"publish_date", 54},   {"pubDate", 52},
                {"publicationDate", 54}, {"publishedDate", 54},  {"published_time", 54},
                {"firstPublished", 56},  {"date_published", 54}, {"published_date", 54},
                {"datePublication", 54}, {"pubdate", 50}};
    for (size_t i = 0; i < p->scripts.n + p->data.n; i++) {
        struct str raw =
            html_raw(&p->doc, i < p->data.n ? p->data.v[i] : p->scripts.v[i - p->data.n]);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            size_t at = str_find(raw, str_c(keys[k].key));
            if (at == SIZE_MAX)
                continue;
            struct str rest = str_sub(raw, at + strlen(keys[k].key),
                                      at + strlen(keys[k].key) + SCRIPT_VALUE_MOST);
            size_t q = 0;
            while (q < rest.n && strchr("\\\"' :", rest.p[q]))
                q++;
            size_t end = q;
            while (end < rest.n && !strchr("\\\"',}", rest.p[end]))
                end++;
            add_date(p, l, "script data", str_sub(rest, q, end), keys[k].weight);
        }
    }
}

/* Systems that make JSON-LD from their own clock give as publication the day of the last change;
 * the date that readers see, where it is earlier, is right then. */
static void doubt_machines(struct day_list *l)
{
    const struct when *pub = NULL, *mod = NULL;
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].weight == LD_WEIGHT)
            pub = &l->v[i].when;
        else if (l->v[i].weight == MODIFIED_MOST)
            mod = &l->v[i].when;
    }
    if (!pub || !mod || day_of(pub) < day_of(mod))
        return;
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].visible && l->v[i].weight > CHANGED_MOST &&
            day_of(&l->v[i].when) == day_of(pub))
            return; /* readers see it too */
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].visible && l->v[i].weight >= SEEN_LEAST &&
            day_of(&l->v[i].when) + 1 < day_of(pub))
            l->v[i].weight += DOUBT_GAIN;
}

/* Do two come from one place (both JSON-LD)? They do not confirm each other. */
static bool same_kind(const struct page *p, const struct day_list *l, size_t i, size_t k)
{
    return str_starts(p->evidence.v[l->v[i].evidence].from, STR("json-ld")) &&
           str_starts(p->evidence.v[l->v[k].evidence].from, STR("json-ld"));
}

/* Did two of the same sort name the same day before? Ten comments of one day are no ten reasons. */
static bool said_before(const struct page *p, const struct day_list *l, size_t k)
{
    int before = 0;
    for (size_t i = 0; i < k; i++)
        before +=
            day_of(&l->v[i].when) == day_of(&l->v[k].when) &&
            str_eq(p->evidence.v[l->v[i].evidence].from, p->evidence.v[l->v[k].evidence].from);
    return before >= 2;
}

/* What machines are told in UTC, readers are told in the publisher's own time, and it is the
 * publisher's day that counts: same minute, other hour, next day. */
static struct when local_day(const struct day_list *l, struct when w)
{
    if (w.precision <= WHEN_DAY || w.zone_minutes != 0)
        return w;
    for (size_t i = 0; i < l->n; i++) {
        const struct when *v = &l->v[i].when;
        int64_t gap = v->us / US_MINUTE - w.us / US_MINUTE;
        if (l->v[i].visible && v->precision > WHEN_DAY && !v->zone_known && gap != 0 &&
            gap >= -ZONE_MOST && gap <= ZONE_MOST && gap % ZONE_STEP == 0) {
            w.zone_known = true;
            w.zone_minutes = (int16_t)gap;
            return w;
        }
    }
    return w;
}

/* The best day: its best evidence, and a little for all the others that name it. */
static struct when choose(struct page *p, struct day_list *l)
{
    struct date_found *best = NULL;
    double most = 0;
    for (size_t i = 0; i < l->n; i++) {
        double v = l->v[i].weight;
        for (size_t k = 0; k < l->n; k++) {
            if (k == i || l->v[k].weight <= MODIFIED_MOST || same_kind(p, l, i, k) ||
                said_before(p, l, k))
                continue;
            int64_t gap = day_of(&l->v[k].when) - day_of(&l->v[i].when);
            if (gap == 0)
                v += 0.12 * l->v[k].weight;
            else if ((gap == 1 || gap == -1) && l->v[i].weight > MODIFIED_MOST)
                v += 0.02 * l->v[k].weight;
        }
        p->evidence.v[l->v[i].evidence].weight = (int)v;
        if (v > most || (best && v >= most && l->v[i].when.us < best->when.us)) {
            most = v;
            best = &l->v[i];
        }
    }
    if (!best || best->weight < BELIEVED_LEAST)
        return (struct when){.us = TIME_NONE};
    struct when w = best->when;
    /* The same day said with a clock time is better than the day alone. */
    for (size_t i = 0; i < l->n && w.precision == WHEN_DAY; i++)
        if (day_of(&l->v[i].when) == day_of(&w) && l->v[i].when.precision > WHEN_DAY &&
            l->v[i].weight > 50)
            w = l->v[i].when;
    p->evidence.v[best->evidence].chosen = true;
    return local_day(l, w);
}

/* English without a country, on a site that is of no country: most write the month first. */
static enum date_order order_of(const struct page *p, struct str lang)
{
    static const char *const open[] = {".com", ".org", ".net", ".us", NULL};
    struct str locale = page_meta(p, STR("og:locale"));
    if (!str_eq_fold(lang, STR("en")) || !p->base || (locale.n > 2 && !str_ends(locale, STR("US"))))
        return DATE_ORDER_ANY;
    for (size_t i = 0; open[i]; i++)
        if (str_ends(p->base->host, str_c(open[i])))
            return DATE_ORDER_MDY;
    return DATE_ORDER_ANY;
}

void page_find_dates(struct page *p, struct str lang, struct article *ret)
{
    struct day_list *l = ARENA_NEW(p->a, struct day_list);
    l->hint = (struct date_hint){.lang = lang, .near = TIME_NONE, .order = order_of(p, lang)};
    l->modified.us = TIME_NONE;
    from_ld(p, l);
    from_metas(p, l);
    from_times(p, l);
    from_elements(p, l);
    from_blocks(p, l);
    from_url(p, l);
    from_title(p, l);
    int best = 0;
    for (size_t i = 0; i < l->n; i++)
        best = l->v[i].weight > best ? l->v[i].weight : best;
    if (best < URL_WEIGHT)
        from_scripts(p, l);
    if (best <= TEXT_WEIGHT)
        from_text(p, l);
    doubt_machines(l);
    const struct when *feed = &p->hints->published;
    if (feed->precision >= WHEN_DAY)
        add_when(p, l, "feed", STR("entry"), 75, *feed);
    ret->published = choose(p, l);
    ret->modified = l->modified;
}
