/* json.c: JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). jansson reads the text;
 * since it takes its memory from the machine and not from the arena, the number of values is
 * bounded before, and the arena's escape passes through here to let go of it. */
#include "feed/internal.h"

/* Commas and brackets outside of texts: at least one for every value. */
static size_t count_values(struct str s)
{
    size_t n = 1;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && (c == ',' || c == '[' || c == '{'))
            n++;
    }
    return n;
}

/* A member as plain text, copied out of jansson's memory; numbers too (ids of some feeds are). */
static struct str member(struct feed_reader *r, const json_t *obj, const char *key)
{
    const json_t *v = json_object_get(obj, key);
    if (json_is_integer(v))
        return str_fmt(r->a, "%lld", (long long)json_integer_value(v));
    return str_dup(r->a, json_str(v));
}

static struct str plain_member(struct feed_reader *r, const json_t *obj, const char *key)
{
    return field_plain_text(r->a, member(r, obj, key));
}

static struct str url_member(struct feed_reader *r, const json_t *obj, const char *key)
{
    return field_url(r, member(r, obj, key));
}

/* "authors" of 1.1, "author" of 1.0. */
static void read_authors(struct feed_reader *r, const json_t *obj, struct str_list *to)
{
    const json_t *list = json_object_get(obj, "authors"), *one = json_object_get(obj, "author");
    for (size_t i = 0; i < json_array_size(list); i++)
        field_author(r, to, member(r, json_array_get(list, i), "name"));
    if (json_is_string(one))
        field_author(r, to, member(r, obj, "author"));
    else if (one)
        field_author(r, to, member(r, one, "name"));
}

static void read_attachments(struct feed_reader *r, const json_t *item, struct entry_build *b)
{
    const json_t *list = json_object_get(item, "attachments");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *v = json_array_get(list, i);
        int64_t size = json_get_i64(v, "size_in_bytes", 0);
        field_enclosure(r, b, member(r, v, "url"), member(r, v, "mime_type"),
                        size > 0 ? (uint64_t)size : 0);
    }
}

static void read_item(struct feed_reader *r, const json_t *item)
{
    struct entry_build b = {.e = {.published.us = TIME_NONE, .updated.us = TIME_NONE}};
    b.guid = field_id(r->a, member(r, item, "id"));
    b.guid_is_link = true;
    b.link = url_member(r, item, "url");
    b.guessed = url_member(r, item, "external_url");
    b.e.title = plain_member(r, item, "title");
    struct str html = member(r, item, "content_html");
    if (!html.n)
        html = field_escape(r->a, member(r, item, "content_text"));
    b.e.content = field_html(r, html);
    b.e.summary = field_html(r, field_escape(r->a, member(r, item, "summary")));
    b.e.published = field_date(r, member(r, item, "date_published"));
    b.e.updated = field_date(r, member(r, item, "date_modified"));
    b.e.lang = field_line(r->a, member(r, item, "language"));
    read_authors(r, item, &b.authors);
    const json_t *tags = json_object_get(item, "tags");
    for (size_t i = 0; i < json_array_size(tags); i++)
        field_tag(r, &b, field_plain_text(r->a, str_dup(r->a, json_str(json_array_get(tags, i)))));
    field_image(r, &b, member(r, item, "image"), IMAGE_CONTENT, 0);
    field_image(r, &b, member(r, item, "banner_image"), IMAGE_THUMBNAIL, 0);
    read_attachments(r, item, &b);
    feed_add_entry(r, &b);
}

static void read_hubs(struct feed_reader *r, const json_t *doc)
{
    const json_t *hubs = json_object_get(doc, "hubs");
    for (size_t i = 0; i < json_array_size(hubs) && !r->feed.hub_url.n; i++)
        r->feed.hub_url = url_member(r, json_array_get(hubs, i), "url");
}

struct job {
    struct feed_reader *r;
    const json_t *doc;
};

static enum err_code read_document(void *ctx)
{
    struct job *job = ctx;
    struct feed_reader *r = job->r;
    const json_t *doc = job->doc;
    struct str version = member(r, doc, "version");
    size_t slash = str_rfind_char(version, '/');
    r->feed.kind = FEED_JSON;
    r->feed.version = slash == SIZE_MAX ? version : str_from(version, slash + 1);
    r->feed.title = plain_member(r, doc, "title");
    r->feed.description = plain_member(r, doc, "description");
    r->feed.lang = field_line(r->a, member(r, doc, "language"));
    r->feed.site_url = url_member(r, doc, "home_page_url");
    r->feed.self_url = url_member(r, doc, "feed_url");
    r->feed.icon_url = url_member(r, doc, "icon");
    if (!r->feed.icon_url.n)
        r->feed.icon_url = url_member(r, doc, "favicon");
    read_hubs(r, doc);
    read_authors(r, doc, &r->authors);
    const json_t *items = json_object_get(doc, "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        if (json_is_object(json_array_get(items, i)))
            read_item(r, json_array_get(items, i));
    return ERR_OK;
}

bool json_feed_read(struct feed_reader *r, struct str utf8, struct str *ret_why)
{
    if (count_values(utf8) > FEED_JSON_VALUES_MOST) {
        *ret_why = str_fmt(r->a, "this is JSON with more than %d values: too much for a feed",
                           FEED_JSON_VALUES_MOST);
        return false;
    }
    json_t *doc;
    struct err e = {0};
    enum err_code code = json_read(utf8, &doc, &e);
    if (code == ERR_MEMORY)
        arena_fail(r->a);
    if (code != ERR_OK) {
        *ret_why = str_fmt(r->a, "this is JSON that cannot be read: %s (line %u)", e.words, e.line);
        return false;
    }
    bool feed = json_is_object(doc) && json_is_array(json_object_get(doc, "items"));
    struct job job = {r, doc};
    code = feed ? arena_run(r->a, read_document, &job) : ERR_OK;
    json_decref(doc);
    if (code != ERR_OK)
        arena_fail(r->a);
    if (!feed)
        *ret_why = STR("this is JSON, but not a JSON feed");
    return feed;
}
