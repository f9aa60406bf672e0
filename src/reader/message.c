/* message: jobs and results as frames. Results are read again by a desk that trusts nobody: what a
 * reader that was taken over could say here is at most a lie about a document, in a sound form. */
#include "reader/internal.h"

#include "url/url.h"

static const char *const kind_names[READER_KIND_COUNT] = {"feed",    "page", "content",  "sanitize",
                                                          "analyse", "opml", "discover", "image",
                                                          "robots",  "model"};
/* Errors that a result may carry, by name. */
static const enum err_code result_errors[] = {ERR_INPUT, ERR_LIMIT, ERR_MEMORY};

const char *reader_kind_name(enum reader_kind kind)
{
    return kind_names[kind];
}

bool reader_kind_find(struct str name, enum reader_kind *ret)
{
    for (size_t i = 0; i < READER_KIND_COUNT; i++) {
        if (str_eq(name, str_c(kind_names[i]))) {
            *ret = (enum reader_kind)i;
            return true;
        }
    }
    return false;
}

/* jansson's values are malloc memory, so the arena's escape stops here until they are let go. */
struct json_work {
    enum err_code (*fill)(struct arena *a, const json_t *v, void *ret, struct err *e);
    struct arena *a;
    const json_t *v;
    void *ret;
    struct err *e;
};
static enum err_code fill_run(void *ctx)
{
    struct json_work *x = ctx;
    return x->fill(x->a, x->v, x->ret, x->e);
}
static enum err_code read_with(struct json_work *x, struct str json)
{
    json_t *v;
    enum err_code code = json_read(json, &v, x->e);
    if (code != ERR_OK)
        return code;
    x->v = v;
    code = arena_run(x->a, fill_run, x);
    json_decref(v);
    if (code == ERR_MEMORY)
        arena_fail(x->a);
    return code;
}

/* ----------------------------------------------------------------------------------- jobs */
void reader_job_write(struct buf *out, const struct reader_job *job)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "kind", str_c(reader_kind_name(job->kind)));
    json_field_opt(&w, "url", job->url);
    json_field_opt(&w, "type", job->type);
    json_field_opt(&w, "charset", job->charset);
    json_field_opt(&w, "encoding", job->encoding);
    if (job->http_status)
        json_field_i64(&w, "status", job->http_status);
    json_field_opt(&w, "selector", job->selector);
    json_field_opt(&w, "unwanted", job->unwanted);
    json_field_opt(&w, "first", job->first);
    if (job->number)
        json_field_i64(&w, "number", job->number);
    json_field_opt(&w, "source", job->source);
    if (job->memory.n)
        json_field_i64(&w, "memory", (int64_t)job->memory.n);
    if (job->now != TIME_NONE)
        json_field_i64(&w, "now", job->now);
    if (job->no_reading)
        json_field_bool(&w, "no_reading", true);
    if (job->entry.id.n) {
        json_key(&w, STR("entry"));
        entry_write(&w, &job->entry);
    }
    json_obj_end(&w);
}

static enum err_code job_fill(struct arena *a, const json_t *v, void *ret, struct err *e)
{
    struct reader_job *job = ret;
    if (!reader_kind_find(json_get_str(v, "kind"), &job->kind))
        return err_set(e, ERR_INPUT, "the job has no kind");
    job->url = str_dup(a, json_get_str(v, "url"));
    job->type = str_dup(a, json_get_str(v, "type"));
    job->charset = str_dup(a, json_get_str(v, "charset"));
    job->encoding = str_dup(a, json_get_str(v, "encoding"));
    job->selector = str_dup(a, json_get_str(v, "selector"));
    job->unwanted = str_dup(a, json_get_str(v, "unwanted"));
    job->first = str_dup(a, json_get_str(v, "first"));
    int64_t number = json_get_i64(v, "number", 0);
    job->number = number > 0 && number < 1000 ? (uint32_t)number : 0;
    job->source = str_dup(a, json_get_str(v, "source"));
    job->http_status = (int)json_get_i64(v, "status", 0);
    job->now = json_get_i64(v, "now", TIME_NONE);
    job->no_reading = json_get_bool(v, "no_reading");
    int64_t memory = json_get_i64(v, "memory", 0);
    if (memory > 0 && (uint64_t)memory <= job->bytes.n) {
        size_t at = job->bytes.n - (size_t)memory;
        job->memory = str_from(job->bytes, at);
        job->bytes = str_sub(job->bytes, 0, at);
    }
    const json_t *entry = json_object_get(v, "entry");
    return entry ? entry_read(a, entry, &job->entry, e) : ERR_OK;
}

enum err_code reader_job_read(struct arena *a, const struct frame *f, struct reader_job *ret,
                              struct err *e)
{
    struct reader_job job = {.bytes = f->bytes};
    struct json_work x = {.fill = job_fill, .a = a, .ret = &job, .e = e};
    enum err_code code = read_with(&x, f->head);
    if (code == ERR_OK)
        *ret = job;
    return code;
}

/* -------------------------------------------------------------------------------- results */
static void write_links(struct json_out *w, const struct reader_result *r)
{
    json_key(w, STR("links"));
    json_arr(w);
    for (size_t i = 0; i < r->link_count; i++) {
        const struct reader_link *l = &r->links[i];
        json_obj(w);
        json_field_str(w, "url", l->url);
        json_field_opt(w, "title", l->title);
        json_field_opt(w, "type", l->type);
        json_field_opt(w, "folder", l->folder);
        json_field_opt(w, "site", l->site);
        json_field_opt(w, "how", l->how);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void write_rules(struct json_out *w, const struct reader_result *r)
{
    json_field_i64(w, "delay", r->delay);
    json_key(w, STR("rules"));
    json_arr(w);
    for (size_t i = 0; i < r->rule_count; i++)
        json_put_str(w, r->rules[i]);
    json_arr_end(w);
}

static void write_image(struct json_out *w, const struct reader_result *r)
{
    json_key(w, STR("image"));
    json_obj(w);
    json_field_str(w, "type", r->image_type);
    json_field_i64(w, "width", r->width);
    json_field_i64(w, "height", r->height);
    json_obj_end(w);
}

void reader_result_write(struct buf *out, const struct reader_result *r)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "kind", str_c(reader_kind_name(r->kind)));
    json_field_opt(&w, "version", r->version);
    if (r->error != ERR_OK) {
        json_field_str(&w, "error", str_c(err_name(r->error)));
        json_field_str(&w, "reason", r->reason);
    }
    if (r->kind == READER_FEED && r->error == ERR_OK) {
        json_key(&w, STR("document"));
        feed_doc_write(&w, &r->feed);
    }
    if (r->has_article) {
        json_key(&w, STR("article"));
        article_write(&w, &r->article);
    }
    if (r->has_reading) {
        json_key(&w, STR("reading"));
        reading_write(&w, &r->reading);
    }
    if (r->kind == READER_SANITIZE && r->error == ERR_OK) {
        json_key(&w, STR("body"));
        body_write(&w, &r->body);
    }
    if (r->link_count)
        write_links(&w, r);
    if (r->left)
        json_field_i64(&w, "left", (int64_t)r->left);
    if (r->over)
        json_field_i64(&w, "over", (int64_t)r->over);
    if (r->kind == READER_ROBOTS && r->error == ERR_OK)
        write_rules(&w, r);
    if (r->image_type.n)
        write_image(&w, r);
    json_field_opt(&w, "said", r->said);
    json_obj_end(&w);
}

static bool read_error(struct arena *a, const json_t *v, struct reader_result *r)
{
    struct str name = json_get_str(v, "error");
    if (name.n == 0)
        return false;
    r->error = ERR_INPUT;
    for (size_t i = 0; i < sizeof result_errors / sizeof *result_errors; i++)
        if (str_eq(name, str_c(err_name(result_errors[i]))))
            r->error = result_errors[i];
    r->reason = str_dup(a, str_sub(json_get_str(v, "reason"), 0, 1000));
    return true;
}

static void read_links(struct arena *a, const json_t *list, struct reader_result *r)
{
    size_t n = json_array_size(list);
    struct reader_link *v = ARENA_ARRAY(a, n, struct reader_link);
    for (size_t i = 0; i < n; i++) {
        const json_t *x = json_array_get(list, i);
        v[i].url = str_dup(a, json_get_str(x, "url"));
        v[i].title = str_dup(a, json_get_str(x, "title"));
        v[i].type = str_dup(a, json_get_str(x, "type"));
        v[i].folder = str_dup(a, json_get_str(x, "folder"));
        v[i].site = str_dup(a, json_get_str(x, "site"));
        v[i].how = str_dup(a, json_get_str(x, "how"));
    }
    r->links = v;
    r->link_count = n;
}

/* Rules are paths behind a sign, of ASCII letters as in addresses. */
static enum err_code read_rules(struct arena *a, const json_t *v, struct reader_result *r,
                                struct err *e)
{
    const json_t *list = json_object_get(v, "rules");
    size_t n = json_array_size(list);
    if (n > ROBOTS_RULES_MOST)
        return err_set(e, ERR_LIMIT, "too many rules");
    struct str *rules = ARENA_ARRAY(a, n, struct str);
    for (size_t i = 0; i < n; i++) {
        struct str s = json_str(json_array_get(list, i));
        bool sound = s.n > 1 && (s.p[0] == '+' || s.p[0] == '-');
        for (size_t k = 0; k < s.n; k++)
            sound = sound && s.p[k] > ' ' && s.p[k] < 0x7F;
        if (!sound)
            return err_set(e, ERR_INPUT, "rule %zu is none", i + 1);
        rules[i] = str_dup(a, s);
    }
    int64_t delay = json_get_i64(v, "delay", 0);
    r->rules = rules;
    r->rule_count = n;
    r->delay = delay > 0 && delay <= 3600 ? (uint32_t)delay : 0;
    return ERR_OK;
}

static enum err_code read_said(struct arena *a, const json_t *v, struct reader_result *r,
                               struct err *e)
{
    struct str s = json_get_str(v, "said");
    if (!s.n || s.n > READER_SAID_MOST)
        return err_set(e, ERR_INPUT, "what was said is none, or too long");
    r->said = str_dup(a, s);
    return ERR_OK;
}

static enum err_code read_article(struct arena *a, const json_t *v, struct reader_result *r,
                                  struct err *e)
{
    const json_t *article = json_object_get(v, "article");
    const json_t *reading = json_object_get(v, "reading");
    enum err_code code = ERR_OK;
    if (article)
        code = article_read(a, article, &r->article, e);
    if (code == ERR_OK && article)
        code = body_check(&r->article.body, e);
    if (code != ERR_OK)
        return code;
    r->has_article = article != NULL;
    if (reading)
        code = reading_read(a, reading, r->article.text.n, &r->reading, e);
    r->has_reading = reading && code == ERR_OK;
    return code;
}

static size_t count_of(const json_t *v, const char *name)
{
    int64_t n = json_get_i64(v, name, 0);
    return n > 0 && n < INT32_MAX ? (size_t)n : 0;
}

static enum err_code result_fill(struct arena *a, const json_t *v, void *ret, struct err *e)
{
    struct reader_result *r = ret;
    if (!reader_kind_find(json_get_str(v, "kind"), &r->kind))
        return err_set(e, ERR_INPUT, "the result has no kind");
    r->version = str_dup(a, json_get_str(v, "version"));
    if (json_object_get(v, "links"))
        read_links(a, json_object_get(v, "links"), r);
    r->left = count_of(v, "left");
    r->over = count_of(v, "over");
    if (read_error(a, v, r))
        return ERR_OK;
    const json_t *image = json_object_get(v, "image");
    r->image_type = str_dup(a, json_get_str(image, "type"));
    int64_t w = json_get_i64(image, "width", 0), h = json_get_i64(image, "height", 0);
    r->width = w > 0 && w < INT32_MAX ? (uint32_t)w : 0;
    r->height = h > 0 && h < INT32_MAX ? (uint32_t)h : 0;
    enum err_code code = ERR_OK;
    if (r->kind == READER_FEED)
        code = feed_doc_read(a, json_object_get(v, "document"), &r->feed, e);
    if (r->kind == READER_ROBOTS)
        code = read_rules(a, v, r, e);
    if (r->kind == READER_MODEL)
        code = read_said(a, v, r, e);
    if (r->kind == READER_SANITIZE)
        code = body_read(a, json_object_get(v, "body"), &r->body, e);
    if (r->kind == READER_SANITIZE && code == ERR_OK)
        code = body_check(&r->body, e);
    return code == ERR_OK ? read_article(a, v, r, e) : code;
}

enum err_code reader_result_read(struct arena *a, const struct frame *f, struct reader_result *ret,
                                 struct err *e)
{
    struct reader_result r = {.memory = f->bytes};
    struct json_work x = {.fill = result_fill, .a = a, .ret = &r, .e = e};
    enum err_code code = read_with(&x, f->head);
    if (code == ERR_OK)
        *ret = r;
    return code;
}

static enum err_code article_fill(struct arena *a, const json_t *v, void *ret, struct err *e)
{
    return article_read(a, v, ret, e);
}

enum err_code article_from_json(struct arena *a, struct str json, struct article *ret,
                                struct err *e)
{
    struct json_work x = {.fill = article_fill, .a = a, .ret = ret, .e = e};
    return read_with(&x, json);
}

static enum err_code said_fill(struct arena *a, const json_t *v, void *ret, struct err *e)
{
    return model_said(a, v, ret, e);
}

enum err_code model_from_json(struct arena *a, struct str json, struct reader_result *ret,
                              struct err *e)
{
    struct json_work x = {.fill = said_fill, .a = a, .ret = ret, .e = e};
    return read_with(&x, json);
}
