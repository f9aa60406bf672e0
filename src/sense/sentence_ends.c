/* sentence_ends: where sentences end. Each gap between two tokens of a paragraph is weighed:
 * English asks a logistic model over what stands around the gap (in the manner of Gillick 2009);
 * other languages take the rules of text/. What needs no weighing is decided by layout.c. */
#include "sense/cut.h"
#include "sense/model.h"

static uint64_t word_hash(const struct sense_doc *d, int64_t i)
{
    return i < 0 || i >= (int64_t)d->token_count ? 7 : d->tokens[i].hash;
}

/* What is known while sentences are found from left to right. */
struct gap_state {
    uint32_t since;    /* tokens since the sentence began */
    unsigned brackets; /* open ones in this sentence */
    bool quote;        /* a straight double quotation mark is open */
    bool last_end;     /* the paragraph has had a . ! ? */
};

enum { GAP_FEATURES = 40 };

/* Features of the gap behind token i; returns their number. */
static size_t gap_features(const struct sense_doc *d, uint32_t i, const struct gap_state *g,
                           uint64_t f[GAP_FEATURES])
{
    size_t n = 0;
    const struct sense_token *t = &d->tokens[i], *u = &d->tokens[i + 1];
    int64_t k = i;
    unsigned s0 = sense_mark_sort(d, k), s1 = sense_mark_sort(d, k + 1),
             p1 = sense_mark_sort(d, k - 1), s2 = sense_mark_sort(d, k + 2);
    unsigned space = u->span.at > t->span.end;
    bool stop1 = (u->flags & TOK_STOP) != 0;
    unsigned len = g->since < 3    ? g->since
                   : g->since < 6  ? 3
                   : g->since < 12 ? 4
                   : g->since < 25 ? 5
                                   : 6;
    unsigned width = t->span.end - t->span.at > 3 ? 3 : t->span.end - t->span.at;
#define F(id, v) f[n++] = sense_feature((id), (uint64_t)(v))
    F(1, 1);
    F(2, s0 * 64 + s1);
    F(3, word_hash(d, k));
    F(4, word_hash(d, k + 1));
    F(5, (s0 * 64 + s1) * 64 + p1);
    F(6, (s0 * 64 + s1) * 64 + s2);
    F(7, word_hash(d, k) ^ (s1 * 977));
    F(8, word_hash(d, k + 1) ^ (s0 * 977));
    F(9, word_hash(d, k - 1) ^ (s0 * 977));
    F(10, word_hash(d, k - 1) ^ (s0 * 977) ^ (s1 * 7919));
    F(11, ((s0 * 64 + s1) * 2 + space) * 2 + stop1);
    F(12, (s0 * 64 + s1) * 8 + len);
    F(13, ((s0 * 64 + s1) * 2 + g->quote) * 4 + (g->brackets > 2 ? 3 : g->brackets));
    F(14, (s0 * 4 + g->last_end * 2 + stop1) * 64 + s1);
    F(15, word_hash(d, k) ^ (word_hash(d, k + 1) * 31));
    F(16, word_hash(d, k + 1) ^ (word_hash(d, k + 2) * 31) ^ s0);
    F(17, ((s0 * 64 + s1) * 64 + s2) * 64 + sense_mark_sort(d, k + 3));
    F(18, ((s0 * 64 + s1) * 64 + p1) * 64 + sense_mark_sort(d, k - 2));
    F(19, (s0 * 64 + s1) * 4 + width);
    F(20, g->last_end * 4096u + s0 * 64 + s1 + 8192u * (len > 4));
    F(21, word_hash(d, k + 2) ^ (s1 * 977) ^ (s0 * 7919));
    if ((u->flags & TOK_CAP) && i + 2 < d->token_count) {
        /* A word that has no capital elsewhere, or has one always? */
        unsigned usual = u->cluster.caps, more = d->tokens[i + 2].flags & TOK_CAP;
        unsigned before = (t->flags & TOK_CAP) | t->cluster.caps * 2u;
        F(22, (stop1 * 2u + more) * 64 + s0);
        F(23, ((usual * 2 + more) * 64 + s0) * 64 + s2);
        F(24, (usual * 16 + before) * 64 + s0);
        F(25, usual * 64 + s0);
    }
#undef F
    return n;
}

static void gap_step(struct gap_state *g, const struct sense_doc *d, uint32_t i, bool ended)
{
    const struct sense_token *t = &d->tokens[i];
    char c = d->text.p[t->span.at];
    g->since++;
    if (c == '(' || c == '[')
        g->brackets++;
    if ((c == ')' || c == ']') && g->brackets)
        g->brackets--;
    if (c == '"')
        g->quote = !g->quote;
    g->last_end |= c == '.' || c == '!' || c == '?';
    if (ended) {
        g->since = 0;
        g->brackets = 0;
    }
}

/* Could a sentence end behind token i at all? The model is asked only then; the rules for other
 * languages know themselves ("» او" begins one with no capital behind a mark that opens, too). */
static bool gap_possible(const struct sense_doc *d, uint32_t i)
{
    if (!d->english)
        return true;
    const struct sense_token *t = &d->tokens[i], *u = &d->tokens[i + 1];
    unsigned s0 = sense_mark_sort(d, i);
    bool space = u->span.at > t->span.end;
    bool mark = (t->flags & TOK_PUNCT) != 0 || (d->text.p[t->span.end - 1] == '.');
    if (!space)
        return mark && s0 != 5 && s0 != 8 && s0 != 9 && s0 != 10 && s0 != 19;
    /* In edited text a colon ends a line or nothing; behind a bracket a sentence ends where one
     * ended before it closed. */
    if (sense_norm_is(d, i, STR(":")) || (s0 == 11 && i > 0 && !sense_ends_mark(d, i - 1)))
        return false;
    if (mark)
        return s0 != 10;
    unsigned s1 = sense_mark_sort(d, i + 1);
    /* "Explorer 6" */
    bool numbered = (u->flags & TOK_DIGIT) && (t->flags & TOK_CAP) && u->norm.n <= 2;
    return (u->flags & (TOK_CAP | TOK_PUNCT | TOK_DIGIT)) != 0 && !numbered && s1 != 10 && s1 != 19;
}

void sense_end_sentence(struct sense_doc *d, uint32_t from, uint32_t to, uint32_t paragraph)
{
    struct sense_sentence *s = &d->sentences[d->sentence_count];
    *s = (struct sense_sentence){.span = sense_span(d, from, to),
                                 .from = from,
                                 .to = to,
                                 .paragraph = paragraph,
                                 .body_from = from};
    for (uint32_t i = from; i < to; i++)
        d->tokens[i].sentence = (uint32_t)d->sentence_count;
    d->tokens[from].flags |= TOK_FIRST;
    d->sentence_count++;
}

/* Behind the dateline that begins with a token, or 0; marks the first token of a paragraph. A line
 * alone ("Photo") may stand before it in a paragraph. */
static uint32_t dateline_end(struct sense_doc *d, uint32_t first, enum sense_gap before)
{
    uint32_t n = sense_dateline_tokens(d, first);
    if (before == GAP_PARAGRAPH)
        d->tokens[first].flags |= TOK_PAR_FIRST;
    else if (n && !sense_is_dash(sense_token_str(d, first + n - 1)))
        return 0; /* who speaks, in a transcript: "HORSLEY:" */
    return n ? first + n : 0;
}

void sense_cut_sentences(struct sense_doc *d, sense_gap_fn ask, void *ctx)
{
    d->sentences = ARENA_ARRAY(d->arena, d->token_count, struct sense_sentence);
    d->sentence_count = 0;
    struct gap_state g = {0};
    uint32_t from = 0, paragraph = 0, line_end = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        bool last = i + 1 == d->token_count, ends = last;
        enum sense_gap gap = last ? GAP_NONE : sense_gap_between(d, i);
        if (i == 0)
            line_end = dateline_end(d, 0, GAP_PARAGRAPH);
        if (gap == GAP_PARAGRAPH || (gap == GAP_LINE && i + 1 >= line_end))
            line_end = dateline_end(d, i + 1, gap);
        ends |= gap != GAP_NONE || i + 1 - from >= SENSE_SENTENCE_TOKENS_MOST;
        int plain = ends ? 1 : sense_plain_gap(d, i, line_end);
        ends |= plain > 0;
        bool dash_first = i == from && sense_is_dash(sense_token_str(d, i));
        if (!ends && plain == 0 && !dash_first && gap_possible(d, i)) {
            uint64_t f[GAP_FEATURES];
            size_t n = gap_features(d, i, &g, f);
            ends = ask(ctx, d, i, f, n);
        }
        gap_step(&g, d, i, ends);
        if (ends) {
            sense_end_sentence(d, from, i + 1, paragraph);
            from = i + 1;
        }
        if (gap == GAP_PARAGRAPH) {
            paragraph++;
            g = (struct gap_state){0};
        }
    }
}

/* "The 13th Amendment", "the 1970s Dutch team": no sentence ends in such a word without a mark. */
static bool is_ordinal(const struct sense_doc *d, uint32_t i)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "0s"};
    struct str word = d->tokens[i].norm;
    bool found = false;
    for (size_t k = 0; k < sizeof ends / sizeof *ends && !found; k++)
        found = str_ends(word, str_c(ends[k]));
    return found && word.n > 2 && is_digit(word.p[0]);
}

static bool ask_model(void *ctx, const struct sense_doc *d, uint32_t i, const uint64_t *f, size_t n)
{
    int32_t scores[SENSE_LABELS_MOST] = {0};
    if (sense_title_before_name(d, i) || is_ordinal(d, i)) /* rare in what the model learnt from */
        return false;
    sense_model_score(ctx, f, n, scores);
    return scores[1] > scores[0];
}

/* By the rules of text/: the token behind the gap begins a sentence. */
struct rule_ctx {
    struct text_sentences s;
    size_t at;
};

static bool ask_rules(void *ctx, const struct sense_doc *d, uint32_t i, const uint64_t *f, size_t n)
{
    struct rule_ctx *r = ctx;
    (void)f;
    (void)n;
    uint32_t next = d->tokens[i + 1].span.at;
    while (r->at < r->s.n && r->s.v[r->at].at < next)
        r->at++;
    return r->at < r->s.n && r->s.v[r->at].at == next;
}

void sense_sentences_make(struct sense_doc *d)
{
    const struct sense_model *m = d->english ? sense_model_get(MODEL_SENT) : NULL;
    if (m) {
        union {
            const void *c;
            void *p;
        } model = {.c = m};
        sense_cut_sentences(d, ask_model, model.p);
    } else {
        struct rule_ctx r = {.s = text_sentences(d->arena, d->text, d->lang)};
        sense_cut_sentences(d, ask_rules, &r);
    }
}
