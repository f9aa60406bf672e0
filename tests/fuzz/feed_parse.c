/* feed_parse: any bytes as a feed, and as the page that names feeds. What comes back must hold to
 * what feed.h promises, and survive being written as JSON and as Atom. First byte: how it is used.
 */
#include "feed/feed.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct job {
    struct arena a;
    struct str in;
};

static void check_url(struct str s)
{
    assert(!s.n || str_starts(s, STR("http://")) || str_starts(s, STR("https://")));
    for (size_t i = 0; i < s.n; i++)
        assert((unsigned char)s.p[i] > 0x20 && (unsigned char)s.p[i] < 0x7F);
}

static void check_line(struct str s)
{
    assert(s.n <= FEED_LINE_MOST && utf8_valid(s) == s.n);
    for (size_t i = 0; i < s.n; i++)
        assert((unsigned char)s.p[i] >= 0x20);
}

static void check_entry(const struct entry *e)
{
    assert(e->id.n && e->summary.n <= FEED_HTML_MOST && e->content.n <= FEED_HTML_MOST);
    check_line(e->id);
    check_line(e->title);
    check_url(e->url);
    check_url(e->image_url);
    check_url(e->comments_url);
    for (size_t i = 0; i < e->author_count; i++)
        check_line(e->authors[i]);
    for (size_t i = 0; i < e->enclosure_count; i++)
        check_url(e->enclosures[i].url);
}

static enum err_code run(void *ctx)
{
    struct job *job = ctx;
    struct feed_doc d, again;
    struct buf out, atom;
    struct json_out w;
    feed_parse(&job->a, job->in, STR_NONE, STR("https://h.example/a/feed"), &d);
    assert(d.feed.kind != FEED_UNKNOWN || (d.entry_count == 0 && d.problem_count == 1));
    check_line(d.feed.title);
    check_url(d.feed.site_url);
    check_url(d.feed.hub_url);
    for (size_t i = 0; i < d.entry_count; i++)
        check_entry(&d.entries[i]);
    buf_arena(&out, &job->a, 8 << 20);
    json_init(&w, &out);
    feed_doc_write(&w, &d);
    buf_arena(&atom, &job->a, 8 << 20);
    feed_write_atom(&atom, &d.feed, d.entries, d.entry_count);
    feed_parse(&job->a, buf_str(&atom), STR_NONE, STR_NONE, &again);
    assert(atom.failed || (again.feed.kind == FEED_ATOM && again.entry_count == d.entry_count));
    struct feed_candidates c;
    feed_discover(&job->a, job->in, STR_NONE, STR("https://h.example/a/b"), &c);
    assert(c.n && c.n <= FEED_CANDIDATES_MOST);
    for (size_t i = 0; i < c.n; i++)
        check_url(c.v[i].url);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct job job = {.in = str_of((const char *)data, n)};
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, run, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    return 0;
}
