/* site.h: a whole site in the test's own process: a desk on a temporary database with three
 * articles, three people, and a real server on the loopback, driven through sockets. Texts of the
 * articles are hostile: HOSTILE stands in titles, names, hashtags, comments; it must come out
 * escaped wherever it is shown. */
#ifndef OCTAVO_TESTS_SITE_H
#define OCTAVO_TESTS_SITE_H
#include "check.h"
#include "desk/internal.h"
#include "http/http.h"
#include "reader/reader.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOSTILE          "<script>hx(\"&'"
#define HOSTILE_AS_TEXT  "&lt;script&gt;hx(\"&amp;'"
#define COMMENT          "I say " HOSTILE " [l](javascript:hx(1)) `" HOSTILE "`"
#define PASSWORD         "a long pass phrase"
#define OVER_2_TO_THE_63 "9223372036854775808"

enum person { NOBODY, USER, ADMIN, PEOPLE };
static const char *const person_names[PEOPLE] = {"nobody", "a user", "the administrator"};

static struct site {
    struct arena a;
    char folder[64];
    struct desk_conf conf;
    struct desk *desk;
    struct desk_reader *reader;
    struct http_server *server;
    int fd;
    struct sockaddr_in at;
    int64_t people[PEOPLE], articles[3], comment, feed;
    struct desk_tag tag; /* the hostile one */
} site;

/* -------------------------------------------------------------------------- contents */
static enum err_code site_job_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct desk_feed_result *f = ctx;
    enum err_code code = desk_feed_make(w, STR("https://www.example.org/feed.xml?a=1&b=%27"),
                                        STR_NONE, false, &f->feed, e);
    return code == ERR_OK ? desk_take_feed(w, f, e) : code;
}

static enum err_code site_job_article(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_take_article(w, ctx, e);
}

static void site_write(desk_job_fn run, void *ctx)
{
    struct err e = {0};
    if (desk_write(site.desk, run, ctx, &e) != ERR_OK)
        fail_msg("%s", e.words);
}

static const char site_text[] =
    "<p>Ferry crews in Norvik walked out on Wednesday over pay, halting all crossings to the "
    "islands.</p><p>The harbour union said 340 workers had joined the strike. \"We will not sail "
    "for less,\" said union leader Mara Lindqvist.</p><p>The sign at the pier read " HOSTILE_AS_TEXT
    " and nobody could say why.</p><p>The operator Nordline called the strike "
    "unlawful.</p><script>hx(1)</script>";

static void site_article(size_t i)
{
    struct reader_result *got = ARENA_NEW(&site.a, struct reader_result);
    struct reader_job job = {.kind = READER_CONTENT,
                             .bytes = str_c(site_text),
                             .url = str_fmt(&site.a, "https://www.example.org/news/%zu", i),
                             .entry = {.id = STR("x"), .title = STR("x")},
                             .now = clock_now()};
    reader_do(&site.a, &job, got);
    check_int(got->error, ERR_OK);
    struct str name = STR("By " HOSTILE);
    got->article.title = str_fmt(&site.a, "Strike %zu at " HOSTILE, i);
    got->article.byline = &name;
    got->article.byline_count = 1;
    got->article.excerpt = STR("In short: " HOSTILE);
    got->article.published.precision = WHEN_NONE; /* the feed's is taken */
    struct hashtag tags[] = {{.tag = STR("Tag" HOSTILE),
                              .key = STR("tag" HOSTILE),
                              .label = STR("tag " HOSTILE),
                              .weight = 1}};
    got->reading.hashtags = tags;
    got->reading.hashtag_count = 1;
    /* A person of that name, too: who names herself so gets a page all the same. */
    struct entity *named = ARENA_ARRAY(&site.a, got->reading.entity_count + 1, struct entity);
    memcpy(named, got->reading.entities, got->reading.entity_count * sizeof *named);
    static const struct mention first = {.span = {0, 5}};
    named[got->reading.entity_count++] = (struct entity){.kind = ENTITY_PERSON,
                                                         .name = STR("Nina " HOSTILE),
                                                         .key = STR("nina"),
                                                         .role = STR("chief of " HOSTILE),
                                                         .mentions = &first,
                                                         .mention_count = 1};
    got->reading.entities = named;
    struct desk_article_result art = {
        .article = site.articles[i], .got = &got->article, .reading = &got->reading};
    site_write(site_job_article, &art);
}

static void site_fill(void)
{
    struct entry entries[3] = {0};
    for (int i = 0; i < 3; i++) {
        entries[i].id = str_fmt(&site.a, "n%d", i);
        entries[i].title = str_fmt(&site.a, "Headline %d " HOSTILE, i);
        entries[i].url = str_fmt(&site.a, "https://www.example.org/news/%d?q=%%22&x='", i);
        check_true(civil_to((struct civil){.year = 2025, .month = 3, .day = 12, .hour = 9 - i},
                            &entries[i].published.us));
        entries[i].published.precision = WHEN_SECOND;
        entries[i].published.zone_known = true;
    }
    struct feed_doc doc = {.feed = {.kind = FEED_RSS,
                                    .title = STR("The Post " HOSTILE),
                                    .site_url = STR("https://www.example.org/")},
                           .entries = entries,
                           .entry_count = 3};
    struct desk_feed_result f = {.ok = true, .doc = &doc};
    site_write(site_job_feed, &f);
    site.feed = f.feed;
    struct desk_rows rows;
    check_int(desk_articles(site.reader, &(struct desk_list){0}, &rows), ERR_OK);
    check_int(rows.n, 3);
    for (size_t i = 0; i < 3; i++)
        site.articles[i] = rows.v[i].id;
    for (size_t i = 0; i < 3; i++)
        site_article(i);
    const struct desk_tag *tags;
    size_t n;
    check_int(desk_tags(site.reader, 0, 10, &tags, &n), ERR_OK);
    check_int(n, 1);
    site.tag = tags[0];
}

static void site_people(void)
{
    struct err e = {0};
    check_int(
        desk_user_add(site.desk, STR("Ada O'Neil"), STR(PASSWORD), true, &site.people[ADMIN], &e),
        ERR_OK);
    check_int(desk_user_add(site.desk, STR("vera"), STR(PASSWORD), false, &site.people[USER], &e),
              ERR_OK);
    check_int(desk_comment_add(site.desk, site.people[ADMIN], site.articles[0], 0, STR(COMMENT),
                               &site.comment, &e),
              ERR_OK);
}

/* -------------------------------------------------------------------------- server */
static void *site_thread_init(void *ctx, unsigned index)
{
    (void)ctx, (void)index;
    struct desk_reader *r = NULL;
    struct err e = {0};
    check_int(desk_reader_open(site.desk, &r, &e), ERR_OK);
    return r;
}

static void site_thread_done(void *reader)
{
    desk_reader_close(reader);
}

/* Opens everything; o: routes, headers, before, error_page of the room that is tested. `closed`:
 * the setting public = no. */
static void site_open(struct http_options o, bool closed)
{
    struct err e = {0};
    site = (struct site){.folder = "/tmp/octavo-site-XXXXXX"};
    arena_init(&site.a, 256 << 20);
    assert_non_null(mkdtemp(site.folder));
    struct desk_flag flags[] = {{"--data-dir", site.folder},
                                {"--public", closed ? "no" : "yes"},
                                {"--title", "Our " HOSTILE}};
    check_int(desk_conf_load(&site.a, "/dev/null", flags, 3, &site.conf, &e), ERR_OK);
    check_int(desk_open(&site.conf, &site.desk, &e), ERR_OK);
    check_int(desk_reader_open(site.desk, &site.reader, &e), ERR_OK);
    desk_reader_begin(site.reader, &site.a);
    site_fill();
    site_people();
    socklen_t n = sizeof site.at;
    site.at = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    site.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check_int(bind(site.fd, (struct sockaddr *)&site.at, n), 0);
    check_int(listen(site.fd, 100), 0);
    check_int(getsockname(site.fd, (struct sockaddr *)&site.at, &n), 0);
    o.listen_fds = &site.fd;
    o.listen_count = 1;
    o.threads = 2;
    o.ctx = NULL;
    o.thread_init = site_thread_init;
    o.thread_done = site_thread_done;
    if (http_server_new(&o, &site.server, &e) != ERR_OK ||
        http_server_start(site.server, &e) != ERR_OK)
        fail_msg("%s", e.words);
}

static void site_close(void)
{
    http_server_stop(site.server, 0);
    http_server_free(site.server);
    close(site.fd);
    desk_reader_close(site.reader);
    desk_close(site.desk);
    static const char *const names[] = {"octavo.db", "octavo.db-wal", "octavo.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(str_z(&site.a, str_fmt(&site.a, "%s/%s", site.folder, names[i])));
    check_int(rmdir(site.folder), 0);
    arena_done(&site.a);
}

/* -------------------------------------------------------------------------- requests */
struct reply {
    unsigned status;
    struct str head, body;
};

/* Sends the bytes as they are and reads until the server closes. */
static struct reply site_send(struct str bytes)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check_int(connect(fd, (struct sockaddr *)&site.at, sizeof site.at), 0);
    struct timeval patience = {.tv_sec = 20};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    check_int(send(fd, bytes.p, bytes.n, MSG_NOSIGNAL), bytes.n);
    struct buf b;
    buf_arena(&b, &site.a, 16 << 20);
    char piece[16384];
    for (ssize_t n; (n = recv(fd, piece, sizeof piece, 0)) > 0;) {
        buf_put(&b, str_of(piece, (size_t)n));
        /* An event stream has no end: its first event is enough. */
        if (str_find(buf_str(&b), STR("text/event-stream")) != SIZE_MAX &&
            str_find(buf_str(&b), STR("\n\n")) != SIZE_MAX)
            break;
    }
    close(fd);
    struct str all = buf_str(&b);
    size_t end = str_find(all, STR("\r\n\r\n"));
    uint64_t status = 0;
    if (end == SIZE_MAX || !str_starts(all, STR("HTTP/1.1 ")) ||
        !str_u64(str_sub(all, 9, 12), 999, &status))
        fail_msg("no answer to: %.*s", STR_ARG(bytes));
    return (struct reply){(unsigned)status, str_sub(all, 0, end + 2), str_from(all, end + 4)};
}

/* The value of a header of an answer; empty where it is absent. */
static struct str site_header(const struct reply *r, struct str name)
{
    struct str rest = r->head;
    while (rest.n) {
        size_t end = str_find(rest, STR("\r\n")), colon = str_find(rest, STR(":"));
        if (colon < end && str_eq_fold(str_sub(rest, 0, colon), name))
            return str_trim(str_sub(rest, colon + 1, end));
        rest = str_from(rest, end + 2);
    }
    return STR_NONE;
}

/* A new session for this person, as a terminated text. */
static const char *site_session(enum person who)
{
    char *token = arena_alloc(&site.a, DESK_TOKEN_SIZE);
    struct err e = {0};
    check_int(desk_session_new(site.desk, site.people[who], STR("127.0.0.1"), STR("Agent " HOSTILE),
                               token, &e),
              ERR_OK);
    return token;
}

/* Puts the ids of this site into a text: {a} article, {c} comment, {f} feed, {p} publisher, {e} the
 * person's key, {k} the hashtag's. */
static struct str site_ids(const char *text)
{
    struct buf b;
    buf_arena(&b, &site.a, 1 << 16);
    for (const char *p = text; *p; p++) {
        if (p[0] != '{' || !p[1] || p[2] != '}') {
            buf_char(&b, *p);
            continue;
        }
        switch (p[1]) {
        case 'a': buf_i64(&b, site.articles[0]); break;
        case 'c': buf_i64(&b, site.comment); break;
        case 'f': buf_i64(&b, site.feed); break;
        case 'p': buf_i64(&b, 1); break;
        case 'e': http_percent(&b, desk_entity_key(&site.a, STR("Nina " HOSTILE))); break;
        default: http_percent(&b, site.tag.key); break;
        }
        p += 2;
    }
    return buf_str(&b);
}

/* "name" of every route has a row: the first route without one, or NULL. */
#define SITE_ROUTE_WITHOUT_ROW(routes, count, rows, row_count)                                     \
    for (size_t i_ = 0; i_ < (count); i_++) {                                                      \
        size_t hit_ = 0;                                                                           \
        for (size_t k_ = 0; k_ < (row_count); k_++)                                                \
            hit_ += (rows)[k_].method == (routes)[i_].methods &&                                   \
                    strcmp((rows)[k_].pattern, (routes)[i_].pattern) == 0;                         \
        if (hit_ != 1)                                                                             \
            fail_msg("%s %s has %zu rows in this test's table",                                    \
                     http_method_name((routes)[i_].methods), (routes)[i_].pattern, hit_);          \
    }                                                                                              \
    check_int((row_count), (count))
#endif
