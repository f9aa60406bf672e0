/* article: lists of articles, one article with all that its page shows, and the question about it.
 */
#include "desk/internal.h"
#include "sense/sense.h"
#include "story/story.h"

enum { LIST_DEFAULT = 50, LIST_MOST = 200, KEYS_MOST = 10000, LOOSE_MOST = 2 };

/* -------------------------------------------------------------------------- rows */

struct when desk_when(int64_t us, int64_t zone, int64_t kind)
{
    struct when w = {.us = us,
                     .zone_minutes = (int16_t)zone,
                     .zone_known = kind & 1,
                     .precision = (enum when_precision)(kind >> 1)};
    if (us == TIME_NONE || kind < 2 || w.precision > WHEN_SECOND)
        return (struct when){.us = TIME_NONE};
    return w;
}

void desk_row_read(struct store_query *q, struct arena *a, struct desk_row *ret)
{
    *ret = (struct desk_row){
        .id = store_i64(q, 0),
        .title = store_dup(q, 1, a),
        .url = store_dup(q, 2, a),
        .publisher = store_i64(q, 3),
        .publisher_name = store_dup(q, 4, a),
        .published = desk_when(store_time(q, 5), store_i64(q, 6), store_i64(q, 7)),
        .at = store_i64(q, 8),
        .excerpt = store_dup(q, 9, a),
        .image = store_dup(q, 10, a),
        .lang = store_dup(q, 11, a),
        .state = (enum article_state)store_i64(q, 12),
        .words = (uint32_t)store_i64(q, 13),
        .comments = (uint32_t)store_i64(q, 14),
        .starred = store_i64(q, 15) != 0,
        .read = store_i64(q, 16) != 0,
    };
}

struct str desk_list_write(struct arena *a, const struct str *v, size_t n)
{
    struct buf b;
    struct json_out w;
    if (!n)
        return STR_NONE;
    buf_arena(&b, a, 1 << 20);
    json_init(&w, &b);
    json_arr(&w);
    for (size_t i = 0; i < n; i++)
        json_put_str(&w, v[i]);
    json_arr_end(&w);
    return b.failed ? STR_NONE : buf_str(&b);
}

/* The arrays are short and of our own writing; jansson may not be held over an allocation that
 * escapes, so the texts are counted and measured before. */
size_t desk_list_read(struct arena *a, struct str json, const struct str **ret)
{
    json_t *v = NULL;
    *ret = NULL;
    if (!json.n)
        return 0;
    struct str *list = ARENA_ARRAY(a, json.n / 3 + 1, struct str);
    char *room = arena_alloc(a, json.n);
    if (json_read(json, &v, NULL) != ERR_OK)
        return 0;
    size_t n = json_array_size(v), used = 0, got = 0;
    for (size_t i = 0; i < n && got < json.n / 3 + 1; i++) {
        struct str s = json_str(json_array_get(v, i));
        if (s.n > json.n - used)
            break;
        if (s.n)
            memcpy(room + used, s.p, s.n);
        list[got++] = str_of(room + used, s.n);
        used += s.n;
    }
    json_decref(v);
    *ret = list;
    return got;
}

/* -------------------------------------------------------------------------- lists */

void desk_key_write(struct buf *out, struct desk_key k)
{
    buf_i64(out, k.at);
    buf_char(out, '-');
    buf_i64(out, k.id);
}

bool desk_key_parse(struct str s, struct desk_key *ret)
{
    bool before_1970 = s.n && s.p[0] == '-';
    size_t dash = str_find_char(str_from(s, before_1970), '-');
    uint64_t at = 0, id = 0;
    if (dash == SIZE_MAX || !str_u64(str_sub(str_from(s, before_1970), 0, dash), INT64_MAX, &at) ||
        !str_u64(str_from(s, before_1970 + dash + 1), INT64_MAX, &id) || !id)
        return false;
    *ret = (struct desk_key){before_1970 ? -(int64_t)at : (int64_t)at, (int64_t)id};
    return true;
}

/* Slices of time tell where there is something of a folder's feeds, or of what an account has
 * marked or not (migration 8), so that such a list does not walk past all the others. */
static enum store_sql slices_query(const struct desk_list *l)
{
    bool by_mark = (l->unread || l->read) && l->user;
    if (l->entity || l->tag.n || l->starred || l->publisher)
        return STORE_SQL_COUNT;
    if (l->feed && by_mark)
        return l->oldest ? SQL_LIST_MARK_FEED_OLDEST : SQL_LIST_MARK_FEED;
    if (l->folder.n && !l->feed)
        return l->oldest ? SQL_LIST_FOLDER_OLDEST : SQL_LIST_FOLDER;
    if (by_mark)
        return l->oldest ? SQL_LIST_MARK_OLDEST : SQL_LIST_MARK;
    return STORE_SQL_COUNT;
}

static enum store_sql list_query(const struct desk_list *l)
{
    if (l->lately && l->user)
        return SQL_LIST_LATELY;
    enum store_sql by_slices = slices_query(l);
    if (by_slices != STORE_SQL_COUNT)
        return by_slices;
    if (l->entity)
        return SQL_LIST_ENTITY;
    if (l->tag.n)
        return l->oldest ? SQL_LIST_TAG_OLDEST : SQL_LIST_TAG;
    if (l->oldest)
        return l->starred     ? SQL_LIST_STARRED_OLDEST
               : l->publisher ? SQL_LIST_PUBLISHER_OLDEST
               : l->feed      ? SQL_LIST_FEED_OLDEST
                              : SQL_LIST_ALL_OLDEST;
    if (l->starred)
        return SQL_LIST_STARRED;
    if (l->publisher)
        return SQL_LIST_PUBLISHER;
    return l->feed ? SQL_LIST_FEED : SQL_LIST_ALL;
}

static bool is_oldest(enum store_sql which)
{
    switch ((int)which) {
    case SQL_LIST_ALL_OLDEST:
    case SQL_LIST_FEED_OLDEST:
    case SQL_LIST_STARRED_OLDEST:
    case SQL_LIST_PUBLISHER_OLDEST:
    case SQL_LIST_TAG_OLDEST:
    case SQL_LIST_MARK_OLDEST:
    case SQL_LIST_MARK_FEED_OLDEST:
    case SQL_LIST_FOLDER_OLDEST: return true;
    default: return false;
    }
}

/* Where the page begins: behind `after`, and before `to` (oldest first: not before `from`). */
static struct desk_key list_start(const struct desk_list *l, bool oldest)
{
    if (oldest) {
        struct desk_key from = {l->from ? l->from : INT64_MIN, 0};
        return l->after.id && l->after.at >= from.at ? l->after : from;
    }
    struct desk_key k = l->after.id ? l->after : (struct desk_key){INT64_MAX, INT64_MAX};
    if (l->to && l->to <= k.at)
        k = (struct desk_key){l->to, 0};
    return k;
}

enum err_code desk_articles(struct desk_reader *r, const struct desk_list *l, struct desk_rows *ret)
{
    const size_t cap = l->keys ? KEYS_MOST : LIST_MOST;
    size_t most = !l->most ? LIST_DEFAULT : l->most < cap ? l->most : cap;
    enum store_sql which = list_query(l);
    struct desk_key start = list_start(l, is_oldest(which));
    struct store_query *q = store_query(r->store, which);
    store_put_i64(q, "user", l->user);
    store_put_i64(q, "at", start.at);
    store_put_i64(q, "id", start.id);
    if (is_oldest(which))
        store_put_i64(q, "to", l->to ? l->to : INT64_MAX);
    else
        store_put_i64(q, "from", l->from ? l->from : INT64_MIN);
    store_put_i64(q, "publisher", l->publisher);
    store_put_i64(q, "feed", l->feed);
    store_put_str(q, "folder", l->folder);
    if (which == SQL_LIST_ENTITY)
        store_put_i64(q, "entity", l->entity);
    store_put_i64(q, "unread", l->unread && l->user);
    store_put_i64(q, "read", l->read && l->user);
    store_put_i64(q, "seen_from", l->seen_from ? l->seen_from : INT64_MIN);
    store_put_i64(q, "seen_to", l->seen_to ? l->seen_to : INT64_MAX);
    store_put_i64(q, "most", (int64_t)most + 1);
    if (which == SQL_LIST_TAG || which == SQL_LIST_TAG_OLDEST) {
        store_put_str(q, "tag", l->tag);
        store_put_i64(q, "starred", l->starred);
    }
    struct desk_row *rows = ARENA_ARRAY(r->a, most, struct desk_row);
    *ret = (struct desk_rows){.v = rows};
    int64_t looked = 0;
    while (store_row(q)) {
        if (ret->n == most) {
            ret->more = true;
            break;
        }
        if (which == SQL_LIST_LATELY)
            looked = store_i64(q, DESK_ROW_COLUMNS);
        if (l->keys)
            rows[ret->n++] = (struct desk_row){.id = store_i64(q, 0), .at = store_i64(q, 8)};
        else
            desk_row_read(q, r->a, &rows[ret->n++]);
    }
    if (ret->n)
        ret->next = (struct desk_key){which == SQL_LIST_LATELY ? looked : rows[ret->n - 1].at,
                                      rows[ret->n - 1].id};
    return store_end(q, NULL);
}

enum err_code desk_news(struct desk_reader *r, int64_t after, struct desk_news *ret)
{
    *ret = (struct desk_news){0};
    struct store_query *q = store_query(r->store, SQL_ARTICLE_NEWS);
    store_put_i64(q, "after", after);
    if (store_row(q)) {
        ret->newest = store_i64(q, 0);
        ret->articles = store_i64(q, 1);
    }
    return store_end(q, NULL);
}

/* -------------------------------------------------------------------------- one article */

/* The rest of article_get behind the row. */
enum {
    COL_FEED = DESK_ROW_COLUMNS,
    COL_SEEN,
    COL_CHANGED,
    COL_VERSION,
    COL_CANONICAL,
    COL_SOURCE,
    COL_WHY,
    COL_MODIFIED,
    COL_MODIFIED_ZONE,
    COL_MODIFIED_KIND,
    COL_BYLINE,
    COL_TAGS,
    COL_PACK,
    COL_MEDIA
};

/* "audio/mpeg 12345 https://example.org/1.mp3" each. */
static size_t read_media(struct arena *a, struct str json, const struct enclosure **ret)
{
    const struct str *lines;
    size_t n = desk_list_read(a, json, &lines), got = 0;
    struct enclosure *v = ARENA_ARRAY(a, n, struct enclosure);
    for (size_t i = 0; i < n; i++) {
        struct str line = lines[i], type, bytes;
        if (!str_split(&line, ' ', &type) || !str_split(&line, ' ', &bytes) || !line.n)
            continue;
        v[got] = (struct enclosure){.url = line, .type = str_eq(type, STR("?")) ? STR_NONE : type};
        (void)str_u64(bytes, INT64_MAX, &v[got++].length);
    }
    *ret = v;
    return got;
}

static void read_article(struct store_query *q, struct desk_reader *r, struct desk_article *ret,
                         struct str *ret_pack)
{
    desk_row_read(q, r->a, &ret->row);
    ret->feed = store_i64(q, COL_FEED);
    ret->seen_at = store_i64(q, COL_SEEN);
    ret->changed_at = store_i64(q, COL_CHANGED);
    ret->version = (uint32_t)store_i64(q, COL_VERSION);
    struct article *v = &ret->article;
    v->url = ret->row.url;
    v->canonical = store_dup(q, COL_CANONICAL, r->a);
    v->title = ret->row.title;
    v->published = ret->row.published;
    v->modified = desk_when(store_time(q, COL_MODIFIED), store_i64(q, COL_MODIFIED_ZONE),
                            store_i64(q, COL_MODIFIED_KIND));
    v->source = store_dup(q, COL_SOURCE, r->a);
    if (!v->source.n)
        v->source = ret->row.publisher_name;
    v->image = ret->row.image;
    v->lang = ret->row.lang;
    v->excerpt = ret->row.excerpt;
    v->state = ret->row.state;
    v->why = store_dup(q, COL_WHY, r->a);
    v->byline_count = desk_list_read(r->a, store_str(q, COL_BYLINE), &v->byline);
    v->tag_count = desk_list_read(r->a, store_str(q, COL_TAGS), &v->tags);
    ret->media_count = read_media(r->a, store_str(q, COL_MEDIA), &ret->media);
    struct str zipped = store_str(q, COL_PACK);
    if (!zipped.n || store_zip_unpack(r->zip, r->a, zipped, DESK_UNPACKED_MOST, ret_pack) != ERR_OK)
        *ret_pack = STR_NONE;
}

/* A row of article_related or article_fellows, unless the list has it. */
static void push_related(struct store_query *q, struct arena *a, struct desk_related *list,
                         size_t *n, double share)
{
    for (size_t i = 0; i < *n; i++)
        if (list[i].id == store_i64(q, 0))
            return;
    list[(*n)++] = (struct desk_related){
        .id = store_i64(q, 0),
        .title = store_dup(q, 1, a),
        .publisher = store_i64(q, 2),
        .publisher_name = store_dup(q, 3, a),
        .published = desk_when(store_time(q, 4), store_i64(q, 5), store_i64(q, 6)),
        .at = store_i64(q, 7),
        .image = store_dup(q, 8, a),
        .score = store_f64(q, 9) * share,
        .why = store_dup(q, 10, a),
        .story = store_i64(q, 11),
    };
}

/* Other reports of the story that `article` is in; `self` is not listed. */
static enum err_code read_fellows(struct desk_reader *r, int64_t article, int64_t self,
                                  struct desk_related *list, size_t *n, double share)
{
    struct store_query *q = store_query(r->store, SQL_ARTICLE_FELLOWS);
    store_put_i64(q, "article", article);
    store_put_i64(q, "not", self);
    store_put_i64(q, "most", 2 * DESK_RELATED_MOST);
    while (*n < DESK_RELATED_MOST && store_row(q))
        push_related(q, r->a, list, n, share);
    return store_end(q, NULL);
}

/* Articles of other stories, best first, those that are but loosely related only up to
 * LOOSE_MOST; where there are few, further reports of the same story and of theirs. */
static enum err_code read_related(struct desk_reader *r, struct desk_article *ret)
{
    struct desk_related *list = ARENA_ARRAY(r->a, DESK_RELATED_MOST, struct desk_related);
    struct store_query *q = store_query(r->store, SQL_ARTICLE_RELATED);
    size_t n = 0;
    store_put_i64(q, "id", ret->row.id);
    store_put_i64(q, "most", DESK_RELATED_MOST);
    while (n < DESK_RELATED_MOST && store_row(q) &&
           (store_f64(q, 9) >= story_related_sure || n < LOOSE_MOST))
        push_related(q, r->a, list, &n, 1);
    enum err_code code = store_end(q, NULL);
    size_t others = n;
    if (code == ERR_OK && n < DESK_RELATED_MOST)
        code = read_fellows(r, ret->row.id, 0, list, &n, 1);
    for (size_t i = 0; i < others && n < DESK_RELATED_MOST && code == ERR_OK; i++)
        code = read_fellows(r, list[i].id, ret->row.id, list, &n, list[i].score);
    ret->related = list;
    ret->related_count = n;
    return code;
}

enum err_code desk_article_alone(struct desk_reader *r, int64_t id, int64_t user,
                                 struct desk_article *ret)
{
    *ret = (struct desk_article){0};
    struct str pack = STR_NONE;
    struct store_query *q = store_query(r->store, SQL_ARTICLE_GET);
    store_put_i64(q, "id", id);
    store_put_i64(q, "user", user);
    bool found = store_row(q);
    if (found)
        read_article(q, r, ret, &pack);
    enum err_code code = store_end(q, NULL);
    if (code != ERR_OK || !found)
        return code == ERR_OK ? ERR_NOT_FOUND : code;
    /* A damaged body is told by `octavo check`; here its article is shown without it. */
    if (pack.n &&
        desk_unpack(r->a, pack, &ret->article.body, &ret->article.text, &ret->reading) != ERR_OK)
        log_say(LOG_WARN, "desk", "the stored body of article %lld is damaged", (long long)id);
    return ERR_OK;
}

enum err_code desk_article_get(struct desk_reader *r, int64_t id, int64_t user,
                               struct desk_article *ret)
{
    enum err_code code = desk_article_alone(r, id, user, ret);
    return code == ERR_OK ? read_related(r, ret) : code;
}

enum err_code desk_article_reading(struct desk_reader *r, const struct desk_article *v,
                                   struct reading *ret)
{
    if (!v->reading)
        return ERR_NOT_FOUND;
    struct store_query *q = store_query(r->store, SQL_ARTICLE_READING);
    store_put_i64(q, "id", v->row.id);
    struct str pack = STR_NONE;
    enum err_code unpacked = ERR_NOT_FOUND;
    if (store_row(q))
        unpacked = store_zip_unpack(r->zip, r->a, store_str(q, 0), DESK_UNPACKED_MOST, &pack);
    enum err_code code = store_end(q, NULL);
    if (code == ERR_OK)
        code = unpacked;
    return code == ERR_OK ? desk_unpack_rest(r->a, pack, v->article.text, v->reading, ret) : code;
}

enum err_code desk_article_around(struct desk_reader *r, const struct desk_row *row,
                                  const struct desk_list *which, struct desk_row *ret_newer,
                                  struct desk_row *ret_older)
{
    struct desk_rows rows;
    struct desk_list list = *which;
    struct desk_row *const ret[2] = {ret_older, ret_newer};
    list.after = (struct desk_key){row->at, row->id};
    list.most = 1;
    for (int newer = 0; newer < 2; newer++) {
        list.oldest = newer;
        enum err_code code = desk_articles(r, &list, &rows);
        if (code != ERR_OK)
            return code;
        *ret[newer] = rows.n ? rows.v[0] : (struct desk_row){0};
    }
    return ERR_OK;
}

void desk_answer_from(struct arena *a, struct str text, const struct reading *reading,
                      struct str question, struct desk_answer *ret)
{
    struct answer answer;
    sense_ask(a, text, reading, utf8_cut(question, SENSE_QUESTION_MOST), &answer);
    *ret = (struct desk_answer){
        .found = answer.found,
        .near = answer.near,
        .sentence = answer.sentence,
        .kind = question_kind_name(answer.kind),
        .score = answer.score,
        .others = {answer.others[0], answer.others[1]},
    };
    if (!(answer.found || answer.near) || answer.sentence < 0 ||
        (size_t)answer.sentence >= reading->sentence_count)
        return;
    ret->span = reading->sentences[answer.sentence].span;
    ret->words = span_str(text, ret->span);
    bool inside = answer.span.at >= ret->span.at && answer.span.end <= ret->span.end &&
                  answer.span.at < answer.span.end;
    ret->exact = inside ? answer.span : (struct span){0, 0};
}

enum err_code desk_ask(struct desk_reader *r, int64_t article, struct str question,
                       struct desk_answer *ret, struct err *e)
{
    struct desk_article v;
    struct reading reading;
    question = str_trim(question);
    if (!question.n)
        return err_set(e, ERR_INPUT, "type a question about this article");
    if (utf8_valid(question) != question.n)
        return err_set(e, ERR_INPUT, "the question is not readable text");
    enum err_code code = desk_article_get(r, article, 0, &v);
    if (code != ERR_OK)
        return err_set(e, code, "there is no such article");
    if (desk_article_reading(r, &v, &reading) != ERR_OK)
        return err_set(e, ERR_NOT_FOUND, "the text of this article could not be read");
    desk_answer_from(r->a, v.article.text, &reading, question, ret);
    return ERR_OK;
}
