/* feature.c: describes each block in small numbers for the classifier: itself, its boxes, its place
 * on the page, its neighbours, what is said about it elsewhere on the page, and the group of blocks
 * that the same template made (same tags and classes of box and parent box): a template either
 * makes paragraphs or makes something else. The ideas are those of Kohlschuetter et al.,
 * "Boilerplate Detection using Shallow Text Features" (2010): length, link density and neighbours
 * decide most. */
#include "page/feature.h"

/* 4 * log2(1 + v), 0..63: lengths on a scale where a step is a fifth. */
static uint8_t scale(uint32_t v)
{
    v++;
    unsigned top = 31u - (unsigned)__builtin_clz(v);
    unsigned rest = top >= 2 ? (v >> (top - 2)) & 3 : (v << (2 - top)) & 3;
    unsigned r = top * 4 + rest;
    return (uint8_t)(r > 63 ? 63 : r);
}
/* part/whole in twentieths. */
static uint8_t share(uint32_t part, uint32_t whole)
{
    uint32_t r = whole == 0 ? 0 : part >= whole ? 20 : (uint32_t)((uint64_t)part * 20 / whole);
    return (uint8_t)r;
}
static uint8_t cap(uint32_t v, uint32_t most)
{
    return (uint8_t)(v < most ? v : most);
}

static uint8_t tag_code(uint16_t tag)
{
    switch (tag) {
    case HTML_P: return 1;
    case HTML_DIV: return 2;
    case HTML_SECTION:
    case HTML_ARTICLE:
    case HTML_MAIN: return 3;
    case HTML_BLOCKQUOTE: return 4;
    case HTML_PRE: return 5;
    case HTML_LI: return 6;
    case HTML_DT:
    case HTML_DD: return 7;
    case HTML_TD:
    case HTML_TH: return 8;
    case HTML_H1: return 9;
    case HTML_H2: return 10;
    case HTML_H3: return 11;
    case HTML_H4: return 12;
    case HTML_H5:
    case HTML_H6: return 13;
    case HTML_FIGCAPTION:
    case HTML_FIGURE:
    case HTML_CAPTION: return 14;
    case HTML_HEADER: return 15;
    case HTML_FOOTER: return 16;
    case HTML_ASIDE: return 17;
    case HTML_FORM:
    case HTML_FIELDSET:
    case HTML_LEGEND: return 18;
    case HTML_ADDRESS: return 19;
    case HTML_TAG_OTHER: return 20;
    default: return 21;
    }
}
static uint8_t end_code(uint8_t k)
{
    return k & 16 ? 1 : k & 32 ? 2 : k & 64 ? 3 : k & 8 ? 4 : k & 2 ? 5 : k & 4 ? 6 : k ? 7 : 0;
}

/* Blocks with the same hash, and the groups by template: counted in small open tables. */
struct group {
    uint64_t key;
    uint32_t count, units, link, long_units, last;
};
struct groups {
    struct group *v;
    size_t mask;
};
static struct groups groups_new(struct arena *a, size_t n)
{
    size_t size = 64;
    while (size < n * 2)
        size *= 2;
    return (struct groups){ARENA_ARRAY(a, size, struct group), size - 1};
}
static struct group *group_of(const struct groups *g, uint64_t key)
{
    key |= 1;
    size_t s = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & g->mask;
    while (g->v[s].key && g->v[s].key != key)
        s = (s + 1) & g->mask;
    g->v[s].key = key;
    return &g->v[s];
}

static uint64_t sign_of(const struct page *p, const struct block *b)
{
    const struct box *box = &p->boxes.v[b->box];
    return ((uint64_t)box->sign << 32) ^ (uint64_t)p->boxes.v[box->parent].sign * 0x9E3779B1u ^
           box->near[MARK_COMMENT];
}

/* Windows of folded text as a set of bits: does a long text hold a block? */
enum { SET_BITS = 1 << 16, WINDOW = 16 };
static uint32_t window_hash(const char *p)
{
    uint64_t x, y;
    memcpy(&x, p, 8);
    memcpy(&y, p + 8, 8);
    x = (x ^ (y * UINT64_C(0xff51afd7ed558ccd))) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(x >> 48);
}
struct text_set {
    uint64_t *bits; /* NULL: no text */
    struct str fold;
};
static struct text_set text_set_new(struct arena *a, struct str text)
{
    struct buf b;
    buf_arena(&b, a, text.n + 64);
    page_fold(&b, text);
    struct text_set set = {NULL, buf_str(&b)};
    if (set.fold.n < WINDOW)
        return set;
    set.bits = ARENA_ARRAY(a, SET_BITS / 64, uint64_t);
    for (size_t i = 0; i + WINDOW <= set.fold.n; i++) {
        uint32_t h = window_hash(set.fold.p + i);
        set.bits[h >> 6] |= UINT64_C(1) << (h & 63);
    }
    return set;
}
/* 0 no text to compare, 1 not in it, 2 in part, 3 in it. */
static uint8_t text_set_has(const struct text_set *set, struct str fold)
{
    if (!set->bits)
        return 0;
    if (fold.n < WINDOW)
        return fold.n > 3 && set->fold.n < 100000 && str_find(set->fold, fold) != SIZE_MAX ? 2 : 1;
    uint32_t hit = 0, all = 0;
    size_t step = (fold.n - WINDOW) / 7 + 1;
    for (size_t i = 0; i + WINDOW <= fold.n; i += step, all++) {
        uint32_t h = window_hash(fold.p + i);
        hit += (uint32_t)(set->bits[h >> 6] >> (h & 63)) & 1u;
    }
    return hit * 8 >= all * 7 ? 3 : hit * 2 >= all ? 2 : 1;
}

/* ---- words of the furniture of pages, in the languages that most pages have ---- */
static const char *const furniture[] = {
    "subscrib",  "newslett", "sign",     "signup",   "login",     "log",       "register",
    "email",     "cookie",   "cookies",  "privacy",  "terms",     "copyrigh",  "rights",
    "reserved",  "advertis", "sponsore", "share",    "tweet",     "facebook",  "twitter",
    "whatsapp",  "follow",   "comment",  "comments", "reply",     "related",   "more",
    "read",      "click",    "here",     "photo",    "image",     "credit",    "getty",
    "reuters",   "afp",      "source",   "updated",  "published", "posted",    "tags",
    "topics",    "video",    "watch",    "listen",   "podcast",   "download",  "app",
    "contact",   "editor",   "edited",   "author",   "follows",   "menu",      "search",
    "home",      "abonnier", "anmelden", "registri", "lesen",     "auch",      "mehr",
    "teilen",    "kommenta", "werbung",  "anzeige",  "foto",      "bild",      "quelle",
    "abo",       "suscribe", "suscript", "leer",     "tambi",     "compartir", "publicid",
    "suivez",    "lire",     "aussi",    "abonnez",  "partager",  "lees",      "ook",
    "delen",     "lue",      "dela",     "les",      "leggi",     "anche",     "condivid",
    "iscriviti", "leia",     "inscreva", "assine",   "advertiz",  "advert",    "promo",
    "join",      "free",     "trial",    "offer",    "support",   "donate",    "member",
    "members",   "loading",  "skip",     "close",    "print",     "save",      "bookmark",
    "min",       "mins",     "minute",   "ago",      "hours",     "share",     "copy",
    "link",      "next",     "previous", "trending", "popular",   "recommen",  "latest",
    "stories",   "correcti", "disclaim", "affiliat", "commissi",  "buy",       "shop",
    "price",     NULL,
};
static uint64_t word_key(const char *p, size_t n)
{
    uint64_t key = 0;
    for (size_t i = 0; i < n && i < 8; i++)
        key |= (uint64_t)(unsigned char)to_lower(p[i]) << (8 * i);
    return key;
}
static void furniture_load(struct groups *g)
{
    for (size_t i = 0; furniture[i]; i++)
        group_of(g, word_key(furniture[i], strlen(furniture[i])) | UINT64_C(1) << 63)->count = 1;
}
static bool furniture_has(const struct groups *g, uint64_t key)
{
    key |= UINT64_C(1) << 63 | 1;
    size_t s = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & g->mask;
    while (g->v[s].key && g->v[s].key != key)
        s = (s + 1) & g->mask;
    return g->v[s].key == key;
}
static uint32_t furniture_count(const struct page *p, const struct groups *g, const struct block *b)
{
    uint32_t hits = 0;
    for (uint32_t i = b->from; i < b->to; i++) {
        const struct html_node *n = &p->doc.nodes[i];
        if (n->kind != HTML_TEXT)
            continue;
        for (size_t k = 0; k < n->text.n;) {
            size_t from = k;
            while (k < n->text.n && (is_alpha(n->text.p[k]) || (n->text.p[k] & 0x80)))
                k++;
            if (k > from + 1)
                hits += furniture_has(g, word_key(n->text.p + from, k - from));
            else if (k == from)
                k++;
        }
    }
    return hits;
}

/* ---- the container that most prose points to ---- */

static void find_root(struct page *p)
{
    for (size_t i = 0; i < p->boxes.n; i++)
        p->boxes.v[i].weight = (float)p->boxes.v[i].prose;
    uint32_t best = 0;
    float most = 0;
    for (size_t k = p->boxes.n; k-- > 1;) {
        struct box *b = &p->boxes.v[k];
        p->boxes.v[b->parent].weight += b->weight * 0.6f;
        float v = b->weight * (1.0f - (float)b->link / (float)(b->text + 1));
        if (b->near[MARK_COMMENT] < 3 || b->near[MARK_WALL] < 2)
            v *= 0.3f;
        if (b->in & (IN_ASIDE | IN_FOOTER | IN_NAV))
            v *= 0.5f;
        if (v > most) {
            most = v;
            best = (uint32_t)k;
        }
    }
    p->root = best;
}

struct about { /* of the page, for all blocks */
    struct groups hashes, signs, furniture;
    struct text_set lead, body;
    struct str title;
    uint32_t total, before;         /* units on the page, before this block */
    uint32_t root_first, root_last; /* blocks: first and last long one inside the root */
    uint32_t head;                  /* block of the headline */
    uint32_t head_before;           /* units before it */
    uint32_t headings;              /* after the headline, before this block */
    uint32_t since;                 /* units since the last heading */
    uint32_t run;                   /* blocks of prose in a row before it */
};

static struct str fold_of(const struct page *p, const struct block *b)
{
    return str_sub(buf_str(&p->fold), b->fold_at, b->fold_at + b->fold_n);
}

static bool box_in(const struct page *p, uint32_t box, uint32_t root)
{
    const struct html_node *r = &p->doc.nodes[p->boxes.v[root].node];
    uint32_t n = p->boxes.v[box].node;
    return n >= p->boxes.v[root].node && n < r->end;
}

static void learn_page(struct page *p, struct about *w)
{
    *w = (struct about){.hashes = groups_new(p->a, p->blocks.n),
                        .signs = groups_new(p->a, p->blocks.n),
                        .furniture = groups_new(p->a, sizeof furniture / sizeof *furniture),
                        .root_first = UINT32_MAX,
                        .head = UINT32_MAX};
    furniture_load(&w->furniture);
    w->lead = text_set_new(p->a, p->lead_text);
    w->body = text_set_new(p->a, p->ld_body);
    struct buf title;
    buf_arena(&title, p->a, 4096);
    page_fold(&title, utf8_cut(p->head_text, 4000));
    w->title = buf_str(&title);
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        w->total += b->units;
        group_of(&w->hashes, b->hash)->count++;
        struct group *g = group_of(&w->signs, sign_of(p, b));
        g->count++;
        g->units += b->units;
        g->link += b->link;
        if (b->units >= 120 && b->link * 4 < b->units) {
            g->long_units += b->units;
            if (box_in(p, b->box, p->root)) {
                w->root_last = (uint32_t)i;
                if (w->root_first == UINT32_MAX)
                    w->root_first = (uint32_t)i;
            }
        }
    }
}

/* The block of the headline: the h1 that says the title, else the first h1. */
static void find_head(struct page *p, struct about *w)
{
    uint32_t before = 0, first = UINT32_MAX, first_before = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        uint16_t tag = p->doc.nodes[p->boxes.v[b->box].node].tag;
        bool h1 = tag == HTML_H1 ||
                  p->doc.nodes[p->boxes.v[p->boxes.v[b->box].parent].node].tag == HTML_H1;
        bool same = w->title.n > 8 && b->fold_n > 8 && str_eq(fold_of(p, b), w->title);
        if ((h1 && same) || (same && tag >= HTML_H2 && tag <= HTML_H3 && w->head == UINT32_MAX)) {
            w->head = (uint32_t)i;
            w->head_before = before;
            if (h1)
                break;
        }
        if (h1 && first == UINT32_MAX && b->units > 12) {
            first = (uint32_t)i;
            first_before = before;
        }
        before += b->units;
    }
    if (w->head == UINT32_MAX) {
        w->head = first;
        w->head_before = first_before;
    }
    p->h1_block = w->head;
}

static void own_features(const struct page *p, const struct about *w, const struct block *b,
                         uint8_t *f)
{
    uint32_t chars = b->units ? b->units : 1;
    f[F_LENGTH] = scale(b->units);
    f[F_LINK] = share(b->link, b->units);
    f[F_WORDS] = scale(b->words);
    f[F_COMMAS] = cap(b->commas, 15);
    f[F_STOPS] = cap(b->stops, 15);
    f[F_FIRST] = end_code(b->first);
    f[F_LAST] = end_code(b->last);
    f[F_TAG] = tag_code(p->doc.nodes[p->boxes.v[b->box].node].tag);
    f[F_UPPER] = share(b->uppers * 2u, chars);
    f[F_DIGIT] = share(b->digits * 2u, chars);
    f[F_LINKS] = cap(b->links, 15);
    f[F_BOLD] = share(b->bold, b->units);
    f[F_ITALIC] = share(b->italic, b->units);
    f[F_SYMBOL] = cap(b->symbols, 8);
    f[F_TIME] = b->has_time;
    f[F_HIDDEN] = b->dark != 0;
    f[F_WORD_LENGTH] = cap(b->words ? b->fold_n / b->words : 20, 20);
    f[F_FURNITURE] = b->units < 400 ? cap(furniture_count(p, &w->furniture, b), 8) : 0;
    f[F_INLINE_MARK] =
        (uint8_t)((b->marks >> MARK_META & 1) | (b->marks >> MARK_SOCIAL & 1) << 1 |
                  (b->marks >> MARK_RELATED & 1) << 2 | (b->marks >> MARK_CAPTION & 1) << 3);
    uint32_t same = group_of(&w->hashes, b->hash)->count;
    f[F_TWIN] = cap(same, 4);
    struct str fold = fold_of(p, b);
    f[F_IN_LEAD] = text_set_has(&w->lead, fold);
    f[F_IN_BODY] = text_set_has(&w->body, fold);
    f[F_IS_TITLE] = w->title.n > 8 && fold.n > 8
                        ? (str_eq(fold, w->title)                                     ? 2
                           : str_starts(w->title, fold) || str_starts(fold, w->title) ? 1
                                                                                      : 0)
                        : 0;
}

static void box_features(const struct page *p, const struct about *w, const struct block *b,
                         uint8_t *f)
{
    const struct box *box = &p->boxes.v[b->box];
    const struct box *up = &p->boxes.v[box->parent], *up2 = &p->boxes.v[up->parent];
    for (int m = 0; m < MARK_COUNT; m++)
        f[F_NEAR + m] =
            (b->marks >> m & 1) && m != MARK_BODY && m != MARK_ARTICLE ? 0 : box->near[m];
    f[F_DEPTH] = cap(box->depth, 40);
    f[F_IN_ARTICLE] = (box->in & IN_ARTICLE) != 0;
    f[F_IN_MAIN] = (box->in & IN_MAIN) != 0;
    f[F_IN_ASIDE] = (box->in & IN_ASIDE) != 0;
    f[F_IN_NAV] = (box->in & IN_NAV) != 0;
    f[F_IN_HEADER] = (box->in & IN_HEADER) != 0;
    f[F_IN_FOOTER] = (box->in & IN_FOOTER) != 0;
    f[F_IN_FORM] = (box->in & IN_FORM) != 0;
    f[F_IN_FIGURE] = (box->in & IN_FIGURE) != 0;
    f[F_IN_LIST] = (box->in & IN_LIST) != 0;
    f[F_IN_TABLE] = (box->in & IN_TABLE) != 0;
    f[F_IN_QUOTE] = (box->in & IN_QUOTE) != 0;
    f[F_IN_BODY_PROP] = (box->in & IN_BODY_PROP) != 0;
    f[F_BOX_BLOCKS] = scale(box->blocks);
    f[F_BOX_LINK] = share(box->link, box->text);
    f[F_UP_TEXT] = scale(up->text);
    f[F_UP_LINK] = share(up->link, up->text);
    f[F_UP_PARAGRAPHS] = cap(up->paragraphs, 31);
    f[F_UP_SHARE] = share(up->text, w->total);
    f[F_UP_PROSE] = share(up->prose, up->text);
    f[F_UP_TAG] = tag_code(p->doc.nodes[up->node].tag);
    f[F_UP2_TEXT] = scale(up2->text);
    f[F_UP2_LINK] = share(up2->link, up2->text);
    f[F_UP2_PARAGRAPHS] = cap(up2->paragraphs, 31);
    f[F_UP2_SHARE] = share(up2->text, w->total);
    const struct group *g = group_of(&w->signs, sign_of(p, b));
    f[F_SIGN_COUNT] = scale(g->count);
    f[F_SIGN_MEAN] = scale(g->units / (g->count ? g->count : 1));
    f[F_SIGN_LINK] = share(g->link, g->units);
    f[F_SIGN_SHARE] = share(g->units, w->total);
    f[F_SIGN_LONG] = share(g->long_units, g->units);
}

static void place_features(const struct page *p, const struct about *w, size_t i, uint8_t *f)
{
    const struct block *b = &p->blocks.v[i];
    f[F_PLACE] = share(w->before, w->total);
    f[F_AFTER_HEAD] = w->head == UINT32_MAX ? 2 : i > w->head ? 1 : 0;
    uint32_t gap = w->head == UINT32_MAX ? 0
                   : i > w->head         ? w->before - w->head_before
                                         : w->head_before - w->before;
    f[F_HEAD_GAP] = scale(gap);
    f[F_HEAD_BLOCKS] =
        w->head == UINT32_MAX ? 63 : scale((uint32_t)(i > w->head ? i - w->head : w->head - i));
    bool in_root = box_in(p, b->box, p->root);
    f[F_IN_ROOT] = in_root;
    f[F_ROOT_DEPTH] =
        in_root ? cap((uint32_t)(p->boxes.v[b->box].depth - p->boxes.v[p->root].depth), 15) : 15;
    f[F_ROOT_SHARE] = share(p->boxes.v[p->root].text, w->total);
    f[F_ROOT_TEXT] = scale(p->boxes.v[p->root].text);
    f[F_ROOT_LINK] = share(p->boxes.v[p->root].link, p->boxes.v[p->root].text);
    f[F_ROOT_ORDER] = w->root_first == UINT32_MAX ? 3
                      : i < w->root_first         ? 0
                      : i > w->root_last          ? 2
                                                  : 1;
    uint32_t off = w->root_first == UINT32_MAX ? 63
                   : i < w->root_first         ? w->root_first - (uint32_t)i
                   : i > w->root_last          ? (uint32_t)i - w->root_last
                                               : 0;
    f[F_ROOT_OFF] = scale(off);
    f[F_TOTAL] = scale(w->total);
    f[F_BLOCKS] = scale((uint32_t)p->blocks.n);
}

/* Where the way up from the block meets the way up from the headline; comments and other articles
 * meet it high above. */
static void kin_features(struct page *p, const struct about *w, size_t i, uint8_t *f)
{
    struct block *b = &p->blocks.v[i];
    f[F_REPEAT] = scale(p->boxes.v[b->box].repeat);
    f[F_HEADINGS] = cap(w->headings, 40);
    f[F_SINCE] = scale(w->since);
    f[F_RUN] = cap(w->run, 31);
    uint32_t x = b->box, y = w->head == UINT32_MAX ? p->root : p->blocks.v[w->head].box;
    uint8_t deep_x = p->boxes.v[x].depth, deep_y = p->boxes.v[y].depth;
    bool article = false, head_article = false;
    uint16_t under = b->marks & (uint16_t) ~(1u << MARK_BODY | 1u << MARK_ARTICLE), tags = 0;
    while (x != y) { /* a parent has the lower index */
        uint32_t *up = x > y ? &x : &y;
        const struct box *box = &p->boxes.v[*up];
        uint16_t tag = p->doc.nodes[box->node].tag;
        if (up == &x) {
            article |= tag == HTML_ARTICLE;
            under |= box->marks;
            tags |= page_tag_in(tag);
        } else {
            head_article |= tag == HTML_ARTICLE;
        }
        *up = box->parent;
    }
    f[F_LCA_UP] = cap((uint32_t)(deep_y - p->boxes.v[x].depth), 40);
    f[F_LCA_DOWN] = cap((uint32_t)(deep_x - p->boxes.v[x].depth), 40);
    f[F_HEAD_ARTICLE] =
        (uint8_t)(article | head_article << 1 | ((p->boxes.v[x].in & IN_ARTICLE) != 0) << 2);
    for (int m = 0; m < MARK_COUNT; m++)
        f[F_UNDER + m] = under >> m & 1;
    static const uint16_t all[8] = {IN_ASIDE, IN_NAV,    IN_HEADER, IN_FOOTER,
                                    IN_FORM,  IN_FIGURE, IN_LIST,   IN_TABLE};
    for (int k = 0; k < 8; k++)
        f[F_UNDER_TAG + k] = (tags & all[k]) != 0;
    b->under = (uint16_t)(under >> MARK_COUNT << MARK_COUNT);
    b->in_form = (tags & IN_FORM) != 0;
}

static bool is_heading(const struct page *p, const struct block *b)
{
    uint16_t tag = p->doc.nodes[p->boxes.v[b->box].node].tag;
    return tag >= HTML_H1 && tag <= HTML_H4;
}

/* How often a template stands beside itself: lists of comments, teasers, other articles. */
static void find_repeats(struct page *p)
{
    struct groups g = groups_new(p->a, p->boxes.n);
    for (size_t i = 1; i < p->boxes.n; i++) {
        const struct box *b = &p->boxes.v[i];
        if (b->text >= 40)
            group_of(&g, (uint64_t)b->parent << 32 ^ b->sign)->count++;
    }
    for (size_t i = 1; i < p->boxes.n; i++) {
        struct box *b = &p->boxes.v[i];
        uint16_t tag = p->doc.nodes[b->node].tag;
        uint16_t up = p->boxes.v[b->parent].repeat;
        b->repeat = up;
        if (tag == HTML_P || (tag >= HTML_H1 && tag <= HTML_H6) || tag == HTML_BLOCKQUOTE ||
            tag == HTML_LI || b->text < 40)
            continue;
        uint32_t n = group_of(&g, (uint64_t)b->parent << 32 ^ b->sign)->count;
        b->repeat = n > up ? (uint16_t)(n < 60000 ? n : 60000) : up;
    }
}

static void neighbour_features(const struct page *p, size_t i, uint8_t *f)
{
    static const int step[4] = {-2, -1, 1, 2};
    const struct block *b = &p->blocks.v[i];
    for (int k = 0; k < 4; k++) {
        uint8_t *to = f + F_NEIGHBOUR + k * 4;
        int64_t j = (int64_t)i + step[k];
        if (j < 0 || j >= (int64_t)p->blocks.n) {
            to[0] = to[1] = to[2] = to[3] = 63;
            continue;
        }
        const struct block *o = &p->blocks.v[j];
        to[0] = scale(o->units);
        to[1] = share(o->link, o->units);
        to[2] = tag_code(p->doc.nodes[p->boxes.v[o->box].node].tag);
        const struct box *mine = &p->boxes.v[b->box], *theirs = &p->boxes.v[o->box];
        to[3] = b->box == o->box                 ? 3
                : mine->parent == theirs->parent ? (mine->sign == theirs->sign ? 2 : 1)
                                                 : 0;
    }
}

void page_features(struct page *p, uint8_t *rows)
{
    find_root(p);
    find_repeats(p);
    struct about *w = ARENA_NEW(p->a, struct about);
    learn_page(p, w);
    find_head(p, w);
    for (size_t i = 0; i < p->blocks.n; i++) {
        uint8_t *f = rows + i * FEATURE_COUNT;
        own_features(p, w, &p->blocks.v[i], f);
        box_features(p, w, &p->blocks.v[i], f);
        place_features(p, w, i, f);
        kin_features(p, w, i, f);
        neighbour_features(p, i, f);
        const struct block *b = &p->blocks.v[i];
        bool heading = is_heading(p, b);
        w->headings += heading && w->head != UINT32_MAX && i > w->head;
        w->since = heading ? 0 : w->since + b->units;
        w->run = b->units >= 80 && b->link * 3 < b->units ? w->run + 1 : 0;
        w->before += p->blocks.v[i].units;
    }
}
