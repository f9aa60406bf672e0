/* transcript.c: interviews and transcripts, "Q: ... A: ..." and "HOLT: ...": paragraphs that begin
 * with who speaks and a colon.
 *
 * One paragraph with a colon is a list or a heading ("Price: ..."); a text is a transcript where
 * four at least begin so, by turns, half of them with an "I" or a "you", and each label is a letter
 * (Q, A), a word for who asks, or the last name of a person that the text names. What a turn says
 * goes on to the next one, without what stands in brackets; the last ends with its paragraph. Who
 * answers as "A" is the person of whom the words before the first question are. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
enum { TURNS_LEAST = 4, LABEL_MOST = 4 };

struct turns {
    struct quoting *q;
    LIST(struct turn) list;
};

/* The token of the colon behind the label of the paragraph that begins at token i; 0 where there is
 * none. */
static uint32_t colon_of(const struct sense_doc *d, uint32_t i)
{
    for (uint32_t k = i; k < d->token_count && k <= i + LABEL_MOST + 2; k++) {
        if (k > i && d->tokens[k].flags & TOK_PAR_FIRST)
            return 0;
        if (sense_norm_in(d, k, WORDS(":")))
            return k > i && k + 1 < d->token_count && !(d->tokens[k + 1].flags & TOK_PAR_FIRST) ? k
                                                                                                : 0;
        bool byline = sense_norm_in(d, k, WORDS(",", "."));
        if (!byline && !(d->tokens[k].flags & TOK_CAP))
            return 0;
    }
    return 0;
}

/* The person of the last name, as labels write them; -1. */
static reading_index person_called(const struct sense_doc *d, struct str last)
{
    for (size_t i = 0; i < d->entity_count; i++) {
        struct str rest = d->entities[i].key, word, end = STR_NONE;
        while (str_split(&rest, ' ', &word))
            end = word;
        if (d->entities[i].kind == ENTITY_PERSON && str_eq(end, last))
            return (reading_index)i;
    }
    return -1;
}

static bool is_loud(const struct sense_doc *d, uint32_t from, uint32_t end)
{
    for (; from < end; from++)
        if (!(d->tokens[from].flags & TOK_UPPER))
            return false;
    return true;
}

/* Is it a label of a transcript? Sets what it is known by and who that is. `loud`: the text is one
 * and has them in capitals; then they all are, also of who is named nowhere else. */
static bool is_label(const struct sense_doc *d, bool loud, struct turn *ret)
{
    static const char *const asking[] = {"q",        "question",    "host",   "moderator",
                                         "reporter", "interviewer", "caller", NULL};
    uint32_t from = ret->from, end = from;
    while (end < ret->colon && d->tokens[end].flags & TOK_ALPHA)
        end++;
    if (end == from || end - from > LABEL_MOST)
        return false;
    ret->key = d->tokens[end - 1].norm;
    ret->answers = end == from + 1 && sense_norm_in(d, from, WORDS("a", "answer"));
    ret->loud = is_loud(d, from, end);
    ret->who = -1;
    if (ret->answers || (end == from + 1 && sense_norm_in(d, from, asking)))
        return true;
    ret->who = person_called(d, ret->key);
    return loud ? ret->loud : ret->who >= 0;
}

static bool is_in_title(const struct sense_doc *d, reading_index who)
{
    for (size_t i = 0; d->title && i < d->title->name_count; i++)
        if (d->title->names[i].entity == who)
            return true;
    return false;
}

/* Who answers: the person of whom most is said before the first turn and in the title, and least in
 * the turns, where others are spoken of; -1. */
static reading_index interviewed(const struct sense_doc *d, uint32_t from)
{
    enum { TITLE = 3 };
    reading_index best = -1;
    int most = 0;
    for (size_t i = 0; i < d->entity_count; i++) {
        const struct entity *e = &d->entities[i];
        int score = e->kind == ENTITY_PERSON && is_in_title(d, (reading_index)i) ? TITLE : 0;
        for (size_t k = 0; e->kind == ENTITY_PERSON && k < e->mention_count; k++)
            if (e->mentions[k].span.end <= d->tokens[from].span.at)
                score++;
            else
                score -= !e->mentions[k].pronoun;
        if (score > most) {
            most = score;
            best = (reading_index)i;
        }
    }
    return best;
}

static uint32_t paragraph_end(const struct sense_doc *d, uint32_t i)
{
    while (++i < d->token_count && !(d->tokens[i].flags & TOK_PAR_FIRST)) {
    }
    return i;
}

/* Does the turn speak to somebody, as an entry of a list ("Lee: 12 seats") does not? */
static bool talks(const struct sense_doc *d, const struct turn *t)
{
    for (uint32_t i = t->colon; i < t->to; i++)
        if (sense_norm_in(d, i, WORDS("i", "we", "you", "my", "our", "your", "me", "us", "?")))
            return true;
    return false;
}

static bool is_transcript(const struct turns *t)
{
    bool two = false, again = false;
    size_t talking = 0;
    for (size_t i = 0; i < t->list.n; i++) {
        two |= !str_eq(t->list.v[i].key, t->list.v[0].key);
        talking += talks(t->q->d, &t->list.v[i]);
        for (size_t k = 0; k < i; k++)
            again |= str_eq(t->list.v[i].key, t->list.v[k].key);
    }
    return t->list.n >= TURNS_LEAST && two && again && talking * 2 >= t->list.n;
}

static void find_turns(struct turns *t, bool loud)
{
    enum { LOOKED_AT = 400 };
    const struct sense_doc *d = t->q->d;
    t->list.n = 0;
    for (uint32_t i = 0; i < d->token_count && t->list.n < LOOKED_AT; i = paragraph_end(d, i)) {
        struct turn turn = {.from = i, .colon = colon_of(d, i), .to = paragraph_end(d, i)};
        if (turn.colon == 0 || !is_label(d, loud, &turn))
            continue;
        if (t->list.n)
            t->list.v[t->list.n - 1].to = i;
        LIST_PUSH(t->q->f->a, &t->list, turn);
    }
}

void sense_turns_find(struct quoting *q)
{
    const struct sense_doc *d = q->d;
    struct turns t = {.q = q};
    size_t loud = 0;
    find_turns(&t, false);
    if (!is_transcript(&t))
        return;
    for (size_t i = 0; i < t.list.n; i++)
        loud += t.list.v[i].loud;
    if (loud * 2 > t.list.n)
        find_turns(&t, true);
    if (t.list.n == 0)
        return;
    reading_index who = interviewed(d, t.list.v[0].from);
    for (size_t i = 0; i < t.list.n; i++)
        if (t.list.v[i].answers)
            t.list.v[i].who = who;
    q->turns = t.list.v;
    q->turn_count = t.list.n;
}

/* "(END VIDEO CLIP)", "(Laughs.)": a paragraph that nobody says. */
static bool is_aside(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    return d->tokens[from].xpos == XPOS_LRB && d->tokens[to - 1].xpos == XPOS_RRB;
}

void sense_turn_take(struct quoting *q, const struct turn *turn, struct pending *ret)
{
    const struct sense_doc *d = q->d;
    uint32_t label = turn->from;
    while (label < turn->colon && d->tokens[label].flags & TOK_ALPHA)
        label++;
    *ret = (struct pending){.source_from = turn->from,
                            .source_to = label,
                            .cue_from = turn->colon,
                            .cue_to = turn->colon + 1,
                            .sentence = d->tokens[turn->from].sentence,
                            .fixed = true,
                            .turn = turn};
    for (uint32_t from = turn->colon + 1, to; from < turn->to; from = to) {
        to = paragraph_end(d, from);
        if (is_aside(d, from, to))
            continue;
        memset(q->labels + from, SPEECH_NONE, to - from);
        memset(q->speech.marks + from, MARK_IN, to - from);
        sense_quoting_add(q, ret, from, to);
    }
}
