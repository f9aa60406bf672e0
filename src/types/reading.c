/* reading.c: the JSON form of a reading, written and read from one description.
 *
 * Every struct of reading.h is a *shape*: a table of its members with their place, sort and names.
 * The same tables write and read, so the two cannot differ. Rules of the form (docs/json.md):
 *   span      [at, end], bytes of article.text; left out when {0,0}
 *   index     number; left out when -1
 *   enum      lower-case word
 *   list      array; left out when empty
 *   text      left out when empty; number NaN left out
 * Reading takes nothing on trust: every range is checked against the text, every index against the
 * list that it points into, every enum against its names. Shapes nest three deep at most. */
#include "types/reading.h"

#include <math.h>
#include <stdio.h>

enum sort { TEXT, SPAN, INDEX, ENUM, NUMBER, EXACT, BOOL, U32, WHEN, STRUCT, LIST_OF };
/* What an INDEX points into: lists of struct reading. */
enum into { SENTENCES, ENTITIES, QUOTES, CLAIMS, FIGURES, INTO_COUNT };

struct shape;
struct member {
    const char *name;
    enum sort sort;
    size_t at;                 /* offset of the member */
    size_t count_at;           /* LIST_OF: offset of its size_t count */
    const struct shape *shape; /* STRUCT, LIST_OF */
    const char *const *names;  /* ENUM */
    int last;                  /* ENUM: last value */
    enum into into;            /* INDEX */
};
struct shape {
    const char *name;
    size_t size;
    const struct member *members;
    size_t n;
};

#define AT(type, m) .at = offsetof(struct type, m)
#define M_TEXT(type, m)                                                                            \
    {                                                                                              \
        .name = #m, .sort = TEXT, AT(type, m)                                                      \
    }
#define M_SPAN(type, m)                                                                            \
    {                                                                                              \
        .name = #m, .sort = SPAN, AT(type, m)                                                      \
    }
#define M_INDEX(type, m, list)                                                                     \
    {                                                                                              \
        .name = #m, .sort = INDEX, AT(type, m), .into = list                                       \
    }
#define M_ENUM(type, m, table)                                                                     \
    {                                                                                              \
        .name = #m, .sort = ENUM, AT(type, m), .names = table,                                     \
        .last = (int)(sizeof(table) / sizeof *(table)) - 1                                         \
    }
#define M_NUMBER(type, m)                                                                          \
    {                                                                                              \
        .name = #m, .sort = NUMBER, AT(type, m)                                                    \
    }
#define M_EXACT(type, m)                                                                           \
    {                                                                                              \
        .name = #m, .sort = EXACT, AT(type, m)                                                     \
    }
#define M_BOOL(type, m)                                                                            \
    {                                                                                              \
        .name = #m, .sort = BOOL, AT(type, m)                                                      \
    }
#define M_U32(type, m)                                                                             \
    {                                                                                              \
        .name = #m, .sort = U32, AT(type, m)                                                       \
    }
#define M_WHEN(type, m)                                                                            \
    {                                                                                              \
        .name = #m, .sort = WHEN, AT(type, m)                                                      \
    }
#define M_STRUCT(type, m, s)                                                                       \
    {                                                                                              \
        .name = #m, .sort = STRUCT, AT(type, m), .shape = &s                                       \
    }
#define M_LIST(type, m, count, s)                                                                  \
    {                                                                                              \
        .name = #m, .sort = LIST_OF, AT(type, m), .count_at = offsetof(struct type, count),        \
        .shape = &s                                                                                \
    }
#define SHAPE(type)                                                                                \
    static const struct shape shape_##type = {#type, sizeof(struct type), members_##type,          \
                                              sizeof members_##type / sizeof *members_##type}

static const char *const sentence_kinds[] = {"prose", "heading", "list", "credit"};
static const char *const entity_kinds[] = {"person", "org", "place", "other"};
static const char *const quote_kinds[] = {"direct", "mixed", "indirect"};
static const char *const stances[] = {"says",   "asks",   "accuses", "confirms",
                                      "denies", "doubts", "promises"};

const char *stance_name(enum stance s)
{
    return (size_t)s < sizeof stances / sizeof *stances ? stances[s] : "says";
}

static const char *const figure_kinds[] = {"count",    "money",   "percent", "rate", "age",
                                           "duration", "measure", "rank",    "score"};
static const char *const bounds[] = {"exact", "about", "at-least", "at-most", "range"};
static const char *const trends[] = {"none", "up", "down", "revised"};
static const char *const stages[] = {"proposed", "signed", "in-force", "broken"};

/* A bare span, index or text in a list: a shape with one nameless member at offset 0. */
static const struct member members_span[] = {{.name = "", .sort = SPAN}};
static const struct member members_sentence_index[] = {
    {.name = "", .sort = INDEX, .into = SENTENCES}};
static const struct member members_figure_index[] = {{.name = "", .sort = INDEX, .into = FIGURES}};
static const struct member members_text[] = {{.name = "", .sort = TEXT}};
static const struct shape shape_span = {"span", sizeof(struct span), members_span, 1};
static const struct shape shape_sentence_index = {"index", sizeof(reading_index),
                                                  members_sentence_index, 1};
static const struct shape shape_figure_index = {"index", sizeof(reading_index),
                                                members_figure_index, 1};
static const struct shape shape_text = {"text", sizeof(struct str), members_text, 1};

static const struct member members_sentence[] = {M_SPAN(sentence, span), M_U32(sentence, paragraph),
                                                 M_ENUM(sentence, kind, sentence_kinds),
                                                 M_NUMBER(sentence, weight)};
SHAPE(sentence);
static const struct member members_mention[] = {M_SPAN(mention, span), M_BOOL(mention, pronoun)};
SHAPE(mention);
static const struct member members_entity[] = {
    M_ENUM(entity, kind, entity_kinds),
    M_TEXT(entity, name),
    M_TEXT(entity, key),
    M_TEXT(entity, role),
    M_TEXT(entity, country),
    M_NUMBER(entity, lat),
    M_NUMBER(entity, lon),
    M_LIST(entity, mentions, mention_count, shape_mention),
    M_NUMBER(entity, weight)};
SHAPE(entity);
static const struct member members_hashtag[] = {M_TEXT(hashtag, tag), M_TEXT(hashtag, key),
                                                M_TEXT(hashtag, label), M_NUMBER(hashtag, weight),
                                                M_SPAN(hashtag, span)};
SHAPE(hashtag);
static const struct member members_keyphrase[] = {
    M_TEXT(keyphrase, phrase), M_NUMBER(keyphrase, weight), M_SPAN(keyphrase, span)};
SHAPE(keyphrase);
static const struct member members_keypoint[] = {M_INDEX(keypoint, sentence, SENTENCES),
                                                 M_SPAN(keypoint, span)};
SHAPE(keypoint);
static const struct member members_quote[] = {M_ENUM(quote, kind, quote_kinds),
                                              M_ENUM(quote, stance, stances),
                                              M_SPAN(quote, source),
                                              M_SPAN(quote, cue),
                                              M_LIST(quote, content, content_count, shape_span),
                                              M_INDEX(quote, speaker, ENTITIES),
                                              M_INDEX(quote, sentence, SENTENCES)};
SHAPE(quote);
static const struct member members_claim[] = {M_SPAN(claim, span),
                                              M_INDEX(claim, quote, QUOTES),
                                              M_INDEX(claim, by, ENTITIES),
                                              M_ENUM(claim, stance, stances),
                                              M_INDEX(claim, against, CLAIMS),
                                              M_INDEX(claim, sentence, SENTENCES)};
SHAPE(claim);
static const struct member members_figure[] = {M_ENUM(figure, kind, figure_kinds),
                                               M_ENUM(figure, bound, bounds),
                                               M_EXACT(figure, value),
                                               M_EXACT(figure, high),
                                               M_SPAN(figure, span),
                                               M_TEXT(figure, unit),
                                               M_SPAN(figure, counted),
                                               M_TEXT(figure, what),
                                               M_ENUM(figure, trend, trends),
                                               M_EXACT(figure, from),
                                               M_INDEX(figure, says, ENTITIES),
                                               M_INDEX(figure, sentence, SENTENCES)};
SHAPE(figure);
static const struct member members_fill[] = {M_SPAN(fill, span), M_INDEX(fill, entity, ENTITIES)};
SHAPE(fill);
static const struct member members_incident[] = {
    M_TEXT(incident, kind),
    M_LIST(incident, perpetrators, perpetrator_count, shape_fill),
    M_LIST(incident, victims, victim_count, shape_fill),
    M_LIST(incident, targets, target_count, shape_fill),
    M_LIST(incident, weapons, weapon_count, shape_fill),
    M_STRUCT(incident, where, shape_fill),
    M_WHEN(incident, when),
    M_SPAN(incident, when_span),
    M_LIST(incident, figures, figure_count, shape_figure_index),
    M_INDEX(incident, sentence, SENTENCES)};
SHAPE(incident);
static const struct member members_agreement[] = {
    M_ENUM(agreement, stage, stages), M_LIST(agreement, parties, party_count, shape_fill),
    M_SPAN(agreement, subject), M_INDEX(agreement, figure, FIGURES),
    M_INDEX(agreement, sentence, SENTENCES)};
SHAPE(agreement);
static const struct member members_reading[] = {
    M_TEXT(reading, lang),
    M_NUMBER(reading, lang_sure),
    M_U32(reading, words),
    M_TEXT(reading, version),
    M_LIST(reading, sentences, sentence_count, shape_sentence),
    M_LIST(reading, entities, entity_count, shape_entity),
    M_LIST(reading, hashtags, hashtag_count, shape_hashtag),
    M_LIST(reading, keyphrases, keyphrase_count, shape_keyphrase),
    M_LIST(reading, summary, summary_count, shape_sentence_index),
    M_LIST(reading, keypoints, keypoint_count, shape_keypoint),
    M_LIST(reading, quotes, quote_count, shape_quote),
    M_LIST(reading, claims, claim_count, shape_claim),
    M_LIST(reading, figures, figure_count, shape_figure),
    M_LIST(reading, incidents, incident_count, shape_incident),
    M_LIST(reading, agreements, agreement_count, shape_agreement),
    M_LIST(reading, missing, missing_count, shape_text)};
SHAPE(reading);

static void write_shape(struct json_out *w, const struct shape *s, const void *v);

/* Integers to 2^53 and 15 digits exactly: a figure is a fact, json_put_num rounds to six. */
static void write_exact(struct json_out *w, double v)
{
    if (v == floor(v) && fabs(v) < 9007199254740992.0) {
        json_put_i64(w, (int64_t)v);
        return;
    }
    char t[40];
    int n = snprintf(t, sizeof t, "%.15g", v);
    if (isfinite(v) && n > 0)
        json_put_raw(w, str_of(t, (size_t)n));
    else
        json_put_null(w);
}

static void write_when(struct json_out *w, struct when v)
{
    char room[64];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    when_write(&b, v);
    json_put_str(w, buf_str(&b));
}

static bool left_out(const struct member *m, const void *p)
{
    switch (m->sort) {
    case TEXT: return ((const struct str *)p)->n == 0;
    case SPAN: return ((const struct span *)p)->end == 0;
    case INDEX: return *(const reading_index *)p < 0;
    case EXACT: return isnan(*(const double *)p);
    case BOOL: return !*(const bool *)p;
    case WHEN: return ((const struct when *)p)->precision == WHEN_NONE;
    case STRUCT: return m->shape == &shape_fill && ((const struct fill *)p)->span.end == 0;
    case ENUM:
    case NUMBER:
    case U32:
    case LIST_OF: return false;
    }
    return false;
}

static void write_list(struct json_out *w, const struct member *m, const void *list, size_t n)
{
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        write_shape(w, m->shape, (const char *)list + i * m->shape->size);
    json_arr_end(w);
}

static void write_member(struct json_out *w, const struct member *m, const void *p)
{
    switch (m->sort) {
    case TEXT: json_put_str(w, *(const struct str *)p); return;
    case SPAN:
        json_arr(w);
        json_put_i64(w, ((const struct span *)p)->at);
        json_put_i64(w, ((const struct span *)p)->end);
        json_arr_end(w);
        return;
    case INDEX: json_put_i64(w, *(const reading_index *)p); return;
    case ENUM: json_put_str(w, str_c(m->names[*(const int *)p])); return;
    case NUMBER: json_put_num(w, *(const double *)p); return;
    case EXACT: write_exact(w, *(const double *)p); return;
    case BOOL: json_put_bool(w, *(const bool *)p); return;
    case U32: json_put_i64(w, *(const uint32_t *)p); return;
    case WHEN: write_when(w, *(const struct when *)p); return;
    case STRUCT: write_shape(w, m->shape, p); return;
    case LIST_OF: return; /* needs its count: write_shape */
    }
}

static void write_shape(struct json_out *w, const struct shape *s, const void *v)
{
    if (s->members[0].name[0] == 0) {
        write_member(w, &s->members[0], v);
        return;
    }
    json_obj(w);
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        const void *p = (const char *)v + m->at;
        if (m->sort == LIST_OF) {
            size_t n;
            const void *list;
            memcpy(&n, (const char *)v + m->count_at, sizeof n);
            memcpy(&list, p, sizeof list);
            if (n > 0) {
                json_key(w, str_c(m->name));
                write_list(w, m, list, n);
            }
        } else if (!left_out(m, p)) {
            json_key(w, str_c(m->name));
            write_member(w, m, p);
        }
    }
    json_obj_end(w);
}

void reading_write(struct json_out *w, const struct reading *r)
{
    write_shape(w, &shape_reading, r);
}

struct reader {
    struct arena *a;
    size_t text_n;
    size_t counts[INTO_COUNT]; /* lengths of the lists that indexes point into */
    struct err *e;
};

static enum err_code bad(struct reader *r, const struct shape *s, const struct member *m,
                         const char *what)
{
    return err_set(r->e, ERR_INPUT, "reading: %s%s%s %s", s->name, m->name[0] ? "." : "", m->name,
                   what);
}

static enum err_code read_shape(struct reader *r, const struct shape *s, const json_t *v, void *to);

static bool read_span(const struct reader *r, const json_t *v, struct span *ret)
{
    const json_t *at = json_array_get(v, 0), *end = json_array_get(v, 1);
    if (json_array_size(v) != 2 || !json_is_integer(at) || !json_is_integer(end))
        return false;
    json_int_t x = json_integer_value(at), y = json_integer_value(end);
    if (x < 0 || x >= y || y > UINT32_MAX || (uint64_t)y > r->text_n)
        return false;
    *ret = (struct span){(uint32_t)x, (uint32_t)y};
    return true;
}

static bool read_index(const struct reader *r, const struct member *m, const json_t *v,
                       reading_index *ret)
{
    if (!json_is_integer(v))
        return false;
    json_int_t x = json_integer_value(v);
    if (x < 0 || x > INT32_MAX || (uint64_t)x >= r->counts[m->into])
        return false;
    *ret = (reading_index)x;
    return true;
}

static bool read_enum(const struct member *m, const json_t *v, int *ret)
{
    for (int i = 0; i <= m->last; i++)
        if (json_is_string(v) && str_eq(json_str(v), str_c(m->names[i]))) {
            *ret = i;
            return true;
        }
    return false;
}

static bool read_u32(const json_t *v, uint32_t *ret)
{
    if (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > UINT32_MAX)
        return false;
    *ret = (uint32_t)json_integer_value(v);
    return true;
}

static enum err_code read_list(struct reader *r, const struct member *m, const json_t *v,
                               void *object)
{
    size_t n = json_array_size(v);
    char *list = arena_array(r->a, n, m->shape->size);
    for (size_t i = 0; i < n; i++) {
        enum err_code code =
            read_shape(r, m->shape, json_array_get(v, i), list + i * m->shape->size);
        if (code)
            return code;
    }
    const void *p = n ? list : NULL;
    memcpy((char *)object + m->at, &p, sizeof p);
    memcpy((char *)object + m->count_at, &n, sizeof n);
    return ERR_OK;
}

static bool read_simple(struct reader *r, const struct member *m, const json_t *v, void *p)
{
    switch (m->sort) {
    case TEXT:
        if (!json_is_string(v))
            return false;
        *(struct str *)p = str_dup(r->a, json_str(v));
        return true;
    case SPAN: return read_span(r, v, p);
    case INDEX: return read_index(r, m, v, p);
    case ENUM: return read_enum(m, v, p);
    case NUMBER:
    case EXACT:
        if (!json_is_number(v))
            return false;
        *(double *)p = json_number_value(v);
        return true;
    case BOOL: *(bool *)p = json_is_true(v); return json_is_boolean(v);
    case U32: return read_u32(v, p);
    case WHEN: return json_is_string(v) && when_parse(json_str(v), p);
    case STRUCT:
    case LIST_OF: break;
    }
    return false;
}

/* What a member is when the JSON does not have it. */
static void read_absent(const struct member *m, void *p)
{
    if (m->sort == INDEX)
        *(reading_index *)p = -1;
    else if (m->sort == EXACT)
        *(double *)p = NAN;
    else if (m->sort == WHEN)
        *(struct when *)p = (struct when){.us = TIME_NONE};
    else if (m->sort == STRUCT && m->shape == &shape_fill)
        ((struct fill *)p)->entity = -1;
}

/* What no finding is without, and whoever shows or compares it relies on: the sentence it stands
 * in, where an entity is named, and what a quote says. */
static bool lacks(const struct member *m, const json_t *v)
{
    if (m->sort == LIST_OF)
        return (m->shape == &shape_span || m->shape == &shape_mention) && json_array_size(v) == 0;
    return m->sort == INDEX && m->into == SENTENCES && !v;
}

static enum err_code read_shape(struct reader *r, const struct shape *s, const json_t *v, void *to)
{
    bool bare = s->members[0].name[0] == 0;
    if (!bare && !json_is_object(v))
        return err_set(r->e, ERR_INPUT, "reading: a %s is not an object", s->name);
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        const json_t *x = bare ? v : json_object_get(v, m->name);
        void *p = (char *)to + m->at;
        read_absent(m, p);
        if (lacks(m, x))
            return bad(r, s, m, "is missing");
        if (!x)
            continue;
        if (m->sort == LIST_OF && !json_is_array(x))
            return bad(r, s, m, "is not a list");
        if (m->sort == LIST_OF || m->sort == STRUCT) {
            enum err_code code =
                m->sort == STRUCT ? read_shape(r, m->shape, x, p) : read_list(r, m, x, to);
            if (code)
                return code;
        } else if (!read_simple(r, m, x, p)) {
            return bad(r, s, m, "is not what it should be");
        }
    }
    return ERR_OK;
}

enum err_code reading_read(struct arena *a, const json_t *v, size_t text_n, struct reading *ret,
                           struct err *e)
{
    static const char *const lists[INTO_COUNT] = {"sentences", "entities", "quotes", "claims",
                                                  "figures"};
    struct reader r = {.a = a, .text_n = text_n, .e = e};
    for (int i = 0; i < INTO_COUNT; i++)
        r.counts[i] = json_array_size(json_object_get(v, lists[i]));
    struct reading out = {0};
    enum err_code code = read_shape(&r, &shape_reading, v, &out);
    if (code == ERR_OK)
        *ret = out;
    return code;
}

struct str quote_source(struct str text, const struct quote *q)
{
    static const struct str links[] = {STR_INIT(" who"), STR_INIT(" which"), STR_INIT(" that")};
    struct str s = span_str(text, q->source);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (str_ends(s, links[i]))
            s = str_sub(s, 0, s.n - links[i].n);
    while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' '))
        s.n--;
    return s;
}
