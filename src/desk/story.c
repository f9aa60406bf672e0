/* story: reading stories: the front page, the rows it is made of, and an article's place. The page
 * of a story is story_page.c. */
#include "desk/ledger.h"

enum {
    CANDIDATES_MOST = 400, /* newest stories that are ranked; and as many with several publishers */
    FRONT_DEFAULT = 30,
    PACE_DAYS = 7,
    PACE_MOST = 64, /* counted: more than that is loud enough */
    PLACE_OTHERS = 12,
    MISSING_MOST = 4,
    SHORT_LEDGER = 16, /* reports read to say what an article does not */
};

const char *desk_relation_name(enum desk_relation r)
{
    return story_relation_name((enum story_relation)r);
}

/* -------------------------------------------------------------------------- one row */

static enum err_code read_names(struct desk_reader *r, struct desk_story_row *row)
{
    struct str *names = ARENA_ARRAY(r->a, DESK_STORY_NAMES, struct str);
    struct store_query *q = store_query(r->store, SQL_STORY_BY);
    store_put_i64(q, "story", row->id);
    store_put_i64(q, "most", DESK_STORY_NAMES);
    while (row->by_count < DESK_STORY_NAMES && store_row(q))
        names[row->by_count++] = store_dup(q, 0, r->a);
    row->by = names;
    return store_end(q, NULL);
}

static enum err_code read_fresh(struct desk_reader *r, struct desk_story_row *row)
{
    row->fresh = row->reports;
    if (row->seen_at == TIME_NONE)
        return ERR_OK;
    struct store_query *q = store_query(r->store, SQL_STORY_FRESH);
    store_put_i64(q, "story", row->id);
    store_put_i64(q, "seen", row->seen_at);
    row->fresh = (uint32_t)store_number(q, 0);
    return ERR_OK;
}

enum err_code desk_story_row_get(struct desk_reader *r, int64_t story, int64_t user,
                                 struct desk_story_row *ret)
{
    enum { AT = DESK_ROW_COLUMNS };
    struct store_query *q = store_query(r->store, SQL_STORY_ROW);
    store_put_i64(q, "story", story);
    store_put_i64(q, "user", user);
    *ret = (struct desk_story_row){0};
    bool found = store_row(q);
    if (found) {
        desk_row_read(q, r->a, &ret->best);
        struct str name = store_dup(q, AT + 1, r->a);
        ret->id = store_i64(q, AT);
        ret->named = name.n > 0;
        ret->title = name.n ? name : ret->best.title;
        ret->first_at = store_i64(q, AT + 2);
        ret->last_at = store_i64(q, AT + 3);
        ret->changed_at = store_i64(q, AT + 4);
        ret->version = (uint32_t)store_i64(q, AT + 5);
        ret->reports = (uint32_t)store_i64(q, AT + 6);
        ret->origins = (uint32_t)store_i64(q, AT + 7);
        ret->publishers = (uint32_t)store_i64(q, AT + 8);
        ret->moved_count = desk_moved_read(r->a, store_dup(q, AT + 9, r->a), &ret->moved);
        ret->follow = (int)store_i64(q, AT + 10);
        ret->seen_at = user ? store_time(q, AT + 11) : TIME_NONE;
    }
    enum err_code code = store_end(q, NULL);
    if (code == ERR_OK && !found)
        return ERR_NOT_FOUND;
    if (code == ERR_OK)
        code = read_names(r, ret);
    return code == ERR_OK ? read_fresh(r, ret) : code;
}

/* -------------------------------------------------------------------------- the front page */

typedef LIST(struct story_entry) entry_list;

static bool has_entry(const entry_list *list, uint64_t story)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].story == story)
            return true;
    return false;
}

static enum err_code read_candidates(struct desk_reader *r, const struct desk_stories_want *want,
                                     enum store_sql which, entry_list *list)
{
    struct store_query *q = store_query(r->store, which);
    size_t before = list->n;
    store_put_i64(q, "user", want->user);
    store_put_i64(q, "from", want->from ? want->from : INT64_MIN);
    store_put_i64(q, "to", want->to ? want->to : INT64_MAX);
    store_put_i64(q, "least", want->least);
    store_put_i64(q, "most", CANDIDATES_MOST);
    while (store_row(q)) {
        struct story_entry en = {.story = (uint64_t)store_i64(q, 0),
                                 .newest = store_i64(q, 1),
                                 .origins = (uint32_t)store_i64(q, 2),
                                 .publishers = (uint32_t)store_i64(q, 3),
                                 .source = (uint64_t)store_i64(q, 4),
                                 .followed = store_i64(q, 5) > 0,
                                 .muted = store_i64(q, 5) < 0};
        if (!before || !has_entry(list, en.story))
            LIST_PUSH(r->a, list, en);
    }
    return store_end(q, NULL);
}

/* How many articles a day each source brings: asked once a source. */
static void read_paces(struct desk_reader *r, entry_list *list)
{
    int64_t now = clock_now();
    for (size_t i = 0; i < list->n; i++) {
        struct story_entry *en = &list->v[i];
        size_t k = 0;
        while (list->v[k].source != en->source)
            k++;
        if (k < i) {
            en->source_a_day = list->v[k].source_a_day;
            continue;
        }
        struct store_query *q = store_query(r->store, SQL_PUBLISHER_PACE);
        store_put_i64(q, "publisher", (int64_t)en->source);
        store_put_i64(q, "since", now - PACE_DAYS * US_DAY);
        store_put_i64(q, "most", PACE_MOST);
        en->source_a_day = (double)store_number(q, 0) / PACE_DAYS;
    }
}

/* Which stories stand on the front page, in their order, and why. */
static enum err_code place_stories(struct desk_reader *r, const struct desk_stories_want *want,
                                   struct desk_placed *ret, size_t *ret_n)
{
    entry_list list = {0};
    enum err_code code;
    if (want->followed) {
        code = read_candidates(r, want, SQL_STORIES_FOLLOWED, &list);
    } else {
        code = read_candidates(r, want, SQL_STORIES_NEWEST, &list);
        if (code == ERR_OK && list.n == CANDIDATES_MOST)
            code = read_candidates(r, want, SQL_STORIES_BROAD, &list);
    }
    if (code != ERR_OK)
        return code;
    read_paces(r, &list);
    struct story_ranked *ranked = ARENA_ARRAY(r->a, want->most, struct story_ranked);
    *ret_n = story_rank(r->a, list.v, list.n, clock_now(), want->most, ranked);
    for (size_t i = 0; list.v && i < *ret_n; i++) {
        ret[i] = (struct desk_placed){.story = (int64_t)list.v[ranked[i].entry].story,
                                      .score = ranked[i].score,
                                      .kept_place = ranked[i].kept_place};
        snprintf(ret[i].why, sizeof ret[i].why, "%s", ranked[i].why);
    }
    return ERR_OK;
}

enum err_code desk_stories(struct desk_reader *r, const struct desk_stories_want *wanted,
                           const struct desk_story_row **ret, size_t *ret_n)
{
    struct desk_stories_want want = *wanted;
    want.most = !want.most                      ? FRONT_DEFAULT
                : want.most < DESK_STORIES_MOST ? want.most
                                                : DESK_STORIES_MOST;
    struct desk_placed *placed = ARENA_ARRAY(r->a, DESK_STORIES_MOST, struct desk_placed);
    size_t n = 0;
    enum err_code code = ERR_OK;
    if (!desk_front_find(r->desk, &want, placed, &n)) {
        uint64_t changes = desk_changes(r->desk);
        code = place_stories(r, &want, placed, &n);
        if (code == ERR_OK)
            desk_front_keep(r->desk, &want, changes, placed, n);
    }
    struct desk_story_row *rows = ARENA_ARRAY(r->a, n, struct desk_story_row);
    *ret_n = 0;
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        struct desk_story_row *row = &rows[*ret_n];
        code = desk_story_row_get(r, placed[i].story, want.user, row);
        if (code == ERR_NOT_FOUND) { /* gone since it was listed */
            code = ERR_OK;
            continue;
        }
        row->why = str_dup(r->a, str_c(placed[i].why));
        row->score = placed[i].score;
        row->kept_place = placed[i].kept_place;
        ++*ret_n;
    }
    *ret = rows;
    return code;
}

/* -------------------------------------------------------------------------- reports */

/* Reports come in as they are fetched, not as they were written; and a story that was joined to
 * another brings a first report of its own. Which is the first is seen by all of them. */
static enum err_code tell_first(struct desk_reader *r, int64_t story, struct desk_report *v,
                                size_t n)
{
    struct store_query *q = store_query(r->store, SQL_STORY_FIRST);
    store_put_i64(q, "story", story);
    int64_t first = store_row(q) ? store_i64(q, 0) : 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].row.id == first)
            v[i].relation = DESK_FIRST;
        else if (v[i].relation == DESK_FIRST)
            v[i].relation = DESK_SAME_EVENT;
    }
    return store_end(q, NULL);
}

enum err_code desk_reports_read(struct desk_reader *r, const struct desk_reports_want *want,
                                const struct desk_report **ret, size_t *ret_n)
{
    enum { AT = DESK_ROW_COLUMNS };
    LIST(struct desk_report) list = {0};
    struct store_query *q = store_query(r->store, SQL_STORY_REPORTS);
    store_put_i64(q, "story", want->story);
    store_put_i64(q, "article", want->only);
    store_put_i64(q, "not", want->but);
    store_put_i64(q, "user", want->user);
    store_put_i64(q, "at", want->after.id ? want->after.at : INT64_MAX);
    store_put_i64(q, "id", want->after.id ? want->after.id : INT64_MAX);
    store_put_i64(q, "most", (int64_t)want->most);
    while (store_row(q)) {
        struct desk_report *v = LIST_ADD(r->a, &list);
        desk_row_read(q, r->a, &v->row);
        v->relation = (enum desk_relation)store_i64(q, AT);
        v->copy_of = store_i64(q, AT + 1);
        v->copy = story_copy_name((enum story_copy)store_i64(q, AT + 2));
        v->why = store_dup(q, AT + 3, r->a);
        v->score = store_f64(q, AT + 4);
        v->joined_at = store_i64(q, AT + 5);
        v->by_hand = store_i64(q, AT + 6) != 0;
        v->versions = (uint32_t)store_i64(q, AT + 7);
        v->at = store_i64(q, AT + 8);
        v->fresh = want->seen_at != TIME_NONE && v->joined_at > want->seen_at;
    }
    *ret = list.v;
    *ret_n = list.n;
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK ? tell_first(r, want->story, list.v, list.n) : code;
}

enum err_code desk_story_reports(struct desk_reader *r, int64_t id, int64_t user,
                                 struct desk_key after, struct desk_story *ret)
{
    struct desk_reports_want want = {
        .story = desk_story_now(r->store, id), .user = user, .most = DESK_REPORTS_SHOWN};
    *ret = (struct desk_story){0};
    enum err_code code = desk_story_row_get(r, want.story, user, &ret->row);
    want.after = after;
    want.seen_at = ret->row.seen_at;
    return code == ERR_OK ? desk_reports_read(r, &want, &ret->reports, &ret->report_count) : code;
}

/* -------------------------------------------------------------------------- an article's place */

static enum err_code read_missing(struct desk_reader *r, int64_t article, struct desk_place *ret)
{
    struct desk_ledger l;
    struct story_lines lines;
    const struct desk_ledger_from from = {r->store, r->zip, r->a};
    if (ret->story.reports < 2)
        return ERR_OK;
    enum err_code code = desk_ledger_load(&from, ret->story.id, SHORT_LEDGER, &l, NULL);
    if (code != ERR_OK)
        return code;
    enum story_role *roles = ARENA_ARRAY(r->a, l.n, enum story_role);
    bool here = false;
    for (size_t i = 0; i < l.n; i++) {
        bool self = (int64_t)l.v[i].id == article;
        here |= self;
        roles[i] = self ? STORY_SEEN : STORY_ASK;
    }
    if (!here)
        return ERR_OK; /* many came after it: what they say is not news about this one */
    story_prepare(r->a, l.v, l.n);
    story_fresh(r->a, l.v, l.n, roles, MISSING_MOST, &lines);
    struct desk_source *v = ARENA_ARRAY(r->a, lines.n, struct desk_source);
    for (size_t i = 0; i < lines.n; i++)
        v[i] = desk_ledger_source(&l, lines.v[i].spot);
    ret->missing = v;
    ret->missing_count = lines.n;
    return ERR_OK;
}

static void read_original(struct desk_reader *r, struct desk_place *ret)
{
    if (!ret->self.copy_of)
        return;
    struct store_query *q = store_query(r->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", ret->self.copy_of);
    if (store_row(q)) {
        ret->copy_publisher = store_dup(q, 2, r->a);
        ret->copy_title = store_dup(q, 7, r->a);
    }
    if (store_end(q, NULL) != ERR_OK)
        ret->copy_title = ret->copy_publisher = STR_NONE;
}

enum err_code desk_place_get(struct desk_reader *r, int64_t article, int64_t user,
                             struct desk_place *ret)
{
    struct store_query *q = store_query(r->store, SQL_MEMBER_GET);
    const struct desk_report *self;
    size_t n;
    store_put_i64(q, "article", article);
    int64_t story = store_number(q, 0);
    *ret = (struct desk_place){0};
    if (!story)
        return ERR_NOT_FOUND;
    enum err_code code = desk_story_row_get(r, story, user, &ret->story);
    if (code != ERR_OK)
        return code;
    struct desk_reports_want want = {
        .story = story, .only = article, .user = user, .most = 1, .seen_at = ret->story.seen_at};
    code = desk_reports_read(r, &want, &self, &n);
    if (code != ERR_OK || !n)
        return code == ERR_OK ? ERR_NOT_FOUND : code;
    ret->self = self[0];
    want.only = 0;
    want.but = article;
    want.most = PLACE_OTHERS;
    code = desk_reports_read(r, &want, &ret->others, &ret->other_count);
    read_original(r, ret);
    return code == ERR_OK ? read_missing(r, article, ret) : code;
}

/* -------------------------------------------------------------------------- readers' marks */

struct mark {
    int64_t user, story;
    int follow;
    bool seen;
};

static enum err_code write_mark(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct mark *m = ctx;
    int64_t story = desk_story_now(w->store, m->story);
    struct store_query *q = store_query(w->store, SQL_STORY_GET);
    store_put_i64(q, "id", story);
    if (!store_number(q, 0))
        return err_set(e, ERR_NOT_FOUND, "there is no such story");
    q = store_query(w->store, m->seen ? SQL_READER_SEEN : SQL_READER_FOLLOW);
    store_put_i64(q, "account", m->user);
    store_put_i64(q, "story", story);
    if (m->seen)
        store_put_i64(q, "now", w->now);
    else
        store_put_i64(q, "follow", m->follow);
    return store_run(q, e);
}

enum err_code desk_story_follow(struct desk *d, int64_t user, int64_t story, int follow,
                                struct err *e)
{
    struct mark m = {user, story, follow > 0 ? 1 : follow < 0 ? -1 : 0, false};
    if (!user)
        return err_set(e, ERR_DENIED, "sign in to follow a story");
    enum err_code code = desk_write(d, write_mark, &m, e);
    if (code == ERR_OK)
        desk_changed(d);
    return code;
}

enum err_code desk_story_seen(struct desk *d, int64_t user, int64_t story, struct err *e)
{
    struct mark m = {user, story, 0, true};
    return user ? desk_write(d, write_mark, &m, e) : err_set(e, ERR_DENIED, "nobody is signed in");
}
