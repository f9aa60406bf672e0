/* intake: what the pipeline brings is written down here: feeds and their entries; intake_article.c
 * has articles that were read. Every function runs in the writer, in one transaction, and may run
 * twice with the same effect: an entry is known by the digest of its id, an article by its row.
 * Nothing that a reader sent is taken on trust: bodies are checked again, addresses must parse and
 * be of the web, texts are cut to their limits. */
#include "desk/intake.h"
#include "url/url.h"

enum {
    ENTRIES_MOST = 1000, /* of one feed document */
    CONTENT_FULL = 1500, /* bytes of text from which a feed's own content is the article */
    ENTRY_JSON_MOST = 8 << 20,
    MEDIA_MOST = 10,
    FUTURE_MOST_MINUTES = 60, /* a date further ahead is a mistake */
};

/* -------------------------------------------------------------------------- cleaning */

struct str desk_line(struct arena *a, struct str s, size_t most)
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

struct str desk_web_url(struct arena *a, struct str s)
{
    return s.n <= DESK_URL_MOST && url_valid_web(a, s) ? s : STR_NONE;
}

struct str desk_clean_list(struct arena *a, const struct str *v, size_t n, size_t most)
{
    struct str *list = ARENA_ARRAY(a, n < most ? n : most, struct str);
    size_t got = 0;
    for (size_t i = 0; i < n && got < most; i++) {
        struct str s = desk_line(a, v[i], 120);
        if (s.n)
            list[got++] = s;
    }
    return desk_list_write(a, list, got);
}

bool desk_when_sound(struct when published, int64_t at)
{
    return published.precision >= WHEN_DAY && published.us >= 0 && published.us <= at + US_DAY;
}

int64_t desk_order_at(struct when published, int64_t seen)
{
    if (published.precision < WHEN_DAY || published.us > seen + FUTURE_MOST_MINUTES * US_MINUTE ||
        published.us < 0)
        return seen;
    return published.us < seen ? published.us : seen;
}

void desk_put_when(struct store_query *q, const char *us, const char *zone, const char *kind,
                   struct when w)
{
    store_put_time(q, us, w.precision == WHEN_NONE ? TIME_NONE : w.us);
    store_put_i64(q, zone, w.zone_minutes);
    store_put_i64(q, kind, desk_when_kind(w));
}

/* -------------------------------------------------------------------------- entries of a feed */

static struct str key_of_url(struct arena *a, struct str s)
{
    struct url u;
    return s.n && url_parse(a, s, NULL, &u) ? url_key(a, &u) : STR_NONE;
}

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

static enum desk_work work_of(const struct entry *en, struct str url, enum desk_text_from from)
{
    size_t content = text_bytes(en->content);
    bool any = content || en->summary.n, enough = content >= CONTENT_FULL;
    if ((!url.n && any) || (from == DESK_TEXT_FEED && any) ||
        (from == DESK_TEXT_FOUND_OUT && enough))
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
        struct str url = desk_web_url(a, x->url), type = desk_line(a, x->type, 80);
        if (!url.n || str_starts_fold(type, STR("image/")) ||
            str_eq_fold(type, STR("application/x-shockwave-flash"))) /* nothing plays it any more */
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
    const struct desk_rule_set *rules;
    enum desk_text_from from;
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
    store_put_i64(q, "at", desk_order_at(en->published, w->now));
    store_put_str(q, "title", t->title);
    store_put_opt(q, "url", t->url);
    desk_put_when(q, "published", "zone", "kind", en->published);
    store_put_opt(q, "image", desk_web_url(w->a, en->image_url));
    store_put_opt(q, "lang", desk_line(w->a, en->lang, 35));
    store_put_i64(q, "state", ARTICLE_HEADLINE);
    store_put_str(q, "why",
                  t->work != DESK_WORK_NONE ? STR("not read yet")
                  : t->shares_url           ? STR("the feed gives no text of it")
                                            : STR("the feed gives no text and no address"));
    store_put_i64(q, "now", w->now);
    store_put_opt(q, "url_key", t->shares_url ? STR_NONE : key_of_url(w->a, t->url));
    store_put_opt(q, "media", t->media);
    store_put_opt(q, "byline",
                  desk_clean_list(w->a, en->authors, en->author_count, DESK_BYLINE_MOST));
    store_put_opt(q, "tags", desk_clean_list(w->a, en->tags, en->tag_count, DESK_KEYWORDS_MOST));
    store_put_i64(q, "work", t->work);
    *ret = id;
    return store_run(q, e);
}

static enum err_code new_article(struct desk_writing *w, struct desk_feed_result *r,
                                 const struct taken *t, struct err *e)
{
    struct str url_key = t->shares_url ? STR_NONE : key_of_url(w->a, t->url);
    int64_t id = 0;
    if (!desk_rules_take(w->a, t->rules, t->en))
        return ERR_OK;
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
    if (code == ERR_OK)
        code = desk_rules_mark(w, t->rules, t->en, id, e);
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
                                const struct taken *about, const struct entry *en, struct err *e)
{
    struct taken t = *about;
    t.en = en;
    t.url = desk_web_url(w->a, en->url);
    t.title = desk_line(w->a, en->title, DESK_TITLE_MOST);
    if (!t.title.n)
        t.title = DESK_NO_HEADLINE; /* until its text is read */
    t.key = desk_digest(w->a, en->id);
    t.digest = entry_digest(w->a, en, t.url);
    t.media = media_of(w->a, en);
    t.shares_url = shares_url(w, &t);
    t.work = work_of(en, t.shares_url ? STR_NONE : t.url, t.from);
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
    int64_t publisher, every, own_every;
    enum desk_text_from text;
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
                                 .own_every = store_i64(q, 9),
                                 .text = (enum desk_text_from)store_i64(q, 10),
                                 .title = store_dup(q, 5, w->a)};
    return store_end(q, e);
}

static enum err_code take_document(struct desk_writing *w, struct desk_feed_result *r,
                                   struct feed_row *row, struct err *e)
{
    const struct feed_doc *doc = r->doc;
    struct desk_rule_set rules;
    struct taken about = {.r = r, .rules = &rules};
    enum err_code code = desk_rules_load(w, r->feed, &rules);
    if (code != ERR_OK)
        return err_set(e, code, "the rules cannot be read");
    code = desk_feed_said(w, r->feed, row->publisher, &doc->feed, str_c(r->name), e);
    if (code == ERR_OK)
        code = feed_row(w, r->feed, row, e); /* its publisher may be another now */
    about.publisher = row->publisher;
    about.from = row->text;
    size_t n = doc->entry_count < ENTRIES_MOST ? doc->entry_count : ENTRIES_MOST;
    r->entries_all = (uint32_t)n;
    /* Feeds begin with the newest: taken from the end, ids ascend with time. */
    for (size_t i = n; i-- > 0 && code == ERR_OK;)
        code = take_entry(w, r, &about, &doc->entries[i], e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_FEED_VALIDATORS);
    store_put_i64(q, "id", r->feed);
    /* What was left out is to come again: "not changed" would be the end of it. */
    store_put_opt(q, "etag", r->entries_left ? STR_NONE : r->etag);
    store_put_opt(q, "modified", r->entries_left ? STR_NONE : r->modified);
    code = store_run(q, e);
    struct str moved = desk_web_url(w->a, r->moved);
    if (code != ERR_OK || !moved.n)
        return code;
    q = store_query(w->store, SQL_FEED_MOVED);
    store_put_i64(q, "id", r->feed);
    store_put_str(q, "url", moved);
    return store_run(q, e);
}

static struct desk_poll_plan plan_of(struct desk_writing *w, const struct desk_feed_result *r,
                                     int64_t own, uint32_t fails)
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
        .own = own,
        .fails = fails,
        .dice = random_u64(),
    });
}

/* How it went, for who wonders about a source; the last ones only. */
static enum err_code note_poll(struct desk_writing *w, const struct desk_feed_result *r, bool ok,
                               struct str words, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_POLL_ADD);
    store_put_i64(q, "feed", r->feed);
    store_put_i64(q, "at", w->now);
    store_put_i64(q, "ok", ok);
    store_put_i64(q, "entries", r->entries_new);
    store_put_opt(q, "words", ok ? STR_NONE : words);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_POLL_TRIM);
    store_put_i64(q, "feed", r->feed);
    store_put_i64(q, "most", DESK_POLLED_MOST);
    return store_run(q, e);
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
    struct desk_poll_plan plan = plan_of(w, r, row.own_every, fails);
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
            : desk_line(w->a, r->error, 300);
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
    if (code == ERR_OK && !r->paused)
        code = note_poll(w, r, ok, error, e);
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
