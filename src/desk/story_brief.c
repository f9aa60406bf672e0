/* brief: the day, or what came since the last visit, on one page: the top stories and what is new
 * in each, in sentences that stand in the reports. */
#include "desk/ledger.h"
#include "text/text.h"

enum {
    BRIEF_DEFAULT = 12,
    BRIEF_SENTENCES = 3,
    BRIEF_REPORTS = 24, /* of a story that are read for it */
    COLUMNS = 72,
    VISITS_APART_MINUTES = 30,
};

/* -------------------------------------------------------------------------- visits */

struct visit {
    struct desk_job job;
    int64_t user, at, before;
};

static enum err_code write_visit(struct desk_writing *w, void *ctx, struct err *e)
{
    struct visit *v = ctx;
    struct store_query *q = store_query(w->store, SQL_VISIT_SET);
    store_put_i64(q, "account", v->user);
    store_put_i64(q, "at", v->at);
    store_put_i64(q, "before", v->before);
    return store_run(q, e);
}

static void visit_done(struct desk_job *job)
{
    free((char *)job - offsetof(struct visit, job));
}

static bool visit_find(struct desk_reader *r, int64_t user, int64_t *ret_at, int64_t *ret_before)
{
    struct store_query *q = store_query(r->store, SQL_VISIT_GET);
    store_put_i64(q, "account", user);
    bool found = store_row(q);
    if (found) {
        *ret_at = store_i64(q, 0);
        *ret_before = store_i64(q, 1);
    }
    return store_end(q, NULL) == ERR_OK && found;
}

void desk_visit(struct desk_reader *r, int64_t user)
{
    int64_t now = clock_now(), at = 0, before = 0;
    if (!user)
        return;
    bool known = visit_find(r, user, &at, &before);
    if (known && now - at < US_MINUTE)
        return; /* written down a moment ago */
    struct visit *v = calloc(1, sizeof *v);
    if (!v)
        return;
    bool another = known && now - at > VISITS_APART_MINUTES * US_MINUTE;
    *v = (struct visit){.user = user, .at = now, .before = another ? at : before};
    v->job = (struct desk_job){.run = write_visit, .ctx = v, .done = visit_done};
    desk_write_later(r->desk, &v->job);
}

/* -------------------------------------------------------------------------- making it */

static enum err_code make_item(struct desk_reader *r, int64_t since, struct desk_brief_item *item)
{
    struct desk_ledger l;
    const struct desk_ledger_from from = {r->store, r->zip, r->a};
    enum err_code code = desk_ledger_load(&from, item->row.id, BRIEF_REPORTS, &l, NULL);
    if (code != ERR_OK)
        return code;
    /* What was published since, not what we happened to fetch since: a first fetch brings a week.
     */
    for (size_t i = 0; i < l.n; i++)
        l.by[i].joined_at = l.v[i].time;
    l.title = item->row.title;
    story_prepare(r->a, l.v, l.n);
    item->news_count = desk_ledger_news(r->a, &l, since, BRIEF_SENTENCES, &item->news);
    return ERR_OK;
}

static void count_all(struct desk_reader *r, struct desk_brief *b)
{
    struct store_query *q = store_query(r->store, SQL_MEMBERS_SINCE);
    store_put_i64(q, "since", b->since);
    if (store_row(q)) {
        b->reports = (uint32_t)store_i64(q, 0);
        b->publishers = (uint32_t)store_i64(q, 1);
        uint32_t stories = (uint32_t)store_i64(q, 2);
        b->others = stories > b->n ? stories - (uint32_t)b->n : 0;
    }
    if (store_end(q, NULL) != ERR_OK)
        b->reports = 0;
}

static int64_t since_of(struct desk_reader *r, int64_t user, int64_t now, bool *ret_visit)
{
    int64_t at, before = 0;
    bool known = user && visit_find(r, user, &at, &before) && before > 0;
    *ret_visit = known;
    if (!known)
        return now - US_DAY;
    return before > now - 7 * US_DAY ? before : now - 7 * US_DAY;
}

static bool among(const struct desk_ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->v[i] == id)
            return true;
    return false;
}

/* Of one subject: the stories of it in the order of the front page, and what came in them. */
static enum err_code only_about(struct desk_reader *r, const struct desk_brief_about *about,
                                uint32_t most, const struct desk_story_row **rows, size_t *n,
                                struct desk_brief *ret)
{
    struct desk_ids ids;
    enum err_code code = desk_search_stories(r, about, ret->since, &ids);
    struct desk_story_row *v = ARENA_ARRAY(r->a, *n, struct desk_story_row);
    size_t got = 0;
    for (size_t i = 0; i < *n && code == ERR_OK; i++)
        if (among(&ids, (*rows)[i].id)) {
            if (got < most)
                v[got++] = (*rows)[i];
            else
                ret->others++;
        }
    for (size_t i = 0; i < got && code == ERR_OK; i++) {
        struct store_query *q = store_query(r->store, SQL_STORY_SINCE);
        store_put_i64(q, "story", v[i].id);
        store_put_i64(q, "since", ret->since);
        if (store_row(q)) {
            ret->reports += (uint32_t)store_i64(q, 0);
            uint32_t publishers = (uint32_t)store_i64(q, 1);
            ret->publishers = publishers > ret->publishers ? publishers : ret->publishers;
        }
        code = store_end(q, NULL);
    }
    *rows = v;
    *n = got;
    return code;
}

enum err_code desk_brief(struct desk_reader *r, int64_t user, int64_t since, uint32_t most,
                         struct desk_brief *ret)
{
    return desk_brief_about(r, user, since, most, &(struct desk_brief_about){0}, ret);
}

enum err_code desk_brief_about(struct desk_reader *r, int64_t user, int64_t since, uint32_t most,
                               const struct desk_brief_about *about, struct desk_brief *ret)
{
    const struct desk_story_row *rows;
    size_t n;
    bool all = !about->folder.n && !about->query.n;
    most = most ? most : BRIEF_DEFAULT;
    *ret = (struct desk_brief){.now = clock_now()};
    ret->since = since ? since : since_of(r, user, ret->now, &ret->since_visit);
    struct desk_stories_want want = {
        .user = user, .from = ret->since + 1, .most = all ? most : DESK_STORIES_MOST};
    enum err_code code = desk_stories(r, &want, &rows, &n);
    if (code == ERR_OK && !all)
        code = only_about(r, about, most, &rows, &n, ret);
    if (code != ERR_OK)
        return code;
    struct desk_brief_item *v = ARENA_ARRAY(r->a, n, struct desk_brief_item);
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        v[i].row = rows[i];
        code = make_item(r, ret->since, &v[i]);
    }
    ret->v = v;
    ret->n = n;
    if (all)
        count_all(r, ret);
    return code;
}

/* -------------------------------------------------------------------------- as plain text */

/* Lines of at most COLUMNS code points, broken at spaces; what is longer stays whole. Control
 * characters become spaces: the text is another's. */
static void put_wrapped(struct buf *out, struct str text, struct str first, struct str indent)
{
    struct str word;
    size_t column = 0, line = 0;
    while (str_split(&text, ' ', &word)) {
        size_t n = utf8_length(word), before = line == 0 ? utf8_length(first) : indent.n;
        if (!n)
            continue;
        if (column && before + column + 1 + n > COLUMNS) {
            buf_char(out, '\n');
            column = 0;
            line++;
        }
        if (column) {
            buf_char(out, ' ');
            column++;
        } else {
            buf_put(out, line == 0 ? first : indent);
        }
        for (size_t i = 0; i < word.n; i++)
            buf_char(out, (unsigned char)word.p[i] < ' ' || word.p[i] == 0x7f ? ' ' : word.p[i]);
        column += n;
    }
    buf_char(out, '\n');
}

static void put_day(struct buf *out, int64_t at)
{
    struct civil c = civil_from(at);
    buf_fmt(out, "%d %s %d, %02d:%02d UTC", c.day, month_names[c.month - 1], c.year, c.hour,
            c.minute);
}

static void put_count(struct buf *out, uint32_t n, const char *one, const char *many)
{
    buf_fmt(out, "%u %s", n, n == 1 ? one : many);
}

static void put_item(struct buf *out, const struct desk_brief_item *item, size_t number,
                     struct str base)
{
    const struct desk_story_row *row = &item->row;
    char first[32];
    snprintf(first, sizeof first, "%zu. ", number);
    put_wrapped(out, row->title, str_c(first), STR("   "));
    buf_lit(out, "   ");
    put_count(out, row->reports, "report", "reports");
    buf_lit(out, " by ");
    put_count(out, row->publishers, "publisher", "publishers");
    if (row->origins < row->publishers)
        buf_fmt(out, ", %u independent", row->origins);
    buf_char(out, '\n');
    for (size_t i = 0; i < row->moved_count; i++) {
        const struct desk_moved *m = &row->moved[i];
        buf_fmt(out, "   %.*s: %.*s -> %.*s\n", STR_ARG(m->label), STR_ARG(m->from),
                STR_ARG(m->to));
    }
    for (size_t i = 0; i < item->news_count; i++) {
        put_wrapped(out, item->news[i].words, STR("   * "), STR("     "));
        buf_fmt(out, "     (%.*s)\n", STR_ARG(item->news[i].publisher_name));
    }
    if (base.n)
        buf_fmt(out, "   %.*s/story/%lld\n", STR_ARG(base), (long long)row->id);
    buf_char(out, '\n');
}

void desk_brief_text(struct buf *out, const struct desk_brief *b, struct str site, struct str base)
{
    buf_fmt(out, "%.*s: the brief of ", STR_ARG(site));
    put_day(out, b->now);
    buf_put(out, b->since_visit ? STR("\nSince your last visit, ") : STR("\nSince "));
    put_day(out, b->since);
    buf_lit(out, ": ");
    put_count(out, b->reports, "report", "reports");
    buf_lit(out, " of ");
    put_count(out, b->publishers, "publisher", "publishers");
    buf_lit(out, ".\n\n");
    for (size_t i = 0; i < b->n; i++)
        put_item(out, &b->v[i], i + 1, base);
    if (!b->n)
        buf_lit(out, "Nothing new.\n");
    if (b->others) {
        buf_lit(out, "And ");
        put_count(out, b->others, "more story.\n", "more stories.\n");
    }
}
