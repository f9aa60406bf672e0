/* resolve: names to addresses by getaddrinfo, in threads. A lookup is a struct that is owned by one
 * side at a time: by the threads while it is asked, by the loop when it is done. One that nobody
 * waits for any more is freed by whoever has it. */
#include "net/internal.h"

#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum { STACK = 256 << 10 };

struct queue {
    struct lookup *first, **last;
};
struct resolver {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct queue asked, done;
    void (*wake)(void *ctx);
    void *ctx;
};

static void push(struct queue *q, struct lookup *l)
{
    l->next = NULL;
    *q->last = l;
    q->last = &l->next;
}
static struct lookup *pop(struct queue *q)
{
    struct lookup *l = q->first;
    if (l) {
        q->first = l->next;
        if (!q->first)
            q->last = &q->first;
    }
    return l;
}

static void look_up(struct lookup *l)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    int no = getaddrinfo(l->host, NULL, &hints, &list);
    if (no != 0) {
        l->fault = no == EAI_AGAIN ? "the name service does not answer for" : "there is no host";
        return;
    }
    /* What is beyond the room is not connected to, but judged: one that may not be asked takes the
     * last place, since an answer is judged as a whole. */
    for (struct addrinfo *x = list; x; x = x->ai_next) {
        struct ip_addr ip;
        if (!ip_of_sockaddr(x->ai_addr, &ip))
            continue;
        if (l->n < ADDRESSES_MOST)
            l->list[l->n++] = ip;
        else if (guard_answer(&ip, 1, false))
            l->list[ADDRESSES_MOST - 1] = ip;
    }
    freeaddrinfo(list);
    if (l->n == 0)
        l->fault = "no address is known for";
}

static void *work(void *ctx)
{
    struct resolver *r = ctx;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        struct lookup *l = pop(&r->asked);
        if (!l) {
            pthread_cond_wait(&r->more, &r->lock);
            continue;
        }
        bool wanted = !l->abandoned;
        pthread_mutex_unlock(&r->lock);
        if (wanted)
            look_up(l);
        pthread_mutex_lock(&r->lock);
        push(&r->done, l);
        r->wake(r->ctx);
    }
    return NULL;
}

struct resolver *resolver_new(unsigned threads, void (*wake)(void *ctx), void *ctx)
{
    struct resolver *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->wake = wake;
    r->ctx = ctx;
    r->asked.last = &r->asked.first;
    r->done.last = &r->done.first;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->more, NULL);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    unsigned running = 0;
    for (unsigned i = 0; i < threads; i++) {
        pthread_t t;
        running += pthread_create(&t, &attr, work, r) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    if (running > 0)
        return r;
    free(r);
    return NULL;
}

struct lookup *resolver_ask(struct resolver *r, struct str host, void *owner)
{
    struct lookup *l = host.n < sizeof l->host ? calloc(1, sizeof *l) : NULL;
    if (!l)
        return NULL;
    memcpy(l->host, host.p, host.n);
    l->owner = owner;
    pthread_mutex_lock(&r->lock);
    push(&r->asked, l);
    pthread_cond_signal(&r->more);
    pthread_mutex_unlock(&r->lock);
    return l;
}

void resolver_abandon(struct resolver *r, struct lookup *l)
{
    pthread_mutex_lock(&r->lock);
    l->abandoned = true;
    pthread_mutex_unlock(&r->lock);
}

struct lookup *resolver_next(struct resolver *r)
{
    struct lookup *l;
    pthread_mutex_lock(&r->lock);
    while ((l = pop(&r->done)) && l->abandoned)
        free(l);
    pthread_mutex_unlock(&r->lock);
    return l;
}
