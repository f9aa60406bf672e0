/* score.c: which blocks are the article. A classifier (trees.h) judges each block by its features.
 * Behind it stand rules for what it cannot know: the user's selector, what repeats on the host,
 * places where no article stands; a threshold that follows how sure it is of the page; recovery
 * where it found too little; and whole.c for what belongs together. */
#include "page/feature.h"
#include "page/trees.h"

enum { FEW_UNITS = 250, LEAST_LEFT = 100 };

static const float keep_over = 0.2f, keep_near = 1.0f, keep_least = -3.5f;
/* What is kept is sure of itself on most pages; there, what is in doubt goes. */
static const float doubt_base = -0.8f, doubt_share = 0.35f, doubt_most = 1.5f;

static void run_model(struct page *p)
{
    size_t n = p->blocks.n;
    uint8_t *rows = ARENA_ARRAY(p->a, n * FEATURE_COUNT, uint8_t);
    uint8_t columns[FEATURE_COUNT * TREE_LANES] = {0};
    int32_t sums[TREE_LANES];
    page_features(p, rows);
    for (size_t at = 0; at < n; at += TREE_LANES) {
        size_t lanes = n - at < TREE_LANES ? n - at : TREE_LANES;
        for (size_t i = 0; i < lanes; i++)
            for (size_t f = 0; f < FEATURE_COUNT; f++)
                columns[f * TREE_LANES + i] = rows[(at + i) * FEATURE_COUNT + f];
        page_model_run(&page_model, columns, sums);
        for (size_t i = 0; i < lanes; i++)
            p->blocks.v[at + i].score = (float)sums[i] / (float)page_model.unit;
    }
}

static uint32_t keep_by_score(struct page *p, float over)
{
    uint32_t units = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        if (b->hard) {
            units += b->kept ? b->units : 0;
            continue;
        }
        b->kept = b->score > over;
        b->why = "classifier";
        units += b->kept ? b->units : 0;
    }
    return units;
}

static float over_of(const struct page *p)
{
    float sum = 0, units = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (!b->hard && b->score > keep_over) {
            sum += b->score * (float)b->units;
            units += (float)b->units;
        }
    }
    float over = units > 0 ? doubt_base + doubt_share * sum / units : keep_over;
    return over > doubt_most ? doubt_most : over;
}

/* Why can this place hold no part of an article? NULL: it can. */
static const char *misplaced(const struct block *b)
{
    return b->under & 1u << MARK_CONSENT ? "a dialog for consent"
           : b->under & 1u << MARK_TALK  ? "comments"
           : b->in_form                  ? "a form"
                                         : NULL;
}

/* Microdata in a hidden box: all that the box holds is for machines. Its blocks stand in a row. */
static void note_hidden_data(struct page *p)
{
    for (size_t i = 0, end; i < p->blocks.n; i = end) {
        uint32_t dark = p->blocks.v[i].dark;
        bool data = false;
        for (end = i; end < p->blocks.n && p->blocks.v[end].dark == dark; end++)
            data |= (p->blocks.v[end].under & 1u << MARK_PROP) != 0;
        for (size_t k = i; dark && data && k < end; k++)
            p->blocks.v[k].why = "hidden data";
    }
}

/* Drops blocks that stand where no article does, unless nothing else would be left. */
static void drop_misplaced(struct page *p)
{
    uint32_t left = 0, nearly = 0;
    note_hidden_data(p);
    page_note_others(p);
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        if (!b->why)
            b->why = misplaced(b);
        left += b->score > keep_over && !b->why ? b->units : 0;
        nearly += b->score > keep_over - keep_near && !b->why ? b->units : 0;
    }
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        b->hard = b->why && (b->beside ? nearly : left) >= LEAST_LEFT;
    }
}

/* Too little was found: what comes close to the best block of prose is taken too. */
static void recover(struct page *p, uint32_t units)
{
    float best = keep_least;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].units >= 60 && p->blocks.v[i].score > best)
            best = p->blocks.v[i].score;
    if (best <= keep_least)
        return;
    float over = best < keep_over ? best - keep_near : keep_over - keep_near;
    if (keep_by_score(p, over) < units + FEW_UNITS / 4)
        keep_by_score(p, keep_over);
}

/* The line under the headline: whole sentences between it and the first block that is kept. Many
 * pages put it into a header of its own, where the classifier sees the headline's company rather
 * than the article's; in doubt it belongs. */
static void keep_dek(struct page *p)
{
    enum { DEK_LEAST = 90, AWAY_MOST = 3 }; /* units; blocks from the headline */
    const float doubt = -0.5f;
    uint32_t head = p->heads.n ? p->heads.v[0] : 0;
    size_t first = 0, away = 0;
    while (first < p->blocks.n && !p->blocks.v[first].kept)
        first++;
    for (size_t i = 0; head && first < p->blocks.n && i < first; i++) {
        struct block *b = &p->blocks.v[i];
        if (b->from <= head || away++ >= AWAY_MOST)
            continue;
        if (!b->hard && b->score > doubt && b->units >= DEK_LEAST && b->stops && !b->links &&
            !b->has_time) {
            b->kept = true;
            b->why = "below the headline";
            return;
        }
    }
}

/* The user's own choice: what stands inside the elements that match, all of it. */
static bool keep_by_selector(struct page *p)
{
    const struct css_selector *sel =
        p->hints->selector.n ? css_parse(p->a, p->hints->selector) : NULL;
    if (!sel)
        return false;
    const struct css_found *found = css_find(p->a, sel, &p->doc);
    bool any = false;
    size_t k = 0;
    for (uint32_t i = css_next(found, 0, 0); i; i = css_next(found, 0, p->doc.nodes[i].end - 1)) {
        while (k < p->blocks.n && p->blocks.v[k].from < i)
            k++;
        for (; k < p->blocks.n && p->blocks.v[k].from < p->doc.nodes[i].end; k++)
            any = p->blocks.v[k].kept = true;
    }
    for (size_t i = 0; any && i < p->blocks.n; i++) {
        p->blocks.v[i].hard = true;
        p->blocks.v[i].why = "the user's selector";
    }
    page_evidence_add(p, PAGE_ROOT, any ? "the user's selector" : "the user's selector (no match)",
                      p->hints->selector, 100)
        ->chosen = any;
    p->by_hand = any;
    return any;
}

/* What the user does not want goes, whoever chose it. */
static void drop_by_selector(struct page *p)
{
    size_t k = 0;
    const struct css_selector *sel =
        p->hints->unwanted.n ? css_parse(p->a, p->hints->unwanted) : NULL;
    p->unwanted = sel ? css_find(p->a, sel, &p->doc) : NULL;
    for (uint32_t i = sel ? css_next(p->unwanted, 0, 0) : 0; i;
         i = css_next(p->unwanted, 0, p->doc.nodes[i].end - 1)) {
        while (k < p->blocks.n && p->blocks.v[k].from < i)
            k++;
        for (; k < p->blocks.n && p->blocks.v[k].from < p->doc.nodes[i].end; k++) {
            p->blocks.v[k].kept = false;
            p->blocks.v[k].hard = true;
            p->blocks.v[k].why = "the user leaves it out";
        }
    }
}

static const char *fault_words(struct arena *a, struct str s, size_t at)
{
    if (!str_trim(s).n)
        return "a selector must not be empty";
    struct str rest = utf8_cut(str_from(s, at), 40);
    return str_z(a, str_fmt(a,
                            "the selector is not understood %s%.*s%s; it may have tags, .class, "
                            "#id, [attribute=\"value\"], :not(), :first-child, :last-child, >, +, "
                            "~ and commas",
                            rest.n ? "at \"" : "at its end", STR_ARG(rest), rest.n ? "\"" : ""));
}

const char *page_selector_fault(struct arena *a, struct str selector)
{
    size_t at = css_fault(a, selector);
    return at == SIZE_MAX ? NULL : fault_words(a, selector, at);
}

/* For people: the container that most prose points to, and the score from which blocks were kept.
 */
static void note_root(struct page *p, float over)
{
    uint32_t node = p->boxes.v[p->root].node;
    struct str words[2] = {html_attr(&p->doc, node, HTML_ATTR_ID),
                           html_attr(&p->doc, node, HTML_ATTR_CLASS)};
    page_evidence_add(p, PAGE_ROOT, "container of most prose", str_join(p->a, words, 2, STR(" . ")),
                      0)
        ->chosen = true;
    page_evidence_add(p, PAGE_ROOT, "blocks kept with a score over",
                      str_fmt(p->a, "%.2f", (double)over), 0)
        ->chosen = true;
}

void page_score(struct page *p)
{
    run_model(p);
    if (!keep_by_selector(p)) {
        drop_misplaced(p);
        float over = over_of(p);
        uint32_t units = keep_by_score(p, over);
        if (p->explain)
            note_root(p, over);
        if (units < FEW_UNITS)
            recover(p, units);
        keep_dek(p);
        page_keep_wholes(p);
        page_drop_walls(p);
    }
    drop_by_selector(p);
}
