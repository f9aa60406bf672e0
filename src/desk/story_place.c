/* story_place: each article that is written is placed in its story, in the same transaction. The
 * index proposes; what people said comes first: an article that somebody put into a story stays
 * there, one that somebody took out does not go back, and two stories that somebody parted do not
 * become one. */
#include "desk/stories.h"

#include <stdio.h>

enum { RELATED_FOUND = 12 };
static const double RELATED_LEAST = 0.05; /* kept; shown where there is little else (article.c) */

/* -------------------------------------------------------------------------- what people said */

/* The index took two stories for one, which somebody parted: their members go back. */
static enum err_code undo_join(struct desk_writing *w, struct story_index *x,
                               const struct story_place *place, int64_t article, struct err *e)
{
    struct desk_member nearest;
    struct store_query *q = store_query(w->store, SQL_MEMBERS_OF);
    store_put_i64(q, "story", (int64_t)place->merged);
    while (store_row(q))
        if (store_i64(q, 0) != article)
            story_put(x, (uint64_t)store_i64(q, 0), place->merged);
    enum err_code code = store_end(q, e);
    if (code == ERR_OK)
        code = desk_member_get(w, (int64_t)place->nearest, &nearest, e);
    if (code == ERR_OK && nearest.found && nearest.story == (int64_t)place->merged)
        story_put(x, (uint64_t)article, place->merged);
    return code;
}

/* Did a person put a member there? Then the story is that person's: the index takes nothing out of
 * it. */
static bool is_by_hand(struct desk_writing *w, int64_t story)
{
    struct store_query *q = store_query(w->store, SQL_MEMBERS_FIXED);
    store_put_i64(q, "story", story);
    return store_number(q, 0) > 0;
}

/* Members that the index found to be another matter go to the article's story, but for those that a
 * person put where they are. The story that they leave is made anew. */
static enum err_code part(struct desk_writing *w, struct story_index *x,
                          const struct story_place *place, struct err *e)
{
    enum err_code code = ERR_OK;
    int64_t left = 0, clock;
    for (size_t i = 0; place->parted[i] && code == ERR_OK; i++) {
        struct desk_member m;
        int64_t id = (int64_t)place->parted[i], to = (int64_t)place->story;
        code = desk_member_get(w, id, &m, e);
        if (code != ERR_OK || !m.found || m.story == to)
            continue;
        if (m.fixed || is_by_hand(w, m.story) || desk_story_is_apart(w, id, to)) {
            story_put(x, (uint64_t)id, (uint64_t)m.story);
            continue;
        }
        left = m.story;
        code = desk_stories_tick(w, false, &clock, e);
        if (code != ERR_OK)
            break;
        struct store_query *q = store_query(w->store, SQL_MEMBER_MOVE);
        store_put_i64(q, "article", id);
        store_put_i64(q, "story", to);
        store_put_i64(q, "now", w->now);
        store_put_i64(q, "clock", clock);
        store_put_i64(q, "fixed", 0);
        code = store_run(q, e);
    }
    return code == ERR_OK && left ? desk_story_refresh(w, left, (int64_t)place->story, e) : code;
}

/* Where the article belongs, with what people said; moves it in the index too. */
static enum err_code settle(struct desk_writing *w, struct story_index *x, int64_t article,
                            const struct desk_member *old, struct story_place *place, struct err *e)
{
    enum err_code code = ERR_OK;
    if (place->merged && !desk_story_may_join(w, (int64_t)place->story, (int64_t)place->merged)) {
        code = undo_join(w, x, place, article, e);
        place->merged = 0;
    }
    uint64_t story = place->story, copy_of;
    if (!story_of(x, (uint64_t)article, &story, &copy_of))
        return code; /* so old that the index let it go at once */
    if (old->fixed || (old->found && is_by_hand(w, old->story)))
        story = (uint64_t)old->story;
    else if (desk_story_is_apart(w, article, (int64_t)story))
        story = old->found && old->story != (int64_t)story ? (uint64_t)old->story
                                                           : (uint64_t)store_id(w->store);
    story_put(x, (uint64_t)article, story);
    place->story = story;
    return code;
}

/* -------------------------------------------------------------------------- writing it down */

static enum err_code write_member(struct desk_writing *w, const struct story_index *x,
                                  const struct desk_placing *p, const struct desk_member *old,
                                  const struct story_place *place, struct err *e)
{
    int64_t clock;
    enum err_code code = desk_stories_tick(w, false, &clock, e);
    if (code != ERR_OK)
        return code;
    bool stays = old->found && old->story == (int64_t)place->story;
    struct store_query *q = store_query(w->store, SQL_MEMBER_SET);
    store_put_i64(q, "article", p->article);
    store_put_i64(q, "story", (int64_t)place->story);
    if (place->copy_of)
        store_put_i64(q, "copy_of", (int64_t)place->copy_of);
    store_put_i64(q, "copy", place->copy);
    store_put_i64(q, "relation", place->relation);
    if (place->nearest)
        store_put_i64(q, "nearest", (int64_t)place->nearest);
    store_put_f64(q, "score", place->score);
    store_put_opt(q, "why", str_c(place->why));
    store_put_i64(q, "at", p->at);
    store_put_i64(q, "joined", stays ? old->joined_at : w->now);
    store_put_i64(q, "clock", clock);
    store_put_i64(q, "fixed", old->fixed);
    code = store_run(q, e);
    struct str pack = story_pack(x, w->a, (uint64_t)p->article);
    if (code != ERR_OK || !pack.n)
        return code;
    q = store_query(w->store, SQL_MEMBER_PACK_SET);
    store_put_i64(q, "article", p->article);
    store_put_blob(q, "pack", pack);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- related articles */

static enum err_code drop_related(struct desk_writing *w, int64_t article, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_RELATED_DELETE_ALL);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}

static enum err_code set_related(struct desk_writing *w, int64_t article, int64_t other,
                                 double score, struct str why, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_RELATED_SET);
    store_put_i64(q, "article", article);
    store_put_i64(q, "other", other);
    store_put_f64(q, "score", score);
    store_put_opt(q, "why", why);
    return store_run(q, e);
}

/* The other way round: into the list of `article`, where it may push out the worst. */
static enum err_code offer(struct desk_writing *w, int64_t article, int64_t other, double score,
                           struct str why, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_RELATED_WORST);
    store_put_i64(q, "article", article);
    int64_t worst = 0;
    double worst_score = 0;
    size_t n = 0;
    while (store_row(q)) {
        if (n++ == 0) {
            worst = store_i64(q, 0);
            worst_score = store_f64(q, 1);
        }
    }
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || (n >= RELATED_FOUND && worst_score >= score))
        return code;
    if (n >= RELATED_FOUND) {
        q = store_query(w->store, SQL_RELATED_DELETE);
        store_put_i64(q, "article", article);
        store_put_i64(q, "other", worst);
        code = store_run(q, e);
    }
    return code == ERR_OK ? set_related(w, article, other, score, why, e) : code;
}

static enum err_code relate(struct desk_writing *w, struct story_index *x, int64_t article,
                            struct err *e)
{
    struct story_related found[RELATED_FOUND];
    size_t n = story_related_from(x, (uint64_t)article, RELATED_LEAST, RELATED_FOUND, found);
    enum err_code code = drop_related(w, article, e);
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        int64_t other = (int64_t)found[i].id;
        struct str why = str_c(found[i].why);
        code = set_related(w, article, other, found[i].score, why, e);
        if (code == ERR_OK)
            code = offer(w, other, article, found[i].score, why, e);
    }
    return code;
}

/* -------------------------------------------------------------------------- placing */

/* The first of its story, or the first that had a text which others copied, when it is read again:
 * it stays what it was. */
static void keep_original(const struct desk_member *old, struct story_place *place)
{
    if (!old->found || old->copy_of || place->copy_of || place->relation != STORY_FIRST ||
        (uint64_t)old->story != place->story)
        return;
    place->relation = (enum story_relation)old->relation;
    place->nearest = (uint64_t)old->nearest;
    place->score = old->score;
    snprintf(place->why, sizeof place->why, "%.*s", STR_ARG(old->why));
}

enum err_code desk_story_place(struct desk_writing *w, const struct desk_placing *p, struct err *e)
{
    struct story_index *x;
    struct story_place place;
    struct desk_member old;
    enum err_code code = desk_stories_index(w, &x, e);
    if (code != ERR_OK || !x)
        return code;
    code = desk_member_get(w, p->article, &old, e);
    if (code != ERR_OK)
        return code;
    const struct story_doc doc = {.id = (uint64_t)p->article,
                                  .time = p->at,
                                  .title = p->title,
                                  .text = p->text,
                                  .publisher = str_fmt(w->a, "%lld", (long long)p->publisher),
                                  .reading = p->reading};
    code = story_place(x, w->a, &doc, &place);
    if (code != ERR_OK)
        return err_set(e, code, "the article could not be placed in a story");
    keep_original(&old, &place);
    code = settle(w, x, p->article, &old, &place, e);
    if (code == ERR_OK)
        code = write_member(w, x, p, &old, &place, e);
    if (code == ERR_OK && place.merged && place.merged != place.story)
        code = desk_story_join(w, (int64_t)place.merged, (int64_t)place.story, e);
    if (code == ERR_OK)
        code = part(w, x, &place, e);
    if (code == ERR_OK && old.found && old.story != (int64_t)place.story)
        code = desk_story_refresh(w, old.story, (int64_t)place.story, e);
    if (code == ERR_OK)
        code = desk_story_refresh(w, (int64_t)place.story, 0, e);
    return code == ERR_OK ? relate(w, x, p->article, e) : code;
}

enum err_code desk_story_leave(struct desk_writing *w, int64_t article, struct err *e)
{
    struct desk_member old;
    struct story_index *x;
    int64_t clock;
    enum err_code code = desk_member_get(w, article, &old, e);
    if (code == ERR_OK)
        code = drop_related(w, article, e);
    if (code != ERR_OK || !old.found)
        return code;
    code = desk_stories_index(w, &x, e);
    if (code != ERR_OK)
        return code;
    if (x)
        story_remove(x, (uint64_t)article);
    code = desk_stories_tick(w, true, &clock, e);
    static const enum store_sql gone[] = {SQL_MEMBER_DELETE, SQL_MEMBER_PACK_DELETE};
    for (size_t i = 0; i < 2 && code == ERR_OK; i++) {
        struct store_query *q = store_query(w->store, gone[i]);
        store_put_i64(q, "article", article);
        code = store_run(q, e);
    }
    return code == ERR_OK ? desk_story_refresh(w, old.story, 0, e) : code;
}

/* -------------------------------------------------------------------------- afterwards */

/* An article as it is stored, to be placed. */
static enum err_code place_stored(struct desk_writing *w, int64_t article, int64_t at,
                                  struct err *e)
{
    struct desk_placing p = {.article = article, .at = at};
    struct store_query *q = store_query(w->store, SQL_PLACING_GET);
    struct body body;
    struct str pack = STR_NONE;
    store_put_i64(q, "id", article);
    if (store_row(q)) {
        p.title = store_dup(q, 0, w->a);
        p.publisher = store_i64(q, 1);
        if (store_zip_unpack(w->zip, w->a, store_str(q, 2), DESK_UNPACKED_MOST, &pack) != ERR_OK)
            pack = STR_NONE;
    }
    enum err_code code = store_end(q, e);
    /* A damaged body is told by `octavo check`; its article has its headline only. */
    if (code == ERR_OK && pack.n && desk_unpack(w->a, pack, &body, &p.text, &p.reading) != ERR_OK)
        p.text = STR_NONE;
    return code == ERR_OK ? desk_story_place(w, &p, e) : code;
}

enum err_code desk_story_fill(struct desk_writing *w, void *ctx, struct err *e)
{
    enum { FILL_MOST = 24 };
    struct desk_fill *f = ctx;
    struct desk_key keys[FILL_MOST];
    struct store_query *q = store_query(w->store, SQL_MEMBERS_MISSING);
    store_put_i64(q, "at", f->at);
    store_put_i64(q, "id", f->id);
    store_put_i64(q, "most", FILL_MOST);
    f->n = 0;
    while (f->n < FILL_MOST && store_row(q))
        keys[f->n++] = (struct desk_key){store_i64(q, 1), store_i64(q, 0)};
    enum err_code code = store_end(q, e);
    for (size_t i = 0; i < f->n && code == ERR_OK; i++) {
        code = place_stored(w, keys[i].id, keys[i].at, e);
        f->at = keys[i].at;
        f->id = keys[i].id;
    }
    f->more = f->n == FILL_MOST;
    return code;
}
