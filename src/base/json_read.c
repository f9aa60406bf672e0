/* json_read.c: reading JSON with jansson, so that a lack of memory is an error.
 *
 * jansson (2.14) takes no notice when the buffer of the word in hand cannot grow: the word loses
 * bytes, and where its closing quotation mark is one of them it is read past its end. So nothing
 * that is asked for while a text is read may fail and go on: what cannot be had ends the reading at
 * once, by a jump out of jansson, and what had been taken till then is given back from a list. */
#include "base/base.h"

#include <assert.h>
#include <setjmp.h>
#include <stdalign.h>

/* In front of all that jansson takes; in the list of a text that is being read, or with NULLs. */
struct block {
    struct block *prev, *next;
};
static_assert(sizeof(struct block) % alignof(max_align_t) == 0, "what follows is aligned");
struct reading {
    jmp_buf out;
    struct block all; /* a ring */
};
static _Thread_local struct reading *reading;

static void *take(size_t n)
{
    struct block *b = n <= SIZE_MAX - sizeof *b ? malloc(sizeof *b + n) : NULL;
    if (!b && reading)
        longjmp(reading->out, 1);
    if (!b)
        return NULL;
    *b = (struct block){NULL, NULL};
    if (reading) {
        b->prev = &reading->all;
        b->next = reading->all.next;
        b->next->prev = b->prev->next = b;
    }
    return b + 1;
}

static void give_back(void *p)
{
    if (!p)
        return;
    struct block *b = (struct block *)p - 1;
    if (b->next) {
        b->next->prev = b->prev;
        b->prev->next = b->next;
    }
    free(b);
}

/* Before main(), since what one pair of functions took the other cannot give back. */
__attribute__((constructor)) static void use_these(void)
{
    json_set_alloc_funcs(take, give_back);
}

/* Takes the list apart: what was read lives on by itself, or is given back. */
static void let_go(struct reading *r, bool keep)
{
    for (struct block *b = r->all.next, *next; b != &r->all; b = next) {
        next = b->next;
        *b = (struct block){NULL, NULL};
        if (!keep)
            free(b);
    }
    reading = NULL;
}

/* A function of its own, so that no variable of json_read's lives across the jump. */
static bool load(struct reading *r, struct str s, json_t **ret, json_error_t *e)
{
    r->all.prev = r->all.next = &r->all;
    if (setjmp(r->out) != 0)
        return false;
    reading = r;
    *ret = json_loadb(s.p ? s.p : "", s.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, e);
    return true;
}

enum err_code json_read(struct str s, json_t **ret, struct err *e)
{
    struct reading r;
    json_error_t je = {0};
    json_t *v = NULL;
    bool ended = load(&r, s, &v, &je);
    let_go(&r, ended);
    if (!ended)
        return err_set(e, ERR_MEMORY, "no memory to read JSON of %zu bytes", s.n);
    if (!v) {
        enum err_code code = err_set(e, ERR_INPUT, "not valid JSON: %s", je.text);
        if (e)
            e->line = je.line > 0 ? (uint32_t)je.line : 0;
        return code;
    }
    *ret = v;
    return ERR_OK;
}
