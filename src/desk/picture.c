/* picture: a picture for the image proxy: asked for, looked at by a reader, handed on as it came.
 */
#include "desk/pipe.h"
#include "desk/wish.h"

enum err_code wish_image_begin(void *task)
{
    struct task *t = task;
    wish_ask(t, str_dup(&t->a, str_c(t->wish->address)));
    return ERR_OK;
}

/* A picture's bytes go to the browser as they came, so they must not be packed once more. */
enum err_code wish_image_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    if (v->outcome != NET_OK)
        return wish_fail(t, ERR_NOT_FOUND, str_z(&t->a, v->reason));
    if (v->encoding.n)
        return wish_fail(t, ERR_INPUT, "this picture is sent packed");
    wish_read_bytes(t, READER_IMAGE, v->body, t->url);
    return ERR_OK;
}

/* What a reader may say a picture is: whatever else it says, browsers are told none of it. */
static const char *image_type(struct str said)
{
    static const char *const known[] = {"image/jpeg", "image/png",  "image/gif",
                                        "image/webp", "image/avif", "image/x-icon"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(said, str_c(known[i])))
            return known[i];
    return NULL;
}

enum err_code wish_image_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    const char *type = r->error == ERR_OK ? image_type(r->image_type) : NULL;
    struct err none = {0};
    if (!type)
        return wish_fail(t, ERR_INPUT,
                         r->reason.n ? str_z(&t->a, r->reason) : "this address gives no picture");
    t->wish->image_fn(t->wish->ctx, type, t->response.body, &none);
    t->wish->image_fn = NULL;
    wish_end_task(t, ERR_OK, NULL);
    return ERR_OK;
}

enum err_code desk_image_start(struct desk *d, struct str url,
                               void (*done)(void *ctx, const char *type, struct str bytes,
                                            const struct err *e),
                               void *ctx, struct err *e)
{
    if (!url.n || url.n >= DESK_URL_MOST)
        return err_set(e, ERR_INPUT, "this is not a web address");
    struct wish *w = calloc(1, sizeof *w);
    if (!w)
        return err_set(e, ERR_MEMORY, "no memory");
    w->kind = TASK_IMAGE;
    w->image_fn = done;
    w->ctx = ctx;
    wish_put_z(w->address, sizeof w->address, url);
    return wish_post_here(d, w, e);
}
