/* entity: people, organisations and places over all articles. Two names are the same one when they
 * are of one kind and alike once folded ("the United Nations", "United Nations"); what an article
 * says of it (role, country, weight) stays with the article. The words spoken are not stored twice:
 * they are read from the readings of the newest articles that name it. */
#include "desk/internal.h"
#include "text/text.h"

enum {
    ENTITIES_MOST = 24,     /* of one article, the heaviest */
    ENTITY_NAME_MOST = 120, /* bytes */
    ENTITY_LIST_MOST = 500,
    SAID_ARTICLES_MOST = 24, /* readings that are looked into */
};

static const char *const kind_names[] = {
    [ENTITY_PERSON] = "person", [ENTITY_ORG] = "organisation", [ENTITY_PLACE] = "place"};

const char *desk_entity_kind_name(enum entity_kind k)
{
    return (size_t)k < sizeof kind_names / sizeof *kind_names ? kind_names[k] : NULL;
}

bool desk_entity_kind_find(struct str name, enum entity_kind *ret)
{
    for (int k = ENTITY_PERSON; k <= ENTITY_PLACE; k++)
        if (str_eq(name, str_c(kind_names[k]))) {
            *ret = (enum entity_kind)k;
            return true;
        }
    return false;
}

struct str desk_entity_key(struct arena *a, struct str name)
{
    struct str key = text_key(a, utf8_cut(name, ENTITY_NAME_MOST));
    if (str_starts(key, STR("the ")))
        key = str_from(key, 4);
    char *p = arena_alloc(a, key.n + 1);
    for (size_t i = 0; i < key.n; i++)
        p[i] = key.p[i] == ' ' ? '-' : key.p[i];
    return str_of(p, key.n);
}

struct str desk_entity_key_of(struct arena *a, const struct entity *v)
{
    bool person = v->kind == ENTITY_PERSON; /* known by what they are called, and nothing else */
    return desk_entity_key(a, v->key.n && !person ? v->key : v->name);
}

/* What its page is called, when it is new: "united-states" of "US" is United States. */
static struct str page_name(struct arena *a, const struct entity *v, struct str key)
{
    static const char *const small[] = {"of", "the", "and", "for", "in"};
    if (str_eq(desk_entity_key(a, v->name), key))
        return v->name;
    struct buf b;
    buf_arena(&b, a, key.n + 1);
    struct str rest = key, word;
    while (str_split(&rest, '-', &word)) {
        bool capital = word.n && is_lower(word.p[0]);
        for (size_t i = 0; b.n && i < sizeof small / sizeof *small; i++)
            capital &= !str_eq(word, str_c(small[i]));
        if (b.n)
            buf_char(&b, ' ');
        if (capital)
            buf_char(&b, (char)(word.p[0] - 'a' + 'A'));
        buf_put(&b, capital ? str_from(word, 1) : word);
    }
    return buf_str(&b);
}

static bool has_page(const struct entity *e)
{
    return desk_entity_kind_name(e->kind) && e->name.n && e->name.n <= ENTITY_NAME_MOST;
}

/* -------------------------------------------------------------------------- writing */

static enum err_code find_or_add(struct desk_writing *w, const struct entity *v, struct str key,
                                 int64_t *ret, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ENTITY_FIND);
    store_put_i64(q, "kind", v->kind);
    store_put_str(q, "key", key);
    *ret = store_number(q, 0);
    if (*ret)
        return ERR_OK;
    *ret = store_id(w->store);
    q = store_query(w->store, SQL_ENTITY_ADD);
    store_put_i64(q, "id", *ret);
    store_put_i64(q, "kind", v->kind);
    store_put_str(q, "key", key);
    store_put_str(q, "name", page_name(w->a, v, key));
    return store_run(q, e);
}

enum err_code desk_entities_put(struct desk_writing *w, int64_t article, int64_t at,
                                const struct reading *reading, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_ENTITIES_DELETE);
    store_put_i64(q, "id", article);
    enum err_code code = store_run(q, e);
    size_t n = 0;
    for (size_t i = 0; reading && i < reading->entity_count && n < ENTITIES_MOST && code == ERR_OK;
         i++) {
        const struct entity *v = &reading->entities[i];
        struct str key = has_page(v) ? desk_entity_key_of(w->a, v) : STR_NONE;
        int64_t id = 0;
        if (!key.n)
            continue;
        code = find_or_add(w, v, key, &id, e);
        if (code != ERR_OK)
            break;
        q = store_query(w->store, SQL_ARTICLE_ENTITY_ADD);
        store_put_i64(q, "entity", id);
        store_put_i64(q, "at", at);
        store_put_i64(q, "article", article);
        store_put_i64(q, "weight", (int64_t)(v->weight * 1000 + .5));
        store_put_opt(q, "role", utf8_cut(v->role, ENTITY_NAME_MOST));
        store_put_opt(q, "country", v->country);
        code = store_run(q, e);
        n++;
    }
    return code;
}

/* Its words, each with the kind's digit in front and all of a name in a row, so that a name is a
 * phrase of the index; "x" parts it from the next. */
void desk_facet_name(struct buf *out, struct arena *a, enum entity_kind kind, struct str name)
{
    struct buf words;
    buf_arena(&words, a, 8 * ENTITY_NAME_MOST);
    desk_words(&words, a, utf8_cut(name, ENTITY_NAME_MOST));
    struct str rest = str_trim(buf_str(&words)), word;
    while (str_split(&rest, ' ', &word))
        if (word.n)
            buf_fmt(out, "%d%.*s ", (int)kind + 1, STR_ARG(word));
}

void desk_facet_entities(struct buf *out, struct arena *a, const struct reading *reading)
{
    size_t n = 0;
    for (size_t i = 0; i < reading->entity_count && n < ENTITIES_MOST; i++) {
        const struct entity *v = &reading->entities[i];
        if (!has_page(v))
            continue;
        desk_facet_name(out, a, v->kind, v->name);
        buf_lit(out, "x ");
        n++;
    }
}

/* -------------------------------------------------------------------------- reading */

static void read_entity(struct store_query *q, struct arena *a, struct desk_entity *ret)
{
    *ret = (struct desk_entity){
        .id = store_i64(q, 0),
        .kind = (enum entity_kind)store_i64(q, 1),
        .key = store_dup(q, 2, a),
        .name = store_dup(q, 3, a),
        .articles = store_i64(q, 4),
        .newest_at = store_time(q, 5),
    };
}

enum err_code desk_entity_get(struct desk_reader *r, enum entity_kind kind, struct str key,
                              struct desk_entity *ret)
{
    struct store_query *q = store_query(r->store, SQL_ENTITY_GET);
    store_put_i64(q, "kind", kind);
    store_put_str(q, "key", key);
    bool found = store_row(q);
    if (found)
        read_entity(q, r->a, ret);
    enum err_code code = store_end(q, NULL);
    if (code != ERR_OK || !found)
        return code != ERR_OK ? code : ERR_NOT_FOUND;
    q = store_query(r->store, SQL_ENTITY_DESCRIBED);
    store_put_i64(q, "entity", ret->id);
    if (store_row(q)) {
        ret->role = store_dup(q, 0, r->a);
        ret->country = store_dup(q, 1, r->a);
    }
    return store_end(q, NULL);
}

static enum err_code read_list(struct desk_reader *r, struct store_query *q, uint32_t most,
                               const struct desk_entity **ret, size_t *ret_n)
{
    struct desk_entity *list = ARENA_ARRAY(r->a, most, struct desk_entity);
    size_t n = 0;
    store_put_i64(q, "most", most);
    while (n < most && store_row(q)) {
        read_entity(q, r->a, &list[n]);
        bool again = false; /* taken for another kind elsewhere: the commoner one stands for both */
        for (size_t i = 0; i < n; i++)
            again |= str_eq(list[i].key, list[n].key);
        n += !again;
    }
    *ret = list;
    *ret_n = n;
    return store_end(q, NULL);
}

enum err_code desk_entities(struct desk_reader *r, enum entity_kind kind, int64_t since,
                            uint32_t most, const struct desk_entity **ret, size_t *ret_n)
{
    struct store_query *q = store_query(r->store, since ? SQL_ENTITY_SINCE : SQL_ENTITY_TOP);
    store_put_i64(q, "kind", kind);
    if (since)
        store_put_i64(q, "since", since);
    return read_list(r, q, most && most < ENTITY_LIST_MOST ? most : ENTITY_LIST_MOST, ret, ret_n);
}

enum err_code desk_entity_with(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_entity **ret, size_t *ret_n)
{
    struct store_query *q = store_query(r->store, SQL_ENTITY_WITH);
    store_put_i64(q, "entity", v->id);
    return read_list(r, q, most && most < ENTITY_LIST_MOST ? most : ENTITY_LIST_MOST, ret, ret_n);
}

/* -------------------------------------------------------------------------- what it says */

struct saying {
    struct desk_reader *r;
    const struct desk_entity *v;
    struct desk_said about; /* what all of one article share */
    struct str text;
    struct reading reading;
    struct desk_said *list;
    int64_t *last; /* of each of the list, the article that was counted last */
    size_t n, most;
};

static void add_said(struct saying *s, enum stance stance, struct span words, int32_t sentence)
{
    if (sentence < 0 || words.end <= words.at)
        return;
    struct str said = span_str(s->text, words);
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].stance == stance && str_eq(s->list[i].words, said)) {
            s->list[i].also += s->last[i] != s->about.article;
            s->last[i] = s->about.article;
            return;
        }
    if (s->n == s->most)
        return;
    s->last[s->n] = s->about.article;
    struct desk_said *x = &s->list[s->n++];
    *x = s->about;
    x->stance = stance;
    x->words = said;
    x->sentence = sentence;
}

static void said_in(struct saying *s)
{
    const struct reading *x = &s->reading;
    reading_index me = -1;
    for (size_t i = 0; i < x->entity_count && me < 0; i++)
        if (x->entities[i].kind == s->v->kind &&
            str_eq(desk_entity_key_of(s->r->a, &x->entities[i]), s->v->key))
            me = (reading_index)i;
    for (size_t i = 0; me >= 0 && i < x->quote_count; i++)
        if (x->quotes[i].speaker == me)
            add_said(s, x->quotes[i].stance, x->quotes[i].content[0], x->quotes[i].sentence);
    for (size_t i = 0; me >= 0 && i < x->claim_count; i++)
        if (x->claims[i].by == me && x->claims[i].quote < 0)
            add_said(s, x->claims[i].stance, x->claims[i].span, x->claims[i].sentence);
}

bool desk_reading_row(struct desk_reader *r, struct store_query *q, int text_at, int rest_at,
                      struct str *ret_text, struct reading *ret)
{
    struct str pack, rest;
    struct body body;
    const struct reading *page = NULL;
    return store_zip_unpack(r->zip, r->a, store_str(q, text_at), DESK_UNPACKED_MOST, &pack) ==
               ERR_OK &&
           desk_unpack(r->a, pack, &body, ret_text, &page) == ERR_OK && page &&
           store_zip_unpack(r->zip, r->a, store_str(q, rest_at), DESK_UNPACKED_MOST, &rest) ==
               ERR_OK &&
           desk_unpack_rest(r->a, rest, *ret_text, page, ret) == ERR_OK;
}

enum err_code desk_entity_said(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_said **ret, size_t *ret_n)
{
    struct saying *s = ARENA_NEW(r->a, struct saying);
    most = most && most < ENTITY_LIST_MOST ? most : ENTITY_LIST_MOST;
    *s = (struct saying){.r = r,
                         .v = v,
                         .list = ARENA_ARRAY(r->a, most, struct desk_said),
                         .last = ARENA_ARRAY(r->a, most, int64_t),
                         .most = most};
    struct store_query *q = store_query(r->store, SQL_ENTITY_READINGS);
    store_put_i64(q, "entity", v->id);
    store_put_i64(q, "most", SAID_ARTICLES_MOST);
    while (store_row(q)) {
        s->about = (struct desk_said){
            .article = store_i64(q, 0),
            .title = store_dup(q, 1, r->a),
            .publisher = store_i64(q, 2),
            .publisher_name = store_dup(q, 3, r->a),
            .published = desk_when(store_time(q, 4), store_i64(q, 5), store_i64(q, 6)),
            .at = store_i64(q, 7),
        };
        if (desk_reading_row(r, q, 8, 9, &s->text, &s->reading))
            said_in(s);
    }
    *ret = s->list;
    *ret_n = s->n;
    return store_end(q, NULL);
}
