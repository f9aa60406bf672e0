/* pipeline: the real processes (keeper, desk, fetch, readers) on a temporary database, without a
 * network: an edition from files goes all the way, twice; hostile pages cost only themselves; what
 * may not be asked for is refused in words. The keeper must have no thread, so each run is a child
 * of the test. */
#include "check.h"
#include "desk/internal.h"
#include "proc/proc.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena a;
static char folder[64];
static struct desk_conf conf;

static const char feed_one[] =
    "<rss version='2.0'><channel><title>The Harbour Post</title><link>https://post.example/</link>"
    "<item><title>Crane falls in Norvik docks</title><link>https://post.example/news/crane</link>"
    "<guid>crane</guid><pubDate>Fri, 14 Mar 2025 08:00:00 GMT</pubDate>"
    "<description>A crane fell.</description></item>"
    "<item><title>A page of "
    "tricks</title><link>https://post.example/news/tricks</link><guid>tricks</guid>"
    "<pubDate>Fri, 14 Mar 2025 09:00:00 GMT</pubDate><description>Tricks.</description></item>"
    "<item><title>Deep page</title><link>https://post.example/news/deep</link><guid>deep</guid>"
    "<pubDate>Fri, 14 Mar 2025 10:00:00 GMT</pubDate><description>Nothing but depth "
    "here.</description>"
    "</item></channel></rss>";
static const char feed_two[] =
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Inland Gazette</title>"
    "<link rel='alternate' "
    "href='https://gazette.example/'/><id>urn:g</id><updated>2025-03-14T00:00:00Z</updated>"
    "<entry><title>Norvik crane fall: two workers "
    "hurt</title><id>urn:1</id><updated>2025-03-14T12:00:00Z"
    "</updated><link href='https://gazette.example/1'/><content type='html'>&lt;p&gt;Two workers "
    "were hurt when "
    "a crane fell in the Norvik docks on Friday morning, the harbour office "
    "said.&lt;/p&gt;&lt;p&gt;Harbour "
    "master Edda Rost said the crane had been checked in "
    "January.&lt;/p&gt;</content></entry></feed>";
static const char page_crane[] =
    "<html><head><title>Crane falls in Norvik docks</title></head><body><nav><a "
    "href='/'>Home</a></nav><article>"
    "<h1>Crane falls in Norvik docks</h1><p>A crane fell in the Norvik docks on Friday morning, "
    "hurting two "
    "workers, the harbour office said in a statement.</p><p>Harbour master Edda Rost said the "
    "crane had been "
    "checked in January and that the docks would stay closed until Monday.</p><p>The workers were "
    "taken to the "
    "hospital in Norvik with broken bones, and nobody else was near the crane when it "
    "fell.</p></article>"
    "</body></html>";
static const char page_tricks[] =
    "<html><body><article><h1>A page of tricks</h1><p>This paragraph is long enough to be read as "
    "the text of an "
    "article, although everything around it tries to be clever.<script>alert(1)</script></p><p><a "
    "href='javascript:alert(2)' onclick='alert(3)'>A link that</a> should lead nowhere stands in "
    "this one, with "
    "an <img src=x onerror=alert(4)> image that is none.</p><p>And a third one, so that there is "
    "enough text for "
    "the page to be taken for an article by anyone who looks.</p></article></body></html>";

static bool page_of(void *ctx, struct str url, struct str *ret)
{
    (void)ctx;
    if (str_ends(url, STR("/crane")))
        *ret = str_c(page_crane);
    else if (str_ends(url, STR("/tricks")))
        *ret = str_c(page_tricks);
    else if (str_ends(url, STR("/deep"))) {
        struct buf b;
        buf_arena(&b, &a, 4 << 20);
        for (int i = 0; i < 300000; i++)
            buf_lit(&b, "<div><b>");
        *ret = buf_str(&b);
    } else
        return false;
    return true;
}

static const struct desk_edition_feed edition[] = {
    {"https://post.example/feed.xml", NULL, {feed_one, sizeof feed_one - 1}, page_of, NULL},
    {"https://gazette.example/atom.xml",
     "The Gazette",
     {feed_two, sizeof feed_two - 1},
     page_of,
     NULL},
};

/* Runs in the desk process of a child; what is wrong is its exit status. */
#define want(x)                                                                                    \
    do {                                                                                           \
        if (!(x)) {                                                                                \
            fprintf(stderr, "line %d: %s (%s)\n", __LINE__, #x, e.words);                          \
            return 1;                                                                              \
        }                                                                                          \
    } while (0)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static int answers;

static void on_image(void *ctx, const char *type, struct str bytes, const struct err *e)
{
    (void)ctx;
    (void)bytes;
    pthread_mutex_lock(&lock);
    answers += type == NULL && e->words[0] ? 1 : 100;
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&lock);
}

static int edition_twice(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)ctx;
    (void)d;
    struct err e = {0};
    struct desk_progress done = {0};
    want(desk_edition_load(p, edition, 2, NULL, NULL, &done, &e) == ERR_OK);
    want(done.articles_new == 4 && done.feeds_done == 2 && done.failed == 0);
    want(done.pages_done == 4);
    want(desk_edition_load(p, edition, 2, NULL, NULL, &done, &e) == ERR_OK);
    want(done.articles_new == 0);
    return 0;
}

struct rounds {
    struct desk_pipeline *p;
    int busy, other;
};

/* A second round while one is under way would leave the first waiting for ever. */
static void try_another(void *ctx, const struct desk_progress *now)
{
    struct rounds *r = ctx;
    struct desk_progress done = {0};
    struct err e = {0};
    (void)now;
    if (desk_poll_now(r->p, 0, true, NULL, NULL, &done, &e) == ERR_BUSY)
        r->busy++;
    else
        r->other++;
}

static int one_round_at_a_time(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)ctx;
    (void)d;
    struct err e = {0};
    struct desk_progress done = {0};
    struct rounds r = {.p = p};
    want(desk_edition_load(p, edition, 2, try_another, &r, &done, &e) == ERR_OK);
    want(done.articles_new == 4 && r.busy > 0 && r.other == 0);
    return 0;
}

static int wishes(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)ctx;
    struct err e = {0};
    struct desk_followed f = {0};
    struct desk_progress done = {0};
    want(desk_follow(p, STR("http://127.0.0.1:9/feed"), NULL, &f, &e) != ERR_OK && e.words[0]);
    want(desk_follow(p, STR("::"), NULL, &f, &e) == ERR_INPUT);
    want(desk_image_start(d, STR("http://10.0.0.1/a.png"), on_image, NULL, &e) == ERR_OK);
    pthread_mutex_lock(&lock);
    while (!answers)
        pthread_cond_wait(&told, &lock);
    pthread_mutex_unlock(&lock);
    want(answers == 1);
    struct desk_imported got = {0};
    static const char list[] =
        "<opml version='2.0'><body><outline type='rss' text='One' "
        "xmlUrl='http://192.168.1.1/feed.xml'/><outline type='rss' text='Post' "
        "xmlUrl='https://post.example/feed.xml'/><outline text='Filter' "
        "xmlUrl='exec:news.sh'/></body></opml>";
    want(desk_opml_import(d, str_c(list), &got, &e) == ERR_OK);
    want(got.fresh == 2 && got.known == 0 && got.left == 1);
    want(desk_opml_import(d, str_c(list), &got, &e) == ERR_OK);
    want(got.fresh == 0 && got.known == 2 && got.left == 1);
    want(desk_opml_import(d, STR("no list"), &got, &e) == ERR_INPUT);
    /* The feed at a private address fails by itself, with a reason. */
    struct desk_reader *r;
    struct desk_feed feed;
    want(desk_reader_open(d, &r, &e) == ERR_OK);
    desk_reader_begin(r, &a);
    want(desk_feed_find(r, STR("192.168"), &feed, &e) == ERR_OK);
    want(desk_poll_now(p, feed.id, true, NULL, NULL, &done, &e) == ERR_OK);
    want(done.feeds_done == 1 && done.failed == 1);
    desk_reader_begin(r, &a);
    want(desk_feed_get(r, feed.id, &feed) == ERR_OK);
    want(feed.state == DESK_FEED_FAILING && feed.error.n > 0);
    desk_reader_close(r);
    return 0;
}

/* The desk process writes nowhere but beside its database, on whatever thread, and starts no
 * program. */
static bool may_write(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    unlink(path);
    return fd >= 0;
}

static enum err_code on_writer(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)w;
    (void)e;
    *(bool *)ctx = may_write("/tmp/octavo-pipe-outside");
    return ERR_OK;
}

/* Looked at from outside: who is shut in cannot tell any more. */
static struct proc_sandbox_report kernel;

static int shut_in(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)p;
    (void)ctx;
    struct err e = {0};
    want(may_write(str_z(&a, str_fmt(&a, "%s/inside", folder))));
    bool wrote = true;
    want(desk_write(d, on_writer, &wrote, &e) == ERR_OK);
    want(!kernel.landlock || !wrote);
    want(!kernel.landlock || !may_write("/tmp/octavo-pipe-outside"));
    char *const none[] = {NULL};
    want(!kernel.seccomp || (execve("/bin/true", none, none) != 0 && fork() < 0));
    return 0;
}

static int setup(void **state)
{
    (void)state;
    struct err e = {0};
    arena_init(&a, 256 << 20);
    snprintf(folder, sizeof folder, "/tmp/octavo-pipe-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    struct desk_flag flags[] = {{"--data-dir", folder}, {"--readers", "2"}, {"--log", "error"}};
    return desk_conf_load(&a, "/dev/null", flags, 3, &conf, &e) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    static const char *const names[] = {"octavo.db", "octavo.db-wal", "octavo.db-shm",
                                        "octavo.db.lock"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(str_z(&a, str_fmt(&a, "%s/%s", folder, names[i])));
    rmdir(folder);
    arena_done(&a);
    return 0;
}

static void run_once(int (*once)(struct desk *d, struct desk_pipeline *p, void *ctx))
{
    pid_t child = fork();
    if (child == 0) {
        struct err e = {0};
        struct desk_start s = {.conf = &conf, .once = once};
        int status = desk_run(&s, &e);
        if (e.words[0])
            fprintf(stderr, "%s\n", e.words);
        _exit(status);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    check_true(WIFEXITED(status));
    check_int(WEXITSTATUS(status), 0);
}

static struct str html_of(const struct body *body)
{
    struct buf b;
    struct body_html how = {0};
    buf_arena(&b, &a, 8 << 20);
    body_write_html(&b, body, &how);
    return buf_str(&b);
}

static void check_tricks(struct desk_reader *r, int64_t id)
{
    struct desk_article v;
    check_ok(desk_article_get(r, id, 0, &v));
    struct str html = html_of(&v.article.body);
    check_true(str_find(html, STR("long enough")) != SIZE_MAX);
    check_true(str_find_fold(html, STR("script")) == SIZE_MAX &&
               str_find(html, STR("alert")) == SIZE_MAX &&
               str_find(html, STR("onclick")) == SIZE_MAX);
}

static void check_crane(struct desk_reader *r, int64_t id, int64_t other)
{
    struct desk_article v;
    check_ok(desk_article_get(r, id, 0, &v));
    check_int(v.article.state, ARTICLE_FULL);
    check_strz(v.row.publisher_name, "The Harbour Post");
    check_true(str_find(v.article.text, STR("broken bones")) != SIZE_MAX);
    check_true(str_find(v.article.text, STR("Home")) == SIZE_MAX);
    check_true(v.reading && v.reading->hashtag_count > 0 && v.reading->summary_count > 0);
    check_true(v.related_count > 0 && v.related[0].id == other);
}

static void an_edition_goes_all_the_way(void **state)
{
    (void)state;
    run_once(edition_twice);
    struct desk *d;
    struct desk_reader *r;
    struct err e = {0};
    check_ok(desk_open(&conf, &d, &e));
    check_ok(desk_reader_open(d, &r, &e));
    desk_reader_begin(r, &a);
    struct desk_rows rows;
    check_ok(desk_articles(r, &(struct desk_list){0}, &rows));
    check_int(rows.n, 4);
    int64_t crane = 0, tricks = 0, deep = 0, other = 0;
    for (size_t i = 0; i < rows.n; i++) {
        struct str t = rows.v[i].title;
        *(str_starts(t, STR("Crane"))    ? &crane
          : str_starts(t, STR("A page")) ? &tricks
          : str_starts(t, STR("Deep"))   ? &deep
                                         : &other) = rows.v[i].id;
    }
    check_crane(r, crane, other);
    check_tricks(r, tricks);
    struct desk_article v;
    check_ok(desk_article_get(r, other, 0, &v));
    check_strz(v.row.publisher_name, "The Gazette");
    check_true(str_find(v.article.text, STR("Edda Rost")) != SIZE_MAX);
    check_ok(desk_article_get(r, deep, 0, &v));
    check_true(v.article.state != ARTICLE_FULL); /* the feed's words, marked */
    check_true(str_find(v.article.text, STR("depth")) != SIZE_MAX && v.article.why.n > 0);
    struct desk_stats s;
    check_ok(desk_stats(r, &s));
    check_int(s.articles_waiting, 0);
    desk_reader_close(r);
    desk_close(d);
}

static void wishes_are_answered(void **state)
{
    (void)state;
    run_once(wishes);
}

static void a_second_round_is_refused(void **state)
{
    (void)state;
    run_once(one_round_at_a_time);
}

static void the_desk_is_shut_in(void **state)
{
    (void)state;
    proc_sandbox_report(&kernel);
    run_once(shut_in);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_desk_is_shut_in, setup, teardown),
        cmocka_unit_test_setup_teardown(an_edition_goes_all_the_way, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_round_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(wishes_are_answered, setup, teardown),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
