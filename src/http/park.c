/* park.c: answers that come later. A ticket names a loop and a number of its own; an answer is left
 * in the loop's list by whichever thread has it, and the loop gives it to the connection that waits
 * under that number. Waiting connections stand in the list of their timer, which bounds the wait.
 */
#include "http/internal.h"

struct http_ticket http_park(struct http_response *r)
{
    r->parked = true;
    r->ticket = ++r->loop->tickets;
    return (struct http_ticket){r->loop, r->ticket};
}

void http_unpark(struct http_response *r)
{
    r->parked = false;
}

static void put_short(char ret[100], struct str s)
{
    s = str_sub(s, 0, 99);
    if (s.n)
        memcpy(ret, s.p, s.n);
    ret[s.n] = '\0';
}

bool http_answer(struct http_ticket t, const struct http_late *late)
{
    struct http_answer *a = malloc(sizeof *a + late->body.n);
    if (!a)
        return false;
    *a = (struct http_answer){.ticket = t.number, .status = late->status, .n = late->body.n};
    put_short(a->type, late->type);
    put_short(a->cache, late->cache);
    if (a->n)
        memcpy(a->body, late->body.p, a->n);
    pthread_mutex_lock(&t.loop->lock);
    a->next = t.loop->answers;
    t.loop->answers = a;
    pthread_mutex_unlock(&t.loop->lock);
    http_loop_wake(t.loop);
    return true;
}

static struct http_conn *find(const struct http_loop *l, uint64_t ticket)
{
    struct http_conn *c = l->timers[HTTP_TIMER_PARK].first;
    while (c && c->ticket != ticket)
        c = c->next;
    return c;
}

struct fill {
    struct http_response *r;
    const struct http_late *late;
};

static enum err_code fill(void *ctx)
{
    struct fill *f = ctx;
    f->r->status = f->late->status;
    http_type(f->r, f->late->type);
    if (f->late->cache.n)
        http_set(f->r, STR("Cache-Control"), f->late->cache);
    buf_put(&f->r->body, f->late->body);
    if (f->r->body.failed)
        http_text(f->r, 500, STR("The answer is too large.\n"));
    return ERR_OK;
}

static void give(struct http_conn *c, const struct http_late *late)
{
    struct http_loop *l = c->loop;
    http_response_reset(&l->response);
    if (arena_run(&l->arena, fill, &(struct fill){&l->response, late}) != ERR_OK) {
        http_response_reset(&l->response); /* a bare status: it needs no memory */
        l->response.status = 500;
    }
    http_conn_unpark(c);
}

void http_park_expire(struct http_conn *c)
{
    give(c, &(struct http_late){.status = 504,
                                .type = STR("text/plain; charset=utf-8"),
                                .body = STR("The answer did not come in time.\n")});
}

static struct http_answer *take(struct http_loop *l)
{
    pthread_mutex_lock(&l->lock);
    struct http_answer *a = l->answers;
    l->answers = NULL;
    pthread_mutex_unlock(&l->lock);
    return a;
}

void http_park_deliver(struct http_loop *l)
{
    for (struct http_answer *a = take(l), *next; a; a = next) {
        next = a->next;
        struct http_conn *c = find(l, a->ticket);
        if (c)
            give(c, &(struct http_late){.status = a->status,
                                        .type = str_c(a->type),
                                        .cache = str_c(a->cache),
                                        .body = str_of(a->body, a->n)});
        free(a);
    }
}

void http_park_drop(struct http_loop *l)
{
    for (struct http_answer *a = take(l), *next; a; a = next) {
        next = a->next;
        free(a);
    }
}
