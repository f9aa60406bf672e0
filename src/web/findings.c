/* findings.c: what was found in an article, as lines that lead to their sentences: who says what,
 * claims and denials, figures, incidents, agreements. Every word of a line stands in the text but
 * the kinds, bounds and stances, which are ours. */
#include "web/findings.h"

#include <math.h>

enum { WORDS_SHOWN = 240, FIRST_SHOWN = 10, NAMES_MOST = 4, CUE_MOST = 40, CUE_GAP = 60 };

struct lines {
    struct arena *a;
    const struct page_article *v;
    const struct reading *r;
    struct str text;
    LIST(struct finding_line) list;
};

int32_t web_entity_sentence(const struct page_article *v, size_t entity)
{
    const struct reading *r = v->whole;
    if (!r || entity >= r->entity_count || !r->entities[entity].mention_count)
        return -1;
    uint32_t at = r->entities[entity].mentions[0].span.at;
    for (size_t i = 0; i < r->sentence_count; i++)
        if (at >= r->sentences[i].span.at && at < r->sentences[i].span.end)
            return (int32_t)i;
    return -1;
}

void put_entity_url(struct buf *out, enum entity_kind kind, struct str key)
{
    const char *name = desk_entity_kind_name(kind);
    buf_fmt(out, "/%s/", name ? name : "person");
    http_percent(out, key);
}

void put_entity_link(struct buf *out, const struct page_article *v, const struct entity *e)
{
    put_entity_url(out, e->kind, desk_entity_key_of(v->scratch, e));
}

static void add_words(struct lines *l, int32_t sentence, struct str head, struct str hint,
                      struct str s)
{
    struct str shown = utf8_cut(s, WORDS_SHOWN);
    if (sentence < 0 || (!head.n && !s.n))
        return;
    LIST_PUSH(l->a, &l->list, (struct finding_line){sentence, head, hint, shown, shown.n < s.n});
}

static void add(struct lines *l, int32_t sentence, struct str head, struct str hint,
                struct span words)
{
    add_words(l, sentence, head, hint, span_str(l->text, words));
}

static struct str entity_name(const struct lines *l, reading_index i)
{
    return i >= 0 && (size_t)i < l->r->entity_count ? l->r->entities[i].name : STR_NONE;
}

/* Is the quote told as a claim, which says more of it? */
static bool is_claim(const struct lines *l, size_t quote)
{
    for (size_t i = 0; i < l->r->claim_count; i++)
        if (l->r->claims[i].quote == (reading_index)quote &&
            l->r->claims[i].stance != STANCE_SAYS && l->r->claims[i].stance != STANCE_ASKS)
            return true;
    return false;
}

/* What was said, whole: its pieces with the cue and the like left out between them. */
static struct str said(const struct lines *l, const struct quote *q)
{
    struct buf b;
    buf_arena(&b, l->a, 4 * WORDS_SHOWN + 64);
    for (size_t i = 0; i < q->content_count && b.n < WORDS_SHOWN * 2; i++) {
        buf_put(&b, i ? STR(" … ") : STR_NONE);
        struct str piece = web_quoted(l->a, span_str(l->text, q->content[i]));
        buf_put(&b, utf8_cut(piece, WORDS_SHOWN * 2));
    }
    return buf_str(&b);
}

/* The cue with the small word that its verb needs before what is said: "asked for". */
static struct str cue_words(const struct lines *l, const struct quote *q)
{
    static const char *const small[] = {"for", "on", "of", "about", "to", "into"};
    if (q->cue.end < q->content[0].at) {
        struct str gap = str_trim(str_sub(l->text, q->cue.end, q->content[0].at));
        for (size_t i = 0; i < sizeof small / sizeof *small; i++)
            if (str_eq(gap, str_c(small[i])))
                return str_trim(str_sub(l->text, q->cue.at, q->content[0].at));
    }
    return span_str(l->text, q->cue);
}

/* "his claim", "through his office": what follows is no verb. */
static bool is_possessive(struct str s)
{
    static const char *const words[] = {"his", "her", "its", "their", "my", "our"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_fold(s, str_c(words[i])))
            return true;
    return false;
}

static struct str last_word(struct str s)
{
    s = str_trim(s);
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != ' ')
        at--;
    return str_from(s, at);
}

/* The text's own verb where who, verb and what stand in this order, or the words in quotation marks
 * and then "said" alone; else ("according to", "its denial of") our word for the stance. */
static struct str how(const struct lines *l, const struct quote *q)
{
    struct str cue = cue_words(l, q);
    struct span first = q->content[0];
    bool order =
        q->source.end <= q->cue.at && q->cue.at - q->source.end < CUE_GAP && q->cue.end <= first.at;
    uint32_t end = q->source.end > q->source.at + 4 ? q->source.end - 4 : q->source.at;
    struct str between = order ? str_sub(l->text, end, q->cue.at) : STR_NONE;
    bool owned = is_possessive(span_str(l->text, q->source)) || is_possessive(last_word(between)) ||
                 str_find(between, STR("'s")) != SIZE_MAX ||
                 str_find(between, STR("\u2019s")) != SIZE_MAX;
    bool alone = q->kind == QUOTE_DIRECT && str_find_char(cue, ' ') == SIZE_MAX;
    if (!cue.n || cue.n > CUE_MOST || str_starts_fold(cue, STR("accord")) ||
        str_eq_fold(cue, STR("told")) || !((order && !owned) || alone))
        return web_stance_words(q->stance);
    return cue;
}

/* "The scan revealed | a fracture", "spoke of | the attack": three words of the teller's own say
 * nothing by themselves. */
static bool is_thin(const struct lines *l, const struct quote *q)
{
    enum { WORDS_LEAST = 4 };
    size_t words = 0;
    for (size_t i = 0; i < q->content_count && words < WORDS_LEAST; i++) {
        struct str rest = str_trim(span_str(l->text, q->content[i])), word;
        while (rest.n && str_split(&rest, ' ', &word))
            words += word.n > 0;
    }
    return q->kind == QUOTE_INDIRECT && q->stance == STANCE_SAYS && words < WORDS_LEAST;
}

static void quotes(struct lines *l)
{
    for (size_t i = 0; i < l->r->quote_count; i++) {
        const struct quote *q = &l->r->quotes[i];
        struct str who = web_speaker(l->v, q);
        bool bare = str_eq_fold(who, STR("who")) || str_eq_fold(who, STR("which")) ||
                    str_eq_fold(who, STR("that")); /* of whom, was not found out */
        if (who.n && !bare && q->content_count && !is_claim(l, i) && !is_thin(l, q))
            add_words(l, q->sentence, who, how(l, q), said(l, q));
    }
}

static void claims(struct lines *l)
{
    for (size_t i = 0; i < l->r->claim_count; i++) {
        const struct claim *c = &l->r->claims[i];
        struct str who = entity_name(l, c->by);
        if (c->stance == STANCE_SAYS || c->stance == STANCE_ASKS)
            continue;
        if (!who.n && c->quote >= 0)
            who = web_speaker(l->v, &l->r->quotes[c->quote]);
        if (who.n)
            add(l, c->sentence, who,
                c->quote >= 0 ? how(l, &l->r->quotes[c->quote]) : web_stance_words(c->stance),
                c->span);
    }
}

/* The words of the number that this one is compared with. */
static struct str compared(const struct lines *l, const struct figure *f)
{
    for (size_t i = 0; !isnan(f->from) && i < l->r->figure_count; i++)
        if (l->r->figures[i].sentence == f->sentence && &l->r->figures[i] != f &&
            l->r->figures[i].value == f->from)
            return span_str(l->text, l->r->figures[i].span);
    return STR_NONE;
}

/* What befell those who are counted, where the words that are counted do not say so. */
static struct str befell(const struct lines *l, const struct figure *f)
{
    static const struct str sorts[] = {
        STR_INIT("dead"),      STR_INIT("hurt"), STR_INIT("missing"),  STR_INIT("trapped"),
        STR_INIT("freed"),     STR_INIT("held"), STR_INIT("aboard"),   STR_INIT("arrested"),
        STR_INIT("displaced"), STR_INIT("ill"),  STR_INIT("infected"), STR_INIT("stranded")};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq(f->what, sorts[i]) &&
            str_find_fold(span_str(l->text, f->counted), sorts[i]) == SIZE_MAX)
            return f->what;
    return STR_NONE;
}

/* "More than 900" is not 900. */
static struct str bounded(const struct lines *l, const struct figure *f)
{
    static const char *const before[] = {[BOUND_EXACT] = "",
                                         [BOUND_ABOUT] = "about ",
                                         [BOUND_AT_LEAST] = "at least ",
                                         [BOUND_AT_MOST] = "at most ",
                                         [BOUND_RANGE] = ""};
    return str_fmt(l->a, "%s%.*s", before[f->bound], STR_ARG(span_str(l->text, f->span)));
}

static void figures(struct lines *l)
{
    static const char *const trends[] = {"", "rising", "falling", "revised"};
    for (size_t i = 0; i < l->r->figure_count; i++) {
        const struct figure *f = &l->r->figures[i];
        struct str before = compared(l, f), hint = str_c(trends[f->trend]);
        if (before.n)
            hint = str_fmt(l->a, "%.*s%sfrom %.*s", STR_ARG(hint), hint.n ? ", " : "",
                           STR_ARG(before));
        struct str what = befell(l, f);
        if (what.n)
            hint = str_fmt(l->a, "%.*s%s%.*s", STR_ARG(what), hint.n ? ", " : "", STR_ARG(hint));
        add(l, f->sentence, bounded(l, f), hint, f->counted);
    }
}

static void put_fills(struct buf *b, const struct lines *l, const char *before,
                      const struct fill *v, size_t n)
{
    for (size_t i = 0; i < n && i < NAMES_MOST; i++) {
        struct str name = entity_name(l, v[i].entity);
        buf_fmt(b, "%s", i ? ", " : before);
        buf_put(b, name.n ? name : span_str(l->text, v[i].span));
    }
}

/* Is it blamed by somebody, or does it deny: "the army blamed the Front"? Then it is not told as
 * the doer. */
static bool is_alleged(const struct lines *l, const struct fill *x)
{
    for (size_t i = 0; i < l->r->quote_count; i++) {
        const struct quote *q = &l->r->quotes[i];
        if (q->stance == STANCE_DENIES && x->entity >= 0 && q->speaker == x->entity)
            return true;
        for (size_t k = 0; q->stance == STANCE_ACCUSES && k < q->content_count; k++)
            if (x->span.at >= q->content[k].at && x->span.end <= q->content[k].end)
                return true;
    }
    return false;
}

/* Those who did it, or (`alleged`) those who are said to have. */
static void put_doers(struct buf *b, const struct lines *l, const struct incident *x, bool alleged)
{
    struct fill v[NAMES_MOST];
    size_t n = 0;
    for (size_t i = 0; i < x->perpetrator_count && n < NAMES_MOST; i++)
        if (is_alleged(l, &x->perpetrators[i]) == alleged)
            v[n++] = x->perpetrators[i];
    const char *before = alleged ? "; blamed: " : "; by ";
    put_fills(b, l, b->n ? before : before + 2, v, n);
}

static void incidents(struct lines *l)
{
    for (size_t i = 0; i < l->r->incident_count; i++) {
        const struct incident *x = &l->r->incidents[i];
        struct buf b;
        buf_arena(&b, l->a, 8192);
        put_doers(&b, l, x, false);
        put_doers(&b, l, x, true);
        put_fills(&b, l, b.n ? "; hit: " : "hit: ", x->victims, x->victim_count);
        put_fills(&b, l, b.n ? "; target: " : "target: ", x->targets, x->target_count);
        if (x->where.span.end)
            put_fills(&b, l, b.n ? "; in " : "in ", &x->where, 1);
        if (x->when_span.end)
            buf_fmt(&b, "%s%.*s", b.n ? "; " : "", STR_ARG(span_str(l->text, x->when_span)));
        for (size_t k = 0; k < x->figure_count && k < NAMES_MOST; k++) {
            const struct figure *f = &l->r->figures[x->figures[k]];
            buf_fmt(&b, "; %.*s %.*s", STR_ARG(bounded(l, f)), STR_ARG(f->what));
        }
        add(l, x->sentence, x->kind, buf_str(&b), (struct span){0, 0});
    }
}

static void agreements(struct lines *l)
{
    static const char *const stages[] = {"proposed", "agreed", "in force", "broken"};
    for (size_t i = 0; i < l->r->agreement_count; i++) {
        const struct agreement *x = &l->r->agreements[i];
        struct buf b;
        buf_arena(&b, l->a, 8192);
        put_fills(&b, l, "", x->parties, x->party_count);
        struct str hint = str_c(stages[x->stage]);
        if (x->figure >= 0)
            hint = str_fmt(l->a, "%.*s, %.*s", STR_ARG(hint),
                           STR_ARG(span_str(l->text, l->r->figures[x->figure].span)));
        add(l, x->sentence, buf_str(&b), hint, x->subject);
    }
}

size_t web_findings(struct arena *a, const struct page_article *v,
                    struct finding_panel ret[FINDING_PANELS_MOST])
{
    static const struct {
        const char *title;
        void (*make)(struct lines *l);
    } panels[FINDING_PANELS_MOST] = {
        {"Who says what", quotes}, {"Claims and denials", claims}, {"Figures", figures},
        {"Incidents", incidents},  {"Agreements", agreements},
    };
    size_t n = 0;
    for (size_t i = 0; v->whole && i < FINDING_PANELS_MOST; i++) {
        struct lines l = {.a = a, .v = v, .r = v->whole, .text = v->v->article.text};
        panels[i].make(&l);
        if (l.list.n)
            ret[n++] = (struct finding_panel){panels[i].title, l.list.v, l.list.n, FIRST_SHOWN};
    }
    return n;
}
