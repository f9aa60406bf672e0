/* pack: the binary form of what the page of an article shows: its text, its body, and the page's
 * part of the reading. It is made when the article is written, because parsing the JSON of both
 * costs more than all the rest of a request. The JSON stays the form that is exchanged; this one
 * can always be made again.
 *
 * Numbers are LEB128, texts have their length in front. A run of the body that is part of the text
 * is stored as its place in it. Reading checks every count and place against what is there. */
#include "desk/internal.h"

enum { PACK_VERSION = 1 };

/* -------------------------------------------------------------------------- writing */

static void put_u(struct buf *b, uint64_t v)
{
    while (v >= 0x80) {
        buf_char(b, (char)(v | 0x80));
        v >>= 7;
    }
    buf_char(b, (char)v);
}

static void put_s(struct buf *b, struct str s)
{
    put_u(b, s.n);
    buf_put(b, s);
}

static void put_span(struct buf *b, struct span s)
{
    put_u(b, s.at);
    put_u(b, s.end - s.at);
}

static void put_share(struct buf *b, double v)
{
    put_u(b, v <= 0 ? 0 : v >= 1 ? 10000 : (uint64_t)(v * 10000 + .5));
}

static void put_body(struct buf *b, const struct body *body)
{
    put_u(b, body->n);
    for (size_t i = 0; i < body->n; i++) {
        const struct body_op *op = &body->ops[i];
        if (op->kind == BODY_CLOSE) {
            put_u(b, 0);
            put_u(b, op->tag);
        } else if (op->kind == BODY_TEXT && op->at != BODY_NO_TEXT) {
            put_u(b, 1);
            put_u(b, op->at);
            put_u(b, op->text.n);
        } else if (op->kind == BODY_TEXT) {
            put_u(b, 2);
            put_s(b, op->text);
        } else {
            put_u(b, 3);
            put_u(b, op->tag);
            put_u(b, op->attr_count);
            for (uint32_t k = 0; k < op->attr_count; k++) {
                put_u(b, op->attrs[k].name);
                put_s(b, op->attrs[k].value);
            }
        }
    }
}

static void put_reading(struct buf *b, const struct reading *r)
{
    put_s(b, r->lang);
    put_share(b, r->lang_sure);
    put_u(b, r->words);
    put_s(b, r->version);
    put_u(b, r->sentence_count);
    for (size_t i = 0; i < r->sentence_count; i++) {
        put_span(b, r->sentences[i].span);
        put_u(b, r->sentences[i].paragraph);
        put_u(b, r->sentences[i].kind);
        put_share(b, r->sentences[i].weight);
    }
    put_u(b, r->entity_count);
    for (size_t i = 0; i < r->entity_count; i++) {
        put_u(b, r->entities[i].kind);
        put_s(b, r->entities[i].name);
        put_s(b, r->entities[i].key);
        put_s(b, r->entities[i].role);
        put_s(b, r->entities[i].country);
        put_share(b, r->entities[i].weight);
    }
    put_u(b, r->hashtag_count);
    for (size_t i = 0; i < r->hashtag_count; i++) {
        put_s(b, r->hashtags[i].tag);
        put_s(b, r->hashtags[i].key);
        put_s(b, r->hashtags[i].label);
        put_share(b, r->hashtags[i].weight);
        put_span(b, r->hashtags[i].span);
    }
    put_u(b, r->summary_count);
    for (size_t i = 0; i < r->summary_count; i++)
        put_u(b, (uint64_t)r->summary[i]);
    put_u(b, r->keypoint_count);
    for (size_t i = 0; i < r->keypoint_count; i++) {
        put_u(b, (uint64_t)r->keypoints[i].sentence);
        put_span(b, r->keypoints[i].span);
    }
    put_u(b, r->missing_count);
    for (size_t i = 0; i < r->missing_count; i++)
        put_s(b, r->missing[i]);
}

struct str desk_pack(struct arena *a, const struct body *body, struct str text,
                     const struct reading *reading)
{
    struct buf b;
    buf_arena(&b, a, SIZE_MAX / 2);
    put_u(&b, PACK_VERSION);
    put_s(&b, text);
    put_body(&b, body);
    put_u(&b, reading ? 1 : 0);
    if (reading)
        put_reading(&b, reading);
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- writing the rest */

static void put_f(struct buf *b, double v)
{
    char bytes[8];
    memcpy(bytes, &v, sizeof bytes);
    buf_put(b, str_of(bytes, sizeof bytes));
}

/* Indexes may be -1. */
static void put_index(struct buf *b, reading_index i)
{
    put_u(b, (uint64_t)((int64_t)i + 1));
}

static void put_spans(struct buf *b, const struct span *v, size_t n)
{
    put_u(b, n);
    for (size_t i = 0; i < n; i++)
        put_span(b, v[i]);
}

static void put_fills(struct buf *b, const struct fill *v, size_t n)
{
    put_u(b, n);
    for (size_t i = 0; i < n; i++) {
        put_span(b, v[i].span);
        put_index(b, v[i].entity);
    }
}

static void put_mentions(struct buf *b, const struct entity *v)
{
    put_f(b, v->lat);
    put_f(b, v->lon);
    put_u(b, v->mention_count);
    for (size_t k = 0; k < v->mention_count; k++) {
        put_span(b, v->mentions[k].span);
        put_u(b, v->mentions[k].pronoun);
    }
}

static void put_said(struct buf *b, const struct reading *r)
{
    put_u(b, r->quote_count);
    for (size_t i = 0; i < r->quote_count; i++) {
        const struct quote *q = &r->quotes[i];
        put_u(b, q->kind);
        put_u(b, q->stance);
        put_span(b, q->source);
        put_span(b, q->cue);
        put_spans(b, q->content, q->content_count);
        put_index(b, q->speaker);
        put_index(b, q->sentence);
    }
    put_u(b, r->claim_count);
    for (size_t i = 0; i < r->claim_count; i++) {
        const struct claim *c = &r->claims[i];
        put_span(b, c->span);
        put_index(b, c->quote);
        put_index(b, c->by);
        put_u(b, c->stance);
        put_index(b, c->against);
        put_index(b, c->sentence);
    }
}

static void put_figures(struct buf *b, const struct reading *r)
{
    put_u(b, r->figure_count);
    for (size_t i = 0; i < r->figure_count; i++) {
        const struct figure *f = &r->figures[i];
        put_u(b, f->kind);
        put_u(b, f->bound);
        put_f(b, f->value);
        put_f(b, f->high);
        put_span(b, f->span);
        put_s(b, f->unit);
        put_span(b, f->counted);
        put_s(b, f->what);
        put_u(b, f->trend);
        put_f(b, f->from);
        put_index(b, f->says);
        put_index(b, f->sentence);
    }
}

static void put_records(struct buf *b, const struct reading *r)
{
    put_u(b, r->incident_count);
    for (size_t i = 0; i < r->incident_count; i++) {
        const struct incident *v = &r->incidents[i];
        put_s(b, v->kind);
        put_fills(b, v->perpetrators, v->perpetrator_count);
        put_fills(b, v->victims, v->victim_count);
        put_fills(b, v->targets, v->target_count);
        put_fills(b, v->weapons, v->weapon_count);
        put_fills(b, &v->where, 1);
        put_u(b, (uint64_t)v->when.us);
        put_u(b, (uint16_t)v->when.zone_minutes);
        put_u(b, (uint64_t)desk_when_kind(v->when));
        put_span(b, v->when_span);
        put_u(b, v->figure_count);
        for (size_t k = 0; k < v->figure_count; k++)
            put_index(b, v->figures[k]);
        put_index(b, v->sentence);
    }
    put_u(b, r->agreement_count);
    for (size_t i = 0; i < r->agreement_count; i++) {
        const struct agreement *v = &r->agreements[i];
        put_u(b, v->stage);
        put_fills(b, v->parties, v->party_count);
        put_span(b, v->subject);
        put_index(b, v->figure);
        put_index(b, v->sentence);
    }
}

struct str desk_pack_rest(struct arena *a, const struct reading *r)
{
    struct buf b;
    buf_arena(&b, a, SIZE_MAX / 2);
    put_u(&b, PACK_VERSION);
    put_u(&b, r->entity_count);
    for (size_t i = 0; i < r->entity_count; i++)
        put_mentions(&b, &r->entities[i]);
    put_u(&b, r->keyphrase_count);
    for (size_t i = 0; i < r->keyphrase_count; i++) {
        put_s(&b, r->keyphrases[i].phrase);
        put_share(&b, r->keyphrases[i].weight);
        put_span(&b, r->keyphrases[i].span);
    }
    put_said(&b, r);
    put_figures(&b, r);
    put_records(&b, r);
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- reading */

struct in {
    struct arena *a;
    struct str s; /* what is left */
    struct str text;
    bool bad;
};

static uint64_t get_u(struct in *in)
{
    uint64_t v = 0;
    for (unsigned shift = 0; in->s.n && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)*in->s.p;
        in->s.p++;
        in->s.n--;
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return v;
    }
    in->bad = true;
    return 0;
}

/* A count of things of at least one byte each: bounded by what is left. */
static size_t get_count(struct in *in)
{
    uint64_t n = get_u(in);
    if (n > in->s.n)
        in->bad = true;
    return in->bad ? 0 : (size_t)n;
}

static struct str get_s(struct in *in)
{
    size_t n = get_count(in);
    struct str s = str_sub(in->s, 0, n);
    in->s = str_from(in->s, n);
    return s;
}

static uint32_t get_below(struct in *in, uint64_t most)
{
    uint64_t v = get_u(in);
    if (v >= most)
        in->bad = true;
    return in->bad ? 0 : (uint32_t)v;
}

static struct span get_span(struct in *in)
{
    uint64_t at = get_u(in), n = get_u(in);
    if (at > in->text.n || n > in->text.n - at)
        in->bad = true;
    return in->bad ? (struct span){0, 0} : (struct span){(uint32_t)at, (uint32_t)(at + n)};
}

static double get_share(struct in *in)
{
    return (double)get_below(in, 10001) / 10000;
}

static void get_open(struct in *in, struct body_op *op)
{
    op->kind = BODY_OPEN;
    op->tag = (enum body_tag)get_below(in, BODY_TAG_COUNT);
    op->attr_count = (uint32_t)get_count(in);
    if (!op->attr_count)
        return;
    struct body_attr *attrs = ARENA_ARRAY(in->a, op->attr_count, struct body_attr);
    for (uint32_t k = 0; k < op->attr_count; k++) {
        attrs[k].name = (enum body_attr_name)get_below(in, BODY_ATTR_COUNT);
        attrs[k].value = get_s(in);
    }
    op->attrs = attrs;
}

static void get_body(struct in *in, struct body *ret)
{
    ret->n = get_count(in);
    ret->ops = ARENA_ARRAY(in->a, ret->n, struct body_op);
    for (size_t i = 0; i < ret->n && !in->bad; i++) {
        struct body_op *op = &ret->ops[i];
        op->at = BODY_NO_TEXT;
        switch (get_below(in, 4)) {
        case 0:
            op->kind = BODY_CLOSE;
            op->tag = (enum body_tag)get_below(in, BODY_TAG_COUNT);
            break;
        case 1: {
            struct span s = get_span(in);
            op->kind = BODY_TEXT;
            op->at = s.at;
            op->text = span_str(in->text, s);
            break;
        }
        case 2:
            op->kind = BODY_TEXT;
            op->text = get_s(in);
            break;
        default: get_open(in, op); break;
        }
    }
}

static void get_sentences(struct in *in, struct reading *r)
{
    r->sentence_count = get_count(in);
    struct sentence *v = ARENA_ARRAY(in->a, r->sentence_count, struct sentence);
    for (size_t i = 0; i < r->sentence_count; i++) {
        v[i].span = get_span(in);
        v[i].paragraph = get_below(in, UINT32_MAX);
        v[i].kind = (enum sentence_kind)get_below(in, SENTENCE_CREDIT + 1);
        v[i].weight = get_share(in);
    }
    r->sentences = v;
}

static void get_names(struct in *in, struct reading *r)
{
    r->entity_count = get_count(in);
    struct entity *v = ARENA_ARRAY(in->a, r->entity_count, struct entity);
    for (size_t i = 0; i < r->entity_count; i++) {
        v[i].kind = (enum entity_kind)get_below(in, ENTITY_OTHER + 1);
        v[i].name = get_s(in);
        v[i].key = get_s(in);
        v[i].role = get_s(in);
        v[i].country = get_s(in);
        v[i].weight = get_share(in);
    }
    r->entities = v;
    r->hashtag_count = get_count(in);
    struct hashtag *h = ARENA_ARRAY(in->a, r->hashtag_count, struct hashtag);
    for (size_t i = 0; i < r->hashtag_count; i++) {
        h[i].tag = get_s(in);
        h[i].key = get_s(in);
        h[i].label = get_s(in);
        h[i].weight = get_share(in);
        h[i].span = get_span(in);
    }
    r->hashtags = h;
}

static void get_reading(struct in *in, struct reading *r)
{
    r->lang = get_s(in);
    r->lang_sure = get_share(in);
    r->words = get_below(in, UINT32_MAX);
    r->version = get_s(in);
    get_sentences(in, r);
    get_names(in, r);
    r->summary_count = get_count(in);
    reading_index *summary = ARENA_ARRAY(in->a, r->summary_count, reading_index);
    for (size_t i = 0; i < r->summary_count; i++)
        summary[i] = (reading_index)get_below(in, r->sentence_count);
    r->summary = summary;
    r->keypoint_count = get_count(in);
    struct keypoint *points = ARENA_ARRAY(in->a, r->keypoint_count, struct keypoint);
    for (size_t i = 0; i < r->keypoint_count; i++) {
        points[i].sentence = (reading_index)get_below(in, r->sentence_count);
        points[i].span = get_span(in);
    }
    r->keypoints = points;
    r->missing_count = get_count(in);
    struct str *missing = ARENA_ARRAY(in->a, r->missing_count, struct str);
    for (size_t i = 0; i < r->missing_count; i++)
        missing[i] = get_s(in);
    r->missing = missing;
}

enum err_code desk_unpack(struct arena *a, struct str pack, struct body *ret_body,
                          struct str *ret_text, const struct reading **ret_reading)
{
    struct in in = {.a = a, .s = pack};
    struct body body = {0};
    struct reading *reading = NULL;
    if (get_u(&in) != PACK_VERSION)
        return ERR_INPUT;
    in.text = get_s(&in);
    get_body(&in, &body);
    if (get_below(&in, 2)) {
        reading = ARENA_NEW(a, struct reading);
        get_reading(&in, reading);
    }
    if (in.bad)
        return ERR_INPUT;
    *ret_body = body;
    *ret_text = in.text;
    *ret_reading = reading;
    return ERR_OK;
}

/* -------------------------------------------------------------------------- reading the rest */

static double get_f(struct in *in)
{
    double v = 0;
    if (in->s.n < sizeof v) {
        in->bad = true;
        return 0;
    }
    memcpy(&v, in->s.p, sizeof v);
    in->s = str_from(in->s, sizeof v);
    return v;
}

static reading_index get_index(struct in *in, size_t n)
{
    return (reading_index)get_below(in, (uint64_t)n + 1) - 1;
}

static const struct span *get_spans(struct in *in, size_t *ret_n)
{
    *ret_n = get_count(in);
    struct span *v = ARENA_ARRAY(in->a, *ret_n, struct span);
    for (size_t i = 0; i < *ret_n; i++)
        v[i] = get_span(in);
    return v;
}

static const struct fill *get_fills(struct in *in, size_t entities, size_t *ret_n)
{
    *ret_n = get_count(in);
    struct fill *v = ARENA_ARRAY(in->a, *ret_n, struct fill);
    for (size_t i = 0; i < *ret_n; i++) {
        v[i].span = get_span(in);
        v[i].entity = get_index(in, entities);
    }
    return v;
}

/* Entities of the page's part, with what is kept apart. */
static void get_mentions(struct in *in, struct reading *r)
{
    struct entity *v = ARENA_ARRAY(in->a, r->entity_count, struct entity);
    if (get_u(in) != r->entity_count)
        in->bad = true;
    for (size_t i = 0; i < r->entity_count && !in->bad; i++) {
        v[i] = r->entities[i];
        v[i].lat = get_f(in);
        v[i].lon = get_f(in);
        v[i].mention_count = get_count(in);
        struct mention *m = ARENA_ARRAY(in->a, v[i].mention_count, struct mention);
        for (size_t k = 0; k < v[i].mention_count; k++) {
            m[k].span = get_span(in);
            m[k].pronoun = get_below(in, 2) != 0;
        }
        v[i].mentions = m;
    }
    r->entities = v;
}

static void get_phrases(struct in *in, struct reading *r)
{
    r->keyphrase_count = get_count(in);
    struct keyphrase *v = ARENA_ARRAY(in->a, r->keyphrase_count, struct keyphrase);
    for (size_t i = 0; i < r->keyphrase_count; i++) {
        v[i].phrase = get_s(in);
        v[i].weight = get_share(in);
        v[i].span = get_span(in);
    }
    r->keyphrases = v;
}

static void get_said(struct in *in, struct reading *r)
{
    r->quote_count = get_count(in);
    struct quote *q = ARENA_ARRAY(in->a, r->quote_count, struct quote);
    for (size_t i = 0; i < r->quote_count; i++) {
        q[i].kind = (enum quote_kind)get_below(in, QUOTE_INDIRECT + 1);
        q[i].stance = (enum stance)get_below(in, STANCE_PROMISES + 1);
        q[i].source = get_span(in);
        q[i].cue = get_span(in);
        q[i].content = get_spans(in, &q[i].content_count);
        q[i].speaker = get_index(in, r->entity_count);
        q[i].sentence = get_index(in, r->sentence_count);
    }
    r->quotes = q;
    r->claim_count = get_count(in);
    struct claim *c = ARENA_ARRAY(in->a, r->claim_count, struct claim);
    for (size_t i = 0; i < r->claim_count; i++) {
        c[i].span = get_span(in);
        c[i].quote = get_index(in, r->quote_count);
        c[i].by = get_index(in, r->entity_count);
        c[i].stance = (enum stance)get_below(in, STANCE_PROMISES + 1);
        c[i].against = get_index(in, r->claim_count);
        c[i].sentence = get_index(in, r->sentence_count);
    }
    r->claims = c;
}

static void get_figures(struct in *in, struct reading *r)
{
    r->figure_count = get_count(in);
    struct figure *v = ARENA_ARRAY(in->a, r->figure_count, struct figure);
    for (size_t i = 0; i < r->figure_count; i++) {
        v[i].kind = (enum figure_kind)get_below(in, FIGURE_SCORE + 1);
        v[i].bound = (enum figure_bound)get_below(in, BOUND_RANGE + 1);
        v[i].value = get_f(in);
        v[i].high = get_f(in);
        v[i].span = get_span(in);
        v[i].unit = get_s(in);
        v[i].counted = get_span(in);
        v[i].what = get_s(in);
        v[i].trend = (enum figure_trend)get_below(in, TREND_REVISED + 1);
        v[i].from = get_f(in);
        v[i].says = get_index(in, r->entity_count);
        v[i].sentence = get_index(in, r->sentence_count);
    }
    r->figures = v;
}

static void get_incident(struct in *in, struct reading *r, struct incident *v)
{
    size_t one = 0;
    v->kind = get_s(in);
    v->perpetrators = get_fills(in, r->entity_count, &v->perpetrator_count);
    v->victims = get_fills(in, r->entity_count, &v->victim_count);
    v->targets = get_fills(in, r->entity_count, &v->target_count);
    v->weapons = get_fills(in, r->entity_count, &v->weapon_count);
    const struct fill *where = get_fills(in, r->entity_count, &one);
    if (one == 1)
        v->where = where[0];
    int64_t us = (int64_t)get_u(in);
    int64_t zone = (int16_t)get_below(in, 65536);
    v->when = desk_when(us, zone, get_below(in, 2 * (WHEN_SECOND + 1)));
    v->when_span = get_span(in);
    v->figure_count = get_count(in);
    reading_index *figures = ARENA_ARRAY(in->a, v->figure_count, reading_index);
    for (size_t k = 0; k < v->figure_count; k++)
        figures[k] = get_index(in, r->figure_count);
    v->figures = figures;
    v->sentence = get_index(in, r->sentence_count);
}

static void get_records(struct in *in, struct reading *r)
{
    r->incident_count = get_count(in);
    struct incident *v = ARENA_ARRAY(in->a, r->incident_count, struct incident);
    for (size_t i = 0; i < r->incident_count; i++)
        get_incident(in, r, &v[i]);
    r->incidents = v;
    r->agreement_count = get_count(in);
    struct agreement *g = ARENA_ARRAY(in->a, r->agreement_count, struct agreement);
    for (size_t i = 0; i < r->agreement_count; i++) {
        g[i].stage = (enum agreement_stage)get_below(in, AGREEMENT_BROKEN + 1);
        g[i].parties = get_fills(in, r->entity_count, &g[i].party_count);
        g[i].subject = get_span(in);
        g[i].figure = get_index(in, r->figure_count);
        g[i].sentence = get_index(in, r->sentence_count);
    }
    r->agreements = g;
}

enum err_code desk_unpack_rest(struct arena *a, struct str pack, struct str text,
                               const struct reading *page, struct reading *ret)
{
    struct in in = {.a = a, .s = pack, .text = text};
    struct reading r = *page;
    if (get_u(&in) != PACK_VERSION)
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
