/* entity.c: the pages of people, organisations and places: what is written about each by all
 * publishers, what it says, and who is named together with it. */
#include "views.h"

enum { NAME_MOST = 200, SAID_SHOWN = 24, WITH_SHOWN = 14, ENTITIES_SHOWN = 200 };

/* The kind in the first part of the address. */
static bool kind_of(const struct web *w, enum entity_kind *ret)
{
    struct str rest = str_from(w->q->target, 1);
    size_t n = 0;
    while (n < rest.n && is_alpha(rest.p[n]))
        n++;
    return desk_entity_kind_find(str_sub(rest, 0, n), ret);
}

static enum err_code find(struct web *w, struct desk_entity *ret)
{
    enum entity_kind kind;
    if (!kind_of(w, &kind))
        return ERR_NOT_FOUND;
    return desk_entity_get(w->reader, kind, http_param(w->q, STR("key")), ret);
}

static struct str address_of(struct web *w, const struct desk_entity *v, const char *more)
{
    struct buf b;
    buf_arena(&b, w->a, 4096);
    put_entity_url(&b, v->kind, v->key);
    buf_fmt(&b, "%s", more);
    return buf_str(&b);
}

static enum err_code fill(struct web *w, const struct desk_entity *v, struct page_entity *page)
{
    struct str after = http_query(w->q, STR("after"));
    struct desk_list which = {.user = w->user.id, .entity = v->id, .most = WEB_LIST_ROWS};
    struct desk_rows rows;
    desk_key_parse(after, &which.after);
    enum err_code code = desk_articles(w->reader, &which, &rows);
    if (code == ERR_OK)
        code = desk_entity_said(w->reader, v, SAID_SHOWN, &page->said, &page->said_count);
    if (code == ERR_OK)
        code = desk_entity_with(w->reader, v, WITH_SHOWN, &page->with, &page->with_count);
    if (code != ERR_OK)
        return code;
    page->rows = rows.v;
    page->n = rows.n;
    if (rows.more) {
        struct buf b;
        buf_arena(&b, w->a, 4096);
        put_entity_url(&b, v->kind, v->key);
        buf_lit(&b, "?after=");
        desk_key_write(&b, rows.next);
        page->next = buf_str(&b);
    }
    return ERR_OK;
}

/* The search that finds what this page lists, for following it. */
static void add_watch(struct web *w, const struct desk_entity *v, struct page_entity *page)
{
    if (!w->user.id || v->name.n > NAME_MOST)
        return;
    page->watch = str_fmt(w->a, "%s:\"%.*s\"", desk_entity_kind_name(v->kind), STR_ARG(v->name));
    page->watched = desk_watch_find(w->reader, w->user.id, page->watch) != 0;
    if (page->watched)
        desk_watch_looked(w->desk, w->user.id, page->watch);
}

WEB_HANDLER(web_entity)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_entity *v = ARENA_NEW(w.a, struct desk_entity);
    struct page_entity page = {.v = v};
    enum err_code code = find(&w, v);
    struct desk_key after = {0};
    if (code == ERR_OK && !web_after(&w, &after))
        return;
    if (code == ERR_OK)
        code = fill(&w, v, &page);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct str what = v->role.n ? v->role : v->country;
    page.page = web_page(&w, v->name, STR_NONE);
    page.page.feed_url = address_of(&w, v, "/feed.atom");
    add_watch(&w, v, &page);
    page.about = str_fmt(w.a, "%.*s%s%.*s", STR_ARG(what), what.n ? " · " : "",
                         STR_ARG(web_number(w.a, v->articles, "article", "articles")));
    web_html(&w);
    view_entity(&r->body, &page);
}

WEB_HANDLER(web_entities)
{
    static const char *const heads[] = {
        [ENTITY_PERSON] = "People", [ENTITY_ORG] = "Organisations", [ENTITY_PLACE] = "Places"};
    struct web w;
    web_begin(&w, reader, q, r);
    enum entity_kind kind = ENTITY_PERSON;
    struct page_entities page = {0};
    enum err_code code = kind_of(&w, &kind) ? ERR_OK : ERR_NOT_FOUND;
    if (code == ERR_OK)
        code = desk_entities(w.reader, kind, 0, ENTITIES_SHOWN, &page.v, &page.n);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    page.heading = str_c(heads[kind]);
    page.page = web_page(&w, page.heading, STR_NONE);
    web_html(&w);
    view_entities(&r->body, &page);
}

WEB_HANDLER(web_feed_entity)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_entity v;
    enum err_code code = find(&w, &v);
    if (code != ERR_OK)
        web_failed(&w, code, NULL);
    else
        web_send_feed(&w, v.name, address_of(&w, &v, ""), (struct desk_list){.entity = v.id});
}
