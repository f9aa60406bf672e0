/* import: a list of feeds (OPML): its feeds are made, filed, and asked for. */
#include "desk/pipe.h"
#include "desk/wish.h"

static enum err_code write_opml(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    t->wish->imported = (struct desk_imported){.left = t->result.left, .over = t->result.over};
    for (size_t i = 0; i < t->result.link_count; i++) {
        int64_t feed = 0;
        const struct reader_link *l = &t->result.links[i];
        enum err_code code = desk_feed_make(w, l->url, l->title, false, &feed, e);
        t->wish->imported.fresh += code == ERR_OK;
        t->wish->imported.known += code == ERR_EXISTS;
        t->wish->imported.left += code == ERR_INPUT;
        struct str folder = desk_folder_name(w->a, l->folder);
        if ((code == ERR_OK || code == ERR_EXISTS) && folder.n) {
            enum err_code filed = desk_feed_file(w, feed, folder, true, e);
            code = filed == ERR_OK ? code : filed;
        }
        if (code == ERR_OK && t->p && t->p->schedule) /* a person waits for the new ones */
            code = desk_feed_ask(w, feed, e);
        if (code != ERR_OK && code != ERR_EXISTS && code != ERR_INPUT)
            return code; /* not for what stands in the list: the next one would fare no better */
    }
    return ERR_OK;
}

/* Is there anything to follow in what was read? */
static enum err_code holds_feeds(const struct reader_result *r, struct err *e)
{
    if (r->link_count)
        return ERR_OK;
    if (r->left)
        return err_set(e, ERR_INPUT, "no feed of this list has an http or https address");
    return err_set(e, ERR_INPUT, "this list holds no feeds");
}

enum err_code wish_opml_read(struct task *t)
{
    struct err e = {0};
    if (holds_feeds(&t->result, &e) != ERR_OK)
        return wish_fail(t, ERR_INPUT, e.words);
    task_write(t, write_opml);
    return ERR_OK;
}

struct import {
    struct arena *a;
    struct str bytes;
    struct task t; /* only its result and wish are used */
};

static enum err_code read_here(void *ctx)
{
    struct import *m = ctx;
    struct reader_job job = {.kind = READER_OPML, .bytes = m->bytes, .now = TIME_NONE};
    reader_do(m->a, &job, &m->t.result);
    return ERR_OK;
}

/* On the command line, without processes: the person's own file, read by the same code. */
static enum err_code import_here(struct desk *d, struct wish *w, struct err *e)
{
    struct import *m = calloc(1, sizeof *m);
    if (!m)
        return err_set(e, ERR_MEMORY, "no memory");
    struct arena a;
    arena_init(&a, 256 << 20);
    m->a = &a;
    m->bytes = w->bytes;
    m->t.wish = w;
    enum err_code code = arena_run(&a, read_here, m);
    if (code != ERR_OK)
        err_set(e, code, "the list is too large");
    if (code == ERR_OK && m->t.result.error != ERR_OK)
        code = err_set(e, ERR_INPUT, "%.*s", STR_ARG(m->t.result.reason));
    if (code == ERR_OK)
        code = holds_feeds(&m->t.result, e);
    if (code == ERR_OK)
        code = desk_write(d, write_opml, &m->t, e);
    free(m);
    arena_done(&a);
    return code;
}

enum err_code desk_opml_import(struct desk *d, struct str bytes, struct desk_imported *ret,
                               struct err *e)
{
    struct wish w = {.kind = TASK_OPML, .bytes = bytes};
    pthread_mutex_lock(&d->lock);
    struct desk_pipeline *p = d->pipeline;
    pthread_mutex_unlock(&d->lock);
    enum err_code code = p ? wish_wait(p, &w, e) : import_here(d, &w, e);
    if (code == ERR_OK)
        *ret = w.imported;
    return code;
}
