/* version: silent edits. When the text of an article is replaced by another wording, the old one is
 * kept with what changed: how many words, and each figure and name. Running stories are looked at
 * again one, six and twenty-four hours after they were published, with the validators that the
 * publisher gave, one at a time a host as everything else. */
#include "desk/ledger.h"
#include "page/page.h"

enum {
    VERSIONS_MOST = 20, /* kept of an article; the oldest go */
    EDITS_MOST = 20,    /* figures and names that are noted */
    EDIT_WORDS_MOST = 60,
    CHANGES_BYTES_MOST = 8192,
    RECHECKS_MOST = 20, /* made due at a time */
};
/* Hours after publication. */
static const int recheck_hours[] = {1, 6, 24};
enum { RECHECKS = sizeof recheck_hours / sizeof *recheck_hours };

/* -------------------------------------------------------------------------- keeping */

struct wording {
    struct str title, text;
    int64_t since;
};

/* The old text without what its host repeats, which the new one was read without: what we learned
 * in between is no edit of the publisher's. */
static struct str without_repeats(struct arena *a, const struct body *body, struct str text,
                                  struct str memory)
{
    struct article v = {.body = *body, .text = text};
    struct page_memory *m = ARENA_NEW(a, struct page_memory);
    if (memory.n && page_memory_read(memory, m))
        page_memory_clean(a, m, &v);
    return v.text;
}

static enum err_code read_wording(struct desk_writing *w, int64_t article, struct str memory,
                                  struct wording *ret, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_VERSION_BASE);
    struct str pack = STR_NONE;
    const struct reading *reading;
    struct body body;
    *ret = (struct wording){0};
    store_put_i64(q, "article", article);
    if (store_row(q) && store_i64(q, 1) == ARTICLE_FULL) {
        ret->title = store_dup(q, 0, w->a);
        ret->since = store_null(q, 3) ? store_i64(q, 2) : store_i64(q, 3);
        if (store_zip_unpack(w->zip, w->a, store_str(q, 4), DESK_UNPACKED_MOST, &pack) != ERR_OK)
            pack = STR_NONE;
    }
    enum err_code code = store_end(q, e);
    if (!pack.n || desk_unpack(w->a, pack, &body, &ret->text, &reading) != ERR_OK)
        ret->text = STR_NONE;
    else
        ret->text = without_repeats(w->a, &body, ret->text, memory);
    return code;
}

static void put_words(struct buf *b, struct str s)
{
    s = utf8_cut(s, EDIT_WORDS_MOST);
    for (size_t i = 0; i < s.n; i++)
        buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

static struct str write_changes(struct arena *a, const struct story_diff *diff, struct str old,
                                struct str new)
{
    struct buf b;
    buf_arena(&b, a, CHANGES_BYTES_MOST);
    buf_fmt(&b, "%u\t%u\n", diff->words_removed, diff->words_added);
    for (size_t i = 0; i < diff->edited_count && i < EDITS_MOST; i++) {
        const struct story_edited *v = &diff->edited[i];
        buf_put(&b, v->kind == STORY_EDIT_FIGURE ? STR("f\t") : STR("n\t"));
        put_words(&b, span_str(old, v->old));
        buf_char(&b, '\t');
        put_words(&b, span_str(new, v->new));
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

enum err_code desk_version_keep(struct desk_writing *w, int64_t article, struct str title,
                                struct str text, struct str memory, struct err *e)
{
    struct wording old;
    struct story_diff diff;
    enum err_code code = read_wording(w, article, memory, &old, e);
    if (code != ERR_OK || !old.text.n)
        return code;
    story_diff(w->a, old.text, text, &diff);
    if (!diff.words_removed && !diff.words_added && str_eq(old.title, title))
        return ERR_OK;
    struct store_query *q = store_query(w->store, SQL_VERSION_ADD);
    store_put_i64(q, "id", store_id(w->store));
    store_put_i64(q, "article", article);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "since", old.since);
    store_put_str(q, "title", old.title);
    store_put_blob(q, "text", store_zip_pack(w->zip, w->a, old.text));
    store_put_str(q, "changes", write_changes(w->a, &diff, old.text, text));
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_VERSION_TRIM);
    store_put_i64(q, "article", article);
    store_put_i64(q, "most", VERSIONS_MOST);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- reading */

static uint32_t small(struct str s)
{
    uint64_t n = 0;
    return str_u64(s, UINT32_MAX, &n) ? (uint32_t)n : 0;
}

size_t desk_edits_read(struct arena *a, struct str lines, struct desk_version *ret)
{
    struct desk_edit *v = ARENA_ARRAY(a, EDITS_MOST, struct desk_edit);
    struct str line, kind, old;
    if (!str_split(&lines, '\n', &line) || !str_split(&line, '\t', &old))
        return 0;
    ret->words_removed = small(old);
    ret->words_added = small(line);
    while (ret->edit_count < EDITS_MOST && str_split(&lines, '\n', &line))
        if (str_split(&line, '\t', &kind) && str_split(&line, '\t', &old))
            v[ret->edit_count++] =
                (struct desk_edit){.figure = str_eq(kind, STR("f")), .old = old, .new = line};
    ret->edits = v;
    return ret->edit_count;
}

enum err_code desk_versions(struct desk_reader *r, int64_t article, const struct desk_version **ret,
                            size_t *ret_n)
{
    LIST(struct desk_version) list = {0};
    struct store_query *q = store_query(r->store, SQL_VERSION_ALL);
    store_put_i64(q, "article", article);
    while (store_row(q)) {
        struct desk_version *v = LIST_ADD(r->a, &list);
        *v = (struct desk_version){.id = store_i64(q, 0),
                                   .at = store_i64(q, 1),
                                   .since = store_i64(q, 2),
                                   .title = store_dup(q, 3, r->a)};
        desk_edits_read(r->a, store_dup(q, 4, r->a), v);
    }
    *ret = list.v;
    *ret_n = list.n;
    enum err_code code = store_end(q, NULL);
    if (code != ERR_OK || list.n)
        return code;
    q = store_query(r->store, SQL_ARTICLE_EXISTS);
    store_put_i64(q, "id", article);
    return store_number(q, 0) ? ERR_OK : ERR_NOT_FOUND;
}

/* The text and title of a version; of the article as it is now with version 0. */
static enum err_code text_of(struct desk_reader *r, int64_t article, int64_t version,
                             struct str *ret_title, struct str *ret_text)
{
    if (!version) {
        struct desk_article now;
        enum err_code code = desk_article_get(r, article, 0, &now);
        if (code == ERR_OK) {
            *ret_title = now.article.title;
            *ret_text = now.article.text;
        }
        return code;
    }
    struct store_query *q = store_query(r->store, SQL_VERSION_GET);
    store_put_i64(q, "article", article);
    store_put_i64(q, "id", version);
    enum err_code code = ERR_NOT_FOUND;
    if (store_row(q)) {
        *ret_title = store_dup(q, 0, r->a);
        code = store_zip_unpack(r->zip, r->a, store_str(q, 1), DESK_UNPACKED_MOST, ret_text);
    }
    enum err_code ended = store_end(q, NULL);
    return ended == ERR_OK ? code : ended;
}

static char gap_before(struct str text, size_t at)
{
    char gap = 0;
    while (at-- > 0 && is_space(text.p[at]))
        gap = text.p[at] == '\n' || gap == '\n' ? '\n' : ' ';
    return gap;
}

enum err_code desk_version_difference(struct desk_reader *r, int64_t article, int64_t version,
                                      struct desk_difference *ret)
{
    const struct desk_version *all;
    size_t n, at = 0;
    struct str title, old, new;
    struct story_diff diff;
    *ret = (struct desk_difference){0};
    enum err_code code = desk_versions(r, article, &all, &n);
    while (code == ERR_OK && at < n && all[at].id != version)
        at++;
    if (code != ERR_OK || at == n)
        return code == ERR_OK ? ERR_NOT_FOUND : code;
    code = text_of(r, article, version, &title, &old);
    if (code == ERR_OK) /* newest first: what came after it stands before it */
        code = text_of(r, article, at ? all[at - 1].id : 0, &ret->title_after, &new);
    if (code != ERR_OK)
        return code;
    story_diff(r->a, old, new, &diff);
    struct desk_piece *v = ARENA_ARRAY(r->a, diff.run_count, struct desk_piece);
    for (size_t i = 0; i < diff.run_count; i++) {
        const struct story_run *run = &diff.runs[i];
        v[i].edit = run->edit == STORY_REMOVED ? -1 : run->edit == STORY_ADDED ? 1 : 0;
        struct str text = run->edit == STORY_REMOVED ? old : new;
        struct span span = run->edit == STORY_REMOVED ? run->old : run->new;
        v[i].words = span_str(text, span);
        v[i].gap = gap_before(text, span.at);
    }
    ret->version = all[at];
    ret->pieces = v;
    ret->n = diff.run_count;
    return ERR_OK;
}

/* -------------------------------------------------------------------------- looking again */

enum err_code desk_recheck_plan(struct desk_writing *w, const struct desk_recheck *v, struct err *e)
{
    if (!desk_conf_bool(w->desk->conf, DESK_SET_RECHECK))
        return ERR_OK;
    size_t step = 0;
    while (step < RECHECKS && v->at + recheck_hours[step] * US_HOUR <= w->now)
        step++;
    if (step == RECHECKS)
        return ERR_OK;
    struct store_query *q = store_query(w->store, SQL_RECHECK_SET);
    store_put_i64(q, "article", v->article);
    store_put_i64(q, "step", (int64_t)step);
    store_put_i64(q, "next", v->at + recheck_hours[step] * US_HOUR);
    store_put_opt(q, "etag", v->etag);
    store_put_opt(q, "modified", v->modified);
    return store_run(q, e);
}

struct due {
    int64_t article, at;
    bool live;
};

/* The next time after now, or none any more. */
static enum err_code step_on(struct desk_writing *w, const struct due *v, struct err *e)
{
    for (size_t step = 0; step < RECHECKS; step++) {
        int64_t next = v->at + recheck_hours[step] * US_HOUR;
        if (next <= w->now)
            continue;
        struct store_query *q = store_query(w->store, SQL_RECHECK_LATER);
        store_put_i64(q, "article", v->article);
        store_put_i64(q, "step", (int64_t)step);
        store_put_i64(q, "next", next);
        return store_run(q, e);
    }
    struct store_query *q = store_query(w->store, SQL_RECHECK_DROP);
    store_put_i64(q, "article", v->article);
    return store_run(q, e);
}

enum err_code desk_recheck_due(struct desk_writing *w, void *ctx, struct err *e)
{
    struct due due[RECHECKS_MOST];
    size_t n = 0;
    (void)ctx;
    struct store_query *q = store_query(w->store, SQL_RECHECK_DUE);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "most", RECHECKS_MOST);
    while (n < RECHECKS_MOST && store_row(q))
        due[n++] = (struct due){store_i64(q, 0), store_i64(q, 1), store_i64(q, 2) != 0};
    enum err_code code = store_end(q, e);
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        if (due[i].live) {
            q = store_query(w->store, SQL_RECHECK_WORK);
            store_put_i64(q, "id", due[i].article);
            store_put_i64(q, "work", DESK_WORK_RECHECK);
            store_put_i64(q, "now", w->now);
            code = store_run(q, e);
        }
        if (code == ERR_OK)
            code = step_on(w, &due[i], e);
    }
    return code;
}
