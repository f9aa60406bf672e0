/* title.c: the headline. What a reader sees as <h1> is it, where the page's own statements
 * (OpenGraph, JSON-LD, <title>) agree with it; these carry the site's name and are written for
 * search engines, so they are cut and come second. */
#include "page/internal.h"

enum { TITLE_MOST = 400, TITLES_MOST = 16, KICKER_GAIN = 40 };

struct title_found {
    struct str text, fold;
    uint32_t evidence;
    int weight;
    bool seen; /* stands on the page as a headline */
};
struct title_list {
    struct title_found v[TITLES_MOST];
    size_t n;
};

static struct str fold_str(struct page *p, struct str s)
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

/* Cuts " | Site", " - Site", "Site: " off; `sure`: any short part behind a bar may go. */
static struct str cut_site(struct page *p, struct str t, struct str source)
{
    static const char *const bars[] = {" | ",  " - ", " – ", " — ", " · ", " • ", " » ",
                                       " :: ", " / ", "| ",  " « ", " ‹ ", " ⋆ ", NULL};
    for (int round = 0; round < 3; round++) {
        size_t cut = SIZE_MAX, width = 0;
        for (size_t b = 0; bars[b]; b++)
            for (size_t at = 0, from = 0;
                 (at = str_find(str_from(t, from), str_c(bars[b]))) != SIZE_MAX; from += at + 1)
                if (cut == SIZE_MAX || from + at > cut) {
                    cut = from + at;
                    width = strlen(bars[b]);
                }
        if (cut == SIZE_MAX)
            break;
        struct str tail = str_from(t, cut + width), head = str_sub(t, 0, cut);
        bool bar = t.p[cut] == '|' || (cut + 1 < t.n && t.p[cut + 1] == '|');
        if (head.n >= 8 && (is_site(p, tail, source) || (bar && tail.n < 40 && tail.n < head.n)))
            t = str_trim(head);
        else
            break;
    }
    /* The site's name in front. */
    for (size_t b = 0; bars[b]; b++) {
        size_t at = str_find(t, str_c(bars[b]));
        if (at != SIZE_MAX && at < t.n / 2 && is_site(p, str_sub(t, 0, at), source))
            return str_trim(str_from(t, at + strlen(bars[b])));
    }
    return t;
}

static void add_title(struct page *p, struct title_list *l, const char *from, struct str text,
                      int weight, bool seen)
{
    text = str_trim(text);
    if (text.n == 0 || text.n > TITLE_MOST * 4 || l->n == TITLES_MOST)
        return;
    text = utf8_cut(text, TITLE_MOST);
    struct str fold = fold_str(p, text);
    if (fold.n < 2)
        return;
    page_evidence_add(p, PAGE_TITLE, from, text, weight);
    l->v[l->n++] = (struct title_found){text, fold, (uint32_t)p->evidence.n - 1, weight, seen};
}

static size_t common(struct str x, struct str y)
{
    size_t n = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n])
        n++;
    return n;
}
/* Do two say the same headline: equal, or one starts with or holds the other's greater part? */
static int agree(const struct title_found *x, const struct title_found *y)
{
    if (str_eq(x->fold, y->fold))
        return 3;
    size_t least = x->fold.n < y->fold.n ? x->fold.n : y->fold.n;
    if (least >= 8 &&
        (str_find(x->fold, y->fold) != SIZE_MAX || str_find(y->fold, x->fold) != SIZE_MAX))
        return 2;
    return common(x->fold, y->fold) * 2 > least && least >= 12 ? 1 : 0;
}

/* Is x the headline of y without the kicker in front ("Basketball: ...", "Minority - ...")? Only
 * the page's own main statements are compared. */
static bool without_kicker(const struct title_found *x, const struct title_found *y)
{
    if (x->weight < 50 || y->weight < 50 || x->fold.n < 16 || x->fold.n >= y->fold.n ||
        !str_ends(y->fold, x->fold) || !str_ends(y->text, x->text))
        return false;
    struct str front = str_trim(str_sub(y->text, 0, y->text.n - x->text.n));
    return str_ends(front, STR(":")) || str_ends(front, STR("-")) || str_ends(front, STR("–")) ||
           str_ends(front, STR("|"));
}

static void gather(struct page *p, struct title_list *l, struct str source)
{
    for (size_t i = 0, n = 0; i < p->heads.n && n < 5; i++) {
        struct str t = html_text_line(p->a, &p->doc, p->heads.v[i]);
        if (t.n && !is_site(p, t, source) && ++n)
            add_title(p, l, "h1", t, n == 1 ? 78 : 54, true);
    }
    add_title(p, l, "json-ld headline", page_line(p->a, page_ld_str(p, STR("headline"))), 86,
              false);
    add_title(p, l, "meta og:title",
              cut_site(p, page_line(p->a, page_meta(p, STR("og:title"))), source), 52, false);
    add_title(p, l, "meta twitter:title",
              cut_site(p, page_line(p->a, page_meta(p, STR("twitter:title"))), source), 44, false);
    static const char *const names[] = {
        "parsely-title", "sailthru.title", "dc.title", "citation_title", "hdl", "title", NULL};
    for (size_t i = 0; names[i]; i++)
        add_title(p, l, names[i],
                  cut_site(p, page_line(p->a, page_meta(p, str_c(names[i]))), source), 42, false);
    if (p->title_node)
        add_title(p, l, "title", cut_site(p, html_text_line(p->a, &p->doc, p->title_node), source),
                  40, false);
    add_title(p, l, "feed", p->hints->title, 48, false);
}

struct str page_find_title(struct page *p, struct str source)
{
    struct title_list *l = ARENA_NEW(p->a, struct title_list);
    gather(p, l, source);
    struct title_found *best = NULL;
    int most = 0;
    for (size_t i = 0; i < l->n; i++) {
        static const int gain[4] = {0, 3, 6, 12};
        int v = l->v[i].weight;
        int agreed = 0;
        for (size_t k = 0; k < l->n; k++) {
            int g = k == i ? 0 : agree(&l->v[i], &l->v[k]);
            if (k != i && without_kicker(&l->v[i], &l->v[k]))
                v += KICKER_GAIN;
            v += gain[g];
            agreed += g;
        }
        if (l->v[i].seen && agreed == 0 && l->n > 1)
            v -= 9;
        if (v > most) {
            most = v;
            best = &l->v[i];
        }
    }
    if (!best)
        return p->hints->title;
    p->evidence.v[best->evidence].chosen = true;
    return best->text;
}
