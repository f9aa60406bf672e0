/* export.c: what an analyst takes along of a story: all of it as JSON; its figures, claims and
 * reports as tables (CSV, RFC 4180). Each row says whose it is, of which day, and has the address
 * of its very sentence. A text that a spreadsheet would take for a formula is marked as text. */
#include "stories.h"

static bool load(struct web *w, void *reader, struct http_request *q, struct http_response *r,
                 struct desk_story *ret)
{
    web_begin(w, reader, q, r);
    enum err_code code =
        desk_story_get(w->reader, http_param_i64(q, STR("id"), 0), w->user.id, ret);
    if (code != ERR_OK)
        web_failed(w, code, NULL);
    return code == ERR_OK;
}

static void send_as(struct web *w, const struct desk_story *v, const char *type, const char *name)
{
    http_type(w->r, str_c(type));
    http_set(w->r, STR("Cache-Control"), STR("private, no-cache"));
    http_set(w->r, STR("Content-Disposition"),
             str_fmt(w->a, "attachment; filename=\"story-%lld-%s\"", (long long)v->row.id, name));
}

static void begin_table(struct web *w, const struct desk_story *v, const char *name,
                        const char *head)
{
    send_as(w, v, "text/csv; charset=utf-8", name);
    buf_put(&w->r->body, str_c(head));
    buf_lit(&w->r->body, "\r\n");
}

/* Would a spreadsheet take it for a formula? Some take the wide forms of the signs for them, too.
 */
static bool formula(struct str s)
{
    size_t at = 0;
    uint32_t first = s.n ? utf8_next(s, &at) : 'a';
    uint32_t plain = first > 0xFF00 && first < 0xFF5F ? first - 0xFEE0 : first;
    return plain < 0x80 && str_find_char(STR("=+-@\t\r\n"), (char)plain) != SIZE_MAX;
}

void put_cell(struct buf *out, struct str s)
{
    buf_char(out, '"');
    if (formula(s))
        buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, s.p[i]);
    }
    buf_lit(out, "\",");
}

static void put_moment_of(struct buf *out, int64_t at)
{
    time_write(out, at);
    buf_char(out, ',');
}

/* The last cells of a row: publisher, article, sentence, its words, and its address. */
static void put_place(struct web *w, const struct desk_source *s)
{
    struct buf *out = &w->r->body;
    put_cell(out, s->publisher_name);
    buf_fmt(out, "%lld,", (long long)s->article);
    if (s->sentence >= 0)
        buf_fmt(out, "%d", (int)s->sentence);
    buf_char(out, ',');
    put_cell(out, s->words);
    buf_fmt(out, "%.*s", STR_ARG(web_base(w)));
    put_place_link(out, s);
    buf_lit(out, "\r\n");
}

WEB_HANDLER(web_story_json)
{
    struct web w;
    struct desk_story v;
    if (!load(&w, reader, q, r, &v))
        return;
    send_as(&w, &v, "application/json; charset=utf-8", "story.json");
    struct json_out j;
    json_init(&j, &r->body);
    desk_story_json(&j, &v);
}

WEB_HANDLER(web_story_figures)
{
    struct web w;
    struct desk_story v;
    if (!load(&w, reader, q, r, &v))
        return;
    begin_table(&w, &v, "figures.csv",
                "series,unit,period,value,high,words,bound,change,scope,who,at,publisher,article,"
                "sentence,text,address");
    for (size_t i = 0; i < v.series_count; i++)
        for (size_t k = 0; k < v.series[i].point_count; k++) {
            const struct desk_series *s = &v.series[i];
            const struct desk_point *p = &s->points[k];
            struct buf *out = &r->body;
            put_cell(out, s->label);
            put_cell(out, s->unit);
            put_cell(out, s->period);
            buf_fmt(out, "%.15g,%.15g,", p->value, p->high);
            put_cell(out, p->words);
            put_cell(out, str_c(p->bound));
            put_cell(out, p->sum ? STR("sum") : str_c(p->change));
            put_cell(out, p->scope);
            put_cell(out, p->who);
            put_moment_of(out, p->at);
            put_place(&w, &p->source);
        }
}

WEB_HANDLER(web_story_claims)
{
    struct web w;
    struct desk_story v;
    if (!load(&w, reader, q, r, &v))
        return;
    begin_table(&w, &v, "claims.csv",
                "claim,statement,standing,accuses,side,who,words,at,publisher,article,sentence,"
                "text,address");
    for (size_t i = 0; i < v.claim_count; i++)
        for (size_t k = 0; k < v.claims[i].voice_count; k++) {
            const struct desk_claim *c = &v.claims[i];
            const struct desk_voice *o = &c->voices[k];
            struct buf *out = &r->body;
            buf_fmt(out, "%zu,", i + 1);
            put_cell(out, c->words);
            put_cell(out, str_c(c->standing));
            buf_put(out, c->accuses ? STR("yes,") : STR("no,"));
            put_cell(out, str_c(o->side));
            put_cell(out, o->who);
            put_cell(out, o->words);
            put_moment_of(out, o->at);
            put_place(&w, &o->source);
        }
}

static void put_reports(struct web *w, const struct desk_story *v)
{
    for (size_t i = 0; i < v->report_count; i++) {
        const struct desk_report *p = &v->reports[i];
        struct buf *out = &w->r->body;
        buf_fmt(out, "%lld,", (long long)p->row.id);
        put_moment_of(out, p->row.at);
        put_cell(out, p->row.publisher_name);
        put_cell(out, p->row.title);
        put_cell(out, str_c(desk_relation_name(p->relation)));
        if (p->copy_of)
            buf_fmt(out, "%lld", (long long)p->copy_of);
        buf_char(out, ',');
        put_cell(out, p->why);
        put_cell(out, p->row.url);
        buf_fmt(out, "%.*s/article/%lld\r\n", STR_ARG(web_base(w)), (long long)p->row.id);
    }
}

WEB_HANDLER(web_story_reports)
{
    struct web w;
    struct desk_story v;
    if (!load(&w, reader, q, r, &v))
        return;
    begin_table(&w, &v, "reports.csv",
                "article,at,publisher,title,relation,copy_of,why,url,address");
    put_reports(&w, &v);
    /* All of them, however many: the page has the newest alone. */
    struct desk_story more = v;
    while (more.report_count == DESK_REPORTS_SHOWN) {
        const struct desk_report *last = &more.reports[more.report_count - 1];
        enum err_code code = desk_story_reports(w.reader, v.row.id, w.user.id,
                                                (struct desk_key){last->at, last->row.id}, &more);
        if (code != ERR_OK) { /* half a table would pass for all of it */
            web_failed(&w, code, NULL);
            return;
        }
        put_reports(&w, &more);
    }
}
