/* do: one job, by the pure rooms. A table of kinds; each function fills the result or says why not.
 * What feeds and pages claim is limited here once more, so that a result always fits a frame. */
#include "reader/internal.h"

#include "markup/markup.h"
#include "page/page.h"
#include "sense/sense.h"
#include "url/url.h"

#define READER_VERSION "1"
enum { ROBOTS_RULES_BYTES = 256 << 10 };

/* ------------------------------------------------------------------------------- articles */
static struct page_hints hints_of(const struct work *w)
{
    const struct reader_job *j = w->job;
    return (struct page_hints){.url = j->url,
                               .http_charset = j->charset,
                               .http_status = j->http_status,
                               .now = w->now,
                               .title = j->entry.title,
                               .byline = j->entry.authors,
                               .byline_count = j->entry.author_count,
                               .published = j->entry.published,
                               .image = j->entry.image_url,
                               .lang = j->entry.lang,
                               .selector = j->selector,
                               .unwanted = j->unwanted,
                               .first = j->first,
                               .number = j->number};
}

static enum err_code finish_article(struct work *w)
{
    struct reader_result *r = w->ret;
    bool changed;
    enum err_code code = body_mend(w->a, &r->article.body, &changed, &w->e);
    if (code != ERR_OK)
        return code;
    if (changed)
        r->article.text = body_text(w->a, &r->article.body);
    r->has_article = true;
    if (r->article.source.n == 0)
        r->article.source = w->job->source;
    if (w->job->no_reading || (w->job->kind == READER_PAGE && r->article.next_page.n))
        return ERR_OK;
    sense_read(w->a, &r->article, w->now, &r->reading);
    r->has_reading = true;
    return ERR_OK;
}

static enum err_code do_page(struct work *w)
{
    struct page_hints hints = hints_of(w);
    struct page_memory *memory = ARENA_NEW(w->a, struct page_memory);
    if (!page_memory_read(w->job->memory, memory))
        page_memory_init(memory);
    hints.memory = memory;
    page_extract(w->a, w->bytes, &hints, &w->ret->article, NULL);
    if (memory->changed) {
        struct buf b;
        buf_arena(&b, w->a, 1 << 20);
        page_memory_write(&b, memory);
        w->ret->memory = buf_str(&b);
    }
    return finish_article(w);
}

static enum err_code do_content(struct work *w)
{
    struct page_hints hints = hints_of(w);
    struct str utf8;
    html_to_utf8(w->a, w->bytes, w->job->charset.n ? w->job->charset : STR("utf-8"), &utf8);
    page_from_content(w->a, utf8, &hints, &w->ret->article);
    return finish_article(w);
}

static enum err_code do_analyse(struct work *w)
{
    struct reader_result *r = w->ret;
    enum err_code code = article_from_json(w->a, w->bytes, &r->article, &w->e);
    if (code != ERR_OK)
        return code;
    struct page_memory *memory = ARENA_NEW(w->a, struct page_memory);
    if (page_memory_read(w->job->memory, memory))
        page_memory_clean(w->a, memory, &r->article);
    return finish_article(w);
}

static enum err_code do_sanitize(struct work *w)
{
    struct str utf8;
    html_to_utf8(w->a, w->bytes, w->job->charset.n ? w->job->charset : STR("utf-8"), &utf8);
    html_sanitize(w->a, utf8, w->job->url, NULL, &w->ret->body);
    bool changed;
    return body_mend(w->a, &w->ret->body, &changed, &w->e);
}

/* Those that do not fit are left out from the end: longer than any that people write. */
static enum err_code do_robots(struct work *w)
{
    struct robots found;
    size_t n = 0, bytes = 0;
    robots_parse(w->a, w->bytes, STR("octavo"), &found);
    struct str *rules = ARENA_ARRAY(w->a, found.rule_count, struct str);
    for (; n < found.rule_count && bytes < ROBOTS_RULES_BYTES; n++) {
        rules[n] =
            str_fmt(w->a, "%c%.*s", found.rules[n].allow ? '+' : '-', STR_ARG(found.rules[n].path));
        bytes += rules[n].n;
    }
    w->ret->rules = rules;
    w->ret->rule_count = n;
    w->ret->delay = found.delay_seconds;
    return ERR_OK;
}

static enum err_code do_image(struct work *w)
{
    return image_look(w->bytes, w->ret, &w->e);
}

static enum err_code do_model(struct work *w)
{
    return model_from_json(w->a, w->bytes, w->ret, &w->e);
}

/* ---------------------------------------------------------------------------------- table */
static enum err_code (*const doers[READER_KIND_COUNT])(struct work *w) = {
    [READER_FEED] = do_feed,         [READER_PAGE] = do_page,       [READER_CONTENT] = do_content,
    [READER_SANITIZE] = do_sanitize, [READER_ANALYSE] = do_analyse, [READER_OPML] = do_opml,
    [READER_DISCOVER] = do_discover, [READER_IMAGE] = do_image,     [READER_ROBOTS] = do_robots,
    [READER_MODEL] = do_model,
};

void reader_do(struct arena *a, const struct reader_job *job, struct reader_result *ret)
{
    struct reader_result r = {.kind = job->kind, .version = STR(READER_VERSION)};
    struct work w = {
        .a = a, .job = job, .now = job->now == TIME_NONE ? clock_now() : job->now, .ret = &r};
    r.error = reader_decode(a, job->bytes, job->encoding, &w.bytes, &w.e);
    if (r.error == ERR_OK)
        r.error = doers[job->kind](&w);
    if (r.error != ERR_OK)
        r.reason = str_fmt(a, "%s", w.e.words);
    *ret = r;
}
