/* model_kept: how a checked answer is kept, and read again. A line a sentence: the verdict, what it
 * is about, the words, and the places that it rests on ("article,at,end,sentence" parted by
 * spaces), with tabs between; the first line says whether there was more, and
 * when its sources were read. Words of a sentence that
 * is not borne out are kept too, to be able to say what was refused, and are shown nowhere. */
#include "desk/modelling.h"

enum { KEPT_MOST = 64 << 10, KEPT_SOURCES_MOST = 64, WHAT_MOST = 60 };

/* Neither tab nor line end may stand in a field. */
static void put_field(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    buf_char(b, '\t');
}

struct str model_kept_write(struct arena *a, const struct vouch *v, const struct model_given *g)
{
    struct buf b;
    buf_arena(&b, a, KEPT_MOST);
    buf_fmt(&b, "%s\t%lld\n", v->more ? "cut" : "whole", (long long)g->at);
    for (size_t i = 0; i < v->n; i++) {
        const struct vouch_line *l = &v->v[i];
        put_field(&b, str_c(vouch_fault_name(l->fault)));
        put_field(&b, utf8_cut(l->what, WHAT_MOST));
        put_field(&b, l->words);
        for (size_t k = 0; k < l->cited_count; k++) {
            const struct model_sentence *s = &g->v[l->cited[k]];
            buf_fmt(&b, "%s%lld,%u,%u,%d", k ? " " : "", (long long)s->article, s->span.at,
                    s->span.end, s->sentence);
        }
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

int64_t model_digest(struct str text)
{
    return (int64_t)(str_hash(text) >> 1);
}

struct str model_sources_write(struct arena *a, const struct model_given *g)
{
    struct buf b;
    buf_arena(&b, a, KEPT_MOST);
    for (size_t i = 0; i < g->n; i++) {
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = g->v[k].article == g->v[i].article;
        if (!again)
            buf_fmt(&b, "%lld %lld %lld\n", (long long)g->v[i].article, (long long)g->v[i].version,
                    (long long)g->v[i].digest);
    }
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- reading */

struct source {
    int64_t article;
    struct str publisher;
    bool there, same;              /* its text is as it was */
    const struct reading *reading; /* its sentences, where they may be others now; else NULL */
};
struct kept {
    struct desk_reader *r;
    struct source *v;
    size_t n;
    LIST(struct desk_model_line) lines;
    LIST(struct str) left;
};

/* It was read again, or asked for again: is it still the same text? */
static enum err_code look_again(struct desk_reader *r, int64_t digest, struct source *s)
{
    struct str pack = STR_NONE, text = STR_NONE;
    struct body body;
    struct store_query *q = store_query(r->store, SQL_BODY_GET);
    store_put_i64(q, "id", s->article);
    if (store_row(q) &&
        store_zip_unpack(r->zip, r->a, store_str(q, 0), DESK_UNPACKED_MOST, &pack) != ERR_OK)
        pack = STR_NONE;
    enum err_code code = store_end(q, NULL);
    s->same = code == ERR_OK && pack.n &&
              desk_unpack(r->a, pack, &body, &text, &s->reading) == ERR_OK && s->reading &&
              model_digest(text) == digest;
    return code;
}

/* "12 3 4567". */
static enum err_code load_source(struct desk_reader *r, struct str line, struct source *ret,
                                 bool *ret_found)
{
    uint64_t v[3] = {0};
    struct str part;
    size_t n = 0;
    while (n < 3 && str_split(&line, ' ', &part) && str_u64(part, INT64_MAX, &v[n]))
        n++;
    *ret_found = n >= 2;
    if (n < 2)
        return ERR_OK;
    *ret = (struct source){.article = (int64_t)v[0]};
    struct store_query *q = store_query(r->store, SQL_MODEL_SOURCE);
    store_put_i64(q, "id", ret->article);
    if (store_row(q)) {
        ret->there = true;
        ret->same = store_i64(q, 0) == (int64_t)v[1];
        ret->publisher = store_dup(q, 1, r->a);
    }
    enum err_code code = store_end(q, NULL);
    if (code == ERR_OK && ret->there && !ret->same && n == 3)
        code = look_again(r, (int64_t)v[2], ret);
    return code;
}

static enum err_code load_sources(struct kept *x, struct str list, bool *ret_changed)
{
    struct str line;
    bool found;
    while (x->n < KEPT_SOURCES_MOST && str_split(&list, '\n', &line)) {
        struct source *s = &x->v[x->n];
        enum err_code code = load_source(x->r, line, s, &found);
        if (code != ERR_OK)
            return code;
        if (!found)
            continue;
        *ret_changed |= !s->same;
        x->n++;
    }
    return ERR_OK;
}

/* The number that the sentence has now; -1: none. */
static int32_t sentence_now(const struct source *s, struct span span, int32_t was)
{
    if (!s->same || !s->reading)
        return s->same ? was : -1;
    for (size_t i = 0; i < s->reading->sentence_count; i++)
        if (s->reading->sentences[i].span.at == span.at &&
            s->reading->sentences[i].span.end == span.end)
            return (int32_t)i;
    return -1;
}

/* "12,340,410,3"; false where it says nothing, or its article is gone. */
static bool read_place(const struct kept *x, struct str s, struct desk_model_source *ret)
{
    uint64_t v[4];
    struct str part;
    for (size_t i = 0; i < 4; i++)
        if (!str_split(&s, ',', &part) || !str_u64(part, i ? INT32_MAX : INT64_MAX, &v[i]))
            return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct source *o = &x->v[i];
        if (o->article != (int64_t)v[0] || !o->there)
            continue;
        const struct span span = {(uint32_t)v[1], (uint32_t)v[2]};
        *ret = (struct desk_model_source){.article = o->article,
                                          .publisher_name = o->publisher,
                                          .span = span,
                                          .sentence = sentence_now(o, span, (int32_t)v[3])};
        return true;
    }
    return false;
}

static void read_line(struct kept *x, struct str line)
{
    struct arena *a = x->r->a;
    struct str f[3], place;
    enum vouch_fault fault;
    for (size_t i = 0; i < 3; i++)
        if (!str_split(&line, '\t', &f[i]))
            return;
    if (!vouch_fault_find(f[0], &fault))
        return;
    if (fault != VOUCH_BORNE_OUT) {
        LIST_PUSH(a, &x->left,
                  str_fmt(a, "it %.*s", STR_ARG(vouch_fault_words(a, fault, str_dup(a, f[1])))));
        return;
    }
    struct desk_model_source *by = ARENA_ARRAY(a, VOUCH_CITED_MOST, struct desk_model_source);
    size_t n = 0;
    while (n < VOUCH_CITED_MOST && str_split(&line, ' ', &place))
        n += read_place(x, place, &by[n]);
    if (n)
        LIST_PUSH(a, &x->lines, (struct desk_model_line){str_dup(a, f[2]), by, n});
    else
        LIST_PUSH(a, &x->left, STR("its source is gone"));
}

/* "cut", "whole", and when; that was not kept at first. */
static void read_head(struct str line, struct desk_model_text *ret)
{
    struct str word;
    uint64_t at;
    ret->cut = str_split(&line, '\t', &word) && str_eq(word, STR("cut"));
    if (str_u64(line, INT64_MAX, &at))
        ret->given_at = (int64_t)at;
}

enum err_code model_kept_read(struct desk_reader *r, struct str said, struct str sources,
                              struct desk_model_text *ret)
{
    struct kept x = {.r = r, .v = ARENA_ARRAY(r->a, KEPT_SOURCES_MOST, struct source)};
    struct str line;
    enum err_code code = load_sources(&x, sources, &ret->changed);
    if (code != ERR_OK)
        return code;
    ret->given_at = ret->written_at;
    if (str_split(&said, '\n', &line))
        read_head(line, ret);
    while (str_split(&said, '\n', &line))
        read_line(&x, line);
    ret->lines = x.lines.v;
    ret->line_count = x.lines.n;
    ret->left = x.left.v;
    ret->left_count = x.left.n;
    return ERR_OK;
}
