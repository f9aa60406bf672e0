/* story_fix: people's corrections. Each is a row of the log with what undoing it needs; what it
 * moved is marked with its number (story_member.fixed), so that placing an article again leaves it
 * where a person put it; what it parted stays parted (story_apart, story_unrelated). Undoing moves
 * back only what nobody corrected since. */
#include "desk/stories.h"

enum { TITLE_MOST = 120, BEFORE_MOST = 256 << 10 };

struct fix {
    struct desk_writing *w;
    struct story_index *x; /* from the first move on; NULL while it is loading: it catches up */
    bool moves;
    int64_t user, id; /* of the correction */
    struct buf before;
    LIST(int64_t) touched; /* stories whose rows are to be made anew */
};

/* The index is left alone till something is moved: of a writing that fails and has had it, it is
 * forgotten and read anew, which nobody is to bring about by asking for what cannot be. */
static void begin(struct fix *f, struct desk_writing *w, int64_t user)
{
    *f = (struct fix){.w = w, .user = user, .id = store_id(w->store)};
    buf_arena(&f->before, w->a, BEFORE_MOST);
}

static void touch(struct fix *f, int64_t story)
{
    for (size_t i = 0; i < f->touched.n; i++)
        if (f->touched.v[i] == story)
            return;
    LIST_PUSH(f->w->a, &f->touched, story);
}

/* Rows of all stories that lost or won something; what is empty now leads to `heir`. */
static enum err_code refresh_all(struct fix *f, int64_t heir, struct err *e)
{
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < f->touched.n && code == ERR_OK; i++)
        code = desk_story_refresh(f->w, f->touched.v[i], heir, e);
    return code;
}

/* "Headline of the story", in quotation marks, for the log. */
static struct str title_of(struct fix *f, int64_t story)
{
    struct store_query *q = store_query(f->w->store, SQL_STORY_TITLE);
    store_put_i64(q, "story", story);
    struct str s = store_row(q) ? store_dup(q, 0, f->w->a) : STR_NONE;
    if (store_end(q, NULL) != ERR_OK)
        s = STR_NONE;
    struct str cut = utf8_cut(s, TITLE_MOST);
    return str_fmt(f->w->a, "“%.*s%s”", STR_ARG(cut), cut.n < s.n ? "…" : "");
}

static enum err_code find_story(struct fix *f, int64_t story, int64_t *ret, struct err *e)
{
    *ret = desk_story_now(f->w->store, story);
    struct store_query *q = store_query(f->w->store, SQL_STORY_GET);
    store_put_i64(q, "id", *ret);
    return store_number(q, 0) ? ERR_OK : err_set(e, ERR_NOT_FOUND, "there is no such story");
}

/* With an account anybody may, but no flood of it. */
static enum err_code may_correct(const struct fix *f, struct err *e)
{
    struct store *s = f->w->store;
    struct store_query *q = store_query(s, SQL_CORRECTION_RECENT);
    store_put_i64(q, "account", f->user);
    store_put_i64(q, "since", f->w->now - US_HOUR);
    store_put_i64(q, "most", DESK_CORRECTIONS_AN_HOUR);
    if (store_number(q, 0) >= DESK_CORRECTIONS_AN_HOUR && !desk_is_admin(s, f->user))
        return err_set(e, ERR_LIMIT, "that is enough for now: at most %d corrections an hour",
                       DESK_CORRECTIONS_AN_HOUR);
    return ERR_OK;
}

static enum err_code begin_correction(struct fix *f, struct desk_writing *w, int64_t user,
                                      struct err *e)
{
    begin(f, w, user);
    return may_correct(f, e);
}

struct entry_of_log {
    const char *kind;
    int64_t story, other;
    struct str words;
};

static enum err_code write_log(struct fix *f, const struct entry_of_log *v, struct err *e)
{
    if (f->before.failed)
        return err_set(e, ERR_LIMIT, "too many articles for one correction");
    struct store_query *q = store_query(f->w->store, SQL_CORRECTION_ADD);
    store_put_i64(q, "id", f->id);
    store_put_i64(q, "now", f->w->now);
    if (f->user)
        store_put_i64(q, "account", f->user);
    store_put_str(q, "kind", str_c(v->kind));
    store_put_i64(q, "story", v->story);
    if (v->other)
        store_put_i64(q, "other", v->other);
    store_put_str(q, "words", v->words);
    store_put_str(q, "before", buf_str(&f->before));
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- moving */

static enum err_code move_one(struct fix *f, int64_t article, int64_t to, int64_t fixed,
                              struct err *e)
{
    int64_t clock;
    enum err_code code = f->moves ? ERR_OK : desk_stories_index(f->w, &f->x, e);
    f->moves = true;
    if (code == ERR_OK)
        code = desk_stories_tick(f->w, false, &clock, e);
    if (code != ERR_OK)
        return code;
    if (f->x)
        story_put(f->x, (uint64_t)article, (uint64_t)to);
    struct store_query *q = store_query(f->w->store, SQL_MEMBER_MOVE);
    store_put_i64(q, "article", article);
    store_put_i64(q, "story", to);
    store_put_i64(q, "now", f->w->now);
    store_put_i64(q, "clock", clock);
    store_put_i64(q, "fixed", fixed);
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(f->w->store, SQL_APART_DROP);
    store_put_i64(q, "article", article);
    store_put_i64(q, "story", to);
    return store_run(q, e);
}

/* Moves it and notes where it was. */
static enum err_code correct_one(struct fix *f, int64_t article, int64_t to, struct err *e)
{
    struct desk_member m;
    enum err_code code = desk_member_get(f->w, article, &m, e);
    if (code == ERR_OK && !m.found)
        code = err_set(e, ERR_NOT_FOUND, "article %lld is in no story", (long long)article);
    if (code != ERR_OK)
        return code;
    buf_fmt(&f->before, "%lld %lld %lld\n", (long long)article, (long long)m.story,
            (long long)m.fixed);
    touch(f, m.story);
    return move_one(f, article, to, f->id, e);
}

static enum err_code keep_apart(struct fix *f, int64_t article, int64_t story, struct err *e)
{
    struct store_query *q = store_query(f->w->store, SQL_APART_ADD);
    store_put_i64(q, "article", article);
    store_put_i64(q, "story", story);
    store_put_i64(q, "correction", f->id);
    return store_run(q, e);
}

static enum err_code member_ids(struct fix *f, int64_t story, int64_t **ret, size_t *ret_n,
                                struct err *e)
{
    LIST(int64_t) list = {0};
    struct store_query *q = store_query(f->w->store, SQL_MEMBERS_OF);
    store_put_i64(q, "story", story);
    while (store_row(q))
        LIST_PUSH(f->w->a, &list, store_i64(q, 0));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, e);
}

static enum err_code set_name(struct desk_writing *w, int64_t story, struct str name, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_STORY_NAME);
    store_put_i64(q, "id", story);
    store_put_opt(q, "name", name);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

static struct str name_of(struct desk_writing *w, int64_t story)
{
    struct store_query *q = store_query(w->store, SQL_STORY_GET);
    store_put_i64(q, "id", story);
    struct str name = store_row(q) ? store_dup(q, 1, w->a) : STR_NONE;
    return store_end(q, NULL) == ERR_OK ? name : STR_NONE;
}

/* -------------------------------------------------------------------------- the corrections */

struct ask {
    int64_t user, story, other, article;
    const int64_t *articles;
    size_t n;
    struct str name;
    int64_t made;
};

static enum err_code merge(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct ask *ask = ctx;
    struct fix f;
    int64_t from, to, *ids = NULL;
    size_t n = 0;
    enum err_code code = begin_correction(&f, w, ask->user, e);
    if (code == ERR_OK)
        code = find_story(&f, ask->story, &from, e);
    if (code == ERR_OK)
        code = find_story(&f, ask->other, &to, e);
    if (code == ERR_OK && from == to)
        code = err_set(e, ERR_INPUT, "the two are one story already");
    if (code == ERR_OK)
        code = member_ids(&f, from, &ids, &n, e);
    if (code != ERR_OK)
        return code;
    struct str words = str_fmt(w->a, "%.*s was joined to %.*s", STR_ARG(title_of(&f, from)),
                               STR_ARG(title_of(&f, to)));
    buf_fmt(&f.before, "%.*s\n", STR_ARG(name_of(w, from)));
    touch(&f, from);
    touch(&f, to);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = correct_one(&f, ids[i], to, e);
    if (code == ERR_OK)
        code = desk_story_inherit(w, from, to, e);
    if (code == ERR_OK)
        code = refresh_all(&f, to, e);
    return code == ERR_OK ? write_log(&f, &(struct entry_of_log){"merge", to, from, words}, e)
                          : code;
}

static enum err_code split(struct desk_writing *w, void *ctx, struct err *e)
{
    struct ask *ask = ctx;
    struct fix f;
    struct desk_member first;
    enum err_code code = begin_correction(&f, w, ask->user, e);
    if (code == ERR_OK)
        code = desk_member_get(w, ask->articles[0], &first, e);
    if (code == ERR_OK && !first.found)
        code =
            err_set(e, ERR_NOT_FOUND, "article %lld is in no story", (long long)ask->articles[0]);
    int64_t *ids = NULL;
    size_t members = 0;
    if (code == ERR_OK)
        code = member_ids(&f, first.story, &ids, &members, e);
    if (code == ERR_OK && members <= ask->n)
        code = err_set(e, ERR_INPUT, "these are all reports of the story: nothing would be parted");
    if (code != ERR_OK)
        return code;
    struct str from = title_of(&f, first.story);
    ask->made = store_id(w->store);
    touch(&f, ask->made);
    for (size_t i = 0; i < ask->n && code == ERR_OK; i++) {
        struct desk_member m;
        code = desk_member_get(w, ask->articles[i], &m, e);
        if (code == ERR_OK && m.story != first.story)
            code = err_set(e, ERR_INPUT, "the reports are not all of one story");
        if (code == ERR_OK)
            code = correct_one(&f, ask->articles[i], ask->made, e);
        if (code == ERR_OK)
            code = keep_apart(&f, ask->articles[i], first.story, e);
    }
    if (code == ERR_OK)
        code = refresh_all(&f, 0, e);
    if (code != ERR_OK)
        return code;
    struct str words = str_fmt(w->a, "%zu %s of %.*s became a story of %s own: %.*s", ask->n,
                               ask->n == 1 ? "report" : "reports", STR_ARG(from),
                               ask->n == 1 ? "its" : "their", STR_ARG(title_of(&f, ask->made)));
    return write_log(&f, &(struct entry_of_log){"split", first.story, ask->made, words}, e);
}

static enum err_code move(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct ask *ask = ctx;
    struct fix f;
    struct desk_member m;
    int64_t to;
    enum err_code code = begin_correction(&f, w, ask->user, e);
    if (code == ERR_OK)
        code = find_story(&f, ask->story, &to, e);
    if (code == ERR_OK)
        code = desk_member_get(w, ask->article, &m, e);
    if (code == ERR_OK && !m.found)
        code = err_set(e, ERR_NOT_FOUND, "there is no such article in a story");
    if (code == ERR_OK && m.story == to)
        code = err_set(e, ERR_INPUT, "the article is in that story already");
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", ask->article);
    struct str title = store_row(q) ? store_dup(q, 7, w->a) : STR_NONE;
    code = store_end(q, e);
    struct str words = str_fmt(w->a, "the report “%.*s” was moved from %.*s to %.*s",
                               STR_ARG(utf8_cut(title, TITLE_MOST)), STR_ARG(title_of(&f, m.story)),
                               STR_ARG(title_of(&f, to)));
    touch(&f, to);
    if (code == ERR_OK)
        code = correct_one(&f, ask->article, to, e);
    if (code == ERR_OK)
        code = keep_apart(&f, ask->article, m.story, e);
    if (code == ERR_OK)
        code = refresh_all(&f, to, e);
    return code == ERR_OK ? write_log(&f, &(struct entry_of_log){"move", to, m.story, words}, e)
                          : code;
}

static enum err_code part(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct ask *ask = ctx;
    struct fix f;
    int64_t pair[2];
    enum err_code code = begin_correction(&f, w, ask->user, e);
    if (code == ERR_OK)
        code = find_story(&f, ask->story, &pair[0], e);
    if (code == ERR_OK)
        code = find_story(&f, ask->other, &pair[1], e);
    if (code == ERR_OK && pair[0] == pair[1])
        code = err_set(e, ERR_INPUT, "a story is related to itself");
    for (int i = 0; i < 2 && code == ERR_OK; i++) {
        struct store_query *q = store_query(w->store, SQL_UNRELATED_ADD);
        store_put_i64(q, "story", pair[i]);
        store_put_i64(q, "other", pair[1 - i]);
        store_put_i64(q, "correction", f.id);
        code = store_run(q, e);
    }
    if (code != ERR_OK)
        return code;
    struct str words = str_fmt(w->a, "%.*s and %.*s are not related",
                               STR_ARG(title_of(&f, pair[0])), STR_ARG(title_of(&f, pair[1])));
    return write_log(&f, &(struct entry_of_log){"unrelated", pair[0], pair[1], words}, e);
}

static enum err_code rename_story(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct ask *ask = ctx;
    struct fix f;
    int64_t story;
    enum err_code code = begin_correction(&f, w, ask->user, e);
    if (code == ERR_OK)
        code = find_story(&f, ask->story, &story, e);
    if (code != ERR_OK)
        return code;
    struct str before = title_of(&f, story);
    buf_put(&f.before, name_of(w, story));
    code = set_name(w, story, ask->name, e);
    if (code != ERR_OK)
        return code;
    struct str words = ask->name.n ? str_fmt(w->a, "%.*s was named %.*s", STR_ARG(before),
                                             STR_ARG(title_of(&f, story)))
                                   : str_fmt(w->a, "%.*s has its headline again: %.*s",
                                             STR_ARG(before), STR_ARG(title_of(&f, story)));
    return write_log(&f, &(struct entry_of_log){"rename", story, 0, words}, e);
}

/* -------------------------------------------------------------------------- undoing */

struct undo {
    int64_t user, correction;
};
struct undone {
    struct str kind, before;
    int64_t story, other, undone_at;
    bool found;
};

static enum err_code read_correction(struct desk_writing *w, int64_t id, struct undone *ret,
                                     struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_CORRECTION_GET);
    store_put_i64(q, "id", id);
    *ret = (struct undone){0};
    if (store_row(q))
        *ret = (struct undone){.found = true,
                               .kind = store_dup(q, 0, w->a),
                               .story = store_i64(q, 1),
                               .other = store_i64(q, 2),
                               .before = store_dup(q, 3, w->a),
                               .undone_at = store_time(q, 4)};
    return store_end(q, e);
}

/* Three numbers of a line, as correct_one wrote them. */
static bool read_line(struct str line, int64_t v[3])
{
    struct str word;
    for (int i = 0; i < 3; i++) {
        uint64_t n;
        if (!str_split(&line, ' ', &word) || !str_u64(word, INT64_MAX, &n))
            return false;
        v[i] = (int64_t)n;
    }
    return true;
}

static enum err_code move_back(struct fix *f, int64_t correction, struct str before, size_t *ret_n,
                               struct err *e)
{
    enum err_code code = ERR_OK;
    struct str line;
    int64_t v[3];
    while (code == ERR_OK && str_split(&before, '\n', &line)) {
        struct desk_member m;
        if (!read_line(line, v))
            continue;
        code = desk_member_get(f->w, v[0], &m, e);
        if (code != ERR_OK || !m.found || m.fixed != correction)
            continue; /* gone, or corrected again since */
        touch(f, m.story);
        touch(f, v[1]);
        code = move_one(f, v[0], v[1], v[2], e);
        ++*ret_n;
    }
    return code;
}

static enum err_code drop_rows(struct desk_writing *w, enum store_sql which, int64_t correction,
                               struct err *e)
{
    struct store_query *q = store_query(w->store, which);
    store_put_i64(q, "correction", correction);
    return store_run(q, e);
}

/* The story that had become part of another has its name again, and those who follow the other. */
static enum err_code part_again(struct desk_writing *w, const struct undone *c, struct err *e)
{
    struct str lines = c->before, name;
    enum err_code code = ERR_OK;
    if (str_split(&lines, '\n', &name) && name.n)
        code = set_name(w, c->other, name, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_READER_MERGE);
    store_put_i64(q, "from", c->story);
    store_put_i64(q, "to", c->other);
    return store_run(q, e);
}

static enum err_code undo_moves(struct fix *f, const struct undo *u, const struct undone *c,
                                struct err *e)
{
    size_t n = 0;
    enum err_code code = drop_rows(f->w, SQL_APART_OF, u->correction, e);
    if (code == ERR_OK)
        code = move_back(f, u->correction, c->before, &n, e);
    if (code == ERR_OK && !n)
        return err_set(e, ERR_INPUT, "nothing of it stands any more: it was corrected again since");
    /* A story that is empty now was made by the correction: its address leads to where it came
     * from. */
    if (code == ERR_OK)
        code = refresh_all(f, c->story, e);
    return code == ERR_OK && str_eq(c->kind, STR("merge")) ? part_again(f->w, c, e) : code;
}

static enum err_code undo_run(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct undo *u = ctx;
    struct undone c;
    struct fix f;
    begin(&f, w, u->user);
    enum err_code code = read_correction(w, u->correction, &c, e);
    if (code == ERR_OK && !c.found)
        code = err_set(e, ERR_NOT_FOUND, "there is no such correction");
    if (code == ERR_OK && c.undone_at != TIME_NONE)
        code = err_set(e, ERR_EXISTS, "it was undone already");
    if (code != ERR_OK)
        return code;
    if (str_eq(c.kind, STR("rename")))
        code = set_name(w, desk_story_now(w->store, c.story), c.before, e);
    else if (str_eq(c.kind, STR("unrelated")))
        code = drop_rows(w, SQL_UNRELATED_OF, u->correction, e);
    else
        code = undo_moves(&f, u, &c, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_CORRECTION_UNDONE);
    store_put_i64(q, "id", u->correction);
    store_put_i64(q, "now", w->now);
    if (u->user)
        store_put_i64(q, "account", u->user);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- for others */

enum err_code desk_story_merge(struct desk *d, int64_t user, int64_t story, int64_t into,
                               struct err *e)
{
    return desk_write(d, merge, &(struct ask){.user = user, .story = story, .other = into}, e);
}

enum err_code desk_story_split(struct desk *d, int64_t user, const int64_t *articles, size_t n,
                               int64_t *ret_story, struct err *e)
{
    struct ask ask = {.user = user, .articles = articles, .n = n};
    if (!n)
        return err_set(e, ERR_INPUT, "choose the reports that are another story");
    if (n > DESK_SPLIT_MOST)
        return err_set(e, ERR_LIMIT, "at most %d reports at a time", DESK_SPLIT_MOST);
    enum err_code code = desk_write(d, split, &ask, e);
    if (code == ERR_OK)
        *ret_story = ask.made;
    return code;
}

enum err_code desk_story_move(struct desk *d, int64_t user, int64_t article, int64_t story,
                              struct err *e)
{
    return desk_write(d, move, &(struct ask){.user = user, .article = article, .story = story}, e);
}

enum err_code desk_story_unrelated(struct desk *d, int64_t user, int64_t story, int64_t other,
                                   struct err *e)
{
    return desk_write(d, part, &(struct ask){.user = user, .story = story, .other = other}, e);
}

enum err_code desk_story_rename(struct desk *d, int64_t user, int64_t story, struct str name,
                                struct err *e)
{
    name = str_trim(name);
    if (name.n > DESK_NAME_OF_STORY_MOST)
        return err_set(e, ERR_INPUT, "a name has at most %d bytes", DESK_NAME_OF_STORY_MOST);
    if (utf8_valid(name) != name.n)
        return err_set(e, ERR_INPUT, "the name is not readable text");
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < ' ' || name.p[i] == 0x7f)
            return err_set(e, ERR_INPUT, "a name is one line of plain text");
    return desk_write(d, rename_story, &(struct ask){.user = user, .story = story, .name = name},
                      e);
}

enum err_code desk_correction_undo(struct desk *d, int64_t user, int64_t correction, struct err *e)
{
    return desk_write(d, undo_run, &(struct undo){user, correction}, e);
}

enum err_code desk_corrections(struct desk_reader *r, int64_t story, int64_t before, uint32_t most,
                               const struct desk_correction **ret, size_t *ret_n)
{
    LIST(struct desk_correction) list = {0};
    struct store_query *q = store_query(r->store, SQL_CORRECTION_ALL);
    store_put_i64(q, "story", story);
    store_put_i64(q, "before", before ? before : INT64_MAX);
    store_put_i64(q, "most", most && most < 500 ? most : 100);
    static const char *const kinds[] = {"merge", "split", "move", "unrelated", "rename"};
    while (store_row(q)) {
        struct desk_correction *v = LIST_ADD(r->a, &list);
        *v = (struct desk_correction){.id = store_i64(q, 0),
                                      .at = store_i64(q, 1),
                                      .by = store_dup(q, 2, r->a),
                                      .kind = "correction",
                                      .words = store_dup(q, 4, r->a),
                                      .story = store_i64(q, 5),
                                      .undone_at = store_time(q, 6),
                                      .undone_by = store_dup(q, 7, r->a)};
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (str_eq(store_str(q, 3), str_c(kinds[i])))
                v->kind = kinds[i];
    }
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}
