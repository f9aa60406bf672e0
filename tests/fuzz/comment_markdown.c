/* comment_markdown: any bytes as a comment. It is refused with words, or becomes a sound body whose
 * HTML holds no script and sanitizes to a sound body again. */
#include "desk/desk.h"
#include "markup/markup.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct job {
    struct arena a;
    struct str in;
};

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    struct body body, again;
    struct err e = {0};
    if (desk_markdown(&j->a, j->in, &body, &e) != ERR_OK) {
        assert(e.words[0]);
        return ERR_OK;
    }
    enum err_code code = body_check(&body, &e);
    assert(code == ERR_OK);
    struct buf html, twice;
    buf_arena(&html, &j->a, 16 << 20);
    body_write_html(&html, &body, &(struct body_html){0});
    struct str once = buf_str(&html);
    assert(str_find_fold(once, STR("<script")) == SIZE_MAX);
    html_sanitize(&j->a, once, STR_NONE, NULL, &again);
    code = body_check(&again, &e);
    assert(code == ERR_OK);
    buf_arena(&twice, &j->a, 16 << 20);
    body_write_html(&twice, &again, &(struct body_html){0});
    assert(utf8_valid(buf_str(&twice)) == twice.n);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct job job;
    job.in = str_of((const char *)data, n);
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, run, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    return 0;
}
