/* story_rows: the rows of stories and their members: counted, joined, redirected. All in the
 * writer. */
#include "desk/stories.h"

enum { REDIRECTS_MOST = 100 };

enum err_code desk_member_get(struct desk_writing *w, int64_t article, struct desk_member *ret,
                              struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_MEMBER_GET);
    *ret = (struct desk_member){0};
    store_put_i64(q, "article", article);
    if (store_row(q))
        *ret = (struct desk_member){
            .found = true,
            .story = store_i64(q, 0),
            .copy_of = store_i64(q, 1),
            .copy = (int)store_i64(q, 2),
            .relation = (int)store_i64(q, 3),
            .nearest = store_i64(q, 4),
            .score = store_f64(q, 5),
            .why = store_dup(q, 6, w->a),
            .at = store_i64(q, 7),
            .joined_at = store_i64(q, 8),
            .arrived = store_i64(q, 9),
            .fixed = store_i64(q, 10),
        };
    return store_end(q, e);
}

int64_t desk_story_now(struct store *s, int64_t story)
{
    for (int i = 0; i < REDIRECTS_MOST; i++) {
        struct store_query *q = store_query(s, SQL_REDIRECT_GET);
        store_put_i64(q, "story", story);
        int64_t next = store_number(q, 0);
        if (!next)
            return story;
        story = next;
    }
    return 0;
}

/* -------------------------------------------------------------------------- counting */

struct counted {
    int64_t article, copy_of, publisher, at;
};
typedef LIST(struct counted) counted_list;

static enum err_code read_members(struct desk_writing *w, int64_t story, counted_list *list,
                                  struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_MEMBERS_OF);
    store_put_i64(q, "story", story);
    while (store_row(q))
        LIST_PUSH(w->a, list,
                  (struct counted){.article = store_i64(q, 0),
                                   .copy_of = store_i64(q, 1),
                                   .publisher = store_i64(q, 2),
                                   .at = store_i64(q, 3)});
    return store_end(q, e);
}

/* The text that a member is one with: the original where that is known, else itself. */
static int64_t text_of(const struct counted *m)
{
    return m->copy_of ? m->copy_of : m->article;
}

static bool first_by(struct map *seen, struct arena *a, int64_t key)
{
    bool fresh = false;
    map_put(seen, str_dup(a, str_of((const char *)&key, sizeof key)), &fresh);
    return fresh;
}

/* The first to print a text is an origin; each publisher counts once. */
static void count_all(struct arena *a, const counted_list *list, int64_t *ret_origins,
                      int64_t *ret_publishers)
{
    struct map texts, origins, publishers;
    map_init(&texts, a);
    map_init(&origins, a);
    map_init(&publishers, a);
    *ret_origins = *ret_publishers = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct counted *m = &list->v[i];
        *ret_publishers += first_by(&publishers, a, m->publisher);
        if (first_by(&texts, a, text_of(m)))
            *ret_origins += first_by(&origins, a, m->publisher);
    }
}

/* The report that stands for the story now, if it is still there; else its first, until
 * desk_story_digest has read them. */
static int64_t best_of(struct desk_writing *w, int64_t story, const counted_list *list)
{
    struct store_query *q = store_query(w->store, SQL_STORY_BEST);
    store_put_i64(q, "id", story);
    int64_t best = store_number(q, 0);
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].article == best)
            return best;
    return list->v[0].article;
}

static enum err_code move_redirect(struct desk_writing *w, int64_t story, int64_t heir,
                                   struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_STORY_DELETE);
    store_put_i64(q, "id", story);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK || !heir || heir == story)
        return code;
    q = store_query(w->store, SQL_REDIRECT_SET);
    store_put_i64(q, "story", story);
    store_put_i64(q, "target", heir);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

/* The time of the newest report that is no copy: a late copy is no news. */
static int64_t last_of(const counted_list *list)
{
    for (size_t i = list->n; i-- > 0;)
        if (!list->v[i].copy_of)
            return list->v[i].at;
    return list->v[list->n - 1].at;
}

enum err_code desk_story_refresh(struct desk_writing *w, int64_t story, int64_t heir, struct err *e)
{
    counted_list list = {0};
    enum err_code code = read_members(w, story, &list, e);
    if (code != ERR_OK)
        return code;
    if (!list.n)
        return move_redirect(w, story, heir, e);
    int64_t origins, publishers, last = last_of(&list);
    const int64_t best = best_of(w, story, &list);
    count_all(w->a, &list, &origins, &publishers);
    struct store_query *q = store_query(w->store, SQL_REDIRECT_DELETE);
    store_put_i64(q, "story", story);
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_STORY_SET);
    store_put_i64(q, "id", story);
    store_put_i64(q, "best", best);
    store_put_i64(q, "first", list.v[0].at);
    store_put_i64(q, "last", last);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "reports", (int64_t)list.n);
    store_put_i64(q, "origins", origins);
    store_put_i64(q, "publishers", publishers);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_story_digest_later(w, story, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){
                         .kind = DESK_EVENT_STORY, .id = story, .article = best, .at = w->now});
    return code;
}

/* -------------------------------------------------------------------------- joining */

bool desk_story_is_apart(struct desk_writing *w, int64_t article, int64_t story)
{
    struct store_query *q = store_query(w->store, SQL_APART_IS);
    store_put_i64(q, "article", article);
    store_put_i64(q, "story", story);
    return store_number(q, 0) != 0;
}

bool desk_story_may_join(struct desk_writing *w, int64_t one, int64_t other)
{
    struct store_query *q = store_query(w->store, SQL_APART_BETWEEN);
    store_put_i64(q, "one", one);
    store_put_i64(q, "other", other);
    if (store_number(q, 0))
        return false;
    q = store_query(w->store, SQL_UNRELATED_IS);
    store_put_i64(q, "story", one);
    store_put_i64(q, "other", other);
    return store_number(q, 0) == 0;
}

enum err_code desk_story_join(struct desk_writing *w, int64_t from, int64_t to, struct err *e)
{
    int64_t clock;
    enum err_code code = desk_stories_tick(w, false, &clock, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_MEMBERS_MOVE);
    store_put_i64(q, "from", from);
    store_put_i64(q, "to", to);
    store_put_i64(q, "clock", clock);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_story_inherit(w, from, to, e);
    if (code == ERR_OK)
        code = desk_story_refresh(w, from, to, e);
    return code == ERR_OK ? desk_story_refresh(w, to, 0, e) : code;
}

enum err_code desk_story_inherit(struct desk_writing *w, int64_t from, int64_t to, struct err *e)
{
    enum err_code code = ERR_OK;
    static const enum store_sql follow[] = {SQL_APART_MERGE, SQL_UNRELATED_MERGE, SQL_READER_MERGE};
    for (size_t i = 0; i < sizeof follow / sizeof *follow && code == ERR_OK; i++) {
        struct store_query *q = store_query(w->store, follow[i]);
        store_put_i64(q, "from", from);
        store_put_i64(q, "to", to);
        code = store_run(q, e);
    }
    return code;
}
