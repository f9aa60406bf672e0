/* json: the forms of what the desk gives (docs/json.md), the same on the command line and in the
 * API. */
#include "desk/internal.h"

static void put_when(struct json_out *w, struct str key, struct when v)
{
    char room[64];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    if (v.precision == WHEN_NONE)
        return;
    when_write(&b, v);
    json_key(w, key);
    json_put_str(w, buf_str(&b));
}

static void put_time(struct json_out *w, struct str key, int64_t us)
{
    if (us == TIME_NONE)
        return;
    json_key(w, key);
    json_put_time(w, us);
}

static void put_publisher(struct json_out *w, int64_t id, struct str name)
{
    json_key(w, STR("publisher"));
    json_obj(w);
    json_field_i64(w, "id", id);
    json_field_str(w, "name", name);
    json_obj_end(w);
}

static void put_row(struct json_out *w, const struct desk_row *v)
{
    json_field_i64(w, "id", v->id);
    json_field_str(w, "title", v->title);
    json_field_opt(w, "url", v->url);
    put_publisher(w, v->publisher, v->publisher_name);
    put_when(w, STR("published"), v->published);
    put_time(w, STR("at"), v->at);
    json_field_opt(w, "excerpt", v->excerpt);
    json_field_opt(w, "image", v->image);
    json_field_opt(w, "lang", v->lang);
    json_field_str(w, "state", str_c(article_state_name(v->state)));
    json_field_i64(w, "words", v->words);
    json_field_i64(w, "comments", v->comments);
    json_field_bool(w, "starred", v->starred);
    json_field_bool(w, "read", v->read);
    json_field_opt(w, "snippet", v->snippet);
}

void desk_row_json(struct json_out *w, const struct desk_row *v)
{
    json_obj(w);
    put_row(w, v);
    json_obj_end(w);
}

void desk_rows_json(struct json_out *w, const struct desk_rows *v)
{
    json_obj(w);
    json_key(w, STR("articles"));
    json_arr(w);
    for (size_t i = 0; i < v->n; i++)
        desk_row_json(w, &v->v[i]);
    json_arr_end(w);
    if (v->more) {
        char room[64];
        struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
        desk_key_write(&b, v->next);
        json_field_str(w, "next", buf_str(&b));
    }
    json_obj_end(w);
}

static void put_related(struct json_out *w, const struct desk_article *v)
{
    json_key(w, STR("related"));
    json_arr(w);
    for (size_t i = 0; i < v->related_count; i++) {
        const struct desk_related *r = &v->related[i];
        json_obj(w);
        json_field_i64(w, "id", r->id);
        json_field_str(w, "title", r->title);
        put_publisher(w, r->publisher, r->publisher_name);
        put_when(w, STR("published"), r->published);
        put_time(w, STR("at"), r->at);
        json_field_opt(w, "image", r->image);
        json_field_num(w, "score", r->score);
        json_field_opt(w, "why", r->why);
        if (r->story)
            json_field_i64(w, "story", r->story);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void put_media(struct json_out *w, const struct desk_article *v)
{
    if (!v->media_count)
        return;
    json_key(w, STR("media"));
    json_arr(w);
    for (size_t i = 0; i < v->media_count; i++) {
        json_obj(w);
        json_field_str(w, "url", v->media[i].url);
        json_field_opt(w, "type", v->media[i].type);
        if (v->media[i].length)
            json_field_i64(w, "length", (int64_t)v->media[i].length);
        json_obj_end(w);
    }
    json_arr_end(w);
}

void desk_article_json(struct json_out *w, const struct desk_article *v)
{
    json_obj(w);
    put_row(w, &v->row);
    json_field_i64(w, "feed", v->feed);
    put_time(w, STR("seen_at"), v->seen_at);
    put_time(w, STR("changed_at"), v->changed_at);
    json_field_i64(w, "version", v->version);
    json_key(w, STR("article"));
    article_write(w, &v->article);
    if (v->reading) {
        json_key(w, STR("reading"));
        reading_write(w, v->reading);
    }
    put_media(w, v);
    put_related(w, v);
    json_obj_end(w);
}

void desk_feed_json(struct json_out *w, const struct desk_feed *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    json_field_str(w, "url", v->url);
    json_field_str(w, "title", v->title);
    json_field_opt(w, "site_url", v->site_url);
    json_field_opt(w, "folder", v->folder);
    put_publisher(w, v->publisher, v->publisher_name);
    json_field_str(w, "state", str_c(desk_feed_state_name(v->state)));
    json_field_opt(w, "error", v->error);
    if (v->paused)
        json_field_bool(w, "paused", true);
    json_field_i64(w, "fails", v->fails);
    put_time(w, STR("added_at"), v->added_at);
    put_time(w, STR("fetched_at"), v->fetched_at);
    put_time(w, STR("ok_at"), v->ok_at);
    put_time(w, STR("changed_at"), v->changed_at);
    put_time(w, STR("next_at"), v->next_at);
    json_field_i64(w, "interval_seconds", v->interval / US_SECOND);
    json_field_i64(w, "articles", v->articles);
    json_field_i64(w, "articles_week", v->articles_week);
    json_field_i64(w, "unreadable", v->unreadable);
    json_obj_end(w);
}

void desk_publisher_json(struct json_out *w, const struct desk_publisher *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    json_field_str(w, "name", v->name);
    json_field_str(w, "host", v->host);
    json_field_opt(w, "site_url", v->site_url);
    json_field_opt(w, "icon_url", v->icon_url);
    json_field_i64(w, "articles", v->articles);
    put_time(w, STR("newest_at"), v->newest_at);
    json_obj_end(w);
}

void desk_tag_json(struct json_out *w, const struct desk_tag *v)
{
    json_obj(w);
    json_field_str(w, "tag", v->tag);
    json_field_str(w, "key", v->key);
    json_field_opt(w, "label", v->label);
    json_field_i64(w, "articles", v->articles);
    put_time(w, STR("newest_at"), v->newest_at);
    json_obj_end(w);
}

void desk_comment_json(struct json_out *w, const struct desk_comment *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    json_field_i64(w, "article", v->article);
    if (v->parent)
        json_field_i64(w, "parent", v->parent);
    json_field_i64(w, "depth", v->depth);
    put_time(w, STR("at"), v->at);
    if (v->deleted) {
        json_field_bool(w, "deleted", true);
    } else {
        json_key(w, STR("user"));
        json_obj(w);
        json_field_i64(w, "id", v->user);
        json_field_str(w, "name", v->user_name);
        json_obj_end(w);
        json_field_bool(w, "own", v->own);
        json_field_str(w, "body", v->source); /* Markdown, as it was sent */
        if (v->held) {
            json_field_bool(w, "held", true);
            json_field_opt(w, "why", v->why);
        }
    }
    json_obj_end(w);
}

void desk_rule_json(struct json_out *w, const struct desk_rule *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    json_field_str(w, "act", str_c(desk_rule_act_name(v->act)));
    json_field_str(w, "field", str_c(desk_rule_field_name(v->field)));
    json_field_str(w, "words", v->words);
    if (v->feed) {
        json_key(w, STR("feed"));
        json_obj(w);
        json_field_i64(w, "id", v->feed);
        json_field_str(w, "title", v->feed_title);
        json_obj_end(w);
    }
    json_obj_end(w);
}

void desk_watch_json(struct json_out *w, const struct desk_watch *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    json_field_str(w, "query", v->query);
    put_time(w, STR("looked_at"), v->looked_at);
    json_field_i64(w, "fresh", v->fresh);
    json_obj_end(w);
}

void desk_account_json(struct json_out *w, const struct desk_account *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->user.id);
    json_field_str(w, "name", v->user.name);
    json_field_bool(w, "admin", v->user.admin);
    json_field_bool(w, "closed", v->closed);
    put_time(w, STR("created_at"), v->user.created_at);
    put_time(w, STR("seen_at"), v->seen_at);
    put_time(w, STR("link_until"), v->link_until);
    json_obj_end(w);
}

void desk_entity_json(struct json_out *w, const struct desk_entity *v)
{
    json_obj(w);
    json_field_str(w, "kind", str_c(desk_entity_kind_name(v->kind)));
    json_field_str(w, "key", v->key);
    json_field_str(w, "name", v->name);
    json_field_opt(w, "role", v->role);
    json_field_opt(w, "country", v->country);
    json_field_i64(w, "articles", v->articles);
    put_time(w, STR("newest_at"), v->newest_at);
    json_obj_end(w);
}

void desk_said_json(struct json_out *w, const struct desk_said *v)
{
    json_obj(w);
    json_field_i64(w, "article", v->article);
    json_field_str(w, "title", v->title);
    put_publisher(w, v->publisher, v->publisher_name);
    put_when(w, STR("published"), v->published);
    put_time(w, STR("at"), v->at);
    json_field_str(w, "stance", str_c(stance_name(v->stance)));
    json_field_str(w, "words", v->words);
    json_field_i64(w, "sentence", v->sentence);
    if (v->also)
        json_field_i64(w, "also", v->also);
    json_obj_end(w);
}

static void put_span(struct json_out *w, struct str key, struct span s)
{
    json_key(w, key);
    json_arr(w);
    json_put_i64(w, s.at);
    json_put_i64(w, s.end);
    json_arr_end(w);
}

static void put_answer(struct json_out *w, const struct desk_answer *v)
{
    json_field_bool(w, "found", v->found);
    json_field_bool(w, "near", v->near);
    json_field_str(w, "kind", str_c(v->kind));
    json_field_num(w, "score", v->score);
    if (v->found || v->near) {
        json_field_str(w, "words", v->words);
        put_span(w, STR("span"), v->span);
        if (v->exact.end)
            put_span(w, STR("exact"), v->exact);
    }
    if (v->sentence >= 0)
        json_field_i64(w, "sentence", v->sentence);
    json_key(w, STR("others"));
    json_arr(w);
    for (int i = 0; i < 2; i++)
        if (v->others[i] >= 0)
            json_put_i64(w, v->others[i]);
    json_arr_end(w);
}

void desk_answer_json(struct json_out *w, const struct desk_answer *v)
{
    json_obj(w);
    put_answer(w, v);
    json_obj_end(w);
}

static void put_found(struct json_out *w, const char *key, const struct desk_found *v, size_t n)
{
    json_key(w, str_c(key));
    json_arr(w);
    for (size_t i = 0; i < n; i++) {
        const struct desk_found *x = &v[i];
        json_obj(w);
        json_field_i64(w, "article", x->article);
        json_field_str(w, "title", x->title);
        put_publisher(w, x->publisher, x->publisher_name);
        put_when(w, STR("published"), x->published);
        put_time(w, STR("at"), x->at);
        put_answer(w, &x->answer);
        json_obj_end(w);
    }
    json_arr_end(w);
}

void desk_answers_json(struct json_out *w, const struct desk_answers *v)
{
    json_obj(w);
    json_field_bool(w, "found", v->n > 0);
    json_field_str(w, "kind", str_c(v->kind));
    json_field_i64(w, "read", v->read);
    put_found(w, "answers", v->v, v->n);
    if (v->near_count)
        put_found(w, "near", v->near, v->near_count);
    json_obj_end(w);
}

void desk_stats_json(struct json_out *w, const struct desk_stats *v, bool memory)
{
    json_obj(w);
    json_field_i64(w, "feeds", v->feeds);
    json_field_i64(w, "feeds_failing", v->feeds_failing);
    json_field_i64(w, "publishers", v->publishers);
    json_field_i64(w, "articles", v->articles);
    json_field_i64(w, "articles_full", v->articles_full);
    json_field_i64(w, "articles_waiting", v->articles_waiting);
    json_field_i64(w, "comments", v->comments);
    json_field_i64(w, "users", v->users);
    json_field_i64(w, "tags", v->tags);
    json_field_i64(w, "quarantined", v->quarantined);
    put_time(w, STR("newest_at"), v->newest_at);
    json_field_i64(w, "database_bytes", v->database_bytes);
    json_field_i64(w, "schema", v->schema);
    json_field_str(w, "database", v->database);
    json_field_str(w, "engine", v->engine);
    if (memory) {
        json_key(w, STR("memory"));
        json_obj(w);
        json_field_i64(w, "heap_bytes", v->heap_bytes);
        json_field_i64(w, "heap_free_bytes", v->heap_free_bytes);
        json_field_i64(w, "engine_bytes", v->engine_bytes);
        json_field_i64(w, "index_bytes", v->index_bytes);
        json_obj_end(w);
    }
    json_obj_end(w);
}

void desk_news_json(struct json_out *w, const struct desk_news *v)
{
    json_obj(w);
    json_field_i64(w, "newest", v->newest);
    json_field_i64(w, "articles", v->articles);
    json_key(w, STR("stories"));
    json_arr(w);
    for (size_t i = 0; i < v->story_count; i++)
        json_put_i64(w, v->stories[i]);
    json_arr_end(w);
    json_field_bool(w, "more_stories", v->more_stories);
    json_obj_end(w);
}
