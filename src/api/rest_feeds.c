/* rest_feeds.c: feeds and publishers; what the administrator gives a feed of its own. */
#include "api/rest.h"

API_HANDLER(api_feeds)
{
    struct api_call c;
    const struct desk_feed *v;
    size_t n;
    if (!api_begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_feeds(c.reader, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "feeds", v, n, desk_feed_json);
}

/* Whether it is a list of texts of one line each: a line break would make two headers of one. */
static bool is_header_list(const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *line = json_array_get(list, i);
        if (!json_is_string(line) || str_find_char(json_str(line), '\n') != SIZE_MAX)
            return false;
    }
    return json_is_array(list);
}

/* The member that is not of its kind, or NULL. */
static const char *own_unsound(const json_t *v)
{
    static const char *const texts[] = {"selector", "drop", "place", "folder", "text"};
    enum desk_text_from from;
    const json_t *headers = json_object_get(v, "headers");
    if (headers && !is_header_list(headers))
        return "headers";
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const json_t *text = json_object_get(v, texts[i]);
        if (text && !json_is_string(text))
            return texts[i];
    }
    const json_t *paused = json_object_get(v, "paused"), *minutes = json_object_get(v, "minutes");
    if (paused && !json_is_boolean(paused))
        return "paused";
    if (json_object_get(v, "text") && !desk_text_from_find(json_get_str(v, "text"), &from))
        return "text";
    return minutes && !json_is_integer(minutes) ? "minutes" : NULL;
}

/* A list of "Name: value", as lines; how many there may be is the desk's to say. */
static struct str header_lines(struct arena *a, const json_t *list)
{
    struct buf b;
    buf_arena(&b, a, 16 << 20);
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_put(&b, json_str(json_array_get(list, i)));
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

/* Views into `v`, but for the headers. */
static struct desk_own_change own_change(struct arena *a, const json_t *v)
{
    const json_t *headers = json_object_get(v, "headers");
    enum desk_text_from from = DESK_TEXT_FOUND_OUT;
    bool text = desk_text_from_find(json_get_str(v, "text"), &from);
    return (struct desk_own_change){.set_selector = json_object_get(v, "selector"),
                                    .selector = json_get_str(v, "selector"),
                                    .set_unwanted = json_object_get(v, "drop"),
                                    .unwanted = json_get_str(v, "drop"),
                                    .set_headers = headers,
                                    .headers = header_lines(a, headers),
                                    .set_place = json_object_get(v, "place"),
                                    .place = json_get_str(v, "place"),
                                    .set_folder = json_object_get(v, "folder"),
                                    .folder = json_get_str(v, "folder"),
                                    .set_text = text,
                                    .text = from,
                                    .set_paused = json_object_get(v, "paused"),
                                    .paused = json_is_true(json_object_get(v, "paused")),
                                    .set_minutes = json_object_get(v, "minutes"),
                                    .minutes = json_integer_value(json_object_get(v, "minutes"))};
}

static bool is_change(const struct desk_own_change *ch)
{
    return ch->set_selector || ch->set_unwanted || ch->set_headers || ch->set_place ||
           ch->set_folder || ch->set_paused || ch->set_minutes || ch->set_text;
}

/* Whether a new feed could have them as its own; the words name the member, and no value of a
 * header. */
static enum err_code own_check(struct arena *a, const json_t *v, const struct desk_own_change *ch,
                               struct err *e)
{
    const struct {
        const char *name;
        struct desk_own_change part;
    } members[] = {
        {"selector", {.set_selector = ch->set_selector, .selector = ch->selector}},
        {"drop", {.set_unwanted = ch->set_unwanted, .unwanted = ch->unwanted}},
        {"headers", {.set_headers = ch->set_headers, .headers = ch->headers}},
        {"place", {.set_place = ch->set_place, .place = ch->place}},
        {"folder", {.set_folder = ch->set_folder, .folder = ch->folder}},
        {"minutes", {.set_minutes = ch->set_minutes, .minutes = ch->minutes}},
    };
    const char *name = own_unsound(v);
    if (name)
        return err_set(e, ERR_INPUT, "\"%s\" must be %s", name,
                       str_eq(str_c(name), STR("headers"))   ? "a list of \"Name: value\""
                       : str_eq(str_c(name), STR("paused"))  ? "true or false"
                       : str_eq(str_c(name), STR("minutes")) ? "a whole number"
                       : str_eq(str_c(name), STR("text"))    ? "\"auto\", \"page\" or \"feed\""
                                                             : "a text");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct err why = {0};
        if (desk_own_check(a, &members[i].part, &why) != ERR_OK)
            return err_set(e, ERR_INPUT, "\"%s\": %s", members[i].name, why.words);
    }
    return ERR_OK;
}

API_HANDLER(api_feed_add)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true) || !api_admin(&c, "follow publishers"))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    int64_t id = 0;
    struct err e = {0};
    struct desk_own_change own = own_change(q->arena, v);
    enum err_code code = own_check(q->arena, v, &own, &e);
    if (code == ERR_OK)
        code = desk_feed_add(c.desk, json_get_str(v, "url"), json_get_str(v, "title"),
                             is_change(&own) ? &own : NULL, &id, &e);
    json_decref(v);
    api_made(&c, code, &e, id);
}

#define OF_A_SOURCE "see and change how a source is read"

static void own_show(struct api_call *c, int64_t feed)
{
    struct desk_own own;
    enum err_code code = desk_own_get(c->reader, feed, &own);
    if (code != ERR_OK)
        api_fail(c, code, "there is no such feed");
    else
        desk_own_json(&c->j, &own);
}

API_HANDLER(api_own_get)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, true) && api_admin(&c, OF_A_SOURCE))
        own_show(&c, http_param_i64(q, STR("id"), 0));
}

API_HANDLER(api_own_put)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true) || !api_admin(&c, OF_A_SOURCE))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    struct err e = {0};
    struct desk_own_change ch = own_change(q->arena, v);
    int64_t feed = http_param_i64(q, STR("id"), 0);
    enum err_code code =
        !own_unsound(v) && is_change(&ch)
            ? desk_own_set(c.desk, feed, &ch, &e)
            : err_set(&e, ERR_INPUT,
                      "it takes \"selector\", \"drop\", \"place\", \"folder\" (texts), "
                      "\"headers\" (a list of \"Name: value\"), \"paused\", \"minutes\" and "
                      "\"text\" (auto, page, feed)");
    json_decref(v);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        own_show(&c, feed);
}

API_HANDLER(api_publishers)
{
    struct api_call c;
    const struct desk_publisher *v;
    size_t n;
    if (!api_begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_publishers(c.reader, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "publishers", v, n, desk_publisher_json);
}
