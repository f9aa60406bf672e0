/* pack_page: the binary form of what the page of an article shows: its text, its body, and the
 * page's part of the reading. It is made when the article is written, because parsing the JSON of
 * both costs more than all the rest of a request. The JSON stays the form that is exchanged; this
 * one can always be made again. A run of the body that is part of the text is stored as its place
 * in it. */
#include "desk/pack.h"

/* -------------------------------------------------------------------------- writing */

static void put_body(struct buf *b, const struct body *body)
{
    pack_put_u(b, body->n);
    for (size_t i = 0; i < body->n; i++) {
        const struct body_op *op = &body->ops[i];
        if (op->kind == BODY_CLOSE) {
            pack_put_u(b, 0);
            pack_put_u(b, op->tag);
        } else if (op->kind == BODY_TEXT && op->at != BODY_NO_TEXT) {
            pack_put_u(b, 1);
            pack_put_u(b, op->at);
            pack_put_u(b, op->text.n);
        } else if (op->kind == BODY_TEXT) {
            pack_put_u(b, 2);
            pack_put_s(b, op->text);
        } else {
            pack_put_u(b, 3);
            pack_put_u(b, op->tag);
            pack_put_u(b, op->attr_count);
            for (uint32_t k = 0; k < op->attr_count; k++) {
                pack_put_u(b, op->attrs[k].name);
                pack_put_s(b, op->attrs[k].value);
            }
        }
    }
}

static void put_reading(struct buf *b, const struct reading *r)
{
    pack_put_s(b, r->lang);
    pack_put_share(b, r->lang_sure);
    pack_put_u(b, r->words);
    pack_put_s(b, r->version);
    pack_put_u(b, r->sentence_count);
    for (size_t i = 0; i < r->sentence_count; i++) {
        pack_put_span(b, r->sentences[i].span);
        pack_put_u(b, r->sentences[i].paragraph);
        pack_put_u(b, r->sentences[i].kind);
        pack_put_share(b, r->sentences[i].weight);
    }
    pack_put_u(b, r->entity_count);
    for (size_t i = 0; i < r->entity_count; i++) {
        pack_put_u(b, r->entities[i].kind);
        pack_put_s(b, r->entities[i].name);
        pack_put_s(b, r->entities[i].key);
        pack_put_s(b, r->entities[i].role);
        pack_put_s(b, r->entities[i].country);
        pack_put_share(b, r->entities[i].weight);
    }
    pack_put_u(b, r->hashtag_count);
    for (size_t i = 0; i < r->hashtag_count; i++) {
        pack_put_s(b, r->hashtags[i].tag);
        pack_put_s(b, r->hashtags[i].key);
        pack_put_s(b, r->hashtags[i].label);
        pack_put_share(b, r->hashtags[i].weight);
        pack_put_span(b, r->hashtags[i].span);
    }
    pack_put_u(b, r->summary_count);
    for (size_t i = 0; i < r->summary_count; i++)
        pack_put_u(b, (uint64_t)r->summary[i]);
    pack_put_u(b, r->keypoint_count);
    for (size_t i = 0; i < r->keypoint_count; i++) {
        pack_put_u(b, (uint64_t)r->keypoints[i].sentence);
        pack_put_span(b, r->keypoints[i].span);
    }
    pack_put_u(b, r->missing_count);
    for (size_t i = 0; i < r->missing_count; i++)
        pack_put_s(b, r->missing[i]);
}

struct str desk_pack(struct arena *a, const struct body *body, struct str text,
                     const struct reading *reading)
{
    struct buf b;
    buf_arena(&b, a, SIZE_MAX / 2);
    pack_put_u(&b, PACK_VERSION);
    pack_put_s(&b, text);
    put_body(&b, body);
    pack_put_u(&b, reading ? 1 : 0);
    if (reading)
        put_reading(&b, reading);
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- reading */

static void get_open(struct pack_in *in, struct body_op *op)
{
    op->kind = BODY_OPEN;
    op->tag = (enum body_tag)pack_get_below(in, BODY_TAG_COUNT);
    op->attr_count = (uint32_t)pack_get_count(in);
    if (!op->attr_count)
        return;
    struct body_attr *attrs = ARENA_ARRAY(in->a, op->attr_count, struct body_attr);
    for (uint32_t k = 0; k < op->attr_count; k++) {
        attrs[k].name = (enum body_attr_name)pack_get_below(in, BODY_ATTR_COUNT);
        attrs[k].value = pack_get_s(in);
    }
    op->attrs = attrs;
}

static void get_body(struct pack_in *in, struct body *ret)
{
    ret->n = pack_get_count(in);
    ret->ops = ARENA_ARRAY(in->a, ret->n, struct body_op);
    for (size_t i = 0; i < ret->n && !in->bad; i++) {
        struct body_op *op = &ret->ops[i];
        op->at = BODY_NO_TEXT;
        switch (pack_get_below(in, 4)) {
        case 0:
            op->kind = BODY_CLOSE;
            op->tag = (enum body_tag)pack_get_below(in, BODY_TAG_COUNT);
            break;
        case 1: {
            struct span s = pack_get_span(in);
            op->kind = BODY_TEXT;
            op->at = s.at;
            op->text = span_str(in->text, s);
            break;
        }
        case 2:
            op->kind = BODY_TEXT;
            op->text = pack_get_s(in);
            break;
        default: get_open(in, op); break;
        }
    }
}

static void get_sentences(struct pack_in *in, struct reading *r)
{
    r->sentence_count = pack_get_count(in);
    struct sentence *v = ARENA_ARRAY(in->a, r->sentence_count, struct sentence);
    for (size_t i = 0; i < r->sentence_count; i++) {
        v[i].span = pack_get_span(in);
        v[i].paragraph = pack_get_below(in, UINT32_MAX);
        v[i].kind = (enum sentence_kind)pack_get_below(in, SENTENCE_CREDIT + 1);
        v[i].weight = pack_get_share(in);
    }
    r->sentences = v;
}

static void get_names(struct pack_in *in, struct reading *r)
{
    r->entity_count = pack_get_count(in);
    struct entity *v = ARENA_ARRAY(in->a, r->entity_count, struct entity);
    for (size_t i = 0; i < r->entity_count; i++) {
        v[i].kind = (enum entity_kind)pack_get_below(in, ENTITY_OTHER + 1);
        v[i].name = pack_get_s(in);
        v[i].key = pack_get_s(in);
        v[i].role = pack_get_s(in);
        v[i].country = pack_get_s(in);
        v[i].weight = pack_get_share(in);
    }
    r->entities = v;
    r->hashtag_count = pack_get_count(in);
    struct hashtag *h = ARENA_ARRAY(in->a, r->hashtag_count, struct hashtag);
    for (size_t i = 0; i < r->hashtag_count; i++) {
        h[i].tag = pack_get_s(in);
        h[i].key = pack_get_s(in);
        h[i].label = pack_get_s(in);
        h[i].weight = pack_get_share(in);
        h[i].span = pack_get_span(in);
    }
    r->hashtags = h;
}

static void get_reading(struct pack_in *in, struct reading *r)
{
    r->lang = pack_get_s(in);
    r->lang_sure = pack_get_share(in);
    r->words = pack_get_below(in, UINT32_MAX);
    r->version = pack_get_s(in);
    get_sentences(in, r);
    get_names(in, r);
    r->summary_count = pack_get_count(in);
    reading_index *summary = ARENA_ARRAY(in->a, r->summary_count, reading_index);
    for (size_t i = 0; i < r->summary_count; i++)
        summary[i] = (reading_index)pack_get_below(in, r->sentence_count);
    r->summary = summary;
    r->keypoint_count = pack_get_count(in);
    struct keypoint *points = ARENA_ARRAY(in->a, r->keypoint_count, struct keypoint);
    for (size_t i = 0; i < r->keypoint_count; i++) {
        points[i].sentence = (reading_index)pack_get_below(in, r->sentence_count);
        points[i].span = pack_get_span(in);
    }
    r->keypoints = points;
    r->missing_count = pack_get_count(in);
    struct str *missing = ARENA_ARRAY(in->a, r->missing_count, struct str);
    for (size_t i = 0; i < r->missing_count; i++)
        missing[i] = pack_get_s(in);
    r->missing = missing;
}

enum err_code desk_unpack(struct arena *a, struct str pack, struct body *ret_body,
                          struct str *ret_text, const struct reading **ret_reading)
{
    struct pack_in in = {.a = a, .s = pack};
    struct body body = {0};
    struct reading *reading = NULL;
    if (pack_get_u(&in) != PACK_VERSION)
        return ERR_INPUT;
    in.text = pack_get_s(&in);
    get_body(&in, &body);
    if (pack_get_below(&in, 2)) {
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
