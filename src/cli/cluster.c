/* cluster: articles, one JSON object a line, in order of time, in; where each belongs, one JSON
 * object a line, out. Members read: id, title, text, published or date, source.
 *
 * Without --live the lines come at the end of the input, so that a line says how matters stand
 * then (two stories may turn out to be one); with it each line comes at once. */
#include "cli/cli.h"
#include "story/story.h"

#include <stdio.h>

enum { CLUSTER_INPUT_MOST = 1 << 30, CLUSTER_LINE_ARENA = 256 << 20 };

struct line {
    struct str key; /* id as given; else the number of the line */
    struct story_place place;
};
struct cluster {
    struct arena keep, scratch;
    struct story_index *index;
    LIST(struct line) lines; /* the article of id i + 1 */
    struct buf out;
    bool copies, live, related;
    const char *explain;
};

static struct str text_of(const json_t *v, const char *key)
{
    const json_t *m = json_object_get(v, key);
    return json_is_string(m) ? str_of(json_string_value(m), json_string_length(m)) : STR_NONE;
}

static int64_t time_of(const json_t *v)
{
    static const char *const keys[] = {"published", "date"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct str s = text_of(v, keys[i]);
        struct when w;
        if (s.n && when_parse(s, &w) && w.precision >= WHEN_DAY)
            return w.us;
    }
    return TIME_NONE;
}

static void put_id(struct cluster *c, struct json_out *w, uint64_t id)
{
    if (id == 0 || id > c->lines.n)
        json_put_null(w);
    else
        json_put_str(w, c->lines.v[id - 1].key);
}

static void put_related(struct cluster *c, struct json_out *w, uint64_t id)
{
    struct story_related r[5];
    size_t n = story_related(c->index, id, 5, r);
    json_key(w, STR("related"));
    json_arr(w);
    for (size_t i = 0; i < n; i++)
        put_id(c, w, r[i].id);
    json_arr_end(w);
}

static bool put_line(struct cluster *c, uint64_t id)
{
    const struct line *l = &c->lines.v[id - 1];
    uint64_t story = l->place.story, copy_of = l->place.copy_of;
    struct json_out w;
    if (!c->live && !story_of(c->index, id, &story, &copy_of))
        story = l->place.story;
    buf_clear(&c->out);
    json_init(&w, &c->out);
    json_obj(&w);
    json_field_str(&w, "id", l->key);
    json_key(&w, STR("story"));
    put_id(c, &w, story);
    json_key(&w, STR("cluster"));
    put_id(c, &w, story);
    json_key(&w, STR("copy_of"));
    put_id(c, &w, copy_of);
    if (c->copies) {
        json_key(&w, STR("group"));
        put_id(c, &w, copy_of ? copy_of : id);
        json_field_str(&w, "kind", str_c(story_copy_name(l->place.copy)));
    }
    json_field_str(&w, "relation", str_c(story_relation_name(l->place.relation)));
    json_field_num(&w, "score", l->place.score);
    json_field_str(&w, "why", str_c(l->place.why));
    if (c->related)
        put_related(c, &w, id);
    json_obj_end(&w);
    return cli_print(buf_str(&c->out));
}

static enum err_code place_line(struct cluster *c, struct str text, uint32_t number, struct err *e)
{
    json_t *v;
    enum err_code code = json_read(text, &v, e);
    if (code != ERR_OK) {
        err_place(e, "input", number);
        return code;
    }
    struct story_doc doc = {.id = c->lines.n + 1,
                            .time = time_of(v),
                            .title = text_of(v, "title"),
                            .text = text_of(v, "text"),
                            .publisher = text_of(v, "source")};
    struct str key = text_of(v, "id");
    struct line line = {.key = key.n ? str_dup(&c->keep, key)
                                     : str_fmt(&c->keep, "%zu", c->lines.n + 1)};
    arena_reset(&c->scratch);
    code = story_place(c->index, &c->scratch, &doc, &line.place);
    json_decref(v);
    if (code != ERR_OK)
        return err_set(e, code, "the article of line %u could not be placed", number);
    LIST_PUSH(&c->keep, &c->lines, line);
    if (c->live && !c->explain)
        put_line(c, c->lines.n);
    return ERR_OK;
}

/* The words for one article: its place, its story's other members, and what is related. */
static int explain(struct cluster *c)
{
    uint64_t id = 0;
    for (size_t i = 0; i < c->lines.n && !id; i++)
        if (str_eq(c->lines.v[i].key, str_c(c->explain)))
            id = i + 1;
    uint64_t story, copy_of, members[100];
    if (!id || !story_of(c->index, id, &story, &copy_of))
        return cli_usage("cluster", "no article '%s' in the input", c->explain);
    const struct line *l = &c->lines.v[id - 1];
    printf("%s  %s, score %.2f\n", c->explain, story_relation_name(l->place.relation),
           l->place.score);
    if (l->place.nearest)
        printf("  placed by %.*s: %s\n", STR_ARG(c->lines.v[l->place.nearest - 1].key),
               l->place.why);
    if (copy_of)
        printf("  copy (%s) of %.*s\n", story_copy_name(l->place.copy),
               STR_ARG(c->lines.v[copy_of - 1].key));
    size_t n = story_members(c->index, story, members, 100);
    printf("story %.*s: %zu %s, %zu %s\n", STR_ARG(c->lines.v[story - 1].key), n,
           n == 1 ? "article" : "articles", story_origins(c->index, story),
           story_origins(c->index, story) == 1 ? "origin" : "origins");
    if (n == 0)
        printf("  no longer compared with new articles: the last came long after\n");
    char why[STORY_WHY_MOST];
    for (size_t i = 0; i < n && i < 100; i++)
        if (members[i] != id && story_explain(c->index, id, members[i], why))
            printf("  %.*s: %s\n", STR_ARG(c->lines.v[members[i] - 1].key), why);
    struct story_related r[5];
    n = story_related(c->index, id, 5, r);
    for (size_t i = 0; i < n; i++)
        printf("related %.*s: %s\n", STR_ARG(c->lines.v[r[i].id - 1].key), r[i].why);
    return CLI_DONE;
}

static int cluster(struct cluster *c, const char *file)
{
    struct err e = {0};
    struct str all, line;
    uint32_t number = 0;
    if (cli_read(&c->keep, file, CLUSTER_INPUT_MOST, &all, &e) != ERR_OK)
        return cli_failed("cluster", &e);
    while (str_split(&all, '\n', &line)) {
        number++;
        if (str_trim(line).n && place_line(c, line, number, &e) != ERR_OK)
            return cli_failed("cluster", &e);
    }
    if (c->explain)
        return explain(c);
    for (size_t i = 0; i < c->lines.n && !c->live; i++)
        if (!put_line(c, i + 1))
            break;
    return CLI_DONE;
}

static int run(int argc, char **argv)
{
    struct cluster c = {0};
    const struct cli_option options[] = {{"--copies", &c.copies, NULL},
                                         {"--live", &c.live, NULL},
                                         {"--related", &c.related, NULL},
                                         {"--explain", NULL, &c.explain},
                                         {0}};
    int at = cli_options("cluster", argc, argv, options);
    if (at < 0)
        return CLI_USAGE;
    if (argc - at > 1)
        return cli_usage("cluster", "one FILE at most; got %d", argc - at);
    c.index = story_index_new(NULL);
    if (!c.index)
        return cli_failed("cluster", &(struct err){.code = ERR_MEMORY, .words = "no memory"});
    story_parting(c.index, true);
    arena_init(&c.keep, (size_t)2 << 30);
    arena_init(&c.scratch, CLUSTER_LINE_ARENA);
    buf_init(&c.out, 1 << 20);
    int status = cluster(&c, argc > at ? argv[at] : NULL);
    buf_done(&c.out);
    arena_done(&c.scratch);
    arena_done(&c.keep);
    story_index_free(c.index);
    return status;
}

const struct command command_cluster = {
    .name = "cluster",
    .synopsis = "[--copies] [--related] [--live | --explain ID] [FILE]",
    .summary = "group articles into stories and find copies",
    .details =
        "  FILE         article JSON, one object a line, in order of time (default: standard "
        "input);\n"
        "               read are id, title, text, published or date, source\n"
        "  --copies     also the copy group of each (group) and its kind\n"
        "  --related    also up to five articles of other stories\n"
        "  --live       print each line at once, not as matters stand at the end\n"
        "  --explain ID say in words why this article is where it is",
    .run = run,
};
