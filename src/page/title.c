/* title.c: the headline. Every place that may state it is a candidate: <h1>, JSON-LD, OpenGraph,
 * <title> and others, these cut of the site's name. Often they are two or three different texts,
 * one for readers, one for search engines, one for those who share it; and an <h1> may be the
 * site's name or a menu's. So each candidate is described by who states it, who agrees, how much it
 * is like the others, and weights that were learned (choose.c, train/page_choose.py) choose among
 * them. */
#include "page/choose.h"
#include "page/internal.h"

enum {
    TITLE_MOST = 400,
    TEXT_MOST = TITLE_MOST * 4, /* what is longer is no headline */
    HEADS_MOST = 8,
    GRAM_WORDS = 8,
    LIKE_ALL = 8,
    FOLD_SHORT = 12,
    FOLD_LEAST = 6,
    SECTION_MOST = 32,
    SUBS_MOST = 40, /* lower headlines that are looked at */
    PARTS_MOST = 8, /* parts of one headline that are looked at, the last first */
    FOLD_LONG = 110,
    STRANGE_MOST = 3
};

enum title_source {
    BY_H1,
    BY_LD,
    BY_OG,
    BY_TWITTER,
    BY_META,
    BY_TITLE,
    BY_FEED,
    BY_PART,
    BY_SUB,
    BY_COUNT
};
struct title_found {
    struct str text, fold;
    uint32_t evidence;
    enum title_source by;
    uint16_t same; /* bits of enum title_source: all who say the same */
    bool out;      /* an <h1> of something else */
    bool twin;     /* an earlier candidate says the same */
    uint64_t grams[GRAM_WORDS];
};
struct title_list {
    struct title_found v[PAGE_TITLES_MOST];
    size_t n;
};

static struct str fold_str(const struct page *p, struct str s)
{
    struct buf b;
    buf_arena(&b, p->a, s.n + 1);
    page_fold(&b, s);
    return buf_str(&b);
}

/* Is `part` the site: its name, or a word of its host? */
static bool is_site(struct page *p, struct str part, struct str source)
{
    struct str x = fold_str(p, part), y = fold_str(p, source);
    if (x.n < 2)
        return true;
    if (y.n && (str_eq(x, y) || (x.n > 3 && str_find(y, x) != SIZE_MAX) ||
                (y.n > 3 && str_find(x, y) != SIZE_MAX)))
        return true;
    if (!p->base)
        return false;
    struct str host = fold_str(p, url_site(p->base->host));
    return x.n > 2 && (str_find(host, x) != SIZE_MAX ||
                       (host.n > x.n && str_starts(x, str_sub(host, 0, host.n - 3))));
}

/* Is `part` a section: does a link of the page, or a <meta> of its kind, say just this? */
static bool is_section(const struct page *p, struct str part)
{
    if (part.n == 0 || part.n > SECTION_MOST)
        return false;
    struct str x = fold_str(p, part);
    if (x.n == 0)
        return false;
    for (size_t i = 0; i < p->metas.n; i++)
        if (p->metas.v[i].value.n <= SECTION_MOST * 4 &&
            (str_find(p->metas.v[i].name, STR("section")) != SIZE_MAX ||
             str_find(p->metas.v[i].name, STR("category")) != SIZE_MAX) &&
            str_eq(fold_str(p, p->metas.v[i].value), x))
            return true;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->fold_n == x.n && b->links && b->link == b->units &&
            str_eq(str_sub(buf_str(&p->fold), b->fold_at, b->fold_at + b->fold_n), x))
            return true;
    }
    return false;
}

static const char *const bars[] = {" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", " / ",
                                   "| ",  " « ", " ‹ ", " ⋆ ", "｜",  "ㅣ",  "：",  NULL};

/* The last bar of a title: where it stands, SIZE_MAX for nowhere, and its bytes. */
static size_t last_bar(struct str t, size_t *width)
{
    size_t cut = SIZE_MAX;
    for (size_t b = 0; bars[b]; b++)
        for (size_t at = 0, from = 0;
             (at = str_find(str_from(t, from), str_c(bars[b]))) != SIZE_MAX; from += at + 1)
            if (cut == SIZE_MAX || from + at > cut) {
                cut = from + at;
                *width = strlen(bars[b]);
            }
    return cut;
}

/* Cuts " | Site", " - Section", "Site: " off; any short part behind an upright bar may go. */
static struct str cut_site(struct page *p, struct str t, struct str source)
{
    size_t cut = 0, width = 0;
    bool named = false;
    for (int round = 0; round < 3 && (cut = last_bar(t, &width)) != SIZE_MAX; round++) {
        struct str tail = str_from(t, cut + width), head = str_sub(t, 0, cut);
        bool bar = t.p[cut] == '|' || (cut + 1 < t.n && t.p[cut + 1] == '|');
        bool site = is_site(p, tail, source), less = tail.n < head.n;
        if (head.n < 8 || !(site || (less && is_section(p, tail)) || (bar && tail.n < 40 && less)))
            break;
        named |= site;
        t = str_trim(head);
    }
    /* "Title-SectionㅣSite" */
    if (named && (cut = str_rfind_char(t, '-')) != SIZE_MAX && cut > t.n / 2 &&
        is_section(p, str_from(t, cut + 1)))
        t = str_sub(t, 0, cut);
    /* The site's name in front. */
    for (size_t b = 0; bars[b]; b++) {
        size_t at = str_find(t, str_c(bars[b]));
        if (at != SIZE_MAX && at < t.n / 2 && is_site(p, str_sub(t, 0, at), source))
            return str_trim(str_from(t, at + strlen(bars[b])));
    }
    return t;
}

static void add_title(struct page *p, struct title_list *l, const char *from, struct str text,
                      enum title_source by)
{
    text = str_trim(text);
    if (text.n == 0 || text.n > TEXT_MOST || l->n == PAGE_TITLES_MOST)
        return;
    text = utf8_cut(text, TITLE_MOST);
    struct str fold = fold_str(p, text);
    if (fold.n < 2)
        return;
    page_evidence_add(p, PAGE_TITLE, from, text, 0);
    l->v[l->n++] = (struct title_found){
        .text = text, .fold = fold, .evidence = (uint32_t)p->evidence.n - 1, .by = by};
}

/* The set of a folded text's runs of three bytes, hashed: how much do two texts share? */
static void gram_set(struct str fold, uint64_t *bits)
{
    for (size_t i = 0; i + 3 <= fold.n; i++) {
        uint32_t h = (uint32_t)(unsigned char)fold.p[i] |
                     (uint32_t)(unsigned char)fold.p[i + 1] << 8 |
                     (uint32_t)(unsigned char)fold.p[i + 2] << 16;
        h = (h * 2654435761u) >> 23;
        bits[h >> 6] |= UINT64_C(1) << (h & 63);
    }
}

/* Share of x's runs that y has too, 0..LIKE_ALL. */
static int like(const struct title_found *x, const struct title_found *y)
{
    int all = 0, both = 0;
    for (int i = 0; i < GRAM_WORDS; i++) {
        all += __builtin_popcountll(x->grams[i]);
        both += __builtin_popcountll(x->grams[i] & y->grams[i]);
    }
    return all == 0 ? 0 : both * LIKE_ALL / all;
}

/* Does a link home hold all of the headline? Then it names the site. */
static bool leads_home(const struct page *p, uint32_t head)
{
    const struct html_node *n = p->doc.nodes;
    uint32_t link = 0;
    for (uint32_t i = n[head].parent; i && !link; i = n[i].parent)
        link = n[i].tag == HTML_A ? i : 0;
    for (uint32_t i = head + 1; i < n[head].end && !link; i++) {
        if (n[i].kind == HTML_TEXT && !(n[i].flags & HTML_BLANK))
            return false;
        link = n[i].tag == HTML_A ? i : 0;
    }
    if (!link)
        return false;
    for (uint32_t i = n[link].end; i < n[head].end; i++)
        if (n[i].kind == HTML_TEXT && !(n[i].flags & HTML_BLANK))
            return false;
    if (str_eq_fold(str_trim(html_attr(&p->doc, link, HTML_ATTR_REL)), STR("home")))
        return true;
    struct str to = str_trim(html_attr(&p->doc, link, HTML_ATTR_HREF));
    struct url u;
    if (!p->base || p->base->path.n < 2 || to.n == 0 ||
        !url_parse(p->a, page_absolute(p, to), NULL, &u))
        return false;
    return u.path.n < 2 && !u.has_query && str_eq(u.host, p->base->host);
}

/* The last part of a headline that its class calls the title, behind a kicker of its own. */
static void add_part(struct page *p, struct title_list *l, uint32_t head, struct str whole)
{
    const struct html_node *n = p->doc.nodes;
    int looked = 0;
    if (whole.n > TEXT_MOST)
        return;
    for (uint32_t i = n[head].end; --i > head && looked < PARTS_MOST;) {
        if (n[i].kind != HTML_ELEMENT ||
            !(page_marks(p->marks, html_attr(&p->doc, i, HTML_ATTR_CLASS)) >> MARK_TITLE & 1))
            continue;
        looked++;
        struct str t = html_text_line(p->a, &p->doc, i);
        if (t.n == 0 || t.n >= whole.n || !str_ends(whole, t))
            continue;
        add_title(p, l, "h1 part", t, BY_PART);
        return;
    }
}

static void add_heads(struct page *p, struct title_list *l, struct str source)
{
    for (size_t i = 0, n = 0; i < p->heads.n && n < HEADS_MOST; i++) {
        struct str t = html_text_line(p->a, &p->doc, p->heads.v[i]);
        if (t.n == 0 || is_site(p, t, source) || leads_home(p, p->heads.v[i]))
            continue;
        n++;
        add_title(p, l, "h1", t, BY_H1);
        add_part(p, l, p->heads.v[i], t);
    }
}

/* Is x a whole part of what <title> or OpenGraph says? */
static bool is_told(const struct title_list *l, const struct title_found *x)
{
    for (size_t i = 0; i < l->n; i++)
        if ((l->v[i].by == BY_TITLE || l->v[i].by == BY_OG) && x->fold.n >= FOLD_LEAST &&
            (str_ends(l->v[i].fold, x->fold) || str_starts(l->v[i].fold, x->fold)))
            return true;
    return false;
}

/* Where no headline of the first rank is what the page is told to be about, a lower one may be. */
static void add_subs(struct page *p, struct title_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].by == BY_H1 && is_told(l, &l->v[i]))
            return;
    uint32_t behind = 0; /* the headline before: one within another is its text again */
    for (size_t i = 1, n = 0; i < p->boxes.n && n < SUBS_MOST; i++) {
        uint32_t node = p->boxes.v[i].node;
        uint16_t tag = p->doc.nodes[node].tag;
        if ((tag != HTML_H2 && tag != HTML_H3) || node < behind)
            continue;
        n++;
        behind = p->doc.nodes[node].end;
        struct str t = html_text_line(p->a, &p->doc, node);
        struct title_found x = {.fold = t.n > TEXT_MOST ? STR_NONE : fold_str(p, t)};
        if (is_told(l, &x)) {
            add_title(p, l, "h2", t, BY_SUB);
            return;
        }
    }
}

static void gather(struct page *p, struct title_list *l, struct str source)
{
    add_heads(p, l, source);
    add_title(p, l, "json-ld headline",
              cut_site(p, page_line(p->a, page_ld_str(p, STR("headline"))), source), BY_LD);
    add_title(p, l, "meta og:title",
              cut_site(p, page_line(p->a, page_meta(p, STR("og:title"))), source), BY_OG);
    add_title(p, l, "meta twitter:title",
              cut_site(p, page_line(p->a, page_meta(p, STR("twitter:title"))), source), BY_TWITTER);
    static const char *const names[] = {
        "parsely-title", "sailthru.title", "dc.title", "citation_title", "hdl", "title", NULL};
    for (size_t i = 0; names[i]; i++)
        add_title(p, l, names[i],
                  cut_site(p, page_line(p->a, page_meta(p, str_c(names[i]))), source), BY_META);
    if (p->title_node)
        add_title(p, l, "title", cut_site(p, html_text_line(p->a, &p->doc, p->title_node), source),
                  BY_TITLE);
    add_title(p, l, "feed", p->hints->title, BY_FEED);
    add_subs(p, l);
    for (size_t i = 0; i < l->n; i++)
        gram_set(l->v[i].fold, l->v[i].grams);
}

/* Of several <h1> the one that is most like what the machines are told; the others are headlines of
 * other parts of the page. */
static void choose_head(struct title_list *l)
{
    size_t best = SIZE_MAX;
    int most = -1;
    for (size_t i = 0; i < l->n; i++) {
        int v = 0;
        for (size_t k = 0; k < l->n && l->v[i].by == BY_H1; k++)
            if (l->v[k].by != BY_H1) {
                int there = like(&l->v[i], &l->v[k]), back = like(&l->v[k], &l->v[i]);
                v = there + back > v ? there + back : v;
            }
        if (l->v[i].by == BY_H1 && v > most) {
            most = v;
            best = i;
        }
    }
    for (size_t i = 0; i < l->n; i++)
        l->v[i].out =
            (l->v[i].by == BY_H1 && i != best) || (l->v[i].by == BY_PART && i != best + 1);
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->n; k++) {
            if (l->v[i].out || l->v[k].out || !str_eq(l->v[i].fold, l->v[k].fold))
                continue;
            l->v[i].same |= (uint16_t)(1u << l->v[k].by);
            l->v[k].twin |= k > i;
        }
}

/* Does what is left of y, without x at its start or end, end or start with a mark that parts? */
static bool parted(struct str rest, bool in_front)
{
    static const char *const marks[] = {":", "-", "–", "—", "|", "?",
                                        "!", "(", "[", "•", "/", NULL};
    rest = str_trim(rest);
    for (size_t i = 0; marks[i]; i++)
        if (in_front ? str_ends(rest, str_c(marks[i])) : str_starts(rest, str_c(marks[i])))
            return true;
    return false;
}

/* How x and another candidate y are one text with something before or behind it. */
static void parts_features(const struct title_found *x, const struct title_found *y, int8_t *f)
{
    if (x->fold.n < FOLD_SHORT || y->fold.n < FOLD_SHORT || x->fold.n == y->fold.n)
        return;
    bool less = x->fold.n < y->fold.n;
    const struct title_found *in = less ? x : y, *out = less ? y : x;
    if (str_ends(out->fold, in->fold)) {
        struct str front = str_ends(out->text, in->text)
                               ? str_sub(out->text, 0, out->text.n - in->text.n)
                               : STR_NONE;
        f[less ? T_WITHOUT_FRONT : T_WITH_FRONT] = 1;
        if (parted(front, true))
            f[less ? T_WITHOUT_KICKER : T_WITH_KICKER] = 1;
    } else if (str_starts(out->fold, in->fold)) {
        f[less ? T_WITHOUT_TAIL : T_WITH_TAIL] = 1;
        if (parted(str_from(out->text, in->text.n), false))
            f[less ? T_WITHOUT_PART : T_WITH_PART] = 1;
    }
}

static void describe(const struct page *p, const struct title_list *l, size_t at, int8_t *f)
{
    const struct title_found *x = &l->v[at];
    bool any_h1 = false, any_ld = false, any_og = false;
    int h1_like = 0; /* the headline's, with any other */
    for (size_t i = 0; i < l->n; i++) {
        const struct title_found *y = &l->v[i];
        if (y->out)
            continue;
        any_h1 |= y->by == BY_H1;
        any_ld |= y->by == BY_LD;
        any_og |= y->by == BY_OG;
        int most = y->by == BY_H1      ? T_LIKE_H1
                   : y->by == BY_LD    ? T_LIKE_LD
                   : y->by == BY_OG    ? T_LIKE_OG
                   : y->by == BY_TITLE ? T_LIKE_TITLE
                                       : -1;
        int v = like(x, y);
        if (most >= 0 && v > f[most])
            f[most] = (int8_t)v;
        if (x->by == BY_H1 && y->by != BY_H1)
            h1_like = v > h1_like ? v : h1_like;
        if (!y->twin)
            parts_features(x, y, f);
    }
    uint16_t s = x->same;
#define SAYS(who) ((s >> (who)) & 1)
    f[T_H1] = SAYS(BY_H1);
    f[T_H1_STRANGE] = SAYS(BY_H1) && h1_like < STRANGE_MOST;
    f[T_NO_H1] = !any_h1;
    f[T_LD] = SAYS(BY_LD);
    f[T_OG] = SAYS(BY_OG);
    f[T_TWITTER] = SAYS(BY_TWITTER);
    f[T_META] = SAYS(BY_META);
    f[T_TITLE] = SAYS(BY_TITLE);
    f[T_FEED] = SAYS(BY_FEED);
    f[T_H1_LD] = SAYS(BY_H1) && SAYS(BY_LD);
    f[T_H1_OG] = SAYS(BY_H1) && SAYS(BY_OG);
    f[T_H1_TITLE] = SAYS(BY_H1) && SAYS(BY_TITLE);
    f[T_LD_OG] = SAYS(BY_LD) && SAYS(BY_OG);
    f[T_LD_TITLE] = SAYS(BY_LD) && SAYS(BY_TITLE);
    f[T_OG_TITLE] = SAYS(BY_OG) && SAYS(BY_TITLE);
    f[T_H1_NO_LD] = SAYS(BY_H1) && !any_ld;
    f[T_OG_NO_LD] = SAYS(BY_OG) && !any_ld;
    f[T_TITLE_NO_LD] = SAYS(BY_TITLE) && !any_ld && !any_og;
    f[T_PART] = SAYS(BY_PART);
    f[T_SUB] = SAYS(BY_SUB);
#undef SAYS
    f[T_ALONE] = (s & (s - 1)) == 0;
    f[T_SHORT] = x->fold.n < FOLD_SHORT;
    f[T_LONG] = x->fold.n > FOLD_LONG;
    f[T_BAR] = str_find(x->text, STR(" | ")) != SIZE_MAX;
    f[T_SEEN] = str_find(buf_str(&p->fold), x->fold) != SIZE_MAX;
}

size_t page_title_rows(struct page *p, struct str source, struct page_title_row *rows)
{
    struct title_list *l = ARENA_NEW(p->a, struct title_list);
    gather(p, l, source);
    choose_head(l);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].out || l->v[i].twin)
            continue;
        rows[n] = (struct page_title_row){.text = l->v[i].text, .evidence = l->v[i].evidence};
        describe(p, l, i, rows[n++].f);
    }
    return n;
}

/* For people: who says the same is believed the same. */
static void show_twins(struct page *p)
{
    for (size_t i = 0; i < p->evidence.n; i++)
        for (size_t k = 0; k < i && p->evidence.v[i].field == PAGE_TITLE; k++)
            if (p->evidence.v[k].field == PAGE_TITLE &&
                str_eq(fold_str(p, p->evidence.v[i].value), fold_str(p, p->evidence.v[k].value)))
                p->evidence.v[i].weight = p->evidence.v[k].weight;
}

struct str page_find_title(struct page *p, struct str source)
{
    struct page_title_row *rows = ARENA_ARRAY(p->a, PAGE_TITLES_MOST, struct page_title_row);
    size_t n = page_title_rows(p, source, rows), best = 0;
    int most = INT32_MIN, ld = 0;
    for (size_t i = 0; i < n; i++)
        ld |= rows[i].f[T_LD];
    for (size_t i = 0; i < n; i++) {
        int v = 0;
        for (int k = 0; k < T_COUNT; k++)
            v += (page_title_weights[0][k] + ld * page_title_weights[1][k]) * rows[i].f[k];
        p->evidence.v[rows[i].evidence].weight = v / PAGE_TITLE_UNIT;
        if (v > most) {
            most = v;
            best = i;
        }
    }
    if (n == 0)
        return p->hints->title;
    if (p->explain)
        show_twins(p);
    p->evidence.v[rows[best].evidence].chosen = true;
    return rows[best].text;
}
