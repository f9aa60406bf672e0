/* model_kept: how a checked answer is kept, and read again. A line a sentence: the verdict, what it
 * is about, the words, and the places that it rests on ("article,at,end,sentence" parted by
 * spaces), with tabs between; the first line says whether there was more. Words of a sentence that
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
    buf_put(&b, v->more ? STR("cut\n") : STR("whole\n"));
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

struct str model_sources_write(struct arena *a, const struct model_given *g)
{
    struct buf b;
    buf_arena(&b, a, KEPT_MOST);
    for (size_t i = 0; i < g->n; i++) {
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = g->v[k].article == g->v[i].article;
        if (!again)
            buf_fmt(&b, "%lld %lld\n", (long long)g->v[i].article, (long long)g->v[i].version);
    }
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- reading */

struct source {
    int64_t article;
    struct str publisher;
    bool there, same; /* its text is as it was */
};
struct kept {
    struct desk_reader *r;
    struct source *v;
    size_t n;
    LIST(struct desk_model_line) lines;
    LIST(struct str) left;
};

static enum err_code load_sources(struct kept *x, struct str list, bool *ret_changed)
{
    struct str line, id;
    while (x->n < KEPT_SOURCES_MOST && str_split(&list, '\n', &line)) {
        uint64_t article, version;
        if (!str_split(&line, ' ', &id) || !str_u64(id, INT64_MAX, &article) ||
            !str_u64(line, INT64_MAX, &version))
            continue;
        struct source *s = &x->v[x->n++];
        struct store_query *q = store_query(x->r->store, SQL_MODEL_SOURCE);
        *s = (struct source){.article = (int64_t)article};
        store_put_i64(q, "id", s->article);
        if (store_row(q)) {
            s->there = true;
            s->same = store_i64(q, 0) == (int64_t)version;
            s->publisher = store_dup(q, 1, x->r->a);
        }
        *ret_changed |= !s->same;
        enum err_code code = store_end(q, NULL);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
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
        *ret = (struct desk_model_source){.article = o->article,
                                          .publisher_name = o->publisher,
                                          .span = {(uint32_t)v[1], (uint32_t)v[2]},
                                          .sentence = o->same ? (int32_t)v[3] : -1};
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

enum err_code model_kept_read(struct desk_reader *r, struct str said, struct str sources,
                              struct desk_model_text *ret)
{
    struct kept x = {.r = r, .v = ARENA_ARRAY(r->a, KEPT_SOURCES_MOST, struct source)};
    struct str line;
    enum err_code code = load_sources(&x, sources, &ret->changed);
    if (code != ERR_OK)
        return code;
    if (str_split(&said, '\n', &line))
        ret->cut = str_eq(line, STR("cut"));
    while (str_split(&said, '\n', &line))
        read_line(&x, line);
    ret->lines = x.lines.v;
    ret->line_count = x.lines.n;
    ret->left = x.left.v;
    ret->left_count = x.left.n;
    return ERR_OK;
}
