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
    for (uint32_t i = d->chunks[chunk].from; i-- > d->sentences[d->tokens[token].sentence].from;) {
        int32_t x = d->tokens[i].name;
        if (sense_norm_in(d, i, others))
            return -1;
        if (x >= 0 && d->names[x].entity >= 0 && r->v[d->names[x].entity].kind == ENTITY_PERSON)
            return d->names[x].entity;
    }
    return -1;
}

/* The person meant by "he" or "she" at a token: the only one of the sentence so far and of the two
 * before, or the one who begins the sentence before; not `bound`, or -1. */
static int32_t person_meant(const struct resolver *r, uint32_t token, uint8_t gender, int32_t bound)
{
    const struct sense_doc *d = r->d;
    uint32_t sentence = d->tokens[token].sentence, seen = 0;
    int32_t only = -1, subject = -1;
    for (uint32_t back = 0; back <= 2 && back <= sentence; back++) {
        const struct sense_sentence *s = &d->sentences[sentence - back];
        if (d->sentences[sentence].paragraph - s->paragraph > 1)
            break;
        for (uint32_t i = s->from; i < s->to && i < token; i++) {
            int32_t x = d->tokens[i].name;
            if (x < 0 || d->names[x].entity < 0 || d->names[x].from != i)
                continue;
            int32_t e = d->names[x].entity;
            const struct work_entity *w = &r->v[e];
            if (w->kind != ENTITY_PERSON || (w->gender && gender && w->gender != gender) ||
                (back == 0 && e == bound))
                continue;
            if (e != only) {
                seen++;
                only = e;
            }
            if (back == 1 && subject < 0 && i < s->from + 6)
                subject = e;
        }
        if (seen == 1 && only != bound && !(back == 0 && bound >= 0))
            return only;
        if (seen > 1)
            return back == 0 ? -1 : subject;
    }
    return -1;
}

void sense_pronouns_make(struct resolver *r)
{
    struct sense_doc *d = r->d;
    static const char *const he[] = {"he", "him", "his", "himself", NULL};
    static const char *const she[] = {"she", "her", "hers", "herself", NULL};
    int32_t last = -1;
    uint8_t last_gender = 0;
    uint32_t last_sentence = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        uint8_t gender = sense_norm_in(d, i, he) ? 'm' : sense_norm_in(d, i, she) ? 'f' : 0;
        if (!gender)
            continue;
        int32_t bound = subject_of(r, i), e = person_meant(r, i, gender, bound);
        /* "he ... he" in sentences that follow each other is the same man. */
        if (e < 0 && last >= 0 && last != bound && last_gender == gender &&
            d->tokens[i].sentence - last_sentence <= 1)
            e = last;
        if (e < 0)
            continue;
        LIST_PUSH(d->arena, &r->v[e].mentions, (struct mention){d->tokens[i].span, true});
        if (!r->v[e].gender)
            r->v[e].gender = gender;
        last = e;
        last_gender = gender;
        last_sentence = d->tokens[i].sentence;
    }
}
