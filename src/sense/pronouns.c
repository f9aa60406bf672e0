/* pronouns.c: whom "he" and "she" mean. Only where one person of the sentence and the two before
 * can be meant; what is doubtful is left. */
#include "sense/resolve.h"

/* "The prosecutor, Sofia Bergin, accuses him": whom the object right behind a verb cannot mean, the
 * last who is named before the verb; -1. */
static int32_t subject_of(const struct resolver *r, uint32_t token)
{
    static const char *const others[] = {"he",    "she", "it", "they", "who",
                                         "which", "we",  "i",  NULL};
    const struct sense_doc *d = r->d;
    int32_t chunk = token > 0 ? d->tokens[token - 1].chunk : -1;
    bool object = d->tokens[token].xpos == XPOS_PRP &&
                  sense_norm_in(d, token, (const char *const[]){"him", "her", NULL});
    if (!object || chunk < 0 || d->chunks[chunk].kind != CHUNK_VERB ||
        d->chunks[chunk].tense == TENSE_NONE)
        return -1;
    uint32_t verb = d->chunks[chunk].from;
    if (verb > 0 && d->tokens[verb - 1].upos == SENSE_NOUN && d->tokens[verb - 1].name < 0)
        return -1; /* "relatives had told him" */
    for (uint32_t i = d->chunks[chunk].from; i-- > d->sentences[d->tokens[token].sentence].from;) {
        int32_t x = d->tokens[i].name;
        if (sense_norm_in(d, i, others))
            return -1;
        if (x >= 0 && d->names[x].entity >= 0 && r->v[d->names[x].entity].kind == ENTITY_PERSON)
            return d->names[x].entity;
    }
    return -1;
}

struct pronoun {
    const struct resolver *r;
    uint32_t token;
    uint8_t gender;
    int32_t bound;        /* whom it cannot mean, or -1 */
    bool alone;           /* only where nobody else is near */
    const int32_t *meant; /* by token: whom the pronouns before mean, or -1 */
};
/* Who is found in a sentence. */
struct seen {
    uint32_t n; /* how many */
    int32_t only, subject;
};

static bool in_quotes(const struct sense_doc *d, uint32_t i)
{
    return (d->tokens[i].flags & (TOK_IN_QUOTES | TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE)) != 0;
}

/* "The Lee campaign": the name says which. */
static bool is_of_noun(const struct sense_doc *d, const struct sense_name *x)
{
    int32_t c = d->tokens[x->to - 1].chunk;
    return c >= 0 && d->chunks[c].kind == CHUNK_NOUN && x->to < d->chunks[c].to &&
           d->chunks[c].head >= x->to && d->tokens[x->to].upos == SENSE_NOUN;
}

/* The person that begins at the token: named, or described in a sentence before ("in rebuke of the
 * minister, he" is said of somebody else); -1 nobody. */
static int32_t person_at(const struct pronoun *p, uint32_t i, bool back)
{
    const struct sense_doc *d = p->r->d;
    int32_t x = d->tokens[i].name;
    int32_t e = x >= 0 && d->names[x].from == i ? d->names[x].entity : -1;
    if (e >= 0 && is_of_noun(d, &d->names[x]) &&
        sense_norm_in(d, d->names[x].to, (const char *const[]){"administration", "era", NULL}))
        return -1; /* but "the Lee campaign said that she" */
    if (e < 0 && back)
        e = d->described[i];
    if (e < 0)
        return e == SENSE_SOMEBODY ? e : -1;
    const struct work_entity *w = &p->r->v[e];
    bool other = w->gender && p->gender && w->gender != p->gender;
    return w->kind != ENTITY_PERSON || other || (!back && e == p->bound) ? -1 : e;
}

/* "The first witness was Ann Lee", "a witness who saw it, Ann Lee, said": is it told behind the
 * noun who that is? */
static bool is_told_who(const struct sense_doc *d, uint32_t head)
{
    uint32_t i = head + 1, end = d->sentences[d->tokens[head].sentence].to;
    for (; i < end; i++) {
        int32_t c = d->tokens[i].chunk, x = d->tokens[i].name;
        if (x >= 0 && d->names[x].kind == ENTITY_PERSON && d->tokens[i - 1].xpos == XPOS_COMMA)
            return true;
        if (c >= 0 && d->chunks[c].kind == CHUNK_VERB && d->chunks[c].head == i &&
            d->chunks[c].tense != TENSE_NONE)
            break;
    }
    return i < end && sense_lemma_in(d, i, (const char *const[]){"be", NULL});
}

/* Looks for persons among the tokens [from, to) of a sentence. What is quoted names nobody for who
 * speaks of it outside: "'I met Ann Lee,' she said" is somebody else. A pronoun in front that is
 * told already is the subject. */
static void look(const struct pronoun *p, const struct sense_sentence *s, uint32_t to, bool back,
                 struct seen *seen)
{
    enum { FRONT = 6, FIRST = 3 };
    const struct sense_doc *d = p->r->d;
    bool quoted = in_quotes(d, p->token);
    uint32_t from = s->from;
    while (!quoted && from < to && in_quotes(d, from))
        from++;
    for (uint32_t i = from; i < to; i++) {
        bool front = back && i < from + FRONT && seen->subject == -1;
        if (!quoted && in_quotes(d, i))
            continue;
        if (front && i < from + FIRST && p->meant[i] >= 0 && seen->n == 0 &&
            (!p->gender || p->r->v[p->meant[i]].gender == p->gender))
            seen->subject = p->meant[i];
        int32_t e = person_at(p, i, back);
        if (e == -1 || (e == SENSE_SOMEBODY && (!front || is_told_who(d, i))))
            continue;
        seen->n += e != seen->only;
        seen->only = e;
        int32_t name = d->tokens[i].name;
        uint32_t behind = name >= 0 ? d->names[name].to : i + 1;
        bool owner = behind < d->token_count && d->tokens[behind].xpos == XPOS_POS;
        if (front && seen->subject == -1 && !owner) /* "Ann Lee's brother Tom wrote" */
            seen->subject = e;
    }
}

/* "Ann Lee would come too, he said": whoever is named in what is said does not say it. */
static bool is_tail(const struct sense_doc *d, uint32_t token)
{
    enum { LEAST = 4 };
    static const char *const says[] = {"say",  "add",   "claim",  "explain", "write", "tell",
                                       "note", "argue", "insist", "warn",    NULL};
    const struct sense_sentence *s = &d->sentences[d->tokens[token].sentence];
    return token >= s->from + LEAST && d->tokens[token - 1].xpos == XPOS_COMMA &&
           token + 1 < s->to && sense_lemma_in(d, token + 1, says) &&
           sense_norm_in(d, token, (const char *const[]){"he", "she", NULL}) &&
           token + LEAST + 2 >= s->to;
}

/* "In a talk with Ann Lee the director said that he": whom the subject describes that nobody named
 * follows; -1 where there is none. */
static int32_t subject_here(const struct pronoun *p)
{
    const struct sense_doc *d = p->r->d;
    bool quoted = in_quotes(d, p->token);
    int32_t who = -1;
    for (uint32_t i = d->sentences[d->tokens[p->token].sentence].from; i + 1 < p->token; i++) {
        int32_t c = d->tokens[i + 1].chunk, x = d->tokens[i].name;
        bool acts = c >= 0 && d->chunks[c].kind == CHUNK_VERB && d->chunks[c].from == i + 1 &&
                    d->chunks[c].tense != TENSE_NONE && !d->chunks[c].passive;
        if (in_quotes(d, i) != quoted)
            continue;
        if (d->described[i] != -1 && acts)
            who = d->described[i];
        else if (x >= 0 && d->names[x].kind == ENTITY_PERSON)
            who = -1;
    }
    bool other =
        who >= 0 && (p->r->v[who].kind != ENTITY_PERSON ||
                     (p->gender && p->r->v[who].gender && p->r->v[who].gender != p->gender));
    return other || (who >= 0 && who == p->bound) ? -1 : who;
}

/* "He said that Ann Lee's loans were safe and he": who is meant by the last pronoun of the sentence
 * that is a subject, where nobody is named behind it but as an owner; -1. */
static int32_t same_here(const struct pronoun *p)
{
    const struct sense_doc *d = p->r->d;
    bool quoted = in_quotes(d, p->token);
    int32_t who = -1;
    for (uint32_t i = d->sentences[d->tokens[p->token].sentence].from; i < p->token; i++) {
        int32_t x = d->tokens[i].name;
        if (in_quotes(d, i) != quoted)
            continue;
        if (p->meant[i] >= 0 && d->tokens[i].xpos == XPOS_PRP &&
            p->r->v[p->meant[i]].gender == p->gender && p->meant[i] != p->bound &&
            sense_norm_in(d, i, (const char *const[]){"he", "she", NULL}))
            who = p->meant[i];
        else if (x >= 0 && d->names[x].from == i && d->names[x].kind == ENTITY_PERSON &&
                 !is_of_noun(d, &d->names[x]) && d->tokens[d->names[x].to].xpos != XPOS_POS)
            who = -1;
    }
    return who;
}

/* Is all of the sentence quoted? */
static bool is_quoted(const struct sense_doc *d, const struct sense_sentence *s)
{
    return in_quotes(d, s->from) && in_quotes(d, s->to - 1);
}

/* The person meant by "he" or "she": the only one of the sentence so far and of the two before that
 * nobody says, or the one who begins the sentence before; not `bound`, or -1. */
static int32_t person_meant(const struct pronoun *p)
{
    enum { BACK_MOST = 2, QUOTED_MOST = 12 };
    const struct sense_doc *d = p->r->d;
    uint32_t sentence = d->tokens[p->token].sentence, paragraph = d->sentences[sentence].paragraph,
             apart = 0;
    struct seen seen = {.only = -1, .subject = -1};
    int32_t here = p->alone ? -1 : subject_here(p);
    if (here == -1 && !p->alone)
        here = same_here(p);
    if (here != -1 && here != SENSE_UNTOLD)
        return here;
    for (uint32_t back = 0, left = 0; back <= BACK_MOST && back + left <= sentence;) {
        const struct sense_sentence *s = &d->sentences[sentence - back - left];
        if (back + left > 0 && !in_quotes(d, p->token) && left < QUOTED_MOST && is_quoted(d, s)) {
            left++;
            paragraph = s->paragraph;
            continue;
        }
        apart += s->paragraph != paragraph;
        paragraph = s->paragraph;
        if (apart > 1)
            break;
        if (back > 0 || (here != SENSE_UNTOLD && !is_tail(d, p->token)))
            look(p, s, back == 0 ? p->token : s->to, back > 0, &seen);
        bool other = seen.n > 0 && seen.subject != seen.only;
        if (p->alone && (seen.n > 1 || other))
            return seen.n == 1 && seen.subject < 0 ? seen.only : -1;
        if (seen.n <= 1 && seen.subject >= 0 && seen.subject != seen.only &&
            seen.subject != p->bound)
            return seen.subject; /* "He met the allies of Ann Lee. ..., he said" */
        if (seen.n == 1 && seen.only != p->bound && !(back == 0 && p->bound >= 0))
            return seen.only;
        if (seen.n > 1)
            return back == 0 ? -1 : seen.subject;
        back++;
    }
    return -1;
}

int32_t sense_person_near(const struct resolver *r, uint32_t token, uint8_t gender,
                          const int32_t *meant)
{
    const struct pronoun p = {
        .r = r, .token = token, .gender = gender, .bound = -1, .alone = true, .meant = meant};
    return person_meant(&p);
}

struct last {
    int32_t who; /* whom the last pronoun means, or -1 */
    uint8_t gender;
    uint32_t token;
};

/* "He ... he" is the same man, right behind or where nobody else who may be meant is named between;
 * -1. */
static int32_t same_as(const struct resolver *r, const struct last *last, uint32_t token)
{
    enum { FAR = 8 }; /* sentences */
    const struct sense_doc *d = r->d;
    uint32_t apart = d->tokens[token].sentence - d->tokens[last->token].sentence;
    if (last->who < 0 || apart <= 1 || apart > FAR)
        return apart <= 1 ? last->who : -1;
    for (uint32_t i = last->token; i < token; i++) {
        int32_t x = d->tokens[i].name, e = x >= 0 ? d->names[x].entity : d->described[i];
        if (in_quotes(d, i) || e == last->who || e == -1)
            continue;
        if (e == SENSE_SOMEBODY ||
            (r->v[e].kind == ENTITY_PERSON && (!r->v[e].gender || r->v[e].gender == last->gender)))
            return -1;
    }
    return last->who;
}

void sense_pronouns_make(struct resolver *r)
{
    struct sense_doc *d = r->d;
    static const char *const he[] = {"he", "him", "his", "himself", NULL};
    static const char *const she[] = {"she", "her", "hers", "herself", NULL};
    struct last last = {.who = -1};
    int32_t *meant = ARENA_ARRAY(d->arena, d->token_count + 1, int32_t);
    int32_t *described = ARENA_ARRAY(d->arena, d->token_count + 1, int32_t);
    d->described = described;
    for (uint32_t i = 0; i < d->token_count; i++) {
        uint8_t gender = sense_norm_in(d, i, he) ? 'm' : sense_norm_in(d, i, she) ? 'f' : 0;
        meant[i] = described[i] = gender ? -1 : sense_described(r, i, meant);
        if (!gender)
            continue;
        int32_t bound = subject_of(r, i);
        const struct pronoun p = {r, i, gender, bound, false, meant};
        int32_t e = person_meant(&p);
        if (e == -1 && last.who != bound && last.gender == gender)
            e = same_as(r, &last, i);
        if (e < 0)
            continue;
        LIST_PUSH(d->arena, &r->v[e].mentions, (struct mention){d->tokens[i].span, true});
        if (!r->v[e].gender)
            r->v[e].gender = gender;
        meant[i] = e;
        last = (struct last){e, gender, i};
    }
}
