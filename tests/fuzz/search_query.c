/* search_query: any bytes as what was typed into the search field. Whatever it says, the expression
 * made of it is one that the full-text index understands, and the snippet lies inside the text. The
 * input is also the text that is searched, so that words hit. */
#include "desk/internal.h"

#include <assert.h>
#include <sqlite3.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static sqlite3_stmt *search(void)
{
    static sqlite3 *db;
    static sqlite3_stmt *st;
    if (st)
        return st;
    /* As in src/store/sql/schema.sql. */
    bool ok =
        sqlite3_open(":memory:", &db) == SQLITE_OK &&
        sqlite3_exec(
            db,
            "CREATE VIRTUAL TABLE search USING fts5(title, text, facet, content='',"
            " tokenize='ascii', detail=full);"
            "INSERT INTO search(rowid, title, text, facet) VALUES(1, 'a b', 'c d', 'every p1')",
            NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT rowid FROM search WHERE search MATCH ?", -1, &st, NULL) ==
            SQLITE_OK;
    assert(ok);
    return st;
}

static void match(struct str fts)
{
    sqlite3_stmt *st = search();
    sqlite3_bind_text(st, 1, fts.p, (int)fts.n, SQLITE_STATIC);
    int rc = sqlite3_step(st);
    assert(rc == SQLITE_ROW || rc == SQLITE_DONE);
    sqlite3_reset(st);
}

static struct desk_ids *some_ids(struct arena *a, size_t n)
{
    struct desk_ids *ids = ARENA_ARRAY(a, n, struct desk_ids);
    for (size_t i = 0; i < n; i++) {
        ids[i].n = i % 4;
        ids[i].v = ARENA_ARRAY(a, ids[i].n, int64_t);
        for (size_t k = 0; k < ids[i].n; k++)
            ids[i].v[k] = (int64_t)(i + k);
    }
    return ids;
}

struct job {
    struct arena a;
    struct str in;
};

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    struct desk_query q;
    struct str fts = STR_NONE, snippet;
    const struct span *hits = NULL;
    size_t hit_count = 0;
    desk_query_parse(&j->a, j->in, &q);
    for (size_t i = 0; i < q.term_count; i++)
        assert(q.terms[i].words.n && str_find_char(q.terms[i].words, '"') == SIZE_MAX);
    if (desk_query_fts(&j->a, &q, some_ids(&j->a, q.publisher_count),
                       some_ids(&j->a, q.not_publisher_count), &fts))
        match(fts);
    struct str text = str_sub(j->in, 0, utf8_valid(j->in));
    desk_snippet(&j->a, &q, text, &snippet, &hits, &hit_count);
    assert(utf8_valid(snippet) == snippet.n);
    for (size_t i = 0; i < hit_count; i++)
        assert(hits[i].at < hits[i].end && hits[i].end <= snippet.n &&
               (!i || hits[i - 1].end <= hits[i].at));
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct job job;
    job.in = str_of((const char *)data, n);
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, run, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    return 0;
}
