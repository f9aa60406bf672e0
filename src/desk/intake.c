/* intake: what the pipeline brings is written down here. Every function runs in the writer, in one
 * transaction, and may run twice with the same effect: an entry is known by the digest of its id,
 * an article by its row. Nothing that a reader sent is taken on trust: bodies are checked again,
 * addresses must parse and be of the web, texts are cut to their limits. */
#include "desk/stories.h"
#include "url/url.h"

enum {
    ENTRIES_MOST = 1000, /* of one feed document */
    CONTENT_FULL = 1500, /* bytes of text from which a feed's own content is the article */
    ENTRY_JSON_MOST = 8 << 20,
    BYLINE_MOST = 20,
    KEYWORDS_MOST = 40,
    SEARCH_TEXT_MOST = 8 << 20,
    TAG_KEY_MOST = 60,
    TAGS_MOST = 12,
    MEDIA_MOST = 10,
    FUTURE_MOST_MINUTES = 60, /* a date further ahead is a mistake */
};

/* -------------------------------------------------------------------------- cleaning */

/* One line of plain text, at most `most` bytes. */
static struct str one_line(struct arena *a, struct str s, size_t most)
{
    struct buf b;
    buf_arena(&b, a, most + 8);
    s = str_trim(utf8_cut(s, most));
    for (size_t i = 0; i < s.n; i++) {
        bool blank = (unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f;
        if (!blank)
            buf_char(&b, s.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

/* The address, or nothing where it is none of the web. */
static struct str web_url(struct arena *a, struct str s)
{
    return s.n <= DESK_URL_MOST && url_valid_web(a, s) ? s : STR_NONE;
}

static struct str key_of_url(struct arena *a, struct str s)
{
    struct url u;
    return s.n && url_parse(a, s, NULL, &u) ? url_key(a, &u) : STR_NONE;
}

static struct str clean_list(struct arena *a, const struct str *v, size_t n, size_t most)
{
    struct str *list = ARENA_ARRAY(a, n < most ? n : most, struct str);
    size_t got = 0;
    for (size_t i = 0; i < n && got < most; i++) {
        struct str s = one_line(a, v[i], 120);
        if (s.n)
            list[got++] = s;
    }
    return desk_list_write(a, list, got);
}

/* The order of lists: when it was published, unless that is unknown or lies ahead. */
static int64_t order_at(struct when published, int64_t seen)
{
    if (published.precision < WHEN_DAY || published.us > seen + FUTURE_MOST_MINUTES * US_MINUTE ||
        published.us < 0)
        return seen;
    return published.us < seen ? published.us : seen;
}

static void put_when(struct store_query *q, const char *us, const char *zone, const char *kind,
                     struct when w)
{
    store_put_time(q, us, w.precision == WHEN_NONE ? TIME_NONE : w.us);
    store_put_i64(q, zone, w.zone_minutes);
    store_put_i64(q, kind, desk_when_kind(w));
}

/* -------------------------------------------------------------------------- entries of a feed */

/* Bytes of text in a piece of HTML, roughly: what is not in tags. Only to tell long from short. */
static size_t text_bytes(struct str html)
{
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < html.n; i++) {
        if (html.p[i] == '<')
            tag = true;
        else if (html.p[i] == '>')
            tag = false;
        else
            n += !tag;
    }
    return n;
}

static enum desk_work work_of(const struct entry *en, struct str url)
{
    size_t content = text_bytes(en->content);
    if (content >= CONTENT_FULL || (!url.n && (content || en->summary.n)))
        return DESK_WORK_CONTENT;
    return url.n ? DESK_WORK_PAGE : DESK_WORK_NONE;
}

/* Its sound, films and papers, as desk_article.media has them; pictures are shown otherwise. */
static struct str media_of(struct arena *a, const struct entry *en)
{
    struct str list[MEDIA_MOST];
    size_t n = 0;
    for (size_t i = 0; i < en->enclosure_count && n < MEDIA_MOST; i++) {
        const struct enclosure *x = &en->enclosures[i];
        struct str url = web_url(a, x->url), type = one_line(a, x->type, 80);
        if (!url.n || str_starts_fold(type, STR("image/")))
            continue;
        if (!type.n || str_find_char(type, ' ') != SIZE_MAX)
            type = STR("?");
        list[n++] = str_fmt(a, "%.*s %llu %.*s", STR_ARG(type), (unsigned long long)x->length,
                            STR_ARG(url));
    }
    return desk_list_write(a, list, n);
}

/* What an entry says: a change of it means that the article is to be read again. Content counts
 * only where it is long: short ones hold counters and advertisements that change by themselves. */
static struct str entry_digest(struct arena *a, const struct entry *en, struct str url)
{
    struct buf b;
    buf_arena(&b, a, ENTRY_JSON_MOST);
    buf_put(&b, en->title);
    buf_char(&b, '\n');
    buf_put(&b, url);
    buf_char(&b, '\n');
    buf_i64(&b, en->updated.precision ? en->updated.us : 0);
    if (en->updated.precision == WHEN_NONE && text_bytes(en->content) >= CONTENT_FULL)
        buf_put(&b, en->content);
    return desk_digest(a, buf_str(&b));
}

static enum err_code keep_entry(struct desk_writing *w, int64_t article, const struct entry *en,
                                struct err *e)
{
    struct buf b;
    struct json_out json;
    buf_arena(&b, w->a, ENTRY_JSON_MOST);
    json_init(&json, &b);
    entry_write(&json, en);
    if (b.failed)
        return err_set(e, ERR_LIMIT, "an entry is larger than %d MiB", ENTRY_JSON_MOST >> 20);
    struct store_query *q = store_query(w->store, SQL_PENDING_SET);
    store_put_i64(q, "id", article);
    store_put_blob(q, "entry", store_zip_pack(w->zip, w->a, buf_str(&b)));
    return store_run(q, e);
}

struct taken {
    const struct desk_feed_result *r;
    int64_t publisher;
    const struct entry *en;
    struct str key, digest, url, title, media;
    bool shares_url; /* its address is that of a page of many */
    enum desk_work work;
};

static enum err_code link_entry(struct desk_writing *w, const struct taken *t, int64_t article,
                                struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ENTRY_SET);
    store_put_i64(q, "feed", t->r->feed);
    store_put_str(q, "key", t->key);
    store_put_i64(q, "article", article);
    store_put_str(q, "digest", t->digest);
    return store_run(q, e);
}

static enum err_code insert_article(struct desk_writing *w, const struct taken *t, int64_t *ret,
                                    struct err *e)
{
    int64_t id = store_id(w->store);
    const struct entry *en = t->en;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_ADD);
    store_put_i64(q, "id", id);
    store_put_i64(q, "feed", t->r->feed);
    store_put_i64(q, "publisher", t->publisher);
    store_put_i64(q, "at", order_at(en->published, w->now));
    store_put_str(q, "title", t->title);
    store_put_opt(q, "url", t->url);
    put_when(q, "published", "zone", "kind", en->published);
    store_put_opt(q, "image", web_url(w->a, en->image_url));
    store_put_opt(q, "lang", one_line(w->a, en->lang, 35));
    store_put_i64(q, "state", ARTICLE_HEADLINE);
    store_put_str(q, "why",
                  t->work != DESK_WORK_NONE ? STR("not read yet")
                  : t->shares_url           ? STR("the feed gives no text of it")
                                            : STR("the feed gives no text and no address"));
    store_put_i64(q, "now", w->now);
    store_put_opt(q, "url_key", t->shares_url ? STR_NONE : key_of_url(w->a, t->url));
    store_put_opt(q, "media", t->media);
    store_put_opt(q, "byline", clean_list(w->a, en->authors, en->author_count, BYLINE_MOST));
    store_put_opt(q, "tags", clean_list(w->a, en->tags, en->tag_count, KEYWORDS_MOST));
    store_put_i64(q, "work", t->work);
    *ret = id;
    return store_run(q, e);
}

static enum err_code new_article(struct desk_writing *w, struct desk_feed_result *r,
                                 const struct taken *t, struct err *e)
{
    struct str url_key = t->shares_url ? STR_NONE : key_of_url(w->a, t->url);
    int64_t id = 0;
    if (url_key.n) {
        struct store_query *q = store_query(w->store, SQL_ARTICLE_BY_URL);
        store_put_str(q, "url_key", url_key);
        id = store_number(q, 0);
    }
    if (!r->paused && !desk_quota_take(w->desk, r->feed, id != 0, w->now)) {
        r->entries_left++;
        return ERR_OK;
    }
    if (id)
        return link_entry(w, t, id, e);
    enum err_code code = insert_article(w, t, &id, e);
    if (code == ERR_OK)
        code = link_entry(w, t, id, e);
    if (code == ERR_OK && t->work != DESK_WORK_NONE)
        code = keep_entry(w, id, t->en, e);
    if (code != ERR_OK)
        return code;
    r->entries_new++;
    if (t->work == DESK_WORK_NONE)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_ARTICLE,
                                          .id = id,
                                          .article = id,
                                          .publisher = t->publisher,
                                          .at = w->now,
                                          .title = t->title});
    return ERR_OK;
}

static enum err_code changed_article(struct desk_writing *w, struct desk_feed_result *r,
                                     const struct taken *t, int64_t id, struct err *e)
{
    enum err_code code = link_entry(w, t, id, e);
    if (code != ERR_OK || t->work == DESK_WORK_NONE)
        return code;
    code = keep_entry(w, id, t->en, e);
    if (code != ERR_OK)
        return code;
    r->entries_changed++;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_SAID);
    store_put_i64(q, "id", id);
    store_put_str(q, "title", t->title);
    store_put_i64(q, "work", t->work);
    store_put_opt(q, "url", t->url);
    store_put_opt(q, "media", t->media);
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_ARTICLE_WORK);
    store_put_i64(q, "id", id);
    store_put_i64(q, "work", t->work);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

/* Episodes of a podcast often lead to the page of their show, all to the same one: each is an
 * article all the same, whose text is what the feed says of it. */
static bool shares_url(struct desk_writing *w, const struct taken *t)
{
    struct str key = key_of_url(w->a, t->url);
    if (!t->media.n || !key.n)
        return false;
    if (str_eq(key, key_of_url(w->a, t->r->doc->feed.site_url)))
        return true;
    struct store_query *q = store_query(w->store, SQL_ENTRY_ELSEWHERE);
    store_put_str(q, "url_key", key);
    store_put_i64(q, "feed", t->r->feed);
    store_put_str(q, "key", t->key);
    store_put_str(q, "media", t->media);
    return store_number(q, 0) != 0;
}

/* An address of sound may change with each poll, which is no reason to read its article again. */
static enum err_code same_article(struct desk_writing *w, const struct taken *t, int64_t id,
                                  struct err *e)
{
    if (!t->media.n)
        return ERR_OK;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_MEDIA);
    store_put_i64(q, "id", id);
    store_put_str(q, "media", t->media);
    return store_run(q, e);
}

static enum err_code take_entry(struct desk_writing *w, struct desk_feed_result *r,
                                int64_t publisher, const struct entry *en, struct err *e)
{
    struct taken t = {.r = r, .publisher = publisher, .en = en};
    t.url = web_url(w->a, en->url);
    t.title = one_line(w->a, en->title, DESK_TITLE_MOST);
    if (!t.title.n)
        t.title = STR("(no headline)");
    t.key = desk_digest(w->a, en->id);
    t.digest = entry_digest(w->a, en, t.url);
    t.media = media_of(w->a, en);
    t.shares_url = shares_url(w, &t);
    t.work = work_of(en, t.shares_url ? STR_NONE : t.url);
    struct store_query *q = store_query(w->store, SQL_ENTRY_FIND);
    store_put_i64(q, "feed", r->feed);
    store_put_str(q, "key", t.key);
    int64_t id = 0;
    bool same = false;
    if (store_row(q)) {
        id = store_i64(q, 0);
        same = str_eq(store_str(q, 1), t.digest);
    }
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || same)
        return code != ERR_OK ? code : same_article(w, &t, id, e);
    return id ? changed_article(w, r, &t, id, e) : new_article(w, r, &t, e);
}

/* -------------------------------------------------------------------------- a feed */

struct feed_row {
    int64_t publisher, every;
    uint32_t fails;
    struct str title, error;
    bool found;
};

static enum err_code feed_row(struct desk_writing *w, int64_t feed, struct feed_row *ret,
                              struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_ONE);
    store_put_i64(q, "id", feed);
    if (store_row(q))
        *ret = (struct feed_row){.found = true,
                                 .publisher = store_i64(q, 2),
                                 .every = store_i64(q, 6),
                                 .fails = (uint32_t)store_i64(q, 7),
                                 .title = store_dup(q, 5, w->a)};
    return store_end(q, e);
}

static enum err_code take_document(struct desk_writing *w, struct desk_feed_result *r,
                                   struct feed_row *row, struct err *e)
{
    const struct feed_doc *doc = r->doc;
    enum err_code code = desk_feed_said(w, r->feed, row->publisher, &doc->feed, str_c(r->name), e);
    if (code == ERR_OK)
        code = feed_row(w, r->feed, row, e); /* its publisher may be another now */
    size_t n = doc->entry_count < ENTRIES_MOST ? doc->entry_count : ENTRIES_MOST;
    r->entries_all = (uint32_t)n;
    /* Feeds begin with the newest: taken from the end, ids ascend with time. */
    for (size_t i = n; i-- > 0 && code == ERR_OK;)
        code = take_entry(w, r, row->publisher, &doc->entries[i], e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_FEED_VALIDATORS);
    store_put_i64(q, "id", r->feed);
    /* What was left out is to come again: "not changed" would be the end of it. */
    store_put_opt(q, "etag", r->entries_left ? STR_NONE : r->etag);
    store_put_opt(q, "modified", r->entries_left ? STR_NONE : r->modified);
    code = store_run(q, e);
    struct str moved = web_url(w->a, r->moved);
    if (code != ERR_OK || !moved.n)
        return code;
    q = store_query(w->store, SQL_FEED_MOVED);
    store_put_i64(q, "id", r->feed);
    store_put_str(q, "url", moved);
    return store_run(q, e);
}

static struct desk_poll_plan plan_of(struct desk_writing *w, const struct desk_feed_result *r,
                                     uint32_t fails)
{
    struct store_query *q = store_query(w->store, SQL_FEED_WEEK_COUNT);
    store_put_i64(q, "feed", r->feed);
    store_put_i64(q, "since", w->now - 7 * US_DAY);
    return desk_poll_plan(&(struct desk_poll_facts){
        .now = w->now,
        .shortest = desk_conf_int(w->desk->conf, DESK_SET_POLL_SHORTEST) * US_MINUTE,
        .longest = desk_conf_int(w->desk->conf, DESK_SET_POLL_LONGEST) * US_MINUTE,
        .week_articles = store_number(q, 0),
        .asked = r->asked,
        .retry = r->retry,
        .fails = fails,
        .dice = random_u64(),
    });
}

enum err_code desk_take_feed(struct desk_writing *w, struct desk_feed_result *r, struct err *e)
{
    struct feed_row row = {0};
    r->entries_new = r->entries_all = r->entries_changed = r->entries_left = 0;
    enum err_code code = feed_row(w, r->feed, &row, e);
    if (code != ERR_OK || !row.found)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the feed is not followed any more");
    if (r->doc)
        code = take_document(w, r, &row, e);
    if (code != ERR_OK)
        return code;
    if (r->doc && r->doc->feed.ttl_minutes)
        r->asked = r->asked > r->doc->feed.ttl_minutes * US_MINUTE
                       ? r->asked
                       : (int64_t)r->doc->feed.ttl_minutes * US_MINUTE;
    bool ok = r->ok && !r->entries_left; /* seen on the page of sources, and asked less often */
    uint32_t fails = ok ? 0 : row.fails + 1;
    struct desk_poll_plan plan = plan_of(w, r, fails);
    if (r->entries_left) { /* asked in time for the rest, before it is gone from the feed */
        int64_t again = desk_quota_again(w->desk, r->feed), soonest = w->now + plan.every;
        again = again > soonest ? again : soonest;
        plan.next = again < plan.next ? again : plan.next;
    }
    struct store_query *q = store_query(w->store, SQL_FEED_RESULT);
    enum desk_feed_state state = r->paused ? DESK_FEED_PAUSED
                                 : r->gone ? DESK_FEED_GONE
                                 : ok      ? DESK_FEED_OK
                                           : DESK_FEED_FAILING;
    struct str error =
        r->entries_left
            ? str_fmt(w->a, "it brings more than %d new entries a day: %u are left for the next",
                      DESK_QUOTA_A_DAY, r->entries_left)
            : one_line(w->a, r->error, 300);
    store_put_i64(q, "id", r->feed);
    store_put_i64(q, "state", state);
    store_put_opt(q, "error", ok ? STR_NONE : error);
    store_put_i64(q, "fails", fails);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "ok", ok);
    store_put_i64(q, "changed", r->entries_new > 0);
    store_put_time(q, "next", r->gone || r->paused ? TIME_NONE : plan.next);
    store_put_i64(q, "every", plan.every);
    code = store_run(q, e);
    r->title = row.title;
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_FEED,
                                          .id = r->feed,
                                          .publisher = row.publisher,
                                          .at = w->now,
                                          .title = row.title,
                                          .words = ok ? STR_NONE : error});
    return code;
}

/* -------------------------------------------------------------------------- an article */

struct base {
    bool found;
    int64_t feed, publisher, at, seen_at, search_id, search_digest;
    struct str publisher_name, title, url, image, byline, lang;
    struct when published;
};

static enum err_code base_of(struct desk_writing *w, int64_t id, struct base *ret, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", id);
    if (store_row(q))
        *ret = (struct base){
            .found = true,
            .feed = store_i64(q, 0),
            .publisher = store_i64(q, 1),
            .publisher_name = store_dup(q, 2, w->a),
            .at = store_i64(q, 3),
            .published = desk_when(store_time(q, 4), store_i64(q, 5), store_i64(q, 6)),
            .title = store_dup(q, 7, w->a),
            .url = store_dup(q, 8, w->a),
            .seen_at = store_i64(q, 9),
            .search_id = store_i64(q, 10),
            .search_digest = store_i64(q, 17),
            .image = store_dup(q, 13, w->a),
            .byline = store_dup(q, 14, w->a),
            .lang = store_dup(q, 15, w->a),
        };
    return store_end(q, e);
}

/* Where its text begins behind datelines and bylines. */
static struct str behind_credits(struct str text, const struct reading *r)
{
    for (size_t i = 0; r && i < r->sentence_count; i++)
        if (r->sentences[i].kind != SENTENCE_CREDIT)
            return str_trim(str_from(text, r->sentences[i].span.at));
    return text;
}

/* The beginning of the article in one line, cut at a word, without the dateline, also where the
 * publisher's own begins with that. */
static struct str excerpt_of(struct arena *a, const struct article *v, const struct reading *r)
{
    struct str text = behind_credits(v->text, r);
    struct str s = one_line(a, v->excerpt.n ? v->excerpt : utf8_cut(text, 2 * DESK_EXCERPT_MOST),
                            2 * DESK_EXCERPT_MOST);
    size_t credits = v->text.n ? (size_t)(text.p - v->text.p) : 0;
    struct str credit =
        one_line(a, utf8_cut(str_sub(v->text, 0, credits), DESK_EXCERPT_MOST), DESK_EXCERPT_MOST);
    if (credit.n && str_starts(s, credit) && s.n > credit.n)
        s = str_trim(str_from(s, credit.n));
    if (s.n <= DESK_EXCERPT_MOST)
        return s;
    struct str cut = utf8_cut(s, DESK_EXCERPT_MOST - 3);
    size_t space = str_rfind_char(cut, ' ');
    if (space != SIZE_MAX && space > DESK_EXCERPT_MOST / 2)
        cut = str_sub(cut, 0, space);
    char last = cut.p[cut.n - 1];
    if (last == '.' || last == '!' || last == '?') /* a whole sentence */
        return cut;
    if (last == ',' || last == ';' || last == ':')
        cut.n--;
    return str_fmt(a, "%.*s…", STR_ARG(cut));
}

/* What the search index holds of an article. */
struct search_row {
    struct str title, text, facet;
    int64_t id, digest;
};

static void make_search(struct desk_writing *w, int64_t publisher, struct str title,
                        const struct article *v, const struct reading *reading,
                        struct search_row *ret)
{
    struct buf head, text, facet, all;
    buf_arena(&head, w->a, SEARCH_TEXT_MOST);
    buf_arena(&text, w->a, SEARCH_TEXT_MOST);
    buf_arena(&facet, w->a, 32768);
    desk_words(&head, w->a, title);
    desk_words(&text, w->a, v->text);
    buf_lit(&facet, "every ");
    desk_facet_publisher(&facet, publisher);
    for (size_t i = 0; reading && i < reading->hashtag_count && i < TAGS_MOST; i++)
        desk_facet_tag(&facet, reading->hashtags[i].key);
    if (reading)
        desk_facet_entities(&facet, w->a, reading);
    *ret = (struct search_row){buf_str(&head), buf_str(&text), buf_str(&facet), 0, 0};
    buf_arena(&all, w->a, 2 * SEARCH_TEXT_MOST + 65536);
    buf_put(&all, ret->title);
    buf_char(&all, '\n');
    buf_put(&all, ret->text);
    buf_char(&all, '\n');
    buf_put(&all, ret->facet);
    ret->digest = (int64_t)(str_hash(buf_str(&all)) >> 1);
}

/* The index holds no contents, so a row of it cannot be taken out: where something changed, the
 * article gets a new one, and nothing points at the old. Where nothing did, it stays. */
static enum err_code write_search(struct desk_writing *w, struct search_row *row,
                                  const struct base *base, int64_t at, struct err *e)
{
    if (base->search_id && base->search_digest == row->digest && base->at == at) {
        row->id = base->search_id;
        return ERR_OK;
    }
    row->id = desk_search_id(at, store_id(w->store));
    struct store_query *q = store_query(w->store, SQL_SEARCH_ADD);
    store_put_i64(q, "id", row->id);
    store_put_str(q, "title", row->title);
    store_put_str(q, "text", row->text);
    store_put_str(q, "facet", row->facet);
    return store_run(q, e);
}

static enum err_code tag_of(struct desk_writing *w, const struct hashtag *h, int64_t *ret,
                            struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_TAG_FIND);
    store_put_str(q, "key", h->key);
    int64_t id = store_number(q, 0);
    if (!id) {
        id = store_id(w->store);
        q = store_query(w->store, SQL_TAG_ADD);
        store_put_i64(q, "id", id);
        store_put_str(q, "key", h->key);
        store_put_str(q, "tag", one_line(w->a, h->tag, 2 * TAG_KEY_MOST));
        store_put_str(q, "label", one_line(w->a, h->label, 2 * TAG_KEY_MOST));
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    *ret = id;
    return ERR_OK;
}

static enum err_code write_tags(struct desk_writing *w, int64_t article, int64_t at,
                                const struct reading *reading, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_TAGS_DELETE);
    store_put_i64(q, "id", article);
    enum err_code code = store_run(q, e);
    for (size_t i = 0; reading && i < reading->hashtag_count && i < TAGS_MOST && code == ERR_OK;
         i++) {
        const struct hashtag *h = &reading->hashtags[i];
        int64_t tag = 0;
        if (!h->key.n || h->key.n > TAG_KEY_MOST || !h->tag.n ||
            !str_eq(one_line(w->a, h->key, TAG_KEY_MOST), h->key))
            continue;
        code = tag_of(w, h, &tag, e);
        if (code != ERR_OK)
            break;
        q = store_query(w->store, SQL_ARTICLE_TAG_ADD);
        store_put_i64(q, "tag", tag);
        store_put_i64(q, "at", at);
        store_put_i64(q, "article", article);
        code = store_run(q, e);
    }
    return code;
}

static enum err_code write_reading(struct desk_writing *w, int64_t article,
                                   const struct reading *reading, struct err *e)
{
    if (!reading) {
        struct store_query *q = store_query(w->store, SQL_READING_DELETE);
        store_put_i64(q, "id", article);
        return store_run(q, e);
    }
    struct store_query *q = store_query(w->store, SQL_READING_SET);
    store_put_i64(q, "id", article);
    store_put_str(q, "version", reading->version);
    store_put_blob(q, "pack", store_zip_pack(w->zip, w->a, desk_pack_rest(w->a, reading)));
    return store_run(q, e);
}

static enum err_code write_row(struct desk_writing *w, const struct desk_article_result *r,
                               const struct base *base, int64_t at, const struct search_row *search,
                               struct err *e)
{
    const struct article *v = r->got;
    struct when published = v->published.precision ? v->published : base->published;
    struct str title = one_line(w->a, v->title, DESK_TITLE_MOST);
    struct str byline = clean_list(w->a, v->byline, v->byline_count, BYLINE_MOST);
    struct str image = web_url(w->a, v->image);
    struct store_query *q = store_query(w->store, SQL_ARTICLE_SET);
    store_put_i64(q, "id", r->article);
    store_put_str(q, "title", title.n ? title : base->title);
    store_put_i64(q, "at", at);
    put_when(q, "published", "zone", "kind", published);
    put_when(q, "modified", "modified_zone", "modified_kind", v->modified);
    store_put_opt(q, "excerpt", excerpt_of(w->a, v, r->reading));
    store_put_opt(q, "image", image.n ? image : base->image);
    struct str lang = r->reading && r->reading->lang_sure >= .5 ? r->reading->lang : v->lang;
    store_put_opt(q, "lang", one_line(w->a, lang.n ? lang : base->lang, 35));
    store_put_i64(q, "state", v->state);
    store_put_opt(q, "why", one_line(w->a, v->why, 300));
    store_put_i64(q, "words", r->reading ? r->reading->words : 0);
    store_put_i64(q, "search_id", search->id);
    store_put_i64(q, "search_digest", search->digest);
    store_put_i64(q, "now", w->now);
    store_put_opt(q, "canonical", web_url(w->a, v->canonical));
    store_put_opt(q, "source", one_line(w->a, v->source, 120));
    store_put_opt(q, "byline", byline.n ? byline : base->byline);
    store_put_opt(q, "tags", clean_list(w->a, v->tags, v->tag_count, KEYWORDS_MOST));
    return store_run(q, e);
}

static enum err_code write_body(struct desk_writing *w, int64_t article, const struct article *v,
                                const struct reading *reading, struct err *e)
{
    struct str pack = desk_pack(w->a, &v->body, v->text, reading);
    struct store_query *q = store_query(w->store, SQL_BODY_SET);
    store_put_i64(q, "id", article);
    store_put_blob(q, "pack", store_zip_pack(w->zip, w->a, pack));
    return store_run(q, e);
}

static enum err_code pending_done(struct desk_writing *w, int64_t article, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_PENDING_DELETE);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}

/* Waits between tries: 2, 4, 8 ... minutes, at most six hours. */
static int64_t try_again(uint32_t tries, int64_t retry)
{
    int64_t wait = (2 * US_MINUTE) << (tries < 8 ? tries : 8);
    if (wait > 6 * US_HOUR)
        wait = 6 * US_HOUR;
    return retry > wait ? retry : wait;
}

/* The work is done, or planned once more with the entry kept. */
static enum err_code work_done(struct desk_writing *w, const struct desk_article_result *r,
                               struct err *e)
{
    if (!r->again)
        return pending_done(w, r->article, e);
    struct store_query *q = store_query(w->store, SQL_ARTICLE_AGAIN);
    store_put_i64(q, "id", r->article);
    store_put_i64(q, "work", DESK_WORK_PAGE);
    store_put_i64(q, "tries", r->tries + 1);
    store_put_i64(q, "next", w->now + try_again(r->tries, r->retry));
    store_put_opt(q, "reason", one_line(w->a, r->got->why, 300));
    return store_run(q, e);
}

/* Of an article that is not there in full no summary is made: it would speak of the beginning as if
 * it were the whole. */
static const struct reading *fit_reading(struct arena *a, const struct desk_article_result *r)
{
    if (r->got->state == ARTICLE_FULL)
        return r->reading;
    struct reading *copy = ARENA_NEW(a, struct reading);
    *copy = *r->reading;
    copy->summary_count = 0;
    copy->keypoint_count = 0;
    return copy;
}

/* Only of publishers that are asked anyway; what came by a file has no other wording. */
static enum err_code plan_recheck(struct desk_writing *w, const struct desk_article_result *r,
                                  const struct base *base, int64_t at, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_ONE);
    store_put_i64(q, "id", base->feed);
    bool asked = store_row(q) && store_i64(q, 8) != DESK_FEED_PAUSED;
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !asked || !base->url.n || r->got->state != ARTICLE_FULL)
        return code;
    const struct desk_recheck v = {r->article, at, r->etag, r->modified};
    return desk_recheck_plan(w, &v, e);
}

/* Last of all, so that nothing which fails comes behind it: the index would have to be loaded anew.
 */
static enum err_code place_article(struct desk_writing *w, const struct desk_article_result *r,
                                   const struct base *base, struct str title, int64_t at,
                                   struct err *e)
{
    const struct article *v = r->got;
    if (!v->text.n || !r->reading)
        return desk_story_leave(w, r->article, e);
    return desk_story_place(w,
                            &(struct desk_placing){.article = r->article,
                                                   .publisher = base->publisher,
                                                   .at = at,
                                                   .title = title,
                                                   .text = v->text,
                                                   .reading = r->reading},
                            e);
}

enum err_code desk_take_article(struct desk_writing *w, const struct desk_article_result *r,
                                struct err *e)
{
    struct base base = {0};
    const struct article *v = r->got;
    const struct reading *reading = v->text.n && r->reading ? fit_reading(w->a, r) : NULL;
    enum err_code code = body_check(&v->body, e);
    if (code == ERR_OK)
        code = base_of(w, r->article, &base, e);
    if (code != ERR_OK || !base.found)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the article is not kept any more");
    struct when published = v->published.precision ? v->published : base.published;
    int64_t at = order_at(published, base.seen_at);
    struct search_row search;
    struct str title = one_line(w->a, v->title, DESK_TITLE_MOST);
    if (!title.n)
        title = base.title;
    make_search(w, base.publisher, title, v, reading, &search);
    code = v->state == ARTICLE_FULL ? desk_version_keep(w, r->article, title, v->text, e) : ERR_OK;
    if (code == ERR_OK)
        code = write_search(w, &search, &base, at, e);
    if (code == ERR_OK)
        code = write_row(w, r, &base, at, &search, e);
    if (code == ERR_OK)
        code = write_body(w, r->article, v, reading, e);
    if (code == ERR_OK)
        code = write_tags(w, r->article, at, reading, e);
    if (code == ERR_OK)
        code = desk_entities_put(w, r->article, at, reading, e);
    if (code == ERR_OK)
        code = write_reading(w, r->article, reading, e);
    if (code == ERR_OK)
        code = work_done(w, r, e);
    if (code == ERR_OK)
        code = desk_publisher_said(w, base.publisher, base.publisher_name, v->source, e);
    if (code == ERR_OK)
        code = plan_recheck(w, r, &base, at, e);
    if (code == ERR_OK)
        code = place_article(w, r, &base, title, at, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_ARTICLE,
                                          .id = r->article,
                                          .article = r->article,
                                          .publisher = base.publisher,
                                          .at = w->now,
                                          .title = title});
    return code;
}

enum err_code desk_take_failure(struct desk_writing *w, const struct desk_article_failure *f,
                                struct err *e)
{
    struct str reason = one_line(w->a, f->reason, 300);
    if (!f->final && f->tries + 1 < DESK_TRIES_MOST) {
        struct store_query *q = store_query(w->store, SQL_ARTICLE_LATER);
        store_put_i64(q, "id", f->article);
        store_put_i64(q, "tries", f->tries + 1);
        store_put_i64(q, "next", w->now + try_again(f->tries, f->retry));
        store_put_opt(q, "reason", reason);
        store_put_i64(q, "mark", !f->keep);
        store_put_i64(q, "state", f->state);
        return store_run(q, e);
    }
    struct base base = {0};
    enum err_code code = base_of(w, f->article, &base, e);
    if (code != ERR_OK || !base.found)
        return code;
    if (f->keep) {
        struct store_query *q = store_query(w->store, SQL_ARTICLE_WORK);
        store_put_i64(q, "id", f->article);
        store_put_i64(q, "work", DESK_WORK_NONE);
        code = store_run(q, e);
        return code == ERR_OK ? pending_done(w, f->article, e) : code;
    }
    struct store_query *q = store_query(w->store, SQL_ARTICLE_STATE);
    store_put_i64(q, "id", f->article);
    store_put_i64(q, "state", f->state);
    store_put_opt(q, "why", reason);
    store_put_i64(q, "now", w->now);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = pending_done(w, f->article, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_ARTICLE,
                                          .id = f->article,
                                          .article = f->article,
                                          .publisher = base.publisher,
                                          .at = w->now,
                                          .title = base.title,
                                          .words = reason});
    return code;
}

enum err_code desk_take_quarantine(struct desk_writing *w, const struct desk_set_aside *s,
                                   struct err *e)
{
    int64_t id = store_id(w->store);
    struct store_query *q = store_query(w->store, SQL_QUARANTINE_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "kind", s->kind);
    store_put_str(q, "url", utf8_cut(s->url, DESK_URL_MOST));
    store_put_str(q, "reason", one_line(w->a, s->reason, 300));
    if (s->feed)
        store_put_i64(q, "feed", s->feed);
    if (s->article)
        store_put_i64(q, "article", s->article);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "bytes", (int64_t)s->bytes.n);
    if (s->bytes.n <= DESK_QUARANTINE_BYTES_MOST)
        store_put_blob(q, "document", s->bytes);
    enum err_code code = store_run(q, e);
    return code == ERR_OK ? store_run(store_query(w->store, SQL_QUARANTINE_TRIM), e) : code;
}

enum err_code desk_article_forget(struct desk_writing *w, int64_t article, struct err *e)
{
    enum err_code code = desk_story_leave(w, article, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_DELETE);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}
