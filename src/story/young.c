/* young.c: what a young index knows of rarity.
 *
 * A term's weight is fixed when its article is read: rarity in a background of news, with the
 * articles at hand counted in. On a young desk both fail for the names of its own region: no
 * background knows them, so they look as rare as a name can be, and the few articles at hand weigh
 * nothing against the background's thousands. Two reports that share no more than the town then
 * look like one story. So while the index is young, these names are weighed anew for each
 * placement, by the share of *stories* at hand that hold them: articles of one story repeat its
 * names, and that makes these no less telling. The share is that of a Beta prior with the stories
 * as trials. The more stories do without a name, the rarer it is; with YOUNG_MOST articles nothing
 * is left of all this, and the weights are those that were stored.
 *
 * Where two short reports share nothing but such names, their other words are so few that this does
 * not tell: such a join is doubted, when an article is placed and when stories are merged.
 */
#include "story/index.h"

#include <math.h>
#include <stdlib.h>

/* Fitted by make story-small; between 4 and 20 stories, and a share of .05 and .1, little changes.
 */
static const double prior_stories = 10;  /* that the prior counts as */
static const double unknown_share = 0.1; /* of stories that hold a name which no background knows */
static const double unknown_rarity = 9;  /* that features.c gives to such a name */
/* How far down a join goes that rests on such names alone, and what other words must share (a part
 * of the cosine) so that it does not. */
static const double doubt_most = 6, evidence_enough = 0.05;

struct young *young_new(void)
{
    return calloc(1, sizeof(struct young));
}

static struct young_row *row_of(struct young *y, uint32_t hash)
{
    uint32_t i = mix32(hash, 11) >> (32 - YOUNG_BITS);
    while (y->rows[i].last && y->rows[i].hash != hash)
        i = (i + 1) & ((1u << YOUNG_BITS) - 1);
    return &y->rows[i];
}

void young_count(struct story_index *x, uint32_t self)
{
    struct young *y = x->young;
    y->fade = x->live < YOUNG_MOST ? 1 - (double)x->live / YOUNG_MOST : 0;
    if (y->fade <= 0)
        return;
    memset(y->rows, 0, sizeof y->rows);
    y->stories = 0;
    for (uint32_t at = 0; at < x->story_used; at++) {
        const struct live_story *s = &x->stories[at];
        if (ids_find(&x->story_ids, s->id) != at || (s->n == 1 && s->first == self))
            continue;
        uint16_t number = (uint16_t)++y->stories;
        for (uint32_t slot = s->first; slot != NO_SLOT; slot = x->articles[slot].next_member)
            for (uint32_t i = 0; slot != self && i < x->articles[slot].term_count; i++) {
                struct young_row *r = row_of(y, x->articles[slot].terms[i].hash);
                r->hash = x->articles[slot].terms[i].hash;
                r->n = (uint16_t)(r->n + (r->last != number));
                r->last = number;
            }
    }
}

/* What of a term's weight stays: its rarity here, as a share of the rarity that it was given. Words
 * that the background knows keep theirs: what a story is about is said in them. */
static double kept_of(struct young *y, const struct term *t)
{
    if (!(t->flags & TERM_UNKNOWN) || !(t->flags & (TERM_NAME | TERM_PAIR)))
        return 1;
    const struct young_row *r = row_of(y, t->hash);
    double others = r->last && r->n > 1 ? r->n - 1 : 0; /* stories, beside the one that it is of */
    double share = (others + prior_stories * unknown_share) / (y->stories + prior_stories);
    double kept = -log(share) / unknown_rarity;
    return 1 - (1 - (kept > 1 ? 1 : kept)) * y->fade;
}

struct view young_view(const struct story_index *x, struct view v, struct term ret[])
{
    double kept[STORY_TERMS_MOST], sum = 0;
    if (x->young->fade <= 0)
        return v;
    for (size_t i = 0; i < v.n; i++) {
        kept[i] = kept_of(x->young, &v.terms[i]) * v.terms[i].weight / 65535.0;
        sum += kept[i] * kept[i];
    }
    for (size_t i = 0; i < v.n; i++) {
        ret[i] = v.terms[i];
        ret[i].weight = (uint16_t)(sum > 0 ? kept[i] / sqrt(sum) * 65535 : 0);
    }
    v.terms = ret;
    return v;
}

double young_doubt(const struct story_index *x, const struct view *a, uint32_t slot)
{
    double both = 0; /* of the cosine: what words and names share that somebody knows */
    if (x->young->fade <= 0)
        return 0;
    const struct view b = view_of(x, slot);
    for (size_t i = 0, k = 0; i < a->n && k < b.n;) {
        const struct term *s = &a->terms[i], *t = &b.terms[k];
        if (s->hash == t->hash && !((s->flags | t->flags) & (TERM_UNKNOWN | TERM_BOUND)))
            both += s->weight / 65535.0 * t->weight / 65535.0;
        const bool of_a = s->hash <= t->hash, of_b = t->hash <= s->hash;
        i += of_a;
        k += of_b;
    }
    double lacks = 1 - both / evidence_enough;
    return lacks > 0 ? lacks * doubt_most * x->young->fade : 0;
}
