/* feeds: feeds, OPML and discovery, by feed/. A web page where a feed was expected is an error that
 * brings the feeds it links to. */
#include "feed/feed.h"
#include "reader/internal.h"

static void found_links(struct work *w)
{
    static const char *const hows[] = {[FEED_HOW_SELF] = "self",
                                       [FEED_HOW_LINK] = "link",
                                       [FEED_HOW_ANCHOR] = "anchor",
                                       [FEED_HOW_GUESS] = "guess"};
    struct feed_candidates found;
    feed_discover(w->a, w->bytes, w->job->charset, w->job->url, &found);
    struct reader_link *v = ARENA_ARRAY(w->a, found.n, struct reader_link);
    for (size_t i = 0; i < found.n; i++) {
        v[i].url = found.v[i].url;
        v[i].title = found.v[i].title;
        v[i].how = str_c(hows[found.v[i].how]);
        if (found.v[i].kind != FEED_UNKNOWN)
            v[i].type = str_c(feed_kind_name(found.v[i].kind));
    }
    w->ret->links = v;
    w->ret->link_count = found.n;
}

static bool is_page(const struct work *w)
{
    struct str start = str_trim(str_sub(w->bytes, 0, 1024));
    return str_eq(w->job->type, STR("text/html")) ||
           str_eq(w->job->type, STR("application/xhtml+xml")) ||
           str_starts_fold(start, STR("<!doctype html")) || str_starts_fold(start, STR("<html"));
}

enum err_code do_feed(struct work *w)
{
    struct feed_doc *doc = &w->ret->feed;
    feed_parse(w->a, w->bytes, w->job->charset, w->job->url, doc);
    if (doc->feed.kind != FEED_UNKNOWN)
        return ERR_OK;
    if (is_page(w))
        found_links(w);
    struct str why = doc->problem_count ? doc->problems[0].words : STR("this is no feed");
    return err_set(&w->e, ERR_INPUT, "%.*s", STR_ARG(why));
}

enum err_code do_opml(struct work *w)
{
    struct opml list;
    if (!feed_read_opml(w->a, w->bytes, &list))
        return err_set(
            &w->e, ERR_INPUT, "%.*s",
            STR_ARG(list.problem_count ? list.problems[0].words : STR("this is no OPML list")));
    struct reader_link *v = ARENA_ARRAY(w->a, list.feed_count, struct reader_link);
    for (size_t i = 0; i < list.feed_count; i++) {
        const struct opml_feed *f = &list.feeds[i];
        v[i].url = f->url;
        v[i].title = f->title;
        v[i].site = f->site_url;
        v[i].folder = str_join(w->a, f->folders, f->folder_count, STR(" / "));
    }
    w->ret->links = v;
    w->ret->link_count = list.feed_count;
    w->ret->left = list.left;
    w->ret->over = list.over;
    return ERR_OK;
}

enum err_code do_discover(struct work *w)
{
    found_links(w);
    return ERR_OK;
}
