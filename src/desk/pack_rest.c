/* pack_rest: the binary form of what the page of an article does not show of its reading: where
 * names stand, keyphrases, quotes, claims, figures, incidents, agreements. */
#include "desk/pack.h"

/* -------------------------------------------------------------------------- writing */

static void put_spans(struct buf *b, const struct span *v, size_t n)
{
    pack_put_u(b, n);
    for (size_t i = 0; i < n; i++)
        pack_put_span(b, v[i]);
}

static void put_fills(struct buf *b, const struct fill *v, size_t n)
{
    pack_put_u(b, n);
    for (size_t i = 0; i < n; i++) {
        pack_put_span(b, v[i].span);
        pack_put_index(b, v[i].entity);
    }
}

static void put_mentions(struct buf *b, const struct entity *v)
{
    pack_put_f(b, v->lat);
    pack_put_f(b, v->lon);
    pack_put_u(b, v->mention_count);
    for (size_t k = 0; k < v->mention_count; k++) {
        pack_put_span(b, v->mentions[k].span);
        pack_put_u(b, v->mentions[k].pronoun);
    }
}

static void put_said(struct buf *b, const struct reading *r)
{
    pack_put_u(b, r->quote_count);
    for (size_t i = 0; i < r->quote_count; i++) {
        const struct quote *q = &r->quotes[i];
        pack_put_u(b, q->kind);
        pack_put_u(b, q->stance);
        pack_put_span(b, q->source);
        pack_put_span(b, q->cue);
        put_spans(b, q->content, q->content_count);
        pack_put_index(b, q->speaker);
        pack_put_index(b, q->sentence);
    }
    pack_put_u(b, r->claim_count);
    for (size_t i = 0; i < r->claim_count; i++) {
        const struct claim *c = &r->claims[i];
        pack_put_span(b, c->span);
        pack_put_index(b, c->quote);
        pack_put_index(b, c->by);
        pack_put_u(b, c->stance);
        pack_put_index(b, c->against);
        pack_put_index(b, c->sentence);
    }
}

static void put_figures(struct buf *b, const struct reading *r)
{
    pack_put_u(b, r->figure_count);
    for (size_t i = 0; i < r->figure_count; i++) {
        const struct figure *f = &r->figures[i];
        pack_put_u(b, f->kind);
        pack_put_u(b, f->bound);
        pack_put_f(b, f->value);
        pack_put_f(b, f->high);
        pack_put_span(b, f->span);
        pack_put_s(b, f->unit);
        pack_put_span(b, f->counted);
        pack_put_s(b, f->what);
        pack_put_u(b, f->trend);
        pack_put_f(b, f->from);
        pack_put_index(b, f->says);
        pack_put_index(b, f->sentence);
    }
}

static void put_records(struct buf *b, const struct reading *r)
{
    pack_put_u(b, r->incident_count);
    for (size_t i = 0; i < r->incident_count; i++) {
        const struct incident *v = &r->incidents[i];
        pack_put_s(b, v->kind);
        put_fills(b, v->perpetrators, v->perpetrator_count);
        put_fills(b, v->victims, v->victim_count);
        put_fills(b, v->targets, v->target_count);
        put_fills(b, v->weapons, v->weapon_count);
        put_fills(b, &v->where, 1);
        pack_put_u(b, (uint64_t)v->when.us);
        pack_put_u(b, (uint16_t)v->when.zone_minutes);
        pack_put_u(b, (uint64_t)desk_when_kind(v->when));
        pack_put_span(b, v->when_span);
        pack_put_u(b, v->figure_count);
        for (size_t k = 0; k < v->figure_count; k++)
            pack_put_index(b, v->figures[k]);
        pack_put_index(b, v->sentence);
    }
    pack_put_u(b, r->agreement_count);
    for (size_t i = 0; i < r->agreement_count; i++) {
        const struct agreement *v = &r->agreements[i];
        pack_put_u(b, v->stage);
        put_fills(b, v->parties, v->party_count);
        pack_put_span(b, v->subject);
        pack_put_index(b, v->figure);
        pack_put_index(b, v->sentence);
    }
}

struct str desk_pack_rest(struct arena *a, const struct reading *r)
{
    struct buf b;
    buf_arena(&b, a, SIZE_MAX / 2);
    pack_put_u(&b, PACK_VERSION);
    pack_put_u(&b, r->entity_count);
    for (size_t i = 0; i < r->entity_count; i++)
        put_mentions(&b, &r->entities[i]);
    pack_put_u(&b, r->keyphrase_count);
    for (size_t i = 0; i < r->keyphrase_count; i++) {
        pack_put_s(&b, r->keyphrases[i].phrase);
        pack_put_share(&b, r->keyphrases[i].weight);
        pack_put_span(&b, r->keyphrases[i].span);
    }
    put_said(&b, r);
    put_figures(&b, r);
    put_records(&b, r);
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- reading */

/* The sentence of a finding: none is without. */
static reading_index get_sentence(struct pack_in *in, const struct reading *r)
{
    reading_index i = pack_get_index(in, r->sentence_count);
    if (i < 0)
        in->bad = true;
    return i;
}

static const struct span *get_spans(struct pack_in *in, size_t *ret_n)
{
    *ret_n = pack_get_count(in);
    struct span *v = ARENA_ARRAY(in->a, *ret_n, struct span);
    for (size_t i = 0; i < *ret_n; i++)
        v[i] = pack_get_span(in);
    return v;
}

static const struct fill *get_fills(struct pack_in *in, size_t entities, size_t *ret_n)
{
    *ret_n = pack_get_count(in);
    struct fill *v = ARENA_ARRAY(in->a, *ret_n, struct fill);
    for (size_t i = 0; i < *ret_n; i++) {
        v[i].span = pack_get_span(in);
        v[i].entity = pack_get_index(in, entities);
    }
    return v;
}

/* Entities of the page's part, with what is kept apart. */
static void get_mentions(struct pack_in *in, struct reading *r)
{
    struct entity *v = ARENA_ARRAY(in->a, r->entity_count, struct entity);
    if (pack_get_u(in) != r->entity_count)
        in->bad = true;
    for (size_t i = 0; i < r->entity_count && !in->bad; i++) {
        v[i] = r->entities[i];
        v[i].lat = pack_get_f(in);
        v[i].lon = pack_get_f(in);
        v[i].mention_count = pack_get_count(in);
        struct mention *m = ARENA_ARRAY(in->a, v[i].mention_count, struct mention);
        for (size_t k = 0; k < v[i].mention_count; k++) {
            m[k].span = pack_get_span(in);
            m[k].pronoun = pack_get_below(in, 2) != 0;
        }
        v[i].mentions = m;
    }
    r->entities = v;
}

static void get_phrases(struct pack_in *in, struct reading *r)
{
    r->keyphrase_count = pack_get_count(in);
    struct keyphrase *v = ARENA_ARRAY(in->a, r->keyphrase_count, struct keyphrase);
    for (size_t i = 0; i < r->keyphrase_count; i++) {
        v[i].phrase = pack_get_s(in);
        v[i].weight = pack_get_share(in);
        v[i].span = pack_get_span(in);
    }
    r->keyphrases = v;
}

static void get_said(struct pack_in *in, struct reading *r)
{
    r->quote_count = pack_get_count(in);
    struct quote *q = ARENA_ARRAY(in->a, r->quote_count, struct quote);
    for (size_t i = 0; i < r->quote_count; i++) {
        q[i].kind = (enum quote_kind)pack_get_below(in, QUOTE_INDIRECT + 1);
        q[i].stance = (enum stance)pack_get_below(in, STANCE_PROMISES + 1);
        q[i].source = pack_get_span(in);
        q[i].cue = pack_get_span(in);
        q[i].content = get_spans(in, &q[i].content_count);
        if (!q[i].content_count) /* as for reading_read: whoever shows a quote relies on it */
            in->bad = true;
        q[i].speaker = pack_get_index(in, r->entity_count);
        q[i].sentence = get_sentence(in, r);
    }
    r->quotes = q;
    r->claim_count = pack_get_count(in);
    struct claim *c = ARENA_ARRAY(in->a, r->claim_count, struct claim);
    for (size_t i = 0; i < r->claim_count; i++) {
        c[i].span = pack_get_span(in);
        c[i].quote = pack_get_index(in, r->quote_count);
        c[i].by = pack_get_index(in, r->entity_count);
        c[i].stance = (enum stance)pack_get_below(in, STANCE_PROMISES + 1);
        c[i].against = pack_get_index(in, r->claim_count);
        c[i].sentence = get_sentence(in, r);
    }
    r->claims = c;
}

static void get_figures(struct pack_in *in, struct reading *r)
{
    r->figure_count = pack_get_count(in);
    struct figure *v = ARENA_ARRAY(in->a, r->figure_count, struct figure);
    for (size_t i = 0; i < r->figure_count; i++) {
        v[i].kind = (enum figure_kind)pack_get_below(in, FIGURE_SCORE + 1);
        v[i].bound = (enum figure_bound)pack_get_below(in, BOUND_RANGE + 1);
        v[i].value = pack_get_f(in);
        v[i].high = pack_get_f(in);
        v[i].span = pack_get_span(in);
        v[i].unit = pack_get_s(in);
        v[i].counted = pack_get_span(in);
        v[i].what = pack_get_s(in);
        v[i].trend = (enum figure_trend)pack_get_below(in, TREND_REVISED + 1);
        v[i].from = pack_get_f(in);
        v[i].says = pack_get_index(in, r->entity_count);
        v[i].sentence = get_sentence(in, r);
    }
    r->figures = v;
}

static void get_incident(struct pack_in *in, struct reading *r, struct incident *v)
{
    size_t one = 0;
    v->kind = pack_get_s(in);
    v->perpetrators = get_fills(in, r->entity_count, &v->perpetrator_count);
    v->victims = get_fills(in, r->entity_count, &v->victim_count);
    v->targets = get_fills(in, r->entity_count, &v->target_count);
    v->weapons = get_fills(in, r->entity_count, &v->weapon_count);
    const struct fill *where = get_fills(in, r->entity_count, &one);
    if (one == 1)
        v->where = where[0];
    int64_t us = (int64_t)pack_get_u(in);
    int64_t zone = (int16_t)pack_get_below(in, 65536);
    v->when = desk_when(us, zone, pack_get_below(in, 2 * (WHEN_SECOND + 1)));
    v->when_span = pack_get_span(in);
    v->figure_count = pack_get_count(in);
    reading_index *figures = ARENA_ARRAY(in->a, v->figure_count, reading_index);
    for (size_t k = 0; k < v->figure_count; k++)
        figures[k] = pack_get_index(in, r->figure_count);
    v->figures = figures;
    v->sentence = get_sentence(in, r);
}

static void get_records(struct pack_in *in, struct reading *r)
{
    r->incident_count = pack_get_count(in);
    struct incident *v = ARENA_ARRAY(in->a, r->incident_count, struct incident);
    for (size_t i = 0; i < r->incident_count; i++)
        get_incident(in, r, &v[i]);
    r->incidents = v;
    r->agreement_count = pack_get_count(in);
    struct agreement *g = ARENA_ARRAY(in->a, r->agreement_count, struct agreement);
    for (size_t i = 0; i < r->agreement_count; i++) {
        g[i].stage = (enum agreement_stage)pack_get_below(in, AGREEMENT_BROKEN + 1);
        g[i].parties = get_fills(in, r->entity_count, &g[i].party_count);
        g[i].subject = pack_get_span(in);
        g[i].figure = pack_get_index(in, r->figure_count);
        g[i].sentence = get_sentence(in, r);
    }
    r->agreements = g;
}

enum err_code desk_unpack_rest(struct arena *a, struct str pack, struct str text,
                               const struct reading *page, struct reading *ret)
{
    struct pack_in in = {.a = a, .s = pack, .text = text};
    struct reading r = *page;
    if (pack_get_u(&in) != PACK_VERSION)
        return ERR_INPUT;
    get_mentions(&in, &r);
    get_phrases(&in, &r);
    get_said(&in, &r);
    get_figures(&in, &r);
    get_records(&in, &r);
    if (in.bad)
        return ERR_INPUT;
    *ret = r;
    return ERR_OK;
}
