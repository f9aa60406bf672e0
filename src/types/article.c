/* article.c: the JSON form of an article (docs/json.md, "article"). Absent members are left out; a
 * body decides over the text, a text without a body becomes one paragraph for each blank line. */
#include "types/article.h"

static const char *const states[] = {
    [ARTICLE_FULL] = "full",       [ARTICLE_TEASER] = "teaser", [ARTICLE_HEADLINE] = "headline",
    [ARTICLE_REFUSED] = "refused", [ARTICLE_GONE] = "gone",     [ARTICLE_UNREADABLE] = "unreadable",
};
enum { STATE_COUNT = sizeof states / sizeof states[0], LIST_MOST = 1000 };

const char *article_state_name(enum article_state s)
{
    return (unsigned)s < STATE_COUNT ? states[s] : "unreadable";
}

bool article_state_find(struct str name, enum article_state *ret)
{
    for (unsigned i = 0; i < STATE_COUNT; i++)
        if (str_eq(name, str_c(states[i]))) {
            *ret = (enum article_state)i;
            return true;
        }
    return false;
}

static void put_when(struct json_out *w, struct str key, struct when when)
{
    char room[64];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    if (when.precision == WHEN_NONE)
        return;
    when_write(&b, when);
    json_key(w, key);
    json_put_str(w, buf_str(&b));
}

static void put_list(struct json_out *w, struct str key, const struct str *list, size_t n)
{
    if (n == 0)
        return;
    json_key(w, key);
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        json_put_str(w, list[i]);
    json_arr_end(w);
}

void article_write(struct json_out *w, const struct article *v)
{
    json_obj(w);
    json_field_opt(w, "url", v->url);
    json_field_opt(w, "canonical", v->canonical);
    json_field_opt(w, "title", v->title);
    put_list(w, STR("byline"), v->byline, v->byline_count);
    put_when(w, STR("published"), v->published);
    put_when(w, STR("modified"), v->modified);
    json_field_opt(w, "source", v->source);
    json_field_opt(w, "image", v->image);
    json_field_opt(w, "lang", v->lang);
    json_field_opt(w, "excerpt", v->excerpt);
    json_field_str(w, "state", str_c(article_state_name(v->state)));
    json_field_opt(w, "why", v->why);
    json_field_opt(w, "text", v->text);
    put_list(w, STR("tags"), v->tags, v->tag_count);
    json_field_opt(w, "next_page", v->next_page);
    if (v->body.n) {
        json_key(w, STR("body"));
        body_write(w, &v->body);
    }
    json_obj_end(w);
}

/* ---- reading ------------------------------------------------------------------------------- */

static enum err_code get_str(struct arena *a, const json_t *v, const char *key, struct str *ret,
                             struct err *e)
{
    const json_t *m = json_object_get(v, key);
    if (!m || json_is_null(m))
        return ERR_OK;
    if (!json_is_string(m))
        return err_set(e, ERR_INPUT, "\"%s\" of an article is not a text", key);
    *ret = str_dup(a, json_str(m));
    return ERR_OK;
}

/* A list of texts; one text alone stands for a list of one. */
static enum err_code get_list(struct arena *a, const json_t *v, const char *key,
                              const struct str **ret, size_t *ret_n, struct err *e)
{
    const json_t *m = json_object_get(v, key);
    if (!m || json_is_null(m))
        return ERR_OK;
    size_t n = json_is_string(m) ? 1 : json_array_size(m);
    if ((!json_is_array(m) && !json_is_string(m)) || n > LIST_MOST)
        return err_set(e, ERR_INPUT, "\"%s\" of an article is not a list of texts", key);
    struct str *list = ARENA_ARRAY(a, n, struct str);
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_is_array(m) ? json_array_get(m, i) : m;
        if (!json_is_string(item))
            return err_set(e, ERR_INPUT, "\"%s\" of an article is not a list of texts", key);
        list[i] = str_dup(a, json_str(item));
    }
    *ret = list;
    *ret_n = n;
    return ERR_OK;
}

static enum err_code get_when(const json_t *v, const char *key, struct when *ret, struct err *e)
{
    const json_t *m = json_object_get(v, key);
    *ret = (struct when){.us = TIME_NONE};
    if (!m || json_is_null(m) || json_str(m).n == 0)
        return json_is_string(m) || !m || json_is_null(m)
                   ? ERR_OK
                   : err_set(e, ERR_INPUT, "\"%s\" of an article is not a date", key);
    if (!when_parse(json_str(m), ret))
        return err_set(e, ERR_INPUT, "\"%s\" of an article is not a date like 2025-03-14T10:00:00Z",
                       key);
    return ERR_OK;
}

/* Paragraphs of a plain text: parted by blank lines, single line ends being white space. */
static void body_of_text(struct arena *a, struct str text, struct body *ret)
{
    LIST(struct body_op) ops = {0};
    size_t at = 0;
    while (at < text.n && ops.n + 3 <= BODY_OPS_MOST) {
        size_t end = at, lines = 0;
        while (end < text.n) {
            lines = text.p[end] == '\n' ? lines + 1 : is_space(text.p[end]) ? lines : 0;
            if (lines == 2)
                break;
            end++;
        }
        struct str run = str_trim(str_sub(text, at, end));
        at = end + 1;
        if (run.n == 0)
            continue;
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_OPEN, .tag = BODY_p, .at = BODY_NO_TEXT});
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_TEXT, .text = run});
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_CLOSE, .tag = BODY_p, .at = BODY_NO_TEXT});
    }
    *ret = (struct body){ops.v, ops.n};
}

static enum err_code read_body(struct arena *a, const json_t *v, struct article *r, struct err *e)
{
    const json_t *b = json_object_get(v, "body");
    enum err_code code = get_str(a, v, "text", &r->text, e);
    if (code)
        return code;
    if (b && !json_is_null(b)) {
        code = body_read(a, b, &r->body, e);
        if (code == ERR_OK)
            r->text = body_text(a, &r->body);
        return code;
    }
    /* The text stands as it is, so that byte ranges of whoever wrote it stay true. */
    body_of_text(a, r->text, &r->body);
    for (size_t i = 0; i < r->body.n; i++)
        if (r->body.ops[i].kind == BODY_TEXT)
            r->body.ops[i].at = (uint32_t)(r->body.ops[i].text.p - r->text.p);
    return ERR_OK;
}

enum err_code article_read(struct arena *a, const json_t *v, struct article *ret, struct err *e)
{
    struct article r = {.published.us = TIME_NONE, .modified.us = TIME_NONE};
    if (!json_is_object(v))
        return err_set(e, ERR_INPUT, "an article is not a JSON object");
    const struct {
        const char *name;
        struct str *at;
    } texts[] = {{"url", &r.url},
                 {"canonical", &r.canonical},
                 {"title", &r.title},
                 {"source", &r.source},
                 {"image", &r.image},
                 {"lang", &r.lang},
                 {"excerpt", &r.excerpt},
                 {"why", &r.why},
                 {"next_page", &r.next_page}};
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && code == ERR_OK; i++)
        code = get_str(a, v, texts[i].name, texts[i].at, e);
    if (code == ERR_OK)
        code = get_list(a, v, "byline", &r.byline, &r.byline_count, e);
    if (code == ERR_OK)
        code = get_list(a, v, "tags", &r.tags, &r.tag_count, e);
    if (code == ERR_OK)
        code = get_when(v, "published", &r.published, e);
    if (code == ERR_OK)
        code = get_when(v, "modified", &r.modified, e);
    const json_t *state = json_object_get(v, "state");
    if (code == ERR_OK && state && !article_state_find(json_str(state), &r.state))
        code = err_set(e, ERR_INPUT, "\"state\" of an article is none that we know");
    if (code == ERR_OK)
        code = read_body(a, v, &r, e);
    if (code == ERR_OK)
        *ret = r;
    return code;
}
