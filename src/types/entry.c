/* entry.c: feeds and entries as JSON, in both directions. The members of each struct are a table,
 * so that what is written is what is read. Absent texts, lists and dates have no member. */
#include "types/entry.h"

#include <stddef.h>

static const char *const kinds[] = {
    [FEED_UNKNOWN] = "unknown", [FEED_RSS] = "rss",   [FEED_RDF] = "rdf",
    [FEED_ATOM] = "atom",       [FEED_JSON] = "json", [FEED_SITEMAP] = "sitemap",
    [FEED_PAGE] = "page",
};
enum { KINDS = sizeof kinds / sizeof *kinds };

enum member_type { MEMBER_STR, MEMBER_WHEN, MEMBER_U32, MEMBER_U64 };
struct member {
    const char *name;
    enum member_type type;
    size_t at; /* offset in the struct */
};

#define FEED_MEMBER(name, type)                                                                    \
    {                                                                                              \
#name, type, offsetof(struct feed, name)                                                   \
    }
static const struct member feed_members[] = {
    FEED_MEMBER(version, MEMBER_STR),     FEED_MEMBER(title, MEMBER_STR),
    FEED_MEMBER(description, MEMBER_STR), FEED_MEMBER(site_url, MEMBER_STR),
    FEED_MEMBER(self_url, MEMBER_STR),    FEED_MEMBER(hub_url, MEMBER_STR),
    FEED_MEMBER(lang, MEMBER_STR),        FEED_MEMBER(icon_url, MEMBER_STR),
    FEED_MEMBER(updated, MEMBER_WHEN),    FEED_MEMBER(ttl_minutes, MEMBER_U32),
};
#define ENTRY_MEMBER(name, type)                                                                   \
    {                                                                                              \
#name, type, offsetof(struct entry, name)                                                  \
    }
static const struct member entry_members[] = {
    ENTRY_MEMBER(id, MEMBER_STR),        ENTRY_MEMBER(url, MEMBER_STR),
    ENTRY_MEMBER(title, MEMBER_STR),     ENTRY_MEMBER(published, MEMBER_WHEN),
    ENTRY_MEMBER(updated, MEMBER_WHEN),  ENTRY_MEMBER(summary, MEMBER_STR),
    ENTRY_MEMBER(content, MEMBER_STR),   ENTRY_MEMBER(lang, MEMBER_STR),
    ENTRY_MEMBER(image_url, MEMBER_STR), ENTRY_MEMBER(comments_url, MEMBER_STR),
};
#define ENCLOSURE_MEMBER(name, type)                                                               \
    {                                                                                              \
#name, type, offsetof(struct enclosure, name)                                              \
    }
static const struct member enclosure_members[] = {
    ENCLOSURE_MEMBER(url, MEMBER_STR),
    ENCLOSURE_MEMBER(type, MEMBER_STR),
    ENCLOSURE_MEMBER(length, MEMBER_U64),
};
static const struct member problem_members[] = {
    {"line", MEMBER_U32, offsetof(struct problem, line)},
    {"words", MEMBER_STR, offsetof(struct problem, words)},
};
#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *feed_kind_name(enum feed_kind kind)
{
    return (unsigned)kind < KINDS ? kinds[kind] : kinds[FEED_UNKNOWN];
}

/* ---- Writing ---- */

static void write_when(struct json_out *w, const char *name, struct when v)
{
    char room[64];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    when_write(&b, v);
    if (!b.n)
        return;
    json_key(w, str_c(name));
    json_put_str(w, buf_str(&b));
}

static void write_number(struct json_out *w, const char *name, uint64_t v)
{
    if (!v)
        return;
    json_key(w, str_c(name));
    json_put_i64(w, v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

static void write_members(struct json_out *w, const struct member *m, size_t n, const void *from)
{
    for (size_t i = 0; i < n; i++) {
        const char *at = (const char *)from + m[i].at;
        switch (m[i].type) {
        case MEMBER_STR: {
            const struct str *s = (const void *)at;
            if (s->n) {
                json_key(w, str_c(m[i].name));
                json_put_str(w, *s);
            }
            break;
        }
        case MEMBER_WHEN: write_when(w, m[i].name, *(const struct when *)(const void *)at); break;
        case MEMBER_U32: write_number(w, m[i].name, *(const uint32_t *)(const void *)at); break;
        case MEMBER_U64: write_number(w, m[i].name, *(const uint64_t *)(const void *)at); break;
        }
    }
}

static void write_strs(struct json_out *w, struct str name, const struct str *list, size_t n)
{
    if (!n)
        return;
    json_key(w, name);
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        json_put_str(w, list[i]);
    json_arr_end(w);
}

void entry_write(struct json_out *w, const struct entry *e)
{
    json_obj(w);
    write_members(w, entry_members, COUNT(entry_members), e);
    write_strs(w, STR("authors"), e->authors, e->author_count);
    write_strs(w, STR("tags"), e->tags, e->tag_count);
    if (e->enclosure_count) {
        json_key(w, STR("enclosures"));
        json_arr(w);
        for (size_t i = 0; i < e->enclosure_count; i++) {
            json_obj(w);
            write_members(w, enclosure_members, COUNT(enclosure_members), &e->enclosures[i]);
            json_obj_end(w);
        }
        json_arr_end(w);
    }
    json_obj_end(w);
}

void feed_doc_write(struct json_out *w, const struct feed_doc *d)
{
    json_obj(w);
    json_key(w, STR("feed"));
    json_obj(w);
    json_field_str(w, "kind", str_c(feed_kind_name(d->feed.kind)));
    write_members(w, feed_members, COUNT(feed_members), &d->feed);
    json_obj_end(w);
    json_key(w, STR("entries"));
    json_arr(w);
    for (size_t i = 0; i < d->entry_count; i++)
        entry_write(w, &d->entries[i]);
    json_arr_end(w);
    json_key(w, STR("problems"));
    json_arr(w);
    for (size_t i = 0; i < d->problem_count; i++) {
        json_obj(w);
        write_members(w, problem_members, COUNT(problem_members), &d->problems[i]);
        json_obj_end(w);
    }
    json_arr_end(w);
    json_obj_end(w);
}

/* ---- Reading ---- */

static enum err_code wrong(struct err *e, const char *name, const char *what)
{
    return err_set(e, ERR_INPUT, "the member \"%s\" is not %s", name, what);
}

static enum err_code read_member(struct arena *a, const json_t *v, const struct member *m, char *to,
                                 struct err *e)
{
    switch (m->type) {
    case MEMBER_STR:
        if (!json_is_string(v))
            return wrong(e, m->name, "a text");
        *(struct str *)(void *)to = str_dup(a, json_str(v));
        return ERR_OK;
    case MEMBER_WHEN:
        if (!json_is_string(v) || !when_parse(json_str(v), (struct when *)(void *)to))
            return wrong(e, m->name, "a date like \"2025-03-14T10:00:00Z\"");
        return ERR_OK;
    case MEMBER_U32:
        if (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > UINT32_MAX)
            return wrong(e, m->name, "a number from 0 to 4294967295");
        *(uint32_t *)(void *)to = (uint32_t)json_integer_value(v);
        return ERR_OK;
    case MEMBER_U64:
        if (!json_is_integer(v) || json_integer_value(v) < 0)
            return wrong(e, m->name, "a number from 0 on");
        *(uint64_t *)(void *)to = (uint64_t)json_integer_value(v);
        return ERR_OK;
    }
    return ERR_OK;
}

static enum err_code read_members(struct arena *a, const json_t *obj, const struct member *m,
                                  size_t n, void *to, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_object_get(obj, m[i].name);
        if (!v || json_is_null(v))
            continue;
        enum err_code code = read_member(a, v, &m[i], (char *)to + m[i].at, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* A list member of `obj`: NULL where it is absent, ERR_INPUT where it is none. */
static enum err_code get_list(const json_t *obj, const char *name, const json_t **ret,
                              struct err *e)
{
    const json_t *v = json_object_get(obj, name);
    if (v && !json_is_null(v) && !json_is_array(v))
        return wrong(e, name, "a list");
    *ret = json_is_array(v) ? v : NULL;
    return ERR_OK;
}

static enum err_code read_strs(struct arena *a, const json_t *obj, const char *name,
                               const struct str **ret, size_t *ret_n, struct err *e)
{
    const json_t *list = NULL;
    enum err_code code = get_list(obj, name, &list, e);
    if (code != ERR_OK)
        return code;
    size_t n = json_array_size(list);
    struct str *v = ARENA_ARRAY(a, n, struct str);
    for (size_t i = 0; i < n; i++) {
        if (!json_is_string(json_array_get(list, i)))
            return wrong(e, name, "a list of texts");
        v[i] = str_dup(a, json_str(json_array_get(list, i)));
    }
    *ret = v;
    *ret_n = n;
    return ERR_OK;
}

static enum err_code read_enclosures(struct arena *a, const json_t *obj, struct entry *to,
                                     struct err *e)
{
    const json_t *list = NULL;
    enum err_code code = get_list(obj, "enclosures", &list, e);
    if (code != ERR_OK)
        return code;
    size_t n = json_array_size(list);
    struct enclosure *v = ARENA_ARRAY(a, n, struct enclosure);
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_object(item))
            return wrong(e, "enclosures", "a list of objects");
        code = read_members(a, item, enclosure_members, COUNT(enclosure_members), &v[i], e);
    }
    to->enclosures = v;
    to->enclosure_count = n;
    return code;
}

enum err_code entry_read(struct arena *a, const json_t *v, struct entry *ret, struct err *e)
{
    struct entry out = {.published.us = TIME_NONE, .updated.us = TIME_NONE};
    if (!json_is_object(v))
        return err_set(e, ERR_INPUT, "an entry is not an object");
    enum err_code code = read_members(a, v, entry_members, COUNT(entry_members), &out, e);
    if (code == ERR_OK)
        code = read_strs(a, v, "authors", &out.authors, &out.author_count, e);
    if (code == ERR_OK)
        code = read_strs(a, v, "tags", &out.tags, &out.tag_count, e);
    if (code == ERR_OK)
        code = read_enclosures(a, v, &out, e);
    if (code == ERR_OK && !out.id.n)
        code = err_set(e, ERR_INPUT, "an entry has no member \"id\"");
    if (code == ERR_OK)
        *ret = out;
    return code;
}

static enum err_code read_feed(struct arena *a, const json_t *v, struct feed *to, struct err *e)
{
    if (!json_is_object(v))
        return wrong(e, "feed", "an object");
    struct str kind = json_get_str(v, "kind");
    for (size_t i = 0; i < KINDS; i++)
        if (str_eq(kind, str_c(kinds[i])))
            to->kind = (enum feed_kind)i;
    return read_members(a, v, feed_members, COUNT(feed_members), to, e);
}

static enum err_code read_problems(struct arena *a, const json_t *obj, struct feed_doc *to,
                                   struct err *e)
{
    const json_t *list = NULL;
    enum err_code code = get_list(obj, "problems", &list, e);
    if (code != ERR_OK)
        return code;
    size_t n = json_array_size(list);
    struct problem *v = ARENA_ARRAY(a, n, struct problem);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = read_members(a, json_array_get(list, i), problem_members, COUNT(problem_members),
                            &v[i], e);
    to->problems = v;
    to->problem_count = n;
    return code;
}

enum err_code feed_doc_read(struct arena *a, const json_t *v, struct feed_doc *ret, struct err *e)
{
    struct feed_doc out = {.feed.updated.us = TIME_NONE};
    if (!json_is_object(v))
        return err_set(e, ERR_INPUT, "a feed document is not an object");
    enum err_code code = read_feed(a, json_object_get(v, "feed"), &out.feed, e);
    const json_t *list = NULL;
    if (code == ERR_OK)
        code = get_list(v, "entries", &list, e);
    size_t n = json_array_size(list);
    struct entry *entries = ARENA_ARRAY(a, n, struct entry);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = entry_read(a, json_array_get(list, i), &entries[i], e);
    out.entries = entries;
    out.entry_count = n;
    if (code == ERR_OK)
        code = read_problems(a, v, &out, e);
    if (code == ERR_OK)
        *ret = out;
    return code;
}
