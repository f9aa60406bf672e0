/* sources.c: what is followed and how it fares; following, polling, OPML. Following asks publishers
 * and may take half a minute, so the request only starts it: the page then says how it went. */
#include "views.h"

#include <pthread.h>

/* The last attempt to follow, one for the server: only the administrator follows. */
static struct {
    pthread_mutex_t lock;
    bool working, failed, own;
    int64_t at;
    char address[500], words[600], selector[1001];
    struct desk_candidate others[8]; /* feeds that the same page offers */
    size_t other_count;
} last = {.lock = PTHREAD_MUTEX_INITIALIZER};

enum { LAST_SHOWN_SECONDS = 300 };

static void follow_begins(struct str address, const struct desk_own_change *own)
{
    pthread_mutex_lock(&last.lock);
    last.working = true;
    last.failed = false;
    last.other_count = 0;
    last.own = own->set_headers || own->set_selector;
    last.at = clock_now();
    snprintf(last.address, sizeof last.address, "%.*s", STR_ARG(address));
    snprintf(last.selector, sizeof last.selector, "%.*s", STR_ARG(own->selector));
    pthread_mutex_unlock(&last.lock);
}

static void follow_ends(const char *words, bool failed)
{
    pthread_mutex_lock(&last.lock);
    last.working = false;
    last.failed = failed;
    last.at = clock_now();
    snprintf(last.words, sizeof last.words, "%s", words);
    pthread_mutex_unlock(&last.lock);
}

static void follow_done(void *ctx, const struct desk_followed *f, const struct err *e)
{
    (void)ctx;
    char words[600];
    if (f && (!e || e->code == ERR_OK)) {
        snprintf(words, sizeof words, "Now following %.500s.", f->title[0] ? f->title : f->url);
        pthread_mutex_lock(&last.lock);
        last.other_count = f->other_count;
        memcpy(last.others, f->others, sizeof last.others);
        pthread_mutex_unlock(&last.lock);
        follow_ends(words, false);
        return;
    }
    follow_ends(e && e->words[0] ? e->words : "It could not be followed.", true);
}

static bool followed(const struct page_sources *v, struct str url)
{
    bool found = false;
    for (size_t i = 0; i < v->n; i++)
        found |= str_eq(v->feeds[i].url, url);
    return found;
}

/* Fills in what became of the last attempt, as long as that is news. */
static void add_last(struct web *w, struct page_sources *v)
{
    pthread_mutex_lock(&last.lock);
    if (last.at && clock_now() - last.at < LAST_SHOWN_SECONDS * US_SECOND) {
        v->address = str_dup(w->a, str_c(last.address));
        v->working = last.working;
        if (!last.working && last.failed) {
            v->error = str_dup(w->a, str_c(last.words));
            v->own_wrong = last.own;
            v->selector = str_dup(w->a, str_c(last.selector));
        } else if (!last.working) {
            v->page.notice = str_dup(w->a, str_c(last.words));
            struct desk_candidate *others =
                ARENA_ARRAY(w->a, last.other_count, struct desk_candidate);
            for (size_t i = 0; i < last.other_count; i++)
                if (!followed(v, str_c(last.others[i].url)))
                    others[v->other_count++] = last.others[i];
            v->others = others;
        }
    }
    pthread_mutex_unlock(&last.lock);
}

/* What came of a list, as the address says; it holds numbers only. */
static struct str imported(struct web *w)
{
    int64_t added = http_query_i64(w->q, STR("new"), 0, 1000000, 0),
            known = http_query_i64(w->q, STR("known"), 0, 1000000, 0),
            left = http_query_i64(w->q, STR("left"), 0, 1000000, 0),
            over = http_query_i64(w->q, STR("over"), 0, 10000000, 0);
    struct str before = known ? str_fmt(w->a, "; %lld %s followed already", (long long)known,
                                        known == 1 ? "was" : "were")
                              : STR_NONE;
    struct str bad =
        left ? str_fmt(w->a, " %lld left out: no http or https address.", (long long)left)
             : STR_NONE;
    if (over)
        bad = str_fmt(w->a,
                      "%.*s The last %lld left out: more than are taken from one list; import them "
                      "from a list of their own.",
                      STR_ARG(bad), (long long)over);
    if (!added && !known && !left)
        return STR_NONE;
    if (!added)
        return str_fmt(w->a, "%s%.*s",
                       !known ? "Nothing new in this list."
                       : left || over
                           ? "Nothing new in this list: the rest of it was followed already."
                           : "Nothing new in this list: all of it was followed already.",
                       STR_ARG(bad));
    return str_fmt(w->a, "Imported: %lld new, asked for now one after the other%.*s.%.*s",
                   (long long)added, STR_ARG(before), STR_ARG(bad));
}

static bool fails(const struct desk_feed *f)
{
    return f->state == DESK_FEED_FAILING || f->state == DESK_FEED_GONE;
}

/* Among two hundred, those that want a look stand first. */
static void count_failing(struct web *w, struct page_sources *v)
{
    struct desk_feed *bad = ARENA_ARRAY(w->a, v->n, struct desk_feed);
    v->followed = v->n;
    for (size_t i = 0; i < v->n; i++)
        if (fails(&v->feeds[i]))
            bad[v->failing++] = v->feeds[i];
    v->only_failing = str_eq(http_query(w->q, STR("failing")), STR("1"));
    if (v->only_failing) {
        v->feeds = bad;
        v->n = v->failing;
    } else if (!http_query(w->q, STR("from")).n) {
        v->trouble = bad;
        v->trouble_count = v->failing < WEB_TROUBLE_MOST ? v->failing : WEB_TROUBLE_MOST;
    }
}

size_t web_folder_run(const struct page_sources *v, size_t at)
{
    size_t end = at + 1;
    while (end < v->n && (!v->folder_count || str_eq(v->feeds[end].folder, v->feeds[at].folder)))
        end++;
    return end - at;
}

int64_t web_failing_among(const struct desk_feed *v, size_t n)
{
    int64_t bad = 0;
    for (size_t i = 0; i < n; i++)
        bad += fails(&v[i]);
    return bad;
}

/* An answer has a size that it may have: of a long list this is a page. */
static void cut_page(struct web *w, struct page_sources *v)
{
    size_t from = (size_t)http_query_i64(w->q, STR("from"), 0, INT32_MAX, 0);
    v->listed = v->n;
    v->first = from < v->n ? from : 0;
    if (v->first)
        v->feeds += v->first;
    v->n -= v->first;
    v->n = v->n < WEB_SOURCES_MOST ? v->n : WEB_SOURCES_MOST;
}

static void send_sources(struct web *w, struct page_sources *v)
{
    v->page = web_page(w, STR("Sources"), STR("sources"));
    enum err_code code = desk_feeds(w->reader, &v->feeds, &v->n);
    if (code == ERR_OK)
        code = desk_folders(w->reader, &v->folders, &v->folder_count);
    if (code == ERR_OK && w->user.admin)
        code = desk_quarantine(w->reader, &v->quarantine, &v->quarantine_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    if (v->page.admin && !v->error.n && !v->import_error.n)
        add_last(w, v);
    count_failing(w, v);
    cut_page(w, v);
    if (http_query(w->q, STR("new")).n)
        v->page.notice = imported(w);
    web_html(w);
    view_sources(&w->r->body, v);
}

WEB_HANDLER(web_sources)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_sources v = {0};
    send_sources(&w, &v);
}

WEB_HANDLER(web_source_add)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str address = str_trim(http_form(q, STR("address")));
    struct err e = {0};
    struct desk_own_change own = {.selector = str_trim(http_form(q, STR("selector"))),
                                  .folder = str_trim(http_form(q, STR("folder")))};
    enum err_code code = web_source_headers(&w, &own.headers, &e);
    bool login_wrong = code != ERR_OK;
    own.set_headers = own.headers.n > 0;
    own.set_selector = own.selector.n > 0;
    own.set_folder = own.folder.n > 0;
    bool any = own.set_headers || own.set_selector || own.set_folder;
    if (code == ERR_OK && any)
        code = desk_own_check(w.a, &own, &e);
    if (code != ERR_OK) {
        r->status = 400;
        struct page_sources v = {.error = str_dup(w.a, str_c(e.words)),
                                 .address = address,
                                 .folder = own.folder,
                                 .own_wrong = login_wrong || own.set_headers || own.set_selector,
                                 .selector = own.selector};
        send_sources(&w, &v);
        return;
    }
    follow_begins(address, &own);
    if (desk_follow_start(w.desk, address, any ? &own : NULL, follow_done, NULL, &e) != ERR_OK)
        follow_ends(e.words, true);
    http_redirect(r, 303, STR("/sources"));
}

WEB_HANDLER(web_source_act)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0);
    struct str act = http_param(q, STR("act"));
    struct err e = {0};
    enum err_code code = ERR_NOT_FOUND;
    if (id && str_eq(act, STR("own"))) {
        web_source_own(&w, id);
        return;
    }
    if (id && str_eq(act, STR("timing"))) {
        web_source_timing(&w, id);
        return;
    }
    if (id && str_eq(act, STR("rename"))) {
        web_source_name(&w, id);
        return;
    }
    if (id && str_eq(act, STR("poll")))
        code = desk_poll(w.desk, id, &e);
    else if (id && str_eq(act, STR("unfollow")))
        code = desk_unfollow(w.desk, id, &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, STR("/sources"));
}

WEB_HANDLER(web_folder_rename)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code =
        desk_folder_rename(w.desk, http_form(q, STR("from")), http_form(q, STR("to")), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, STR("/sources"));
}

WEB_HANDLER(web_poll_all)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_poll(w.desk, 0, &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, STR("/sources"));
}

/* Back to the form, with what is wrong and what helps. */
static void opml_refused(struct web *w, const struct err *e)
{
    struct page_sources v = {.import_error = str_dup(w->a, str_c(e->words))};
    w->r->status = 400;
    send_sources(w, &v);
}

WEB_HANDLER(web_opml_in)
{
    struct web w;
    web_begin(&w, reader, q, r);
    const struct http_part *part = http_part_find(q, STR("opml"));
    struct desk_imported got = {0};
    struct err e = {0};
    enum err_code code = part && part->data.n
                             ? desk_opml_import(w.desk, part->data, &got, &e)
                             : err_set(&e, ERR_INPUT, "no file was chosen, or it is empty");
    if (code == ERR_INPUT || code == ERR_LIMIT) {
        opml_refused(&w, &e);
        return;
    }
    if (code != ERR_OK) {
        web_failed(&w, code, &e);
        return;
    }
    http_redirect(r, 303,
                  str_fmt(w.a, "/sources?new=%zu&known=%zu&left=%zu&over=%zu", got.fresh, got.known,
                          got.left, got.over));
}

WEB_HANDLER(web_opml_out)
{
    struct web w;
    web_begin(&w, reader, q, r);
    enum err_code code = desk_opml_export(w.reader, &r->body);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    http_type(r, STR("text/x-opml; charset=utf-8"));
    http_set(r, STR("Content-Disposition"), STR("attachment; filename=\"octavo.opml\""));
}
