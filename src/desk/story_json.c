/* story_json: the forms of stories (docs/json.md), the same on the command line and in the API. */
#include "desk/internal.h"

static void put_time(struct json_out *w, const char *key, int64_t us)
{
    if (us == TIME_NONE)
        return;
    json_key(w, str_c(key));
    json_put_time(w, us);
}

static void put_source(struct json_out *w, const struct desk_source *v)
{
    json_obj(w);
    json_field_opt(w, "words", v->words);
    json_field_i64(w, "article", v->article);
    if (v->sentence >= 0)
        json_field_i64(w, "sentence", v->sentence);
    json_key(w, STR("publisher"));
    json_obj(w);
    json_field_i64(w, "id", v->publisher);
    json_field_str(w, "name", v->publisher_name);
    json_obj_end(w);
    put_time(w, "at", v->at);
    json_obj_end(w);
}

static void put_sources(struct json_out *w, const char *key, const struct desk_source *v, size_t n)
{
    json_key(w, str_c(key));
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        put_source(w, &v[i]);
    json_arr_end(w);
}

static void put_origin(struct json_out *w, const struct desk_source *v)
{
    json_key(w, STR("source"));
    put_source(w, v);
}

static void put_moved(struct json_out *w, const struct desk_story_row *v)
{
    json_key(w, STR("moved"));
    json_arr(w);
    for (size_t i = 0; i < v->moved_count; i++) {
        const struct desk_moved *m = &v->moved[i];
        json_obj(w);
        json_field_str(w, "label", m->label);
        json_field_str(w, "from", m->from);
        json_field_str(w, "to", m->to);
        put_time(w, "at", m->at);
        json_field_i64(w, "article", m->article);
        if (m->sentence >= 0)
            json_field_i64(w, "sentence", m->sentence);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void put_row(struct json_out *w, const struct desk_story_row *v)
{
    json_field_i64(w, "id", v->id);
    json_field_str(w, "title", v->title);
    if (v->named)
        json_field_bool(w, "named", true);
    put_time(w, "first_at", v->first_at);
    put_time(w, "last_at", v->last_at);
    put_time(w, "changed_at", v->changed_at);
    json_field_i64(w, "version", v->version);
    json_field_i64(w, "report_count", v->reports);
    json_field_i64(w, "publishers", v->publishers);
    json_field_i64(w, "origins", v->origins);
    json_key(w, STR("by"));
    json_arr(w);
    for (size_t i = 0; i < v->by_count; i++)
        json_put_str(w, v->by[i]);
    json_arr_end(w);
    json_field_i64(w, "fresh", v->fresh);
    put_time(w, "seen_at", v->seen_at);
    if (v->follow)
        json_field_i64(w, "follow", v->follow);
    put_moved(w, v);
    json_key(w, STR("best"));
    desk_row_json(w, &v->best);
    if (v->why.n) {
        json_field_str(w, "why", v->why);
        json_field_num(w, "score", v->score);
    }
    if (v->kept_place)
        json_field_bool(w, "kept_place", true);
}

void desk_story_row_json(struct json_out *w, const struct desk_story_row *v)
{
    json_obj(w);
    put_row(w, v);
    json_obj_end(w);
}

static void put_report(struct json_out *w, const struct desk_report *v)
{
    json_obj(w);
    json_key(w, STR("article"));
    desk_row_json(w, &v->row);
    json_field_str(w, "relation", str_c(desk_relation_name(v->relation)));
    if (v->copy_of) {
        json_field_i64(w, "copy_of", v->copy_of);
        json_field_str(w, "copy", str_c(v->copy));
    }
    json_field_opt(w, "why", v->why);
    json_field_num(w, "score", v->score);
    put_time(w, "joined_at", v->joined_at);
    if (v->fresh)
        json_field_bool(w, "fresh", true);
    if (v->by_hand)
        json_field_bool(w, "by_hand", true);
    if (v->versions)
        json_field_i64(w, "versions", v->versions);
    json_obj_end(w);
}

static void put_reports(struct json_out *w, const char *key, const struct desk_report *v, size_t n)
{
    json_key(w, str_c(key));
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        put_report(w, &v[i]);
    json_arr_end(w);
}

static void put_point(struct json_out *w, const struct desk_point *p)
{
    json_obj(w);
    json_field_num(w, "value", p->value);
    if (p->high > p->value)
        json_field_num(w, "high", p->high);
    json_field_str(w, "words", p->words);
    json_field_str(w, "bound", str_c(p->bound));
    json_field_str(w, "change", str_c(p->change));
    json_field_opt(w, "scope", p->scope);
    json_field_opt(w, "who", p->who);
    put_time(w, "at", p->at);
    if (p->sum)
        json_field_bool(w, "sum", true);
    if (p->earlier)
        json_field_bool(w, "earlier", true);
    if (p->part_count) {
        json_key(w, STR("parts"));
        json_arr(w);
        for (size_t i = 0; i < p->part_count; i++) {
            json_obj(w);
            json_field_num(w, "value", p->parts[i].value);
            json_field_str(w, "words", p->parts[i].words);
            json_field_opt(w, "scope", p->parts[i].scope);
            json_obj_end(w);
        }
        json_arr_end(w);
    }
    put_origin(w, &p->source);
    json_obj_end(w);
}

static void put_series(struct json_out *w, const struct desk_story *v)
{
    json_key(w, STR("series"));
    json_arr(w);
    for (size_t i = 0; i < v->series_count; i++) {
        const struct desk_series *s = &v->series[i];
        json_obj(w);
        json_field_str(w, "label", s->label);
        json_field_opt(w, "unit", s->unit);
        json_field_opt(w, "period", s->period);
        json_field_bool(w, "moved", s->moved);
        json_field_i64(w, "publishers", s->publishers);
        json_key(w, STR("points"));
        json_arr(w);
        for (size_t k = 0; k < s->point_count; k++)
            put_point(w, &s->points[k]);
        json_arr_end(w);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void put_claims(struct json_out *w, const struct desk_story *v)
{
    json_key(w, STR("claims"));
    json_arr(w);
    for (size_t i = 0; i < v->claim_count; i++) {
        const struct desk_claim *c = &v->claims[i];
        json_obj(w);
        json_field_str(w, "words", c->words);
        json_field_str(w, "standing", str_c(c->standing));
        json_field_bool(w, "accuses", c->accuses);
        json_key(w, STR("voices"));
        json_arr(w);
        for (size_t k = 0; k < c->voice_count; k++) {
            json_obj(w);
            json_field_str(w, "side", str_c(c->voices[k].side));
            json_field_opt(w, "who", c->voices[k].who);
            json_field_str(w, "words", c->voices[k].words);
            put_time(w, "at", c->voices[k].at);
            put_origin(w, &c->voices[k].source);
            json_obj_end(w);
        }
        json_arr_end(w);
        put_origin(w, &c->source);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void put_quotes(struct json_out *w, const struct desk_story *v)
{
    json_key(w, STR("quotes"));
    json_arr(w);
    for (size_t i = 0; i < v->quote_count; i++) {
        json_obj(w);
        json_field_opt(w, "who", v->quotes[i].who);
        json_field_str(w, "words", v->quotes[i].words);
        json_field_i64(w, "publishers", v->quotes[i].publishers);
        put_sources(w, "carriers", v->quotes[i].by, v->quotes[i].by_count);
        json_obj_end(w);
    }
    json_arr_end(w);
}

static void put_timeline(struct json_out *w, const struct desk_story *v)
{
    json_key(w, STR("timeline"));
    json_arr(w);
    for (size_t i = 0; i < v->moment_count; i++) {
        json_obj(w);
        json_field_str(w, "kind", str_c(desk_moment_name(v->timeline[i].kind)));
        put_time(w, "at", v->timeline[i].at);
        json_field_str(w, "words", v->timeline[i].words);
        put_origin(w, &v->timeline[i].source);
        json_obj_end(w);
    }
    json_arr_end(w);
}

void desk_story_json(struct json_out *w, const struct desk_story *v)
{
    json_obj(w);
    put_row(w, &v->row);
    put_sources(w, "summary", v->summary, v->summary_count);
    put_sources(w, "news", v->news, v->news_count);
    put_reports(w, "reports", v->reports, v->report_count);
    put_timeline(w, v);
    put_series(w, v);
    put_claims(w, v);
    put_quotes(w, v);
    json_key(w, STR("related"));
    json_arr(w);
    for (size_t i = 0; i < v->related_count; i++) {
        json_obj(w);
        json_field_i64(w, "id", v->related[i].id);
        json_field_str(w, "title", v->related[i].title);
        json_field_i64(w, "report_count", v->related[i].reports);
        put_time(w, "last_at", v->related[i].last_at);
        json_field_opt(w, "why", v->related[i].why);
        json_obj_end(w);
    }
    json_arr_end(w);
    json_obj_end(w);
}

void desk_reports_json(struct json_out *w, const struct desk_story *v)
{
    json_obj(w);
    put_reports(w, "reports", v->reports, v->report_count);
    if (v->report_count == DESK_REPORTS_SHOWN) {
        char room[64];
        struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
        const struct desk_report *last = &v->reports[v->report_count - 1];
        desk_key_write(&b, (struct desk_key){last->at, last->row.id});
        json_field_str(w, "next", buf_str(&b));
    }
    json_obj_end(w);
}

void desk_place_json(struct json_out *w, const struct desk_place *v)
{
    json_obj(w);
    json_key(w, STR("story"));
    desk_story_row_json(w, &v->story);
    json_key(w, STR("self"));
    put_report(w, &v->self);
    put_reports(w, "others", v->others, v->other_count);
    put_sources(w, "missing", v->missing, v->missing_count);
    json_obj_end(w);
}

static void put_version(struct json_out *w, const struct desk_version *v)
{
    json_field_i64(w, "id", v->id);
    put_time(w, "since", v->since);
    put_time(w, "at", v->at);
    json_field_str(w, "title", v->title);
    json_field_i64(w, "words_removed", v->words_removed);
    json_field_i64(w, "words_added", v->words_added);
    json_key(w, STR("edits"));
    json_arr(w);
    for (size_t i = 0; i < v->edit_count; i++) {
        json_obj(w);
        json_field_str(w, "kind", v->edits[i].figure ? STR("figure") : STR("name"));
        json_field_str(w, "old", v->edits[i].old);
        json_field_str(w, "new", v->edits[i].new);
        json_obj_end(w);
    }
    json_arr_end(w);
}

void desk_version_json(struct json_out *w, const struct desk_version *v)
{
    json_obj(w);
    put_version(w, v);
    json_obj_end(w);
}

void desk_difference_json(struct json_out *w, const struct desk_difference *v)
{
    static const char *const names[] = {"removed", "same", "added"};
    json_obj(w);
    put_version(w, &v->version);
    json_field_str(w, "title_after", v->title_after);
    json_key(w, STR("pieces"));
    json_arr(w);
    for (size_t i = 0; i < v->n; i++) {
        json_obj(w);
        json_field_str(w, "edit", str_c(names[v->pieces[i].edit + 1]));
        if (v->pieces[i].gap)
            json_field_str(w, "gap", str_of(&v->pieces[i].gap, 1));
        json_field_str(w, "words", v->pieces[i].words);
        json_obj_end(w);
    }
    json_arr_end(w);
    json_obj_end(w);
}

void desk_correction_json(struct json_out *w, const struct desk_correction *v)
{
    json_obj(w);
    json_field_i64(w, "id", v->id);
    put_time(w, "at", v->at);
    json_field_opt(w, "by", v->by);
    json_field_str(w, "kind", str_c(v->kind));
    json_field_str(w, "words", v->words);
    json_field_i64(w, "story", v->story);
    if (v->undone_at != TIME_NONE) {
        put_time(w, "undone_at", v->undone_at);
        json_field_opt(w, "undone_by", v->undone_by);
    }
    json_obj_end(w);
}

void desk_brief_json(struct json_out *w, const struct desk_brief *v)
{
    json_obj(w);
    put_time(w, "since", v->since);
    put_time(w, "now", v->now);
    json_field_bool(w, "since_visit", v->since_visit);
    json_field_i64(w, "report_count", v->reports);
    json_field_i64(w, "publishers", v->publishers);
    json_field_i64(w, "others", v->others);
    json_key(w, STR("stories"));
    json_arr(w);
    for (size_t i = 0; i < v->n; i++) {
        json_obj(w);
        put_row(w, &v->v[i].row);
        put_sources(w, "news", v->v[i].news, v->v[i].news_count);
        json_obj_end(w);
    }
    json_arr_end(w);
    json_obj_end(w);
}
