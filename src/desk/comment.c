/* comment: what people say below an article. Kept as the Markdown they typed and as the body made
 * of it. Order of reading: each thread by time, answers below what they answer. A comment that has
 * answers leaves a gap when it is deleted; one that has none goes altogether, with the gaps above
 * that it leaves bare. */
#include "desk/internal.h"

enum { COMMENTS_MOST = 5000, BODY_JSON_MOST = 1 << 20, TWICE_MINUTES = 10 };

struct say {
    int64_t user, article, parent, id;
    struct str source;
    struct body body;
    bool admin; /* to delete: any */
    bool held;  /* by the first judgement: */
    struct str why;
};

static enum err_code check_say(struct desk_writing *w, const struct say *s, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_EXISTS);
    store_put_i64(q, "id", s->article);
    if (!store_number(q, 0))
        return err_set(e, ERR_NOT_FOUND, "there is no such article");
    if (s->parent) {
        q = store_query(w->store, SQL_COMMENT_GET);
        store_put_i64(q, "id", s->parent);
        bool fits = store_row(q) && store_i64(q, 0) == s->article && store_i64(q, 2) == 0;
        enum err_code code = store_end(q, e);
        if (code != ERR_OK || !fits)
            return code != ERR_OK ? code
                                  : err_set(e, ERR_NOT_FOUND,
                                            "the comment that you answer is not there any more");
    }
    q = store_query(w->store, SQL_COMMENT_RECENT);
    store_put_i64(q, "account", s->user);
    store_put_i64(q, "since", w->now - US_HOUR);
    if (store_number(q, 0) >= DESK_COMMENTS_AN_HOUR && !desk_is_admin(w->store, s->user))
        return err_set(e, ERR_LIMIT, "that is enough for now: at most %d comments an hour",
                       DESK_COMMENTS_AN_HOUR);
    q = store_query(w->store, SQL_COMMENT_OF_ARTICLE);
    store_put_i64(q, "article", s->article);
    if (store_number(q, 0) >= COMMENTS_MOST)
        return err_set(e, ERR_LIMIT, "this article has as many comments as it can hold");
    return ERR_OK;
}

enum { JUDGE_DAYS = 7 }; /* how long a text said before is remembered */

/* The first judgement, with what is known of its author. */
static enum err_code judge(struct desk_writing *w, struct say *s, struct str digest, struct err *e)
{
    struct desk_judge_facts f = {.source = s->source, .links = desk_body_links(&s->body)};
    struct store_query *q = store_query(w->store, SQL_COMMENT_LINKED);
    store_put_i64(q, "account", s->user);
    f.linked_before = store_number(q, 0) > 0;
    q = store_query(w->store, SQL_COMMENT_SAME);
    store_put_str(q, "digest", digest);
    store_put_i64(q, "since", w->now - JUDGE_DAYS * US_DAY);
    f.said_before = store_number(q, 0) > 0;
    f.block_count = desk_block_words(w->store, w->a, &f.block);
    if (desk_is_banned(w->store, s->user))
        return err_set(e, ERR_DENIED, "this account may not comment any more");
    s->held = !desk_is_admin(w->store, s->user) && !desk_judge(w->a, &f, &s->why);
    return ERR_OK;
}

enum err_code desk_recount_comments(struct desk_writing *w, int64_t article, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_COMMENT_RECOUNT);
    store_put_i64(q, "article", article);
    return store_run(q, e);
}

/* The comment that these words made already, when a form was sent twice; 0 for new words. */
static int64_t said_just_now(struct desk_writing *w, const struct say *s)
{
    struct store_query *q = store_query(w->store, SQL_COMMENT_AGAIN);
    store_put_i64(q, "article", s->article);
    store_put_i64(q, "account", s->user);
    store_put_i64(q, "parent", s->parent);
    store_put_i64(q, "since", w->now - TWICE_MINUTES * US_MINUTE);
    store_put_str(q, "source", s->source);
    return store_number(q, 0);
}

static enum err_code add(struct desk_writing *w, void *ctx, struct err *e)
{
    struct say *s = ctx;
    s->id = said_just_now(w, s);
    if (s->id)
        return ERR_OK;
    enum err_code code = check_say(w, s, e);
    if (code != ERR_OK)
        return code;
    struct buf b;
    struct json_out json;
    buf_arena(&b, w->a, BODY_JSON_MOST);
    json_init(&json, &b);
    body_write(&json, &s->body);
    if (b.failed)
        return err_set(e, ERR_LIMIT, "the comment is too long");
    struct str digest = desk_digest(w->a, desk_judge_words(w->a, s->source));
    code = judge(w, s, digest, e);
    if (code != ERR_OK)
        return code;
    s->id = store_id(w->store);
    struct store_query *q = store_query(w->store, SQL_COMMENT_ADD);
    store_put_i64(q, "id", s->id);
    store_put_i64(q, "article", s->article);
    if (s->parent)
        store_put_i64(q, "parent", s->parent);
    store_put_i64(q, "account", s->user);
    store_put_i64(q, "now", w->now);
    store_put_str(q, "source", s->source);
    store_put_str(q, "body", buf_str(&b));
    store_put_i64(q, "state", s->held);
    store_put_opt(q, "why", s->why);
    store_put_i64(q, "links", desk_body_links(&s->body));
    store_put_str(q, "digest", digest);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_recount_comments(w, s->article, e);
    if (code == ERR_OK && !s->held)
        desk_tell(
            w, &(struct desk_event){
                   .kind = DESK_EVENT_COMMENT, .id = s->id, .article = s->article, .at = w->now});
    return code;
}

enum err_code desk_comment_add(struct desk *d, int64_t user, int64_t article, int64_t parent,
                               struct str markdown, int64_t *ret, struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to comment");
    if (desk_comments_mode(d->conf) == DESK_COMMENTS_OFF)
        return err_set(e, ERR_DENIED, "comments are switched off");
    struct arena a;
    arena_init(&a, 8 << 20);
    struct say s = {
        .user = user, .article = article, .parent = parent, .source = str_trim(markdown)};
    enum err_code code = desk_markdown(&a, markdown, &s.body, e);
    if (code == ERR_OK)
        code = desk_write(d, add, &s, e);
    arena_done(&a);
    if (code == ERR_OK)
        *ret = s.id;
    return code;
}

/* Takes a comment that has no answers away, and deleted ones above it that then have none either.
 */
static enum err_code take_away(struct desk_writing *w, int64_t id, struct err *e)
{
    while (id) {
        struct store_query *q = store_query(w->store, SQL_COMMENT_PARENT);
        store_put_i64(q, "id", id);
        int64_t parent = store_number(q, 0);
        q = store_query(w->store, SQL_COMMENT_DELETE);
        store_put_i64(q, "id", id);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK || !parent)
            return code;
        q = store_query(w->store, SQL_COMMENT_ANSWERS);
        store_put_i64(q, "id", parent);
        bool bare = store_number(q, 1) == 0;
        q = store_query(w->store, SQL_COMMENT_GET);
        store_put_i64(q, "id", parent);
        bool gap = store_row(q) && store_i64(q, 2) != 0;
        code = store_end(q, e);
        if (code != ERR_OK)
            return code;
        id = bare && gap ? parent : 0;
    }
    return ERR_OK;
}

enum err_code desk_take_comment(struct desk_writing *w, int64_t user, bool admin, int64_t comment,
                                struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_COMMENT_GET);
    store_put_i64(q, "id", comment);
    bool found = store_row(q);
    int64_t article = found ? store_i64(q, 0) : 0, owner = found ? store_i64(q, 1) : 0;
    bool gone = found && store_i64(q, 2) != 0;
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !found || gone)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the comment is not there any more");
    if (owner != user && !(admin && desk_is_admin(w->store, user)))
        return err_set(e, ERR_DENIED, "only its author or an administrator may delete a comment");
    q = store_query(w->store, SQL_COMMENT_ANSWERS);
    store_put_i64(q, "id", comment);
    if (store_number(q, 0) > 0) {
        q = store_query(w->store, SQL_COMMENT_BLANK);
        store_put_i64(q, "id", comment);
        code = store_run(q, e);
    } else {
        code = take_away(w, comment, e);
    }
    return code == ERR_OK ? desk_recount_comments(w, article, e) : code;
}

static enum err_code take_back(struct desk_writing *w, void *ctx, struct err *e)
{
    struct say *s = ctx;
    return desk_take_comment(w, s->user, s->admin, s->id, e);
}

enum err_code desk_comment_delete(struct desk *d, const struct desk_user *user, int64_t comment,
                                  struct err *e)
{
    if (user->id <= 0)
        return err_set(e, ERR_DENIED, "sign in to delete your comment");
    return desk_write(d, take_back,
                      &(struct say){.user = user->id, .admin = user->admin, .id = comment}, e);
}

/* -------------------------------------------------------------------------- reading */

/* body_read may leave by the arena's escape: caught, so that the tree is given back. */
struct parse {
    struct arena *a;
    json_t *tree;
    struct body *ret;
};

static enum err_code parse_body(void *ctx)
{
    struct parse *p = ctx;
    return body_read(p->a, p->tree, p->ret, NULL);
}

struct body desk_comment_body(struct arena *a, struct str json)
{
    struct body body = {0};
    json_t *tree = NULL;
    if (json_read(json, &tree, NULL) != ERR_OK)
        return body;
    if (arena_run(a, parse_body, &(struct parse){a, tree, &body}) != ERR_OK)
        body = (struct body){0};
    json_decref(tree);
    return body;
}

/* Index of the comment with this id among those in order of id, or n. */
static size_t index_of(const struct desk_comment *v, size_t n, int64_t id)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (v[mid].id < id)
            from = mid + 1;
        else
            to = mid;
    }
    return from < n && v[from].id == id ? from : n;
}

/* Parents come before their children in order of id, so threads are put in order by walking lists
 * of children, without recursion. */
static struct desk_comment *in_threads(struct arena *a, struct desk_comment *v, size_t n)
{
    /* first[i], next[i]: the children of i; place n holds the beginnings of threads. Walked from
     * the last on, so that each list is in order of time. */
    size_t *first = ARENA_ARRAY(a, n + 1, size_t), *next = ARENA_ARRAY(a, n + 1, size_t);
    for (size_t i = 0; i <= n; i++)
        first[i] = next[i] = SIZE_MAX;
    for (size_t i = n; i-- > 0;) {
        size_t parent = v[i].parent ? index_of(v, n, v[i].parent) : n;
        if (parent >= i)
            parent = n;
        next[i] = first[parent];
        first[parent] = i;
    }
    for (size_t i = 0; i < n; i++) {
        size_t parent = v[i].parent ? index_of(v, n, v[i].parent) : n;
        uint32_t depth = parent < i ? v[parent].depth + 1 : 0;
        v[i].depth = depth < DESK_COMMENT_DEPTH_MOST ? depth : DESK_COMMENT_DEPTH_MOST;
    }
    struct desk_comment *out = ARENA_ARRAY(a, n, struct desk_comment);
    size_t *stack = ARENA_ARRAY(a, n + 1, size_t), depth = 0, done = 0;
    if (first[n] != SIZE_MAX)
        stack[depth++] = first[n];
    while (depth) {
        size_t i = stack[--depth];
        out[done++] = v[i];
        if (next[i] != SIZE_MAX)
            stack[depth++] = next[i];
        if (first[i] != SIZE_MAX)
            stack[depth++] = first[i];
    }
    return out;
}

enum err_code desk_comments(struct desk_reader *r, int64_t article, int64_t user,
                            const struct desk_comment **ret, size_t *ret_n)
{
    LIST(struct desk_comment) list = {0};
    struct store_query *q = store_query(r->store, SQL_ARTICLE_EXISTS);
    store_put_i64(q, "id", article);
    if (!store_number(q, 0))
        return ERR_NOT_FOUND;
    enum desk_comments_mode mode = desk_comments_mode(r->desk->conf);
    if (mode == DESK_COMMENTS_OFF || (mode == DESK_COMMENTS_MEMBERS && user <= 0)) {
        *ret_n = 0;
        return ERR_OK;
    }
    bool admin = user > 0 && desk_is_admin(r->store, user);
    q = store_query(r->store, SQL_COMMENT_ALL);
    store_put_i64(q, "article", article);
    store_put_i64(q, "user", user);
    store_put_i64(q, "admin", admin);
    store_put_i64(q, "most", COMMENTS_MOST);
    while (store_row(q)) {
        struct desk_comment *c = LIST_ADD(r->a, &list);
        c->id = store_i64(q, 0);
        c->article = article;
        c->parent = store_i64(q, 1);
        c->at = store_i64(q, 4);
        c->deleted = store_i64(q, 5) != 0;
        if (c->deleted)
            continue;
        c->user = store_i64(q, 2);
        c->user_name = store_dup(q, 3, r->a);
        c->own = user > 0 && c->user == user;
        c->source = store_dup(q, 6, r->a);
        c->body = desk_comment_body(r->a, store_str(q, 7));
        c->held = store_i64(q, 8) != 0;
        c->why = store_dup(q, 9, r->a);
    }
    enum err_code code = store_end(q, NULL);
    *ret = in_threads(r->a, list.v, list.n);
    *ret_n = list.n;
    return code;
}
