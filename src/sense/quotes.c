/* quotes.c: who says what, in whose words.
 *
 * speech.c labels the tokens; here the labelled stretches are put together: within a sentence each
 * cue takes the contents and the source that lie nearest in the ways English orders them ("X said
 * C", "C, said X", "C1, X said, C2", "according to X, C"). A sentence of quoted words without a cue
 * belongs to the attribution whose quoted stretch or paragraph it continues. */
#include "sense/quoting.h"

/* ---- stretches of a sentence ---- */

static int part_of(uint8_t label)
{
    switch (label) {
    case SPEECH_SOURCE_B:
    case SPEECH_SOURCE_I: return PART_SOURCE;
    case SPEECH_CUE_B:
    case SPEECH_CUE_I: return PART_CUE;
    case SPEECH_CONTENT_B:
    case SPEECH_CONTENT_I: return PART_CONTENT;
    default: return -1;
    }
}

static void find_stretches(struct quoting *q, const struct sense_sentence *x)
{
    q->n = 0;
    int last = -1;
    for (uint32_t i = x->from; i < x->to; i++) {
        uint8_t label = q->labels[i];
        int part = part_of(label);
        bool begins =
            label == SPEECH_SOURCE_B || label == SPEECH_CUE_B || label == SPEECH_CONTENT_B;
        if (part >= 0 && part == last && !begins && q->n > 0) {
            q->v[q->n - 1].to = i + 1;
        } else if (part >= 0 && q->n < STRETCHES_MOST) {
            q->v[q->n++] = (struct stretch){(enum part)part, i, i + 1, -1};
        }
        last = part;
    }
}

static int32_t cue_before(const struct quoting *q, int32_t i)
{
    while (--i >= 0)
        if (q->v[i].part == PART_CUE)
            return i;
    return -1;
}
static int32_t cue_after(const struct quoting *q, int32_t i)
{
    while (++i < q->n)
        if (q->v[i].part == PART_CUE)
            return i;
    return -1;
}

static bool has_part(const struct quoting *q, int32_t cue, enum part part)
{
    for (int32_t i = 0; i < q->n; i++)
        if (q->v[i].part == part && q->v[i].cue == cue)
            return true;
    return false;
}

/* Contents first go forward from their cue; one that a cue follows more closely, or that comes
 * before the first cue, goes back. */
static void assign_contents(struct quoting *q)
{
    for (int32_t i = 0; i < q->n; i++) {
        if (q->v[i].part != PART_CONTENT)
            continue;
        int32_t before = cue_before(q, i), after = cue_after(q, i),
                take = before >= 0 ? before : after;
        if (before >= 0 && after >= 0 && has_part(q, before, PART_CONTENT)) {
            /* "..., C2, Y said": a second content before another cue is that one's, where no source
             * of the first stands between them, or it has none after it. */
            bool ahead = false; /* does the next cue have a content of its own behind it? */
            for (int32_t k = after + 1; k < q->n && q->v[k].part != PART_CUE; k++)
                ahead |= q->v[k].part == PART_CONTENT;
            uint32_t gap_before = q->v[i].from - q->v[i - 1].to;
            bool joined = i > 0 && q->v[i - 1].part == PART_CONTENT && gap_before <= 3;
            take = ahead || joined ? before : after;
        }
        q->v[i].cue = take;
    }
}

/* Tokens between a source and its cue. */
static uint32_t gap(const struct stretch *x, const struct stretch *y)
{
    return x->to <= y->from ? y->from - x->to : x->from >= y->to ? x->from - y->to : 0;
}

static void assign_sources(struct quoting *q)
{
    for (int32_t c = 0; c < q->n; c++) {
        if (q->v[c].part != PART_CUE)
            continue;
        int32_t before = cue_before(q, c), after = cue_after(q, c), best = -1;
        uint32_t best_gap = UINT32_MAX;
        for (int32_t i = before + 1; i < (after < 0 ? q->n : after); i++) {
            if (q->v[i].part != PART_SOURCE || q->v[i].cue >= 0)
                continue;
            uint32_t g = gap(&q->v[i], &q->v[c]) + (i > c && gap(&q->v[i], &q->v[c]) > 1 ? 4 : 0);
            /* The source right before the next cue is that one's. */
            if (i > c && after >= 0 && gap(&q->v[i], &q->v[after]) <= gap(&q->v[i], &q->v[c]))
                continue;
            if (g < best_gap) {
                best = i;
                best_gap = g;
            }
        }
        if (best >= 0)
            q->v[best].cue = c;
    }
}

/* ---- putting together ---- */

void sense_quoting_add(struct quoting *q, struct pending *p, uint32_t from, uint32_t to)
{
    struct span span = sense_span(q->d, from, to);
    if (p->content_count == 0) {
        p->first_content = from;
    } else {
        struct span *last = &p->content[p->content_count - 1];
        if (span.at <= last->end + 3 && span.at >= last->at) { /* goes on: one span */
            last->end = span.end > last->end ? span.end : last->end;
            p->last_content = to;
            return;
        }
    }
    if (p->content_count < CONTENT_MOST)
        p->content[p->content_count++] = span;
    p->last_content = to;
}

static bool same_paragraph(const struct quoting *q, uint32_t x, uint32_t y)
{
    return q->d->sentences[x].paragraph == q->d->sentences[y].paragraph;
}

/* Whole contents of an attribution in front of those that it has. */
void sense_quoting_prepend(struct pending *p, const struct pending *front)
{
    struct pending all = *p;
    all.content_count = 0;
    for (uint32_t i = 0; i < front->content_count; i++)
        all.content[all.content_count++] = front->content[i];
    for (uint32_t i = 0; i < p->content_count && all.content_count < CONTENT_MOST; i++)
        all.content[all.content_count++] = p->content[i];
    all.first_content = front->first_content;
    *p = all;
}

static struct pending *last_of(struct quoting *q)
{
    return q->list.n ? &q->list.v[q->list.n - 1] : NULL;
}

/* Does token `next`, right behind token i, go on with its quotation, also where each paragraph of
 * it that was joined into one begins with a mark? */
static bool is_same_run(const struct quoting *q, uint32_t i, uint32_t next)
{
    const uint8_t *marks = q->speech.marks;
    return (q->speech.run[i] != 0 && q->speech.run[i] == q->speech.run[next]) ||
           (next == i + 1 && marks[next] == MARK_OPEN &&
            (marks[i] == MARK_IN || marks[i] == MARK_OPEN));
}

/* Does the attribution begin a quotation of which the next sentence tells who says it? */
static bool goes_on(const struct quoting *q, const struct pending *p)
{
    uint32_t i = q->d->sentences[p->sentence].to;
    if (q->speech.marks[p->first_content] != MARK_OPEN || i >= q->d->token_count ||
        !is_same_run(q, i - 1, i) || !same_paragraph(q, p->sentence, p->sentence + 1))
        return false;
    uint32_t end = q->d->sentences[p->sentence + 1].to, run = q->speech.run[i];
    while (i < end && q->speech.run[i] == run)
        i++;
    for (; i < end && q->speech.marks[i] == MARK_NONE; i++)
        if (part_of(q->labels[i]) == PART_CUE)
            return true;
    return false;
}

/* A sentence with contents and no cue. */
static void take_cueless(struct quoting *q, uint32_t sentence)
{
    int32_t source = -1;
    struct pending p = {.sentence = sentence, .open = true};
    bool quoted = false;
    for (int32_t i = 0; i < q->n; i++) {
        if (q->v[i].part == PART_SOURCE && source < 0)
            source = i;
        if (q->v[i].part != PART_CONTENT)
            continue;
        sense_quoting_add(q, &p, q->v[i].from, q->v[i].to);
        quoted |= q->speech.marks[q->v[i].from] != MARK_NONE;
    }
    if (p.content_count == 0)
        return;
    struct pending *last = last_of(q);
    if (source >= 0) {
        p.source_from = q->v[source].from;
        p.source_to = q->v[source].to;
        p.open = false;
    } else if (last && quoted && !goes_on(q, &p) && same_paragraph(q, last->sentence, sentence) &&
               last->content_count + p.content_count <= CONTENT_MOST) {
        for (uint32_t i = 0; i < p.content_count; i++)
            last->content[last->content_count++] = p.content[i];
        last->last_content = p.last_content;
        return;
    }
    LIST_PUSH(q->f->a, &q->list, p);
}

/* "Three ferries are to sail again, the minister said after inspectors had found faults": what is
 * said is the clause in front, also where the labels see none. */
static bool clause_before(struct quoting *q, struct pending *p)
{
    static const char *const that[] = {"that", "to", NULL};
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[p->sentence];
    uint32_t from = s->from, comma = p->cue_from;
    if (p->cue_to >= s->to || !sense_lemma_in(d, p->cue_to - 1, (const char *const[]){"say", NULL}))
        return false;
    uint8_t next = d->tokens[p->cue_to].xpos, first = d->tokens[from].xpos;
    if (next != XPOS_IN || first == XPOS_IN || first == XPOS_WRB ||
        sense_norm_in(d, p->cue_to, that))
        return false;
    while (comma > from && !sense_norm_in(d, comma, (const char *const[]){",", NULL}))
        comma--;
    if (comma == from || comma + 1 >= p->cue_from || !sense_quoting_finite(d, from, comma) ||
        sense_quoting_finite(d, comma, p->cue_from) || !sense_quoting_nominal(d, p->cue_from - 1))
        return false;
    for (uint32_t i = from; i < comma; i++)
        if (q->labels[i] != SPEECH_NONE)
            return false;
    sense_quoting_add(q, p, from, comma);
    return true;
}

static void take_cues(struct quoting *q, uint32_t sentence)
{
    int32_t shared = -1;
    for (int32_t c = 0; c < q->n; c++) {
        if (q->v[c].part != PART_CUE)
            continue;
        struct pending p = {.cue_from = q->v[c].from, .cue_to = q->v[c].to, .sentence = sentence};
        for (int32_t i = 0; i < q->n; i++) {
            if (q->v[i].cue != c)
                continue;
            if (q->v[i].part == PART_CONTENT)
                sense_quoting_add(q, &p, q->v[i].from, q->v[i].to);
            else if (p.source_from == p.source_to) {
                p.source_from = q->v[i].from;
                p.source_to = q->v[i].to;
                shared = i;
            }
        }
        if (p.source_from == p.source_to && shared >= 0) {
            p.source_from = q->v[shared].from;
            p.source_to = q->v[shared].to;
        }
        if (p.content_count == 0 && !clause_before(q, &p))
            continue;
        /* The quoted stretch began in sentences before: they are this attribution's. */
        struct pending *last = last_of(q);
        if (last && last->open && is_same_run(q, last->last_content - 1, p.first_content) &&
            same_paragraph(q, last->sentence, sentence)) {
            sense_quoting_prepend(&p, last);
            q->list.n--;
        }
        LIST_PUSH(q->f->a, &q->list, p);
    }
}

/* Denials, tails and asides read by rule, in front of or among the sentence's other attributions.
 */
static void take_denials(struct quoting *q, uint32_t sentence)
{
    struct by_rule v[DENIALS_MOST + 3];
    size_t n = sense_denials(&q->speech, q->labels, sentence, v, DENIALS_MOST);
    n += sense_tail(&q->speech, q->labels, sentence, &v[n]);
    n += sense_aside(&q->speech, q->labels, sentence, &v[n]);
    n += n == 0 && sense_colon(&q->speech, q->labels, sentence, &v[n]);
    for (size_t i = 0; i < n; i++) {
        struct pending p = {.source_from = v[i].source_from,
                            .source_to = v[i].source_to,
                            .cue_from = v[i].cue_from,
                            .cue_to = v[i].cue_to,
                            .sentence = sentence,
                            .fixed = true};
        sense_quoting_add(q, &p, v[i].content_from, v[i].content_to);
        if (v[i].more_to > v[i].more_from)
            sense_quoting_add(q, &p, v[i].more_from, v[i].more_to);
        LIST_PUSH(q->f->a, &q->list, p);
    }
}

/* ---- what an attribution says about itself ---- */

/* Does any word of what is said stand outside quotation marks? */
static bool has_bare_word(const struct quoting *q, const struct pending *p)
{
    for (uint32_t k = 0; k < p->content_count; k++)
        for (uint32_t i = sense_token_at(q->d, p->content[k].at);
             i < q->d->token_count && q->d->tokens[i].span.end <= p->content[k].end; i++)
            if (q->speech.marks[i] == MARK_NONE && !(q->d->tokens[i].flags & TOK_PUNCT))
                return true;
    return false;
}

enum quote_kind sense_quoting_kind(const struct quoting *q, const struct pending *p)
{
    bool quoted = false;
    for (uint32_t i = p->first_content; i < p->last_content && !quoted; i++)
        quoted = q->speech.marks[i] != MARK_NONE;
    return !quoted ? QUOTE_INDIRECT : has_bare_word(q, p) ? QUOTE_MIXED : QUOTE_DIRECT;
}

/* "did not say", "has promised": what belongs to the verb is part of the cue. */
static void widen_cue(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->cue_from >= p->cue_to || d->tokens[p->cue_from].chunk < 0)
        return;
    const struct sense_chunk *c = &d->chunks[d->tokens[p->cue_from].chunk];
    bool over =
        (p->source_from < p->source_to && c->from < p->source_to && p->source_from < p->cue_from) ||
        (p->last_content <= p->cue_from && c->from < p->last_content);
    if (c->kind == CHUNK_VERB && c->from < p->cue_from && !over)
        p->cue_from = c->from;
}

static void give(struct quoting *q, struct pending *p)
{
    if (!p->turn) {
        sense_quoting_ends(q, p);
        sense_quoting_name_source(q, p);
        widen_cue(q, p);
    }
    if (sense_quoting_of_subject(q, p) || sense_quoting_accuses(q, p)) {
        struct pending subject = {.content_count = 0};
        if (p->source_from < p->source_to) {
            sense_quoting_add(q, &subject, p->source_from, p->source_to);
            sense_quoting_prepend(p, &subject);
        }
        p->source_from = p->source_to = 0;
    }
    if (!sense_quoting_states(q, p) || !sense_quoting_uttered(q, p))
        return;
    struct sense_find *f = q->f;
    struct span *content = ARENA_ARRAY(f->a, p->content_count, struct span);
    memcpy(content, p->content, p->content_count * sizeof *content);
    struct span source = sense_span(q->d, p->source_from, p->source_to);
    const struct quote *last = f->quotes.n ? &f->quotes.v[f->quotes.n - 1] : NULL;
    reading_index speaker = p->turn ? p->turn->who : sense_quoting_speaker(q, p, last);
    bool asked = last && last->stance == STANCE_ASKS && (uint32_t)last->sentence + 1 >= p->sentence;
    LIST_PUSH(f->a, &f->quotes,
              (struct quote){.kind = sense_quoting_kind(q, p),
                             .stance = sense_quoting_stance(q, p, speaker, asked),
                             .source = source,
                             .cue = sense_span(q->d, p->cue_from, p->cue_to),
                             .content = content,
                             .content_count = p->content_count,
                             .speaker = speaker,
                             .sentence = (reading_index)p->sentence});
}

/* The first token behind the labels of one part that begins at i. */
static uint32_t part_end(const struct quoting *q, const struct sense_sentence *s, uint32_t i)
{
    int part = part_of(q->labels[i]);
    while (i < s->to && part_of(q->labels[i]) == part)
        i++;
    return i;
}

/* Does a cue begin here that is one of the surest, or has its source between a comma and itself:
 * ", the club admitted"? */
static bool says_behind(const struct quoting *q, const struct sense_sentence *s, uint32_t i)
{
    uint32_t from = i;
    if (q->labels[i] != SPEECH_CUE_B || q->speech.speaks[i] == 2)
        return q->labels[i] == SPEECH_CUE_B;
    while (from > s->from && part_of(q->labels[from - 1]) == PART_SOURCE)
        from--;
    return q->speech.speaks[i] && from < i && from > s->from &&
           q->d->tokens[from - 1].xpos == XPOS_COMMA;
}

/* "A bomber rammed a car into the wall, officials said", "The firm is to cut 400 jobs, it said":
 * "rammed" or "is" taken for a cue in front of a surer one that has nothing else to say. Nobody
 * speaks in front; the tail is then read by rule. */
static void drop_silent(struct quoting *q, const struct sense_sentence *s)
{
    uint32_t cue = s->from, said = s->to;
    while (cue < s->to && part_of(q->labels[cue]) != PART_CUE)
        cue++;
    uint32_t to = cue < s->to ? part_end(q, s, cue) : cue;
    for (uint32_t i = cue; i < to; i++)
        if (q->speech.speaks[i])
            return;
    if (to >= s->to || part_of(q->labels[to]) != PART_CONTENT || q->speech.marks[to] != MARK_NONE)
        return;
    for (uint32_t i = part_end(q, s, to); i < s->to; i++) {
        bool content = part_of(q->labels[i]) == PART_CONTENT;
        if (content && (said == s->to || part_end(q, s, said) == i))
            return;
        if (content) /* of a further one: ", she admitted on Monday, adding that" */
            break;
        said = said == s->to && says_behind(q, s, i) ? i : said;
    }
    if (said < s->to)
        memset(q->labels + s->from, SPEECH_NONE, part_end(q, s, to) - s->from);
}

/* "The firm is to cut 400 jobs", "is" taken for a cue: the form of "be" says nothing. Else nobody
 * looks behind for who says so. */
static void drop_bare(struct quoting *q, const struct sense_sentence *s)
{
    static const char *const be[] = {"is", "are", "was", "were", NULL};
    for (uint32_t i = s->from; i + 1 < s->to; i++) {
        uint32_t from = i, to = i + 1;
        if (q->labels[i] != SPEECH_CUE_B || q->labels[to] != SPEECH_CONTENT_B ||
            !sense_norm_in(q->d, i, be) || !sense_norm_is(q->d, to, STR("to")))
            continue;
        while (from > s->from && part_of(q->labels[from - 1]) == PART_SOURCE)
            from--;
        memset(q->labels + from, SPEECH_NONE, part_end(q, s, to) - from);
    }
}

/* Is the sentence of a turn of a transcript? The turn is taken with its first. */
static bool take_turn(struct quoting *q, uint32_t sentence)
{
    uint32_t from = q->d->sentences[sentence].from;
    while (q->turn_count && q->turns->to <= from) {
        q->turns++;
        q->turn_count--;
    }
    if (q->turn_count == 0 || q->turns->from > from)
        return false;
    if (q->turns->from == from) {
        struct pending p;
        sense_turn_take(q, q->turns, &p);
        if (p.content_count)
            LIST_PUSH(q->f->a, &q->list, p);
    }
    return true;
}

void sense_quotes(struct sense_find *f)
{
    const struct sense_linear model = sense_linear_get(LINEAR_SPEECH);
    struct quoting *q = ARENA_NEW(f->a, struct quoting);
    q->f = f;
    q->d = f->d;
    sense_speech_make(f->a, f->d, &q->speech);
    q->labels = sense_speech_label(f->a, &q->speech, &model);
    sense_turns_find(q);
    for (uint32_t i = 0; i < f->d->sentence_count; i++) {
        if (take_turn(q, i))
            continue;
        drop_silent(q, &f->d->sentences[i]);
        drop_bare(q, &f->d->sentences[i]);
        take_denials(q, i);
        find_stretches(q, &f->d->sentences[i]);
        bool cue = false;
        for (int32_t k = 0; k < q->n; k++)
            cue |= q->v[k].part == PART_CUE;
        if (!cue) {
            take_cueless(q, i);
            continue;
        }
        assign_contents(q);
        assign_sources(q);
        take_cues(q, i);
    }
    for (size_t i = 0; i < q->list.n; i++)
        sense_quoting_source(q, &q->list.v[i]);
    sense_quoting_alone(q);
    for (size_t i = 0; i < q->list.n; i++)
        give(q, &q->list.v[i]);
}
